"""A source file's identity: path, SHA-256, department, fiscal year, unit of money."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from .errors import DocumentError


@dataclass(frozen=True)
class Source:
    """A file on disk, before anything in it is understood."""

    path: Path
    document_id: str
    sha256: str


def open_source(path: str | Path, document_id: str | None = None) -> Source:
    """Identify a file; the identifier defaults to the folder of `data/raw/` or the file's stem.

    Raises:
        DocumentError: there is no such file, or it is empty.
    """
    file = Path(path)
    if not file.is_file():
        raise DocumentError(
            f"{file}: there is no such file. Give the path of a published account (.pdf, .txt)."
        )
    content = file.read_bytes()
    if not content:
        raise DocumentError(f"{file}: the file is empty. Fetch it again from its publisher.")
    has_own_folder = (file.parent / "source.toml").is_file()
    name = document_id or (file.parent.name if has_own_folder else file.stem)
    return Source(file, slug(name), hashlib.sha256(content).hexdigest())


def slug(name: str) -> str:
    """A name as part of an identifier and of file names: letters, digits, `-` and `_` only."""
    return re.sub(r"[^\w\-]+", "-", name, flags=re.UNICODE).strip("-") or "document"
