"""Hiding: the names and numbers of one document, and how they are covered in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from ..reading import Grid, Line
from . import numbers
from .names import is_word, same_length, words

MASK = "＊"
_HIDDEN = "\ue000"
"""Stands for a hidden character while a text is searched: a printed ＊ is no name."""
_SEPARATORS = " \t\n-.·()—–－/:"
_DIGIT = re.compile("[0-9]")
_LONGEST_GAP = 3
_LONGEST_AMOUNT = 10
"""Digits of an amount without decimals; a longer run is none."""
_SHORT = 7
"""A number of fewer digits is hidden only behind its label or alone; elsewhere it is a count."""


@dataclass(frozen=True)
class PersonalData:
    """The names and numbers of one document; its `repr` does not show them.

    `names` are distinctive and hidden everywhere. `words` could also be words of the language
    (高峰, 向阳); they are hidden only where they stand as a name: alone, behind the label or
    before the word they were found with, before a title such as 同志.
    """

    names: frozenset[str] = field(default=frozenset(), repr=False)
    words: frozenset[str] = field(default=frozenset(), repr=False)
    numbers: frozenset[str] = field(default=frozenset(), repr=False)
    in_place: tuple[re.Pattern[str], ...] = field(default=(), repr=False)

    def mask(self, text: str, of_form: bool = False) -> str:
        """The text with each character of a name or number replaced by ＊; blanks stay.

        The length does not change. A name is also found with blanks or line breaks between its
        characters. `of_form`: the text is the body of a form; a run of so few digits that it can be
        an amount is hidden there only behind a label or beside a name.
        """
        if len(text) < 2:
            return text
        plain = same_length(text)
        places = [
            *self._names_in(plain),
            *self._in_place_of(plain),
            *numbers.behind_labels(plain),
            *numbers.alone(plain),
            *self._numbers_in(plain, _LONGEST_AMOUNT if of_form else 0),
        ]
        hidden = _cover(plain, places)
        if _HIDDEN in hidden:
            hidden = _cover(hidden, numbers.beside(hidden, _HIDDEN))
        if _HIDDEN not in hidden:
            return text
        return "".join(
            MASK if cover == _HIDDEN else letter for letter, cover in zip(text, hidden, strict=True)
        )

    def mask_lines(self, lines: Sequence[Line], of_form: bool = False) -> tuple[Line, ...]:
        """The lines masked together, so that a name broken over two of them is found."""
        whole = self.mask("\n".join(line.text.replace("\n", " ") for line in lines), of_form)
        pairs = zip(lines, whole.split("\n"), strict=bool(lines))
        return tuple(replace(line, text=text) for line, text in pairs)

    def mask_grid(self, grid: Grid, of_form: bool = False) -> Grid:
        """The grid with the texts of its cells and lines masked, in either shape."""
        cells = (
            replace(
                cell,
                text=self.mask(cell.text, of_form),
                other=None if cell.other is None else self.mask(cell.other, of_form),
            )
            for cell in grid.cells
        )
        return replace(
            grid,
            cells=tuple(cells),
            lines=self.mask_lines(grid.lines, of_form),
            other=None if grid.other is None else self.mask_grid(grid.other, of_form),
        )

    def mask_frame(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A copy of the frame with every column of strings masked; missing values stay missing."""
        masked = frame.copy()
        names: list[str] = list(frame.select_dtypes(include="string").columns)
        for column in names:
            masked[column] = frame[column].map(self.mask, na_action="ignore").astype("string")
        return masked

    def numbers_beside(self, text: str) -> Iterator[str]:
        """The numbers that stand beside a name in this text."""
        plain = same_length(text)
        hidden = _cover(plain, [*self._names_in(plain), *self._in_place_of(plain)])
        if _HIDDEN in hidden:
            yield from (plain[start:end] for start, end in numbers.beside(hidden, _HIDDEN))

    def _in_place_of(self, text: str) -> Iterator[tuple[int, int]]:
        for form in self.in_place:
            yield from (match.span("hidden") for match in form.finditer(text))

    @cached_property
    def _by_length(self) -> tuple[frozenset[str], tuple[int, ...]]:
        lengths = sorted({len(name) for name in self.names}, reverse=True)
        return frozenset(name[0] for name in self.names), tuple(lengths)

    @cached_property
    def _digits(self) -> tuple[frozenset[str], tuple[int, ...]]:
        digits = {re.sub(r"\D", "", number) for number in self.numbers if not _has_letters(number)}
        long = frozenset(number for number in digits if len(number) >= _SHORT)
        return long, tuple(sorted({len(number) for number in long}, reverse=True))

    def _names_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Places of the distinctive names; the time does not depend on how many there are."""
        firsts, lengths = self._by_length
        if not firsts.intersection(text):
            return
        at = [index for index, letter in enumerate(text) if not letter.isspace()]
        joined = "".join(text[index] for index in at)
        ends = words().like_surname_at_end
        start = 0
        while start < len(joined):
            found = 0
            if joined[start] in firsts:
                shown = (joined[start : start + n] for n in lengths)
                found = next((len(name) for name in shown if name in self.names), 0)
            if found == 2 and joined[max(start - 1, 0) : start + 1] in ends:
                found = 0
            if found:
                yield at[start], at[start + found - 1] + 1
            start += max(found, 1)

    def _numbers_in(self, text: str, longer_than: int) -> Iterator[tuple[int, int]]:
        """Places of the numbers, whatever stands between their digits, not inside another."""
        known, all_lengths = self._digits
        lengths = [length for length in all_lengths if length > longer_than]
        if not lengths:
            return
        run: list[int] = []
        for index in (match.start() for match in _DIGIT.finditer(text)):
            gap = text[run[-1] + 1 : index] if run else ""
            if run and (len(gap) > _LONGEST_GAP or gap.strip(_SEPARATORS)):
                yield from _known_in(text, run, known, lengths)
                run = []
            run.append(index)
        yield from _known_in(text, run, known, lengths)


def _known_in(
    text: str, run: Sequence[int], known: frozenset[str], lengths: Sequence[int]
) -> Iterator[tuple[int, int]]:
    digits = "".join(text[index] for index in run)
    start = 0
    while start < len(run):
        found = 0
        if _begins_number(text, run[start]):
            found = next(
                (
                    n
                    for n in lengths
                    if start + n <= len(run)
                    and digits[start : start + n] in known
                    and _ends_number(text, run[start + n - 1])
                ),
                0,
            )
        if found:
            yield run[start], run[start + found - 1] + 1
        start += max(found, 1)


def _begins_number(text: str, at: int) -> bool:
    return not at or not (text[at - 1].isdecimal() or text[at - 1] in ".,")


def _ends_number(text: str, at: int) -> bool:
    return not re.match(r"\d|[.,]\d|\s*[万亿元%吨]", text[at + 1 : at + 8])


def _has_letters(number: str) -> bool:
    return re.search(r"[A-WYZa-wyz@]", number) is not None


def _cover(text: str, places: Iterable[tuple[int, int]]) -> str:
    letters = list(text)
    for start, end in places:
        for index in range(start, end):
            if not letters[index].isspace():
                letters[index] = _HIDDEN
    return "".join(letters)


def hide(text: str) -> str:
    """The whole text hidden, for a field that holds nothing but personal data.

    A word that names nobody (无, 合计) stays.
    """
    if is_word(text):
        return text
    return "".join(letter if letter.isspace() else MASK for letter in text)
