"""Zip files that hold a document: the files inside, each opened with limits and never written to disk."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from types import TracebackType

from ..errors import DocumentError
from ..limits import MOST_BYTES_OF_XML, refuse_more
from .xml import Element, parse

_RELATIONS = "_rels"


class Package:
    """A zip file whose parts are read one by one; use it as a context."""

    def __init__(self, path: Path) -> None:
        """Open it.

        Raises:
            DocumentError: it is no zip file, or damaged.
        """
        self._path = path
        self._left = MOST_BYTES_OF_XML
        try:
            self._zip = zipfile.ZipFile(path)
            self.names = frozenset(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            raise self._damaged("it", error) from error

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def read(self, name: str) -> bytes:
        """The bytes of one part.

        Raises:
            DocumentError: there is none of this name, it is damaged or encrypted, or the parts read
                so far are larger than those of an account.
        """
        try:
            with self._zip.open(name) as part:
                content = part.read(self._left + 1)  # what the file says of its size may be a lie
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError,
                NotImplementedError, RuntimeError) as error:  # fmt: skip
            raise self._damaged(f'its part "{name}"', error) from error
        refuse_more(self._path, "bytes in the parts of the file", MOST_BYTES_OF_XML - self._left + len(content), MOST_BYTES_OF_XML)
        self._left -= len(content)
        return content

    def xml(self, name: str) -> Element:
        """The root of a part that is XML.

        Raises:
            DocumentError: as `read`; or it is no XML, or declares entities.
        """
        return parse(self.read(name), f"{self._path}: {name}")

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to within the file: identifier to the kind and the name of a part."""
        place = PurePosixPath(name)
        listed = str(place.parent / _RELATIONS / f"{place.name}.rels").removeprefix("./")
        if listed not in self.names:
            return {}
        found = {}
        for relation in self.xml(listed):
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            kind = (relation.get("Type") or "").rpartition("/")[2]
            found[relation.get("Id") or ""] = kind, _resolved(place.parent, relation.get("Target") or "")
        return found

    def main_part(self) -> str:
        """The name of the part that holds the document.

        Raises:
            DocumentError: none is named.
        """
        for kind, name in self.relations("").values():
            if kind == "officeDocument" and name in self.names:
                return name
        raise DocumentError(f"{self._path}: the file names no main part; it is damaged. Fetch it again.")

    def _damaged(self, what: str, error: Exception) -> DocumentError:
        return DocumentError(
            f"{self._path}: {what} cannot be read ({type(error).__name__}: {error}). The file is damaged, "
            "encrypted or no such document; open it in the program that wrote it and save it again."
        )


def _resolved(folder: PurePosixPath, target: str) -> str:
    """The name of a part that another one names, from its own folder or from the top."""
    parts: list[str] = []
    for step in (PurePosixPath(target) if target.startswith("/") else folder / target).parts:
        if step == "..":
            del parts[-1:]
        elif step not in ("/", "."):
            parts.append(step)
    return "/".join(parts)
