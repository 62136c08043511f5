"""Is every non-zero cell of the committed account watched? Each is changed by 1.00 万元, and some check of it must differ.

    python benchmarks/cells.py

Columns: cells changed, noticed. What nothing notices is listed. tests/test_identities.py changes the first of each form and every sixth.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.seed_account import seed_account  # noqa: E402
from tests.test_identities import undetected  # noqa: E402


def main() -> int:
    """1 where a change goes unnoticed."""
    account = seed_account()
    pair = (account.forms.assign(document_id="d"), account.figures.assign(document_id="d"))
    rows = list(pair[1].index[pair[1]["state"] == "value"])
    missed = undetected(pair, rows)
    print(f"{'cells':>8}{'noticed':>9}")
    print(f"{len(rows):>8}{len(rows) - len(missed):>9}")
    for name in missed:
        print(name)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
