"""The smallest set of printed numbers that, set free, lets every violated relation hold.

All in exact fractions. What a relation leaves to one number, with all others within their prints,
is an interval; a number mends a group of violated relations where the intervals of these and of
every satisfied relation that it stands in meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..amounts import Interval
from ..facts.numbers import is_money
from ..frames import text
from .regions import OPEN, Regions, meet
from .statements import Account, Judged

_SIGNED = ("growth", "change", "implied_prior")
"""Kinds of claims whose own number may be below zero."""
_ALL = Fraction(100)
_MOST_PAIRED = 40
"""Among more numbers no pair is looked for."""


@dataclass(frozen=True)
class Culprit:
    """Prints of one quantity that are wrong together, and the values that mend.

    `statements` are those that it explains; `others` the single numbers that would mend these as
    well. Of a relation that no number mends, `members` has none. `hidden` are numbers that have to
    be mended with these, so that what they hide from view still holds. `rank` is what ordered it
    among others when nothing was mended yet, empty where there were none.
    """

    members: tuple[str, ...]
    region: Interval
    statements: tuple[Judged, ...]
    others: tuple[Culprit, ...] = ()
    hidden: tuple[str, ...] = ()
    rank: tuple[object, ...] = ()


class Mender(Regions):
    """Looks for culprits; numbers that have been mended keep the values that mend.

    Args:
        rank: orders the culprits that mend the same; the lowest comes first.
    """

    def __init__(self, account: Account, rank: Callable[[Culprit], tuple[object, ...]]) -> None:
        super().__init__(account)
        self.rank = rank
        self.mended: set[str] = set()
        self._known: dict[str, Culprit | None] = {}

    # --- culprits ------------------------------------------------------------------------------

    def diagnose(self, violated: Sequence[Judged]) -> list[Culprit]:
        """The culprits of all violated statements, group by group."""
        found = []
        for group in self.groups(violated):
            found += self._diagnose(group)
        return found

    def groups(self, violated: Sequence[Judged]) -> list[list[Judged]]:
        """Violated statements that share a printed number, in the order of the account."""
        groups: list[tuple[set[str], list[Judged]]] = []
        for one in violated:
            roots = {self.root(name) for name in one.numbers}
            near = [group for group in groups if group[0] & roots]
            merged = (
                roots.union(*(group[0] for group in near)),
                [*(kept for group in near for kept in group[1]), one],
            )
            groups = [group for group in groups if group not in near] + [merged]
        order = {one.name: place for place, one in enumerate(violated)}
        return [sorted(group[1], key=lambda one: order[one.name]) for group in groups]

    def _diagnose(self, group: Sequence[Judged]) -> list[Culprit]:
        culprits: list[Culprit] = []
        rest = list(group)
        while rest := [one for one in rest if one.name not in self.mended]:
            found = self._all_at_once(rest) or self._most_at_once(rest)
            fewer = self._fewer(rest, found) if found is not None else []
            if fewer:
                culprits += fewer
                continue
            chosen = self._two_together(rest) if found is None else [found]
            if not chosen:
                self.mended |= {one.name for one in rest}
                return culprits + [Culprit((), OPEN, (one,)) for one in rest]
            freed = [self._free(one) for one in chosen]
            hidden = tuple(name for one in freed[1:] if not one.statements for name in one.members)
            culprits += [replace(freed[0], hidden=hidden), *(one for one in freed[1:] if one.statements)]
        return culprits

    def _free(self, culprit: Culprit) -> Culprit:
        """Give a culprit the values that mend; it explains all that holds by them."""
        for member in culprit.members:
            self.intervals[member] = culprit.region
        for one in self.about(culprit.members):
            for name in one.numbers:
                self._known.pop(self.root(name), None)
        explained = {one.name: one for one in culprit.statements}
        for one in self.about(culprit.members):
            if one.is_violated and one.name not in self.mended and one.rows and self.holds(one):
                explained[one.name] = one
        self.mended |= set(explained)
        return replace(culprit, statements=tuple(explained.values()))

    def _fewer(self, rest: Sequence[Judged], found: Culprit) -> list[Culprit]:
        """Fewer prints that mend the same, each a quantity of its own; none where there are not."""
        if len(found.members) <= 2 or len(found.statements) >= len(found.members):
            return []
        before = dict(self.intervals), set(self.mended)
        self._known.clear()  # what is known of a quantity counts all that it stands in
        culprits: list[Culprit] = []
        left = list(found.statements)
        while left := [one for one in left if one.name not in self.mended]:
            single = self._most_at_once(left, most_members=1)
            if single is None:
                break
            culprits.append(self._free(single))
        self._known.clear()
        if left or len(culprits) >= len(found.members):
            self.intervals, self.mended = before
            return []
        return culprits

    def _candidates(self, statements: Iterable[Judged]) -> list[tuple[str, ...]]:
        found = {
            self.root(name): None
            for one in statements
            for name in one.numbers
            if name in self.account.numbers
        }
        return [self.members(name) for name in found]

    def _all_at_once(
        self, rest: Sequence[Judged], besides: tuple[str, ...] = ()
    ) -> Culprit | None:
        """The single number that mends all, the others that would do as well beside it."""
        roots = [{self.root(name) for name in one.numbers} for one in rest]
        common = set.intersection(*roots)
        found = [
            culprit
            for members in self._candidates(rest[:1])
            if self.root(members[0]) in common
            and members != besides
            and (culprit := self._mends(members, rest)) is not None
        ]
        return self._first(found)

    def _mends(self, members: tuple[str, ...], rest: Sequence[Judged]) -> Culprit | None:
        region: Interval | None = OPEN
        for one in rest:
            left = self.left_to(one, members)
            region = None if left is None or region is None else meet(region, left)
            if region is None:
                return None
        assert region is not None
        kept = self._satisfied(members, region, {one.name for one in rest})
        if kept is None or self._is_absurd(members, kept):
            return None
        return Culprit(members, kept, tuple(rest))

    def _is_absurd(self, members: tuple[str, ...], region: Interval) -> bool:
        """True where nobody would print what mends: less than nothing, a part of more than all."""
        numbers = [self.account.numbers[name] for name in members if name in self.account.numbers]
        value = next((one.value.value for one in numbers if one.value is not None), None)
        if value is None or value < 0 or any(one.record.get("kind") in _SIGNED for one in numbers):
            return False
        is_counted = any(one.source == "sentence" and one.unit and one.unit != "%" and not is_money(one.unit) for one in numbers)
        is_below = region.high is not None and region.high < 0 and (is_counted or not region.contains(-value))
        is_share = any(text(one.record.get("subject")).endswith("/share") for one in numbers)
        return is_below or is_share and region.low is not None and region.low > _ALL

    def _satisfied(
        self, members: tuple[str, ...], region: Interval, besides: set[str]
    ) -> Interval | None:
        """What the statements that hold leave of a region."""
        kept: Interval | None = region
        for one in self.about(members):
            if one.name in besides or one.is_weak or (one.is_violated and one.name not in self.mended):
                continue
            left = self.left_to(one, members)
            kept = None if left is None or kept is None else meet(kept, left)
            if kept is None:
                return None
        return kept

    def _most_at_once(self, rest: Sequence[Judged], most_members: int = 0) -> Culprit | None:
        """The number that mends most of the statements and breaks none, with those it mends."""
        best: list[Culprit] = []
        wanted = {one.name for one in rest}
        for members in self._candidates(rest):
            if most_members and len(members) > most_members:
                continue
            root = self.root(members[0])
            if root not in self._known or not wanted.issuperset(self._stood_in(root)):
                self._known[root] = self._alone(members, wanted)
            culprit = self._known[root]
            if culprit is None:
                continue
            if not best or len(culprit.statements) > len(best[0].statements):
                best = [culprit]
            elif len(culprit.statements) == len(best[0].statements):
                best.append(culprit)
        if not best:
            return None
        first = min(best, key=lambda one: (self.rank(one), one.members))
        return self._first([one for one in best if one.statements == first.statements])

    def _stood_in(self, root: str) -> list[str]:
        """The statements that the culprit known of a quantity mends."""
        known = self._known[root]
        return [one.name for one in known.statements] if known is not None else []

    def _alone(self, members: tuple[str, ...], wanted: set[str]) -> Culprit | None:
        """The most of the wanted statements that one quantity mends without breaking another."""
        kept = self._satisfied(members, OPEN, set())
        if kept is None:
            return None
        about = [one for one in self.about(members) if one.name in wanted]
        regions = [(one, self.left_to(one, members)) for one in about]
        found = _deepest(members, kept, [(one, left) for one, left in regions if left is not None])
        return None if found is None or self._is_absurd(members, found.region) else found

    def _two_together(self, rest: Sequence[Judged]) -> list[Culprit]:
        """Two numbers that hide each other: one mends and breaks what the other mends again. The first has its ties."""
        candidates = self._candidates(rest)
        if len(candidates) > _MOST_PAIRED:
            return []
        pairs = []
        for members in candidates:
            about = [one for one in rest if set(members) & set(one.numbers)]
            regions = [(one, left) for one in about if (left := self.left_to(one, members)) is not None]
            first = _deepest(members, OPEN, regions)
            if first is None:
                continue
            broken = [
                one
                for one in self.about(members)
                if not (one.is_violated or one.is_weak)
                and ((left := self.left_to(one, members)) is None or meet(left, first.region) is None)
            ]
            second = self._beside(first, broken) if broken else None
            if second is not None:
                pairs.append([first, replace(second, statements=())])
        if not pairs:
            return []
        (first, hidden), *behind = sorted(pairs, key=lambda pair: [(self.rank(one), one.members) for one in pair])
        ties = {pair[0].members: pair[0] for pair in behind if pair[0].statements == first.statements}
        ties.pop(first.members, None)
        return [replace(first, others=tuple(ties.values())), hidden]

    def _beside(self, first: Culprit, broken: Sequence[Judged]) -> Culprit | None:
        kept = {member: self.intervals[member] for member in first.members if member in self.intervals}
        self.intervals.update(dict.fromkeys(first.members, first.region))
        try:
            return self._all_at_once(broken, besides=first.members)
        finally:
            self.intervals.update(kept)

    def _first(self, found: Sequence[Culprit]) -> Culprit | None:
        ranked = [replace(one, rank=self.rank(one)) for one in found]
        ordered = sorted(ranked, key=lambda one: (one.rank, one.members))
        if not ordered:
            return None
        fewest = len(ordered[0].members)
        ties = tuple(one for one in ordered[1:] if len(one.members) == fewest)
        return replace(ordered[0], others=ties)


def _deepest(
    members: tuple[str, ...], kept: Interval, regions: Sequence[tuple[Judged, Interval]]
) -> Culprit | None:
    """The values that the most of the regions share, within what is kept."""
    best: Culprit | None = None
    for _, start in regions:
        region = meet(kept, start)
        if region is None:
            continue
        point = Interval(region.low, region.low) if region.low is not None else region
        together = [(one, left) for one, left in regions if meet(point, left) is not None]
        for _, left in together:
            region = meet(region, left) if region is not None else None
        if region is not None and (best is None or len(together) > len(best.statements)):
            best = Culprit(members, region, tuple(one for one, _ in together))
    return best
