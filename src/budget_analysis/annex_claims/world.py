"""What the prose of the annexes is compared with: of one project, one year, or of nothing being there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from ..amounts import Interval
from ..facts import Fact, Forms, Unbound
from ..facts.numbers import POINTS
from ..relations.tree import NOTHING, Named, Number, Operand, Relation
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .entered import Cell, Ledger
from .names import ProjectNames
from .phrases import Said, only_allowed, spec
from .tables import Project, Projects
from .worded_facts import Facts, grade_of

NO_AMOUNTS = "the amounts that it is a rate of are not printed"


@dataclass(frozen=True)
class World:
    """Forms, tables and lists of the document, and the ledger that the statements go into."""

    ledger: Ledger
    forms: Forms
    projects: Projects
    names: ProjectNames
    facts: Facts
    department: str
    told: Mapping[str, Fact]
    """Amounts that the prose of the account tells of figures."""
    other_reports: frozenset[str]
    """Evaluations (`whole_department`, …) of which the annex has a report."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Names that may stand before a number of the whole: of the department and the projects."""
        return (self.department, *self.names.known.values())

    def is_of_whole(self, cell: Cell, found: Said, project: str) -> bool:
        """True for a number that is the whole project's by the words before it; else it is a datum."""
        is_whole = bool(found.certain) and only_allowed(found.before, [project, self.department])
        if not is_whole:
            self.ledger.remark(cell, "it is not certain that it is the whole project's")
        return is_whole

    def project(self, source: str, name: str) -> Project:
        """What the tables of an annex print about a project; an empty one where there is none."""
        return self.projects.get((source, name)) or Project()

    def state_grade_of(self, cell: Cell, project: str, score: Cell | None, table: Cell | None) -> None:
        """A grade is that of the table, else by the printed bands from the score, else that of the list."""
        bands = self.facts.bands.get(project) or self.facts.bands.get("", ())
        listed = self.names.grades.get(project)
        if table is None and score is not None and bands:
            points = score.known.value
            certain, open_ = ({grade_of(band.grade) for band in bands if band.holds(points) is held} for held in (True, None))
            # an end that two bands claim belongs to the higher one only where the print says so
            grades = certain or open_
            verdict, note = UNCHECKED, "the printed bands do not say whose end this is"
            if not grades:
                note = "no printed band holds these points"
            elif len(grades) == 1:
                verdict, note = EQUAL if grade_of(cell.printed) in grades else DIFFERS, ""
            phrase, reach = "grade of a by the printed bands", Interval(points, points)
            self.ledger.say(cell, "grade", verdict, phrase, [score], note, range=reach, unit=POINTS)
        elif other := table or listed:
            verdict = EQUAL if grade_of(cell.printed) == grade_of(other.printed) else DIFFERS
            self.ledger.say(cell, "grade", verdict, f"= grade of the {'table' if table else 'list'}", [other])
        else:
            self.ledger.remark(cell, "no bands of points are printed, and no other grade")

    def state_year(self, cell: Cell, may_be_next: bool = False) -> None:
        """The year that the account reports on; of a plan it may be the year behind it."""
        year = self.ledger.fiscal_year
        if year is None or cell.number is None:
            self.ledger.say(cell, "period", UNCHECKED, note="the fiscal year of the document is not known")
            return
        is_next = may_be_next and cell.known.value == year + 1
        tree = Named("fiscal year", Number(Fraction(year)))
        self.ledger.state(cell, "period", tree, doubt="it may be that of the plan" if is_next else "")

    def state_nil(self, cell: Cell, what: str) -> None:
        """Nothing is said to be there: no report in the annex; of a budget no money, or nothing of it for projects."""
        if what not in spec("scope_places"):
            is_there = what in self.other_reports or what in self.facts.modes.values()
            verdict, note = (DIFFERS, "the annex has one") if is_there else (EQUAL, "")
            self.ledger.say(cell, "nil", verdict, "no such report in the annex", note=note)
            return
        found: Fact | None = None
        note = "it is not known whether the money was spent on projects"
        for place in spec("scope_places", what).values():
            try:
                is_nothing = (fact := self.forms.fact(place)).may_be_zero
            except Unbound as error:
                note = str(error)
                continue
            found = fact
            if is_nothing:
                break
        if found is None or not (found.may_be_zero or found.id.endswith("/project")):
            self.ledger.say(cell, "nil", UNCHECKED, note=note)
        else:
            self.ledger.state(cell, "nil", Relation(Operand(found), "=", NOTHING), unit="万元")
