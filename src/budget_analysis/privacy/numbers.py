"""Numbers and addresses that belong to a person: by their form, or by form and label.

Amounts and codes are digits too. Without a label only an e-mail address and an identity number
with the right check digit are taken; everything else needs a label or a name beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from .. import specs
from .names import loose

_BEFORE = r"(?<![\d.,])"
AFTER = r"(?!\d|[.,]\d|\s*[万亿元%吨人个件户名])"
_COUNTRY = r"(?:\+?[ \t]*\(?86\)?[- \t]?)?"
_DASH = r"[-.·—–－]"
_MOBILE = rf"{_COUNTRY}1\d(?:(?:{_DASH}|[ \t])?\d){{9}}"
"""Behind a label digits may be grouped in any way."""
_MOBILE_ALONE = rf"""{_COUNTRY}1[3-9](?:\d{{9}}|\d(?:{_DASH}?\d){{8}}
    |\d[ \t]\d{{4}}[ \t]\d{{4}}|\d[ \t]\d{{8}}|\d[ \t]\d{{3}}[ \t]\d{{5}}|\d{{2}}[ \t]\d{{3}}[ \t]\d{{4}}
    |\d{{3}}[ \t]\d{{3}}[ \t]\d{{3}}|\d{{5}}[ \t]\d{{4}}|\d{{3}}[ \t]\d{{6}})"""
_MOBILE_ALONE = re.sub(r"\n\s+", "", _MOBILE_ALONE)
"""Elsewhere only as numbers are grouped, since a row of counts has blanks too."""
_EXTENSION = r"(?:[ \t]*(?:[-—–转*#]|分机)[ \t]*\d{1,6}(?!\d))?"
_LOCAL = rf"(?:\d{{7,8}}|\d{{3,4}}[- \t—–]\d{{4}}){_EXTENSION}"
_LOCAL_ALONE = rf"(?:\d{{7,8}}|\d{{3,4}}[-—–]\d{{4}}){_EXTENSION}"
_AREA = rf"0\d{{2,3}}[)]?[-—–－/ \t]{{0,3}}{_LOCAL}"
_SERVICE = r"[48]00[- \t]?\d{3,4}[- \t]?\d{3,4}"
_IDENTITY = r"\d{6}[- \t]?\d{8}[- \t]?\d{3}[\dXx]"
_OTHER_ID = r"[A-Za-z]{1,2}\d{6,9}|\d{15}"
_ACCOUNT = r"\d{8,30}|\d{3,6}(?:[- \t]\d{3,6}){2,6}(?:[- \t]\d{1,3})?"
_ACCOUNT_ALONE = r"\d{12,30}|\d{4}(?:[- \t]\d{4}){2,4}(?:[- \t]\d{1,3})?"
_HANDLE = r"[A-Za-z][-\w]{4,29}|\d{5,12}"
_ADDRESS = (
    r"[A-Za-z0-9_][\w.+-]{0,63}\s?@\s?[\w-]{1,63}(?:\n?\.\n?[A-Za-z0-9-]{1,63}){1,5}"
)
_PHONE = rf"{_MOBILE}|{_AREA}|{_SERVICE}|{_LOCAL}"
DISTINCT = rf"(?:{_IDENTITY}|{_MOBILE_ALONE}|{_AREA}|{_SERVICE})"
_MAIL = re.compile(_ADDRESS, re.ASCII)
_IDENTITY_ALONE = re.compile(rf"(?<![\dA-Za-z.,]){_IDENTITY}(?![\dA-Za-z]|[.,]\d)")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"

KINDS = ("number", "id", "account", "handle", "mail")
_FORMS = {
    "number": rf"{_IDENTITY}|{_PHONE}",
    "id": rf"{_IDENTITY}|{_OTHER_ID}|{_ACCOUNT}",
    "account": _ACCOUNT,
    "handle": rf"{_ADDRESS}|{_MOBILE}|{_HANDLE}",
    "mail": _ADDRESS,
}


@cache
def of_kind(kind: str) -> re.Pattern[str]:
    """What stands behind a label of this kind."""
    alone = rf"(?<![\w.]){_FORMS[kind]}" if kind == "mail" else rf"{_BEFORE}(?:{_FORMS[kind]})"
    return re.compile(alone + AFTER, re.ASCII)


@cache
def labels(kind: str) -> str:
    """A pattern for the labels of one kind of number, the longest first."""
    known = specs.load("personal.toml")[f"{kind}_labels"]
    return "|".join(loose(label) for label in sorted(known, key=len, reverse=True))


def alone(text: str) -> Iterator[tuple[int, int]]:
    """Places of e-mail addresses and of identity numbers with the right check digit."""
    if "@" in text:
        yield from (match.span() for match in _MAIL.finditer(text))
    for match in _IDENTITY_ALONE.finditer(text):
        if is_identity(match.group()):
            yield match.span()


def is_identity(number: str) -> bool:
    """An identity number of 18 places: a date in it, and the check digit of GB 11643."""
    digits = re.sub(r"[-\s]", "", number).upper()
    if not re.fullmatch(r"\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", digits):
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False))
    return _CHECK[weighted % 11] == digits[-1]


@cache
def _labelled(kind: str) -> re.Pattern[str]:
    gap = r"\s*[)）]?\s*[:：]?[\s（(]*"
    if kind == "handle":
        gap = r"\s*[)）]?\s*(?:[:：]|\s)\s*[（(]?"
    return re.compile(rf"(?:{labels(kind)}){gap}(?P<hidden>{_FORMS[kind]}){AFTER}", re.ASCII)


def behind_labels(text: str) -> Iterator[tuple[int, int]]:
    """Places of the numbers directly behind their label."""
    for kind in KINDS:
        yield from (match.span("hidden") for match in _labelled(kind).finditer(text))


@cache
def _beside(mark: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = rf"(?:{DISTINCT}|{_LOCAL_ALONE}|{_ACCOUNT_ALONE})"
    number = rf"{number}(?:\s*[、/,或]\s*{number})*"
    behind = rf"{mark}[\s()（）:：,，、/;；]{{0,4}}(?P<hidden>{number}){AFTER}"
    before = rf"{_BEFORE}(?P<hidden>{DISTINCT})[\s()（）,，、/]{{0,3}}(?={mark})"
    return re.compile(behind, re.ASCII), re.compile(before, re.ASCII)


def beside(text: str, mark: str) -> list[tuple[int, int]]:
    """Places of the numbers beside a hidden name, whose characters are `mark`."""
    return [match.span("hidden") for form in _beside(mark) for match in form.finditer(text)]


def distinct(text: str) -> Iterator[str]:
    """Mobile and identity numbers and numbers with an area code, for a table of persons."""
    pattern = rf"{_BEFORE}(?:{DISTINCT}){AFTER}"
    yield from (match.group() for match in re.finditer(pattern, text, re.ASCII))
