"""What no reader could find: told apart from the ledger of the unchanged account.

A number that nothing else determines (`datum`), and a change after which the rounded numbers are
still possible (`rounding`). It follows from the arithmetic of the formulas, not from what the
changed account gives.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from budget_analysis.amounts import FEN_PER_UNIT, parse_amount

from .accounts import Read
from .changes import OPPOSITES, Change

Span = tuple[Fraction, Fraction]
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def excuse(base: Read, change: Change) -> str:
    """Why no reader can find a change: `datum`, `rounding`, `allowed`; empty where one can."""
    if change.old.endswith("、") and not change.new:
        return "allowed"  # 主要包括 promises no complete list
    if change.old in OPPOSITES:
        return _of_word(base, change)
    if not change.block or not _NUMBER.fullmatch(change.old):
        return ""
    end = change.start + len(change.old)
    own = [
        claim
        for claim in base.claims
        if claim["block"] == change.block
        and claim["printed"] == change.old
        and claim["end"] is not None
        and 0 <= claim["end"] - end <= len("万元（本级）")
    ]
    if any(claim["kind"] == "period" for claim in own):
        return ""
    names = {claim["claim_id"] for claim in own}
    judged = [
        claim
        for claim in base.claims
        if claim["verdict"] in ("equal", "rounding")
        and (claim in own or names & set(claim["operands"]))
    ]
    if not judged:
        return "datum"
    numbers = _numbers(base)
    for claim in own:
        numbers[str(claim["claim_id"])] = _span(change.new, str(claim["unit"]))
    return "rounding" if all(_holds(claim, numbers, change, claim in own) for claim in judged) else ""


def _of_word(base: Read, change: Change) -> str:
    """增加 without a rate beside it is stated nowhere else; 大于 may hold of rounded amounts."""
    after = change.text[change.start + len(change.old) :][:40]
    if change.old in ("增加", "减少"):
        return "" if re.match(r"\d+\.\d+万元，?(增长|下降)", after) else "datum"
    if change.old in ("增长", "下降"):
        before = change.text[: change.start]
        return "" if re.search(r"(增加|减少)\d+\.\d+万元，?$", before) else "datum"
    for claim in base.claims:
        is_here = claim["block"] == change.block and claim["end"] is not None
        if not is_here or not claim["start"] <= change.start < claim["end"]:
            continue
        if claim["kind"] == "direction" and claim["low"] is not None:
            low, high = Fraction(str(claim["low"])), Fraction(str(claim["high"]))
            return "rounding" if (low < 0 if change.new == "小于" else high > 0) else ""
    return "datum"


def _numbers(base: Read) -> dict[str, Span]:
    """Every printed number with its ends; money in 万元."""
    found: dict[str, Span] = {}
    figures = base.account.figures
    for figure, fen, resolution in zip(
        figures["figure_id"], figures["amount_fen"], figures["resolution_fen"], strict=True
    ):
        value = Fraction(0) if pd.isna(fen) else Fraction(int(fen), 1_000_000)
        half = Fraction(0) if pd.isna(resolution) or not value else Fraction(int(resolution), 2_000_000)
        found[str(figure)] = (value - half, value + half)
    for claim in base.claims:
        if _NUMBER.fullmatch(str(claim["printed"])) and claim["unit"]:
            found[str(claim["claim_id"])] = _span(str(claim["printed"]), str(claim["unit"]))
    return found


def _span(printed: str, unit: str) -> Span:
    number = parse_amount(printed)
    half = number.resolution / 2
    if (unit in FEN_PER_UNIT and not number.value) or unit not in (*FEN_PER_UNIT, "%"):
        half = Fraction(0)
    scale = FEN_PER_UNIT[unit] / FEN_PER_UNIT["万元"] if unit in FEN_PER_UNIT else Fraction(1)
    return (number.value - half) * scale, (number.value + half) * scale


def _holds(
    claim: Mapping[str, Any], numbers: Mapping[str, Span], change: Change, is_own: bool
) -> bool:
    """True when some values within the intervals still satisfy a claim."""
    formula, operands = str(claim["formula"]), list(claim["operands"])
    if claim["kind"] in ("nil", "list", "item_name", "count"):
        return True
    printed = change.new if is_own else str(claim["printed"])
    own = _span(printed, str(claim["unit"])) if _NUMBER.fullmatch(printed) else (Fraction(0),) * 2
    if formula.startswith("= "):
        spans = [numbers[name] for name in operands if name in numbers]
        return not spans or any(low <= own[1] and own[0] <= high for low, high in spans)
    if "this" in formula:
        formula, operands = formula.replace("this", "z"), [*operands, "this"]
        numbers = {**numbers, "this": own}
    if relation := re.search("<=|>=|[<>=]", formula):
        left, right = formula.split(relation[0])
        low, high = _reach(f"({left})-({right})", operands, numbers)
        return {
            "<=": low <= 0, "<": low < 0, ">": high > 0, ">=": high >= 0, "=": low <= 0 <= high
        }[relation[0]]  # fmt: skip
    low, high = _reach(formula, operands, numbers)
    return low <= own[1] and own[0] <= high


def _reach(formula: str, operands: Sequence[str], numbers: Mapping[str, Span]) -> Span:
    """Lowest and highest value of a formula: at the corners, or term by term where it is a sum."""
    letters = list(dict.fromkeys(re.findall(r"[a-z]\d*", formula)))
    spans = dict(zip(letters, (numbers.get(name, (Fraction(0),) * 2) for name in operands), strict=False))
    if len(letters) > 6 and re.fullmatch(r"[a-z\d+\- ()]*", formula):
        middle = {name: (low + high) / 2 for name, (low, high) in spans.items()}
        slack = sum((high - low for low, high in spans.values()), Fraction(0)) / 2
        value = _value(formula, middle)
        return value - slack, value + slack
    values = [
        _value(formula, dict(zip(spans, corner, strict=True)))
        for corner in itertools.product(*spans.values())
    ]
    return min(values), max(values)


def _value(formula: str, values: Mapping[str, Fraction]) -> Fraction:
    exact = re.sub(r"(?<![a-z\d])\d+", lambda found: f"Fraction({found[0]})", formula)
    try:
        return Fraction(eval(exact, {"Fraction": Fraction, **values}))  # noqa: S307
    except ZeroDivisionError:
        return Fraction(10**9)
