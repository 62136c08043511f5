"""The relations of `annex_relations.toml`: each example is a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import pytest
from test_annex_claims import P, claims, funds, indicator, item

from budget_analysis.annex_claims.table_relations import TableRelation, load_relations, read_relations
from budget_analysis.errors import SpecError

RELATIONS = {f"{one.kind}:{one.rows}:{one.measures[0]}": one for one in load_relations()}
_EMPTY = {"target": None, "actual": None, "weight": None, "score": None}
_TOTAL = {"level_1": "", "level_2": "", "level_3": ""}


def judged(relation: TableRelation, example: Mapping[str, Sequence[Mapping[str, str]]]) -> pd.DataFrame:
    """The claims of the relation's kind that these tables make."""
    source = relation.source or "self_evaluation"
    money = [(row["role"], {name: row[name] for name in row if name != "role"}) for row in example.get("funds", [])]
    spending = [
        item(measure, printed, part="spending", item=row["item"], row=number, unit="万元", source=source)
        for number, row in enumerate(example.get("items", []), start=1)
        for measure, printed in row.items()
        if measure != "item"
    ]
    points: list[dict[str, Any]] = [
        indicator() | _EMPTY | (_TOTAL if row.get("kind") == "total" else {}) | {"source": source, **row}
        for row in example.get("points", [])
    ]
    found = claims(funds=funds(P, *money, source=source), report_items=spending, indicators=points)
    return found[found["kind"] == relation.kind]


@pytest.mark.parametrize("name", RELATIONS)
def test_what_holds_is_equal(name: str) -> None:
    found = judged(RELATIONS[name], RELATIONS[name].holds)
    assert len(found) and set(found["verdict"]) == {"equal"}


@pytest.mark.parametrize("name", RELATIONS)
def test_what_does_not_hold_differs(name: str) -> None:
    relation = RELATIONS[name]
    found = judged(relation, relation.differs)
    assert "differs" in set(found["verdict"])


@pytest.mark.parametrize("change", [{"holds": None}, {"differs": None}, {"colour": "red"}])
def test_a_relation_without_examples_or_with_an_unknown_column_is_refused(change: Mapping[str, Any]) -> None:
    whole = {"kind": "sum", "rows": "funds.total", "measures": ["budget"], "sign": "=", "parts": ["funds.part"],
             "holds": {}, "differs": {}}  # fmt: skip
    entry = {name: value for name, value in {**whole, **change}.items() if value is not None}
    with pytest.raises(SpecError, match="annex_relations.toml"):
        read_relations([entry])
