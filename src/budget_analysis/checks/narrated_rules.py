"""Identities of the prose that no single claim evaluates: paragraphs, lists, soft limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import codes, terms
from ..amounts import FEN_PER_UNIT, Linear
from ..errors import CellError
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .claim_statements import printed_number
from .index import CannotCheckError, DoesNotApplyError, FormIndex
from .operands import names_of, text
from .structure import Finding
from .verdicts import judge

ITEMS = "general_public_expenditure"
BASIC = "general_public_basic"
_DETAIL = "general_public"


@dataclass(frozen=True)
class Document:
    """The frames of one account."""

    forms: pd.DataFrame
    figures: pd.DataFrame
    blocks: pd.DataFrame
    claims: pd.DataFrame
    document_id: str

    @property
    def index(self) -> FormIndex:
        return FormIndex(self.forms, self.figures, self.document_id)


def one_paragraph_each(
    document: Document, taken: Sequence[Mapping[Any, Any]]
) -> list[Finding]:
    """Each item with expenditure has one paragraph in the prose, and no more.

    An item that the prose names although nothing of it was understood is `unchecked`, and so is
    one that several paragraphs speak of: a summary may name it as well.
    """
    index = document.index
    try:
        index.require(ITEMS)
    except (DoesNotApplyError, CannotCheckError) as reason:
        return [Finding("all", not_applicable=str(reason))]
    prose = document.blocks[
        document.blocks["section"].str.startswith(_DETAIL, na=False)
        & ~document.blocks["heading"].fillna(False)
    ]
    claims = document.claims[document.claims["block"].isin(prose["block"])]
    spoken: dict[str, set[int]] = {}
    for claim in claims.to_dict("records"):
        for subject in text(claim["subject"]).split(" ; "):
            form, role, *_ = (*subject.split("/"), "", "")
            if form == ITEMS and len(role) == 7 and role.isdigit():
                spoken.setdefault(role, set()).add(int(claim["block"]))
    if not spoken:
        return [Finding("all", not_applicable="the prose has no paragraph about an item")]
    unsettled = bool(
        ((claims["kind"] == "item_name") & (claims["verdict"] == UNCHECKED)).any()
    )
    words = terms.fold("".join(prose["text"]))
    findings = []
    for role in index.roles(ITEMS, "items"):
        cells = index.rows[ITEMS][role][0]
        cell = cells.get("expenditure_total")
        if cell is None or cell.is_zero:
            continue
        label = _label(document.figures, role)
        is_named = unsettled or bool(label) and codes.fold_name(label) in words
        findings.append(_paragraphs(f"{role} {label}", len(spoken.get(role, ())), is_named))
    return findings


def _paragraphs(name: str, count: int, is_named: bool) -> Finding:
    if count == 1:
        return Finding(name, EQUAL, "1", "1")
    if count > 1:
        note = "several paragraphs speak of it; one may be a summary"
        return Finding(name, UNCHECKED, str(count), "1", note)
    if is_named:
        note = "no paragraph about it was understood, though it or an unknown item is named"
        return Finding(name, UNCHECKED, "0", "1", note)
    return Finding(name, DIFFERS, "0", "1", "no paragraph of the prose names it")


def _label(figures: pd.DataFrame, role: str) -> str:
    own = figures[(figures["form"] == ITEMS) & (figures["role"] == role)]
    return text(own["label"].iloc[0]) if len(own) else ""


def complete_lists(document: Document, taken: Sequence[Mapping[Any, Any]]) -> list[Finding]:
    """Sections of basic expenditure with money that the list of its half does not name.

    主要包括 promises no complete list, so what is left out is `unchecked`, not a contradiction.
    """
    index = document.index
    if not taken:
        return []
    named = {name.split("/")[-2].partition("#")[0] for claim in taken for name in names_of(claim)}
    is_certain = all(claim["verdict"] != UNCHECKED for claim in taken)
    findings = []
    for half in ("personnel", "running"):
        if not any(f"/{half}/" in text(claim["subject"]) for claim in taken):
            continue
        spent = [
            role
            for role in index.roles(BASIC, "sections")
            if codes.economic_group(role) == half
            and not all(cell.is_zero for row in index.rows[BASIC][role] for cell in row.values())
        ]
        left_out = [role for role in spent if role not in named]
        seen = f"{len(spent) - len(left_out)} of {len(spent)}"
        if not left_out:
            findings.append(Finding(f"{half} complete", EQUAL, seen, str(len(spent))))
            continue
        note = f"has money, is not listed: {', '.join(left_out)}; such a list may leave items out"
        if not is_certain:
            note = f"a name of the list is no row of the form; not found: {', '.join(left_out)}"
        findings.append(Finding(f"{half} complete", UNCHECKED, seen, str(len(spent)), note))
    return findings


def procurement_within_expenditure(
    document: Document, taken: Sequence[Mapping[Any, Any]]
) -> list[Finding]:
    """All procurement is at most project expenditure and running expenses together."""
    name = "procurement"
    claims = document.claims.to_dict("records")
    told = [
        claim
        for claim in claims
        if text(claim["subject"]) in ("procurement/total", "procurement/total/actual")
        and text(claim["unit"]) in FEN_PER_UNIT
        and claim["kind"] in ("amount", "sum", "datum")
    ]
    if not told:
        return [Finding(name, not_applicable="the prose states no total of procurement")]
    index = document.index
    wanted = (("expenditure_by_function", "total", "project"), (BASIC, "running", "amount"))
    try:
        cells = []
        for form, role, measure in wanted:
            index.require(form)
            cells += index.cells(form, role, measure)
        right = Linear.total(cell.linear for cell in cells)
        number = printed_number(text(told[0]["printed"]), text(told[0]["unit"]))
    except DoesNotApplyError as reason:
        return [Finding(name, not_applicable=str(reason))]
    except (CannotCheckError, CellError) as reason:
        return [Finding(name, UNCHECKED, note=str(reason))]
    claim_id = str(told[0]["claim_id"])
    found = judge(
        Linear.of(claim_id),
        "<=",
        right,
        {**index.printed, claim_id: number},
        {**index.intervals, claim_id: number.interval},
    )
    seen = text(told[0]["printed"]) + text(told[0]["unit"])
    return [Finding(name, found.verdict, seen, " + ".join(cell.printed for cell in cells))]


Rule = Callable[[Document, Sequence[Mapping[Any, Any]]], list[Finding]]
RULES: dict[str, Rule] = {
    "one_paragraph_each": one_paragraph_each,
    "complete_lists": complete_lists,
    "procurement_within_expenditure": procurement_within_expenditure,
}
