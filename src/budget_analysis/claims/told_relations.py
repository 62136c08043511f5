"""What the numbers of the prose must satisfy together: the relations of kind `told` of the specs.

Only the whole of a sum is judged: where one part is wrong, one statement differs, not all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import dropwhile
from typing import Any

from ..facts import Fact, Forms, Unbound, path
from ..sentences.statements import ASIDE, PRIOR, Statement
from ..sentences.words import group
from ..relations.identities import BATCHES, COUNTED_THINGS, Identity, Part, load_identities
from ..relations.language import BEFORE, BUDGET, AllAre, Selector, Term
from ..relations.tree import (
    HUNDRED,
    Operand,
    Product,
    Ratio,
    Relation,
    Sum,
    Tree,
    add,
    equals_each,
)
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from .binding import Bound, money
from .stated import Sources, Stated
from .partitions import add_up, shape_of
from .told_alone import add_up_alone
from .told_parts import balance_alone, classes_alone, share_alone
from .things import add_up_counts, compare_counts, has_moved
from .told_lists import add_up_lists, is_not_understood
from .results import DATUM, Derived, Result, derive, judged

_OLD_BALANCE = "the balance left over is printed only as adjusted for the new year"
_MAY_BE_PLANNED = "the other budgets may have been planned and not spent"


def relate(
    bound: Sequence[Bound], stated: Stated, forms: Forms
) -> tuple[list[Derived], Mapping[str, Result]]:
    """One statement per relation whose numbers the document states.

    Returns the statements, and for the rates that take part (by claim) that they are a datum: what
    such a rate is a rate of is printed nowhere, it is judged with the others in the whole.
    """
    reader = _Relations(bound, stated, forms)
    parts = [(identity, part) for identity in load_identities().of_claims for part in identity.parts]
    found: dict[str, list[tuple[Identity, Part]]] = {}
    for identity, part in parts:
        found.setdefault(shape_of(part), []).append((identity, part))
    derived: list[Derived] = []
    rates: dict[str, Result] = {}
    for _, part in found.get("rates", ()):
        derived += reader.products(part, rates)
    for identity in load_identities().of_claims:
        if identity.rule == COUNTED_THINGS:
            derived += reader.things(identity)
        if identity.rule == BATCHES:
            derived += reader.batches(identity)
    sums = [part for _, part in found.get("parts", ())]
    derived += add_up([one for one in sums if not one.is_without_form], bound, stated, forms)
    derived += add_up_alone(sums, bound, forms)
    derived += balance_alone(bound, forms)
    derived += classes_alone(bound, forms)
    derived += share_alone(sums, bound, stated, forms)
    told = {one.bound.statement: one.result.verdict for one in derived if one.bound.statement.kind == "sum"}
    derived += [one for one in (*add_up_counts(bound), *compare_counts(bound)) if one.bound.statement not in told]
    # a total that holds for what other paragraphs divide it into is told again where its own list makes another
    derived += [one for one in add_up_lists(bound, forms) if one.bound.statement not in told or told[one.bound.statement] == EQUAL and one.result.verdict == DIFFERS]
    for number, (identity, part) in enumerate(found.get(BEFORE, ()), start=1):
        derived += reader.before(identity.id, part, f"prior{number}")
    for _, part in found.get(BUDGET, ()):
        derived += reader.repeated(part)
    for identity, part in found.get("at most", ()):
        derived += reader.at_most(identity.id, part)
    return derived, rates


class _Relations:
    """The relations of one document."""

    def __init__(self, bound: Sequence[Bound], stated: Stated, forms: Forms) -> None:
        self.bound = bound
        self.stated = stated
        self.forms = forms

    def at_most(self, name: str, part: Part) -> Iterator[Derived]:
        """The parts together are at most the whole; told at the last part."""
        whole = _place(part.relation.right[0].selector)
        is_absent = self.forms.is_absent(whole)
        if part.is_without_form and not is_absent:
            return
        places = [_place(term.selector) for term in part.relation.left]
        try:
            if part.unit:
                entries = [self._count(place, part.unit) for place in (*places, whole)]
                facts = [entry.number for entry in entries]
                entries, top = entries[:-1], facts.pop()
            else:
                entries = [self._stated(place) for place in places]
                facts = [money(entry) for entry in entries]
                sources = Sources(self.forms, self.stated, is_text_first=part.is_without_form)
                top = self._largest(whole, entries[-1]) or sources.at(whole, entries[-1].statement)
            tree = Relation(add(facts), "<=", Operand(top))
            note = f"{name}: the parts together are at most the whole"
            result = judged(entries[-1], tree, note)
        except Unbound:
            return
        told = self.stated.by_id.get(top.id)
        if result.verdict == DIFFERS and told is not None and told.may_be_of_fund:
            return  # （三）国有资本经营预算 / 收入0.38亿元；支出0.13亿元
        if result.verdict == DIFFERS and not part.unit and any(one.statement.subject.words in group("sides") for one in entries):
            return  # 本单位无机关运行经费。全年支出…: a bare noun may mean all of it
        if result.verdict == DIFFERS and told is not None and is_not_understood(told, entries[-1], self.bound):
            return  # 采购支出总额184.97万元，授予合同金额311.70万元，其中授予中小企业289.42万元
        if result.verdict == DIFFERS and self._is_told_to_be_more(places[0]):
            result = result.weighed(UNCHECKED, "the text itself tells that it is more than its whole")
        yield derive(entries[-1], "nesting", whole.split("/")[1], result)

    def _is_told_to_be_more(self, place: str) -> bool:
        """授予中小企业合同金额169.63万元（分两年支付），占采购支出总额的137.92%: a share of more than all of it, said on purpose."""
        return any(one.statement.kind == "share" and one.refs[:1] == (place,) and one.fact is not None and one.fact.known.value > 100 for one in self.bound)

    def _largest(self, place: str, near: Bound) -> Fact | None:
        """Of a whole that is told more than once, also of its parts: a part is not more than any of it."""
        said = [one for one in self.stated.amounts(place, near.statement) if not one.statement.year]
        told = [money(one) for one in said]
        return max(told, key=lambda fact: fact.known.value) if len(told) > 1 else None

    def products(self, part: Part, rates: dict[str, Result]) -> Iterator[Derived]:
        """Rates of known bases determine a whole; a base of zero may have no rate."""
        members = []
        try:
            for term in part.relation.right:
                member = self._member(term)
                if member is not None:
                    members.append(member)
            whole = self.stated.named(_place(part.relation.left[0].selector))
            if whole is None or not members:
                return
            terms = [(1, _rated(base, rate)) for rate, base in members]
            result = judged(replace(whole, fact=money(whole)), Sum(tuple(terms)))
        except Unbound:
            return
        together = Relation(add([rate.number for rate, _ in members]), "=", HUNDRED)
        if result.verdict == DIFFERS and judged(members[-1][0], together).verdict in (EQUAL, ROUNDING):
            return  # 授予中小企业180.00万元，其中货物采购中50.00万元，占27.78%；…: shares of what small firms were awarded
        for rate, base in members:
            if base.known.value:
                rates[rate.claim_id] = DATUM
        yield derive(whole, "sum", "rates", result)

    def _member(self, term: Term) -> tuple[Bound, Fact] | None:
        assert term.share is not None
        base_place, place = _place(term.selector), _place(term.share)
        amount = money(self._stated(base_place))
        rate = next((entry for entry in self.bound if _is_rate_of(entry, place)), None)
        if rate is None and amount.is_zero:
            return None
        if rate is None or rate.fact is None:
            raise Unbound(f"the rate of {place} is stated nowhere in the document")
        return rate, amount

    def things(self, identity: Identity) -> Iterator[Derived]:
        """Things counted one by one after their total: the counts of a sentence add up.

        The kinds stand in the first sentence of the paragraph, from the total on, that counts
        more; what is counted in brackets, in an explanation or as a change is no kind.
        """
        section, unit = identity.parameters["section"], identity.parameters["unit"]
        counts = [
            entry
            for entry in self.bound
            if entry.statement.section == section
            and entry.statement.unit == unit
            and entry.fact is not None
            and not entry.statement.doubt
        ]
        asides = {entry.statement.told_in for entry in counts if entry.statement.measure == ASIDE and not entry.refs}  # in a reason
        counts = list(dropwhile(has_moved, (entry for entry in counts if entry.statement.measure != ASIDE)))
        if not counts:
            return
        whole, rest = counts[0], counts[1:]
        near = [entry for entry in rest if entry.statement.block == whole.statement.block]
        first = near[0].statement.sentence if near else 0
        told = [entry for entry in near if entry.statement.sentence == first]
        endings = identity.parameters["endings"]
        by_ending = ([e for e in told if e.statement.named.endswith(end)] for end in endings)
        parts = next((named for named in by_ending if named), told)
        if len(parts) > 1:
            result = judged(whole, add([part.number for part in parts]))
            if result.verdict == DIFFERS and (parts[0].statement.told_in in asides or any(map(has_moved, parts))):
                return  # 根据工作需要配备的用车1辆 may be one of them; 当年购置1辆、报废5辆 are none
            yield derive(whole, "sum", "sum", result)

    def batches(self, identity: Identity) -> Iterator[Derived]:
        """A batch of guests is at least one person, and no guest comes without a batch.

        A group that travels is at least one person too; who travels may be of another office's group.
        Told at the persons, where the batches are counted last before them in the same sentence.
        """
        rule = identity.parameters
        last: Bound | None = None
        for entry in self.bound:
            statement = entry.statement
            is_clear = not (statement.doubt or statement.year) and entry.fact is not None
            is_group = entry.refs[:1] == (rule["groups"]["row"],)
            if statement.kind != "count" or not is_clear or not (is_group or entry.refs[:1] and entry.refs[0] in rule["rows"]):
                continue
            batches, last = last, entry if _is_batches(statement, rule, is_group) else None
            if batches is None or statement.unit not in rule["persons"] or batches.refs[:1] != entry.refs[:1]:
                continue
            between = statement.named.removeprefix(batches.statement.printed + batches.statement.unit)
            if batches.statement.told_in == entry.statement.told_in and between.strip("、,()") in rule["between"]:
                sign = "=" if batches.number.is_zero and not is_group else "<="
                tree = Relation(Operand(batches.number), sign, Operand(entry.number))
                yield derive(entry, "nesting", "batches", judged(entry, tree, f"{identity.id}: a batch of guests is at least one person"))

    def before(self, name: str, part: Part, suffix: str) -> Iterator[Derived]:
        """Totals with their changes fix totals of the year before, and these compare."""
        (first,), others = part.relation.left, part.relation.right
        changes = [self._change_of(_place(term.selector)) for term in (first, *others) if term.aspect]
        own, *told = changes
        if own is None or None in told:
            return
        rest = [term for term in others if not term.aspect]
        try:
            left = self._before(_place(first.selector), own)
            befores = [self._before(_place(term.selector), change) for term, change in zip(others, told, strict=False) if change]
            terms = [(1, before) for before in befores] + [(term.sign, Operand(self.forms.fact(_place(term.selector)))) for term in rest]
            right = terms[0][1] if len(terms) == 1 else Sum(tuple(terms))
            relation = Relation(left, part.relation.operator, right)
            result = judged(own, relation, name)
            if self._are_same(part):
                same = judged(own, replace(relation, sign="="), name)
                result = same if same.verdict != DIFFERS else result
        except Unbound:
            return
        if result.verdict == DIFFERS and rest:
            # what was left over may have been adjusted at the beginning of the year
            result = result.weighed(UNCHECKED, f"{name}: {_OLD_BALANCE}")
        yield derive(own, "implied_prior", suffix, result)

    def _before(self, place: str, change: Bound) -> Tree:
        """The amount less its change, with the sign that the words give it; 持平: as much again."""
        if change.statement.kind == "flat":
            return Operand(replace(self.forms.fact(place), id=change.claim_id))
        sign = -1 if change.statement.direction == "up" else 1
        return Sum(((1, Operand(self.forms.fact(place))), (sign, Operand(money(change)))))

    def _change_of(self, place: str) -> Bound | None:
        for entry in self.bound:
            is_change = entry.statement.kind in ("change", "flat") and entry.statement.measure in ("", PRIOR)
            if is_change and entry.is_clear and place in entry.refs:
                return entry
        return None

    def repeated(self, part: Part) -> Iterator[Derived]:
        """A whole is at least its part, and the same where it has no other part."""
        place, top = (
            path(_place(side[0].selector), BUDGET)
            for side in (part.relation.left, part.relation.right)
        )
        own, whole = self.stated.named(place), self.stated.named(top)
        if own is None or whole is None:
            return
        try:
            result = judged(whole, equals_each([money(own)]))
            if result.verdict == DIFFERS and money(whole).known.value > money(own).known.value:
                if not self._are_same(part):
                    return
                result = result.weighed(UNCHECKED, _MAY_BE_PLANNED)
        except Unbound:
            return
        yield derive(whole, "amount", "repeat", result)

    def _are_same(self, part: Part) -> bool:
        """True where the part is all of its whole.

        Raises:
            Unbound: a form does not tell.
        """
        if not isinstance(part.equal_when, AllAre):
            return False
        places = [_place(selector) for selector in part.equal_when.selectors]
        return all(not self.forms.fact(place).known.value for place in places)

    def _stated(self, place: str) -> Bound:
        entry = self.stated.named(place)
        if entry is None:
            raise Unbound(f"{place} is stated nowhere in the document")
        return entry

    def _count(self, place: str, unit: str) -> Bound:
        """The first count of a place."""
        for entry in self.bound:
            is_count = entry.statement.kind == "count" and entry.statement.unit == unit
            is_clear = not (entry.statement.doubt or entry.statement.year)
            if is_count and is_clear and entry.fact is not None and place in entry.refs:
                return entry
        raise Unbound(f"{place} is counted nowhere in the document")


def _is_batches(statement: Statement, rule: Mapping[str, Any], is_group: bool) -> bool:
    """True for a number of batches of guests, or of groups that travel."""
    if not is_group:
        return statement.unit in rule["batches"]
    return statement.unit == rule["groups"]["unit"] and statement.named.endswith(tuple(rule["groups"]["named"]))


def _place(selector: Selector) -> str:
    (place,) = load_identities().places(selector)
    return place


def _is_rate_of(entry: Bound, place: str) -> bool:
    return entry.statement.kind == "share" and place in entry.refs and not entry.statement.doubt


def _rated(base: Fact, rate: Bound) -> Tree:
    return Ratio(Product(Operand(base), Operand(rate.number)), HUNDRED)
