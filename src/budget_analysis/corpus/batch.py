"""Documents read one after the other or many at a time: finished work is kept, a bad document is passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .. import stages
from ..document import Source, printable
from ..errors import DocumentError
from ..inventory import FAILED, File
from ..shelf import Frames
from ..stages import Kept, Manner
from ..workers import Worker, in_order

READ = "read"


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
    hands = hands if hands is not None else [Worker(stages.go_on)]
    return in_order(lambda hand, file: _result(file, keep, manner, hand), files, hands)


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
