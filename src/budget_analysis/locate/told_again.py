"""What is told anew behind the beginning of a form: another office, year or unit of money is none of this form."""

from __future__ import annotations

import re

from .. import specs, terms
from ..reading import Line
from .surroundings import OpenForm, RawForm, is_continuation, read_surroundings

_YEAR = re.compile(r"(?:19|20)\d{2}(?=年)")


def tells_other(form: RawForm, line: Line) -> bool:
    """True for a line that tells a unit of money or an office that are not those told above the form."""
    told = OpenForm(RawForm(form.spec, "", line.page))
    if not read_surroundings(told, line) or told.tail:
        return False
    pairs = ((form.department, told.raw.department), (form.unit, told.raw.unit))
    return any(one and other and terms.fold(one) != terms.fold(other) for one, other in pairs)


def are_of_one(one: RawForm, other: RawForm) -> bool:
    """True where office, year and unit of money of a later print are those of the first one, or are not told again.

    A year that only the later title tells is another one, unless that title says that the form goes on: 2023年度收入决算表（续）.
    """
    (*first, year), (*again, later) = _told(one), _told(other)
    is_of_year = later in ("", year) or not year and is_continuation(other.title)
    return is_of_year and all(not told or own == told for own, told in zip(first, again, strict=True))


def _told(form: RawForm) -> tuple[str, str, str]:
    years = _YEAR.findall(terms.fold(form.title))
    return terms.fold(form.department), form.unit, years[0] if years else ""


def ends_form(text: str) -> bool:
    """True for a short line that says that what is below is no part of the form: 附表, 上年数 (words: `surroundings.toml`)."""
    return any(re.fullmatch(pattern, terms.fold(text)) for pattern in specs.load("surroundings.toml")["ends"])
