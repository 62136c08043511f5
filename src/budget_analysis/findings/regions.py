"""What relations leave to a printed number, and which prints are prints of one quantity."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..amounts import Interval, Linear, ratio_range
from ..relations.joint import Row
from .statements import Account, Judged, value_at

OPEN = Interval(None, None)


def meet(one: Interval, other: Interval) -> Interval | None:
    """What two intervals share; None where that is nothing."""
    lows = [end for end in (one.low, other.low) if end is not None]
    highs = [end for end in (one.high, other.high) if end is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    if low is not None and high is not None and low > high:
        return None
    return Interval(low, high)


class Regions:
    """The numbers of an account, each within its print, or within the values that mend it."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.intervals = dict(account.intervals)
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
        rated = [(name, base) for name, (base, rate) in one.products.items() if rate in free]
        if rated:
            return self._rate_left(one, *rated[0]) if len(rated) == 1 else OPEN
        return self._left_in(one.rows, free)

    def _rate_left(self, one: Judged, product: str, base: Linear) -> Interval | None:
        """The values of a rate that give the product which the other numbers leave."""
        # the last row is the statement, those before it say what the product is
        rows = [row for row in one.rows[:-1] if product not in row.linear.coefficients]
        left = self._left_in((*rows, *one.rows[-1:]), {product})
        reach = base.range(self.intervals)
        if left is None or reach.low is None or reach.high is None:
            return None if left is None else OPEN
        if reach.low <= 0:  # of nothing every rate is nothing
            return OPEN if reach.high > 0 or left.contains(0) else None
        low = None if left.low is None else min(left.low / reach.low, left.low / reach.high)
        high = None if left.high is None else max(left.high / reach.low, left.high / reach.high)
        return Interval(low, high)

    def _left_in(self, rows: Iterable[Row], free: set[str]) -> Interval | None:
        region: Interval | None = OPEN
        for row in rows:
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

    def fits(self, one: Judged) -> bool:
        """As `holds`, of a rate by its formula; a rate that has no value (growth from nothing) fits."""
        if one.ratio is None:
            return self.holds(one)
        left = self.left_to(one, (one.own,))
        return left is not None and meet(left, self.intervals[one.own]) is not None

    def about(self, members: Iterable[str]) -> list[Judged]:
        """The statements in which one of these numbers stands."""
        names = {name for member in members for name in self.account.touching.get(member, [])}
        return [self.account.judged[name] for name in sorted(names)]
