"""How a verdict is called: numbers that should be one and the same are equal or differ, any other relation holds or not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..frames import text
from ..relations.identities import load_identities
from .naming import word, wording

_RELATION = re.compile(r"[^\s=<>][^=<>]* (=|<=|>=|<|>) [^=<>]+")
_EQUATION = "="
_AT_MOST = "<="


def sign_of_formula(formula: str) -> str:
    """The sign between the two sides of a formula, `<=`; empty for a formula of one value, and for a phrase."""
    found = _RELATION.fullmatch(formula)
    return found[1] if found else ""


def sign_of_check(identity: str, about: str) -> str:
    """The sign between the two sides of an instance of an identity."""
    known = {part.relation.operator for one in load_identities().all if one.id == identity for part in one.parts}
    ruled = {str(one.parameters["sign"]) for one in load_identities().all if one.id == identity and "sign" in one.parameters}
    is_bound = known | ruled == {_AT_MOST} or (_AT_MOST in known and "at most" in about)
    return _AT_MOST if is_bound else _EQUATION


def is_of_numbers(claim: Mapping[str, Any]) -> bool:
    """Whether a claim is judged by numbers, not by names or words."""
    return bool(sign_of_formula(text(claim["formula"]))) or claim["low"] is not None or claim["high"] is not None


def is_equation(row: Mapping[str, Any]) -> bool:
    """Whether a claim or a check says of numbers that they are the same; a list, a name, a limit holds or does not."""
    if "identity" in row:
        return row["residual_low"] is not None and sign_of_check(text(row["identity"]), text(row["instance"])) == _EQUATION
    sign = sign_of_formula(text(row["formula"]))
    return sign == _EQUATION or (not sign and is_of_numbers(row))


def verdict_word(row: Mapping[str, Any], language: str) -> str:
    """The verdict of a claim or a check for a reader."""
    verdict = text(row["verdict"]) or "recorded"
    is_relation = verdict in wording()["holding"] and not is_equation(row)
    return word("holding" if is_relation else "verdicts", verdict, language)


def holding_words(language: str) -> dict[str, str]:
    """The verdicts that are called otherwise where no numbers should be the same, with their words."""
    return {name: word("holding", name, language) for name in wording()["holding"]}
