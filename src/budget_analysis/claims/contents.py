"""The contents page to claims: each form that it announces is there and says something."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from .. import frames, specs, terms
from ..block_lines import page_at
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from ..terms import plain
from ..facts import Forms, Unbound
from ..frames import as_rows
from ..identifiers import Identifiers
from .known_words import table

_ENTRY = (
    r"(?:第?[一二三四五六七八九十]{1,3}[、.]|\(?[一二三四五六七八九十\d]{1,2}[)、.:]"
    r"|表[一二三四五六七八九十\d]{1,2}[:、]?|公开\d\d表)"
)
_PAGE = re.compile(r"[\s.…·\-—(]*(\d{1,3})(?!\d|年|[.,、)])")
_AMOUNT = re.compile(r"-?[\d,]+\.\d\d")
_NOT_READ = ("scan", "attachment", "embedded", "picture", "hidden", "struck")
"""Kinds of problems: something was not read that may hold a form."""
_FEWEST_AMOUNTS = 4
"""An unknown table with as many amounts may be a form under another title."""


def state_contents(
    blocks: pd.DataFrame,
    known: Forms,
    tables: pd.DataFrame,
    problems: pd.DataFrame,
    pages: int = 0,
) -> pd.DataFrame:
    """The frame `claims` of the forms that the contents announce, one row per form.

    A form that is not there, and one without a figure where another place of the account prints
    one, differ. Where pages, files or pictures were not read, or a table under an unknown title may be the form, it
    is `unchecked`; and so is a form that the contents put behind the last page of the file, which is a
    part of an account then. An empty template announces nothing.

    Args:
        blocks, tables, problems: frames of one document.
        known: its forms.
        pages: how many pages the file has; 0 or 1 where it has none to count.
    """
    is_certain = not problems["kind"].isin(_NOT_READ).any() and not _has_unknown_form(tables)
    rows, identifiers = [], Identifiers("f")
    for name, (block, start, end) in _entries(blocks).items():
        state = known.states.get(name)
        if state is None or state == "template":
            continue
        judgement, operands = _judge(name, state, known, is_certain)
        if judgement.verdict == DIFFERS and 1 < pages < _page_told(plain(str(block["text"])), end):
            judgement = Judgement(UNCHECKED, note=f"the contents put it behind page {pages}, the last one of the file")
        quote = str(block["text"])[start:end]
        rows.append(
            {
                "document_id": known.document_id,
                "claim_id": identifiers.give([name, "announced"], "", ""),
                "block": block["block"],
                "section": block["section"],
                "page": page_at(str(block["places"]), start),
                "quote": quote,
                "start": start,
                "end": end,
                "subject": name,
                "kind": "announced",
                "printed": quote,
                "formula": "form with figures, or a word that there are none",
                "operands": json.dumps(operands) if operands else None,
                "verdict": judgement.verdict,
                "note": judgement.note or None,
            }
        )
    return frames.build("claims", rows)


def _judge(
    name: str, state: str, known: Forms, is_certain: bool
) -> tuple[Judgement, list[str]]:
    if state in ("found", "declared_empty"):
        return Judgement(EQUAL), []
    if state == "unread":
        return Judgement(UNCHECKED, note="the title of the form was found, but none of its figures could be read"), []
    if not is_certain:
        note = f"the form is {state}, but pages were not read or a table has an unknown title"
        return Judgement(UNCHECKED, note=note), []
    if state == "missing":
        return Judgement(DIFFERS, note="announced in the contents, but no such form follows"), []
    for ref in table("witnesses").get(name, ()):
        try:
            figure = known.fact(ref)
        except Unbound:
            continue
        if figure.known.value:
            note = f"the form has no figure and no word why; {figure.id} is not zero"
            return Judgement(DIFFERS, note=note), [figure.id]
    return Judgement(UNCHECKED, note="the form has no figure and no word why"), []


def _page_told(text: str, end: int) -> int:
    """The number of the page behind a title of the contents; 0 where none stands there."""
    found = _PAGE.match(text, end)
    return int(found[1]) if found else 0


def _has_unknown_form(tables: pd.DataFrame) -> bool:
    amounts = tables["text"].fillna("").str.fullmatch(_AMOUNT.pattern)
    return bool((amounts.groupby(tables["table"]).sum() >= _FEWEST_AMOUNTS).any())


def _entries(blocks: pd.DataFrame) -> dict[str, tuple[Mapping[Any, Any], int, int]]:
    """Each announced form with the place of its title; the first where it is named twice."""
    found: dict[str, tuple[Mapping[Any, Any], int, int]] = {}
    for block in as_rows(blocks):
        for name, start, end in _titles_in(plain(str(block["text"]))):
            found.setdefault(name, (block, start, end))
    return found


def _titles_in(text: str) -> Iterator[tuple[str, int, int]]:
    pattern, names = _titles()
    for match in pattern.finditer(text):
        yield names[terms.fold(match["title"])], *match.span("title")


@cache
def _titles() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for an entry of the contents, and the form of each folded title."""
    names = {title: form.id for form in specs.forms().values() for title in form.folded_titles}
    longest = sorted(names, key=len, reverse=True)
    quoted = ("".join(f'["“”]?{re.escape(letter)}' for letter in title) for title in longest)
    pattern = rf"{_ENTRY}\s*(?:\d{{4}}年度?)?(?P<title>{'|'.join(quoted)})(?!情况|说明|的|中|[,，为])"
    return re.compile(pattern), names
