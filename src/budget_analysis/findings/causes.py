"""What happened to a number, as far as its value proves it. No cause without its arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from ..amounts import Interval, Printed, decimal
from ..frames import text
from ..relations.ranges import Quotient
from .cause import Cause
from .mending import Mender
from .regions import meet
from .rate_causes import causes_of_rate
from .statements import Account, Number, value_at

_LEAST = Fraction(1, 100)
"""Of a smaller number than the usual last digit nobody lost the point."""
_TEN_TIMES = (1, 2, 4)
_TELLING = 3
"""So many digits in common are no coincidence for a number that was copied."""
_OFTEN = 3
"""So many times a digit is not mistaken."""
_NEARER = 10
"""A change of fewer last digits than these may be rounding: no digit was mistaken."""


def cause_of(
    mender: Mender,
    number: Number,
    members: tuple[str, ...],
    right: Printed | None,
    cut: Fraction | None,
) -> Cause | None:
    """The cause of one wrong number.

    Args:
        members: the prints of the same quantity; none of them was copied from another.
        right: what should be printed, in the unit of the print; None where that is not unique.
        cut: the value whose digits are printed, cut off; None where that is not so.
    """
    if number.value is None or right is None:
        return None
    own = number.value.scaled(number.factor)
    others = {number.id, *members}
    account = mender.account
    rated = [account.judged[name] for name in account.touching.get(number.id, []) if account.judged[name].own == number.id]
    of_rate = [found for one in rated if one.ratio is not None for found in causes_of_rate(mender, number, one, own, right)]
    for found in _causes(account, number, others, own, right, cut, of_rate):
        return found
    return None


def _causes(
    account: Account,
    number: Number,
    besides: set[str],
    own: Printed,
    right: Printed,
    cut: Fraction | None,
    of_rate: Sequence[Cause],
) -> Iterator[Cause]:
    value, wanted = own.value, right.value
    if value and wanted and value == -wanted:
        yield Cause("sign", f"{shown(wanted, own)} → {shown(value, own)}")
    for power in _TEN_TIMES:
        times = Fraction(10**power)
        if value and value == wanted * times and abs(wanted) >= _LEAST:
            yield Cause(f"times_{10**power}", f"{shown(wanted, right)} × {10**power} = {shown(value, own)}")
        if value and _is_part(own, wanted, times) and abs(value) >= _LEAST:
            sign = "=" if value * times == wanted else "≈"  # a point that slipped drops the last digits
            yield Cause(f"part_{10**power}", f"{shown(wanted, right)} ÷ {10**power} {sign} {shown(value, own)}")
    yield from (one for one in of_rate if one.name == "levelled")
    if cut is not None:
        step = own.resolution / 100
        yield Cause("cut_off", f"{shown(Fraction(round(cut / step)) * step, own)} → {shown(value, own)}")
    slips = list(_digits(own, right))
    yield from (one for one in slips if one.name != "digit_mistaken")
    yield from of_rate
    yield from _copied(account, number, besides, value, wanted)
    yield from (one for one in slips if not _is_told_often(account, besides))


def _is_told_often(account: Account, prints: set[str]) -> bool:
    """True where the text prints the number three times: no digit was mistaken each time."""
    told = [one for name in prints if (one := account.numbers.get(name)) is not None and one.source != "cell"]
    return len(told) >= _OFTEN and len({one.printed.rstrip("0") for one in told}) == 1


def _is_part(own: Printed, wanted: Fraction, times: Fraction) -> bool:
    """True for the tenth part, rounded to the last digit where enough digits are left to tell; a year is not rounded."""
    if own.value * times == wanted:
        return True
    return not own.is_exact and _tells(own.value) and abs(wanted / times - own.value) <= own.resolution / 2


def _digits(own: Printed, right: Printed) -> Iterator[Cause]:
    step = own.resolution
    if not step or (own.value / step).denominator != 1 or (right.value / step).denominator != 1:
        return
    if own.value * right.value <= 0:
        return
    least = len(decimal(step).partition(".")[2]) + 1  # 0.80 has the digits 080
    one, other = (str(abs(int(number.value / step))).zfill(least) for number in (own, right))
    told = f"{shown(right.value, own)} → {shown(own.value, own)}"
    if len(one) + 1 == len(other) and any(other[:n] + other[n + 1 :] == one for n in range(len(other))):
        yield Cause("digit_lost", told)
    elif len(one) == len(other) + 1:
        for place, digit in enumerate(one):
            if one[:place] + one[place + 1 :] == other and digit in (one[place - 1 : place], one[place + 1 : place + 2]):
                yield Cause("digit_doubled", told)
                break
    elif len(one) == len(other):
        wrong = [place for place, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            first, second = wrong
            if one[first] == other[second] and one[second] == other[first]:
                yield Cause("digits_swapped", told)
        elif len(wrong) == 1 and len(one) >= _TELLING and abs(own.value - right.value) >= _NEARER * step:
            yield Cause("digit_mistaken", told)


def _copied(
    account: Account, number: Number, besides: set[str], value: Fraction, wanted: Fraction
) -> Iterator[Cause]:
    """The number is that of its row or column, of its whole, of the year before, of the budget."""
    if not _tells(value):
        return
    common = value / number.factor
    year_before = _year_before(account, number)
    if year_before is not None and year_before == common:
        yield Cause("year_before", f"{decimal(value)} = {decimal(year_before * number.factor)}")
    for other in account.numbers.values():
        if other.value is None or other.value.value != common or other.id in besides:
            continue
        name = _relation(number, other)
        if name and other.value.value * number.factor != wanted:
            yield Cause(name, f"{decimal(value)} = {other.printed}")


def _tells(value: Fraction) -> bool:
    return len(decimal(abs(value)).replace(".", "").strip("0")) >= _TELLING


def _relation(number: Number, other: Number) -> str:
    """What another number of the same print is to a number; empty where it is nothing near."""
    own, its = ({key: text(one.record.get(key)) for key in ("form", "measure", "row", "role")} for one in (number, other))
    if own["form"] != its["form"] or not own["form"]:
        return ""
    if number.source != "cell" or other.source != "cell":
        is_budget = "budget" in its["measure"] and "budget" not in own["measure"]
        is_actual = "budget" in own["measure"] and "budget" not in its["measure"]
        if (own["role"] or own["row"]) == (its["role"] or its["row"]):
            return "budget_for_actual" if is_budget else "actual_for_budget" if is_actual else ""
        return ""
    if own["measure"] == its["measure"]:
        mine, others = own["role"], its["role"]
        if others == "total" or (mine.isdecimal() and others.isdecimal() and mine.startswith(others) and mine != others):
            return "whole_copied"
        return "neighbour_copied" if abs(int(own["row"]) - int(its["row"])) <= 2 else ""
    if own["row"] == its["row"]:
        if "budget" in its["measure"]:
            return "budget_for_actual"
        return "actual_for_budget" if "budget" in own["measure"] else "neighbour_copied"
    return ""


def _year_before(account: Account, number: Number) -> Fraction | None:
    """The amount of the year before, where its change is told: this year's less the change."""
    quantity = _quantity(number)
    if not all(quantity):
        return None
    for name in account.judged:
        one = account.numbers.get(name)
        if one is None or one.value is None or account.judged[name].kind != "change":
            continue
        if _quantity(one) != quantity:
            continue
        sign = -1 if text(one.record.get("direction")) == "down" else 1
        for other in account.numbers.values():
            if other.value is not None and other.id != number.id and _quantity(other) == quantity and other.id != one.id:
                return other.value.value - sign * one.value.value
    return None


def _quantity(number: Number) -> tuple[str, str, str]:
    row = text(number.record.get("role")) if number.source == "cell" else text(number.record.get("row"))
    return text(number.record.get("form")), row, text(number.record.get("measure"))


def shown(value: Fraction, like: Printed) -> str:
    """A value with at least the decimals of a print."""
    places = 0
    while like.resolution and like.resolution * 10**places < 1:
        places += 1
    told = decimal(value)
    whole, _, decimals = told.partition(".")
    return f"{whole}.{decimals.ljust(places, '0')}" if places else told


def grouped(told: str, numbers: Iterable[Number]) -> str:
    """A number with separators of thousands, where the numbers beside it have them."""
    whole, _, decimals = told.lstrip("-").partition(".")
    if len(whole) < 4 or not any("," in one.printed for one in numbers):
        return told
    sign = "-" if told.startswith("-") else ""
    return sign + f"{int(whole):,}" + (f".{decimals}" if decimals else "")


def right_of(mender: Mender, number: Number, members: tuple[str, ...], region: Interval) -> Printed | None:
    """What should be printed: the one number of as many decimals that fits all statements.

    Where several fit, the one that most equalities give at the printed values of the others.
    None where that is not unique.
    """
    if number.value is None:
        return None
    step = number.value.resolution
    if not number.value.value:  # a blank or an exact zero is printed like those that it stands with
        step = _finest(mender, number, members) or step
    if not step:
        return None
    fitting = _prints_in(region, step)
    if fitting is not None and len(fitting) == 1:
        return _as_print(number, fitting[0], step)
    votes: dict[Fraction, int] = {}
    for one in mender.about(members):
        for value in _points(mender, one.name, set(members)):
            near = Fraction(round(value / step)) * step
            # a rate's own formula says more of it than what its neighbours leave
            votes[near] = votes.get(near, 0) + (2 if one.own in members else 1)
    half = step / 2
    allowed = {value: count for value, count in votes.items() if meet(region, Interval(value - half, value + half)) is not None}
    best = sorted(allowed.items(), key=lambda one: -one[1])
    is_one = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
    slipped = None if is_one and best[0][1] > 1 else _slipped(number.value, region)
    if slipped is not None:
        return _as_print(number, slipped, step)
    return _as_print(number, best[0][0], step) if is_one else None


def _slipped(own: Printed, region: Interval) -> Fraction | None:
    """The one value among those that a simple slip turns into what is printed; None if several fit."""
    if region.low is None or region.high is None or not own.value or not own.resolution:
        return None
    steps = own.value / own.resolution
    if steps.denominator != 1:
        return None
    digits, sign = str(abs(int(steps))), 1 if steps > 0 else -1
    places = range(len(digits))
    texts = {digits[:n] + digits[n + 1 :] for n in places if n and digits[n] == digits[n - 1]}
    texts |= {digits[:n] + digit + digits[n:] for n in (*places, len(digits)) for digit in "0123456789"}
    texts |= {digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in places[:-1]}
    slips = {sign * int(text) * own.resolution for text in texts if text} | {-own.value}
    # a point that slipped to the right leaves zeros behind, which no other slip explains
    tens = {own.value / 10**power for power in _TEN_TIMES if digits.endswith("0" * power)}
    slips |= {own.value * Fraction(10) ** power for power in (*_TEN_TIMES, *(-one for one in _TEN_TIMES))}
    for found in (tens, slips):
        fitting = [value for value in found if value != own.value and region.contains(value)]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _finest(mender: Mender, number: Number, members: tuple[str, ...]) -> Fraction | None:
    numbers = [
        mender.account.numbers[name]
        for one in mender.about(members)
        for name in one.numbers
        if name in mender.account.numbers
    ]
    steps = [one.value.resolution for one in numbers if one.value and one.unit == number.unit]
    return min((step for step in steps if step), default=None)


def _as_print(number: Number, value: Fraction, step: Fraction) -> Printed:
    return Printed(value * number.factor, step * number.factor)


def _prints_in(region: Interval, step: Fraction) -> list[Fraction] | None:
    """The prints of a last digit whose value may lie in a region; None where they are many."""
    if region.low is None or region.high is None:
        return None
    first = -((-(region.low / step - Fraction(1, 2))) // 1)
    last = (region.high / step + Fraction(1, 2)) // 1
    if last - first > 3:
        return None
    inside = [Fraction(n) * step for n in range(int(first), int(last) + 1)]
    # a print that the region only touches is none where another holds more of it
    full = [one for one in inside if region.low < one + step / 2 and one - step / 2 < region.high]
    return full or inside


def _points(mender: Mender, name: str, members: set[str]) -> Iterator[Fraction]:
    """The value that each equality of a statement gives a quantity at the printed values."""
    one = mender.account.judged[name]
    if one.own in members:
        if one.ratio is not None:
            yield from _ratio_at(mender, one.ratio)
        return
    for row in one.rows:
        if row.low != row.high:
            continue
        factor = sum((own for n, own in row.linear.coefficients.items() if n in members), Fraction(0))
        if not factor:
            continue
        rest = row.linear.constant
        for other, own in row.linear.coefficients.items():
            if other not in members:
                reach = mender.intervals[other]
                if reach == mender.account.intervals[other]:
                    rest += own * value_at(mender.account, other)
                elif reach.low is not None and reach.high is not None:
                    rest += own * (reach.low + reach.high) / 2
                else:
                    break
        else:
            assert row.low is not None
            yield (row.low - rest) / factor


def _ratio_at(mender: Mender, ratio: Quotient) -> Iterator[Fraction]:
    """A ratio at the printed values of numbers that are not mended themselves."""
    names = {*ratio.top.coefficients, *ratio.bottom.coefficients}
    at = {name: value_at(mender.account, name) for name in names}
    if all(mender.intervals[name] == mender.account.intervals[name] for name in names) and ratio.bottom.at(at):
        yield ratio.top.at(at) / ratio.bottom.at(at)
