"""Of which whole a share is one, where the sentence does not name it."""

from __future__ import annotations

from .statements import Subject
from .topic import Setting, Topic
from .words import is_whole, whole_of

_NOT_SAID = "it is not said of which whole this is a share"


def wholes_of(topic: Topic, setting: Setting) -> tuple[list[Subject], str]:
    """The wholes that may be meant, the likeliest first, and why they are not certain; none where nothing tells.

    That of an open list (其中), else that of the share before, else a total that the sentence has told, else
    the usual one of the section, else what was told before.
    """
    doubt, usual = "", whole_of(setting.section)
    wholes = [Subject((usual,))] if usual else []
    if topic.last_base is not None and topic.last_base.refs[:1] != (usual,):
        wholes.insert(0, topic.last_base)
        doubt = "" if topic.listing.is_open or topic.last_base_in == topic.sentence else _NOT_SAID
    if topic.listing.whole is not None and topic.listing.whole.is_known:
        wholes = [topic.listing.whole, *([topic.listing.outer] if topic.listing.outer else []), *wholes]
        if topic.listing.doubt:
            doubt = doubt or f"not understood: “{topic.listing.doubt}”"
    wholes = [whole for whole in wholes if whole != topic.subject]
    told = [before for before in topic.told if before != topic.subject]
    if told and not topic.is_told_over and is_whole(told[0].refs) and told[0] not in wholes:
        wholes.insert(0, told[0])  # 本年支出合计100.00万元，药品支出40.00万元，占40.00%
    if not wholes:
        total = [topic.total] if topic.total is not None and topic.total != topic.subject else []
        wholes = [*total, *told[:1]]
        doubt = doubt or (_NOT_SAID if wholes else "")
    return wholes, doubt
