"""The prose of an evaluation report: its money, its indicators, its dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .. import terms
from ..facts import Fact
from ..relations.tree import Named, Number, Operand, Relation, This, Tree, equals_each, less
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .days import Period, read_day
from .entered import Cell
from .known import World
from .phrases import has_any, phrases
from .prose import Clause, Numeral, Passage, make_cell, only_allowed, phrase_before, trimmed
from .tables import REPORT, Project, rate_of, subject
from .thresholds import judge_attained
from .told_of_projects import NO_AMOUNTS, state_year

_SEVERAL_YEARS = "the project runs over several years, and one of the two may be of all"


@dataclass
class Target:
    """The indicator that the prose is speaking of."""

    name: str
    path: str
    cell: Cell
    numeral: Numeral
    attained: Cell | None = None

    @property
    def aim(self) -> Fact:
        return self.cell.fact


@dataclass
class ReportReader:
    """One pass over the prose of the report on one project."""

    world: World
    project: str
    first: dict[str, Cell] = field(default_factory=dict)
    """The first amount that the prose states of each thing."""
    target: Target | None = None
    is_target_talk: bool = False

    @property
    def money(self) -> Project:
        return self.world.project(REPORT, self.project)

    @property
    def period(self) -> Period | None:
        return self.world.facts.periods.get(self.project)

    @property
    def definitions(self) -> dict[str, tuple[str, str]]:
        return self.world.facts.definitions.get(self.project, {})

    def read(self, passage: Passage) -> None:
        own: dict[str, Cell] = {}
        is_accepted = has_any(terms.fold(passage.text), "acceptance")
        sentence = -1
        for clause in passage.clauses:
            if clause.sentence != sentence:
                sentence, own = clause.sentence, {}
            if has_any(clause.text, "target_talk"):
                self.is_target_talk = True
            elif has_any(clause.text, "result_talk"):
                self.is_target_talk = False
            for numeral in clause.numerals:
                if numeral.kind == "date" and is_accepted:
                    self._state_date(self._cell(passage, numeral, "acceptance"))
                elif numeral.kind not in ("date", "year"):
                    self._read_numeral(passage, clause, numeral, own)

    # --- numbers -----------------------------------------------------------------------------

    def _read_numeral(
        self, passage: Passage, clause: Clause, numeral: Numeral, own: dict[str, Cell]
    ) -> None:
        found = phrase_before(numeral.before, "report_money")
        if numeral.sign or _opens_target(passage, clause):
            self._open_target(passage, numeral)
        elif numeral.kind == "money" and found is not None:
            self._read_money(passage, clause, numeral, own, found)
        elif self.target is not None and self._is_of(self.target, numeral):
            self._read_of_target(passage, clause, numeral, own, self.target)
        elif numeral.kind == "percent" and self._rate_name(numeral):
            self._state_rate(self._cell(passage, numeral, "completion"), numeral, own)
        else:
            self._cell(passage, numeral, "number")

    def _open_target(self, passage: Passage, numeral: Numeral) -> None:
        head = terms.fold(passage.text[: numeral.clause_start])
        kind = next((word for word in phrases("indicator_kinds") if word in head), "")
        name = trimmed(numeral.before)
        path = subject("indicators", *filter(None, (kind, name)))
        self.target = Target(name, path, self._cell(passage, numeral, f"{path}/target"), numeral)
        self.is_target_talk = False

    def _is_of(self, target: Target, numeral: Numeral) -> bool:
        is_told = has_any(numeral.before, "excess") or trimmed(numeral.before).endswith(target.name)
        return numeral.unit == target.numeral.unit and is_told

    def _read_of_target(
        self, passage: Passage, clause: Clause, numeral: Numeral, own: dict[str, Cell], target: Target
    ) -> None:
        """A number about the indicator: its target again, its actual value, or the excess."""
        is_whole = numeral.before.endswith(phrases("attained_marks"))
        if has_any(numeral.before, "excess"):
            cell = self._cell(passage, numeral, f"{target.path}/excess")
            self._state_excess(cell, target, has_any(numeral.before, "shortfall"))
        elif self.is_target_talk or has_any(numeral.after, "target_talk"):
            cell = self._cell(passage, numeral, f"{target.path}/target")
            if target.cell.number is not None and cell.number is not None and target.name:
                limit = Named(f"= {target.aim.id}", Number(target.cell.known.value), (target.aim,))
                self.world.ledger.state(cell, "amount", limit)
        elif not target.name and (target.attained is not None or not is_whole):
            self._cell(passage, numeral, f"{target.path}/number")
        else:
            cell = target.attained = self._cell(passage, numeral, f"{target.path}/actual")
            if numeral.kind == "percent" and self._rate_name(numeral):
                self._state_rate(cell, numeral, own)
            tree, found = judge_attained(target.numeral.value(), target.aim, numeral.value(), cell.fact)
            if found.verdict == DIFFERS and has_any(clause.text, "missed"):
                self.world.ledger.remark(cell, "the text says itself that the target is missed")
            else:
                self.world.ledger.enter(cell, "attained", found, tree)

    def _state_excess(self, cell: Cell, target: Target, is_short: bool) -> None:
        if target.attained is None or target.cell.number is None:
            self.world.ledger.remark(cell, "the actual value is not stated before it")
            return
        sides = [Operand(target.attained.fact), Operand(target.aim)]
        self.world.ledger.state(cell, "change", less(*(sides[::-1] if is_short else sides)))

    # --- money -------------------------------------------------------------------------------

    def _read_money(
        self, passage: Passage, clause: Clause, numeral: Numeral, own: dict[str, Cell],
        found: tuple[str, str, bool],
    ) -> None:  # fmt: skip
        what, before, is_certain = found
        ledger = self.world.ledger
        cell = self._cell(passage, numeral, what)
        year = self._state_period(passage, clause, numeral, what)
        is_whole = is_certain and only_allowed(before, [self.project, self.world.department])
        limit = self.first.get("total_investment")
        # the table of the report first; else what the prose has stated before
        other = self.money.total("planned" if what == "annual_budget" else what) or self.first.get(what)
        if what == "contract":
            if limit is not None:
                ledger.state(cell, "nesting", Relation(This(), "<=", Operand(limit.fact)))
        elif not is_whole:
            ledger.remark(cell, "it is not certain that it is the whole project's")
            return
        elif year not in (None, ledger.fiscal_year):
            ledger.remark(cell, f"it is stated of {year}")
            return
        elif other is not None:
            doubt = "" if self.period is None or self.period.is_within(ledger.fiscal_year) else _SEVERAL_YEARS
            ledger.state(cell, "amount", equals_each([other.fact]), doubt=doubt)
        own.setdefault(what, cell)
        self.first.setdefault(what, cell)

    def _rate_name(self, numeral: Numeral) -> str:
        """The name of the rate that ends right before its number."""
        named = sorted((*self.definitions, *phrases("rate_indicators")), key=len, reverse=True)
        return next((name for name in named if trimmed(numeral.before).endswith(name)), "")

    def _state_rate(self, cell: Cell, numeral: Numeral, own: dict[str, Cell]) -> None:
        for tree, note in self._rates(self._rate_name(numeral), own):
            self.world.ledger.state(cell, "completion", tree, note=note)
        if not self.world.ledger.is_judged(cell):
            self.world.ledger.say(cell, "completion", UNCHECKED, note=NO_AMOUNTS)

    def _rates(self, name: str, own: dict[str, Cell]) -> Iterator[tuple[Tree, str]]:
        """By the amounts of its own sentence, and by the definition that is printed; else by the table."""
        table = self.money
        told = (own.get("actual"), own.get("annual_budget") or own.get("planned"))
        defined = tuple(table.total(place) for place in self.definitions.get(name, ()))
        notes = ("by the two amounts of the sentence", "by the definition in the scoring table")
        pairs = [
            (rate_of([pair[0]], [pair[1]]), note)
            for pair, note in zip((told, defined), notes, strict=True)
            if len(pair) == 2 and pair[0] is not None and pair[1] is not None
        ]
        spent, planned = table.readings("actual"), table.readings("planned") or table.readings("received")
        if not pairs and spent and planned:
            pairs = [(rate_of(spent[0], planned[-1]), "")]
        yield from pairs

    # --- years and days ----------------------------------------------------------------------

    def _state_period(
        self, passage: Passage, clause: Clause, numeral: Numeral, what: str
    ) -> int | None:
        """The year that stands before an amount: the fiscal year, or one of the project's years."""
        years = [one for one in clause.numerals if one.kind == "year" and one.start < numeral.start]
        if not years:
            return None
        told = int(years[-1].printed)
        cell = self._cell(passage, years[-1], f"{what}/period")
        if self.world.ledger.fiscal_year in (None, told):
            state_year(self.world, cell)
        elif self.period is not None and not self.period.start.year <= told <= self.period.end.year:
            note = "outside the time that the project runs"
            self.world.ledger.say(cell, "period", DIFFERS, "within a", [self.period.cell], note)
        else:
            self.world.ledger.remark(cell, "another year of the project")
        return told

    def _state_date(self, cell: Cell) -> None:
        """A project is accepted after it began and before its report was written."""
        day = read_day(cell.printed)
        reported = self.world.facts.reported.get(self.project)
        if self.period is None or (day is None and not cell.printed.endswith("日")):
            return
        verdict, note = UNCHECKED, "after the end of the project"
        if day is None:
            verdict, note = DIFFERS, "there is no such day"
        elif self.period.start <= day <= self.period.end:
            verdict, note = EQUAL, ""
        elif day < self.period.start:
            verdict, note = DIFFERS, "before the project began"
        elif reported is not None and day > reported:
            verdict, note = DIFFERS, "after the report was written"
        self.world.ledger.say(cell, "period", verdict, "within a", [self.period.cell], note)

    def _cell(self, passage: Passage, numeral: Numeral, path: str) -> Cell:
        path = f"{subject(REPORT, self.project)}/{path}"
        return self.world.ledger.add(make_cell(passage, numeral, path))


def _opens_target(passage: Passage, clause: Clause) -> bool:
    """A number in brackets behind the kind of an indicator: 数量指标（40000个）."""
    head = terms.fold(plain(passage.text[: clause.start]))
    return head.endswith("(") and head.removesuffix("(").endswith(phrases("indicator_kinds"))
