"""How often accounts contradict themselves, with intervals, and how much stays undetected."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import comb, sqrt

import pandas as pd

from .. import specs, texts
from ..amounts import Interval
from ..findings import SEVERITIES
from ..identity import CURRENT
from ..views.quantities import Quantity
from ..views.tables import build

_STEPS, _DIGITS = 60, 12
_Z = 1.959963984540054
"""The quantile of the normal distribution for 95 %."""
_TAIL = 0.025
ANY = "any_finding"
_COLUMNS = ("matter", "matter_en", "affected", "accounts", "exact_pct", "wilson_pct")


def clopper_pearson(hits: int, trials: int) -> tuple[float, float]:
    """The exact 95 % interval of a probability, of `hits` in `trials`; (0, 1) of none.

    The ends are the probabilities at which so many hits, or so few, would come about in 2.5 % of
    all cases.
    """
    if not trials:
        return 0.0, 1.0
    low = 0.0 if not hits else _solve(lambda p: 1 - _at_most(hits - 1, trials, p) - _TAIL)
    high = 1.0 if hits == trials else _solve(lambda p: _TAIL - _at_most(hits, trials, p))
    return low, high


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a probability; (0, 1) of none."""
    if not trials:
        return 0.0, 1.0
    share, z = hits / trials, _Z * _Z / trials
    middle = (share + z / 2) / (1 + z)
    half = _Z * sqrt(share * (1 - share) / trials + z / (4 * trials)) / (1 + z)
    return max(0.0, middle - half), min(1.0, middle + half)


def prevalence(documents: pd.DataFrame, findings: pd.DataFrame) -> pd.DataFrame:
    """How many accounts have at least one finding, by severity and by kind.

    Only accounts that count (`current`), and only findings of what is impossible: numbers that
    cannot all be true. What is missing or printed twice with another last digit is left aside.

    Returns:
        A first row for any finding, then one per severity and per kind: `affected` of `accounts`,
        their share with the exact interval (`exact_pct`) and Wilson's (`wilson_pct`).
    """
    own = documents.loc[documents["standing"] == CURRENT, "document_id"]
    wrong = findings[(findings["ground"] == "impossible") & findings["document_id"].isin(own)]
    rows = [_row(ANY, wrong, len(own))]
    rows += [_row(name, wrong[wrong["severity"] == name], len(own)) for name in SEVERITIES]
    for kind in sorted(wrong["kind"].dropna().unique()):
        rows.append(_row(str(kind), wrong[wrong["kind"] == kind], len(own)))
    return build(_COLUMNS, rows)


def detection(found: int, proved: int) -> pd.DataFrame:
    """How many of the slips that a benchmark proved were found, and how many stay undetected.

    Returns:
        Two rows, `detected` and `undetected`, each of `accounts` (here: slips) with both intervals.
    """
    return build(_COLUMNS, [_counted("detected", found, proved), _counted("undetected", proved - found, proved)])


def _row(kind: str, findings: pd.DataFrame, accounts: int) -> dict[str, object]:
    return _counted(kind, findings["document_id"].nunique(), accounts)


def _said(kind: str, language: str) -> str:
    words = specs.load("findings.toml")
    known = words["severities"].get(kind) or words["kinds"].get(kind)
    return str(known[language]) if known else texts.word(kind, language)


def _counted(kind: str, hits: int, trials: int) -> dict[str, object]:
    return {
        "matter": _said(kind, "zh"),
        "matter_en": _said(kind, "en"),
        "affected": hits,
        "accounts": trials,
        "exact_pct": _share(hits, trials, clopper_pearson),
        "wilson_pct": _share(hits, trials, wilson),
    }


def _share(hits: int, trials: int, of: Callable[[int, int], tuple[float, float]]) -> Quantity | None:
    if not trials:
        return None
    low, high = of(hits, trials)
    value = Fraction(100 * hits, trials)
    return Quantity(value, Interval(min(value, 100 * Fraction(low)), max(value, 100 * Fraction(high))))


def _at_most(hits: int, trials: int, p: float) -> float:
    return sum(comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(hits + 1))


def _solve(of: Callable[[float], float]) -> float:
    """Where a rising function crosses zero between 0 and 1."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if of(middle) < 0 else (low, middle)
    return round((low + high) / 2, _DIGITS)
