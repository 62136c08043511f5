"""One printed cell to a fact: what it is worth, or why it cannot be used."""

from __future__ import annotations

from collections.abc import Mapping

from ..amounts import Printed
from .fact import ZERO, Fact
from .numbers import number_of_cell


def fact_of(record: Mapping[str, object], units: Mapping[str, str]) -> Fact:
    """A row of the frame `figures`; `units` are those of the forms. What cannot be used says why."""
    figure_id, state, form = str(record["figure_id"]), record["state"], str(record["form"])
    number: Printed | None = ZERO
    trouble = ""
    fen, resolution = record["amount_fen"], record["resolution_fen"]
    if "!" in str(record["reading"] or ""):
        trouble = f"figure {figure_id} was read in two ways"
    elif state == "doubtful":
        trouble = f"figure {figure_id} is doubtful: a picture does not show for certain which number it is"
    elif state == "unreadable" or (state == "value" and fen is None):
        trouble = f"figure {figure_id} is unreadable"
    elif state == "count":
        trouble = f"figure {figure_id} counts things and is no money"
    elif state == "value":
        number = number_of_cell(_whole(fen), _whole(resolution or 0))
    page = record["page"]
    return Fact(
        id=figure_id,
        number=None if trouble else number,
        unit=units.get(form, ""),
        printed=str(record["printed"] or ""),
        form=form,
        page=int(str(page)) if page is not None else None,
        trouble=trouble,
    )


def _whole(number: object) -> int:
    return int(str(number))
