"""Words that the judging of sentences knows, from `specs/sentences/judging.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import specs


def plans(words: str) -> bool:
    """True for a nil statement about what was planned, not only about what was spent."""
    named: list[str] = _data()["nil"]["plans"]
    return any(word in words for word in named)


def witnesses(form: str) -> tuple[str, ...]:
    """Figures of other forms that cannot be other than zero where this form has no figure."""
    listed: dict[str, list[str]] = _data()["witnesses"]
    return tuple(listed.get(form, ()))


def paid_units() -> tuple[str, ...]:
    """Units of what is paid each time: receptions, guests, groups."""
    units: list[str] = _data()["counts"]["paid"]
    return tuple(units)


def agency_names() -> list[str]:
    """Names of the items in which administrative units book their running costs."""
    names: list[str] = _data()["agency"]["items"]
    return names


def nearby(place: str) -> tuple[str, ...]:
    """Other places under whose name an amount may have been told (总计 for 合计)."""
    return tuple(_data()["nearby"].get(place, ()))


def opening_of(place: str) -> str:
    """Where the balance at the beginning of the year stands of one at its end; may be empty."""
    openings: Mapping[str, str] = _data()["opening"]
    return openings.get(place, "")


def balances() -> list[Mapping[str, Any]]:
    """What is left over of what came in: `left`, `plus` and `minus` as places of figures."""
    return list(_data()["balance"])


def _data() -> dict[str, Any]:
    return specs.load("sentences/judging.toml")
