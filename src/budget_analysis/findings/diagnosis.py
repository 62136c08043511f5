"""What differs to culprits: blocks first, then numbers; what belongs together is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from ..amounts import Interval, Printed
from ..facts import Fact
from ..frames import text
from .blocks import UNIT, Block, find_blocks
from .cause import Cause
from .causes import cause_of, right_of
from .confirmed import Confirmed
from .exchanges import Exchanged, find_exchanged
from .directions import OPPOSITE, Turned, find_turned
from .mending import Culprit, Mender
from .moved_rows import find_moved
from .names import compared, head_of, other_numbers
from .regions import OPEN
from .slip import Slip
from .statements import CHECK, Account, Judged, Number, value_at
from .units import find_units
from .together import alike, coded_twice, miscoded, misnamed, with_shadows

_MANY = 3
"""Numbers of a sum, any of which may be the wrong one: with fewer all are told in the sentence."""
_PAIR = 2
_STANDING = 5
"""Of a rank what is evidence, the cause last; what follows only chooses which of equals is named first."""
_CHANCE = Fraction(1, 50)
"""Part of the value: the room that rounding leaves to it, times the numbers that might have a cause."""


def diagnose(account: Account, states: Mapping[str, str], blank: Sequence[Fact] = ()) -> tuple[list[Slip], Mender]:
    """The slips of an account, each violated statement explained by one at least.

    Args:
        states: of the forms; what differs because a form is empty is one slip.
        blank: the blank totals over filled parts.
    """
    confirmed = Confirmed(account)
    mender = Mender(account, lambda culprit: _rank(mender, confirmed, culprit))
    found = [*find_blocks(mender, account.violated), *find_units(mender, account.violated)]
    found += find_moved(mender, account.violated)
    blocks = [_of_block(account, block) for block in found]
    left = [one for one in account.violated if one.name not in mender.mended]
    turned = [_of_turned(account, one) for one in find_turned(mender, left)]
    rest = [one for one in left if one.name not in mender.mended]
    turned += [_of_exchanged(one) for one in find_exchanged(mender, rest, blank)]
    rest = [one for one in rest if one.name not in mender.mended]
    slips = turned + [_of_culprit(mender, confirmed, culprit) for culprit in mender.diagnose(rest)]
    return with_shadows(account, blocks, alike(misnamed(coded_twice(account, miscoded(account, slips))), states)), mender


def _of_block(account: Account, block: Block) -> Slip:
    cell, other = (account.numbers[name] for name in block.proof[0])
    assert other.value is not None
    if block.kind == UNIT:
        head = head_of(account, block.form, "unit", text(account.forms[block.form]["unit"]))
        return Slip(Culprit((), OPEN, block.statements), head, block=block)
    proof = "; ".join(
        f"{account.numbers[one].printed} → {account.numbers[two].printed}" for one, two in block.proof[:3]
    )
    culprit = Culprit(block.cells, Interval(None, None), block.statements)
    return Slip(culprit, cell, other.value.scaled(other.factor), Cause(block.kind, proof), block=block)


def lead_number(account: Account, culprit: Culprit) -> Number:
    """The print that a slip is named by: the own number of what differs, else the first cell."""
    for one in culprit.statements:
        owner = _owner(account, one)
        if owner in culprit.members:
            return account.numbers[owner]
    if culprit.members:
        cells = [name for name in culprit.members if account.numbers[name].source == "cell"]
        touched = Counter(name for one in culprit.statements for name in one.numbers)
        told = min(cells or culprit.members, key=lambda name: (-touched[name], -_depth(account, name), name))
        return account.numbers[told]
    one = culprit.statements[0]
    return account.numbers.get(one.own) or Number(one.name, "word", text(one.record.get("printed")), "", None, one.record)


def _depth(account: Account, name: str) -> int:
    """Of a code its length: what stands below is added up to what stands above."""
    role = text(account.numbers[name].record.get("role"))
    return len(role) if role.isdecimal() else 0


def _owner(account: Account, one: Judged) -> str:
    if one.source == CHECK:
        return ""
    if one.kind == "sum" and not one.own:  # a sum is told again of the number of its whole
        name = one.name.partition(".")[0]
        return name if name in one.numbers else ""
    return one.own or (one.name if one.name in account.numbers else "")


def _rank(mender: Mender, confirmed: Confirmed, culprit: Culprit) -> tuple[object, ...]:
    """Printed before blank, few places, not confirmed by other prints, a proved cause, the number of the statement itself."""
    account = mender.account
    number = lead_number(account, culprit)
    is_own = any(_owner(account, one) in culprit.members for one in culprit.statements)
    cause = _cause(mender, culprit, number)[1]
    is_total = any(
        one.source == CHECK and one.rows and one.numbers[0] in culprit.members for one in culprit.statements
    )
    is_confirmed = cause is None and confirmed.is_so(number, culprit.members)
    is_nothing = number.source == "sentence" and number.value is not None and not number.value.value
    return (
        not number.printed, is_nothing, len(culprit.members), is_confirmed, cause is None, not is_own, not is_total
    )  # fmt: skip


def _cause(mender: Mender, culprit: Culprit, number: Number) -> tuple[Printed | None, Cause | None]:
    right = right_of(mender, number, culprit.members, culprit.region)
    return right, cause_of(mender, number, culprit.members, right, _cut(number, culprit))


def _cut(number: Number, culprit: Culprit) -> Fraction | None:
    """The value of a rate whose digits are printed, cut off where they should be rounded."""
    low, high = culprit.region.low, culprit.region.high
    if number.value is None or low is None or high is None or number.value.is_exact:
        return None
    if not any(one.ratio is not None and one.own in culprit.members for one in culprit.statements):
        return None
    value, step = number.value.value, number.value.resolution
    if value < 0:
        low, high, value = -high, -low, -value
    is_cut = value <= low and high < value + step
    return (low + high) / 2 if is_cut else None


def _of_culprit(mender: Mender, confirmed: Confirmed, culprit: Culprit) -> Slip:
    account = mender.account
    number = lead_number(account, culprit)
    right, cause = _cause(mender, culprit, number) if culprit.members else (None, None)
    others: list[tuple[Number, Printed | None]] = []
    if (told := compared(culprit.statements[0])) is not None:
        others += [(one, None) for one in other_numbers(account, told)]
    for other in culprit.others:
        its = lead_number(account, other)
        due, why = _cause(mender, other, its)
        if why is not None or not confirmed.is_so(its, (*other.members, *culprit.members)):
            others.append((its, due))
    way = OPPOSITE.get(text(number.record.get("direction")), "") if cause and cause.name == "sign" else ""
    if not way and (whole := whole_of(account, culprit.statements)):
        found = _in_question(culprit)
        if found and account.numbers[whole].value is not None:
            numbers = sorted((lead_number(account, one) for one in found), key=lambda one: (one.id != whole, _place(one)))
            rest = tuple(one for one in others if one[0] not in numbers)
            return Slip(culprit, account.numbers[whole], others=rest, among=tuple(numbers))
    if cause is None and (beside := _told_otherwise(account, culprit)):
        return Slip(culprit, number, beside=beside)
    return Slip(culprit, number, right, cause, others=() if way else tuple(others), way=way)


def _told_otherwise(account: Account, culprit: Culprit) -> tuple[Number, ...]:
    """The prints of one other value, no more than those thought wrong, where all stand in the text; else none.

    `99.90` in a table and twice beside it, `99` in a sentence and as a total of items: either may be what is wrong.
    """
    others: dict[str, Number] = {}
    for one in culprit.statements:
        is_equality = len(one.rows) == 1 and one.rows[0].low == one.rows[0].high == 0
        names = [name for name in one.rows[0].linear.coefficients if value_at(account, name)] if is_equality else []
        beside = [name for name in names if name not in culprit.members]
        if len(names) != _PAIR or len(beside) != 1 or beside[0] not in account.numbers:
            return ()
        others[beside[0]] = account.numbers[beside[0]]
    is_text = all(one.source != "cell" for one in (*others.values(), *(account.numbers[name] for name in culprit.members)))
    is_one_value = len({value_at(account, name) for name in others}) == 1
    return tuple(others.values()) if is_text and is_one_value and _PAIR <= len(culprit.members) >= len(others) else ()


def _in_question(culprit: Culprit) -> list[Culprit]:
    """The culprit and all that may be wrong instead, where its cause does not single it out among many; else none.

    Of many numbers one has a cause by chance where rounding leaves it much room: that tells nothing.
    What other prints confirm is not in question.
    """
    low, high = culprit.region.low, culprit.region.high
    room = high - low if low is not None and high is not None else None
    count = 1 + len(culprit.others)
    is_tight = room is not None and high is not None and room * count <= _CHANCE * abs(high)
    standing = _STANDING if is_tight else _STANDING - 1
    equals = sum(one.rank[:standing] == culprit.rank[:standing] for one in culprit.others)
    if 1 + equals < _MANY:
        return []
    known = culprit.rank[: _STANDING - 1]
    return [culprit, *(one for one in culprit.others if one.rank[: _STANDING - 1] == known)]


def _place(number: Number) -> tuple[str, int, str]:
    record = number.record
    row = text(record.get("row"))
    return text(record.get("form")), int(row) if row.isdecimal() else 0, number.id


def whole_of(account: Account, statements: Sequence[Judged]) -> str:
    """The number that all others of a sum add up to, where these are many; empty for what is no such sum."""
    for one in statements:
        for row in one.rows:
            signs = {name: own > 0 for name, own in row.linear.coefficients.items() if name in account.numbers}
            for is_positive in (True, False):
                alone = [name for name, sign in signs.items() if sign == is_positive]
                if row.low == row.high is not None and len(alone) == 1 and len(signs) > _MANY:
                    return alone[0]
    return ""


def _of_exchanged(exchanged: Exchanged) -> Slip:
    one, other = exchanged.one, exchanged.other
    if not one.printed:  # what is printed can be quoted
        one, other = other, one
    assert other.value is not None
    culprit = Culprit((one.id, other.id), OPEN, exchanged.statements)
    name = "exchanged_columns" if one.source == "cell" else "exchanged_numbers"
    cause = Cause(name, f"{one.printed} ↔ {other.printed}")
    return Slip(culprit, one, other.value.scaled(other.factor), cause, partner=other)


def _of_turned(account: Account, turned: Turned) -> Slip:
    """One of two words that go opposite ways, or two that both go the wrong way."""
    word, change = account.numbers[turned.rate.own], account.numbers[turned.change]
    culprit = Culprit((), OPEN, turned.statements)
    if turned.amount:
        way = OPPOSITE[text(word.record["direction"])]
        return Slip(culprit, word, way=way, against=change, amount=account.numbers[turned.amount])
    if not turned.wrong:
        return Slip(culprit, word, others=((change, None),), against=change)
    number, other = (change, word) if turned.wrong == turned.change else (word, change)
    return Slip(culprit, number, way=OPPOSITE[text(number.record["direction"])], against=other)
