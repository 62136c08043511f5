"""A folder of output: one run at a time, a set of files complete or not at all."""

from __future__ import annotations

import json
import os
import shutil
import socket
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import OutputError

_LOCK = ".lock"
_NEW = ".new-"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Hold the folder of output, made where it is not there, against every other run.

    The system holds the lock for the process, and lets it go when the process ends, however it
    ends; the file names the process and its machine for whoever is refused.

    Raises:
        OutputError: it is no folder, cannot be written, or another run holds it.
    """
    is_new = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _open_lock(folder / _LOCK)
    except OSError as error:
        raise OutputError(cannot_write(folder, error)) from error
    try:
        _remove_leavings(folder)
        yield
    finally:
        # removed while it is held: whoever has opened it meanwhile sees that it is gone
        with suppress(OSError):  # Windows removes no open file; there it stays, and is free
            (folder / _LOCK).unlink()
        os.close(lock)
        if is_new:
            with suppress(OSError):
                folder.rmdir()  # nothing came of it


@contextmanager
def exchanged(folder: Path, names: Iterable[str], last: str | None = None) -> Iterator[Path]:
    """A private folder for new files, which replace the old ones when all of them are written.

    Once every new file is complete, the old ones are set aside and the new ones renamed into
    place, which needs no room on the disk; where that fails, the old ones come back. So whoever
    looks later finds the old set or the new one, and no file of one among those of the other.
    Should the machine stop during the renaming, files are missing, `last` among them: run again.

    Args:
        folder: where the files go; the caller has claimed it.
        names: all files that belong to such a set; those not written again are removed.
        last: the file that is removed first and comes last.

    Raises:
        OutputError: a file cannot be written.
    """
    private = None
    try:
        private = Path(tempfile.mkdtemp(prefix=_NEW, dir=folder))
        yield private
        _exchange(folder, private, names, last)
    except OSError as error:
        raise OutputError(cannot_write(folder, error)) from error
    finally:
        if private is not None:
            shutil.rmtree(private, ignore_errors=True)


def _exchange(folder: Path, private: Path, names: Iterable[str], last: str | None) -> None:
    written = sorted((file.name for file in private.iterdir()), key=lambda name: name == last)
    belonging = sorted({*names, *written}, key=lambda name: name != last)
    old = private / ".old"
    old.mkdir()
    aside: list[str] = []
    placed: list[str] = []
    try:
        for name in belonging:
            if (folder / name).is_file():
                os.replace(folder / name, old / name)
                aside.append(name)
        for name in written:
            os.replace(private / name, folder / name)
            placed.append(name)
    except BaseException:  # Ctrl-C too
        for name in placed:
            (folder / name).unlink()
        for name in aside:
            os.replace(old / name, folder / name)
        raise


def _open_lock(path: Path) -> int:
    """The lock as an open file that this process holds.

    Raises:
        OutputError: another process holds it.
    """
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not _try_lock(lock):
                raise OutputError(
                    f"{path.parent}: {_holder(path)} is writing here. "
                    "Wait until it has ended, or choose another --out."
                )
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(lock), os.stat(path)):
                    break  # else the run before has just removed the file that we hold
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)
    os.ftruncate(lock, 0)
    holder = {"process": os.getpid(), "machine": socket.gethostname()}
    os.write(lock, json.dumps(holder).encode())
    return lock


def _try_lock(lock: int) -> bool:
    if os.name == "posix":
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
    import msvcrt

    try:
        os.lseek(lock, _PAST_THE_TEXT, os.SEEK_SET)  # a locked byte cannot be read by others
        msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return False
    os.lseek(lock, 0, os.SEEK_SET)
    return True


_PAST_THE_TEXT = 1 << 20


def _holder(path: Path) -> str:
    with suppress(OSError, ValueError, KeyError, TypeError):
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['process']} on {holder['machine']}"
    return "another run"


def _remove_leavings(folder: Path) -> None:
    """What a run that was killed had begun."""
    for left in folder.glob(f"{_NEW}*"):
        shutil.rmtree(left, ignore_errors=True)


def cannot_write(folder: Path, error: OSError) -> str:
    """What is said where a folder of output refuses."""
    return (
        f"{folder}: the output cannot be written here: {error.strerror or error}. What was here "
        "before stays as it was. Make room or give yourself the right to write, or choose "
        "another --out (a folder)."
    )
