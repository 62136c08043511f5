"""The standard forms as the oracle reads them: from grids, or from the lines of a dump.

A form is known by its title alone, a row by its code or label, a column by its number from the
right. What does not fit is left out, and nothing is said about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from .paper import Row, Table, tables_of
from .slots import Place, Slot, folded, is_number

TITLES = (
    ("T08", r"一般公共预算财政拨款基本支出决算(明细)?表"),
    ("T07", r"一般公共预算财政拨款支出决算表"),
    ("T09", r"政府性基金预算财政拨款收入支出决算表"),
    ("T10", r"国有资本经营预算财政拨款(收入)?支出决算表"),
    ("T11", r"(财政拨款)?三公经费支出决算表"),
    ("T06", r"财政拨款收入支出决算总表"),
    ("T01", r"(?<!拨款)收入支出决算总表"),
    ("T02", r"收入决算表分单位"),
    ("T04", r"支出决算表分单位"),
    ("T03", r"(?<!总)收入决算表(分科目)?"),
    ("T05", r"(?<![款本])支出决算表(分科目)?"),
)
WIDTHS = {"T02": 7, "T03": 7, "T04": 6, "T05": 6, "T07": 3, "T09": 6}
COLUMNS = {
    "T02": ("total", "fiscal", "higher", "service", "business", "affiliate", "other"),
    "T04": ("total", "basic", "project", "higher", "business", "affiliate"),
    "T06": ("total", "general", "funds", "capital"),
    "T07": ("total", "basic", "project"),
    "T09": ("opening", "revenue", "total", "basic", "project", "closing"),
    "T11": ("budget", "actual"),
}
COLUMNS |= {"T03": COLUMNS["T02"], "T05": COLUMNS["T04"]}
EXPENSES = ("total", "overseas", "vehicles", "purchase", "running", "hospitality")
REVENUE = ("general", "funds", "capital", "higher", "service", "business", "affiliate", "other")
_CODE = re.compile(r"\d{3}(\d\d)?(\d\d)?")
_ORDINAL = re.compile(r"^[一二三四五六七八九十]+、")
_DASHES = ("", "-", "—", "–", "--", "——")


@dataclass
class Forms:
    """`cells`: (form, row, column) to the name of a slot; `labels`: (form, row) to that of its label."""

    slots: dict[str, Slot] = field(default_factory=dict)
    cells: dict[tuple[str, str, str], str] = field(default_factory=dict)
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    """The slots of the departments printed above the forms."""
    years: list[str] = field(default_factory=list)
    """The slots of the years in the titles of the forms."""

    def cell(self, form: str, row: str, column: str) -> str | None:
        return self.cells.get((form, row, column))

    def rows(self, form: str) -> list[str]:
        return list(dict.fromkeys(row for name, row, _ in self.cells if name == form))

    def add(self, key: tuple[str, str, str], text: str, place: Place, scale: Fraction) -> None:
        name = "/".join(key)
        if name in self.slots:
            self.cells.pop(key, None)  # printed twice: nothing is said about it
        elif text in _DASHES or is_number(text):
            printed = "" if text in _DASHES else text
            self.slots[name] = Slot(name, printed, "money", place, scale)
            self.cells[key] = name

    def add_label(self, form: str, row: str, text: str, place: Place) -> None:
        name = f"{form}/{row}/label"
        self.slots.setdefault(name, Slot(name, text, "name", place))
        self.labels.setdefault((form, row), name)

    def label(self, form: str, row: str) -> str:
        name = self.labels.get((form, row))
        return folded(self.slots[name].text) if name else ""


def title_of(line: str) -> str:
    """The form whose title ends this line; empty for any other line."""
    bare = re.sub(r"[\s“”\"（）()]", "", line)
    for form, title in TITLES:
        if re.search(title + "$", bare):
            return form
    return ""


def read_forms(reading: Any) -> Forms:
    forms = Forms()
    for number, line in enumerate(reading.lines):
        found = re.search(r"(20\d\d)\s*年度?\s*(?:部门|单位)?决算(?:公开)?(?:表|情况说明|报告)?\s*$", line.text)
        if found:
            name = f"heading/{number}"
            forms.slots[name] = Slot(name, found[1], "year", Place(number, -1, *found.span(1)))
            forms.years.append(name)
    if reading.grids:
        _read_grids(forms, reading)
    else:
        from .dump import read_dump

        read_dump(forms, reading)
    return forms


def note_head(forms: Forms, number: int, line: str, form: str) -> None:
    """The department of a line above a form, the year of its title."""
    found = re.search(r"部门[：:]\s*(\S.*?)\s*(?:金额)?(?:单位[：:]|$)", line)
    if found:
        name = f"{form}/department"
        forms.slots[name] = Slot(name, found[1], "name", Place(number, -1, *found.span(1)))
        forms.heads.append(name)
    year = re.search(r"(20\d\d)\s*年度", line)
    if year and title_of(line):
        name = f"{form}/year"
        forms.slots[name] = Slot(name, year[1], "year", Place(number, -1, *year.span(1)))
        forms.years.append(name)


def unit_of(lines: Iterable[str], before: Fraction) -> Fraction:
    for line in lines:
        found = re.search(r"单位[：:]\s*(万元|元)", re.sub(r"\s", "", line))
        if found:
            return Fraction(1) if found[1] == "万元" else Fraction(1, 10_000)
    return before


def _read_grids(forms: Forms, reading: Any) -> None:
    form, scale, sides = "", Fraction(1), Sides()
    for table in tables_of(reading):
        titles = [(n, title_of(line)) for n, line in table.above if title_of(line)]
        if titles:
            form, sides = titles[-1][1], Sides()
        elif any("说明" in line or "部分" in line for _, line in table.above):
            form = ""
        if not form:
            continue
        scale = unit_of((line for _, line in table.above), scale)
        for number, line in table.above:
            note_head(forms, number, line, form)
        if form in ("T01", "T06"):
            read_sides(forms, form, _side_rows(form, table), sides, scale)
        elif form == "T08":
            _read_blocks(forms, table, scale)
        elif form == "T11":
            _read_expenses(forms, table, scale)
        else:
            _read_rows(forms, form, table, scale)


def _read_rows(forms: Forms, form: str, table: Table, scale: Fraction) -> None:
    """Forms by code or by unit: the last columns are the measures."""
    columns = COLUMNS["T07"] if form == "T10" and table.columns < 8 else COLUMNS.get(form, COLUMNS["T09"])
    first = table.columns - len(columns)
    if first < 1:
        return
    for row in table.rows:
        left = [cell for cell in row.cells if cell[0] < first]
        right = {column: (text, place) for column, text, place in row.cells if column >= first}
        code = "".join(text for _, text, _ in left if text.isdigit())
        names = [cell for cell in left if cell[1] and not cell[1].isdigit()]
        label = folded("".join(text for _, text, _ in names))
        key = "total" if re.fullmatch("类?款?项?合计", label) else code if _CODE.fullmatch(code) else ""
        if not key and form in ("T02", "T04") and label and all(
            is_number(text) or text in _DASHES for text, _ in right.values()
        ):
            key = label if any(is_number(text) and "." in text for text, _ in right.values()) else ""
        if not key or len(right) != len(columns):
            continue
        if names and key != "total":
            forms.add_label(form, key, names[-1][1], names[-1][2])
        for measure, column in zip(columns, range(first, table.columns), strict=True):
            if column in right:
                forms.add((form, key, measure), *right[column], scale)


def _read_blocks(forms: Forms, table: Table, scale: Fraction) -> None:
    """The form by economic code: code, name, amount, several times side by side."""
    for row in table.rows:
        cells = list(row.cells)
        for (_, text, _), (_, name, at), (_, amount, place) in zip(cells, cells[1:], cells[2:]):
            if re.fullmatch(r"3\d\d(\d\d)?", text) and name and not name.isdigit():
                forms.add_label("T08", text, name, at)
                forms.add(("T08", text, "amount"), amount, place, scale)
        for (_, text, _), (_, amount, place) in zip(cells, cells[1:]):
            key = {"人员经费合计": "personnel", "公用经费合计": "running"}.get(folded(text))
            if key:
                forms.add(("T08", key, "amount"), amount, place, scale)


def _read_expenses(forms: Forms, table: Table, scale: Fraction) -> None:
    if table.columns == 12:
        row = table.rows[-1].cells
        if len(row) == 12 and any(is_number(text) for _, text, _ in row):
            for number, (_, text, place) in enumerate(row):
                forms.add(("T11", EXPENSES[number // 2], COLUMNS["T11"][number % 2]), text, place, scale)
    elif table.columns == 3:
        rows = [row.cells for row in table.rows if len(row.cells) == 3 and expense_of(row.cells[0][1])]
        for cells in rows:
            for measure, (_, text, place) in zip(COLUMNS["T11"], cells[1:], strict=True):
                forms.add(("T11", expense_of(cells[0][1]), measure), text, place, scale)


def expense_of(label: str) -> str:
    """Which of the three public expenses a label names."""
    bare = folded(label)
    for words, role in (
        (r"三公经费支出合计$", "total"), (r"因公出国境费用?$", "overseas"),
        (r"公务用车购置及运行维护费(小计)?$", "vehicles"), (r"公务用车购置费$", "purchase"),
        (r"公务用车运行维护费$", "running"), (r"公务接待费$", "hospitality"),
    ):  # fmt: skip
        if re.search(words, bare):
            return role
    return ""


# The two summaries: two lists side by side


@dataclass
class Sides:
    """Where the reading of a summary stands: the rows of the openings follow their sum."""

    is_opening: bool = False


Side = tuple[str, Place | None, list[tuple[str, Place]]]
"""A label, its place, the amounts after it."""


def _side_rows(form: str, table: Table) -> Iterator[tuple[bool, Side]]:
    """Each labelled row of either side; True for the right one."""
    shape = {("T01", 4): (0, 1, 2, 3), ("T01", 6): (0, 2, 3, 5), ("T06", 7): (0, 1, 2, 3), ("T06", 9): (0, 2, 3, 5)}
    if (form, table.columns) not in shape:
        return
    label, amount, other, first = shape[form, table.columns]
    for row in table.rows:
        cells = {column: (text, place) for column, text, place in row.cells}
        if not {label, amount, other, first} <= set(cells):
            continue
        yield False, (cells[label][0], cells[label][1], [cells[amount]])
        amounts = [cells[column] for column in range(first, table.columns) if column in cells]
        yield True, (cells[other][0], cells[other][1], amounts)


def read_sides(
    forms: Forms, form: str, rows: Iterable[tuple[bool, Side]], state: Sides, scale: Fraction
) -> None:
    for is_right, (label, at, amounts) in rows:
        key = _use(label) if is_right else _source(form, label, state)
        if not key:
            continue
        columns = COLUMNS["T06"] if form == "T06" and is_right else ("amount",)
        if len(amounts) != len(columns):
            continue
        if key.startswith("class:") and at is not None:
            name = _ORDINAL.sub("", label)
            begin = at.start + len(label) - len(name)
            forms.add_label(form, key, name, replace(at, start=begin))
        for column, (text, place) in zip(columns, amounts, strict=True):
            forms.add((form, key, column), text, place, scale)


def _source(form: str, label: str, state: Sides) -> str:
    bare = folded(label)
    name = _ORDINAL.sub("", bare)
    totals = {"本年收入合计": "revenue", "总计": "total", "收入总计": "total", "使用非财政拨款结余": "used"}
    if bare in totals:
        return totals[bare]
    if re.fullmatch("年初(财政拨款)?结转和结余", bare):
        state.is_opening = form == "T06"
        return "opening"
    words = (
        "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款", "上级补助",
        "事业", "经营", "附属单位上缴", "其他",
    )  # fmt: skip
    for word, role in zip(words, REVENUE, strict=True):
        if re.fullmatch(word + "(收入)?", name) and name != bare:
            return f"opening-{role}" if state.is_opening else role
    return ""


def _use(label: str) -> str:
    bare = folded(label)
    totals = {"本年支出合计": "spent", "总计": "uses", "支出总计": "uses", "结余分配": "distributed"}
    if bare in totals:
        return totals[bare]
    if re.fullmatch("年末(财政拨款)?结转和结余", bare):
        return "closing"
    return f"class:{_ORDINAL.sub('', bare)}" if _ORDINAL.match(bare) and bare.endswith("支出") else ""
