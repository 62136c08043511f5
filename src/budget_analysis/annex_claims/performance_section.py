"""The performance section: who evaluated how many projects with how much money, and how well."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial

from .. import terms
from ..facts.numbers import POINTS
from ..relations.tree import equals_each
from ..verdicts import EQUAL, UNCHECKED
from .entered import together
from .layout import REPORT, SELF_EVALUATION
from .names import Named, Names
from .phrases import Said, has_any, meaning_in, meanings, only_allowed, phrases, said
from .prose import Clause, Numeral, Passage
from .stages import Stage
from .worded_facts import grade_beside, grade_in, grade_of
from .world import NO_AMOUNTS, World

_OF_STAGE = {
    "percent": ("shares", "share", "rate"),
    "money": ("stage_money", "", "money"),
    "score": ("mean_score", "mean_score", "number"),
    "bare": ("mean_score", "mean_score", "number"),
}
"""By kind of a number: the phrases that say what it is, its name behind any of these, and without one."""


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

    def read(self, passage: Passage) -> None:
        if not passage.offset and passage.clauses:
            self._open(passage.clauses[0])
        for sentence in passage.sentences:
            self.scope = ""
            for clause in sentence:
                self._read_names(clause)
                for numeral in clause.numerals:
                    self._read_numeral(numeral)
                self._read_words(clause)
                self.stage = said(clause.text, "stages").name or self.stage
                self.scope = said(clause.text, "scopes").name or self.scope

    # --- what is spoken of -------------------------------------------------------------------

    def _open(self, clause: Clause) -> None:
        """A block outside a summary speaks of no project yet; a numbered heading begins a matter of its own."""
        if not self.is_summary:
            self.project = ""
        ordinal, rest = terms.split_ordinal(clause.text)
        is_head = ordinal and not clause.numerals and not has_any(rest, "summary_heads")
        if is_head and (not self.is_summary or said(rest, "stages").name):
            self.heading, self.is_summary, self.project = rest, False, ""

    def _read_names(self, clause: Clause) -> None:
        """…项目绩效自评综述 opens what is said about one project; elsewhere the one that a clause names is spoken of."""
        ledger, known = self.world.ledger, self.world.names
        if name := clause.head:
            self.is_summary, self.stage = True, SELF_EVALUATION
            self.project = known.match(name) or name
            if known.rows and known.compare(name).verdict != EQUAL:
                cell = clause.enter(ledger, 0, clause.text.index(name) + len(name), SELF_EVALUATION, name, "project")
                ledger.enter(cell, "item_name", known.compare(cell.printed))
        self.names = known.named_in(clause, self.world.department)
        if len(self.names.known) == 1 and not self.is_summary:
            self.project = min(self.names.known)
        for named in self.names.found if self.names.is_list else ():
            self._take_name(clause, named, said(clause.text, "stages").name or self.stage)

    def _take_name(self, clause: Clause, name: Named, stage: str) -> None:
        """A name is judged against the list; without a list it only counts.

        Words that are like no name of the list and stand in no quotation marks may be no name.
        """
        ledger, names = self.world.ledger, self.world.names
        is_like = names.rows and (name.is_quoted or names.compare(name.printed).verdict != UNCHECKED)
        if not (name.known or is_like):
            return
        cell = clause.enter(ledger, name.start, name.end, "performance", stage, "project")
        if name.known:
            self.names.cells.setdefault(name.known, cell)
            self._stage(stage).named.setdefault(name.known, cell)
        if names.rows:
            ledger.enter(cell, "item_name", names.compare(cell.printed))
        else:
            ledger.remark(cell, "the document has no list of projects")

    # --- numbers -----------------------------------------------------------------------------

    def _read_numeral(self, numeral: Numeral) -> None:
        stage = said(numeral.lead, "stages").name or meaning_in(numeral.after, "stages") or self.stage
        if numeral.kind == "year":
            # of what this account reports, not of a plan or of a comparison
            if has_any(numeral.clause.text, "own_year", "marks") and not has_any(numeral.clause.text, "own_year", "never"):
                # targets are set for the year to come as well
                cell = numeral.enter(self.world.ledger, "performance", stage or "section", "period")
                self.world.state_year(cell, stage == "targets")
        elif numeral.kind != "date" and not self._read_of_project(numeral):
            scope = said(numeral.before, "scopes").name or meaning_in(numeral.after, "scopes") or self.scope
            self._read_of_stage(numeral, stage, scope)

    def _read_of_project(self, numeral: Numeral) -> bool:
        """Budget, spending, rate and score of the project that is spoken of, against its table."""
        found = said(numeral.before, "summary")
        what = found.name
        is_of_stage = said(numeral.before, "mean_score").name or not self.is_summary and said(numeral.before, "stage_money").name
        kinds = {"completion": ("percent",), "score": ("score", "bare")}.get(what, ("money",))
        if not what or is_of_stage or numeral.kind not in kinds:
            return False
        ledger, is_rate = self.world.ledger, what == "completion"
        cell = numeral.enter(ledger, *filter(None, (SELF_EVALUATION, self.project)), what)
        if not self.world.is_of_whole(cell, found, self.project):
            return True
        tables = self.world.project(SELF_EVALUATION, self.project)
        score = tables.score or self.world.project(REPORT, self.project).score
        readings = tables.readings(what) if what != "score" else [[score]] if score else []
        ways = [equals_each([way[0].fact]) if len(way) == 1 else together(way) for way in readings]
        if ways := tables.rates() if is_rate else ways:
            ledger.state(cell, "completion" if is_rate else "amount", *ways)
        elif is_rate:
            ledger.say(cell, "completion", UNCHECKED, note=NO_AMOUNTS)
        else:
            ledger.remark(cell, "no table states it")
        return True

    def _read_of_stage(self, numeral: Numeral, name: str, scope: str) -> None:
        stage, base = self._stage(name), ("performance", *filter(None, [name]))
        if numeral.kind == "count" and numeral.unit in phrases("count_units"):
            self._read_count(numeral, stage, scope, base)
            return
        table, named, word = _OF_STAGE.get(numeral.kind, ("", "", "number"))
        found = said(numeral.before, table) if table else Said()
        if found.name:
            word = named or found.certain or word
        cell = numeral.enter(self.world.ledger, *base, word, unit=POINTS if word == "mean_score" else "")
        if found.certain and table != "mean_score":
            stage.tell(table, scope if found.name == "money" else found.name, cell)

    def _read_count(self, numeral: Numeral, stage: Stage, scope: str, base: tuple[str, ...]) -> None:
        """How many projects, how many of a grade, how many of anything else."""
        found, take = said(numeral.before, "counted"), partial(numeral.enter, self.world.ledger, *base)
        what = found.certain
        is_of_projects = what == "projects" or numeral.after.startswith(phrases("counted_after"))
        before, after = found.before if what in ("", "projects") else "", numeral.after if is_of_projects else ""
        if grade := grade_beside(before, after):
            stage.tell("grade", grade_of(grade), take("projects", grade))
        elif is_of_projects and what in ("", "projects") and self._is_all(found.before, scope, stage):
            stage.counts.append((scope, take("projects"), self.names))
        else:
            stage.tell(what, scope, take(what or "number"))

    def _is_all(self, before: str, scope: str, stage: Stage) -> bool:
        """True for the number of all projects of a budget, which is stated first of all.

        Words that pick out some of them (重点项目3个) make it the number of these.
        """
        is_first = all(known != scope for known, *_ in stage.counts)
        for word in (*meanings("stages"), *meanings("scopes")):
            before = before.replace(word, "")
        return is_first and (self.names.count > 0 or only_allowed(before, self.world.speakers))

    # --- words -------------------------------------------------------------------------------

    def _read_words(self, clause: Clause) -> None:
        """Statements without a number: that there is none of something, and grades."""
        ledger = self.world.ledger
        if nil := _find_nil(clause.printed, self.heading):
            what, start, end = nil
            self.world.state_nil(clause.enter(ledger, start, end, "performance", what), what)
            return
        grade = grade_in(clause.printed)
        if grade is None or clause.numerals and clause.numerals[-1].unit in phrases("count_units"):
            return
        is_self, start, end = grade
        base = (SELF_EVALUATION, self.project) if self.is_summary else ("performance", self.stage)
        # it is that of the self-evaluation table, or that of the report's score
        name, score = terms.fold(self.project), self.world.project(REPORT, self.project).score
        own = self.world.facts.grades.get(name) if is_self or score is None else None
        self.world.state_grade_of(clause.enter(ledger, start, end, *base, "grade"), name, score, own)

    def _stage(self, name: str) -> Stage:
        return self.stages.setdefault(name, Stage(self.world, name))


def _find_nil(text: str, heading: str) -> tuple[str, int, int] | None:
    """What a clause says that there is none of, and where the words stand.

    A bare 无 speaks of what the heading above it names.
    """
    things = meanings("nil_things")
    nothing, thing = ("|".join(map(re.escape, words)) for words in (phrases("nil_words"), things))
    if match := re.search(rf"(?:{nothing})(?P<what>{thing})", terms.plain(text)):
        return things[match["what"]], *match.span()
    named = [name for word, name in things.items() if word in heading]
    return (named[0], 0, len(text)) if named and terms.fold(text) in phrases("nothing") else None
