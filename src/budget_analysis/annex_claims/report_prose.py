"""The prose of an evaluation report (money, indicators, dates), and the texts in a self-evaluation table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .. import terms
from ..relations.tree import Named, Number, Operand, Relation, This, equals_each, less
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell, together
from .layout import REPORT, SELF_EVALUATION
from .phrases import Said, ending, has_any, longest_first, phrases, said, trimmed
from .prose import Numeral, Passage
from .tables import judge_attained, rate_of
from .worded_facts import Period, read_days
from .world import NO_AMOUNTS, World


@dataclass
class Target:
    """The indicator that the prose is speaking of."""

    name: str
    path: Sequence[str]
    cell: Cell
    attained: Cell | None = None

    def is_told_by(self, numeral: Numeral) -> bool:
        """True for a number about the indicator: its target again, its actual value, or the excess."""
        is_named = has_any(numeral.before, "excess") or trimmed(numeral.before).endswith(self.name)
        return numeral.unit == self.cell.unit and is_named


@dataclass
class ReportReader:
    """One pass over the prose of the report on one project."""

    world: World
    project: str
    first: dict[str, Cell] = field(default_factory=dict)
    """The first amount that the prose states of each thing."""
    own: dict[str, Cell] = field(default_factory=dict)
    """Those of the sentence."""
    target: Target | None = None
    is_target_talk: bool = False

    @property
    def period(self) -> Period | None:
        return self.world.facts.periods.get(self.project)

    def read(self, passage: Passage) -> None:
        is_accepted = has_any(terms.fold(passage.text), "acceptance")
        for sentence in passage.sentences:
            self.own = {}
            for clause in sentence:
                is_of_target, is_of_result = has_any(clause.text, "target_talk"), has_any(clause.text, "result_talk")
                self.is_target_talk = is_of_target or self.is_target_talk and not is_of_result
                for numeral in clause.numerals:
                    if numeral.kind == "date" and is_accepted:
                        self._state_date(self._take(numeral, "acceptance"))
                    elif numeral.kind not in ("date", "year"):
                        self._read_numeral(numeral)

    def _read_numeral(self, numeral: Numeral) -> None:
        found = said(numeral.before, "report_money")
        kinds, head = phrases("indicator_kinds"), terms.fold(numeral.clause.passage.text[: numeral.clause.start])
        if numeral.sign or head.endswith(tuple(f"{kind}(" for kind in kinds)):  # 数量指标（40000个）
            kind, name = next((kind for kind in kinds if kind in head), ""), trimmed(numeral.before)
            path = ("indicators", *filter(None, (kind, name)))
            self.target = Target(name, path, self._take(numeral, *path, "target"))
            self.is_target_talk = False
        elif numeral.kind == "money" and found.name:
            self._read_money(numeral, found)
        elif self.target is not None and self.target.is_told_by(numeral):
            self._read_of_target(numeral, self.target)
        elif rate := self._rate_name(numeral):
            self._state_rate(self._take(numeral, "completion"), rate)
        else:
            self._take(numeral, "number")

    # --- indicators --------------------------------------------------------------------------

    def _read_of_target(self, numeral: Numeral, target: Target) -> None:
        ledger, aim = self.world.ledger, target.cell
        is_whole = numeral.before.endswith(phrases("attained_marks"))
        if has_any(numeral.before, "excess"):
            cell = self._take(numeral, *target.path, "excess")
            if target.attained is None or aim.number is None:
                ledger.remark(cell, "the actual value is not stated before it")
            else:
                pair = (Operand(target.attained.fact), Operand(aim.fact))
                ledger.state(cell, "change", less(*(pair[::-1] if has_any(numeral.before, "shortfall") else pair)))
        elif self.is_target_talk or has_any(numeral.after, "target_talk"):
            cell = self._take(numeral, *target.path, "target")
            if aim.number is not None and cell.number is not None and target.name:
                ledger.state(cell, "amount", Named(f"= {aim.claim_id}", Number(aim.known.value), (aim.fact,)))
        elif not target.name and (target.attained is not None or not is_whole):
            self._take(numeral, *target.path, "number")
        else:
            cell = target.attained = self._take(numeral, *target.path, "actual")
            if rate := self._rate_name(numeral):
                self._state_rate(cell, rate)
            found = judge_attained(aim, cell)
            if found.verdict == DIFFERS and has_any(numeral.clause.text, "missed"):
                ledger.remark(cell, "the text says itself that the target is missed")
            else:
                ledger.enter(cell, "attained", found)

    # --- money -------------------------------------------------------------------------------

    def _read_money(self, numeral: Numeral, found: Said) -> None:
        """An amount against the table of the report, else against what the prose has stated before."""
        ledger, what = self.world.ledger, found.name
        cell = self._take(numeral, what)
        year = self._state_period(numeral, what)
        limit = self.first.get("total_investment")
        column = "planned" if what == "annual_budget" else what
        other = self.world.project(REPORT, self.project).total(column) or self.first.get(what)
        if what == "contract":
            if limit is not None:
                ledger.state(cell, "nesting", Relation(This(), "<=", Operand(limit.fact)))
        elif not self.world.is_of_whole(cell, found, self.project):
            return
        elif year not in (None, ledger.fiscal_year):
            ledger.remark(cell, f"it is stated of {year}")
            return
        elif other is not None:
            # only of a project within the year are all amounts those of the year
            is_within = self.period is None or self.period.start.year == self.period.end.year == ledger.fiscal_year
            doubt = "" if is_within else "the project runs over several years, and one of the two may be of all"
            ledger.state(cell, "amount", equals_each([other.fact]), doubt=doubt)
        self.own.setdefault(what, cell)
        self.first.setdefault(what, cell)

    def _rate_name(self, numeral: Numeral) -> str:
        """The name of the rate that ends right before its number; empty for what is no percentage."""
        named = longest_first((*self.world.facts.definitions[self.project], *phrases("rate_indicators")))
        return ending(trimmed(numeral.before), named) if numeral.kind == "percent" else ""

    def _state_rate(self, cell: Cell, name: str) -> None:
        """By the amounts of its own sentence, and by the definition that is printed; else by the table."""
        ledger, table, own = self.world.ledger, self.world.project(REPORT, self.project), self.own
        base = own.get("annual_budget") or own.get("planned")
        if base is not None and "actual" in own:
            ledger.state(cell, "completion", rate_of([own["actual"]], [base]), note="by the two amounts of the sentence")
        defined = [table.total(place) for place in self.world.facts.definitions[self.project].get(name, ())]
        spent, planned = table.readings("actual"), table.readings("planned") or table.readings("received")
        if len(parts := [total for total in defined if total is not None]) == 2:
            ledger.state(cell, "completion", rate_of(parts[:1], parts[1:]), note="by the definition in the scoring table")
        elif not ledger.verdicts(cell) and spent and planned:
            ledger.state(cell, "completion", rate_of(spent[0], planned[-1]))
        elif not ledger.verdicts(cell):
            ledger.say(cell, "completion", UNCHECKED, note=NO_AMOUNTS)

    # --- years and days ----------------------------------------------------------------------

    def _state_period(self, numeral: Numeral, what: str) -> int | None:
        """The year that stands before an amount: the fiscal year, or one of the project's years."""
        years = [one for one in numeral.clause.numerals if one.kind == "year" and one.start < numeral.start]
        if not years:
            return None
        told = int(years[-1].printed)
        ledger, cell = self.world.ledger, self._take(years[-1], what, "period")
        if ledger.fiscal_year in (None, told):
            self.world.state_year(cell)
        elif self.period is not None and not self.period.start.year <= told <= self.period.end.year:
            ledger.say(cell, "period", DIFFERS, "within a", [self.period.cell], "outside the time that the project runs")
        else:
            ledger.remark(cell, "another year of the project")
        return told

    def _state_date(self, cell: Cell) -> None:
        """A project is accepted after it began and before its report was written."""
        days, period = read_days(cell.printed), self.period
        if period is None or not (days or cell.printed.endswith("日")):
            return
        day, reported = days[0] if days else None, self.world.facts.reported.get(self.project)
        verdict, note = (
            (DIFFERS, "there is no such day") if day is None else
            (DIFFERS, "before the project began") if day < period.start else
            (EQUAL, "") if day <= period.end else
            (DIFFERS, "after the report was written") if reported is not None and day > reported else
            (UNCHECKED, "after the end of the project")
        )  # fmt: skip
        self.world.ledger.say(cell, "period", verdict, "within a", [period.cell], note)

    def _take(self, numeral: Numeral, *path: str) -> Cell:
        return numeral.enter(self.world.ledger, REPORT, self.project, *path)


# --- texts in a table ------------------------------------------------------------------------------


def read_texts(world: World, told: Iterable[Passage]) -> None:
    """Enter the numbers of these texts; what they say of the budget is judged by project."""
    moved: defaultdict[str, list[tuple[bool, Cell]]] = defaultdict(list)
    for passage in told:
        for numeral in (one for one in passage.numerals if one.kind not in ("date", "year")):
            is_out, is_in = (has_any(numeral.clause.text, "transfers", way) for way in ("out", "into"))
            is_moved = numeral.kind == "money" and (is_out or is_in)
            cell = numeral.enter(world.ledger, SELF_EVALUATION, passage.project, "transferred" if is_moved else passage.measure)
            if is_moved:
                moved[passage.project].append((is_out, cell))
            elif numeral.kind == "count":
                _state_listed_count(world, cell, numeral)
    for project, changes in moved.items():
        # initial budget less what was transferred away is the adjusted budget
        tables = world.project(SELF_EVALUATION, project)
        pairs = [*zip(tables.readings("budget"), tables.readings("adjusted_budget"), strict=False)]
        for is_out, cell in changes:
            if len(changes) == 1 and pairs:
                world.ledger.state(cell, "change", *(less(*map(together, pair if is_out else pair[::-1])) for pair in pairs))
            else:
                world.ledger.remark(cell, "one of several changes of the budget, or no budget is printed")


def _state_listed_count(world: World, cell: Cell, numeral: Numeral) -> None:
    """甲街道、乙街道等2个街道: as many as are named. 等 may also stand for others.

    The names end with the word behind their number, and have letters of their own.
    """
    if not numeral.lead.endswith("等") or cell.number is None:
        return
    names = [name for name in numeral.lead.removesuffix("等").split("、") if name]
    kinds = [names[0][-length:] for length in range(1, min(map(len, names)))] if len(names) > 1 else []
    if any(numeral.after.startswith(kind) and all(name.endswith(kind) for name in names) for kind in kinds):
        doubt = "等 may stand for others that are not named" if len(names) < cell.known.value else ""
        world.ledger.state(cell, "count", Named("number of names listed", Number(Fraction(len(names)))), doubt=doubt)
