"""The committed notebooks: executed top to bottom, thin, and sharp enough to see a changed figure."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from budget_analysis import runs
from tests.seed_account import ROOT, write_with_slip

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
NAMES = [path.name for path in NOTEBOOKS]


def cells(path: Path, kind: str = "code") -> list[Any]:
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == kind]


def tags(cell: Any) -> list[str]:
    return list(cell.metadata.get("tags", []))


def has_picture(cell: Any) -> bool:
    return any("image/png" in output.get("data", {}) for output in cell.outputs)


def test_the_notebooks_of_the_founding_questions_are_there() -> None:
    assert {"01_overview.ipynb", "02_structure.ipynb", "03_year_on_year.ipynb", "05_procurement.ipynb"} <= set(NAMES)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_every_code_cell_was_run_in_order_from_a_fresh_kernel(path: Path) -> None:
    assert [cell.execution_count for cell in cells(path)] == list(range(1, len(cells(path)) + 1))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_parameters_name_a_document_of_the_project(path: Path) -> None:
    declared = runs.declared_parameters(path)
    assert "parameters" in tags(cells(path)[0])
    assert {"document", "language"} <= set(declared)
    assert (ROOT / str(declared["document"].default)).is_file()
    assert all(parameter.meaning for parameter in declared.values())


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_pictures_are_not_compared_but_their_numbers_are(path: Path) -> None:
    listed = cells(path)
    for cell, after in zip(listed, [*listed[1:], None], strict=True):
        assert has_picture(cell) == ("nbval-ignore-output" in tags(cell))
        if has_picture(cell):
            assert after is not None and after.outputs and not has_picture(after)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_notebook_is_thin(path: Path) -> None:
    for cell in cells(path):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.FunctionDef | ast.For | ast.While | ast.ClassDef), cell.source


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_outputs_are_stable(path: Path) -> None:
    for cell in cells(path):
        for output in cell.outputs:
            assert output.output_type in ("execute_result", "display_data")  # nothing on stderr
            # a text of the document is never taken for Markdown
            assert set(output.data) <= {"text/plain", "text/html", "image/png"}
            for kind, content in output.data.items():
                if kind.startswith("text/"):
                    assert not re.search(r"0x[0-9a-f]{6}|\d\d:\d\d:\d\d", str(content))
    text = path.read_text(encoding="utf-8")
    assert str(ROOT) not in text and "papermill" not in text


@pytest.mark.parametrize("path", NOTEBOOKS, ids=NAMES)
def test_notebook_begins_with_a_question_and_ends_with_the_answer(path: Path) -> None:
    prose = cells(path, "markdown")
    for cell, mark in zip(prose, "？?", strict=False):  # in Chinese, in English
        assert cell.source.startswith(f"# {path.stem[:2]} ") and mark in cell.source
    assert "answers." in cells(path)[-1].source
    answer = cells(path)[-1].outputs[0]["data"]["text/html"]
    assert "未核" in answer


def test_changed_figure_fails_nbval(tmp_path: Path) -> None:
    (tmp_path / "notebooks").mkdir()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copy(ROOT / "notebooks" / "05_procurement.ipynb", tmp_path / "notebooks")
    default = str(runs.declared_parameters(ROOT / "notebooks" / "05_procurement.ipynb")["document"].default)
    write_with_slip(tmp_path / default, "的 62.95%", "的 62.59%")
    shutil.copy((ROOT / default).parent / "source.toml", (tmp_path / default).parent)
    done = subprocess.run(
        [sys.executable, *"-m pytest --nbval --nbval-current-env -vv -p no:cacheprovider notebooks".split()],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 1, done.stdout
    assert "Cell outputs differ" in done.stdout
    assert "62.59" in done.stdout and "不符" in done.stdout
