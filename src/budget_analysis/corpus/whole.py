"""What was read of many documents as one dataset: whose they are, their panel, two years of one department."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from .. import frames, panel
from ..document import printable
from ..identity import CURRENT, Identified, identify_accounts
from ..readers.flowing.offered import ATTACHMENT, told_offer
from ..reading import Problem
from ..shelf import Frames, Held
from ..workers import told_defect
from ..years import Step, compare_years, pairs_of
from .batch import Failure, Result
from .stacked import Stacked

T = TypeVar("T")
Defect = tuple[str | None, Problem]
"""A document's identifier, and what went wrong with it."""

UNREADABLE = "unreadable"
OFFERED = "offered"
"""What became of a file that a page offers: it is named."""
DEFECT = "defect"
"""The kind of the problem that a step after reading failed on a document; the others go on."""


def dataset(
    results: Iterable[Result],
    corrected: Mapping[str, Mapping[str, str]] | None = None,
    crosswalk: Sequence[Step] = (),
    top: Path | None = None,
) -> Stacked:
    """The frames of all documents under each other, whose they are, and their panel.

    Each failure is a row of `problems`, and so is what a document does not tell of itself. The
    panel holds what counts: no empty template, one account of a department and year.

    Args:
        results: as from `read_all`.
        corrected: what people said of the departments, as from `identity.read_departments`.
        crosswalk: what they said of codes that changed, as from `years.read_crosswalk`.
        top: the folder of the files, below which `sources` names them.
    """
    listed = list(results)
    read = [(one.path, one.frames) for one in listed if one.frames is not None]
    defects: list[Defect] = []
    identified, found = _identified(read, corrected, defects)
    untold = [(one.document_id, _as_problem(one)) for one in (result.failure for result in listed) if one is not None]
    by_name = {str(one["documents"]["document_id"].iloc[0]): one for one in found}
    made = {
        "documents": _by_document(identified.documents),
        "departments": identified.departments,
        "cross_year": _years(by_name, identified, crosswalk, defects),
        "sources": _sources(listed, top),
    }
    of_each = {"panel": _panels(by_name, identified, defects)}
    return Stacked(by_name, made, of_each, [*untold, *identified.questions, *defects])


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


def _years(
    found: Mapping[str, Frames], identified: Identified, crosswalk: Sequence[Step], defects: list[Defect]
) -> pd.DataFrame:
    """Every two years of one department held against each other."""
    documents = identified.documents

    def named(name: str) -> Frames:
        return ChainMap({"documents": documents[documents["document_id"] == name]}, found[name])  # type: ignore[arg-type]

    parts = [
        _made(lambda: compare_years(named(earlier), named(later), crosswalk), found[later], defects)
        for earlier, later in pairs_of(documents)
    ]
    kept = [part for part in parts if part is not None]
    return _by_document(pd.concat([frames.build("cross_year", []), *kept], ignore_index=True))


def _by_document(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values("document_id", kind="stable", ignore_index=True)


def _panels(
    found: Mapping[str, Frames], identified: Identified, defects: list[Defect]
) -> dict[str, Callable[[], pd.DataFrame]]:
    """The panels of the accounts that count, each row with its department; read when they are asked for.

    A panel that was not made where the document was read is made here.
    """
    names = identified.departments.set_index("department_id")["name"].to_dict()
    panels: dict[str, Callable[[], pd.DataFrame]] = {}
    for known in frames.as_rows(identified.documents):
        document, department = known["document_id"], known["department_id"]
        if known["standing"] != CURRENT:
            continue
        own = found[document]
        if "panel" not in own:
            new = _made(lambda: panel.panel_of(Held(own)), own, defects)
            if new is None:
                continue
            own = {"panel": new}
        whose = {"department_id": department, "department": names.get(department, known["department"]),
                 "level": known["level"], "fiscal_year": known["fiscal_year"]}  # fmt: skip
        panels[document] = partial(_of_department, own, whose)
    return panels


def _of_department(found: Frames, whose: Mapping[str, Any]) -> pd.DataFrame:
    return frames.with_types("panel", found["panel"].assign(**whose))


def _sources(results: Iterable[Result], top: Path | None) -> pd.DataFrame:
    """The frame `sources`: every file with what became of it, and each that a page offers, sorted by their paths below the folder of all.

    Paths of this machine stay out of it, so that two builds of the same files are the same bytes.
    """
    rows = []
    for one in results:
        is_below = top is not None and one.path.is_relative_to(top)
        why = one.why.replace(printable(one.path), printable(one.path.name))
        why = why.replace(f"{printable(top)}/", "") if top is not None else why
        rows.append(
            {
                "file": printable((one.path.relative_to(top) if top and is_below else Path(one.path.name)).as_posix()),
                "became": one.became,
                "why": why or None,
                "sha256": one.source.sha256 if one.source else None,
                "document_id": one.source.document_id if one.source and one.frames is not None else None,
            }
        )
        rows.extend(_offers(one, str(rows[-1]["file"])))
    return frames.build("sources", sorted(rows, key=lambda row: (str(row["file"]), str(row.get("sha256")))))


def _offers(read: Result, file: str) -> Iterator[dict[str, Any]]:
    """A row for each file that a page offers: its address as the page prints it; nothing is fetched."""
    if read.frames is None or not read.frames["documents"]["reader"].str.contains("html").any():
        return
    for problem in frames.as_rows(read.frames["problems"]):
        offer = told_offer(str(problem["message"])) if problem["kind"] == ATTACHMENT else None
        if offer is not None:
            by = f"{file}: {problem['file']}" if frames.text(problem["file"]) else file
            why = f'offered by the page as "{offer[0]}", not fetched'
            yield {"file": offer[1], "became": OFFERED, "why": why, "offered_by": by}


def _as_problem(failure: Failure) -> Problem:
    """A failure as it is published: the file by its name, without the folders of this machine."""
    place = printable(failure.path.name)
    message = failure.message.replace(printable(failure.path), place)
    return Problem(None, place, UNREADABLE, message)
