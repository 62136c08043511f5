"""Accounts drawn as PDFs for the tests: real figures or made-up ones, in any style.

    ledger = made_up_ledger(7)                 # or seed_ledger(): the committed account
    style = Style(layout="mof", program="word", page_break="split_row")
    truth = render(lay_out(ledger, style), style, "account.pdf")

`truth` says what a reader must find: every figure with its state, page and box, every form,
every paragraph. `cases` gives a deterministic sample in which every two options meet.
`python -m tests.rendering FOLDER` writes that sample to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, partial
from itertools import count, islice
from pathlib import Path

from budget_analysis.synthetic.invent import Traits, made_up_ledger
from budget_analysis.synthetic.layouts import lay_out
from budget_analysis.synthetic.model import AccountModel, FormModel, FormTruth, ParagraphTruth, Rendered, Truth
from budget_analysis.synthetic.style import SPACE, Style, all_pairs
from budget_analysis.synthetic.voices import LAYOUTS, VOICES

from .ledger import Ledger, seed_ledger
from budget_analysis.synthetic.pdf import render

__all__ = [
    "SPACE",
    "AccountModel",
    "Case",
    "FormModel",
    "FormTruth",
    "Ledger",
    "ParagraphTruth",
    "Rendered",
    "Style",
    "Traits",
    "Truth",
    "all_pairs",
    "cases",
    "lay_out",
    "made_up_account",
    "made_up_ledger",
    "render",
    "seed_account",
    "seed_ledger",
]


def seed_account(style: Style) -> AccountModel:
    """The committed account as it looks in this style."""
    return lay_out(seed_ledger(), style)


def made_up_account(seed: int, style: Style) -> AccountModel:
    """A made-up account in this style; in 元 its amounts have odd fen."""
    return lay_out(made_up_ledger(seed, grain_fen=10_000 if style.unit == "万元" else 1), style)


@dataclass(frozen=True)
class Case:
    """One document of the sample."""

    name: str
    style: Style
    make: Callable[[], AccountModel] = field(compare=False)
    """Called when the account is wanted: every process of the tests lists all cases, each draws its own."""

    @property
    def model(self) -> AccountModel:
        return self.make()

    def render(self, folder: Path) -> tuple[Path, Rendered]:
        path = folder / f"{self.name}.pdf"
        return path, render(self.model, self.style, path)


def cases(number: int | None = None) -> Iterator[Case]:
    """The first `number` made-up accounts of the sample; without it one round of all pairs.

    Each layout is told in its voices in turn.
    A further round takes other combinations, so 80 documents cover every pair twice.
    """
    styles = (style for seed in count(1) for style in _round(seed)) if number else _round(1)
    for i, style in enumerate(islice(styles, number)):
        wordings = ("", *(v for v in VOICES if LAYOUTS.get(v, "mof") == style.layout))
        style = replace(style, voice=wordings[i % len(wordings)])
        yield Case(f"{i:03}-{style.layout}-{style.program}", style, partial(made_up_account, i, style))


@cache
def _round(seed: int) -> tuple[Style, ...]:
    return tuple(all_pairs(seed=seed))
