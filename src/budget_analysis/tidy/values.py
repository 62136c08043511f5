"""The words of a text dump: which are amounts, what stands in the place of one, whose they are.

One word that is no number costs its own cell; where the words do not tell which cell it is, the
whole row is unreadable, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..folding import BLANK_MARKS
from ..locate import RawForm
from ..reading import Line, Problem
from ..specs import Group
from .rows import Printed

_AMOUNT = re.compile(r"[-−△▲(]?(?:\d{1,3}(?:,\d{3})+|\d+)\.\d+\)?|[-−△▲(]?\d{1,3}(?:,\d{3})+\)?")
_INTEGER = re.compile(r"\d+")
_DASH = re.compile(BLANK_MARKS)
_LONGEST_LINE_NO = 3
"""Digits: no form has a thousand lines; a longer whole number is an amount."""
_TORN = re.compile(r"[-−(]?\d[\d,.]*[,.](?![\u3400-\u9fff])")
"""Not `2.公务接待费`, an item of a list."""
_INSTEAD = re.compile(
    r"""[零〇○一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟元角分整无]+
        |.*\d[,.]\d.*""",
    re.VERBOSE,
)
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
_SHOWN = 40
"""Characters of a damaged cell that a message shows."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a line: `amount`, `integer`, `dash` or `text`."""

    text: str
    kind: str
    line: Line


def tokenize(lines: Sequence[Line]) -> list[Token]:
    """The words of the lines, in order, each with its type."""
    return [Token(word, _kind(word), line) for line in lines for word in line.text.split()]


def _kind(word: str) -> str:
    if _AMOUNT.fullmatch(word):
        return "amount"
    if _INTEGER.fullmatch(word):
        return "integer"
    if _DASH.fullmatch(word):
        return "dash"
    return "text"


def is_line_number(token: Token) -> bool:
    return token.kind == "integer" and len(token.text) <= _LONGEST_LINE_NO


def values_behind(
    tokens: list[Token], index: int, wanted: int, behind: Group, expected: int | None
) -> list[Token]:
    """The amounts behind a line number, and what is printed in their place.

    `behind` is the column group whose label follows them, `expected` its next line number: a whole
    number is an amount unless it is that number, and the row has not as many numbers as columns.
    """
    values: list[Token] = []
    run = _numbers_from(tokens, index)
    for position in range(index, len(tokens)):
        token = tokens[position]
        is_number = token.kind == "integer" and len(values) < wanted
        is_next = is_number and expected is not None and int(token.text) == expected
        is_amount = is_value(token) or (is_number and (not is_next or run == wanted > 1))
        if not is_amount and (
            is_line_number(token)
            or len(values) >= wanted
            or not _stands_before_label(tokens, position, behind)
        ):
            break
        values.append(token)
    return values


def _numbers_from(tokens: list[Token], index: int) -> int:
    """How many numbers and dashes follow each other from here."""
    count = 0
    while index + count < len(tokens) and tokens[index + count].kind in ("amount", "integer", "dash"):
        count += 1
    return count


def _stands_before_label(tokens: list[Token], index: int, behind: Group) -> bool:
    """True where the text is no part of the label that follows it.

    That is so where the label is known without it only, or where it has no Chinese character or
    consists of numerals (N/A, 零).
    """
    label = ""
    for token in tokens[index + 1 :]:
        if token.kind == "integer":
            break
        label += token.text
    word = tokens[index].text
    if _is_known(behind, word + label):
        return False
    is_mark = _IDEOGRAPH.search(word) is None or _INSTEAD.fullmatch(word) is not None
    return is_mark or (_is_known(behind, label) and not word.endswith((":", "：")))


def _is_known(group: Group, label: str) -> bool:
    return group.knows(label)


def is_value(token: Token) -> bool:
    """An amount, a dash, or text that begins as a number but is none, such as `34.5O` or `1,2`."""
    return token.kind in ("amount", "dash") or (
        token.kind == "text" and _TORN.match(token.text) is not None
    )


def is_instead(tokens: list[Token], index: int, before: int, columns: int) -> bool:
    """True where this text is printed in the place of an amount, `before` values of its row read.

    A torn number is; other text only where it and the values behind it are exactly what the row
    lacks, and where it stands behind another value, or looks like an amount (零, 约2.5): all else
    may belong to the name.
    """
    if is_value(tokens[index]):
        return True
    missing = columns - before
    rest, after = tokens[index + 1 : index + missing], tokens[index + missing :]
    if len(rest) + 1 < missing or not all(map(is_value, rest)) or any(map(is_value, after[:1])):
        return False
    return (before > 0 and bool(rest)) or _INSTEAD.fullmatch(tokens[index].text) is not None


def place(
    raw: RawForm, values: list[Token], names: tuple[str, ...], page: int, row: str
) -> tuple[dict[str, Printed], list[Problem]]:
    """Give the values of a row to its measures; a row of another length is not guessed."""
    if not values:
        return {name: Printed("", page) for name in names}, []
    torn = [index for index, token in enumerate(values) if token.kind == "text"]
    if len(values) > len(names) and torn:
        # a number torn in two counts as one cell
        first, last = torn[0], torn[-1]
        between = " ".join(token.text for token in values[first : last + 1])
        joined = Token(between, "text", values[first].line)
        values = [*values[:first], joined, *values[last + 1 :]]
        torn = [first]
    is_clear = all(before + 1 < after for before, after in pairwise(torn))
    if len(values) == len(names) and is_clear:
        return {
            name: Printed(token.text, token.line.page, trouble=_trouble(token))
            for name, token in zip(names, values, strict=True)
        }, []
    seen = " ".join(_shown(token.text) for token in values)
    trouble = (
        f"{len(values)} values ({seen}) for {len(names)} columns ({', '.join(names)}); a text dump "
        "does not say which column is blank. Read the PDF of this account instead."
    )
    unreadable = {name: Printed("", page, trouble=trouble) for name in names}
    return unreadable, [Problem(page, f"form {raw.spec.id}, row {row}", "row", trouble)]


def _trouble(token: Token) -> str:
    if token.kind != "text":
        return ""
    return f'printed "{_shown(token.text)}" is not an amount'


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
