"""The relation that a statement of the prose was judged by, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from .. import words
from ..claims.partitions import shape_of
from ..findings.naming import unit_name
from ..frames import text
from ..relations.identities import Part, load_identities

_IDENTITY = re.compile(r"([A-Z]\d[\d.]*)(?:: (.+))?")
_ATTAINED = "attained"
_BEFORE = re.compile(r"\.prior(\d+)$")


def rule_told(claim: Mapping[str, Any], language: str) -> str:
    """What the identity says by which a claim was judged, of several relations the one; empty where the note names none."""
    found = _IDENTITY.fullmatch(text(claim["note"]))
    if found is None:
        return ""
    number = _BEFORE.search(text(claim["claim_id"]))
    part = _befores()[int(number[1]) - 1] if number and int(number[1]) <= len(_befores()) else None
    said = {"zh": part.zh, "en": part.en}[language] if part is not None else ""
    return words.say("identity_said", language, identity=found[1], said=said or words.rule(found[1], language))


def reason_told(claim: Mapping[str, Any], language: str) -> str:
    """Why the verdict is what it is, without the identity, which `rule_told` says."""
    found = _IDENTITY.fullmatch(text(claim["note"]))
    if found is not None and found[2] is None:
        return ""
    return words.reason(text(claim["note"]), language)


def with_units(claim: Mapping[str, Any], operands: Sequence[str], printed: Sequence[str], by_claim: Mapping[str, Mapping[str, Any]], language: str) -> list[str]:
    """What is printed at the operands of a claim; targets with their units, as the value beside them has its own."""
    is_target = claim["kind"] == _ATTAINED
    units = [text(by_claim[name]["unit"]) if is_target and name in by_claim else "" for name in operands]
    return [one + unit_name(unit, language) for one, unit in zip(printed, units, strict=True)]


@cache
def _befores() -> list[Part]:
    """The relations between totals of the year before, in the order by which their claims are numbered."""
    return [part for identity in load_identities().of_claims for part in identity.parts if shape_of(part) == "before"]
