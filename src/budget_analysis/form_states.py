"""The frame `forms`: which form of the layout is there, and in which state."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from . import frames
from .locate import Located, RawForm
from .specs import Layout

_FEWEST_BARE = 3
"""So many rows with a code and without any number are no rows without money."""
_DECIMAL = re.compile(r"(?=[\d.,]*[1-9])\d[\d,]*\.\d")


def forms_of(
    document_id: str, located: Located, layout: Layout, figures: pd.DataFrame
) -> pd.DataFrame:
    """One row per form of the layout in its order, then forms that the layout does not list.

    Where no form holds a single number, the document is an empty template.
    """
    if not located.forms:
        return frames.build("forms", [])
    found = {form.spec.id: form for form in located.forms}
    order = [*layout.forms, *(form for form in found if form not in layout.forms)]
    is_template = (
        bool(len(figures))
        and (figures["state"] == "blank").all()
        and not all(form.statement for form in located.forms)
        # of a form that could not be read nobody knows that it is empty
        and all(name in set(figures["form"]) or not _holds_amounts(form) for name, form in found.items())
    )
    rows: list[dict[str, Any]] = []
    for name in order:
        row: dict[str, Any] = {"document_id": document_id, "form": name}
        form = found.get(name)
        if form is None:
            page = located.announced.get(name)
            note = f"announced on page {page}, but no table follows" if page else None
            rows.append({**row, "state": "missing", "note": note})
            continue
        cells = figures[figures["form"] == name]
        rows.append(
            {
                **row,
                "form_no": form.form_no or None,
                "title": form.title,
                "pages": _page_range(form.pages),
                "unit": form.unit or None,
                "department": form.department or None,
                "state": _state(form, cells, bool(is_template)),
                "statement": form.statement or None,
                "note": form.note or None,
                "heads": _heads(form),
            }
        )
    return frames.build("forms", rows)


def _heads(form: RawForm) -> str | None:
    """The places of what is printed above the table: page, and the box where it is known."""
    told = {
        head: [page, *([box.x0, box.y0, box.x1, box.y1] if box is not None else [])]
        for head, page, box in sorted(form.heads, key=lambda one: one[0])
    }
    return json.dumps(told) if told else None


def _state(form: RawForm, cells: pd.DataFrame, is_template: bool) -> str:
    if is_template:
        return "template"
    if not len(cells):
        return "declared_empty" if form.statement and not _holds_amounts(form) else "unread"
    coded = cells[cells["code"].notna()]
    is_bare = coded["row"].nunique() >= _FEWEST_BARE and (coded["state"] == "blank").all()
    if is_bare and not form.statement:
        return "emptied"  # a total alone states nothing of the rows below it
    if not (cells["state"] == "blank").all():
        return "found"
    return "declared_empty" if form.statement else "emptied"


def _holds_amounts(form: RawForm) -> bool:
    """True where a number with decimals that is not zero stands in the form."""
    texts = [line.text for line in (*form.lines, *(line for grid in form.grids for line in grid.lines))]
    texts += [cell.text for grid in form.grids for cell in grid.cells]
    return any(_DECIMAL.search(text) for text in texts)


def _page_range(pages: Sequence[int]) -> str:
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}-{pages[-1]}"
