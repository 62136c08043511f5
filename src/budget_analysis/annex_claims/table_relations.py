"""What the rows and columns of a table of the annexes say together: `specs/annex_relations.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import dropwhile, takewhile
from typing import Any

from .. import specs, terms
from ..errors import SpecError
from ..facts import Fact
from ..relations.tree import NOTHING, All, Number, Operand, Relation, This, Tree, add, equals_each, percent
from ..verdicts import DIFFERS, UNCHECKED
from .entered import Cell, Ledger, facts
from .phrases import phrases
from .tables import OF_GROUPS, Project, Projects, Row, judge_attained


@dataclass(frozen=True)
class TableRelation:
    """One line of the file, which explains the columns."""

    kind: str
    rows: str
    measures: Sequence[str]
    parts: Sequence[str]
    holds: Mapping[str, Sequence[Mapping[str, str]]]
    differs: Mapping[str, Sequence[Mapping[str, str]]]
    sign: str = "="
    plus: Sequence[str] = ()
    base: str = ""
    source: str = ""
    full: int = 0
    none: str = "skip"
    lacking: str = ""
    note: str = ""

    def judge(self, ledger: Ledger, project: Project) -> None:
        rows = project.select(self.rows)
        for measure in self.measures:
            cells = [(row, cell) for row in rows if (cell := row.number(measure)) is not None]
            for row, cell in cells[: _most(self.rows)]:
                self._judge_cell(ledger, project, row, measure, cell)
        # where no total is printed, the parts themselves make it
        parts = self._parts(project, Row(set()), self.measures[0]) if self.full and not rows else []
        if parts and len(parts) > 1:
            whole = add(self._facts(parts, project))
            ledger.state(parts[-1], self.kind, Relation(whole, "=", Number(Fraction(self.full))))

    def _judge_cell(self, ledger: Ledger, project: Project, row: Row, measure: str, cell: Cell) -> None:
        parts = self._parts(project, row, measure)
        base = row.number(self.base) if self.base else None
        if parts is None or (not parts or self.base and base is None) and self.none == "unchecked":
            ledger.say(cell, self.kind, UNCHECKED, note=self.lacking)
        elif not parts and self.none == "remark":
            ledger.remark(cell, self.lacking)
        elif parts or self.none == "nothing":
            note = self.note if not parts or self.none != "nothing" else ""
            ledger.state(cell, self.kind, self._tree(self._facts(parts, project), base), note=note)

    def _tree(self, parts: Sequence[Fact], base: Cell | None) -> Tree:
        whole = add(parts) if parts else NOTHING
        if base is not None:
            return percent(whole, Operand(base.fact))
        if self.sign == "<=":
            return Relation(This(), "<=", Operand(parts[0], "w") if len(parts) == 1 else whole)
        if self.sign == ">=":
            return Relation(whole, "<=", This())
        if self.full:
            return All(tuple(Relation(This(), "=", side) for side in (whole, Number(Fraction(self.full)))))
        return equals_each(parts) if self.kind == "amount" and len(parts) == 1 else whole

    def _parts(self, project: Project, row: Row, measure: str) -> list[Cell] | None:
        """The numbers of the first selector that finds all of its own; None where some are missing."""
        found: list[Cell] | None = []
        for selector in self.parts:
            name, _, wanted = selector.partition(":")
            rows = _rows(project, row, measure, name)
            found = _complete(rows, wanted or measure, self.none == "skip")
            if found:
                return found[: _most(name)]
        return found

    def _facts(self, parts: Sequence[Cell], project: Project) -> Sequence[Fact]:
        """The parts, and what is printed of each that is added: the first of its alternatives."""
        told = [[project.numbers(*one.split(":")) for one in selectors.split("|")] for selectors in self.plus]
        return facts([*parts, *(cell for ways in told for cell in next(filter(None, ways), []))])


def _rows(project: Project, row: Row, measure: str, name: str) -> list[Row]:
    """The rows that a selector names: `row` itself, those of its group `below`, or of a table."""
    scope, _, tag = name.partition(".")
    if scope == "row":
        return [row]
    if scope != "below":
        return project.select(name)
    depth = OF_GROUPS[measure]
    here = dropwhile(lambda one: one is not row, project.points)
    group = takewhile(lambda one: "total" not in one.tags and one.levels[:depth] == row.levels[:depth], here)
    return [one for one in group if tag in one.tags]


def _complete(rows: Sequence[Row], measures: str, is_blank_fine: bool) -> list[Cell] | None:
    """The numbers of all these rows; None where one of them is missing or no number."""
    measure = measures if "|" not in measures else ""
    numbers = [cell for row in rows if (cell := row.number(measures)) is not None]
    if measure in OF_GROUPS:
        printed = [row for row in rows if measure in row.cells]
        is_named = all(row.levels[OF_GROUPS[measure] - 1] for row in rows)
        return numbers if is_named and len(numbers) == len(printed) else None
    wanted = [row for row in rows if not is_blank_fine or measure in row.cells]
    is_whole = len(numbers) == len(wanted) or len(rows) == 1 and not measure
    return numbers if is_whole else None


def _most(name: str) -> int | None:
    """A table has one total: what follows the first is a sum of something else."""
    return 1 if name.endswith(".total") else None


@cache
def load_relations() -> tuple[TableRelation, ...]:
    """The relations of the tables of the annexes."""
    return read_relations(specs.load("annex_relations.toml")["relation"])


def read_relations(entries: Iterable[Mapping[str, Any]]) -> tuple[TableRelation, ...]:
    """Relations from parsed TOML.

    Raises:
        SpecError: a column is not known, or one that has no default is missing, such as an example.
    """
    try:
        return tuple(TableRelation(**entry) for entry in entries)
    except TypeError as error:
        raise SpecError(f"annex_relations.toml: {error}") from error


def judge_tables(ledger: Ledger, projects: Projects) -> None:
    """All relations of the file, and the indicators against their targets."""
    for (source, _), project in projects.items():
        for relation in load_relations():
            if relation.source in ("", source):
                relation.judge(ledger, project)
        for row in project.points:
            _judge_target(ledger, row, project)


def _judge_target(ledger: Ledger, row: Row, project: Project) -> None:
    """Whether a target is attained; one that is missed contradicts only points that say otherwise."""
    actual, target = row.cells.get("actual"), row.cells.get("target")
    if actual is None:
        return
    is_rate = terms.fold(row.name) in phrases("rate_indicators") and actual.unit == "%" and not actual.sign
    if is_rate and (ways := project.rates()):
        ledger.state(actual, "completion", *ways, note="the rate of the funds; the indicator asks for it")
    if target is None:
        return
    result = judge_attained(target, actual)
    score, weight = row.number("score"), row.number("weight")
    is_lost = score is not None and weight is not None and score.known.value < weight.known.value
    is_open, is_missed = result.verdict == UNCHECKED, result.verdict == DIFFERS
    why = (
        "not shown to be attained, and points were taken off" if is_lost and (is_open or is_missed) else
        result.note if is_open and not (actual.number and target.number) else
        "below the target; no points say that it counts as attained" if is_missed and None in (score, weight) else ""
    )  # fmt: skip
    if actual.sign and actual.sign == target.sign and not is_open:
        result = result.weighed(result.verdict, "a bound, as the target, not a measured value")
    if why:
        ledger.remark(actual, why)
    else:
        ledger.enter(actual, "attained", result)
