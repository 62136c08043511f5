"""Notebooks executed for each document as pages, each complete or as it was before."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from queue import Queue
from typing import Any

from .. import cluster, pages, runs, shelf
from ..corpus import Failure, Result
from ..document import Source
from ..errors import BudgetAnalysisError
from ..kernels import Kernel
from ..stages import code_fingerprint
from .files import ReportError, read_json, unwritten
from .scripts import FOLDER

NOTEBOOKS = "*.ipynb"
_STAMP = "budget_analysis"


@dataclass(frozen=True)
class Page:
    """One notebook executed for one document in one language."""

    name: str
    language: str
    notebook: str
    path: Path
    is_new: bool


def notebooks_of(folder: Path) -> list[Path]:
    """The notebooks of the report, in order: those about one account, not about a dataset."""
    return [path for path in sorted(folder.glob(NOTEBOOKS)) if not runs.is_about_many(path)]


def write_page(
    source: Source, notebook: Path, language: str, out: Path, kernel: Kernel | None = None
) -> Page:
    """Execute one notebook for one document and write notebook, page and charts.

    Nothing is done when the same document, notebook and code made the page that is there. All is
    made in a folder of its own and moved into place when it is complete, the executed notebook
    with its stamp last: what stops on the way leaves the old page, and no new one that looks
    finished.

    Args:
        source: the document.
        notebook: the notebook to run.
        language: `zh` or `en`.
        out: the folder of the report; the page is `<document>/<language>/<notebook>.html` in it.
        kernel: runs the notebook after others; by default a fresh one.

    Raises:
        ReportError: the notebook stopped, its kernel died, or a file could not be written.
    """
    return _run_page(source, notebook, language, out, kernel)()


def _run_page(
    source: Source, notebook: Path, language: str, out: Path, kernel: Kernel | None
) -> Callable[[], Page]:
    """Execute the notebook of a page; what is given back completes the page, without a kernel."""
    folder = out / source.name / language
    page = folder / f"{notebook.stem}.html"
    parameters = {
        "document": _named_from(source.path, folder),
        "language": language,
        "out": ".",
        "kept": f"../../{shelf.KEPT}",
    }
    content = notebook.read_text(encoding="utf-8")
    stamp = stamp_from(source.sha256, content, code_fingerprint(), parameters)
    done = Page(source.name, language, notebook.stem, page, False)
    if page.is_file() and stamp_of(page).get("stamp") == stamp:
        return lambda: done
    # as deep as the page's folder: the same way leads to the document from both
    scratch = folder.with_name(f".{language}-{notebook.stem}")
    with _cleared(scratch, page, keeps=True):
        result = _execute(source, notebook, scratch / notebook.name, parameters, kernel)
    result.metadata[_STAMP] = {"stamp": stamp, "sha256": source.sha256}
    around = pages.Around([one.stem for one in notebooks_of(notebook.parent)], f"../../{FOLDER}/font.css")
    return partial(_complete, replace(done, is_new=True), result, scratch, around)


def _complete(page: Page, result: Any, scratch: Path, around: pages.Around) -> Page:
    """Make the page of an executed notebook, and move all that lies in its folder into place."""
    target = page.path
    with _cleared(scratch, target):
        text = pages.page_of(result, page.notebook, page.language, around)
        (scratch / target.name).write_text(text, encoding="utf-8")
        last = scratch / f"{page.notebook}.ipynb"
        runs.save(result, last)
        target.parent.mkdir(exist_ok=True)
        for file in sorted(scratch.iterdir(), key=lambda file: file == last):
            os.replace(file, target.parent / file.name)
    return page


@contextmanager
def _cleared(scratch: Path, page: Path, keeps: bool = False) -> Iterator[None]:
    """A folder of work, which is removed at the end; after success it stays where it `keeps`.

    What the disk refuses is an error of the page.
    """
    is_finished = False
    try:
        if keeps:
            shutil.rmtree(scratch, ignore_errors=True)  # of a run that was ended
        yield
        is_finished = True
    except OSError as error:
        raise unwritten(page, error) from error
    finally:
        if not (is_finished and keeps):
            shutil.rmtree(scratch, ignore_errors=True)


def _execute(
    source: Source, notebook: Path, out: Path, parameters: Mapping[str, str], kernel: Kernel | None
) -> Any:
    from papermill.exceptions import PapermillExecutionError

    where = f"{source.path}: notebook {notebook.name}"
    try:
        return runs.open_notebook(runs.run_notebook(notebook, out, parameters, kernel=kernel))
    except PapermillExecutionError as error:
        raise ReportError(
            f"{where} stopped with {error.ename}: {error.evalue}. "
            "Open it in JupyterLab, set document to this file and run it to see where."
        ) from error
    except (RuntimeError, TimeoutError) as error:  # nbclient's words for a kernel that is gone
        raise ReportError(
            f"{where} did not finish: {error}. Its kernel died or did not answer, most often for "
            "want of memory: close other programs and run the same command again."
        ) from error


def write_pages(
    work: Iterable[tuple[Result, Path, str]], out: Path, jobs: int = 0
) -> tuple[list[Page], list[Failure]]:
    """Pages for documents, notebooks and languages; one that stops is reported, the rest go on.

    Kernels run the notebooks side by side, each in a thread of its own, which alone speaks to it; while
    they run the next ones, the pages before are completed.

    Args:
        jobs: how many kernels; 0: one for each core that this process may use.
    """
    made: list[Page] = []
    failures: list[Failure] = []
    begun: list[tuple[Result, Path, Future[Future[Page]]]] = []
    count = jobs or cluster.cores()
    waiting: Queue[_Task | None] = Queue(count)
    with ThreadPoolExecutor(1) as behind, ThreadPoolExecutor(count) as hands:
        running = [hands.submit(_run_all, waiting, out, behind) for _ in range(count)]
        try:
            for result, notebook, language in work:
                assert result.source is not None
                page: Future[Future[Page]] = Future()
                begun.append((result, notebook, page))
                waiting.put(_Task(result.source, notebook, language, page))
        finally:
            for _ in running:
                waiting.put(None)
    for result, notebook, page in begun:
        with _reported(result.path, notebook, failures):
            made.append(page.result().result())
    return made, failures


@dataclass(frozen=True)
class _Task:
    """A page to be made; `page` gets what completes it, or the error of its notebook."""

    source: Source
    notebook: Path
    language: str
    page: Future[Future[Page]]


def _run_all(waiting: Queue[_Task | None], out: Path, behind: ThreadPoolExecutor) -> None:
    """Run notebooks in one kernel until there are no more."""
    with Kernel() as kernel:
        while (task := waiting.get()) is not None:
            try:
                complete = _run_page(task.source, task.notebook, task.language, out, kernel)
                task.page.set_result(behind.submit(complete))
            except BaseException as error:  # told where the page is asked for
                task.page.set_exception(error)


@contextmanager
def _reported(document: Path, notebook: Path, failures: list[Failure]) -> Iterator[None]:
    """What stops a page is added to the failures."""
    try:
        yield
    except BudgetAnalysisError as error:
        failures.append(Failure(document, str(error)))
    except Exception as error:  # one page must not stop the others, whatever it does
        failures.append(Failure(document, _defect(document, notebook, error)))


def _defect(document: Path, notebook: Path, error: Exception) -> str:
    return (
        f"{document}: notebook {notebook.name}: unexpected {type(error).__name__}: {error}. "
        "Open the notebook in JupyterLab and run it; where it runs there, this is a defect of the "
        "kit: please report it with the file."
    )


def _named_from(path: Path, folder: Path) -> str:
    """The document as the page's folder sees it, so that no path of this machine is kept.

    Within one project that is its path in the project (`runs.document_path` finds it there).
    """
    file, start = path.resolve(), folder.resolve()
    root = runs.project_root()
    if file.is_relative_to(root) and start.is_relative_to(root):
        return file.relative_to(root).as_posix()
    try:
        return Path(os.path.relpath(file, start)).as_posix()
    except ValueError:  # another drive on Windows
        return str(file)


def notebook_files(folder: Path) -> list[Path]:
    """The pages of notebooks in the folder of a document and language, in order."""
    return sorted(page for page in folder.glob("*.html") if page.with_suffix(".ipynb").is_file())


def stamp_from(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def stamp_of(page: Path) -> Mapping[str, Any]:
    """What a page was made from, which its executed notebook says; nothing where there is none."""
    stamp = read_json(page.with_suffix(".ipynb")).get("metadata", {}).get(_STAMP)
    return stamp if isinstance(stamp, dict) else {}
