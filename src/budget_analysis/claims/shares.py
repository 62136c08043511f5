"""A printed share against part and whole: of the whole that is named, or of any that may be meant."""

from __future__ import annotations

from ..facts import Unbound
from ..relations.tree import Named, Operand, percent
from ..sentences.statements import Subject
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNDEFINED, Judgement
from .binding import Bound, Sources, money, refs_of
from .results import Result, judged

_SIGNIFICANT = 3


def judge_share(entry: Bound, sources: Sources) -> Result:
    """A share of the whole that is named; of an unnamed whole, any that may be meant acquits."""
    statement = entry.statement
    if statement.base is None:
        raise Unbound("it is not said of which whole this is a share")
    first = _share_of(entry, statement.base, sources)
    for base in statement.other_bases:
        if first.verdict not in (DIFFERS, UNDEFINED):
            break
        try:
            other = _share_of(entry, base, sources)
        except Unbound as reason:
            if _is_settled(entry, statement.base, sources):
                break
            raise Unbound(f"the whole of this share is not certain: {reason}") from None
        if other.verdict in (EQUAL, ROUNDING):
            return other
    return first


def _is_settled(entry: Bound, base: Subject, sources: Sources) -> bool:
    """True where another share of the block, whose whole has the same words, fits that of the first reading."""
    for other in sources.stated.shares_beside(entry.statement):
        whole = other.statement.base
        if other is not entry and whole is not None and whole.words == base.words and not other.statement.doubt:
            try:
                result = _share_of(other, whole, sources)
            except Unbound:
                continue
            if result.verdict == EQUAL and is_telling(other.statement.printed):
                return True
    return False


def is_telling(printed: str) -> bool:
    """True for three or more significant digits, and never for 0 % and 100 %: fewer may fit by chance."""
    digits = printed.replace(",", "").replace(".", "").lstrip("-0")
    return len(digits) >= _SIGNIFICANT and digits.rstrip("0") != "1"


def _share_of(entry: Bound, base: Subject, sources: Sources) -> Result:
    wholes = refs_of(base, sources.forms)
    if not wholes:
        raise Unbound("the whole of this share is not known")
    try:
        whole = sources.at(wholes[0], entry.statement)
    except Unbound:
        told = sources.stated.by_name(base.words, entry.statement) if sources.is_loose and base.words else None
        if told is None or told.refs == entry.refs:
            raise
        whole = money(told)
    if whole.may_be_zero:
        judgement = Judgement(UNDEFINED, note="the whole may be zero")
        return Result(judgement, Named("100*a/b", facts=(whole,)))
    return judged(entry, percent(Operand(sources.at(entry.refs[0], entry.statement)), Operand(whole)))
