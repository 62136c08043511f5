"""An account: the frames of one document. `load` is the first of the package's two doors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from . import annexes, blocks, doubts, files, frames, inert, locate, privacy, sources, specs, terms, tidy
from .document import Source, confirm_unchanged
from .errors import BudgetAnalysisError, DocumentError
from .form_states import forms_of
from .locate import Located, RawForm, UnknownTable
from .pictures import HOW_TO_GET
from .privacy import PersonalData
from .reading import Line, Problem, Reading, part_of
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
    files: pd.DataFrame
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

    def _repr_html_(self) -> str:
        """What a notebook shows: which account this is, and its forms with their states and cells."""
        cells = self.figures.groupby("form").size()
        rows = [
            (one["form_no"], one["title"], one["pages"], one["state"], cells.get(one["form"], 0))
            for one in self.forms.astype(object).where(self.forms.notna(), "").to_dict("records")
        ]
        heads = ("表号 no.", "表 form", "页 pages", "状态 state", "单元格 cells")
        body = "".join(inert.row("td", map(str, row)) for row in rows)
        named = f"{self.department} · {self.fiscal_year or ''} · {self.document_id}"
        return (
            f"<p><b>{inert.markup(named)}</b></p>\n"
            f"<table>\n<thead>{inert.row('th', heads)}</thead>\n<tbody>{body}</tbody>\n</table>"
        )

    @property
    def fiscal_year(self) -> int | None:
        year = self.documents["fiscal_year"].iloc[0]
        return None if pd.isna(year) else int(year)


def load(
    path: str | Path | Sequence[str | Path],
    document_id: str | None = None,
    reader: str = "both",
    password: str = "",
) -> Account:
    """Read a published account into frames.

    Args:
        path: a file (`archive.zip!/folder/name.pdf` is a member of an archive); or several files, a
            folder, or `folder/accounts.toml/NAME`, which are read as one account: its prose is
            judged against its forms in whatever file they stand.
        document_id: begins the identifiers; by default a hash of the file's bytes.
        reader: for a PDF "both" readings compared, or "tabula" or "grid" alone.
        password: opens an encrypted PDF.

    What cannot be read is a row of `problems`; a form that is not there is a row of `forms`
    with the state `missing`. Figures keep the printed text beside the amount in fen.

    Raises:
        DocumentError: the file cannot be read, changed meanwhile, or holds no form of an account.
    """
    source = sources.open_account(path, document_id)
    return account_of(source, read_source(source, reader, password))


def read_source(source: Source, reader: str = "both", password: str = "") -> Reading:
    """The lines and grids of an account, whose files are still those that were opened.

    Raises:
        DocumentError: the file cannot be read, or changed meanwhile.
    """
    reading = sources.read_source(source, reader=reader, password=password)
    confirm_unchanged(source)
    return reading


def account_of(source: Source, reading: Reading) -> Account:
    """The frames of a file that was read; the file is not opened again.

    Raises:
        DocumentError: it holds no form of an account.
    """
    personal = privacy.personal_data(reading.lines, reading.grids)
    try:
        located = locate.locate_forms(privacy.mask_sheets(reading, personal))
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
    department = source.department or locate.department_of(located.prose, located.forms)
    layout = specs.layout_of({form.spec.id for form in located.forms})
    told = [*reading.problems, *map(doubts.problem_of, reading.doubts)]
    problems = [*privacy.mask_problems(told, personal), *located.problems]
    parts = []
    for form in located.forms:
        figures, found = tidy.tidy_form(form, name, reading.doubts)
        again = located.again.get(form.spec.id)
        if again is not None and len(figures):
            second, _ = tidy.tidy_form(again, name, reading.doubts)
            figures, told = files.agree(figures, second, _file_names(reading, form, again))
            found = [*found, *told]
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
                "fiscal_year": source.fiscal_year or locate.fiscal_year_of(located.prose, located.forms),
                "layout": layout.id if located.forms else None,
                "unit": (located.forms[0].unit or None) if located.forms else None,
                "source_file": source.title,
                "sha256": source.sha256,
                "pages": reading.pages,
                "reader": reading.reader,
                "read_at_version": version("budget-analysis"),
                "synthetic": _is_made_up(located.prose),
            }
        ],
    )
    listed = files.files_of(source, reading)
    all_problems = [problem_frame(name, problems), extra.get("problems", problem_frame(name, []))]
    return Account(
        documents=documents,
        files=listed,
        forms=forms,
        figures=files.with_files("figures", figures, listed),
        blocks=files.with_files("blocks", prose, listed),
        tables=files.with_files("tables", _tables(name, [*located.unknown, *_not_read(located, figures)]), listed),
        problems=files.with_files("problems", pd.concat(all_problems, ignore_index=True), listed),
        notices=frames.build("notices", []),
        **{frame: extra[frame] for frame in ANNEXES},
    )


def _file_names(reading: Reading, *forms: RawForm) -> list[str]:
    standing = (part_of(reading.parts, form.page) for form in forms)
    return [part.file if part else "" for part in standing]


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


def _not_read(located: Located, figures: pd.DataFrame) -> list[UnknownTable]:
    """The tables of forms whose columns are not those described: kept as they stand."""
    read = set(figures["form"])
    return [
        UnknownTable(form.spec.id, form.title, grid)
        for form in located.forms
        if form.spec.id not in read
        for grid in form.grids
    ]


def _tables(document_id: str, tables: Sequence[UnknownTable]) -> pd.DataFrame:
    """The cells of all tables that are no described form, or not printed as it is described."""
    rows = []
    for number, table in enumerate(tables, start=1):
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
                    "place": cell.place or None,
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


def _is_budget(source: Source, department: str, year: int) -> str:
    return (
        f"{source.path}: this is a budget (部门预算) of {department or 'an office'} for {year}, not a final "
        "account (部门决算): another kind of document, which is not read. Give the final account of the year"
    )


def _no_form(source: Source, reading: Reading, located: Located) -> str:
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
