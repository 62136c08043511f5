"""Items that the glossary explains, against the names that the form gives them."""

from __future__ import annotations

from difflib import SequenceMatcher

from .. import codes
from ..claims.results import Result
from ..facts import Fact
from ..facts.forms import ITEM_FORM, ITEM_MEASURE, Forms
from ..notes import NAME_OF_FORM
from ..facts.item_names import ItemNames, given
from ..frames import text
from ..relations.tree import Named
from ..sentences import tokenize
from ..verdicts import DIFFERS, EQUAL, UNCHECKED, Judgement
from .entered import Cell
from .layout import Annexes
from .names import SAME_NAME


def state_glossary(annexes: Annexes, forms: Forms) -> None:
    """Items that the glossary explains are named as the form names them.

    A glossary may explain items without expenditure: a name that is like none of the form's is
    not judged.
    """
    if forms.is_absent(ITEM_FORM):
        return
    told: list[tuple[Cell, tuple[str, ...]]] = []
    for row in annexes.rows("glossary"):
        term = text(row["term"])
        tokens = tokenize(term, "glossary")
        if len(tokens) == 1 and tokens[0].kind == "item" and tokens[0].names[1]:
            told.append((annexes.ledger.add(annexes.cell(row, "term", term, section="glossary")), tokens[0].names))
    rows = ItemNames(forms.names[ITEM_FORM].labels)
    rows.settle(names for _, names in told)
    for cell, names in told:
        judgement, code = _judge_item(names, rows)
        places = [f"{ITEM_FORM}/{one}/{ITEM_MEASURE}" for one in codes.chain(code)]
        labels = tuple(Fact(forms.figure_id(place), None) for place in places)
        annexes.ledger.enter(cell, "item_name", Result(judgement, Named("= labels of the figures", None, labels)))


def _judge_item(names: tuple[str, ...], rows: ItemNames) -> tuple[Judgement, str]:
    """The judgement, and the row of the form that has these names or is like them in all but one."""
    code = rows.code_of(names)
    off = rows.misnamed(names) if code else []
    if code and not off:
        return Judgement(EQUAL), code
    said, label = map(codes.fold_name, off[0] if len(off) == 1 else ("", "-"))
    is_like = SequenceMatcher(None, said, label).ratio() > SAME_NAME
    if code and is_like and not _is_official(names):
        return Judgement(DIFFERS, note=NAME_OF_FORM.say(name=off[0][0], right=off[0][1])), code
    return Judgement(UNCHECKED, note="the form prints no such item"), ""


def _is_official(names: tuple[str, ...]) -> bool:
    """True for the name of another item of the classification."""
    told = given(names)
    listed = codes.table("function")
    official = listed["zh"][listed["code"].str.len() == 1 + 2 * len(told)]
    return codes.fold_name(told[-1]) in set(map(codes.fold_name, official))
