"""What is odd but no contradiction: the notices of an account, each with where it stands and what it says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from .. import findings, texts, words
from ..frames import as_rows, text
from ..identifiers import place_of
from .evidence import Evidence, cell_address

_BLOCK = re.compile(r"block (\d+)")
_LISTED = re.compile(r"(?<=items: ).+$")
_SHIFTED = "shifted_rows"


def notices_of(evidence: Evidence, language: str) -> list[dict[str, Any]]:
    """The notices, those about rows that a finding shows to be shifted as one of that finding.

    Returns:
        `where`, `quote` (as printed, else empty), `told`, `target` (an address on the page), `kind` each.
    """
    folded: dict[str, int] = {}
    told = []
    shifted = _shifted(evidence)
    for row in as_rows(evidence.found["notices"]):
        finding = next((shifted[one] for one in _rows(row, evidence) if one in shifted), "")
        if finding:
            folded[finding] = folded.get(finding, 0) + 1
        else:
            told.append(_told(row, evidence, language))
    ahead = [
        {"where": "", "quote": "", "told": words.say("notices_of_finding", language, count=count, finding=name), "target": f"finding-{name}", "kind": findings.word("kinds", _SHIFTED, language)}
        for name, count in folded.items()
    ]
    return [*ahead, *told]


def _told(row: Mapping[str, Any], evidence: Evidence, language: str) -> dict[str, Any]:
    place, message = text(row["place"]), text(row["message"])
    left, right, sign = evidence.sides.get(place, ([], [], ""))
    block = _BLOCK.fullmatch(place)
    named, target, quote = "", "", text(row["quote"])
    if place in evidence.by_claim:
        target = f"claim-{place}"
    elif block:
        target = f"block-{block[1]}"
        message = _LISTED.sub(lambda found: _pages(found[0], evidence, language), message)
    elif place_of(place, evidence.document) in evidence.cells:
        target, message = cell_address(place_of(place, evidence.document)), message.replace(f"figure {place}", evidence.name_of(place, language, True))
    elif sign or " = " in quote or " ≤ " in quote:  # two sides, which stand nowhere in this way
        identity, _, instance = place.partition(" ")
        sides = words.signs(quote)
        named = words.say("notice_sides", language, rule=words.rule(identity, language), about=words.instance(instance, language), sides=sides)
        target, quote = (f"check-{place}" if sign else ""), ""
    said = words.notice(message, language)
    return {
        "where": evidence.standing.told({"page": row["page"], "place": _standing(place, evidence)}, language),
        "quote": quote,
        "told": words.say("cite_joint", language).join(filter(None, (named, said))),
        "target": target,
        "kind": texts.word(text(row["kind"]), language),
    }


def _standing(place: str, evidence: Evidence) -> Any:
    """The place of a claim or cell in a file without pages."""
    at, claim = evidence.cells.get(place_of(place, evidence.document)), evidence.by_claim.get(place)
    return evidence.figures[at - 1].get("place") if at is not None else claim.get("place") if claim is not None else None


def _pages(listed: str, evidence: Evidence, language: str) -> str:
    """Where the items of a list stand, each place once; nothing where that tells nothing."""
    pages = [int(page) for page in re.findall(r"p\.(\d+)", listed)]
    told = [evidence.standing.told({"page": page}, language) for page in dict.fromkeys(pages)]
    return words.say("joined", language).join(filter(None, told))


def _shifted(evidence: Evidence) -> dict[tuple[str, str], str]:
    """The rows that findings show to be shifted, with the finding."""
    found = {}
    for one in evidence.findings:
        if one["kind"] == _SHIFTED:
            for place in json.loads(one["places"]):
                found[text(place.get("form")), text(place.get("row"))] = one["finding_id"]
    return found


def _rows(row: Mapping[str, Any], evidence: Evidence) -> Iterable[tuple[str, str]]:
    """The rows of forms that a notice is about."""
    place = text(row["place"])
    left, right, _ = evidence.sides.get(place, ([], [], ""))
    own = evidence.cells.get(place_of(place, evidence.document))
    for at in (*left, *right, *([own] if own is not None else [])):
        form, code, _ = place_of(evidence.figures[abs(at) - 1]["figure_id"], evidence.document).split("/")
        yield form, code
