"""Work in processes of their own: a document, which may take too long or too much memory, or a part of much work.

Memory is what the process holds (resident and swapped out), seen from outside several times a
second. A limit that the system keeps on address space would not do: Java reserves 3 GB of it and
uses a tenth, and macOS does not keep such limits at all.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import SpawnProcess
from multiprocessing.connection import Connection
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Protocol, TypeVar

from .errors import BudgetAnalysisError, DocumentError, LimitError

Task = Callable[..., Any]
"""A function that other processes can import: it takes a document and gives what it packed of it."""
Item = TypeVar("Item")
Made = TypeVar("Made")
_AHEAD = 4
"""Items under way for each hand; more would only wait for one that takes long."""
WORTH = 50
"""Finished documents for which one more process is started: they take as long as its imports, or longer."""

_PROC = Path("/proc/self/status")
_LOOK_EVERY = 0.05 if _PROC.exists() else 0.5
"""Seconds between two looks at the memory; elsewhere than on Linux each look starts `ps`."""
_START = 120.0
"""Seconds for the imports of a new worker, also on a slow disk."""
_HELD = re.compile(r"^Vm(?:RSS|Swap):\s+(\d+) kB$", re.MULTILINE)


class Hand(Protocol):
    """Who works, at one thing at a time."""

    def stop(self) -> None: ...


AnyHand = TypeVar("AnyHand", bound=Hand)


def in_order(
    work: Callable[[AnyHand, Item], Made], items: Iterable[Item], hands: Sequence[AnyHand]
) -> Iterator[Made]:
    """What the hands make of items, in their order, as many at a time as there are hands.

    What waits for an earlier one is little. The hands are stopped in the end, also at Ctrl-C, and
    then nothing is under way any more.
    """
    free: SimpleQueue[AnyHand] = SimpleQueue()
    for hand in hands:
        free.put(hand)
    ended = threading.Event()

    def one(item: Item) -> Made:
        hand = free.get()
        try:
            if ended.is_set():  # it would start again
                raise CancelledError
            return work(hand, item)
        finally:
            free.put(hand)

    try:
        if len(hands) == 1:  # Ctrl-C reaches the hand at once
            yield from map(one, items)
        else:
            yield from _by_threads(one, items, hands, ended)
    finally:
        for hand in hands:
            hand.stop()


def _by_threads(
    work: Callable[[Item], Made], items: Iterable[Item], hands: Sequence[Hand], ended: threading.Event
) -> Iterator[Made]:
    begun: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(len(hands)) as threads:
        try:
            for item in items:
                begun.append(threads.submit(work, item))
                if len(begun) >= _AHEAD * len(hands):
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            ended.set()
            for future in begun:
                future.cancel()
            for hand in hands:  # what they still do nobody waits for
                hand.stop()


def worth(jobs: int, documents: int) -> int:
    """How many processes, of `jobs` at most, are worth their start for work on so many finished documents."""
    return max(1, min(jobs, documents // WORTH))


@dataclass(frozen=True)
class Limits:
    """What one document may take: seconds, and MiB of memory; 0 sets no limit.

    Real accounts of 20 to 60 pages take less than 10 seconds and 330 MiB, of which 200 are Java,
    pandas and this package.
    """

    seconds: float = 300
    memory: int = 4096


class Worker:
    """A process that reads one document after the other, so that imports and Java come once.

    It starts with the first document, and again after it had to be ended. Use it as a context.
    """

    def __init__(self, task: Task, limits: Limits = Limits()) -> None:
        self._task = task
        self.limits = limits
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ending = threading.Lock()

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def read(self, *document: Any) -> Any:
        """What the task gives for a document.

        Raises:
            DocumentError: the task said so, or met a defect of ours.
            LimitError: it took more time or memory than it may, or the process died.
        """
        is_finished = False
        try:
            pipe = self._start()
            pipe.send(document)
            kind, value = self._answer(self.limits.seconds)
            is_finished = True
        except (BrokenPipeError, ConnectionResetError, EOFError) as error:
            raise LimitError(self._death()) from error
        finally:
            if not is_finished:
                self.stop()  # also at Ctrl-C
        if kind == "failed":
            raise DocumentError(value)
        return value

    def stop(self) -> None:
        """End the process at once; nothing of it is left. Two threads may ask for it: who reads, and who stops all."""
        with self._ending:
            pipe, process = self._pipe, self._process
            self._pipe = self._process = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            # where a crash met Java, Java wrote its account of it into the current folder
            Path(f"hs_err_pid{process.pid}.log").unlink(missing_ok=True)
            process.close()

    def _start(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self.stop()
        spawn = multiprocessing.get_context("spawn")  # a fork would copy a Java that cannot run
        self._pipe, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, self._task), daemon=True)
        with _interrupts_held_back():
            self._process.start()
        theirs.close()
        try:
            self._answer(_START)
        except EOFError as error:
            raise DocumentError(
                "no process could be started to read it in; what went wrong stands above. "
                'A script that calls this needs `if __name__ == "__main__":` around the call.'
            ) from error
        return self._pipe

    def _answer(self, seconds: float) -> tuple[str, Any]:
        """The next message of the process, unless it meets a limit first."""
        assert self._pipe is not None and self._process is not None
        end = time.monotonic() + seconds if seconds else None
        while True:
            if connection.wait([self._pipe, self._process.sentinel], _LOOK_EVERY):
                answer: tuple[str, Any] = self._pipe.recv()  # EOFError where it has died
                return answer
            if end is not None and time.monotonic() > end:
                raise LimitError(
                    f"reading took more than {seconds:g} seconds and was ended. "
                    "Allow more with --seconds, if the document is really so long."
                )
            held = _held_mib(self._process.pid) if self.limits.memory else 0
            if held > self.limits.memory:
                raise LimitError(
                    f"reading took more than {self.limits.memory} MiB of memory and was ended. "
                    "Allow more with --memory, if the document is really so large; a small file "
                    "that takes so much is damaged or made to do harm."
                )

    def _death(self) -> str:
        assert self._process is not None
        self._process.join(5)
        code = self._process.exitcode
        if code is not None and code < 0:
            name = signal.Signals(-code).name if -code in list(signal.Signals) else str(-code)
            how = f"was ended by signal {name}"
        else:
            how = f"ended with status {code}"
        return (
            f"the process that read it {how}. The file is damaged or made to do harm, or the "
            "machine has too little memory; try the file alone."
        )


def _serve(pipe: Connection, task: Task) -> None:
    """The life of the process: documents come and frames go through the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Java's threads do not hold it back
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.dup2(2, 1)  # our caller's output may be JSON; what libraries print must not get into it
    pipe.send(("ready", None))
    while True:
        try:
            document = pipe.recv()
        except EOFError:
            return
        pipe.send(_outcome(task, document))


def _outcome(task: Task, document: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "done", task(*document)
    except (BudgetAnalysisError, OSError) as error:
        return "failed", str(error)
    except MemoryError:
        return "failed", "the machine has too little memory for it; end other programs, try again."
    except Exception as error:  # one of hundreds must not stop the others, whatever it does
        return "failed", told_defect(error)


def told_defect(error: Exception) -> str:
    """Type and place of an error that nobody expected; its text may quote the document."""
    return (
        f"unexpected {where_of(error)}. This is a defect of the kit; please report "
        "it with the file. budget_analysis.load on the file shows the whole of it."
    )


def where_of(error: Exception) -> str:
    """Type and place of an error: `KeyError (tables.py, line 12)`."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = (
        f"{Path(trace.tb_frame.f_code.co_filename).name}, line {trace.tb_lineno}" if trace else "?"
    )
    return f"{type(error).__name__} ({where})"


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """A process started in here does not get Ctrl-C, which ends it through its parent."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _held_mib(process: int | None) -> float:
    """MiB that a process holds; 0 where it has ended, or the system does not tell (Windows)."""
    kib = 0
    with suppress(OSError, ValueError):
        if _PROC.exists():
            status = Path(f"/proc/{process}/status").read_text(encoding="ascii", errors="ignore")
            kib = sum(map(int, _HELD.findall(status)))
        elif os.name == "posix":
            asked = ["ps", "-o", "rss=", "-p", str(process)]
            kib = int(subprocess.run(asked, capture_output=True, text=True).stdout or 0)
    return kib / 1024
