"""Zip containers, opened with limits: of members, of size, of ratio, and with safe names.

Archives, and the office files and OFD that are zips. Nothing is written to disk here. Names are those
that the zip declares, in UTF-8 where its flag says so, else in GBK where that fits, as Chinese programs
write them.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from ..errors import DocumentError
from ..limits import (
    MOST_BYTES_OF_XML, MOST_MEMBERS, MOST_RATIO, MOST_RATIO_FROM, MOST_UNPACKED, refuse_more,
)  # fmt: skip
from .xml import Element, parse

_UTF8 = 0x800
"""The flag of a name in UTF-8."""
_ENCRYPTED = 0x1
_AS_READ = "cp437"
"""What the names without the flag were decoded as."""
_OTHERS = ("utf-8", "gb18030")
_LINK = 0o120000
_PIECE = 1 << 20


@dataclass(frozen=True)
class Member:
    """One file of an archive; `name` has no leading slash and no `..`."""

    name: str
    size: int
    info: zipfile.ZipInfo = field(repr=False)
    is_link: bool = False
    is_encrypted: bool = False


class Package:
    """An open zip; to be used as a context. Its members are files of an archive, or parts of one document.

    Args:
        file: the path, or the open bytes of a zip within a zip.
        shown: what messages call it.

    Raises:
        DocumentError: it is no zip, is damaged, or is made to do harm.
    """

    def __init__(self, file: Path | IO[bytes], shown: str | Path = "") -> None:
        self.shown = str(shown or file)
        self._xml = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except OSError as error:
            raise DocumentError(f"{self.shown}: cannot be opened: {error.strerror}") from error
        except _DAMAGE as error:
            raise DocumentError(self._is_damaged(error)) from error
        try:
            self._members = {member.name: member for member in self._listed()}
        except DocumentError:
            self.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._zip.close()

    def members(self) -> list[Member]:
        """The files, without folders, in the order of their names."""
        return [self._members[name] for name in sorted(self._members)]

    @property
    def names(self) -> Set[str]:
        return self._members.keys()

    def read(self, name: str) -> bytes:
        """The bytes of a member.

        Raises:
            DocumentError: there is none of that name, it is damaged, encrypted, a link, or holds more
                than its entry says.
        """
        return b"".join(self.pieces(name))

    def xml(self, name: str) -> Element:
        """The root of a member that is XML.

        Raises:
            DocumentError: as `read`; or it is no XML, declares entities, or all XML so far is more than
                that of an account.
        """
        member = self._members.get(name)
        self._xml += member.size if member else 0
        refuse_more(self.shown, "bytes in the parts of the file", self._xml, MOST_BYTES_OF_XML)
        return parse(self.read(name), f"{self.shown}: {name}")

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a member piece by piece; see `read`."""
        member = self._members.get(name)
        if member is None:
            raise DocumentError(f"{self.shown}: there is no {name} in it")
        if member.is_link:
            raise DocumentError(f"{self.shown}: {name} is a link, which is not followed")
        if member.is_encrypted:
            raise DocumentError(
                f"{self.shown}: {name} is protected by a password. Unpack it yourself and give the file"
            )
        seen = 0
        try:
            with self._zip.open(member.info) as content:
                while piece := content.read(_PIECE):
                    seen += len(piece)
                    if seen > member.size:
                        raise DocumentError(
                            f"{self.shown}: {name} holds more than the {member.size:,} bytes that its "
                            "entry says: it was made to do harm"
                        )
                    yield piece
        except _DAMAGE as error:
            raise DocumentError(self._is_damaged(error, name)) from error

    def _listed(self) -> Iterator[Member]:
        infos = self._zip.infolist()
        refuse_more(self.shown, "members", len(infos), MOST_MEMBERS)
        refuse_more(self.shown, "bytes unpacked", sum(info.file_size for info in infos), MOST_UNPACKED)
        taken: set[str] = set()
        for info in infos:
            name = _name_of(info)
            if info.is_dir():
                continue
            path = PurePosixPath(name.replace("\\", "/"))
            parts = [part for part in path.parts if part not in ("/", ".")]
            if path.is_absolute() or ".." in parts or ":" in parts[0] or "\0" in name:
                raise DocumentError(
                    f"{self.shown}: the name {name!r} leads out of the archive: it was made to do harm"
                )
            if info.file_size > MOST_RATIO_FROM and info.file_size > MOST_RATIO * info.compress_size:
                raise DocumentError(
                    f"{self.shown}: {name} unpacks {info.compress_size:,} bytes to {info.file_size:,}, "
                    f"more than {MOST_RATIO:,} times: it was made to do harm"
                )
            clean = "/".join(parts)
            if clean in taken:
                raise DocumentError(f"{self.shown}: two members have the name {clean}; unpack it, or save it again, yourself")
            taken.add(clean)
            is_link = (info.external_attr >> 16) & 0o170000 == _LINK
            yield Member(clean, info.file_size, info, is_link, bool(info.flag_bits & _ENCRYPTED))

    def _is_damaged(self, error: Exception, name: str = "") -> str:
        where = f"{self.shown}: {name}" if name else self.shown
        return f"{where}: the file is damaged ({error}). Fetch it again, or open it in the program that wrote it and save it again"


_DAMAGE: tuple[type[Exception], ...] = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError,
    OverflowError, IndexError,
)  # fmt: skip
"""What the standard library raises on bytes that are no sound zip."""


def _name_of(info: zipfile.ZipInfo) -> str:
    name: Any = info.filename
    if info.flag_bits & _UTF8:
        return str(name)
    try:
        raw = name.encode(_AS_READ)
    except UnicodeEncodeError:
        return str(name)
    for encoding in _OTHERS:
        try:
            return str(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    return str(name)
