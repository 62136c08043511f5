"""What the prose states, by place and section, and the numbers that a statement is recomputed from.

A rate is recomputed from the forms, and from the amounts that the text states beside it. Where the
amount in the text is wrong, the amount is reported once, and the rate is not blamed for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..facts import Fact, Forms, Unbound, path
from ..facts.numbers import is_money
from ..relations.judging import judge
from ..relations.tree import Operand, percent
from ..sentences.names import without_code
from ..sentences.statements import PRIOR, SUM_OF_TOLD, Statement
from ..sentences.words import BUDGETS, top
from ..verdicts import EQUAL
from .binding import Bound, money
from .known_words import table
from .results import Result

_NEAR = 3
"""Paragraphs between those of two years in a row."""


class Stated:
    """What the prose states, by place and section, in the order of the text."""

    def __init__(self, bound: Sequence[Bound]) -> None:
        # by what is asked for: a text of n statements must not be gone through n times
        self._amounts: dict[tuple[str, str], list[Bound]] = {}
        self._also: dict[tuple[str, str], list[Bound]] = {}
        """Amounts of what may be meant instead: told of it where nothing else is."""
        self._first: dict[str, Bound] = {}
        self._kinds: dict[tuple[str, str], list[Bound]] = {}
        self._rates: dict[str, list[Bound]] = {}
        self._adjusted: set[str] = set()
        self._doubtful: set[int] = set()
        self._named: dict[str, list[Bound]] = {}
        self.by_id = {entry.claim_id: entry for entry in bound}
        self.days: set[tuple[str, str]] = set()
        """Section and day as of which something is told there."""
        self._certain: dict[str, set[Fraction]] = {}
        """Values of places that are told by names that mean nothing else."""
        for entry in bound:
            if entry.statement.kind == "amount" and entry.is_clear and entry.fact is not None and not entry.other_refs and entry.refs != (SUM_OF_TOLD,):
                for ref in entry.refs:
                    self._certain.setdefault(path(ref, entry.statement.measure), set()).add(entry.fact.known.value)
        for entry in bound:
            self._take(entry)

    def _take(self, entry: Bound) -> None:
        statement = entry.statement
        self._kinds.setdefault((statement.section, statement.kind), []).append(entry)
        is_doubtful = bool(entry.problem or statement.doubt)
        if is_money(statement.unit) and is_doubtful:
            self._doubtful.add(statement.block)
        if statement.kind == "as_of":
            self.days.add((statement.section, statement.printed))
        if statement.kind == "completion" and entry.refs and entry.fact:
            self._rates.setdefault(entry.refs[0], []).append(entry)
        if statement.kind != "amount" or is_doubtful:
            return
        self._named.setdefault(entry.section, []).append(entry)
        refs = (*entry.refs, *entry.other_refs)
        if statement.measure == "adjusted_budget":
            self._adjusted.update(ref.split("/")[0] for ref in refs)
        own = self._own(entry)
        for place in dict.fromkeys(path(ref, statement.measure) for ref in refs):
            kept = self._amounts if place in own else self._also
            kept.setdefault((place, entry.section), []).append(entry)
            first = self._first.setdefault(place, entry)
            # an amount of another year, or of what it may be said of instead, counts only where
            # no other states the place
            if (bool(first.statement.year), place not in self._own(first)) > (bool(statement.year), place not in own):
                self._first[place] = entry

    def _own(self, entry: Bound) -> set[str]:
        """The places that it is told of first; not one that a plainer name tells another amount of.

        决算总收入2382.14万元，…当年收入小计2261.19万元: the first is the grand total.
        """
        places = {path(ref, entry.statement.measure) for ref in entry.refs}
        if not entry.other_refs or entry.fact is None:
            return places
        value = entry.fact.known.value
        return {place for place in places if value in self._certain.get(place, {value})}

    def amount(self, place: str, near: Statement, turn: int = 0) -> Bound | None:
        """The nearest amount stated before `near`: in its block, else in its section.

        One of another year than the statement speaks of is no operand of it.

        Args:
            turn: of a place that is told with several numbers, which: from the nearest back.
        """
        found: list[Bound] = []
        for kept in (self._amounts, self._also) if not turn and place not in self._certain else (self._amounts,):
            said = kept.get((place, top(near.section)), [])
            before = bisect_right(said, _place(near), key=lambda entry: entry.place)
            for at in range(before - 1, -1, -1):
                one = said[at]
                is_new = all(one.number.known.value != other.number.known.value for other in found)
                if one.statement.year in ("", near.year) and is_new:
                    found.append(one)
                    if len(found) > turn:
                        return one
        return found[-1] if found else None

    def amounts(self, place: str, near: Statement) -> list[Bound]:
        """All amounts that the section states of a place."""
        key = (place, top(near.section))
        return [*self._amounts.get(key, ()), *self._also.get(key, ())]

    def named(self, place: str) -> Bound | None:
        """The first amount stated for this place anywhere in the document."""
        return self._first.get(place)

    def changes_before(self, near: Bound) -> list[Bound]:
        """The changes and rates of completion that its sentence tells of the same before it; else those of the one before."""
        here = near.statement
        said = [
            one for kind in ("change", "growth", "completion") for one in self._kinds.get((here.section, kind), ())
            if one.statement.block == here.block and one.place <= near.place and one.is_clear and set(one.refs) & set(near.refs)
        ]  # fmt: skip
        own = [one for one in said if one.statement.sentence == here.sentence]
        return own or [one for one in said if one.statement.sentence == here.sentence - 1]

    def is_said_of_another(self, claim_id: str, ref: str) -> bool:
        """True for an amount that is told of something else first, and of this place perhaps."""
        said = [one for (place, _), entries in self._also.items() if place == ref for one in entries]
        return any(one.claim_id == claim_id for one in said)

    def by_name(self, words: str, near: Statement, is_exact: bool = False) -> Bound | None:
        """The nearest amount before whose name ends with (is) these words, in the section."""
        said = self._named.get(top(near.section), [])
        before = bisect_right(said, _place(near), key=lambda entry: entry.place)
        for at in range(before - 1, -1, -1):
            one = said[at].statement
            name = without_code(one.subject.words)
            is_named = name == words if is_exact else name.endswith(words)
            if is_named and one.measure in ("", "actual") and not one.year:
                return said[at]
        return None

    def prior(self, ref: str, near: Statement) -> Bound | None:
        """The amount of the year before that the sentence quotes of this place."""
        since = near.period.split("-")[0] if "-" in near.period else ""
        for entry in (*self.before(near, PRIOR), *self.behind(near, PRIOR)):
            if since and entry.statement.year.isdigit() and entry.statement.year != since:
                continue
            if ref in (*entry.refs, *entry.other_refs) and not entry.statement.doubt:
                return entry
        return None

    def prior_amounts(self, near: Statement) -> list[Bound]:
        """The amounts of other years that the same block quotes, and those of the year before that it tells by themselves."""
        since = _year_since(near)
        quoted = [one for one in self._kinds.get((near.section, PRIOR), ()) if one.statement.block == near.block]
        told = [one for one in self._kinds.get((near.section, "amount"), ()) if one.statement.block == near.block and since and one.statement.year == since]
        return [*quoted, *(one for one in told if one.measure == "")]

    def in_paragraphs_before(self, growth: Bound) -> Bound | None:
        """The amount that the section tells of the same in the year that it has grown since, in one of the paragraphs just before; None where there are several."""
        told = self._of_year(growth, _year_since(growth.statement))
        return told[0] if len({one.number.known.value for one in told}) == 1 else None

    def is_in_row(self, growth: Bound, last: Bound) -> bool:
        """True where the section tells of three years, each with one amount by the same words: 2021年…；2022年…；2023年….

        Of two years alone the one may be told of other money, or together with something else.
        """
        year = _year_since(growth.statement)
        first = self._of_year(growth, str(int(year) - 1)) if year.isdecimal() else []
        row = [*first, last]
        return bool(first) and all(one.statement.subject.words == growth.statement.subject.words and self._stands_alone(one) for one in row)

    def _of_year(self, growth: Bound, year: str) -> list[Bound]:
        here = growth.statement
        return [
            one for one in self._kinds.get((here.section, "amount"), ())
            if year and one.statement.year == year and one.refs == growth.refs and one.measure == "" and not one.statement.doubt and one.fact is not None
            and 0 <= here.block - one.statement.block <= _NEAR and one.place < growth.place
        ]  # fmt: skip

    def _stands_alone(self, amount: Bound) -> bool:
        """True where its sentence tells no other amount but parts of it."""
        return all(one.claim_id == amount.claim_id or one.statement.within is not None for one in self.near(amount.statement, "amount"))

    def counts(self, near: Statement) -> list[Bound]:
        """What is counted in the section."""
        return [one for section, kind in self._kinds for one in self._kinds[section, kind] if kind == "count" and top(section) == top(near.section)]

    def told_of_year_before(self, change: Bound) -> Bound | None:
        """The one amount of the year before that is told of what has changed; None where there are several.

        It is quoted in the sentence of the change (上年为8.00万元), in the one before it, or is told by itself there or in the next.
        """
        here, year = change.statement, change.statement.period.split("-")[0]
        quoted = [
            one for one in self._kinds.get((here.section, PRIOR), ())
            if one.statement.sentence == here.sentence and (not one.statement.year.isdigit() or one.statement.year == year)
        ]  # fmt: skip
        by_itself = [
            one for one in self._kinds.get((here.section, "amount"), ())
            if one.statement.year == year and one.measure == "" and 0 <= one.statement.sentence - here.sentence <= 1
        ]  # fmt: skip
        told = [
            one for one in (*quoted, *by_itself)
            if one.statement.block == here.block and one.place > change.place and not one.statement.doubt and one.fact is not None
            and set(one.refs) & set(change.refs)
        ]  # fmt: skip
        told = told or [  # 收入737.05万元（上年：684.53万元）。与上年相比，收入增加52.52万元
            one for one in self._kinds.get((here.section, PRIOR), ())
            if one.statement.block == here.block and one.statement.sentence == here.sentence - 1 and one.refs == change.refs
            and one.statement.year == year and not one.statement.doubt and one.fact is not None
        ]  # fmt: skip
        return told[0] if len({one.number.known.value for one in told}) == 1 else None

    def shares_beside(self, near: Statement) -> list[Bound]:
        """The shares that the same block tells."""
        return [one for one in self.shares(near) if one.statement.block == near.block]

    def shares(self, near: Statement) -> list[Bound]:
        """The shares that the section tells."""
        return self._kinds.get((near.section, "share"), [])

    def gap(self, ref: str, near: Statement) -> Bound | None:
        """The one difference to a budget that the same sentence states of this place."""
        said = [
            entry
            for entry in self.near(near, "change")
            if entry.statement.measure in BUDGETS and entry.refs[:1] == (ref,) and not entry.statement.doubt
        ]
        return said[0] if len(said) == 1 else None

    def has_adjusted_budget(self, form: str) -> bool:
        """True when the prose states an adjusted budget of a row of the form."""
        return form in self._adjusted

    def rates(self, ref: str) -> list[Bound]:
        """The completion rates that the prose states of a place."""
        return self._rates.get(ref, [])

    def has_doubtful_money(self, near: Statement) -> bool:
        """True when the block of a statement states money that was not understood."""
        return near.block in self._doubtful

    def before(self, near: Statement, kind: str) -> Iterator[Bound]:
        """The statements of a kind up to this one, the nearest first.

        Those of the same block, or of the sentence that it continues.
        """
        said = self._kinds.get((near.section, kind), [])
        last = bisect_right(said, _place(near), key=lambda entry: entry.place)
        for at in range(last - 1, -1, -1):
            if said[at].statement.block < near.block - 1:
                return
            yield said[at]

    def here(self, near: Statement, kind: str) -> list[Bound]:
        """The statements of a kind up to this one that its own sentence makes, the nearest first."""
        return [one for one in self.before(near, kind) if one.statement.told_in == near.told_in]

    def told(self, result: Result) -> list[Bound]:
        """The statements of the text that a result was recomputed from."""
        return [self.by_id[name] for name in result.operands if name in self.by_id]

    def near(self, near: Statement, kind: str) -> list[Bound]:
        """The statements of a kind in the same sentence: those up to this one, the nearest first, and those that follow."""
        return [*self.here(near, kind), *self.behind(near, kind)]

    def fits_another(self, share: Bound, whole: str) -> bool:
        """基本支出308.58万元（人员经费178.86万元，占57.96%；…），占…: True for a share, of no whole that is named, of another amount of its paragraph."""
        near = [one for one in self.before(share.statement, "amount") if one.statement.block == share.statement.block and one.fact is not None and is_money(one.statement.unit)]
        own = next((one for one in near if one.refs == share.refs), None)
        if own is None or share.statement.is_base_named:
            return False
        others = [one for one in near if one.refs[:1] != (whole,) and one.number.known.value > own.number.known.value]
        return any(judge(percent(Operand(own.number), Operand(one.number)), share.number).verdict == EQUAL for one in others)

    def behind(self, near: Statement, kind: str) -> Iterator[Bound]:
        """The statements of a kind that follow in the same sentence, the nearest first."""
        said = self._kinds.get((near.section, kind), [])
        for at in range(bisect_right(said, _place(near), key=lambda entry: entry.place), len(said)):
            if said[at].statement.told_in != near.told_in:
                return
            yield said[at]


def _year_since(growth: Statement) -> str:
    """The year that a change is told since: of one that is told of an earlier year (2022年支出90.00万元，同比增长12.50%) the one before that."""
    year = growth.year
    return str(int(year) - 1) if year.isdecimal() else growth.period.split("-")[0] if "-" in growth.period else ""


def _place(statement: Statement) -> tuple[int, int]:
    return statement.block, statement.end


@dataclass(frozen=True)
class Sources:
    """The numbers that a statement is recomputed from: first the forms, or first the text."""

    forms: Forms
    stated: Stated
    is_text_first: bool = False
    is_loose: bool = False
    """For confirming only: what a sentence calls 支出 may have been told by a longer name."""
    turn: int = 0
    """Of quantities that the text tells with several numbers, which number is taken."""

    def at(self, ref: str, near: Statement) -> Fact:
        """The number at a place: from the first source, else from the other.

        Raises:
            Unbound: it is in neither.
        """
        is_on_form = self.forms.is_of_forms(ref)
        if self.is_text_first or not is_on_form:
            # a whole may be stated in another section: 占本年支出合计的74.81%
            told = self.stated.amount(ref, near, self.turn) or self.stated.named(ref)
            others = table("nearby").get(ref, ()) if told is None and self.is_loose else ()
            told = next((one for other in others if (one := self.stated.named(other))), told)
            if told is not None and told.statement.year in ("", near.year):
                return money(told)
        if is_on_form:
            return self.forms.fact(ref)
        raise Unbound(f"{ref} is stated nowhere in the document")
