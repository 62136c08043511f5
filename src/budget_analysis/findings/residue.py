"""Placeholders of the template that were left in: a remark for each kind of words, at all places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..frames import as_rows, text
from ..identifiers import Identifiers
from ..verdicts import DIFFERS
from .naming import named, place_of, say
from .remarks import LANGUAGES, OMISSION, Material, remark
from .statements import Number

PLACEHOLDER = "placeholder"
_BLOCK = re.compile(r"block (\d+)")


def residue(material: Material, names: Identifiers) -> Iterator[dict[str, Any]]:
    """A remark for each placeholder (XX局, 20XX年) by its words; an account that is a template has none."""
    if "template" in material.index.states.values():
        return
    blocks = {int(row["block"]): row for row in as_rows(material.blocks)}
    claims = material.claims
    wrong = as_rows(claims[claims["verdict"].eq(DIFFERS).fillna(False) & claims["start"].notna()])
    found: dict[str, list[Number]] = {}
    for notice in as_rows(material.notices[material.notices["kind"] == PLACEHOLDER]):
        standing = _BLOCK.fullmatch(text(notice["place"]))
        if standing is None:
            continue
        block, quote = blocks[int(standing[1])], text(notice["quote"])
        start = text(block["text"]).index(quote)
        if any(one["start"] < start + len(quote) and one["end"] > start for one in wrong if one["block"] == block["block"]):
            continue  # the year or the name that differs says it
        record = {
            "claim_id": None, "page": notice["page"], "section": text(block["section"]), "block": block["block"],
            "start": start, "end": start + len(quote), "quote": quote,
        }  # fmt: skip
        found.setdefault(quote, []).append(Number("", "sentence", quote, "", None, record))
    for quote, numbers in found.items():
        said = {
            language: say("placeholder", language, place=named(numbers[0], language, is_quoted=False), quote=quote)
            for language in LANGUAGES
        }
        if len(numbers) > 1:
            said = {
                language: sentence + (" " if language == "en" else "") + say("same_at", language, count=len(numbers))
                for language, sentence in said.items()
            }
        name = names.give([OMISSION, PLACEHOLDER], text(numbers[0].record["section"]), quote)
        yield remark(name, PLACEHOLDER, [place_of(one) for one in numbers], said)
