"""The tables of the annexes as rows of cells, by project: funds, spending items, indicators with target and actual value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from typing import Any

from .. import terms
from ..amounts import FEN_PER_UNIT, Interval, Printed
from ..claims.results import Result
from ..facts import read_number
from ..facts.numbers import POINTS
from ..frames import text
from ..relations.judging import compare, judge
from ..relations.tree import NOTHING, Named, Number, Relation, This, Tree, less, percent
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell, Ledger, is_blank, parse, together
from .layout import REPORT, Layout, key_of
from .phrases import ending, meanings, phrases

_OF_APPROPRIATION = ("general_public", "gov_funds", "state_capital")
_UNIT_IS_TOLD = ("weight", "score", "rate")
_VALUES = ("target", "actual")
OF_GROUPS = {"weight_1": 1, "weight_2": 2}
"""Weights that stand once with the first row of their group, and how many levels name it."""
_OF_INDICATORS = (*OF_GROUPS, *_VALUES, "weight", "score")
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<unit>[^\d,.;~\-]{0,8})"
_BOUND = "the cell gives a bound, not a value"


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
        ways = (self.numbers("funds.part", measure), self.numbers("funds.total", measure)[:1])
        return [way for way in ways if way]

    def rates(self) -> list[Tree]:
        """Spending by the adjusted budget, by the initial one where no other is printed."""
        base = self.readings("adjusted_budget") or self.readings("budget")
        return [rate_of(*pair) for pair in zip(self.readings("actual"), base, strict=False)]


Projects = Mapping[tuple[str, str], Project]
"""By annex (`self_evaluation`, `evaluation_report`) and name of the project."""


def rate_of(part: list[Cell], whole: list[Cell]) -> Tree:
    return percent(together(part), together(whole))


def read_tables(ledger: Ledger, layout: Layout) -> Projects:
    """The cells of the frames `funds`, `report_items` and `indicators`, entered in the ledger."""
    found: defaultdict[tuple[str, str], Project] = defaultdict(Project)
    for cells in _rows(layout.rows("funds")):
        role = text(cells[0]["role"]) or "other"
        name = role if role != "other" else f"other:{text(cells[0]['item'])}"
        found[key_of(cells[0])].funds.append(_money_row(ledger, layout, cells, role, name))
    for project in found.values():
        is_detailed = any("appropriation" in row.tags for row in project.funds)
        for row in project.funds:
            if "total" not in row.tags:
                is_within = is_detailed and row.tags.intersection(_OF_APPROPRIATION)
                row.tags.add("within" if is_within else "part")
    for cells in _rows(row for row in layout.rows("report_items") if row["part"] == "spending"):
        name = text(cells[0]["item"])
        is_total = terms.fold(name) in phrases("spending_totals")
        role, name = ("total", "total") if is_total else ("part", name)
        found[key_of(cells[0])].items.append(_money_row(ledger, layout, cells, role, "items", name))
    for entry in layout.rows("indicators"):
        own = found[key_of(entry)].points
        own.append(_indicator(ledger, layout, entry, own[-1] if own else None))
    return found


def _rows(cells: Iterable[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    """The cells of each row; sums by level of government stand side by side in one."""
    grouped: defaultdict[tuple[object, ...], list[dict[str, Any]]] = defaultdict(list)
    for cell in cells:
        grouped[key_of(cell), cell["row"], cell["item"]].append(cell)
    return grouped.values()


def _money_row(ledger: Ledger, layout: Layout, cells: Sequence[dict[str, Any]], role: str, *path: str) -> Row:
    row = Row({role}, text(cells[0]["item"]))
    for entry in (cell for cell in cells if not is_blank(cell["printed"])):
        measure, unit = str(entry["measure"]), text(entry["unit"])
        unit = POINTS if measure in ("weight", "score") else unit
        lacks_unit = measure not in _UNIT_IS_TOLD and not unit
        printed, unit, number = parse(str(entry["printed"]), unit, "money" if lacks_unit else "")
        cell = layout.cell(
            entry, "printed", key_of(entry)[1], *path, measure,
            label=row.name, shown=printed, unit=unit, number=number, lacks_unit=lacks_unit and not unit,
        )  # fmt: skip
        row.cells[measure] = _entered(ledger, cell, "amount")
    return row


def _indicator(ledger: Ledger, layout: Layout, entry: dict[str, Any], before: Row | None) -> Row:
    """One row; a group's weight is read once, with its first row."""
    levels = (text(entry["level_1"]), text(entry["level_2"]), text(entry["level_3"]))
    kind = text(entry["kind"])
    row = Row({kind} if kind == "total" else {kind, "member"}, levels[2], levels)
    source, project = key_of(entry)
    same = 0
    if before is not None and "total" not in before.tags:
        same = next((depth for depth in range(2) if before.levels[depth] != levels[depth]), 2)
    own = levels[2] or levels[1] or levels[0] or phrases("totals")[0]
    for measure in _OF_INDICATORS:
        depth = OF_GROUPS.get(measure, 0)
        if is_blank(entry[measure]) or 0 < depth <= same:
            continue
        is_value = measure in _VALUES
        printed, unit, number, sign = read_value(entry[measure]) if is_value else (*parse(entry[measure], POINTS, "count"), "")
        above = [*(["scoring"] if source == REPORT else []), *filter(None, levels)]
        path, label = (above[:depth], levels[depth - 1]) if depth else (above, own)
        cell = layout.cell(
            entry, measure, project, *path, measure, label=label, shown=printed, unit=unit, number=number, sign=sign
        )  # fmt: skip
        row.cells[measure] = _entered(ledger, cell, "" if is_value else "score")
    return row


def _entered(ledger: Ledger, cell: Cell, kind: str) -> Cell:
    """`kind` is what the cell would state: a number is wanted."""
    entered = ledger.add(cell)
    if kind and cell.number is None:
        ledger.say(entered, kind, UNCHECKED, note="the cell is no number")
    return entered


# --- target and actual value: a sign, a number and a unit, or a word ----------------------------------


def read_value(printed: str) -> tuple[str, str, Printed | None, str]:
    """A target or an actual value: `≥60个` is ≥60, the unit 个, the number 60 and the sign `>=`.

    What is no single number with its sign and unit is a word.
    """
    text = printed.strip()
    match = _pattern().fullmatch(terms.fold(text))
    if match is None:
        return text, "", None, ""
    unit = match["unit"]
    sign = meanings("signs").get(match["sign"] or "", "")
    endings = meanings("sign_endings")
    if not sign and (behind := ending(unit, endings)):
        sign, unit = endings[behind], unit.removesuffix(behind)
    shown = text[: len(text) - len(unit)] if unit and text.endswith(unit) else text
    return shown, unit, read_number(match["number"], unit), sign


def judge_attained(target: Cell, actual: Cell) -> Result:
    """Whether the actual value attains the target, which is taken exactly.

    The range is actual less target. `unchecked` where words or units cannot be compared, or the cell
    gives a bound in place of a value.
    """
    wanted, found = _in_unit_of(target, actual.unit), _in_unit_of(actual, target.unit)
    if wanted is None or found is None:
        is_denied = target.word and actual.word in {no + target.word for no in phrases("negations")}
        judgement = (
            Judgement(EQUAL) if target.word and target.word == actual.word else
            Judgement(DIFFERS, note="the actual value denies the target") if is_denied else
            Judgement(UNCHECKED, note="words that cannot be compared")
        )  # fmt: skip
        return Result(judgement, Named("this = t", None, (target.fact,)))
    sign = target.sign or "="
    limit = Named("t", Number(wanted.value), (target.fact,))
    tree = Relation(less(This(), limit), "=", NOTHING) if sign == "=" else Relation(This(), sign, limit)
    if target.unit and actual.unit and target.unit != actual.unit:
        note = f"the units {target.unit} and {actual.unit} cannot be compared"
        return Result(Judgement(UNCHECKED, note=note), tree)
    if actual.sign not in ("", "="):
        return Result(_judge_bound(sign, actual.sign, found.value - wanted.value), tree)
    result = Result(judge(tree, replace(actual.fact, number=found)), tree)
    if not target.sign and result.verdict == DIFFERS:
        note = "the target is printed without a sign: more or less may be better"
        return result.weighed(UNCHECKED, note)
    return result


def _in_unit_of(value: Cell, unit: str) -> Printed | None:
    """Money without a unit is in that of the other number."""
    if value.number is None or value.unit or unit not in FEN_PER_UNIT:
        return value.number
    return value.number.scaled(FEN_PER_UNIT[unit])


def _judge_bound(sign: str, own: str, gap: Fraction) -> Judgement:
    """An actual value that is itself a bound (`own`): it may prove the target, or rule it out."""
    is_least = own.startswith(">")
    reach = Interval(gap, None) if is_least else Interval(None, gap)
    if own[0] == sign[0]:
        is_proved = compare(sign, gap, Interval(gap, gap))[0] == EQUAL
        return Judgement(EQUAL, reach) if is_proved else Judgement(UNCHECKED, reach, _BOUND)
    is_open = "=" not in own or "=" not in sign
    is_beyond = gap == 0 and is_open or (gap > 0 if is_least else gap < 0)
    return Judgement(DIFFERS, reach) if is_beyond else Judgement(UNCHECKED, reach, _BOUND)


@cache
def _pattern() -> re.Pattern[str]:
    signs = "|".join(map(re.escape, meanings("signs")))
    return re.compile(f"(?P<sign>{signs})?{_NUMBER}")
