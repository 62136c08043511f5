"""What a number says, given the shape in which it stands and what has been said before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from .statements import ASIDE, OTHER, PERCENT_SIGN, PRIOR, TEMPLATE_RESIDUE, UNIT_WORD, Statement, Subject
from .shapes import Found, Said, Shape
from .lists import outside_brackets
from .tokens import Token, number_of
from .topic import EITHER, NOBODY, Setting, Topic
from .wholes import wholes_of
from .words import BUDGETS, budget_named, comparing_word, counted, group, is_whole, whole_of

_OF_SUBJECT = ("amount", "change", "growth", "share", "completion", "direction")
UNNAMED = "no subject is named"
_OPPOSITE = {"less": "down", "greater": "up"}


class Place(Protocol):
    """Where the reader stands: the tokens, for what is counted."""
    tokens: Sequence[Token]


def state(
    said: Said, found: Found, number: Token, topic: Topic, setting: Setting, place: Place
) -> tuple[list[Statement], Topic]:
    """The statements of one number of a shape, and the topic behind it."""
    way, word = _way(said, found, topic)
    kind = said.kind
    if topic.is_counting and number.kind == "percent" and not topic.is_fresh:
        # 房屋3260平方米，其中办公用房1410平方米，占43.25%: of what is counted, not of money
        one = replace(plain(number, topic, setting, "rate"), subject=Subject(words="…"))
        return [replace(one, doubt="it is a rate of what is counted")], topic.after_number(is_inside=False)
    if kind == "change_or_growth":
        kind = "change" if number.kind == "money" else "growth"
    remark = (TEMPLATE_RESIDUE,) if found.shape.remark else ()
    if kind in ("change", "growth"):
        measure = _named(said.measure, found) if said.measure else topic.comparison.rated_measure if topic.comparison.rated and said.way == "told" else ""
        statements, topic = change(number, way, word, measure, topic, setting)
        return [*statements[:-1], replace(statements[-1], remarks=(*statements[-1].remarks, *remark))], topic
    if kind == "prior":
        year = str(setting.fiscal_year - 1) if setting.fiscal_year else "the year before"
        named = found.named.get(said.of) if said.of else None
        named = None if named is None or (named.is_head and topic.subject.is_known) else named
        subject, other = (topic.subject, topic.alternative()) if named is None else (named.subject, None)
        one = replace(plain(number, topic, setting, PRIOR), subject=subject, year=year, alternative=other)
        told = (*(() if topic.is_told_over else topic.told), subject)
        return [one], replace(topic, comparison=replace(topic.comparison, has_quote=True), told=told, is_told_over=False)
    if kind == "amount":
        return _amount(said, found, number, topic, setting)
    if kind == "share":
        return _share(said, found, number, topic, setting)
    if kind == "completion":
        one = of_subject(number, topic, setting, "completion")
        return [replace(one, measure=_named(said.measure, found))], topic.after_number(is_inside=False)
    if kind == "direction":
        token = found.named[said.number]
        one = replace(
            of_subject(number, topic, setting, "direction"), printed=comparing_word(token.text), unit="",
            measure=budget_named(token.text), direction=token.value,
        )  # fmt: skip
        return [one], topic
    if kind == "flat":
        return _flat(number, topic, setting), topic
    if kind == "rate":
        return _rate(number, topic, setting)
    if kind == "count":
        return [count(number, topic, setting, place)], replace(topic, comparison=topic.comparison.without_way(), is_counting=True)
    if kind == "nil":
        return [_nil(said, found, topic, setting, place)], topic
    one = plain(number, topic, setting, "datum")
    return [replace(one, direction=way)], topic.after_number(is_inside=False)


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
    )


def _subject(kind: str, topic: Topic, setting: Setting) -> Subject:
    """What is spoken of; where nothing has been named, that may be the whole of the section."""
    usual = whole_of(setting.section)
    if topic.subject is NOBODY and usual and kind in _OF_SUBJECT:
        return Subject((usual,))
    return topic.subject


def _unnamed(kind: str, topic: Topic, setting: Setting) -> str:
    is_first = topic.sentence == 0 and bool(whole_of(setting.section))  # right behind its heading
    return UNNAMED if topic.subject is NOBODY and kind in _OF_SUBJECT and not is_first else ""


def of_subject(token: Token, topic: Topic, setting: Setting, kind: str) -> Statement:
    """A number that is said of the subject, or of what may be meant instead."""
    return replace(plain(token, topic, setting, kind), alternative=topic.alternative())


def change(
    number: Token, way: str, word: str, measure: str, topic: Topic, setting: Setting
) -> tuple[list[Statement], Topic]:
    """A change in money or the rate of one; a rate behind a change is of the same comparison."""
    kind = "change" if number.kind == "money" else "growth"
    one = of_subject(number, topic, setting, kind)
    span = f"{setting.fiscal_year - 1}-{setting.fiscal_year}" if setting.fiscal_year else ""
    doubt = one.doubt or (f"not understood: “{topic.comparison.doubt}”" if topic.comparison.doubt else "")
    if not way:
        doubt = doubt or "no word tells the direction"
    is_of_change = kind == "growth" and bool(topic.comparison.changed)
    measure = measure or (topic.comparison.changed_measure if is_of_change else _compared_with(topic))
    other = topic.comparison.changed_other if is_of_change else one.alternative  # a rate is that of its change
    one = replace(one, direction=way, period=span, measure=measure, doubt=doubt, alternative=other)
    statements = [one]
    if is_of_change:
        agreement = replace(
            one, kind="agreement", printed=word, unit="", measure=topic.comparison.changed, remarks=(),
            doubt="" if one.doubt == UNNAMED else one.doubt,
        )  # fmt: skip
        statements.insert(0, agreement)
    if kind == "change":
        told = replace(topic.comparison, changed=way, changed_measure=measure, changed_other=one.alternative, rated="")
        topic = replace(topic, comparison=told, is_counting=False)
    elif not is_of_change:
        topic = replace(topic, comparison=replace(topic.comparison, rated=way, rated_measure=measure))
    return statements, topic.after_number(is_inside=False)


def _amount(
    said: Said, found: Found, number: Token, topic: Topic, setting: Setting
) -> tuple[list[Statement], Topic]:
    if said.of:
        subject = found.named[said.of].subject
        if said.base or found.shape.id.startswith("share"):
            others = found.named[said.of].others
            one = replace(plain(number, topic, setting, "amount"), subject=subject)
            return [replace(one, alternative=Subject(others) if others else None)], topic
        topic = replace(
            topic, subject=subject, others=found.named[said.of].others,
            is_fresh=True, is_used=False, is_carried=False,
        )  # fmt: skip
    measure = _named(said.measure, found) if said.measure else topic.measure or topic.listing.measure
    if measure == EITHER:
        measure = ""
    within = topic.listing.whole if topic.listing.is_open and topic.listing.whole != topic.subject and topic.listing.outer is None else None
    one = replace(of_subject(number, topic, setting, "amount"), measure=measure, within=within)
    if not said.measure and not _is_said_what(topic):
        one = replace(one, doubt=one.doubt or "no subject in this clause")
        return [one], replace(topic.after_number(False), subject=Subject(words="…"), others=(), group=())
    elif topic.listing.measure == EITHER and not topic.measure and not said.measure:
        one = replace(one, doubt=one.doubt or "it is not said whether the part is of the budget or of the actual amount")
    elif len(topic.group) > 1 and not topic.is_each and _is_near(topic):
        one = replace(one, doubt=one.doubt or "several subjects for one number")  # rule 5
    if said.measure and found.shape.sets:
        # what is compared with is quoted; the sentence's own amount is another
        return [one], topic
    told = (*(() if topic.is_told_over else topic.told), topic.subject)
    topic = replace(topic, told=told, is_told_over=False, is_used=True, is_counting=False, comparison=topic.comparison.without_change())
    topic = topic.stated(measure)
    if topic.listing.is_open and topic.subject != topic.listing.whole:
        topic = topic.with_part()
    if measure not in BUDGETS and is_whole(topic.subject.refs):
        topic = replace(topic, total=topic.subject)
    group = topic.group if topic.is_each else topic.group[-1:]
    is_inside = bool(said.measure) and found.shape.id.startswith("completion")
    return [one], replace(topic.after_number(is_inside), group=group)


def share(
    number: Token, base: Subject | None, topic: Topic, setting: Setting
) -> tuple[list[Statement], Topic]:
    """One share of a series, of the whole that was named or of the usual one."""
    statements, topic = _share(Said("n", "share"), Found(_NO_SHAPE, 0), number, topic, setting)
    if base is not None and base.is_known:
        statements = [replace(one, base=base, other_bases=()) for one in statements]
    return statements, topic


def _share(
    said: Said, found: Found, number: Token, topic: Topic, setting: Setting
) -> tuple[list[Statement], Topic]:
    """A share with its whole: the one named, else the one last spoken of or usual in the section."""
    one = plain(number, topic, setting, "share")
    topic = topic.after_number(is_inside=False)
    topic = topic if topic.listing.is_open else topic.with_part()
    if said.base == "none":
        return [replace(one, base=Subject(words="several"), doubt=one.doubt or "the whole is a sum of several")], topic
    if said.base in found.named:
        token = found.named[said.base]
        bases = (token.subject, *((Subject(token.others),) if token.others else ()))
        return [replace(one, base=bases[0], other_bases=bases[1:])], replace(topic, last_base=bases[0], last_base_in=topic.sentence)
    wholes, doubt = wholes_of(topic, setting)
    one = replace(one, doubt=one.doubt or doubt)
    if not wholes:
        return [one], topic
    if topic.listing.is_open and topic.listing.whole == one.subject:
        one = replace(one, doubt=one.doubt or "the part is not named")
    return [replace(one, base=wholes[0], other_bases=tuple(wholes[1:]))], topic


def _rate(number: Token, topic: Topic, setting: Setting) -> tuple[list[Statement], Topic]:
    """A percentage without a word: of a change that was just told, or a share; never for certain."""
    if topic.comparison.way or topic.comparison.changed:
        # 同比各减少15.7万元、5.2%: of the same change
        return change(number, topic.comparison.way or topic.comparison.changed, topic.comparison.way_word, "", topic, setting)
    if topic.last_measure == EITHER:
        # 预算420.00万元，支出411.67万元（98.02%）: most likely the one of the other
        one = replace(of_subject(number, topic, setting, "completion"), measure="any_budget")
        return [replace(one, doubt=one.doubt or "it is not said of what this is a percentage")], topic
    one = of_subject(number, topic, setting, "rate")
    note = "it is not said of what this is a percentage"
    statements, topic = _share(Said("n", "share"), Found(_NO_SHAPE, 0), number, topic, setting)
    if statements[0].base is None:
        return [replace(one, doubt=note)], topic
    return [replace(statements[0], doubt=note)], topic


def _flat(number: Token, topic: Topic, setting: Setting) -> list[Statement]:
    """持平 with a budget is a comparison of two amounts; with the year before it fixes that."""
    one = replace(plain(number, topic, setting, "flat"), printed=number.text, unit="")
    if topic.comparison.against in ("", PRIOR, OTHER):
        return [replace(one, doubt="")]
    return [replace(one, kind="direction", alternative=topic.alternative(), measure=topic.comparison.against, direction="equal")]


def count(number: Token, topic: Topic, setting: Setting, place: Place) -> Statement:
    """A count, bound to the word nearest before it that names what is counted."""
    one = plain(number, topic, setting, "count")
    here = next(i for i, token in enumerate(place.tokens) if token.start == number.start)
    subject = _counted(place.tokens, here, one.unit, topic)
    is_aside = bool(topic.comparison.way or topic.is_each)
    named = "".join(token.text for token in place.tokens[max(0, here - 2) : here])
    return replace(
        one, subject=subject, named=named, measure=ASIDE if is_aside else "",
        doubt=_entity(topic),
    )  # fmt: skip


def _counted(tokens: Sequence[Token], here: int, unit: str, topic: Topic) -> Subject:
    """What a count counts: the word for it that stands nearest before it in the sentence.

    A subject that is told more closely (外事接待) counts for a word that leaves it open (接待).
    """
    begin = here
    while begin and tokens[begin - 1].kind != "stop":
        begin -= 1
    before = "".join(token.text for token in outside_brackets(tokens[begin:here]))
    near = [
        (before.rfind(word) + len(word), len(word), ref)
        for word, ref, units in counted()
        if unit in units and word in before
    ]
    own = topic.subject.refs[0] if topic.subject.refs else ""
    if near:
        ref = max(near)[2]
        return topic.subject if own.startswith(ref.rsplit("/", 1)[0] + "_") else Subject((ref,), words=unit)
    return NOBODY if topic.is_carried else topic.subject


def _nil(said: Said, found: Found, topic: Topic, setting: Setting, place: Place) -> Statement:
    word, token = found.named[said.number], found.named[said.of]
    one = plain(word, topic, setting, "nil")
    here = next(i for i, other in enumerate(place.tokens) if other.start == word.start)
    before = "".join(other.text for other in place.tokens[max(0, here - 2) : here])
    after = place.tokens[found.end].kind if found.end < len(place.tokens) else ""
    doubt = _entity(topic)
    if before.endswith(group("initial")) or after == "budget":
        doubt = doubt or "it speaks of the initial budget"
    return replace(
        one, subject=token.subject, printed=word.text + token.text, unit="", end=token.end,
        doubt=doubt,
    )  # fmt: skip


def _way(said: Said, found: Found, topic: Topic) -> tuple[str, str]:
    if said.way == "told" or not said.way:
        return topic.comparison.way or topic.comparison.changed or topic.comparison.rated, topic.comparison.way_word
    token = found.named.get(said.way)
    if token is None:
        return said.way, ""
    if token.kind == "comparison":
        return _OPPOSITE.get(token.value, ""), token.text
    return token.kind, token.text


def _named(measure: str, found: Found) -> str:
    """A measure that a shape gives: a constant, or what its part says."""
    if (token := found.named.get(measure)) is None:
        return measure
    return budget_named(token.text) if token.kind == "comparison" else token.value


def _compared_with(topic: Topic) -> str:
    """What a change is a change on: a budget, a quoted amount of the year before, or not printed."""
    if topic.comparison.against == "other":
        return OTHER
    if topic.comparison.against not in ("", "prior"):
        return topic.comparison.against
    if topic.measure in BUDGETS:
        return OTHER
    return PRIOR if topic.comparison.has_quote else ""


def _is_said_what(topic: Topic) -> bool:
    is_named = topic.is_fresh and not topic.is_used
    return is_named or topic.is_each or topic.subject is NOBODY or bool(topic.measure) or bool(topic.comparison.against)


def _is_near(topic: Topic) -> bool:
    """Several subjects count for a number in their clause; items, which end a title, also behind it."""
    return topic.is_fresh or any(subject.names for subject in topic.group)


def _doubt(topic: Topic) -> str:
    """Why the next number is not certain; empty where it is."""
    if topic.entity:
        return _entity(topic)
    if topic.listing.is_lost:
        return "it is a part of something that was not understood"
    if topic.subject_doubt and not topic.is_fresh:
        return f"not understood: “{topic.subject_doubt}”"
    return ""


def _entity(topic: Topic) -> str:
    return f"it speaks of “{topic.entity}”, not of the whole department" if topic.entity else ""


_NO_SHAPE = Shape("", (), (), "", "", "", "", {})
