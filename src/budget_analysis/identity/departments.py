"""Departments: proposed from the documents, corrected by hand in `departments.csv`, kept across runs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import pandas as pd

from .. import frames, terms
from ..errors import OutputError

DEPARTMENTS = "departments.csv"
OWN_LEVEL, SUMMARY, UNIT = "own_level", "summary", "unit"
LEVELS = (OWN_LEVEL, SUMMARY, UNIT)
CORRECTED = ("name", "level", "region", "parent", "joined_to")
_LEVEL_MARKS = {"汇总": SUMMARY, "本级": OWN_LEVEL, "部门": SUMMARY, "本部": OWN_LEVEL}
_MARKED = re.compile(r"^(.+?)(?:[（(](汇总|本级|部门|本部)[）)]|(本级|汇总))$")
_REMARK = re.compile(r"[（(](?!本级[）)])[^（()）]*[）)]$")
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_DIGITS = 8


def split_name(printed: str) -> tuple[str, str | None]:
    """A printed name without what tells its level, and that level: 某局（本级） is the own level of 某局."""
    name = "".join(printed.split())
    match = _MARKED.match(name)
    return (match[1], _LEVEL_MARKS[match[2] or match[3]]) if match else (name, None)


def department_name(name: str, level: str | None) -> str:
    """The stable identifier: of the name, and of being the own level, which bears the name of the whole."""
    said = f"{terms.fold(name)}\0{OWN_LEVEL if level == OWN_LEVEL else ''}"
    return "o" + hashlib.sha256(said.encode()).hexdigest()[:_DIGITS].translate(_LETTERS)


@cache
def _regions() -> tuple[tuple[str, str], ...]:
    with resources.files("budget_analysis").joinpath("specs", "regions.csv").open(encoding="utf-8") as source:
        table = pd.read_csv(source, dtype=str)
    return tuple(zip(table["code"], table["zh"], strict=True))


def region_name(code: str) -> str:
    """The name of a region by its code; empty for one that is not known."""
    return dict(_regions()).get(code, "")


def region_of(name: str) -> str | None:
    """The code (GB/T 2260) of the prefecture, or else the province, that a name begins with or holds."""
    held = [(name.find(zh), code) for code, zh in _regions() if zh in name]
    provinces = [code for _, code in sorted(held) if code.endswith("0000")]
    prefectures = [code for _, code in sorted(held) if not code.endswith("0000")]
    fitting = [code for code in prefectures if not provinces or code[:2] == provinces[0][:2]]
    return next(iter([*fitting, *provinces]), None)


def names_of_units(units: Iterable[str], name: str) -> dict[str, str | None]:
    """Identifiers of the units that a list names; 局本级 is the own level of the department itself."""
    found = {}
    for printed in units:
        own, level = split_name(_REMARK.sub("", "".join(printed.split())))
        is_self = level == OWN_LEVEL and len(own) < len(name)
        found[department_name(name if is_self else own, level)] = level
    return found


def read_departments(path: Path) -> dict[str, dict[str, str]]:
    """The corrections of `departments.csv` by identifier; no file, no corrections.

    Columns: `department_id`, and any of `name, level, region, parent, joined_to`; others are left
    aside, so that the table of a dataset can be corrected as it is. An empty field corrects nothing.

    Raises:
        OutputError: the file cannot be read, has no column `department_id`, or a level that is none.
    """
    if not path.is_file():
        return {}
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        rows = table.set_index("department_id").to_dict("index")  # refuses what is there twice
    except (OSError, ValueError, KeyError) as error:
        raise OutputError(
            f"{path}: not a table of departments: {error}. It has a column department_id, each once, "
            f"and any of {', '.join(CORRECTED)}."
        ) from error
    corrected: dict[str, dict[str, str]] = {}
    for name, row in rows.items():
        told = {str(column): str(row[column]) for column in CORRECTED if row.get(column)}
        if told.get("level", UNIT) not in LEVELS:
            raise OutputError(f"{path}: {name}: level is {told['level']}; it is one of {', '.join(LEVELS)}")
        corrected[str(name)] = told
    return corrected


def table_of(
    proposed: Mapping[str, Mapping[str, Any]], corrected: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """The frame `departments`: every department met or corrected, sorted by identifier."""
    rows = []
    for name in sorted({*proposed, *corrected}):
        own = corrected.get(name, {})
        rows.append({"department_id": name, **proposed.get(name, {}), **own, "by_hand": bool(own)})
    return frames.build("departments", rows)
