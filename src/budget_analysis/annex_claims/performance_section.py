"""The performance section: who evaluated how many projects with how much money, and how well."""

from __future__ import annotations

from dataclasses import dataclass, field

from .. import terms
from ..facts.numbers import POINTS
from ..verdicts import EQUAL, UNCHECKED
from .grades import grade_at, grade_behind, grade_in, grade_of
from .told_of_projects import find_nil, state_nil, state_of_project, state_result, state_year
from .entered import Cell
from .project_names import state_name
from .named_projects import find_names
from .prose import Clause, Numeral, Passage, make_cell, only_allowed, phrase_before, word_cell
from .phrases import has_any, last_meaning_in, meaning_in, meanings, phrases
from .known import Named, Names, Stage, World
from .tables import SELF_EVALUATION, subject


@dataclass
class Reader:
    """One pass over the passages; what is said counts until something else is said."""

    world: World
    stages: dict[str, Stage] = field(default_factory=dict)
    stage: str = ""
    scope: str = ""
    project: str = ""
    heading: str = ""
    is_summary: bool = False
    names: Names = field(default_factory=Names)
    """The projects that the clause names."""
    own: dict[str, Cell] = field(default_factory=dict)
    """What the summary itself has stated about its project."""

    def read(self, passage: Passage) -> None:
        sentence = -1
        if passage.opens_block and not self.is_summary:
            self.project, self.own = "", {}
        for index, clause in enumerate(passage.clauses):
            if clause.sentence != sentence:
                sentence, self.scope = clause.sentence, ""
            if index == 0 and passage.opens_block:
                self._open(clause)
            self._read_head(passage, clause)
            self._read_names(passage, clause)
            for numeral in clause.numerals:
                self._read_numeral(passage, clause, numeral)
            self._read_words(passage, clause)
            self.stage = last_meaning_in(clause.text, "stages") or self.stage
            self.scope = last_meaning_in(clause.text, "scopes") or self.scope

    # --- what is spoken of -------------------------------------------------------------------

    def _open(self, clause: Clause) -> None:
        """A numbered heading begins a matter of its own."""
        ordinal, rest = terms.split_ordinal(clause.text)
        if has_any(rest, "summary_heads") or clause.numerals:
            return
        if ordinal and (not self.is_summary or last_meaning_in(rest, "stages")):
            self.heading, self.is_summary, self.project = rest, False, ""

    def _read_head(self, passage: Passage, clause: Clause) -> None:
        """…项目绩效自评综述 opens what is said about one project."""
        mark = next((word for word in phrases("summary_heads") if clause.text.endswith(word)), None)
        if mark is None:
            return
        _, name = terms.split_ordinal(clause.text.removesuffix(mark))
        if not name:
            return
        self.is_summary, self.stage, self.own = True, SELF_EVALUATION, {}
        self.project = self.world.match(name) or name
        if len(self.world.listed) and self.world.listed.compare(name).verdict != EQUAL:
            path = subject(SELF_EVALUATION, name, "project")
            cell = self._word(passage, clause, 0, len(clause.text) - len(mark), path)
            state_name(self.world.ledger, cell, self.world.listed)

    def _read_names(self, passage: Passage, clause: Clause) -> None:
        self.names = find_names(passage, clause, self.world)
        if len(self.names.known) == 1 and not self.is_summary:
            self.project = min(self.names.known)
        if self.names.is_list:
            stage = self._stage(self._stage_in(clause.text))
            for name in self.names.found:
                self._take_name(passage, clause, name, stage)

    def _take_name(self, passage: Passage, clause: Clause, name: Named, stage: Stage) -> None:
        """A name is judged against the list; without a list it only counts.

        Words that are like no name of the list and stand in no quotation marks may be no name.
        """
        is_listed = len(self.world.listed) > 0
        is_like = is_listed and self.world.listed.compare(name.printed).verdict != UNCHECKED
        if name.known or is_like or (is_listed and name.is_quoted):
            path = subject("performance", self._stage_in(clause.text), "project")
            start, end = name.start - clause.start, name.end - clause.start
            cell = self._word(passage, clause, start, end, path)
            if name.known:
                self.names.cells.setdefault(name.known, cell)
                stage.named.setdefault(name.known, cell)
            if is_listed:
                state_name(self.world.ledger, cell, self.world.listed)
            else:
                self.world.ledger.remark(cell, "the document has no list of projects")

    # --- numbers -----------------------------------------------------------------------------

    def _read_numeral(self, passage: Passage, clause: Clause, numeral: Numeral) -> None:
        stage = last_meaning_in(numeral.lead, "stages") or meaning_in(numeral.after, "stages")
        stage = stage or self.stage
        scope = last_meaning_in(numeral.before, "scopes") or meaning_in(numeral.after, "scopes")
        scope = scope or self.scope
        if numeral.kind == "date":
            return
        if numeral.kind == "year":
            if is_own_year(clause):
                path = subject("performance", stage or "section", "period")
                # targets are set for the year to come as well
                state_year(self.world, self._cell(passage, numeral, path), stage == "targets")
        elif not self._read_of_project(passage, clause, numeral):
            self._read_of_stage(passage, numeral, stage, scope)

    def _read_of_project(self, passage: Passage, clause: Clause, numeral: Numeral) -> bool:
        """Budget, spending, rate and score of the project that is spoken of."""
        found = phrase_before(numeral.before, "summary")
        is_mean = phrase_before(numeral.before, "mean_score") is not None
        if found is None or is_mean or (not self.is_summary and phrase_before(numeral.before, "stage_money")):
            return False
        meaning, before, is_certain = found
        if numeral.kind not in _KINDS[meaning]:
            return False
        path = subject(*filter(None, (SELF_EVALUATION, self.project)), meaning)
        cell = self._cell(passage, numeral, path)
        if not is_certain or not only_allowed(before, [self.project, self.world.department]):
            self.world.ledger.remark(cell, "it is not certain that it is the whole project's")
            return True
        state_of_project(self.world, cell, meaning, self.project, self.own)
        self.own[meaning] = cell
        if meaning == "completion" and not self.is_summary:
            self.own = {}
        return True

    def _read_of_stage(self, passage: Passage, numeral: Numeral, name: str, scope: str) -> None:
        stage = self._stage(name)
        base = ("performance", name) if name else ("performance",)
        if numeral.kind in ("count", "word") and numeral.unit in phrases("count_units"):
            self._read_count(passage, numeral, stage, scope, base)
            return
        table, word = _OF_STAGE.get(numeral.kind, ("", "number"))
        found = phrase_before(numeral.before, table) if table else None
        what = found[0] if found is not None and found[2] else ""
        if table == "stage_money":
            word = what or word
        elif found is not None:
            word = {"shares": "share"}.get(table, table)
        unit = POINTS if word == "mean_score" else ""
        cell = self._cell(passage, numeral, subject(*base, word), unit)
        if what and table == "shares":
            stage.shares.append((what, cell))
        elif what and table == "stage_money":
            stage.money.append((scope if what == "money" else what, cell))

    def _read_count(
        self,
        passage: Passage,
        numeral: Numeral,
        stage: Stage,
        scope: str,
        base: tuple[str, ...],
    ) -> None:
        """How many projects, how many of a grade, how many of anything else."""
        found = phrase_before(numeral.before, "counted")
        before = numeral.before if found is None else found[1]
        what = found[0] if found is not None and found[2] else ""
        is_of_projects = what == "projects" or numeral.after.startswith(phrases("counted_after"))
        grade = grade_at(before) if what in ("", "projects") else ""
        grade = grade or (grade_behind(numeral.after) if is_of_projects else "")
        if grade:
            cell = self._cell(passage, numeral, subject(*base, "projects", grade))
            stage.by_grade.append((grade_of(grade), cell))
        elif is_of_projects and what in ("", "projects") and self._is_all(before, scope, stage):
            cell = self._cell(passage, numeral, subject(*base, "projects"))
            stage.projects.append((scope, cell, self.names))
        else:
            cell = self._cell(passage, numeral, subject(*base, what or "number"))
            stage.counted.setdefault(what, []).append(cell)

    def _is_all(self, before: str, scope: str, stage: Stage) -> bool:
        """True for the number of all projects of a budget, which is stated first of all.

        Words that pick out some of them (重点项目3个) make it the number of these.
        """
        if any(known == scope for known, _, _ in stage.projects):
            return False
        for table in ("stages", "scopes"):
            for word, _ in meanings(table):
                before = before.replace(word, "")
        is_naming = self.names.count > 0
        return is_naming or only_allowed(before, [self.world.department, *self.world.known])

    # --- words -------------------------------------------------------------------------------

    def _read_words(self, passage: Passage, clause: Clause) -> None:
        """Statements without a number: that there is none of something, and grades."""
        text = passage.text[clause.start : clause.end]
        nil = find_nil(text, self.heading)
        if nil is not None:
            what, start, end = nil
            cell = self._word(passage, clause, start, end, subject("performance", what))
            state_nil(self.world, cell, what)
            return
        grade = grade_in(text)
        last = clause.numerals[-1] if clause.numerals else None
        if grade is None or (last is not None and last.unit in phrases("count_units")):
            return
        is_self, start, end = grade
        base = (SELF_EVALUATION, self.project) if self.is_summary else ("performance", self.stage)
        cell = self._word(passage, clause, start, end, subject(*base, "grade"))
        state_result(self.world, cell, self.project, is_self)

    # --- cells -------------------------------------------------------------------------------

    def _stage(self, name: str) -> Stage:
        return self.stages.setdefault(name, Stage())

    def _stage_in(self, text: str) -> str:
        return last_meaning_in(text, "stages") or self.stage

    def _cell(self, passage: Passage, numeral: Numeral, path: str, unit: str = "") -> Cell:
        return self.world.ledger.add(make_cell(passage, numeral, path, unit))

    def _word(self, passage: Passage, clause: Clause, start: int, end: int, path: str) -> Cell:
        """Words of a clause, by their place in it."""
        place = (clause.start + start, clause.start + end)
        return self.world.ledger.add(word_cell(passage, *place, clause.start, path))


_OF_STAGE = {
    "percent": ("shares", "rate"),
    "money": ("stage_money", "money"),
    "score": ("mean_score", "number"),
    "bare": ("mean_score", "number"),
}
"""By kind of a number: the phrases that say what it is, and what it is without one."""
_KINDS = {
    "budget": ("money",),
    "adjusted_budget": ("money",),
    "actual": ("money",),
    "completion": ("percent",),
    "score": ("score", "bare"),
}
"""Which kind of number each thing said of a project is."""


def is_own_year(clause: Clause) -> bool:
    """The year of what this account reports, not of a plan or of a comparison."""
    return has_any(clause.text, "own_year", "marks") and not has_any(clause.text, "own_year", "never")
