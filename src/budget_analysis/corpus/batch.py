"""Documents read one after the other or many at a time: finished work is kept, a bad document is passed over."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol

from .. import stages
from ..document import Source, printable
from ..errors import DocumentError
from ..inventory import FAILED, File
from ..shelf import Frames
from ..stages import Kept, Manner
from ..workers import Worker

READ = "read"
_AHEAD = 4
"""Documents under way for each hand; more would only wait for one that takes long."""


class Hand(Protocol):
    """Who reads documents, one after the other: a process here (`Worker`), or one elsewhere."""

    def read(self, source: Source, manner: Manner, kept: Kept, /) -> Kept:
        """What `stages.go_on` makes new.

        Raises:
            DocumentError: the document cannot be read.
        """

    def stop(self) -> None: ...


@dataclass(frozen=True)
class Failure:
    """A document that could not be read, why, and its identifier where its bytes could be had."""

    path: Path
    message: str
    document_id: str | None = None


@dataclass(frozen=True)
class Result:
    """What became of one file: its frames, or the reason why there are none.

    `became` is `read`, or a kind of `inventory.File`: `failed`, `duplicate`, `unknown` …
    """

    path: Path
    source: Source | None = None
    frames: Frames | None = None
    failure: Failure | None = None
    became: str = READ
    why: str = ""

    @property
    def is_template(self) -> bool:
        """Whether no form of the document holds a number: no account, so it enters no sum."""
        return self.frames is not None and bool((self.frames["forms"]["state"] == "template").any())


def read_all(
    files: Sequence[File],
    keep: Path | None = None,
    manner: Manner = Manner(),
    hands: Sequence[Hand] | None = None,
) -> Iterator[Result]:
    """Read (and reconcile) documents, as many at a time as there are hands; results in the order of the files.

    Each is read in a process of its own, so that nothing it does reaches the others. Whatever the
    number of hands, the results are the same.

    Args:
        files: as from `inventory.take_stock`; each gives one result, in their order.
        keep: a folder that keeps finished documents; the next run takes from it what the same
            file and the same code already gave, and the frames of a result are read from it when
            they are asked for. None keeps nothing: a result holds its frames.
        manner: how to read them; without claims only the frames of `stages.READ_FRAMES`.
        hands: who reads, see `workers.Worker` (one of it where None) and `cluster.Remote`; they are
            stopped in the end.

    Raises:
        OutputError: finished documents cannot be kept, so that going on would lose work.
    """
    free: SimpleQueue[Hand] = SimpleQueue()
    hands = hands if hands is not None else [Worker(stages.go_on)]
    for hand in hands:
        free.put(hand)

    def work(file: File) -> Result:
        hand = free.get()
        try:
            return _result(file, keep, manner, hand)
        finally:
            free.put(hand)

    try:
        if len(hands) == 1:  # Ctrl-C reaches the hand at once
            yield from map(work, files)
        else:
            yield from _in_order(work, files, hands)
    finally:
        for hand in hands:
            hand.stop()


def _in_order(
    work: Callable[[File], Result], files: Iterable[File], hands: Sequence[Hand]
) -> Iterator[Result]:
    """The results in the order of the files; those that wait for an earlier one are few."""
    begun: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(len(hands)) as threads:
        try:
            for file in files:
                begun.append(threads.submit(work, file))
                if len(begun) >= _AHEAD * len(hands):
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:
            for future in begun:
                future.cancel()
            for hand in hands:  # what they still read nobody waits for
                hand.stop()


def _result(file: File, keep: Path | None, manner: Manner, hand: Hand) -> Result:
    if file.source is None:
        failure = _failure(file.path, file.why) if file.kind == FAILED else None
        return Result(file.path, failure=failure, became=file.kind, why=file.why)
    try:
        return Result(file.path, file.source, _read_kept(file.source, keep, manner, hand))
    except DocumentError as error:
        place, message = printable(file.path), printable(str(error))
        if place not in message:
            message = f"{place}: {message}"
        failure = _failure(file.path, message, file.source.document_id)
        return Result(file.path, file.source, None, failure, FAILED, failure.message)


def _failure(path: Path, message: str, document_id: str | None = None) -> Failure:
    return Failure(path, printable(message), document_id)


def _read_kept(source: Source, keep: Path | None, manner: Manner, hand: Hand) -> Frames:
    if keep is None:
        return stages.frames_of(hand.read(source, manner, Kept()))
    kept = stages.look_up(keep, source, manner)
    if not kept.is_enough(manner):
        stages.put_away(keep, source, manner, hand.read(source, manner, kept))
    return stages.kept_frames(keep, source, manner)


def read_frames(source: Source, manner: Manner = Manner()) -> Frames:
    """The frames of one document by name, read in this process.

    Raises:
        DocumentError: as `load`; or the file is no longer the one that was opened.
    """
    return stages.frames_of(stages.go_on(source, manner))
