"""Claims as statements of the joint test: what each says about the unknown true values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ..amounts import Interval, Linear, Printed
from ..errors import CellError
from ..facts import Fact, read_number
from ..facts.numbers import PERCENT
from ..frames import as_rows, text
from ..relations.joint import Row, Statement
from ..relations.ranges import NotLinearError, Quotient, quotient
from ..relations.joint_rows import Scope, rows_of
from ..relations.tree import All, Tree
from ..verdicts import DIFFERS, ROUNDING, UNCHECKED, UNDEFINED


@dataclass(frozen=True)
class Told:
    """The claims that take part in the joint test, and why others do not.

    `statements` are named by claim identifier; `intervals` has the numbers that claims print,
    money in fen, beside those it was given; `left_out` maps a claim to the reason.
    """

    statements: tuple[Statement, ...]
    intervals: Mapping[str, Interval]
    left_out: Mapping[str, str]


def state_claims(
    claims: pd.DataFrame, intervals: Mapping[str, Interval], trees: Mapping[str, Tree]
) -> Told:
    """Write each judged claim as rows over the printed figures and the numbers of the prose.

    A claim without a value (`undefined`), an unchecked one and a datum say nothing; a formula in
    words is left out.

    Args:
        claims: the frame of that name, of one document.
        intervals: of the figures in fen, as from `state_instances`.
        trees: of claims; one without a tree is left out.
    """
    records = as_rows(claims)
    writer = Writer(records, dict(intervals), trees)
    statements, left_out = [], {}
    for claim in records:
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
    return any(not row.within.meets(row.linear.range(intervals)) for row in statement.rows)


class Writer:
    """Knows every number of the document by the identifier that operands have.

    Args:
        claims: the rows of the frame of one document.
        frees_exact: an exact number is an unknown too, within the single point that it prints:
            also a zero or a count can be the one that is wrong.
    """

    def __init__(
        self,
        claims: Iterable[Mapping[Any, Any]],
        intervals: dict[str, Interval],
        trees: Mapping[str, Tree],
        frees_exact: bool = False,
    ) -> None:
        self.frees_exact = frees_exact
        self.owners: dict[str, str] = {}
        self.intervals = intervals
        self.trees = trees
        self.rates: dict[str, Interval] = {}
        self.numbers: dict[str, Linear] = {}
        self.printed: dict[str, Printed] = {}
        self.products: dict[str, tuple[Linear, str]] = {}
        places: dict[tuple[object, ...], str] = {}
        for claim in claims:
            self._add(claim, places)

    def _add(self, claim: Mapping[Any, Any], places: dict[tuple[object, ...], str]) -> None:
        """A number that two claims print in one and the same place is one unknown."""
        name, unit = str(claim["claim_id"]), text(claim["unit"])
        try:
            number = read_number(text(claim["printed"]), unit, str(claim["kind"]))
        except CellError:
            return
        place = (claim["block"], claim["end"], claim["printed"], unit)
        owner = name if claim["block"] is None else places.setdefault(place, name)
        self.printed[name] = number
        self.owners[name] = owner
        if not number.value and claim["verdict"] == ROUNDING:
            number = replace(number, is_exact=False)
        if number.is_exact and not self.frees_exact:
            self.numbers[name] = Linear({}, number.value)
            return
        self.intervals[owner] = number.interval
        self.numbers[name] = Linear.of(owner)
        if unit in PERCENT:
            self.rates[owner] = number.interval

    def linear(self, fact: Fact) -> Linear:
        """What a printed number stands for.

        Raises:
            NotLinearError: it is no number.
        """
        if fact.id in self.numbers:
            return self.numbers[fact.id]
        if fact.id in self.intervals:
            return Linear.of(fact.id)
        if fact.number is None or not fact.number.is_exact:
            raise NotLinearError(f"operand {fact.id} is no printed number")
        return Linear({}, fact.number.value)

    def rows(self, claim: Mapping[Any, Any]) -> list[Row]:
        """What a claim says; empty where it speaks of exact zeros only.

        Raises:
            NotLinearError: it says nothing, or nothing linear.
        """
        if claim["verdict"] is None:
            raise NotLinearError("it is recorded, not judged")
        if claim["verdict"] in (UNDEFINED, UNCHECKED):
            raise NotLinearError(f"it is {claim['verdict']}")
        name = str(claim["claim_id"])
        tree = self.tree(claim)
        number = self.printed.get(name)
        own = None if number is None else number.interval
        scope = Scope(self.linear, self.intervals, self.numbers.get(name), own, self.rates, name)
        rows = rows_of(tree, scope)
        self.products |= scope.products
        return [
            row
            for row in rows
            if row.linear.coefficients or not row.within.contains(row.linear.constant)
        ]

    def tree(self, claim: Mapping[Any, Any]) -> Tree:
        """What a claim says.

        Raises:
            NotLinearError: it says nothing, or nothing that is arithmetic.
        """
        tree = self.trees.get(str(claim["claim_id"]))
        if tree is None:
            raise NotLinearError("it has no formula")
        return tree

    def ratio(self, claim: Mapping[Any, Any]) -> Quotient | None:
        """The ratio of sums that a claim's own number is; None where it is none."""
        name = str(claim["claim_id"])
        try:
            tree = self.tree(claim)
            scope = Scope(self.linear, self.intervals, self.numbers.get(name), prefix=name)
            clauses = tree.clauses if isinstance(tree, All) else (tree,)
            found = [quotient(clause, self.linear, scope.multiply, scope.this) for clause in clauses]
        except NotLinearError:
            return None
        # of several subjects that have one number in common
        return found[0] if found and all(one == found[0] for one in found) else None
