"""The prose of an evaluation report: its money, its indicators, its dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from .. import terms
from ..relations.tree import Named, Number, Operand, Relation, This, equals_each, less
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell
from .layout import REPORT
from .phrases import Said, ending, has_any, longest_first, phrases, said, trimmed
from .prose import Clause, Numeral, Passage
from .tables import Project, rate_of
from .thresholds import judge_attained
from .worded_facts import Period, read_days
from .world import NO_AMOUNTS, World

_SEVERAL_YEARS = "the project runs over several years, and one of the two may be of all"


@dataclass
class Target:
    """The indicator that the prose is speaking of."""

    name: str
    path: Sequence[str]
    cell: Cell
    numeral: Numeral
    attained: Cell | None = None

    def is_told_by(self, numeral: Numeral) -> bool:
        """True for a number about the indicator: its target again, its actual value, or the excess."""
        is_named = has_any(numeral.before, "excess") or trimmed(numeral.before).endswith(self.name)
        return numeral.unit == self.numeral.unit and is_named


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
    def money(self) -> Project:
        return self.world.project(REPORT, self.project)

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
        if numeral.sign or _opens_target(numeral.clause):
            self._open_target(numeral)
        elif numeral.kind == "money" and found.name:
            self._read_money(numeral, found)
        elif self.target is not None and self.target.is_told_by(numeral):
            self._read_of_target(numeral, self.target)
        elif rate := self._rate_name(numeral):
            self._state_rate(self._take(numeral, "completion"), rate)
        else:
            self._take(numeral, "number")

    # --- indicators --------------------------------------------------------------------------

    def _open_target(self, numeral: Numeral) -> None:
        head = terms.fold(numeral.clause.passage.text[: numeral.clause.start])
        kind = next((word for word in phrases("indicator_kinds") if word in head), "")
        name = trimmed(numeral.before)
        path = ("indicators", *filter(None, (kind, name)))
        self.target = Target(name, path, self._take(numeral, *path, "target"), numeral)
        self.is_target_talk = False

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
        other = self.money.total("planned" if what == "annual_budget" else what) or self.first.get(what)
        if what == "contract":
            if limit is not None:
                ledger.state(cell, "nesting", Relation(This(), "<=", Operand(limit.fact)))
        elif not self.world.is_of_whole(cell, found, self.project):
            return
        elif year not in (None, ledger.fiscal_year):
            ledger.remark(cell, f"it is stated of {year}")
            return
        elif other is not None:
            doubt = "" if self.period is None or self.period.is_within(ledger.fiscal_year) else _SEVERAL_YEARS
            ledger.state(cell, "amount", equals_each([other.fact]), doubt=doubt)
        self.own.setdefault(what, cell)
        self.first.setdefault(what, cell)

    def _rate_name(self, numeral: Numeral) -> str:
        """The name of the rate that ends right before its number; empty for what is no percentage."""
        named = longest_first((*self.world.facts.definitions[self.project], *phrases("rate_indicators")))
        return ending(trimmed(numeral.before), named) if numeral.kind == "percent" else ""

    def _state_rate(self, cell: Cell, name: str) -> None:
        """By the amounts of its own sentence, and by the definition that is printed; else by the table."""
        ledger, table, own = self.world.ledger, self.money, self.own
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
        if day is None:
            verdict, note = DIFFERS, "there is no such day"
        elif day < period.start:
            verdict, note = DIFFERS, "before the project began"
        elif day <= period.end:
            verdict, note = EQUAL, ""
        elif reported is not None and day > reported:
            verdict, note = DIFFERS, "after the report was written"
        else:
            verdict, note = UNCHECKED, "after the end of the project"
        self.world.ledger.say(cell, "period", verdict, "within a", [period.cell], note)

    def _take(self, numeral: Numeral, *path: str) -> Cell:
        return numeral.enter(self.world.ledger, REPORT, self.project, *path)


def _opens_target(clause: Clause) -> bool:
    """A number in brackets behind the kind of an indicator: 数量指标（40000个）."""
    head = terms.fold(clause.passage.text[: clause.start])
    return head.endswith(tuple(f"{kind}(" for kind in phrases("indicator_kinds")))
