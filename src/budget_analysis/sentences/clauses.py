"""Where a clause begins and ends: what its first words change, and what its unknown words make doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..facts.numbers import is_money
from . import heard
from .lists import number_in
from .statements import COUNTED, PRIOR, Statement, Subject, told_as
from .tokens import MARKS, NAMES, YEARS, Token
from .topic import REASONS, Setting, Topic
from .walks import back_to, clause_at, find, first_but, kinds_before, kinds_of, nearest_but, text_of, token_at, up_to, without
from .words import BUDGETS, group, is_harmless_name, is_named_alike, is_noun, is_total, is_whole, whole_of

_COMPARING = ("versus", "alike", "year_on_year")
_OF_TITLE = ("ordinal", "subject", "item", "harmless", "year", "own", "mark", "close")
_SHORTEST_CODE = 3
"""Digits of the code of a class; fewer are the number of a paragraph."""
_SHORTEST_GLOSS = 3
"""为财政拨款收入 says what all of it is; 为取得的食堂等收入 explains it: as many tokens at least."""
_CERTAIN = ("datum", "count", "period", "as_of", "item_name", "list", "nil")
"""Kinds that unknown words beside them do not make uncertain."""


def of_heading(tokens: Sequence[Token], section: str) -> Topic | None:
    """（二）因公出国（境）费 as a line of its own: what its paragraphs speak of; None where that is what the section speaks of.

    A part of the section's whole, what the heading calls by a name that no form knows, or a kind of money.
    """
    own = without(tokens, "ordinal", "harmless", "year", "own", "actual", "close")
    whole, name = whole_of(section), text_of(own)
    if own and name.startswith(group("funds")) and len(own) <= 1 + (own[-1].kind == "budget") and (not whole or is_total((whole,))):
        return Topic(money=name, is_finished=True)  # （三）国有资本经营预算
    if len(own) != 1 or not whole:
        return None
    token, form = own[0], whole.split("/")[0]
    is_known = token.kind == "subject" and not token.is_head and token.ref.split("/")[0] == form
    is_part = is_known and token.ref != whole and "/total/" not in token.ref and not is_whole(token.refs)
    if not is_part and not (token.kind == "other" and is_noun(token.text)):
        return None
    subject = token.subject if is_part else told_as(token.text)
    return Topic(subject=subject, others=token.others if is_part else (), is_finished=True)


def mark_of_item(tokens: Sequence[Token]) -> str:
    """The mark of a list without numbers with which a block begins: ——财政补助238.90万元; empty for any other."""
    is_marked = bool(tokens) and tokens[0].kind == "harmless" and not any(letter.isalnum() for letter in tokens[0].text)
    return tokens[0].text if is_marked and any(token.is_number for token in tokens) else ""


def begins(tokens: Sequence[Token], position: int) -> bool:
    """True where nothing but the number of a paragraph and a year stand before this place."""
    return nearest_but(tokens, position, "ordinal", "harmless", "year").kind in ("", *MARKS)


def _is_cause(own: Sequence[Token]) -> bool:
    """主要原因是：事业收入增加9.30万元；其他收入减少1.20万元: one more cause, which tells how much and no rate."""
    kinds = kinds_of(without(own, "ordinal", "harmless", "year", "own"))
    return len(kinds) > 2 and kinds[-2] in ("up", "down") and kinds[-1] == "money" and all(kind in (*NAMES, "other") for kind in kinds[:-2])


def is_plan(tokens: Sequence[Token], position: int) -> bool:
    """免疫规划安排320.00万元，支出312.60万元，执行率97.69%: of the two amounts before the one rate of its sentence, up to a semicolon, the first."""
    before, behind = (walk(tokens, position, "stop", "semicolon") for walk in (back_to, up_to))
    told = up_to(behind, 0, "percent")
    is_of_budget = len(told) < len(behind) and any(token.kind == "completion" and token.value in BUDGETS for token in told[-2:])
    return is_of_budget and not any(token.is_number for token in before) and kinds_of(token for token in told if token.is_number) == ["money", "money"]


def begin(tokens: Sequence[Token], position: int, topic: Topic) -> Topic:
    """The topic at the beginning of the clause that begins here."""
    own, before = clause_at(tokens, position), token_at(tokens, position - 1).kind
    if before in ("stop", "") and (first_but(own, "ordinal").kind == "scope" or text_of(own).startswith(group("besides"))):
        topic = replace(topic, entity=topic.entity or topic.entity_before, year=topic.year or topic.year_before)  # 2022年预算…。此外，…
    listed = topic.listing.open_whole if _is_row_over(tokens, position) else None
    if listed is not None and listed.is_known and listed != topic.subject:
        topic = topic.again(listed, topic.subject.refs)
    if not topic.is_fresh and _is_share_of_stranger(own):
        topic = replace(topic, subject=told_as(own[0].text), others=())
    is_next = own[:1] and own[0].kind == "ordinal" and not any(token.is_number for token in own)  # 主要原因是：（1）在押人员减少；（2）修缮结余
    if topic.aside and before == "semicolon" and heard.names_subject(own) and not (topic.aside == "reason" and _is_cause(own)) and not is_next:
        topic = replace(topic, aside="")
    first = first_but(own, "ordinal")
    if len(own) > 1 and first is own[0] and first.text in group("defining") and own[1].is_number:
        # 人员经费占66.56%，为241.05万元: said of the same
        topic = replace(topic, is_fresh=topic.subject.is_known)
    is_list = "money" in kinds_of(own[2:]) and any(token.is_name for token in own)
    if first.text in group("defining") and topic.is_used and is_list and not topic.aside:
        topic = heard.open_list(replace(topic, is_fresh=False))  # 财政拨款收入…，为当年取得的一般公共预算拨款50.00万元和…
    is_title = topic.subject_doubt != "" and topic.subject_doubt == topic.subject.words and before == "comma" and tokens[0].kind == "ordinal" and topic.is_of_sentence
    if is_title and is_harmless_name(topic.subject.words) and _tells_plan(own):
        topic = replace(topic, subject_doubt="")  # 4.白蚁防治，下达150.00万元，支付147.87万元: a title with a budget of its own
    listed = topic.listing.whole
    if listed is not None and listed.is_known and _is_said_of_all(first, own[1:2]):
        topic = topic.again(listed)  # 其中离休费…、退休费…，总额增加4.09万元
    elif listed is None and len(set(topic.told)) > 1 and _is_said_of_all(first, own[1:2]):
        topic = topic.lost(first.text)  # 基本支出预算…、决算…，项目支出预算…、决算…。总执行率83.37%
    counted = next((one for one in own if one.kind == "total" and number_in(one.text) is not None), None)
    if counted is not None and number_in(counted.text) != len(set(topic.told)) and not {"money", "actual"} & {*kinds_of(own)}:
        topic = topic.lost(counted.text)  # 有年初预算的三项合计完成105.59%: of three that are told one by one
    whole = topic.listing.around or topic.listing.whole or topic.total
    if _is_of_all(own) and topic.subject.is_known and topic.subject != (all_of_it := whole or topic.main):
        topic = topic.again(all_of_it) if not all_of_it.names else topic.lost("…")  # …、社会捐赠36.45万元。比上年共增加…; 教育支出多…，住房保障支出少…，合计多…: of no class
    is_of_another = topic.listing.is_carried and topic.main.is_known and whole == topic.listing.whole  # the paragraph has named its own
    if before in ("stop", "") and whole is not None and not is_of_another and topic.listing.is_over and topic.is_used and _is_of_whole(own, whole, topic):
        # …住房保障支出10.00万元，占9.07%。年初预算为…: of the whole again
        topic = topic.again(whole, topic.subject.refs if first.kind in _COMPARING else ())
    if not topic.aside:
        is_run = first.kind in ("other", "harmless") and first.text.startswith(group("defining_run"))  # 系利息、房租等收入
        is_definition = (first.text in group("defining") or is_run) and not any(token.is_number for token in own)
        if is_definition and (any(token.kind == "other" for token in own) or len(own) > _SHORTEST_GLOSS and own[-1].is_head):
            topic = replace(topic, aside="purpose")
    return topic


def _tells_plan(own: Sequence[Token]) -> bool:
    """下达150.00万元, 全年预算数200.00万元: a clause that tells a budget and nothing else."""
    return len(own) == 2 and (own[0].kind == "budget" or own[0].text in group("planning")) and own[1].kind == "money"


def _is_said_of_all(first: Token, behind: Sequence[Token]) -> bool:
    """总额增加4.09万元, 总执行率78.98%: of the whole of the parts that have been told."""
    kinds = kinds_of(behind)
    return first.text in group("total_again") and kinds in (["up"], ["down"]) or first.text in group("all_of_them") and kinds == ["completion"]


def _is_share_of_stranger(own: Sequence[Token]) -> bool:
    """财政拨款占本年支出的60.00%, 205类占88.86%: the share of what only a kind of money or the code of a class names."""
    if not own:
        return False
    is_money = own[0].kind == "harmless" and own[0].text in group("money")
    is_code = own[0].kind == "ordinal" and own[0].text.isdecimal() and len(own[0].text) >= _SHORTEST_CODE
    is_of_these = own[0].text in group("of_these")  # 以上占全年项目支出的7.68%
    return (is_money or is_code or is_of_these) and first_but(own[1:], "harmless").kind == "share"


def _is_of_all(own: Sequence[Token]) -> bool:
    """比上年共增加153.34万元: said of all that has been told."""
    before = up_to(own, 0, "up", "down")
    is_together = 0 < len(before) < len(own) and before[-1].text in group("all_together")
    return is_together and not any(token.is_name or token.kind == "other" for token in before)


def in_bracket(tokens: Sequence[Token], position: int, topic: Topic, setting: Setting) -> Topic:
    """The topic behind the bracket that opens here: 与上年（因基数偏高，为1812.50万元）相比, 比预算（含追加，1795.00万元）增加."""
    before = nearest_but(tokens, position, "harmless", "own", "actual")
    is_prior = before.kind in ("prior", "prior_year")
    measure = before.value if before.kind == "budget" else topic.last_measure or topic.listing.measure
    topic = replace(topic, aside="") if topic.aside in REASONS and _quotes_year_before(tokens, position) else topic
    if kinds_before(tokens, position, 2) == ["average", "money"]:
        topic = topic.lost(tokens[position - 2].text)  # 案均2.10万元（上年2.79万元）
    if token_at(tokens, position - 1).kind == "money" and _is_row_of_parts(tokens, position, topic):
        opened = heard.open_list(replace(topic, is_fresh=False))
        topic = replace(opened, listing=replace(opened.listing, outer=None))  # what follows in it is of nothing else
    return replace(
        topic, listing=replace(topic.listing, measure=measure), told=topic.told[-1:],  # what the bracket tells more of
        year=setting.year_before if is_prior else topic.year, measure="",
        last_told=PRIOR if is_prior else topic.told_before(), comparison=topic.comparison.without_way(),
    )  # fmt: skip


def _quotes_year_before(tokens: Sequence[Token], position: int) -> bool:
    """…，主要原因是差旅费增多（2018年度为107.65万元）: behind a reason, what the sentence is about was in the year before."""
    return kinds_of(without(up_to(tokens, position + 1, "close"), "harmless", "actual")) in (["prior", "money"], ["prior_year", "money"])


def _is_row_of_parts(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """基本支出60.00万元（工资福利支出40.00万元、商品和服务支出20.00万元）: names with an amount each, and nothing else in the bracket.

    A single one is a part where it names a half of what is told: 一般公共预算支出240.00万元（项目支出90.00万元）.
    """
    inside = without(up_to(tokens, position + 1, "close"), "harmless")
    kinds = ["name" if token.is_name else "mark" if token.kind in ("comma", "semicolon") else token.kind for token in inside]
    if kinds == ["name", "money"]:
        return is_named_alike(inside[0].refs) and is_total(topic.subject.refs)
    return len(kinds) > 3 and [*kinds, "mark"] == ["name", "money", "mark"] * ((len(kinds) + 1) // 3)


def _is_row_over(tokens: Sequence[Token], position: int) -> bool:
    """其中货物30.00万元、服务20.00万元，占…: behind the last of several parts that 、 part, their whole is spoken of."""
    begin = position - 1
    if begin < 0 or tokens[begin].kind != "comma" or tokens[begin].text == "、":
        return False
    depth = 0
    while begin and (depth or tokens[begin - 1].kind not in ("comma", "semicolon", "stop", "open")):
        begin -= 1
        depth += {"close": 1, "open": -1}.get(tokens[begin].kind, 0)
    return begin > 0 and tokens[begin - 1].text == "、"


def _is_of_whole(own: Sequence[Token], whole: Subject, topic: Topic) -> bool:
    """True for a sentence behind a list of several parts that begins with a budget, an actual amount or a comparison."""
    first = first_but(own, "ordinal", "harmless", "year", "own", "colon")  # （三）具体情况：年初预算为…
    is_another = whole.is_known and whole != topic.subject
    return is_another and topic.listing.parts > 1 and first.kind in ("budget", "actual", "completion", *_COMPARING)


def is_title_of_parts(own: Sequence[Token], topic: Topic) -> bool:
    """（三）支出：基本支出60.00万元、项目支出40.00万元: a total of the account, and behind the colon what it consists of; 项目支出：文献购置60.00万元、…: a half of it."""
    colon = find(own, 0, "colon")
    title, behind = without(own[:colon], "ordinal", "harmless", "year", "own"), kinds_of(own[colon + 1 : colon + 3])
    if kinds_of(title) != ["subject"] or behind not in (["subject", "money"], ["item", "money"], ["named", "money"]):
        return False
    is_divided = is_total(title[0].refs) and behind[0] != "named" or is_named_alike(title[0].refs)
    return title[0].subject == topic.subject and is_divided and own[colon + 1].ref != title[0].ref


def titled_measure(tokens: Sequence[Token], colon: int, topic: Topic) -> Topic:
    """“三公”经费预算：2022年16.78万元，2023年14.61万元。: behind such a title all amounts of its sentence are budgets."""
    behind = without(tokens[colon + 1 : colon + 4], "harmless")
    is_of_years = len(behind) > 1 and behind[0].kind in YEARS and behind[1].kind == "money"
    return replace(topic, listing=replace(topic.listing, measure=topic.measure)) if is_of_years and topic.measure in BUDGETS else topic


def close(own: Sequence[Token], said: Sequence[Statement], doubt: str, topic: Topic) -> tuple[list[Statement], Topic]:
    """Rule 1: what was not understood casts doubt on every number of the clause.

    Where the clause names no subject, the words may name one: the number is said of that. A clause of
    a number of its own and unknown words (3.安全监管，) is the title of what follows.
    """
    if own:
        is_title = all(token.kind in _OF_TITLE for token in own) and any(token.kind in ("subject", "item") for token in own)
        topic = replace(topic, is_title=is_title)
    if doubt and not said and not topic.aside and not topic.is_fresh and own[:1] and own[0].kind == "ordinal":
        title = told_as(doubt)
        return [], replace(topic.about(title), subject_doubt=doubt, named_in=topic.sentence)
    is_apart = doubt.endswith(group("kept_apart")) and doubt not in group("kept_apart")  # 食堂资金单独核算，全年收入…
    if (is_apart or doubt.startswith(group("leaving_out"))) and not any(token.is_number for token in own) and not topic.aside:
        return list(said), replace(topic, entity=doubt)  # 扣除实拨后，直接支付占…: what follows is of less than the whole
    if not doubt or topic.aside:
        return list(said), replace(topic, subject_doubt="") if topic.is_fresh else topic
    stranger = None if topic.is_fresh else told_as(doubt)
    is_told = False
    doubted = []
    for one in said:
        is_of_count = one.measure == COUNTED and one.base is not None  # 占村民小组120个的: the words name what the count beside them counts
        if one.kind not in _CERTAIN and not is_of_count:
            if one.kind == "amount" and stranger and not one.doubt.startswith("several"):
                one, is_told = replace(one, subject=stranger, alternative=None), True
            one = one.doubted(f"not understood: “{doubt}”")
        elif one.kind == "datum" and stranger and is_money(one.unit):  # 村集体上缴8.64万元，比上年减少…
            is_told = True
        doubted.append(one)
    if is_told and stranger:
        told = topic.told[:-1] if topic.told[-1:] == (topic.subject,) else topic.told
        topic = replace(
            topic, subject=stranger, others=(), group=(), named_in=topic.sentence, told=(*told, stranger), is_told_over=False
        )
    return doubted, replace(topic, subject_doubt=doubt) if is_told or topic.is_fresh else topic
