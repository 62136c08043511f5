"""The identities of the prose (N…): each claim that evaluates one is an instance of it.

Which claims those are stands in `specs/narrated.toml`. What the document does not state is not
applicable: counted, and no row among the verdicts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pandas as pd

from .. import frames, specs
from ..amounts import FEN_PER_UNIT, Interval, decimal, parse_amount
from ..errors import CellError, SpecError
from ..verdicts import DIFFERS, UNCHECKED
from .evaluate import Evaluation
from .narrated_rules import RULES, Document
from .operands import Operands, names_of, text
from .structure import Finding

_SOFT = "usual but not required; it does not hold here, which proves nothing"
_NOTHING_STATED = "the document states nothing of the kind"
_KEYS = ("kinds", "sections", "subjects", "formulas", "notes", "operands")
_WAN = FEN_PER_UNIT["万元"]


@dataclass(frozen=True)
class Selection:
    """Claims by kind, section, subject, formula, note and operands; an empty list lets all pass."""

    kinds: tuple[str, ...]
    sections: tuple[str, ...]
    subjects: tuple[str, ...]
    formulas: tuple[str, ...]
    notes: tuple[str, ...]
    operands: tuple[str, ...]
    is_without_operands: bool = False
    """Only claims for which no operand was found."""

    def takes(self, claim: Mapping[Any, Any], subject_of: Mapping[str, str]) -> bool:
        """`subject_of` has the subjects of claims, by which operands are known."""
        section = text(claim["section"])
        subjects = text(claim["subject"]).split(" ; ")
        operands = [subject_of.get(name, name.partition("/")[2]) for name in names_of(claim)]
        return (
            claim["kind"] in self.kinds
            and (not self.sections or any(_is_within(section, name) for name in self.sections))
            and (not self.subjects or any(_fits(one, self.subjects) for one in subjects))
            and (not self.formulas or _fits(text(claim["formula"]), self.formulas))
            and (not self.notes or _fits(text(claim["note"]), self.notes))
            and (not self.operands or any(_fits(one, self.operands) for one in operands))
            and not (self.is_without_operands and operands)
        )


@dataclass(frozen=True)
class Narrated:
    """An identity of the prose: the claims that evaluate it, and the rule for what they leave."""

    id: str
    zh: str
    en: str
    selections: tuple[Selection, ...]
    rule: str
    is_soft: bool

    def takes(self, claim: Mapping[Any, Any], subject_of: Mapping[str, str]) -> bool:
        """True for a judged claim that one of the selections lets pass."""
        is_judged = not pd.isna(claim["verdict"])
        return is_judged and any(one.takes(claim, subject_of) for one in self.selections)


@cache
def load_narrated() -> tuple[Narrated, ...]:
    """The identities of the prose, in the order of the file.

    Raises:
        SpecError: an identity says nothing about where it is evaluated, or names an unknown rule.
    """
    return tuple(_narrated(entry) for entry in specs.load("narrated.toml")["identity"])


def narrated_table() -> pd.DataFrame:
    """Columns `identity, zh, en, evaluated_by`: the kinds of claims and the rule of each."""
    return pd.DataFrame(
        [
            {
                "identity": one.id,
                "zh": one.zh,
                "en": one.en,
                "evaluated_by": ", ".join(
                    dict.fromkeys(
                        [kind for selection in one.selections for kind in selection.kinds]
                        + ([one.rule] if one.rule else [])
                    )
                ),
            }
            for one in load_narrated()
        ],
        dtype="string",
    )


def evaluate_narrated(
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    blocks: pd.DataFrame,
    claims: pd.DataFrame,
    document_id: str,
) -> Evaluation:
    """Evaluate the identities of the prose on one account.

    Args:
        forms, figures, blocks, claims: the frames of that name; other documents in them are left
            aside.

    Returns:
        Rows of `checks`: `instance` is the claim or what a rule is about, `left` what is printed,
        `right` the formula with the printed operands in, the residual in 万元 where it is money.
    """
    own = [
        frame[frame["document_id"] == document_id] for frame in (forms, figures, blocks, claims)
    ]
    document = Document(own[0], own[1], own[2], own[3], document_id)
    operands = Operands(document.forms, document.figures, document.claims)
    told = document.claims.to_dict("records")
    subject_of = {str(claim["claim_id"]): text(claim["subject"]) for claim in told}
    checks: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    absent: list[dict[str, Any]] = []
    for identity in load_narrated():
        key = {"document_id": document_id, "identity": identity.id}
        taken = [claim for claim in told if identity.takes(claim, subject_of)]
        rows = [_of_claim(claim, operands) for claim in taken]
        findings = RULES[identity.rule](document, taken) if identity.rule else []
        rows += [_of_finding(finding) for finding in findings if not finding.not_applicable]
        absent += [
            {**key, "instance": one.name, "reason": one.not_applicable}
            for one in findings
            if one.not_applicable
        ]
        if not rows and not findings:
            absent.append({**key, "instance": "all", "reason": _NOTHING_STATED})
        for row in rows:
            checks.append(key | (_soften(row) if identity.is_soft else row))
            if identity.is_soft and row["verdict"] == DIFFERS:
                notices.append(_notice(key, row))
    columns = ["document_id", "identity", "instance", "reason"]
    return Evaluation(
        frames.build("checks", checks),
        frames.build("notices", notices),
        pd.DataFrame(absent, columns=columns, dtype="string"),
    )


def beside_claims(checks: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The checks that are no claim of their own: counted with the claims, nothing counts twice."""
    told = pd.MultiIndex.from_frame(claims[["document_id", "claim_id"]])
    own = pd.MultiIndex.from_frame(checks[["document_id", "instance"]])
    return checks[~own.isin(told)].reset_index(drop=True)


def _narrated(entry: Mapping[str, Any]) -> Narrated:
    name = entry.get("id", "without id")
    missing = {"id", "zh", "en"} - set(entry)
    listed = entry.get("claims", [])
    if missing or not (listed or entry.get("rule")):
        raise SpecError(f"narrated.toml, identity {name}: {sorted(missing) or 'claims or rule'}?")
    if entry.get("rule", "") not in ("", *RULES):
        raise SpecError(f'narrated.toml, identity {name}: no rule "{entry["rule"]}"')
    selections = []
    for part in listed:
        strangers = set(part) - {*_KEYS, "is_without_operands"}
        if strangers or "kinds" not in part:
            raise SpecError(f"narrated.toml, identity {name}: claims have kinds, not {part}")
        lists = {key: tuple(part.get(key, ())) for key in _KEYS}
        selections.append(
            Selection(**lists, is_without_operands=part.get("is_without_operands", False))
        )
    return Narrated(
        name,
        entry["zh"],
        entry["en"],
        tuple(selections),
        entry.get("rule", ""),
        entry.get("is_soft", False),
    )


def _is_within(section: str, name: str) -> bool:
    return section == name or section.startswith(f"{name}.")


def _fits(value: str, patterns: tuple[str, ...]) -> bool:
    return any(_regex(pattern).fullmatch(value) for pattern in patterns)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    """`*` for any text without a stroke, `**` for any text, `?` for one character."""
    parts = re.split(r"(\*\*|\*|\?)", pattern)
    meaning = {"**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(meaning.get(part, re.escape(part)) for part in parts), re.DOTALL)


def _of_claim(claim: Mapping[Any, Any], operands: Operands) -> dict[str, Any]:
    row = {
        "instance": str(claim["claim_id"]),
        "left": text(claim["printed"]) + text(claim["unit"]),
        "right": operands.written(claim) or None,
        "verdict": claim["verdict"],
        "note": text(claim["note"]) or None,
    }
    return row | _residual(claim)


def _residual(claim: Mapping[Any, Any]) -> dict[str, str]:
    """Printed less recomputed in 万元; nothing for what is no amount of money."""
    unit = text(claim["unit"])
    low, high = text(claim["low"]), text(claim["high"])
    if claim["kind"] not in ("amount", "sum", "change") or unit not in FEN_PER_UNIT:
        return {}
    try:
        printed = parse_amount(text(claim["printed"])).interval
        computed = Interval(parse_amount(low).value, parse_amount(high).value)
    except CellError:
        return {}
    scale = FEN_PER_UNIT[unit] / _WAN
    if printed.low is None or printed.high is None or computed.low is None or computed.high is None:
        return {}
    return {
        "residual_low": decimal((printed.low - computed.high) * scale),
        "residual_high": decimal((printed.high - computed.low) * scale),
    }


def _of_finding(finding: Finding) -> dict[str, Any]:
    return {
        "instance": finding.name,
        "left": finding.seen or None,
        "right": finding.expected or None,
        "verdict": finding.verdict,
        "note": finding.note or None,
    }


def _soften(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "verdict": UNCHECKED, "note": _SOFT} if row["verdict"] == DIFFERS else dict(row)


def _notice(key: Mapping[str, str], row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "document_id": key["document_id"],
        "place": f"{key['identity']} {row['instance']}",
        "kind": "soft_identity",
        "quote": f"{row['left']} ≤ {row['right']}",
        "message": _SOFT,
    }
