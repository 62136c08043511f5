"""One finding, claim or check with its formula, places and verdict, from the frames of an account."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from .. import terms
from ..checks.operands import Operands
from ..errors import BudgetAnalysisError
from ..facts import Forms
from ..frames import as_rows, operand_names, text
from ..relations.instances import list_instances
from .holding import sign_of_check, verdict_word
from .listing import lines_of
from .naming import identity_name, named, place_in_words, place_of, say, word
from .statements import Number

Frames = Mapping[str, pd.DataFrame]


def explain(name: str, found: Frames) -> dict[str, Any]:
    """What is known of a finding, a claim or a check by its identifier.

    Returns:
        `what` (finding, claim, check), `id`, `verdict`, `formula`, `places` as in findings, and
        of a finding its columns and `statements`, each explained likewise.

    Raises:
        BudgetAnalysisError: the account has nothing of that name.
    """
    for one in as_rows(found["findings"]):
        if one["finding_id"] == name:
            statements = [explain(told, found) for told in json.loads(one["statements"])]
            kept = {**one, "places": json.loads(one["places"]), "alternatives": json.loads(one["alternatives"])}
            return {"what": "finding", "id": name, **kept, "statements": statements}
    for claim in as_rows(found["claims"]):
        if claim["claim_id"] == name:
            return _claim(claim, found)
    for check in as_rows(found["checks"]):
        if f"{check['identity']} {check['instance']}" == name:
            return _check(check, found)
    known = ", ".join(found["findings"]["finding_id"].head(5))
    raise BudgetAnalysisError(
        f"{name}: no finding, claim or check of this account has that name. Findings begin with "
        f"s (here: {known or 'none'}), claims with c, a or f; a check is an identity with its "
        'instance, in quotation marks: "A05.1 201".'
    )


def _claim(claim: Mapping[str, Any], found: Frames) -> dict[str, Any]:
    operands = Operands(found["forms"], found["figures"], found["claims"])
    own = Number(str(claim["claim_id"]), "sentence", text(claim["printed"]), text(claim["unit"]), None, claim)
    numbers = [own, *_numbers(operand_names(claim), found)]
    return {
        "what": "claim",
        "id": str(claim["claim_id"]),
        "kind": claim["kind"],
        "verdict": claim["verdict"],
        "verdict_word": {language: verdict_word(claim, language) for language in terms.LANGUAGES},
        "formula": operands.written(claim),
        "low": claim["low"],
        "high": claim["high"],
        "unit": claim["unit"],
        "printed": claim["printed"],
        "note": claim["note"],
        "places": [place_of(number) for number in numbers],
        "named": _in_words(numbers),
    }


def _numbers(names: list[str], found: Frames) -> list[Number]:
    figures = {str(row["figure_id"]): row for row in as_rows(found["figures"])}
    claims = {str(row["claim_id"]): row for row in as_rows(found["claims"])}
    units = {str(row["form"]): text(row["unit"]) for row in as_rows(found["forms"])}
    numbers = []
    for name in names:
        cell, claim = figures.get(name), claims.get(name)
        if cell is not None:
            numbers.append(Number(name, "cell", text(cell["printed"]), units.get(str(cell["form"]), ""), None, cell))
        elif claim is not None:
            numbers.append(Number(name, "sentence", text(claim["printed"]), text(claim["unit"]), None, claim))
    return numbers


def _check(check: Mapping[str, Any], found: Frames) -> dict[str, Any]:
    index = Forms(found["forms"], found["figures"], str(check["document_id"]))
    instance = next(
        (
            one
            for one in list_instances(index)
            if (one.identity, one.name) == (check["identity"], check["instance"])
        ),
        None,
    )
    cells = [fact.id for _, fact in instance.cells if fact.printed] if instance is not None else []
    numbers = _numbers(cells, found)
    sides = [text(check["left"]), text(check["right"])]
    sign = (instance.operator if instance is not None else sign_of_check(text(check["identity"]), text(check["instance"]))).replace("<=", "≤")
    return {
        "what": "check",
        "id": f"{check['identity']} {check['instance']}",
        "kind": check["identity"],
        "verdict": check["verdict"],
        "verdict_word": {language: verdict_word(check, language) for language in terms.LANGUAGES},
        "formula": f" {sign} ".join(sides) if any(sides) else "",
        "low": check["residual_low"],
        "high": check["residual_high"],
        "note": check["note"],
        "places": [place_of(number) for number in numbers],
        "named": _in_words(numbers),
        "rule": {language: identity_name(str(check["identity"]), language) for language in ("zh", "en")},
    }


def _in_words(numbers: Sequence[Number]) -> dict[str, list[str]]:
    return {
        language: [f"{named(one, language)}: {one.printed}" for one in numbers]
        for language in ("zh", "en")
    }


def as_text(told: Mapping[str, Any], language: str) -> str:
    """An explanation for the terminal."""
    if told["what"] == "finding":
        lines = lines_of(told, language)
        if told["right"]:
            lines.append(f"{word('words', 'right', language)}{told['right']}")
        lines += [f"  {place_in_words(place, language)}" for place in told["places"]]
        for statement in told["statements"]:
            lines += ["  " + line for line in _statement(statement, language)]
        return "\n".join(lines)
    return "\n".join(_statement(told, language))


def _statement(told: Mapping[str, Any], language: str) -> list[str]:
    rule = told.get("rule", {}).get(language, "")
    lines = [" · ".join(part for part in (told["id"], told["verdict_word"][language], rule, told["formula"]) if part)]
    if told["what"] == "claim" and told["low"] is not None and told["low"] != told["high"]:
        lines.append("  " + say("range", language, low=told["low"], high=told["high"] or "…",
                                unit=text(told["unit"]) if language == "zh" or told["unit"] == "%" else ""))  # fmt: skip
    lines += [f"  {one}" for one in told.get("named", {}).get(language, [])]
    return lines
