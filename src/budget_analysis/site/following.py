"""What the verdict of a statement owes to a finding at another place: it differs because of it, or holds with its number."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..findings.holding import is_of_numbers
from ..frames import text
from ..identifiers import place_of
from ..verdicts import DIFFERS, EQUAL, ROUNDING
from .evidence import Evidence
from .leading import lead_of

_HOLDING = (EQUAL, ROUNDING)
Named = Mapping[str, list[str]]


def following(evidence: Evidence) -> Named:
    """Statements that differ because of findings which tell another place or statement, with these findings.

    Of a claim it is told where it stands; of a check where it is the statement that the finding tells.
    """
    own = {evidence.name_at(place) for one in evidence.findings for place in json.loads(one["places"])}
    own |= {lead_of(one, evidence) for one in evidence.findings} - set(evidence.by_claim)
    judged = {row["claim_id"]: row for row in evidence.claims} | {evidence.check_name(row): row for row in evidence.checks}
    return {
        name: found
        for name, row in judged.items()
        if text(row["verdict"]) == DIFFERS and (found := evidence.explained.get(name)) and not {name, _printed_as(name)} & own
    }


def resting(evidence: Evidence) -> Named:
    """Statements that hold for numbers of which findings show that they are not what they should be, with these findings."""
    wrong = _wrong(evidence)
    found: dict[str, list[str]] = {}
    for row in evidence.claims if wrong else ():
        if text(row["verdict"]) in _HOLDING and is_of_numbers(row):
            names = [_printed_as(row["claim_id"]), *evidence.operands_of(row)]
            _note(found, row["claim_id"], [place_of(name, evidence.document) for name in names], wrong)
    for row in evidence.checks if wrong else ():
        if text(row["verdict"]) in _HOLDING:
            name = evidence.check_name(row)
            left, right, _ = evidence.sides.get(name, ([], [], ""))
            cells = [evidence.figures[abs(at) - 1] for at in (*left, *right)]
            _note(found, name, [place_of(cell["figure_id"], evidence.document) for cell in cells], wrong)
    return found


def _printed_as(name: str) -> str:
    """The claim whose print a further relation of it (`c….sum`) is about."""
    return name.partition(".")[0]


def _note(found: dict[str, list[str]], name: str, numbers: list[str], wrong: Named) -> None:
    named = list(dict.fromkeys(one for number in numbers for one in wrong.get(number, ())))
    if named:
        found[name] = named


def _wrong(evidence: Evidence) -> dict[str, list[str]]:
    """Printed numbers that cannot be right, each with its findings: not where another number may be the wrong one as well."""
    found: dict[str, list[str]] = {}
    for one in evidence.findings:
        if one["ground"] == "impossible" and text(one["right"]) and not json.loads(text(one["alternatives"]) or "[]"):
            for place in json.loads(one["places"]):
                if text(place.get("printed")):
                    found.setdefault(evidence.name_at(place), []).append(one["finding_id"])
    return found
