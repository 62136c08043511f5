"""A folder of documents to one dataset: finished work is kept, a bad document is passed over."""

from __future__ import annotations

import hashlib
import os
import shutil
import tomllib
import traceback
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path

import pandas as pd

from . import checks, frames, readers
from .account import load
from .document import Source, open_source, slug
from .errors import BudgetAnalysisError, DocumentError

Frames = Mapping[str, pd.DataFrame]

READ_FRAMES = tuple(name for name in frames.names() if name not in checks.FRAMES)
"""What reading alone gives; the rest needs `reconcile`."""
_CODE = (".py", ".csv", ".toml")
_UNFINISHED = ".part"


@dataclass(frozen=True)
class Manner:
    """How documents are read: with claims or forms only, by which reader, with which password."""

    with_claims: bool = True
    reader: str = "both"
    password: str = ""

    @property
    def key(self) -> str:
        """What tells results of one manner from those of another."""
        kind = "checked" if self.with_claims else "read"
        return kind if self.reader == "both" else f"{kind}-{self.reader}"


@dataclass(frozen=True)
class Failure:
    """A document that could not be read, and why."""

    path: Path
    message: str


@dataclass(frozen=True)
class Result:
    """What became of one document: its frames, or the reason why there are none."""

    path: Path
    source: Source | None = None
    frames: Frames | None = None
    failure: Failure | None = None


def find_documents(paths: Iterable[str | Path], leave_out: Path | None = None) -> list[Path]:
    """The files to read: those named, and in each folder named all that a reader knows.

    `leave_out` is the folder of our own output, which may lie in a folder named.

    Where a `source.toml` stands beside a file and names another one, the file is no account
    but something that came with it.

    Raises:
        DocumentError: a path does not exist, or a folder holds nothing to read.
    """
    found: list[Path] = []
    for path in map(Path, paths):
        if path.is_file():
            found.append(path)
            continue
        if not path.is_dir():
            raise DocumentError(f"{path}: there is no such file or folder")
        inside = [
            file
            for file in sorted(path.rglob("*"))
            if _is_document(file)
            and not (leave_out and file.resolve().is_relative_to(leave_out.resolve()))
        ]
        if not inside:
            known = ", ".join(readers.SUFFIXES)
            raise DocumentError(f"{path}: the folder holds no document; known kinds: {known}")
        found.extend(inside)
    return list(dict.fromkeys(found))


def identify(files: Sequence[Path]) -> list[tuple[Path, Source | Failure]]:
    """Each file with its source, under an identifier that no other file of the list has."""
    identified: list[tuple[Path, Source | Failure]] = []
    taken: dict[str, Path] = {}
    for file in files:
        try:
            source = open_source(file)
            if source.document_id in taken:
                source = open_source(file, slug(f"{file.parent.name}-{file.stem}"))
            if source.document_id in taken:
                raise DocumentError(
                    f"{file}: its identifier {source.document_id} is that of "
                    f"{taken[source.document_id]}. Rename one of the files."
                )
        except BudgetAnalysisError as error:
            identified.append((file, Failure(file, str(error))))
            continue
        taken[source.document_id] = file
        identified.append((file, source))
    return identified


def read_all(
    files: Sequence[Path], keep: Path | None = None, manner: Manner = Manner()
) -> Iterator[Result]:
    """Read (and reconcile) documents one after the other, giving each result as it is done.

    Args:
        files: as from `find_documents`.
        keep: a folder that keeps finished documents; the next run takes from it what the same
            file and the same code already gave. None keeps nothing.
        manner: how to read them; without claims only the frames of `READ_FRAMES`.
    """
    for file, source in identify(files):
        if isinstance(source, Failure):
            yield Result(file, failure=source)
            continue
        try:
            yield Result(file, source, _read_kept(source, keep, manner))
        except (BudgetAnalysisError, OSError) as error:
            yield Result(file, source, failure=Failure(file, str(error)))
        except Exception as error:  # one of hundreds must not stop the others, whatever it does
            yield Result(file, source, failure=Failure(file, _defect(file, error)))


def read_frames(source: Source, manner: Manner = Manner()) -> Frames:
    """The frames of one document by name."""
    account = load(source.path, source.document_id, manner.reader, manner.password)
    found = {name: getattr(account, name) for name in READ_FRAMES}
    if manner.with_claims:
        found |= checks.reconcile(account).frames()
    return {name: found[name] for name in frames.names() if name in found}


def stack(results: Iterable[Frames]) -> Frames:
    """The frames of several documents under each other; empty frames where there is none."""
    listed = list(results)
    names = list(listed[0]) if listed else frames.names()
    return {
        name: pd.concat([frames.build(name, []), *(one[name] for one in listed)], ignore_index=True)
        for name in names
    }


@cache
def code_fingerprint() -> str:
    """What stands for the code and the specs of this package: other code, other results."""
    digest = hashlib.sha256(version("budget-analysis").encode())
    for name, content in sorted(_package_files(resources.files(__package__), "")):
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()


def _package_files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _package_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_CODE):
            yield prefix + entry.name, entry.read_bytes()


def _defect(file: Path, error: Exception) -> str:
    place = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"{file}: unexpected {type(error).__name__}: {error} "
        f"({Path(place.filename).name}, line {place.lineno}). "
        "This is a defect of the kit; please report it with the file."
    )


def _is_document(file: Path) -> bool:
    if not file.is_file() or file.suffix.lower() not in readers.SUFFIXES:
        return False
    if any(part.startswith((".", "~$")) for part in file.parts[-2:]):
        return False  # what programs keep beside the documents
    record = file.parent / "source.toml"
    if not record.is_file():
        return True
    named = tomllib.loads(record.read_text(encoding="utf-8")).get("file")
    return named is None or named == file.name


def _read_kept(source: Source, keep: Path | None, manner: Manner) -> Frames:
    if keep is None:
        return read_frames(source, manner)
    key = f"{source.sha256[:16]}-{code_fingerprint()[:16]}-{manner.key}"
    shelf = keep / source.document_id
    place = shelf / key
    if place.is_dir():
        return _take(place)
    found = read_frames(source, manner)
    part = shelf / (key + _UNFINISHED)
    shutil.rmtree(shelf, ignore_errors=True)  # what an older version of file or code gave
    part.mkdir(parents=True)
    (keep / ".gitignore").write_text("*\n", encoding="utf-8")
    for name, frame in found.items():
        frame.to_parquet(part / f"{name}.parquet", index=False)
    os.replace(part, place)
    return found


def _take(place: Path) -> Frames:
    names = [name for name in frames.names() if (place / f"{name}.parquet").is_file()]
    return {
        name: pd.read_parquet(place / f"{name}.parquet").astype(frames.columns(name))
        for name in names
    }
