"""One row of a form as printed, whichever kind of source it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..reading import Box, Problem


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands in one cell of a measure column.

    `text` is empty for a blank cell. `trouble` says why the cell cannot be read although
    something is printed there.
    """

    text: str
    page: int
    box: Box | None = None
    reading: str = ""
    trouble: str = ""
    place: str = ""
    is_doubtful: bool = False
    """A picture does not show for certain what it is."""


@dataclass(frozen=True)
class FormRow:
    """Keys and measure cells of one row of one column group."""

    group: int
    page: int
    label: str = ""
    code: str = ""
    code_parts: tuple[str, ...] = ()
    """What of the code stands in each column of the keys: 类 | 款 | 项."""
    line_no: str = ""
    cells: Mapping[str, Printed] = field(default_factory=dict)
    has_doubtful_code: bool = False


@dataclass(frozen=True)
class FormRows:
    """All rows of a form, column group after column group, and what went wrong."""

    rows: tuple[FormRow, ...]
    problems: tuple[Problem, ...] = ()
    measures: tuple[tuple[str, ...], ...] = ()
    """The measures that the header announces, per column group."""
