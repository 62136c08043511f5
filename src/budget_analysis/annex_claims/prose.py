"""The prose of the annexes as clauses and numerals: what stands before and behind each number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from .. import terms
from ..blocks import page_at
from ..errors import CellError
from ..facts import read_number
from ..facts.numbers import POINTS
from ..sentences import Token, tokenize
from ..sentences.tokens import number_of
from ..terms import plain
from .entered import Cell, Place
from .phrases import meanings, phrases, spec
from .thresholds import Value, read_value

DATE = re.compile(r"(?<!\d)\d{4}[年.\-/]\d{1,2}[月.\-/](?:\d{1,2}日?)?")
_NO_NUMBERS = re.compile(
    r"《[^》]*》|[〔\[(【]\d{4}[〕\])】]第?\d+号|[A-Za-z]+[A-Za-z\d.\-]*\d[A-Za-z\d]*|\d+[A-Za-z][A-Za-z\d]*|\d{3,}-(?=[^\W\d_])"
)
"""Titles of documents, numbers of files, codes."""
_COVER = "某"
_ENDS = ("comma", "semicolon", "colon", "stop", "open", "close")
_KINDS = {"money": "money", "percent": "percent", "points": "count", "bare": "bare", "year": "year"}


@dataclass(frozen=True, eq=False)
class Passage:
    """A run of prose: a part of a block (`block`, `offset`), or a text cell of an annex.

    Each is itself, also beside one with the same words: numbers are known by it.
    """

    section: str
    text: str
    clauses: tuple[Clause, ...] = ()
    page: int | None = None
    block: int | None = None
    offset: int = 0
    opens_block: bool = True
    project: str = ""
    measure: str = ""
    """Which text of the annex this is (`deviation_reasons`, …)."""
    where: Callable[[int, int], Place] | None = None
    """The place of some characters of a text cell."""

    places: str = ""
    """Of the block, as in the frame."""

    def place(self, start: int, end: int) -> Place:
        """The place of some words; the page is that on which they end."""
        if self.block is None:
            return self.where(start, end) if self.where else Place(self.page)
        start, end = self.offset + start, self.offset + end
        return Place(page_at(self.places, end - 1), self.block, start, end)


@dataclass(frozen=True)
class Clause:
    """What stands between two marks of punctuation, with the numbers in it."""

    start: int
    end: int
    text: str
    """Folded: no blanks, no quotation marks."""
    sentence: int
    numerals: tuple[Numeral, ...]


@dataclass(frozen=True)
class Numeral:
    """A number of the prose, the folded words before it in its clause and behind it.

    Kinds: `money`, `percent`, `score` (分), `count` (any other unit), `bare`, `year`, `date`,
    `word` (a Chinese numeral). `before` reaches back to the number before it, `lead` to the
    beginning of the clause.
    """

    kind: str
    printed: str
    unit: str
    sign: str
    start: int
    end: int
    clause_start: int = 0
    before: str = ""
    lead: str = ""
    after: str = ""

    def value(self) -> Value:
        return read_value(f"{self.sign}{self.printed}{self.unit}")


def read_clauses(text: str, section: str, names: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of a run of prose, cut where its tokens are marks of punctuation.

    Titles of documents, list numbers and codes are no numbers, and neither are the numbers in
    `names`, the places of names of projects; no clause ends within one of these.
    """
    flat = plain(text)
    own = list(_days_and_words(flat, names))
    codes = (match.span() for match in _NO_NUMBERS.finditer(flat))
    hidden = chain(names, codes, ((one.start, one.end) for one in own))
    covered = list(flat)
    for start, end in hidden:
        covered[start:end] = _COVER * (end - start)
    tokens = tokenize("".join(covered), section)
    numbers = (token for token in tokens if token.is_number or token.kind == "year")
    found = [*own, *(_numeral(token, flat) for token in numbers)]
    found.sort(key=lambda numeral: numeral.start)
    ends = [(token.start, token.end, token.kind) for token in tokens if token.kind in _ENDS]
    clauses = []
    start = sentence = 0
    for place, end, kind in [*ends, (len(flat), len(flat), "stop")]:
        if place > start:
            inside = [numeral for numeral in found if start <= numeral.start < place]
            clauses.append(_clause(flat, start, place, sentence, inside))
        start = end
        sentence += kind == "stop"
    return clauses


def _days_and_words(flat: str, names: Sequence[tuple[int, int]]) -> Iterator[Numeral]:
    """Days, and Chinese numerals that count: they are no tokens."""
    taken = [*names, *(match.span() for match in _NO_NUMBERS.finditer(flat))]
    for kind, pattern in (("date", DATE), ("word", _words())):
        for match in pattern.finditer(flat):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                printed = match["number"] if kind == "word" else match.group()
                unit = match["unit"] if kind == "word" else ""
                yield Numeral(kind, printed, unit, "", *match.span())


def _numeral(token: Token, flat: str) -> Numeral:
    """A number with the sign before it and the whole of its unit: 小时, not 小."""
    printed, unit = number_of(token) if token.kind != "year" else (token.text, "年")
    start, end = token.start, token.end
    if token.kind == "count":
        rest = flat[end - len(unit) :]
        unit = next((word for word in phrases("units") if rest.startswith(word)), unit)
        end += len(unit) - len(number_of(token)[1])
    kind = _KINDS.get(token.kind, "score" if unit == POINTS else "count")
    lead = flat[:start].rstrip()
    sign = next((word for word, _ in meanings("marks") if lead.endswith(word)), "") if kind != "year" else ""
    return Numeral(kind, printed, unit, sign, len(lead) - len(sign) if sign else start, end)


def _clause(flat: str, start: int, end: int, sentence: int, own: Sequence[Numeral]) -> Clause:
    numerals = []
    last = start
    for index, one in enumerate(own):
        follows = own[index + 1].start if index + 1 < len(own) else end
        around = (flat[last : one.start], flat[start : one.start], flat[one.end : follows])
        before, lead, after = map(terms.fold, around)
        numerals.append(replace(one, clause_start=start, before=before, lead=lead, after=after))
        last = one.end
    return Clause(start, end, terms.fold(flat[start:end]), sentence, tuple(numerals))


def make_cell(passage: Passage, numeral: Numeral, path: str, unit: str = "") -> Cell:
    """A number of the prose as a cell of the ledger."""
    start, end = numeral.clause_start, numeral.end
    try:
        number = read_number(numeral.printed, numeral.unit)
    except CellError:
        number = None
    return Cell(
        passage.section,
        path,
        f"{numeral.sign}{numeral.printed}",
        unit or numeral.unit,
        passage.text[start:end].strip(),
        passage.place(start, end),
        number,
        passage=passage,
        end=end,
    )


def word_cell(
    passage: Passage, start: int, end: int, clause_start: int, path: str, unit: str = ""
) -> Cell:
    """Words of the prose (a grade, a name) as a cell of the ledger."""
    quote = passage.text[clause_start:end].strip()
    place = passage.place(clause_start, end)
    return Cell(passage.section, path, passage.text[start:end].strip(), unit, quote, place)


def phrase_before(text: str, *path: str) -> tuple[str, str, bool] | None:
    """What a number is, by the phrase before it: identifier, text before it, whether it is certain.

    The phrase that ends last counts. It is certain where nothing but a filler (为, 达, 共) stands
    between it and the number.
    """
    found = [
        (text.rindex(phrase) + len(phrase), len(phrase), name)
        for phrase, name in meanings(*path)
        if phrase in text
    ]
    if not found:
        return None
    end, length, name = max(found)
    return name, text[: end - length], not trimmed(text[end:])


def trimmed(text: str) -> str:
    """Words without the fillers at their end."""
    while filler := next((word for word in phrases("fillers") if text.endswith(word)), ""):
        text = text.removesuffix(filler)
    return text


def only_allowed(text: str, names: Sequence[str]) -> bool:
    """True where a text says nothing that would make a number another one's.

    Names of the project and the department, the words of `allowed`, and years may stand there.
    """
    rest = re.sub(r"\d{4}年度?|^年度?", "", terms.fold(text))
    words = sorted((terms.fold(name) for name in names if name), key=len, reverse=True)
    for word in (*words, *phrases("allowed")):
        rest = rest.replace(word, "")
    return not rest


@cache
def _words() -> re.Pattern[str]:
    """Chinese numerals that count."""
    return re.compile(spec("units", "in_words"))
