"""What each file of the folders named is, before any is read: a document, or why it is none."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from . import archives, readers, sources
from .document import Source, printable, slug
from .errors import DocumentError

DOCUMENT, FAILED, DUPLICATE = "document", "failed", "duplicate"
UNKNOWN, ATTACHMENT, RECORD, HIDDEN, JOINED = "unknown", "attachment", "record", "hidden", "joined"
ARCHIVE = "archive"
_RECORD = "source.toml"
_TOLD_BY_HAND = {
    "departments.csv": "says who the departments are",
    "crosswalk.csv": "says which codes became which",
}


@dataclass(frozen=True)
class File:
    """A file and its kind.

    `document`: to be read; `failed`: cannot be opened; `duplicate`: has the bytes of another one;
    `unknown`: no reader knows its kind; `attachment`: stands beside the account that a
    `source.toml` names; `joined`: part of an account of several files that an `accounts.toml`
    names; `record`: such a record, or a table of what people told; `hidden`: what programs keep for themselves (a hidden folder
    counts as one); `archive`: its members follow, each by its path.
    """

    path: Path
    kind: str = DOCUMENT
    why: str = ""
    source: Source | None = None
    files: tuple[Path, ...] = ()
    """Where several files were named as one account."""


def take_stock(paths: Iterable[str | Path], leave_out: Path | None = None) -> list[File]:
    """Every file of the paths with its kind; each document under a name of its own.

    Args:
        paths: files, which are documents whatever their names, an `accounts.toml` for the accounts that
            it names, and folders.
        leave_out: the folder of our own output, which may lie in a folder named.

    Raises:
        DocumentError: a path does not exist, or a folder holds nothing to read.
    """
    return identify(find_files(paths, leave_out))


def find_files(paths: Iterable[str | Path], leave_out: Path | None = None) -> list[File]:
    """Every file of the paths by its name alone; see `take_stock`."""
    found: list[File] = []
    for path in map(Path, paths):
        if not os.path.isdir(path):
            is_named = path.parent.name == sources.ACCOUNTS or archives.is_member(path)
            if not os.path.lexists(path) and not is_named:
                raise DocumentError(f"{printable(path)}: there is no such file or folder")
            if path.name == sources.ACCOUNTS:
                found.extend(_entries(path, {}))
            else:
                found.extend(_unpacked(path) if archives.is_archive(path) else [File(path)])
            continue
        if leave_out and leave_out.resolve() == path.resolve():
            raise DocumentError(
                f"{printable(path)}: the accounts and the output cannot share a folder. "
                "Choose another --out."
            )
        inside = sorted(_walk(path, leave_out), key=lambda file: file.path)
        if not any(file.kind in (DOCUMENT, FAILED) for file in inside):
            known = ", ".join(readers.SUFFIXES)
            others = ", ".join(printable(file.path.name) for file in inside[:5])
            raise DocumentError(
                f"{printable(path)}: the folder holds no document; known kinds: {known}"
                + (f"; {len(inside)} other files: {others}" if inside else "")
                + ("…" if len(inside) > 5 else "")
            )
        found.extend(inside)
    return list({file.path: file for file in reversed(found)}.values())[::-1]


def find_documents(paths: Iterable[str | Path], leave_out: Path | None = None) -> list[Path]:
    """The paths of the documents alone."""
    return [file.path for file in find_files(paths, leave_out) if file.kind == DOCUMENT]


def identify(files: Sequence[File]) -> list[File]:
    """Open each document once: its hash, and a name that no other of the list has.

    The second file of the same bytes is a duplicate. A document that cannot be opened has failed.
    """
    identified: list[File] = []
    first: dict[str, Path] = {}
    taken: dict[str, Path] = {}
    identifiers: dict[str, Path] = {}
    for file in files:
        if file.kind != DOCUMENT:
            identified.append(file)
            continue
        try:
            source = sources.open_account(file.files or file.path)
            if source.sha256 in first:
                why = f"the same bytes as {printable(first[source.sha256])}, which is read"
                identified.append(replace(file, kind=DUPLICATE, why=why))
                continue
            source = _named_apart(source, taken)
            if source.document_id in identifiers:
                raise DocumentError(_is_mistaken(source, identifiers[source.document_id]))
        except DocumentError as error:
            identified.append(replace(file, kind=FAILED, why=str(error)))
            continue
        first[source.sha256] = taken[source.name.casefold()] = file.path
        identifiers[source.document_id] = file.path
        identified.append(replace(file, source=source))
    return identified


def _named_apart(source: Source, taken: dict[str, Path]) -> Source:
    """The source under its own name, else under one with its folder's; case makes no difference.

    Names are those of folders of the output, and some file systems do not tell case apart.
    """
    folder, stem = source.path.absolute().parent.name, source.path.stem
    for name in (source.name, slug(f"{folder}-{stem}")):
        if name.casefold() not in taken:
            return replace(source, name=name)
    raise DocumentError(
        f"{printable(source.path)}: its name {source.name} is that of "
        f"{printable(taken[source.name.casefold()])}. Rename one of the files."
    )


def _is_mistaken(source: Source, other: Path) -> str:
    """Other bytes with the first digits of another file's hash do not come about by chance."""
    return (
        f"{printable(source.path)}: its identifier {source.document_id} is that of "
        f"{printable(other)}, though the bytes are others. One of the two was made to be mistaken "
        "for the other: read it alone."
    )


def _walk(top: Path, leave_out: Path | None) -> Iterator[File]:
    unlisted: list[OSError] = []
    joined: dict[Path, str] = {}
    for place, folders, names in os.walk(top, onerror=unlisted.append):
        here = Path(place)
        if sources.ACCOUNTS in names:
            yield from _entries(here / sources.ACCOUNTS, joined)
        for name in list(folders):
            folder = here / name
            stranger = _strange_folder(folder)
            if stranger:
                yield stranger
            is_ours = leave_out is not None and folder.resolve() == leave_out.resolve()
            if is_ours or (stranger and stranger.kind != FAILED):
                folders.remove(name)
        named, fault = _named_by_record(here, names)
        for name in names:
            if name == sources.ACCOUNTS:
                continue
            account = joined.get((here / name).resolve())
            joined_to = f"part of the account {account}, which is read"
            file = File(here / name, JOINED, joined_to) if account else _by_name(here / name, named, fault)
            if file.kind in (DOCUMENT, UNKNOWN) and archives.is_archive(file.path):
                yield from _unpacked(file.path)
            else:
                yield file
    for error in unlisted:
        folder = Path(error.filename)
        why = f"{printable(folder)}: the folder cannot be listed: {error.strerror}"
        yield File(folder, FAILED, f"{why}. Make it readable for you.")


def _unpacked(path: Path) -> Iterator[File]:
    """An archive and its members; one that is refused has failed as a whole."""
    try:
        entries = list(archives.list_members(path))
    except DocumentError as error:
        yield File(path, FAILED, str(error))
        return
    yield File(path, ARCHIVE, f"{len(entries)} files in it, each by its own path")
    for entry in entries:
        if entry.why:
            yield File(entry.path, FAILED, entry.why)
        elif sources.is_hidden_member(entry.path):
            yield File(entry.path, HIDDEN, "kept by a program beside its files")
        else:
            yield _by_name(entry.path, None, "")


def _strange_folder(folder: Path) -> File | None:
    """A folder that is an entry of its own; None for one that is only walked through."""
    if folder.name.startswith("."):
        return File(folder, HIDDEN, "a hidden folder")
    if sources.is_kept_by_browser(folder):
        return File(folder, HIDDEN, "kept by a browser beside its page")
    if folder.is_symlink():
        return File(folder, UNKNOWN, "a link to a folder is not followed; name that folder itself")
    if folder.suffix.lower() in readers.SUFFIXES:
        why = f"{printable(folder)}: this is a folder and no file, in spite of its name"
        return File(folder, FAILED, f"{why}. Rename it; the files in it are read.")
    return None


def _by_name(file: Path, named: str | None, fault: str) -> File:
    if sources.is_left_by_program(file.name):
        return File(file, HIDDEN, "kept by a program beside its files")
    if file.name == _RECORD:
        return File(file, FAILED, fault) if fault else File(file, RECORD, "says where files are from")
    if file.name in _TOLD_BY_HAND:
        return File(file, RECORD, _TOLD_BY_HAND[file.name])
    if named is not None and named != file.name:
        return File(file, ATTACHMENT, f"{_RECORD} beside it names {printable(named)}")
    if not readers.is_document(file):
        known = ", ".join(readers.SUFFIXES)
        return File(file, UNKNOWN, f"no reader for its kind; known: {known}")
    return File(file)


def _entries(record: Path, joined: dict[Path, str]) -> Iterator[File]:
    """The record and the accounts that it names; their files are noted in `joined`."""
    try:
        entries = sources.read_entries(record)
    except DocumentError as error:
        yield File(record, FAILED, str(error))
        return
    yield File(record, RECORD, "says which files are one account")
    for entry in entries:
        joined.update((file.resolve(), entry.name) for file in entry.files)
        yield File(record / entry.name)


def _named_by_record(folder: Path, names: Sequence[str]) -> tuple[str | None, str]:
    """The file that the folder's `source.toml` names, and what is wrong with that record.

    A record that is broken names nothing: the files beside it are read as if it were not there.
    """
    if _RECORD not in names:
        return None, ""
    record = folder / _RECORD
    try:
        named = tomllib.loads(record.read_bytes().decode("utf-8")).get("file")
    except OSError as error:
        return None, f"{printable(record)}: it cannot be opened: {error.strerror}. Make it readable."
    except (ValueError, RecursionError) as error:  # no UTF-8, or no TOML
        return None, f"{printable(record)}: it is no TOML in UTF-8: {error}. Mend it."
    if named is None or (isinstance(named, str) and named in names):
        return named, ""
    if isinstance(named, str):
        why = f'it names "{named}", which is not beside it'
    else:
        why = f"file is {named!r}, where the name of a file in quotation marks is expected"
    return None, printable(f"{record}: {why}. Mend it.")
