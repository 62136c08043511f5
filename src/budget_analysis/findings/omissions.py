"""What should be there and is not: it accuses nobody of a wrong number, and is counted apart."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from .. import specs, terms
from ..block_lines import page_at
from ..doubts import in_doubt
from ..facts import Fact, Forms
from ..facts.omissions import AND, dropped_below
from ..facts.subtotals import forms_with_subtotals
from ..frames import as_rows, text
from ..identifiers import Identifiers
from ..notes import NOT_LISTED, NOT_PRINTED
from .naming import form_name, named, place_of, say, wording
from .remarks import LANGUAGES, OMISSION, Material, remark
from .repeated import repeated
from .requirements import not_told
from .residue import residue
from .statements import Number

_FEWEST_ROWS = 3
"""A form of fewer rows of its own (合计) says nothing by them of which form it is."""
_NEARLY_ALL = 4
"""Where more than one of four forms of a layout is missing, its forms are not nearly all there."""


def omissions(
    material: Material, names: Identifiers, told: set[str], shifted: set[str], exchanged: set[str]
) -> list[dict[str, Any]]:
    """Blank totals, forms of the layout and rows that are not there, amounts without a unit, what rules ask for,
    repetitions, placeholders.

    On a form with shifted rows, or with a row of a wrong code, the parts below a total may be those of others.
    So may the only one below it that is filled, where it stands in another's place. A form that the contents announce, and that is not there, stands among `told` already.
    """
    claims = material.claims
    missed = claims[(claims["kind"] == "announced") & claims["claim_id"].isin(told)]
    announced = set(missed["form"].dropna()) | set(missed["subject"].dropna())
    index, rows = material.index, []
    cells = {str(row["figure_id"]): row for row in as_rows(index.figures)}
    by_form: dict[str, list[Number]] = {}
    below = forms_with_subtotals(index.figures)
    for fact in index.omissions:
        if fact.form in shifted or _is_above(fact, index, exchanged) or (fact.form in below and cells[fact.id]["code"] is not None):
            continue
        number = Number(fact.id, "cell", fact.printed, fact.unit, None, cells[fact.id])
        by_form.setdefault(fact.form, []).append(number)
    for numbers in by_form.values():
        places = [place_of(number) for number in numbers]
        said = {language: say("blank_total", language, place=named(numbers[0], language)) for language in LANGUAGES}
        if len(numbers) > 1:
            said = {
                language: sentence + (" " if language == "en" else "") + say("same_at", language, count=len(numbers))
                for language, sentence in said.items()
            }
        quantity = [places[0]["form"], places[0]["row"], places[0]["measure"], OMISSION]
        rows.append(remark(names.give(quantity, "", ""), "blank_total", places, said))
    layout = next((one for one in specs.layouts() if one.id == material.layout), None)
    for form in _missing_forms(index, layout) if layout is not None else ():
        if form not in announced:
            said = {
                language: say("missing_form", language, form=form_name(form, language),
                              layout=getattr(layout, language))
                for language in LANGUAGES
            }  # fmt: skip
            rows.append(remark(names.give([form], "", ""), "missing_form", [{"form": form}], said))
    return [*rows, *_without_unit(material, names), *not_told(material, names), *repeated(material, names), *residue(material, names), *_unlisted(material, names), *_without_row(material, names, shifted)]


def _is_above(fact: Fact, index: Forms, cells: set[str]) -> bool:
    """True for a blank total over no other filled parts than these cells."""
    _, form, role, measure = fact.id.split("/")
    below = [
        cell.id
        for other, entries in index.rows.get(form, {}).items()
        for row in entries
        if (cell := row.get(measure)) is not None and cell.amount and (other.startswith(role) or not role.isdecimal())
    ]
    return bool(below) and set(below) <= cells


def _missing_forms(index: Forms, layout: specs.Layout) -> list[str]:
    """The forms of the layout that the document announces, and all where nearly all others are there.

    Where more than a few are not there, the file may be a part of the account, or titled otherwise;
    where all forms of another layout are there, it may have that one, and forms of its own.
    A form whose rows another one prints, as a province puts two forms into one, is there.
    """
    missing = [form for form in layout.forms if index.states.get(form) == "missing" and not _is_inside(form, index)]
    found = {form for form, state in index.states.items() if state != "missing"}
    is_another = any(set(other.forms) <= found for other in specs.layouts() if other.id != layout.id)
    if len(missing) * _NEARLY_ALL <= len(layout.forms) and not is_another:
        return missing
    return [form for form in missing if text(index.forms[form].get("note"))]


def _is_inside(form: str, index: Forms) -> bool:
    """True where another form of the account has all rows that the form declares, and prints the first."""
    rows = [row.role for group in specs.forms()[form].groups for row in group.rows]
    return len(rows) >= _FEWEST_ROWS and any(
        rows[0] in printed and set(rows) <= {row.role for group in specs.forms()[other].every_group for row in group.rows}
        for other, printed in index.rows.items()
        if other in specs.forms()
    )


def _unlisted(material: Material, names: Identifiers) -> Iterator[dict[str, Any]]:
    """Projects with a self-evaluation of their own that the list of projects does not have."""
    claims = material.claims
    is_own = claims["subject"].str.startswith("self_evaluation/").eq(True)
    told = claims[is_own.fillna(False) & claims["kind"].eq("item_name") & claims["note"].eq(NOT_LISTED).fillna(False)]
    for claim in as_rows(told):
        number = Number(str(claim["claim_id"]), "annex", text(claim["printed"]), "", None, claim)
        said = {
            language: say("unlisted", language, place=named(number, language, is_quoted=False), name=number.printed)
            for language in LANGUAGES
        }
        yield remark(names.give([OMISSION, number.id], "", ""), "unlisted", [place_of(number)], said)


def _without_row(material: Material, names: Identifiers, shifted: set[str]) -> Iterator[dict[str, Any]]:
    """Codes that another form prints and that one lacks whose sums lack just that much: not printed, or not read."""
    notes = [NOT_PRINTED.read(text(note)) for note in material.checks["note"].dropna()]
    told: set[tuple[str, str]] = set()
    for form, lacking in dict.fromkeys((note["form"], note["place"]) for note in notes if note):
        places = [one.split("/") for one in lacking.split(AND)]
        other, codes = places[0][0], [code for _, code in places]
        cells = material.index.figures
        found = [as_rows(cells[(cells["form"] == other) & (cells["code"] == code)])[:1] for code in codes]
        own = material.index.rows[form]
        above = [codes[0][:-2]] if codes[0][:-2] in own else [role for role in own if not role.isdecimal()]
        ending = lacking if len(codes) > 1 else f"/{codes[0]}"
        is_due = any(dropped_below(material.index.rows, form, one).endswith(ending) for one in above)
        if not (all(found) and is_due) or {form, other} & shifted or {(form, code) for code in codes} <= told:
            continue
        told |= {(form, code) for code in codes}
        numbers = [Number(str(row["figure_id"]), "label", text(row["label"]), "", None, row) for [row] in found]
        said = {
            language: say("no_row" if len(codes) == 1 else "no_rows", language, form=form_name(form, language), code=codes[0],
                          codes="、".join(codes) if language == "zh" else ", ".join(codes), name=numbers[0].printed,
                          other=named(numbers[0], language), other_form=form_name(other, language))
            for language in LANGUAGES
        }  # fmt: skip
        yield remark(names.give([form, codes[0], OMISSION], "", ""), "no_row", [place_of(one) for one in numbers], said)


def _without_unit(material: Material, names: Identifiers) -> Iterator[dict[str, Any]]:
    """Amounts of the text behind which no unit stands, in sections that tell none for all of them.

    Where a line of the paragraph is cut off, or cannot be read, the unit may stand in what is missing.
    """
    words = wording()["without_unit"]
    blocks = as_rows(material.blocks)
    doubtful = in_doubt(material.problems).lines
    told = {text(block["section"]) for block in blocks if re.search(words["told"], terms.plain(text(block["text"])))}
    for block in blocks:
        lines = {(page, number) for _, page, number, *_ in json.loads(text(block["places"]) or "[]")}
        if block["heading"] or text(block["section"]) in told or lines & doubtful:
            continue
        for found in re.finditer(words["pattern"], terms.plain(text(block["text"]))):
            start, end = found.span()
            record = {
                "claim_id": None, "page": page_at(text(block["places"]), start), "section": text(block["section"]),
                "block": block["block"], "start": start, "end": end, "quote": text(block["text"])[start:end],
            }  # fmt: skip
            number = Number("", "sentence", found["number"], "", None, record)
            said = {language: say("no_unit", language, place=named(number, language)) for language in LANGUAGES}
            name = names.give([OMISSION], text(block["section"]), found["number"])
            yield remark(name, "no_unit", [place_of(number)], said)
