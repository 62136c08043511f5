"""The smallest set of printed numbers that, set free, lets every violated relation hold.

All in exact fractions. What a relation leaves to one number, with all others within their prints,
is an interval; a number mends a group of violated relations where the intervals of these and of
every satisfied relation that it stands in meet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..amounts import Interval, ratio_range
from .statements import Account, Judged, value_at

OPEN = Interval(None, None)
_MOST_PAIRED = 40
"""Among more numbers no pair is looked for."""


@dataclass(frozen=True)
class Culprit:
    """Prints of one quantity that are wrong together, and the values that mend.

    `statements` are those that it explains; `others` the single numbers that would mend these as
    well. Of a relation that no number mends, `members` has none. `hidden` are numbers that have to
    be mended with these, so that what they hide from view still holds.
    """

    members: tuple[str, ...]
    region: Interval
    statements: tuple[Judged, ...]
    others: tuple[Culprit, ...] = ()
    hidden: tuple[str, ...] = ()


def meet(one: Interval, other: Interval) -> Interval | None:
    """What two intervals share; None where that is nothing."""
    lows = [end for end in (one.low, other.low) if end is not None]
    highs = [end for end in (one.high, other.high) if end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return None
    return Interval(low, high)


class Mender:
    """Looks for culprits; numbers that have been mended keep the values that mend.

    Args:
        rank: orders the culprits that mend the same; the lowest comes first.
    """

    def __init__(self, account: Account, rank: Callable[[Culprit], object]) -> None:
        self.account = account
        self.rank = rank
        self.intervals = dict(account.intervals)
        self.mended: set[str] = set()
        self._parents: dict[str, str] = {}
        self._members: dict[str, list[str]] = {}
        self._join_same()

    # --- prints of one quantity ----------------------------------------------------------------

    def _join_same(self) -> None:
        """Numbers that a satisfied equality says are the same, and that print the same value."""
        for one in self.account.judged.values():
            if one.is_violated:
                continue
            for row in one.rows:
                values = {name: value_at(self.account, name) for name in row.linear.coefficients}
                names = [name for name, value in values.items() if value]
                if len(names) == 2 and row.low == row.high == 0 and not row.linear.constant:
                    signs = sum(row.linear.coefficients[name] for name in names)
                    if not signs and values[names[0]] == values[names[1]]:
                        self._parents[self.root(names[0])] = self.root(names[1])
        for name in list(self._parents):
            self._members.setdefault(self.root(name), []).append(name)
        for root, members in self._members.items():
            if root not in members:
                members.append(root)

    def root(self, name: str) -> str:
        while name in self._parents and self._parents[name] != name:
            name = self._parents[name]
        return name

    def members(self, name: str) -> tuple[str, ...]:
        """All prints of the quantity that a number is a print of."""
        root = self.root(name)
        return tuple(sorted(set(self._members.get(root, [root]))))

    # --- what relations leave to a number ------------------------------------------------------

    def left_to(self, one: Judged, members: Iterable[str]) -> Interval | None:
        """The values that a statement leaves to a quantity; None where no value will do."""
        free = set(members)
        if one.own in free:
            return self._own_range(one)
        region: Interval | None = OPEN
        for row in one.rows:
            factor, low, high = Fraction(0), row.linear.constant, row.linear.constant
            is_low = is_high = True
            for name, own in row.linear.coefficients.items():
                if name in free:
                    factor += own
                    continue
                reach = self.intervals[name]
                ends = (reach.low, reach.high) if own > 0 else (reach.high, reach.low)
                is_low, is_high = is_low and ends[0] is not None, is_high and ends[1] is not None
                low += own * (ends[0] or 0)
                high += own * (ends[1] or 0)
            least = None if row.low is None or not is_high else row.low - high
            most = None if row.high is None or not is_low else row.high - low
            if factor:
                least, most = (None if end is None else end / factor for end in (least, most))
                least, most = (most, least) if factor < 0 else (least, most)
                region = meet(region, Interval(least, most)) if region is not None else None
            elif (least is not None and least > 0) or (most is not None and most < 0):
                return None
            if region is None:
                return None
        return region

    def _own_range(self, one: Judged) -> Interval:
        """What the formula of a statement leaves to its own number, as far as it is arithmetic."""
        if one.ratio is None:
            return one.own_range or OPEN
        try:
            return ratio_range(one.ratio.top, one.ratio.bottom, self.intervals) or OPEN
        except ValueError:  # a number without bounds stands in it
            return OPEN

    def holds(self, one: Judged) -> bool:
        """True where some values of the numbers, as mended so far, satisfy a statement."""
        if not one.rows:
            return not one.is_violated
        return self.left_to(one, ()) is not None

    def about(self, members: Iterable[str]) -> list[Judged]:
        """The statements in which one of these numbers stands."""
        names = {name for member in members for name in self.account.touching.get(member, [])}
        return [self.account.judged[name] for name in sorted(names)]

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
        culprits: list[Culprit] = []
        left = list(found.statements)
        while left := [one for one in left if one.name not in self.mended]:
            single = self._most_at_once(left, most_members=1)
            if single is None:
                break
            culprits.append(self._free(single))
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
        return None if kept is None else Culprit(members, kept, tuple(rest))

    def _satisfied(
        self, members: tuple[str, ...], region: Interval, besides: set[str]
    ) -> Interval | None:
        """What the statements that hold leave of a region."""
        kept: Interval | None = region
        for one in self.about(members):
            if one.name in besides or (one.is_violated and one.name not in self.mended):
                continue
            left = self.left_to(one, members)
            kept = None if left is None or kept is None else meet(kept, left)
            if kept is None:
                return None
        return kept

    def _most_at_once(self, rest: Sequence[Judged], most_members: int = 0) -> Culprit | None:
        """The number that mends most of the statements and breaks none, with those it mends."""
        best: list[Culprit] = []
        for members in self._candidates(rest):
            if most_members and len(members) > most_members:
                continue
            kept = self._satisfied(members, OPEN, set())
            if kept is None:
                continue
            about = [one for one in rest if set(members) & set(one.numbers)]
            regions = [(one, self.left_to(one, members)) for one in about]
            culprit = _deepest(members, kept, [(one, left) for one, left in regions if left is not None])
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

    def _two_together(self, rest: Sequence[Judged]) -> list[Culprit]:
        """Two numbers that hide each other: one mends and breaks what the other mends again."""
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
                if not one.is_violated
                and ((left := self.left_to(one, members)) is None or meet(left, first.region) is None)
            ]
            second = self._beside(first, broken) if broken else None
            if second is not None:
                pairs.append([first, replace(second, statements=())])
        return min(pairs, key=lambda pair: [(self.rank(one), one.members) for one in pair], default=[])

    def _beside(self, first: Culprit, broken: Sequence[Judged]) -> Culprit | None:
        kept = {member: self.intervals[member] for member in first.members if member in self.intervals}
        self.intervals.update(dict.fromkeys(first.members, first.region))
        try:
            return self._all_at_once(broken, besides=first.members)
        finally:
            self.intervals.update(kept)

    def _first(self, found: Sequence[Culprit]) -> Culprit | None:
        ordered = sorted(found, key=lambda one: (self.rank(one), one.members))
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
