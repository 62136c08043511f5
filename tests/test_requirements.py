"""What is asked of a published account: listed on its page, and what counts it leads there."""

from __future__ import annotations

import pytest

from budget_analysis import specs
from budget_analysis.checklist import checklist
from budget_analysis.panel import definitions
from budget_analysis.site.comparing import indicators_of
from budget_analysis.site.requirements import counted_at, requirements_of, told_of
from budget_analysis.views.completeness import RULES
from tests.seed_account import seed_account, seed_ledger


def frames() -> dict[str, object]:
    account = seed_account()
    names = ("documents", "files", "forms", "figures", "blocks", "units", "projects", "funds", "indicators", "report_items", "glossary", "tables", "problems")
    return {**{name: getattr(account, name) for name in names}, **seed_ledger().frames()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_requirement_that_can_be_told_leads_to_what_it_counts(language: str) -> None:
    listed = requirements_of(frames(), language)  # type: ignore[arg-type]
    assert [one["id"] for one in listed] == checklist()["requirement"].tolist()
    told = [one for one in listed if one["state"] in ("met", "partly", "absent")]
    assert told and all(one["target"] and one["count"] for one in told)
    assert not any(one["target"] or one["count"] for one in listed if one not in told)
    met = sum(one["state"] == "met" for one in told)
    assert {str(met), str(len(told))} <= set("".join(c if c.isdigit() else " " for c in told_of(listed, language)).split())


def test_number_of_requirements_met_leads_to_their_list() -> None:
    told = indicators_of(frames())  # type: ignore[arg-type]
    assert told["transparency_met"][3] == "requirements" and told["statements"][3] == "ledger" and told["findings_gross"][3] == "findings"
    without = {**frames(), "projects": seed_account().projects.iloc[:0]}
    assert counted_at("projects_listed", frames()) == "annex-projects" and counted_at("projects_listed", without) == ""  # type: ignore[arg-type]
    assert counted_at("revenue", frames()) == ""  # type: ignore[arg-type]


def test_every_rule_and_every_indicator_that_counts_has_its_part_of_the_page() -> None:
    known = specs.load("site.toml")
    assert set(known["requirement_at"]) == set(RULES)
    counting = definitions()
    counting = counting[counting["formula"].str.contains(r"(?:LISTS|LEDGER)\[", na=False)]
    assert set(counting["indicator"]) - {"transparency"} <= set(known["counted_at"])
