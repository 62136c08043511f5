"""What counts as a person's name, and how distinctive it is (words in `specs/personal.toml`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from .. import specs, terms

CLAUSE_END = re.compile(r"[，,。；;]")
_NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,9}(?:[·•][\u3400-\u9fff]{1,9})+")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Spec:
    """The labels and words of `specs/personal.toml`, folded."""

    name_labels: frozenset[str]
    number_labels: frozenset[str]
    table_names: frozenset[str]
    table_others: frozenset[str]
    titles: tuple[str, ...]
    blank_values: frozenset[str]
    office_endings: tuple[str, ...]
    surnames: frozenset[str]
    compound_surnames: tuple[str, ...]
    ordinary_words: frozenset[str]
    signature: re.Pattern[str]
    label_start: re.Pattern[str]

    @property
    def labels(self) -> frozenset[str]:
        return self.name_labels | self.number_labels


@dataclass(frozen=True)
class Found:
    """A name in a person's field: the label before it and the word printed behind it."""

    text: str
    label: str = ""
    behind: str = ""


@cache
def spec() -> Spec:
    data: dict[str, Any] = specs.load("personal.toml")

    def folded(key: str) -> frozenset[str]:
        return frozenset(terms.fold(word) for word in data[key])

    marks = "|".join(loose(mark) for mark in data["signature_marks"])
    labels = sorted(folded("name_labels") | folded("number_labels"), key=len, reverse=True)
    return Spec(
        name_labels=folded("name_labels"),
        number_labels=folded("number_labels"),
        table_names=folded("table_names"),
        table_others=folded("table_others"),
        titles=tuple(sorted(data["titles"], key=len, reverse=True)),
        blank_values=folded("blank_values"),
        office_endings=tuple(data["office_endings"]),
        surnames=frozenset("".join(data["surnames"].split())),
        compound_surnames=tuple(data["compound_surnames"]),
        ordinary_words=frozenset(data["ordinary_words"].split()),
        signature=re.compile(rf"\s*[（(]\s*(?:{marks})\s*[)）]"),
        label_start=re.compile("|".join(map(re.escape, labels))),
    )


def loose(text: str) -> str:
    """A pattern for the text, with or without blanks between its characters."""
    return r"\s*".join(re.escape(letter) for letter in text)


def is_distinctive(name: str) -> bool:
    """True for a name that can be hidden anywhere without hiding a word of the language.

    It begins with a surname and has two or three characters (with a compound surname three or
    four, with · any number), is no word of the list and does not end like an office.
    """
    words = spec()
    if "·" in name or "•" in name:
        return True
    if name in words.ordinary_words or name.endswith(words.office_endings):
        return False
    if name.startswith(words.compound_surnames):
        return len(name) > 2
    return name[:1] in words.surnames and len(name) <= 3


def take_names(values: Sequence[str], label: str = "") -> Iterator[Found]:
    """The names that stand first among the pieces of a value; further ones must be distinctive."""
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
        names = [name for piece in re.split(r"[、/]", text) if (name := _bare(piece))]
        if not names or not (is_first or all(is_distinctive(name) for name in names)):
            return
        for name in names:
            yield Found(name, label if is_first else "", behind)
        is_first = False


def _joined(values: Sequence[str], index: int) -> tuple[str, int]:
    """A piece, or a name printed in pieces (王 某, 欧 阳 某); the index of the piece after it."""
    text = terms.fold(values[index])
    index += 1
    if not (len(text) == 1 and _CHINESE.match(text)):
        return text, index
    while index < len(values) and len(text) < 4:
        piece = terms.fold(values[index])
        is_rest_of_name = len(piece) == 2 and len(text) == 1
        if not _CHINESE.match(piece) or not (len(piece) == 1 or is_rest_of_name):
            break
        text += piece
        index += 1
    return text, index


def _bare(text: str) -> str:
    """The name in a value such as 王某科长 or 王某13…; empty where the value is no name."""
    words = spec()
    text = re.sub(r"[\d+:\-—].*$", "", terms.fold(text))
    for title in words.titles:
        if text.endswith(title) and len(text) > len(title) + 1:
            text = text.removesuffix(title)
            break
    others = words.blank_values | words.table_others | words.labels
    is_word = text in others or text in words.titles
    return text if _NAME.fullmatch(text) and not is_word else ""
