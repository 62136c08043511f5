"""Heads of pages that are another one for each section: there a form may have its title.

A head that all sections share says whose the document is, again on each page, and is no text of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...containers.package import Package
from ...containers.xml import Element, attribute, name_of
from ...folding import is_folio

_FEWEST = 3
"""Sections with tables whose heads are all different."""
_TEXT = {"t": "", "tab": "  ", "br": "  ", "ptab": "  "}


def page_heads(package: Package, body: Element, parts: Mapping[str, str]) -> dict[int, list[str]]:
    """The lines of the head of each section, by the number of the child of the body with which it begins.

    Only of sections that hold a table, where there are several and each has a head of its own. `parts` are the
    names of the parts by their identifiers.
    """
    found: dict[int, list[str]] = {}
    start, head = 0, ""
    for number, child in enumerate(body):
        section = child if name_of(child) == "sectPr" else child.find("{*}pPr/{*}sectPr")
        if section is None:
            continue
        own = [reference for reference in section.iterfind("{*}headerReference") if attribute(reference, "type") in ("", "default")]
        head = next((parts.get(attribute(reference, "id"), "") for reference in own), head)
        if head in package.names and any(name_of(one) == "tbl" for one in body[start : number + 1]):
            found[start] = _lines(package.xml(head))
        start = number + 1
    told = {" ".join(lines) for lines in found.values()} - {""}
    return found if len(told) >= _FEWEST and len(told) == len(found) else {}


def _lines(part: Element) -> list[str]:
    lines = ["".join(_written(paragraph)) for paragraph in part.iterfind("{*}p")]
    return [line for line in lines if line.strip() and not is_folio(line)]


def _written(paragraph: Element) -> Sequence[str]:
    return [one.text or "" if name_of(one) == "t" else _TEXT[name_of(one)] for one in paragraph.iter() if name_of(one) in _TEXT]
