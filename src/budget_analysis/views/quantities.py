"""Printed numbers as operands, and what is computed from them with its exact range."""

from __future__ import annotations

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ..amounts import FEN_PER_UNIT, Interval, Linear, Printed, ratio_range
from ..errors import CellError
from ..facts import read_number
from ..facts.numbers import is_money, number_of_cell
from ..frames import as_rows, text
from ..identifiers import place_of
from ..verdicts import GRAVITY, judge

_WAN_YUAN = FEN_PER_UNIT["万元"]
MEASURES = ("amount", "total", "expenditure_total", "actual")
"""Under which of these a row keeps its amount depends on the form."""
_ENDS = tuple(f"/{measure}" for measure in MEASURES)
_ASPECTS = ("share", "change", "growth", "completion", "budget", "adjusted_budget")
"""What may stand last in the subject of a claim of any kind, a datum too."""
_CHANGES = r"/(?:change|growth)(?: ;|$)"


@dataclass(frozen=True)
class Quantity:
    """A number with the exact range that rounding of the printed operands allows."""

    value: Fraction
    range: Interval

    @staticmethod
    def total(parts: Iterable[Quantity | None]) -> Quantity | None:
        """The sum of quantities that share no operand; None when one is missing, or none given."""
        value = low = high = Fraction(0)
        known = 0
        for part in parts:
            if part is None or part.range.low is None or part.range.high is None:
                return None
            value, known = value + part.value, known + 1
            low, high = low + part.range.low, high + part.range.high
        return Quantity(value, Interval(low, high)) if known else None


@dataclass(frozen=True)
class Statement:
    """What the prose prints about a subject, and the verdict on it; None where it says nothing.

    `operand` names its number; it is the identifier of the claim. `computed_from` names the
    operands that its verdict rests on: identifiers of figures and of claims.
    """

    printed: str | None = None
    unit: str | None = None
    verdict: str | None = None
    operand: str | None = None
    is_decrease: bool = False
    computed_from: tuple[str, ...] = ()
    words: str = ""
    """The words in which it is told."""


class Operands:
    """The printed numbers of one document as operands of formulas, each known by its name.

    Money is in 万元, a rate in percent. What is blank, unreadable or not in the document has
    no operand: `figure` and `stated` give None, and every formula over None is None.
    """

    def __init__(self, figures: pd.DataFrame | None, claims: pd.DataFrame | None = None) -> None:
        self._values: dict[str, Fraction] = {}
        self._intervals: dict[str, Interval] = {}
        self._figures: dict[str, tuple[int, int | None]] = {}
        self._rows: set[tuple[str, str]] = set()
        self._claims: dict[tuple[str, str], Statement] = {}
        self._amounts: dict[str, set[str]] = {}
        self._disputed: set[str] = set()
        for row in [] if figures is None else as_rows(figures):
            self._take_figure(row)
        listed = [] if claims is None else as_rows(claims)
        places = {row["claim_id"]: _subjects(row)[0][1] for row in listed if _subjects(row)}
        # a relation that one number stands in tells nothing of its direction: the number does
        falls = {row["claim_id"] for row in listed if row["direction"] == "down"}
        for row in listed:
            self._take_claim(row, places, falls)

    def figure(self, form: str, role: str, measure: str) -> Linear | None:
        """One cell of a form; None where it has no amount."""
        place = f"{form}/{role}/{measure}"
        if place not in self._figures:
            return None
        if place not in self._values:  # most cells are never asked for
            self._take(place, number_of_cell(*self._figures[place]).scaled(1 / _WAN_YUAN))
        return Linear.of(place)

    def prints(self, form: str, role: str) -> bool:
        """Whether a form has such a row, with amounts or without."""
        return (form, role) in self._rows

    def prints_amount(self, form: str, role: str, amount: Quantity) -> bool:
        """Whether a cell of such a row prints this amount."""
        own = (fen for name, (fen, _) in self._figures.items() if name.startswith(f"{form}/{role}/"))
        return any(Fraction(fen) / _WAN_YUAN == amount.value for fen in own)

    def stated(self, aspect: str, place: str) -> Linear | None:
        """A number that the prose states; None where it does not."""
        return self._named(self.statement(aspect, place).operand)

    def told_amount(self, place: str, said: Statement) -> Linear | None:
        """The amount of a place in the prose, where the verdict on a statement rests on it."""
        names = set[str]().union(*(self._amounts.get(f"{place}{end}", ()) for end in ("", *_ENDS)))
        return self._named(next((name for name in said.computed_from if name in names), None))

    def is_disputed(self, cell: str) -> bool:
        """Whether the prose prints another amount than this cell (`form/row/measure`)."""
        return cell in self._disputed

    def statement(self, aspect: str, place: str) -> Statement:
        """What the prose prints about a place; of several, the one with the gravest verdict.

        Args:
            aspect: `amount`, or what is said of it: `share`, `change`, `growth`, `completion`,
                `budget`, `adjusted_budget`.
            place: `form/row` or `form/row/measure`; `procurement/…` for what no form prints.
        """
        return self._claims.get((aspect, place), Statement())

    def places(self, aspect: str) -> list[str]:
        """The places that the prose makes such statements about, in its order."""
        return [place for found, place in self._claims if found == aspect]

    def amount(self, formula: Linear | None) -> Quantity | None:
        """The value and range of a sum."""
        if formula is None:
            return None
        return Quantity(formula.at(self._values), formula.range(self._intervals))

    def percent(self, part: Linear | None, whole: Linear | None) -> Quantity | None:
        """part/whole in percent; None also where the whole may be zero."""
        return None if part is None else self.ratio(part * 100, whole)

    def ratio(self, part: Linear | None, whole: Linear | None) -> Quantity | None:
        """part/whole; None also where the whole may be zero."""
        if part is None or whole is None:
            return None
        found = ratio_range(part, whole, self._intervals)
        if found is None:
            return None
        return Quantity(part.at(self._values) / whole.at(self._values), found)

    def counted(self, name: str, number: int) -> Linear:
        """A number that is counted and not printed, as an operand: exact."""
        self._take(name, Printed(Fraction(number), Fraction(1), is_exact=True))
        return Linear.of(name)

    def product(self, amount: Linear | None, percent: Linear | None) -> Quantity | None:
        """A percentage of an amount; neither is negative."""
        base, rate = self.amount(amount), self.amount(percent)
        if base is None or rate is None:
            return None
        low, high = (
            None if a is None or b is None else max(a, Fraction(0)) * max(b, Fraction(0)) / 100
            for a, b in ((base.range.low, rate.range.low), (base.range.high, rate.range.high))
        )
        return Quantity(base.value * rate.value / 100, Interval(low, high))

    def _named(self, name: str | None) -> Linear | None:
        return None if name is None else Linear.of(name)

    def _take(self, name: str, number: Printed) -> None:
        self._values[name] = number.value
        self._intervals[name] = number.interval

    def _take_figure(self, row: Mapping[str, Any]) -> None:
        self._rows.add((row["form"], row["role"] or ""))
        is_disputed = "!" in str(row["reading"] or "")
        if row["role"] is None or row["amount_fen"] is None or is_disputed:
            return
        place = f"{row['form']}/{row['role']}/{row['measure']}"
        self._figures.setdefault(place, (row["amount_fen"], row["resolution_fen"]))

    def _take_claim(
        self, row: Mapping[str, Any], places: Mapping[str, str], falls: Container[str]
    ) -> None:
        name = row["claim_id"]
        number = number_of(row["printed"], row["unit"])
        if number is not None:
            self._take(name, number)
        statement = Statement(
            printed=row["printed"],
            unit=row["unit"],
            verdict=row["verdict"],
            operand=None if number is None else name,
            is_decrease=name.partition(".")[0] in falls or name in falls,
            computed_from=tuple(json.loads(row["operands"] or "[]")),
            words=row["quote"] or "",
        )
        if row["kind"] == "amount" and row["verdict"] == "differs" and len(statement.computed_from) == 1:
            self._disputed.add(place_of(statement.computed_from[0], row["document_id"]))
        keys = _subjects(row)
        if keys and keys[0][0] == "share" and statement.computed_from:
            # several shares may be stated of one row; the first operand says of which cell
            first = statement.computed_from[0]
            cell = places.get(first, place_of(first, row["document_id"]))
            if cell.startswith(f"{keys[0][1]}/"):
                keys.append(("share", cell))
        for key in dict.fromkeys(keys):
            if key[0] == "amount" and number is not None:
                self._amounts.setdefault(key[1], set()).add(name)
            known = self._claims.get(key)
            if known is None or _gravity(known.verdict) < _gravity(statement.verdict):
                self._claims[key] = statement


def since_last_year(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims without changes that are none on the year before.

    Such are changes on a budget or within the year (an annex tells of money transferred away), whose
    period is one year, and changes since an earlier year.
    """
    is_change = claims["subject"].str.contains(_CHANGES, na=False) | claims["kind"].isin(["change", "growth"])
    is_other = pd.Series([not _is_on_last_year(text(period)) for period in claims["period"]], claims.index, dtype=bool)
    return claims[~(is_change & is_other)]


def _is_on_last_year(period: str) -> bool:
    if not period:  # no fiscal year is known
        return True
    first, _, last = period.partition("-")
    return first.isdecimal() and last.isdecimal() and int(last) - int(first) == 1


def _subjects(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a claim states and of which places, from a subject such as `form/row/growth`."""
    found = []
    kind = row["kind"]
    for path in filter(None, (row["subject"] or "").split(" ; ")):
        place, _, last = path.rpartition("/")
        if last == kind or last in _ASPECTS:
            found.append((last, place))
        elif kind in ("amount", "datum"):
            found.append(("amount", path))
        else:
            found.append((kind, path))
    return found


def number_of(printed: str | None, unit: str | None) -> Printed | None:
    """A stated number: money in 万元, a percentage as it stands; None for words."""
    try:
        number = read_number(printed or "", unit or "")
    except CellError:
        return None
    return number.scaled(1 / _WAN_YUAN) if is_money(unit or "") else number


def judge_printed(printed: str | None, unit: str | None, computed: Quantity | None) -> str | None:
    """The verdict on a printed number, given what the operands make of it."""
    number = number_of(printed, unit)
    if number is None or computed is None:
        return None
    return judge(number, computed.value, computed.range).verdict


def _gravity(verdict: str | None) -> int:
    return GRAVITY.index(verdict) if verdict in GRAVITY else -1
