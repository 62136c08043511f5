"""Which of several accounts of one department and year counts: editions, copies, templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from .. import terms
from .departments import SUMMARY, UNIT

CURRENT, SUPERSEDED, COPY, TEMPLATE, AMBIGUOUS = "current", "superseded", "copy", "template", "ambiguous"
ORIGINAL, REVISED = "original", "revised"
_REVISED = re.compile(r"更正(?:版|后|公告|说明)?|修订|订正|重新公开|补充公开|修正版")
_FIRST_BLOCKS = 12
_LONGEST_TITLE = 60
_SHARED = 0.9
"""Two documents have equal content where so many of the numbers of the shorter one stand in both, all equal."""

Content = Mapping[tuple[str, str, str], int]


@dataclass(frozen=True)
class Hints:
    """What the first lines of a document and its file name tell: its level, its edition."""

    level: str | None
    edition: str


def hints_of(found: Mapping[str, pd.DataFrame]) -> Hints:
    """From the frames of one account."""
    blocks = found["blocks"]
    head = [terms.fold(str(text)) for text in blocks["text"].head(_FIRST_BLOCKS).fillna("")]
    titles = [text for text in head if len(text) <= _LONGEST_TITLE]
    told = "".join(titles)
    level = SUMMARY if "部门决算" in told else (UNIT if "单位决算" in told else None)
    file = str(found["documents"]["source_file"].iloc[0])
    marked = any("决算" in text and _REVISED.search(text) for text in titles) or _REVISED.search(file)
    return Hints(level, REVISED if marked else ORIGINAL)


def content_of(figures: pd.DataFrame) -> Content:
    """The numbers of the forms other than zero, by form, row and column."""
    own = figures[(figures["state"] == "value") & figures["role"].notna() & figures["amount_fen"].notna()]
    cells = own[["form", "role", "measure", "amount_fen"]].itertuples(index=False, name=None)
    return {(str(form), str(role), str(measure)): int(fen) for form, role, measure, fen in cells}


def is_equal(one: Content, other: Content) -> bool:
    """True where two documents print the same numbers on their forms, in whatever format."""
    shared = one.keys() & other.keys()
    fewest = min(len(one), len(other))
    return fewest > 0 and len(shared) >= _SHARED * fewest and all(one[key] == other[key] for key in shared)


@dataclass(frozen=True)
class Account:
    """One document of a department and year."""

    document_id: str
    edition: str
    published: str
    content: Content


def rank(accounts: Sequence[Account]) -> dict[str, tuple[str, str | None]]:
    """What each of several accounts of one department and year is, and which other one it yields to.

    A document with the content of another one is its copy. Of those that differ, the revised one
    counts, or that which a `source.toml` dates last; where neither tells, all are ambiguous.
    """
    found: dict[str, tuple[str, str | None]] = {}
    different: list[Account] = []
    for one in sorted(accounts, key=lambda one: (-len(one.content), one.document_id)):
        same = next((other for other in different if is_equal(one.content, other.content)), None)
        if same is None:
            different.append(one)
        else:
            found[one.document_id] = (COPY, same.document_id)
    if len(different) == 1:
        return {**found, different[0].document_id: (CURRENT, None)}
    last = _last(different)
    for one in different:
        if last is None:
            found[one.document_id] = (AMBIGUOUS, None)
        elif one is last:
            found[one.document_id] = (CURRENT, None)
        else:
            found[one.document_id] = (SUPERSEDED, last.document_id)
    return found


def _last(accounts: Sequence[Account]) -> Account | None:
    revised = [one for one in accounts if one.edition == REVISED]
    if len(revised) == 1:
        return revised[0]
    among = revised or list(accounts)
    if not all(one.published for one in among):
        return None
    latest = max(one.published for one in among)
    dated = [one for one in among if one.published == latest]
    return dated[0] if len(dated) == 1 else None
