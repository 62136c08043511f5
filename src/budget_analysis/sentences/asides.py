"""What explains and derives nothing: where a reason or a purpose begins, and where it is over."""

from __future__ import annotations

from collections.abc import Sequence

from . import heard
from .lists import WAYS, outside_brackets
from .shapes import longest
from .statements import PRIOR, Statement
from .tokens import MARKS, NAMES, Token
from .topic import REASONS, Topic
from .walks import back_to, clause_at, find_back, kinds_before, kinds_of, past, text_of, token_at, without

BEGIN = (*REASONS, "purpose")
"""Kinds of words that begin one."""
_OF_CHANGE = (
    "versus", "alike", "year_on_year", "prior", "prior_year", "other_year", "year", "current", "own", "harmless",
    "budget", "actual", "up", "down", "flat", "money", "percent",
)  # fmt: skip
_COMPARING = ("versus", "alike", "year_on_year", "prior", "prior_year", "current", "own", "harmless", "actual", "comma")
"""What stands between a name and the change of it."""
_OF_ITEM = (*NAMES, "actual", "harmless", "total", "own", "current", "year")
"""What stands between 一是 and the amount of an item."""


def tells_change(own: Sequence[Token]) -> bool:
    """True for a clause that tells the change on another year or a budget, and nothing else: 与上年相比减少1.10万元."""
    is_told = any(token.kind in ("money", "percent", "flat") for token in own)
    return is_told and all(token.kind in _OF_CHANGE for token in own)


def tells_number(own: Sequence[Token]) -> bool:
    """True for a clause that names what it tells a number of: 受疫情影响，公务接待费支出3.20万元."""
    return any(token.is_number for token in own) and (heard.names_subject(own) or _tells_amount(own))


def _tells_amount(own: Sequence[Token]) -> bool:
    """根据决算汇总，全县86家单位公务接待费支出851.76万元: an amount right behind its name, and no change."""
    told = without(own, "harmless", "actual", "total")
    places = [place for place, token in enumerate(told) if token.is_name and token_at(told, place + 1).kind == "money"]
    return bool(places) and not any(token.kind in WAYS for token in told[: places[0]])


def _compares(tokens: Sequence[Token], position: int) -> bool:
    """True for a clause that says only with what is compared, where the next tells the change of what it names."""
    own = clause_at(tokens, position)
    end = position + len(own)
    after = clause_at(tokens, end + 1) if token_at(tokens, end).kind == "comma" else []
    is_frame = any(token.kind in ("versus", "alike") for token in own) and all(token.kind in _OF_CHANGE for token in own)
    ways = [token.kind for token in after if token.kind in ("up", "down", "flat")]
    return is_frame and bool(ways) and all(token.kind in (*_OF_CHANGE, "subject", "each", "mark") for token in after)


def _tells_part(tokens: Sequence[Token], position: int) -> bool:
    """主要是为保障运转而发生的支出，其中：工资福利支出50.00万元，占基本支出的50.00%: a part of what is spoken of."""
    place = past(tokens, position + 1, "colon", "comma", "harmless")
    return token_at(tokens, place).is_name and tells_share(tokens, place)


def tells_share(tokens: Sequence[Token], position: int) -> bool:
    """True for a clause that tells one amount, behind which its share follows: such a list has parts, no purposes."""
    own = clause_at(tokens, position)
    end = position + len(own)
    is_amount = len([token for token in own if token.is_number]) == 1 and own[-1].kind == "money"
    return is_amount and kinds_of(tokens[end : end + 2]) == ["comma", "share"]


def way_explained(tokens: Sequence[Token], position: int) -> tuple[Token, str] | None:
    """减少的主要原因: the direction that a reason explains, and with what is compared, where its clause says no more."""
    own = back_to(tokens, position, *MARKS)
    ways = [token for token in own if token.kind in WAYS]
    behind = own[own.index(ways[0]) + 1 :] if len(ways) == 1 else own
    is_plain = all(token.kind in (*WAYS, *_OF_ITEM, "ordinal", "budget", "prior", "prior_year", "versus", "alike") for token in own)
    if len(ways) != 1 or not is_plain or any(token.kind != "harmless" for token in behind):
        return None
    kinds = {token.kind for token in own}
    return ways[0], PRIOR if kinds & {"prior", "prior_year"} else "any_budget" if "budget" in kinds else ""


def said_in_reason(tokens: Sequence[Token], position: int, topic: Topic) -> str:
    """What a reason names besides the subject: a change told behind it (…是厉行节约，与上年相比减少1.10万元) may be said of that."""
    own = topic.subject.refs[:1] or topic.subject.names
    named = (one for one in back_to(tokens, position, *REASONS) if one.is_number or one.is_name and (not own or (one.refs[:1] or one.names) != own))
    return text_of(named)


def is_of_reason(tokens: Sequence[Token], position: int, topic: Topic, found: Sequence[Statement]) -> bool:
    """比上年减少66.00万元。减少的主要原因是项目完工，较上年少支94.00万元: the change has been told before, and this one is of what explains it."""
    is_told = any(one.kind == "change" and one.subject == topic.subject and one.measure in ("", PRIOR) for one in found)
    own = clause_at(tokens, position)
    return topic.aside in REASONS and is_told and not any(token.is_name for token in own) and any(token.kind in ("prior", "prior_year", "year_on_year") for token in own)


def turns_to(tokens: Sequence[Token], stop: int, topic: Topic) -> str:
    """超预算主要是因公出国（境）费用增加。决算数236.25万元: what the reason of a sentence names besides the subject, where the next tells an amount of no name."""
    own = clause_at(tokens, stop + 1)
    told = without(own, "year", "current", "own", "harmless", "ordinal")
    named = {token.text for token in back_to(tokens, stop, *REASONS) if token.kind == "subject" and token.refs and token.refs != topic.subject.refs}
    return "".join(named) if kinds_of(told[:2]) == ["actual", "money"] and len(named) == 1 else ""


def year_before(tokens: Sequence[Token], position: int) -> int:
    """主要原因是上年未发生公务接待费: the place of the year of what a reason tells here; 0 where it tells none."""
    place = find_back(tokens, position, "prior", *MARKS)
    return place if token_at(tokens, place).kind == "prior" else 0


def is_item(tokens: Sequence[Token], position: int, topic: Topic) -> bool:
    """True for a point that tells the amount of an item and no reason: 一是公务接待费3.00万元，二是…"""
    if tokens[position].kind != "point" or topic.aside not in ("", "point"):
        return False
    own = outside_brackets(tokens[position + 1 :])
    end = past(own, 0, *_OF_ITEM)
    return token_at(own, end).kind == "money" and any(token.is_name for token in own[:end])


def end_of_change(tokens: Sequence[Token], position: int) -> int:
    """主要原因是财政拨款收入较上年减少112.60万元，下降4.4%: the place behind the rate of what a reason names here; 0 where it tells no change of it with its rate.

    Of what no form knows its own amount must stand before the change: 一是供水收入142.35万元，减少7.85万元，下降5.2%.
    """
    named, place = tokens[position], position + 1
    is_known = named.kind == "subject" and not named.is_head and named.ref != "" and not named.subject.is_told
    if named.kind == "named" and kinds_of(tokens[place : place + 2]) == ["money", "comma"]:
        place += 2
    elif not is_known:
        return 0
    begin, place = place, past(tokens, place, *_COMPARING)
    told = kinds_of(without(tokens[place : place + 5], "harmless"))
    is_compared = named.kind == "named" or any(token.kind in ("prior", "prior_year", "year_on_year") for token in tokens[begin:place])
    is_change = len(told) == 5 and told[0] in WAYS and told[1:3] == ["money", "comma"] and told[3] == told[0] and told[4] == "percent"
    return place + 5 if is_compared and is_change else 0


def _is_bare(tokens: Sequence[Token], position: int) -> bool:
    """其他收入12.00万元，主要是捐赠款收入，占总收入的43.51%: what explains an amount has no number of its own, and its share follows."""
    begin = find_back(tokens, position, *BEGIN)
    return kinds_before(tokens, begin, 2) == ["money", "comma"] and not any(token.is_number or token.kind == "comma" for token in tokens[begin : position - 1])


def _behind_rate(tokens: Sequence[Token], position: int) -> int:
    """The place behind 事业收入增加15.33万元，增长58.89%，: the change of what this clause names, and its rate; 0 where it tells no such."""
    own = clause_at(tokens, position)
    behind = position + len(own) + 1
    rate = clause_at(tokens, behind) if token_at(tokens, behind - 1).kind in ("comma", "mark") else []
    kinds = kinds_of(without(own, *_COMPARING))
    is_told = kinds in (["subject", way, "money"] for way in WAYS) and kinds_of(rate) in ([way, "percent"] for way in WAYS)
    return behind + len(rate) + 1 if is_told else 0


def _is_next_of_explained(tokens: Sequence[Token], position: int) -> bool:
    """其中财政拨款收入增加…，增长…，主要原因是…；事业收入增加…，增长…，主要原因是…: the next of a list of changes, each with its reason."""
    begin = find_back(tokens, position - 1, "semicolon", "stop", "scope") + 1
    here, before = _behind_rate(tokens, position), _behind_rate(tokens, begin)
    return bool(here) and any(end and token_at(tokens, end).kind == "reason" for end in (here, before))


def _is_counterpart(tokens: Sequence[Token], position: int) -> bool:
    """收入较上年增加…、增长…，主要原因是…，支出较上年增加…、增长…: the same of the next, behind a reason that tells no number."""
    begin = find_back(tokens, position - 1, "semicolon", "stop", "scope") + 1
    here, before = _behind_rate(tokens, position), _behind_rate(tokens, begin)
    is_explained = before and token_at(tokens, before).kind == "reason"
    return bool(here and is_explained) and not any(token.is_number for token in tokens[before:position])


def ends(tokens: Sequence[Token], position: int, topic: Topic, held: frozenset[str]) -> bool:
    """，完成年初预算的160.00% is said of the subject again; after a purpose so are 年初预算为…, 较上年…

    Args:
        held: the conditions of shapes that hold here.
    """
    before = token_at(tokens, position - 1)
    if kinds_of(tokens[position : position + 2]) == ["scope", "colon"]:
        return _tells_part(tokens, position)  # …主要是项目支出减少34.15万元其中：基本支出…万元，占…: a stop is left out
    if before.kind in ("", "colon"):
        return topic.aside == "purpose" and tells_share(tokens, position)  # 主要用于：公路养护40.00万元，占40.00%
    if before.kind not in ("comma", "semicolon"):
        return False
    if tokens[position].kind == "scope" and _tells_part(tokens, position):
        return True
    if tokens[position].kind == "share" and before.kind == "comma" and _is_bare(tokens, position):
        return True
    if before.kind == "semicolon":
        return tells_change(clause_at(tokens, position)) or _compares(tokens, position) or _is_next_of_explained(tokens, position)
    if topic.aside == "lead" and tells_number(clause_at(tokens, position)):
        return True
    if topic.aside == "purpose" and tokens[position].kind in ("budget", "actual"):
        return True
    if topic.aside == "reason" and _is_counterpart(tokens, position):
        return True
    start = position + (tokens[position].kind == "actual" and position + 1 < len(tokens))  # …：人员调出，决算数比上年度增加0.72万元
    found = longest(tokens, start, held)
    name = found.shape.id if found is not None else ""
    is_change = topic.aside == "purpose" or tells_change(clause_at(tokens, start))
    return name.startswith("completion") or name.startswith("compared.") and is_change
