"""Who got the contracts: goods, works, services; small and medium enterprises.

No form prints procurement. All numbers stand in the prose, so they can only be closed against
each other.
"""

from __future__ import annotations

import pandas as pd

from ..amounts import Linear
from ..verdicts import DIFFERS
from .quantities import Operands, Quantity, judge_printed
from .tables import build, per_document

TOTAL = "procurement/total"
KINDS = ("goods", "works", "services")
ENTERPRISES = ("sme", "small_micro")
RESERVED = (
    "reserved_sme",
    "reserved_small_micro",
    "awarded_reserved_sme",
    "awarded_reserved_small_micro",
    "awarded_other_sme",
)
"""What accounts of some provinces state instead: contracts reserved for small enterprises."""
PARTS = ("awarded_reserved_sme", "awarded_other_sme")
"""What small and medium enterprises got, where it is told in two parts."""
ITEMS = ("total", *KINDS, *ENTERPRISES, *RESERVED)
_BASES = {
    **dict.fromkeys((*KINDS, "sme", "awarded_reserved_sme", "awarded_other_sme"), "total"),
    "small_micro": "sme",
    "reserved_small_micro": "reserved_sme",
    "awarded_reserved_small_micro": "awarded_reserved_sme",
}
"""What each is a share of where the text names nothing else."""


@per_document
def procurement(claims: pd.DataFrame, figures: pd.DataFrame | None = None) -> pd.DataFrame:
    """Procurement by kind, and what small and medium, small and micro enterprises got of it.

    Returns:
        One row for the total, each kind and each kind of enterprise, and one for each amount
        that is stated about reserved contracts: `item`, `base` (what it is a share of, in the
        words of the text where it prints the share), amount, share, printed share, verdict. With `figures`, the share of all expenditure too.
        An amount that is more than its whole has no share, and the verdict on that; nor is there a share of it.
    """
    operands = Operands(figures, claims)
    whole = operands.figure("expenditure_by_function", "total", "expenditure_total")
    rows, denied = [], _denied(operands)
    for item in ITEMS:
        amount = _small_enterprises(operands) if item == "sme" else _stated(operands, item)
        base = _base_of(operands, item)
        if amount is None and item in RESERVED:
            continue
        said = operands.statement("share", f"procurement/{item}")
        rows.append(
            {
                "item": item,
                "base": base,
                "amount_wan_yuan": operands.amount(amount),
                "share_pct": None if denied & {item, base} else operands.percent(amount, _stated(operands, base)),
                "total_share_pct": None if item in denied else operands.percent(amount, _stated(operands, "total")),
                "expenditure_share_pct": None if item in denied else operands.percent(amount, whole),
                "printed_pct": said.printed,
                "verdict": said.verdict or (DIFFERS if item in denied else None),
            }
        )
    columns = ["item", "base", "amount_wan_yuan", "share_pct", "total_share_pct"]
    return build([*columns, "expenditure_share_pct", "printed_pct", "verdict"], rows)


@per_document
def sme_by_kind(claims: pd.DataFrame) -> pd.DataFrame:
    """What small and medium enterprises got of each kind: printed as a rate, here as an amount.

    Returns:
        One row per kind: amount of the kind, printed rate and its verdict, implied amount of the
        contracts. The implied amounts must add up to the printed total (`procurement_closure`).
    """
    operands = Operands(None, claims)
    rows = []
    for kind in KINDS:
        said = operands.statement("share", f"procurement/{kind}_sme")
        rows.append(
            {
                "item": kind,
                "amount_wan_yuan": operands.amount(_stated(operands, kind)),
                "printed_pct": said.printed,
                "verdict": said.verdict,
                "sme_wan_yuan": _sme_of(operands, kind),
            }
        )
    return build(["item", "amount_wan_yuan", "printed_pct", "verdict", "sme_wan_yuan"], rows)


@per_document
def procurement_closure(claims: pd.DataFrame) -> pd.DataFrame:
    """The statements on procurement closed against each other.

    Returns:
        One row per relation: `relation`, the recomputed value, what is printed, its unit, and the
        verdict; missing values where the prose does not state an operand.
    """
    operands = Operands(None, claims)
    total = _stated(operands, "total")
    sme = _stated(operands, "sme")
    small, base = _stated(operands, "small_micro"), _base_of(operands, "small_micro")
    kinds = [_stated(operands, kind) for kind in KINDS]
    rows = [
        _relation(operands, "kinds_add_up", operands.amount(_sum(kinds)), "amount", TOTAL),
        _relation(operands, "sme_share", operands.percent(sme, total), "share", "procurement/sme"),
        _relation(
            operands,
            "small_micro_share" if base == "sme" else "small_micro_of_total",
            operands.percent(small, _stated(operands, base)),
            "share",
            "procurement/small_micro",
        ),
        _relation(
            operands, "sme_rates_add_up", _sum_of_rates(operands), "amount", "procurement/sme"
        ),
    ]
    return build(["relation", "computed", "printed", "unit", "verdict"], rows)


def _relation(
    operands: Operands, name: str, computed: Quantity | None, aspect: str, place: str
) -> dict[str, object]:
    said = operands.statement(aspect, place)
    return {
        "relation": name,
        "computed": computed,
        "printed": said.printed,
        "unit": said.unit,
        "verdict": judge_printed(said.printed, said.unit, computed),
    }


def _stated(operands: Operands, item: str | None) -> Linear | None:
    return None if item is None else operands.stated("amount", f"procurement/{item}")


def _small_enterprises(operands: Operands) -> Linear | None:
    """What small and medium enterprises got: as told, else the sum of the two parts that are; None where it cannot be."""
    told = _stated(operands, "sme")
    return _sum([_stated(operands, part) for part in PARTS]) if told is None and not _denied(operands).intersection(PARTS) else told


def _denied(operands: Operands) -> set[str]:
    """Items told with more than their whole has, alone or together: none of them is a fact."""
    found = {item for item in ITEMS if operands.statement("nesting", f"procurement/{item}").verdict == DIFFERS}
    if found.intersection(PARTS):
        found |= {part for part in PARTS if _stated(operands, part) is not None}
    return found


def _base_of(operands: Operands, item: str) -> str | None:
    """What an item is a share of: the base of its printed share, which may be all or the enterprises above it."""
    usual = _BASES.get(item)
    said = operands.statement("share", f"procurement/{item}")
    named = dict.fromkeys(filter(None, (usual, "total")))
    return next((base for base in named if operands.told_amount(f"procurement/{base}", said) is not None), usual)


def _sum(parts: list[Linear | None]) -> Linear | None:
    known = [part for part in parts if part is not None]
    return Linear.total(known) if len(known) == len(parts) else None


def _sme_of(operands: Operands, kind: str) -> Quantity | None:
    amount = _stated(operands, kind)
    return operands.product(amount, operands.stated("share", f"procurement/{kind}_sme"))


def _sum_of_rates(operands: Operands) -> Quantity | None:
    """Rates times amounts, added up over the kinds that were bought at all."""
    parts = []
    for kind in KINDS:
        amount = operands.amount(_stated(operands, kind))
        if amount is not None and amount.range.low == amount.range.high == 0:
            continue
        parts.append(_sme_of(operands, kind))
    return Quantity.total(parts)
