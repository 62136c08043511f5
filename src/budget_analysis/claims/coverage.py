"""What became of each number of the prose: a claim, a number that states nothing, or left over."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from .. import frames, specs
from ..errors import SpecError
from ..frames import as_rows
from ..terms import plain

FIRST_SECTION = "general_summary"
"""What stands before it tells who the department is, and states no number of the account."""

_DIGITS = r"(?:[A-Za-z\d]*[A-Za-z]+\d[A-Za-z\d]*|[A-Za-z\d]*\d[A-Za-z\d]*[A-Za-z][A-Za-z\d]*)"
_NUMBER = r"\d{4}\.\d{1,2}\.\d{1,2}|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"


@dataclass(frozen=True)
class Pattern:
    """Words by which a number is known to state nothing, and the reason that is told."""

    reason: str
    regex: re.Pattern[str]
    sections: tuple[str, ...]
    part: str

    def spans(self, text: str, section: str, is_heading: bool) -> Iterator[tuple[int, int]]:
        """Where in a block the numbers that it explains stand."""
        if self.part and (self.part == "heading") != is_heading:
            return
        if self.sections and section.split(".")[0] not in self.sections:
            return
        group = "n" if "n" in self.regex.groupindex else 0
        for match in self.regex.finditer(text):
            start, end = match.span(group)
            yield (start, end) if end > 0 else match.span()


@cache
def patterns() -> tuple[Pattern, ...]:
    """The patterns of `specs/non_claims.toml`, in the order of the file.

    Raises:
        SpecError: a pattern has no reason, gives no why, or is no regular expression.
    """
    return tuple(_pattern(entry) for entry in specs.load("non_claims.toml")["pattern"])


def _pattern(entry: Mapping[str, Any]) -> Pattern:
    missing = {"reason", "why", "regex"} - set(entry)
    if missing or entry.get("part", "") not in ("", "text", "heading"):
        what = ", ".join(sorted(missing)) or "part"
        raise SpecError(f"non_claims.toml: {what} is missing or wrong in {entry}")
    return Pattern(
        entry["reason"],
        _compiled(entry["regex"]),
        tuple(entry.get("sections", ())),
        entry.get("part", ""),
    )


def _compiled(regex: str) -> re.Pattern[str]:
    try:
        return re.compile(regex)
    except re.error as error:
        raise SpecError(f'non_claims.toml: "{regex}" is no regular expression: {error}') from error


@cache
def _numerals() -> re.Pattern[str]:
    data = specs.load("non_claims.toml")["numerals"]
    return _compiled("|".join([_DIGITS, _NUMBER, data["circled"], *data["chinese"]]))


def coverage(blocks: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """Every numeral of the prose from the general summary on, and what covers it.

    A claim covers the numerals of its own printed number, not whatever else its quote holds.

    Args:
        blocks, claims: the frames of that name; of one document or of several.

    Returns:
        The frame `coverage`, one row per numeral in the order of the text; `covered_by` is a claim
        identifier or the reason why the number states nothing, and <NA> where nothing covers it.
    """
    wanted = _sections()
    by_block: dict[tuple[object, object], list[Mapping[Any, Any]]] = {}
    for claim in as_rows(claims[claims["block"].notna() & claims["start"].notna()]):
        by_block.setdefault((claim["document_id"], claim["block"]), []).append(claim)
    rows = []
    for block in as_rows(blocks):
        section = str(block["section"])
        if section.split(".")[0] not in wanted:
            continue
        text = plain(str(block["text"]))
        told = list(_claimed(text, by_block.get((block["document_id"], block["block"]), ())))
        explained = [
            (start, end, pattern.reason)
            for pattern in patterns()
            for start, end in pattern.spans(text, section, bool(block["heading"]))
        ]
        numerals = list(_numerals().finditer(text))
        covered = _cover([match.span() for match in numerals], [*told, *explained])
        for number, match in enumerate(numerals):
            rows.append(
                {
                    "document_id": block["document_id"],
                    "block": block["block"],
                    "section": section,
                    "page": block["page"],
                    "token": str(block["text"])[match.start() : match.end()],
                    "start": match.start(),
                    "end": match.end(),
                    "covered_by": covered.get(number),
                }
            )
    return frames.build("coverage", rows)


def left_over(covered: pd.DataFrame) -> pd.DataFrame:
    """The rows of a coverage that neither a claim nor a reason covers."""
    return covered[covered["covered_by"].isna()].reset_index(drop=True)


@cache
def _sections() -> frozenset[str]:
    listed = [entry["id"] for entry in specs.load("sections.toml")["section"]]
    return frozenset(listed[listed.index(FIRST_SECTION) :])


def _claimed(
    text: str, claims: Iterable[Mapping[Any, Any]]
) -> Iterator[tuple[int, int, str]]:
    """Where the printed number of each claim stands; the last place within its quote."""
    for claim in claims:
        if pd.isna(claim["printed"]):
            continue
        printed, low, high = plain(str(claim["printed"])), int(claim["start"]), int(claim["end"])
        place = text.rfind(printed, low, high)
        if place >= 0:
            yield place, place + len(printed), str(claim["claim_id"])


def _cover(
    numerals: Sequence[tuple[int, int]], known: Iterable[tuple[int, int, str]]
) -> dict[int, str]:
    """For the numerals, in their order, the first that holds the whole of one: claims before reasons."""
    covered: dict[int, str] = {}
    for low, high, name in known:
        for number in range(bisect_left(numerals, (low, 0)), len(numerals)):
            if numerals[number][1] > high:
                break
            covered.setdefault(number, name)
    return covered
