"""Amounts that the prose on basic expenditure tells by the names of economic items: they are those of its form.

…主要包括：基本工资61.96万元、津贴补贴293.41万元。 The words name rows of the form only where the text
means its money: where two amounts of the section are just what the form prints, and most are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import codes
from ..facts import Forms, Unbound
from ..facts.forms import BASIC_FORM
from ..facts.numbers import is_money
from ..relations.judging import judge
from ..relations.tree import Operand
from ..sentences.statements import Subject
from ..sentences.words import group
from ..verdicts import DIFFERS
from .binding import Bound
from .results import FEWEST


def bind_economic_items(bound: Sequence[Bound], forms: Forms) -> list[Bound]:
    """The statements, those on rows of the form of basic expenditure bound to them."""
    named = {place: ref for place, one in enumerate(bound) if (ref := _row_of(one, forms))}
    fitting = {place for place, ref in named.items() if judge(Operand(forms.fact(ref)), bound[place].number).verdict != DIFFERS}
    # 基本工资37.81万元、津贴补贴8.68万元。其中：下属水利站基本工资12.00万元: one that does not fit is meant only beside those that do, where none other fits its row
    beside, rows = {bound[place].statement.told_in for place in fitting}, {named[place] for place in fitting}
    named = {place: ref for place, ref in named.items() if place in fitting or ref not in rows and bound[place].statement.told_in in beside}
    if len(fitting) < FEWEST or len(fitting) < 2 * (len(named) - len(fitting)):
        return list(bound)
    return [_as_amount(one, named[place]) if place in named else one for place, one in enumerate(bound)]


def _row_of(one: Bound, forms: Forms) -> str:
    """The place of the row that an amount is told of by the name of an economic item; empty where it is told of none."""
    statement = one.statement
    is_plain = statement.kind in ("amount", "datum") and not (one.measure or statement.year or one.problem) and is_money(statement.unit)
    name = statement.named if statement.kind == "datum" else statement.subject.words if one.is_told else ""
    if one.section != "basic" or not is_plain or not name or name in group("others") or one.fact is None:
        return ""
    try:
        ref = f"{BASIC_FORM}/{_code_of(name, forms)}/amount"
        is_nothing = forms.fact(ref).is_zero and not one.number.is_zero  # 医疗费1.08万元 may be 医疗费补助
    except Unbound:
        return ""
    return "" if is_nothing else ref


def _code_of(name: str, forms: Forms) -> str:
    """The class of that name, or the section of either half; of a name in both halves nothing is known."""
    if code := codes.economic_class(name):
        return code
    halves = {forms.economic_section(name, is_personnel) for is_personnel in (True, False)}
    if len(halves) > 1:
        raise Unbound(f"“{name}” is an item of both halves of basic expenditure")
    return halves.pop()


def _as_amount(one: Bound, ref: str) -> Bound:
    words = one.statement.named or one.statement.subject.words
    return replace(one, refs=(ref,), statement=replace(one.statement, kind="amount", subject=Subject((ref,), words=words), named="", doubt=""))
