"""Persons hidden in a document that is taken apart, before its parts become frames."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..locate import Located, RawForm
from ..reading import Cell, Problem, Reading
from .masking import PersonalData


def mask_located(located: Located, personal: PersonalData) -> Located:
    """The document with every text of it masked: forms and what is printed around them, prose,
    other tables, problems. Amounts and codes in the body of a form stay."""
    unknown = (
        replace(table, title=personal.mask(table.title), grid=personal.mask_grid(table.grid))
        for table in located.unknown
    )
    return replace(
        located,
        forms=tuple(_masked(form, personal) for form in located.forms),
        again={name: _masked(form, personal) for name, form in located.again.items()},
        prose=personal.mask_lines(located.prose),
        unknown=tuple(unknown),
        problems=mask_problems(located.problems, personal),
    )


def _masked(form: RawForm, personal: PersonalData) -> RawForm:
    return replace(
        form,
        title=personal.mask(form.title),
        department=personal.mask(form.department),
        note=personal.mask(form.note),
        statement=personal.mask(form.statement),
        lines=personal.mask_lines(form.lines, of_form=True),
        grids=tuple(personal.mask_grid(grid, of_form=True) for grid in form.grids),
    )


def mask_sheets(reading: Reading, personal: PersonalData) -> Reading:
    """The reading, in which no sheet of a workbook is named after a person: places begin with it."""
    sheets = {cell.place.rpartition("!")[0] for grid in reading.grids for cell in grid.cells}
    masked = {sheet: personal.mask(sheet) for sheet in sheets if sheet}
    if all(sheet == other for sheet, other in masked.items()):
        return reading

    def place_of(cell: Cell) -> str:
        sheet, mark, address = cell.place.rpartition("!")
        return f"{masked.get(sheet, sheet)}{mark}{address}"

    grids = (
        replace(grid, cells=tuple(replace(cell, place=place_of(cell)) for cell in grid.cells)) for grid in reading.grids
    )
    return replace(reading, grids=tuple(grids))


def mask_problems(problems: Iterable[Problem], personal: PersonalData) -> tuple[Problem, ...]:
    """Problems may quote the document in their message and in their place."""
    return tuple(
        replace(
            problem,
            place=personal.mask(problem.place),
            message=personal.mask(problem.message),
        )
        for problem in problems
    )
