"""What differs to culprits: blocks first, then numbers; what belongs together is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from .. import codes
from ..amounts import Interval, Printed
from ..checks.operands import text
from ..claims.severity import GROSS, LAST_DIGIT, ORDINARY
from .blocks import Block, find_blocks
from .cause import Cause
from .causes import cause_of, right_of
from .confirmed import Confirmed
from .directions import OPPOSITE, Turned, find_turned
from .mending import Culprit, Mender
from .regions import OPEN
from .names import Compared, compared, other_numbers, wrong_and_right
from .naming import wording
from .statements import CHECK, Account, Judged, Number

_GRAVITY = (LAST_DIGIT, ORDINARY, GROSS)


@dataclass(frozen=True)
class Slip:
    """One slip: numbers that are wrong together, words that are wrong alike, or a block of cells.

    `right` is what `number` should print, None where that is not unique; `same` are further
    statements of words that are wrong in the same way. `partner` is the number that carries this
    one's value and whose value this one carries. `way` is the direction (up, down) that the word
    beside `number` should have, where not the number but its word is wrong; `against` is then the
    number or word that says so, where it is one; without `way` one of the two is wrong.
    """

    culprit: Culprit
    number: Number
    right: Printed | None = None
    cause: Cause | None = None
    same: tuple[Judged, ...] = ()
    block: Block | None = None
    partner: Number | None = None
    others: tuple[tuple[Number, Printed | None], ...] = ()
    way: str = ""
    against: Number | None = None

    @property
    def statements(self) -> list[Judged]:
        return list({one.name: one for one in (*self.culprit.statements, *self.same)}.values())


def diagnose(account: Account, states: Mapping[str, str]) -> tuple[list[Slip], Mender]:
    """The slips of an account, each violated statement explained by one at least.

    Args:
        states: of the forms; what differs because a form is empty is one slip.
    """
    confirmed = Confirmed(account)
    mender = Mender(account, lambda culprit: _rank(mender, confirmed, culprit))
    blocks = [_of_block(account, block) for block in find_blocks(mender, account.violated)]
    left = [one for one in account.violated if one.name not in mender.mended]
    turned = [_of_turned(account, one) for one in find_turned(mender, left)]
    rest = [one for one in left if one.name not in mender.mended]
    slips = turned + [_of_culprit(mender, confirmed, culprit) for culprit in mender.diagnose(rest)]
    return _with_shadows(account, blocks, _alike(_misnamed(_exchanged(slips)), states)), mender


def _with_shadows(account: Account, blocks: Sequence[Slip], slips: Sequence[Slip]) -> list[Slip]:
    """What is asked of the codes in the rows of a shifted block differs because of the shift."""
    found, left = list(blocks), []
    for slip in slips:
        [*statements] = slip.culprit.statements
        is_of_words = slip.number.value is None and all(one.source == CHECK and not one.rows for one in statements)
        code = text(statements[0].record["instance"]).partition(" ")[0] if is_of_words else ""
        place = next((n for n, one in enumerate(found) if code and code in _codes(account, one.block)), None)
        if place is None:
            left.append(slip)
        else:
            found[place] = replace(found[place], same=(*found[place].same, *slip.statements))
    return [*found, *left]


def _codes(account: Account, block: Block | None) -> set[str]:
    """The codes of the rows of a block."""
    return {text(account.numbers[name].record["code"]) for name in block.cells} - {""} if block else set()


def _of_block(account: Account, block: Block) -> Slip:
    cell, other = (account.numbers[name] for name in block.proof[0])
    assert other.value is not None
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
    is_nothing = number.value is not None and not number.value.value
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
    return Slip(culprit, number, right, cause, others=() if way else tuple(others), way=way)


def _of_turned(account: Account, turned: Turned) -> Slip:
    """One of two words that go opposite ways."""
    word, change = account.numbers[turned.rate.own], account.numbers[turned.change]
    culprit = Culprit((), OPEN, turned.statements)
    if not turned.wrong:
        return Slip(culprit, word, others=((change, None),), against=change)
    number, other = (change, word) if turned.wrong == turned.change else (word, change)
    return Slip(culprit, number, way=OPPOSITE[text(number.record["direction"])], against=other)


def _exchanged(slips: Sequence[Slip]) -> list[Slip]:
    """Two cells of a form that carry each other's number are one slip."""
    found: list[Slip] = []
    for slip in slips:
        for place, other in enumerate(found):
            if other.partner is None and _carry_each_other(slip, other):
                culprit = replace(
                    other.culprit,
                    members=(*other.culprit.members, *slip.culprit.members),
                    statements=(*other.culprit.statements, *slip.culprit.statements),
                )
                assert other.right is not None and other.number.value is not None
                proof = f"{other.number.printed} ↔ {slip.number.printed}"
                cause = Cause("exchanged_columns", proof)
                found[place] = replace(other, culprit=culprit, partner=slip.number, cause=cause, others=())
                break
        else:
            found.append(slip)
    return found


def _misnamed(slips: Sequence[Slip]) -> list[Slip]:
    """Where a form misnames a code, the text that names it rightly is not wrong beside the form."""
    found = list(slips)
    for slip in slips:
        told = compared(slip.culprit.statements[0])
        if told is None or told.head:
            continue
        shadows = [one for one in found if one is not slip and _is_shadow(one, told)]
        if shadows:
            found = [one for one in found if one not in shadows]
            place = found.index(slip)
            told_too = [one for shadow in shadows for one in shadow.statements]
            culprit = replace(slip.culprit, statements=(*slip.culprit.statements, *told_too))
            found[place] = replace(slip, culprit=culprit)
    return found


def _is_shadow(slip: Slip, told: Compared) -> bool:
    one = slip.culprit.statements[0]
    if one.kind != "item_name" or len(slip.culprit.statements) > 1:
        return False
    name, label = (codes.fold_name(each) for each in wrong_and_right(one))
    odd = told.odd.get(text(one.record["form"]), "")
    return codes.fold_name(odd) == label and codes.fold_name(told.right) == name


def _carry_each_other(one: Slip, other: Slip) -> bool:
    numbers = (one.number, other.number)
    if any(number.source != "cell" or number.value is None for number in numbers):
        return False
    if numbers[0].record["form"] != numbers[1].record["form"]:
        return False
    return all(
        mine.right is not None
        and its.number.value is not None
        and mine.right.value == its.number.value.value * its.number.factor
        for mine, its in ((one, other), (other, one))
    )


def _alike(slips: Sequence[Slip], states: Mapping[str, str]) -> list[Slip]:
    """Words that are wrong in the same way, and all that an empty form contradicts, are one."""
    found: dict[object, Slip] = {}
    for slip in slips:
        key = _likeness(slip, states) or id(slip)
        if key in found:
            first = found[key]
            found[key] = replace(first, same=(*first.same, *slip.culprit.statements))
        else:
            found[key] = slip
    return list(found.values())


def _likeness(slip: Slip, states: Mapping[str, str]) -> tuple[str, ...] | None:
    [*statements] = slip.culprit.statements
    if len(statements) != 1 or slip.number.value is not None:
        return None
    one = statements[0]
    record: Mapping[Any, Any] = one.record
    if one.source == CHECK:
        forms = [part for part in text(record["instance"]).split() if part in states]
        return ("form", forms[0]) if forms and states[forms[0]] in _EMPTY else None
    form = text(record["form"])
    if one.kind == "announced":
        return ("announced",)
    if one.kind == "nil" and states.get(form, "missing") in _EMPTY:
        return "form", form
    if one.kind == "item_name" and wrong_and_right(one)[1]:
        return ("name", *wrong_and_right(one))
    if one.kind in ("period", "as_of"):
        return "period", text(record["printed"]), text(record["low"]), text(record["section"])
    return None


_EMPTY = ("emptied", "missing", "template")


def kind_of(slip: Slip, lead: Judged) -> str:
    """The kind of a finding by the statement that says it best."""
    if slip.block is not None:
        return slip.block.kind
    if slip.partner is not None:
        return "exchanged_columns"
    if slip.way or slip.against is not None:
        return "direction"
    if lead.source != CHECK:
        return str(wording()["of_claims"].get(lead.kind, "words"))
    if not lead.rows:
        return "structure"
    if lead.kind == "<=":
        return "exceeds"
    told = [name for name in lead.rows[0].linear.coefficients]
    return "same_number" if len(told) == 2 else "sum"


_WORDED = ("period", "department", "as_of", "list", "item_name")
"""Names, lists and periods are ordinary, whatever their digits."""


def severity_of(slip: Slip) -> str:
    """As for what differs; of a number by what it prints beside what it should be."""
    if slip.block is not None or slip.partner is not None or slip.way or slip.against is not None:
        return GROSS
    number, region = slip.number, slip.culprit.region
    if {one.kind for one in slip.statements} <= set(_WORDED):
        return ORDINARY
    if number.value is None or not slip.culprit.members:
        own = [text(one.record.get("severity")) for one in slip.statements if one.source != CHECK]
        return max((one for one in own if one in _GRAVITY), key=_GRAVITY.index, default=ORDINARY)
    printed, reach = number.value, number.value.interval
    assert reach.low is not None and reach.high is not None
    gaps = [
        *([region.low - reach.high] if region.low is not None else []),
        *([reach.low - region.high] if region.high is not None else []),
    ]
    distance = max(gaps, default=printed.resolution)
    if printed.resolution and distance <= printed.resolution:
        return LAST_DIGIT
    ends = [end for end in (region.low, region.high) if end is not None]
    if slip.right is not None:
        right = slip.right.value / number.factor
    elif ends:
        right = min(ends, key=lambda end: abs(end - printed.value))
    else:
        return ORDINARY
    is_turned = right * printed.value < 0
    is_tenfold = slip.cause is not None and slip.cause.name.startswith(("times_", "part_"))
    is_far = abs(printed.value - right) > max(abs(printed.value), abs(right)) / 2
    return GROSS if is_turned or is_tenfold or is_far else ORDINARY
