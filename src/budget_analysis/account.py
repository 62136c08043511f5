"""An account: the frames of one document. `load` is the first of the package's two doors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from . import annexes, blocks, frames, locate, privacy, readers, specs, terms, tidy
from .document import Source, confirm_unchanged, open_source, printable
from .errors import BudgetAnalysisError, DocumentError
from .form_states import forms_of
from .locate import Located, RawForm
from .privacy import PersonalData
from .reading import Line, Problem, Reading
from .specs import Layout

_AMOUNT = re.compile(r"\d(?:万元|亿元|元|万|%)")
_FEWEST_AMOUNTS = 2
MADE_UP = "虚构账目，由程序生成，不是任何单位的决算"
"""What a made-up account (`synthetic`) says of itself on its first page."""
ANNEXES = ("units", "projects", "funds", "indicators", "report_items", "glossary")


@dataclass(frozen=True)
class Account:
    """The frames of one document; their columns are described in `frames.csv`."""

    documents: pd.DataFrame
    forms: pd.DataFrame
    figures: pd.DataFrame
    blocks: pd.DataFrame
    units: pd.DataFrame
    projects: pd.DataFrame
    funds: pd.DataFrame
    indicators: pd.DataFrame
    report_items: pd.DataFrame
    glossary: pd.DataFrame
    tables: pd.DataFrame
    problems: pd.DataFrame
    notices: pd.DataFrame

    @property
    def document_id(self) -> str:
        return str(self.documents["document_id"].iloc[0])

    @property
    def department(self) -> str:
        return str(self.documents["department"].iloc[0])

    @property
    def fiscal_year(self) -> int | None:
        year = self.documents["fiscal_year"].iloc[0]
        return None if pd.isna(year) else int(year)


def load(
    path: str | Path,
    document_id: str | None = None,
    reader: str = "both",
    password: str = "",
) -> Account:
    """Read a published account into frames.

    Args:
        path: a PDF or a text dump.
        document_id: begins the identifiers; by default a hash of the file's bytes.
        reader: for a PDF "both" readings compared, or "tabula" or "grid" alone.
        password: opens an encrypted PDF.

    What cannot be read is a row of `problems`; a form that is not there is a row of `forms`
    with the state `missing`. Figures keep the printed text beside the amount in fen.

    Raises:
        DocumentError: the file cannot be read, changed meanwhile, or holds no form of an account.
    """
    source = open_source(path, document_id)
    return account_of(source, read_source(source, reader, password))


def read_source(source: Source, reader: str = "both", password: str = "") -> Reading:
    """The lines and grids of a file, which is still the one that was opened.

    Raises:
        DocumentError: the file cannot be read, or changed meanwhile.
    """
    reading = readers.read(source.path, reader=reader, password=password)
    confirm_unchanged(source)
    return reading


def account_of(source: Source, reading: Reading) -> Account:
    """The frames of a file that was read; the file is not opened again.

    Raises:
        DocumentError: it holds no form of an account.
    """
    personal = privacy.personal_data(reading.lines, reading.grids)
    try:
        located = locate.locate_forms(reading)
        if not located.forms and (budget := locate.budget_of(located.prose)):
            raise DocumentError(_is_budget(source, *budget))
        if not located.forms and not _tells_money(located.prose):
            raise DocumentError(_no_form(source, reading, located))
        return _assemble(source, reading, privacy.mask_located(located, personal), personal)
    except BudgetAnalysisError as error:
        # a message may quote the document; the one that was raised is not shown with it
        raise type(error)(personal.mask(str(error))) from None


def _tells_money(prose: Sequence[Line]) -> bool:
    """True for prose of a final account: sentences with amounts; such an account has no forms."""
    text = terms.fold("".join(line.text for line in prose))
    return "决算" in text and len(_AMOUNT.findall(text)) >= _FEWEST_AMOUNTS


def _is_made_up(prose: Sequence[Line]) -> bool:
    return terms.fold(MADE_UP) in terms.fold("".join(line.text for line in prose))


def _assemble(
    source: Source, reading: Reading, located: Located, personal: PersonalData
) -> Account:
    """The frames; persons are hidden in `located` already, so no later text can name one."""
    name = source.document_id
    department = locate.department_of(located.prose, located.forms)
    layout = specs.layout_of({form.spec.id for form in located.forms})
    problems = [*privacy.mask_problems(reading.problems, personal), *located.problems]
    parts = []
    for form in located.forms:
        figures, found = tidy.tidy_form(form, name)
        parts.append(figures)
        problems.extend(found)
    figures = pd.concat(parts, ignore_index=True) if parts else frames.build("figures", [])
    forms = forms_of(name, located, layout, figures)
    grids = [table.grid for table in located.unknown]
    prose = blocks.build_blocks(name, located.prose, department)
    extra = annexes.read_annexes(name, located.prose, grids, personal)
    problems.extend(_gaps(located, layout, figures, prose))
    documents = frames.build(
        "documents",
        [
            {
                "document_id": name,
                "department": department or None,
                "fiscal_year": locate.fiscal_year_of(located.prose, located.forms),
                "layout": layout.id if located.forms else None,
                "unit": (located.forms[0].unit or None) if located.forms else None,
                "source_file": printable(source.path.name),
                "sha256": source.sha256,
                "pages": reading.pages,
                "reader": reading.reader,
                "read_at_version": version("budget-analysis"),
                "synthetic": _is_made_up(located.prose),
            }
        ],
    )
    return Account(
        documents=documents,
        forms=forms,
        figures=figures,
        blocks=prose,
        tables=_tables(name, located),
        problems=pd.concat(
            [problem_frame(name, problems), extra.get("problems", problem_frame(name, []))],
            ignore_index=True,
        ),
        notices=frames.build("notices", []),
        **{frame: extra[frame] for frame in ANNEXES},
    )


def problem_frame(document_id: str | None, problems: Sequence[Problem]) -> pd.DataFrame:
    """Problems as the frame of that name."""
    return frames.build(
        "problems",
        (
            {
                "document_id": document_id,
                "page": problem.page,
                "place": problem.place,
                "kind": problem.kind,
                "message": problem.message,
            }
            for problem in problems
        ),
    )


def _tables(document_id: str, located: Located) -> pd.DataFrame:
    """The cells of all tables that are no described form."""
    rows = []
    for number, table in enumerate(located.unknown, start=1):
        for cell in table.grid.cells:
            box = cell.box
            rows.append(
                {
                    "document_id": document_id,
                    "table": number,
                    "form": table.form or None,
                    "title": table.title or None,
                    "page": table.grid.page,
                    "row": cell.row + 1,
                    "column": cell.column + 1,
                    "row_span": cell.row_span,
                    "column_span": cell.column_span,
                    "text": cell.text,
                    **({"x0": box.x0, "y0": box.y0, "x1": box.x1, "y1": box.y1} if box else {}),
                }
            )
    return frames.build("tables", rows)


def _gaps(
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
        if len(cells):
            problems.extend(_missing_rows(form, set(cells["role"].dropna())))
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


def _missing_rows(form: RawForm, roles: set[str]) -> list[Problem]:
    expected = [
        row
        for group in form.spec.groups
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


def _is_budget(source: Source, department: str, year: int) -> str:
    return (
        f"{source.path}: this is a budget (部门预算) of {department or 'an office'} for {year}, not a final "
        "account (部门决算): another kind of document, which is not read. Give the final account of the year"
    )


def _no_form(source: Source, reading: Reading, located: Located) -> str:
    scanned = [problem for problem in reading.problems if problem.kind == "scan"]
    if scanned:
        return (
            f"{source.path}: no form of a final account found; {len(scanned)} of {reading.pages} "
            "pages are images without text. Recognise the text first (OCR), then read the result."
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
