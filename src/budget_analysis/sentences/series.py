"""Numbers that only commas and 和 part: one for each subject, aspect or comparison that stands before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from . import numbers, ratios
from .lists import WAYS, each_of, share_before, summed_up
from .shapes import Found, longest
from .statements import PRIOR, Statement
from .tokens import Token, in_unit_of
from .topic import NOBODY, Setting, Topic
from .words import BUDGETS, group, side_of

_OWN_WHOLES = "each is a share of a whole of its own"


class Series(NamedTuple):
    """What a series of numbers says, the topic behind it, and why it is not certain."""

    said: list[Statement]
    topic: Topic
    doubt: str = ""
    is_of_aspects: bool = False


def read(
    tokens: Sequence[Token], places: Sequence[int], own: Sequence[Token], found: Sequence[Statement], topic: Topic, setting: Setting
) -> Series:
    """Read the numbers at these places: 分别为1.00、2.00万元 of two subjects, or the budget and the actual amount of one.

    Args:
        own: the tokens of their clause.
        found: what the block has said before them.
    """
    said, behind = numbers.of_aspects(tokens, places, topic, setting)
    if said:
        return Series(said, behind, is_of_aspects=True)
    last = tokens[places[-1]]
    share = share_before(tokens, places[0]) if last.kind == "percent" else None
    used = next((token.value for token in own if token.kind == "completion" and token.end <= tokens[places[0]].start), "") if last.kind == "percent" else ""
    budgets = _budgets_each(own, tokens[places[0]], len(places)) if last.kind == "percent" and _is_of_one(topic, found) else []
    subjects = () if budgets else each_of(topic, len(places), share) or summed_up(own, topic, len(places))
    compared = _compared_each(own, tokens[places[0]], len(places)) if last.kind == "money" and topic.comparison.way else []
    if compared:  # 分别 speaks of the comparisons of what was told last, not of all that was
        subjects, topic = (), replace(topic, subject=topic.told_here[-1] if topic.told_here else topic.subject)
    changes = changes_told(found, topic) if last.kind == "percent" and not subjects else []
    changes = changes if len(changes) == len(places) else []
    topic = replace(topic, subject=changes[0].subject) if changes and topic.subject is not NOBODY else topic
    has_own_wholes = any(token.text.startswith(group("own_each")) for token in own)
    if not any(token.kind in WAYS for token in own):
        topic = replace(topic, comparison=topic.comparison.without_way())  # 同比分别增长16.92%和下降8.00%，上年分别为…: no changes
    now = topic
    for number, place in enumerate(places):
        token = in_unit_of(tokens[place], last)
        now = replace(topic, group=subjects[number : number + 1] or topic.group, is_fresh=True, is_used=False)
        if subjects and subjects[number] != topic.subject:
            now = replace(now, subject=subjects[number], others=(), comparison=replace(topic.comparison, changed_other=None))  # those are of the one named last
        shape = longest([token], 0, frozenset())
        way = tokens[place - 1]
        told = replace(topic.comparison, way=way.kind, way_word=way.text) if way.kind in WAYS else topic.comparison
        if share is not None and subjects:
            one, now = ratios.share_of(token, share, now, setting)
            one = [each.doubted(_OWN_WHOLES) for each in one] if has_own_wholes else one
        elif budgets:
            one = [ratios.completion(token, budgets[number], now, setting)]
        elif compared:
            one, now = _of_comparison(token, compared[number], replace(topic, comparison=told), setting)
        elif used and subjects:
            one = [ratios.completion(token, used, now, setting)]
        elif changes:
            one, now = _of_change(token, changes[number], replace(topic, comparison=told), setting)
        elif shape is not None:
            one, now = _of_shape(shape, token, now, replace(topic, comparison=told), setting, tokens)
        else:
            continue
        said.extend(replace(each, end=max(each.end, token.end)) for each in one)
    doubt = "" if subjects or changes or budgets or compared else "several numbers for one subject"
    return Series(said, replace(now, subject=topic.subject, told=subjects or topic.told, group=subjects, is_each=False), doubt)


def _is_of_one(topic: Topic, found: Sequence[Statement]) -> bool:
    """True where the actual amount told last is that of the subject that its sentence has named, on one side of the account."""
    last = next((one for one in reversed(found) if one.kind == "amount"), None)
    is_own = last is not None and last.subject == topic.subject and last.sentence == topic.sentence and last.measure not in BUDGETS and not last.doubt
    return is_own and topic.is_of_sentence and len({side_of(ref) for ref in topic.subject.refs}) == 1


def _budgets_each(own: Sequence[Token], first: Token, count: int) -> list[str]:
    """分别为年初预算、调整预算的105.79%和91.08%: as many budgets, each the base of one of the rates; none where it is not so."""
    each = next((place for place, token in enumerate(own) if token.kind == "each"), None)
    named = [token for token in own[each:] if token.end <= first.start and token.kind not in ("each", "harmless")] if each is not None else []
    budgets = [token.value for token in named if token.kind == "budget"]
    is_list = all(token.kind == "budget" or token.text in group("parting") for token in named)
    return budgets if is_list and len(set(budgets)) == len(budgets) == count else []


def _compared_each(own: Sequence[Token], first: Token, count: int) -> list[str]:
    """比上年、年初预算分别增加5.00万元、8.00万元: with what each of the changes compares; none where it is not so."""
    begin, end = (next((place for place, token in enumerate(own) if token.kind == kind and token.end <= first.start), None) for kind in ("versus", "each"))
    named = [token for token in own[begin + 1 : end] if token.kind != "harmless"] if begin is not None and end is not None else []
    others = [PRIOR if token.kind != "budget" else token.value for token in named if token.kind in ("prior", "prior_year", "budget")]
    is_list = all(token.kind in ("prior", "prior_year", "budget") or token.text in group("parting") for token in named)
    return others if is_list and len(set(others)) == len(others) == count else []


def _of_comparison(token: Token, other: str, topic: Topic, setting: Setting) -> tuple[list[Statement], Topic]:
    comparison = replace(topic.comparison.without_change(), against=other)
    topic = replace(topic, comparison=comparison, last_told="", measure="")
    return numbers.change(token, comparison.way, comparison.way_word, "" if other == PRIOR else other, topic, setting)


def changes_told(found: Sequence[Statement], topic: Topic) -> list[Statement]:
    """较预算减少6.95万元，较上年减少14.55万元，分别下降1.0%和2.1%: the changes of the sentence, of one subject in several comparisons, that have no rate yet."""
    here = [one for one in found if one.sentence == topic.sentence and one.kind in ("change", "growth")]
    told = list(takewhile(lambda one: one.kind == "change", reversed(here)))[::-1]
    is_of_one = len(told) > 1 and all(one.subject == told[0].subject and not one.doubt for one in told) and (topic.subject is NOBODY or set(told[0].subject.refs) <= set(topic.subject.refs))
    return told if is_of_one and len({one.measure for one in told}) == len(told) else []


def _of_change(token: Token, told: Statement, topic: Topic, setting: Setting) -> tuple[list[Statement], Topic]:
    comparison = replace(
        topic.comparison, changed=told.direction, changed_measure=told.measure, changed_other=told.alternative, against="",
    )  # fmt: skip
    return numbers.change(token, topic.comparison.way or told.direction, topic.comparison.way_word, "", replace(topic, comparison=comparison), setting)


def _of_shape(
    shape: Found, token: Token, topic: Topic, before: Topic, setting: Setting, tokens: Sequence[Token]
) -> tuple[list[Statement], Topic]:
    if before.comparison.way and token.kind in ("money", "percent"):
        if token.kind == "percent" and before.comparison.changed not in ("", before.comparison.way):
            topic = replace(topic, comparison=topic.comparison.without_change())  # 分别增加…、减少…，分别增长…、下降…: each of its own change
        return numbers.change(token, before.comparison.way, before.comparison.way_word, "", topic, setting)
    said: list[Statement] = []
    for entry in shape.shape.says:
        one, topic = numbers.state(entry, shape, token, topic, setting, tokens)
        said.extend(one)
    return said, topic
