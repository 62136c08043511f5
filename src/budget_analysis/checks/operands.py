"""The operands of claims for a reader: what is printed and where, formulas with numbers in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import specs, terms
from ..frames import as_rows, operand_names, text
from ..identifiers import place_of
from ..relations.formulas import ALL_ZERO, THIS

_NAME = re.compile(r"[A-Za-z]\w*")
_LIMIT = re.compile(r"(?<![<>=!])(?:[<>]=?|=) t\b")
_SIGN = re.compile(r"[≥≤＞＜＝><=]=?\s*")
_BLANK = "blank"


@dataclass(frozen=True)
class Operand:
    """A printed number: its text with unit, and the form, row and column or the claim it is."""

    printed: str
    place: str


class Operands:
    """Every number of one document that a claim can name as an operand."""

    def __init__(self, forms: pd.DataFrame, figures: pd.DataFrame, claims: pd.DataFrame) -> None:
        self._units = {
            str(form["form"]): text(form["unit"]) for form in as_rows(forms)
        }
        self._figures: dict[str, Mapping[Any, Any]] = {}
        for row in as_rows(figures):
            name = str(row["figure_id"])
            self._figures[name] = self._figures[place_of(name, str(row["document_id"]))] = row
        self._claims = {str(row["claim_id"]): row for row in as_rows(claims)}

    def find(self, name: str) -> Operand:
        """The number with this identifier, of a figure also without the document's name in front.

        A row that its form does not print counts as zero, and so does a blank cell.
        """
        claim = self._claims.get(name)
        if claim is not None:
            return Operand(text(claim["printed"]) + text(claim["unit"]), name + _page(claim))
        figure = self._figures.get(name)
        if figure is None:
            return Operand(_BLANK, f"{name} (not printed)")
        form = str(figure["form"])
        row = " ".join(filter(None, (text(figure["code"]), text(figure["label"]))))
        column = terms.column(form, str(figure["measure"]))
        where = " ".join(
            filter(None, (specs.forms()[form].zh if form in specs.forms() else form, row, column))
        )
        printed = text(figure["printed"])
        amount = printed + self._units.get(form, "") if printed else _BLANK
        return Operand(amount, where + _page(figure))

    def listed(self, claim: Mapping[Any, Any]) -> list[Operand]:
        """The operands of a claim in the order of its formula."""
        return [self.find(name) for name in operand_names(claim)]

    def readable(self, claim: Mapping[Any, Any]) -> str:
        """One line per operand: what is printed, and where."""
        return "\n".join(f"{one.printed} · {one.place}" for one in self.listed(claim))

    def written(self, claim: Mapping[Any, Any]) -> str:
        """The formula of a claim with the printed numbers in the place of its letters.

        A growth rate told of several totals at once is written for the first.
        """
        printed = [one.printed for one in self.listed(claim)]
        if claim["kind"] == "growth":
            del printed[2:]
        this = text(claim["printed"]) + text(claim["unit"])
        return write_formula(text(claim["formula"]), printed, this)


def write_formula(formula: str, printed: Sequence[str], this: str) -> str:
    """A formula with numbers in the place of its letters, which stand in order for the operands."""
    if formula.startswith("=") or formula == ALL_ZERO:
        return "; ".join(printed) or formula
    letters = [name for name in dict.fromkeys(_NAME.findall(formula)) if name != THIS]
    if len(letters) != len(printed) or not letters:
        return f"{formula}: {'; '.join(printed)}" if printed else formula
    if _LIMIT.search(formula):  # the sign of a target is that of the formula; a bound in place of a value is quoted
        printed, this = [_SIGN.sub("", one) for one in printed], f"“{this}”" if _SIGN.match(this) else this
    values = {**dict(zip(letters, printed, strict=True)), THIS: this}
    return _NAME.sub(lambda match: values[match.group()], formula)


def equated(formula: str, operands: Sequence[str], this: str) -> str:
    """`this = a; this = b`, of a statement that is held against several prints; empty for any other formula.

    `= a; = b` beside the numbers alone is no formula: `5.69; 5.69`.
    """
    parts = [one.strip() for one in formula.split(" ; ")]
    if len(parts) < 2 or len(parts) != len(operands) or not all(one.startswith("= ") for one in parts):
        return ""
    return " = ".join([this, *operands])


def missing(formula: str, operands: Sequence[str]) -> int:
    """How many letters of a formula have no operand: an amount that the text does not print."""
    letters = {name for name in _NAME.findall(formula) if name != THIS}
    is_arithmetic = not formula.startswith("=") and all(len(one) == 1 for one in letters)  # else it is told in words
    return max(0, len(letters) - len(operands)) if operands and is_arithmetic else 0


def is_change(claim: Mapping[Any, Any]) -> bool:
    """True for the change on the year before, also where it is recorded only."""
    return claim["kind"] == "change" or text(claim["subject"]).endswith("/change")


def _page(row: Mapping[Any, Any]) -> str:
    page = text(row["page"])
    return f", p.{page}" if page else ""
