"""Notebooks executed with checked parameters, from a fresh kernel, without traces of the machine.

`python -m budget_analysis.runs notebooks` runs the notebooks of a folder again, in place.
"""

from __future__ import annotations

import ast
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import archives, kernels
from .sources import open_account as open_files
from .errors import DocumentError, ParameterError
from .kernels import Kernel

if TYPE_CHECKING:
    import pandas as pd
    from nbformat import NotebookNode

    from .account import Account
    from .reconciliation import Ledger

Value = str | int | float | bool | list[Any] | dict[str, Any]

_TYPES: Mapping[str, type] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": bool,
    "list": list,
    "dict": dict,
}
_TAG = "parameters"


@dataclass(frozen=True)
class Parameter:
    """One line of the cell tagged `parameters`: `name: type = default  # meaning`."""

    name: str
    type: str
    default: Value
    meaning: str


def project_root() -> Path:
    """The folder of the project: the first above the current one with `notebooks/`, or ours.

    nbval starts in the notebook's folder, papermill in the caller's.

    Raises:
        ParameterError: neither the current folder nor the package lies in a project.
    """
    for start in (Path.cwd(), Path(__file__).resolve().parent):
        for folder in (start, *start.parents):
            if (folder / "pyproject.toml").is_file() and (folder / "notebooks").is_dir():
                return folder
    raise ParameterError(
        f"{Path.cwd()}: no folder with notebooks/ and pyproject.toml here or above. "
        "Change into a checkout of the project."
    )


def document_path(document: str) -> Path:
    """The account that a notebook's parameter `document` names: from here, or from the project.

    Raises:
        DocumentError: there is no such file in either place.
    """
    for path in (Path(document), project_root() / document):
        is_there = path.exists() or path.parent.is_file()  # a file, a folder, an entry of accounts.toml
        if is_there or archives.is_member(path):
            return path
    raise DocumentError(
        f"{document}: there is no such file, neither here nor in the project. "
        "Give the path of a published account."
    )


def open_account(document: str, kept: str = "") -> tuple[Account, Ledger]:
    """The account that a notebook's parameter `document` names, and its ledger.

    Args:
        document: see `document_path`.
        kept: the folder in which a run keeps frames; those of this file, made by this code, are
            taken from there. Where there are none the document is read.

    Raises:
        DocumentError: there is no such file, or it cannot be read.
    """
    from . import stages

    source = open_files(document_path(document))
    return stages.open_account(source, Path(kept) if kept else None)


def open_dataset(dataset: str, document: str, kept: str = "") -> dict[str, pd.DataFrame]:
    """The tables of the dataset that a notebook's parameter `dataset` names.

    Args:
        dataset: a folder that `build` has written, from here or from the project; empty: a dataset
            of the one account that `document` names (see `open_account`).

    Raises:
        DocumentError: there is no dataset in the folder, or the account cannot be read.
    """
    import pandas as pd

    from . import corpus

    if not dataset:
        account, ledger = open_account(document, kept)
        source = open_files(document_path(document))
        frames = {**vars(account), **ledger.frames()}
        return dict(corpus.dataset([corpus.Result(source.path, source, frames)]))
    for folder in (Path(dataset), project_root() / dataset):
        if (folder / "manifest.json").is_file():
            return {file.stem: pd.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
    raise DocumentError(f"{dataset}: there is no dataset in this folder. Make one: budget-analysis build FOLDER --out {dataset}")


def declared_parameters(notebook: str | Path) -> dict[str, Parameter]:
    """The parameters that a notebook declares, in order.

    Raises:
        ParameterError: there is no parameters cell, or a line is not `name: type = literal`.
    """
    file = Path(notebook)
    cells = [
        cell
        for cell in open_notebook(file).cells
        if _TAG in cell.metadata.get("tags", [])
    ]
    if len(cells) != 1:
        raise ParameterError(f"{file.name}: {len(cells)} cells are tagged {_TAG}; one is expected")
    lines = cells[0].source.splitlines()
    return {
        name: Parameter(name, type_, default, _meaning(lines[line - 1]))
        for name, type_, default, line in _declarations(cells[0].source, file.name)
    }


def is_about_many(notebook: str | Path) -> bool:
    """True for a notebook that declares a parameter `dataset`: it is about many accounts."""
    try:
        return "dataset" in declared_parameters(notebook)
    except ParameterError:
        return False  # whoever runs it is told what is wrong with it


def check_parameters(notebook: str | Path, parameters: Mapping[str, Value]) -> None:
    """Refuse what the notebook does not declare; papermill alone would only log a line.

    Raises:
        ParameterError: a name is unknown, or a value has another type than declared.
    """
    declared = declared_parameters(notebook)
    name = Path(notebook).name
    for key, value in parameters.items():
        if key not in declared:
            known = ", ".join(declared)
            raise ParameterError(f'{name}: no parameter "{key}"; it declares {known}')
        wanted = declared[key].type
        if not _fits(value, wanted):
            raise ParameterError(
                f"{name}: parameter {key} is {value!r}, a {type(value).__name__}; "
                f"declared as {wanted} ({declared[key].meaning or 'no meaning given'})"
            )


def run_notebook(
    notebook: str | Path,
    out: str | Path,
    parameters: Mapping[str, Value] | None = None,
    folder: str | Path | None = None,
    kernel: Kernel | None = None,
) -> Path:
    """Execute a notebook with papermill and write the result.

    Args:
        notebook: the notebook to run; it is not changed.
        out: where the executed notebook is written, complete or not at all.
        parameters: values for declared parameters; the defaults stand for the rest.
        folder: where the kernel runs; the folder of `out` by default.
        kernel: runs this notebook after others, with no name of theirs; by default a fresh one.
            It is ended where the notebook stops.

    Returns:
        `out`, without times, paths and versions of this machine in it.

    Raises:
        ParameterError: see `check_parameters`.
        papermill.PapermillExecutionError: a cell raised.
    """
    import papermill

    given = dict(parameters or {})
    check_parameters(notebook, given)
    target = Path(out)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, ExitStack() as own:
        raw = Path(scratch) / "executed.ipynb"
        running = kernel or own.enter_context(Kernel())
        try:
            papermill.execute_notebook(
                str(notebook),
                str(raw),
                parameters=given,
                engine_name=kernels.use_with_papermill(),
                request_save_on_cell_execute=False,
                kernel_name="python3",
                language="python",
                progress_bar=False,
                kernel=running,
                folder=Path(folder or target.parent).resolve(),
            )
        except papermill.PapermillExecutionError:
            running.stop()  # what the cell left behind is nobody's
            raise
        save(clean(open_notebook(raw)), target)
    return target


def clean(notebook: NotebookNode) -> NotebookNode:
    """Take out of an executed notebook what differs from run to run or machine to machine."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell["id"] = f"cell-{number}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = {"tags": tags} if tags else {}
    return notebook


def open_notebook(path: str | Path) -> NotebookNode:
    """A notebook file, in the current format."""
    import nbformat

    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def save(notebook: NotebookNode, path: str | Path) -> None:
    """Write a notebook, complete or not at all."""
    import nbformat

    target = Path(path)
    part = target.with_name(target.name + ".part")
    nbformat.write(notebook, part)  # type: ignore[no-untyped-call]
    os.replace(part, target)


def run_in_place(folder: str | Path) -> list[Path]:
    """Execute all notebooks of a folder with their defaults and write them back."""
    notebooks = sorted(Path(folder).glob("*.ipynb"))
    if not notebooks:
        raise ParameterError(f"{folder}: there are no notebooks (*.ipynb) in this folder")
    return [run_notebook(notebook, notebook) for notebook in notebooks]


def main(arguments: Sequence[str] | None = None) -> int:
    """`python -m budget_analysis.runs FOLDER`: run the notebooks of a folder again, in place."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) != 1 or given[0] in ("-h", "--help"):
        print("usage: python -m budget_analysis.runs FOLDER")
        return 0 if given[:1] in (["-h"], ["--help"]) else 2
    for notebook in run_in_place(given[0]):
        print(notebook)
    return 0


def _declarations(source: str, name: str) -> list[tuple[str, str, Value, int]]:
    found = []
    for node in ast.parse(source).body:
        shown = ast.get_source_segment(source, node) or ""
        is_declaration = (
            isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(node.annotation, ast.Name)
            and node.value is not None
        )
        if not is_declaration:
            raise ParameterError(f'{name}: "{shown}" is not of the form name: type = default')
        assert isinstance(node, ast.AnnAssign)
        assert isinstance(node.target, ast.Name) and isinstance(node.annotation, ast.Name)
        assert node.value is not None
        type_ = node.annotation.id
        try:
            default = ast.literal_eval(node.value)
        except ValueError:
            raise ParameterError(f'{name}: the default in "{shown}" is computed') from None
        if type_ not in _TYPES or not _fits(default, type_):
            raise ParameterError(
                f'{name}: "{shown}" must have one of the types {", ".join(_TYPES)}, and a '
                "default of that type"
            )
        found.append((node.target.id, type_, default, node.lineno))
    return found


def _meaning(line: str) -> str:
    return line.partition("#")[2].strip()


def _fits(value: object, wanted: str) -> bool:
    if isinstance(value, bool):
        return wanted == "bool"  # a bool is an int to Python, never to a reader
    if wanted == "float":
        return isinstance(value, int | float)
    return isinstance(value, _TYPES[wanted])


if __name__ == "__main__":
    raise SystemExit(main())
