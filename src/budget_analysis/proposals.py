"""Files that look like one account: they share folder, department and year, and print other things."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from .corpus import Result
from .document import printable
from .sources import ACCOUNTS

_NOT_THERE = ("missing", "unread", "template")


@dataclass(frozen=True)
class Proposal:
    """Files of one folder that may be one account; nothing is joined before somebody says so."""

    folder: Path
    files: tuple[str, ...]
    department: str
    fiscal_year: int

    @property
    def entry(self) -> str:
        """What to write into the `accounts.toml` of the folder."""
        files = ", ".join(json.dumps(file, ensure_ascii=False) for file in self.files)
        department = json.dumps(self.department, ensure_ascii=False)
        return f"[[account]]\nfiles = [{files}]\ndepartment = {department}\nfiscal_year = {self.fiscal_year}"


def propose(results: Sequence[Result]) -> list[Proposal]:
    """Accounts that were read apart and belong together.

    They stand in one folder, tell one department and one year (a workbook of forms may tell
    neither), and at least one of them lacks a form that another has: a page and its attachments,
    not two copies of one account.
    """
    folders: dict[Path, list[Result]] = {}
    for result in results:
        if result.source is not None and not result.source.files and result.frames is not None and not result.is_template:
            folders.setdefault(result.path.parent, []).append(result)
    return [proposal for folder, found in folders.items() for proposal in _of_folder(folder, found)]


def _of_folder(folder: Path, results: Sequence[Result]) -> Iterator[Proposal]:
    told = [_told(result) for result in results]
    departments = {department for department, _ in told if department}
    for department in sorted(departments):
        own = [
            (result, year)
            for result, (name, year) in zip(results, told, strict=True)
            if name == department or (not name and len(departments) == 1)
        ]
        years = {year for _, year in own if year is not None}
        forms = [set(_forms_of(result)) for result, _ in own]
        together = set[str]().union(*forms)
        if len(own) > 1 and len(years) == 1 and together and any(one != together for one in forms):
            files = tuple(printable(result.path.name) for result, _ in own)
            yield Proposal(folder, files, department, years.pop())


def _told(result: Result) -> tuple[str, int | None]:
    """Department and year as the document tells them; empty and None where it does not."""
    assert result.frames is not None
    document = result.frames["documents"].iloc[0]
    department, year = document["department"], document["fiscal_year"]
    return "" if pd.isna(department) else str(department), None if pd.isna(year) else int(year)


def _forms_of(result: Result) -> Iterator[str]:
    assert result.frames is not None
    forms = result.frames["forms"]
    return (str(form) for form in forms.loc[~forms["state"].isin(_NOT_THERE), "form"])


def as_text(proposal: Proposal) -> str:
    """A proposal for the terminal."""
    files = " + ".join(proposal.files)
    entry = "\n".join(f"  {line}" for line in proposal.entry.split("\n"))
    return (
        f"proposed   {files}: look like one account of {proposal.department}, {proposal.fiscal_year}. To have them "
        f"read as one, write into {printable(proposal.folder / ACCOUNTS)}:\n{entry}"
    )
