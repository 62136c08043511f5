"""The tables of the annexes as rows of cells, by project: funds, spending items, indicators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import pandas as pd

from .. import terms
from ..facts.numbers import POINTS
from ..relations.tree import Tree, percent
from ..verdicts import UNCHECKED
from .entered import Cell, Ledger, is_blank, parse, text_of, together
from .layout import Layout
from .phrases import phrases
from .thresholds import read_value

SELF_EVALUATION = "self_evaluation"
REPORT = "evaluation_report"
_OF_APPROPRIATION = ("general_public", "gov_funds", "state_capital")
_UNIT_IS_TOLD = ("weight", "score", "rate")
_VALUES = ("target", "actual")
_OF_INDICATORS = ("weight_1", "weight_2", *_VALUES, "weight", "score")


@dataclass
class Row:
    """A line of a table with its printed cells by measure.

    `tags` say what it is: `total`, `part` (of the whole), `within` (a budget of 财政拨款, which is
    itself the part), `member` (any indicator or group), `indicator`, `empty_group`, or its role.
    """

    tags: set[str]
    name: str = ""
    levels: tuple[str, str, str] = ("", "", "")
    cells: dict[str, Cell] = field(default_factory=dict)

    def number(self, measures: str) -> Cell | None:
        """The first of several measures (`weight|weight_2`) that is printed as a number."""
        cells = (self.cells.get(measure) for measure in measures.split("|"))
        return next((cell for cell in cells if cell is not None and cell.number is not None), None)


@dataclass
class Project:
    """What the tables of one annex print about one project."""

    funds: list[Row] = field(default_factory=list)
    items: list[Row] = field(default_factory=list)
    points: list[Row] = field(default_factory=list)

    def select(self, name: str) -> list[Row]:
        """The rows `table.tag`, or all of a `table`."""
        table, _, tag = name.partition(".")
        rows: list[Row] = getattr(self, table)
        return [row for row in rows if not tag or tag in row.tags]

    def numbers(self, name: str, measure: str) -> list[Cell]:
        found = (row.number(measure) for row in self.select(name))
        return [cell for cell in found if cell is not None]

    def total(self, measure: str) -> Cell | None:
        """The printed total of the funds."""
        return next(iter(self.numbers("funds.total", measure)), None)

    @property
    def score(self) -> Cell | None:
        """The total score as printed."""
        return next(iter(self.numbers("points.total", "score")), None)

    def readings(self, measure: str) -> list[list[Cell]]:
        """How much money it was: by the sources, and by the total row, where they are printed."""
        total = self.total(measure)
        ways = [self.numbers("funds.part", measure), [total] if total is not None else []]
        return [way for way in ways if way]

    def rates(self) -> list[Tree]:
        """Spending by the adjusted budget, by the initial one where no other is printed."""
        base = self.readings("adjusted_budget") or self.readings("budget")
        return [rate_of(*pair) for pair in zip(self.readings("actual"), base, strict=False)]


Projects = Mapping[tuple[str, str], Project]
"""By annex (`self_evaluation`, `evaluation_report`) and name of the project."""


def rate_of(part: list[Cell], whole: list[Cell]) -> Tree:
    return percent(together(part), together(whole))


def subject(*parts: str) -> str:
    """A path of names; a stroke inside a name is printed full-width."""
    return "/".join(part.replace("/", "／") for part in parts)


def key_of(row: Any) -> tuple[str, str]:
    return str(row["source"]), text_of(row["project"])


def read_tables(ledger: Ledger, frames: Mapping[str, pd.DataFrame], layout: Layout) -> Projects:
    """The cells of the frames `funds`, `report_items` and `indicators`, entered in the ledger."""
    found: defaultdict[tuple[str, str], Project] = defaultdict(Project)
    reader = _Reader(ledger, layout)
    for (source, project), rows in _by_project(frames["funds"]):
        own = found[source, project].funds
        # sums by level of government stand side by side with their pages' order, not row by row
        for _, cells in groupby(rows, key=lambda row: (row["row"], row["item"])):
            own.append(reader.money_row(list(cells), subject(source, project)))
        is_detailed = any("appropriation" in row.tags for row in own)
        for row in own:
            if "total" not in row.tags:
                is_within = is_detailed and row.tags.intersection(_OF_APPROPRIATION)
                row.tags.add("within" if is_within else "part")
    items = frames["report_items"]
    for (source, project), rows in _by_project(items[items["part"] == "spending"]):
        for _, cells in groupby(rows, key=lambda row: row["row"]):
            row = reader.money_row(list(cells), subject(source, project, "items"))
            found[source, project].items.append(row)
    for entry in frames["indicators"].to_dict("records"):
        own = found[key_of(entry)].points
        own.append(reader.indicator(entry, own[-1] if own else None))
    return found


def _by_project(frame: pd.DataFrame) -> Iterator[tuple[tuple[str, str], list[dict[Any, Any]]]]:
    grouped: dict[tuple[str, str], list[dict[Any, Any]]] = {}
    for row in frame.to_dict("records"):
        grouped.setdefault(key_of(row), []).append(row)
    yield from grouped.items()


@dataclass(frozen=True)
class _Reader:
    ledger: Ledger
    layout: Layout

    def money_row(self, cells: list[dict[Any, Any]], base: str) -> Row:
        """A fund source by its role, a spending item by its name."""
        item, role = text_of(cells[0]["item"]), text_of(cells[0].get("role"))
        if "role" in cells[0]:
            role = role or "other"
            name = role if role != "other" else f"other:{item}"
        else:
            is_total = terms.fold(item) in phrases("spending_totals")
            role, name = ("total", "total") if is_total else ("part", item)
        row = Row({role}, item)
        for cell in cells:
            measure = str(cell["measure"])
            if not is_blank(cell["printed"]):
                path = f"{base}/{subject(name, measure)}"
                row.cells[measure] = self._money(cell, measure, path)
        return row

    def _money(self, cell: dict[Any, Any], measure: str, path: str) -> Cell:
        unit = POINTS if measure in ("weight", "score") else text_of(cell["unit"])
        lacks_unit = measure not in _UNIT_IS_TOLD and not unit
        printed, unit, number = parse(str(cell["printed"]), unit, "money" if lacks_unit else "")
        place = self.layout.place(cell, "printed", printed)
        quote = f"{text_of(cell['item'])}{cell['printed']}"
        source = str(cell["source"])
        return self._enter(
            Cell(source, path, printed, unit, quote, place, number, lacks_unit=lacks_unit and not unit), "amount"
        )

    def indicator(self, entry: dict[Any, Any], before: Row | None) -> Row:
        """One row; a group's weight is read once, with its first row."""
        levels = tuple(text_of(entry[level]) for level in ("level_1", "level_2", "level_3"))
        kind = text_of(entry["kind"])
        row = Row({kind} if kind == "total" else {kind, "member"}, levels[2], levels)  # type: ignore[arg-type]
        source, project = key_of(entry)
        same = 0
        if before is not None and "total" not in before.tags:
            while same < 2 and before.levels[same] == levels[same]:
                same += 1
        scoring = ["scoring"] if source == REPORT else []
        for measure in _OF_INDICATORS:
            depth = {"weight_1": 1, "weight_2": 2}.get(measure, 0)
            if is_blank(entry[measure]) or 0 < depth <= same:
                continue
            path = [*scoring, *filter(None, levels)]
            base = subject(source, project, *(path[:depth] if depth else path), measure)
            cell = self._points(entry, measure, base, row)
            row.cells[measure] = self._enter(cell, "" if measure in _VALUES else "score")
        return row

    def _points(self, entry: dict[Any, Any], measure: str, path: str, row: Row) -> Cell:
        raw = str(entry[measure])
        level_1, level_2, name = row.levels
        label = name or level_2 or level_1 or phrases("totals")[0]
        if measure in ("weight_1", "weight_2"):
            label = level_1 if measure == "weight_1" else level_2
        sign = ""
        if measure in _VALUES:
            printed, unit, number, sign = read_value(raw)
        else:
            printed, unit, number = parse(raw, POINTS, "count")
        place = self.layout.place(entry, measure, printed)
        return Cell(str(entry["source"]), path, printed, unit, label + raw, place, number, sign)

    def _enter(self, cell: Cell, kind: str) -> Cell:
        """`kind` is what the cell would state: a number is wanted."""
        entered = self.ledger.add(cell)
        if kind and cell.number is None:
            self.ledger.say(entered, kind, UNCHECKED, note="the cell is no number")
        return entered
