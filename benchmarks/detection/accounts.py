"""The accounts of the benchmark: the committed one, the development documents, and made-up ones."""

from __future__ import annotations

import dataclasses
import itertools
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from budget_analysis import Account, load, reconcile
from budget_analysis.reconciliation import Reconciliation
from tests.rendering import Style, all_pairs, made_up_account, render, seed_account
from budget_analysis.synthetic.voices import LAYOUTS, VOICES

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "data" / "raw" / "yuecheng-bigdata-2024" / "final-account-2024.txt"
EVERY_SEED = 10
"""Every tenth drawn document is the committed account in another dress."""


@dataclass(frozen=True)
class Source:
    """An account: a file, or the number of a made-up one and its style."""

    name: str
    file: Path | None = None
    number: int = 0
    style: Style = Style()

    def load(self) -> Account:
        if self.file is not None:
            return load(self.file)
        drawn = seed_account if self.number % EVERY_SEED == EVERY_SEED - 1 else None
        model = drawn(self.style) if drawn else made_up_account(self.number, self.style)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{self.name}.pdf"
            render(model, self.style, path)
            return load(path)


def sources(count: int, shared: Path | None) -> list[Source]:
    """The committed account, the two development PDFs where they are at hand, and `count` drawn ones."""
    found = [Source("committed", COMMITTED)]
    for name in ("shgzb", "ghj"):
        if shared is not None and (shared / "documents" / f"{name}.pdf").is_file():
            found.append(Source(name, shared / "documents" / f"{name}.pdf"))
    return [*found, *itertools.islice(_drawn(), count)]


def _drawn() -> Iterator[Source]:
    """Made-up accounts in styles whose forms are whole and have lines, in every voice in turn."""
    styles = (style for seed in itertools.count(1) for style in all_pairs(seed=seed))
    voices = itertools.cycle(("", *VOICES))
    for number, (style, voice) in enumerate(zip(styles, voices, strict=False)):
        # amounts rounded to 万元 and printed in 元 would no longer add up
        unit = "万元" if number % EVERY_SEED == EVERY_SEED - 1 else style.unit
        whole = dataclasses.replace(style, frame="full", missing="", emptied="", unit=unit)
        if voice:
            whole = dataclasses.replace(whole, voice=voice, layout=LAYOUTS.get(voice, "mof"))
        yield Source(f"{number:03}-{voice or whole.layout}", None, number, whole)


@dataclass(frozen=True)
class Read:
    """An account and what it states, recomputed."""

    account: Account
    ledger: Reconciliation
    claims: list[dict[str, Any]]

    @staticmethod
    def of(account: Account) -> Read:
        ledger = reconcile(account)
        told = ledger.claims.astype(object).where(ledger.claims.notna(), None)
        claims = [{str(name): value for name, value in row.items()} for row in told.to_dict("records")]
        for claim in claims:
            claim["operands"] = json.loads(claim["operands"]) if claim["operands"] else []
        return Read(account, ledger, claims)
