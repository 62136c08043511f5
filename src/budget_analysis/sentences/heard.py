"""Words that are no numbers: each gives the topic as it is behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import meant
from .glosses import OF_WHICH
from .lists import counted_before, is_grand, number_in, said_of_each
from .statements import PRIOR, SUM_OF_TOLD, Subject, told_as
from .tokens import MARKS, NAMES, Token
from .topic import NOBODY, Listing, Topic
from .walks import back_to, find, first_but, kinds_before, kinds_of, nearest_but, text_of, token_at, up_to
from .words import BUDGETS, group, is_balance, is_of_the_year, is_total, is_whole, of_the_year, side_of, spent_of_same_money

_NAMING = (*NAMES, "budget", "actual", "share", "completion", "comparison", "purpose", "dated")
"""What a clause begins with that speaks of something."""
_LEADING = ("ordinal", "year", "own", "harmless", "current")
"""What may stand before it."""
_LEANING = {"leaning_up": "up", "leaning_down": "down", "up": "up", "down": "down"}


def names_subject(clause: Sequence[Token]) -> bool:
    """True where a clause begins with what it speaks of: behind a reason it is no reason any more."""
    return first_but(clause, *_LEADING).kind in _NAMING


def is_counted(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """公务用车保有量12辆: what is counted on the way is not what the sentence speaks of."""
    if token_at(tokens, position - 1).kind == "stop" and "budget" in kinds_of(up_to(tokens, position, "stop")):
        return False  # 公务接待8批次，49人次，预算为1.00万元，支出决算为0.48万元: its sentence tells what it cost
    for token in tokens[position + 1 :]:
        if token.kind == "count":
            return topic.subject.is_known and not topic.is_carried
        if token.is_number or token.kind in MARKS:
            return False
    return False


def is_predicate(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """收入合计100.00万元，均为财政拨款收入，比上年增加…: what all of it is, not what is spoken of from here."""
    before = text_of(tokens[max(0, position - 2) : position])
    is_end = token_at(tokens, position + 1).kind in ("", *MARKS)
    return topic.is_used and is_end and before.endswith(group("all_of_it"))


def _is_whole_of_each(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """人员经费、公用经费、项目支出依次占本年支出31.19%、4.82%、63.99%: of what they are shares, not what is spoken of."""
    is_named = nearest_but(tokens, position, "own", "current", "year").kind == "share"
    return topic.is_each and len(topic.group) > 1 and is_named and first_but(tokens[position + 1 :], "harmless", "actual").kind == "percent"


def subject(tokens: Sequence[Token], position: int, topic: Topic) -> Topic:
    """What is spoken of from here on; a bare noun behind another subject (公务接待费支出) adds nothing."""
    token = tokens[position]
    if kinds_before(tokens, position, 2) == ["share", "all_money"]:
        return topic  # 政府性基金预算支出占全口径支出的16.67%，比上年增长…
    if meant.is_of_all_money(tokens, position, topic):
        token = meant.with_refs(token, (meant.ALL_MONEY + token.text,))
        topic = replace(topic, listing=replace(topic.listing, is_open=False))
    if is_predicate(tokens, position, topic) or _is_whole_of_each(tokens, position, topic):
        return topic
    is_counted = token.kind == "named" and number_in(token.text[:1]) is not None and token.text[1:] in group("things_told")
    if is_counted and token_at(tokens, position + 1).kind in ("budget", "actual", "total", "money"):
        return _total(topic, token)  # 三个项目预算合计1540.00万元
    counted = counted_before(tokens, position) if token.is_head and len(topic.told) > 1 else ""
    if counted and first_but(tokens[position + 1 :], "harmless").kind in ("total", "money"):
        return _total(topic, replace(token, text=counted + token.text))  # 上述三类支出共1150.10万元
    if meant.is_of_title(tokens, position, topic):
        return replace(topic, measure="actual", is_fresh=True)
    token, topic = meant.here(token, tokens, position, topic)
    if meant.is_source(token, topic):
        return topic  # 公务接待费2014年财政拨款支出决算数: the money that the fee is paid of
    if token.is_head and topic.is_fresh and not topic.is_linked and not meant.is_part(topic):
        return topic
    if meant.is_of_expense(tokens, position, topic):
        return replace(topic, is_fresh=True)
    if token.is_head and is_whole(token.refs) and meant.is_titled(topic) and (meant.is_beside(topic.subject, token.subject) or topic.subject.form == token.ref.split("/")[0]):
        return replace(topic, is_fresh=True)  # 公务接待费具体情况。支出1.25万元; …图书馆（项）。支出90.00万元
    is_spent = token.is_head or token.text in group("spent_of_it") and not is_whole(topic.subject.refs)
    is_of_other_side = token.is_head and is_whole(token.refs) and is_whole(topic.subject.refs) and side_of(token.ref) != side_of(topic.subject.ref)
    if is_spent and not is_of_other_side and topic.last_measure in BUDGETS and topic.subject.is_known:
        return replace(topic, measure="actual")  # 预算210.00万元，支出198.45万元: of the same
    # 年初预算收入800.00万元，支出800.00万元: the budget of both sides
    is_budget_too = is_of_other_side and topic.last_measure in BUDGETS and token_at(tokens, position + 1).kind == "money"
    named, others = token.subject, token.others
    if token.is_head and topic.last_base is not None and topic.last_base_in == topic.sentence and tokens[position - 1].text in group("whole_year"):
        base = topic.last_base if topic.last_base.refs != topic.subject.refs else told_as(token.text)
        return replace(topic.naming(base), is_named=True, named_in=topic.sentence, measure="", comparison=topic.comparison.of_another())  # 占全年支出1051.30万元的12.6%；全年支出较上年…
    known = next((one for one in topic.told if one.words.endswith(token.text) and set(one.refs) == set(others)), None)
    is_open = known is not None and known.words != token.text and any(set(one.refs) & set(token.refs) for one in topic.told)  # 总收入…，其中本年收入…。收入较…
    if others and (known and not is_open or _tells_of_year(tokens, position)):
        # 总收入…，其中：本年收入…: the grand total, of which the revenue of the year is a part
        named, others = Subject(others, words=token.text), ()
    before = topic.told_here[-1] if topic.told_here else topic.subject if topic.is_of_sentence else Subject()
    if token.refs and (refs := spent_of_same_money(before.ref, token.ref)):
        # …本年收入100.00万元；本年支出95.00万元, and 政府性基金预算财政拨款收入25.00万元，支出18.00万元
        is_alike = any(word in token.text and word in before.words for word in group("of_year")) or token.is_head and not topic.listing.is_open
        of_fund = tuple(ref for ref in token.others if ref.startswith("told/"))
        named, others = (Subject(refs, words=token.text), of_fund or (_grand_told(topic, refs[0]) if token.is_head else ())) if is_alike else (named, others if set(refs) == set(named.refs) else refs)
    elif token.is_head and not others and not meant.is_part(topic) and meant.is_beside(topic.subject, named):
        others = topic.subject.refs  # 公务接待费3.50万元，…。支出较上年减少1.00万元: of the fee, or of all of them
    elif token.is_head and not others and not topic.listing.is_open and (grand := _grand_told(topic, named.ref)):
        others = grand  # 收入总计100.00万元，支出总计100.00万元。收入较上年增加…，支出较上年增加…: of the totals that have been told
    elif own := _within_total(topic.listing.open_whole, token.ref):
        named, others = Subject(own, words=token.text), ()  # 财政拨款支出总计…，其中本年支出…: of that money
    if paid := meant.counted_payee(tokens, position):
        named, others = told_as(paid + token.text), ()  # 特别扶助84人，支出62.50万元: of them
    if not others and meant.is_of_main(topic, token):
        others = topic.main.refs  # 财政拨款收、支总计…。收、支总计各增加…: of those, or of the account's
    if token.is_head and not others and meant.is_beside_stranger(tokens, position, topic):
        others = (f"told/{topic.subject.words}{token.text}",)  # 区级资金到位40.00万元、支出30.00万元: of that, or of the account
    if refs := topic.own(token.refs):
        named = Subject(refs, words=token.text)  # 一般公共预算财政拨款基本支出…，其中：人员经费…: of that money
    if token.kind == "item":
        named = with_levels(token, topic.subject)
    is_side_by_side = topic.is_linked and topic.group
    return replace(
        topic, year="" if topic.told_here and meant.is_of_own_year(tokens, position) else topic.year,
        subject=named, others=others, subject_doubt="",
        listing=replace(topic.listing.answered(), parts=0 if is_whole(named.refs) or is_total(named.refs) else topic.listing.parts),
        comparison=topic.comparison.of_another() if named.refs != topic.subject.refs else replace(topic.comparison.of_another(), has_quote=topic.comparison.has_quote and topic.comparison.is_frame),
        group=(*topic.group, named) if is_side_by_side else (named,),
        is_fresh=True, is_used=False, is_named=True, is_linked=False, is_each=False, is_carried=False, named_in=topic.sentence,
        measure=topic.measure if meant.names_budget(tokens, position) else topic.last_measure if is_budget_too else "", counted="",
        main=named if topic.main is NOBODY and named.is_known else topic.main,
    )  # fmt: skip


def by_shape(tokens: Sequence[Token], named: Token, topic: Topic) -> Topic:
    """The topic where the shape of a sentence names what it tells of (加上级补助收入…); a bare noun says no more than what is told, but for a balance."""
    if not named.is_head:
        named = meant.of_fund(tokens, tokens.index(named), topic)[0]
        return replace(topic, subject=named.subject, others=named.others, listing=topic.listing.answered())
    if is_balance(topic.subject.refs):  # 年末结转1.00万元。较上年支出210.83万元减少…: not of what is left
        return replace(topic, subject=topic.main if not is_balance(topic.main.refs) else NOBODY, others=())
    return topic


def word(tokens: Sequence[Token], position: int, topic: Topic) -> Topic:
    """What a word that names no subject changes."""
    token = tokens[position]
    kind, follows = token.kind, topic.is_named or topic.is_linked
    before, after = token_at(tokens, position - 1).kind, token_at(tokens, position + 1).kind
    topic = replace(topic, is_linked=False, is_named=False)
    revenue = topic.listing.whole if topic.listing.whole is not None and not topic.subject.is_known else topic.subject
    if kind == "actual" and token.text.startswith(group("spent")) and not topic.is_fresh and any(side_of(ref) == "revenue" for ref in revenue.refs):
        # 收入决算100.00万元，支出决算90.00万元: the expenditure, not what was spent of the revenue
        spent = spent_of_same_money(revenue.ref)  # of the account or a fund, which have one expenditure
        return topic.naming(Subject(spent or (f"told/{token.text}",), words=token.text))
    if kind in ("actual", "versus") and meant.is_of_others(tokens, position, topic):
        return topic.lost(token.text)
    if kind == "budget" and len(topic.told_here) > 1 and (counted := counted_before(tokens, position)) and first_but(tokens[position + 1 :], "harmless").kind == "money":
        return replace(_total(topic, replace(token, text=counted + token.text)), measure=token.value)  # …，两项预算共840.00万元
    if kind == "actual" and topic.subject is NOBODY and not topic.told and token.refs:
        topic = topic.naming(Subject(token.refs, words=token.text))
    if kind in ("budget", "actual"):
        return replace(topic, is_named=follows and kind == "actual", measure=token.value, comparison=topic.comparison.without_way())
    if kind in _LEANING:
        return replace(topic, comparison=replace(topic.comparison, way=_LEANING[kind], way_word=token.text))
    if kind == "reach" and topic.last_measure in BUDGETS and token_at(tokens, position + 1).is_name:
        return replace(topic, listing=replace(topic.listing, is_open=True, is_lost=True))  # 年初预算500.00万元，调整为基本支出380.00万元、…: parts of a budget
    if kind == "each":
        is_of_word = not any(one.is_number for one in up_to(tokens, position, *MARKS))  # …6.66万元均为财政拨款，占…
        if token_at(tokens, position - 1).kind == "total" and topic.told and not topic.is_fresh and not any(map(is_grand, topic.told)):
            return topic.lost(token.text)  # …其中本年收入…，本年支出…。与上年相比，总计各增加…: of what a sentence before has told
        return topic if is_of_word or _is_of_measures(tokens, position, topic) else said_of_each(topic, token, kinds_before(tokens, position, 2) == ["flat", "comma"])
    if kind == "scope" or kind == "purpose" and _leads_to_items(tokens, position):
        is_behind = before == "semicolon"
        is_loose = is_behind or token_at(tokens, position - 1).text in group("money_at_large")  # …，年末结转20.00万元，资金分为两块
        is_far = is_loose and len(topic.told_here) > 1
        is_dividing = token.text.startswith(group("dividing"))
        within = topic.listing.open_whole if is_dividing and is_behind else None
        if within is not None and topic.total is not None and topic.total.ref != within.ref:
            is_again = _is_divided(tokens, position)  # else of the whole, or of the total that is its part
            return _divided(topic, topic.listing.outer or within) if is_again else open_list(replace(topic, subject_doubt=token.text))
        if is_dividing and not topic.is_fresh and topic.total != topic.subject:
            is_part = topic.is_carried and topic.total is not None and not is_whole(topic.total.refs)
            if topic.total is not None and not is_part:
                return _divided(topic, topic.total)
            if is_part or topic.is_carried and topic.subject.names:
                return replace(topic, subject=NOBODY, others=(), listing=Listing(is_open=True))  # a class of the paragraph before is not divided
        if is_dividing and before == "stop" and len(topic.told) > 1 and not is_total(topic.subject.refs) and topic.subject != topic.listing.whole:
            return replace(topic, subject=NOBODY, others=(), listing=Listing(is_open=True))  # 路面维修…，绿化…。按资金来源分：…: of which, is not said
        if (whole := _whole_of_told(tokens, position, topic)) is not None:
            topic = topic.about(whole)
        opened = open_list(replace(topic, subject_doubt=token.text) if is_far else topic)  # …；其中: of what, is not said
        return replace(opened, listing=replace(opened.listing, counted=int(token.value or number_in(token.text) or 0)))
    if kind in ("reason", "point", "purpose"):
        is_lead = kind == "reason" and before in ("", "stop", "ordinal")
        return replace(topic, aside="lead" if is_lead else kind)
    if kind == "own":
        is_of_other = topic.entity != "" and topic.subject == told_as(topic.entity)  # 对方2900.00万元；本单位比上年增长…
        return replace(topic.lost(token.text) if is_of_other else topic, entity="", owner="")
    is_alone = before == "stop" and after in ("money", "budget")
    is_title = topic.is_used and before in ("", "stop") and after == "colon"  # 合计：预算数…；决算数…
    begins_paragraph = is_title or not position and topic.is_used and after == "money"  # 合计1539.55万元: of those before
    # …；项目支出90.00万元，上年100.00万元。合计比上年增加20.00万元
    is_of_all = before == "stop" and after in ("versus", "alike", "completion", "year_on_year") and len(topic.told) > 1
    is_of_row = after == "share" and topic.is_used and len([one for one in topic.told_here if one != topic.total]) > 1  # 教育支出60.00万元和科学技术支出20.00万元合计占80.00%
    counted = counted_before(tokens, position) if kind == "total" else ""
    if counted:
        return _total(topic, replace(token, text=counted + token.text))  # 以上三项年初预算合计132.00万元
    if kind == "total" and token_at(tokens, position - 1).text in group("of_others"):
        return topic.lost(token.text)  # 另两项合计由164.00万元降到161.50万元: of what has not been told
    if kind == "total" and (begins_paragraph or is_of_all or is_of_row or not topic.is_fresh and _sums_up(topic, token, is_alone)):
        return _total(topic, token)
    if kind == "total" and before in ("comma", "semicolon", "stop") and after in ("signed", "up", "down") and not topic.told:
        return topic.lost(token.text)  # 项目支出增减129.57万元；合计增减211.24万元: of what is told nowhere
    if kind == "all_money" and after in ("up", "down", "year_on_year", "versus"):
        return topic.lost(token.text)  # 全口径下降18.57%
    if kind == "total" and before == "comma" and token_at(tokens, position + 1).is_head and {"count", "money"} <= {one.kind for one in back_to(tokens, position, "stop", "semicolon")}:
        return topic.naming(told_as(text_of(tokens[position : position + 2])))  # 更新车辆2辆，单车价格16.00万元，合计支出32.00万元: on what is counted
    if _are_these(tokens, position, len(topic.told)):
        return _total(topic, replace(token, text=text_of(one for one in tokens[position - 1 : position + 1] if one.kind not in MARKS)))
    led = [one.text for one in back_to(tokens, position, "stop", "semicolon") if one.kind == "scope"]
    if token.text in group("composing") and topic.listing.open_whole is not None and led[-1:] and led[-1] in group("composed_of"):
        return topic.again(topic.listing.open_whole, topic.listing.others)  # 由…组成，其中通过政府采购…: of what is composed
    if kind == "comparable":  # 按可比口径，支出同比增长9.90%: of numbers that the text does not tell
        return replace(topic, comparison=replace(topic.comparison, doubt=token.text, is_frame=True))
    if token.text in group("whole_year") and before == "comma" and after in ("year_on_year", "versus") and topic.subject.is_told and topic.is_of_sentence:
        return topic.lost(token.text)  # 非汛期同比减少14.60万元，全年同比减少3.40万元
    if kind in ("versus", "harmless"):
        if token.text == OF_WHICH and topic.subject.is_known and before not in ("", *MARKS):
            return open_list(topic)  # 财政拨款收入中，一般公共预算…: what follows is a part of it
        return replace(topic, is_linked=follows and token.text in group("joining"))
    return topic


def _grand_told(topic: Topic, ref: str) -> tuple[str, ...]:
    """The total with balances, told last or beside another, of which a figure is the part of the year; empty where none was."""
    return next((one.refs for one in (topic.subject, *topic.told) if ref in of_the_year(one.refs)), ())


def _is_divided(tokens: Sequence[Token], position: int) -> bool:
    """按资金来源分，财政拨款支出…；按功能分类分，…: the sentence has divided the same whole before."""
    return any(token.kind == "scope" and token.text.startswith(group("dividing")) for token in back_to(tokens, position, "stop"))


def _whole_of_told(tokens: Sequence[Token], position: int, topic: Topic) -> Subject | None:
    """本年收入…：拨款…、利息5.00万元、其他15.00万元。其中利息占5.00%: the whole of the list that has told the name behind 其中."""
    begins = token_at(tokens, position - 1).kind == "stop"
    name = next((one for one in tokens[position + 1 : position + 3] if begins and one.is_name), None)
    told = [one.words for one in topic.told]
    whole = topic.listing.whole or topic.total
    is_part = name is not None and name.text in told and topic.subject.words in told and topic.subject.words != name.text
    return whole if is_part and whole is not None and whole.is_known and whole != topic.subject else None


def _is_of_measures(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """公务接待费预算、决算均为0万元: both of the budget and of the actual amount, of one subject."""
    return topic.is_fresh and kinds_before(tokens, position, 3) in (["budget", "mark", "actual"], ["actual", "mark", "budget"])


def _sums_up(topic: Topic, token: Token, is_alone: bool) -> bool:
    """True where 合计 is the sum of several amounts, not the amount of the subject before it.

    Args:
        is_alone: it begins a sentence of its own: then of those of the sentence before.
    """
    return len(topic.told if is_alone else topic.told_here) > 1 or token.text.startswith(group("of_these"))


def _are_these(tokens: Sequence[Token], position: int, told: int) -> bool:
    """上述四项占财政拨款支出的81.63%, …，三项占60.00%: the sum of what has been told, unless each is told of (分别).

    Args:
        told: of how many things the sentence has told amounts, perhaps one of them their whole.
    """
    if not position or token_at(tokens, position + 1).kind not in ("share", "versus", "year_on_year"):
        return False
    count = number_in(tokens[position].text[:1])
    before = tokens[position - 1].kind
    is_counted = count is not None and (before == "comma" and told - count in (0, 1) or before == "stop" and told >= count)
    if not is_counted and (not tokens[position - 1].text.startswith(group("of_these")) or number_in(tokens[position].text) is None):
        return False
    return "each" not in kinds_of(up_to(tokens, position, *MARKS))


def _total(topic: Topic, token: Token) -> Topic:
    """以上合计3600.11万元: a sum that no subject names, and the whole of what is told beside it."""
    whole = Subject((SUM_OF_TOLD,), words=token.text)
    return replace(topic.naming(whole), subject_doubt="", is_carried=False, listing=replace(topic.listing, whole=whole, doubt="", is_lost=False))


def _divided(topic: Topic, total: Subject) -> Topic:
    """项目支出…，占24.40%。按功能分类：…: the total in another way, or what was told last."""
    opened = open_list(replace(topic, subject=total, others=(), subject_doubt=""))
    return replace(opened, listing=replace(opened.listing, outer=topic.subject))


def item_below(carried: Topic, mark: str) -> Topic | None:
    """The topic of ——财政补助238.90万元 in a line of its own: a part of what the lines before its list have told; None where that is no whole."""
    own = carried.subject if carried.item != mark else None  # else the next of the same list
    whole = next((one for one in (own, carried.listing.whole) if one is not None and (is_whole(one.refs) or is_total(one.refs))), None)
    if whole is None:
        return None
    return Topic(subject=whole, listing=Listing(whole=whole, is_open=True, is_carried=True), total=carried.total, is_carried=True, is_used=True)


def open_list(topic: Topic) -> Topic:
    """Rule 3: what follows are parts of the subject, told in its measure."""
    is_of_year_before = topic.last_told == PRIOR  # 上年收入总计120.00万元，其中年初结转20.00万元
    is_lost = topic.listing.is_lost or is_of_year_before or not topic.subject.is_known and bool(topic.subject.words)
    within = topic.listing.is_open and not topic.listing.is_carried and topic.listing.whole != topic.subject  # of an item, only its own
    outer = topic.listing.whole if within else topic.listing.outer
    last = topic.listing.whole if not within and topic.listing.whole != topic.subject else topic.listing.last
    listing = replace(
        topic.listing, last=last, around=None, is_carried=False, whole=topic.subject, others=topic.others, doubt=topic.subject_doubt, is_open=True, outer=outer,
        measure=topic.last_measure, is_lost=is_lost, parts=0,
    )  # fmt: skip
    return replace(topic, listing=listing)


def with_levels(token: Token, before: Subject) -> Subject:
    """An item named without its class (and section), under those of the item before."""
    if token.names[0]:
        return token.subject
    known = before.names
    if len(known) < len(token.names):
        return told_as(token.text)  # the class is named nowhere: of no form
    above = known[:1] if token.names[1] else known[:2]
    return replace(token.subject, names=(*above, *token.names[len(above) :])) if all(above) else told_as(token.text)


def _within_total(whole: Subject | None, ref: str) -> tuple[str, ...]:
    """The revenue or expenditure of the year that a grand total is told to consist of, where `ref` is that of the account."""
    own = of_the_year(whole.refs) if whole is not None else []
    is_of_account = is_of_the_year(ref) and ref not in own
    return tuple(one for one in own if is_of_account and side_of(one) == side_of(ref))


def _tells_of_year(tokens: Sequence[Token], position: int) -> bool:
    """True where what is named here is told to have a part that it may be itself, or that only a grand total has."""
    own = tokens[position]
    behind = find(tokens, position + 1, "money") + 1
    inside = up_to(tokens, behind, "close") if token_at(tokens, behind).kind == "open" else ()
    if any(token.kind == "subject" and is_balance(token.refs) for token in inside):
        return True  # 总收入500.00万元（上年结转20.00万元，本年480.00万元）
    listed = up_to(tokens, find(tokens, position + 1, "stop", "scope"), "stop")
    return any(token.kind == "subject" and (token.ref == own.ref or is_balance(token.refs)) for token in listed)


def _leads_to_items(tokens: Sequence[Token], position: int) -> bool:
    """主要用于 leads to the classes of the expenditure, or else to what it was good for."""
    after = kinds_of(tokens[position + 1 : position + 3])
    return after[:1] == ["item"] or after == ["colon", "item"]
