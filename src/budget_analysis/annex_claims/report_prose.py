"""The prose of an evaluation report: its money, its indicators, its dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .. import terms
from fractions import Fraction

from ..relations.tree import Named, Number, Operand, Relation, This, equals_each, less, percent
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .told_of_projects import NO_AMOUNTS, state_year
from .entered import Cell
from .prose import Clause, Numeral, Passage, make_cell, only_allowed, phrase_before
from .thresholds import judge_attained
from .phrases import has_any, meanings, phrases
from .known import World
from .tables import REPORT, Project, rate_of, subject

_DATE = re.compile(r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?")
_RATIO = re.compile(
    r"(?P<name>[^=,.;:。、]{2,12})=\[?\(?"
    r"(?P<part>[^()/\[\]=]+)/(?P<whole>[^()/\[\]=]+?)\)?\]?[×*x]100%"
)


@dataclass(frozen=True)
class Period:
    """From when to when a project runs, as printed on its report."""

    start: date
    end: date
    cell: Cell

    def holds(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass
class Target:
    """The indicator that the prose is speaking of."""

    name: str
    unit: str
    cell: Cell
    numeral: Numeral
    attained: Cell | None = None


@dataclass
class ReportReader:
    """One pass over the prose of the report on one project."""

    world: World
    project: str
    period: Period | None = None
    reported: date | None = None
    definitions: dict[str, tuple[str, str]] = field(default_factory=dict)
    first: dict[str, Cell] = field(default_factory=dict)
    """The first amount that the prose states of each thing."""
    target: Target | None = None
    is_target_talk: bool = False

    @property
    def money(self) -> Project:
        return self.world.project(REPORT, self.project)

    def read(self, passage: Passage, clauses: Sequence[Clause]) -> None:
        own: dict[str, Cell] = {}
        is_accepted = has_any(terms.fold(passage.text), "acceptance")
        sentence = -1
        for clause in clauses:
            if clause.sentence != sentence:
                sentence, own = clause.sentence, {}
            if has_any(clause.text, "target_talk"):
                self.is_target_talk = True
            elif has_any(clause.text, "result_talk"):
                self.is_target_talk = False
            for numeral in clause.numerals:
                if numeral.kind == "date":
                    if is_accepted:
                        self._state_date(passage, numeral)
                elif numeral.kind != "year":
                    self._read_numeral(passage, clause, numeral, own)

    # --- numbers -----------------------------------------------------------------------------

    def _read_numeral(
        self, passage: Passage, clause: Clause, numeral: Numeral, own: dict[str, Cell]
    ) -> None:
        if numeral.sign or self._begins_target(passage, clause, numeral):
            self._open_target(passage, numeral)
        elif numeral.kind == "money" and phrase_before(numeral.before, "report_money"):
            self._read_money(passage, clause, numeral, own)
        elif self._is_of_target(numeral):
            self._read_of_target(passage, clause, numeral, own)
        elif numeral.kind == "percent" and self._rate_name(numeral.before):
            self._state_rate(passage, numeral, own, self._cell(passage, numeral, "completion"))
        else:
            self._cell(passage, numeral, "number")

    def _begins_target(self, passage: Passage, clause: Clause, numeral: Numeral) -> bool:
        """A number in brackets behind the kind of an indicator: 数量指标（40000个）."""
        head = terms.fold(passage.text[: clause.start]).removesuffix("(")
        is_bracket = plain(passage.text[: clause.start]).rstrip().endswith("(")
        return is_bracket and head.endswith(phrases("indicator_kinds"))

    def _open_target(self, passage: Passage, numeral: Numeral) -> None:
        head = terms.fold(passage.text[: numeral.clause_start])
        kind = next((word for word in phrases("indicator_kinds") if word in head), "")
        name = _trimmed(numeral.before)
        path = subject("indicators", *filter(None, (kind, name)), "target")
        cell = self._cell(passage, numeral, path)
        self.target = Target(name, numeral.unit, cell, numeral)
        self.is_target_talk = False

    def _is_of_target(self, numeral: Numeral) -> bool:
        target = self.target
        if target is None or numeral.unit != target.unit:
            return False
        if has_any(numeral.before, "excess") or not target.name:
            return True
        return _trimmed(numeral.before).endswith(target.name)

    def _read_of_target(
        self, passage: Passage, clause: Clause, numeral: Numeral, own: dict[str, Cell]
    ) -> None:
        """A number about the indicator: its target again, its actual value, or the excess."""
        target = self.target
        assert target is not None
        base = target.cell.subject.removesuffix("/target").partition(f"{self.project}/")[2]
        if has_any(numeral.before, "excess"):
            cell = self._cell(passage, numeral, f"{base}/excess")
            self._state_excess(cell, target, numeral)
        elif self.is_target_talk or has_any(numeral.after, "target_talk"):
            cell = self._cell(passage, numeral, f"{base}/target")
            if target.cell.number is not None and cell.number is not None and target.name:
                aim = target.cell.fact
                limit = Named(f"= {aim.id}", Number(target.cell.number.value), (aim,))
                self.world.ledger.state(cell, "amount", limit)
        elif not target.name and (target.attained is not None or not _is_whole(numeral.before)):
            self._cell(passage, numeral, f"{base}/number")
        else:
            cell = self._cell(passage, numeral, f"{base}/actual")
            target.attained = cell
            if numeral.kind == "percent" and self._rate_name(numeral.before):
                self._state_rate(passage, numeral, own, cell)
            aim = target.cell.fact
            tree, judgement = judge_attained(target.numeral.value(), aim, numeral.value(), cell.fact)
            if judgement.verdict == DIFFERS and has_any(clause.text, "missed"):
                self.world.ledger.remark(cell, "the text says itself that the target is missed")
                return
            self.world.ledger.enter(cell, "attained", judgement, tree)

    def _state_excess(self, cell: Cell, target: Target, numeral: Numeral) -> None:
        if target.attained is None or target.cell.number is None:
            self.world.ledger.remark(cell, "the actual value is not stated before it")
            return
        sides = [Operand(target.attained.fact), Operand(target.cell.fact)]
        if has_any(numeral.before, "shortfall"):
            sides.reverse()
        self.world.ledger.state(cell, "change", less(*sides))

    # --- money -------------------------------------------------------------------------------

    def _read_money(
        self, passage: Passage, clause: Clause, numeral: Numeral, own: dict[str, Cell]
    ) -> None:
        found = phrase_before(numeral.before, "report_money")
        assert found is not None
        what, before, is_certain = found
        cell = self._cell(passage, numeral, what)
        year = self._state_period(passage, clause, numeral, what)
        names = [self.project, self.world.department]
        is_part = not is_certain or not only_allowed(before, names)
        if what == "contract":
            self._state_contract(cell)
        elif is_part:
            self.world.ledger.remark(cell, "it is not certain that it is the whole project's")
            return
        elif year not in (None, self.world.ledger.fiscal_year):
            self.world.ledger.remark(cell, f"it is stated of {year}")
            return
        else:
            self._state_amount(cell, what)
        own.setdefault(what, cell)
        self.first.setdefault(what, cell)

    def _state_amount(self, cell: Cell, what: str) -> None:
        """The table of the report first; else what the prose has stated before."""
        table = "planned" if what == "annual_budget" else what
        other = self.money.total(table) or self.first.get(what)
        if other is None:
            return
        doubt = "the project runs over several years, and one of the two may be of all"
        doubt = "" if self._is_one_year() else doubt
        self.world.ledger.state(cell, "amount", equals_each([other.fact]), doubt=doubt)

    def _is_one_year(self) -> bool:
        """Only of a project within the year are all amounts those of the year."""
        year = self.world.ledger.fiscal_year
        if self.period is None:
            return True
        return self.period.start.year == self.period.end.year == year

    def _state_contract(self, cell: Cell) -> None:
        whole = self.first.get("total_investment")
        if whole is None:
            return
        tree = Relation(This(), "<=", Operand(whole.fact))
        self.world.ledger.state(cell, "nesting", tree)

    def _rate_name(self, before: str) -> str:
        """The name of the rate that ends right before its number."""
        trimmed = _trimmed(before)
        named = sorted((*self.definitions, *phrases("rate_indicators")), key=len, reverse=True)
        return next((name for name in named if trimmed.endswith(name)), "")

    def _state_rate(
        self, passage: Passage, numeral: Numeral, own: dict[str, Cell], cell: Cell
    ) -> None:
        """A rate by the amounts of its own sentence, and by the definition that is printed."""
        ledger = self.world.ledger
        actual, budget = own.get("actual"), own.get("annual_budget") or own.get("planned")
        if actual is not None and budget is not None:
            note = "by the two amounts of the sentence"
            ledger.state(cell, "completion", rate_of([actual], [budget]), note=note)
        name = self._rate_name(numeral.before)
        if name in self.definitions:
            pair = [self.money.total(place) for place in self.definitions[name]]
            if pair[0] is not None and pair[1] is not None:
                note = "by the definition in the scoring table"
                ledger.state(cell, "completion", rate_of([pair[0]], [pair[1]]), note=note)
        if ledger.is_judged(cell):
            return
        spent = self.money.readings("actual")
        planned = self.money.readings("planned") or self.money.readings("received")
        if spent and planned:
            ledger.state(cell, "completion", rate_of(spent[0], planned[-1]))
        else:
            ledger.say(cell, "completion", UNCHECKED, note=NO_AMOUNTS)

    # --- years and days ----------------------------------------------------------------------

    def _state_period(
        self, passage: Passage, clause: Clause, numeral: Numeral, what: str
    ) -> int | None:
        """The year that stands before an amount: the fiscal year, or one of the project's years."""
        years = [
            one
            for one in clause.numerals
            if one.kind == "year" and one.start < numeral.start
        ]
        if not years:
            return None
        told = int(years[-1].printed)
        cell = self._cell(passage, years[-1], f"{what}/period")
        fiscal = self.world.ledger.fiscal_year
        if fiscal is None or told == fiscal:
            state_year(self.world, cell)
        elif self.period is not None and not self.period.start.year <= told <= self.period.end.year:
            note = "outside the time that the project runs"
            self.world.ledger.say(cell, "period", DIFFERS, "within a", [self.period.cell], note)
        else:
            self.world.ledger.remark(cell, "another year of the project")
        return told

    def _state_date(self, passage: Passage, numeral: Numeral) -> None:
        """A project is accepted after it began and before its report was written."""
        cell = self._cell(passage, numeral, "acceptance")
        day = read_day(numeral.printed)
        if self.period is None or (day is None and not numeral.printed.endswith("日")):
            return
        verdict, note = UNCHECKED, "after the end of the project"
        if day is None:
            verdict, note = DIFFERS, "there is no such day"
        elif self.period.holds(day):
            verdict, note = EQUAL, ""
        elif day < self.period.start:
            verdict, note = DIFFERS, "before the project began"
        elif self.reported is not None and day > self.reported:
            verdict, note = DIFFERS, "after the report was written"
        self.world.ledger.say(cell, "period", verdict, "within a", [self.period.cell], note)

    def _cell(self, passage: Passage, numeral: Numeral, path: str) -> Cell:
        path = f"{subject(REPORT, self.project)}/{path}"
        return self.world.ledger.add(make_cell(passage, numeral, path))


def read_day(printed: str) -> date | None:
    """A printed day, None where it is none (2024年13月1日) or only a month."""
    match = _DATE.search(plain(printed))
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def has_no_such_day(printed: str) -> bool:
    """True for text with a day that no calendar has."""
    return any(read_day(match.group()) is None for match in _DATE.finditer(plain(printed)))


def read_period(cell: Cell) -> Period | None:
    """`2024.01.01～2024.12.31`, `2024年1月1日至2024年12月31日`."""
    days = [read_day(match.group()) for match in _DATE.finditer(plain(cell.printed))]
    if len(days) != 2 or days[0] is None or days[1] is None:
        return None
    return Period(days[0], days[1], cell)


def read_definitions(text: str) -> dict[str, tuple[str, str]]:
    """Rates that are defined as (A/B)×100% of amounts that the report prints."""
    found = {}
    for match in _RATIO.finditer(terms.fold(text)):
        places = [dict(meanings("defined_amounts")).get(match[part]) for part in ("part", "whole")]
        if places[0] and places[1]:
            found[match["name"]] = (places[0], places[1])
    return found


def _is_whole(before: str) -> bool:
    """True where the words say that this is all of what the indicator counts."""
    return before.endswith(phrases("attained_marks"))


def _trimmed(before: str) -> str:
    """The words before a number without fillers at their end."""
    rest = before
    while word := next((one for one in phrases("fillers") if rest.endswith(one)), ""):
        rest = rest.removesuffix(word)
    return rest
