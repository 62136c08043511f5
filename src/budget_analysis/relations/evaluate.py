"""From forms and figures to the frame `checks`: every instance of every identity, judged."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ..amounts import FEN_PER_UNIT, Interval, ends
from ..facts import Forms, Unbound
from ..facts.omissions import dropped_below, dropped_rows, is_incomplete, repeated_codes
from ..notes import NOT_PRINTED
from ..verdicts import DIFFERS, ROUNDING, UNCHECKED, Judgement
from .evaluation import Evaluation, Finding, evaluation_of
from .identities import Identities, Identity, load_identities
from .instances import Instance, Side
from .joint import Statement
from .ranges import linear_of
from .joint_rows import Scope, rows_of
from .judging import agrees_in_other_unit
from .names_of_codes import check_one_name
from .structural_rules import check_codes, check_empty_form, check_ordinals, check_same_heading

_RULES: dict[str, Callable[[Forms, Identities, Identity], Iterator[Finding]]] = {
    "codes": check_codes,
    "ordinals": check_ordinals,
    "empty_form": check_empty_form,
    "same_heading": check_same_heading,
    "one_name": check_one_name,
}
"""The structural identities by the name of their rule."""
_WAN = 1 / FEN_PER_UNIT["万元"]
_SMALLEST_FEN = FEN_PER_UNIT["万元"] / 100
_SMALLEST = "0.01 beside numbers that are all printed 0.00: these may be rounded"


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
    instances: dict[str, list[Instance]] = {}
    for instance in listed:
        instances.setdefault(instance.identity, []).append(instance)
    found = (
        (identity, finding)
        for identity in load_identities().listed
        for finding in (
            _of_rule(index, identity)
            if identity.rule
            else [_judge(index, instance) for instance in instances.get(identity.id, [])]
        )
    )
    told = {"document_id": index.document_id, "kind": "omission", "quote": ""}
    omissions = [{**told, "page": one.page, "place": one.id, "message": one.omission} for one in index.omissions]
    return evaluation_of(index.document_id, found, omissions)


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
        found = _judge(index, instance)
        is_told = found.verdict not in ("", UNCHECKED) and found.note != _SMALLEST
        if instance.doubt or instance.kind == "soft" or not is_told:
            continue
        rows = rows_of(instance.relation, Scope(linear_of, intervals))
        if any(row.linear.coefficients for row in rows):
            name = f"{instance.identity} {instance.name}"
            statements.append(Statement(name, tuple(rows), found.quote))
    return statements, intervals


def _judge(index: Forms, instance: Instance) -> Finding:
    if instance.withheld is not None:
        return instance.withheld
    judgement = instance.judgement
    assert judgement.range is not None
    units = {cell.form: cell.unit for _, cell in instance.cells}
    suffixes = units if len(set(units.values())) > 1 else {}
    found = Finding(
        instance.name,
        judgement.verdict,
        _written(instance.left, suffixes),
        _written(instance.right, suffixes),
        residual=judgement.range.scaled(_WAN),
        sign="≤" if instance.operator == "<=" else "=",
        page=next((cell.page for _, cell in instance.cells if not cell.is_zero), None),
        is_touch=judgement.is_touch,
    )
    if judgement.verdict == DIFFERS and is_smallest_unit(instance):
        return replace(found, verdict=ROUNDING, note=_SMALLEST)
    return found.doubted(_dropped(index, instance, judgement))


def _of_rule(index: Forms, identity: Identity) -> list[Finding]:
    """All instances of a structural identity.

    A gap in the codes or ordinals of a form proves nothing where rows of it may be missing.
    """
    known = load_identities()
    try:
        found = list(_RULES[identity.rule](index, known, identity))
    except Unbound as reason:
        return [Finding.without("all", reason)]
    form = known.forms.get(identity.parameters.get("form", ""), "")
    cut = index.why_page_missing(form) if form in index.rows else ""
    return [one.doubted(cut) for one in found]


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
    of a sum; or no unit is printed above a form, and it holds in another one; or there may be another reason than a slip."""
    forms = {cell.form for _, cell in instance.cells}
    if judgement.verdict != DIFFERS or judgement.range is None:
        return ""
    if instance.doubt:
        return instance.doubt
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


def _written(side: Side, suffixes: Mapping[str, str]) -> str:
    """A side as printed, zeros left out; with the unit where forms print different ones."""
    text = ""
    for sign, cell in side:
        if cell.is_zero:
            continue
        joint = (" + " if sign > 0 else " - ") if text else ("" if sign > 0 else "-")
        printed = f"{cell.printed}{suffixes.get(cell.form, '')}"
        text += joint + (f"({printed})" if printed.startswith("-") and joint else printed)
    return text or "0"
