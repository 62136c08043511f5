"""The report: notebooks executed for each document as pages, and an index of what is there."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import findings, pages, runs, shelf, terms, texts, views
from .corpus import Failure, Result
from .document import Source
from .errors import BudgetAnalysisError
from .inert import markup
from .kernels import Kernel
from .stages import code_fingerprint

NOTEBOOKS = "*.ipynb"
_STAMP = "budget_analysis"
_RECORD = "document.json"
"""Beside the pages of a document: what the index says of it, also when it is read no more."""
_SHOWN_DIGITS = 12


class ReportError(BudgetAnalysisError):
    """A notebook stopped with an error on a document."""


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
    stamp = _stamp(source.sha256, content, code_fingerprint(), parameters)
    done = Page(source.name, language, notebook.stem, page, False)
    if page.is_file() and _stamp_of(page).get("stamp") == stamp:
        return lambda: done
    # as deep as the page's folder: the same way leads to the document from both
    scratch = folder.with_name(f".{language}-{notebook.stem}")
    with _cleared(scratch, page, keeps=True):
        result = _execute(source, notebook, scratch / notebook.name, parameters, kernel)
    result.metadata[_STAMP] = {"stamp": stamp, "sha256": source.sha256}
    return partial(_complete, replace(done, is_new=True), result, scratch)


def _complete(page: Page, result: Any, scratch: Path) -> Page:
    """Make the page of an executed notebook, and move all that lies in its folder into place."""
    target = page.path
    with _cleared(scratch, target):
        text = pages.page_of(result, page.notebook, page.language)
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
        raise _unwritten(page, error) from error
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
    work: Iterable[tuple[Result, Path, str]], out: Path
) -> tuple[list[Page], list[Failure]]:
    """Pages for documents, notebooks and languages; one that stops is reported, the rest go on.

    One kernel runs the notebooks; while it runs the next one, the page before is completed.
    """
    made: list[Page] = []
    failures: list[Failure] = []
    begun: list[tuple[Result, Path, Future[Page]]] = []
    with Kernel() as kernel, ThreadPoolExecutor(1) as behind:
        for result, notebook, language in work:
            assert result.source is not None
            with _reported(result.path, notebook, failures):
                complete = _run_page(result.source, notebook, language, out, kernel)
                begun.append((result, notebook, behind.submit(complete)))
    for result, notebook, page in begun:
        with _reported(result.path, notebook, failures):
            made.append(page.result())
    return made, failures


@contextmanager
def _reported(document: Path, notebook: Path, failures: list[Failure]) -> Iterator[None]:
    """What stops a page is added to the failures."""
    try:
        yield
    except BudgetAnalysisError as error:
        failures.append(Failure(document, str(error)))
    except Exception as error:  # one page must not stop the others, whatever it does
        failures.append(Failure(document, _defect(document, notebook, error)))


def write_index(out: Path, results: Sequence[Result], failures: Sequence[Failure]) -> Path:
    """`index.html`: the documents whose pages are on disk, with their verdicts and their pages.

    Documents of earlier runs stay listed, each with the file and the hash that it was made from.

    Args:
        out: the folder of the report.
        results: the documents of this run.
        failures: what could not be read or made in this run.

    Raises:
        ReportError: the index, or what it says of a document, could not be written.
    """
    index = out / "index.html"
    try:
        for result in results:
            if result.source is not None and result.frames is not None:
                _write(out / result.source.name / _RECORD, _described(result))
        present = {result.source.name for result in results if result.source is not None}
        parts = [f"<h1>{_both('index_title')}</h1>"]
        for folder in sorted(out.iterdir()):
            if folder.is_dir() and not folder.name.startswith("."):
                parts += _listed(folder, folder.name in present)
        if failures:
            parts.append(f"<h2>{_both('index_failed')}</h2><ul>")
            parts += [f"<li>{markup(failure.message)}</li>" for failure in failures]
            parts.append("</ul>")
        _write(index, pages.frame(texts.say("index_title", "zh"), "\n".join(parts), "zh"))
    except OSError as error:
        raise _unwritten(index, error) from error
    return index


def _described(result: Result) -> str:
    """What the index says of a document, as JSON."""
    assert result.source is not None and result.frames is not None
    document = result.frames["documents"].iloc[0].astype(object).fillna(views.MISSING)
    counts = views.judged(views.verdict_counts(result.frames["checks"], result.frames["claims"]))
    values = {"department": document["department"], "year": document["fiscal_year"]}
    found = result.frames["findings"].to_dict("records")
    said = {
        "findings": [
            line for lang in terms.LANGUAGES for one in found for line in findings.lines_of(one, lang)
        ],
        "title": texts.say("index_document", "zh", **values),
        "judged": [findings.judged_line(result.frames, lang) for lang in terms.LANGUAGES],
        "verdicts": [texts.say("index_verdicts", lang, **counts) for lang in terms.LANGUAGES],
        "file": result.source.path.name,
        "sha256": result.source.sha256,
    }
    return json.dumps(said, indent=2) + "\n"


def _listed(folder: Path, is_present: bool) -> Iterator[str]:
    """The lines of the index on one document; none where the folder holds no page of ours."""
    made = {
        (page.stem, language): page
        for language in terms.LANGUAGES
        for page in sorted((folder / language).glob("*.html"))
        if _stamp_of(page)
    }
    said = _read_json(folder / _RECORD)
    if not made and not said:
        return
    yield f"<h2>{markup(said.get('title', folder.name))}</h2>"
    if said.get("findings"):
        yield "<ul>"
        yield from (f"<li>{markup(line)}</li>" for line in said["findings"])
        yield "</ul>"
    for verdicts in (*said.get("judged", []), *said.get("verdicts", [])):
        yield f'<p class="verdict">{markup(verdicts)}</p>'
    if said:
        made_of = f"{said.get('file')}, SHA-256 {said.get('sha256')}"
        yield f'<p class="verdict">{markup(made_of)}</p>'
    if not is_present:
        yield f'<p class="verdict">{_both("index_kept")}</p>'
    yield "<ul>"
    for notebook in sorted({notebook for notebook, _ in made}):
        links = " · ".join(
            _link(made[notebook, language], language, folder.parent, said.get("sha256"))
            for language in terms.LANGUAGES
            if (notebook, language) in made
        )
        yield f"<li>{markup(notebook)}: {links}</li>"
    yield "</ul>"


def _link(page: Path, language: str, out: Path, sha256: str | None) -> str:
    """A link to a page, with the hash of the document where the page was made from another."""
    address = quote(page.relative_to(out).as_posix())
    link = f'<a href="{address}">{markup(texts.word(f"language_{language}", language))}</a>'
    own = str(_stamp_of(page).get("sha256"))
    if own == sha256:
        return link
    return f"{link} ({_both('index_other')} {markup(own[:_SHOWN_DIGITS])})"


def _both(key: str) -> str:
    return markup(" · ".join(texts.say(key, language) for language in terms.LANGUAGES))


def _write(target: Path, text: str) -> None:
    """Write a file, complete or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, target)


def _defect(document: Path, notebook: Path, error: Exception) -> str:
    return (
        f"{document}: notebook {notebook.name}: unexpected {type(error).__name__}: {error}. "
        "Open the notebook in JupyterLab and run it; where it runs there, this is a defect of the "
        "kit: please report it with the file."
    )


def _unwritten(target: Path, error: OSError) -> ReportError:
    return ReportError(
        f"{target}: could not be written: {error}. Make room there, or give another folder, and "
        "run the same command again; pages that are finished are kept."
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


def _stamp(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _stamp_of(page: Path) -> Mapping[str, Any]:
    """What a page was made from, which its executed notebook says; nothing where there is none."""
    stamp = _read_json(page.with_suffix(".ipynb")).get("metadata", {}).get(_STAMP)
    return stamp if isinstance(stamp, dict) else {}


def _read_json(file: Path) -> dict[str, Any]:
    """A JSON object; an empty one where the file is not there, is damaged or holds none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
