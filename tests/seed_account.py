"""The committed account, read and reconciled once for all tests, and copies of it with a slip."""

from functools import cache
from pathlib import Path

from budget_analysis import Account, load, reconcile
from budget_analysis.reconciliation import Reconciliation

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "data" / "raw" / "yuecheng-bigdata-2024" / "final-account-2024.txt"


@cache
def seed_account() -> Account:
    return load(SEED)


@cache
def seed_ledger() -> Reconciliation:
    return reconcile(seed_account())


def write_with_slip(path: Path, printed: str, instead: str) -> Path:
    """The seed with the first occurrence of a printed text replaced."""
    text = SEED.read_text(encoding="utf-8")
    assert printed in text
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace(printed, instead, 1), encoding="utf-8")
    return path
