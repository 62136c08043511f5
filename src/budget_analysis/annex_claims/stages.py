"""What is stated about each kind of evaluation, against the list, the reports and the forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from .. import terms
from ..amounts import Interval
from ..facts import Fact, Unbound
from ..relations.tree import HUNDRED, NOTHING, Named, Number, Operand, Relation, Sum, This, Tree, add, equals_each, percent
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell, facts, together
from .layout import REPORT, SELF_EVALUATION
from .names import Names
from .phrases import phrases, spec
from .worded_facts import grade_of
from .world import World

_REPORTED = ("department_evaluation", "finance_evaluation")
"""Kinds of evaluation that a report says in its boxes."""


def judge_stages(world: World, stages: Mapping[str, Stage]) -> None:
    """State what follows from all that the prose tells of each kind of evaluation.

    Then grades against the printed bands and those of the list; ticked boxes against what the prose says of the project.
    """
    for stage in stages.values():
        stage.judge_counts()
        stage.judge_money()
        stage.judge_shares()
    own = world.facts.grades
    scores = {terms.fold(name): tables.score for (source, name), tables in world.projects.items() if source == SELF_EVALUATION}
    for project, cell in own.items():
        world.state_grade_of(cell, project, scores.get(project), None)
    for project, mode, cell in world.facts.ticks:
        told = {name: stages[name].named[project] for name in _REPORTED if name in stages and project in stages[name].named}
        if mode and told:
            phrase = "box ticked = kind of evaluation in the prose"
            world.ledger.say(cell, "list", EQUAL if mode in told else DIFFERS, phrase, [*told.values()])
        else:
            world.ledger.remark(cell, "the prose does not say who evaluated this project")
    for project, cell in world.names.grades.items():
        if project in own:
            world.state_grade_of(cell, project, None, own[project])
        else:
            world.ledger.remark(cell, "its self-evaluation is not published")


@dataclass
class Stage:
    """What the prose states about one kind of evaluation (`name`), and what follows from it."""

    world: World
    name: str
    told: defaultdict[str, list[tuple[str, Cell]]] = field(default_factory=lambda: defaultdict(list))
    """What a number is, to those told of it, each with what it is of: money (`stage_money`) of a budget,
    projects of a `grade`, `shares` of a place of the forms, first-level projects, which hold the others
    (`projects_level1`), `problems`, `solved`, `open`."""
    counts: list[tuple[str, Cell, Names]] = field(default_factory=list)
    """The numbers of all projects, one per budget, each with the names of its clause."""
    named: dict[str, Cell] = field(default_factory=dict)
    """All known projects that are named, each with its name as a cell."""

    def tell(self, what: str, of: str, cell: Cell) -> None:
        self.told[what].append((of, cell))

    def cells(self, what: str) -> list[Cell]:
        return [cell for _, cell in self.told[what]]

    @property
    def projects(self) -> list[Cell]:
        """The numbers of all projects, one per budget."""
        return [cell for _, cell, _ in self.counts]

    # --- how many --------------------------------------------------------------------------------

    def judge_counts(self) -> None:
        """Numbers of projects against the list, else the names, and against their grades; problems against those that are solved or open."""
        names, is_own = self.world.names, self.name == SELF_EVALUATION
        for grade, cell in self.told["grade"] if is_own and names.grades else ():
            self._count(cell, [row for row in names.grades.values() if grade_of(row.printed) == grade])
        if is_own and names.rows and self.projects:
            # without second-level projects the list is one of first-level projects; the budgets together are its rows
            is_any = any(cell.known.value for cell in self.projects)
            first, *others = self.projects if is_any else self.cells("projects_level1") or self.projects
            self._count(first, [*names.rows.values()], others)
        else:
            self._named()
        if self.projects and self.told["grade"]:
            self._grades()
        found, solved, open_ = (self.cells(what) for what in ("problems", "solved", "open"))
        if len(found) == 1 and solved and open_:
            self.world.ledger.state(found[0], "sum", together([*solved, *open_]))

    def _count(self, cell: Cell, rows: Sequence[Cell], others: Sequence[Cell] = ()) -> None:
        """As many as there are rows, without those that are counted elsewhere."""
        left: Tree = Sum(((1, Number(Fraction(len(rows)))), *((-1, Operand(other.fact)) for other in others)))
        phrase = " less ".join(["number of operands", *(other.claim_id for other in others)])
        self.world.ledger.state(cell, "count", Named(phrase, left, facts(rows)))

    def _named(self) -> None:
        """As many projects as the clause names; with 等 they may be more."""
        reports = sum(mode == self.name for mode in self.world.facts.modes.values())
        for _, cell, names in self.counts:
            if not names.count:
                continue
            ledger, known = self.world.ledger, [*names.cells.values()]
            counted = Named("number of names", Number(Fraction(names.count)), facts(known))
            if reports > cell.known.value:
                reach, note = Interval(Fraction(reports), Fraction(reports)), "the annex has more reports"
                ledger.say(cell, "count", DIFFERS, counted.phrase, known, note, range=reach)
            elif not all(name.is_quoted for name in names.unknown):
                ledger.say(cell, "count", UNCHECKED, counted.phrase, known, "it is not certain where one name ends")
            else:
                ledger.state(cell, "count", Relation(counted, "<=", This()) if names.has_others else counted)

    def _grades(self) -> None:
        """The projects of each grade add up to all of them, where all grades are told."""
        told, parts = [grade for grade, _ in self.told["grade"]], self.cells("grade")
        is_whole = all(set(told).intersection(phrases(ends)) for ends in ("lowest_grades", "highest_grades"))
        is_less = sum(part.known.value for part in parts) < self.projects[0].known.value
        doubt = "not all grades are told" if is_less and not is_whole else ""
        doubt = "the grades of several groups are told" if len(set(told)) < len(told) else doubt
        self.world.ledger.state(self.projects[0], "sum", together(parts), doubt=doubt)

    # --- how much --------------------------------------------------------------------------------

    def judge_money(self) -> None:
        """Money of evaluated projects: the project expenditure of the form where all of it was evaluated, else that of the reports."""
        ledger = self.world.ledger
        for scope, cell in self.told["stage_money"]:
            shares = [share for place, share in self.told["shares"] if place == _project_place(scope)]
            if self.name == SELF_EVALUATION and any(share.known.value == HUNDRED.value for share in shares):
                if (whole := self._figure(cell, "amount", _project_place(scope))) is not None:
                    ledger.state(cell, "amount", equals_each([whole]), note="all of it was evaluated")
            elif self.name not in ("", SELF_EVALUATION) and scope in spec("scope_places"):
                self._of_reports(scope, cell)
            has_none = len(self.projects) == 1 and not self.projects[0].known.value
            if has_none and not ledger.verdicts(cell):
                ledger.state(cell, "count", Named("0 where a = 0", NOTHING, facts(self.projects)))

    def _of_reports(self, scope: str, cell: Cell) -> None:
        """The spending of their reports, else not more than was spent."""
        spent = self._spending() if scope == "general_public" else []
        if spent:
            tree = equals_each(spent) if len(spent) == 1 else add(spent)
            self.world.ledger.state(cell, "amount", tree, note="spending of the evaluation reports")
        elif self.name in phrases("evaluated_spending"):
            if (whole := self._figure(cell, "nesting", spec("scope_places", scope, "total"))) is not None:
                self.world.ledger.state(cell, "nesting", Relation(This(), "<=", Operand(whole)))

    def _spending(self) -> list[Fact]:
        """The spending of the reports on all projects that are named; empty where one is missing."""
        found = []
        for project in self.named:
            tables = self.world.project(REPORT, project)
            total = tables.total("actual")
            # money from outside the budget may be in it
            is_mixed = any(cell.number and cell.known.value for row in tables.select("funds.other") for cell in row.cells.values())
            if total is None or is_mixed or self.world.facts.modes.get(project, self.name) != self.name:
                return []
            found.append(total.fact)
        for _, cell, names in self.counts[:1]:
            if cell.known.value != len(found) or names.is_list and names.unknown:
                return []
        return found

    def judge_shares(self) -> None:
        """Evaluated money as a share of the project expenditure that the words name."""
        money = self.told["stage_money"]
        for place, cell in self.told["shares"]:
            amounts = [one for scope, one in money if _project_place(scope) == place]
            amounts = amounts or (self.cells("stage_money") if len(money) == 1 else [])
            if not amounts:
                self.world.ledger.say(cell, "share", UNCHECKED, note="the amount that it is a share of is not stated")
            elif (whole := self._figure(cell, "share", place)) is not None:
                ways = [percent(together(amounts), Operand(whole))]
                if cell.known.value == HUNDRED.value and len(amounts) == 1 and self.world.ledger.verdicts(amounts[0]):
                    # an amount that is wrong itself is reported once
                    ways.append(percent(Operand(whole), Operand(whole)))
                self.world.ledger.state(cell, "share", *ways)
        if self.name == SELF_EVALUATION:
            self._judge_known_spending()

    def _judge_known_spending(self) -> None:
        """What is published of single projects is not more than the money that was evaluated."""
        known: dict[str, Sequence[Cell]] = {}
        for (source, project), tables in self.world.projects.items():
            total = tables.total("actual") if source == REPORT else None
            if rows := [total] if total is not None else tables.numbers("funds.general_public", "actual"):
                known.setdefault(project, rows)
        amounts = [cell for scope, cell in self.told["stage_money"] if scope in ("general_public", "")]
        if len(amounts) == 1 and known:
            parts = together([cell for cells in known.values() for cell in cells])
            self.world.ledger.state(amounts[0], "nesting", Relation(parts, "<=", This()))

    def _figure(self, cell: Cell, kind: str, place: str) -> Fact | None:
        """A number of the forms, else of the prose; the statement is unchecked where it cannot be had."""
        if self.world.forms.is_absent(place.split("/")[0]) and place in self.world.told:
            return self.world.told[place]
        try:
            fact = self.world.forms.fact(place)
            fact.known  # noqa: B018 - raises where the number cannot be used
        except Unbound as error:
            self.world.ledger.say(cell, kind, UNCHECKED, note=str(error))
            return None
        return fact


def _project_place(scope: str) -> str:
    return str(spec("scope_places").get(scope, {}).get("project", ""))
