"""What counts as a person's name, and how a name is told from a word (`specs/personal.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from .. import codes, specs, terms

CLAUSE_END = re.compile(r"[，,。；;]")
DOTS = str.maketrans(dict.fromkeys("・．•‧∙⋅･●᛫", "·"))
"""The middle dots of names of several parts, as printers set them."""
_CHINESE = r"\u3400-\u9fff"
_ONE = re.compile(rf"[{_CHINESE}]")
_PLAIN = re.compile(rf"[{_CHINESE}]{{2,4}}")
_NEVER_IN_NAMES = frozenset("的已未可第主非不是否有无合良优达及另公平双各每本该其")
_DOTTED = re.compile(rf"[{_CHINESE}]{{1,9}}(?:·[{_CHINESE}]{{1,9}})+")


class Kind(IntEnum):
    """What a run of Chinese characters in the place of a name can be."""

    WORD = 0
    """No name: it is never hidden."""
    UNKNOWN = 1
    """It begins with no known surname; a name only where a telephone number follows."""
    EITHER = 2
    """A word of the language and also a name: hidden only where it stands as a name."""
    NAME = 3
    """Distinctive: hidden wherever it stands."""


@dataclass(frozen=True)
class Words:
    """The words of `specs/personal.toml`, folded."""

    surnames: frozenset[str]
    compound_surnames: tuple[str, ...]
    titles: tuple[str, ...]
    either: frozenset[str]
    ordinary: frozenset[str]
    """Words that begin like a name, alone or with an ending behind them."""
    account: frozenset[str]
    """Words of accounts: none is a part of a name."""
    whole: frozenset[str]
    """Words and phrases that are no name as a whole: labels, terms, names of codes."""
    blank: frozenset[str]
    """What stands where no name is given yet."""
    like_surname_at_end: frozenset[str]
    office_endings: tuple[str, ...]
    endings: frozenset[str]
    endings_behind_words: frozenset[str]


@dataclass(frozen=True)
class Found:
    """A name in a person's field: the label before it and the word printed behind it."""

    text: str
    label: str = ""
    behind: str = ""


@cache
def words() -> Words:
    data = {**specs.load("personal.toml"), **specs.load("persons", "words.toml")}

    def listed(key: str) -> frozenset[str]:
        return frozenset(data[key].split())

    labels = [word for key in data if key.endswith("_labels") for word in data[key]]
    tables = [*data["table_names"], *data["table_others"], *data["blank_values"]]
    known = [*terms.table()["zh"], *codes.table("function")["zh"], *codes.table("economic")["zh"]]
    whole = frozenset(terms.fold(word) for word in (*labels, *tables, *data["titles"], *known))
    return Words(
        surnames=frozenset("".join(data["surnames"].split())),
        compound_surnames=tuple(data["compound_surnames"]),
        titles=tuple(sorted(data["titles"], key=len, reverse=True)),
        either=listed("words_and_names"),
        ordinary=listed("ordinary_words"),
        account=listed("account_words"),
        whole=whole,
        blank=frozenset(terms.fold(word) for word in data["blank_values"]),
        like_surname_at_end=listed("words_ending_like_surnames"),
        office_endings=tuple(data["office_endings"]),
        endings=frozenset(data["word_endings"]),
        endings_behind_words=frozenset("".join(data["endings_behind_words"].split())),
    )


def loose(text: str) -> str:
    """A pattern for the text, with or without blanks between its characters."""
    return r"\s*".join(re.escape(letter) for letter in text)


def same_length(text: str) -> str:
    """The text with half-width digits and letters and one kind of middle dot, places unmoved."""
    return terms.plain(text.translate(DOTS))


def is_distinctive(name: str) -> bool:
    """True for a name that can be hidden anywhere without hiding a word of the language."""
    return judge(name) is Kind.NAME


def is_word(text: str) -> bool:
    """True for words that stand in a person's field and name nobody (合计, 无)."""
    folded = terms.fold(text)
    known = words()
    if folded in known.blank:
        return folded == "无"
    if folded in known.whole | known.ordinary | known.account:
        return True
    begins_with_word = folded[:2] in known.ordinary and judge(folded) is Kind.WORD
    return bool(_PLAIN.fullmatch(folded)) and (begins_with_word or _holds_words(folded))


def judge(text: str) -> Kind:
    """What a run of Chinese characters in the place of a name can be.

    A name begins with a surname and holds two or three characters (with a compound surname three
    or four, with a middle dot any number), is no word and does not end like one.
    """
    known = words()
    text = text.translate(DOTS)
    if _DOTTED.fullmatch(text):
        is_list = any(part in known.account or part in known.whole for part in text.split("·"))
        return Kind.WORD if is_list else Kind.NAME
    if not _PLAIN.fullmatch(text) or text in known.whole:
        return Kind.WORD
    if text in known.either:
        return Kind.EITHER
    if text in known.ordinary or _holds_words(text):
        return Kind.WORD
    if text.startswith(known.compound_surnames):
        return Kind.NAME if len(text) > 2 else Kind.EITHER
    head, tail = text[:2], text[-1]
    is_word_like = tail in known.endings or text.endswith(known.office_endings)
    if text[0] not in known.surnames:
        is_word = is_word_like or len(text) > 3 or _NEVER_IN_NAMES.intersection(text)
        return Kind.WORD if is_word else Kind.UNKNOWN
    if len(text) == 2:
        return Kind.EITHER if is_word_like else Kind.NAME
    if is_word_like:
        # 登科 and 学会 are given names too
        is_office = len(text) > 3 or tail not in "科会" or head in known.ordinary | known.either
        return Kind.WORD if is_office else Kind.UNKNOWN
    if head in known.ordinary or head in known.either:
        return Kind.WORD if tail in known.endings_behind_words else Kind.EITHER
    if len(text) == 3:
        return Kind.NAME
    return Kind.EITHER if known.surnames.issuperset(head) else Kind.WORD


def _holds_words(text: str) -> bool:
    """A word of accounts in it; a longer text is words where it ends or begins with one."""
    known = words()
    if len(text) == 4 and text[:2] in known.ordinary:
        return True
    return any(text[at : at + 2] in known.account for at in range(len(text) - 1))


def take_names(
    values: Sequence[str],
    label: str = "",
    is_contact: bool = False,
    at_least: Kind = Kind.EITHER,
) -> Iterator[Found]:
    """The names that stand first among the pieces of a value; further ones must be distinctive.

    `is_contact`: a telephone number or its label follows, so that a run of characters without a
    known surname counts as a name too. `at_least` is what the first one must be.
    """
    index = 0
    is_first = True
    while index < len(values):
        if CLAUSE_END.fullmatch(values[index]):
            if is_first:
                return
            index += 1
            continue
        text, index = _joined(values, index)
        behind = terms.fold(values[index]) if index < len(values) else ""
        is_numbered = is_contact or bool(re.match(r"\+?\d{7}|0\d{2,3}", behind))
        least = Kind.UNKNOWN if is_numbered and at_least < Kind.NAME else at_least
        names = [name for piece in _pieces(text) if (name := bare(piece))]
        wanted = least if is_first else Kind.NAME
        if not names or any(judge(name) < wanted for name in names):
            return
        for name in names:
            yield Found(name, label if is_first else "", behind)
        is_first = False


def bare(text: str) -> str:
    """The name in a value such as 王某科长, 科长王某 or 王某13…; empty where it is no name."""
    text = re.sub(r"[\d+:\-—(].*$|等$", "", terms.fold(text).translate(DOTS).strip("·.、*"))
    for title in words().titles:
        if text.endswith(title) and len(text) > len(title) + 1:
            text = text.removesuffix(title)
            break
    for title in words().titles:
        if text.startswith(title) and len(text) > len(title) + 1:
            text = text.removeprefix(title)
            break
    text = re.sub(rf"(?<=[{_CHINESE}])\.(?=[{_CHINESE}])", "·", text)
    return text if judge(text) is not Kind.WORD else ""


def _pieces(text: str) -> list[str]:
    pieces = [piece for piece in re.split(r"[、/&]", text) if piece]
    if len(pieces) == 1 and not bare(text):
        others = re.split(r"[和与及]", text)
        if all(judge(other) is Kind.NAME for other in others):
            return others
    return pieces


def _joined(values: Sequence[str], index: int) -> tuple[str, int]:
    """A piece, or a name printed in pieces (王 某, 欧 阳 某); the index of the piece after it."""
    text = terms.fold(values[index])
    index += 1
    is_open = len(text) == 1 or text in words().compound_surnames
    if not (is_open and _ONE.match(text)):
        return text, index
    while index < len(values) and len(text) < 4:
        piece = terms.fold(values[index])
        is_rest_of_name = len(piece) == 2 and len(text) <= 2
        if not _ONE.match(piece) or not (len(piece) == 1 or is_rest_of_name):
            break
        if len(text) == 2 and is_rest_of_name and text not in words().compound_surnames:
            break
        text += piece
        index += 1
    return text, index
