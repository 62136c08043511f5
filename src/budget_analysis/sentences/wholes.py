"""Of which whole a share is one, where the sentence does not name it."""

from __future__ import annotations

from .statements import SUM_OF_TOLD, Subject
from .topic import Setting, Topic
from .words import is_whole, of_the_year, side_of, whole_of

_OF_ACCOUNT = ("revenue_by_", "expenditure_by_")
_BY_KIND = "procurement/"
_OF_ONE_KIND = ("three_public/", _BY_KIND)
NOT_SAID = "it is not said of which whole this is a share"
NO_WORD = "it is not said of what this is a percentage"


def wholes_of(topic: Topic, setting: Setting) -> tuple[list[Subject], str]:
    """The wholes that may be meant, the likeliest first, and why they are not certain; none where nothing tells.

    That of an open list (其中), else that of the share before, else a total that the sentence has told, else
    the usual one of the section, else what was told before.
    """
    doubt, usual = "", whole_of(setting.section)
    wholes = [Subject((usual,))] if usual else []
    is_of_paragraph = topic.last_base_in >= 0
    if topic.last_base is not None and topic.last_base.ref != usual and is_of_paragraph:
        wholes.insert(0, topic.last_base)
        doubt = "" if topic.listing.is_open or topic.last_base_in == topic.sentence else NOT_SAID
    if topic.listing.whole is not None and topic.listing.whole.is_known:
        last = topic.listing.last if topic.listing.is_carried and _are_alike(topic.subject, topic.listing.last) else None
        around = [one for one in (topic.listing.outer, last) if one is not None and one.is_known]
        others = [Subject(topic.listing.others)] if topic.listing.others else []
        wholes = [topic.listing.whole, *others, *around, *wholes]
        if topic.listing.doubt:
            doubt = doubt or f"not understood: “{topic.listing.doubt}”"
    if not topic.listing.is_open and (own := _of_own_form(topic.subject)):
        wholes.insert(0, Subject((own,)))
    if _has_own_whole(topic):
        doubt = NOT_SAID
    total = [topic.total] if topic.total is not None and topic.total != topic.subject else []
    if wholes and total and not topic.listing.is_open and side_of(wholes[0].ref) != side_of(total[0].ref) and _is_of_side(topic.subject, side_of(total[0].ref)):
        wholes = [*total, *(one for one in wholes if one != total[0])]  # 全年支出90.00万元…。教育支出80.00万元，占…: of what was spent, not of the revenue before it
    # 支出总计100.00万元。包括：基本支出60.00万元，占70.00%: of it, or of the expenditure of the year
    wholes = [one for whole in wholes for one in (whole, *(Subject((ref,)) for ref in of_the_year(whole.refs)))]
    wholes = [whole for whole in dict.fromkeys(wholes) if whole != topic.subject and not _are_classes(whole, topic.subject)]
    told = [before for before in topic.told if before != topic.subject]
    if told and not topic.is_told_over and is_whole(told[0].refs) and told[0] not in wholes:
        wholes.insert(0, told[0])  # 本年支出合计100.00万元，药品支出40.00万元，占40.00%
    if wholes:  # …、公务接待费9.00万元，共计40.00万元。三项费用占比依次为…: or of what has been told together
        wholes += [one for one in topic.told if one.refs == (SUM_OF_TOLD,) and one not in wholes]
        if topic.last_base is not None and not is_of_paragraph and topic.last_base.ref not in [one.ref for one in wholes]:
            wholes.append(topic.last_base)  # 路灯改造60.00万元，占项目支出的60.00%。/ 管网维修40.00万元，占40.00%: of that perhaps
    if not wholes:
        wholes = [*total, *told[:1]]
        doubt = doubt or (NOT_SAID if wholes else "")
    return wholes, doubt


def _is_of_side(part: Subject, side: str) -> bool:
    """True for a part of that side of the account, or one of which no form tells the side."""
    return part.is_told or bool(part.names) and side == "expenditure" or side_of(part.ref) == side


def _of_own_form(part: Subject) -> str:
    """The whole of the three public expenses, or of procurement, of which such a part is told to be a share."""
    form = part.ref.split("/")[0] + "/"
    return whole_of(form[:-1]) if form in _OF_ONE_KIND else ""


def _are_classes(one: Subject, other: Subject) -> bool:
    """True for two classes of the same level: none is a part of the other."""
    levels = [[bool(name) for name in subject.names] for subject in (one, other)]
    return bool(one.names) and levels[0] == levels[1]


def _has_own_whole(topic: Topic) -> bool:
    """货物采购授予中小企业的占货物支出的90.00%，服务采购占80.00%: of that of services, which is not said again."""
    if topic.last_base is None or topic.last_base_in != topic.sentence or is_whole(topic.last_base.refs):
        return False
    return all(ref.startswith(_BY_KIND) for ref in (*topic.last_base.refs[:1], *topic.subject.refs[:1]))


def _are_alike(part: Subject, whole: Subject | None) -> bool:
    """True for revenue of the account within a total of revenue, and for expenditure of it within one of expenditure."""
    if whole is None or not whole.refs or not part.ref.startswith(_OF_ACCOUNT):
        return False
    return part.ref.split("_")[0] in whole.ref.split("/")[1]
