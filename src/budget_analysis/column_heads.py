"""Heads that a column may have on any form: money with its unit behind it, codes and names by other words (`surroundings.toml`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from . import codes, terms


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


def economic_heads() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each economic code with the heads of its column: a class by its name, a section below that of its class.

    The name of a section alone tells it only where no other one has it.
    """
    listed = codes.table("economic")
    names = dict(zip(listed["code"], map(terms.fold, listed["zh"]), strict=True))
    count = Counter(names.values())
    for code, name in names.items():
        above = names.get(code[:3], "")
        own = [name] if count[name] == 1 else []
        yield code, (*own, f"{name}小计", f"{name}合计") if len(code) == 3 else (f"{above}{name}", *own)
