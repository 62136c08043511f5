"""A folder of documents to one dataset: finished work is kept, a bad document is passed over."""

from __future__ import annotations

from collections import ChainMap, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Protocol, TypeVar

import pandas as pd

from . import frames, stages
from .account import problem_frame
from .document import Source, printable
from .errors import DocumentError
from .identity import ASKED as ASKED
from .identity import CURRENT, Identified, identify_accounts
from .inventory import FAILED, File
from .panel import panel_of
from .reading import Problem
from .shelf import Frames, Held
from .stages import Kept, Manner
from .workers import Worker, told_defect
from .years import Step, compare_years, pairs_of

T = TypeVar("T")
Defect = tuple[str | None, Problem]
"""A document's identifier, and what went wrong with it."""

READ = "read"
UNREADABLE = "unreadable"
DEFECT = "defect"
"""The kind of the problem that a step after reading failed on a document; the others go on."""
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


def dataset(
    results: Iterable[Result],
    corrected: Mapping[str, Mapping[str, str]] | None = None,
    crosswalk: Sequence[Step] = (),
) -> Frames:
    """The frames of all documents under each other, whose they are, and their panel.

    Each failure is a row of `problems`, and so is what a document does not tell of itself. The
    panel holds what counts: no empty template, one account of a department and year.

    Args:
        results: as from `read_all`.
        corrected: what people said of the departments, as from `identity.read_departments`.
        crosswalk: what they said of codes that changed, as from `years.read_crosswalk`.
    """
    listed = list(results)
    read = [(one.path, one.frames) for one in listed if one.frames is not None]
    defects: list[Defect] = []
    identified, found = _identified(read, corrected, defects)
    untold = [(one.document_id, _as_problem(one)) for one in (result.failure for result in listed) if one is not None]
    made = {
        "documents": identified.documents,
        "departments": identified.departments,
        "panel": _panel(found, identified, defects),
        "cross_year": _years(found, identified, crosswalk, defects),
    }
    return Stacked(found, made, [*untold, *identified.questions, *defects])


def _identified(
    read: Sequence[tuple[Path, Frames]], corrected: Mapping[str, Mapping[str, str]] | None, defects: list[Defect]
) -> tuple[Identified, list[Frames]]:
    """Whose the accounts are, and the frames of those of which it can be said: the others are no rows."""
    try:
        return identify_accounts(read, corrected), [found for _, found in read]
    except Exception:  # one of them is to blame, and costs itself only
        kept = [one for one in read if _made(lambda: identify_accounts([one], corrected), one[1], defects) is not None]
        if len(kept) == len(read):
            raise
        return identify_accounts(kept, corrected), [found for _, found in kept]


def _made(make: Callable[[], T], found: Frames, defects: list[Defect]) -> T | None:
    """What a step gives of a document; where it fails, None and one defect more."""
    try:
        return make()
    except Exception as error:  # whatever it is, the other documents are not to pay for it
        document = found["documents"].iloc[0]
        problem = Problem(None, str(document["source_file"]), DEFECT, told_defect(error))
        defects.append((str(document["document_id"]), problem))
        return None


class Stacked(Mapping[str, pd.DataFrame]):
    """The frames of documents under each other; each is put together when it is asked for.

    Args:
        found: the frames of each document.
        made: frames that are of all of them.
        problems: what is known of documents besides, each with the document's identifier.
    """

    def __init__(
        self, found: Sequence[Frames], made: Frames, problems: Sequence[tuple[str | None, Problem]]
    ) -> None:
        self._found, self._made, self._problems = found, made, problems
        self._names = list(dict.fromkeys([*(found[0] if found else frames.names()), *made]))

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self._made:
            return self._made[name]
        if name not in self._names:
            raise KeyError(name)
        parts = [frames.build(name, []), *(one[name] for one in self._found)]
        if name == "problems":
            parts += [problem_frame(document, [problem]) for document, problem in self._problems]
        return pd.concat(parts, ignore_index=True)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _years(
    read: Sequence[Frames], identified: Identified, crosswalk: Sequence[Step], defects: list[Defect]
) -> pd.DataFrame:
    """Every two years of one department held against each other."""
    documents = identified.documents
    by_name = {str(found["documents"]["document_id"].iloc[0]): found for found in read}

    def named(name: str) -> Frames:
        return ChainMap({"documents": documents[documents["document_id"] == name]}, by_name[name])  # type: ignore[arg-type]

    parts = [
        _made(lambda: compare_years(named(earlier), named(later), crosswalk), by_name[later], defects)
        for earlier, later in pairs_of(documents)
    ]
    kept = [part for part in parts if part is not None]
    return pd.concat([frames.build("cross_year", []), *kept], ignore_index=True)


def _panel(read: Sequence[Frames], identified: Identified, defects: list[Defect]) -> pd.DataFrame:
    """The panels of the accounts that count, each row with its department."""
    standing = identified.standing()
    names = identified.departments.set_index("department_id")["name"].to_dict()
    of_documents = identified.documents.set_index("document_id").astype(object)
    panels = [frames.build("panel", [])]
    for found in read:
        document = found["documents"]["document_id"].iloc[0]
        if standing[document] != CURRENT:
            continue
        known = of_documents.loc[document]
        department = known["department_id"]
        name = names.get(department, known["department"])
        whose = {"department_id": department, "department": name, "level": known["level"], "fiscal_year": known["fiscal_year"]}
        panel = _made(lambda: frames.with_types("panel", panel_of(Held(found)).assign(**whose)), found, defects)
        if panel is not None:
            panels.append(panel)
    return pd.concat(panels, ignore_index=True)


def _as_problem(failure: Failure) -> Problem:
    """A failure as it is published: the file by its name, without the folders of this machine."""
    place = printable(failure.path.name)
    message = failure.message.replace(printable(failure.path), place)
    return Problem(None, place, UNREADABLE, message)
