"""Persons in prose, only where the words around leave exactly a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from .. import specs, terms
from . import numbers
from .names import Found, Kind, judge, same_length, words

_NOT_IN_NAMES = set("等的及和与为是了费品款每共约各其")


@cache
def _name() -> str:
    known = words()
    surname = f"(?:{'|'.join(known.compound_surnames)}|[{''.join(sorted(known.surnames))}])"
    return rf"(?P<name>{surname}[\u3400-\u9fff]{{1,2}}?)"


@cache
def _prose() -> tuple[re.Pattern[str], ...]:
    data = specs.load("personal.toml")
    known = words()
    name = _name()
    titles = "|".join(title for title in known.titles if title not in ("同志", "先生", "女士"))
    whom = "|".join(data["prose_visited_whom"])
    return (
        re.compile(rf"(?:{titles}){name}(?=同志|先生|女士)"),
        re.compile(rf"由(?!于)(?:{titles})?{name}(?=(?:{titles}|同志)?(?:{'|'.join(data['prose_by'])}))"),
        re.compile(
            rf"(?:{'|'.join(data['prose_visited'])})(?:{whom})?(?!金){name}"
            r"(?=[,。;、(]|同志|先生|女士|家属|等(?:\d|[一二三四五六七八九十两])|\d)"
        ),
    )


@cache
def _by_number() -> tuple[re.Pattern[str], ...]:
    name = _name()
    return (
        re.compile(rf"(?<!\w){name}(?=[,、( ][ ]*(?:男|女)\b)"),
        re.compile(rf"(?<!\w){name}(?=[ ]*[(:,]?[ ]*{numbers.DISTINCT}{numbers.AFTER})"),
        re.compile(rf"(?<!\d){numbers.DISTINCT}\({name}(?=\))"),
    )


def names_of_prose(lines: Sequence[str]) -> Iterator[Found]:
    """Distinctive names where the words around leave exactly a name: 局长…同志, 由…牵头, 慰问…,
    and before or behind a mobile or identity number. A name may be broken over two lines."""
    joined = "".join(terms.fold(line) for line in lines)
    printed = "\n".join(same_length(line) for line in lines)
    for text, forms in ((joined, _prose()), (printed, _by_number())):
        for match in (match for form in forms for match in form.finditer(text)):
            if judge(match["name"]) is Kind.NAME and not _NOT_IN_NAMES.intersection(match["name"]):
                yield Found(match["name"])
