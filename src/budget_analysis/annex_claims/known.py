"""What the prose of the annexes is compared with, and what it has stated about each evaluation."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from ..facts import Forms
from .entered import Cell, Ledger
from .names import Names, ProjectNames
from .phrases import Said, only_allowed
from .tables import Project, Projects
from .worded_facts import Facts


@dataclass(frozen=True)
class World:
    """Forms, tables and lists of the document, and the ledger that the statements go into."""

    ledger: Ledger
    forms: Forms
    projects: Projects
    names: ProjectNames
    facts: Facts
    department: str = ""
    other_reports: frozenset[str] = frozenset()
    """Evaluations (`whole_department`, …) of which the annex has a report."""

    @property
    def speakers(self) -> tuple[str, ...]:
        """Names that may stand before a number of the whole: of the department and the projects."""
        return (self.department, *self.names.known.values())

    def is_of_whole(self, cell: Cell, found: Said, project: str) -> bool:
        """True for a number that is the whole project's by the words before it; else it is a datum."""
        is_whole = found.is_certain and only_allowed(found.before, [project, self.department])
        if not is_whole:
            self.ledger.remark(cell, "it is not certain that it is the whole project's")
        return is_whole

    def project(self, source: str, name: str) -> Project:
        """What the tables of an annex print about a project; an empty one where there is none."""
        return self.projects.get((source, name)) or Project()


@dataclass
class Stage:
    """What is stated about one kind of evaluation."""

    told: defaultdict[str, list[tuple[str, Cell]]] = field(default_factory=lambda: defaultdict(list))
    """What a number is, to those told of it, each with what it is of: numbers of projects (`all`) and
    money (`stage_money`) of a budget, projects of a `grade`, `shares` of a place of the forms,
    first-level projects, which hold the others (`projects_level1`), `problems`, `solved`, `open`."""
    names: dict[str, Names] = field(default_factory=dict)
    """By the number of projects (its claim): which they are."""
    named: dict[str, Cell] = field(default_factory=dict)
    """All known projects that are named, each with its name as a cell."""

    def tell(self, what: str, of: str, cell: Cell) -> None:
        self.told[what].append((of, cell))

    def cells(self, what: str) -> list[Cell]:
        return [cell for _, cell in self.told[what]]
