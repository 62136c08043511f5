"""What kind of finding a slip is, and how grave."""

from __future__ import annotations

from ..claims.severity import GROSS, LAST_DIGIT, ORDINARY
from ..frames import text
from .naming import wording
from .slip import Slip
from .statements import CHECK, Judged

_GRAVITY = (LAST_DIGIT, ORDINARY, GROSS)


def kind_of(slip: Slip, lead: Judged) -> str:
    """The kind of a finding by the statement that says it best."""
    if slip.block is not None:
        return slip.block.kind
    if slip.partner is not None:
        return "exchanged_columns" if slip.number.source == "cell" else "exchanged_numbers"
    if slip.way or slip.against is not None:
        return "direction"
    if slip.number.source == "code":
        return "structure"
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
    whole = number.value.value
    if slip.among:  # how far the sum is off, told by any of its numbers
        number = next((one for one in slip.among if one.id in slip.culprit.members), number)
    printed = number.value
    assert printed is not None
    reach = printed.interval
    assert reach.low is not None and reach.high is not None
    gaps = [
        *([region.low - reach.high] if region.low is not None else []),
        *([reach.low - region.high] if region.high is not None else []),
    ]
    distance = max(gaps, default=printed.resolution)
    due = slip.right.value / number.factor if slip.right is not None else None
    if slip.among:
        is_far = distance > abs(whole) / 2
        return LAST_DIGIT if distance <= printed.resolution else GROSS if is_far else ORDINARY
    is_one_off = distance <= printed.resolution if due is None else abs(due - printed.value) <= printed.resolution
    if printed.resolution and is_one_off:
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
