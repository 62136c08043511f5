"""The prose of the annexes as clauses and numerals: what stands before and behind each number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from .. import terms
from ..facts.numbers import POINTS
from ..sentences import Token, Word, tokenize
from ..sentences.tokens import MARKS, number_of
from ..terms import plain
from .entered import Cell, Ledger, Place, parse
from .layout import subject
from .phrases import ending, meanings, phrases, spec

DATE = re.compile(r"(?<!\d)(\d{4})[年.\-/](\d{1,2})[月.\-/](?:(\d{1,2})日?)?")
"""A day, or a month without one."""


@dataclass(frozen=True, eq=False)
class Passage:
    """A run of prose: a part of a block that begins at `offset`, or a text cell of an annex.

    Titles of documents, list numbers and codes are no numbers in it, and neither are those in names of projects.
    """

    section: str
    text: str
    words: Sequence[Word]
    """The names of this document, and what the engine of sentences knows in the annexes only."""
    kind: str
    """The annex that it is read as a part of; empty for the performance section."""
    project: str
    where: Callable[[int, int], Place]
    """The place of some of its characters."""
    offset: int = 0
    measure: str = ""
    """Which text of the annex this is (`deviation_reasons`, …)."""

    @cached_property
    def tokens(self) -> list[Token]:
        return tokenize(self.text, self.section, self.words)

    @property
    def numerals(self) -> list[Numeral]:
        return [numeral for clause in self.clauses for numeral in clause.numerals]

    @property
    def sentences(self) -> list[list[Clause]]:
        return [[*clauses] for _, clauses in groupby(self.clauses, lambda clause: clause.sentence)]

    @cached_property
    def clauses(self) -> list[Clause]:
        """Cut where its tokens are marks of punctuation, but not within a title."""
        flat = plain(self.text)
        hidden = [match.span() for match in re.finditer(spec("units", "no_numbers"), flat)]
        names = [(token.start, token.end) for token in self.tokens if token.is_name]
        found = [*_days_and_words(flat, [*hidden, *names])]
        hidden += [(one.start, one.end) for one in found]
        shown = [token for token in self.tokens if not any(token.start < end and start < token.end for start, end in hidden)]
        found += [_numeral(token, flat) for token in shown if token.is_number or token.kind == "year"]
        found.sort(key=lambda numeral: numeral.start)
        clauses = []
        start = sentence = 0
        ends = [(token.start, token.end, token.kind) for token in shown if token.kind in MARKS and token.kind != "mark"]
        for place, end, kind in [*ends, (len(flat), len(flat), "stop")]:
            if place > start:
                clauses.append(Clause(self, start, place, sentence, [one for one in found if start <= one.start < place]))
            start = end
            sentence += kind == "stop"
        return clauses


@dataclass(eq=False)
class Clause:
    """What stands between two marks of punctuation, with the numbers in it."""

    passage: Passage
    start: int
    end: int
    sentence: int
    numerals: Sequence[Numeral]

    def __post_init__(self) -> None:
        self.printed = self.passage.text[self.start : self.end]
        self.text = terms.fold(self.printed)
        """Folded: no blanks, no quotation marks."""
        ends, begins = [self.start, *(one.end for one in self.numerals)], [*(one.start for one in self.numerals[1:]), self.end]
        for numeral, last, follows in zip(self.numerals, ends, begins, strict=False):
            numeral.clause, numeral.last, numeral.follows = self, last, follows

    @property
    def head(self) -> str:
        """The project of which …项目绩效自评综述 opens what is said; empty where the clause ends otherwise."""
        mark = ending(self.text, phrases("summary_heads"))
        return terms.split_ordinal(self.text.removesuffix(mark))[1] if mark else ""

    def enter(self, ledger: Ledger, start: int, end: int, *path: str) -> Cell:
        """Words (a grade, a name), by their place in the clause, as a cell of the ledger."""
        place = self.passage.where(self.start, self.start + end)
        printed, quote = self.printed[start:end].strip(), self.printed[:end].strip()
        return ledger.add(Cell(self.passage.section, subject(*path), printed, "", quote, place))


@dataclass(eq=False)
class Numeral:
    """A number of the prose.

    Kinds: `money`, `percent`, `score` (分), `count` (any other unit), `bare`, `year`, `date`,
    `word` (a Chinese numeral).
    """

    kind: str
    printed: str
    unit: str
    sign: str
    start: int
    end: int
    clause: Clause = field(init=False)
    last: int = field(init=False)
    follows: int = field(init=False)
    """Given by the clause: where the number before it in this ends, and where the next begins."""
    entered: Cell | None = None
    """What it has become in the ledger."""

    @property
    def read(self) -> Cell | None:
        """Its cell; None where what is printed could not be read as a number."""
        return self.entered if self.entered is not None and self.entered.number is not None else None

    @cached_property
    def before(self) -> str:
        """The folded words back to the number before it."""
        return self._folded(self.last, self.start)

    @cached_property
    def lead(self) -> str:
        """The folded words back to the beginning of the clause."""
        return self._folded(self.clause.start, self.start)

    @cached_property
    def after(self) -> str:
        """The folded words up to the number behind it."""
        return self._folded(self.end, self.follows)

    def _folded(self, start: int, end: int) -> str:
        return terms.fold(self.clause.passage.text[start:end])

    def enter(self, ledger: Ledger, *path: str, unit: str = "") -> Cell:
        """The number as a cell of the ledger, with what it is about."""
        passage, start = self.clause.passage, self.clause.start
        _, _, number = parse(self.printed, self.unit)
        printed, quote, place = f"{self.sign}{self.printed}", passage.text[start : self.end].strip(), passage.where(start, self.end)
        sign = meanings("marks").get(self.sign, "")
        told = Cell(passage.section, subject(*path), printed, unit or self.unit, quote, place, number, sign, is_told=True)
        self.entered = ledger.add(told)
        return self.entered


def _days_and_words(flat: str, taken: Sequence[tuple[int, int]]) -> Iterator[Numeral]:
    """Days, and Chinese numerals that count: they are no tokens."""
    for kind, pattern in (("date", DATE), ("word", spec("units", "in_words"))):
        for match in re.finditer(pattern, flat):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                printed, unit = match.group("number", "unit") if kind == "word" else (match.group(), "")
                yield Numeral(kind, printed, unit, "", *match.span())


def _numeral(token: Token, flat: str) -> Numeral:
    """A number with the sign before it and the whole of its unit: 小时, not 小."""
    if token.kind == "year":
        return Numeral("year", token.text, "年", "", token.start, token.end)
    printed, unit = number_of(token)
    behind = token.end - len(unit)
    if token.kind == "count":
        unit = next(filter(flat[behind:].startswith, phrases("units")), unit)
    kind = token.kind if token.kind in ("money", "percent", "bare") else "score" if unit == POINTS else "count"
    lead = flat[: token.start].rstrip()
    sign = ending(lead, meanings("marks"))
    start = len(lead) - len(sign) if sign else token.start
    return Numeral(kind, printed, unit, sign, start, behind + len(unit))
