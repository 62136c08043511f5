"""What rules ask of an account and a whole account nowhere has: remarks with their source.

It is told only of an account that stands whole in one file that was read whole: what is not in
it may stand in another. Of a section the evidence is that none of its words stands anywhere, not
that no heading of it was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .. import terms
from ..checklist import checklist
from ..frames import as_rows, text
from ..identifiers import Identifiers
from ..offices import is_authority
from .naming import form_name, say, word
from .remarks import LANGUAGES, OMISSION, Material, remark

_NOT_READ = (
    "scan", "attachment", "embedded", "picture", "hidden", "struck", "text", "unseen", "layer", "doubtful", "files", "left_over", "second_account",
    "missing_form", "missing_rows", "no_forms", "unreadable", "defect",
)  # fmt: skip
"""Kinds of problems: something was not read, or is not there, that may hold what is asked for."""
_SECTION = "general_summary"
_FEWEST_PARAGRAPHS = 12
"""An account with fewer is an excerpt, or its text stands elsewhere."""
_DIGITS = {"item_codes": 7, "economic_sections": 5}
"""So many digits the codes must have that a rule asks for."""


def not_told(material: Material, names: Identifiers) -> Iterator[dict[str, Any]]:
    """A remark for each requirement that a whole account does not meet at all."""
    if not _is_whole(material):
        return
    printed = ""
    for asked in as_rows(checklist()):
        if not asked["since"] or not _is_asked(material, asked):
            continue
        if asked["words"]:
            printed = printed or _words(material)
            if not re.search(asked["words"], printed):
                yield _remark(asked, "not_told", names, "", [])
            continue
        for form in asked["argument"].split():
            if _is_shallow(material, form, _DIGITS[asked["rule"]]):
                yield _remark(asked, "shallow_codes", names, form, [{"form": form}])


def _is_asked(material: Material, asked: Mapping[Any, Any]) -> bool:
    """True for an account of a year, and of a body, for which the rule holds."""
    is_of_body = not asked["bodies"] or is_authority(material.department)
    return is_of_body and (material.fiscal_year or 0) >= int(asked["since"])


def _is_whole(material: Material) -> bool:
    """True where all forms of the layout are there with figures and text enough beside them, and all was read."""
    states = material.index.states
    blocks = material.blocks
    told = blocks[~blocks["heading"].astype(bool)]
    is_there = bool(states) and not {"missing", "template"} & set(states.values())
    is_read = not set(material.problems["kind"]) & set(_NOT_READ)
    return is_there and is_read and _SECTION in set(blocks["section"]) and len(told) >= _FEWEST_PARAGRAPHS


def _words(material: Material) -> str:
    """All words that stand in the account, folded."""
    texts = (text(value) for frame in material.printed for name in frame for value in frame[name])
    return terms.fold("\n".join(dict.fromkeys(texts)))


def _is_shallow(material: Material, form: str, digits: int) -> bool:
    """True for a form without a problem that has money by codes, and none of them so many digits."""
    figures, problems = material.index.figures, material.problems
    codes = figures.loc[(figures["form"] == form) & (figures["state"] == "value"), "code"].dropna()
    is_sound = not problems["place"].str.contains(rf"\b{form}\b").any()
    return is_sound and len(codes) > 0 and not (codes.str.len() >= digits).any()


def _remark(
    asked: Mapping[Any, Any], sentence: str, names: Identifiers, form: str, places: list[dict[str, Any]]
) -> dict[str, Any]:
    said = {}
    for language in LANGUAGES:
        words = word("words", "or", language).join(f"“{one}”" for one in asked["words"].split("|"))
        source = asked["source"] if language == "zh" else asked["source_en"]
        said[language] = say(sentence, language, what=asked[language], source=source, words=words,
                             form=form_name(form, language) if form else "", digits=_DIGITS.get(asked["rule"], ""))  # fmt: skip
    return remark(names.give([OMISSION, asked["requirement"], form], "", ""), "not_told", places, said)
