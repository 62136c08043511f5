"""What the command line says about documents and files: for people, and for machines."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from . import findings
from .corpus import READ, Result
from .document import printable
from .frames import as_rows
from .inventory import ARCHIVE, ATTACHMENT, DUPLICATE, FAILED, HIDDEN, JOINED, RECORD, UNKNOWN
from .errors import LimitError
from .shelf import Held, Shelved
from .terms import LANGUAGES
from .unread import unread_lines
from .verdicts import DIFFERS
from .views.overview import VERDICTS
from .workers import Limits, Worker, in_order, told_defect, worth

Item = TypeVar("Item")
_FORM_STATES = ("found", "declared_empty", "emptied", "unread", "missing", "template")
_CELL_STATES = ("value", "zero", "blank", "declared_empty", "doubtful", "unreadable", "count")
SILENCE = 30.0
"""Seconds after which a run without a terminal says how far it is."""
_COUNTED = ("figures", "checks", "claims")
_BECAME = {
    READ: "read",
    FAILED: "failed",
    UNKNOWN: "unknown",
    DUPLICATE: "duplicate",
    ATTACHMENT: "attached",
    JOINED: "joined",
    RECORD: "record",
    HIDDEN: "hidden",
    ARCHIVE: "archives",
}
_TOGETHER = 10
"""Documents that another process sums up at a time."""
_NAMED = (UNKNOWN, DUPLICATE, ATTACHMENT, JOINED)
"""Files that are named on the terminal; failures are named as errors, the rest is counted."""


def progress(items: Iterable[Item], total: int, unit: str) -> Iterable[Item]:
    """The items, with a bar on a terminal; elsewhere what takes long says now and then how far it is."""
    if sys.stderr.isatty():
        from tqdm import tqdm

        shown: Iterable[Item] = tqdm(items, total=total, unit=unit, leave=False)
        return shown
    return _told(items, total, unit)


def _told(items: Iterable[Item], total: int, unit: str) -> Iterator[Item]:
    told = time.monotonic()
    for done, item in enumerate(items, 1):
        yield item
        if done < total and time.monotonic() - told > SILENCE:
            told = time.monotonic()
            print(f"{done} of {total} {unit}s", file=sys.stderr, flush=True)


def summarize(result: Result) -> dict[str, Any]:
    """One document in numbers, and each statement that differs; ready for JSON.

    A document that could not be read has `error` and nothing else of substance; so has one whose
    frames were made and cannot be summed up, a defect of ours.
    """
    try:
        return _summarized(result)
    except Exception as error:  # one document of many must not take the words of the others
        return {"file": _name(result), "differs": [], "error": told_defect(error), "is_defect": True}


def summarize_all(results: Sequence[Result], jobs: int = 1) -> Iterator[dict[str, Any]]:
    """What `summarize` gives of each document, in their order, by up to `jobs` processes where they are many and kept on disk."""
    is_kept = all(isinstance(one.frames, Shelved | None) for one in results)
    count = worth(jobs, len(results) if is_kept else 0)
    if count == 1:
        yield from map(summarize, results)
        return
    parts = [results[first : first + _TOGETHER] for first in range(0, len(results), _TOGETHER)]
    hands = [Worker(summarize_some, Limits(seconds=0, memory=0)) for _ in range(count)]
    for told in in_order(_summaries_by, parts, hands):
        yield from told


def _summaries_by(hand: Worker, results: Sequence[Result]) -> list[dict[str, Any]]:
    try:
        told: list[dict[str, Any]] = hand.read(results)
    except LimitError:  # somebody ended the process
        return summarize_some(results)
    return told


def summarize_some(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The work of another process."""
    return [summarize(one) for one in results]


def _summarized(result: Result) -> dict[str, Any]:
    summary: dict[str, Any] = {"file": _name(result), "differs": []}
    if result.frames is None:
        return summary | {"error": result.failure.message if result.failure else "not read"}
    found = Held(result.frames)
    document = as_rows(found["documents"])[0]
    summary |= {
        name: document[name]
        for name in ("document_id", "department", "fiscal_year", "layout", "unit", "pages")
    }
    summary["is_template"] = result.is_template
    summary["forms"] = _count(found["forms"]["state"], _FORM_STATES)
    summary["figures"] = _count(found["figures"]["state"], _CELL_STATES)
    summary["annexes"] = {
        name: len(found[name])
        for name in ("units", "projects", "funds", "indicators", "report_items", "glossary")
    }
    summary["problems"] = as_rows(found["problems"][["page", "place", "kind", "message"]])
    if "checks" in found:
        summary["checks"] = _count(found["checks"]["verdict"], VERDICTS)
        summary["claims"] = _count(found["claims"]["verdict"], VERDICTS)
        summary["claims"]["recorded"] = int(found["claims"]["verdict"].isna().sum())
        summary["notices"] = len(found["notices"])
        summary["differs"] = _differing(found)
        summary["findings"] = [_with_lists(one) for one in as_rows(found["findings"])]
        summary["unread"] = {language: unread_lines(found, language) for language in LANGUAGES}
        summary["judged"] = {language: findings.judged_line(found, language) for language in LANGUAGES}
        summary["obligations"] = {language: findings.obligations_line(found, language) for language in LANGUAGES}
    return summary


def counts_of(summary: Mapping[str, Any]) -> dict[str, Any]:
    """What `account_for` and the exit status need of a summary: its counts, and whether anything differs."""
    kept = {name: summary[name] for name in ("file", "is_template", "error", "is_defect", *_COUNTED) if name in summary}
    return {**kept, "differs": bool(summary["differs"])}


def as_text(summary: Mapping[str, Any], language: str | None = None, is_told_elsewhere: bool = False) -> str:
    """A summary for the terminal: what is found comes first, then counts, then what differs.

    Args:
        language: of the findings, `zh` or `en`; they are left out where None.
        is_told_elsewhere: problems and what differs are counted only, as for a report, which has pages for them.
    """
    if "error" in summary:
        return f"{summary['file']}: {summary['error'] if 'is_defect' in summary else 'not read'}"
    lines = [
        f"{summary['document_id']}: {summary['department']}, {summary['fiscal_year']}",
        *_found(summary, language),
        f"  forms    {_listed(summary['forms'])} ({summary['layout']})",
        f"  figures  {_listed(summary['figures'])}",
        f"  annexes  {_listed(summary['annexes'])}",
    ]
    if summary["is_template"]:
        lines.append("  template an empty template: no form holds a number; it enters no sum")
    if "checks" in summary:
        lines += [
            f"  checks   {_listed(summary['checks'])}",
            f"  claims   {_listed(summary['claims'])}",
            f"  notices  {summary['notices']}",
        ]
    if is_told_elsewhere:
        counted = {name: len(summary[name]) for name in ("problems", "differs") if summary[name]}
        return "\n".join([*lines, *(f"  {name:8} {count}" for name, count in counted.items())])
    for problem in summary["problems"]:
        page = f"p.{problem['page']} " if problem["page"] else ""
        lines.append(f"  problem  {page}{problem['place']}: {problem['message']}")
    for one in summary["differs"]:
        page = f"p.{one['page']}" if one["page"] else ""
        where = one["place"] or page
        lines.append(f"  differs  {where + ' ' if where else ''}{one['what']}: {one['said']}; {one['computed']}")
    return "\n".join(lines)


def _with_lists(finding: Mapping[str, Any]) -> dict[str, Any]:
    lists = {name: json.loads(finding[name]) for name in ("places", "statements", "alternatives")}
    return {**finding, **lists}


def _found(summary: Mapping[str, Any], language: str | None) -> list[str]:
    """One or two lines for each finding, then what was judged."""
    if language is None or "findings" not in summary:
        return []
    lines = [f"  {line}" for one in summary["findings"] for line in findings.lines_of(one, language)]
    if not lines:
        lines = [f"  {findings.say('nothing_found_in_read' if summary['unread'][language] else 'nothing_found', language)}"]
    lines += [f"  {line}" for line in summary["unread"][language]]
    return [*lines, f"  {summary['judged'][language]}", f"  {summary['obligations'][language]}"]


def account_for(results: Sequence[Result], summarized: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What became of every file, and sums over the documents read (as `summarize` gives them), empty templates left out.

    `sources` has one entry per file (`file, became, why`), `became` counts them by what became
    of them, `sums` counts figures by state, and checks and claims by verdict.
    """
    became = Counter(result.became for result in results)
    summaries = [summary for summary in summarized if "error" not in summary]
    sums: dict[str, Counter[str]] = {}
    for summary in summaries:
        if not summary["is_template"]:
            for kind in _COUNTED:
                if kind in summary:
                    sums.setdefault(kind, Counter()).update(summary[kind])
    return {
        "sources": [
            {"file": _name(result), "became": result.became, "why": result.why}
            for result in results
        ],
        "became": {kind: became[kind] for kind in _BECAME},
        "templates": sum(summary["is_template"] for summary in summaries),
        "sums": {kind: dict(counts) for kind, counts in sums.items()},
    }


def closing(account: Mapping[str, Any]) -> str:
    """What `account_for` gives, for the terminal; the last line says what became of every file."""
    lines = [
        f"{source['became']:10} {source['file']}: {source['why']}"
        for source in account["sources"]
        if source["became"] in _NAMED
    ]
    count = len(account["sources"])
    became = account["became"]
    if became[READ] > 1:
        lines += [f"all {kind:8} {_listed(counts)}" for kind, counts in account["sums"].items()]
    templates = account["templates"]
    empty = f" (empty templates: {templates}, in no sum)" if templates else ""
    said = [
        f"{became[kind]} {words}{empty if kind == READ else ''}"
        for kind, words in _BECAME.items()
        if became[kind] or kind in (READ, FAILED)
    ]
    return "\n".join([*lines, f"{count} {'file' if count == 1 else 'files'}: {', '.join(said)}"])


def _name(result: Result) -> str:
    return printable(result.path.as_posix())


def _differing(found: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    claims, checks = found["claims"], found["checks"]
    listed = [
        {
            "page": claim["page"],
            "place": " ".join(filter(None, (claim["file"], claim["place"]))),
            "what": f"{claim['kind']} {claim['subject']}",
            "said": claim["quote"],
            "computed": _recomputed(claim),
        }
        for claim in as_rows(claims[claims["verdict"] == DIFFERS])
    ]
    listed += [
        {
            "page": None,
            "place": "",
            "what": f"{check['identity']} {check['instance']}",
            "said": f"{check['left']} = {check['right']}",
            "computed": f"left less right [{check['residual_low']}, {check['residual_high']}]"
            if check["residual_low"] is not None
            else check["note"] or "",
        }
        for check in as_rows(checks[checks["verdict"] == DIFFERS])
    ]
    return listed


def _recomputed(claim: Mapping[str, Any]) -> str:
    """The recomputed range; for words, which have none, the reason."""
    if claim["low"] is None and claim["high"] is None:
        return claim["note"] or "not so in the forms"
    return f"recomputed [{claim['low']}, {claim['high']}] {claim['unit'] or ''}".rstrip()


def _count(values: pd.Series[Any], names: tuple[str, ...]) -> dict[str, int]:
    return {name: int((values == name).sum()) for name in names}


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "none"
