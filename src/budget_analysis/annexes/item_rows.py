"""Facts and texts of an annex: the values behind its labels, as rows of `report_items`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import specs
from ..privacy import hide
from .found import Found
from .fragments import Field, Fragment, by_line, text_of
from .printed_text import Text

_SENTENCE_END = ("。", "！", "？", "；", "!", "?", ";")
_FIRST = re.compile(r"[（(]?1[.．、)）]")


class ItemWriter:
    """Numbers the items of one annex and adds them to `report_items`."""

    def __init__(self, found: Found, source: str, project: Text) -> None:
        self.found = found
        self.source = source
        self.project = project
        self.row = 0

    def next_row(self) -> None:
        self.row += 1

    def add(
        self,
        part: str,
        item: Text | None,
        measure: str,
        printed: Text | None,
        page: int,
        unit: str | None = None,
    ) -> None:
        """One printed value of the current row."""
        self.found.add(
            "report_items",
            source=self.source,
            project=self.project,
            row=self.row,
            part=part,
            item=item,
            measure=measure,
            printed=printed,
            unit=unit,
            page=page,
        )

    def add_field(self, field: Field, part: str) -> None:
        """A label with its value; a blank one stays missing, a personal one is hidden."""
        self.next_row()
        text = text_of(field.values)
        if field.name in specs.load("annexes.toml")["personal_facts"]:
            text = Text(hide(text.text), text.spots)
        self.add(part, field.label, field.name, text, field.page)

    def trouble(self, field: Field, message: str) -> None:
        place = f"{self.source}, {self.project}, line {field.number} ({field.label})"
        self.found.trouble(field.page, place, message)


def separate_pair(
    writer: ItemWriter, fields: Sequence[Field], pair: tuple[str, str]
) -> list[Field]:
    """Give two cells that stand side by side below their labels each its own text.

    In lines the left text is followed by the right one. Where the border between them is not
    certain both stay together with the second label, and a problem says so.
    """
    left, right = pair
    result = list(fields)
    for index, (first, second) in enumerate(pairwise(result)):
        if (first.name, second.name) != (left, right) or first.values or not second.values:
            continue
        parts = split_pair(second.values)
        if parts is None:
            writer.trouble(
                second,
                f"the texts of {first.label} and {second.label} follow each other and nothing "
                f"says where the first ends; both stand under {second.label}. Compare with the "
                "page, or read the PDF of this account.",
            )
            continue
        result[index] = replace(first, values=parts[0])
        result[index + 1] = replace(second, values=parts[1])
    return result


def split_pair(
    values: Sequence[Fragment],
) -> tuple[tuple[Fragment, ...], tuple[Fragment, ...]] | None:
    """Two texts in one run, parted where the numbering starts again or the only sentence ends.

    A sentence counts as ended where a line ends with it. None where that is not certain.
    """
    lines = by_line(values)
    if len(lines) == 1:
        return ((values[0],), (values[1],)) if len(values) == 2 else None
    firsts = [index for index, line in enumerate(lines) if _FIRST.match(line[0].text)]
    if len(firsts) == 2 and firsts[0] == 0:
        border = firsts[1]
    else:
        ends = [
            index + 1
            for index, line in enumerate(lines[:-1])
            if line[-1].text.endswith(_SENTENCE_END)
        ]
        if len(ends) != 1:
            return None
        border = ends[0]
    before = tuple(part for line in lines[:border] for part in line)
    return before, tuple(part for line in lines[border:] for part in line)


def project_of(fields: Mapping[str, Field]) -> Text:
    return text_of(fields["project"].values) if "project" in fields else Text()
