"""What is read from an account that the tests have drawn, beside what was drawn."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from budget_analysis import Account, load
from tests.rendering import Case, Rendered

FRAMES = ("full", "open_sides")
"""How a ruled account is framed."""
Key = tuple[str, str, str]
Cell = tuple[str, str, int]


def read_drawn(case: Case, frame: str, folder: Path) -> tuple[Account, Rendered]:
    """Draw a case in a frame and read it."""
    folder.mkdir(parents=True, exist_ok=True)
    framed = dataclasses.replace(case, style=dataclasses.replace(case.style, frame=frame))
    path, truth = framed.render(folder)
    return load(path), truth


def figures_of(account: Account) -> dict[Key, Cell]:
    """Printed text, state and page of each figure whose row has a meaning."""
    named = account.figures[account.figures["role"].notna()]
    return {
        (cell.form, cell.role, cell.measure): (cell.printed, cell.state, cell.page)
        for cell in named.itertuples()
    }


def expected_of(truth: Rendered) -> dict[Key, Cell]:
    """What was drawn; a cell of a form declared empty is a blank cell."""
    return {
        key: (
            "" if cell.state == "declared_empty" else cell.printed,
            "blank" if cell.state == "declared_empty" else cell.state,
            cell.page,
        )
        for key, cell in truth.by_key().items()
    }


def faults_of_ruled(account: Account, truth: Rendered) -> list[str]:
    """What is wrong with the reading of a ruled account: every cell is due, with box and no problem."""
    found, expected = figures_of(account), expected_of(truth)
    faults = [
        f"{key}: read {found.get(key)}, drawn {expected.get(key)}"
        for key in sorted(found.keys() | expected.keys())
        if found.get(key) != expected.get(key)
    ]
    if not account.figures[["x0", "y0", "x1", "y1"]].notna().all(axis=None):
        faults.append("a figure has no box")
    troubles = account.problems[account.problems["kind"].isin(["cell", "code", "row"])]
    return [*faults, *troubles["message"]]


def faults_of_unruled(account: Account, truth: Rendered) -> list[str]:
    """Figures of an account without rulings that were read otherwise than drawn; some may be missing."""
    expected = expected_of(truth)
    return [
        f"{key}: read {printed}, drawn {expected[key]}"
        for key, printed in figures_of(account).items()
        if key in expected
        and printed[1] in ("value", "zero")
        and printed[:2] != expected[key][:2]
    ]
