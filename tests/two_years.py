"""Two made accounts of one department, a year apart, of which the later tells the earlier rightly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from budget_analysis.synthetic import following
from tests.rendering import Ledger, Style, Traits, lay_out, made_up_ledger, render


def two_years(seed: int = 5) -> tuple[Ledger, Ledger]:
    """The ledgers of 2023 and 2024; the items of the later are its own."""
    earlier = replace(made_up_ledger(seed, Traits()), year=2023)
    return earlier, following(earlier, seed + 100)


def draw(ledger: Ledger, path: Path, layout: str = "mof") -> Path:
    style = Style(layout=layout)
    render(lay_out(ledger, style), style, path)
    return path
