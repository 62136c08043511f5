"""The joint test: can all statements of an account be true at once?

Each printed figure stands for an unknown true value within its interval. Identities and rate
claims are linear in these values, so the question is a linear programme. HiGHS answers it in
floating point; an answer of "impossible" is shown only after it has been confirmed in exact
fractions (Farkas: a weighted sum of the statements that no point of the intervals satisfies).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

import highspy
import numpy as np

from ..amounts import Interval, Linear
from ..verdicts import UNCHECKED

FEASIBLE, IMPOSSIBLE = "feasible", "impossible"

# Values are scaled to [-1, 1] and rows to coefficients of at most 1; a violation below this is
# the solver's rounding.
_NOISE = 1e-7
# The solver's weights are simplified step by step until the exact proof holds.
_DENOMINATORS = (1, 1000, 10**6, 10**9, 10**15)


@dataclass(frozen=True)
class Row:
    """`low <= linear <= high`; None where an end is open."""

    linear: Linear
    low: Fraction | None
    high: Fraction | None

    @property
    def within(self) -> Interval:
        return Interval(self.low, self.high)


@dataclass(frozen=True)
class Statement:
    """An identity or a claim as one or more linear rows; `quote` is shown to the reader."""

    name: str
    rows: tuple[Row, ...]
    quote: str = ""


@dataclass(frozen=True)
class JointResult:
    """`feasible`, `impossible` or `unchecked`.

    When impossible: `statements` cannot all be true and none of them can be spared; `weights` is
    the exact proof, one weight per row of the statements. When unchecked, `note` says why.
    """

    verdict: str
    statements: tuple[Statement, ...] = ()
    weights: tuple[Fraction, ...] = ()
    note: str = ""


def joint_test(
    statements: Sequence[Statement],
    intervals: Mapping[str, Interval],
    known: dict[int, _Scaled] | None = None,
) -> JointResult:
    """Ask whether some true values within the printed intervals satisfy all statements.

    Args:
        statements: what must hold together.
        intervals: of every operand of the statements; an operand that is printed nowhere may
            have open ends.
        known: rows that have been scaled before, for a caller that asks again and again about the
            same statements and intervals.

    Returns:
        `feasible`; or `impossible` with a minimal set of statements and its exact proof; or
        `unchecked` when the solver says impossible and fractions do not confirm it.
    """
    known = {} if known is None else known
    found = _search(statements, intervals, known)
    if found.verdict != IMPOSSIBLE:
        return found
    for spared in found.statements:
        if not any(kept is spared for kept in found.statements):
            continue
        rest = [kept for kept in found.statements if kept is not spared]
        smaller = _search(rest, intervals, known)
        if smaller.verdict == IMPOSSIBLE:
            found = smaller
        elif smaller.verdict == UNCHECKED:
            note = f"not proved minimal: without {spared.name} the solver is not confirmed"
            found = JointResult(found.verdict, found.statements, found.weights, note)
    return found


def is_proof(
    statements: Sequence[Statement],
    weights: Sequence[Fraction],
    intervals: Mapping[str, Interval],
) -> bool:
    """True when the weighted sum of the rows cannot be satisfied by any values; exact.

    A row with a positive weight counts with its lower end, with a negative one with its upper.
    If all rows held, the weighted sum would be at least the sum of these ends; the proof is that
    its greatest value within the intervals stays below.
    """
    rows = [row for statement in statements for row in statement.rows]
    ends = Fraction(0)
    total = []
    for row, weight in zip(rows, weights, strict=True):
        end = row.low if weight > 0 else row.high
        if not weight:
            continue
        if end is None:
            return False
        ends += weight * end
        total.append(row.linear * weight)
    greatest = Linear.total(total).range(intervals).high
    return greatest is not None and greatest < ends


def _search(
    statements: Sequence[Statement],
    intervals: Mapping[str, Interval],
    known: dict[int, _Scaled],
) -> JointResult:
    """The solver's answer, confirmed where it is "impossible"; the statements not yet minimal."""
    rows = [row for statement in statements for row in statement.rows]
    if not rows:
        return JointResult(FEASIBLE)
    for row in rows:
        if id(row) not in known:
            known[id(row)] = _Scaled.of(row, intervals)
    scaled = [known[id(row)] for row in rows]
    violation, duals = _solve(scaled)
    if violation <= _NOISE:
        return JointResult(FEASIBLE)
    for denominator in _DENOMINATORS:
        weights = [
            _weight(row, dual, denominator) / one.scale
            for row, one, dual in zip(rows, scaled, duals, strict=True)
        ]
        if is_proof(statements, weights, intervals):
            return _only_weighted(statements, weights)
    note = f"the solver finds no values (violation {violation:.3g}); fractions do not confirm it"
    return JointResult(UNCHECKED, note=note)


def _weight(row: Row, dual: float, denominator: int) -> Fraction:
    """The solver's weight of a row as a simple fraction; none that leans on an open end."""
    weight = Fraction(dual).limit_denominator(denominator)
    is_open = (row.low if weight > 0 else row.high) is None
    return Fraction(0) if is_open else weight


def _only_weighted(statements: Sequence[Statement], weights: Sequence[Fraction]) -> JointResult:
    of_rows = iter(weights)
    own = [(statement, tuple(islice(of_rows, len(statement.rows)))) for statement in statements]
    kept = [(statement, shares) for statement, shares in own if any(shares)]
    return JointResult(IMPOSSIBLE, tuple(one for one, _ in kept), tuple(share for _, shares in kept for share in shares))


@dataclass(frozen=True)
class _Scaled:
    """A row over values that run from -1 to 1, divided by its largest coefficient."""

    coefficients: Mapping[str, float]
    low: float
    high: float
    scale: Fraction
    bounds: Mapping[str, tuple[float, float]]

    @staticmethod
    def of(row: Row, intervals: Mapping[str, Interval]) -> _Scaled:
        constant = row.linear.constant
        widths: dict[str, Fraction] = {}
        bounds: dict[str, tuple[float, float]] = {}
        for name, factor in row.linear.coefficients.items():
            low, high = intervals[name].low, intervals[name].high
            if low is None or high is None:
                origin = low if low is not None else high if high is not None else Fraction(0)
                constant += factor * origin
                widths[name] = factor
                bounds[name] = (
                    -highspy.kHighsInf if low is None else 0.0,
                    highspy.kHighsInf if high is None else 0.0,
                )
            elif low == high:
                constant += factor * low
            else:
                constant += factor * (low + high) / 2
                widths[name] = factor * (high - low) / 2
                bounds[name] = (-1.0, 1.0)
        scale = max(map(abs, widths.values()), default=Fraction(1))
        return _Scaled(
            coefficients={name: float(width / scale) for name, width in widths.items()},
            low=-highspy.kHighsInf if row.low is None else float((row.low - constant) / scale),
            high=highspy.kHighsInf if row.high is None else float((row.high - constant) / scale),
            scale=scale,
            bounds=bounds,
        )


class _QuietSolver(highspy.Highs):
    """HiGHS without its banner, which its constructor writes before it can be silenced."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def enableCallbacks(self) -> None:  # noqa: N802
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _solve(rows: Sequence[_Scaled]) -> tuple[float, list[float]]:
    """The least sum of violations of all rows, and the weight of each row in it.

    Asking for the least violation instead of a yes or no always has a solution, and its dual
    values are the weights of the proof.
    """
    bounds = {name: ends for row in rows for name, ends in row.bounds.items()}
    column = {name: position for position, name in enumerate(bounds)}
    starts, columns, values = [0], [], []
    slacks = len(column)
    for row in rows:
        for name, value in row.coefficients.items():
            columns.append(column[name])
            values.append(value)
        columns += [slacks, slacks + 1]
        values += [1.0, -1.0]
        slacks += 2
        starts.append(len(columns))
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = slacks, len(rows)
    programme.col_cost_ = np.array([0.0] * len(column) + [1.0] * (2 * len(rows)))
    programme.col_lower_ = np.array([low for low, _ in bounds.values()] + [0.0] * (2 * len(rows)))
    programme.col_upper_ = np.array(
        [high for _, high in bounds.values()] + [highspy.kHighsInf] * (2 * len(rows))
    )
    programme.row_lower_ = np.array([row.low for row in rows])
    programme.row_upper_ = np.array([row.high for row in rows])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.array(starts)
    programme.a_matrix_.index_ = np.array(columns)
    programme.a_matrix_.value_ = np.array(values)
    solver = _QuietSolver()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("primal_feasibility_tolerance", 1e-9)
    solver.setOptionValue("dual_feasibility_tolerance", 1e-9)
    solver.passModel(programme)
    solver.run()
    duals = [float(dual) for dual in solver.getSolution().row_dual]
    return float(solver.getInfo().objective_function_value), duals
