"""Indicators that are no quotient of sums: rules that `specs/indicators.toml` names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ..views.deviation import FORM, items_of, variance
from ..views.quantities import Operands, Quantity

Sources = tuple[tuple[str, str], ...]
"""Aspect and place of each printed number: "" and form/row/measure, or what is told and form/row."""


def composition_variance(operands: Operands) -> tuple[Quantity | None, Sources]:
    """As `views.composition_variance`; no value where no item has a stated budget."""
    items = items_of(operands)
    sources = [("", f"{FORM}/{item.code}/expenditure_total") for item in items]
    sources += [("budget", f"{FORM}/{item.code}") for item in items]
    return (variance(operands, items) if items else None), tuple(sources)


RULES: Mapping[str, Callable[[Operands], tuple[Quantity | None, Sources]]] = {
    "composition_variance": composition_variance,
}
