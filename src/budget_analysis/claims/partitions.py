"""Wholes and all of their parts: what the prose states of them adds up, and the shares make 100.

A sentence may leave out parts that are zero. Where the form does not say that they are, or cannot
be read, nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from ..facts import Fact, Forms, Unbound, path
from ..facts.forms import ITEM_FORM, ITEM_MEASURE
from ..facts.item_names import NAME_MARK, SIZES, given
from ..facts.omissions import repeated_codes
from ..relations.identities import Part, load_identities
from ..relations.judging import judge
from ..relations.language import ROW_KINDS
from ..sentences.words import BUDGETS
from ..relations.tree import HUNDRED, Operand, Relation, Tree, add, percent
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED
from .binding import Bound, money, refs_of
from .stated import Sources, Stated
from .results import FEWEST, Derived, Result, derive, judged

_OF_ANOTHER = "one of these shares is that of another amount of its paragraph"
_NO_ROW = "the text lists a part of which the form has no row; others may be left out"
_MARKS = {"classes": 0, "items": 2}
WHOLE_ACCOUNT = ("narrative", "general_summary", "revenue", "expenditure")
"""Sections that speak of the account as a whole: their totals belong together."""

Parts = dict[str, Bound]
"""The first statement of each part, by its ref."""


def shape_of(part: Part) -> str:
    """What kind of relation of the prose it is: `before`, `budget`, `rates`, `at most`, `parts`."""
    terms = (*part.relation.left, *part.relation.right)
    aspects = {term.aspect for term in terms} - {""}
    if aspects:
        return next(iter(aspects))
    if any(term.share for term in terms):
        return "rates"
    return "at most" if part.relation.operator == "<=" else "parts"


@dataclass(frozen=True)
class Partition:
    """A whole and all of its parts; `family` stands for parts that only the form can tell."""

    whole: str
    parts: tuple[str, ...]
    family: str = ""

    @staticmethod
    def of(part: Part) -> Partition:
        known = load_identities()
        (whole,) = known.places(part.relation.left[0].selector)
        selectors = [term.selector for term in part.relation.right]
        if selectors[0].rows.name in ROW_KINDS:
            return Partition(whole, (), selectors[0].rows.name)
        return Partition(whole, tuple(ref for one in selectors for ref in known.places(one)))


@cache
def summands() -> tuple[frozenset[str], ...]:
    """What stands side by side in one total of the forms."""
    known = load_identities()
    relations = [part.relation for identity in known.all for part in identity.parts if not part.each]
    sides = [side for relation in relations for side in (relation.left, relation.right) if len(side) > 1]
    return tuple(frozenset(place for term in side for place in known.places(term.selector)) for side in sides)


@lru_cache(maxsize=1024)
def are_beside(ref: str, other: str) -> bool:
    """True for what stands side by side in one total: 基本支出, 项目支出."""
    return any(ref in side and other in side for side in summands())


def add_up(
    relations: Sequence[Part], bound: Sequence[Bound], stated: Stated, forms: Forms
) -> list[Derived]:
    """The sums of amounts, budgets and counts, and of shares, that the sections state."""
    clear = [entry for entry in bound if entry.is_clear]
    by_section: dict[str, list[Bound]] = {}
    for entry in clear:
        by_section.setdefault(entry.statement.section, []).append(entry)
    found: list[Derived] = []
    for partition in map(Partition.of, relations):
        if not partition.family and forms.is_absent(partition.whole):
            continue  # what no form prints is held against itself, see `told_alone`
        for section, own in by_section.items():
            # the form may have lost rows of which the text tells
            more = [one for one in bound if one.statement.section == section and _is_unprinted(partition.family, one)]
            found.extend(_amounts(partition, own, clear, forms, more))
            found.extend(_counts(partition, own))
            found.extend(_shares(partition, own, stated, forms, more))
    # of several lists of the same parts the first is told
    return list({one.bound.claim_id: one for one in reversed(found)}.values())


# --- amounts ------------------------------------------------------------------------------------


def _amounts(
    partition: Partition, own: Sequence[Bound], clear: Sequence[Bound], forms: Forms, more: Sequence[Bound]
) -> Iterator[Derived]:
    for measure in ("", *BUDGETS):
        said = [entry for entry in own if _is_amount(entry, measure)]
        parts = _parts(partition, said, forms)
        whole = _whole(partition, measure, parts, clear)
        if whole is None:
            continue
        try:
            if _is_all(partition, measure, parts, forms):
                result = _sum(partition, measure, whole, parts, forms)
                others = [money(one) for one in more if _is_amount(one, measure)]
                if others and result.verdict in (DIFFERS, UNCHECKED):
                    result = _with_unprinted(whole, parts, others)
            else:
                result = at_most(whole, add([money(part) for part in parts.values()]))
                if result.verdict != DIFFERS:
                    continue  # parts that are left out may be anything from zero up
        except Unbound:
            continue
        yield derive(whole, "sum", "sum", result)


def _is_amount(entry: Bound, measure: str) -> bool:
    return entry.statement.kind == "amount" and entry.measure == measure


def _whole(
    partition: Partition, measure: str, parts: Parts, clear: Sequence[Bound]
) -> Bound | None:
    """The statement of the whole that the parts follow, else the first behind them."""
    if len(parts) < FEWEST:
        return None
    first = min(parts.values(), key=lambda part: part.place)
    said = [
        entry
        for entry in clear
        if _is_amount(entry, measure)
        and partition.whole in entry.refs
        and entry not in parts.values()
        and entry.section == first.section
    ]
    before = [entry for entry in said if entry.place < first.place]
    return before[-1] if before else said[0] if said else None


def _sum(
    partition: Partition, measure: str, whole: Bound, parts: Parts, forms: Forms
) -> Result:
    """The parts as stated against the whole; where they differ, the forms' parts may acquit it."""
    told = [money(part) for part in parts.values()]
    result = judged(whole, add(told))
    if result.verdict != DIFFERS:
        return result
    is_less = sum(fact.known.value for fact in told) < money(whole).known.value
    if measure and partition.family:
        if not is_less:
            return at_most(whole, add(told))
        note = "the items add up to less: an item without expenditure may have been left out"
        return result.weighed(UNCHECKED, note)
    if is_less and (note := _why_unread(partition.whole.split("/")[0], forms)):
        return result.weighed(UNCHECKED, note)  # which parts there are, its rows say
    try:
        other = judged(whole, add([forms.fact(path(ref, measure)) for ref in parts]))
    except Unbound:
        return result
    if other.verdict == DIFFERS:
        return result
    note = "holds for the form's parts, not for the parts as the text states them"
    return other.weighed(other.verdict, note)


def _with_unprinted(whole: Bound, parts: Parts, others: Sequence[Fact]) -> Result:
    """All parts that the text lists, also those of which the form has no row: of such more may be left out."""
    told = add([*(money(part) for part in parts.values()), *others])
    result = judged(whole, told)
    if result.verdict != DIFFERS:
        return result
    above = at_most(whole, told)
    return above if above.verdict == DIFFERS else result.weighed(UNCHECKED, _NO_ROW)


def _is_unprinted(family: str, entry: Bound) -> bool:
    """True for a class or an item that the text tells for certain and of which the form has no row."""
    statement = entry.statement
    names = statement.subject.names
    if not family or entry.refs or not names or statement.subject.form != ITEM_FORM or statement.doubt or statement.year or entry.fact is None:
        return False
    return (len(names[0]) if names[0].isdecimal() else 1 + 2 * len(given(names))) == SIZES[family]


def _why_unread(form: str, forms: Forms) -> str:
    """Why rows of a form may not have been read; empty where nothing says so."""
    if form not in forms.rows:
        return ""
    if twice := repeated_codes(forms.rows[form]):
        return f"form {form} prints the code {twice[0]} in more than one row; another code may be meant"
    stray = forms.stray(form)
    return f"form {form} has figures in a row of unknown meaning: {stray}" if stray else forms.why_cut_off(form)


def at_most(whole: Bound, parts: Tree) -> Result:
    """Parts of which some are left out make no more than their whole."""
    return judged(whole, Relation(parts, "<=", Operand(money(whole))))


# --- things that are counted --------------------------------------------------------------------


def _counts(partition: Partition, own: Sequence[Bound]) -> Iterator[Derived]:
    """批次 and 人次 of the whole and of each part; the whole's words may exclude a part."""
    counted = [entry for entry in own if entry.statement.kind == "count" and entry.fact]
    for unit in dict.fromkeys(entry.statement.unit for entry in counted):
        said = [entry for entry in counted if entry.statement.unit == unit]
        wholes = [entry for entry in said if partition.whole in entry.refs]
        parts = parts_of(partition, said)
        if not wholes or len(parts) < max(FEWEST, len(partition.parts)):
            continue
        whole, facts = wholes[0], [part.number for part in parts.values()]
        result = judged(whole, add(facts))
        values = {fact.known.value for fact in facts}
        if result.verdict == DIFFERS and whole.number.known.value in values:
            result = result.weighed(UNCHECKED, "the words may exclude the other parts")
        yield derive(whole, "sum", "sum", result)


# --- shares -------------------------------------------------------------------------------------


def _shares(
    partition: Partition, own: Sequence[Bound], stated: Stated, forms: Forms, more: Sequence[Bound]
) -> Iterator[Derived]:
    """The printed shares of all parts of one whole make 100: said of the whole, where the last stands."""
    said = [entry for entry in own if is_share_of(entry, partition.whole, forms)]
    parts = _parts(partition, said, forms)
    if len(parts) < FEWEST or not _is_all(partition, "", parts, forms):
        return
    every = parts | {"/".join(given(one.statement.subject.names)): one for one in more if is_share_of(one, partition.whole, forms)}
    derived = sum_of_shares(partition, parts, "=", stated, forms)
    for sign in ("=", "<=") if len(every) > len(parts) else ():
        if derived.result.verdict == DIFFERS:
            derived = sum_of_shares(partition, every, sign, stated, forms)
    yield derived


def sum_of_shares(partition: Partition, parts: Parts, sign: str, stated: Stated, forms: Forms) -> Derived:
    """The printed shares together against 100, told at the last of them; what differs at the last that is not 0 %."""
    tree = Relation(add([part.number for part in parts.values()]), sign, HUNDRED)
    last = max(parts.values(), key=lambda part: part.place)
    result = judged(last, tree)
    if result.verdict == DIFFERS and all(part.number.is_zero for part in parts.values()):
        note = "all shares are zero: the whole may be zero too"
        result = result.weighed(UNDEFINED, note)
    if result.verdict == DIFFERS and _are_of_printed(partition, parts, last, stated, forms):
        note = "the printed amounts do not add up exactly, nor do their shares"
        result = result.weighed(ROUNDING, note)
    if result.verdict == DIFFERS and any(stated.fits_another(part, partition.whole) for part in parts.values()):
        result = result.weighed(UNCHECKED, _OF_ANOTHER)
    if result.verdict == DIFFERS:
        last = max(parts.values(), key=lambda part: (not part.number.is_zero, part.place))
    return derive(replace(last, refs=(partition.whole,)), "shares_sum", "shares", result)


def _are_of_printed(
    partition: Partition, parts: Parts, near: Bound, stated: Stated, forms: Forms
) -> bool:
    """True where each share is that of the printed amounts: their rounding is in the sum too."""
    for is_text_first in (False, True):
        sources = Sources(forms, stated, is_text_first)
        try:
            whole = Operand(sources.at(partition.whole, near.statement))
            shares = {
                ref: percent(Operand(sources.at(ref, near.statement)), whole) for ref in parts
            }
        except Unbound:
            continue
        if all(judge(shares[ref], part.number).verdict == EQUAL for ref, part in parts.items()):
            return True
    return False


def is_share_of(entry: Bound, whole: str, forms: Forms) -> bool:
    """True for a share of this whole."""
    base = entry.statement.base
    if entry.statement.kind != "share" or base is None or entry.fact is None:
        return False
    try:
        return whole in refs_of(base, forms)[:1]
    except Unbound:
        return False


# --- parts --------------------------------------------------------------------------------------


def _parts(partition: Partition, said: Sequence[Bound], forms: Forms) -> Parts:
    if not partition.family:
        return parts_of(partition, said)
    parts: Parts = {}
    for entry in said:
        for ref in entry.refs:
            form, role, measure = (*ref.split("/"), "", "")[:3]
            if form == ITEM_FORM and measure == ITEM_MEASURE and _is_of(partition.family, role):
                parts.setdefault(ref, entry)
    return parts


def parts_of(partition: Partition, said: Sequence[Bound]) -> Parts:
    """The first statement of each part whose name a partition gives."""
    parts: Parts = {}
    for entry in said:
        if entry.refs and entry.refs[0] in partition.parts:
            parts.setdefault(entry.refs[0], entry)
    return parts


def _is_of(family: str, role: str) -> bool:
    """Codes have a length; where names stand for them, they have marks between them."""
    if role.isdecimal():
        return len(role) == SIZES[family]
    return role != "total" and role.count(NAME_MARK) == _MARKS[family]


def _is_all(partition: Partition, measure: str, parts: Parts, forms: Forms) -> bool:
    """True when no part is left out that is not zero, as far as the forms tell."""
    try:
        if partition.family:
            return all(ref in parts for ref in _members(partition.family, forms))
        left = [ref for ref in partition.parts if ref not in parts]
        return all(forms.fact(path(ref, measure)).is_zero for ref in left)
    except Unbound:
        return False


def _members(family: str, forms: Forms) -> list[str]:
    """The places of the classes or items on which the form shows expenditure.

    Raises:
        Unbound: the form is absent.
    """
    forms.require(ITEM_FORM)
    codes = forms.names[ITEM_FORM].of_size(family)
    refs = [f"{ITEM_FORM}/{code}/{ITEM_MEASURE}" for code in codes]
    return [ref for ref in refs if forms.fact(ref).known.value]
