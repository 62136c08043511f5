"""What is expected of each real document: golden files, written once, compared by every test run.

`make golden DOC=<folder of data/raw>` writes `tests/documents/<folder>/*.csv` from what the kit reads
now; `FORCE=1` overwrites. Whoever commits them has compared them with the pages and says so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from budget_analysis import inventory, load, reconcile

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"
EXPECTED = ROOT / "tests" / "documents"

COLUMNS: Mapping[str, Sequence[str]] = {
    "forms": ("form", "form_no", "title", "pages", "unit", "state", "statement", "note"),
    "figures": ("figure_id", "page", "printed", "state", "amount_fen"),
    "checks": ("identity", "instance", "verdict", "left", "right"),
    "not_applicable": ("identity", "instance", "reason"),
    "claims": (
        "claim_id", "section", "kind", "subject", "printed", "unit", "verdict", "low", "high",
    ),
    "notices": ("page", "place", "kind", "quote"),
    "problems": ("page", "place", "kind", "message"),
}  # fmt: skip
"""The golden files, and the columns of each frame that stand in them."""


def sources() -> dict[str, Path]:
    """Folder of `data/raw/` to the account in it."""
    return {path.parent.name: path for path in inventory.find_documents([RAW])}


@cache
def read_now(document: str) -> Mapping[str, pd.DataFrame]:
    """The frames of one document as the kit reads it now, with the columns of `COLUMNS`.

    Everything is text, as in the files; what is missing is an empty field.
    """
    account = load(sources()[document])
    ledger = reconcile(account)
    found = {
        "forms": account.forms,
        "figures": account.figures,
        "checks": ledger.checks,
        "not_applicable": ledger.not_applicable,
        "claims": ledger.claims,
        "notices": ledger.notices,
        "problems": account.problems,
    }
    return {name: as_text(found[name][list(columns)]) for name, columns in COLUMNS.items()}


def as_text(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.astype("string").fillna("").reset_index(drop=True)


def read_expected(file: Path) -> pd.DataFrame:
    """A golden file as `read_now` gives it."""
    return as_text(pd.read_csv(file, dtype="string", keep_default_na=False))


def write(document: str, folder: Path, is_forced: bool = False) -> list[Path]:
    """Write the golden files of one document.

    Raises:
        FileExistsError: some are there and `is_forced` is not given; nothing is written then.
    """
    files = {name: folder / f"{name}.csv" for name in COLUMNS}
    there = [file.name for file in files.values() if file.exists()]
    if there and not is_forced:
        raise FileExistsError(
            f"{', '.join(there)} of {document} would be overwritten. Compare with the pages first; "
            f"then: make golden DOC={document} FORCE=1"
        )
    folder.mkdir(parents=True, exist_ok=True)
    for name, file in files.items():
        read_now(document)[name].to_csv(file, index=False, lineterminator="\n")
    return list(files.values())


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("document", help="a folder of data/raw/")
    parser.add_argument("--force", action="store_true", help="overwrite what is there")
    given = parser.parse_args(arguments)
    if given.document not in sources():
        known = ", ".join(sources())
        print(f"error: no account in data/raw/{given.document}; there are: {known}", file=sys.stderr)
        return 2
    try:
        files = write(given.document, EXPECTED / given.document, given.force)
    except FileExistsError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for line in _summary(given.document, files):
        print(line)
    return 0


def _summary(document: str, files: Sequence[Path]) -> Iterator[str]:
    for file in files:
        rows = len(read_now(document)[file.stem])
        yield f"{file.relative_to(ROOT).as_posix()}: {rows} rows"


if __name__ == "__main__":
    raise SystemExit(main())
