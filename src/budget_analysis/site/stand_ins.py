"""What a finding computes with where the form prints other numbers: the prints of the sentence itself.

Of a form whose rows are shifted the cell of a quantity carries the number of another row. A statement that is
computed from such cells is then told with the amounts that stand beside it, as the finding's sentence does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from ..amounts import FEN_PER_UNIT, Linear, decimal, parse_amount, ratio_range
from ..errors import CellError
from ..frames import operand_names, text

_SHARE = "100*a/b"
_DIGITS = 6


def stand_ins(findings: Sequence[Mapping[str, Any]], claims: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """By statement, what stands for an operand: a statement of the same paragraph that tells the same quantity.

    Only for statements that a finding names as its place, and where its sentence has the number that stands in.
    """
    by_name = {row["claim_id"]: row for row in claims}
    told_of: dict[tuple[Any, str], list[Mapping[str, Any]]] = {}
    for row in claims:
        own = operand_names(row)
        if row["block"] is not None and len(own) == 1:
            told_of.setdefault((row["block"], own[0]), []).append(row)
    found: dict[str, dict[str, str]] = {}
    for one in findings:
        said = text(one["sentence_zh"]).replace(",", "")
        for name in {place.get("claim") for place in json.loads(one["places"])}:
            claim = by_name.get(name)
            if claim is None or text(claim["formula"]) != _SHARE:
                continue
            chosen = {
                operand: str(beside["claim_id"])
                for operand in operand_names(claim)
                for beside in told_of.get((claim["block"], operand), [])
                if text(beside["verdict"]) == "differs" and text(beside["printed"]).replace(",", "") in said
            }
            if chosen:
                found[str(name)] = chosen
    return found


def recomputed(top: Mapping[str, Any], bottom: Mapping[str, Any]) -> tuple[str, str] | None:
    """The range of a share of two amounts of the text; None where they are none."""
    intervals = {}
    for name, row in (("a", top), ("b", bottom)):
        try:
            intervals[name] = parse_amount(text(row["printed"])).scaled(Fraction(FEN_PER_UNIT[text(row["unit"])])).interval
        except (CellError, KeyError):
            return None
    found = ratio_range(Linear({"a": Fraction(100)}), Linear({"b": Fraction(1)}), intervals)
    if found is None or found.low is None or found.high is None:
        return None
    return decimal(found.low, _DIGITS), decimal(found.high, _DIGITS)
