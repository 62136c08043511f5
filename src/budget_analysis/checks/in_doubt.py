"""Verdicts that rest on a picture: what is in doubt there is not checked, and accuses nobody.

A statement whose own numbers, or whose operands, stand in lines with a doubtful number is `unchecked`.
A `differs` needs more: no doubtful number in its paragraph before it, and no words of a recognised page,
where an unlike character may be a slip of the recognition. Doubtful cells of forms are no facts at all.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..doubts import InDoubt
from ..frames import as_rows, operand_names, text
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED

_DIGIT = re.compile(r"\d")
_OWN = "it needs a number that a picture, or a page at its edge, does not show for certain"
_BESIDE = "its paragraph or table holds something that a picture, or a page at its edge, does not show for certain"
_WORDS = "it rests on words that were recognised in a picture, where a character may be misread"
_LAYER = "it rests on text that somebody's optical recognition made, for which nothing vouches"
_ANNOUNCED = "announced"

Place = tuple[int, int]
"""A page and the number of a line on it."""


def undecided_claims(claims: pd.DataFrame, blocks: pd.DataFrame, doubt: InDoubt) -> pd.DataFrame:
    """The claims; those that rest on what is in doubt are `unchecked` and have no severity."""
    if not doubt or claims.empty:
        return claims
    lines = {
        int(block): [(int(start), (int(page), int(number))) for start, page, number, *_ in json.loads(places)]
        for block, places in blocks[["block", "places"]].itertuples(index=False, name=None)
    }
    rows: Sequence[Mapping[Any, Any]] = as_rows(claims)
    doubtful = {str(row["claim_id"]) for row in rows if _own_lines(row, lines) & doubt.lines}
    reasons = {
        number: reason
        for number, row in enumerate(rows)
        if row["verdict"] in (EQUAL, ROUNDING, DIFFERS) and (reason := _reason(row, doubtful, lines, doubt))
    }
    return _unchecked(claims, reasons)


def undecided_checks(checks: pd.DataFrame, doubt: InDoubt, is_of_prose: bool = False) -> pd.DataFrame:
    """The checks; what differs and rests on words, or on a text layer, of a picture is `unchecked`."""
    if not doubt or checks.empty:
        return checks
    reasons = {}
    for number, row in enumerate(as_rows(checks)):
        if row["verdict"] != DIFFERS:
            continue
        if doubt.layers:
            reasons[number] = _LAYER
        elif is_of_prose and doubt.lines:
            reasons[number] = _BESIDE
        elif doubt.recognised and row["residual_low"] is None:
            reasons[number] = _WORDS
    return _unchecked(checks, reasons)


def _unchecked(frame: pd.DataFrame, reasons: Mapping[int, str]) -> pd.DataFrame:
    if not reasons:
        return frame
    changed = frame.copy()
    places = list(reasons)
    changed.loc[changed.index[places], "verdict"] = UNCHECKED
    changed.loc[changed.index[places], "note"] = list(reasons.values())
    if "severity" in changed:
        changed.loc[changed.index[places], "severity"] = pd.NA
    return changed


def _reason(
    row: Mapping[Any, Any], doubtful: set[str], lines: Mapping[int, list[tuple[int, Place]]], doubt: InDoubt
) -> str:
    """Why a claim is not decided; empty where it is."""
    if str(row["claim_id"]) in doubtful or any(name in doubtful for name in operand_names(row)):
        return _OWN
    if row["verdict"] != DIFFERS:
        return ""
    page = row["page"]
    if doubt.layers and (page is None or page in doubt.layers):
        return _LAYER
    is_announced = row["kind"] == _ANNOUNCED
    if (doubt.recognised or doubt.layers) and (is_announced or not _DIGIT.search(text(row["printed"]))):
        return _WORDS
    if is_announced:
        return ""
    if row["block"] is None:
        troubled = doubt.pages | {one for one, _ in doubt.lines}
        return _BESIDE if troubled and (page is None or page in troubled) else ""
    before = {place for start, place in lines.get(row["block"], []) if start < row["end"]}
    return _BESIDE if before & doubt.lines else ""


def _own_lines(row: Mapping[Any, Any], lines: Mapping[int, list[tuple[int, Place]]]) -> set[Place]:
    """The lines over which the words of a claim stand."""
    start, end = row["start"], row["end"]
    if row["block"] is None or start is None:
        return set()
    own = lines.get(row["block"], [])
    ends = [*(begin for begin, _ in own[1:]), end]
    return {place for (begin, place), stop in zip(own, ends, strict=False) if begin < end and stop > start}
