"""Days and the time that a project runs, as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ..terms import plain
from .entered import Cell

_DATE = re.compile(r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?")


@dataclass(frozen=True)
class Period:
    """From when to when a project runs, as printed on its report."""

    start: date
    end: date
    cell: Cell

    def is_within(self, year: int | None) -> bool:
        """Only of a project within the year are all amounts those of the year."""
        return self.start.year == self.end.year == year


def read_day(printed: str) -> date | None:
    """The first printed day, None where it is none (2024年13月1日) or only a month."""
    return next(iter(read_days(printed)), None)


def read_days(printed: str) -> list[date | None]:
    """`2024.01.01～2024.12.31`, `2024年1月1日至2024年12月31日`; None for a day that no calendar has."""
    found: list[date | None] = []
    for match in _DATE.finditer(plain(printed)):
        try:
            found.append(date(*map(int, match.groups())))
        except ValueError:
            found.append(None)
    return found
