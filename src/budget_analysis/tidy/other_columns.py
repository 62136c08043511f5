"""Columns that a form does not have: 年初预算数 before its amounts, 上年决算数 behind them.

What their heads say is known (`other_columns` in `surroundings.toml`), or they are parts of one of its own
(`parts_of_columns`), so they are left out, and the form's own columns are read. A column of amounts below any other head may be one of its own: then nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from .. import specs, terms
from ..locate import RawForm
from ..reading import Cell, Problem
from ..specs import FormSpec

_OF_WHICH = "其中:"
OF_UNIT = "unit"
"""The key of a column that names the unit whose rows these are."""
_AMOUNT = re.compile(r"[-−△▲(]?\d[\d,]*\.\d+\)?")


def other_heads(spec: FormSpec) -> frozenset[str]:
    """The heads of columns that this form has in none of its shapes."""
    return _others(spec.id)


@cache
def _others(form: str) -> frozenset[str]:
    spec = specs.forms()[form]
    listed = specs.load("surroundings.toml")
    behind = ("", *listed["units_in_heads"], *listed["rates_in_heads"])
    every = {terms.fold(head + unit) for head in listed["other_columns"] for unit in behind} | _blocks()
    every |= {terms.fold(head) for head in listed["classes_of_rows"] if spec.codes}
    every |= _units() if spec.codes else frozenset()
    own = {header for group in spec.every_group for column in group.columns for header in column.headers}
    return frozenset(every - own - {word for shape in spec.shapes for word in shape.header_words})


@cache
def _blocks() -> frozenset[str]:
    return frozenset(map(terms.fold, specs.load("surroundings.toml")["other_blocks"]))


@cache
def _units() -> frozenset[str]:
    return frozenset(map(terms.fold, specs.load("surroundings.toml")["units_of_rows"]))


def heads_units(spec: FormSpec, path: Sequence[str]) -> bool:
    """True above a column that names the unit of each row, before the codes: 单位名称."""
    return bool(path) and path[-1] in _units() & other_heads(spec)


def is_of_one_unit(spec: FormSpec, cells: Sequence[Cell]) -> bool:
    """True where all rows below such a head are of one unit, and their codes tell them apart; the name of a row (合计) is no unit."""
    names = {terms.fold(cell.text) for cell in cells} - {""}
    return len({name for name in names if not any(group.role(name, set()) for group in spec.groups)}) <= 1


def begins_block(spec: FormSpec, path: Sequence[str]) -> bool:
    """True where a block of columns begins that the form does not have: the names of its rows, their amounts to the end of the table."""
    return not _blocks().isdisjoint(path) and other_head(spec, path) in _blocks()


def other_head(spec: FormSpec, path: Sequence[str]) -> str:
    """The head of another column among the words above a column, also before one of the form's own (年初预算数小计); empty where there is none."""
    others = other_heads(spec)
    if len(path) > 1 and _is_part(spec, path[-1]) and any(_is_own(spec, word) for word in path[:-1]):
        return path[-1]
    for word in path:
        found = next((other for other in others if word == other or (word.startswith(other) and _is_own(spec, word[len(other) :]))), "")
        if found:
            return found
    return ""


def _is_part(spec: FormSpec, head: str) -> bool:
    """True for a part of what is printed above it: 财政拨款收入 | 小计, 一般公共预算, 政府性基金预算; 其他收入 | 小计, 其中：利息收入."""
    own = {header for group in spec.every_group for column in group.columns for header in column.headers}
    return head not in own and (head.startswith(_OF_WHICH) or head in _parts())


def parts_below(spec: FormSpec) -> frozenset[str]:
    """Heads of parts that may stand below one of the form's own."""
    return _parts() if spec.codes else frozenset()


@cache
def _parts() -> frozenset[str]:
    return frozenset(map(terms.fold, specs.load("surroundings.toml")["parts_of_columns"]))


def _is_own(spec: FormSpec, word: str) -> bool:
    return any(word in column.headers for group in spec.groups for column in group.measures)


def holds_amounts(cells: Sequence[Cell]) -> bool:
    """True where most of what stands below a head are amounts."""
    texts = ["".join(cell.text.split()) for cell in dict.fromkeys(cells) if cell.text.strip()]
    return 2 * sum(_AMOUNT.fullmatch(text) is not None for text in texts) > len(texts)


def told(raw: RawForm, heads: Sequence[str]) -> list[Problem]:
    """That these columns were left out."""
    if not heads:
        return []
    names = ", ".join(f'"{head}"' for head in dict.fromkeys(heads))
    message = f'below "{raw.title}" stand columns that the form does not have: {names}. They were left out, its own columns are read'
    return [Problem(raw.page, f"form {raw.spec.id}", "other_column", message)]
