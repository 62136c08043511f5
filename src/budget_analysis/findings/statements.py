"""The statements of an account as relations over printed numbers, each number known once.

A zero, a blank and a count are unknowns here like every other number, within the single point that
they print: each of them can be the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from ..amounts import FEN_PER_UNIT, Interval, Linear, Printed
from ..checks.claim_rows import Writer, is_impossible_alone
from ..facts import Forms
from ..facts.fact import ZERO
from ..frames import as_rows, operand_names, text
from ..relations.evaluate import is_smallest_unit
from ..relations.instances import Instance
from ..relations.joint import Row, Statement
from ..relations.ranges import NotLinearError, Quotient
from ..relations.tree import Tree
from ..verdicts import DIFFERS, EQUAL, ROUNDING

CHECK, CLAIM = "check", "claim"
RATES = ("share", "growth", "completion", "rate")
_OPENING = "opening_balance"
_ZERO = Fraction(0)
_SIGNS = {1: Fraction(1), -1: Fraction(-1)}
Record = Mapping[Any, Any]


@dataclass(frozen=True)
class Number:
    """A printed number, or a word that stands where others have one (`value` is None).

    `value` is in the common unit (fen for money) and `factor` turns it into the unit of its print.
    """

    id: str
    source: str
    printed: str
    unit: str
    value: Printed | None
    record: Record

    @property
    def factor(self) -> Fraction:
        return 1 / FEN_PER_UNIT.get(self.unit, Fraction(1))


@dataclass(frozen=True)
class Judged:
    """A statement that has a verdict.

    `rows` say what it says of the numbers; none for words. `own` is the number or word that the
    statement itself prints where no row has it: a rate, a name; empty where it prints none.
    `own_range` are the values that its formula leaves to `own`, None leaves any; of a rate,
    `ratio` is the formula. `products` are the unknowns of its rows that are a sum times a rate.
    `is_weak`: it never differs; it confirms a number and forbids none.
    """

    name: str
    source: str
    kind: str
    verdict: str
    rows: tuple[Row, ...]
    own: str
    own_range: Interval | None
    record: Record
    ratio: Quotient | None = None
    products: Mapping[str, tuple[Linear, str]] = field(default_factory=dict)
    is_weak: bool = False

    @property
    def is_violated(self) -> bool:
        return self.verdict == DIFFERS

    @property
    def numbers(self) -> list[str]:
        names = {name: None for row in self.rows for name in row.linear.coefficients}
        names |= {rate: None for _, rate in self.products.values()}
        return [*names, *([self.own] if self.own and self.own not in names else [])]


@dataclass
class Account:
    """All statements with a verdict, all numbers, and which number stands in which statement.

    `forms` has the rows of the frame of that name.
    """

    numbers: dict[str, Number] = field(default_factory=dict)
    intervals: dict[str, Interval] = field(default_factory=dict)
    judged: dict[str, Judged] = field(default_factory=dict)
    touching: dict[str, list[str]] = field(default_factory=dict)
    trees: Mapping[str, Tree] = field(default_factory=dict)
    forms: Mapping[str, Record] = field(default_factory=dict)

    def add(self, one: Judged) -> None:
        self.judged[one.name] = one
        for number in one.numbers:
            self.touching.setdefault(number, []).append(one.name)

    @property
    def violated(self) -> list[Judged]:
        return [one for one in self.judged.values() if one.is_violated]


def state(
    index: Forms,
    instances: Iterable[Instance],
    checks: pd.DataFrame,
    claims: pd.DataFrame,
    trees: Mapping[str, Tree],
) -> Account:
    """All statements of one account that were judged equal, rounding or differs.

    A statement whose rows say otherwise than it was judged keeps its name and loses its rows: it
    can be explained by its own words only, and constrains nothing.
    """
    account = Account(trees=trees, forms=index.forms)
    _add_cells(account, index)
    known = {(str(row["identity"]), str(row["instance"])): row for row in as_rows(checks)}
    for instance in instances:
        check = known.pop((instance.identity, instance.name), None)
        if check is not None and check["verdict"] in (EQUAL, ROUNDING, DIFFERS):
            _add_check(account, instance, check)
    for (identity, name), check in known.items():
        if check["verdict"] == DIFFERS:
            own = _word(account, f"{identity} {name}", check, text(check["left"]))
            account.add(Judged(own, CHECK, identity, DIFFERS, (), own, None, check))
    _add_claims(account, index, claims, trees)
    return account


def _add_cells(account: Account, index: Forms) -> None:
    cells = {str(row["figure_id"]): row for row in as_rows(index.figures)}
    for name, fact in index.by_id.items():
        if fact.number is None:
            continue
        account.intervals[name] = fact.number.interval
        account.numbers[name] = Number(name, "cell", fact.printed, fact.unit, fact.number, cells[name])


def _add_check(account: Account, instance: Instance, check: Record) -> None:
    if is_smallest_unit(instance):
        return  # its numbers may be rounded to 0.00, so that their intervals say too much
    factors: dict[str, Fraction] = {}
    for side, turn in ((instance.left, 1), (instance.right, -1)):
        for sign, fact in side:
            own = _SIGNS[sign * turn]
            factors[fact.id] = factors[fact.id] + own if fact.id in factors else own
    row = Row(Linear(factors), None if instance.operator == "<=" else _ZERO, _ZERO)
    name = f"{instance.identity} {instance.name}"
    verdict = str(check["verdict"])
    account.add(Judged(name, CHECK, instance.operator, verdict, (row,), "", None, check, is_weak=instance.kind == "soft"))


def _word(account: Account, name: str, record: Record, printed: str) -> str:
    account.numbers[name] = Number(name, "word", printed, "", None, record)
    return name


def _add_claims(
    account: Account, index: Forms, claims: pd.DataFrame, trees: Mapping[str, Tree]
) -> None:
    records = as_rows(claims)
    free = Writer(records, account.intervals, trees, frees_exact=True)
    fixed = Writer(records, dict(account.intervals), trees)
    for claim in records:
        name = str(claim["claim_id"])
        owner = free.owners.get(name)
        if owner is None:
            _word(account, name, claim, text(claim["printed"]) or text(claim["quote"]))
        elif owner not in account.numbers:
            source = "sentence" if name.startswith("c") else "annex"
            printed, unit = text(claim["printed"]), text(claim["unit"])
            account.numbers[owner] = Number(owner, source, printed, unit, free.printed[name], claim)
            account.intervals.setdefault(owner, free.printed[name].interval)
    for claim in records:
        if claim["verdict"] in (EQUAL, ROUNDING, DIFFERS):
            account.add(_claim(account, claim, free, fixed))


def _is_weak(claim: Record) -> bool:
    """True for what never differs: a year before that an opening balance fixes."""
    names = operand_names(claim) if claim["kind"] == "implied_prior" else []
    return claim["verdict"] != DIFFERS and any(_OPENING in name.split("/") for name in names)


def _claim(account: Account, claim: Record, free: Writer, fixed: Writer) -> Judged:
    name, kind, verdict = (str(claim[column]) for column in ("claim_id", "kind", "verdict"))
    rows = _rows(claim, free, fixed)
    for row in rows:  # a product of a sum and a rate is an unknown of its own
        for unknown in row.linear.coefficients:
            account.intervals.setdefault(unknown, free.intervals.get(unknown, Interval(None, None)))
    is_over = is_impossible_alone(Statement(name, tuple(rows)), account.intervals)
    if is_over != (verdict == DIFFERS):
        rows = []
    owner = free.owners.get(name, name)
    in_rows = any(owner in row.linear.coefficients for row in rows)
    own, own_range = "", None
    if kind in RATES or not rows or ("." not in name and not in_rows):
        own = owner
        own_range = _range(claim, account.numbers[owner]) if kind in RATES or in_rows else None
    ratio = _ratio(claim, free, fixed) if kind in RATES else None
    told = {unknown for row in rows for unknown in row.linear.coefficients}
    made = {**fixed.products, **free.products}
    products = {unknown: made[unknown] for unknown in made if unknown in told}
    return Judged(name, CLAIM, kind, verdict, tuple(rows), own, own_range, claim, ratio, products, _is_weak(claim))


def _ratio(claim: Record, free: Writer, fixed: Writer) -> Quotient | None:
    for writer in (free, fixed):
        found = writer.ratio(claim)
        if found is not None and set(found.bottom.coefficients) <= set(writer.intervals):
            return found
    return None


def _rows(claim: Record, free: Writer, fixed: Writer) -> list[Row]:
    for writer in (free, fixed):  # exact numbers may be what keeps a product linear
        try:
            return writer.rows(claim)
        except (NotLinearError, ValueError):
            continue
    return []


def _range(claim: Record, own: Number) -> Interval | None:
    """The recomputed range of a claim's own number, in the common unit."""
    low, high = text(claim["low"]), text(claim["high"])
    if not low or not high or own.value is None:
        return None
    return Interval(Fraction(low), Fraction(high)).scaled(1 / own.factor)


def operands(account: Account, one: Judged) -> list[str]:
    """The numbers that a statement speaks of, its own left out; of words those that it names."""
    if one.rows:
        return [name for name in one.numbers if name != one.own]
    return [name for name in operand_names(one.record) if name in account.numbers] if one.source == CLAIM else []


def value_at(account: Account, name: str) -> Fraction:
    """The printed value; a number that is printed nowhere counts as the middle of its interval."""
    number = account.numbers.get(name)
    if number is not None and number.value is not None:
        return number.value.value
    reach = account.intervals[name]
    if reach.low is None or reach.high is None:
        return ZERO.value
    return (reach.low + reach.high) / 2
