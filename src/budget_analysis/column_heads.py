"""Heads that a column may have on any form: money with its unit behind it, codes and names by other words (`surroundings.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def heads_of(column: Mapping[str, Any], is_classified: bool, told: Mapping[str, Any]) -> list[str]:
    """The heads of a column, as its form lists them and as any form may print them.

    Args:
        column: of a form's description.
        is_classified: its rows have codes.
        told: what `surroundings.toml` says.
    """
    own: list[str] = list(column["headers"])
    if "key" not in column:
        # money may have its unit in the head: 金额（万元）
        return own + [head + unit for unit in told["units_in_heads"] for head in own]
    words = told["key_heads"].get(column["key"]) if is_classified else None
    if words is None:
        return own
    made = [before + behind for before in told["key_heads"]["of"] for behind in words["behind"]]
    return list(dict.fromkeys([*own, *made, *words["also"]]))
