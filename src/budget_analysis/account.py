"""An account: the frames of one document, made from its reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import pandas as pd

from . import annexes, blocks, doubts, files, frames, gaps, inert, locate, money_units, privacy, sources, specs, terms, tidy
from .document import Source, confirm_unchanged
from .errors import BudgetAnalysisError, DocumentError
from .form_states import forms_of
from .frames import as_rows
from .locate import Located, RawForm, UnknownTable
from .privacy import PersonalData
from .reading import Line, Problem, Reading, part_of
from .stand_ins import with_stand_ins

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
        known = specs.forms()
        rows = [
            (
                one["form_no"] or "", one["title"] or known[one["form"]].zh, known[one["form"]].en,
                one["pages"] or "", one["state"], cells.get(one["form"], 0),
            )
            for one in as_rows(self.forms)
        ]  # fmt: skip
        heads = ("表号 no.", "表", "form", "页 pages", "状态 state", "单元格 cells")
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
        DocumentError: it holds no form of an account, or its files are those of several accounts.
    """
    personal = privacy.personal_data(reading.lines, reading.grids)
    try:
        located = locate.locate_forms(privacy.mask_sheets(reading, personal))
        files.refuse_strangers(source, reading.parts, located.told)
        account = specs.load("surroundings.toml")["final"]["account"]
        if not any(account in form.title for form in located.forms) and (budget := locate.budget_of(located.prose)):
            raise DocumentError(gaps.is_budget(source, *budget))
        if not located.forms and not _tells_money(located.prose):
            raise DocumentError(gaps.no_form(source, reading, located))
        return _assemble(source, reading, privacy.mask_located(located, personal), personal)
    except BudgetAnalysisError as error:
        # a message may quote the document; the one that was raised is not shown with it
        raise type(error)(personal.mask(str(error))) from None


def _tells_money(prose: Sequence[Line]) -> bool:
    """True for prose of a final account: sentences with amounts; such an account has no forms."""
    text = terms.fold("".join(line.text for line in prose))
    return _is_final(text, prose) and len(_AMOUNT.findall(text)) >= _FEWEST_AMOUNTS


def _is_final(text: str, prose: Sequence[Line]) -> bool:
    """True where a final account is named, or what was spent on the three public expenses under no title of a budget."""
    words = specs.load("surroundings.toml")["final"]
    titles = [line for line in map(terms.fold, (one.text for one in prose)) if len(line) <= words["longest"] and not line.endswith("。")]
    is_spent = words["spent_on"] in text and any(word in text for word in words["spent"])
    return words["account"] in text or is_spent and not any(words["budget"] in locate.without_money(line) for line in titles)


def _is_made_up(prose: Sequence[Line]) -> bool:
    return terms.fold(MADE_UP) in terms.fold("".join(line.text for line in prose))


def _assemble(
    source: Source, reading: Reading, located: Located, personal: PersonalData
) -> Account:
    """The frames; persons are hidden in `located` already, so no later text can name one."""
    name = source.document_id
    taken = money_units.with_units(located, name, reading.doubts)
    located, units = taken.located, taken.units
    department = source.department or locate.department_of(located.prose, located.forms)
    year = source.fiscal_year or locate.fiscal_year_of(located.prose, located.forms)
    layout = specs.layout_of({form.spec.id for form in located.forms}, year)
    told = [*reading.problems, *map(doubts.problem_of, reading.doubts)]
    problems = [*privacy.mask_problems(told, personal), *located.problems, *taken.problems]
    parts, twice = [], []
    for form in located.forms:
        figures, found = tidy.tidy_form(form, name, reading.doubts, units)
        again = located.again.get(form.spec.id)
        if again is not None and len(figures):
            second, _ = tidy.tidy_form(again, name, reading.doubts, units)
            names = _file_names(reading, form, again)
            twice.append((figures, second))
            if files.are_two_accounts(twice):
                raise DocumentError(gaps.two_accounts(source, names))
            figures, told = files.agree(figures, second, names)
            found = [*found, *told]
        parts.append(figures)
        problems.extend(found)
    figures = pd.concat(parts, ignore_index=True) if parts else frames.build("figures", [])
    layout = with_stand_ins(layout, {form.spec.id: set(figures.loc[figures["form"] == form.spec.id, "role"].dropna()) for form in located.forms})
    forms = forms_of(name, located, layout, figures)
    grids = [table.grid for table in located.unknown]
    prose = blocks.build_blocks(name, located.prose, department)
    extra = annexes.read_annexes(name, located.prose, grids, personal)
    problems.extend(gaps.gaps_of(located, layout, figures, prose))
    documents = frames.build(
        "documents",
        [
            {
                "document_id": name,
                "department": department or None,
                "fiscal_year": year,
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
