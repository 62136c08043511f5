"""What a number says, given the shape in which it stands and what has been said before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .. import codes
from .statements import BESIDE, OPENING, OTHER, PRIOR, TEMPLATE_RESIDUE, UNDIRECTED, Statement, Subject
from . import counting, meant, ratios
from .lists import aspects_before, names_whole, years_before
from .shapes import Found, Said
from .stating import SEVERAL, UNNAMED, about_another, of_subject, of_year_before, plain, word_of
from .tokens import NAMES, YEARS, Token, in_unit_of, number_of
from .topic import EITHER, NOBODY, Setting, Topic
from .walks import back_to, kinds_of, place_of, text_of, token_at, up_to, without
from .wholes import NO_WORD
from .words import BUDGETS, budget_named, comparing_word, group, is_balance, is_total, is_whole, whole_account

_HALVES = ("/basic", "/project")
"""What is divided by economic classes within another list."""
_REACHED = ("change.from", "change.reach")
"""Shapes of what an amount has become."""
_SIDES = {"reach_up": "greater", "reach_down": "less"}
_WAYS = {"less": "down", "greater": "up", "below": "down", "above": "up", "adjust": ""}


def state(
    said: Said, found: Found, number: Token, topic: Topic, setting: Setting, tokens: Sequence[Token]
) -> tuple[list[Statement], Topic]:
    """The statements of one number of a shape, and the topic behind it."""
    way, word = _way(said, found, topic)
    kind = said.kind
    if topic.counted and number.kind == "percent" and not topic.is_fresh:
        is_share = kind == "share" and said.base not in found.named
        return [counting.share(number, is_share, way, topic, setting, tokens)], topic.after_number()
    if found.shape.id.startswith("completion") and topic.last_measure in BUDGETS and names_whole(tokens, number):
        return [plain(number, topic, setting, "datum")], topic.after_number()  # 人员经费预算80.00万元，占部门预算100.00万元的80.00%
    of_budget = topic.measure or topic.listing.measure
    if of_budget in BUDGETS and found.shape.id.startswith(_REACHED):  # 年初预算由500.00万元增加到550.00万元: no actual amount
        told = replace(topic.telling(topic.subject), is_used=True, last_measure=of_budget, last_told=of_budget)
        return [plain(number, topic, setting, "datum")] if number.is_number else [], told
    remark = (TEMPLATE_RESIDUE,) if found.shape.remark else ()
    if kind == "change":
        measure = _named(said.measure, found) if said.measure else topic.comparison.rated_measure if topic.comparison.rated and said.way == "told" else ""
        is_bare = number.kind != "money" and any(token.kind == "money" for token in found.named.values())
        statements, topic = change(number, way, word, measure, topic, setting, is_bare)
        return [*statements[:-1], replace(statements[-1], remarks=(*statements[-1].remarks, *remark))], topic
    if kind == "prior":
        year = _year_told(number, tokens) or setting.year_before
        named = found.named.get(said.of) if said.of else None
        named = None if named is None or (named.is_head and topic.subject.is_known and not is_balance(topic.subject.refs)) else named
        one = plain(number, topic, setting, PRIOR)
        spent = token_at(tokens, place_of(tokens, number) - 1)
        if named is None and spent.kind == "actual" and spent.refs and is_balance(topic.subject.refs):
            named = spent  # 年末结转2.40万元。与上年决算支出28.00万元相比: the expenditure, not the balance
        topic = replace(topic, comparison=replace(topic.comparison, has_quote=True))
        subject, other = (one.subject, topic.alternative()) if named is None else (named.subject, None)
        one = replace(one, subject=subject, year=year, alternative=other)
        if _begins_other_year(tokens, number):
            return [one], replace(topic.telling(subject), year=year, last_told=PRIOR, comparison=replace(topic.comparison, has_quote=False))
        last = PRIOR if found.named.keys() & {said.of, found.shape.topic} else ""
        return [one], replace(topic.telling(subject), last_told=last)
    if kind == "amount":
        if said.of:  # 政府性基金收入…；加上上级补助收入…
            of = found.named[said.of]
            is_base = any(entry.base == said.of for entry in found.shape.says)
            if is_base and of.refs[:1] == topic.subject.refs[:1] and (account := whole_account(of.refs, of.text)):
                of = meant.with_refs(of, account)  # 财政拨款支出80.00万元，占本年支出合计100.00万元的80.00%
            else:
                of = meant.of_fund(tokens, tokens.index(of), topic)[0]
            found = replace(found, named={**found.named, said.of: of})
        if not (said.of or topic.listing.is_open) and _is_behind_year_alone(tokens, place_of(tokens, number)):
            topic = replace(topic, is_fresh=True, is_used=False)
        return _amount(said, found, number, topic, setting)
    if kind == "difference":
        topic = replace(topic, subject=found.named[said.of].subject) if said.of else topic
        one = replace(plain(number, topic, setting, "change"), measure=BESIDE, direction=way)
        return [replace(one, base=found.named[said.base].subject)], topic.after_number()
    if kind == "share":
        return ratios.share(number, topic, setting, found.named.get(said.base), is_of_several=said.base == "none")
    if kind == "completion":
        one = ratios.completion(number, _named(said.measure, found), topic, setting)
        if topic.measure in BUDGETS and any(token.text.startswith(group("as_ratio")) for token in found.named.values() if token.kind == "completion"):
            one = one.doubted("it is said of a budget")  # 调整预算为年初预算的115.10%
        if _is_of_left(tokens, number) or said.of and found.named[said.of].ref != one.subject.ref:
            one = one.doubted("it is a share of the budget of something else")
        before = kinds_of(without(back_to(tokens, place_of(tokens, number), "semicolon", "stop"), "harmless"))
        since = before[-1 - before[::-1].index("prior") :] if "prior" in before else []
        is_of_year_before = "versus" not in before and {"money", "budget"} <= {*since} and not {"up", "down", "current"} & {*since}
        one = of_year_before(one, setting) if is_of_year_before else one  # …；上年支出251.36万元、预算262.93万元，执行率95.60%
        return [one], topic.after_number()
    if kind == "direction":
        token = found.named[said.number]
        is_own = topic.is_of_sentence and topic.subject in topic.told_here  # its own amount stands in this sentence, by its name
        one = replace(word_of(number, topic, setting, "direction"), alternative=None if is_own else topic.alternative())
        return [replace(one, printed=comparing_word(token.text), measure=budget_named(token.text), direction=token.value)], topic
    if kind == "reached":
        one = replace(word_of(number, topic, setting, "direction"), measure=PRIOR, direction=_SIDES.get(number.kind, ""))
        return [one] if one.direction else [], topic
    if kind == "flat":
        return _flat(number, topic, setting), topic
    if kind == "rate":
        return _rate(number, topic, setting)
    if kind == "count":
        is_quoted = bool(topic.counted) and token_at(tokens, place_of(tokens, number) - 1).kind == "prior"  # 512640人次，上年478113人次，增加…
        told = replace(topic, comparison=topic.comparison.without_way(), counted=number_of(number)[1], year="" if is_quoted else topic.year)
        return [counting.count(number, topic, setting, tokens)], told
    if kind == "per":
        return [counting.average(number, found.named[said.of], topic, setting)], topic.after_number()
    if kind == "nil":
        return [_nil(said, found, topic, setting, tokens)], topic
    one = plain(number, topic, setting, "datum")
    begin = place_of(tokens, found.named[said.way]) if said.way in found.named else 0
    begin -= token_at(tokens, begin - 1).kind in ("up", "down")  # 较上年多追加15.00万元
    words = text_of(tokens[begin : place_of(tokens, number)]) if said.way in found.named else ""
    return [replace(one, direction=way, named=words)], topic.after_number()


def of_aspects(tokens: Sequence[Token], places: Sequence[int], topic: Topic, setting: Setting) -> tuple[list[Statement], Topic]:
    """预算数、决算数、上年决算数分别为5.10万元、3.98万元、4.60万元; 2022年、2023年收入分别为…: each number by its aspect or year; none where there are not as many."""
    aspects = aspects_before(tokens, places[0]) or years_before(tokens, places)
    if len(aspects) != len(places) or len(set(aspects)) < len(aspects) or not topic.subject.is_known:
        return [], topic
    last, said = tokens[places[-1]], []
    for place, aspect in zip(places, aspects, strict=True):
        is_prior = aspect in (PRIOR, setting.year_before)
        one = of_subject(in_unit_of(tokens[place], last), replace(topic, year=""), setting, PRIOR if is_prior else "amount")
        year = setting.year_before if is_prior else aspect if aspect.isdecimal() and aspect != str(setting.fiscal_year) else ""
        said.append(replace(one, year=year, measure="" if is_prior or aspect.isdecimal() else aspect))
    comparison = replace(topic.comparison, has_quote=any(one.kind == PRIOR for one in said), against="")
    told = replace(topic.telling(topic.subject), is_used=True, comparison=comparison, measure="", year="")
    return said, replace(told.stated("actual"), is_each=False)


def change(
    number: Token, way: str, word: str, measure: str, topic: Topic, setting: Setting, is_bare: bool = False
) -> tuple[list[Statement], Topic]:
    """A change in money or the rate of one; a rate behind a change is of the same comparison.

    Args:
        is_bare: the rate has no word of its own for the direction.
    """
    kind = "change" if number.kind == "money" else "growth"
    one = of_subject(number, topic, setting, kind)
    if is_bare and way == "down":
        one = replace(one, printed=one.printed.removeprefix("-"))  # 减少3.79万元（-4.11%）: the sign tells the way again
    if kind == "growth" and way == "up" and topic.comparison.changed == "down" and one.printed.startswith("-"):
        one, way = replace(one, printed=one.printed[1:]), "down"  # 减少336.12万元，增长率-3.69%: the sign tells the way
    since = topic.comparison.since or (setting.fiscal_year - 1 if setting.fiscal_year else "")
    span = f"{since}-{setting.fiscal_year}" if setting.fiscal_year else ""
    if topic.comparison.doubt or not way:
        one = one.doubted(f"not understood: “{topic.comparison.doubt}”" if topic.comparison.doubt else UNDIRECTED)
    is_of_change = kind == "growth" and bool(topic.comparison.changed)
    measure = measure or (topic.comparison.changed_measure if is_of_change else _compared_with(way, word, topic))
    other = topic.comparison.changed_other if is_of_change else one.alternative  # a rate is that of its change
    one = replace(one, direction=way, period=span, measure=measure, alternative=other)
    statements = [one]
    if is_of_change:
        agreement = replace(
            one, kind="agreement", printed=word, unit="", measure=topic.comparison.changed, remarks=(),
            doubt="" if one.doubt == UNNAMED else one.doubt,
        )  # fmt: skip
        statements.insert(0, agreement)
    if kind == "change":
        told = replace(topic.comparison, changed=way, changed_measure=measure, changed_other=one.alternative, rated="")
        topic = replace(topic, comparison=told, counted="", last_told="")
    elif not is_of_change:
        topic = replace(topic, comparison=replace(topic.comparison, rated=way, rated_measure=measure))
    return statements, topic.after_number()


def _amount(
    said: Said, found: Found, number: Token, topic: Topic, setting: Setting
) -> tuple[list[Statement], Topic]:
    if said.of:
        subject = found.named[said.of].subject
        if said.base or found.shape.id.startswith("share"):
            others = tuple(ref for ref in found.named[said.of].others if ref not in topic.subject.refs)  # no part is its own whole
            one = replace(plain(number, topic, setting, "amount"), subject=subject, measure=_named(said.measure, found) if said.measure else "")
            one = of_year_before(one, setting) if topic.last_told == PRIOR else one
            return [replace(one, alternative=Subject(others) if others else None)], topic
        topic = replace(
            topic, subject=subject, others=found.named[said.of].others,
            is_fresh=True, is_used=False, is_carried=False,
        )  # fmt: skip
    measure = _named(said.measure, found) if said.measure else topic.measure or topic.listing.measure
    if measure == EITHER:
        measure = ""
    # behind a list within a list what follows may be of the outer one; the economic classes are not
    whole = topic.listing.open_whole
    is_of_whole = topic.listing.outer is None or codes.economic_class(topic.subject.words) != "" and whole is not None and whole.ref.endswith(_HALVES)
    within = whole if whole != topic.subject and is_of_whole and not topic.listing.doubt else None
    one = replace(of_subject(number, topic, setting, "amount"), measure=measure, within=within, of_parts=topic.listing.counted if within else 0, named=_way(said, found, topic)[1] if said.way else "")
    if not said.measure and not _is_said_what(topic):
        return [one.doubted("no subject in this clause")], replace(topic.after_number().lost("…"), group=(), counted="")
    elif topic.listing.measure == EITHER and not topic.measure and not said.measure:
        one = one.doubted("it is not said whether the part is of the budget or of the actual amount")
    elif len(topic.group) > 1 and not topic.is_each and _is_near(topic):
        one = one.doubted(SEVERAL)  # rule 5
    if topic.last_told == PRIOR and topic.is_fresh and not topic.measure and not topic.listing.is_open:
        # 上年公务用车运行维护费9.00万元、公务接待费2.50万元
        one = of_year_before(one, setting)
    elif not said.of:
        topic = replace(topic, last_told=measure if measure in BUDGETS else "")
    if said.measure and found.shape.sets:
        # what is compared with is quoted; the sentence's own amount is another
        return [one], topic
    topic = replace(topic.telling(topic.subject), is_used=True, counted="", comparison=topic.comparison.without_change())
    if not found.shape.id.startswith("completion"):  # 完成年初预算51.00万元的80.43%: the budget is no amount of its own
        topic = topic.stated(measure)
    is_part = topic.listing.is_open and topic.subject != topic.listing.whole
    if is_part:
        topic = topic.with_part()
    is_below = is_part and topic.subject.ref.endswith(_HALVES) and topic.listing.whole is not None and is_total(topic.listing.whole.refs)  # …支出…，其中基本支出…。/ 按科目划分：…
    if measure not in BUDGETS and is_whole(topic.subject.refs) and not is_below:
        topic = replace(topic, total=topic.subject)
    group = topic.group if topic.is_each else topic.group[-1:]
    if one.doubt == SEVERAL and any(digit in number.text for digit in "123456789"):
        topic, group = topic.lost("…"), ()  # “两庭”建设、案件审判两项预算共…，完成率…: of both; nothing of several is nothing of each
    is_inside = bool(said.measure) and found.shape.id.startswith("completion")
    return [one], replace(topic.after_number(is_inside), group=group)


def _is_behind_year_alone(tokens: Sequence[Token], place: int) -> bool:
    """购置费：2022年260.00万元，2023年298.50万元; 住房保障支出，2022年146.66万元: an amount behind a year alone, beside another of the same or its name."""
    kinds = kinds_of(without(tokens[:place], "harmless"))[-4:]
    is_alone = len(kinds) == 4 and kinds[2] in ("comma", "mark") and kinds[3] in YEARS
    return is_alone and (kinds[1] in NAMES or kinds[0] in YEARS and kinds[1] == "money")


def _rate(number: Token, topic: Topic, setting: Setting) -> tuple[list[Statement], Topic]:
    """A percentage without a word: of a change that was just told, or a share; never for certain."""
    if topic.comparison.way or topic.comparison.changed:
        # 同比各减少15.7万元、5.2%: of the same change
        return change(number, topic.comparison.way or topic.comparison.changed, topic.comparison.way_word, "", topic, setting, True)
    if topic.last_measure == EITHER:
        # 预算420.00万元，支出411.67万元（98.02%）: most likely the one of the other
        one = replace(of_subject(number, topic, setting, "completion"), measure="any_budget")
        return [one.doubted(NO_WORD)], topic
    one = of_subject(number, topic, setting, "rate")
    statements, topic = ratios.share(number, topic, setting)
    if statements[0].base is None:
        return [replace(one, doubt=NO_WORD)], topic
    return [replace(statements[0], doubt=NO_WORD)], topic


def _flat(number: Token, topic: Topic, setting: Setting) -> list[Statement]:
    """持平 with a budget is a comparison of two amounts; with the year before it fixes that."""
    one = word_of(number, topic, setting, "flat")
    if topic.comparison.against in ("", PRIOR, OTHER):
        return [replace(one, doubt="")]
    return [replace(one, kind="direction", alternative=topic.alternative(), measure=topic.comparison.against, direction="equal")]


def explained(word: Token, against: str, topic: Topic, setting: Setting) -> Statement:
    """减少的主要原因: the change that a reason explains."""
    return replace(word_of(word, topic, setting, "reason"), direction=word.kind, measure=against)


def _year_told(number: Token, tokens: Sequence[Token]) -> str:
    """The year in the words before an amount of another year, where it is not the year before: 2013年决算15.6万元."""
    for token in reversed(tokens[: place_of(tokens, number)]):
        if token.is_number or token.kind in ("prior", "prior_year", "stop", "comma", "semicolon"):
            return ""
        if token.kind == "other_year":
            return token.text
    return ""


def _nil(said: Said, found: Found, topic: Topic, setting: Setting, tokens: Sequence[Token]) -> Statement:
    word, token = found.named[said.number], found.named[said.of]
    here = place_of(tokens, word)
    one = plain(word, topic, setting, "nil")
    one = replace(one, subject=token.subject, printed=word.text + token.text, unit="", end=token.end, doubt=about_another(topic))
    if text_of(tokens[max(0, here - 2) : here]).endswith(group("initial")) or token_at(tokens, found.end).kind == "budget":
        one = one.doubted("it speaks of the initial budget")
    return one


def _way(said: Said, found: Found, topic: Topic) -> tuple[str, str]:
    if said.way == "told" or not said.way:
        return topic.comparison.way or topic.comparison.changed or topic.comparison.rated, topic.comparison.way_word
    token = found.named.get(said.way)
    if token is None:
        return said.way, ""
    if token.kind == "comparison":
        return _WAYS.get(token.value, ""), token.text
    return _WAYS.get(token.kind, token.kind), token.text


def _begins_other_year(tokens: Sequence[Token], number: Token) -> bool:
    """2023年支出…；2022年支出90.00万元，比上年增加10.00万元: a clause on another year behind a semicolon, with a change of its own."""
    here = place_of(tokens, number)
    lead = without(back_to(tokens, here, "semicolon"), "harmless", "own")
    behind = kinds_of(without(up_to(tokens, here + 1, "stop", "semicolon"), "harmless", "own", "actual"))
    return kinds_of(lead[:1]) in (["prior_year"], ["other_year"]) and behind[:3] in (["comma", "versus", "prior"], ["comma", "versus", "other_year"])


def _is_of_left(tokens: Sequence[Token], number: Token) -> bool:
    """结余39.20万元，占预算的9.80%: a share of the budget that was not spent, or moved, right behind its amount."""
    before = without(back_to(tokens, place_of(tokens, number), "stop", "semicolon"), "harmless")
    return kinds_of(before[-4:]) == ["adjust", "money", "comma", "completion"] and before[-1].text.startswith(group("as_part"))


def _named(measure: str, found: Found) -> str:
    """A measure that a shape gives: a constant, or what its part says."""
    if (token := found.named.get(measure)) is None:
        return measure
    return budget_named(token.text) if token.kind == "comparison" else token.value


def _compared_with(way: str, word: str, topic: Topic) -> str:
    """What a change is a change on: a budget, a quoted amount of the year before, or not printed."""
    is_of_two_budgets = topic.measure in BUDGETS and topic.comparison.against in BUDGETS and topic.measure != topic.comparison.against
    if topic.comparison.against == "other" or is_of_two_budgets:  # 调整预算数较年初预算数增加60.00万元
        return OTHER
    if topic.comparison.against == OPENING and topic.last_measure in BUDGETS:
        return OTHER  # 年初预算由500.00万元调整到550.00万元，比年初增加50.00万元
    if topic.comparison.against == OPENING and topic.comparison.has_quote:
        return PRIOR
    if topic.comparison.against not in ("", "prior"):
        return topic.comparison.against
    is_behind_budget = bool(way) and not topic.comparison.against and topic.last_told in BUDGETS and topic.last_measure == EITHER
    if not topic.comparison.against and word in group("saved"):
        return "any_budget"
    is_of_budget = topic.is_used and topic.last_measure in BUDGETS  # 年初预算578.73万元，比上年决算424.45万元增长36.35%
    if topic.measure in BUDGETS or is_behind_budget or is_of_budget:  # …支出3150.00万元，年初预算3000.00万元，增加150.00万元
        return OTHER
    return PRIOR if topic.comparison.has_quote else ""


def _is_said_what(topic: Topic) -> bool:
    is_named = topic.is_fresh and not topic.is_used
    is_open = topic.subject is NOBODY and not topic.counted  # 采购一体机56台，单价18600元，共104.16万元: of what is counted
    return is_named or topic.is_each or is_open or bool(topic.measure) or bool(topic.comparison.against)


def _is_near(topic: Topic) -> bool:
    """Several subjects count for a number in their clause; items, which end a title, also behind it."""
    return topic.is_fresh or any(subject.names for subject in topic.group)
