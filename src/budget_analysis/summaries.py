"""What the command line says about one document: for people, and for machines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from .corpus import Result
from .verdicts import DIFFERS
from .views.overview import VERDICTS
from .views.quantities import records

_FORM_STATES = ("found", "declared_empty", "emptied", "missing", "template")
_CELL_STATES = ("value", "zero", "blank", "declared_empty", "unreadable")


def summarize(result: Result) -> dict[str, Any]:
    """One document in numbers, and each statement that differs; ready for JSON.

    A document that could not be read has `error` and nothing else of substance.
    """
    summary: dict[str, Any] = {"file": result.path.as_posix(), "differs": []}
    if result.frames is None:
        return summary | {"error": result.failure.message if result.failure else "not read"}
    found = result.frames
    document = records(found["documents"])[0]
    summary |= {
        name: document[name]
        for name in ("document_id", "department", "fiscal_year", "layout", "unit", "pages")
    }
    summary["forms"] = _count(found["forms"]["state"], _FORM_STATES)
    summary["figures"] = _count(found["figures"]["state"], _CELL_STATES)
    summary["annexes"] = {
        name: len(found[name])
        for name in ("units", "projects", "funds", "indicators", "report_items", "glossary")
    }
    summary["problems"] = records(found["problems"][["page", "place", "kind", "message"]])
    if "checks" in found:
        summary["checks"] = _count(found["checks"]["verdict"], VERDICTS)
        summary["claims"] = _count(found["claims"]["verdict"], VERDICTS)
        summary["claims"]["recorded"] = int(found["claims"]["verdict"].isna().sum())
        summary["notices"] = len(found["notices"])
        summary["differs"] = _differing(found)
    return summary


def as_text(summary: Mapping[str, Any]) -> str:
    """A summary for the terminal; what differs and what could not be read, line by line."""
    if "error" in summary:
        return f"{summary['file']}: not read"
    lines = [
        f"{summary['document_id']}: {summary['department']}, {summary['fiscal_year']}",
        f"  forms    {_listed(summary['forms'])} ({summary['layout']})",
        f"  figures  {_listed(summary['figures'])}",
        f"  annexes  {_listed(summary['annexes'])}",
    ]
    if "checks" in summary:
        lines += [
            f"  checks   {_listed(summary['checks'])}",
            f"  claims   {_listed(summary['claims'])}",
            f"  notices  {summary['notices']}",
        ]
    for problem in summary["problems"]:
        page = f"p.{problem['page']} " if problem["page"] else ""
        lines.append(f"  problem  {page}{problem['place']}: {problem['message']}")
    for one in summary["differs"]:
        page = f"p.{one['page']} " if one["page"] else ""
        lines.append(f"  differs  {page}{one['what']}: {one['said']}; {one['computed']}")
    return "\n".join(lines)


def _differing(found: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    claims, checks = found["claims"], found["checks"]
    listed = [
        {
            "page": claim["page"],
            "what": f"{claim['kind']} {claim['subject']}",
            "said": claim["quote"],
            "computed": _recomputed(claim),
        }
        for claim in records(claims[claims["verdict"] == DIFFERS])
    ]
    listed += [
        {
            "page": None,
            "what": f"{check['identity']} {check['instance']}",
            "said": f"{check['left']} = {check['right']}",
            "computed": f"left less right [{check['residual_low']}, {check['residual_high']}]"
            if check["residual_low"] is not None
            else check["note"] or "",
        }
        for check in records(checks[checks["verdict"] == DIFFERS])
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
