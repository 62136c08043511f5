"""The report: notebooks executed for each document, as pages that need nothing from outside."""

from __future__ import annotations

import hashlib
import html
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import runs, terms, texts, views
from .corpus import Failure, Result, code_fingerprint
from .document import Source
from .errors import BudgetAnalysisError

NOTEBOOKS = "*.ipynb"
_STAMP = "budget_analysis"

_CODE_FOLDED = """
{%- extends 'basic/index.html.j2' -%}
{% block input_group -%}
<details class="code"><summary>code</summary>
{{ super() }}
</details>
{%- endblock input_group %}
"""

_STYLE = """
:root { color-scheme: light; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff;
  font: 16px/1.6 "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei",
  sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #ccc; }
a { color: #1f4e79; } nav { font-size: 0.9rem; }
a.anchor-link { display: none; }
table { border-collapse: collapse; margin: 0.6rem 0; font-size: 0.85rem; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #ddd; vertical-align: top; }
th { border-bottom: 1px solid #666; }
td { font-variant-numeric: tabular-nums; }
.output_html { overflow-x: auto; }
img { max-width: 100%; height: auto; }
pre { font-size: 0.8rem; overflow-x: auto; }
details.code > summary { color: #888; font-size: 0.75rem; cursor: pointer; }
.verdict { color: #666; }
"""


class ReportError(BudgetAnalysisError):
    """A notebook stopped with an error on a document."""


@dataclass(frozen=True)
class Page:
    """One notebook executed for one document in one language."""

    document_id: str
    language: str
    notebook: str
    path: Path
    is_new: bool


def notebooks_of(folder: Path) -> list[Path]:
    """The notebooks of the report, in order."""
    return sorted(folder.glob(NOTEBOOKS))


def write_page(source: Source, notebook: Path, language: str, out: Path) -> Page:
    """Execute one notebook for one document and write notebook, page and charts.

    Nothing is done when the same document, notebook and code made the page that is there. The
    executed notebook carries that stamp and is moved into place last, so an interrupted run
    leaves nothing that looks finished.

    Args:
        source: the document.
        notebook: the notebook to run.
        language: `zh` or `en`.
        out: the folder of the report; the page is `<document>/<language>/<notebook>.html` in it.

    Raises:
        ReportError: the notebook stopped with an error.
    """
    from papermill.exceptions import PapermillExecutionError

    folder = out / source.document_id / language
    executed = folder / notebook.name
    page = executed.with_suffix(".html")
    parameters = {"document": _named_from(source.path, folder), "language": language, "out": "."}
    content = notebook.read_text(encoding="utf-8")
    stamp = _stamp(source.sha256, content, code_fingerprint(), parameters)
    done = Page(source.document_id, language, notebook.stem, page, False)
    if page.is_file() and _stamp_of(executed) == stamp:
        return done
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{notebook.name}"
    try:
        runs.run_notebook(notebook, draft, parameters)
    except PapermillExecutionError as error:
        raise ReportError(
            f"{source.path}: notebook {notebook.name} stopped with {error.ename}: {error.evalue}. "
            "Open it in JupyterLab, set document to this file and run it to see where."
        ) from error
    result = runs.open_notebook(draft)
    page.write_text(page_of(result, notebook.stem, language), encoding="utf-8")
    result.metadata[_STAMP] = stamp
    runs.save(result, executed)
    draft.unlink()
    return replace(done, is_new=True)


def write_pages(
    work: Iterable[tuple[Result, Path, str]], out: Path
) -> tuple[list[Page], list[Failure]]:
    """Pages for documents, notebooks and languages; one that stops is reported, the rest go on."""
    pages, failures = [], []
    for result, notebook, language in work:
        assert result.source is not None
        try:
            pages.append(write_page(result.source, notebook, language, out))
        except ReportError as error:
            failures.append(Failure(result.path, str(error)))
    return pages, failures


def page_of(notebook: Any, title: str, language: str) -> str:
    """An executed notebook as one page: pictures inside it, code folded away, no script."""
    from nbconvert import HTMLExporter

    exporter = HTMLExporter(raw_template=_CODE_FOLDED)  # type: ignore[no-untyped-call]
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    body, _ = exporter.from_notebook_node(notebook)
    back = html.escape(texts.say("index_back", language))
    return _page(title, f'<nav><a href="../../index.html">{back}</a></nav>\n{body}', language)


def write_index(
    out: Path, pages: Sequence[Page], results: Sequence[Result], failures: Sequence[Failure]
) -> Path:
    """`index.html`: the documents with their verdicts, and where their pages are."""
    parts = [f"<h1>{_both('index_title')}</h1>"]
    for result in results:
        if result.source is None or result.frames is None:
            continue
        document = result.frames["documents"].iloc[0]
        counts = views.verdict_counts(result.frames["checks"], result.frames["claims"])
        values = {"department": document["department"], "year": document["fiscal_year"]}
        parts.append(f"<h2>{html.escape(texts.say('index_document', 'zh', **values))}</h2>")
        for language in terms.LANGUAGES:
            verdicts = texts.say("index_verdicts", language, **views.judged(counts))
            parts.append(f'<p class="verdict">{html.escape(verdicts)}</p>')
        own = [page for page in pages if page.document_id == result.source.document_id]
        parts.append("<ul>")
        for notebook in dict.fromkeys(page.notebook for page in own):
            links = " · ".join(
                f'<a href="{html.escape(page.path.relative_to(out).as_posix())}">'
                f"{html.escape(texts.word(f'language_{page.language}', page.language))}</a>"
                for page in own
                if page.notebook == notebook
            )
            parts.append(f"<li>{html.escape(notebook)}: {links}</li>")
        parts.append("</ul>")
    if failures:
        parts.append(f"<h2>{_both('index_failed')}</h2><ul>")
        parts += [f"<li>{html.escape(failure.message)}</li>" for failure in failures]
        parts.append("</ul>")
    index = out / "index.html"
    title = texts.say("index_title", "zh")
    index.write_text(_page(title, "\n".join(parts), "zh"), encoding="utf-8")
    return index


def _page(title: str, body: str, language: str) -> str:
    tag = {"zh": "zh-CN", "en": "en"}[language]
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _both(key: str) -> str:
    return html.escape(" · ".join(texts.say(key, language) for language in terms.LANGUAGES))


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


def _stamp_of(executed: Path) -> str | None:
    try:
        notebook = json.loads(executed.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    return str(notebook.get("metadata", {}).get(_STAMP))
