"""Folders that are filled once in a run of the tests, whichever of its processes asks first.

Nothing of the kit is imported here: conftest.py needs it for every run, also one that tests conftest.py itself.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

MOST_SECONDS = 600
"""For how long a process waits for another one that makes what it needs."""

_place: Path | None = None


def keep_in(factory: pytest.TempPathFactory) -> None:
    """Share what is made once with the other processes of this run, where there are any."""
    global _place
    own = factory.getbasetemp()
    _place = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@contextmanager
def alone(lock: Path) -> Iterator[None]:
    """One process at a time; a database is a lock on every system, and falls open when its holder dies."""
    with closing(sqlite3.connect(lock, timeout=MOST_SECONDS, isolation_level=None)) as holder:
        holder.execute("BEGIN EXCLUSIVE")
        yield


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, filled by `make` once per run. Nobody writes into it: copy what is changed."""
    assert _place is not None
    folder, done = _place / name, _place / f"{name}.done"
    with alone(_place / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # of a process that failed on the way
            folder.mkdir()
            make(folder)
            done.touch()
    return folder
