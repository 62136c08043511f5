"""Forms in a document whose tables came as grids: a title line and the grids below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .. import specs, terms
from ..reading import Grid, Line, Problem
from .columns_on import with_columns_on
from .left_over import grid_of_line, is_loose_row, with_left_over
from .parts import PAGES_APART, continues, is_other_part, names_part
from .sections import section_of
from .repeated import fuller, goes_on, joined
from .stacked import begins_again, is_stacked, stack
from .surroundings import (
    NOTE,
    STATEMENT,
    Located,
    OpenForm,
    RawForm,
    UnknownTable,
    folded_title,
    form_titled,
    told_apart,
    is_continuation,
    is_row,
    is_surrounding,
    read_surroundings,
    shows_heads,
    tells_head,
    title_at,
    titled,
)

_LINES_BELOW_TITLE = 3
"""Between a title and its table stand number, department, unit; more than that is prose."""
_ROWS_OF_TITLE = 4
"""Spreadsheets printed to PDF have title, number and unit as the first rows of the table."""


_WORDS = 4
"""A line of fewer characters (a stray page number) does not end a form."""
_LONGEST_NAME = 40
"""Characters: a line of one piece that is longer is no row of a table."""


@dataclass
class _Walk:
    """What has been met on the way through the document."""

    forms: list[RawForm]
    announced: dict[str, int]
    prose: list[Line]
    unknown: list[UnknownTable]
    problems: list[Problem]
    pending: OpenForm | None = None
    heading: list[Line] | None = None
    current: OpenForm | None = None
    lines: Sequence[Line] = ()
    index: int = 0
    """Of the line that is met now."""
    met: int = -1
    """The last line that was met."""
    since_grid: int = 0
    """The first line behind the last table."""
    is_above_grid: bool = False
    """The next thing met is a table."""
    goes_on: bool = False
    """A line above the next table says that the form goes on in it (续表)."""
    heading_above: tuple[int, str] = (0, "")
    """Page and text of the last line that may be the title of an unknown table."""

    def give_up_pending(self) -> None:
        """The title had no table: an announcement, its lines are prose."""
        if self.pending is not None:
            self.announced.setdefault(self.pending.raw.spec.id, self.pending.raw.page)
            self.prose.extend(self.heading or [])
        self.pending, self.heading = None, None

    def finish_current(self) -> None:
        if self.current is None:
            return
        form = with_columns_on(self.current.close())
        form = replace(form, left_over=tuple(map(grid_of_line, self.current.loose)))
        self.current = None
        for number, known in enumerate(self.forms):
            if known.spec.id == form.spec.id:
                if beside := told_apart(known, form):
                    self.forms[number], form = beside
                    break
                both = joined(known, form)
                wide = with_columns_on(both) if number == len(self.forms) - 1 else both
                if len(wide.grids) < len(both.grids):
                    self.forms[number] = wide
                elif goes_on(known, form):
                    self.forms[number] = both
                else:
                    self.forms[number], problem = fuller(known, form)
                    self.problems.append(problem)
                return
        self.forms.append(form)


def locate_in_grids(lines: Sequence[Line], grids: Sequence[Grid]) -> Located:
    """Walk through lines and grids from top to bottom and join what belongs to one form."""
    walk = _Walk([], {}, [], [], [], lines=lines)
    skip = 0
    ordered = list(_in_order(lines, grids))
    for number, (index, part) in enumerate(ordered, start=1):
        walk.is_above_grid = any(isinstance(one, Grid) for _, one in ordered[number : number + 1])
        walk.index = index
        walk.met = max(walk.met, index)
        if isinstance(part, Grid):
            _meet_grid(walk, part)
            walk.since_grid = walk.met + 1
            walk.goes_on = False
        elif skip:
            skip -= 1
        else:
            spec, length = title_at(lines, index)
            if spec is not None:
                walk.finish_current()
                walk.give_up_pending()
                heading = list(lines[index : index + length])
                walk.pending, walk.heading = OpenForm(titled(spec, heading)), heading
                # where cells are told, a form has cells
                if index and walk.since_grid < index and part.place and tells_head(lines[index - 1]):
                    # a caption is a part of its table: what is printed above it stands above both
                    walk.pending.is_told_above = read_surroundings(walk.pending, lines[index - 1])
                walk.pending.shows_heads = not part.place and shows_heads(lines, index + length, spec)
                skip = length - 1
            else:
                _meet_line(walk, part)
    walk.finish_current()
    walk.give_up_pending()
    order = {(line.page, line.number): position for position, line in enumerate(lines)}
    walk.prose.sort(key=lambda line: order[line.page, line.number])
    return Located(
        tuple(with_left_over(walk.forms, walk.unknown)),
        walk.announced,
        tuple(walk.prose),
        tuple(walk.unknown),
        tuple(walk.problems),
    )


def _in_order(
    lines: Sequence[Line], grids: Sequence[Grid]
) -> Iterator[tuple[int, Line | Grid]]:
    """Lines (with their index) and grids as they follow each other on the pages.

    The reader tells how many lines come before a grid; only where it does not, boxes do.
    """
    waiting = sorted(grids, key=_place_of_grid)
    position = 0
    for index, line in enumerate(lines):
        while position < len(waiting) and _comes_before(waiting[position], line):
            yield -1, waiting[position]
            position += 1
        yield index, line
    for grid in waiting[position:]:
        yield -1, grid


def _place_of_grid(grid: Grid) -> tuple[int, float, float]:
    top = grid.box.y0 if grid.box else 0.0
    return grid.page, top if grid.after is None else grid.after, top


def _comes_before(grid: Grid, line: Line) -> bool:
    if grid.page != line.page:
        return grid.page < line.page
    if grid.after is not None:
        return grid.after < line.number
    return (grid.box.y0 if grid.box else 0.0) < (line.box.y0 if line.box else 0.0)


def _meet_line(walk: _Walk, line: Line) -> None:
    if walk.pending is not None and walk.heading is not None:
        if read_surroundings(walk.pending, line):
            if walk.pending.is_told_empty:  # its table may not be printed at all
                walk.current, walk.pending, walk.heading = walk.pending, None, None
            return
        if walk.pending.shows_heads and not _ends_table(walk, walk.pending, line):
            walk.current, walk.pending, walk.heading = walk.pending, None, None
        else:
            walk.heading.append(line)
            if len(walk.heading) > _LINES_BELOW_TITLE + 1 or line.page != walk.pending.raw.page:
                walk.give_up_pending()
            return
    current = walk.current
    if current is not None:
        folded = terms.fold(line.text)
        if not current.tail and is_continuation(line.text):
            walk.goes_on = True
            return
        if not current.tail and walk.is_above_grid and names_part(current.raw.spec, line.text):
            current.opens_part = True
            return
        if current.is_told_above and current.grids and tells_head(line):
            walk.prose.append(line)  # it stands above the next caption
            return
        is_note = bool(NOTE.match(folded) or STATEMENT.match(folded))
        goes_on = current.tail and line.page == current.last_page
        is_heading = _is_heading(walk, current)
        if not is_heading and (is_note or goes_on or not current.tail):
            if read_surroundings(current, line):
                return
        if not current.tail and (_is_of_table(walk, current, line) or _repeats_head(walk, current, line)):
            current.lines.append(line)
            return
        if not current.tail and current.grids and is_loose_row(current.raw, current.grids[-1], line):
            current.loose.append(line)
            return
        if current.tail or is_heading or len(folded) >= _WORDS:
            walk.finish_current()
    if len(terms.fold(line.text)) >= _WORDS and not is_surrounding(line.text):
        walk.heading_above = (line.page, line.text.strip())
    walk.prose.append(line)


def _is_heading(walk: _Walk, form: OpenForm) -> bool:
    """True for a heading of the prose that is no row of the form."""
    if section_of(walk.lines[walk.index].text) is None:
        return False
    is_bare = not any(grid.kind == "ruled" for grid in form.grids)
    return not (is_bare and is_row(form.raw.spec, walk.lines, walk.index))


def _is_of_table(walk: _Walk, form: OpenForm, line: Line) -> bool:
    """True where a form without ruled lines may go on with this line."""
    has_rules = any(grid.kind == "ruled" for grid in form.grids)
    is_known = form.shows_heads or bool(form.grids)
    return is_known and not has_rules and line.page - form.last_page <= 1 and not _ends_table(walk, form, line)


def _repeats_head(walk: _Walk, form: OpenForm, line: Line) -> bool:
    """True for a line above the table of a later page that stands above that of the first one, too.

    Where only rows are ruled, the heads stand above the rules.
    """
    if not form.grids or form.grids[0].after is None or not 0 < line.page - form.grids[-1].page <= PAGES_APART:
        return False
    first, folded = form.grids[0], terms.fold(line.text)
    above = (one for one in walk.lines if one.page == first.page and one.number <= (first.after or 0))
    return line.box is not None and any(terms.fold(one.text) == folded for one in above)


def _ends_table(walk: _Walk, form: OpenForm, line: Line) -> bool:
    """True for a sentence, a heading of the prose, a title: no row of a table."""
    folded = terms.fold(line.text)
    return (
        any(mark in folded for mark in "。;!?")
        or _is_heading(walk, form)
        or folded_title(line.text) in specs.other_titles()
        or len(line.stops) < 2 < _LONGEST_NAME < len(folded)
    )


def _meet_grid(walk: _Walk, grid: Grid) -> None:
    if walk.pending is not None and grid.box is None and grid.page != walk.pending.raw.page:
        walk.give_up_pending()
    inside = _titled_inside(grid)
    if inside is not None:
        walk.finish_current()
        walk.pending, walk.heading = None, None
        if _is_title_only(grid):
            # a frame around a title, or underlines that an engine takes for a table
            walk.pending, walk.heading = inside, []
            return
        inside.grids.append(grid)
        walk.current = inside
    elif walk.pending is not None:
        walk.finish_current()
        _read_first_rows(walk.pending, grid)
        walk.pending.grids.append(grid)
        walk.pending.tail = ""
        walk.current, walk.pending, walk.heading = walk.pending, None, None
    elif walk.current is not None and not walk.current.grids and _may_be_table(walk.current, grid):
        walk.current.grids.append(grid)
        walk.current.tail = ""
    elif walk.current is not None and is_other_part(walk.current, grid):
        walk.current.grids.append(grid)
        walk.current.opens_part = False
    elif walk.current is not None and _is_below(walk, walk.current, grid):
        walk.current.grids[-1] = stack(walk.current.grids[-1], grid)
    elif walk.current is not None and continues(walk.current, grid):
        walk.current.grids.append(grid)
    else:
        if walk.current is not None and walk.current.opens_part:
            walk.finish_current()
        page, text = walk.heading_above
        title = text if page == grid.page else ""
        form = specs.other_titles().get(folded_title(title), "")
        walk.unknown.append(UnknownTable(form, title, grid))


def _is_below(walk: _Walk, form: OpenForm, grid: Grid) -> bool:
    """True for a table that is one with the last one of the form above it."""
    if not form.grids or form.opens_part or walk.goes_on:
        return False
    return is_stacked(form.grids[-1], grid) and not begins_again(form.raw.spec, form.grids[-1], grid)


def _read_first_rows(form: OpenForm, grid: Grid) -> None:
    """Take in number, department and unit where they are the first rows of the table itself."""
    for _, lines in sorted(_first_rows(grid).items()):
        told = [line for line in lines if is_surrounding(line.text) and not NOTE.match(terms.fold(line.text))]
        if len(told) < len(lines):
            return
        for line in told:
            read_surroundings(form, line)


def _first_rows(grid: Grid) -> dict[int, list[Line]]:
    """What stands in the first rows of a grid, cell by cell."""
    rows: dict[int, list[Line]] = {}
    for cell in grid.cells:
        if cell.row < _ROWS_OF_TITLE and cell.text.strip():
            rows.setdefault(cell.row, []).append(Line(grid.page, 0, cell.text, cell.box))
    return rows


def _may_be_table(form: OpenForm, grid: Grid) -> bool:
    """True for the table of a form that has none so far; below what says that it is empty, on the same page."""
    return not form.tail or (form.is_told_empty and grid.page == form.last_page)


def _is_title_only(grid: Grid) -> bool:
    """True where the grid holds title, number, department and unit, and no table."""
    texts = [cell.text for cell in grid.cells if cell.text.strip()]
    return all(form_titled(text) is not None or is_surrounding(text) for text in texts)


def _titled_inside(grid: Grid) -> OpenForm | None:
    """The form whose title stands in the first rows of the grid itself."""
    rows = _first_rows(grid)
    for number, lines in sorted(rows.items()):
        spec = form_titled(lines[0].text) if len(lines) == 1 else None
        if spec is None:
            continue
        title = replace(lines[0], text="".join(lines[0].text.split()))
        opened = OpenForm(titled(spec, [title]))
        for other, words in sorted(rows.items()):
            if other != number:
                for line in words:
                    read_surroundings(opened, line)
        return opened
    return None
