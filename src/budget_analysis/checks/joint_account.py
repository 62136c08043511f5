"""The joint test of an account: forms and prose together, and the sets that cannot all be true."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from .. import frames
from ..amounts import Interval
from ..facts import Forms
from ..frames import as_rows, operand_names, text
from ..relations.evaluate import state_instances
from ..relations.instances import Instance
from ..relations.joint import FEASIBLE, IMPOSSIBLE, JointResult, Statement, joint_test
from ..relations.tree import Tree
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from .claim_rows import is_impossible_alone, state_claims

CONFLICT_COLUMNS = (
    "document_id", "conflict", "source", "statement", "kind", "page", "quote", "note",
)  # fmt: skip
MOST_CONFLICTS = 20
"""After so many sets the reader has seen that the account does not hold together."""

# From what is told once and derived from others to what much else rests on: the first of these in
# a set is taken away before the search goes on.
_DERIVED_FIRST = (
    "growth", "share", "completion", "shares_sum", "implied_prior", "nesting", "direction",
    "sum", "change", "amount",
)  # fmt: skip

_COMPUTED = ("growth", "share", "completion", "shares_sum", "sum")
"""Kinds of claims that are computed from other numbers."""

_COMPUTED_FROM_PRINT = (
    "more is impossible if rates and sums that follow from the printed numbers were computed "
    "from unrounded ones"
)


@dataclass(frozen=True)
class Joint:
    """What the whole of an account says, as the frame `joint` of its document tells it.

    Raises:
        ValueError: the frame is empty.
    """

    frame: pd.DataFrame

    def __post_init__(self) -> None:
        if self.frame.empty:
            raise ValueError("the frame joint is empty; it has a row for the result")

    @property
    def verdict(self) -> str:
        """`feasible`, `impossible` or `unchecked`."""
        return str(self._result["verdict"])

    @property
    def statements(self) -> int:
        """How many took part."""
        return int(self._result["statements"])

    @property
    def note(self) -> str:
        """What was not decided."""
        return text(self._result["note"])

    @property
    def conflicts(self) -> pd.DataFrame:
        """Columns `CONFLICT_COLUMNS`: the statements of each minimal set that cannot be true.

        `conflict` numbers the sets, `source` is `identity` or `claim`, `statement` its identifier.
        """
        return self._part("conflict")[list(CONFLICT_COLUMNS)]

    @property
    def left_out(self) -> pd.DataFrame:
        """Columns `claim_id, kind, reason`: the claims that took no part."""
        told = self._part("left_out")[["statement", "kind", "note"]]
        return told.set_axis(["claim_id", "kind", "reason"], axis=1)

    @property
    def _result(self) -> pd.Series[Any]:
        return self._part("result").iloc[0]

    def _part(self, name: str) -> pd.DataFrame:
        return self.frame[self.frame["part"] == name].reset_index(drop=True)


def examine(
    index: Forms,
    instances: Iterable[Instance],
    claims: pd.DataFrame,
    trees: Mapping[str, Tree],
) -> Joint:
    """Ask whether some true values satisfy all identities and all claims of one account.

    Each minimal set found is reported; then its most derived statement is set aside and the
    search goes on, until what is left is feasible. Two sets may share a statement, but never the
    one that was set aside.

    A rate or sum that follows from the numbers as printed may have been computed from
    them, and then says nothing more about the true values. What is impossible only because such
    claims are read as rates and sums of true values is told in `note`, not as a conflict.

    Args:
        instances: of the identities of these forms.
        claims: the frame of that name, of the same document.
        trees: what the claims say, by their identifiers.
    """
    identities, intervals = state_instances(index, instances)
    told = state_claims(claims, intervals, trees)
    statements = [*identities, *told.statements]
    known = {str(claim["claim_id"]): claim for claim in as_rows(claims)}
    scaled: dict[int, Any] = {}
    alone = {one.name for one in statements if is_impossible_alone(one, told.intervals)}

    def test(listed: Sequence[Statement]) -> JointResult:
        return joint_test(listed, told.intervals, scaled)

    sets, verdict, note = find_conflicts(statements, alone, test, known)
    if verdict == IMPOSSIBLE:
        printed = AsPrinted(claims, told.intervals)
        firm = [one for one in statements if not printed.explains(one)]
        strictly = len(sets)
        sets, verdict, note = find_conflicts(firm, alone, test, known)
        if len(sets) < strictly:
            note = "; ".join(filter(None, (note, _COMPUTED_FROM_PRINT)))
    count = len(statements)
    rows: list[dict[str, Any]] = [
        {"part": "result", "verdict": verdict, "statements": count, "note": note or None}
    ]
    rows += [
        _row(number, statement, known, one.note)
        for number, one in enumerate(sets, start=1)
        for statement in one.statements
    ]
    rows += [
        {"part": "left_out", "source": "claim", "statement": name, "kind": known[name]["kind"],
         "note": reason}
        for name, reason in told.left_out.items()
    ]  # fmt: skip
    return Joint(frames.build("joint", [{"document_id": index.document_id, **row} for row in rows]))


def find_conflicts(
    statements: Sequence[Statement],
    alone: Set[str],
    test: Callable[[Sequence[Statement]], JointResult],
    claims: Mapping[str, Mapping[Any, Any]],
) -> tuple[list[JointResult], str, str]:
    """All minimal sets, the verdict, and a note on what was not decided; `alone` names the statements that are a set by themselves."""
    sets = [JointResult(IMPOSSIBLE, (one,)) for one in statements if one.name in alone]
    rest = [one for one in statements if one.name not in alone]
    while len(sets) < MOST_CONFLICTS:
        result = test(rest)
        if result.verdict == FEASIBLE:
            return sets, IMPOSSIBLE if sets else FEASIBLE, ""
        if result.verdict == UNCHECKED:
            return sets, IMPOSSIBLE if sets else UNCHECKED, result.note
        sets.append(result)
        order = {one.name: place for place, one in enumerate(rest)}
        weakest = min(result.statements, key=lambda one: _strength(one, claims, order))
        del rest[order[weakest.name]]
    return sets, IMPOSSIBLE, f"more than {MOST_CONFLICTS} sets: the search was ended"


def _strength(
    statement: Statement, claims: Mapping[str, Mapping[Any, Any]], order: Mapping[str, int]
) -> tuple[int, int, int]:
    """Low for what is set aside first: what differs by itself, derived claims, later claims."""
    claim = claims.get(statement.name)
    place = -order[statement.name]
    if claim is None:
        return 1, 0, place
    kind = str(claim["kind"])
    rank = _DERIVED_FIRST.index(kind) if kind in _DERIVED_FIRST else len(_DERIVED_FIRST)
    return 0, -1 if claim["verdict"] == DIFFERS else rank, place


def _row(
    number: int, statement: Statement, claims: Mapping[str, Mapping[Any, Any]], note: str
) -> dict[str, Any]:
    claim = claims.get(statement.name)
    told = {} if claim is None else {"kind": claim["kind"], "page": claim["page"]}
    return {
        "part": "conflict",
        "conflict": number,
        "source": "identity" if claim is None else "claim",
        "statement": statement.name,
        "quote": statement.quote,
        "note": note or None,
        **told,
    }


class AsPrinted:
    """Every number of a document at its printed value, and the amounts that the prose tells.

    An office that divides 0.51 by 0.75 tells 68.00 %, though 0.5141 of 0.7500 is 68.55 %. Such a rate
    holds for what is printed, and says nothing more about the unrounded amounts.

    Args:
        claims: the frame of one document.
        intervals: of figures and claims; a printed number stands in the middle of its own.
    """

    def __init__(self, claims: pd.DataFrame, intervals: Mapping[str, Interval]) -> None:
        self._values = {
            name: (interval.low + interval.high) / 2
            for name, interval in intervals.items()
            if interval.low is not None and interval.high is not None
        }
        self._claims = {str(claim["claim_id"]): claim for claim in as_rows(claims)}
        self._told: dict[str, list[tuple[object, str]]] = {}
        for name, claim in self._claims.items():
            if claim["kind"] == "amount" and claim["verdict"] in (EQUAL, ROUNDING):
                for figure in operand_names(claim):
                    self._told.setdefault(figure, []).append((claim["block"], name))

    def explains(self, statement: Statement) -> bool:
        """True for a computed claim that the printed numbers satisfy.

        Where they do not, each figure is taken as the prose tells it, in the same paragraph if
        it does: forms in 元 print more digits than a sentence in 万元.
        """
        claim = self._claims.get(statement.name)
        if claim is None or claim["kind"] not in _COMPUTED:
            return False
        if claim["verdict"] == EQUAL:
            return True
        return claim["verdict"] == ROUNDING and (
            self._holds(statement, self._values)
            or self._holds(statement, {**self._values, **self._as_told(claim)})
        )

    def _as_told(self, claim: Mapping[Any, Any]) -> dict[str, Fraction]:
        found = {}
        for figure in operand_names(claim):
            told = self._told.get(figure, [])
            same = [name for block, name in told if block == claim["block"] is not None]
            for name in [*(name for _, name in told), *same]:
                if name in self._values:
                    found[figure] = self._values[name]
        return found

    def _holds(self, statement: Statement, values: Mapping[str, Fraction]) -> bool:
        sums = [(row.linear, row.within) for row in statement.rows]
        is_known = all(values.keys() >= linear.coefficients.keys() for linear, _ in sums)
        return is_known and all(within.contains(linear.at(values)) for linear, within in sums)
