"""Accounts printed by a browser in eight layouts, read back cell by cell.

    python benchmarks/printed.py [--documents 40] [--first 0] [--layout NAME] [--keep FOLDER]

The accounts are made up and consistent; their tables are set as web pages (`printing/pages.py`) and
printed by Chromium, whose lines, glyphs and page breaks nobody here decides. Each account is printed
twice, the second time with one changed number. Without Chromium nothing is measured.

Columns: cells due, cells right, cells read otherwise than printed, cells of rows that are not on the
page, statements that differ although all are true, changed numbers that some statement notices.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.printing.pages import LAYOUTS, Layout, page_of  # noqa: E402
from budget_analysis import Account, BudgetAnalysisError, load, reconcile  # noqa: E402
from tests.rendering import Style, made_up_account  # noqa: E402
from budget_analysis.synthetic.model import AccountModel, Cell, Figure, FormModel  # noqa: E402

COUNTS = ("due", "right", "wrong", "strange", "differs", "planted", "found")
STEP = "10.00"
"""What a planted contradiction adds to one printed number."""
Key = tuple[str, str, str]


def main() -> int:
    """Print and read all documents; 0 when nothing was read wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--first", type=int, default=0, help="number of the first document")
    parser.add_argument("--layout", help="one layout only")
    parser.add_argument("--keep", type=Path, help="folder for the printed files")
    parser.add_argument("--unplanted", action="store_true", help="without the changed copies")
    given = parser.parse_args()
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("no Chromium is installed; nothing was measured")
        return 0
    total: dict[str, Counter[str]] = {layout.name: Counter() for layout in LAYOUTS}
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(given.first, given.first + given.documents):
            layout = LAYOUTS[number % len(LAYOUTS)]
            if given.layout in (None, layout.name):
                counts = measure(browser, folder, number, layout, not given.unplanted)
                total[layout.name].update(counts)
    print(f"{'layout':<16}", *(f"{name:>8}" for name in COUNTS), f"{'part':>8}")
    everything: Counter[str] = Counter()
    for name, counts in total.items():
        if counts:
            _print(name, counts)
        everything.update(counts)
    _print("all", everything)
    return int(bool(everything["wrong"] or everything["strange"] or everything["differs"]))


def _print(name: str, counts: Counter[str]) -> None:
    part = 100 * counts["right"] / counts["due"] if counts["due"] else 0.0
    print(f"{name:<16}", *(f"{counts[key]:>8}" for key in COUNTS), f"{part:>7.2f}%")


def measure(browser: str, folder: Path, number: int, layout: Layout, plants: bool) -> Counter[str]:
    """Print one account in a layout and count what was read of it."""
    account, align = invent(number, layout)
    path = print_page(browser, folder / f"{number:02}-{layout.name}.pdf", account, layout, align)
    counts = Counter(due=0)
    due = {
        (figure.form, figure.role, figure.measure): figure
        for form in account.forms
        for figure in form.table.figures()
        if figure.role
    }
    counts["due"] = len(due)
    try:
        read = load(path)
    except BudgetAnalysisError as error:
        print(f"{path.name}: {error}")
        return counts
    counts.update(compare(path.name, read, due))
    counts["differs"] = tell_differing(path.name, read)
    if plants:
        planted, key = plant(account, number)
        path = print_page(browser, folder / f"{number:02}-{layout.name}-planted.pdf", planted, layout, align)
        counts["planted"] += 1
        is_found = bool(differing(load(path)))
        counts["found"] += is_found
        if not is_found:
            print(f"{path.name}: nothing differs although {key} was changed")
    return counts


def invent(number: int, layout: Layout) -> tuple[AccountModel, str]:
    """A consistent account in a style of its own, and how its amounts are set."""
    dice = random.Random(9000 + number)
    style = Style(
        layout=dice.choice(("mof", "zhejiang")),
        header=dice.choice(("flat", "grouped", "deep")),
        column_numbers=dice.choice(("layout", "yes", "no")),
        class_row=dice.choice(("none", "own", "with_total")),
        code_columns=dice.choice(("one", "one", "three")),
        total=dice.choice(("first", "last")),
        zeros=dice.choice(("zero", "blank", "mixed")),
        separators=dice.random() < 0.5,
        classes=dice.choice((26, 24)),
        title=dice.choice(("plain", "year", "numbered", "open_number")),
        unit=dice.choice(("万元", "万元", "元")),
        name_width=dice.choice(("wide", "narrow")),
        seed=number,
    )
    return made_up_account(700 + number, style), dice.choice(("right", "right", "center"))


def print_page(browser: str, path: Path, account: AccountModel, layout: Layout, align: str) -> Path:
    """Print the account with the browser; the file that it wrote."""
    spec = find_spec("zhplot")
    assert spec is not None and spec.origin is not None
    font = next(Path(spec.origin).parent.rglob("*.ttf"))
    page = path.with_suffix(".html")
    page.write_text(page_of(account, layout, str(font), align), encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={path}"]
    if not layout.browser_feet:
        command.append("--no-pdf-header-footer")
    subprocess.run([*command, page.as_uri()], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return path


def compare(name: str, read: Account, due: dict[Key, Figure]) -> Counter[str]:
    """Cells right, read otherwise, and of rows that are not printed."""
    named = read.figures[read.figures["role"].notna()]
    counts: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for cell in named.itertuples():
        key = (cell.form, cell.role, cell.measure)
        figure = due.get(key)
        if figure is None:
            counts["strange"] += 1
            print(f"{name}: {key} is not printed, read {cell.printed!r}")
            continue
        state = "blank" if figure.state == "declared_empty" else figure.state
        if cell.state == state and cell.printed in ((figure.printed, "") if state == "blank" else (figure.printed,)):
            counts["right"] += 1
            forms[cell.form] += 1
        elif "!" in str(cell.reading):
            continue  # disputed: nothing rests on it
        elif cell.state in ("value", "zero", "count"):
            counts["wrong"] += 1
            print(f"{name}: {key} read {cell.printed!r}, printed {figure.printed!r}")
        elif cell.state == "blank" and figure.state in ("value", "zero"):
            counts["wrong"] += 1
            print(f"{name}: {key} read as blank, printed {figure.printed!r}")
    missing = Counter(form for form, _, _ in due) - forms
    if missing:
        print(f"{name}: not read: {', '.join(f'{form} {count}' for form, count in missing.items())}")
    return counts


def differing(read: Account) -> list[str]:
    """What the reconciliation says differs."""
    found = reconcile(read)
    claims = found.claims[found.claims["verdict"] == "differs"]
    checks = found.checks[found.checks["verdict"] == "differs"]
    return [
        *(
            f"claim {row.kind} {row.form} {row.row}: {row.quote} | {row.formula} | {row.note}"
            for row in claims.itertuples()
        ),
        *(f"check {row.identity} {row.instance}: {row.left} | {row.right}" for row in checks.itertuples()),
    ]


def tell_differing(name: str, read: Account) -> int:
    found = differing(read)
    for text in found:
        print(f"{name}: differs, although true: {text}")
    return len(found)


def plant(account: AccountModel, number: int) -> tuple[AccountModel, Key]:
    """The account with one printed number changed, in a form whose numbers add up."""
    dice = random.Random(number)
    listed = [
        figure
        for form in account.forms
        for figure in form.table.figures()
        if figure.state == "value" and figure.role and figure.form != "three_public"
    ]
    chosen = dice.choice(listed)
    amount = float(chosen.printed.replace(",", "")) + float(STEP)
    changed = dataclasses.replace(chosen, printed=f"{amount:{',' if ',' in chosen.printed else ''}.2f}")

    def cell(one: Cell) -> Cell:
        return dataclasses.replace(one, text=changed.printed, figure=changed) if one.figure is chosen else one

    def form(one: FormModel) -> FormModel:
        body = tuple(tuple(map(cell, row)) for row in one.table.body)
        return dataclasses.replace(one, table=dataclasses.replace(one.table, body=body))

    return dataclasses.replace(account, forms=tuple(map(form, account.forms))), (
        chosen.form, chosen.role, chosen.measure,
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
