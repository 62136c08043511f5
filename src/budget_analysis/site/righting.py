"""What would be right in place of what is printed: of each number that a finding names, or instead of which other."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .. import terms, words
from ..amounts import decimal
from ..findings.naming import unit_name
from ..frames import text
from ..verdicts import DIFFERS
from .evidence import Evidence

_NUMBERS = re.compile(r"[\d,.]*\d")


def right_told(finding: Mapping[str, Any], language: str, evidence: Evidence | None = None) -> str:
    """What would be right, with as many digits as are printed where the sentence computes with more; empty where nothing is.

    Args:
        evidence: tells which number it is where the finding names several that are not of one quantity,
            and which other number may be the wrong one instead.
    """
    sentence, right = text(finding[f"sentence_{language}"]), text(finding["right"])
    if not right:
        return ""
    is_cut = "≈" in sentence and right not in _NUMBERS.findall(sentence)
    unit = unit_name(text(finding["unit"]), language)
    told = words.say("right_in_digits" if is_cut else "right", language, right=_shown(right) + unit)
    if evidence is None or is_cut:
        return told
    each = _of_each(finding, evidence, language)
    if each:
        listed = [words.say("right_of", language, what=what, right=_shown(due) + unit) for what, due in each]
        told = words.say("right", language, right=words.say("right_joint", language).join(listed))
    others = json.loads(text(finding.get("alternatives")) or "[]")
    return "".join([told, *(_instead(one, evidence, language) for one in others)])


def _shown(right: str) -> str:
    """A form may print 0, a text 0.00."""
    return "0" if not right.strip("0.,") else right


def _of_each(finding: Mapping[str, Any], evidence: Evidence, language: str) -> list[tuple[str, str]]:
    """The columns that a finding names with what would be right in each; empty where all are one quantity."""
    found: dict[str, str] = {}
    for place in json.loads(finding["places"]):
        claim = evidence.by_claim.get(place.get("claim"))
        due = "" if claim is None else _sum_of(claim)
        what = measure_of(claim, language) if claim is not None else ""
        if not what or not due:
            return []
        found[what] = due
    return list(found.items()) if len(found) > 1 and len(set(found.values())) > 1 else []


def _sum_of(claim: Mapping[str, Any]) -> str:
    """What the parts of a total make at their printed values; empty for what is no total or does not differ."""
    if claim["kind"] != "sum" or claim["verdict"] != DIFFERS or claim["low"] is None or claim["high"] is None:
        return ""
    return decimal((Fraction(claim["low"]) + Fraction(claim["high"])) / 2)


def _instead(place: Mapping[str, Any], evidence: Evidence, language: str) -> str:
    """That another number may be wrong instead, and what would be right there where that is told."""
    claim = evidence.by_claim.get(place.get("claim"))
    name = f"“{place['quote']}”" if "quote" in place else evidence.name_of(evidence.name_at(place), language, True)
    measure = measure_of(claim, language) if claim is not None else ""
    what = words.say("named_with", language, name=name, what=measure) if measure else name
    due = text(place.get("right"))
    if not due:
        return words.say("or_instead_some", language, what=what)
    return words.say("or_instead", language, what=what, right=_shown(due) + unit_name(text(place.get("unit")), language))


def measure_of(claim: Mapping[str, Any], language: str) -> str:
    """The column of a claim that stands in a table: budget, adjusted budget, outcome; empty where it has none."""
    name = text(claim.get("measure")).rpartition("/")[2]
    known = terms.column(text(claim.get("form")), name, language)
    return "" if known == name else known
