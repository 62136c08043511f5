"""Notebooks run with checked parameters and without traces of the machine."""

from __future__ import annotations

import ast
import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from papermill.exceptions import PapermillExecutionError

from budget_analysis import runs
from budget_analysis.errors import DocumentError, ParameterError
from budget_analysis.kernels import Kernel
from tests.seed_account import ROOT, SEED

DECLARED = """
document: str = "a.txt"  # the account
rows: int = 3  # how many
limit: float = 1.5
strict: bool = False
names: list = []
options: dict = {}
""".strip()


def make_notebook(path: Path, declared: str = DECLARED, body: str = "rows * 2") -> Path:
    first = nbformat.v4.new_code_cell(declared)
    first.metadata["tags"] = ["parameters"]
    notebook = nbformat.v4.new_notebook(cells=[first, nbformat.v4.new_code_cell(body)])
    nbformat.write(notebook, path)
    return path


def test_declared_parameters_have_type_default_and_meaning(tmp_path: Path) -> None:
    declared = runs.declared_parameters(make_notebook(tmp_path / "n.ipynb"))
    assert declared["rows"] == runs.Parameter("rows", "int", 3, "how many")
    assert list(declared) == ["document", "rows", "limit", "strict", "names", "options"]
    assert declared["limit"].meaning == ""


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"documents": "b.txt"}, 'no parameter "documents"; it declares document, rows'),
        ({"document": 3}, "document is 3, a int; declared as str"),
        ({"rows": "3"}, "rows is '3', a str; declared as int"),
        ({"rows": True}, "rows is True, a bool; declared as int"),
        ({"strict": 1}, "strict is 1, a int; declared as bool"),
        ({"names": "a"}, "declared as list"),
        ({"options": []}, "declared as dict"),
    ],
)
def test_strangers_and_wrong_types_are_refused(given: dict[str, Any], message: str, tmp_path: Path) -> None:
    notebook = make_notebook(tmp_path / "n.ipynb")
    with pytest.raises(ParameterError) as caught:
        runs.run_notebook(notebook, tmp_path / "out.ipynb", given)
    assert message in str(caught.value)
    assert not (tmp_path / "out.ipynb").exists()


def test_whole_number_is_a_float_too(tmp_path: Path) -> None:
    runs.check_parameters(make_notebook(tmp_path / "n.ipynb"), {"limit": 2})


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        ("rows = 3", "is not of the form"),
        ("import os", "is not of the form"),
        ("rows: int = len('abc')", "is computed"),
        ("rows: int = '3'", "a default of that type"),
        ("rows: complex = 3", "must have one of the types"),
    ],
)
def test_parameters_cell_declares_literals_only(declared: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match=message):
        runs.declared_parameters(make_notebook(tmp_path / "n.ipynb", declared))


def test_notebook_without_parameters_cell_is_refused(tmp_path: Path) -> None:
    path = make_notebook(tmp_path / "n.ipynb")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].metadata["tags"] = []
    nbformat.write(notebook, path)
    with pytest.raises(ParameterError, match="0 cells are tagged parameters"):
        runs.declared_parameters(path)


def test_executed_notebook_has_results_and_no_trace_of_the_machine(tmp_path: Path) -> None:
    notebook = make_notebook(tmp_path / "n.ipynb")
    before = notebook.read_bytes()
    out = runs.run_notebook(notebook, tmp_path / "new" / "out.ipynb", {"rows": 21})
    executed = nbformat.read(out, as_version=4)
    assert executed.cells[-1].outputs[0]["data"]["text/plain"] == "42"
    assert notebook.read_bytes() == before
    text = out.read_text(encoding="utf-8")
    assert str(tmp_path) not in text and "papermill" not in text and "start_time" not in text
    assert executed.metadata == {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    assert [file.name for file in out.parent.iterdir()] == ["out.ipynb"]


def test_failing_notebook_leaves_no_result(tmp_path: Path) -> None:
    notebook = make_notebook(tmp_path / "n.ipynb", body="1 / 0")
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        runs.run_notebook(notebook, tmp_path / "out.ipynb")
    assert not (tmp_path / "out.ipynb").exists()


def test_kernel_runs_notebooks_in_turn_and_none_sees_another(tmp_path: Path) -> None:
    """What a notebook defines, where it stands and how its cells are counted are its own."""
    look = "import os\n[os.getpid(), os.path.basename(os.getcwd()), globals().get('left')]"
    shown = []
    with Kernel() as kernel:
        for name, body in (("a", f"left = 1\n{look}"), ("b", look), ("c", "1 / 0"), ("d", look)):
            out = tmp_path / name / "out.ipynb"
            try:
                runs.run_notebook(make_notebook(tmp_path / f"{name}.ipynb", body=body), out, kernel=kernel)
            except PapermillExecutionError:
                continue
            cells = [cell for cell in nbformat.read(out, as_version=4).cells if cell.cell_type == "code"]
            assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
            shown.append(ast.literal_eval(cells[-1].outputs[0]["data"]["text/plain"]))
    (first, *a), (second, *b), (third, *d) = shown
    assert (a, b, d) == (["a", 1], ["b", None], ["d", None])
    assert first == second != third  # what stops costs its kernel, and only that
    with pytest.raises(ProcessLookupError):
        os.kill(third, 0)


def test_folder_of_notebooks_is_run_in_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notebook = make_notebook(tmp_path / "n.ipynb")
    assert runs.main([str(tmp_path)]) == 0
    assert json.loads(notebook.read_text(encoding="utf-8"))["cells"][1]["execution_count"] == 2
    assert runs.main([]) == 2
    assert runs.main(["--help"]) == 0
    assert "usage" in capsys.readouterr().out


def test_folder_without_notebooks_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="no notebooks"):
        runs.run_in_place(tmp_path)


def test_project_is_found_from_below_and_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (ROOT, ROOT / "notebooks", tmp_path):
        monkeypatch.chdir(folder)
        assert runs.project_root().samefile(ROOT)


def test_document_is_found_from_here_and_from_the_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert runs.document_path(SEED.relative_to(ROOT).as_posix()).samefile(SEED)
    (tmp_path / "own.txt").write_text("x", encoding="utf-8")
    assert runs.document_path("own.txt") == Path("own.txt")
    with pytest.raises(DocumentError, match=r"nowhere\.txt: there is no such file, neither here"):
        runs.document_path("nowhere.txt")
