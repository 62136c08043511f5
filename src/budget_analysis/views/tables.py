"""How a view becomes a frame, and how a frame is shown to a reader in his language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache, wraps
from importlib import resources
from typing import Any, ParamSpec

import pandas as pd

from .. import inert, specs, texts, words
from ..errors import SpecError
from ..findings.holding import holding_words

Arguments = ParamSpec("Arguments")
_TOLD: Mapping[str, Callable[[str, str], str]] = {
    "kind": words.statement,
    "place": words.place,
    "unit": words.unit,
    "grade": texts.grade,
}
ENDS = ("_low", "_high")
MISSING, MINUS = "—", "−"
_NOISE = Decimal("1e-9")
"""What a sum of floats may be off zero."""
_BETWEEN = re.compile("([。；]) +")
NOTHING = '<p class="nothing">'
"""What HTML in place of a table without rows begins with."""
_NAMES = ("label", "item", "code", "kind", "relation", "source", "project", "base", "unit")
"""Columns that say of what a row is, and nothing about it."""
_VERDICTS, _HELD = ("verdict", "other_verdict"), "is_held"
"""Verdicts, and which of them say of no numbers that they are the same: these hold or do not hold."""
_TERM_COLUMNS = (
    "verdict", "state", "group", "item", "base", "relation", "source", "level_kind", "standing", "missing",
    "year_finding", "budget_kind", "result", "measure", "other_verdict",
)  # fmt: skip


@cache
def dictionary() -> pd.DataFrame:
    """Columns `column, type, unit, digits, range_digits, zh, en`: every column of every view.

    A column of type `quantity` stands for three: the value, and the ends of its exact range
    with `_low` and `_high` at the end of the name. The digits are those shown to a reader.
    """
    with resources.files(__package__).joinpath("columns.csv").open(encoding="utf-8") as source:
        return pd.read_csv(source, dtype=str, keep_default_na=False).set_index("column")


def build(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Rows as a view with these columns; a `Quantity` fills three columns, None is missing.

    The exact fractions become floats here, in the last step before a table or a chart.
    """
    listed = list(rows)
    data: dict[str, pd.Series[Any]] = {}
    for name in columns:
        kind = _entry(name)["type"]
        found = [row.get(name) for row in listed]
        if kind != "quantity":
            data[name] = pd.Series(found, dtype=kind)
            continue
        data[name] = _floats(None if q is None else q.value for q in found)
        data[name + ENDS[0]] = _floats(None if q is None else q.range.low for q in found)
        data[name + ENDS[1]] = _floats(None if q is None else q.range.high for q in found)
    return pd.DataFrame(data)


def per_document(view: Callable[Arguments, pd.DataFrame]) -> Callable[Arguments, pd.DataFrame]:
    """Let a view of one document take frames that hold many: `document_id` becomes a column."""

    @wraps(view)
    def wrapped(*args: Arguments.args, **kwargs: Arguments.kwargs) -> pd.DataFrame:
        frames = [value for value in (*args, *kwargs.values()) if isinstance(value, pd.DataFrame)]
        documents = list(dict.fromkeys(name for frame in frames for name in frame["document_id"]))
        parts = []
        for document in documents:
            own = [_only(value, document) for value in args]
            named = {name: _only(value, document) for name, value in kwargs.items()}
            parts.append(_of(document, view(*own, **named)))
        if not parts:
            # frames without rows name no document; the view still says what is missing
            parts.append(_of(None, view(*args, **kwargs)))
        return pd.concat(parts, ignore_index=True)

    return wrapped


@dataclass(frozen=True)
class Table:
    """A view as a reader sees it: strings only, text at the left, numbers at the right."""

    frame: pd.DataFrame
    texts: tuple[str, ...]
    """The headers of the columns that hold text."""
    nothing: str
    """What stands in place of a table without rows."""
    rest: str = ""
    """What is said of rows that are left out."""

    def __repr__(self) -> str:
        if self.frame.empty:
            return self.nothing
        with pd.option_context("display.unicode.east_asian_width", True):
            return inert.plain(self.frame.to_string(index=False) + (f"\n{self.rest}" if self.rest else ""))

    def _repr_html_(self) -> str:
        if self.frame.empty:
            return f"{NOTHING}{inert.markup(self.nothing)}</p>"
        sides = ["left" if name in self.texts else "right" for name in self.frame]
        head = _line("th", map(str, self.frame), sides)
        body = "\n".join(_line("td", row, sides) for row in self.frame.to_numpy())
        rest = f'\n<p class="more">{inert.markup(self.rest)}</p>' if self.rest else ""
        return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>{rest}"


@dataclass(frozen=True)
class Prose:
    """Sentences as a reader sees them: paragraphs, with an empty line between two of them.

    They quote the document, so they are shown as they stand and not taken for Markdown.
    """

    text: str

    def __post_init__(self) -> None:
        # sentences are joined by a blank, which Chinese has not
        object.__setattr__(self, "text", _BETWEEN.sub(r"\1", self.text))

    def __repr__(self) -> str:
        return inert.plain(self.text)

    def _repr_html_(self) -> str:
        return "\n".join(f"<p>{inert.markup(part)}</p>" for part in self.text.split("\n\n"))


def show(
    frame: pd.DataFrame, language: str, columns: Sequence[str] | None = None, most: int | None = None
) -> Table:
    """A view for a reader: headers and terms in his language, rounded numbers, ranges.

    Args:
        frame: any view.
        language: `zh` or `en`.
        columns: what to show, in this order; all but identifiers where None. A quantity is
            rounded half up; `<column>_range` asks for its range, rounded outwards.
        most: how many rows are shown; what is left out is counted below them.
    """
    texts.known_language(language)
    left = 0 if most is None else max(0, len(frame) - most)
    frame = frame if most is None else frame.head(most)
    data: dict[str, list[str]] = {}
    worded: list[str] = []
    said: list[str] = []
    has_quantity = False
    for name in _all_columns(frame) if columns is None else columns:
        base = name.removesuffix("_range")
        entry = _entry(base)
        digits = int(entry["digits"] or 0)
        header = _header(entry, language)
        has_quantity = has_quantity or entry["type"] == "quantity"
        if name != base:
            header = texts.say("header", language, name=header, unit=texts.word("range", language))
            ends = zip(frame[base + ENDS[0]], frame[base + ENDS[1]], strict=True)
            data[header] = [interval(low, high, int(entry["range_digits"])) for low, high in ends]
        elif entry["type"] == "quantity":
            data[header] = [number(value, digits) for value in frame[base]]
        elif entry["type"] == "Int64":
            data[header] = [number(value, 0) for value in frame[base]]
        else:
            data[header] = [_word(v, base, language) for v in _translated(frame, base, language)]
            if base in _VERDICTS and _HELD in frame:
                called = holding_words(language)
                told = zip(data[header], frame[base], frame[_HELD].fillna(False), strict=True)
                data[header] = [called.get(verdict, own) if is_held and not pd.isna(verdict) else own for own, verdict, is_held in told]
            worded += [header] if entry["unit"] == "" else []
        said += [] if base in _NAMES else [header]
    rest = texts.say("more_rows", language, count=left) if left else ""
    shown = pd.DataFrame(data, dtype="string")
    if has_quantity and all((shown[header] == MISSING).all() for header in said):
        shown = shown.iloc[:0]  # rows of names, of which nothing is stated
    shown = shown[[header for header in shown if header not in worded or shown.empty or not (shown[header] == MISSING).all()]]
    return Table(shown, tuple(worded), texts.say("nothing", language), rest)


def _line(tag: str, texts_: Iterable[str], sides: Iterable[str]) -> str:
    cells = (
        f'<{tag} style="text-align: {side}">{inert.markup(text)}</{tag}>'
        for text, side in zip(texts_, sides, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _of(document: str | None, view: pd.DataFrame) -> pd.DataFrame:
    view.insert(0, "document_id", pd.Series([document] * len(view), dtype="string"))
    return view


def _translated(frame: pd.DataFrame, column: str, language: str) -> pd.Series[Any]:
    english = f"{column}_en"
    if language == "en" and english in frame:
        printed = frame[column]
        # a name that the classification lacks is quoted
        own = "“" + printed + "”" if column == "label" else printed
        return frame[english].fillna(own)
    return frame[column]


def _all_columns(frame: pd.DataFrame) -> list[str]:
    hidden = ("document_id", "subject", _HELD)
    return [
        str(name) for name in frame if name not in hidden and not str(name).endswith((*ENDS, "_en"))
    ]


def _word(value: Any, column: str, language: str) -> str:
    if pd.isna(value):
        return MISSING
    if column in _TOLD:
        return _TOLD[column](str(value), language)
    if column == "form" and value in specs.forms():
        return str(getattr(specs.forms()[value], language))
    return texts.word(str(value), language) if column in _TERM_COLUMNS else str(value)


def _header(entry: Mapping[str, str], language: str) -> str:
    if not entry["unit"]:
        return entry[language]
    unit = texts.word(entry["unit"], language)
    return texts.say("header", language, name=entry[language], unit=unit)


def number(value: Any, digits: int = 2, rounding: str = ROUND_HALF_UP) -> str:
    """A number with thousands separators, rounded half up; a dash where it is missing.

    What is not zero is not shown as zero: <0.01, and >−0.01 below zero.
    """
    if value is None or pd.isna(value):
        return MISSING
    # repr gives the shortest decimal of the float, so 1886.48 stays 1886.48
    step, exact = Decimal(1).scaleb(-digits), Decimal(repr(float(value)))
    rounded = exact.quantize(step, rounding)
    if not rounded and digits and rounding == ROUND_HALF_UP and abs(exact) > _NOISE:
        return f"<{step:f}" if exact > 0 else f">{MINUS}{step:f}"
    return format(abs(rounded) if not rounded else rounded, ",f").replace("-", MINUS)


def signed(value: Any, digits: int = 2) -> str:
    """A difference: the number with its sign, `+` too; zero has none."""
    told = number(value, digits)
    return f"+{told}" if not pd.isna(value) and value > 0 and told[0].isdigit() else told


def interval(low: Any, high: Any, digits: int = 2) -> str:
    """A range, rounded outwards."""
    if pd.isna(low) or pd.isna(high):
        return MISSING
    return f"[{number(low, digits, ROUND_FLOOR)}, {number(high, digits, ROUND_CEILING)}]"


def _entry(column: str) -> Mapping[str, str]:
    if column not in dictionary().index:
        raise SpecError(f'no view has a column "{column}"; add it to views/columns.csv')
    return {str(name): str(value) for name, value in dictionary().loc[column].items()}


def _floats(values: Iterable[Any]) -> pd.Series[Any]:
    return pd.Series([None if v is None else float(v) for v in values], dtype="Float64")


def _only(value: Any, document: str) -> Any:
    if not isinstance(value, pd.DataFrame):
        return value
    names = value["document_id"]
    # problems tell of files too whose bytes could not be had, so that nothing names them
    return value[names.isna() if pd.isna(document) else names == document]
