"""An OFD as a package: its XML parts, its pages and templates in their order, its resources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...containers.package import Package
from ...containers.parts import resolved
from ...containers.xml import Element
from ...errors import DocumentError
from ...limits import MOST_PAGES, refuse_more

ROOT = "OFD.xml"


@dataclass(frozen=True)
class PagePart:
    """One page: its content, and the template pages that lie below and above it."""

    content: Element
    below: tuple[Element, ...]
    above: tuple[Element, ...]
    size: tuple[float, float, float, float]
    """x, y, width and height of the visible page in mm."""
    units: dict[str, Element] = field(default_factory=dict)
    """Composite graphics by identifier."""


@dataclass
class Parts:
    """The parts of an OFD that pages are made of; `remarks` is what was left out."""

    pages: list[PagePart] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def open_parts(path: Path) -> Parts:
    """The pages of all documents in the file, in their order.

    Raises:
        DocumentError: no OFD, damaged, encrypted, or larger than an account can be.
    """
    parts = Parts()
    with Package(path) as package:
        if ROOT not in package.names:
            raise DocumentError(f"{path}: this zip is no OFD: it has no {ROOT}")
        if "Encryptions.xml" in package.names:
            raise DocumentError(f"{path}: the OFD is encrypted. Save a copy without protection, or print it to PDF")
        root = package.xml(ROOT)
        bodies = list(each(root, "DocBody"))
        if not bodies:
            raise DocumentError(f"{path}: the OFD is damaged: {ROOT} names no document")
        for body in bodies:
            _read_document(package, resolved("", text_of(body, "DocRoot")), parts)
        refuse_more(path, "pages", len(parts.pages), MOST_PAGES)
    return parts


def _read_document(package: Package, name: str, parts: Parts) -> None:
    document = package.xml(name)
    common = first(document, "CommonData")
    whole = _area(first(common, "PageArea"), (0.0, 0.0, 210.0, 297.0))
    units: dict[str, Element] = {}
    for kind in ("PublicRes", "DocumentRes"):
        for entry in each(common, kind):
            units |= _units(package, resolved(name, entry.text or ""))
    templates = {
        str(entry.get("ID")): resolved(name, entry.get("BaseLoc", "")) for entry in each(common, "TemplatePage")
    }
    pages = list(each(first(document, "Pages"), "Page"))
    refuse_more(package.shown, "pages", len(parts.pages) + len(pages), MOST_PAGES)
    parsed: dict[str, Element] = {}
    for entry in pages:
        place = resolved(name, entry.get("BaseLoc", ""))
        page = package.xml(place)
        own = dict(units)
        for resource in each(page, "PageRes"):
            own |= _units(package, resolved(place, resource.text or ""))
        below: list[Element] = []
        above: list[Element] = []
        for use in each(page, "Template"):
            found = templates.get(str(use.get("TemplateID")))
            if found is None:
                parts.remarks.append(f"page {len(parts.pages) + 1} names a template page that is not there")
                continue
            if found not in parsed:
                parsed[found] = package.xml(found)
            (above if use.get("ZOrder") == "Foreground" else below).append(parsed[found])
        size = _area(first(page, "Area"), whole)
        parts.pages.append(PagePart(page, tuple(below), tuple(above), size, own))
    for kind, what in (("Attachments", "attachments"), ("Annotations", "annotations")):
        if first(document, kind) is not None:
            parts.remarks.append(f"the OFD has {what}, which are not read")


def _units(package: Package, name: str) -> dict[str, Element]:
    """The composite graphics of a resource; a resource that is missing has none."""
    if name not in package.names:
        return {}
    found = package.xml(name)
    return {str(unit.get("ID")): unit for unit in found.iter("{*}CompositeGraphicUnit")}


def _area(area: Element | None, otherwise: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """The visible box of a page area: the crop of the application, else the paper."""
    for kind in ("ApplicationBox", "PhysicalBox"):
        box = numbers(text_of(area, kind)) if area is not None else []
        if len(box) == 4 and box[2] > 0 and box[3] > 0:
            return box[0], box[1], box[2], box[3]
    return otherwise


def each(element: Element | None, name: str) -> Iterator[Element]:
    """The children of that name, whatever their namespace."""
    if element is not None:
        yield from element.iterchildren("{*}" + name)


def first(element: Element | None, name: str) -> Element | None:
    return next(each(element, name), None)


def text_of(element: Element | None, name: str) -> str:
    found = first(element, name)
    return (found.text or "").strip() if found is not None else ""


def numbers(text: str) -> list[float]:
    """Numbers apart by blanks or commas; empty where one is none, or is beyond all paper."""
    try:
        found = [float(word) for word in text.replace(",", " ").split()]
    except ValueError:
        return []
    return found if all(abs(value) < _FARTHEST for value in found) else []


_FARTHEST = 1e6
