"""Identities of the prose (N…): what claims evaluate, and what no single claim says.

A claim that evaluates an identity is its instance where it stands, in `claims`; `checks` has what
is asked of paragraphs, lists and soft limits. What the document does not state is not applicable:
counted, and no row among the verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import codes, frames, terms
from ..errors import CellError
from ..facts import Fact, Forms, Unbound, read_number
from ..facts.numbers import is_money
from ..frames import as_rows, operand_names, text
from ..relations.evaluation import SOFT, Evaluation, Finding, evaluation_of, notice_of
from ..relations.identities import Identity, identities_of, load_identities
from ..relations.judging import judge
from ..relations.tree import Operand, Relation, add
from ..verdicts import DIFFERS, EQUAL, UNCHECKED

_NOTHING_STATED = "the document states nothing of the kind"
ITEMS = "general_public_expenditure"
BASIC = "general_public_basic"
_DETAIL = "general_public"


@dataclass(frozen=True)
class Document:
    """The forms, the prose and the claims of one account."""

    index: Forms
    blocks: pd.DataFrame
    claims: pd.DataFrame


def examine_paragraphs(document: Document) -> Evaluation:
    """Evaluate the identities of the prose on one account.

    Returns:
        Rows of `checks`: `instance` is what a rule is about, `left` what is printed, `right` what
        should be; a claim that evaluates an identity is no row of its own.
    """
    return evaluation_of(document.index.document_id, _findings(document))


def _findings(document: Document) -> Iterator[tuple[Identity, Finding]]:
    evaluated = identities_of(document.claims)
    told = {str(claim["claim_id"]): claim for claim in as_rows(document.claims)}
    for identity in load_identities().of_claims:
        taken = [told[name] for name, listed in evaluated.items() if identity.id in listed]
        found = RULES[identity.rule](document, taken) if identity.rule in RULES else []
        if not taken and not found:
            found = [Finding("all", not_applicable=_NOTHING_STATED)]
        yield from ((identity, one) for one in found)


def soften(claims: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Claims that differ from what is usual only, as `unchecked`; and a notice of each."""
    evaluated = identities_of(claims[claims["verdict"] == DIFFERS])
    soft = {one.id: one for one in load_identities().of_claims if one.is_soft}
    softened = claims.copy()
    notices: list[dict[str, Any]] = []
    for name, listed in evaluated.items():
        for identity in (soft[one] for one in listed if one in soft):
            own = softened["claim_id"] == name
            softened.loc[own, ["verdict", "note"]] = [UNCHECKED, SOFT]
            [claim] = as_rows(claims[own])
            said = text(claim["printed"]) + text(claim["unit"])
            finding = Finding(name, DIFFERS, said, text(claim["formula"]))
            notices.append(notice_of(str(claim["document_id"]), identity, finding))
    return softened, frames.build("notices", notices)


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
    except Unbound as reason:
        return [Finding("all", not_applicable=str(reason))]
    prose = document.blocks[
        document.blocks["section"].str.startswith(_DETAIL, na=False)
        & ~document.blocks["heading"].fillna(False)
    ]
    claims = document.claims[document.claims["block"].isin(prose["block"])]
    spoken: dict[str, set[int]] = {}
    for claim in as_rows(claims):
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
        label = index.label(ITEMS, role)
        is_named = unsettled or bool(label) and codes.fold_name(label) in words
        findings.append(_paragraphs(f"{role} {label}", len(spoken.get(role, ())), is_named))
    return findings


def _paragraphs(name: str, count: int, is_named: bool) -> Finding:
    verdict, note = (
        (EQUAL, "") if count == 1 else
        (UNCHECKED, "several paragraphs speak of it; one may be a summary") if count else
        (UNCHECKED, "no paragraph about it was understood, though it or an unknown item is named") if is_named else
        (DIFFERS, "no paragraph of the prose names it")
    )  # fmt: skip
    return Finding(name, verdict, str(count), "1", note)


def complete_lists(document: Document, taken: Sequence[Mapping[Any, Any]]) -> list[Finding]:
    """Sections of basic expenditure with money that the list of its half does not name.

    主要包括 promises no complete list, so what is left out is `unchecked`, not a contradiction.
    """
    index = document.index
    if not taken:
        return []
    listed = [name for claim in taken for name in operand_names(claim)]
    named = {name.split("/")[-2].partition("#")[0] for name in listed}
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
        verdict, note = (
            (EQUAL, "") if not left_out else
            (UNCHECKED, f"has money, is not listed: {', '.join(left_out)}; such a list may leave items out") if is_certain else
            (UNCHECKED, f"a name of the list is no row of the form; not found: {', '.join(left_out)}")
        )  # fmt: skip
        findings.append(Finding(f"{half} complete", verdict, seen, str(len(spent)), note))
    return findings


def procurement_within_expenditure(
    document: Document, taken: Sequence[Mapping[Any, Any]]
) -> list[Finding]:
    """All procurement is at most project expenditure and running expenses together."""
    name = "procurement"
    claims = as_rows(document.claims)
    told = [
        claim
        for claim in claims
        if text(claim["subject"]) in ("procurement/total", "procurement/total/actual")
        and is_money(text(claim["unit"]))
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
        said, unit = text(told[0]["printed"]), text(told[0]["unit"])
        own = Fact(str(told[0]["claim_id"]), read_number(said, unit), unit)
        found = judge(Relation(Operand(own), "<=", add(cells)))
    except Unbound as reason:
        return [Finding.without(name, reason)]
    except CellError as reason:
        return [Finding(name, UNCHECKED, note=str(reason))]
    return [Finding(name, found.verdict, said + unit, " + ".join(cell.printed for cell in cells))]


Rule = Callable[[Document, Sequence[Mapping[Any, Any]]], list[Finding]]
RULES: dict[str, Rule] = {
    "one_paragraph_each": one_paragraph_each,
    "complete_lists": complete_lists,
    "procurement_within_expenditure": procurement_within_expenditure,
}
