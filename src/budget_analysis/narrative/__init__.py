"""Prose to claims: every number that a sentence states or derives, recomputed, with a verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from .. import frames, terms
from ..amounts import Interval, decimal
from ..blocks import page_at
from ..sentences import Setting, Topic, Word, read_block, tokenize
from ..sentences.words import words_of
from .binding import Bound, Stated, bind
from .closures import close
from .nestings import nest
from .partitions import add_up
from .periods import settle_years
from .places import Forms, path
from .priors import compare_priors
from .recompute import recompute
from .repeats import repeat
from .results import Result
from .told import add_up_told, repeat_told
from .statements import PERCENT_SIGN, TEMPLATE_RESIDUE, UNIT_WORD, Statement

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


_KINDS = {"agreement": "direction"}
"""Statements that are read apart and reported as another kind."""
_REMARKS = {
    PERCENT_SIGN: "percent sign missing: the number is read as a rate",
    TEMPLATE_RESIDUE: "both words of the template stand",
    UNIT_WORD: "万 stands for 万元",
}
_OWN_LEVEL = "(本级)"
_REMARK_ON_UNIT = re.compile(r"\((?!本级\))[^()]*\)$")
"""What lists and forms add to a name: （汇总）, （下属事业单位）."""


def read_claims(
    blocks: pd.DataFrame,
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    document_id: str,
    department: str,
    fiscal_year: int | None,
    units: Iterable[str] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read and recompute the statements of the prose.

    Args:
        blocks, forms, figures: frames of one document.
        document_id, department, fiscal_year: of the same document.
        units: names of the department's units; those on the forms by unit are known anyway.

    Returns:
        The frames `claims`, one row per statement in the order of the text (`low` and `high` in
        the unit of `printed`, exact or to six digits), and `notices`, one row per touch and per
        oddity of the words.
    """
    department = "" if pd.isna(department) or department == "<NA>" else department
    names = _names(department, [*units, *_units_of(figures)])
    ordered = [block for _, block in blocks.iterrows()]
    statements = _read(ordered, names, department, fiscal_year)
    known = Forms(forms, figures)
    bound = bind(statements, known)
    stated = Stated(bound)
    results = recompute(bound, known, stated)
    sums, rates = close(bound, stated)
    results = [rates.get(entry.claim_id, result) for entry, result in zip(bound, results, strict=True)]
    results = repeat_told(bound, settle_years(bound, results), known)
    derived = [
        *sums,
        *add_up(bound, stated, known),
        *add_up_told(bound, known),
        *compare_priors(bound, known),
        *repeat(bound, stated, known),
        *nest(bound, stated, known),
    ]
    judged = list(zip(bound, results, strict=True))
    judged += [(further.bound, further.result) for further in derived]
    judged.sort(key=lambda pair: _place(pair[0]))
    by_number = {int(block["block"]): block for block in ordered}
    rows, notices = [], []
    for entry, result in judged:
        block = by_number[entry.statement.block]
        row = _row(document_id, entry, result, str(block["text"]), str(block["places"]))
        rows.append(row)
        notices.extend(_notices(row, entry.statement, result))
    return frames.build("claims", rows), frames.build("notices", notices)


def _is_read(block: pd.Series[Any]) -> bool:
    return not block["heading"] and str(block["section"]).split(".")[0] in SECTIONS


def _read(
    blocks: Sequence[pd.Series[Any]],
    names: Sequence[Word],
    department: str,
    fiscal_year: int | None,
) -> list[Statement]:
    """The statements of all blocks that are read.

    A heading ends what has been said before; what stands between two headings belongs together.
    """
    statements: list[Statement] = []
    topic: Topic | None = None
    for block in blocks:
        if not _is_read(block):
            topic = None
            continue
        section = str(block["section"])
        tokens = tokenize(str(block["text"]), section, names)
        setting = Setting(int(block["block"]), section, department, fiscal_year)
        found, topic = read_block(tokens, setting, topic)
        statements.extend(found)
    return statements


def _units_of(figures: pd.DataFrame) -> list[str]:
    """The units on the forms by unit; their role is the printed name."""
    rows = figures[figures["form"].isin(["revenue_by_unit", "expenditure_by_unit"])]
    return [str(role) for role in rows["role"].dropna().unique() if role != "total"]


def _names(department: str, units: Sequence[str]) -> list[Word]:
    """The department's own name and those of its units as words.

    A department of one unit is that unit. Of several, the own level (本级) is a unit of its own.
    """
    own = _without_remark(department)
    found = {name: "unit" for unit in units if (name := _without_remark(unit)) and name != own}
    if len({_without_remark(unit) for unit in units}) <= 1:
        found = dict.fromkeys(found, "own")
    elif own:
        found |= dict.fromkeys((own + _OWN_LEVEL, own + _OWN_LEVEL.strip("()")), "unit")
    if own:
        # 某某局本级及所属单位 is the whole, not the unit 某某局本级
        wholes = (word.text for word in words_of("") if word.kind == "own")
        found |= {own + whole: "own" for whole in wholes if whole.startswith(_OWN_LEVEL.strip("()"))}
        found[own] = "own"
    return [Word(name, kind) for name, kind in found.items()]


def _without_remark(name: str) -> str:
    return _REMARK_ON_UNIT.sub("", terms.fold(name))


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
        "page": page_at(places, statement.start),
        "quote": text[statement.start : statement.end],
        "start": statement.start,
        "end": statement.end,
        "subject": _subject(entry),
        "kind": _KINDS.get(statement.kind, statement.kind) if judgement else "datum",
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
    if statement.kind in ("nil", "list", "item_name"):
        return " ; ".join(entry.refs) or None
    is_amount = statement.kind in ("amount", "datum", "sum")
    measure = statement.measure if is_amount else _KINDS.get(statement.kind, statement.kind)
    return " ; ".join(path(ref, measure) for ref in entry.refs) or None


def _notices(row: dict[str, Any], statement: Statement, result: Result) -> list[dict[str, Any]]:
    """What is odd about a statement, apart from its verdict."""
    found = [(kind, _REMARKS[kind]) for kind in statement.remarks]
    if result.judgement is not None and result.judgement.is_touch:
        message = (
            f"printed {row['printed']}{row['unit'] or ''} and the recomputed interval "
            f"[{row['low']}, {row['high']}] meet in a single point"
        )
        found.append(("touch", message))
    return [
        {
            "document_id": row["document_id"],
            "page": row["page"],
            "place": row["claim_id"],
            "kind": kind,
            "quote": row["quote"],
            "message": message,
        }
        for kind, message in found
    ]
