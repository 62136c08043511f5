"""The prose of the annexes as clauses and numerals: what stands before and behind each number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from .. import terms
from ..amounts import FEN_PER_UNIT
from ..terms import plain
from .entered import Cell, Place
from ..facts.numbers import POINTS
from .thresholds import Value, read_value
from .phrases import meanings, phrases, spec

_TITLE = re.compile(r"《[^》]*》|[〔\[(【]\d{4}[〕\])】]第?\d+号")
_DATE = re.compile(r"(?<!\d)\d{4}年\d{1,2}月(?:\d{1,2}日)?|(?<!\d)\d{4}\.\d{1,2}\.\d{1,2}")
_YEAR = re.compile(r"(?<!\d)\d{4}(?=年)")
_LIST_NUMBER = re.compile(r"(?:^|(?<=[。;:,]))\s*\d{1,2}[.、](?!\d)|\(\d{1,2}\)[.、]?")
_CODE = re.compile(r"[A-Za-z]+[A-Za-z\d.\-]*\d[A-Za-z\d]*|\d+[A-Za-z][A-Za-z\d]*|\d{3,}-(?=[^\W\d_])")
_STOPS = ",;:。!?()"
_SENTENCE_ENDS = "。!?"


@dataclass(frozen=True)
class Passage:
    """A run of prose: a part of a block (`block`, `offset`), or a text cell of an annex."""

    section: str
    text: str
    page: int | None = None
    block: int | None = None
    offset: int = 0
    opens_block: bool = True
    project: str = ""
    measure: str = ""
    """Which text of the annex this is (`deviation_reasons`, …)."""
    where: Callable[[int, int], Place] | None = None
    """The place of some characters of a text cell."""

    lines: tuple[tuple[int, int], ...] = ()
    """Of each printed line where it begins in the block, and its page."""

    def place(self, start: int, end: int) -> Place:
        """The place of some words; the page is that on which they end."""
        if self.block is None:
            return self.where(start, end) if self.where else Place(self.page)
        start, end = self.offset + start, self.offset + end
        page = self.page
        for begins, number in self.lines:
            if begins < end:
                page = number
        return Place(page, self.block, start, end)


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
    clause_start: int
    before: str
    lead: str
    after: str

    def value(self) -> Value:
        return read_value(f"{self.sign}{self.printed}{self.unit}")


def read_clauses(text: str, names: Sequence[tuple[int, int]] = ()) -> list[Clause]:
    """The clauses of a run of prose.

    Titles of documents, list numbers and codes are no numbers, and neither are the numbers in
    `names`, the places of names of projects; no clause ends within one of these.
    """
    flat = plain(text)
    found = list(_numerals(flat, names))
    inside = [(match.start(), match.end()) for match in _TITLE.finditer(flat)]
    inside += [*names, *((numeral[2], numeral[3]) for numeral in found)]
    clauses = []
    start = sentence = 0
    for index, letter in enumerate(f"{flat}。"):
        if letter not in _STOPS or any(low <= index < high for low, high in inside):
            continue
        if index > start:
            own = [numeral for numeral in found if start <= numeral[2] < index]
            clauses.append(_clause(flat, start, index, sentence, own))
        start = index + 1
        sentence += letter in _SENTENCE_ENDS
    return clauses


def make_cell(passage: Passage, numeral: Numeral, path: str, unit: str = "") -> Cell:
    """A number of the prose as a cell of the ledger."""
    value = read_value(f"{numeral.printed}{numeral.unit}")
    number = value.number
    quote = passage.text[numeral.clause_start : numeral.end].strip()
    return Cell(
        passage.section,
        path,
        f"{numeral.sign}{numeral.printed}",
        unit or numeral.unit,
        quote,
        passage.place(numeral.clause_start, numeral.end),
        number,
        passage=passage,
        end=numeral.end,
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
    return name, text[: end - length], _is_filler(text[end:])


def _is_filler(text: str) -> bool:
    rest = text
    while rest:
        filler = next((word for word in phrases("fillers") if rest.startswith(word)), None)
        if filler is None:
            return False
        rest = rest.removeprefix(filler)
    return True


def only_allowed(text: str, names: Sequence[str]) -> bool:
    """True where a text says nothing that would make a number another one's.

    Names of the project and the department, the words of `allowed`, and years may stand there.
    """
    rest = re.sub(r"\d{4}年度?|^年度?", "", terms.fold(text))
    words = sorted((terms.fold(name) for name in names if name), key=len, reverse=True)
    for word in (*words, *phrases("allowed")):
        rest = rest.replace(word, "")
    return not rest


def _clause(
    flat: str,
    start: int,
    end: int,
    sentence: int,
    own: Sequence[tuple[str, str, int, int, str, str]],
) -> Clause:
    numerals = []
    last = start
    for index, (kind, printed, low, high, sign, unit) in enumerate(own):
        follows = own[index + 1][2] if index + 1 < len(own) else end
        numerals.append(
            Numeral(
                kind, printed, unit, sign, low, high, start,
                terms.fold(flat[last:low]), terms.fold(flat[start:low]),
                terms.fold(flat[high:follows]),
            )
        )  # fmt: skip
        last = high
    return Clause(start, end, terms.fold(flat[start:end]), sentence, tuple(numerals))


def _numerals(
    flat: str, names: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str, int, int, str, str]]:
    """Kind, number, place, sign and unit of each number, in the order of the text."""
    taken = [*names]
    for pattern in (_TITLE, _LIST_NUMBER, _CODE):
        taken.extend(match.span() for match in pattern.finditer(flat))
    found: list[tuple[str, str, int, int, str, str]] = []

    def add(kind: str, match: re.Match[str], number: str, sign: str = "", unit: str = "") -> None:
        low, high = match.span()
        if not any(low < end and start < high for start, end in taken):
            taken.append((low, high))
            found.append((kind, number, low, high, sign, unit))

    for match in _DATE.finditer(flat):
        add("date", match, match.group())
    for match in _YEAR.finditer(flat):
        add("year", match, match.group(), unit="年")
    for match in _number().finditer(flat):
        unit = match["unit"] or ""
        add(_kind(unit), match, match["number"], match["sign"] or "", unit)
    for match in _words().finditer(flat):
        add("word", match, match["number"], unit=match["unit"])
    yield from sorted(found, key=lambda entry: entry[2])


def _kind(unit: str) -> str:
    if unit in FEN_PER_UNIT:
        return "money"
    return {"%": "percent", POINTS: "score", "": "bare"}.get(unit, "count")


@cache
def _number() -> re.Pattern[str]:
    signs = "|".join(re.escape(word) for word, _ in meanings("marks"))
    units = "|".join(spec("units", "patterns"))
    return re.compile(
        rf"(?P<sign>{signs})?\s*(?<![\dA-Za-z.])"
        rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>{units})?"
    )


@cache
def _words() -> re.Pattern[str]:
    """Chinese numerals that count."""
    return re.compile(spec("units", "in_words"))
