"""The claims of the annexes as they come about: cells, judgements, rows of the frame `claims`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from .. import frames
from ..amounts import (
    FEN_PER_UNIT,
    Interval,
    Linear,
    Printed,
    decimal,
    ends,
    ratio_range,
)
from ..errors import CellError
from ..verdicts import (
    DIFFERS,
    EQUAL,
    ROUNDING,
    UNCHECKED,
    UNDEFINED,
    Judgement,
    judge,
)
from ..facts.fact import Operand, intervals, values
from .exactness import POINTS, read_number

_WAN = FEN_PER_UNIT["万元"]
_BLANK = ("-", "—", "--", "——", "－", "/")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MANY = "sum of the parts"
"""In place of a formula with more operands than there are letters."""


@dataclass(frozen=True)
class Place:
    """Where a number stands: its page, and its characters in a block of prose where it has one."""

    page: int | None = None
    block: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Cell:
    """A number or word that an annex or its prose prints, with what it is about."""

    claim_id: str
    section: str
    subject: str
    printed: str
    unit: str
    quote: str
    place: Place
    number: Printed | None = None
    lacks_unit: bool = False
    """Money in a table that does not print its unit."""
    passage: str = ""
    """Of a number of the prose: its passage, and where in it the number ends."""
    end: int = 0

    @property
    def is_money(self) -> bool:
        return self.unit in FEN_PER_UNIT

    @property
    def operand(self) -> Operand:
        """The number as an operand; money in 万元."""
        assert self.number is not None
        number = self.number.scaled(FEN_PER_UNIT[self.unit] / _WAN) if self.is_money else self.number
        return Operand(self.claim_id, number.value, number.interval)


def parse(printed: str, unit: str | None, kind: str = "") -> tuple[str, str, Printed | None]:
    """A printed number without its unit, the unit, and the number; None where it is no number."""
    text = printed.strip()
    for ending in ("%", "％", *FEN_PER_UNIT, POINTS):
        if text.endswith(ending):
            text, unit = text.removesuffix(ending).strip(), "%" if ending in "%％" else ending
            break
    unit = unit or ""
    try:
        return text, unit, read_number(text, unit, kind)
    except CellError:
        return printed.strip(), unit, None


def is_blank(printed: object) -> bool:
    """True for a cell without text, and for the marks that stand for an empty cell."""
    return printed is None or printed is pd.NA or str(printed).strip() in ("", "nan", *_BLANK)


def text_of(value: Any) -> str:
    """A cell of a frame as text, empty where it is missing."""
    return "" if value is None or pd.isna(value) else str(value)


class Ledger:
    """Cells in the order in which they were read, and what has been found about each."""

    def __init__(self, document_id: str, fiscal_year: int | None) -> None:
        self.document_id = document_id
        self.fiscal_year = fiscal_year
        self._cells: dict[str, Cell] = {}
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._notices: list[dict[str, Any]] = []
        self._remarks: dict[str, str] = {}
        self._ends: dict[tuple[str, int], Cell] = {}

    def add(self, cell: Cell) -> Cell:
        """Take in a cell; one that nothing is stated about will be a datum."""
        assert cell.claim_id not in self._cells, cell.claim_id
        self._cells[cell.claim_id] = cell
        self._rows[cell.claim_id] = []
        if cell.passage:
            self._ends[cell.passage, cell.end] = cell
        return cell

    def at(self, passage: str, end: int) -> Cell | None:
        """The number of the prose that ends at this place."""
        return self._ends.get((passage, end))

    def remark(self, cell: Cell, note: str) -> None:
        """Why a cell is a datum; counts only if nothing is stated about it."""
        self._remarks[cell.claim_id] = note

    def is_judged(self, cell: Cell) -> bool:
        return bool(self._rows[cell.claim_id])

    def is_settled(self, cell: Cell) -> bool:
        """True where something is stated about a cell that is not left unchecked."""
        return any(row["verdict"] != UNCHECKED for row in self._rows[cell.claim_id])

    def forget(self, cell: Cell) -> None:
        """Drop what is stated about a cell: a better statement replaces it."""
        self._rows[cell.claim_id].clear()

    def state(
        self,
        cell: Cell,
        kind: str,
        judgement: Judgement,
        formula: str = "",
        operands: Sequence[str] = (),
        note: str = "",
        unit: str = "",
        reading: str = "",
    ) -> None:
        """One statement about a cell with its verdict; `unit` is that of its range, for words."""
        judgement = self._without_unit(cell, judgement, operands)
        before = self._rows[cell.claim_id]
        claim_id = cell.claim_id if not before else f"{cell.claim_id}.{kind}"
        used = {row["claim_id"] for row in before}
        count = 2
        while claim_id in used:
            claim_id, count = f"{cell.claim_id}.{kind}{count}", count + 1
        reasons = "; ".join(part for part in (judgement.note, note) if part)
        row = self._row(cell, claim_id, kind) | {
            "formula": formula or None,
            "operands": json.dumps(list(dict.fromkeys(operands))) if operands else None,
            "low": _end(judgement.range.low) if judgement.range else None,
            "high": _end(judgement.range.high) if judgement.range else None,
            "unit": unit or cell.unit or None,
            "verdict": judgement.verdict,
            "reading": reading or None,
            "note": reasons or None,
        }
        before.append(row)
        if judgement.is_touch:
            self._notices.append(self._touch(row))

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The frames `claims` and `notices`; the claims in the order of the pages."""
        rows = []
        for claim_id, cell in self._cells.items():
            datum = self._row(cell, claim_id, "datum") | {"note": self._remarks.get(claim_id)}
            rows.extend(self._rows[claim_id] or [datum])
        last = max((row["page"] or 0 for row in rows), default=0)
        rows.sort(key=lambda row: row["page"] or last)
        return frames.build("claims", rows), frames.build("notices", self._notices)

    def _without_unit(
        self, cell: Cell, judgement: Judgement, operands: Sequence[str]
    ) -> Judgement:
        """Money without a unit can be compared within its table only."""
        others = [self._cells.get(name) for name in operands]
        lacking = {cell.lacks_unit} if cell.is_money or cell.lacks_unit else set()
        lacking |= {
            other is not None and other.lacks_unit
            for other in others
            if other is None or other.is_money or other.lacks_unit
        }
        if judgement.verdict != DIFFERS or len(lacking) < 2:
            return judgement
        return Judgement(UNCHECKED, judgement.range, "the table does not print its unit of money")

    def _row(self, cell: Cell, claim_id: str, kind: str) -> dict[str, Any]:
        place = cell.place
        return {
            "document_id": self.document_id,
            "claim_id": claim_id,
            "block": place.block,
            "section": cell.section,
            "page": place.page,
            "quote": cell.quote,
            "start": place.start,
            "end": place.end,
            "subject": cell.subject,
            "kind": kind,
            "period": None if self.fiscal_year is None else str(self.fiscal_year),
            "printed": cell.printed,
            "unit": cell.unit or None,
        }

    def _touch(self, row: dict[str, Any]) -> dict[str, Any]:
        message = (
            f"printed {row['printed']}{row['unit'] or ''} and the recomputed interval "
            f"[{row['low']}, {row['high']}] meet in a single point"
        )
        return {
            "document_id": self.document_id,
            "page": row["page"],
            "place": row["claim_id"],
            "kind": "touch",
            "quote": row["quote"],
            "message": message,
        }


def judge_linear(cell: Cell, linear: Linear, operands: Sequence[Operand]) -> Judgement:
    """A printed number against a sum or difference of others (money in 万元)."""
    assert cell.number is not None
    factor = _WAN / FEN_PER_UNIT[cell.unit] if cell.is_money else Fraction(1)
    value = linear.at(values(operands)) * factor
    return judge(cell.number, value, linear.range(intervals(operands)).scaled(factor))


def judge_same(cell: Cell, other: Operand) -> Judgement:
    return judge_linear(cell, other.linear, [other])


def judge_sum(cell: Cell, parts: Sequence[Operand]) -> Judgement:
    return judge_linear(cell, Linear.total(part.linear for part in parts), parts)


def judge_ratio(cell: Cell, part: Operand, whole: Operand) -> Judgement:
    """A printed percentage against 100 * part / whole; 0.97 for 97 % is not sure to be wrong."""
    assert cell.number is not None
    computed = ratio_range(part.linear * 100, whole.linear, intervals((part, whole)))
    if computed is None:
        return Judgement(UNDEFINED, note="the base may be zero")
    found = judge(cell.number, 100 * part.value / whole.value, computed)
    as_fraction = cell.number.scaled(100)
    is_bare = not cell.quote.endswith(("%", "％")) and 0 < cell.number.value <= 1
    if found.verdict == DIFFERS and is_bare and as_fraction.interval.meets(computed):
        note = "printed without a per cent sign: it may be a fraction of one"
        return Judgement(UNCHECKED, computed, note)
    return found


def judge_at_most(parts: Sequence[Operand], whole: Operand) -> Judgement:
    """The parts together are not more than the whole; the range is parts less whole."""
    gap = Linear.total(part.linear for part in parts) - whole.linear
    operands = [*parts, whole]
    computed = gap.range(intervals(operands))
    low, _ = ends(computed)
    verdict = EQUAL if gap.at(values(operands)) <= 0 else ROUNDING if low <= 0 else DIFFERS
    return Judgement(verdict, computed)


def mildest(judgements: Sequence[Judgement]) -> int:
    """Which of several readings counts: the first that holds, else the first of all."""
    for verdict in (EQUAL, ROUNDING):
        for index, judgement in enumerate(judgements):
            if judgement.verdict == verdict:
                return index
    return 0


def exact(value: int | Fraction) -> Interval:
    return Interval(Fraction(value), Fraction(value))


def sum_formula(count: int, first: int = 0) -> str:
    """`a+b+c`, beginning with another letter where others stand before."""
    letters = _LETTERS[first : first + count]
    return "+".join(letters) if len(letters) == count else _MANY


def ratio_formula(parts: Sequence[Operand], wholes: Sequence[Operand]) -> str:
    """`100*a/b`, with a sum in brackets for more than one operand."""
    if [one.id for one in parts] == [one.id for one in wholes]:
        return "100*a/a"
    above, below = sum_formula(len(parts)), sum_formula(len(wholes), len(parts))
    above = above if len(parts) == 1 else f"({above})"
    return f"100*{above}/{below if len(wholes) == 1 else f'({below})'}"


def _end(value: Fraction | None) -> str | None:
    return None if value is None else decimal(value)
