"""What is counted, not paid: which thing a count counts, and what a share of counts is a share of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from . import stating
from .lists import outside_brackets
from .statements import ASIDE, COUNTED, IN_BRACKETS, WHOLE_LIST, WITHOUT_WORD, Statement, Subject, told_as
from .tokens import Token, number_of
from .topic import NOBODY, Setting, Topic
from .walks import back_to, find, find_back, kinds_of, place_of, text_of, up_to
from .words import counted, group

_POSTS = ("posts_by_kind", "posts_by_contract", "posts_by_age", "posts_by_rank")
_TWICE = 2
"""行政退休3人、事业退休2人: as many words of sorts in each name, or one."""
_WHOLE = 3
"""As many parts, told alone behind their whole, may be all of its parts."""
BEHIND_WHOLE = (IN_BRACKETS, WHOLE_LIST)
"""What is told within a bracket or behind a colon stands apart from what the sentence goes on with."""


def count(number: Token, topic: Topic, setting: Setting, tokens: Sequence[Token]) -> Statement:
    """A count, bound to the word nearest before it that names what is counted."""
    one = stating.plain(number, topic, setting, "count")
    here = place_of(tokens, number)
    subject = _counted(tokens, here, one.unit, topic)
    is_aside = bool(topic.comparison.way or topic.is_each) or _is_beside(tokens[:here]) or "share" in kinds_of(back_to(tokens, here, "comma", "semicolon", "stop", "open", "count", "percent"))  # 占21个基层社的33.33%
    named = text_of(outside_brackets(tokens[:here])[-2:])
    kinds = kinds_of(tokens[:here])
    last, behind, lead = (find_back(tokens, here, kind) for kind in ("stop", "semicolon", "scope"))
    opening = [token.text for token in tokens[last + 1 : here] if token.kind == "scope"]
    within = Subject(words=f"{opening[-1] if opening else WITHOUT_WORD} {len(opening)}") if topic.listing.is_open else None
    if any(token.text.startswith(group("counted_as_of")) for token in tokens[behind + 1 : here]) and behind > last:
        within = None  # 实有人数101人，其中在职65人…；年末学生656人
    if lead > last and behind > lead and "scope" not in kinds[behind:] and kinds[lead : kinds.index("semicolon", lead)].count("count") > 1:
        within = None  # the list ends with its semicolon: 来访930件，其中来信242件、来电180件；办结925件
    if behind > last and "scope" not in kinds[behind:] and find(tokens, here, "scope") < find(tokens, here, "semicolon", "stop"):
        within = None  # 部门评价5个，其中“优”的4个；单位自评20个，其中“优”的15个
    if lead > 0 and tokens[lead - 1].text in group("taken_from") and "count" in kinds[lead:]:
        within = None  # 共20个，对其中12个开展自评，9个为“优”: of those that were taken out
    if kinds.count("open") > kinds.count("close"):
        within = IN_BRACKETS
        is_aside = is_aside or any(kind in ("prior", "prior_year", "other_year") for kind in kinds[find_back(tokens, here, "open") :])  # 11辆（2022年末13辆：执法车9辆、…）
    if _is_in_whole_list(tokens, here):
        within = WHOLE_LIST
    if any(word in text_of(up_to(tokens, last + 1, "stop")) for word in group("overlapping")):
        within = None  # the same may be counted in two parts
    return replace(
        one, subject=subject, named=named, within=within, measure=ASIDE if is_aside else "", direction=topic.comparison.way,
        doubt=stating.about_another(topic) if subject.is_known and not subject.is_told else "",  # what no form counts is held against its own sentence only
    )  # fmt: skip


def _is_in_whole_list(tokens: Sequence[Token], here: int) -> bool:
    """实有165人：公务员48人，事业编101人，工勤16人。 在编181人（局机关46人、检测站29人、储备中心106人）: three or more counts of one unit and their names, alone."""
    opening = max(find_back(tokens, here, "colon"), find_back(tokens, here, "open"))
    if opening < 1 or tokens[opening - 1].kind != "count" or tokens[opening].kind == "open" and "close" in kinds_of(tokens[opening:here]):
        return False
    end = find(tokens, opening + 1, "close") if tokens[opening].kind == "open" else find(tokens, opening + 1, "stop")
    own = tokens[opening + 1 : end]
    counts = [token for token in own if token.is_number]
    is_alone = not any(token.kind in ("scope", "semicolon", "open", "stop", "reason") or token.text.startswith(group("and_so_on")) for token in own)
    is_alone = is_alone and not _is_beside(tokens[: opening - 1])  # 18期（2022年16期：…）
    units = {number_of(token)[1] if token.kind == "count" else "" for token in (tokens[opening - 1], *counts)}
    return is_alone and len(counts) >= _WHOLE and len(units) == 1 and own[-1].kind == "count" and not any(word in text_of(own) for word in group("besides"))


def _is_beside(before: Sequence[Token]) -> bool:
    """比上年的131场, and what follows 还包括, 另有: no addend of what the sentence counts."""
    said = back_to(before, len(before), "stop")
    own = kinds_of(back_to(before, len(before), "comma", "semicolon", "stop", "count", "open"))
    is_compared = "versus" in own and bool({"prior", "prior_year"} & {*own})  # 与2022年末学生数1044人相比
    is_quoted = is_compared or any(token.kind in ("prior", "prior_year", "other_year") for token in said[-2:])
    return is_quoted or any(word in text_of(said) for word in group("besides"))


def _counted(tokens: Sequence[Token], here: int, unit: str, topic: Topic) -> Subject:
    """What a count counts: the word for it that stands nearest before it in the sentence.

    A subject that is told more closely (外事接待) counts for a word that leaves it open (接待).
    """
    before = text_of(outside_brackets(back_to(tokens, here, "stop")))
    near = [
        (before.rfind(word) + len(word), len(word), ref)
        for word, ref, units in counted()
        if unit in units and word in before
    ]
    if near:
        ref = max(near)[2]
        return topic.subject if topic.subject.ref.startswith(ref.rsplit("/", 1)[0] + "_") else Subject((ref,), words=unit)
    return NOBODY if topic.is_carried else topic.subject


def share(number: Token, is_share: bool, way: str, topic: Topic, setting: Setting, tokens: Sequence[Token]) -> Statement:
    """A percentage behind a count: 房屋3260平方米，其中办公用房1410平方米，占43.25% is of what is counted, not of money.

    Of any other rate (合格率98.20%) it is not said of what it is one.

    Args:
        way: the direction of a rate of change: 观众600人次，比上年500人次增长20.00%.
    """
    is_of_count = _is_of_count(tokens, place_of(tokens, number))
    if not (is_share or is_of_count):
        one = replace(stating.plain(number, topic, setting, "rate"), subject=Subject(words="…"))
        return replace(one, direction=way, doubt="it is a rate of what is counted")
    subject = told_as(topic.counted)
    one = replace(stating.plain(number, topic, setting, "share"), subject=subject, measure=COUNTED, doubt=stating.about_another(topic))
    return replace(one, base=subject, doubt="") if is_of_count else one  # 占全县贫困村56个的: whoever's they are


def _is_of_count(tokens: Sequence[Token], here: int) -> bool:
    """出列贫困村14个，占全县贫困村56个的25.00%: of the count right before it, which it names."""
    whole = here - 1 - (tokens[here - 1].kind == "harmless")
    return whole > 0 and tokens[whole].kind == "count" and "share" in kinds_of(back_to(tokens, whole, "comma", "semicolon", "stop", "count"))


def average(number: Token, word: Token, topic: Topic, setting: Setting) -> Statement:
    """What was spent on each (人均100元); a word that may be of anything counts only where its amount is spoken of."""
    one = replace(stating.plain(number, topic, setting, "per"), subject=word.subject, doubt=stating.about_another(topic))
    is_another = word.value not in ("", topic.subject.ref)
    return replace(one, doubt="it is not said of what this is an average") if is_another else one


def are_sorts(names: Sequence[str]) -> bool:
    """True for names of sorts of posts, or of pupils, of which nobody is in two.

    All are of one row of sorts, and none is another by its words (参公事业 is 事业); 小学高级, 高中教师 are no pupils.
    """
    kinds = ["|".join(group(sorts)) for sorts in _POSTS]
    kinds.append(f"(?:{'|'.join(group('pupils'))})(?:学?生|在校生|部|学段|阶段)?$")
    found = [[match[0] for match in re.finditer("|".join([*group("posts_by_kind"), *group("posts_by_age")]), name)] for name in names]
    is_apart = all(len(words) < _TWICE for words in found) or [len(words) for words in found] == [_TWICE] * len(found)
    return is_apart and any(all(re.search(pattern, name) for name in names) for pattern in kinds)


def names_sort(name: str) -> bool:
    """True for a name with the word of a sort of posts or of pupils in it."""
    return any(re.search("|".join(group(sorts)), name) for sorts in (*_POSTS, "pupils"))
