"""A sentence as a run of typed tokens, each with its place in the block of prose.

Nothing is decided here. Text that no rule knows stays a token of its own, so that the next step
sees that something was not understood.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .. import codes
from .lexicon import Word, item_form, words
from .statements import Subject

_NUMBER = re.compile(r"(?<![\dA-Za-z])-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|(?<![\dA-Za-z])-?\d+(?:\.\d+)?|\d+(?:\.\d+)?")
_UNIT = re.compile(
    r"亿元|万元|千元|万(?![人平个辆件户亩次吨册台张份余多名项家公千米字只条处座栋株场座])|元|%"
    r"|个百分点|人次|批次|台\(套\)|[^\W\d_]?"
)
"""万 alone is money only where nothing that can be counted follows: 1.2万人, 3万余册."""
_MONEY = ("亿元", "万元", "千元", "万", "元")
_ORDINAL = re.compile(r"\d{1,2}\.(?!\d)|[①-⒇]")
_CIRCLED = re.compile(r"[①-⒇]")
_DATE = re.compile(r"(?:19|20)\d{2}年\d{1,2}月\d{1,2}日")
_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")
_LONGEST = 60
"""Characters of a name of a class, section or item at most, the longest of the classification having
16; without it each place of a paragraph would be asked how a name that begins there ends."""
_NAME = rf"(?:[^,.;:。()%]|\((?!类\)|款\)|项\))[^()]{{1,12}}\)){{1,{_LONGEST}}}?"
"""A name may hold a bracket of its own: 政府办公厅（室）及相关机构事务."""
_ITEM_NAME = re.compile(
    rf"(?P<type>[^,.;:。()、\d%]{{1,{_LONGEST}}}?)\(类\)"
    rf"(?:(?P<section>{_NAME})\(款\))?(?:(?P<item>{_NAME})\(项\))?"
)
_PART_NAME = re.compile(
    rf"(?:(?P<section>{_NAME})\(款\))(?:(?P<item>{_NAME})\(项\))?|(?P<alone>{_NAME})\(项\)"
)
"""Section or item without their class, which has been named before."""
_PUNCTUATION = {",": "comma", ";": "semicolon", ":": "colon", "。": "stop", "、": "comma",
                "(": "open", ")": "close"}
_FOLDED_MARKS = {"，": ",", "；": ";", "：": ":", "（": "(", "）": ")"}


@dataclass(frozen=True)
class Token:
    """A piece of a block: its kind, the folded text, and its place (`start`, `end`)."""

    kind: str
    text: str
    start: int
    end: int
    value: str = ""
    refs: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """Class, section and item named by an `item` token; empty strings where not named."""
    form: str = ""
    """The form by function on which the section's items stand."""

    @property
    def subject(self) -> Subject:
        """What a `subject` or `item` token speaks of."""
        return Subject(self.refs, self.names, self.text, self.form)


def tokenize(text: str, section: str, names: Sequence[Word] = ()) -> list[Token]:
    """Cut a block of prose into tokens.

    Kinds: `money`, `percent`, `points`, `count` and `bare` numbers; `ordinal` (the number of a
    paragraph); `year`; `date`; `item` (names of the functional classification); the kinds of the
    lexicon and of `names`; punctuation; `other`.

    Args:
        names: words of this document, such as the names of its units.
    """
    folded, places = _fold(text)
    lexicon: dict[str, list[Word]] = {}
    for phrase in sorted((*names, *words(section)), key=lambda word: -len(word.text)):
        lexicon.setdefault(phrase.text[0], []).append(phrase)
    form = item_form(section)
    tokens: list[Token] = []
    position = 0
    other = 0
    while position < len(folded):
        found = _token_at(folded, position, lexicon)
        if found is None:
            position += 1
            continue
        kind, length, word, given = found
        if other < position:
            tokens.append(_make("other", folded, other, position, places))
        token = _make(kind, folded, position, position + length, places, word, given)
        tokens.append(replace(token, form=form) if kind == "item" else token)
        position += length
        other = position
    if other < len(folded):
        tokens.append(_make("other", folded, other, len(folded), places))
    return tokens


def with_levels(token: Token, subject: Subject | None) -> Token:
    """An item named without its class (and section), under those of the item before."""
    known = subject.names if subject is not None else ()
    if len(known) < len(token.names):
        return replace(token, names=())
    above = known[:1] if token.names[1] else known[:2]
    return replace(token, names=(*above, *token.names[len(above) :]) if all(above) else ())


def number_of(token: Token) -> tuple[str, str]:
    """The number and the unit of a numeric token, as printed."""
    match = _NUMBER.match(token.text)
    if match is None:
        return token.text, ""
    return match.group(), token.text[match.end() :]


def _token_at(
    folded: str, position: int, lexicon: Mapping[str, Sequence[Word]]
) -> tuple[str, int, Word | None, tuple[str, ...]] | None:
    mark = _PUNCTUATION.get(folded[position])
    if mark:
        return mark, 1, None, ()
    before = folded[position - 1] if position else ""
    ordinal = _ORDINAL.match(folded, position)
    if ordinal and (not before or before in _PUNCTUATION or _CIRCLED.match(ordinal.group())):
        return "ordinal", len(ordinal.group()), None, ()
    date = _DATE.match(folded, position)
    if date:
        return "date", len(date.group()), None, ()
    year = _YEAR.match(folded, position)
    if year:
        return "year", len(year.group()), None, ()
    number = _NUMBER.match(folded, position)
    if number:
        unit = _UNIT.match(folded, number.end())
        name = unit.group() if unit else ""
        length = number.end() - position
        if name in _MONEY:
            return "money", length + len(name), None, ()
        if name == "%":
            return "percent", length + 1, None, ()
        if name == "个百分点":
            return "points", length + len(name), None, ()
        return ("count", length + len(name), None, ()) if name else ("bare", length, None, ())
    known = lexicon.get(folded[position], ())
    word = next((word for word in known if folded.startswith(word.text, position)), None)
    item = _ITEM_NAME.match(folded, position)
    if item and _begins_here(item["type"], word):
        names = (item["type"], item["section"] or "", item["item"] or "")
        return "item", len(item.group()), None, names
    part = _PART_NAME.match(folded, position) if word is None else None
    if part:
        names = ("", part["section"] or "", part["item"] or part["alone"] or "")
        return "item", len(part.group()), None, names
    bare = _class_names().match(folded, position)
    if bare and not (word and word.kind == "subject" and len(word.text) >= len(bare.group())):
        return "item", len(bare.group()), None, (bare["name"], "", "")
    return (word.kind, len(word.text), word, ()) if word else None


@cache
def _class_names() -> re.Pattern[str]:
    """Names of classes that stand without (类), with the number that they are named for."""
    names = "|".join(sorted(map(re.escape, codes.class_by_name()), key=len, reverse=True))
    follows = "".join(
        f"(?:{option})?" for option in (r"\(\d{3}\)", "类", "年初|全年|调整", "决算|预算", "数", "共计?|合计|总额", "为")
    )
    return re.compile(rf"(?P<name>{names})(?:(?:类|方面)?支出)(?=占|{follows}\d)")


def _begins_here(name: str, word: Word | None) -> bool:
    """True when the name of a class begins here: words that lead to it are no part of it.

    主要用于教育支出（类）: the longest known name at the end counts. A name that no list knows (a
    slip of the office) begins where no word of the lexicon stands.
    """
    known = codes.class_by_name()
    starts = [start for start in range(len(name)) if codes.fold_name(name[start:]) in known]
    return starts[0] == 0 if starts else word is None or word.kind == "subject"


def _make(
    kind: str,
    folded: str,
    start: int,
    end: int,
    places: list[int],
    word: Word | None = None,
    names: tuple[str, ...] = (),
) -> Token:
    last = places[end - 1] + 1
    return Token(
        kind,
        folded[start:end],
        places[start],
        last,
        value=word.value if word else "",
        refs=word.refs if word else (),
        names=names,
    )


def _fold(text: str) -> tuple[str, list[int]]:
    """The text much as `terms.fold` sees it, and for each of its characters the place in the text."""
    folded: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        # a circled number is a mark, not a digit of the amount before it
        plain = letter if _CIRCLED.match(letter) else unicodedata.normalize("NFKC", letter)
        for part in plain:
            if part.isspace() or part in "“”„‟\"「」『』‘’'":
                continue
            folded.append(_FOLDED_MARKS.get(part, part))
            places.append(place)
    return "".join(folded), places
