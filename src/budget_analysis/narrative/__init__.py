"""Prose to claims: every number that a sentence states or derives, recomputed, with a verdict."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from .. import frames
from ..amounts import Interval, decimal
from .binding import Bound, Forms, Stated, bind, path
from .closures import Result
from .nestings import nest
from .recompute import recompute
from .statements import Memory, read_block
from .tokens import tokenize

SECTIONS = (
    "general_summary",
    "revenue",
    "expenditure",
    "appropriation_summary",
    "general_public",
    "basic",
    "gov_funds",
    "state_capital",
    "three_public",
    "agency_operating",
    "procurement",
    "state_assets",
)
"""The sections whose sentences are read."""


def read_claims(
    blocks: pd.DataFrame,
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    document_id: str,
    department: str,
    fiscal_year: int | None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read and recompute the statements of the prose.

    Args:
        blocks, forms, figures: frames of one document.
        document_id, department, fiscal_year: of the same document.

    Returns:
        The frames `claims`, one row per number in the order of the text (`low` and `high` in the
        unit of `printed`, exact or to six digits), and `notices`, one row per touch.
    """
    statements = []
    memory: Memory | None = None
    last = ""
    texts: dict[int, str] = {}
    places: dict[int, str] = {}
    for _, block in blocks.iterrows():
        section = str(block["section"])
        if block["heading"] or section.split(".")[0] not in SECTIONS:
            continue
        number = int(block["block"])
        texts[number], places[number] = str(block["text"]), str(block["places"])
        tokens = tokenize(texts[number], section)
        carried = memory if section == last else None
        found, memory = read_block(tokens, number, section, department, fiscal_year, carried)
        statements.extend(found)
        last = section
    bound = bind(statements, known := Forms(forms, figures))
    results = recompute(bound, known)
    for nested in nest(Stated(bound), known):
        bound.append(nested.bound)
        results.append(nested.result)
    order = sorted(range(len(bound)), key=lambda index: _place(bound[index]))
    bound = [bound[index] for index in order]
    results = [results[index] for index in order]
    rows = []
    notices = []
    for entry, result in zip(bound, results, strict=True):
        block_number = entry.statement.block
        row = _row(document_id, entry, result, texts[block_number], places[block_number])
        rows.append(row)
        if result.judgement is not None and result.judgement.is_touch:
            notices.append(_touch(row))
    return frames.build("claims", rows), frames.build("notices", notices)


def _place(entry: Bound) -> tuple[int, int]:
    return entry.statement.block, entry.statement.end


def _row(
    document_id: str, entry: Bound, result: Result, text: str, places: str
) -> dict[str, Any]:
    statement = entry.statement
    judgement = result.judgement
    computed = judgement.range if judgement else None
    return {
        "document_id": document_id,
        "claim_id": entry.claim_id,
        "block": statement.block,
        "section": statement.section,
        "page": _page(places, statement.start),
        "quote": text[statement.start : statement.end],
        "start": statement.start,
        "end": statement.end,
        "subject": _subject(entry),
        "kind": statement.kind if judgement else "datum",
        "period": statement.period or None,
        "printed": statement.printed,
        "unit": statement.unit or None,
        "formula": result.formula or None,
        "operands": json.dumps(list(result.operands)) if result.operands else None,
        **_ends(computed),
        "verdict": judgement.verdict if judgement else None,
        "note": (judgement.note or None) if judgement else None,
    }


def _ends(computed: Interval | None) -> dict[str, str | None]:
    if computed is None:
        return {"low": None, "high": None}
    return {
        "low": None if computed.low is None else decimal(computed.low),
        "high": None if computed.high is None else decimal(computed.high),
    }


def _subject(entry: Bound) -> str | None:
    """The places that the claim speaks of; for a derived number its kind stands last."""
    statement = entry.statement
    is_amount = statement.kind in ("amount", "datum")
    measure = statement.measure if is_amount else statement.kind
    if statement.kind in ("nil", "list", "item_name"):
        return " ; ".join(entry.refs) or None
    return " ; ".join(path(ref, measure) for ref in entry.refs) or None


def _page(places: str, start: int) -> int | None:
    """The page of the line in which a character stands."""
    page = None
    for offset, number, *_ in json.loads(places):
        if offset <= start:
            page = number
    return page


def _touch(row: dict[str, Any]) -> dict[str, Any]:
    message = (
        f"printed {row['printed']}{row['unit'] or ''} and the recomputed interval "
        f"[{row['low']}, {row['high']}] meet in a single point"
    )
    return {
        "document_id": row["document_id"],
        "page": row["page"],
        "place": row["claim_id"],
        "kind": "touch",
        "quote": row["quote"],
        "message": message,
    }
