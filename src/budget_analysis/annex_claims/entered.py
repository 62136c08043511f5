"""The claims of the annexes as they come about: cells, judgements, rows of the frame `claims`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from .. import frames, terms
from ..amounts import FEN_PER_UNIT, Interval, Printed
from ..annexes.fragments import DASHES
from ..claims.results import Result, notice_of, result_columns
from ..errors import CellError
from ..facts import Fact, read_number
from ..facts.numbers import PERCENT, POINTS, is_money
from ..frames import text
from ..identifiers import Identifiers
from ..relations.judging import agrees_in_other_unit, judge
from ..relations.tree import Named, Tree, add, facts_of
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement


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

    section: str
    subject: str
    printed: str
    unit: str
    quote: str
    place: Place
    number: Printed | None = None
    """In the common unit: money in fen."""
    sign: str = ""
    """Of a target or an actual value that is printed as a bound: one of = <= < >= >."""
    lacks_unit: bool = False
    """Money in a table that does not print its unit: it counts as 万元 within its table."""
    is_told: bool = False
    """A number of the prose."""
    claim_id: str = ""
    """Given by the ledger."""

    @property
    def fact(self) -> Fact:
        unit = "万元" if self.lacks_unit else self.unit
        return Fact(self.claim_id, self.number, unit, self.printed)

    @property
    def known(self) -> Printed:
        return self.fact.known

    @property
    def word(self) -> str:
        """What is printed in place of a number, folded."""
        return terms.fold(self.printed + self.unit) if self.number is None else ""


def facts(cells: Sequence[Cell]) -> tuple[Fact, ...]:
    return tuple(cell.fact for cell in cells)


def together(cells: Sequence[Cell]) -> Tree:
    """What these print together."""
    return add(facts(cells))


def parse(printed: str, unit: str, kind: str = "") -> tuple[str, str, Printed | None]:
    """A printed number without its unit, the unit, and the number; None where it is no number."""
    bare = printed.strip()
    if ending := next(filter(bare.endswith, ("%", "％", *FEN_PER_UNIT, POINTS)), ""):
        bare, unit = bare.removesuffix(ending).strip(), "%" if ending == "％" else ending
    try:
        return bare, unit, read_number(bare, unit, kind)
    except CellError:
        return printed.strip(), unit, None


def is_blank(printed: object) -> bool:
    """True for a cell without text, and for the marks that stand for an empty cell."""
    return terms.fold(text(printed)) in ("", *DASHES)


class Ledger:
    """Cells in the order in which they were read, and what has been found about each."""

    def __init__(self, document_id: str, fiscal_year: int | None) -> None:
        self.document_id = document_id
        self.fiscal_year = fiscal_year
        self.trees: dict[str, Tree] = {}
        """By identifier of a claim, for the joint test."""
        self._identifiers = Identifiers("a")
        self._cells: dict[str, Cell] = {}
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        """What is stated about each cell."""
        self._remarks: dict[str, str] = {}
        """Why a cell is a datum if nothing is."""
        self._notices: list[dict[str, Any]] = []

    def add(self, cell: Cell) -> Cell:
        """Take in a cell and name it; one that nothing is stated about will be a datum."""
        cell = self.named(cell)
        self._cells[cell.claim_id] = cell
        return cell

    def named(self, cell: Cell) -> Cell:
        """The cell with its identifier, which it gets once."""
        if cell.claim_id:
            return cell
        quantity = cell.subject.split("/")
        return replace(cell, claim_id=self._identifiers.give(quantity, cell.section, cell.printed))

    def remark(self, cell: Cell, note: str) -> None:
        """Why a cell is a datum; counts only if nothing is stated about it."""
        self._remarks[cell.claim_id] = note

    def verdicts(self, cell: Cell) -> set[str]:
        """Of all that is stated about a cell."""
        return {row["verdict"] for row in self._rows[cell.claim_id]}

    def forget(self, cell: Cell) -> None:
        """Drop what is stated about a cell: a better statement replaces it."""
        for row in self._rows.pop(cell.claim_id, ()):
            self.trees.pop(row["claim_id"], None)

    def state(self, cell: Cell, kind: str, *ways: Tree, note: str = "", doubt: str = "", unit: str = "") -> None:
        """One statement about a cell, judged by a tree.

        Args:
            ways: what the statement may mean, as printed in several places; the first that holds
                counts, else the first of all.
            doubt: why a difference proves nothing.
            unit: of the range, for words.
        """
        own = cell.fact if cell.number is not None else None
        if own is None and cell.is_told:
            self.say(cell, kind, UNCHECKED, note="it is told in words")
            return
        judged = [(way, self._weighed(cell, kind, way, judge(way, own))) for way in ways]
        tree, judgement = min(judged, key=lambda one: (not one[1].holds, one[1].verdict != EQUAL))
        if judgement.verdict == DIFFERS and (why := doubt or agrees_in_other_unit(tree, own)):
            judgement = Judgement(UNCHECKED, judgement.range, why)
        reasons = "; ".join(filter(None, (judgement.note, note)))
        self.enter(cell, kind, Result(replace(judgement, note=reasons), tree), unit)

    def say(
        self, cell: Cell, kind: str, verdict: str, phrase: str = "", operands: Sequence[Cell] = (), note: str = "",
        *, range: Interval | None = None, unit: str = "",
    ) -> None:  # fmt: skip
        """A statement in words; it may have a `range`, in a `unit`."""
        tree = Named(phrase, None, facts(operands)) if phrase else None
        self.enter(cell, kind, Result(Judgement(verdict, range, note), tree), unit)

    def enter(self, cell: Cell, kind: str, result: Result, unit: str = "") -> None:
        """A statement that has been judged; `unit` is that of its range, for words."""
        before = self._rows[cell.claim_id]
        base = f"{cell.claim_id}.{kind}" if before else cell.claim_id
        names = (base, *(f"{base}{count}" for count in range(2, len(before) + 2)))
        claim_id = next(name for name in names if name not in {row["claim_id"] for row in before})
        row = {
            **self._row(cell, claim_id, kind),
            **result_columns(result, cell.fact.unit, cell.number is not None),
            "unit": unit or cell.unit or None,
            "reading": result.reading or None,
        }
        before.append(row)
        if result.tree is not None:
            self.trees[claim_id] = result.tree
        if result.judgement is not None and result.judgement.is_touch:
            self._notices.append(notice_of(row, "touch", tree=result.tree))

    def frames(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The frames `claims` and `notices`; the claims in the order of the pages."""
        rows = []
        for claim_id, cell in self._cells.items():
            datum = self._row(cell, claim_id, "datum") | {"note": self._remarks.get(claim_id)}
            rows.extend(self._rows[claim_id] or [datum])
        last = max((row["page"] or 0 for row in rows), default=0)
        rows.sort(key=lambda row: row["page"] or last)
        return frames.build("claims", rows), frames.build("notices", self._notices)

    def _weighed(self, cell: Cell, kind: str, tree: Tree, judgement: Judgement) -> Judgement:
        """Money without a unit differs within its table only; 0.97 for 97 % is not sure to be wrong."""
        if judgement.verdict != DIFFERS:
            return judgement
        others = [self._cells.get(fact.id) for fact in facts_of(tree)]
        # a number of a form has its unit
        lacking = {one is not None and one.lacks_unit for one in (cell, *others) if one is None or one.lacks_unit or is_money(one.unit)}
        if len(lacking) > 1:
            return Judgement(UNCHECKED, judgement.range, "the table does not print its unit of money")
        is_bare = kind in ("completion", "share") and not cell.quote.endswith(PERCENT) and 0 < cell.known.value <= 1
        if is_bare and judge(tree, replace(cell.fact, number=cell.known.scaled(100))).verdict != DIFFERS:
            return Judgement(UNCHECKED, judgement.range, "printed without a per cent sign: it may be a fraction of one")
        return judgement

    def _row(self, cell: Cell, claim_id: str, kind: str) -> dict[str, Any]:
        return {
            "document_id": self.document_id,
            "claim_id": claim_id,
            "section": cell.section,
            **asdict(cell.place),
            "quote": cell.quote,
            "subject": cell.subject,
            "kind": kind,
            "period": None if self.fiscal_year is None else str(self.fiscal_year),
            "printed": cell.printed,
            "unit": cell.unit or None,
        }
