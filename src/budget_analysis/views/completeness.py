"""How complete an account is: what transparency rules ask for, as far as the frames can tell.

The list is data (`specs/checklist.csv`): each requirement names a rule below and its argument.
A requirement without a rule cannot be told from the frames; it is `unchecked`, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

import pandas as pd

from ..checklist import checklist
from ..relations.identities import identity_table
from ..errors import SpecError
from ..frames import as_rows
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNDEFINED
from .quantities import Operands, since_last_year
from .tables import build, per_document

ITEM_FORM = "general_public_expenditure"
_KEPT = ("found", "declared_empty", "unread")
_RATES = ("growth", "share", "completion", "rate")



class Frames(dict[str, pd.DataFrame]):
    """The frames of one account by name, and what the prose states, indexed once for all rules."""

    @cached_property
    def stated(self) -> Operands:
        return Operands(None, since_last_year(self["claims"]))


Score = tuple[int, int]
"""How much is there, and how much there should be; (0, 0) where the requirement does not apply."""


@per_document
def completeness(
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    blocks: pd.DataFrame,
    units: pd.DataFrame,
    projects: pd.DataFrame,
    funds: pd.DataFrame,
    indicators: pd.DataFrame,
    report_items: pd.DataFrame,
    glossary: pd.DataFrame,
    checks: pd.DataFrame,
    claims: pd.DataFrame,
) -> pd.DataFrame:
    """The requirements of the checklist and how far the account meets each.

    Returns:
        One row per requirement: its words, `found` of `expected`, and `state`: `met`, `partly`,
        `absent`, `not_applicable`, or `unchecked` where the frames cannot tell.
    """
    frames = Frames(
        forms=forms, figures=figures, blocks=blocks, units=units, projects=projects, funds=funds,
        indicators=indicators, report_items=report_items, glossary=glossary, checks=checks,
        claims=claims,
    )  # fmt: skip
    rows = []
    for entry in as_rows(checklist()):
        score = None
        if entry["rule"]:
            rule = RULES.get(entry["rule"])
            if rule is None:
                raise SpecError(
                    f'checklist {entry["requirement"]}: rule "{entry["rule"]}" is none of '
                    + ", ".join(RULES)
                )
            score = rule(frames, entry["argument"])
        rows.append(
            {
                "requirement": entry["requirement"],
                "label": entry["zh"],
                "label_en": entry["en"],
                "found": None if score is None else score[0],
                "expected": None if score is None else score[1],
                "state": _state(score),
                "note": entry["note_zh"] or None,
                "note_en": entry["note_en"] or None,
            }
        )
    columns = ["requirement", "label", "label_en", "found", "expected", "state", "note", "note_en"]
    return build(columns, rows)


def _state(score: Score | None) -> str:
    if score is None:
        return "unchecked"
    found, expected = score
    if not expected:
        return "not_applicable"
    return "met" if found >= expected else ("partly" if found else "absent")


def _forms(frames: Frames, argument: str) -> Score:
    wanted = argument.split()
    listed = frames["forms"]
    kept = set(listed.loc[listed["state"].isin(_KEPT), "form"])
    return len(kept & set(wanted)), len(wanted)


def _form_heads(frames: Frames, argument: str) -> Score:
    listed = frames["forms"]
    there = listed[listed["state"] != "missing"]
    has_all = there[["title", "department", "unit"]].notna().all(axis=1)
    return int(has_all.sum()), len(there)


def _empty_forms(frames: Frames, argument: str) -> Score:
    states = frames["forms"]["state"]
    explained = int((states == "declared_empty").sum())
    return explained, explained + int((states == "emptied").sum())


def _item_codes(frames: Frames, argument: str) -> Score:
    """Codes that no longer code of the same form begins with: all should have seven digits."""
    found = expected = 0
    for form in argument.split():
        codes = _codes(frames, form)
        leaves = [c for c in codes if not any(o != c and o.startswith(c) for o in codes)]
        found += sum(len(code) == 7 for code in leaves)
        expected += len(leaves)
    return found, expected


def _economic_sections(frames: Frames, argument: str) -> Score:
    """Classes with money in them that print at least one section with money."""
    figures = frames["figures"]
    filled = figures[(figures["form"] == argument) & (figures["state"] == "value")]
    codes = set(filled["code"].dropna())
    classes = [code for code in codes if len(code) == 3]
    split = [c for c in classes if any(len(o) == 5 and o.startswith(c) for o in codes)]
    return len(split), len(classes)


def _columns(frames: Frames, argument: str) -> Score:
    """Coded rows where at least one of the columns has a figure."""
    figures = frames["figures"]
    forms = {place.split("/")[0] for place in argument.split()}
    rows = figures[figures["form"].isin(forms) & figures["code"].notna()]
    pairs = rows["form"].str.cat(rows["measure"], sep="/")
    filled = rows[pairs.isin(argument.split()) & rows["state"].isin(["value", "zero"])]
    key = ["form", "row"]
    return len(filled.drop_duplicates(key)), len(rows.drop_duplicates(key))


def _sections(frames: Frames, argument: str) -> Score:
    blocks = frames["blocks"]
    told = set(blocks.loc[~blocks["heading"], "section"])
    wanted = argument.split()
    return sum(any(_covers(name, section) for section in told) for name in wanted), len(wanted)


def _covers(name: str, section: str) -> bool:
    return section == name or section.startswith(f"{name}.")


def _units(frames: Frames, argument: str) -> Score:
    """Units in the list, against the units that the form by unit prints (one at least)."""
    figures = frames["figures"]
    rows = figures[(figures["form"] == argument) & (figures["role"] != "total")]
    return len(frames["units"]), max(1, rows["row"].nunique())


def _claims(frames: Frames, argument: str) -> Score:
    operands = frames.stated
    wanted = [[tuple(one.split("@")) for one in part.split("|")] for part in argument.split()]
    stated = sum(
        any(operands.statement(aspect, place).printed is not None for aspect, place in choices)
        for choices in wanted
    )
    return stated, len(wanted)


def _items(frames: Frames, argument: str) -> Score:
    operands = frames.stated
    items = [code for code in _codes(frames, ITEM_FORM) if len(code) == 7]
    stated = [operands.statement(argument, f"{ITEM_FORM}/{code}") for code in items]
    return sum(statement.printed is not None for statement in stated), len(items)


def _cells(frames: Frames, argument: str) -> Score:
    figures = frames["figures"]
    cells = figures[figures["form"] == argument]
    return int(cells["state"].isin(["value", "zero"]).sum()), len(cells)


def _rows(frames: Frames, argument: str) -> Score:
    wanted = argument.split()
    return sum(len(frames[name]) > 0 for name in wanted), len(wanted)


def _project_amounts(frames: Frames, argument: str) -> Score:
    named = set(frames["projects"]["project"].dropna())
    with_money = set(frames["funds"]["project"].dropna())
    return len(named & with_money), len(named)


def _glossary_items(frames: Frames, argument: str) -> Score:
    figures = frames["figures"]
    items = figures[(figures["form"] == ITEM_FORM) & (figures["level"] == 3)]
    labels = set(items["label"].dropna())
    explained = " ".join(frames["glossary"]["term"].dropna())
    return sum(label in explained for label in labels), len(labels)


def _identities(frames: Frames, argument: str) -> Score:
    table = identity_table()
    wanted = set(table.loc[table["kind"] == argument, "identity"])
    checks = frames["checks"]
    verdicts = checks.loc[checks["identity"].isin(wanted), "verdict"]
    return _holding(verdicts)


def _reproduced(frames: Frames, argument: str) -> Score:
    return _holding(frames["claims"]["verdict"])


def _holding(verdicts: pd.Series[str]) -> Score:
    holds = int(verdicts.isin([EQUAL, ROUNDING]).sum())
    return holds, holds + int((verdicts == DIFFERS).sum())


def _defined_rates(frames: Frames, argument: str) -> Score:
    claims = frames["claims"]
    verdicts = claims.loc[claims["kind"].isin(_RATES), "verdict"].dropna()
    return len(verdicts) - int((verdicts == UNDEFINED).sum()), len(verdicts)


def _codes(frames: Frames, form: str) -> list[str]:
    figures = frames["figures"]
    return list(dict.fromkeys(figures.loc[figures["form"] == form, "code"].dropna()))


RULES: Mapping[str, Callable[[Frames, str], Score]] = {
    "forms": _forms,
    "form_heads": _form_heads,
    "empty_forms": _empty_forms,
    "item_codes": _item_codes,
    "economic_sections": _economic_sections,
    "columns": _columns,
    "sections": _sections,
    "units": _units,
    "claims": _claims,
    "items": _items,
    "cells": _cells,
    "rows": _rows,
    "project_amounts": _project_amounts,
    "glossary_items": _glossary_items,
    "identities": _identities,
    "reproduced": _reproduced,
    "defined_rates": _defined_rates,
}
"""The rules that the checklist may name."""
