"""What an element of a web page shows, by its own name, attributes and style: hidden, moved out of sight, struck through.

Style sheets are not read; most editors of offices' sites write the style beside the text.
"""

from __future__ import annotations

import re

from ...containers.xml import Element

_STRUCK = {"s", "strike", "del"}
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?:[^;]*line-through")
_NOTHING = r"[+-]?0*\.?0*(?:px|pt|r?em|%)?(?=;|!|$)"
_HIDDEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)"
    rf"|opacity:(?=[\d.]){_NOTHING}"
    r"|clip:rect\((?:[01](?:px)?[, ]?){4}\)|clip-path:inset\((?:50|100)%)"
)
_FAR = r"-(?:\d{4,}(?:\.\d+)?(?:px|pt)|[5-9]\d\d(?:\.\d+)?(?:px|pt)|\d{3,}(?:\.\d+)?(?:r?em|%))"
"""Five hundred pixels and more: the indent of a hanging paragraph is a few letters."""
_MOVED = re.compile(rf"(?:^|;)(?:text-indent|margin-left|margin-top):{_FAR}")
_MOVED_ALONE = re.compile(rf"(?:^|;)(?:left|top|right|bottom):{_FAR}")
_PLACED = re.compile(r"(?:^|;)position:(?:absolute|fixed|relative)")
_NO_LETTERS = re.compile(rf"(?:^|;)font-size:(?=[\d.]){_NOTHING}")
_LETTERS = re.compile(r"(?:^|;)font(?:-size)?:")


def is_hidden(element: Element) -> bool:
    """True for an element that a browser does not show, or shows off the page."""
    if element.get("hidden") is not None or element.get("role") == "navigation":
        return True
    style = style_of(element)
    if not style:
        return False
    if _HIDDEN.search(style) or _MOVED.search(style) or _PLACED.search(style) and _MOVED_ALONE.search(style):
        return True
    return _NO_LETTERS.search(style) is not None and not any(map(_has_letters, element.iterdescendants()))


def is_struck(element: Element) -> bool:
    """True for text that is shown as deleted."""
    return element.tag in _STRUCK or _LINE_THROUGH.search(style_of(element)) is not None


def style_of(element: Element) -> str:
    """Its own style without blanks, in small letters; blanks between numbers stay one."""
    style = " ".join((element.get("style") or "").lower().split())
    return re.sub(r"\s*([:;,()!])\s*", r"\1", style)


def _has_letters(element: Element) -> bool:
    """True for an element with a size of letters of its own: inside letters of no size, a way to close gaps, it is shown."""
    style = style_of(element)
    return _LETTERS.search(style) is not None and _NO_LETTERS.search(style) is None
