"""A folder of documents to one dataset: finished work is kept, a bad document is passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

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
from .shelf import Frames
from .stages import Kept, Manner
from .workers import Limits, Worker
from .years import Step, compare_years, pairs_of

READ = "read"
UNREADABLE = "unreadable"


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
    limits: Limits = Limits(),
) -> Iterator[Result]:
    """Read (and reconcile) documents one after the other, giving each result as it is done.

    Each is read in a process of its own, so that nothing it does reaches the others.

    Args:
        files: as from `inventory.take_stock`; each gives one result, in their order.
        keep: a folder that keeps finished documents; the next run takes from it what the same
            file and the same code already gave. None keeps nothing.
        manner: how to read them; without claims only the frames of `stages.READ_FRAMES`.
        limits: the time and the memory that one document may take.

    Raises:
        OutputError: finished documents cannot be kept, so that going on would lose work.
    """
    with Worker(stages.go_on, limits) as worker:
        for file in files:
            yield _result(file, keep, manner, worker)


def _result(file: File, keep: Path | None, manner: Manner, worker: Worker) -> Result:
    if file.source is None:
        failure = _failure(file.path, file.why) if file.kind == FAILED else None
        return Result(file.path, failure=failure, became=file.kind, why=file.why)
    try:
        return Result(file.path, file.source, _read_kept(file.source, keep, manner, worker))
    except DocumentError as error:
        place, message = printable(file.path), printable(str(error))
        if place not in message:
            message = f"{place}: {message}"
        failure = _failure(file.path, message, file.source.document_id)
        return Result(file.path, file.source, None, failure, FAILED, failure.message)


def _failure(path: Path, message: str, document_id: str | None = None) -> Failure:
    return Failure(path, printable(message), document_id)


def _read_kept(source: Source, keep: Path | None, manner: Manner, worker: Worker) -> Frames:
    kept = stages.look_up(keep, source, manner) if keep is not None else Kept()
    if kept.is_enough(manner):
        return stages.frames_of(kept)
    new: Kept = worker.read(source, manner, kept)
    if keep is not None:
        stages.put_away(keep, source, manner, new)
    return stages.frames_of(kept, new)


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
    stacked = stack(found for _, found in read)
    identified = identify_accounts(read, corrected)
    failures = [
        problem_frame(failure.document_id, [_as_problem(failure)])
        for failure in (result.failure for result in listed)
        if failure is not None
    ]
    failures += [problem_frame(name, [problem]) for name, problem in identified.questions]
    return {
        **stacked,
        "documents": identified.documents,
        "departments": identified.departments,
        "problems": pd.concat([stacked["problems"], *failures], ignore_index=True),
        "panel": _panel([found for _, found in read], identified),
        "cross_year": _years([found for _, found in read], identified, crosswalk),
    }


def _years(
    read: Sequence[Frames], identified: Identified, crosswalk: Sequence[Step]
) -> pd.DataFrame:
    """Every two years of one department held against each other."""
    documents = identified.documents
    by_name = {str(found["documents"]["document_id"].iloc[0]): found for found in read}
    named = {
        name: {**found, "documents": documents[documents["document_id"] == name]}
        for name, found in by_name.items()
    }
    parts = [
        compare_years(named[earlier], named[later], crosswalk)
        for earlier, later in pairs_of(documents)
    ]
    return pd.concat([frames.build("cross_year", []), *parts], ignore_index=True)


def _panel(read: Sequence[Frames], identified: Identified) -> pd.DataFrame:
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
        panels.append(panel_of(found).assign(**whose).astype(frames.columns("panel")))
    return pd.concat(panels, ignore_index=True)


def _as_problem(failure: Failure) -> Problem:
    """A failure as it is published: the file by its name, without the folders of this machine."""
    place = printable(failure.path.name)
    message = failure.message.replace(printable(failure.path), place)
    return Problem(None, place, UNREADABLE, message)


def stack(results: Iterable[Frames]) -> Frames:
    """The frames of several documents under each other; empty frames where there is none."""
    listed = list(results)
    names = list(listed[0]) if listed else frames.names()
    return {
        name: pd.concat([frames.build(name, []), *(one[name] for one in listed)], ignore_index=True)
        for name in names
    }
