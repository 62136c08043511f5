"""What is printed around a form's table: title, number, department, unit, notes."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .. import specs, terms
from ..offices import is_office_of_title
from ..reading import Box, Grid, Line, Problem
from ..specs import FormSpec

_FORM_NO = re.compile(r"(?:财?(?:决算?)?公开|附|决算)?\d{1,2}(?:-\d)?表|(?:公开)?附?表\d{1,2}(?:-\d)?")
_NUMBER_BESIDE = re.compile(
    rf"(?:^|\s)[(\[]?(?P<number>{_FORM_NO.pattern})[)\]]?(?=\s|$)|(?P<behind>(?:财?(?:决算?)?公开|附)\d{{1,2}}(?:-\d)?表)$"
)
"""The number of a form on the line of its department: a word of its own, or 公开01表 at the end."""
_UNIT = re.compile(
    r"\(?\s*(?:金\s*额|货\s*币|计\s*量)?\s*单\s*位\s*:\s*(?:人民币)?\s*(亿元|万元|千元|元)\s*\)?(?:\s*\([^()]{2,15}\))?"
)
"""Also with a remark in brackets: 单位：万元（保留两位小数）."""
_UNIT_IN_HEAD = re.compile(r"\((亿元|万元|千元|元)\)")
_CUT_UNIT = re.compile(r"\s+(?:金额|货币|计量)?单位\s*[:：].{0,2}$")
"""The unit of money where the edge of the paper cuts it."""
_NAMED = re.compile(r"(?:编制|填报|公开|预算|报送)?(?:部门|单位)(?:\((?:部门|单位)\))?(?:名称)?\s*(?:\(公章\))?\s*:")
_DEPARTMENT = re.compile(rf"{_NAMED.pattern}\s*(?P<name>.+)")
_DATE = re.compile(r"\s*(?:(?:编制|填报|公开)?(?:日期|时间|年度)\s*:.*|\d{4}\s*年(?:度|\s*\d{1,2}\s*月.*)?)$")
NOTE = re.compile(r"注[::]|备注[::]|注\d[.、]")
STATEMENT = re.compile(r"说明[::]")
_IN_TITLE = re.compile(r"[^,。;:|\d]+表(?:\([^()]+\))?")
_REMARK = re.compile(r"\([^()]{2,4}\)$")
"""What an office's name says of itself: （本级）, （汇总）."""
_ACCOUNT = "决算"
"""No name of an office holds this word: what stands before it is no other title."""
_AMOUNT = re.compile(r"[1-9][\d,]*\.\d|0\.\d*[1-9]")
_LONGEST_TITLE = 60
_SHORTEST_NAME = 4
_ITEMS_ACROSS = 4
_LINES_OF_HEAD = 25
_ROWS_OF_HEAD = 6


Head = tuple[str, int, "Box | None"]
"""What stands above a table (`title`, `department`, `unit`), its page and its box."""


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
    heads: tuple[Head, ...] = ()
    left_over: tuple[Grid, ...] = ()
    """Tables behind the form that hold rows such as its own and were not joined to it."""

    @property
    def pages(self) -> list[int]:
        lines = {line.page for line in self.lines}
        grids = {page for grid in self.grids for page in (grid.page, *grid.pages)}
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
    again: Mapping[str, RawForm] = field(default_factory=dict)
    """Forms that a second file of the account prints as well."""
    told: tuple[tuple[str, int | None], ...] = ()
    """Of several files, the department and the year that each tells of itself; empty and None where it does not."""


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
    loose: list[Line] = field(default_factory=list)
    """Rows that stand between or behind its ruled tables, without lines of their own."""
    shows_heads: bool = False
    """Words of its heads stand below the title."""
    is_told_above: bool = False
    """A line above the title tells number, department or unit."""
    opens_part: bool = False
    """The line above the next table says which part of the form that is."""

    def stands_at(self, head: str, line: Line) -> None:
        """Where what is printed above the table stands; the last print counts."""
        kept = [one for one in self.raw.heads if one[0] != head]
        self.raw = replace(self.raw, heads=(*kept, (head, line.page, line.box)))

    @property
    def is_told_empty(self) -> bool:
        """True where a sentence below the title says that the form holds nothing."""
        return says_empty(terms.fold("".join([*self.statement, *self.note])))

    @property
    def last_page(self) -> int:
        """The page of what was taken last."""
        pages = [*(line.page for line in self.lines[-1:]), *(page for grid in self.grids[-1:] for page in (grid.page, *grid.pages))]
        return max([self.raw.page, *pages])

    def close(self) -> RawForm:
        note = "".join(self.note)
        statement = "".join(self.statement)
        if not statement and says_empty(terms.fold(note)):
            statement = note
        return noted(replace(
            self.raw,
            unit=self.raw.unit or self._unit_in_heads(),
            lines=tuple(self.lines),
            grids=tuple(self.grids),
            note=note,
            statement=statement,
        ))  # fmt: skip

    def _unit_in_heads(self) -> str:
        """The unit behind the heads of columns, where no line tells it; empty where they tell none or several."""
        texts = [line.text for line in self.lines[:_LINES_OF_HEAD]]
        texts += [cell.text for grid in self.grids[:1] for cell in grid.cells if cell.row < _ROWS_OF_HEAD]
        told = {unit for text in texts for unit in _UNIT_IN_HEAD.findall(terms.fold(text))}
        return told.pop() if len(told) == 1 else ""


def noted(form: RawForm) -> RawForm:
    """The form, in which 说明：本表数据取自2024年度部门决算 below amounts is a note: it does not say why there are none."""
    texts = (*(line.text for line in form.lines), *(cell.text for grid in form.grids for cell in grid.cells))
    if not form.statement or says_empty(terms.fold(form.statement)) or not any(map(_AMOUNT.search, texts)):
        return form
    return replace(form, note=form.note + form.statement, statement="")


def titled(spec: FormSpec, lines: Sequence[Line]) -> RawForm:
    """The form that these lines are the title of."""
    boxes = [line.box for line in lines if line.box is not None]
    box = functools.reduce(Box.union, boxes) if boxes else None
    title = "".join(line.text.strip() for line in lines)
    place = (lines[0].page, box)
    found = RawForm(spec, title, lines[0].page, heads=(("title", *place),))
    unit = unit_in_title(title)
    return replace(found, unit=unit, heads=(*found.heads, ("unit", *place))) if unit else found


def unit_in_title(title: str) -> str:
    """The unit of money in brackets behind a title: 收入决算表（单位：万元）, 收入决算表（万元）; empty where none stands there."""
    plain = terms.plain(title)
    found = _UNIT.search(plain) or _UNIT_IN_HEAD.search(plain)
    return found[1] if found else ""


def form_titled(text: str) -> FormSpec | None:
    """The form whose title this line is, None for any other line."""
    return specs.titles().get(folded_title(text))


@functools.lru_cache(maxsize=1 << 12)
def folded_title(text: str) -> str:
    """The folded title, without what may stand before it: the name of an office (云溪县档案馆收入支出决算总表), 部门."""
    folded = specs.fold_title(text)
    if len(folded) > _LONGEST_TITLE or _known_title(folded) or not _IN_TITLE.fullmatch(folded):
        return _known_title(folded) or folded
    for end in range(_SHORTEST_NAME, folded.find(_ACCOUNT)):
        if _known_title(folded[end:]) and is_office_of_title(_REMARK.sub("", folded[:end])):
            return _known_title(folded[end:])
    return folded


def _known_title(folded: str) -> str:
    """A title as a form has it, also behind a word such as 部门; empty where no form has it."""
    known = (specs.titles(), specs.other_titles())
    words = ("", *specs.load("surroundings.toml")["before_title"])
    bare = (folded.removeprefix(word) for word in words if folded.startswith(word))
    return next((title for title in bare if any(title in titles for titles in known)), "")


def told_apart(first: RawForm, second: RawForm) -> tuple[RawForm, RawForm] | None:
    """Two prints under titles of one form, where one of them is the form that stands beside it.

    国有资本经营预算财政拨款支出决算表 is another form where …收入支出决算表 is printed too.
    """
    spec = specs.beside().get(first.spec.id)
    if spec is None:
        return None
    is_beside = [folded_title(form.title) in spec.folded_titles for form in (first, second)]
    if is_beside == [True, False]:
        return replace(first, spec=spec), second
    return (first, replace(second, spec=spec)) if is_beside == [False, True] else None


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
    if says_empty(folded):
        opened.statement.append(_joined(text))
        opened.tail = "statement"
        return True
    taken = False
    plain = terms.plain(text)
    unit = _UNIT.search(plain)
    if unit:
        opened.raw = replace(opened.raw, unit=unit[1])
        opened.stands_at("unit", line)
        text = f"{text[: unit.start()]} {text[unit.end() :]}".strip()
        taken = True
    text = text[: len(text) - len(_date_at_end(text))]
    beside = _NUMBER_BESIDE.search(terms.plain(text)) if _NAMED.search(terms.plain(text)) else None
    if beside:
        opened.raw = replace(opened.raw, form_no=beside["number"] or beside["behind"])
        text = f"{text[: beside.start()]} {text[beside.end() :]}".strip()
        text = text[: len(text) - len(_date_at_end(text))]  # 编制单位：某局 2023年度 公开01表
    department = _DEPARTMENT.fullmatch(terms.plain(text))
    if department:
        name = _CUT_UNIT.sub("", text[department.start("name") :])
        opened.raw = replace(opened.raw, department="".join(name.split()))
        opened.stands_at("department", line)
        taken = True
    rest = terms.fold(text)
    number = _FORM_NO.fullmatch(rest) or _FORM_NO.match(rest)
    if number and (taken or len(rest) <= 8):
        opened.raw = replace(opened.raw, form_no=number.group())
        taken = True
    return taken


def shows_heads(lines: Sequence[Line], start: int, spec: FormSpec) -> bool:
    """True where the next lines, up to another title or a sentence, hold at least two words of heads.

    Of a form that may be printed across, the names of its rows are heads: several of them are enough.
    """
    text = ""
    for index in range(start, min(start + _LINES_OF_HEAD, len(lines))):
        if title_at(lines, index)[0] is not None or "。" in lines[index].text:
            break
        text += terms.fold(lines[index].text)
    words = {
        column.name
        for group in spec.every_group
        for column in group.columns
        if any(header in text for header in column.headers)
    }
    items = {
        row.role
        for group in spec.groups
        for row in group.rows
        if len(spec.groups) == 1 and not spec.codes and any(label in text for label in row.labels)
    }
    return len(words) >= 2 or len(items) >= _ITEMS_ACROSS


@functools.cache
def all_heads() -> frozenset[str]:
    """The heads of columns, of whatever form, and the words that stand above them."""
    every = [group for spec in specs.forms().values() for group in spec.every_group]
    heads = {header for group in every for column in group.columns for header in column.headers}
    return frozenset(heads | {word for spec in specs.forms().values() for word in spec.header_words})


def is_row(spec: FormSpec, lines: Sequence[Line], index: int) -> bool:
    """True for a row of the form that is titled like a section (二十一、国有资本经营预算支出).

    Behind a heading of the prose stands a sentence.
    """
    is_known = any(group.knows(lines[index].text) for group in spec.every_group)
    return is_known and not any("。" in line.text for line in lines[index + 1 : index + 3])


def is_surrounding(text: str) -> bool:
    """True for a line that tells number, department or unit of a form, and nothing else."""
    return read_surroundings(OpenForm(RawForm(next(iter(specs.forms().values())), "", 0)), Line(0, 0, text))


def tells_head(line: Line) -> bool:
    """True for a line that tells department or unit and no note."""
    opened = OpenForm(RawForm(next(iter(specs.forms().values())), "", 0))
    return read_surroundings(opened, line) and not opened.tail and bool(opened.raw.unit or opened.raw.department)


def is_continuation(text: str) -> bool:
    """True for words that say that a table of the page before goes on (words: `surroundings.toml`)."""
    return any(re.fullmatch(pattern, terms.fold(text)) for pattern in specs.load("surroundings.toml")["goes_on"])


def says_empty(text: str) -> bool:
    """True for a sentence that says why a form holds no figures (words: `surroundings.toml`)."""
    return any(re.search(pattern, text) for pattern in specs.load("surroundings.toml")["empty"])


def _date_at_end(text: str) -> str:
    found = _DATE.search(terms.plain(text))
    return text[found.start() :] if found and ":" in terms.plain(text) else ""


def _joined(text: str) -> str:
    """Words of Chinese text without the spaces that a dump puts between them."""
    return "".join(text.split())
