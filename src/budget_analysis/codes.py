"""The government classifications: function codes (3, 5, 7 digits) and economic codes (3, 5 digits).

An unknown code is never an error: publishers use local items. A known code whose printed name
differs is a notice.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

import pandas as pd

from . import terms

_FILES = {"function": "function_codes.csv", "economic": "economic_codes.csv"}
LENGTHS = {"function": (3, 5, 7), "economic": (3, 5)}
_OTHER = "其他"
FIRST_DIGITS = {"function": "2", "economic": "35"}
"""Economic codes of departments begin with 3, those of the government's own classification with 5."""


@cache
def table(classification: str) -> pd.DataFrame:
    """Columns `code, zh, en, …` of one classification, codes as strings."""
    return _read(_FILES[classification])


def _read(name: str) -> pd.DataFrame:
    with resources.files(__package__).joinpath("specs", name).open(encoding="utf-8") as source:
        return pd.read_csv(source, dtype=str, keep_default_na=False)


@cache
def _by_code(classification: str, column: str) -> dict[str, str]:
    listed = table(classification)
    return dict(zip(listed["code"], listed[column], strict=True))


def names(classification: str) -> Mapping[str, str]:
    """Code to Chinese name."""
    return _by_code(classification, "zh")


def name(classification: str, code: str, language: str = "zh") -> str | None:
    """The name of a code, None where the lists do not know it."""
    return _by_code(classification, language).get(code)


def english(classification: str, code: str, printed: str) -> str | None:
    """The English of a code by the classification, else by its printed name; None where neither has one."""
    return name(classification, code, "en") or name_in_english(printed) or None


def name_in_english(printed: str) -> str:
    """The English of the printed name of a functional code, whatever its code; empty where the list has none.

    其他 before a name is 其他 in English before its English.
    """
    folded = fold_name(printed)
    known = _english_names()
    if folded in known or not folded.startswith(_OTHER):
        return known.get(folded, "")
    rest = known.get(folded.removeprefix(_OTHER), "")
    return f"{known[_OTHER]} {rest[0].lower()}{rest[1:]}" if rest else ""


@cache
def _english_names() -> dict[str, str]:
    listed = _read("function_names.csv")
    return {fold_name(zh): en for zh, en in zip(listed["zh"], listed["en"], strict=True)}


def level(classification: str, code: str) -> int | None:
    """1 class, 2 section, 3 item; None for a code of another length."""
    lengths = LENGTHS[classification]
    return lengths.index(len(code)) + 1 if len(code) in lengths else None


def chain(code: str) -> list[str]:
    """The codes from the class down to a code: 205, 20502, 2050201."""
    return [code[:length] for length in range(3, len(code) + 1, 2)]


def fold_name(printed: str) -> str:
    """A name without what printers vary: spaces, width, 支出 at its end."""
    return terms.fold(printed).removesuffix("支出")


@cache
def class_by_name() -> dict[str, str]:
    """Folded name of each functional class, of older lists too, to its code, for forms without codes."""
    listed = table("function")
    classes = listed[listed["code"].str.len() == 3]
    older = _read("older_classes.csv")
    return {
        fold_name(name): code
        for names in (older, classes)
        for name, code in zip(names["zh"], names["code"], strict=True)
    }


def economic_class(printed: str) -> str:
    """The code of an economic class by its name, with or without 支出 and 的; empty for any other name."""
    return _economic_classes().get(_bare(printed), "")


@cache
def _economic_classes() -> dict[str, str]:
    return {_bare(name): code for code, name in names("economic").items() if len(code) == 3}


def is_economic_name(printed: str) -> bool:
    """True for the whole name of an economic class or section."""
    return fold_name(printed) in _economic_names()


@cache
def _economic_names() -> frozenset[str]:
    return frozenset(map(fold_name, names("economic").values()))


def _bare(name: str) -> str:
    return fold_name(name).replace("的", "").removesuffix("支出")


def economic_group(code: str) -> str:
    """`personnel` for the classes of personnel expenses, `running` for all others."""
    group = _by_code("economic", "group").get(code[:3], "")
    return "personnel" if group == "personnel" else "running"
