"""What a file holds, whatever its name: its first bytes, and the names inside a zip or OLE file.

The parts of an office file are opened here with limits, and their XML is read so that it can
neither fetch nor grow: `package`, `parts`, `xml`, `compound`.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from .compound import Compound, is_compound

FIRST = 4096
"""Bytes that are looked at before a file is given to a reader."""
ZIP = b"PK\x03\x04"
_CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True)
class Head:
    """What is known of a file before it is read."""

    suffix: str
    """The ending of its name, in small letters, with its dot."""
    start: bytes
    """Its first 4,096 bytes."""
    members: frozenset[str] = frozenset()
    """Names of the files in a zip file."""
    streams: frozenset[str] = frozenset()
    """Names of what stands at the top of an OLE file (Office 97 to 2003)."""

    def holds_office(self, folder: str) -> bool:
        """True for an office file whose document stands in this folder of the zip file."""
        return _CONTENT_TYPES in self.members and any(name.startswith(folder) for name in self.members)


def head_of(path: Path) -> Head:
    """What the beginning of a file tells.

    Raises:
        OSError: it cannot be opened.
    """
    with path.open("rb") as file:
        start = file.read(FIRST)
    members: frozenset[str] = frozenset()
    streams: frozenset[str] = frozenset()
    if start.startswith(ZIP):
        try:
            with zipfile.ZipFile(path) as package:
                members = frozenset(package.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            members = frozenset()  # a damaged one: the reader of its ending says so
    elif is_compound(start):
        try:
            streams = frozenset(Compound(path.read_bytes()).names())
        except ValueError:
            streams = frozenset()
    return Head(path.suffix.lower(), start, members, streams)
