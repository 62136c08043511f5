"""Folders in object storage: brought here to be read, taken there when they are whole (fsspec, extra `cluster`)."""

from __future__ import annotations

import importlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .errors import BudgetAnalysisError, DocumentError, OutputError

if TYPE_CHECKING:
    from .corpus import Result

_MARK = "://"


@dataclass(frozen=True)
class Address:
    """A folder elsewhere, as fsspec names it: `s3://bucket/accounts`."""

    text: str

    def __str__(self) -> str:
        return self.text


Place = Path | Address


def place(text: str) -> Place:
    """A path of this machine, or an address, by what stands in it."""
    return Address(text.rstrip("/")) if _MARK in text else Path(text)


@contextmanager
def brought(where: Place) -> Iterator[Path]:
    """A folder or file of this machine; of an address a copy, which is gone after the context.

    Raises:
        DocumentError: there is nothing at the address.
        BudgetAnalysisError: fsspec is not installed, or does not know such addresses.
    """
    if isinstance(where, Path):
        yield where
        return
    store = _Store.at(where)
    with tempfile.TemporaryDirectory() as own:
        folder = Path(own).resolve() / (PurePosixPath(store.top).name or "accounts")
        if not store.bring(store.files(), folder):
            raise DocumentError(f"{where}: there is no file or folder at this address")
        try:
            yield folder
        except (DocumentError, OutputError) as error:  # the copy is nobody's business
            raise type(error)(str(error).replace(str(folder), str(where))) from error


@contextmanager
def output(where: Place) -> Iterator[Output]:
    """A folder of output: of this machine, or one here whose files go to an address.

    Finished documents go there one by one (`Output.keep`), so that a build that was interrupted
    goes on where it stopped, on another machine too; the files of a dataset go when it is whole
    (`Output.deliver`). An address has no lock: two builds to one address at a time are not refused.

    Raises:
        BudgetAnalysisError: as for `brought`.
    """
    if isinstance(where, Path):
        yield Output(where)
        return
    from .dataset import PACKAGE
    from .shelf import KEPT

    store = _Store.at(where)
    with tempfile.TemporaryDirectory() as own:
        folder = Path(own).resolve() / "out"
        there = store.files()
        wanted = {name for name in there if name.startswith(f"{KEPT}/") or name in ("documents.csv", PACKAGE)}
        store.bring(wanted, folder)
        yield Output(folder, store, set(there))


@dataclass
class Output:
    """A folder of output on this machine, and where its files go if they go elsewhere."""

    folder: Path
    _store: _Store | None = None
    _there: set[str] = field(default_factory=set)

    def keep(self, result: Result) -> Result:
        """Take there what was kept of a document; gives the result back."""
        from .shelf import KEPT

        if self._store is not None and result.source is not None:
            top = f"{KEPT}/{result.source.name}/"
            here = set(_below(self.folder, KEPT, result.source.name))
            self._take(sorted(here - self._there))  # a folder of kept files is named by what made them
            self._drop(name for name in self._there if name.startswith(top) and name not in here)
        return result

    def deliver(self) -> None:
        """Take the dataset there: what an old one has besides goes first, the data package comes last."""
        from .dataset import FILES, PACKAGE

        if self._store is None:
            return
        here = {name for name in FILES if (self.folder / name).is_file()}
        self._drop(name for name in self._there if name in (set(FILES) - here) | {PACKAGE})
        self._take(sorted(here, key=lambda name: (name == PACKAGE, name)))

    def release(self, folder: Path, last: str) -> str:
        """Take a release there, the file of its checksums last; where it is.

        Raises:
            OutputError: it is there already.
        """
        if self._store is None:
            return str(folder)
        if f"{folder.name}/{last}" in self._there:
            raise OutputError(f"{self._store.address}/{folder.name}: this dataset is released there already, and a release is never changed")
        names = [f"{folder.name}/{file.name}" for file in folder.iterdir()]
        self._take(sorted(names, key=lambda name: (name.endswith(f"/{last}"), name)))
        return f"{self._store.address}/{folder.name}"

    def _drop(self, names: Iterable[str]) -> None:
        assert self._store is not None
        for name in sorted(names):
            self._store.remove(name)
            self._there.discard(name)

    def _take(self, names: Sequence[str]) -> None:
        assert self._store is not None
        for name in names:
            self._store.put(self.folder / name, name)
            self._there.add(name)


def below(results: Iterable[Result], folder: Path, where: Place) -> list[Result]:
    """Results with their files named as they are at the address, not as the copies here."""
    if isinstance(where, Path):
        return list(results)
    return [_named(result, folder) for result in results]


def _named(result: Result, folder: Path) -> Result:
    path = result.path.relative_to(folder) if result.path.is_relative_to(folder) else result.path
    why, failure = result.why.replace(f"{folder}/", ""), result.failure
    if failure is not None:
        failure = replace(failure, path=path, message=failure.message.replace(f"{folder}/", ""))
    return replace(result, path=path, why=why, failure=failure)


def _below(folder: Path, *inside: str) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in folder.joinpath(*inside).rglob("*") if file.is_file()]


@dataclass(frozen=True)
class _Store:
    """The files below an address."""

    address: Address
    system: Any
    top: str

    @classmethod
    def at(cls, address: Address) -> _Store:
        try:
            fsspec: Any = importlib.import_module("fsspec")
        except ImportError as error:
            raise BudgetAnalysisError(f"{address}: needs fsspec: pip install 'budget-analysis[cluster]'") from error
        try:
            system, top = fsspec.core.url_to_fs(address.text)
        except (ImportError, ValueError) as error:  # s3 needs s3fs, gs needs gcsfs
            raise BudgetAnalysisError(f"{address}: {error}") from error
        return cls(address, system, top.rstrip("/"))

    def files(self) -> list[str]:
        """What is there, by its path below the address; of a file its name."""
        try:
            found = self.system.find(self.top)
        except FileNotFoundError:
            return []
        return sorted(name[len(self.top) :].lstrip("/") or PurePosixPath(name).name for name in found)

    def bring(self, names: Iterable[str], folder: Path) -> int:
        """Copy files here; how many."""
        count = 0
        for name in names:
            if ".." in PurePosixPath(name).parts:
                raise DocumentError(f"{self.address}/{name}: a name that leads out of its folder is not read")
            here = folder / name
            here.parent.mkdir(parents=True, exist_ok=True)
            source = f"{self.top}/{name}" if not self.system.isfile(self.top) else self.top
            self.system.get_file(source, str(here))
            count += 1
        return count

    def put(self, file: Path, name: str) -> None:
        target = f"{self.top}/{name}"
        self.system.makedirs(target.rpartition("/")[0], exist_ok=True)
        self.system.put_file(str(file), target)

    def remove(self, name: str) -> None:
        self.system.rm_file(f"{self.top}/{name}")
