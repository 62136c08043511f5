"""Parts of a form by economic class that have totals of their own under names of the whole: 合计 below 人员经费 and below 公用经费.

Put together, the first of them would be read as the total of all. So the form is refused where one name is that of two
amounts, where a class comes twice, and where 合计 is the sum of one part's classes alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from .. import specs, terms
from ..amounts import parse_amount
from ..errors import CellError, LocateError
from ..locate import RawForm
from ..specs import FormSpec
from .rows import FormRow

_PERSONNEL = "personnel"
_CLASS = 3
"""Digits of the code of a class."""


def refuse_own_totals(raw: RawForm, spec: FormSpec, rows: Sequence[FormRow]) -> None:
    """Leave a form whose parts stand in one table, or in several, as it is where they are not parts of one whole.

    Raises:
        LocateError: they are not.
    """
    if not spec.is_repeated or all(row.role != _PERSONNEL for group in spec.groups for row in group.rows):
        return
    found: dict[str, list[tuple[str, Fraction]]] = {}
    for row in rows:
        role = row.code or spec.groups[row.group].role(row.label, set())
        amount = _amount(row)
        if role and amount and not row.has_doubtful_code:
            found.setdefault(role, []).append((terms.fold_label(row.label), amount))
    # one item may have the code of another by a slip; a class, or several items, are of another part
    several = [role for role, told in found.items() if len({amount for _, amount in told}) > 1 and (not role.isdigit() or len({name for name, _ in told}) == 1)]
    if len(several) > 1 or any(len(role) == _CLASS or not role.isdigit() for role in several):
        raise _refused(raw, f'several rows are named "{found[several[0]][0][0]}" and have other amounts')
    total = found.get("total", [("", Fraction(0))])[0]
    personnel = specs.load("surroundings.toml")["parts"]["classes"][_PERSONNEL]
    classes = {role: told[0][1] for role, told in found.items() if role.isdigit() and len(role) == _CLASS}
    parts = [sum((amount for role, amount in classes.items() if (role in personnel) is side), Fraction(0)) for side in (True, False)]
    if all(parts) and total[1] in parts:
        raise _refused(raw, f'"{total[0]}" is the sum of a part of the classes')


def _amount(row: FormRow) -> Fraction | None:
    """What stands in the first of its cells; None for a blank one and for what is no amount."""
    texts = [cell.text.strip() for cell in row.cells.values() if not cell.trouble][:1]
    try:
        return parse_amount(texts[0]).value if texts and texts[0] else None
    except CellError:
        return None


def _refused(raw: RawForm, why: str) -> LocateError:
    return LocateError(
        f"p.{raw.page}, form {raw.spec.id}: its parts have totals of their own, {why}: they are no parts of one whole, or not told apart. "
        "Compare with the page; the form is not read."
    )
