"""The indicators of `specs/indicators.toml`, read and checked against the specs of the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from .. import frames, specs
from ..errors import SpecError
from ..relations.identities import Checker, Identities, load_identities, read_each
from ..relations.language import DomainItem, Formula, parse_formula
from .rules import RULES
from .sources import REQUIREMENTS

UNITS = {"wan_yuan": 1, "pct": 100, "per_100": 100, "count": 1, "wan_yuan_each": 1}
"""The units of indicators, and by what a quotient is multiplied to have them."""
TOTAL = "total"
"""What stands as the item of an indicator that speaks of the whole account."""
_KEYS = {"id", "zh", "en", "formula", "unit", "each", "rule", "source"}


@dataclass(frozen=True)
class Indicator:
    """One indicator: its words, and its formulas (the first that has a value counts) or its rule."""

    id: str
    zh: str
    en: str
    unit: str
    source: str
    formulas: tuple[Formula, ...]
    texts: tuple[str, ...]
    rule: str = ""
    each: Mapping[str, tuple[DomainItem, ...]] = field(default_factory=dict)
    """The one variable of its formulas, where they have one, and what it runs over."""


@dataclass(frozen=True)
class Indicators:
    """All indicators in the order of the file, with the short names that their formulas use."""

    known: Identities
    all: tuple[Indicator, ...]


@cache
def load_indicators() -> Indicators:
    """The indicators that the package knows.

    Raises:
        SpecError: a formula cannot be read, or names a form, row or column that no spec has.
    """
    return read_indicators(specs.load("indicators.toml"))


def read_indicators(data: Mapping[str, Any]) -> Indicators:
    """Indicators from parsed TOML.

    Raises:
        SpecError: as for `load_indicators`.
    """
    base = load_identities()
    known = Identities(base.forms, base.sets, (), {**base.told, **data.get("told", {})})
    listed = tuple(_indicator(entry) for entry in data["indicator"])
    names = [one.id for one in listed]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise SpecError(f"indicators: {', '.join(repeated)} defined twice")
    for one in listed:
        selectors = (selector for formula in one.formulas for selector in formula.selectors)
        Checker(known, one.id, "indicator").check_sums(selectors, one.each, REQUIREMENTS)
    return Indicators(known, listed)


def definitions() -> pd.DataFrame:
    """The table `definitions`: one row per indicator, its formula as written in the specs."""
    return frames.build(
        "definitions",
        (
            {
                "indicator": one.id,
                "zh": one.zh,
                "en": one.en,
                "unit": one.unit,
                "formula": " | ".join(one.texts) or one.rule,
                "source": one.source,
            }
            for one in load_indicators().all
        ),
    )


def _indicator(entry: Mapping[str, Any]) -> Indicator:
    name = entry.get("id", "without id")
    missing = {"id", "zh", "en", "unit", "source"} - set(entry)
    if missing or set(entry) - _KEYS:
        wrong = sorted(missing | (set(entry) - _KEYS))
        raise SpecError(f"indicator {name}: missing or unknown: {', '.join(wrong)}")
    if entry["unit"] not in UNITS:
        raise SpecError(f'indicator {name}: unit "{entry["unit"]}" is none of {", ".join(UNITS)}')
    rule, given = entry.get("rule", ""), entry.get("formula", ())
    texts = (given,) if isinstance(given, str) else tuple(given)
    if bool(rule) == bool(texts) or (rule and rule not in RULES):
        raise SpecError(f"indicator {name}: give a formula, or one of the rules {', '.join(RULES)}")
    formulas = tuple(map(parse_formula, texts))
    each = read_each(entry, most=1)
    return Indicator(name, entry["zh"], entry["en"], entry["unit"], entry["source"], formulas, texts, rule, each)
