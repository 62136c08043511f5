"""XML that fetches nothing and cannot grow: no entities, no external files, limits of depth and text."""

from __future__ import annotations

from typing import Any, TypeAlias

from lxml import etree

from ..errors import DocumentError

Element: TypeAlias = Any
"""An element of lxml, which comes without type hints."""


def parse(content: bytes, where: str) -> Element:
    """The root of an XML text.

    Raises:
        DocumentError: it is no XML, nested too deep, or declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(
            f"{where}: this is no XML that can be read ({error}). The file is damaged or made to do harm; "
            "open it in the program that wrote it and save it again."
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentError(
            f"{where}: it has a DOCTYPE, which may declare entities and which no program that writes accounts "
            "writes. The file is made to do harm; it is not read."
        )
    return root


def name_of(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str:
    """An attribute by its name without namespace; empty where there is none."""
    found = element.get(name)
    if found is None:
        found = next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")
    return str(found)
