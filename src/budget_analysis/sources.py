"""Which files are one account: a file, a folder, or an entry of `accounts.toml`.

Offices publish one account as a page and its attachments, or as prose and a workbook. Read
together they are judged against each other.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from . import archives, readers
from .document import Source, open_source, printable, slug, tell_archive
from .errors import DocumentError
from .identifiers import document_name
from .reading import Problem, Reading, bind

ACCOUNTS = "accounts.toml"
_RECORDS = ("source.toml", ACCOUNTS)
_LEFT_BY_PROGRAMS = (".tmp", ".part", ".crdownload", "~")
_MOST_FILES = 50
"""In an archive that is taken for one account."""
_HIDDEN_IN_ARCHIVES = "__MACOSX"


@dataclass(frozen=True)
class Entry:
    """One account of `accounts.toml`: its name, its files, what is known of it."""

    name: str
    files: tuple[Path, ...]
    department: str = ""
    fiscal_year: int | None = None


def open_account(path: str | Path | Sequence[str | Path], document_id: str | None = None) -> Source:
    """Identify an account: a file, several files, a folder, an archive, or `…/accounts.toml/NAME`.

    Of a folder or an archive the files of known kinds are the account, unless the folder's `accounts.toml`
    names one.

    Raises:
        DocumentError: a file is missing or cannot be opened, or a folder holds several accounts.
    """
    if not isinstance(path, (str, Path)):
        files = [Path(one) for one in path]
        if len(files) != 1:
            given = [one for file in files for one in (_documents_of(file) if archives.is_archive(file) else [file])]
            return _joined(given, _common(files), document_id)
        path = files[0]
    place = Path(path)
    if place.parent.name == ACCOUNTS and not os.path.lexists(place):
        return _of_entry(place.parent, place.name, document_id)
    if archives.is_archive(place):
        return _joined(_documents_of(place), place, document_id)
    if not os.path.isdir(place):
        return open_source(place, document_id)
    if os.path.isfile(place / ACCOUNTS):
        entries = read_entries(place / ACCOUNTS)
        if len(entries) != 1:
            names = ", ".join(str(place / ACCOUNTS / entry.name) for entry in entries)
            raise DocumentError(f"{printable(place)}: its {ACCOUNTS} names {len(entries)} accounts; give one of {names}")
        return _of_entry(place / ACCOUNTS, entries[0].name, document_id)
    return _joined(_documents_in(place), place, document_id)


def read_source(source: Source, reader: str = "both", password: str = "") -> Reading:
    """The lines and grids of an account, its files one after the other.

    Raises:
        DocumentError: a file cannot be read: what it holds would count as missing.
    """
    if not source.files:
        return _read_file(source.path, reader, password)
    bound = bind([(name, _read_file(path, reader, password)) for name, path, _ in source.files])
    given = {path.name for _, path, _ in source.files}
    problems = tuple(problem for problem in bound.problems if not _is_given(problem, given))
    return replace(bound, problems=problems)


def _read_file(path: Path, reader: str, password: str) -> Reading:
    with archives.on_disk(path) as file:
        return readers.read(file, reader=reader, password=password)


def _is_given(problem: Problem, given: set[str]) -> bool:
    """True where a page offers a file that is here: the two are one account already."""
    return problem.kind == "attachment" and any(name in unquote(problem.message) for name in given)


def read_entries(record: Path) -> list[Entry]:
    """The accounts that an `accounts.toml` names, each with files that are there.

    Raises:
        DocumentError: it is no TOML, an entry is incomplete, or a file is missing.
    """
    where = printable(record)
    try:
        listed = tomllib.loads(record.read_bytes().decode("utf-8")).get("account", [])
    except OSError as error:
        raise DocumentError(f"{where}: it cannot be opened: {error.strerror}. Make it readable.") from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"{where}: it is no TOML in UTF-8: {error}. Mend it.") from error
    if not isinstance(listed, list):
        raise DocumentError(f"{where}: account is {listed!r}, where tables [[account]] are expected. Mend it.")
    entries = [_entry(record, number, one) for number, one in enumerate(listed, start=1)]
    names = [entry.name for entry in entries]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise DocumentError(f'{where}: two accounts are called "{twice}". Give each a name of its own.')
    return entries


def _entry(record: Path, number: int, entry: Any) -> Entry:
    where = f"{printable(record)}: account {number}"
    files = entry.get("files") if isinstance(entry, dict) else None
    if not isinstance(files, list) or not files or not all(isinstance(file, str) for file in files):
        raise DocumentError(f'{where}: files is {files!r}, where a list such as ["page.html", "forms.xlsx"] is expected')
    department, year = entry.get("department", ""), entry.get("fiscal_year")
    if not isinstance(department, str) or not (year is None or isinstance(year, int)):
        raise DocumentError(f"{where}: department is a text and fiscal_year a number such as 2024. Mend it.")
    paths = tuple(record.parent / file for file in files)
    for path in paths:
        if record.parent.resolve() not in path.resolve().parents:
            raise DocumentError(f"{where}: {printable(path)} is not below the folder of the record. Move it there.")
        if not os.path.isfile(path):
            raise DocumentError(f"{where}: there is no file {printable(path)}. Mend the record, or put the file there.")
    name = entry.get("name") or f"{department}{year or ''}" or Path(files[0]).stem
    return Entry(slug(str(name)), paths, department, year)


def _of_entry(record: Path, name: str, document_id: str | None) -> Source:
    entries = {entry.name: entry for entry in read_entries(record)}
    if name not in entries:
        raise DocumentError(f"{printable(record)}: it has no account {name}; it has {', '.join(entries)}")
    entry = entries[name]
    source = _joined(entry.files, record.parent, document_id)
    path = record / name if source.files else source.path  # of one file its own: there it is read
    return replace(source, path=path, name=name, department=entry.department, fiscal_year=entry.fiscal_year)


def is_left_by_program(name: str) -> bool:
    """True for a file that a program keeps beside its own, by its name."""
    return name.startswith((".", "~$")) or name.endswith(_LEFT_BY_PROGRAMS)


def is_kept_by_browser(folder: Path) -> bool:
    """True for the folder in which a browser keeps what belongs to a page that it saved."""
    stem, mark, rest = folder.name.rpartition("_files")
    if not mark or rest:
        stem = folder.name.removesuffix(".files")
    return stem != folder.name and any(folder.with_name(stem + ending).is_file() for ending in (".html", ".htm"))


def _documents_in(folder: Path) -> list[Path]:
    """The files of known kinds in a folder and those below it, sorted by name."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not is_kept_by_browser(Path(place) / name)
        )
        for name in sorted(names):
            file = Path(place) / name
            if archives.is_archive(file):
                found.extend(_documents_of(file))
            elif name not in _RECORDS and not is_left_by_program(name) and readers.is_document(file):
                found.append(file)
    if not found:
        raise DocumentError(
            f"{printable(folder)}: the folder holds no document; known kinds: {', '.join(readers.SUFFIXES)}"
        )
    return found


def _documents_of(archive: Path) -> list[Path]:
    """The members of known kinds of an archive, by their paths.

    Raises:
        DocumentError: a member cannot be unpacked, none is of a known kind, or there are more than files of one
            account.
    """
    entries = [entry for entry in archives.list_members(archive) if not is_hidden_member(entry.path)]
    if len(entries) > _MOST_FILES:
        raise DocumentError(tell_archive(archive))
    found = []
    for entry in entries:
        if entry.why:
            raise DocumentError(entry.why)
        with archives.on_disk(entry.path) as file:
            found.extend([entry.path] if readers.is_document(file) else [])
    if not found:
        raise DocumentError(
            f"{printable(archive)}: the archive holds no document; known kinds: {', '.join(readers.SUFFIXES)}"
        )
    return found


def is_hidden_member(path: Path) -> bool:
    """True for a member of an archive that a program keeps beside its files."""
    return is_left_by_program(path.name) or any(part.startswith(_HIDDEN_IN_ARCHIVES) for part in path.parts)


def _joined(files: Sequence[Path], folder: Path, document_id: str | None) -> Source:
    """Files as one account; a file that is there twice counts once."""
    if not files:
        raise DocumentError("no file is given. Give the path of a published account.")
    opened = {source.sha256: source for source in reversed([open_source(file) for file in files])}
    sources = list(reversed(opened.values()))
    if len(sources) == 1:
        return open_source(sources[0].path, document_id)
    sha256 = hashlib.sha256("\n".join(sorted(opened)).encode()).hexdigest()
    parts = tuple((_name_within(source.path, folder), source.path, source.sha256) for source in sources)
    identifier = slug(document_id) if document_id else document_name(sha256)
    return Source(folder, identifier, sha256, slug(folder.resolve().name or sources[0].name), parts)


def _name_within(path: Path, folder: Path) -> str:
    if archives.is_member(path) and path.as_posix().startswith(folder.as_posix() + archives.MARK):
        return printable(path.as_posix().removeprefix(folder.as_posix() + archives.MARK))
    try:
        return printable(path.relative_to(folder).as_posix())
    except ValueError:
        return printable(path.name)


def _common(files: Sequence[Path]) -> Path:
    """The deepest folder that holds all files, as they were named."""
    try:
        return Path(os.path.commonpath([file.parent for file in files])) if files else Path()
    except ValueError:  # one is named from the top, another from here
        return Path(os.path.commonpath([file.absolute().parent for file in files]))
