"""A source file's identity: path, SHA-256, identifier, name."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

from . import archives
from .errors import DocumentError
from .identifiers import document_name

_LONGEST = 200
"""Bytes of an identifier: it names folders, and many file systems end at 255 bytes a name."""
_SHOWN = 5
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True)
class Source:
    """A file on disk, before anything in it is understood."""

    path: Path
    document_id: str
    sha256: str
    name: str
    """For folders and pages, where people look for a document by its file."""
    files: tuple[tuple[str, Path, str], ...] = ()
    """Name within the account, path and SHA-256 of each file, where the account is several."""
    department: str = ""
    fiscal_year: int | None = None
    """What a record says of the account, where one does."""

    @property
    def title(self) -> str:
        """The name of its file, or of its files."""
        return " + ".join(name for name, *_ in self.files) or printable(self.path.name)


def open_source(path: str | Path, document_id: str | None = None) -> Source:
    """Identify a file: by its bytes, whatever its name, unless a name is given.

    Raises:
        DocumentError: there is no such file, it cannot be opened, is empty, or is an archive of files.
    """
    file = Path(path)
    if archives.is_archive(file):
        raise DocumentError(tell_archive(file))
    sha256 = _hash(file)
    identifier = slug(document_id) if document_id else document_name(sha256)
    return Source(file, identifier, sha256, name_of(file))


def confirm_unchanged(source: Source) -> None:
    """Make sure that the bytes that were read are the bytes of the hash.

    Raises:
        DocumentError: the file has changed since it was opened, or is gone.
    """
    for _, path, sha256 in source.files or (("", source.path, source.sha256),):
        if _hash(path) != sha256:
            raise DocumentError(
                f"{printable(path)}: the file changed while it was read. "
                "Run the command again when nothing writes to it any more."
            )


def name_of(path: Path) -> str:
    """The name that a file has where no other claims the same one: its folder's, or its own."""
    has_own_folder = os.path.isfile(path.parent / "source.toml")
    return slug(path.parent.name if has_own_folder else path.stem)


def slug(name: str) -> str:
    """A name as part of an identifier and of file names: letters, digits, `-` and `_` only."""
    folded = re.sub(r"[^\w\-]+", "-", name, flags=re.UNICODE).strip("-")
    return folded.encode()[:_LONGEST].decode(errors="ignore") or "document"


def printable(path: str | Path) -> str:
    """A file's name as text that can be printed and written everywhere.

    A name may hold any bytes. What is no UTF-8, and what would steer a terminal, is escaped.
    """
    text = str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return _UNPRINTABLE.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def tell_archive(file: Path) -> str:
    """The message that an archive is no file of an account, with what is in it."""
    names = [entry.path.as_posix() for entry in archives.list_members(file)]
    shown = ", ".join(map(printable, names[:_SHOWN])) + (", …" if names[_SHOWN:] else "")
    return (
        f"{printable(file)}: this is an archive of {len(names)} files. Give one of them by its path "
        f"({shown}), or build a dataset from all of them (budget-analysis build)."
    )


def _hash(file: Path) -> str:
    """SHA-256 of a regular file that is not empty, read piece by piece.

    A pipe or a device is refused before it is opened: opening a pipe would wait for its writer.
    """
    sha256, size = hashlib.sha256(), 0
    try:
        is_regular = archives.is_member(file) or stat.S_ISREG(os.stat(file).st_mode)
        if is_regular:
            for piece in archives.pieces(file):
                sha256.update(piece)
                size += len(piece)
    except FileNotFoundError as error:
        link = " (the link leads nowhere)" if os.path.islink(file) else ""
        raise DocumentError(
            f"{printable(file)}: there is no such file{link}. "
            "Give the path of a published account."
        ) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DocumentError(
            f"{printable(file)}: the file cannot be opened: {reason}. "
            "Make it readable for you, or fetch it again from its publisher."
        ) from error
    if not is_regular:
        kind = "a folder" if os.path.isdir(file) else "a pipe or a device"
        raise DocumentError(
            f"{printable(file)}: this is {kind}, no file. "
            "Give the path of a published account."
        )
    if not size:
        raise DocumentError(
            f"{printable(file)}: the file is empty. Fetch it again from its publisher."
        )
    return sha256.hexdigest()
