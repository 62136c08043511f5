"""What a web page offers or shows beside its text: files behind links and in frames, and pictures. Nothing is fetched."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from ...containers.xml import Element

ATTACHMENT = "attachment"
"""The kind of problem that tells of such a file."""
FRAMES = {"iframe", "frame", "embed", "object"}
_FILES = {
    "pdf", "doc", "docx", "wps", "xls", "xlsx", "xlsm", "et", "ofd", "zip", "rar", "7z", "txt", "rtf", "ods", "odt",
}  # fmt: skip
_ENDING = re.compile(r"\.([a-z0-9]+)(?=$|[?&#])")
_SMALL = 150
"""Pixels: a picture that is declared narrower or lower shows no form."""
_TOLD = re.compile(r'the page offers the file "(?P<name>.*)" \((?P<address>.*)\), which is not fetched\. ', re.DOTALL)
_LENGTH = re.compile(r"\s*(\d{1,5})\s*(?:px)?\s*")


def address_of(element: Element) -> str:
    """Where a link leads, or what a frame shows."""
    return str(element.get("href") or element.get("src") or element.get("data") or "")


def is_file(element: Element) -> bool:
    """True for a link or a frame whose address, or a part of its query, ends like the name of a document."""
    try:
        parts = urlsplit(address_of(element))
    except ValueError:
        return False
    return any(ending in _FILES for ending in _ENDING.findall(unquote(f"{parts.path}?{parts.query}").lower()))


def is_offer(element: Element) -> bool:
    """True also for a link that is called an attachment."""
    return is_file(element) or (element.tag == "a" and "附件" in "".join(element.itertext()))


def tell_offer(name: str, address: str) -> str:
    """What a problem says of a file that a page offers."""
    return (
        f'the page offers the file "{name or address}" ({address}), which is not fetched. If it belongs to '
        "the account, fetch it and give both files together"
    )


def told_offer(message: str) -> tuple[str, str] | None:
    """The name and the address of a file in what `tell_offer` says of it; None for any other message."""
    told = _TOLD.match(message)
    return (told["name"], told["address"]) if told else None


def may_show_text(image: Element) -> bool:
    """True for a picture alone in its paragraph that is no link, no icon and not small."""
    lengths = [_LENGTH.fullmatch(image.get(name) or "") for name in ("width", "height")]
    if any(length and int(length[1]) < _SMALL for length in lengths) or address_of(image).lower().endswith(".gif"):
        return False
    above = image.getparent()
    while above is not None and above.tag in ("a", "span", "strong", "b", "em", "font"):
        if above.tag == "a":
            return False
        above = above.getparent()
    return above is not None and not "".join(above.itertext()).strip()
