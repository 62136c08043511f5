"""What a percentage says of a whole or of a budget: shares and completions."""

from __future__ import annotations

from dataclasses import replace

from .statements import OF_THE_CLASS, PRIOR, Statement, Subject
from .stating import SEVERAL, of_another, of_subject, of_year_before, plain
from .tokens import Token
from .topic import Setting, Topic
from .wholes import wholes_of
from .words import BUDGETS, whole_account


def completion(number: Token, measure: str, topic: Topic, setting: Setting) -> Statement:
    """The rate at which a budget was used; of which one the comparison of the sentence may say (较调整后预算持平，完成率100%)."""
    against = topic.comparison.against
    measure = against if measure == "any_budget" and against in BUDGETS else measure
    return replace(of_subject(number, topic, setting, "completion"), measure=measure)


def share(
    number: Token, topic: Topic, setting: Setting, whole: Token | None = None, is_of_several: bool = False
) -> tuple[list[Statement], Topic]:
    """A share with its whole: the one named, else the one last spoken of or usual in the section.

    Args:
        whole: the word that names it.
        is_of_several: several amounts are named as the whole.
    """
    other = Subject(topic.others, words=topic.subject.words) if topic.others else None
    if topic.measure in BUDGETS:  # 占60.00%（预算占比57.85%）
        return [replace(of_subject(number, topic, setting, "rate"), doubt="it is said of a budget")], topic.after_number()
    one = replace(plain(number, topic, setting, "share"), alternative=other)
    if len(topic.group) > 1 and not topic.is_each and topic.is_fresh and not topic.is_used:
        one = one.doubted(SEVERAL)  # 直接支付和授权支付占56.56%
    is_behind_quote = topic.comparison.has_quote and not (topic.comparison.changed or topic.comparison.rated)  # 上年为390.70万元，占20.67%
    # 上年基本支出50.00万元，占支出合计80.00万元的62.50%
    one = of_year_before(one, setting) if topic.last_told == PRIOR or is_behind_quote else one
    topic = topic.after_number()
    topic = topic if topic.listing.is_open else topic.with_part()
    if is_of_several:
        return [replace(one.doubted("the whole is a sum of several"), base=Subject(words="several"))], topic
    if whole is not None:
        token, own = whole, topic.own(whole.refs)
        if token.refs == (OF_THE_CLASS,) and topic.listing.whole is not None and topic.listing.whole.names:
            token = replace(token, refs=topic.listing.whole.refs, names=topic.listing.whole.names, form=topic.listing.whole.form)
        others = token.others or whole_account(token.refs, token.text)
        bases = (Subject(own, words=token.text) if own else token.subject, *((Subject(others),) if others else ()))
        return [replace(one, base=bases[0], is_base_named=True, other_bases=bases[1:])], replace(topic, last_base=bases[0], last_base_in=topic.sentence)
    wholes, doubt = wholes_of(topic, setting)
    # 局机关支出60.00万元，占60.00%: of what the office spent, or of what it got
    is_part = topic.listing.is_open and topic.listing.whole is not None and topic.is_of_entity  # 按单位分：局机关60.00万元，占60.00%；…
    one = one.doubted(doubt or ("" if is_part else of_another(topic.entity)))
    if not wholes:
        return [one], topic
    if topic.listing.is_open and topic.listing.whole == one.subject:
        one, topic = one.doubted("the part is not named"), topic.lost("…")  # 项目支出中某类占37.87%，为1638.52万元
    return [replace(one, base=wholes[0], other_bases=tuple(wholes[1:]))], topic


def share_of(
    number: Token, base: Subject | None, topic: Topic, setting: Setting
) -> tuple[list[Statement], Topic]:
    """One share of a series, of the whole that was named or of the usual one."""
    statements, topic = share(number, topic, setting)
    if base is not None and base.is_known:
        statements = [replace(one, base=base, is_base_named=True, other_bases=()) for one in statements]
    return statements, topic
