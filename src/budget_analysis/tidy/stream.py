"""The lines of a text dump, read as a stream of typed tokens against the declared form.

A dump keeps the reading order but no columns. What a token is follows from its type (amount,
integer, text) and from what the form declares: line numbers (行次) anchor the two halves of a
summary form, codes anchor the rows of a classified one. Where values are left out, nothing says
which column the others stand in: such a row is marked unreadable, never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from .. import codes, terms
from ..errors import LocateError
from ..locate import RawForm
from ..reading import Problem
from ..specs import FormSpec
from .header import HEADER_ONLY, check_header, parse_header, printed_order
from .rows import FormRow, FormRows
from .values import Token, is_instead, is_line_number, place, tokenize, values_behind

_COLUMN_NUMBERS = "栏次"


def rows_of_lines(raw: RawForm) -> FormRows:
    """Read the body of a form from its lines.

    Raises:
        LocateError: the header announces other columns than the spec.
    """
    tokens = tokenize(raw.lines)
    measures, start, keys = _read_header(raw, tokens)
    body = tokens[start:]
    if "line_no" in keys:
        return _rows_by_line_number(raw, body, measures)
    return _rows_by_label(raw, body, measures)


def _read_header(
    raw: RawForm, tokens: list[Token]
) -> tuple[tuple[tuple[str, ...], ...], int, set[str]]:
    """The measures per group, the index of the first token of the body, the keys of the header."""
    folded = [terms.fold(token.text) for token in tokens]
    numbers = _column_numbers(folded)
    stop = numbers[0] if numbers else len(tokens)
    run = "".join(folded[:stop])
    header = parse_header(raw.spec, run, is_whole=numbers is not None)
    place = f"p.{raw.page}, form {raw.spec.id}"
    check_header(raw.spec, header, place)
    lines = {token.line.number for token in tokens[: _token_after(folded, header.length)]}
    groups = header.columns
    if len(lines) > 1:
        groups = tuple(
            printed_order(raw.spec, group, columns, run, place)
            for group, columns in zip(raw.spec.groups, groups, strict=True)
        )
    measures = tuple(tuple(column.name for column in columns if not column.is_key) for columns in groups)
    keys = {column.name for columns in header.columns for column in columns if column.is_key}
    if numbers is None:
        start = _token_after(folded, header.length)
        _check_behind(raw.spec, tokens[start:], place)
        return measures, start, keys
    announced = sum(len(group) for group in measures)
    if numbers[1] != announced:
        raise LocateError(
            f"{place}: the row 栏次 numbers {numbers[1]} columns, the header names {announced} "
            f"({', '.join(name for group in measures for name in group)}). "
            "Compare with the page; the form is not read."
        )
    return measures, _skip_levels(folded, numbers[2]), keys


def _check_behind(spec: FormSpec, tokens: Sequence[Token], place: str) -> None:
    """Raises LocateError where texts that name no row stand between the heads and the first code or amount: further heads."""
    first = next((n for n, token in enumerate(tokens) if token.kind != "text"), len(tokens))
    text = "".join(token.text for token in tokens[:first])
    if text and spec.codes and all(group.role(text, set()) is None for group in spec.groups):
        raise LocateError(
            f'{place}: behind its heads stands "{text}", which is no row of {spec.id}; it may be the head of another column, and '
            "a dump does not tell which amounts are its own. Read the PDF of this account instead"
        )


def _column_numbers(folded: list[str]) -> tuple[int, int, int] | None:
    """Index of 栏次, the highest column number after it, index behind the numbers."""
    for index in range(len(folded)):
        length = 1 if folded[index] == _COLUMN_NUMBERS else 2
        if "".join(folded[index : index + length]) != _COLUMN_NUMBERS:
            continue
        expected = 1
        position = index + length
        while position < len(folded):
            if folded[position] == str(expected):
                expected += 1
                position += 1
            elif folded[position] in ("栏", "次", _COLUMN_NUMBERS):
                position += 1
            else:
                break
        return index, expected - 1, position
    return None


def _skip_levels(folded: list[str], position: int) -> int:
    """Pass over the words 类 款 项 below the header."""
    while position < len(folded) and folded[position] in HEADER_ONLY:
        position += 1
    return position


def _token_after(folded: list[str], length: int) -> int:
    """The index of the first token that begins at or after this many characters."""
    seen = 0
    for index, word in enumerate(folded):
        if seen >= length:
            return _skip_levels(folded, index)
        seen += len(word)
    return len(folded)


def _rows_by_line_number(
    raw: RawForm, tokens: list[Token], measures: tuple[tuple[str, ...], ...]
) -> FormRows:
    """Rows of a form whose column groups each carry a line number (行次)."""
    rows: list[FormRow] = []
    problems: list[Problem] = []
    last: list[int | None] = [None] * len(measures)
    group = 0
    label: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not is_line_number(token):
            label.append(token)
            index += 1
            continue
        number = int(token.text)
        previous = last[group]
        if previous is not None and number != previous + 1:
            problems.append(_line_number_problem(raw, token, previous, number))
        last[group] = number
        index += 1
        following = (group + 1) % len(measures)
        before = last[following]
        values = values_behind(
            tokens, index, len(measures[group]), raw.spec.groups[following],
            None if before is None else before + 1,
        )  # fmt: skip
        index += len(values)
        name = "".join(part.text for part in label)
        cells, trouble = place(raw, values, measures[group], token.line.page, name)
        problems.extend(trouble)
        rows.append(
            FormRow(group, token.line.page, label=name, line_no=token.text, cells=cells)
        )
        label = []
        group = (group + 1) % len(measures)
    if label:
        problems.append(_leftover(raw, label))
    ordered = sorted(rows, key=lambda row: row.group)
    return FormRows(tuple(ordered), tuple(problems), measures)


@dataclass
class _Row:
    """A row while its tokens are still being collected."""

    code: Token | None = None
    label: list[Token] = field(default_factory=list)
    values: list[Token] = field(default_factory=list)

    @property
    def first(self) -> Token | None:
        parts = [*([self.code] if self.code else []), *self.label, *self.values]
        return parts[0] if parts else None


def _rows_by_label(
    raw: RawForm, tokens: list[Token], measures: tuple[tuple[str, ...], ...]
) -> FormRows:
    """Rows of a form keyed by code and name, or by name alone."""
    names = measures[0]
    has_codes = raw.spec.codes is not None
    finished: list[_Row] = []
    row = _Row()
    for index, token in enumerate(tokens):
        is_full = len(row.values) >= len(names)
        if token.kind == "integer" and has_codes and _begins_row(tokens, index, row, is_full):
            finished.append(row)
            row = _Row(code=token)
        elif token.kind in ("amount", "dash") or (
            token.kind == "integer" and row.label and not is_full
        ):
            row.values.append(token)
        elif row.label and not is_full and is_instead(tokens, index, len(row.values), len(names)):
            row.values.append(token)
        elif is_full and _is_tail(tokens, index, has_codes):
            row.label.append(token)
        elif is_full or _begins_item(raw.spec, row, token):
            finished.append(row)
            row = _Row(label=[token])
        else:
            row.label.append(token)
    finished.append(row)
    rows: list[FormRow] = []
    problems: list[Problem] = []
    for part in finished:
        first = part.first
        if first is None:
            continue
        label = "".join(token.text for token in part.label)
        code = part.code.text if part.code else ""
        cells, trouble = place(raw, part.values, names, first.line.page, f"{code} {label}".strip())
        problems.extend(trouble)
        rows.append(FormRow(0, first.line.page, label=label, code=code, cells=cells))
    if raw.spec.is_repeated:
        rows.sort(key=code_order)
    return FormRows(tuple(rows), tuple(problems), measures)


def _begins_row(tokens: list[Token], index: int, row: _Row, is_full: bool) -> bool:
    """An integer is a code when a row may begin here and a name follows it."""
    if row.first is None or is_full:
        return True
    is_followed_by_name = index + 1 < len(tokens) and tokens[index + 1].kind == "text"
    looks_like_code = len(tokens[index].text) in (3, 5, 7)
    # also where the row before it is short of values: a code taken for one would go unnoticed
    return bool(row.label) and is_followed_by_name and looks_like_code


def _begins_item(spec: FormSpec, row: _Row, token: Token) -> bool:
    """True for the name of a row behind the name of another one without any amount: that one is blank.

    Not where both together are a name too: 公务用车购置及运行维护费 | 小计.
    """
    if spec.codes or spec.has_units or row.values or not row.label:
        return False
    before = "".join(part.text for part in row.label)
    role = partial(_role_of, spec)
    return role(before) is not None and role(token.text) not in (None, role(before)) and role(before + token.text) is None


def _role_of(spec: FormSpec, label: str) -> str | None:
    return next((role for group in spec.groups if (role := group.role(label, set()))), None)


def _is_tail(tokens: list[Token], index: int, has_codes: bool) -> bool:
    """A name that runs on behind its numbers: the next thing after it is a code."""
    if not has_codes:
        return False
    for token in tokens[index:]:
        if token.kind == "integer":
            return True
        if token.kind != "text":
            return False
    return False


def _line_number_problem(raw: RawForm, token: Token, previous: int, number: int) -> Problem:
    message = (
        f"line number {number} follows {previous} in its column group; rows are missing or out of "
        "order. Compare with the page."
    )
    return Problem(token.line.page, f"form {raw.spec.id}", "line_number", message)


def _leftover(raw: RawForm, label: list[Token]) -> Problem:
    text = "".join(token.text for token in label)
    message = f'text "{text}" at the end of the form belongs to no row. Compare with the page.'
    return Problem(label[0].line.page, f"form {raw.spec.id}", "row", message)


def code_order(row: FormRow) -> tuple[int, str]:
    """The order of rows that stand in columns side by side without line numbers.

    Personnel classes first, then the other codes, then rows without a code.
    """
    if not row.code:
        return (2, "")
    group = codes.economic_group(row.code)
    return (0 if group == "personnel" else 1, row.code)
