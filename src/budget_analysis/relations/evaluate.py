"""From forms and figures to the frame `checks`: every instance of every identity, judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from .. import frames
from ..amounts import FEN_PER_UNIT, Interval, decimal, ends
from ..facts import Fact, Forms
from ..facts.omissions import dropped_below, dropped_rows, is_incomplete, repeated_codes
from ..notes import NOT_PRINTED
from ..verdicts import Judgement
from .identities import load_identities
from .instances import Instance, Side
from .joint import Statement
from .other_units import agrees_in_other_unit
from .judging import judge
from .ranges import linear_of
from .joint_rows import Scope, rows_of
from .rules import apply_rule
from .structural_rules import Finding

_WAN = 1 / FEN_PER_UNIT["万元"]
_SMALLEST_FEN = FEN_PER_UNIT["万元"] / 100
_SMALLEST = "0.01 beside numbers that are all printed 0.00: these may be rounded"


class Evaluation(NamedTuple):
    """What the identities say about one or more accounts.

    `checks` and `notices` are the frames of that name. `not_applicable` has the string columns
    `document_id, identity, instance, reason`: what was asked but does not apply.
    """

    checks: pd.DataFrame
    notices: pd.DataFrame
    not_applicable: pd.DataFrame


def judge_instances(index: Forms, listed: Iterable[Instance]) -> Evaluation:
    """Evaluate all identities on one account.

    Blanks count as zero, and so does a code that a form does not print. A relation over an
    unreadable figure, over one that two readers saw differently, or over a row that the form
    lacks, is `unchecked` with the reason. A soft identity that does not hold is `unchecked` and
    noticed: it proves nothing.

    Args:
        listed: the instances of the relations, all or some of them.

    Returns:
        One row of `checks` per instance, in the order of the specs, (identity, instance) unique;
        residuals in 万元 as exact decimals, <NA> for structural and unchecked instances.
    """
    known, document_id = load_identities(), index.document_id
    instances: dict[str, list[Instance]] = {}
    for instance in listed:
        instances.setdefault(instance.identity, []).append(instance)
    checks: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    absent: list[dict[str, Any]] = []
    for identity in known.listed:
        results = [_judge(index, instance) for instance in instances.get(identity.id, [])]
        if identity.rule:
            form = known.forms.get(str(identity.parameters.get("form", "")), "")
            findings = [_weighed(finding, index, form) for finding in apply_rule(index, index.figures, known, identity)]
            results = [_structural(finding) for finding in findings]
        for check, notice in results:
            key = {"document_id": document_id, "identity": identity.id}
            if "reason" in check:
                absent.append({**key, **check})
                continue
            checks.append({**key, **check})
            if notice:
                place = f"{identity.id} {check['instance']}"
                notices.append({"document_id": document_id, "place": place, **notice})
    notices += [_omission(document_id, fact) for fact in index.omissions]
    return Evaluation(
        frames.build("checks", checks), frames.build("notices", notices), _not_applicable(absent)
    )


def _omission(document_id: str, fact: Fact) -> dict[str, Any]:
    place = {"document_id": document_id, "page": fact.page, "place": fact.id}
    return {**place, "kind": "omission", "quote": "", "message": fact.omission}


def state_instances(
    index: Forms, listed: Iterable[Instance]
) -> tuple[list[Statement], dict[str, Interval]]:
    """The hard and the applicable conditional identities as statements for the joint test.

    Returns:
        The statements, named by identity and instance, and the interval of every printed figure
        in fen, by figure identifier.
    """
    intervals = {
        name: fact.number.interval
        for name, fact in index.by_id.items()
        if fact.number is not None and not fact.is_zero
    }
    statements = []
    for instance in listed:
        if instance.unchecked or instance.not_applicable or instance.kind == "soft":
            continue
        if _dropped(index, instance, judge(instance.relation)):
            continue
        if is_smallest_unit(instance):
            continue
        scope = Scope(None, None, linear_of, intervals, {}, "")
        rows = rows_of(instance.relation, scope)
        if any(row.linear.coefficients for row in rows):
            name = f"{instance.identity} {instance.name}"
            statements.append(Statement(name, tuple(rows), _told(index, instance)))
    return statements, intervals


_Row = dict[str, Any]


def _judge(index: Forms, instance: Instance) -> tuple[_Row, _Row]:
    """The row of `checks` of one instance, or its `reason`; and a notice, empty for most."""
    if instance.not_applicable:
        return {"instance": instance.name, "reason": instance.not_applicable}, {}
    row: _Row = {"instance": instance.name}
    if instance.unchecked:
        return {**row, "verdict": "unchecked", "note": instance.unchecked}, {}
    judgement = judge(instance.relation)
    note = ""
    if judgement.verdict == "differs" and is_smallest_unit(instance):
        judgement, note = replace(judgement, verdict="rounding"), _SMALLEST
    left, right = _sides(index, instance)
    assert judgement.range is not None
    low, high = ends(judgement.range.scaled(_WAN))
    row |= {
        "left": left,
        "right": right,
        "residual_low": decimal(low),
        "residual_high": decimal(high),
        "verdict": judgement.verdict,
    }
    notice: _Row = {"page": _page(instance), "quote": _told(index, instance)}
    dropped = _dropped(index, instance, judgement)
    if dropped:
        return {**row, "verdict": "unchecked", "note": dropped}, {}
    if judgement.verdict == "differs" and instance.kind == "soft":
        note = "usual but not required; it does not hold here, which proves nothing"
        row |= {"verdict": "unchecked", "note": note}
        return row, {**notice, "kind": "soft_identity", "message": note}
    if note:
        return {**row, "note": note}, {}
    if judgement.is_touch:
        note = "touch: a single point satisfies both sides"
        return {**row, "note": note}, {**notice, "kind": "touch", "message": note}
    return row, {}


def is_smallest_unit(instance: Instance) -> bool:
    """True for 0.01 on one side of a sum whose other numbers are all printed 0.00, in 万元.

    A printed 0.00 is exact, but parts below half a unit may be printed so and add up to one.
    """
    numbers = [(fact, fact.known) for _, fact in instance.cells if fact.printed]
    told = [number for _, number in numbers if number.value]
    return (
        instance.operator == "="
        and len(told) == 1
        and abs(told[0].value) == told[0].resolution == _SMALLEST_FEN
        and len(numbers) > 1
        and all("万元" in fact.unit for fact, _ in numbers)
        and len(numbers) == len(instance.cells)
    )


def _dropped(index: Forms, instance: Instance, judgement: Judgement) -> str:
    """Why a relation that differs proves nothing: it may lack a row, which another form prints, or just what is missing
    of a sum; or no unit is printed above a form, and it holds in another one."""
    forms = {cell.form for _, cell in instance.cells}
    if judgement.verdict != "differs" or judgement.range is None:
        return ""
    low, high = ends(judgement.range)
    for form, code, sign in instance.lacks:
        others = sorted(other for other in forms if other != form and index.has_row(other, code))
        is_due = (sign > 0) == (low < 0)  # a row more makes its side larger
        if others and is_due and (index.why_cut_off(form) or is_incomplete(index.rows, form, code)):
            return NOT_PRINTED.say(form=form, place=f"{others[0]}/{code}")
    if len(forms) != 1:
        return agrees_in_other_unit(instance.relation)
    if not instance.is_over_rows:
        return ""
    form = forms.pop()
    rows = index.rows.get(form, {})
    summed = {cell.id for _, cell in instance.cells}
    for code in repeated_codes(rows):
        if any(cell.id in summed for cells in rows[code][1:] for cell in cells.values()):
            return f"form {form} prints the code {code} in more than one row; one of them may not belong to it"
    if form in index.rows and (cut := index.why_cut_off(form)):
        return cut
    for amount, place in dropped_rows(index.rows, form).items():
        if low <= amount <= high:
            return NOT_PRINTED.say(form=form, place=place)
    above = instance.left[0][1].id.split("/")[-2] if len(instance.left) == 1 and low > 0 else ""
    if above and (place := dropped_below(index.rows, form, above)):
        return NOT_PRINTED.say(form=form, place=place)
    return ""


def _weighed(finding: Finding, index: Forms, form: str) -> Finding:
    """A gap in the codes or ordinals of a form proves nothing where rows of it may be missing."""
    cut = index.why_page_missing(form) if finding.verdict == "differs" and form in index.rows else ""
    return replace(finding, verdict="unchecked", note=cut) if cut else finding


def _structural(finding: Finding) -> tuple[_Row, _Row]:
    if finding.not_applicable:
        return {"instance": finding.name, "reason": finding.not_applicable}, {}
    return {
        "instance": finding.name,
        "left": finding.seen or None,
        "right": finding.expected or None,
        "verdict": finding.verdict,
        "note": finding.note or None,
    }, {}


def _sides(index: Forms, instance: Instance) -> tuple[str, str]:
    """Both sides as printed, zeros left out; with the unit where forms print different ones."""
    units = {cell.form: cell.unit for _, cell in instance.cells}
    suffixes = units if len(set(units.values())) > 1 else {}
    return _written(instance.left, suffixes), _written(instance.right, suffixes)


def _written(side: Side, suffixes: Mapping[str, str]) -> str:
    text = ""
    for sign, cell in side:
        if cell.is_zero:
            continue
        joint = (" + " if sign > 0 else " - ") if text else ("" if sign > 0 else "-")
        printed = f"{cell.printed}{suffixes.get(cell.form, '')}"
        text += joint + (f"({printed})" if printed.startswith("-") and joint else printed)
    return text or "0"


def _told(index: Forms, instance: Instance) -> str:
    left, right = _sides(index, instance)
    return f"{left} {'≤' if instance.operator == '<=' else '='} {right}"


def _page(instance: Instance) -> int | None:
    """The page of the first figure that is not zero."""
    return next((cell.page for _, cell in instance.cells if not cell.is_zero), None)


def _not_applicable(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = ["document_id", "identity", "instance", "reason"]
    return pd.DataFrame(rows, columns=columns, dtype="string")
