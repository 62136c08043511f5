"""The cells of an executed notebook as a reader of one language sees them."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from . import terms, texts
from .views.tables import NOTHING

Cells = list[Any]


def for_reader(notebook: Any, language: str) -> Any:
    """A copy of a notebook without what is for readers of another language and without sections that show nothing.

    A cell tagged `zh` or `en` is for readers of that language, one without such a tag for all.
    Sections that show nothing are told in one sentence under their headings.
    """
    shown = copy.deepcopy(notebook)
    own = [cell for cell in shown.cells if _is_for(cell, language)]
    shown.cells = _joined(_with_content(own, language))
    return shown


def _is_for(cell: Any, language: str) -> bool:
    tagged = set(cell.metadata.get("tags", [])) & set(terms.LANGUAGES)
    return not tagged or language in tagged


def _with_content(cells: Cells, language: str) -> Cells:
    kept: Cells = []
    headings: list[str] = []
    for section in [*_sections(cells), []]:
        if section and _shows_nothing(section):
            headings.append(section[0].source.split("\n")[0].lstrip("# "))
            continue
        if headings:
            kept.append(_told(headings, language))
            headings = []
        kept += _without_repeated(section)
    return kept


def _sections(cells: Cells) -> list[Cells]:
    """The cells from each heading to the next."""
    sections: list[Cells] = [[]]
    for cell in cells:
        if cell.cell_type == "markdown" and cell.source.startswith("## "):
            sections.append([])
        sections[-1].append(cell)
    return sections


def _shows_nothing(section: Sequence[Any]) -> bool:
    if section[0].cell_type != "markdown" or not section[0].source.startswith("## "):
        return False
    outputs = [cell for cell in section if cell.cell_type == "code" and cell.outputs]
    return bool(outputs) and all(map(_is_nothing, outputs))


def _is_nothing(cell: Any) -> bool:
    return cell.cell_type == "code" and all(_html(one).startswith(NOTHING) for one in cell.outputs) and bool(cell.outputs)


def _html(output: Any) -> str:
    return "".join(output.get("data", {}).get("text/html", ""))


def _without_repeated(section: Cells) -> Cells:
    """That there is nothing is said once behind a heading or a caption, and not beside what there is."""
    kept: Cells = []
    for cell in section:
        before = kept[-1] if kept else None
        if _is_nothing(cell) and before is not None and before.cell_type == "code" and before.outputs:
            continue
        if before is not None and _is_nothing(before) and cell.cell_type == "code" and cell.outputs:
            kept.pop()
        kept.append(cell)
    return kept


def _told(headings: Sequence[str], language: str) -> Any:
    import nbformat

    heading = texts.word("and_also", language).join(headings)
    said = texts.say("sections_nothing", language)
    return nbformat.v4.new_markdown_cell(f"## {heading}\n\n{said}")  # type: ignore[no-untyped-call]


def _joined(cells: Cells) -> Cells:
    """The code of cells that show nothing of their own stands with that of the next."""
    kept: Cells = []
    for cell in cells:
        before = kept[-1] if kept else None
        if before is not None and cell.cell_type == before.cell_type == "code" and not before.outputs:
            cell.source = f"{before.source}\n\n{cell.source}"
            kept.pop()
        kept.append(cell)
    return kept
