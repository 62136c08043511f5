"""Fields: a label that asks for a person or a number, and the value behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from .. import specs, terms
from . import numbers
from .names import CLAUSE_END, Found, Kind, bare, judge, loose, same_length, take_names


NAMED = frozenset({"name", "colon", "ending"})
"""The kinds of labels that ask for a name."""


@dataclass(frozen=True)
class Field:
    """A label, or several that are printed as one, and what stands between it and the next."""

    label: str
    kinds: frozenset[str]
    has_colon: bool
    is_glued: bool
    """Label and value are printed without anything between them."""
    value: str
    is_contact: bool
    """The next label is that of a number."""

    @property
    def is_named(self) -> bool:
        return bool(self.kinds & NAMED)


@cache
def signature() -> re.Pattern[str]:
    marks = "|".join(loose(mark) for mark in specs.load("personal.toml")["signature_marks"])
    return re.compile(rf"\s*\(\s*(?:{marks})\s*\)")


@cache
def _labels() -> re.Pattern[str]:
    """One label, or several joined by 及, a stroke, a bracket or nothing."""

    def one_of(*kinds: str) -> str:
        listed = {terms.fold(label) for kind in kinds for label in _of_kind(kind)}
        ordered = sorted(listed, key=lambda label: (-len(label), label))
        return f"(?:{'|'.join(loose(label) for label in ordered)})"

    one = one_of("name", "colon", *numbers.KINDS)
    joint = r"[ \t]*(?:及其?|和|与|、|/|,)?[ \t]*\(?[ \t]*"
    ending = rf"{one_of('ending')}(?=\s*:)"
    return re.compile(
        rf"(?P<labels>{one}(?:{joint}{one})*(?:{ending})?|{ending})(?:[ \t]*\))?"
    )


@cache
def _of_kind(kind: str) -> tuple[str, ...]:
    return tuple(specs.load("personal.toml")[f"{kind}_labels"])


@cache
def _kinds() -> dict[str, str]:
    kinds = (*numbers.KINDS, "ending", "colon", "name")
    return {terms.fold(label): kind for kind in kinds for label in _of_kind(kind)}


@cache
def _single() -> re.Pattern[str]:
    listed = sorted(_kinds(), key=len, reverse=True)
    return re.compile("|".join(re.escape(label) for label in listed))


@lru_cache(maxsize=4096)
def fields_of(text: str) -> tuple[Field, ...]:
    """The fields of a line; without a colon a label must stand at the beginning of a piece."""
    plain = signature().sub(lambda match: " " * len(match.group()), same_length(text))
    starts = []
    for match in _labels().finditer(plain):
        colon = re.compile(r"\s*:").match(plain, match.end())
        before = plain[match.start() - 1 : match.start()]
        if colon or (not re.match(r"\w", before) and _is_label(plain, match)):
            starts.append((match, colon))
    found = []
    for index, (match, colon) in enumerate(starts):
        following = starts[index + 1][0] if index + 1 < len(starts) else None
        end = following.start() if following else len(plain)
        begin = colon.end() if colon else match.end()
        kinds = _kinds_of(match["labels"])
        behind = _kinds_of(following["labels"]) if following else frozenset()
        found.append(
            Field(
                terms.fold(match["labels"]),
                kinds,
                colon is not None,
                colon is None and plain[begin : begin + 1].strip() != "",
                plain[begin:end],
                bool((kinds | behind) & set(numbers.KINDS)),
            )
        )
    return tuple(found)


def _is_label(text: str, match: re.Match[str]) -> bool:
    """False for a word such as 主任 or 审核 that no name follows."""
    kinds = _kinds_of(match["labels"])
    if not kinds <= {"colon", "ending"}:
        return True
    if "colon" not in kinds:
        return False
    value = re.match(r"\s+(\S(?:\s\S\b)*\S*)", text[match.end() : match.end() + 12])
    return value is not None and judge(bare(value[1])) is Kind.NAME


def _kinds_of(labels: str) -> frozenset[str]:
    known = _kinds()
    return frozenset(known[label] for label in _single().findall(terms.fold(labels)))


def parts_of(text: str) -> list[str]:
    """The pieces of a text between blanks and brackets; the end of a clause is a piece."""
    joined = re.sub(r"\s*·\s*", "·", signature().sub(" ", same_length(text)))
    bare_text = CLAUSE_END.sub(r" \g<0> ", joined)
    return [part for part in re.split(r"[\s()\[\]【】]+", bare_text) if part]


def names_in(text: str) -> Iterator[Found]:
    """Names behind the labels of a line."""
    fields = fields_of(text)
    for index, field in enumerate(fields):
        yield from names_of(field, is_last=index + 1 == len(fields))


def names_of(field: Field, is_last: bool = True) -> Iterator[Found]:
    parts = parts_of(field.value)
    if not parts:
        return
    if not field.is_named:
        # 联系电话：王某 13…: the name stands between the label of the number and the number
        if "number" in field.kinds and judge(bare(parts[0])) is Kind.NAME:
            rest = field.value.strip().removeprefix(parts[0]).lstrip(" (,、:")
            if numbers.of_kind("number").match(rest):
                yield Found(bare(parts[0]))
        if "number" in field.kinds and numbers.of_kind("number").match(field.value.strip()):
            yield from (Found(bare(part)) for part in parts[1:2] if judge(bare(part)) is Kind.NAME)
        return
    least = Kind.EITHER if field.kinds & {"name", "colon"} else Kind.NAME
    if "name" not in field.kinds and not field.has_colon and not field.is_contact:
        found = list(take_names(parts, field.label, False, Kind.NAME))
        is_alone = len("".join(parts)) <= max((len(name.text) for name in found), default=0) + 2
        if is_alone and not field.is_glued:
            yield from found
        return
    if field.is_glued:
        least = Kind.NAME
    is_contact = field.is_contact and "name" in field.kinds
    yield from take_names(parts, field.label, is_contact, least)


def numbers_in(text: str) -> Iterator[str]:
    """Numbers behind the labels of a line."""
    for field in fields_of(text):
        for kind in sorted(field.kinds & set(numbers.KINDS)):
            value = re.split(r"[。;]", field.value)[0]
            for match in numbers.of_kind(kind).finditer(value):
                yield from with_local_part(match.group())


def with_local_part(number: str) -> Iterator[str]:
    """A number and, where it has an area code, the number that is left without it."""
    yield number
    local = re.sub(r"^0\d{2,3}[)]?[-—–\s]+", "", number)
    if local != number:
        yield local


@lru_cache(maxsize=1 << 14)
def asked_by(text: str) -> frozenset[str]:
    """What a cell asks for that holds nothing but a label."""
    plain = signature().sub("", same_length(text)).strip().rstrip(":").strip()
    match = _labels().fullmatch(re.sub(r"\s+", " ", plain))
    return _kinds_of(match["labels"]) if match else frozenset()


@cache
def table_words(key: str) -> frozenset[str]:
    return frozenset(terms.fold(word) for word in specs.load("personal.toml")[key])


def is_person_table(heads: Sequence[str]) -> bool:
    """A column of names and at least one of the others that a table of persons has."""
    has_names = not table_words("table_names").isdisjoint(heads)
    return has_names and not table_words("table_others").isdisjoint(heads)


def is_table_word(part: str) -> bool:
    folded = terms.fold(part)
    return folded in table_words("table_names") or folded in table_words("table_others")
