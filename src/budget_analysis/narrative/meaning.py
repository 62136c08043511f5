"""What a number says, given what has been said before it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .lexicon import wholes_of
from .memory import Memory
from .statements import OTHER, PERCENT_SIGN, PRIOR, UNIT_WORD, Statement, Subject
from .tokens import Token, number_of


@dataclass(frozen=True)
class Setting:
    """Where a block stands, and whose account it is."""

    block: int
    section: str
    department: str
    fiscal_year: int | None


def state_number(token: Token, memory: Memory, setting: Setting) -> Statement:
    """The statement of one number; `datum` where nothing can be judged."""
    number, unit = number_of(token)
    subject = memory.subject or Subject()
    remarks = memory.remarks
    if token.kind == "bare":
        remarks = (*remarks, PERCENT_SIGN)
    elif unit == "万":
        remarks = (*remarks, UNIT_WORD)
    statement = Statement(
        kind="datum",
        subject=subject,
        printed=number,
        unit=unit or ("%" if token.kind == "bare" else ""),
        block=setting.block,
        section=setting.section,
        start=memory.clause_start,
        end=token.end,
        period=str(setting.fiscal_year or ""),
        year=memory.year,
        doubt=memory.doubts(),
        remarks=remarks,
        alternative=memory.alternative(),
    )
    if memory.in_reason:
        # A reason explains; what it counts is stated nowhere else.
        return replace(statement, subject=Subject(), doubt="")
    changed = replace(statement, direction=memory.direction, period=_span(setting.fiscal_year))
    if token.kind == "money":
        if memory.mode == "completion":
            return replace(statement, kind="amount", measure=memory.completion)
        if memory.mode == "share" and memory.base is not None:
            return replace(statement, kind="amount", subject=memory.base)
        if memory.direction:
            return replace(changed, kind="change", measure=_compared_with(memory))
        if memory.against == OTHER:
            return statement
        if memory.against == PRIOR:
            return replace(statement, kind=PRIOR, year=_year_before(setting.fiscal_year))
        measure = memory.against or memory.measure or memory.part_measure
        return replace(statement, kind="amount", measure=measure)
    if token.kind == "points":
        return changed
    if memory.mode == "completion":
        return replace(statement, kind="completion", measure=memory.completion)
    if memory.mode == "share":
        return _share(statement, memory, setting.section)
    if memory.direction:
        measure = memory.changed_measure if memory.changed else _compared_with(memory)
        return replace(changed, kind="growth", measure=measure)
    return replace(statement, kind="rate", doubt=statement.doubt or "it is not said of what")


def _share(statement: Statement, memory: Memory, section: str) -> Statement:
    """A share with its whole: the one named, else the one last spoken of or usual in the section."""
    statement = replace(statement, alternative=None)
    if memory.base is not None:
        return replace(statement, kind="share", base=memory.base)
    usual = [Subject((ref,)) for ref in wholes_of(section)]
    bases = [memory.whole, *usual] if memory.whole else usual
    if not bases:
        return replace(statement, kind="share")
    return replace(statement, kind="share", base=bases[0], other_bases=tuple(bases[1:]))


def _compared_with(memory: Memory) -> str:
    """What a change is a change on: a budget, a quoted amount of the year before, or not printed."""
    if memory.against not in ("", PRIOR):
        return memory.against
    if memory.measure not in ("", "actual"):
        return memory.measure
    return PRIOR if memory.has_base else ""


def _year_before(fiscal_year: int | None) -> str:
    return str(fiscal_year - 1) if fiscal_year else "the year before"


def _span(fiscal_year: int | None) -> str:
    return f"{fiscal_year - 1}-{fiscal_year}" if fiscal_year else ""
