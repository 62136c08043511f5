"""A number with its subject, before a shape says what it tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .lists import names_of_list
from .statements import OF_ANOTHER, PERCENT_SIGN, UNIT_WORD, Statement, Subject
from .tokens import Token, number_of
from .topic import NOBODY, Setting, Topic
from .walks import text_of
from .words import whole_of

UNNAMED = "no subject is named"
SEVERAL = "several subjects for one number"
OF_YEAR_BEFORE = "it may be of the year before, as the amount before it is"
_OF_SUBJECT = ("amount", "prior", "change", "growth", "share", "completion", "direction")


def plain(token: Token, topic: Topic, setting: Setting, kind: str) -> Statement:
    """A number with its subject and nothing said of it yet."""
    number, unit = number_of(token)
    remarks: tuple[str, ...] = ()
    if token.kind == "bare" and kind not in ("count", "datum", "item_name", "list"):
        remarks, unit = (PERCENT_SIGN,), "%"
    elif unit == "万":
        remarks = (UNIT_WORD,)
    return Statement(
        kind=kind,
        subject=_subject(kind, topic, setting),
        printed=number,
        unit=unit,
        block=setting.block,
        section=setting.section,
        start=token.start,
        end=token.end,
        period=str(setting.fiscal_year or ""),
        year=topic.year,
        doubt=_doubt(topic) or _unnamed(kind, topic, setting),
        remarks=remarks,
        sentence=topic.sentence,
        is_told_again=topic.is_carried or not topic.is_of_sentence,
    )


def word_of(token: Token, topic: Topic, setting: Setting, kind: str) -> Statement:
    """A word that says something by itself, as it is printed and without a unit."""
    return replace(plain(token, topic, setting, kind), printed=token.text, unit="")


def _subject(kind: str, topic: Topic, setting: Setting) -> Subject:
    """What is spoken of; where nothing has been named, that may be the whole of the section."""
    usual = whole_of(setting.section)
    if topic.subject is NOBODY and usual and kind in _OF_SUBJECT:
        return Subject((usual,))
    return topic.subject


def _unnamed(kind: str, topic: Topic, setting: Setting) -> str:
    is_first = topic.sentence == 0 and bool(whole_of(setting.section))  # right behind its heading
    return UNNAMED if topic.subject is NOBODY and kind in _OF_SUBJECT and not is_first else ""


def names(tokens: Sequence[Token], position: int, topic: Topic, setting: Setting) -> tuple[list[Statement], int]:
    """The names of a list up to the end of its sentence, each a statement of its own, and where that ends."""
    listed, end = names_of_list(tokens, position)
    said = []
    for name in listed:
        words = text_of(name).removesuffix("等")
        if words:
            one = plain(name[-1], topic, setting, "list")
            said.append(replace(one, printed=words, unit="", start=name[0].start, end=name[-1].end, doubt=""))
    return said, end


def of_subject(token: Token, topic: Topic, setting: Setting, kind: str) -> Statement:
    """A number that is said of the subject, or of what may be meant instead."""
    return replace(plain(token, topic, setting, kind), alternative=topic.alternative())


def _doubt(topic: Topic) -> str:
    """Why the next number is not certain; empty where it is."""
    if topic.entity and (another := about_another(topic)):
        return another
    if topic.listing.is_lost:
        return "it is a part of something that was not understood"
    if topic.subject_doubt and not topic.is_fresh:
        return f"not understood: “{topic.subject_doubt}”"
    return ""


def of_year_before(one: Statement, setting: Setting) -> Statement:
    """What stands behind an amount of the year before may be of that year."""
    return replace(one.doubted(OF_YEAR_BEFORE), year=one.year or setting.year_before)


def about_another(topic: Topic) -> str:
    """Why a number is not the office's: it is told of another unit; empty where it is not, and where it is told by that unit's name."""
    return "" if topic.is_of_entity else of_another(topic.entity)


def of_another(unit: str) -> str:
    """The doubt about a number of another unit; empty where none is named."""
    return OF_ANOTHER.format(unit) if unit else ""
