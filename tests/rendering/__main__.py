"""Write the sample of made-up accounts, and the seed in both layouts, with what they hold as CSV."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import astuple, fields
from functools import partial
from pathlib import Path

from . import Case, Style, cases, seed_account
from budget_analysis.synthetic.model import Truth


def main(arguments: Sequence[str]) -> int:
    if not 1 <= len(arguments) <= 2 or not all(item.isdigit() for item in arguments[1:]):
        print("usage: python -m tests.rendering FOLDER [NUMBER]", file=sys.stderr)
        return 2
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    listed = [
        Case(f"seed-{style.layout}", style, partial(seed_account, style))
        for style in (Style(layout="zhejiang", separators=True, title="year"), Style(layout="mof"))
    ]
    for case in [*listed, *cases(int(arguments[1]) if len(arguments) == 2 else None)]:
        path, truth = case.render(folder)
        with path.with_suffix(".csv").open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target)
            writer.writerow([field.name for field in fields(Truth)])
            writer.writerows(astuple(figure) for figure in truth.figures)
        print(f"{path.name}: {truth.pages} pages, {len(truth.figures)} figures, {case.style}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
