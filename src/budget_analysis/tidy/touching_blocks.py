"""Blocks of a form beside each other whose rows reach over into the next one.

An amount that is wider than its column touches the code beside it: 13,405,516.04302 | 商品和服务支出. The name of a total
stands in one block, its amount in the last one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .. import codes
from ..specs import FormSpec
from .rows import FormRow

_TOUCHING = re.compile(r"(?P<amount>[-−△▲(]?\d[\d,]*\.\d\d)(?P<code>\d{3}(?:\d{2})?)")


def parted(spec: FormSpec, row: FormRow, beside: FormRow) -> tuple[FormRow, FormRow]:
    """Two rows that stand beside each other, each with its own, where the name of the second is that of the code."""
    if spec.codes is None or beside.code or not row.cells or not beside.label:
        return row, beside
    name, cell = list(row.cells.items())[-1]
    found = _TOUCHING.fullmatch("".join(cell.text.split()))
    known = codes.name(spec.codes, found["code"]) if found else None
    if found is None or known is None or codes.fold_name(known) != codes.fold_name(beside.label):
        return row, beside
    return replace(row, cells={**row.cells, name: replace(cell, text=found["amount"], trouble="")}), replace(beside, code=found["code"])


def is_amount_of(spec: FormSpec, row: FormRow, beside: FormRow) -> bool:
    """True for the amount, in the last block of a form, of a total whose name begins in the block before: 公用经费合计 | | | 12.00."""
    if not spec.is_repeated or beside.code or beside.label or beside.line_no or row.code:
        return False
    is_total = spec.groups[row.group].role(row.label, set()) is not None
    return is_total and not any(cell.text or cell.trouble for cell in row.cells.values()) and set(row.cells) == set(beside.cells)
