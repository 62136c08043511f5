"""Claims as statements of the joint test: what each says about the unknown true values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import specs
from ..amounts import FEN_PER_UNIT, Interval, Linear, parse_amount
from ..amounts import Printed as Number
from ..errors import CellError
from ..narrative.lexicon import expand
from ..verdicts import DIFFERS, UNCHECKED, UNDEFINED
from .formulas import (
    ALL_ZERO,
    SUM_OF_PARTS,
    SUM_OF_RATES,
    NotLinearError,
    Ratio,
    Scope,
    rate_rows,
    read_rows,
)
from .joint import Row, Statement
from .operands import is_change, names_of, text

PERCENT = ("%", "％", "个百分点")
POINTS = "分"
_BOUND = re.compile(r"[≥≤<>=＝≧≦]+\s*")
_NO_MONEY = ("blank", "zero", "declared_empty")


@dataclass(frozen=True)
class Told:
    """The claims that take part in the joint test, and why others do not.

    `statements` are named by claim identifier; `intervals` has the numbers that claims print,
    money in fen, beside those it was given; `left_out` maps a claim to the reason.
    """

    statements: tuple[Statement, ...]
    intervals: Mapping[str, Interval]
    left_out: Mapping[str, str]


def printed_number(printed: str, unit: str) -> Number:
    """A claim's printed number in the common unit: fen for money, its own unit for all else.

    Money, percentages and measured values with decimals stand for half a last digit to each side;
    a printed zero of money and whatever is counted, scored or set as a threshold (`≥60`) for
    itself.

    Raises:
        CellError: what is printed is no number.
    """
    bound = _BOUND.match(printed)
    number = parse_amount(printed[bound.end() :] if bound else printed)
    if unit in FEN_PER_UNIT:
        return number.scaled(FEN_PER_UNIT[unit])
    is_counted = unit == POINTS or (unit not in PERCENT and "." not in printed)
    return Number(number.value, number.resolution, is_exact=bool(bound) or is_counted)


def state_claims(
    claims: pd.DataFrame, figures: pd.DataFrame, intervals: Mapping[str, Interval]
) -> Told:
    """Write each judged claim as rows over the printed figures and the numbers of the prose.

    A claim without a value (`undefined`), an unchecked one and a datum say nothing; a formula in
    words is left out.

    Args:
        claims, figures: the frames of that name, of one document.
        intervals: of the figures in fen, as from `state_identities`; a figure that is missing
            there and is blank or a printed zero counts as an exact zero.
    """
    writer = _Writer(claims, figures, dict(intervals))
    statements, left_out = [], {}
    for claim in claims.to_dict("records"):
        name = str(claim["claim_id"])
        try:
            rows = writer.rows(claim)
        except NotLinearError as reason:
            left_out[name] = str(reason)
            continue
        statement = Statement(name, tuple(rows), str(claim["quote"]))
        if not rows:
            left_out[name] = "all of its numbers are exact, and it holds"
        elif claim["verdict"] != DIFFERS and is_impossible_alone(statement, writer.intervals):
            # a formula short of a sign or an operand must not make an account impossible
            left_out[name] = "its formula says otherwise than it was judged"
        else:
            statements.append(statement)
    return Told(tuple(statements), writer.intervals, left_out)


def is_impossible_alone(statement: Statement, intervals: Mapping[str, Interval]) -> bool:
    """True when no values within the printed intervals satisfy one row of it; exact."""
    for row in statement.rows:
        reach = row.linear.range(intervals)
        if row.low is not None and reach.high is not None and reach.high < row.low:
            return True
        if row.high is not None and reach.low is not None and reach.low > row.high:
            return True
    return False


class _Writer:
    """Knows every number of the document by the identifier that operands have."""

    def __init__(
        self, claims: pd.DataFrame, figures: pd.DataFrame, intervals: dict[str, Interval]
    ) -> None:
        self.intervals = intervals
        self.rates: dict[str, Interval] = {}
        self.numbers: dict[str, Linear] = {}
        self.printed: dict[str, Interval] = {}
        self.changes: set[str] = set()
        self.falls: set[str] = set()
        """Changes printed without a sign, whose words say that it went down."""
        places: dict[tuple[object, ...], str] = {}
        for claim in claims.to_dict("records"):
            self._add(claim, places)
        states = dict(zip(figures["figure_id"], figures["state"], strict=True))
        disputed = set(figures.loc[figures["reading"].str.contains("!", na=False), "figure_id"])
        self._zeros = {
            name
            for name, state in states.items()
            if state in _NO_MONEY and name not in disputed
        }

    def _add(self, claim: Mapping[Any, Any], places: dict[tuple[object, ...], str]) -> None:
        """A number that two claims print in one and the same place is one unknown."""
        name, unit = str(claim["claim_id"]), text(claim["unit"])
        try:
            number = printed_number(text(claim["printed"]), unit)
        except CellError:
            return
        if is_change(claim):
            self.changes.add(name)
            if _is_fall(text(claim["quote"])):
                self.falls.add(name)
        place = (claim["block"], claim["end"], claim["printed"], unit)
        owner = name if pd.isna(claim["block"]) else places.setdefault(place, name)
        self.printed[name] = number.interval
        if number.is_exact:
            self.numbers[name] = Linear({}, number.value)
            return
        self.intervals[owner] = number.interval
        self.numbers[name] = Linear.of(owner)
        if unit in PERCENT:
            self.rates[owner] = number.interval

    def operand(self, name: str) -> Linear:
        """An operand by its identifier, or by `form/role/measure` for a row that is not printed.

        Raises:
            NotLinearError: the number cannot be had.
        """
        if name in self.numbers:
            return self.numbers[name]
        if name in self.intervals:
            return Linear.of(name)
        is_absent_row = name.count("/") == 2 and name.partition("/")[0] in specs.forms()
        if name in self._zeros or is_absent_row:
            return Linear({})
        raise NotLinearError(f"operand {name} is no printed number")

    def rows(self, claim: Mapping[Any, Any]) -> list[Row]:
        """What a claim says; empty where it speaks of exact zeros only.

        Raises:
            NotLinearError: it says nothing, or nothing linear.
        """
        if pd.isna(claim["verdict"]):
            raise NotLinearError("it is recorded, not judged")
        if claim["verdict"] in (UNDEFINED, UNCHECKED):
            raise NotLinearError(f"it is {claim['verdict']}")
        names = names_of(claim)
        operands = [self.operand(name) for name in names]
        if claim["kind"] == "implied_prior":
            operands = [
                -operand if name in self.falls else operand
                for name, operand in zip(names, operands, strict=True)
            ]
        name, formula = str(claim["claim_id"]), text(claim["formula"])
        scope = Scope(
            self.numbers.get(name),
            self.printed.get(name),
            operands,
            self.intervals,
            self.rates,
            name,
        )
        rows = self._growth(formula, names, scope) or _say(formula, scope)
        told = [row for row in rows if row.linear.coefficients or not _holds(row)]
        return told

    def _growth(self, formula: str, names: Sequence[str], scope: Scope) -> list[Row]:
        """One rate told of several things at once, with one change: 100*d/(x-d) for each x."""
        changes = [name for name in names if name in self.changes]
        match = re.fullmatch(r"100\*d/\(x([-+])d\)", formula.replace(" ", ""))
        if match is None or len(changes) != 1 or scope.this_interval is None:
            return []
        change = self.operand(changes[0])
        rows = []
        for name in names:
            if name not in changes:
                base = self.operand(name) + change * (1 if match[1] == "+" else -1)
                ratio = Ratio(change * 100, base)
                rows += rate_rows(ratio, scope.this_interval, self.intervals)
        return rows


def _say(formula: str, scope: Scope) -> list[Row]:
    """The rows of a formula, also of those that are short for many letters."""
    letters = [f"o{number}" for number in range(len(scope.operands))]
    if not formula:
        raise NotLinearError("it has no formula")
    if formula.startswith("="):
        return _each_equals_this(scope)
    if formula == ALL_ZERO:
        return [
            row for one in scope.operands for row in read_rows("a = 0", _with(scope, [one]))
        ]
    if formula == SUM_OF_PARTS:
        return read_rows("+".join(letters), scope)
    if formula == SUM_OF_RATES:
        pairs = zip(letters[::2], letters[1::2], strict=True)
        return read_rows("+".join(f"{base}*{rate}/100" for base, rate in pairs), scope)
    return read_rows(formula, scope)


def _each_equals_this(scope: Scope) -> list[Row]:
    """`= figure`: the number is that of every place named."""
    if not scope.operands:
        raise NotLinearError("its formula is no arithmetic")
    return [row for one in scope.operands for row in read_rows("a", _with(scope, [one]))]


def _with(scope: Scope, operands: Sequence[Linear]) -> Scope:
    return Scope(
        scope.this, scope.this_interval, operands, scope.intervals, scope.rates, scope.prefix
    )


def _is_fall(quote: str) -> bool:
    """True when the last word of direction in a quote is one of going down."""
    words = specs.load("narrative.toml")["words"]
    last = {
        way: max(
            (quote.rfind(phrase) for pattern in words[way] for phrase in expand(pattern)),
            default=-1,
        )
        for way in ("up", "down")
    }
    return last["down"] > last["up"]


def _holds(row: Row) -> bool:
    """True when a row without unknowns holds."""
    constant = row.linear.constant
    return (row.low is None or row.low <= constant) and (row.high is None or constant <= row.high)
