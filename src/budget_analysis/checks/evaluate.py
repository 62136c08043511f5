"""From forms and figures to the frame `checks`: every instance of every identity, judged."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from .. import frames
from ..amounts import FEN_PER_UNIT, Interval, decimal, ends
from .identities import load_identities
from .index import FormIndex
from .instances import Instance, Side, list_instances
from .joint import Statement, state_at_most, state_equal
from .structure import Finding, apply_rule
from .verdicts import judge

VERDICTS = ("equal", "rounding", "differs", "undefined", "unchecked")
_WAN = 1 / FEN_PER_UNIT["万元"]


class Evaluation(NamedTuple):
    """What the identities say about one or more accounts.

    `checks` and `notices` are the frames of that name. `not_applicable` has the string columns
    `document_id, identity, instance, reason`: what was asked but does not apply.
    """

    checks: pd.DataFrame
    notices: pd.DataFrame
    not_applicable: pd.DataFrame


def reconcile_forms(
    forms: pd.DataFrame, figures: pd.DataFrame, zero_is_exact: bool = True
) -> Evaluation:
    """Evaluate all identities on every account of the frames `forms` and `figures`."""
    documents = list(dict.fromkeys(forms["document_id"]))
    parts = [evaluate_identities(forms, figures, name, zero_is_exact) for name in documents]
    if not parts:
        return Evaluation(
            frames.build("checks", []), frames.build("notices", []), _not_applicable([])
        )
    return Evaluation(
        *(pd.concat(same, ignore_index=True) for same in zip(*parts, strict=True))
    )


def evaluate_identities(
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    document_id: str,
    zero_is_exact: bool = True,
) -> Evaluation:
    """Evaluate all identities on one account.

    Blanks count as zero, and so does a code that a form does not print. A relation over an
    unreadable figure, over one that two readers saw differently, or over a row that the form
    lacks, is `unchecked` with the reason. A soft identity that does not hold is `unchecked` and
    noticed: it proves nothing.

    Args:
        forms, figures: the frames of that name; other documents in them are left aside.
        zero_is_exact: take a printed 0.00 as an exact zero; else as anything that rounds to it.

    Returns:
        One row of `checks` per instance, in the order of the specs, (identity, instance) unique;
        residuals in 万元 as exact decimals, <NA> for structural and unchecked instances.
    """
    known = load_identities()
    index = FormIndex(forms, figures, document_id, zero_is_exact)
    own = figures[figures["document_id"] == document_id]
    instances: dict[str, list[Instance]] = {}
    for instance in list_instances(index, known):
        instances.setdefault(instance.identity, []).append(instance)
    checks: list[dict[str, Any]] = []
    notices: list[dict[str, Any]] = []
    absent: list[dict[str, Any]] = []
    for identity in known.listed:
        results = [_judge(index, instance) for instance in instances.get(identity.id, [])]
        if identity.rule:
            findings = apply_rule(index, own, known, identity)
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
    return Evaluation(
        frames.build("checks", checks), frames.build("notices", notices), _not_applicable(absent)
    )


def state_identities(
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    document_id: str,
    zero_is_exact: bool = True,
) -> tuple[list[Statement], dict[str, Interval]]:
    """The hard and the applicable conditional identities as statements for the joint test.

    Returns:
        The statements, named by identity and instance, and the interval of every printed figure
        in fen, by figure identifier.
    """
    index = FormIndex(forms, figures, document_id, zero_is_exact)
    statements = []
    for instance in list_instances(index, load_identities()):
        is_idle = instance.unchecked or instance.not_applicable
        linear = instance.left.linear - instance.right.linear
        if is_idle or instance.kind == "soft" or not linear.coefficients:
            continue
        left, right = _sides(index, instance)
        state = state_at_most if instance.operator == "<=" else state_equal
        statements.append(
            state(
                f"{instance.identity} {instance.name}",
                instance.left.linear,
                instance.right.linear,
                f"{left} {_sign(instance)} {right}",
            )
        )
    return statements, index.intervals


def count_by_identity(evaluation: Evaluation) -> pd.DataFrame:
    """How many instances of each identity have each verdict, and how many do not apply.

    Returns:
        Columns `identity`, the verdicts, `not_applicable`; one row for every identity of the
        specs, in their order. None is without any instance: what was not asked would show here.
    """
    order = [identity.id for identity in load_identities().listed]
    counts = pd.DataFrame(index=pd.Index(order, name="identity"))
    for verdict in VERDICTS:
        rows = evaluation.checks[evaluation.checks["verdict"] == verdict]
        counts[verdict] = rows["identity"].value_counts().reindex(order, fill_value=0)
    absent = evaluation.not_applicable["identity"].value_counts()
    counts["not_applicable"] = absent.reindex(order, fill_value=0)
    return counts.astype("int64").reset_index()


_Row = dict[str, Any]


def _judge(index: FormIndex, instance: Instance) -> tuple[_Row, _Row]:
    """The row of `checks` of one instance, or its `reason`; and a notice, empty for most."""
    if instance.not_applicable:
        return {"instance": instance.name, "reason": instance.not_applicable}, {}
    row: _Row = {"instance": instance.name}
    if instance.unchecked:
        return {**row, "verdict": "unchecked", "note": instance.unchecked}, {}
    judgement = judge(
        instance.left.linear,
        instance.operator,
        instance.right.linear,
        index.printed,
        index.intervals,
    )
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
    notice: _Row = {"page": _page(instance), "quote": f"{left} {_sign(instance)} {right}"}
    if judgement.verdict == "differs" and instance.kind == "soft":
        note = "usual but not required; it does not hold here, which proves nothing"
        row |= {"verdict": "unchecked", "note": note}
        return row, {**notice, "kind": "soft_identity", "message": note}
    if judgement.is_touch:
        note = "touch: a single point satisfies both sides"
        return {**row, "note": note}, {**notice, "kind": "touch", "message": note}
    return row, {}


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


def _sides(index: FormIndex, instance: Instance) -> tuple[str, str]:
    """Both sides as printed, zeros left out; with the unit where forms print different ones."""
    cells = [cell for _, cell in (*instance.left.cells, *instance.right.cells)]
    units = {form: index.text(form, "unit") for form in {cell.form for cell in cells}}
    suffixes = units if len(set(units.values())) > 1 else {}
    return _written(instance.left, suffixes), _written(instance.right, suffixes)


def _written(side: Side, suffixes: Mapping[str, str]) -> str:
    text = ""
    for sign, cell in side.cells:
        if cell.is_zero:
            continue
        joint = (" + " if sign > 0 else " - ") if text else ("" if sign > 0 else "-")
        printed = f"{cell.printed}{suffixes.get(cell.form, '')}"
        text += joint + (f"({printed})" if printed.startswith("-") and joint else printed)
    return text or "0"


def _sign(instance: Instance) -> str:
    return {"=": "=", "<=": "≤"}[instance.operator]


def _page(instance: Instance) -> int | None:
    """The page of the first figure that is not zero."""
    cells = [cell for _, cell in (*instance.left.cells, *instance.right.cells)]
    return next((cell.page for cell in cells if not cell.is_zero), None)


def _not_applicable(rows: list[dict[str, Any]]) -> pd.DataFrame:
    columns = ["document_id", "identity", "instance", "reason"]
    return pd.DataFrame(rows, columns=columns, dtype="string")
