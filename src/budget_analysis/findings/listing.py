"""Findings for a reader at a terminal: one or two lines each, and what was judged in one line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from ..claims.coverage import left_over
from ..frames import as_rows, text
from .naming import say, word
from .reviews import CHANGED, GONE, OPEN

_JUDGED = ("equal", "rounding", "differs", "undefined")


def selected(
    findings: pd.DataFrame,
    severities: Sequence[str] = (),
    grounds: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> pd.DataFrame:
    """The findings of these severities, grounds and kinds; of any where none is named."""
    chosen = findings
    for column, wanted in (("severity", severities), ("ground", grounds), ("kind", kinds)):
        if wanted:
            chosen = chosen[chosen[column].isin(wanted)]
    return chosen


def lines_of(finding: Mapping[Any, Any], language: str) -> list[str]:
    """A finding in one line, its cause in a second where one is proved."""
    if text(finding.get("sentence_zh")) == "":
        told = say("gone", language)
    else:
        told = text(finding[f"sentence_{language}"])
    grade = word("severities", text(finding["severity"]), language)
    ground = word("grounds", text(finding["ground"]), language)
    kind = word("kinds", text(finding["kind"]), language)
    joint = "·" if language == "zh" else " · "
    head = joint.join(part for part in (grade, ground, kind, review_of(finding, language)) if part)
    lines = [f"{finding['finding_id']} {word('words', 'open', language)}{head}{word('words', 'close', language)} {told}"]
    if text(finding["cause"]):
        cause = word("causes", text(finding["cause"]), language)
        lines.append("  " + say("caused", language, cause=cause, proof=text(finding["cause_proof"])))
    return lines


def review_of(finding: Mapping[Any, Any], language: str) -> str:
    """What a person said of it; empty where nobody did."""
    said = text(finding.get("review"))
    if not said or said == OPEN:
        return ""
    told = word("reviews", said, language)
    note = text(finding.get("review_note"))
    if note:
        told += say("noted", language, note=note)
    for is_so, name in ((finding.get("is_changed"), CHANGED), (finding.get("is_gone"), GONE)):
        if is_so:
            told += say("noted", language, note=word("reviews", name, language))
    return told


def judged_line(found: Mapping[str, pd.DataFrame], language: str) -> str:
    """How many statements of how many printed numbers were judged, how many are watched, how many not read."""
    statements = sum(int(found[name]["verdict"].isin(_JUDGED).sum()) for name in ("checks", "claims"))
    watch = found["watch"]
    share = 0 if watch.empty else int(100 * watch["is_watched"].sum() / len(watch))
    left = len(left_over(found["coverage"]))
    return say("judged", language, statements=statements, numbers=len(watch), share=share, left=left)


def obligations_line(found: Mapping[str, pd.DataFrame], language: str) -> str:
    """How many identities were judged, how many do not apply, how many lack what they need."""
    asked = found["obligations"]
    is_judged = asked["ran"] > 0
    lacks = ~is_judged & (asked["not_possible"] > 0)
    absent = len(asked) - int(is_judged.sum()) - int(lacks.sum())
    return say("asked", language, count=len(asked), judged=int(is_judged.sum()), absent=absent, lacking=int(lacks.sum()))


def unwatched(watch: pd.DataFrame) -> pd.DataFrame:
    """The printed numbers of which no statement notices a change of a tenth, up and down."""
    return watch[~watch["is_watched"].astype(bool)]


def unwatched_line(found: Mapping[str, pd.DataFrame], language: str) -> str:
    """The unwatched numbers as printed, each with its page."""
    pages = word("words", "page", language)
    told = [
        text(row["printed"]) + (pages.format(page=text(row["page"])) if text(row["page"]) else "")
        for row in as_rows(unwatched(found["watch"]))
    ]
    return say("unwatched", language, numbers=word("words", "and", language).join(told) or "0")


def counted(counts: Mapping[str, int], language: str) -> str:
    """Findings by what a person said of them, in one line."""
    joint = "，" if language == "zh" else ", "
    return joint.join(f"{word('reviews', name, language)} {count}" for name, count in counts.items())


def texts_of(findings: pd.DataFrame, language: str) -> Iterable[str]:
    for row in as_rows(findings):
        yield from lines_of(row, language)
