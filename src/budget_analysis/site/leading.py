"""Findings as the pages tell them: the statement that says best what is wrong, its formula, all places."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from .. import views, words
from ..findings.naming import named, place_in_words, row_name, word
from ..findings.naming import place_of as finding_place
from ..findings.statements import Number
from ..frames import operand_names, text
from ..identifiers import place_of
from .evidence import Evidence, without_empty
from .righting import measure_of, right_told
from .row_names import is_name

_MOST_OPERANDS = 8
_BROKEN = {"=": "≠", "＝": "≠", "≤": ">", "≥": "<", "<": "≥", ">": "≤"}
_RELATIONS = "=＝≠≤≥<>"
_SIGNS = re.compile(r"\[[^\]]*\]|[=＝≤≥<>]")
"""A relation between the sides of a formula; what stands in brackets is quoted."""
_EXISTS = re.compile(r"[^\s]+ > 0")
_NUMBER = re.compile(r"[\d,.]*\d")
_IS_NUMBER = re.compile(r"\d")
_COMPUTED = "÷≈="
_DECIMALS = 4
_LEVELS = {"(类)": 3, "(款)": 5, "(项)": 7}


def finding_told(finding: Mapping[str, Any], evidence: Evidence, language: str) -> dict[str, Any]:
    """What is known of a finding, ready for JSON."""
    places = json.loads(finding["places"])
    shown = [*places, *operands_of(finding, evidence)]
    return without_empty(
        {
            "id": finding["finding_id"],
            "severity": finding["severity"],
            "grade": word("severities", text(finding["severity"]), language),
            "text": finding[f"sentence_{language}"],
            "right": right_told(finding, language, evidence),
            "where": evidence.standing.told(finding, language),
            "places": [
                {"words": told, "target": evidence.target(place), "boxes": evidence.marks_at(place), **({"operand": 1} if place not in places else {})}
                for place, told in zip(shown, places_told(shown, evidence, language), strict=True)
            ],
            "formulas": formulas_of(finding, evidence, language),
            **cause_told(finding, language),
            "statements": json.loads(finding["statements"]),
        }
    )


def cause_told(finding: Mapping[str, Any], language: str) -> dict[str, str]:
    """What a slip probably was, and the arithmetic as far as the sentence does not hold it; empty where nothing proves a cause."""
    if not text(finding["cause"]):
        return {}
    proof = text(finding["cause_proof"])
    said = words.cause(text(finding["cause"]), proof, language)
    is_told = all(number in said for number in _NUMBER.findall(proof))
    return {"cause": said, "proof": "" if is_told else proof}


def places_told(places: Sequence[Mapping[str, Any]], evidence: Evidence, language: str) -> list[str]:
    """Places in words; those that read alike with what each is of: budget, adjusted budget, outcome."""
    told = [place_told(place, language) for place in places]
    return [
        f"{words_of} ({measure})" if told.count(words_of) > 1 and (measure := _measure(place, evidence, language)) else words_of
        for words_of, place in zip(told, places, strict=True)
    ]


def _measure(place: Mapping[str, Any], evidence: Evidence, language: str) -> str:
    return measure_of(evidence.by_claim.get(place.get("claim"), {}), language)


def place_told(place: Mapping[str, Any], language: str) -> str:
    """A place with what is printed there, which a quoted name does not say twice."""
    if is_name(place):
        form = named(Number("", "label", "", "", None, place), language)
        gloss = row_name({**dict.fromkeys(("role", "code", "label")), **place, "code": place["row"]}, language) if text(place["row"]).isdecimal() else ""
        return f"{form}: {gloss}" if not gloss or text(place["label"]) in gloss else f"{form}: {gloss} “{place['label']}”"
    told = place_in_words(place, language)
    head, _, printed = told.rpartition(": ")
    is_quoted = "claim" in place and not place.get("unit") and not _IS_NUMBER.search(printed)
    return head if is_quoted and _folded(printed) in _folded(head) else told


def _folded(told: str) -> str:
    return unicodedata.normalize("NFKC", told)


def lead_of(finding: Mapping[str, Any], evidence: Evidence) -> str:
    """Of the statements that a finding explains the one that its sentence tells, of several the shortest."""
    statements: list[str] = json.loads(text(finding["statements"]) or "[]")
    ranked = []
    for at, name in enumerate(statements):
        numbers = _numbers(name, evidence)
        if numbers:
            ranked.append((_untold(name, finding, evidence), len(numbers), at, name))
    return min(ranked)[-1] if ranked else statements[0] if statements else ""


def _untold(name: str, finding: Mapping[str, Any], evidence: Evidence) -> int:
    """How many numbers of a statement, its own print too, the sentence of a finding does not name."""
    told = text(finding["sentence_zh"]).replace(",", "")
    claim = evidence.by_claim.get(name)
    own = [] if claim is None else [text(claim["printed"])]
    prints = [*filter(_IS_NUMBER.search, own), *map(evidence.printed, _numbers(name, evidence))]
    return sum(printed.replace(",", "") not in told for printed in prints)


def _numbers(name: str, evidence: Evidence) -> list[str]:
    """The printed numbers of a statement: cells with a value, and other statements."""
    claim = evidence.by_claim.get(name)
    if claim is not None:
        return evidence.operands_of(claim)
    left, right, _ = evidence.sides.get(name, ([], [], ""))
    cells = [evidence.figures[abs(at) - 1] for at in (*left, *right)]
    return [row["figure_id"] for row in cells if text(row["state"]) == "value"]


def formulas_of(finding: Mapping[str, Any], evidence: Evidence, language: str) -> list[str]:
    """The formula of the leading statement, with names and with numbers, as it does not hold.

    Nothing where the sentence of the finding computes with other numbers.
    """
    if finding["kind"] in ("list", "name"):  # its sentence says all of it
        return []
    name = lead_of(finding, evidence)
    is_computed = any(sign in text(finding["sentence_zh"]) for sign in _COMPUTED)
    if is_computed and _untold(name, finding, evidence):
        return []
    claim = evidence.by_claim.get(name)
    if claim is not None:
        told, places = _of_claim(claim, evidence, language), json.loads(finding["places"])
        first = evidence.by_claim.get(places[0].get("claim")) if places else None
        if first is not None and _spot(first) == _spot(claim):
            return told
        # "this sentence" is that of the first place; any other is told by its words
        return [part.replace(evidence.this(claim, language), evidence.name_of(name, language)) for part in told]
    left, right, sign = evidence.sides.get(name, ([], [], ""))
    if not sign or not _numbers(name, evidence):
        return []
    is_of_two = len({evidence.figures[abs(at) - 1]["form"] for at in (*left, *right)}) > 1
    return [
        f"{_sum(left, evidence, language, is_named, is_of_two)} {_BROKEN.get(sign, sign)} {_sum(right, evidence, language, is_named, is_of_two)}"
        for is_named in (True, False)
    ]


def _spot(claim: Mapping[str, Any]) -> tuple[Any, ...]:
    """The words that a statement stands in; a cell of a table says several things, each a claim."""
    return (claim["block"], claim["start"], claim["end"]) if claim["block"] is not None else (claim["claim_id"],)


def _of_claim(claim: Mapping[str, Any], evidence: Evidence, language: str) -> list[str]:
    told = evidence.claim(claim, language)
    named, numbers = told.get("named", ""), told.get("numbers", "")
    if numbers and _EXISTS.fullmatch(numbers):  # that something is listed; the sentence says it
        return []
    if numbers.count(" = ") > 1 and text(claim["formula"]).startswith("="):
        return _several(named, numbers)
    if not numbers or any(sign in numbers for sign in _RELATIONS):
        said = [broken(part) for part in (named, numbers) if part]
        if not numbers and said and not any(sign in said[0] for sign in f"{_RELATIONS}≠"):
            return [words.say("should_be", language, what=said[0])]  # else it would be told as what is
        return [f"{evidence.this(claim, language)} {part}" if part.startswith("≠") else part for part in said]
    if "low" not in told or "high" not in told:  # a name or a word that stands for no number
        return []
    interval = views.interval(told["low"], told["high"], _DECIMALS)
    printed = f"{text(claim['printed'])}{'%' if text(claim['unit']) == '%' else ''}"
    shown = f"{printed} ≠ {numbers}" + (f" = {interval}" if len(numbers.split()) > 1 else "")
    return [f"{evidence.this(claim, language)} ≠ {named}", shown]


def _several(named: str, numbers: str) -> list[str]:
    """One number held against several prints: with each the sign that holds."""
    parts = numbers.split(" = ")
    values = [(_NUMBER.findall(part) or [part])[0].replace(",", "") for part in parts]
    signs = ["=" if value == values[0] else "≠" for value in values[1:]]
    told = [formula.split(" = ") for formula in (named, numbers)]
    return [" ".join([one[0], *(f"{sign} {part}" for sign, part in zip(signs, one[1:], strict=True))]) for one in told if len(one) == len(parts)]


def broken(formula: str) -> str:
    """A formula with one relation as it does not hold: `a ≤ b` as `a > b`; others as they are."""
    found = [one for one in _SIGNS.finditer(formula) if one[0] in _BROKEN]
    if len(found) != 1:
        return formula
    return formula[: found[0].start()] + _BROKEN[found[0][0]] + formula[found[0].end() :]


def _sum(side: Sequence[int], evidence: Evidence, language: str, is_named: bool, is_of_two: bool) -> str:
    parts: list[str] = []
    for at in side:
        row = evidence.figures[abs(at) - 1]
        if text(row["state"]) != "value":
            continue
        told = evidence.name_of(row["figure_id"], language, is_of_two) if is_named else text(row["printed"])
        parts.append(("− " if at < 0 else "+ " if parts else "") + told)
    return " ".join(parts) or "0"


def operands_of(finding: Mapping[str, Any], evidence: Evidence) -> list[dict[str, Any]]:
    """What the leading statement is computed from, as places; without those of the finding."""
    name = lead_of(finding, evidence)
    names = [*([name] if name in evidence.by_claim else []), *_numbers(name, evidence)]
    if finding["kind"] == "list":  # each of the names that it lists has its cell
        names = [one for told in json.loads(finding["statements"]) for one in (told, *_numbers(told, evidence))]
    of_names = names_of_rows(finding, evidence) if finding["kind"] == "name" else []
    taken = {_where(place) for place in json.loads(finding["places"])}
    found: list[dict[str, Any]] = []
    for place in (*of_names, *filter(None, (_place(one, evidence) for one in ([] if of_names else names)))):
        if _where(place) not in taken:
            taken.add(_where(place))
            found.append(place)
    return found[:_MOST_OPERANDS]


def names_of_rows(finding: Mapping[str, Any], evidence: Evidence) -> list[dict[str, Any]]:
    """The names of the rows of a form that print what a name in the text should be; none where no form prints it."""
    found = []
    for name in json.loads(finding["statements"]):
        claim = evidence.by_claim.get(name)
        for operand in operand_names(claim) if claim is not None else ():
            at = evidence.cells.get(place_of(operand, evidence.document))
            if at is not None and claim is not None:
                row = _row_named(evidence, evidence.figures[at - 1], text(finding["right"]), _digits_of(claim, text(finding["printed"])))
                found.append(finding_place(Number(row["figure_id"], "label", text(row["label"]), "", None, row)))
    return found


def _digits_of(claim: Mapping[str, Any], wrong: str) -> int:
    """How many digits the code of a name has by the word behind it: (类), (款) or (项); 0 where there is none."""
    _, _, behind = _folded(text(claim["printed"])).partition(_folded(wrong))
    return next((digits for word, digits in _LEVELS.items() if behind.startswith(word)), 0)


def _row_named(evidence: Evidence, row: Mapping[str, Any], label: str, digits: int) -> Mapping[str, Any]:
    """Of the rows above a row of a form, and it itself, the one with a name; itself where none has it."""
    code = text(row["code"])
    named = [
        one
        for one in evidence.figures
        if (one["form"], one["measure"]) == (row["form"], row["measure"]) and text(one["label"]) == label
        and text(one["code"]) and code.startswith(text(one["code"]))
    ]  # fmt: skip
    return min(named, key=lambda one: (len(text(one["code"])) != digits, -len(text(one["code"]))), default=row)


def _place(name: str, evidence: Evidence) -> dict[str, Any]:
    """A cell or claim as a place of a finding is kept; nothing for a row that is not printed."""
    at, claim = evidence.cells.get(place_of(name, evidence.document)), evidence.by_claim.get(name)
    record = evidence.figures[at - 1] if at is not None else claim
    if record is None:
        return {}
    unit = evidence.units.get(text(record.get("form")), "") if at is not None else text(record["unit"])
    source = "cell" if at is not None else "sentence"
    return finding_place(Number(name, source, text(record["printed"]), unit, None, record))


def _where(place: Mapping[str, Any]) -> tuple[Any, ...]:
    """What two places that a reader cannot tell apart have in common."""
    if "block" in place and "start" in place:
        return (place["block"], place["start"], place["end"])
    return tuple(place.get(part) for part in ("form", "row", "measure", "claim", "identity", "instance"))
