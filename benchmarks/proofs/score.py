"""What the kit says of a slip: found or not, where, how many findings, and whom it wrongly accuses.

A statement speaks of the slip where its place or one of its operands was changed: both follow from
the frames before and after, never from the oracle.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from budget_analysis import Account, reconcile
from budget_analysis.account import account_of

from .changes import Slip, apply
from .oracle import Proof
from .slots import folded, is_number
from .targets import Target

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Said:
    """An account and what the kit says of it."""

    account: Account
    ledger: Any
    """What `reconcile` gives."""
    claims: tuple[Row, ...]
    checks: Mapping[tuple[str, str], Row]

    @staticmethod
    def of(target: Target, slip: Slip | None = None) -> Said:
        reading = apply(target.reading, slip) if slip else target.reading
        account = account_of(target.source, reading)
        ledger = reconcile(account)
        claims = []
        for row in _rows(ledger.claims):
            row["operands"] = json.loads(row["operands"]) if row["operands"] else []
            claims.append(row)
        checks = {(row["identity"], row["instance"]): row for row in _rows(ledger.checks)}
        return Said(account, ledger, tuple(claims), checks)

    @property
    def findings(self) -> list[Row] | None:
        """None where the kit has no frame of findings."""
        frame = getattr(self.ledger, "findings", None)
        return None if frame is None else list(_rows(frame))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    bare = frame.astype(object).where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in bare.to_dict("records")]


@dataclass
class Outcome:
    """One slip on one document: what the oracle proves and what the kit says."""

    target: str
    slip: Slip
    proof: Proof
    around: str = ""
    said: list[str] = field(default_factory=list)
    """New `differs` that speak of the slip."""
    doubts: list[str] = field(default_factory=list)
    """New `unchecked`, suspect readings, problems and notices at the changed place."""
    accused: list[str] = field(default_factory=list)
    """New `differs` that speak of nothing that was changed."""
    findings: list[Row] | None = None
    is_named: bool = False
    """The changed place is the place of the first finding itself."""
    is_first: bool = False
    """The changed place is the place of the first finding, or in the tie where none is smaller."""
    cause: str = ""
    """What the first finding says of the cause."""
    crash: str = ""

    @property
    def is_found(self) -> bool:
        return bool(self.said) or any(row.get("ground") == "print" for row in self.findings or ())

    @property
    def is_silent(self) -> bool:
        return not self.is_found and not self.doubts and not self.crash

    @property
    def alarms(self) -> list[str]:
        """What accuses somebody where nothing is proved; another last digit in text and form is a print."""
        told = [f"finding {row.get('sentence_zh')}" for row in self.findings or () if row.get("ground") == "impossible"]
        return [*self.said, *self.accused, *told]


def judge(target: Target, base: Said, slip: Slip, proof: Proof) -> Outcome:
    outcome = Outcome(target.name, slip, proof, around(target.reading, slip))
    try:
        said = Said.of(target, slip)
    except Exception as error:  # a crash on one slip must not end the measurement
        outcome.crash = f"{type(error).__name__}: {error}"
        return outcome
    figures = _touched_figures(base, said)
    places = _touched_text(base, said)
    names = {str(row["claim_id"]) for row in said.claims if _is_at(row, places)}
    moved = figures | names
    speaking = {str(row["claim_id"]) for row in said.claims if moved & set(row["operands"])} | names
    known = Counter(_shape(row) for row in base.claims)
    # a statement that differed before the change differs still, with another number: nobody is accused anew
    before = {_spot(row) for row in base.claims if row["verdict"] == "differs"} if not proof else set()
    for row in said.claims:
        known[_shape(row)] -= 1
        if known[_shape(row)] >= 0:
            continue
        is_here = str(row["claim_id"]) in speaking or bool(speaking & set(row["operands"]))
        is_here |= not is_number(slip.new) and folded(slip.new) in folded(f"{row['quote']} {row['note']}")
        told = f"{row['kind']} “{row['quote']}” [{row['low']}, {row['high']}] {row['note'] or ''}".strip()
        if row["verdict"] == "differs" and _spot(row) not in before:
            (outcome.said if is_here else outcome.accused).append(told)
        elif is_here and (row["verdict"] == "unchecked" or row["reading"] == "suspect"):
            outcome.doubts.append(f"{row['verdict']} {told}")
    _judge_checks(outcome, base, said, speaking)
    _doubt(outcome, base, said, figures)
    _judge_findings(outcome, base, said, figures | _touched_heads(base, said), places)
    return outcome


def _spot(row: Row) -> tuple[object, ...]:
    return row["kind"], row["block"], row["start"]


def _judge_checks(outcome: Outcome, base: Said, said: Said, speaking: set[str]) -> None:
    for key, row in said.checks.items():
        before = base.checks.get(key)
        if before is not None and before["verdict"] == row["verdict"]:
            continue
        told = f"{key[0]} {key[1]}: {row['left']} = {row['right']} {row['note'] or ''}".strip()
        is_here = before is None or key[1] in speaking or any(before[side] != row[side] for side in ("left", "right"))
        if row["verdict"] == "differs":
            (outcome.said if is_here else outcome.accused).append(told)
        elif row["verdict"] == "unchecked" and is_here:
            outcome.doubts.append(f"unchecked {told}")


def _doubt(outcome: Outcome, base: Said, said: Said, figures: set[str]) -> None:
    cells = said.account.figures
    for name in cells.loc[cells["state"] == "unreadable", "figure_id"]:
        if name in figures:
            outcome.doubts.append(f"unreadable {name}")
    for what in ("problems", "notices"):
        before = Counter(map(_words, _rows(_frame(base, what))))
        after = Counter(map(_words, _rows(_frame(said, what))))
        outcome.doubts += [f"{what}: {' '.join(new)}" for new in (after - before)]


def _frame(said: Said, name: str) -> pd.DataFrame:
    return said.account.problems if name == "problems" else said.ledger.notices


def _words(row: Row) -> tuple[str, ...]:
    """Without numbers: those of blocks and pages differ where a block begins elsewhere."""
    return tuple(re.sub(r"\d+", "#", str(row.get(name) or "")) for name in ("kind", "place", "message"))


def _touched_figures(base: Said, said: Said) -> set[str]:
    """Identifiers of the cells whose print or label is another one."""
    columns = ["figure_id", "printed", "label"]
    before = {row["figure_id"]: row for row in _rows(base.account.figures[columns])}
    after = {row["figure_id"]: row for row in _rows(said.account.figures[columns])}
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


Span = tuple[int, int]


def _touched_heads(base: Said, said: Said) -> set[str]:
    """What is another above the tables of forms, named as figures are: without a row."""
    columns = ["form", "title", "department", "unit"]
    before = {row["form"]: row for row in _rows(base.account.forms[columns])}
    after = {row["form"]: row for row in _rows(said.account.forms[columns])}
    return {
        f"{form}//{head}"
        for form, row in after.items()
        for head in columns[1:]
        if row[head] != before.get(form, {}).get(head)
    }


def _touched_text(base: Said, said: Said) -> dict[int, Span]:
    """Block to the characters that are others, for the prose that has as many blocks as before."""
    before = {row["block"]: str(row["text"]) for row in _rows(base.account.blocks[["block", "text"]])}
    touched = {}
    for row in _rows(said.account.blocks[["block", "text"]]):
        old, new = before.get(row["block"], ""), str(row["text"])
        if old != new:
            start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
            same = next(
                (n for n, (a, b) in enumerate(zip(reversed(old[start:]), reversed(new[start:]), strict=False)) if a != b),
                min(len(old), len(new)) - start,
            )
            touched[int(row["block"])] = (start, max(start + 1, len(new) - same))
    return touched


def _is_at(row: Row, places: Mapping[int, Span]) -> bool:
    if row["block"] is None or int(row["block"]) not in places:
        return False
    start, end = places[int(row["block"])]
    return row["start"] is None or int(row["start"]) < end + 1 and start - 1 < int(row["end"])


def _shape(row: Row) -> tuple[Any, ...]:
    """What a claim says, however its numbers are written."""
    return tuple(folded(str(row[name])).replace(",", "") for name in ("section", "kind", "printed", "quote", "low", "high", "verdict", "reading"))


def around(reading: Any, slip: Slip) -> str:
    """The printed text at the place, for whoever looks the slip up."""
    place = slip.place
    if place.cell >= 0:
        grid = reading.grids[place.item]
        cell = grid.cells[place.cell]
        row = " | ".join(one.text.replace("\n", "") for one in grid.cells if one.row == cell.row)
        return f"p{grid.page} row {row}"
    line = reading.lines[place.item]
    before = reading.lines[place.item - 1].text if place.item else ""
    return f"p{line.page} {before[-30:]}⏎{line.text}"


# Findings, where the kit has them


def _judge_findings(
    outcome: Outcome, base: Said, said: Said, figures: set[str], places: Mapping[int, Span]
) -> None:
    if said.findings is None:
        return
    known = {row["finding_id"] for row in base.findings or ()}
    outcome.findings = [row for row in said.findings if row["finding_id"] not in known]
    if outcome.findings:
        first = outcome.findings[0]
        outcome.is_named = speaks_of(str(first.get("places") or ""), figures, places)
        is_tied = len(outcome.proof.mends) != 1
        others = str(first.get("alternatives") or "")
        outcome.is_first = outcome.is_named or is_tied and speaks_of(others, figures, places)
        outcome.cause = str(first.get("cause") or "")


def speaks_of(text: str, figures: set[str], places: Mapping[int, Span]) -> bool:
    """One of the places of a finding (JSON) is a changed cell or meets the changed characters."""
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return False
    keys = {tuple(name.split("/")[-3:]) for name in figures}
    for place in found if isinstance(found, list) else [found]:
        places_in = place.get("places", [place]) if isinstance(place, dict) else []
        for one in places_in:
            if (one.get("form"), one.get("row", ""), one.get("measure")) in keys:
                return True
            block = one.get("block")
            if block is not None and int(block) in places:
                start, end = places[int(block)]
                own = one.get("start"), one.get("end")
                if None in own or own[0] <= end and start <= own[1]:
                    return True
    return False
