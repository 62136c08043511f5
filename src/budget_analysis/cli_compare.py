"""The command `compare`: the same account in two files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .frames import as_rows
from .inert import plain

if TYPE_CHECKING:
    from .corpus import Result
    from .workers import Limits

_SHOWN = 40


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command takes."""
    parser.add_argument("first", type=Path, metavar="A", help="an account: a file, a folder or a .zip")
    parser.add_argument("second", type=Path, metavar="B", help="the same account in another file")
    parser.add_argument("--all", action="store_true", help="also list what both print alike")
    parser.add_argument("--language", choices=("zh", "en"), default="en", help="language of the tables (default en)")


def compare(given: argparse.Namespace, limits: Limits) -> tuple[list[Result], dict[str, Any], bool]:
    """Read both and hold them against each other; prints tables unless `--json` is given.

    Returns:
        what became of the files, the comparison as JSON, whether anything is not the same.
    """
    from . import cluster, corpus, inventory, views

    results: list[Result] = []
    for path in (given.first, given.second):  # each for itself: the same bytes twice are no duplicate here
        with cluster.hands(1, limits=limits) as hands:
            results += corpus.read_all(inventory.identify([inventory.File(path)]), hands=hands)
    found = [result.frames for result in results if result.frames is not None]
    if len(found) < 2:
        return results, {}, False
    told: dict[str, Any] = {"documents": [_document(one) for one in found]}
    is_other = False
    for name, view in (("figures", views.compare_figures), ("claims", views.compare_claims)):
        rows = view(*found)
        counts = views.count_results(rows)
        unlike = rows[rows["result"] != "same"]
        is_other = is_other or not unlike.empty
        listed = rows if given.all else unlike
        told[name] = {"counts": counts, "rows": as_rows(listed)}
        if not given.json:
            _print(name, counts, listed, given)
    return results, told, is_other


def _print(name: str, counts: dict[str, int], listed: Any, given: argparse.Namespace) -> None:
    from . import texts, views

    said = ", ".join(f"{count} {texts.word(result, given.language)}" for result, count in counts.items() if count)
    print(plain(f"{name}: {said or 'none'}"))
    if not listed.empty:
        shown = listed if given.all else listed.head(_SHOWN)
        print(plain(repr(views.show(shown, given.language))))
        if len(shown) < len(listed):
            print(f"… {len(listed) - len(shown)} more; --all or --json shows all of them")


def _document(found: Any) -> dict[str, Any]:
    document = as_rows(found["documents"])[0]
    return {name: document[name] for name in ("document_id", "source_file", "department", "fiscal_year")}
