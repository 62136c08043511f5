"""What the list compares: the indicators of the panel that are one number of a whole account."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from .. import terms, texts
from ..frames import as_rows
from ..identifiers import place_of
from ..panel import definitions, panel_of
from ..panel.indicators import TOTAL
from ..shelf import Frames
from .evidence import cell_address

_DIGITS = 6
COMPLETENESS = "transparency_met"
"""The indicator that the list shows as completeness."""


def indicators_of(found: Frames) -> dict[str, list[Any]]:
    """`[value, low, high, address, verdict]` of each indicator that has a value.

    The address is that of the first cell or statement the number rests on; it stands on the page of
    the account and is empty for what is counted.
    """
    document = str(found["documents"]["document_id"].iloc[0])
    cells = set(found["figures"]["figure_id"])
    told = {}
    for row in as_rows(found["panel"] if "panel" in found else panel_of(found)):
        if row["item"] == TOTAL and row["value"] is not None:
            names = [_address(name, document, cells) for name in json.loads(row["sources"] or "[]")]
            ends = [None if row[end] is None else round(row[end], _DIGITS) for end in ("value", "low", "high")]
            told[row["indicator"]] = [*ends, next(filter(None, names), ""), row["verdict"] or ""]
    return told


def _address(name: str, document: str, cells: set[str]) -> str:
    return cell_address(place_of(name, document)) if name in cells else "" if "/" in name else f"claim-{name}"


def comparison(indicators: Mapping[str, Mapping[str, list[Any]]]) -> dict[str, Any]:
    """What the script of the list compares.

    Args:
        indicators: of each account by its folder, as from `indicators_of`.
    """
    told = {name for one in indicators.values() for name in one}
    listed = [row for row in as_rows(definitions()) if row["indicator"] in told]
    names = [row["indicator"] for row in listed]
    return {
        "indicators": [
            [row["indicator"], {one: row[one] for one in terms.LANGUAGES}, {one: texts.word(row["unit"], one) for one in terms.LANGUAGES}]
            for row in listed
        ],
        "values": {folder: [own.get(name, 0) for name in names] for folder, own in sorted(indicators.items())},
    }  # fmt: skip


def completeness(indicators: Mapping[str, list[Any]]) -> float | None:
    """How many of the requirements of publication that can be told are met, in %."""
    found = indicators.get(COMPLETENESS)
    return None if found is None else float(found[0])


def levels_of(documents: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The level of each account of a dataset by its document: `own_level`, `summary`, `unit`."""
    return {row["document_id"]: row["level"] for row in documents if row["level"]}
