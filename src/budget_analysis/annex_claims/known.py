"""What the prose of the annexes is compared with, and what it has stated about each evaluation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .. import terms
from ..facts import Forms
from .days import Period
from .entered import Cell, Ledger
from .grades import Band
from .project_names import Listed
from .tables import Project, Projects


@dataclass
class Facts:
    """What the tables say in words."""

    grades: dict[str, Cell] = field(default_factory=dict)
    """Folded name of a project to the grade in its self-evaluation table."""
    bands: dict[str, tuple[Band, ...]] = field(default_factory=dict)
    """By folded name; under the empty name those that the document prints anywhere."""
    modes: dict[str, str] = field(default_factory=dict)
    """Project of a report to the evaluation that is ticked on it (`department_evaluation`, …)."""
    ticks: list[tuple[str, str, Cell]] = field(default_factory=list)
    """Project, kind of evaluation, the ticked option."""
    periods: dict[str, Period] = field(default_factory=dict)
    reported: dict[str, date] = field(default_factory=dict)
    definitions: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    """Rates by project, each with the two amounts that it is defined by."""


@dataclass(frozen=True)
class World:
    """Forms, tables and lists of the document, and the ledger that the statements go into."""

    ledger: Ledger
    forms: Forms
    projects: Projects
    listed: Listed
    known: tuple[str, ...]
    """All names of projects, of the list and of the tables."""
    facts: Facts
    department: str = ""
    other_reports: frozenset[str] = frozenset()
    """Evaluations (`whole_department`, …) of which the annex has a report."""

    def project(self, source: str, name: str) -> Project:
        """What the tables of an annex print about a project; an empty one where there is none."""
        return self.projects.get((source, name)) or Project()

    def match(self, name: str) -> str:
        """The project that a name in the prose stands for, empty where that is not certain."""
        wanted = terms.fold(name)
        folded = {terms.fold(known): known for known in self.known}
        near = [known for text, known in folded.items() if wanted and wanted in text]
        return folded.get(wanted) or (near[0] if len(near) == 1 else "")


@dataclass(frozen=True)
class Named:
    """A name in a clause: as known (empty where nothing is called so), as printed, its place."""

    known: str
    printed: str
    start: int
    end: int
    is_quoted: bool = False
    """Quotation marks say where it begins and ends."""


@dataclass(frozen=True)
class Names:
    """The projects that one clause names; `is_list` where it is one that names projects."""

    found: tuple[Named, ...] = ()
    is_list: bool = False
    has_others: bool = False
    """等 stands behind the names."""
    cells: dict[str, Cell] = field(default_factory=dict)
    """Of the known names."""

    @property
    def known(self) -> set[str]:
        return {name.known for name in self.found if name.known}

    @property
    def unknown(self) -> list[Named]:
        """Names that no list and no table has."""
        return [name for name in self.found if not name.known]

    @property
    def is_certain(self) -> bool:
        """Without quotation marks it is not certain where an unknown name ends."""
        return all(name.is_quoted for name in self.unknown)

    @property
    def count(self) -> int:
        return len(self.known) + len(self.unknown) if self.is_list else 0


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
