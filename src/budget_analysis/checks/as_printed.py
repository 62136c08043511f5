"""Claims that follow from the numbers as printed: an office may have computed them from these.

An office that divides 0.51 by 0.75 tells 68.00 %, though 0.5141 of 0.7500 is 68.55 %. Such a rate
holds for what is printed, and says nothing more about the unrounded amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from ..amounts import Interval
from ..frames import as_rows, operand_names
from ..verdicts import EQUAL, ROUNDING
from ..relations.joint import Statement

COMPUTED = ("growth", "share", "completion", "shares_sum", "sum")
"""Kinds of claims that are computed from other numbers."""


class AsPrinted:
    """Every number of a document at its printed value, and the amounts that the prose tells.

    Args:
        claims: the frame of one document.
        intervals: of figures and claims; a printed number stands in the middle of its own.
    """

    def __init__(self, claims: pd.DataFrame, intervals: Mapping[str, Interval]) -> None:
        self._values = {
            name: (interval.low + interval.high) / 2
            for name, interval in intervals.items()
            if interval.low is not None and interval.high is not None
        }
        self._claims = {str(claim["claim_id"]): claim for claim in as_rows(claims)}
        self._told: dict[str, list[tuple[object, str]]] = {}
        for name, claim in self._claims.items():
            if claim["kind"] == "amount" and claim["verdict"] in (EQUAL, ROUNDING):
                for figure in operand_names(claim):
                    self._told.setdefault(figure, []).append((claim["block"], name))

    def explains(self, statement: Statement) -> bool:
        """True for a computed claim that the printed numbers satisfy.

        Where they do not, each figure is taken as the prose tells it, in the same paragraph if
        it does: forms in 元 print more digits than a sentence in 万元.
        """
        claim = self._claims.get(statement.name)
        if claim is None or claim["kind"] not in COMPUTED:
            return False
        if claim["verdict"] == EQUAL:
            return True
        return claim["verdict"] == ROUNDING and (
            self._holds(statement, self._values)
            or self._holds(statement, {**self._values, **self._as_told(claim)})
        )

    def _as_told(self, claim: Mapping[Any, Any]) -> dict[str, Fraction]:
        found = {}
        for figure in operand_names(claim):
            told = self._told.get(figure, [])
            same = [name for block, name in told if block == claim["block"] is not None]
            for name in [*(name for _, name in told), *same]:
                if name in self._values:
                    found[figure] = self._values[name]
        return found

    def _holds(self, statement: Statement, values: Mapping[str, Fraction]) -> bool:
        sums = [(row.linear, row.within) for row in statement.rows]
        is_known = all(values.keys() >= linear.coefficients.keys() for linear, _ in sums)
        return is_known and all(within.contains(linear.at(values)) for linear, within in sums)
