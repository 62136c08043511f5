"""What a name means where it stands: of which whole, of whose money, of which side of the account."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .statements import SUM_OF_TOLD, Subject, told_as
from .tokens import YEARS, Token
from .topic import Topic
from .walks import back_to, find, find_back, first_but, kinds_before, kinds_of, past, token_at, without
from .words import BUDGETS, closing_of, group, is_balance, is_named_alike, is_total, is_whole, side_of, spent_of_same_money, whole_account

ALL_MONEY = "told/全部资金"
_OF_ACCOUNT = re.compile(r"(?:revenue|expenditure)_")
_APPROPRIATION = "appropriation_summary/"
_PAID_OF_IT = ("three_public/", "agency_operating/")
_APPROPRIATED = ("appropriation_summary/expenditure_total/", "general_public_expenditure/total/expenditure_total", "told/一般公共预算")


def here(token: Token, tokens: Sequence[Token], position: int, topic: Topic) -> tuple[Token, Topic]:
    """The name that stands at this place, as what it means there, and the topic with whose money it is of."""
    whole, before = topic.listing.open_whole, token_at(tokens, position - 1)
    if whole is not None and (spent := _spent_of(token, whole)):
        token = with_refs(token, spent)
    if _is_spent_of(tokens, position):
        token = replace(_stranger(token, before.text), text=before.text + token.text)
    if before.text in group("at") and first_but(tokens[position + 1 :], "harmless").text in group("entered"):
        token = replace(_stranger(token, before.text), kind="named", form="")  # 分别在农林水支出列支60.00万元、…: of what the sentence is about, a part of that class
    if _has_itself_as_part(tokens, position) or _is_used(tokens, position) or _is_of_counted(tokens, position):
        token = _stranger(token)
    if before.kind == "comparable" and before.text.endswith(group("cumulated")):
        token = _stranger(token, before.text)  # 三年累计支出4953.40万元
    if token.is_head and before.text in group("by_items"):
        token = _stranger(token, before.text)  # 年初有预算的科目支出802.27万元: of some items
    if _is_of_other_side(token, topic) or _is_of_stranger(token, topic):
        token = _stranger(token)
    if token.is_head and topic.entity and _is_of_unit(tokens, position):
        token = _stranger(token, topic.entity)
    if _is_base_again(token, tokens, position, topic) and (account := whole_account(token.refs, token.text)):
        token = with_refs(token, account)
    if token.refs == tokens[position].refs:
        token, topic = of_fund(tokens, position, topic)
    return _of_owner(token, topic)


def _is_base_again(token: Token, tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """占本年支出合计的3.50%（本年支出合计2144.70万元）: the whole of the share before the bracket, not the part."""
    is_behind = kinds_before(tokens, position, 2) == ["percent", "open"] and topic.last_base is not None and topic.last_base.words == token.text
    return is_behind and token.refs[:1] == topic.subject.refs[:1]


def with_refs(token: Token, refs: tuple[str, ...]) -> Token:
    """The token as the name of these figures and no others."""
    return replace(token, refs=refs, others=(), names=(), is_head=False)


def _stranger(token: Token, owner: str = "") -> Token:
    """The token as the name of what no form knows, or of what the owner has by this name."""
    return with_refs(token, told_as(owner + token.text).refs)


def _has_itself_as_part(tokens: Sequence[Token], position: int) -> bool:
    """本单位支出288.13万元。其中：一般公共预算财政拨款支出235.49万元: a bare noun is more than what is told as a part of it."""
    head = tokens[position]
    behind = find(tokens, position + 1, "scope")
    if not head.is_head or token_at(tokens, position - 1).kind != "own":
        return False
    if any(token.is_name for token in tokens[position + 1 : behind]):
        return False
    part = first_but(tokens[behind + 1 :], "colon", "harmless", "ordinal", "comma")
    return part.kind == "subject" and not part.is_head and part.ref == head.ref


def is_of_title(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """“三公”经费：本年支出4.21万元: what was spent of that, not by the account."""
    if position < 2 or tokens[position].text not in group("spent_of_it") or tokens[position - 1].kind != "colon":
        return False
    title = tokens[position - 2]
    return title.is_name and title.subject == topic.subject and not is_total(title.refs) and side_of(title.ref) != "revenue"


def _is_used(tokens: Sequence[Token], position: int) -> bool:
    """使用上年结转资金61.00万元, 上年结转资金安排61.00万元, 使用当年收入安排90.00万元: what was spent of it, not all of it."""
    own, before = tokens[position], token_at(tokens, position - 1)
    if not is_balance(own.refs) and not (side_of(own.ref) == "revenue" and before.text in group("using")):
        return False
    end = past(tokens, position + 1, "harmless")
    return any(token.text in group("using") for token in (before, *tokens[position + 1 : end]))


def is_of_others(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """以上两项决算支出共747.20万元; …，两项比上年90.00万元减少9.00万元: of both; 年末结转2.40万元。与上年决算支出28.00万元相比: not of the balance."""
    token = tokens[position]
    if token.kind == "actual" and token.refs and is_balance(topic.subject.refs):
        return True
    before = [one for one in tokens[max(0, position - 2) : position] if one.kind == "harmless" or one.is_head]
    return any(one.text in group("so_many") for one in before)


def _is_of_counted(tokens: Sequence[Token], position: int) -> bool:
    """其中购置2辆，支出35.80万元; 接待12批次，比上年增加2批次，增长20.00%；支出…: spent on what is counted, not on all."""
    if not tokens[position].is_head or not is_whole(tokens[position].refs) or token_at(tokens, position - 1).kind not in ("comma", "semicolon"):
        return False
    last = next((token.kind for token in reversed(tokens[: position - 1]) if token.is_number and token.kind != "percent" or token.kind in ("stop", "semicolon")), "")
    return last == "count"


def _spent_of(token: Token, whole: Subject) -> tuple[str, ...]:
    """财政拨款支出…，其中：一般公共预算增加…: of a whole that was spent, what was spent of that money; empty for what is no kind of money."""
    is_of_side = side_of(whole.ref) != "expenditure" or any(word in token.text for word in group("sides"))
    return () if is_of_side else spent_of_same_money(token.ref, whole.ref)


def _is_of_stranger(token: Token, topic: Topic) -> bool:
    """机构运行200.00万元，其中：基本支出200.00万元: of what no form knows, not of the account."""
    whole = topic.listing.open_whole
    is_known = whole is None or not whole.is_told or whole.ref.startswith((SUM_OF_TOLD, ALL_MONEY))
    return not is_known and (is_named_alike(token.refs) or token.is_head)


def _is_spent_of(tokens: Sequence[Token], position: int) -> bool:
    """其他收入支出10.00万元, 上年结转支出20.00万元: what was spent of a revenue, or of what the year began with, right behind its name."""
    before = token_at(tokens, position - 1)
    is_source = side_of(before.ref) == "revenue" or closing_of(before.refs) != ""
    is_behind = before.kind == "subject" and is_source and not is_total(before.refs)
    return is_behind and tokens[position].is_head and is_whole(tokens[position].refs) and side_of(tokens[position].ref) == "expenditure"


def _is_of_other_side(token: Token, topic: Topic) -> bool:
    """支出900.00万元，其中一般公共预算800.00万元: a part of the expenditure, though its name is one of revenue."""
    whole = topic.listing.open_whole
    if whole is None or side_of(token.ref) != "revenue" or any(word in token.text for word in group("sides")):
        return False
    if is_balance(whole.refs):  # 年末结转和结余180.00万元，其中一般公共预算120.00万元: of what is left
        return not any(word in token.text for word in group("carried"))
    return side_of(whole.ref) == "expenditure" and all(_OF_ACCOUNT.match(one.ref) for one in (whole, token))


def is_source(token: Token, topic: Topic) -> bool:
    """True for the total of an appropriation right behind the name of one of the expenses that are told of it alone."""
    is_named = topic.is_fresh and not topic.is_linked and not is_part(topic)
    return is_named and topic.subject.ref.startswith(_PAID_OF_IT) and token.ref.startswith(_APPROPRIATED)


def is_of_expense(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """“三公”经费支出30.00万元，…，支出较上年减少5.00万元: true for a bare noun before a change, of the expense that its sentence is about, not of the account."""
    own, is_told = tokens[position], topic.is_of_sentence and topic.is_used and topic.subject.ref.startswith(_PAID_OF_IT)
    is_bare = own.is_head and is_whole(own.refs) and not own.ref.startswith(_PAID_OF_IT) and side_of(own.ref) == "expenditure"
    return is_told and is_bare and kinds_before(tokens, position, 1) == ["comma"] and token_at(tokens, position + 1).kind in ("versus", "year_on_year", "up", "down")


def is_beside_stranger(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """True for a bare 支出 right behind the amount of what no form knows, or of what is only counted (奖励扶助3260人，每人每年960元，支出312.96万元)."""
    is_told = topic.subject.is_told and topic.is_of_sentence and topic.is_used
    is_told = is_told or (topic.subject.is_told or not topic.subject.is_known) and "count" in kinds_of(back_to(tokens, position, "stop", "semicolon"))
    return is_told and is_whole(tokens[position].refs) and kinds_before(tokens, position, 2) in (["money", "mark"], ["money", "comma"])


def counted_payee(tokens: Sequence[Token], position: int) -> str:
    """高龄津贴3400人，支出408.00万元: whom a bare noun behind a comma is about, where its clause begins with unknown words and how many of them there are; else empty."""
    said = [token for token in back_to(tokens, position, "stop", "semicolon") if token.kind not in ("ordinal", "harmless", "own", "year")]
    is_counted = kinds_of(said[:2]) in (["other", "count"], ["named", "count"]) and token_at(tokens, position - 1).kind == "comma"
    return said[0].text if is_counted and tokens[position].is_head and is_whole(tokens[position].refs) else ""


def _is_of_unit(tokens: Sequence[Token], position: int) -> bool:
    """县水土保持工作站支出918.42万元, 局机关（本级）支出…: a bare noun right behind the name of a unit is that unit's."""
    is_bracket = token_at(tokens, position - 1).kind == "close"
    return token_at(tokens, find_back(tokens, position, "open") - 1 if is_bracket else position - 1).kind == "unit"


def _of_owner(token: Token, topic: Topic) -> tuple[Token, Topic]:
    """救灾资金年初结转160.00万元，本年收入540.00万元: the revenue of that money, not of the account."""
    words_of_owner = (*group("of_account"), *group("costs")) if token.kind == "named" else group("of_account")
    told = next((words for words in sorted(words_of_owner, key=len, reverse=True) if token.text.endswith(words)), "")
    if token.kind == "named":
        return token, replace(topic, owner=token.text.removesuffix(told) if told else "")
    is_of_item = topic.subject.is_told and topic.is_of_sentence and is_balance(token.refs) and topic.last_measure in BUDGETS
    if token.kind == "subject" and told == token.text and is_of_item and not topic.owner:
        topic = replace(topic, owner=topic.subject.words)  # 租金补贴当年预算860.00万元，上年结转74.20万元
    if token.kind == "subject" and topic.owner and (told == token.text or token.is_head and is_whole(token.refs)):
        token = _stranger(token, topic.owner)
    return token, topic


def of_fund(tokens: Sequence[Token], position: int, topic: Topic) -> tuple[Token, Topic]:
    """政府性基金预算财政拨款收入70.00万元，年初结转和结余20.00万元: of that fund perhaps, and surely where its name stands beside it or began the sentence."""
    token = tokens[position]
    whole = topic.listing.whole if topic.listing.is_open else topic.main
    is_bare = token.is_head and is_whole(token.refs) and (topic.is_of_sentence or bool(topic.money)) and not topic.listing.is_open
    fund = whole.words if whole is not None and whole.words.startswith(group("funds")) else topic.money
    if is_bare:
        own = (one.words for one in topic.told_here if one.ref.startswith(_APPROPRIATION) and is_balance(one.refs))
        fund = next(own, fund)  # 财政拨款年初结转1.00万元，收入80.00万元，支出71.00万元
    if token.kind != "subject" or not _OF_ACCOUNT.match(token.ref) or not (is_bare or token.text.endswith(group("of_account"))) or token.text.startswith(group("funds")):
        return token, topic
    before = token_at(tokens, position - 1)
    if before.kind == "subject" and before.text.startswith(group("funds")):
        return _stranger(token, before.text), replace(topic, owner=before.text)
    return (replace(token, others=(*token.others, f"told/{fund}{token.text}")) if fund else token), topic


def is_of_own_year(tokens: Sequence[Token], position: int) -> bool:
    """上年支出900.00万元，本年支出945.00万元: the year of the account again; 2022年年初结转…，当年收入…: 当年 is the year that its sentence tells."""
    text, before = tokens[position].text, token_at(tokens, position - 1)
    told = token_at(tokens, find_back(tokens, position, *YEARS, "prior", "stop"))
    is_of_told = text.startswith(group("that_year")) and told.kind in YEARS or _is_year_of_another(tokens, position)
    return text.startswith(group("this_year")) and not is_of_told and before.kind not in (*YEARS, "prior")


def _is_year_of_another(tokens: Sequence[Token], position: int) -> bool:
    """上年本年收入835.00万元，本年支出890.00万元: the year that 上年 names is called so on both sides."""
    said = back_to(tokens, position, "stop", "semicolon")
    prior = next((place for place, one in enumerate(said) if one.kind in ("prior", *YEARS) and token_at(said, place + 1).text.startswith(group("this_year"))), None)
    return prior is not None and not any(one.kind in ("prior", "current", *YEARS) for one in said[prior + 1 :])


def names_budget(tokens: Sequence[Token], position: int) -> bool:
    """年初预算总收入174.00万元, 预算安排公务接待费3.00万元, 年初预算收支平衡，均为174.00万元: the budget of what is named behind it."""
    before = token_at(tokens, position - 1)
    if before.kind == "budget" and kinds_of(without(tokens[position + 1 : position + 5], "harmless", "other", "comma"))[:2] == ["each", "money"]:
        return True
    is_behind = before.kind == "budget" and (before.value != "any_budget" or before.text.endswith(group("planned")))
    return is_behind and token_at(tokens, position + 1).kind == "money"


def is_of_all_money(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """全部资金项目支出…、基本支出…: of all money, not of that which the list or section speaks of."""
    is_of_it = topic.subject.ref.startswith(ALL_MONEY)
    before = token_at(tokens, position - 1).kind
    is_led = kinds_before(tokens, position, 2) == ["all_money", "comma"]  # 三本预算合在一起看，支出超年初预算…
    is_summed = kinds_before(tokens, position, 2) == ["all_money", "total"]  # 三本预算合计支出
    return before == "all_money" or is_led or is_summed or is_of_it and before in ("mark", "comma")


def is_of_main(topic: Topic, token: Token) -> bool:
    """True for the same grand total of another form than the one that the paragraph is about."""
    is_alike = topic.main.ref.split("/")[1:2] == token.ref.split("/")[1:2]
    return "/grand_total" in token.ref and topic.main.ref != token.ref and is_alike


def is_titled(topic: Topic) -> bool:
    """True where the sentence before is a title that names the subject."""
    is_named = topic.subject.is_known and not topic.is_used and not is_whole(topic.subject.refs)
    return is_named and topic.is_title and topic.named_in == topic.sentence - 1


def is_part(topic: Topic) -> bool:
    """收入100.00万元，其中财政拨款90.00万元: the first name behind 其中 is a part, not its whole again."""
    return topic.listing.is_open and topic.listing.whole == topic.subject


def is_beside(one: Subject, other: Subject) -> bool:
    """True for two figures of the same form."""
    return one.ref != other.ref and one.ref.split("/")[0] == other.ref.split("/")[0]
