"""Web pages saved as one file (.mht): a message whose parts are the pages and their pictures."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.parser import BytesParser

_HEAD = re.compile(rb"\A\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}", re.ASCII)


def is_saved_page(start: bytes) -> bool:
    """True for the first bytes of one: heads of a message, of which one names its version of MIME."""
    heads = _HEAD.match(start)
    return heads is not None and b"mime-version:" in heads[0].lower()


def pages_of(content: bytes) -> list[bytes]:
    """The pages in it, in their order; a workbook that was saved like this has one for each sheet.

    Raises:
        ValueError: it is damaged, or made to do harm.
    """
    try:
        parts = list(BytesParser().parsebytes(content).walk())
    except (MessageError, RecursionError, UnicodeError, LookupError) as error:
        raise ValueError(f"a message that cannot be taken apart ({type(error).__name__})") from error
    pages = (part.get_payload(decode=True) for part in parts if part.get_content_type() == "text/html")
    return [page for page in pages if isinstance(page, bytes)]
