"""Lists in a run of tokens: numbers for as many subjects, names up to the end of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .statements import PRIOR, Subject
from .tokens import NUMBERS, YEARS, Token
from .topic import NOBODY, Topic
from .walks import back_to, kinds_of, place_of, token_at, up_to
from .words import grand_of, group, is_whole, of_the_year

_SENTENCE_END = ("stop", "semicolon", "colon")
_NUMERALS = {2: "两二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八"}
WAYS = ("up", "down")
"""Kinds of words that tell the direction of a change."""


def series_at(tokens: Sequence[Token], position: int, is_each: bool = False) -> list[int]:
    """Places of numbers that only commas and 和 part, the unit perhaps behind the last alone.

    Args:
        is_each: as many subjects were named (分别): each number may have its own direction (增长2.85%、下降7.65%).
    """
    places = [position]
    while True:
        token = tokens[places[-1]]
        following = places[-1] + 2
        mark = tokens[places[-1] + 1].text if following < len(tokens) else ""
        if is_each and token_at(tokens, following).kind in WAYS:
            following += 1
        if mark not in group("parting") or token_at(tokens, following).kind not in NUMBERS:
            return places if token.kind != "bare" or len(places) == 1 else [position]
        after = tokens[following]
        is_alike = token.kind == "bare" or (after.kind == token.kind and (mark != "," or is_each))
        begins = token_at(tokens, position - 1).kind in ("", *_SENTENCE_END)
        if not is_alike or (token.kind == "bare" and begins):
            return places
        places.append(following)


def each_of(topic: Topic, count: int, base: Subject | None) -> tuple[Subject, ...]:
    """The subjects of as many numbers in their order; empty where it cannot be told.

    Args:
        base: of shares: the whole that is named, which is none of its parts, or nobody; None of other numbers.
    """
    is_share, own = base is not None, base.refs if base is not None else ()
    begin = len(topic.told) - topic.told[::-1].index(topic.listing.whole) if topic.listing.whole in topic.told else 0  # 收入…，其中…；支出…，其中…
    told = tuple(one for one in topic.told[begin:] if one != topic.listing.whole and not (own and one.refs == own) and one.words not in group("sums"))
    if is_share and len(told) == count:
        return told
    parts = tuple(one for one in told if not is_whole(one.refs))
    known = tuple(one for one in parts if not one.is_told)
    is_behind_whole = len(told) == count + 1 and is_whole(told[0].refs)
    if is_share and (is_behind_whole or count in (len(parts), len(known))):
        return parts if len(parts) == count else known if len(known) == count else told[1:]
    is_of_changes = bool(topic.comparison.changed) and len(topic.group) > 1  # 分别减少0.20万元和0.50万元，下降50.00%和25.00%
    is_told = topic.told == topic.group and not topic.is_told_over  # 预算分别为1.00万元、2.00万元，支出0.90万元、1.80万元
    if not (topic.is_each or is_of_changes or is_told) or len(set(topic.group)) < len(topic.group):
        return ()  # of one subject in two comparisons: 较预算减少…，较上年减少…，分别下降…
    if len(topic.group) == count:
        return topic.group
    refs = several(topic.subject.refs) if len(topic.group) <= 1 else ()
    if refs and any(one.words in group("both_sides") for one in (topic.subject, *topic.group)):  # 收入、支出分别增加…: of the year, each by itself
        refs = tuple(own for ref in refs for own in of_the_year((ref,)))
    return tuple(Subject((ref,)) for ref in refs) if len(refs) == count else ()


def said_of_each(topic: Topic, token: Token, is_behind_flat: bool) -> Topic:
    """各, 均, 分别 speak of the subjects just named, else of those whose amounts were just stated.

    Args:
        is_behind_flat: 年末结转和结余与年初相同，均为58.20万元: what was named last is told to be the same at two times.
    """
    named = topic.group
    if len(named) < 2 and not several(topic.subject.refs):
        is_of_one = (topic.is_fresh or is_behind_flat) and not topic.is_used and topic.subject.is_known  # 公务用车购置及运行费分别增加9.86万元
        if len(topic.told) < 2 or is_of_one:
            return topic
        named = topic.told
    refs = tuple(dict.fromkeys(ref for one in named for ref in one.refs)) or topic.subject.refs
    is_total = all(map(is_grand, named))  # 总收入…，总支出…，各增加…
    others = tuple(ref for one in named for ref in grand_of(one.refs)) if is_total else ()
    return replace(
        topic, subject=Subject(refs, words=token.text), others=others, group=named or (topic.subject,),
        is_each=True, is_fresh=True,
    )  # fmt: skip


def is_grand(one: Subject) -> bool:
    """True for a total with balances (总计), and for what may be one by its name (总收入)."""
    return "/grand_total_" in one.ref or any(word in one.words for word in group("may_be_grand"))


def several(refs: Sequence[str]) -> tuple[str, ...]:
    """The quantities that a subject names together (收、支总计): those of one form; other forms print the same again."""
    own = tuple(ref for ref in refs if ref.split("/")[0] == refs[0].split("/")[0])
    return own if len(own) > 1 else ()


def summed_up(own: Sequence[Token], topic: Topic, count: int) -> tuple[Subject, ...]:
    """以上四类分别占…: what just as many paragraphs of the section have told an amount of, all classes or all none."""
    is_said = any(token.text.startswith(group("of_these")) and number_in(token.text) == count for token in own)
    classes = tuple(one for one in topic.listed if one.names and not any(one.names[1:]))
    found = classes or tuple(one for one in topic.listed if not one.names)
    return found if is_said and len(found) == count else ()


def years_before(tokens: Sequence[Token], places: Sequence[int]) -> list[str]:
    """The years, parted by marks, before a series of amounts in the same clause: 2022年、2023年收入分别为…."""
    before = back_to(tokens, places[0], "comma", *_SENTENCE_END, "money", "percent")
    at = [place for place, token in enumerate(before) if token.kind in YEARS]
    between = before[at[0] : at[-1] + 1] if at else []
    is_list = all(token.kind in (*YEARS, "mark") or token.text in (*group("parting"), *group("year_words")) for token in between)
    return [token.text for token in between if token.kind in YEARS] if is_list and all(tokens[place].kind == "money" for place in places) else []


def number_in(words: str) -> int | None:
    """How many things the words count: 三 of 以上三项合计."""
    return next((number for number, numerals in _NUMERALS.items() if any(n in words for n in (*numerals, str(number)))), None)


def counted_before(tokens: Sequence[Token], position: int) -> str:
    """The words that count what a 合计 is the sum of, before 预算 or 决算, or what a bare 支出 is: 上述三类支出共…; empty where none do."""
    begin = position if position and (tokens[position].is_head or tokens[position].kind == "budget") else position - 1
    if not position or begin < position and tokens[begin].kind not in ("budget", "actual"):
        return ""
    before = [token.text for token in tokens[max(0, begin - 2) : begin] if token.kind == "harmless"]
    words = "".join(before)
    return words if before and before[0].startswith(group("of_these")) and number_in(words) is not None else ""


def names_whole(tokens: Sequence[Token], number: Token) -> bool:
    """True where the clause of a number tells of what it is a part (占)."""
    before = back_to(tokens, place_of(tokens, number), "comma", *_SENTENCE_END)
    return any(one.kind == "share" or one.text.startswith(group("as_part")) for one in before)


def share_before(tokens: Sequence[Token], position: int) -> Subject | None:
    """What a series of shares is a share of (分别占总支出的…); unknown words where it is not said."""
    base = near = None
    for token in reversed(back_to(tokens, position, "comma", "stop", "semicolon", "money", "percent")):
        if token.is_name:
            near = token.subject
        if token.kind == "share":  # of 占项目支出的比重 the first says of what
            base = near or base or NOBODY
    before = [token for token in back_to(tokens, position, "comma", "stop", "semicolon", "money", "percent") if token.kind != "harmless"]
    is_of_named = len(before) == 2 and before[0].kind == "each" and before[1].is_name and tokens[position - 1].kind == "harmless"
    return before[1].subject if base is None and is_of_named else base  # 分别为当年支出的27.46%和72.54%


def aspects_before(tokens: Sequence[Token], position: int) -> list[str]:
    """What 分别 before a series of numbers speaks of, where that is budgets, actual amounts and those of the year before."""
    before = list(tokens[:position])
    while before and before[-1].kind == "harmless":
        before.pop()
    if not before or before.pop().kind != "each":
        return []
    aspects: list[str] = []
    is_open = True
    for token in reversed(before):
        if token.kind == "harmless":
            continue
        if is_open and token.kind in ("budget", "actual"):
            aspects.append(token.value)
        elif token.kind in ("prior", "prior_year") and aspects and not is_open and aspects[-1] in ("actual", ""):
            aspects[-1] = PRIOR
            continue
        elif token.text not in group("parting"):
            break
        is_open = token.text in group("parting")
    return aspects[::-1]


def is_told_by_amounts(tokens: Sequence[Token], position: int) -> bool:
    """True where the first name of a list has a number of its own: 其中：人员经费较上年增加58.84万元."""
    return any(token.is_number for token in up_to(tokens, position, "stop", "semicolon", "comma", "mark"))


def outside_brackets(tokens: Sequence[Token]) -> list[Token]:
    """Without what stands in brackets that are closed again: 接待30批次（其中外事接待26批次），579人次."""
    kept: list[Token] = []
    opened: list[int] = []
    for token in tokens:
        if token.kind == "close" and opened:
            del kept[opened.pop() :]
            continue
        if token.kind == "open":
            opened.append(len(kept))
        kept.append(token)
    return kept


def names_of_list(tokens: Sequence[Token], position: int) -> tuple[list[list[Token]], int]:
    """The tokens of each name of a list, and the place where its sentence ends."""
    names: list[list[Token]] = [[]]
    while position < len(tokens) and tokens[position].kind not in ("stop", "semicolon"):
        share = up_to(tokens, position, "comma", "mark", "stop", "semicolon") if tokens[position].kind == "share" and not names[-1] else ()
        if "percent" in kinds_of(share):
            break  # …、社会保障缴费等，占基本支出的87.02%
        if tokens[position].kind in ("comma", "mark", "colon"):
            names.append([])
        else:
            names[-1].append(tokens[position])
        position += 1
    return [name for name in names if name], position
