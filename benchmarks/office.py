"""Accounts as workbooks, text documents and web pages: cells read as written.

    python benchmarks/office.py [--documents 24] [--only NAME] [--node FOLDER]

The made-up accounts of `tests/rendering` are written by openpyxl, xlwt, python-docx, by hand as OOXML,
by LibreOffice where it is installed (which saves the files of the others in ten formats), and by exceljs
and docx of npm where FOLDER holds them (`npm install exceljs docx`). Columns: documents, cells due, right,
wrong, states of forms that differ, statements that differ though all are true but a form that the contents
announce and that is not there or was emptied, seconds a document.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.printing import suite  # noqa: E402
from benchmarks.printing.plain_office import plain_workbook  # noqa: E402
from budget_analysis import BudgetAnalysisError, load, reconcile  # noqa: E402
from budget_analysis.relations.identities import load_identities  # noqa: E402
from tests import office_files  # noqa: E402
from tests.office_files import expected_of  # noqa: E402
from tests.rendering import AccountModel, cases  # noqa: E402

Write = Callable[[AccountModel], bytes]
EMPTIED = {identity.id for identity in load_identities().all if identity.rule == "empty_form"}
SCRIPT = Path(__file__).parent / "printing" / "office.cjs"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--claims", type=int, default=2, help="documents of each format whose statements are judged")
    parser.add_argument("--only", default="", help="only writers whose name begins like this")
    parser.add_argument("--node", type=Path, help="folder in which npm installed exceljs and docx")
    given = parser.parse_args()
    models = [case.model for case in cases(given.documents)]
    print(f"{'written by':22} docs   due right wrong states differs  s/doc")
    for name, write in writers(given.node).items():
        if name.startswith(given.only):
            print(measured(name, write, models, given.claims), flush=True)
    return 0


def writers(node: Path | None) -> dict[str, Write]:
    found: dict[str, Write] = {
        "numbers.xlsx": office_files.write_xlsx,
        "texts.xlsx": partial(office_files.write_xlsx, as_text=True),
        "one-sheet.xlsx": partial(office_files.write_xlsx, on_one_sheet=True),
        "by-hand.xlsx": lambda model: plain_workbook(as_json(model)),
        "strict.xlsx": lambda model: plain_workbook(as_json(model), is_strict=True),
        "xlwt.xls": office_files.write_xls,
        "python-docx.docx": office_files.write_docx,
        "page.html": office_files.write_html,
        "gb18030.html": partial(office_files.write_html, encoding="gb18030"),
    }
    if suite.program() is not None:
        for kind in ("xlsx", "xls", "ods", "html"):
            found[f"calc.{kind}"] = partial(saved_as, office_files.write_xlsx, ".xlsx", kind)
        for kind in ("docx", "doc", "rtf", "odt", "html:HTML (StarWriter)", "pdf"):
            found[f"writer.{kind.partition(':')[0]}"] = partial(saved_as, office_files.write_docx, ".docx", kind)
    if node is not None and shutil.which("node"):
        for kind, package in (("xlsx", "exceljs"), ("docx", "docx")):
            found[f"{package}.{kind}"] = partial(by_node, node=node, kind=kind)
    return found


def saved_as(write: Write, suffix: str, kind: str, model: AccountModel) -> bytes:
    return suite.save_as(write(model), suffix, kind)


def by_node(model: AccountModel, node: Path, kind: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"made.{kind}"
        subprocess.run(
            ["node", str(SCRIPT), kind, str(path)],
            input=json.dumps(as_json(model)).encode(),
            env={**os.environ, "NODE_PATH": str(node.resolve() / "node_modules")},
            check=True,
        )
        return path.read_bytes()


def as_json(model: AccountModel) -> dict[str, Any]:
    """An account as writers in other languages take it."""
    forms = []
    for form in model.forms:
        _, number, left, right = (text for _, text in office_files.lines_above(form))
        cells = [
            {"row": row, "column": cell.column, "rows": cell.row_span, "columns": cell.column_span, "text": cell.text}
            for row, cell in office_files.placed(form.table)
        ]
        size = {"rows": len(form.table.header) + len(form.table.body), "columns": len(form.table.widths)}
        forms.append({"title": form.title, "number": number, "left": left, "right": right, "notes": list(form.notes),
                      "cells": cells, **size})  # fmt: skip
    before = [*office_files.heads_of(model), *office_files.texts_of(model.front), office_files.part_title(model)]
    return {"forms": forms, "before": before, "behind": office_files.texts_of(model.sections)}


def measured(name: str, write: Write, models: list[AccountModel], judged: int) -> str:
    counts: Counter[str] = Counter()
    seconds = 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number, model in enumerate(models):
            path = Path(folder) / name
            path.write_bytes(write(model))
            expected = expected_of(model)
            counts["due"] += len(expected)
            started = time.perf_counter()
            try:
                account = load(path)
            except BudgetAnalysisError as error:
                print(f"{name} {number}: {error}", file=sys.stderr)
                continue
            seconds += time.perf_counter() - started
            named = account.figures[account.figures["role"].notna()]
            found = {(row.form, row.role, row.measure): (row.printed, row.state) for row in named.itertuples()}
            counts["right"] += sum(found.get(key) == value for key, value in expected.items())
            counts["wrong"] += sum(key not in expected or expected[key] != value for key, value in found.items())
            states = dict(zip(account.forms["form"], account.forms["state"], strict=True))
            counts["states"] += sum(states.get(form.form) != form.state for form in model.forms)
            if number < judged:
                found_out = reconcile(account)
                claims, checks = found_out.claims, found_out.checks
                counts["differs"] += int(((claims["verdict"] == "differs") & (claims["kind"] != "announced")).sum())
                counts["differs"] += int(((checks["verdict"] == "differs") & ~checks["identity"].isin(EMPTIED)).sum())
    said = " ".join(f"{counts[column]:5}" for column in ("due", "right", "wrong", "states", "differs"))
    return f"{name:22} {len(models):4} {said} {seconds / max(len(models), 1):6.2f}"


if __name__ == "__main__":
    raise SystemExit(main())
