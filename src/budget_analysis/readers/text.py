"""A text dump: the text of the file, whatever its encoding, as the lines that were typed (`typed_lines`)."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from ..errors import DocumentError
from ..folding import fold_glyphs
from ..limits import MOST_BYTES_OF_TEXT, refuse_more
from ..reading import Reading
from ..typed_lines import UNREAD, dump

ENCODINGS = ("utf-8", "gb18030")
MOST_UNREAD = 0.05
"""Part of the characters: with more bytes that are no text the file is in another encoding."""
_MULTIBYTE = 20
"""Text in UTF-8 has so many characters beyond ASCII for each bad byte, or is in another encoding."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(path: Path) -> Reading:
    """Read a text dump.

    Pages are numbered by the printed page numbers where the dump has any, else from 1.

    Raises:
        DocumentError: the file is not text, or is larger than an account can be.
    """
    return dump(_decode(path))


def _decode(path: Path) -> str:
    """The text of the file: one code for each printed character, lines that end with a newline."""
    content = path.read_bytes()
    refuse_more(path, "bytes of text", len(content), MOST_BYTES_OF_TEXT)
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decoded(content, "utf-16")
    else:
        text, other = (_decoded(content, encoding) for encoding in ENCODINGS)
        # text in UTF-8 with a bad byte can be read as GB18030, but makes no sense there
        is_other = _MULTIBYTE * text.count(UNREAD) > _beyond_ascii(text)
        if is_other and other.count(UNREAD) < text.count(UNREAD):
            text = other
    if text.count(UNREAD) > MOST_UNREAD * len(text):
        raise DocumentError(
            f"{path}: the file is not text: {text.count(UNREAD)} of {len(text)} characters are in "
            f"none of UTF-16, {', '.join(ENCODINGS)}. If it is a PDF, give it the ending .pdf; "
            "else save it as UTF-8."
        )
    return fold_glyphs(text.replace("\r\n", "\n").replace("\r", "\n"))


def _decoded(content: bytes, encoding: str) -> str:
    return _CONTROLS.sub(UNREAD, content.decode(encoding, errors="replace"))


def _beyond_ascii(text: str) -> int:
    return sum(letter > "\x7f" and letter != UNREAD for letter in text)
