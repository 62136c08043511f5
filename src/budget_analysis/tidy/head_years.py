"""The year before a head: 2023年度预算数 | 决算数 are heads as they would be without it.

Of two years beside each other the later one is the account's own: nobody knows the final figures of the next. Those of
the other year become a head that the form does not have, so that its columns are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .. import specs, terms
from ..locate import RawForm
from ..reading import Cell, Grid, Line
from ..specs import FormSpec
from .columns import general_words

_YEAR = r"(?P<year>(?:19|20)\d{2})\s*年(?:\s*度)?"
_YEAR_OF_CELL = r"(?P<year>(?:19|20)\d{2})(?:年度?|(?=[^\d年.,]))"
_ANY_YEAR = re.compile(_YEAR)
_TITLED = re.compile(r"((?:19|20)\d{2})年")
_WORD = re.compile(r"\S+")
_THIS = "本年"
Row = Sequence[str]
"""The texts of a row or line."""


def without_years(raw: RawForm) -> RawForm:
    """The form, in which spaces stand for the year before the head of a measure, and 上年数 for the heads of another year."""
    rows = list(_rows(raw))
    words = _words(raw.spec)
    own = words.own_year(rows, raw.title)
    if own:
        return _changed(raw, lambda text: words.of_cell(text, own), lambda text: words.of_line(text, own))
    with_year = [text for row in rows for text in row if _ANY_YEAR.search(text)]
    if not with_year:  # as in most forms: the words of all heads need not be put together
        return raw
    pattern = _heads(raw.spec)
    found = {match["year"] for text in with_year for match in pattern.finditer(text)}
    if len(found) != 1:
        return raw

    def blank(text: str) -> str:
        return pattern.sub(lambda match: " " * len(match[0]), text)

    return _changed(raw, blank, blank)


@cache
def _heads(spec: FormSpec) -> re.Pattern[str]:
    listed = [r"\s*".join(map(re.escape, word)) for word in sorted(_own_heads(spec) | general_words(), key=len, reverse=True)]
    return re.compile(_YEAR + rf"(?=\s*(?:{'|'.join(listed)})(?:\s|$))")


def _own_heads(spec: FormSpec) -> set[str]:
    return {header for group in spec.every_group for column in group.measures for header in column.headers}


@dataclass(frozen=True)
class _Words:
    """The heads of two years that a form may have beside each other."""

    pattern: re.Pattern[str]
    this: frozenset[str]
    heads: frozenset[str]
    """Those that stay as they are: 本年支出合计."""
    told_this: frozenset[str]
    """Heads of the year that may be words of the form: 本年决算数."""
    own: str
    other: str

    def own_year(self, rows: Sequence[Row], title: str) -> str:
        """The account's year, or 本年, where the heads tell two; empty where they do not."""
        told: set[str] = set()
        for row in rows:
            found = [match for text in row if (match := self._match(text))]
            alone = {match["when"] for match in found if match["when"] == match[0]}
            told |= {self._year(match) for match in found if match["when"] != match[0] or len(alone) > 1}
        years = sorted(one for one in told if one.isdecimal())
        titled = _TITLED.search(terms.fold(title))
        is_this = bool(told & self.this) or self._tell_this(rows)
        has_before = bool(told - self.this - set(years))
        if not years or (is_this and len(years) == 1 and not (titled and titled[1] == years[0])):
            return _THIS if is_this and (years or has_before) else ""
        is_settled = len(years) > 1 or has_before
        return years[-1] if is_settled and (not titled or titled[1] == years[-1]) else ""

    def _tell_this(self, rows: Sequence[Row]) -> bool:
        """True where a head says that its amounts are those of the year."""
        return any(terms.fold(text) in self.told_this for row in rows for text in row)

    def of_cell(self, text: str, own: str) -> str:
        """The head of a cell without its year, or that of another year."""
        match = self._match(text)
        if match is None:
            return text
        year, behind = self._year(match), match["own"] or ""
        is_own = year == own or year in self.this
        # a budget keeps its own head
        return (behind or self.own) if is_own else self.other + behind

    def of_line(self, text: str, own: str) -> str:
        """The same of each word of a line, at its place."""

        def of_word(match: re.Match[str]) -> str:
            changed = self.of_cell(match[0], own)
            return changed.rjust(len(match[0])) if len(changed) <= len(match[0]) else match[0]

        return _WORD.sub(of_word, text)

    def _match(self, text: str) -> re.Match[str] | None:
        folded = terms.fold(text)
        return None if folded in self.heads else self.pattern.fullmatch(folded)

    def _year(self, match: re.Match[str]) -> str:
        return match["year"] or match["when"]


@cache
def _words(spec: FormSpec) -> _Words:
    told = specs.load("surroundings.toml")["years"]
    own = _own_heads(spec)
    heads = own | general_words() | set(spec.header_words)
    behind, after = (
        "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        for words in (map(terms.fold, told["behind"]), heads)
    )
    relative = "|".join(map(re.escape, sorted([*told["this"], *told["before"]], key=len, reverse=True)))
    units = "|".join(re.escape(terms.fold(unit)) for unit in specs.load("surroundings.toml")["units_in_heads"])
    pattern = rf"(?P<when>{_YEAR_OF_CELL}|{relative})(?:{behind})?(?:{units})?(?P<own>{after})?"
    told_this = frozenset(this + word for this in told["this"] for word in told["told_this"])
    other = next((head for head in told["before_heads"] if head in own), told["other"])
    return _Words(re.compile(pattern), frozenset(told["this"]), frozenset(heads), told_this, told["own"], other)


def _rows(raw: RawForm) -> Iterator[Row]:
    for line in raw.lines:
        yield line.text.split()
        yield [line.text]
    for grid in raw.grids:
        texts: dict[int, list[str]] = {}
        for cell in grid.cells:
            texts.setdefault(cell.row, []).append(cell.text)
        yield from texts.values()
        yield from ([line.text] for line in grid.lines)


def _changed(raw: RawForm, of_cell: Callable[[str], str], of_line: Callable[[str], str]) -> RawForm:
    """The form with other texts in its lines and cells."""

    def line(one: Line) -> Line:
        return replace(one, text=of_line(one.text))

    def cell(one: Cell) -> Cell:
        return replace(one, text=of_cell(one.text))

    def grid(one: Grid) -> Grid:
        return replace(
            one,
            cells=tuple(map(cell, one.cells)),
            lines=tuple(map(line, one.lines)),
            other=None if one.other is None else grid(one.other),
        )

    return replace(raw, lines=tuple(map(line, raw.lines)), grids=tuple(map(grid, raw.grids)))
