"""What indicators count: statements and findings by kind, lines of the annexes, requirements met."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..findings import SEVERITIES
from ..frames import as_rows, text
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNDEFINED
from ..views.completeness import completeness
from ..views.performance import indicator_counts
from .staff import staff_told

Frames = Mapping[str, pd.DataFrame]
_TELLING = ("met", "partly", "absent")
_CHECKED = (
    "forms", "figures", "blocks", "units", "projects", "funds", "indicators", "report_items",
    "glossary", "checks", "claims",
)  # fmt: skip
_EXCELLENT = "优"
COUNTED = ("ledger", "lists", "staff", "requirements_found", "requirements_asked")
"""What formulas may count, by the long names of `specs/indicators.toml`."""


def count(found: Frames) -> dict[str, int]:
    """Everything that the formulas may count of one account, by `ledger/statements` and the like.

    A requirement that does not apply, or that the frames cannot tell, is not among them.
    """
    staff = staff_told(found["blocks"]["text"].dropna(), text(found["documents"]["department"].iloc[0]))
    return {**_ledger(found), **_lists(found), **_requirements(found), **{f"staff/{kind}": n for kind, n in staff.items()}}


def _ledger(found: Frames) -> dict[str, int]:
    verdicts = pd.concat([found["checks"]["verdict"], found["claims"]["verdict"]])
    judged = int(verdicts.isin([EQUAL, ROUNDING, DIFFERS, UNDEFINED]).sum())
    findings, watch = found["findings"], found["watch"]
    wrong = findings[findings["ground"] != "omission"]
    return {
        "ledger/statements": judged,
        "ledger/holding": int(verdicts.isin([EQUAL, ROUNDING]).sum()),
        "ledger/numbers": len(watch),
        "ledger/judged": int(watch["is_judged"].sum()),
        "ledger/watched": int(watch["is_watched"].sum()),
        "ledger/omissions": len(findings) - len(wrong),
        **{f"ledger/findings_{name}": int((wrong["severity"] == name).sum()) for name in SEVERITIES},
    }


def _lists(found: Frames) -> dict[str, int]:
    grades = found["projects"]["grade"].dropna()
    scored = indicator_counts(found["indicators"])
    with_values = scored[scored["measured"].notna()]
    return {
        "lists/projects": len(found["projects"]),
        "lists/projects_graded": len(grades),
        "lists/projects_excellent": int((grades == _EXCELLENT).sum()),
        "lists/indicators": int(with_values["indicators"].sum()),
        "lists/indicators_measured": int(with_values["measured"].sum()),
    }


def _requirements(found: Frames) -> dict[str, int]:
    rows = completeness(**{name: found[name] for name in _CHECKED})
    told = rows[rows["state"].isin(_TELLING)]
    counted = {
        "lists/requirements_told": len(told),
        "lists/requirements_met": int((told["state"] == "met").sum()),
    }
    for row in as_rows(told):
        # two units listed of one that is due are no more than all
        counted[f"requirements_found/{row['requirement']}"] = min(row["found"], row["expected"])
        counted[f"requirements_asked/{row['requirement']}"] = row["expected"]
    return counted
