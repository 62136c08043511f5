"""What findings are made of, and the row of one that accuses nobody of a wrong number."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from .. import frames
from ..claims.severity import ORDINARY
from ..facts import Forms
from ..relations.instances import Instance
from ..relations.tree import Tree

OMISSION = "omission"
LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class Material:
    """What findings are made of: the forms of one account, its statements and their trees, its prose.

    `problems` tell what could not be read, `notices` what is odd about its words, `printed` are the frames of all words that stand in it.
    """

    index: Forms
    instances: Sequence[Instance]
    checks: pd.DataFrame
    claims: pd.DataFrame
    trees: Mapping[str, Tree]
    layout: str = ""
    blocks: pd.DataFrame = field(default_factory=lambda: frames.build("blocks", []))
    problems: pd.DataFrame = field(default_factory=lambda: frames.build("problems", []))
    notices: pd.DataFrame = field(default_factory=lambda: frames.build("notices", []))
    department: str = ""
    fiscal_year: int | None = None
    printed: Sequence[pd.DataFrame] = ()


def remark(
    name: str, kind: str, places: Sequence[Mapping[str, Any]], told: Mapping[str, str]
) -> dict[str, Any]:
    return {
        "finding_id": name,
        "severity": ORDINARY,
        "ground": OMISSION,
        "kind": kind,
        "page": places[0].get("page") if places else None,
        "places": json.dumps(list(places), ensure_ascii=False),
        "statements": "[]",
        "alternatives": "[]",
        **{f"sentence_{language}": sentence for language, sentence in told.items()},
    }
