"""Names against those that are listed: projects of the prose and the tables, items of the glossary."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from .. import codes, terms
from ..claims.results import Result
from ..facts import Fact
from ..facts.forms import ITEM_FORM, ITEM_MEASURE, Forms
from ..facts.item_names import ItemNames, given
from ..frames import text
from ..notes import NAME_OF_FORM, NAME_OF_LIST, NOT_LISTED
from ..relations import tree
from ..sentences import Token, tokenize
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell, Ledger, facts, is_blank
from .layout import Layout, key_of
from .phrases import only_allowed, spec
from .prose import Clause

SAME_NAME = 0.75
"""Two names this alike are one name misprinted; long names differ in a letter or two."""
_TABLES = ("report_items", "funds", "indicators")
_QUOTE = "“”„‟\"「」『』"
_SHORTEST = 4
"""Letters; what is shorter than this is no name of a project."""


# --- projects --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectNames:
    """The names of projects by their folded form, with the rows of the list and the grades in it."""

    known: Mapping[str, str]
    """As printed: first those of the list, then those that only tables have."""
    rows: Mapping[str, Cell]
    grades: Mapping[str, Cell]

    def match(self, name: str) -> str:
        """The project that a name in the prose stands for, empty where that is not certain."""
        wanted = terms.fold(name)
        near = [printed for known, printed in self.known.items() if wanted and wanted in known]
        return self.known.get(wanted) or (near[0] if len(near) == 1 else "")

    def compare(self, name: str) -> Result:
        """Whether a name stands in the list; a name cut short is no other name."""
        wanted = terms.fold(name)
        near = [known for known in self.rows if wanted in known or known in wanted]
        found = [wanted] if wanted in self.rows else near if len(near) == 1 else []
        judgement = Judgement(EQUAL, note="" if found in ([], [wanted]) else f"shortened from {self.known[found[0]]}")
        if not found:
            likeness, known = max((SequenceMatcher(None, wanted, known).ratio(), known) for known in self.rows)
            is_misprint = likeness >= SAME_NAME
            note = NAME_OF_LIST.say(right=self.known[known]) if is_misprint else NOT_LISTED
            judgement = Judgement(DIFFERS if is_misprint else UNCHECKED, note=note)
        return Result(judgement, tree.Named("= name in the project list", None, facts([self.rows[one] for one in found])))

    def state_tables(self, ledger: Ledger, layout: Layout) -> None:
        """The name that each table gives its project."""
        first: dict[tuple[str, str], dict[str, Any]] = {}
        for row in layout.rows(*_TABLES):
            first.setdefault(key_of(row), row)
        for (_, project), row in first.items():
            if project and self.rows:
                cell = ledger.add(layout.cell(row, "project", project, "project"))
                ledger.enter(cell, "item_name", self.compare(project))

    def named_in(self, clause: Clause, department: str) -> Names:
        """The projects that a clause names.

        Known names are found wherever they stand. Where the sentence names projects by its form
        (组织对…1个项目开展了部门评价), what is left there is a name that nothing else has.
        """
        text, flat = clause.printed, plain(clause.printed)
        named = (token for token in clause.passage.tokens if token.is_name and clause.start <= token.start < clause.end)
        known = [_as_printed(self.known[token.text], token, clause) for token in named if token.text in self.known]
        found = (match for pattern in spec("names", "patterns") if (match := re.search(pattern, flat)))
        region = next(found, None)
        if region is None:
            return Names(tuple(known))
        start, high = region.span("names")
        inside = [name for name in known if start <= name.start < high]
        strangers = []
        for end, following in [*((name.start, name.end) for name in inside), (high, high)]:
            strangers.extend(_strangers(text, start, end, department))
            start = following
        return Names((*inside, *strangers), is_list=True, has_others=terms.fold(region["names"]).endswith("等"))


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
    def count(self) -> int:
        return len(self.known) + len(self.unknown) if self.is_list else 0


def read_names(ledger: Ledger, layout: Layout) -> ProjectNames:
    """The names in the list and the tables; the grades of the list are entered in the ledger."""
    known: dict[str, str] = {}
    rows: dict[str, Cell] = {}
    grades: dict[str, Cell] = {}
    for row in layout.rows("projects"):
        printed, name = text(row["project"]), terms.fold(text(row["project"]))
        if not name:
            continue
        cell = ledger.named(layout.cell(row, "grade", printed, "grade", section="project_list", label=printed))
        known.setdefault(name, printed)
        rows.setdefault(name, cell)
        if not is_blank(cell.printed):
            grades[name] = ledger.add(cell)
    for _, project in map(key_of, layout.rows(*_TABLES)):
        known.setdefault(terms.fold(project), project)
    known.pop("", None)
    return ProjectNames(known, rows, grades)


def _as_printed(name: str, token: Token, clause: Clause) -> Named:
    """A known name where it stands; a quotation mark that it begins with belongs to it."""
    start, end = token.start - clause.start, token.end - clause.start
    start -= name.strip()[0] in _QUOTE and clause.printed[start - 1 : start] in (*_QUOTE,)
    return Named(name, clause.printed[start:end], start, end)


def _strangers(text: str, start: int, end: int, department: str) -> list[Named]:
    """What stands between known names and is itself a name, quoted or long enough for one."""
    found = []
    for piece in re.compile(spec("names", "piece")).finditer(text, start, end):
        is_quoted = piece.group()[0] in "“「"
        word = re.sub(r"^\d{4}年度?", "", terms.fold(piece.group())).removesuffix("等")
        is_long = len(word) >= _SHORTEST and not only_allowed(word, [department])
        if word and (is_quoted or is_long):
            found.append(Named("", word, *piece.span(), is_quoted))
    return found


# --- items -----------------------------------------------------------------------------------------


def state_glossary(ledger: Ledger, layout: Layout, forms: Forms) -> None:
    """Items that the glossary explains are named as the form names them.

    A glossary may explain items without expenditure: a name that is like none of the form's is
    not judged.
    """
    if forms.is_absent(ITEM_FORM):
        return
    told: list[tuple[Cell, tuple[str, ...]]] = []
    for row in layout.rows("glossary"):
        term = text(row["term"])
        tokens = tokenize(term, "glossary")
        if len(tokens) == 1 and tokens[0].kind == "item" and tokens[0].names[1]:
            told.append((ledger.add(layout.cell(row, "term", term, section="glossary")), tokens[0].names))
    rows = ItemNames(forms.names[ITEM_FORM].labels)
    rows.settle(names for _, names in told)
    for cell, names in told:
        judgement, code = _judge_item(names, rows)
        places = [f"{ITEM_FORM}/{one}/{ITEM_MEASURE}" for one in codes.chain(code)]
        labels = tuple(Fact(forms.figure_id(place), None) for place in places)
        ledger.enter(cell, "item_name", Result(judgement, tree.Named("= labels of the figures", None, labels)))


def _judge_item(names: tuple[str, ...], rows: ItemNames) -> tuple[Judgement, str]:
    """The judgement, and the row of the form that has these names or is like them in all but one, which no other item has."""
    code = rows.code_of(names)
    off = rows.misnamed(names) if code else []
    if code and not off:
        return Judgement(EQUAL), code
    if code and len(off) == 1:
        (name, label), told = off[0], given(names)
        same_level = (other for one, other in codes.names("function").items() if len(one) == 1 + 2 * len(told))
        is_like = SequenceMatcher(None, codes.fold_name(name), codes.fold_name(label)).ratio() > SAME_NAME
        if is_like and codes.fold_name(told[-1]) not in map(codes.fold_name, same_level):
            return Judgement(DIFFERS, note=NAME_OF_FORM.say(name=name, right=label)), code
    return Judgement(UNCHECKED, note="the form prints no such item"), ""
