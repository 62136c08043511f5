"""What is printed around a form's table: title, number, department, unit, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from .. import specs, terms
from ..reading import Grid, Line, Problem
from ..specs import FormSpec

_FORM_NO = re.compile(r"(?:公开|附|决算)?\d{1,2}表|表\d{1,2}|附表\d{1,2}")
_UNIT = re.compile(r"(?:金额)?单位[::](亿元|万元|千元|元)")
_DEPARTMENT = re.compile(r"(?:编制)?(?:部门|单位)(?:名称)?[::](.+)")
NOTE = re.compile(r"注[::]|备注[::]|注\d[.、]")
STATEMENT = re.compile(r"说明[::]")


@dataclass(frozen=True)
class RawForm:
    """One standard form as located: its spec, what is printed around it, its lines or grids."""

    spec: FormSpec
    title: str
    page: int
    form_no: str = ""
    department: str = ""
    unit: str = ""
    note: str = ""
    statement: str = ""
    lines: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()

    @property
    def pages(self) -> list[int]:
        lines = {line.page for line in self.lines}
        grids = {grid.page for grid in self.grids}
        return sorted({self.page} | lines | grids)


@dataclass(frozen=True)
class Located:
    """A document taken apart."""

    forms: tuple[RawForm, ...]
    announced: dict[str, int]
    """Form to the page of a title that no form follows (a contents page)."""
    prose: tuple[Line, ...]
    unknown: tuple[UnknownTable, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class UnknownTable:
    """A table that is no described form: the title above it, if any, and its grid."""

    form: str
    title: str
    grid: Grid


@dataclass
class OpenForm:
    """A form while its lines are still being collected."""

    raw: RawForm
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    statement: list[str] = field(default_factory=list)
    tail: str = ""

    def close(self) -> RawForm:
        return replace(
            self.raw,
            lines=tuple(self.lines),
            grids=tuple(self.grids),
            note="".join(self.note),
            statement="".join(self.statement),
        )


def form_titled(text: str) -> FormSpec | None:
    """The form whose title this line is, None for any other line."""
    return specs.titles().get(specs.fold_title(text))


def found_twice(form: RawForm, forms: Sequence[RawForm]) -> Problem:
    first = next(known for known in forms if known.spec.id == form.spec.id)
    message = (
        f'"{form.title}" stands on page {form.page}, but form {form.spec.id} was already found '
        f'on page {first.page} ("{first.title}"); the first is kept. If both are printed, '
        "record it in docs/data_issues.md; if they are different forms, add the title to specs/."
    )
    return Problem(form.page, form.spec.id, "form", message)


def title_at(lines: Sequence[Line], index: int) -> tuple[FormSpec | None, int]:
    """A title on this line, or broken over this line and the next."""
    spec = form_titled(lines[index].text)
    if spec is not None:
        return spec, 1
    if index + 1 < len(lines) and lines[index].page == lines[index + 1].page:
        spec = form_titled(lines[index].text + lines[index + 1].text)
        if spec is not None and form_titled(lines[index + 1].text) is None:
            return spec, 2
    return None, 0


def read_surroundings(opened: OpenForm, line: Line) -> bool:
    """Take in a line that stands around a form's table; False where it is none of these."""
    text = line.text.strip()
    folded = terms.fold(text)
    if NOTE.match(folded):
        opened.note.append(_joined(text))
        opened.tail = "note"
        return True
    if STATEMENT.match(folded):
        opened.statement.append(_joined(text))
        opened.tail = "statement"
        return True
    if opened.tail:
        (opened.note if opened.tail == "note" else opened.statement).append(_joined(text))
        return True
    taken = False
    unit = _UNIT.search(folded)
    rest = folded
    if unit:
        opened.raw = replace(opened.raw, unit=unit[1])
        rest = folded.replace(unit.group(), "")
        taken = True
    department = _DEPARTMENT.fullmatch(rest)
    if department:
        name = text.split("单位：")[0] if unit else text
        name = re.split(r"[:：]", name, maxsplit=1)[-1]
        opened.raw = replace(opened.raw, department="".join(name.split()))
        taken = True
    number = _FORM_NO.fullmatch(rest) or _FORM_NO.match(rest)
    if number and (taken or len(rest) <= 8):
        opened.raw = replace(opened.raw, form_no=number.group())
        taken = True
    return taken


def _joined(text: str) -> str:
    """Words of Chinese text without the spaces that a dump puts between them."""
    return "".join(text.split())
