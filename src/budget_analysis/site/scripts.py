"""The style and the scripts of the pages, each named by its content: a page that is kept goes on with its own."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from pathlib import Path

from .files import write

FOLDER = "site.assets"
SCRIPTS = ("site.css", "theme.js", "evidence.js", "account.js", "charts.js", "index.js")
_SHOWN_DIGITS = 12


@cache
def address(name: str) -> str:
    """Where a style or script stands below the folder of the report: `site.assets/theme-0123456789ab.js`."""
    stem, _, suffix = name.rpartition(".")
    return f"{FOLDER}/{stem}-{hashlib.sha256(_content(name)).hexdigest()[:_SHOWN_DIGITS]}.{suffix}"


def write_scripts(out: Path) -> None:
    """Write what is not there yet; what pages of earlier versions use stays.

    Raises:
        OSError: a file cannot be written.
    """
    for name in SCRIPTS:
        if not (out / address(name)).is_file():
            write(out / address(name), _content(name))


def _content(name: str) -> bytes:
    return (resources.files(__package__) / "assets" / name).read_bytes()
