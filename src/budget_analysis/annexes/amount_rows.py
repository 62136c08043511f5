"""Lines of amounts: a name, then one value per column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .. import terms
from .found import Found
from .fragments import Fragment, is_percent, is_value, text_of
from .printed_text import Text

OF_WHICH = "其中"


@dataclass(frozen=True)
class AmountRow:
    """A printed row; `values` is None where they cannot be told apart.

    `label` is the name as printed, `item` the same without 其中 and without its unit.
    """

    label: Text
    item: Text
    page: int
    number: int
    printed: Text
    values: tuple[Text | None, ...] | None


def read_rows(body: Sequence[Fragment], measures: Sequence[str]) -> list[AmountRow]:
    """Text up to the first value is the row's name, the values after it are its cells.

    Where all columns but the rate have a value and none is a percentage, the rate is blank.
    """
    rows: list[AmountRow] = []
    name: list[Fragment] = []
    values: list[Fragment] = []
    for part in [*body, None]:
        if part is not None and is_value(part.text):
            values.append(part)
            continue
        if values and name:
            first = values[0]
            rows.append(
                AmountRow(
                    text_of(name),
                    item_name(text_of(name)),
                    first.page,
                    first.number,
                    text_of([*name, *values]),
                    place_values([value.printed for value in values], measures),
                )
            )
        if values:
            name, values = [], []
        if part is not None:
            name.append(part)
    return rows


def place_values(
    values: Sequence[Text], measures: Sequence[str]
) -> tuple[Text | None, ...] | None:
    """One value per measure, None for the whole row where that is not certain."""
    given: list[Text | None] = list(values)
    if "rate" in measures and len(given) == len(measures) - 1:
        if any(is_percent(value.text) for value in values):
            return None
        given.insert(measures.index("rate"), None)
    if len(given) != len(measures):
        return None
    for measure, value in zip(measures, given, strict=True):
        if value is not None and is_percent(value.text) and measure != "rate":
            return None
    return tuple(given)


def place_trouble(found: Found, place: str, row: AmountRow, measures: Sequence[str]) -> None:
    found.trouble(
        row.page,
        f"{place}, line {row.number} ({row.item})",
        f'"{row.printed}" does not fill the columns {", ".join(measures)} in one certain way; '
        "the values are not read. Read the PDF of this account, or compare with the page.",
    )


def item_name(text: Text) -> Text:
    """The printed name of a row without 其中 and without a unit behind it."""
    if terms.fold(text.text).startswith(OF_WHICH):
        rest = text.text[len(OF_WHICH) :].lstrip("：:")
        text = text.part(len(text.text) - len(rest))
    for opening in ("（", "("):
        head, bracket, tail = text.text.rpartition(opening)
        if bracket and tail.rstrip("）)") in ("元", "千元", "万元", "亿元"):
            return text.part(0, len(head))
    return text


def role_of(item: str, roles: Mapping[str, str]) -> str | None:
    return roles.get(terms.fold(item))
