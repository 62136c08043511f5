"""Accounts of eleven provinces and an older year, printed by every program that is at hand.

    python benchmarks/provinces.py [--documents 40] [--first 0] [--province NAME] [--program NAME]

As `printed.py`, with the forms, titles and columns of other provinces (`printing/provinces.py`) and
with typesetters and report libraries beside the browser (`printing/programs.py`; those that are not
installed are left out). The same columns are counted, per province, per program and per look.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.printed import COUNTS, compare, differing, plant, tell_differing  # noqa: E402
from benchmarks.printing.programs import LOOKS, Look, Print, installed  # noqa: E402
from benchmarks.printing.provinces import PROVINCES, Province, account_of  # noqa: E402
from budget_analysis import BudgetAnalysisError, load  # noqa: E402
from tests.rendering import Style  # noqa: E402
from budget_analysis.synthetic.model import AccountModel  # noqa: E402

_WIDE = 10
"""Forms of more columns are printed small, on landscape pages."""


def main() -> int:
    """Print and read all documents; 0 when nothing was read wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--province", help="one province only")
    parser.add_argument("--program", help="all documents by this program")
    parser.add_argument("--keep", type=Path, help="folder for the printed files")
    parser.add_argument("--unplanted", action="store_true", help="without the changed copies")
    given = parser.parse_args()
    programs = {name: write for name, write in installed().items() if given.program in (None, name)}
    if not programs:
        print("no program that prints is installed; nothing was measured")
        return 0
    print(f"programs: {', '.join(programs)}")
    tables: dict[str, Counter[str]] = {}
    everything: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(given.first, given.first + given.documents):
            province = PROVINCES[number % len(PROVINCES)]
            # numbers without a common divisor, so that every two meet
            program = list(programs)[number % len(programs)]
            look = LOOKS[(number * 2 + number // len(LOOKS)) % len(LOOKS)]
            if given.province not in (None, province.name):
                continue
            counts = measure(folder, number, province, program, programs[program], look, not given.unplanted)
            for name in (f"province {province.name}", f"program {program}", f"look {look.name}"):
                tables.setdefault(name, Counter()).update(counts)
            everything.update(counts)
    print(f"{'':<26}", *(f"{name:>8}" for name in COUNTS), f"{'part':>8}")
    for name, counts in sorted(tables.items()):
        _print(name, counts)
    _print("all", everything)
    return int(bool(everything["wrong"] or everything["strange"] or everything["differs"]))


def _print(name: str, counts: Counter[str]) -> None:
    part = 100 * counts["right"] / counts["due"] if counts["due"] else 0.0
    print(f"{name:<26}", *(f"{counts[key]:>8}" for key in COUNTS), f"{part:>7.2f}%")


def measure(
    folder: Path, number: int, province: Province, program: str, write: Print, look: Look, plants: bool
) -> Counter[str]:
    """Print one account and count what was read of it."""
    account = account_of(province, 1700 + number, style_of(number))
    if max(len(form.table.widths) for form in account.forms) > _WIDE:
        look = replace(look, landscape=True, size=min(look.size, 7.0))
    path = folder / f"{number:03}-{province.name}-{program}-{look.name}.pdf"
    write(account, look, path)
    due = {(f.form, f.role, f.measure): f for form in account.forms for f in form.table.figures() if f.role}
    counts = Counter(due=len(due))
    try:
        read = load(path)
    except BudgetAnalysisError as error:
        print(f"{path.name}: {error}")
        return counts
    counts.update(compare(path.name, read, due))
    counts["differs"] = tell_differing(path.name, read)
    for row in read.forms[read.forms["state"] == "unread"].itertuples():
        message = read.problems[read.problems["place"] == f"form {row.form}"]["message"]
        print(f"{path.name}: unread {row.form}: {'; '.join(message)}")
    if plants:
        counts.update(_find_planted(path, account, number, write, look))
    return counts


def _find_planted(path: Path, account: AccountModel, number: int, write: Print, look: Look) -> Counter[str]:
    planted, key = plant(account, number)
    changed = path.with_stem(f"{path.stem}-planted")
    write(planted, look, changed)
    is_found = bool(differing(load(changed)))
    if not is_found:
        print(f"{changed.name}: nothing differs although {key} was changed")
    return Counter(planted=1, found=int(is_found))


def style_of(number: int) -> Style:
    """How the office prints: its own choices, whatever the program."""
    dice = random.Random(5000 + number)
    return Style(
        header=dice.choice(("flat", "grouped", "deep")),
        column_numbers=dice.choice(("layout", "yes", "no")),
        class_row=dice.choice(("none", "own", "with_total")),
        code_columns=dice.choice(("one", "one", "three", "merged")),
        total=dice.choice(("first", "last")),
        zeros=dice.choice(("zero", "blank", "mixed", "dash")),
        separators=dice.random() < 0.5,
        classes=dice.choice((26, 24)),
        title=dice.choice(("plain", "year")),
        unit=dice.choice(("万元", "万元", "元")),
        name_width=dice.choice(("wide", "narrow")),
        seed=number,
    )


if __name__ == "__main__":
    raise SystemExit(main())
