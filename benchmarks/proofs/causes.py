"""Whether a claimed cause is what was done: judged by the digits before and after, not by its name alone."""

from __future__ import annotations

from fractions import Fraction

from .changes import Slip
from .slots import is_number

FACTORS = {"times_10": 10, "times_100": 100, "times_1000": 1000, "times_10000": 10_000}
"""Ten times, and the tenth by the name with part_ in front."""
COPIES = {
    "whole_copied": ("whole", "neighbour", "budget"),
    "neighbour_copied": ("neighbour", "whole", "budget"),
    "year_before": ("last year",),
    "budget_for_actual": ("budget", "neighbour"),
    "actual_for_budget": ("neighbour",),
    "template_left": ("placeholder",),
    "rate_copied": ("neighbour",),
}
"""Copies by the kinds of slip that can be one: the neighbour may be the whole or the budget."""


def is_right(cause: str, slip: Slip) -> bool:
    """True where the cause describes the slip."""
    if cause in COPIES:
        return slip.kind in COPIES[cause]
    if not (is_number(slip.old) and is_number(slip.new)):
        return False
    old, new = (text.replace(",", "") for text in (slip.old, slip.new))
    before, after = Fraction(old), Fraction(new)
    for name, factor in FACTORS.items():
        if cause == name:
            return after == before * factor
        if cause == name.replace("times", "part"):
            return before == after * factor or abs(before / factor - after) <= Fraction(1, 100)
    digits, others = old.replace(".", ""), new.replace(".", "")
    if cause == "sign":
        return after == -before
    if cause == "digit_lost":
        return digits in _with_one_more(others) or digits.lstrip("0") in _with_one_more(others.lstrip("0"))
    if cause == "digit_doubled":
        return any(digits[: n + 1] + digits[n:] == others for n in range(len(digits)))
    if cause == "digits_swapped":
        return len(digits) == len(others) and _is_swapped(digits, others)
    if cause == "digit_mistaken":
        return len(digits) == len(others) and sum(a != b for a, b in zip(digits, others, strict=True)) == 1
    return cause in ("cut_off", "levelled") and abs(before - after) <= Fraction(1, 10 ** len(new.partition(".")[2]))


def _with_one_more(text: str) -> set[str]:
    return {text[:n] + digit + text[n:] for n in range(len(text) + 1) for digit in "0123456789"}


def _is_swapped(old: str, new: str) -> bool:
    places = [n for n, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    return len(places) == 2 and old[places[0]] == new[places[1]] and old[places[1]] == new[places[0]]
