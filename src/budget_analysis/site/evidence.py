"""What stands behind each cell, statement and finding, as the data that the script of a page shows.

Cells are named by `form/row/measure`, claims and findings by their identifiers, checks by identity
and instance: the addresses of the pages, which survive a rebuild. A statement names its cells by
their number in `cells`, from 1, with the sign that they have in it, and claims by their names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from .. import terms, words
from ..checks.operands import equated, missing, write_formula
from ..facts import Forms
from ..findings import word
from ..findings.holding import is_equation
from ..findings.naming import form_name, gloss_of, row_name, shortened, unit_name
from ..frames import as_rows, operand_names, text
from ..identifiers import place_of
from ..relations.instances import list_instances
from ..shelf import Frames
from .placed_cells import cell_of, table_number
from .places import Place, Places, number_range
from .row_names import is_name, marks_of_name, told_apart
from .standing import Standing, own_place
from .stand_ins import recomputed, stand_ins
from .told_rules import reason_told, rule_told, with_units

Json = dict[str, Any]
WORKBOOKS = ("xlsx", "xls")
"""Readers whose places name sheets; those of the others name tables by number."""
_CONTEXT = 32
"""Characters around a quote."""
_LONGEST_QUOTE = 24
_KEPT = {"value": "v", "zero": "z", "blank": "b", "declared_empty": "b", "unreadable": "u"}


class Evidence:
    """The cells, statements and findings of one account, to be told in either language."""

    def __init__(self, found: Frames, places: Places, sheets: Sequence[list[Any]] = ()) -> None:
        self.document = str(found["documents"]["document_id"].iloc[0])
        self.found = found
        self.places = places
        self.sheets = sheets
        self.standing = Standing(found)
        self.figures = as_rows(found["figures"])
        self.claims = as_rows(found["claims"])
        self.checks = as_rows(found["checks"])
        self.findings = as_rows(found["findings"])
        self.cells = {place_of(row["figure_id"], self.document): at for at, row in enumerate(self.figures, 1)}
        self.by_claim = {row["claim_id"]: row for row in self.claims}
        self.units = {row["form"]: text(row["unit"]) for row in as_rows(found["forms"])}

    @cached_property
    def explained(self) -> dict[str, list[str]]:
        """Findings by the statements that they explain and by the cells and claims that they name."""
        named: dict[str, list[str]] = {}
        for one in self.findings:
            names = [*json.loads(one["statements"]), *(self.name_at(place) for place in json.loads(one["places"]))]
            for name in dict.fromkeys(names):
                named.setdefault(name, []).append(one["finding_id"])
        return named

    @cached_property
    def stand_ins(self) -> dict[str, dict[str, str]]:
        return stand_ins(self.findings, self.claims)

    def operands_of(self, claim: Mapping[str, Any]) -> list[str]:
        """What a claim is computed from, as the page tells it: see `stand_ins`."""
        instead = self.stand_ins.get(claim["claim_id"], {})
        return [instead.get(name, name) for name in operand_names(claim)]

    def name_at(self, place: Mapping[str, Any]) -> str:
        """A place of a finding as statements name it: a claim, or `form/row/measure`."""
        if "claim" in place:
            return str(place["claim"])
        return "/".join(str(place.get(part, "")) for part in ("form", "row", "measure"))

    @cached_property
    def sides(self) -> dict[str, tuple[list[int], list[int], str]]:
        """The cells of both sides of each check by its name, with the sign between them."""
        index = Forms(self.found["forms"], self.found["figures"], self.document)
        wanted = {self.check_name(row) for row in self.checks}
        found = {}
        for one in list_instances(index):
            name = f"{one.identity} {one.name}"
            if name in wanted and one.cells:
                sides = [
                    [sign * at for sign, fact in side if (at := self.cells.get(place_of(fact.id, self.document)))]
                    for side in (one.left, one.right)
                ]
                found[name] = (sides[0], sides[1], one.operator.replace("<=", "≤"))
        return found

    def told(self, language: str) -> Json:
        """All but the findings in one language, ready for JSON."""
        return {
            "document": self.document,
            "forms": {
                row["form"]: [form_name(row["form"], language), text(row["form_no"]), text(row["unit"]), _titles(row)]
                for row in as_rows(self.found["forms"])
            },
            "rules": {one: words.rule(one, language) for one in dict.fromkeys(row["identity"] for row in self.checks)},
            "cells": self._cells(language),
            "claims": [self.claim(row, language) for row in self.claims],
            "checks": [self._check(row, language) for row in self.checks],
            "sheets": [[page, name, self._sheet_name(page, name, language), rows] for page, name, rows in self.sheets],
            "files": [
                [part.file, part.page, part.page + part.pages - 1]
                for part in self.standing.parts
                if self.standing.is_several
            ],
        }

    def _sheet_name(self, page: int, name: str, language: str) -> str:
        part = self.standing.part(page)
        number = table_number(name) if part is None or part.reader not in WORKBOOKS else ""
        told = words.say("table_no", language, number=number) if number else words.say("sheet", language, name=name)
        return f"{part.file} {told}" if part is not None and self.standing.is_several else told

    def _cells(self, language: str) -> list[list[Any]]:
        """`[place, printed, page, row, column, state, box, watch]` each; what is not there is 0.

        Where the file has no pages, the box is the place of the cell: `收入决算表!C7`.
        """
        watched = {row["number"]: row for row in as_rows(self.found["watch"])}
        listed = []
        for row in self.figures:
            box = [row[edge] for edge in ("x0", "y0", "x1", "y1")]
            listed.append(
                [
                    place_of(row["figure_id"], self.document),
                    text(row["printed"]),
                    row["page"] or 0,
                    self._row_name(row, language),
                    terms.column(text(row["form"]), text(row["measure"]), language),
                    _KEPT.get(text(row["state"]), "v"),
                    (cell_of(row) or 0) if None in box else [round(edge, 1) for edge in box],
                    self._watch(watched.get(row["figure_id"])),
                ]
            )
        return listed

    @staticmethod
    def _watch(row: Mapping[str, Any] | None) -> Any:
        """`[is watched, increase, noticed by, decrease, noticed by]`; 0 for a zero or a blank."""
        if row is None:
            return 0
        ends = [row[name] or 0 for name in ("increase", "increase_noticed_by", "decrease", "decrease_noticed_by")]
        return [int(bool(row["is_watched"])), *ends]

    def claim(self, row: Mapping[str, Any], language: str) -> Json:
        """What is known of a claim, ready for JSON."""
        operands = self.operands_of(row)
        named = self.told_names(operands, language)
        lacking = missing(text(row["formula"]), named)  # of a share the part: its whole is what is named
        named = [words.say("no_number", language)] * lacking + named
        printed = with_units(row, operands, [self._printed(name, language) for name in operands], self.by_claim, language)
        if row["kind"] == "growth":
            del named[2:], printed[2:]
        printed = [words.say("not_printed", language)] * lacking + printed
        own = text(row["printed"]) + unit_name(text(row["unit"]), language)
        formula = text(row["formula"])
        phrase, this = words.phrase(formula, language), self.this(row, language)
        places, number = self.boxes_of_claim(row)
        low, high, why = row["low"], row["high"], reason_told(row, language)
        if row["claim_id"] in self.stand_ins:
            low, high = recomputed(*(self.by_claim.get(name, {}) for name in operands)) or (None, None)
            cells = [self.printed(name) for name in self.stand_ins[row["claim_id"]]]
            why = words.say("stands_in", language, cells=words.say("joint", language).join(cells))
        return without_empty(
            {
                "id": row["claim_id"],
                "kind": words.kind(text(row["kind"]), language),
                "section": words.section(text(row["section"]), language),
                "page": row["page"],
                "where": own_place(row) or None,
                "quote": row["quote"],
                "block": row["block"],
                "range": None if row["start"] is None else [row["start"], row["end"]],
                "printed": row["printed"],
                "unit": unit_name(text(row["unit"]), language).strip(" ()"),
                "named": phrase or words.signs(equated(formula, named, this) or write_formula(formula, named, this)),
                "numbers": "" if phrase else words.signs(equated(formula, printed, own) or write_formula(formula, printed, own)),
                "low": low,
                "high": high,
                "sign": "" if phrase else words.relation(formula),
                "verdict": row["verdict"] or "recorded",
                "holds": None if is_equation(row) else 1,
                "rule": rule_told(row, language),
                "why": why,
                "reading": row["reading"],
                "operands": [self.cells.get(place_of(name, self.document), name) for name in operands],
                "finding": self.explained.get(row["claim_id"]),
                "boxes": places or self._cell_of_claim(row),
                "number": number,
            }
        )

    def boxes_of_claim(self, row: Mapping[str, Any]) -> tuple[list[Place], list[Place]]:
        """Where a claim is quoted, and where its number or word stands; nothing in a text dump."""
        if row["block"] is None or row["start"] is None:
            return [], []
        block, start, end = int(row["block"]), int(row["start"]), int(row["end"])
        whole = self.places.of(block, start, end)
        own = number_range(self.places.text(block), start, end, text(row["printed"]))
        return whole, self.places.of(block, *own) if whole else []

    @staticmethod
    def _cell_of_claim(row: Mapping[str, Any]) -> list[list[Any]]:
        """The cell of a statement that stands in a table of a file without pages."""
        return [[row["page"], cell_of(row)]] if row["block"] is None and cell_of(row) else []

    def told_names(self, names: Sequence[str], language: str) -> list[str]:
        """Operands in words; with their forms where cells of two forms have one name."""
        told = [self.name_of(name, language) for name in names]
        return [self.name_of(name, language, told.count(short) > 1) for name, short in zip(names, told, strict=True)]

    def name_of(self, name: str, language: str, with_form: bool = False) -> str:
        """An operand in words: row and column, with the form where asked, or the sentence that prints it."""
        at = self.cells.get(place_of(name, self.document))
        if at is not None:
            row = self.figures[at - 1]
            measure = terms.column(text(row["form"]), text(row["measure"]), language)
            parts = [self._row_name(row, language), "" if text(row["measure"]) == "amount" else measure]
            parts = [form_name(text(row["form"]), language) if with_form else "", *parts]
            return f"[{' · '.join(filter(None, parts))}]"
        claim = self.by_claim.get(name)
        if claim is not None:
            return f"[{' '.join(filter(None, (self._gloss(claim, language), _short(text(claim['quote'])))))}]"
        form, _, rest = place_of(name, self.document).partition("/")
        role, _, measure = rest.partition("/")
        return f"[{form_name(form, language)} · {terms.name(role, language)} · {terms.column(form, measure, language)}]"

    def this(self, claim: Mapping[str, Any], language: str) -> str:
        """What a statement itself prints, in a formula."""
        return words.say("this", language, name=self.name_of(claim["claim_id"], language).strip("[]"))

    def _row_name(self, row: Mapping[str, Any], language: str) -> str:
        return told_apart(row, self._twins, language) or row_name(row, language) or text(row["label"])

    @cached_property
    def _twins(self) -> set[tuple[str, str]]:
        """Forms and printed names of which two rows of other meaning have the same: 总计 of revenue, of expenditure."""
        roles: dict[tuple[str, str], set[str]] = {}
        for row in self.figures:
            if text(row["role"]) and not text(row["code"]):
                roles.setdefault((row["form"], text(row["label"])), set()).add(text(row["role"]))
        return {name for name, known in roles.items() if len(known) > 1}

    @staticmethod
    def _gloss(claim: Mapping[str, Any], language: str) -> str:
        """In English what a quoted number is of."""
        return gloss_of(claim) if language == "en" else ""

    def printed(self, name: str) -> str:
        """What is printed at an operand; empty for a blank and for what is not printed."""
        at, claim = self.cells.get(place_of(name, self.document)), self.by_claim.get(name)
        return text(self.figures[at - 1]["printed"] if at is not None else claim["printed"] if claim is not None else None)

    def _printed(self, name: str, language: str) -> str:
        is_cell = place_of(name, self.document) in self.cells
        return self.printed(name) or (word("words", "blank", language) if is_cell else words.say("not_printed", language))

    def _check(self, row: Mapping[str, Any], language: str) -> Json:
        name = self.check_name(row)
        left, right, sign = self.sides.get(name, ([], [], words.sign(row["identity"], text(row["instance"]))))
        return without_empty(
            {
                "id": name,
                "rule": row["identity"],
                "about": words.instance(text(row["instance"]), language),
                "left": left,
                "right": right,
                "sign": sign,
                "printed": [text(row["left"]), text(row["right"])],
                "low": row["residual_low"],
                "high": row["residual_high"],
                "verdict": row["verdict"],
                "holds": None if is_equation(row) else 1,
                "why": words.reason(text(row["note"]), language),
                "finding": self.explained.get(name),
            }
        )

    @staticmethod
    def check_name(row: Mapping[str, Any]) -> str:
        """A check by its identity and instance."""
        return f"{row['identity']} {row['instance']}"

    def target(self, place: Mapping[str, Any]) -> str:
        """The address of a place on the page of the account; empty where it has none."""
        if "claim" in place:
            return f"claim-{place['claim']}"
        return cell_address(self.name_at(place)) if "measure" in place else ""

    def excerpt(self, place: Mapping[str, Any]) -> tuple[str, str, str] | None:
        """What stands before a quote, the quote, what stands behind it; None for what is no prose."""
        if place.get("block") is None or place.get("start") is None:
            return None
        told = self.places.text(int(place["block"]))
        start, end = int(place["start"]), int(place["end"])
        before, after = told[max(0, start - _CONTEXT) : start], told[end : end + _CONTEXT]
        is_cut = (start > _CONTEXT, end + _CONTEXT < len(told))
        return ("…" * is_cut[0] + before, told[start:end], after + "…" * is_cut[1])

    def boxes_at(self, place: Mapping[str, Any]) -> list[Place]:
        """The rectangles of a place as findings keep it; none in a text dump."""
        if "box" in place:
            return [[int(place["page"]), *(round(float(edge), 1) for edge in place["box"])]]
        if "block" in place and "start" in place:
            block, start, end = (int(place[part]) for part in ("block", "start", "end"))
            own = number_range(self.places.text(block), start, end, text(place.get("printed")))
            return self.places.of(block, *own)
        return []

    def marks_at(self, place: Mapping[str, Any]) -> list[list[Any]]:
        """The rectangles of a place, or `[page, 收入决算表!C7]` for a cell of a file without pages."""
        if is_name(place):
            return marks_of_name(place, self.figures, self.places, self.sheets)
        if "block" not in place and cell_of(place):
            return [[int(place["page"]), cell_of(place)]]
        return [list(box) for box in self.boxes_at(place)]


def _titles(form: Mapping[str, Any]) -> list[list[float]]:
    """The page and the four edges of the title and of the unit of a form; nothing for one that is not known."""
    heads = json.loads(text(form["heads"]) or "{}")
    return [[round(edge, 1) for edge in one] if len(one := heads.get(name, [])) == 5 else [] for name in ("title", "unit")]


def _short(quote: str) -> str:
    return shortened(quote, _LONGEST_QUOTE + 1)


def cell_address(place: str) -> str:
    """The address of a cell on the page of its account, from `form/row/measure`."""
    return "cell-" + place.replace("#", "~")


def without_empty(entry: Json) -> Json:
    return {name: value for name, value in entry.items() if value not in (None, "", [], {})}
