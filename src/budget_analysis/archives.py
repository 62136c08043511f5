"""Archives (.zip) as folders: a member is named `archive.zip!/folder/name.pdf` and read like a file.

A member that is to be read is unpacked alone, into a folder of its own that is removed afterwards,
under a name of ours: no name of an archive ever reaches the disk.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from .containers import ZIP, head_of
from .containers.package import Member, Package
from .errors import DocumentError
from .limits import DEEPEST_ARCHIVE, MOST_BYTES, MOST_MEMBERS, MOST_UNPACKED, refuse_more

SUFFIX = ".zip"
MARK = "!/"
"""Stands between an archive and the name of its member."""


@dataclass(frozen=True)
class Entry:
    """A member by its path; `why` says why it cannot be read, empty where it can."""

    path: Path
    why: str = ""


def is_archive(path: Path) -> bool:
    """True for a zip file that is called one; workbooks and other documents that are zips are not."""
    if path.suffix.lower() != SUFFIX or not os.path.isfile(path):
        return False
    try:
        return head_of(path).start.startswith((ZIP, b"PK\x05\x06"))
    except OSError:
        return False


def is_member(path: Path) -> bool:
    """True for a path into an archive."""
    return bool(_parted(path)[1])


def list_members(path: Path) -> Iterator[Entry]:
    """The files of an archive and of archives in it, each with its path.

    Raises:
        DocumentError: it is damaged, made to do harm, or holds more than an account can.
    """
    with ExitStack() as stack:
        budget = _Budget(str(path))
        yield from _listed(stack.enter_context(Package(path)), str(path), 1, budget)


@dataclass
class _Budget:
    """What archives in an archive may come to in all."""

    shown: str
    unpacked: int = 0
    members: int = 0

    def take(self, members: list[Member]) -> None:
        self.unpacked += sum(member.size for member in members)
        self.members += len(members)
        refuse_more(self.shown, "bytes unpacked", self.unpacked, MOST_UNPACKED)
        refuse_more(self.shown, "members", self.members, MOST_MEMBERS)


def _listed(package: Package, shown: str, depth: int, budget: _Budget) -> Iterator[Entry]:
    members = package.members()
    budget.take(members)
    for member in members:
        path = shown + MARK + member.name
        if member.is_link:
            yield Entry(Path(path), f"{path}: a link is not followed")
        elif member.is_encrypted:
            yield Entry(Path(path), f"{path}: it is protected by a password. Unpack it yourself and give the file")
        elif not member.name.lower().endswith(SUFFIX):
            yield Entry(Path(path))
        elif depth == DEEPEST_ARCHIVE:
            why = f"{path}: archives lie in archives more than {DEEPEST_ARCHIVE} deep; unpack it yourself"
            yield Entry(Path(path), why)
        else:
            try:
                with _inner(package, member.name, path) as inner:
                    yield from list(_listed(inner, path, depth + 1, budget))
            except DocumentError as error:
                yield Entry(Path(path), str(error))


def pieces(path: Path) -> Iterator[bytes]:
    """The bytes of a file or a member, piece by piece.

    Raises:
        DocumentError: there is no such member, or it cannot be unpacked.
        OSError: there is no such file, or it cannot be opened.
    """
    archive, names = _parted(path)
    if not names:
        with path.open("rb") as content:
            while piece := content.read(1 << 20):
                yield piece
        return
    refuse_more(path, "archives in one another", len(names), DEEPEST_ARCHIVE)
    with ExitStack() as stack:
        shown = str(archive)
        package = stack.enter_context(Package(archive))
        for name in names[:-1]:
            shown += MARK + name
            package = stack.enter_context(_inner(package, name, shown))
        seen = 0
        for piece in package.pieces(names[-1]):
            seen += len(piece)
            refuse_more(path, "bytes", seen, MOST_BYTES)
            yield piece


@contextmanager
def on_disk(path: Path) -> Iterator[Path]:
    """A file that can be opened with the bytes of a path: the file itself, or a member unpacked.

    A message of what is read inside names the path, not the unpacked file.

    Raises:
        DocumentError: as `pieces`.
    """
    if not is_member(path):
        yield path
        return
    with tempfile.TemporaryDirectory(prefix="member-") as folder:
        file = Path(folder) / ("member" + "".join(letter for letter in path.suffix.lower() if letter.isalnum() or letter == "."))
        with file.open("wb") as target:
            for piece in pieces(path):
                target.write(piece)
        try:
            yield file
        except DocumentError as error:
            raise type(error)(str(error).replace(str(file), str(path))) from error


def _inner(package: Package, name: str, shown: str) -> Package:
    return Package(io.BytesIO(package.read(name)), shown)


def _parted(path: Path) -> tuple[Path, list[str]]:
    """The archive on the disk and the names that lead into it; no names for a file on the disk."""
    text = path.as_posix()
    if MARK not in text or os.path.lexists(path):
        return path, []
    archive, *names = text.split(MARK)
    if not archive.lower().endswith(SUFFIX) or not all(names):
        return path, []
    return Path(archive), names
