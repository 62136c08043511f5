"""What a document lacks of an account: forms, rows and sections of its layout; why it is none at all."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from . import doubts, specs
from .document import Source
from .locate import Located, RawForm
from .pictures import HOW_TO_GET
from .reading import Problem, Reading
from .specs import Layout


def gaps_of(
    located: Located, layout: Layout, figures: pd.DataFrame, prose: pd.DataFrame
) -> list[Problem]:
    """What an account of this layout has and this document lacks."""
    if not located.forms:
        message = (
            "no form of a final account stands in this document; what the prose states is held "
            "against itself only. Give the file with the forms as well, if there is one."
        )
        return [Problem(None, "forms", "no_forms", message)]
    problems = []
    found = {form.spec.id for form in located.forms}
    for name in layout.forms:
        if name not in found:
            page = located.announced.get(name)
            where = f"it is announced on page {page}" if page else "no title of it was found"
            problems.append(
                Problem(
                    page,
                    f"form {name}",
                    "missing_form",
                    f"{specs.forms()[name].zh} is not in the document ({where}). "
                    "If the page shows it under another title, add the title to specs/forms/.",
                )
            )
    for form in located.forms:
        cells = figures[figures["form"] == form.spec.id]
        is_declared = bool(form.statement) and not cells["state"].isin(("value", "zero")).any()
        if len(cells) and not is_declared:  # of a form of which its note says that it has no numbers no row is missed
            problems.extend(_missing_rows(form, set(cells["role"].dropna()), set(cells["measure"])))
    sections = set(prose["section"])
    for section, what in (("general_summary", "notes to the forms"), ("glossary", "glossary")):
        if section not in sections:
            problems.append(
                Problem(
                    None,
                    f"section {section}",
                    "missing_section",
                    f"no heading of the {what} was found; the file may be cut off. "
                    "If the document has it under another heading, add it to specs/sections.toml.",
                )
            )
    return problems


def _missing_rows(form: RawForm, roles: set[str], measures: set[str]) -> list[Problem]:
    shapes = form.spec.shapes
    shape = next((s for s in shapes if measures <= {c.name for g in s.groups for c in g.measures}), form.spec)
    expected = [
        row
        for group in shape.groups
        for row in group.rows
        if row.is_required and row.role not in roles
    ]
    if not expected:
        return []
    words = ", ".join(f"{row.labels[0]} ({row.role})" for row in expected)
    return [
        Problem(
            form.pages[-1],
            f"form {form.spec.id}",
            "missing_rows",
            f"the rows {words} were not found; the form may be cut off. If the page shows them "
            "under another label, add it to specs/forms/.",
        )
    ]


def is_budget(source: Source, department: str, year: int) -> str:
    """Why a budget is not read."""
    return (
        f"{source.path}: this is a budget (部门预算) of {department or 'an office'} for {year}, not a final "
        "account (部门决算): another kind of document, which is not read. Give the final account of the year"
    )


def two_accounts(source: Source, names: Sequence[str]) -> str:
    """Why files are not read as one account."""
    return (
        f"{source.path}: {' and '.join(names)} print the same forms, most of them with other numbers: these are "
        "two accounts. Give each to a command of its own, or their folder to `budget-analysis build` or `report`"
    )


def no_form(source: Source, reading: Reading, located: Located) -> str:
    """Why a document is no account, and what to do."""
    scanned = [problem for problem in reading.problems if problem.kind == "scan"]
    if scanned:
        pages = doubts.page_list(problem.page for problem in scanned if problem.page is not None)
        return (
            f"{source.path}: no form of a final account found; {len(scanned)} of {reading.pages} pages are "
            f"images without text ({pages}) and were not read. Install the extra for scans "
            f"({HOW_TO_GET}), or ask the publisher for the original file."
        )
    if located.announced:
        names = ", ".join(sorted(located.announced))
        return (
            f"{source.path}: titles of forms were found ({names}) but no table below any of them. "
            "Give the file that holds the tables."
        )
    return (
        f"{source.path}: no form of a final account found in {reading.pages} pages "
        f"({len(reading.lines)} lines, {len(reading.grids)} tables). "
        "`budget-analysis forms` lists the titles it knows; add others to specs/forms/."
    )
