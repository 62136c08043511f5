"""Documents read on other machines: the same work on the workers of a Dask scheduler.

A document travels with its work, so that scheduler and workers need no folder in common. Each
worker reads it in a process of its own as a batch here does (`workers`): a document that kills its
reader is one failure. A worker that dies is another matter: Dask gives its work to the next one.
"""

from __future__ import annotations

import atexit
import importlib
import multiprocessing
import os
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from . import archives, stages
from .corpus import Hand
from .document import Source, confirm_unchanged, printable
from .errors import BudgetAnalysisError, DocumentError, LimitError
from .stages import Kept, Manner
from .workers import Limits, Worker

LOCAL = "local"
_PER_WORKER = 2
"""Documents on their way to each worker: the next one is there when it has done one."""
_PATIENCE = "10s"
"""For the answer of a scheduler."""
_FILE = ".json"
_here = threading.local()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def local_jobs(jobs: int = 0, scheduler: str = "") -> int:
    """How many processes of this machine may work after the reading: `jobs`, unless a scheduler elsewhere has these."""
    return (jobs if scheduler in ("", LOCAL) else 0) or cores()


@contextmanager
def hands(
    jobs: int = 0, scheduler: str = "", limits: Limits = Limits()
) -> Iterator[Sequence[Hand]]:
    """Who reads the documents of a batch.

    Args:
        jobs: how many read at a time; 0: one for each core that this process may use. Of a
            scheduler elsewhere all workers take part, also those that come later; 0: two documents
            on their way to each worker that is there.
        scheduler: empty: processes of this machine, without Dask; `local`: a Dask scheduler with
            `jobs` workers, started here; else its address, `tcp://…`, or the file in which it
            wrote that down (`dask scheduler --scheduler-file`).
        limits: the time and the memory that one document may take.

    Raises:
        BudgetAnalysisError: Dask is not installed, or the scheduler does not answer.
    """
    count = jobs or cores()
    if not scheduler:
        yield [Worker(stages.go_on, limits) for _ in range(count)]
        return
    with _client(count, scheduler) as client:
        workers = len(client.scheduler_info(n_workers=-1)["workers"])
        if not workers and not jobs:
            raise BudgetAnalysisError(
                f"{scheduler}: the scheduler has no workers. Start some (`dask worker {scheduler}`) and run again; "
                "or say with --jobs how many documents are read at a time, and it waits for them."
            )
        is_elsewhere = scheduler != LOCAL and jobs
        yield [Remote(client, limits) for _ in range(jobs if is_elsewhere else _PER_WORKER * workers)]


@contextmanager
def _client(count: int, scheduler: str) -> Iterator[Any]:
    try:
        dask: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise BudgetAnalysisError(
            "--scheduler needs Dask: pip install 'budget-analysis[cluster]'"
        ) from error
    if scheduler == LOCAL:
        with (
            dask.LocalCluster(n_workers=count, threads_per_worker=1, dashboard_address=None) as here,
            dask.Client(here) as client,
        ):
            yield client
        return
    is_file = scheduler.endswith(_FILE)
    if is_file and not os.path.isfile(scheduler):  # Dask would wait for it for ever
        raise BudgetAnalysisError(f"{scheduler}: there is no such file. Is the scheduler running (`dask scheduler --scheduler-file {scheduler}`)?")
    try:
        client = dask.Client(**{"scheduler_file" if is_file else "address": scheduler}, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise BudgetAnalysisError(
            f"{scheduler}: no Dask scheduler answers there: {error}. Start one (`dask scheduler`), "
            "or give `--scheduler local`."
        ) from error
    with client:
        yield client


@dataclass(frozen=True)
class Remote:
    """One place in the queue of a Dask scheduler."""

    client: Any
    limits: Limits

    def read(self, source: Source, manner: Manner, kept: Kept, /) -> Kept:
        """What `stages.go_on` makes new of a document, on some worker.

        Raises:
            DocumentError: as there.
            LimitError: it ended every worker that tried.
        """
        from distributed import KilledWorker

        confirm_unchanged(source)
        contents = [b"".join(archives.pieces(path)) for path in _paths(source)]
        work = self.client.submit(read_there, source, contents, manner, kept, self.limits, pure=False)
        try:
            new: Kept = work.result()
        except KilledWorker as error:
            raise LimitError(
                "every worker that read it died. The file is damaged or made to do harm, or the "
                "workers have too little memory; try the file alone."
            ) from error
        return new

    def stop(self) -> None:
        """Nothing of it stays; the client ends with the batch."""


def read_there(
    source: Source, contents: Sequence[bytes], manner: Manner, kept: Kept, limits: Limits
) -> Kept:
    """The work of a Dask worker: an account whose files have these contents, read in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        here = []
        for number, (path, content) in enumerate(zip(_paths(source), contents, strict=True)):
            copy = Path(folder) / str(number) / path.name
            copy.parent.mkdir()
            copy.write_bytes(content)
            here.append(copy)
        named = zip(source.files, here, strict=bool(source.files))
        files = tuple((name, copy, sha256) for (name, _, sha256), copy in named)
        moved = replace(source, path=source.path if files else here[0], files=files)
        try:
            new: Kept = _reader(limits).read(moved, manner, kept)
        except DocumentError as error:
            said = str(error)
            for copy, path in zip(here, _paths(source), strict=True):
                said = said.replace(printable(copy), printable(path))
            raise type(error)(said) from error
        return new


def _paths(source: Source) -> list[Path]:
    return [path for _, path, _ in source.files] or [source.path]


def _reader(limits: Limits) -> Worker:
    """The process of this thread of the worker, which stays for the next document."""
    found: Worker | None = getattr(_here, "reader", None)
    if found is None or found.limits != limits:
        if found is not None:
            found.stop()
        # A worker under a nanny is a daemon, and a daemon may have no children; this one takes
        # care that they end with it (`workers`).
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        found = _here.reader = Worker(stages.go_on, limits)
        atexit.register(found.stop)
    return found
