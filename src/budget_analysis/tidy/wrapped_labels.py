"""Names of a form without codes and without lines, whose wrapped lines stand in the rows below: 二、政府性基金预 | 算财政拨款.

A name that means nothing, and with the beginning of the next one is a name of the form, is that name. What is left
of the next one goes on in the same way, or is a name by itself; a row of which nothing is left holds no amounts.
Where that is not so for all of them, the rows stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import terms
from ..specs import FormSpec
from .rows import FormRow

_FEWEST_LETTERS = 3


def with_wrapped_labels(spec: FormSpec, rows: Sequence[FormRow]) -> list[FormRow]:
    """The rows of one column group, each with its whole name."""
    if spec.codes is not None or spec.has_units:
        return list(rows)
    whole: list[FormRow] = []
    place = 0
    while place < len(rows):
        found = _chain(spec, rows[place:])
        whole += found or [rows[place]]
        place += len(found) or 1
    return whole


def _chain(spec: FormSpec, rows: Sequence[FormRow]) -> list[FormRow]:
    """The first rows with their names put right, up to the first whose name is whole; none where they cannot be."""
    knows = spec.groups[rows[0].group].knows
    name = rows[0].label
    if len(terms.fold(name)) < _FEWEST_LETTERS or knows(name) or _is_blank(rows[0]):
        return []
    whole: list[FormRow] = []
    for above, below in zip(rows, rows[1:], strict=False):
        ends = [end for end in range(len(below.label), 0, -1) if knows(name + below.label[:end])]
        rest = next((below.label[end:] for end in ends if knows(below.label[end:]) or end == len(below.label) and _is_blank(below)), None)
        if not ends or above.group != below.group:
            return []
        if rest is None:
            whole.append(replace(above, label=name + below.label[: ends[0]]))
            name = below.label[ends[0] :]
            if not name:
                return []
            continue
        whole.append(replace(above, label=name + below.label[: len(below.label) - len(rest)]))
        return [*whole, replace(below, label=rest)]
    return []


def _is_blank(row: FormRow) -> bool:
    return not any(cell.text or cell.trouble for cell in row.cells.values())
