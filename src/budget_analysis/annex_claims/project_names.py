"""Names of projects against the list of projects; names of items in the glossary against the form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

import pandas as pd

from .. import codes, terms
from ..facts import Fact
from ..facts.forms import ITEM_FORM, ITEM_MEASURE, Forms
from ..facts.item_names import ItemNames, given
from ..relations.tree import Named
from ..sentences import tokenize
from ..terms import plain
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .grades import grade_of, state_same_grade
from .entered import Cell, Ledger, Place, is_blank, text_of
from .layout import Layout
from .tables import key_of, subject

_SAME_NAME = 0.75
"""Two names this alike are one name misprinted; long names differ in a letter or two."""
_QUOTE = "“”„‟\"「」『』"


@dataclass(frozen=True)
class Listed:
    """The list of projects: folded name to the printed name, its place in the frame, its grade."""

    names: Mapping[str, str]
    cells: Mapping[str, Cell]
    grades: Mapping[str, Cell]

    def __len__(self) -> int:
        return len(self.cells)

    def compare(self, name: str) -> Judgement:
        """Whether a name stands in the list; a name cut short is no other name."""
        wanted = terms.fold(name)
        if (found := self._find(wanted)) is not None:
            note = "" if found == wanted else f"shortened from {self.names[found]}"
            return Judgement(EQUAL, note=note)
        near = [(SequenceMatcher(None, wanted, known).ratio(), known) for known in self.names]
        likeness, known = max(near, default=(0.0, ""))
        if likeness >= _SAME_NAME:
            return Judgement(DIFFERS, note=f"the list has {self.names[known]}")
        return Judgement(UNCHECKED, note="the list of projects has no such name")

    def cells_of(self, name: str) -> list[Cell]:
        """The place of a name in the list, as an operand."""
        known = self._find(terms.fold(name))
        return [self.cells[known]] if known is not None else []

    def _find(self, wanted: str) -> str | None:
        near = [known for known in self.names if wanted in known or known in wanted]
        return wanted if wanted in self.names else near[0] if len(near) == 1 else None


def read_list(ledger: Ledger, projects: pd.DataFrame, layout: Layout) -> Listed:
    """The rows of the list; the grades are entered in the ledger."""
    names: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    grades: dict[str, Cell] = {}
    for row in projects.to_dict("records"):
        if pd.isna(row["project"]):
            continue
        printed = str(row["project"])
        name = terms.fold(printed)
        path = subject("project_list", printed, "grade")
        grade, place = text_of(row["grade"]), Place()
        if not is_blank(grade):
            place = layout.place(row, "grade")
        cell = ledger.named(Cell("project_list", path, grade, "", f"{printed}{grade}", place))
        names.setdefault(name, printed)
        cells.setdefault(name, cell)
        if not is_blank(grade):
            grades[name] = ledger.add(cell)
    return Listed(names, cells, grades)


def state_table_names(
    ledger: Ledger, frames: Mapping[str, pd.DataFrame], listed: Listed, layout: Layout
) -> None:
    """The name that each table gives its project."""
    if not len(listed):
        return
    done: set[tuple[str, str]] = set()
    for frame in ("report_items", "funds", "indicators"):
        for row in frames[frame].to_dict("records"):
            key = key_of(row)
            source, project = key
            if key in done or not project:
                continue
            done.add(key)
            place = layout.place(row, "project")
            path = subject(source, project, "project")
            cell = ledger.add(Cell(source, path, project, "", project, place))
            state_name(ledger, cell, listed)


def state_name(ledger: Ledger, cell: Cell, listed: Listed) -> None:
    judgement = listed.compare(cell.printed)
    formula = "= name in the project list"
    ledger.say(
        cell, "item_name", judgement.verdict, formula, listed.cells_of(cell.printed), judgement.note
    )


def judge_list_grades(ledger: Ledger, listed: Listed, grades: Mapping[str, Cell]) -> None:
    """A grade in the list against the one in the project's own self-evaluation."""
    for name, cell in listed.grades.items():
        other = grades.get(name)
        if other is None:
            ledger.remark(cell, "its self-evaluation is not published")
            continue
        state_same_grade(ledger, cell, other, "= grade of the table")


def of_grade(listed: Listed, grade: str) -> list[Cell]:
    """The rows of the list with a grade."""
    return [cell for cell in listed.grades.values() if grade_of(cell.printed) == grade]


def find_all(text: str, name: str) -> Iterator[tuple[int, int]]:
    """All places of a name in a text; quotation marks that it begins with belong to it."""
    pattern = _pattern_of(name)
    if pattern is not None:
        for match in pattern.finditer(plain(text)):
            yield match.span()


@lru_cache
def _pattern_of(name: str) -> re.Pattern[str] | None:
    letters = list(terms.fold(name))
    if not letters:
        return None
    gap = rf"[\s{_QUOTE}]*"
    opening = rf"[{_QUOTE}]?" if name.strip()[0] in _QUOTE else ""
    return re.compile(opening + gap.join(re.escape(letter) for letter in letters))


def names_in(text: str, known: Iterable[str]) -> list[tuple[str, int, int]]:
    """The known names in a text in its order; a name inside a longer one is none."""
    taken: list[tuple[str, int, int]] = []
    for name in sorted(known, key=lambda name: -len(terms.fold(name))):
        for start, end in find_all(text, name):
            if not any(start < high and low < end for _, low, high in taken):
                taken.append((name, start, end))
    return sorted(taken, key=lambda found: found[1])


def state_glossary(ledger: Ledger, glossary: pd.DataFrame, forms: Forms, layout: Layout) -> None:
    """Items that the glossary explains are named as the form names them.

    A glossary may explain items without expenditure: a name that is like none of the form's is
    not judged.
    """
    if forms.is_absent(ITEM_FORM):
        return
    told: list[tuple[Cell, tuple[str, ...]]] = []
    for row in glossary.to_dict("records"):
        term = text_of(row["term"])
        tokens = tokenize(term, "glossary")
        if len(tokens) == 1 and tokens[0].kind == "item" and tokens[0].names[1]:
            place = layout.place(row, "term")
            cell = ledger.add(Cell("glossary", subject("glossary", term), term, "", term, place))
            told.append((cell, tokens[0].names))
    rows = ItemNames(forms.names[ITEM_FORM].labels)
    rows.settle(names for _, names in told)
    for cell, names in told:
        judgement, code = _judge_item(names, rows)
        places = [f"{ITEM_FORM}/{code[:length]}/{ITEM_MEASURE}" for length in range(3, len(code) + 1, 2)]
        labels = tuple(Fact(forms.figure_id(place), None) for place in places)
        ledger.enter(cell, "item_name", judgement, Named("= labels of the figures", None, labels))


def _judge_item(names: tuple[str, ...], rows: ItemNames) -> tuple[Judgement, str]:
    """The judgement, and the row of the form that has these names or is like them in all but one."""
    code = rows.code_of(names)
    off = rows.misnamed(names) if code else []
    if code and not off:
        return Judgement(EQUAL), code
    said, label = map(codes.fold_name, off[0] if len(off) == 1 else ("", "-"))
    is_like = SequenceMatcher(None, said, label).ratio() > _SAME_NAME
    if code and is_like and not _is_official(names):
        return Judgement(DIFFERS, note=f"the form has {off[0][1]}"), code
    return Judgement(UNCHECKED, note="the form prints no such item"), ""


def _is_official(names: tuple[str, ...]) -> bool:
    """True for the name of another item of the classification."""
    listed = codes.table("function")
    told = given(names)
    length = 1 + 2 * len(told)
    return any(
        codes.fold_name(name) == codes.fold_name(told[-1])
        for code, name in zip(listed["code"], listed["zh"], strict=True)
        if len(code) == length
    )
