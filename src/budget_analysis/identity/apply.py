"""The frame `documents` completed with who each account is of; the frame `departments`; what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from .. import frames
from ..document import printable
from ..reading import Problem
from .departments import SUMMARY, department_name, names_of_units, region_of, split_name, table_of
from .editions import AMBIGUOUS, CURRENT, TEMPLATE, Account, Hints, content_of, hints_of, rank
from .records import RECORD, read_record

_OF_RECORD = ("publisher", "address", "published", "fetched", "licence")
_BY_UNIT = "revenue_by_unit"
ASKED = "identity"
"""The kind of the problem that a document does not tell of itself what a dataset needs."""


@dataclass(frozen=True)
class Identified:
    """The completed frames, and what the documents do not tell, by document, each with its file."""

    documents: pd.DataFrame
    departments: pd.DataFrame
    questions: Sequence[tuple[str, Problem]] = field(default=())

    def standing(self) -> dict[str, str]:
        """Document to what it is: `current` and the like."""
        return dict(zip(self.documents["document_id"], self.documents["standing"], strict=True))


@dataclass
class _Entry:
    row: dict[str, Any]
    file: Path
    hints: Hints
    found: Mapping[str, pd.DataFrame]
    is_template: bool


def identify_accounts(
    accounts: Sequence[tuple[Path, Mapping[str, pd.DataFrame]]],
    corrected: Mapping[str, Mapping[str, str]] | None = None,
) -> Identified:
    """Say of each account which department, level, year and edition it is.

    Args:
        accounts: the file and the frames of each document.
        corrected: as from `read_departments`.
    """
    corrections = corrected or {}
    entries = [_entry(file, found) for file, found in accounts]
    proposed = _propose(entries)
    for entry in entries:
        _correct(entry.row, proposed, corrections)
    questions = [one for entry in entries for one in _missing(entry)]
    questions += _rank(entries)
    documents = frames.build("documents", (entry.row for entry in entries))
    return Identified(documents, table_of(proposed, corrections), tuple(questions))


def _entry(file: Path, found: Mapping[str, pd.DataFrame]) -> _Entry:
    row = {str(k): (None if pd.isna(v) else v) for k, v in found["documents"].iloc[0].to_dict().items()}
    told, hints = read_record(file), hints_of(found)
    row |= {name: told.get(name) for name in _OF_RECORD}
    row["department"] = row["department"] or told.get("department")
    row["fiscal_year"] = row["fiscal_year"] or told.get("fiscal_year")
    row["edition"] = told.get("edition") or hints.edition
    is_template = bool((found["forms"]["state"] == TEMPLATE).any())
    return _Entry(row, file, hints, found, is_template)


def _propose(entries: Sequence[_Entry]) -> dict[str, dict[str, Any]]:
    proposed: dict[str, dict[str, Any]] = {}
    parents: dict[str, str] = {}
    for entry in entries:
        printed = entry.row["department"]
        if printed is None:
            continue
        name, marked = split_name(printed)
        level = marked or entry.hints.level
        own = department_name(name, level)
        entry.row |= {"department_id": own, "level": level}
        known = proposed.setdefault(own, {"name": name, "level": level, "region": region_of(name)})
        known["level"] = known["level"] or level
        if level == SUMMARY:
            for unit in names_of_units(_units(entry.found), name):
                if unit != own:
                    parents.setdefault(unit, own)
    for unit, parent in parents.items():
        if unit in proposed:
            proposed[unit]["parent"] = parent
    return proposed


def _units(found: Mapping[str, pd.DataFrame]) -> list[str]:
    """The units that an account lists, and those that its form by unit prints."""
    figures = found["figures"]
    printed = figures.loc[(figures["form"] == _BY_UNIT) & (figures["role"] != "total"), "label"]
    return [*found["units"]["unit"].dropna(), *printed.dropna().unique()]


def _correct(
    row: dict[str, Any], proposed: Mapping[str, Mapping[str, Any]], corrected: Mapping[str, Mapping[str, str]]
) -> None:
    """What is known of the department of a document; an office under a new name is the same one."""
    own = row.get("department_id")
    if own is None:
        return
    joined = corrected.get(own, {}).get("joined_to", own)
    known = {**proposed[own], **corrected.get(own, {}), **corrected.get(joined, {})}
    row |= {"department_id": joined, "level": known.get("level"), "region": known.get("region")}


def _missing(entry: _Entry) -> list[tuple[str, Problem]]:
    if entry.is_template:
        return []
    wanted = [name for name in ("department", "fiscal_year") if entry.row[name] is None]
    if not wanted:
        return []
    file = printable(entry.file.name)
    message = (
        f"{file} does not tell its {' and '.join(wanted).replace('_', ' ')}. Write "
        + ", ".join(f"{name} = …" for name in wanted)
        + f' below ["{file}"] into {RECORD} beside it, and build again.'
    )
    return [(entry.row["document_id"], Problem(None, file, ASKED, message))]


def _rank(entries: Sequence[_Entry]) -> list[tuple[str, Problem]]:
    questions = []
    groups: dict[tuple[str, int], list[_Entry]] = {}
    for entry in entries:
        own, year = entry.row.get("department_id"), entry.row["fiscal_year"]
        entry.row["standing"] = TEMPLATE if entry.is_template else CURRENT
        if not entry.is_template and own is not None and year is not None:
            groups.setdefault((own, int(year)), []).append(entry)
    for group in groups.values():
        if len(group) == 1:
            continue
        listed = [
            Account(e.row["document_id"], e.row["edition"], e.row["published"] or "", content_of(e.found["figures"]))
            for e in group
        ]
        ranked = rank(listed)
        for entry in group:
            standing, other = ranked[entry.row["document_id"]]
            entry.row |= {"standing": standing, "yields_to": other}
            if standing == AMBIGUOUS:
                questions.append((entry.row["document_id"], _which(entry, group)))
    return questions


def _which(entry: _Entry, group: Sequence[_Entry]) -> Problem:
    file = printable(entry.file.name)
    others = ", ".join(printable(one.file.name) for one in group if one is not entry)
    message = (
        f"{file} and {others} are accounts of {entry.row['department']} for {entry.row['fiscal_year']}, and "
        f"their numbers differ. None stands in the panel. Say in {RECORD} which one counts: "
        f'edition = "revised" or published = "2025-09-01" below ["{file}"]; or tell two departments apart '
        "by department = …."
    )
    return Problem(None, file, ASKED, message)
