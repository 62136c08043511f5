"""What the self-evaluations say: grades, scores and weights, and the money they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from ..amounts import Interval, Linear
from ..frames import as_rows
from .quantities import Operands, Quantity, judge_printed, number_of
from .tables import build, per_document

SECTIONS = ("performance", "project_list", "self_evaluation", "evaluation_report")
"""Where an account speaks of its performance, in prose and annexes."""
_FAMILIES = (
    ("general_public", "gov_funds", "state_capital", "other"),
    ("appropriation", "carryover", "other"),
    ("central", "provincial", "local", "other"),
)
"""Ways to split the money of a project; the parts of one way add up, of two they overlap."""
_MEASURES = {
    "budget": ("budget", "planned"),
    "adjusted_budget": ("adjusted_budget", "received"),
    "actual": ("actual",),
}
"""A report says planned and received where a self-evaluation says budget and adjusted budget."""
_WHOLE = "expenditure_by_function"
_ALL = "sum_of_projects"

Project = tuple[str, str]
"""The annex, and the name of the project."""


@per_document
def project_grades(projects: pd.DataFrame) -> pd.DataFrame:
    """How many projects got which grade, in the order of the list: `grade`, `count`, share."""
    total = int(projects["grade"].notna().sum())
    counts = projects["grade"].value_counts(sort=False)
    rows = [
        {"grade": grade, "count": int(count), "share_of_projects_pct": _exact(Fraction(100 * int(count), total))}
        for grade, count in counts.items()
    ]
    return build(["grade", "count", "share_of_projects_pct"], rows)


@per_document
def project_money(
    funds: pd.DataFrame, indicators: pd.DataFrame, projects: pd.DataFrame | None = None
) -> pd.DataFrame:
    """The money of each project that an annex gives, its rate of execution, and its score.

    Money is the total that the annex prints; where that is zero or blank, the sum of its sources
    (`base` says which). The rate is the spending over the adjusted budget, or over the money
    received.

    Returns:
        One row per annex and project: `source`, `project`, `grade` from the list of projects,
        `base`, budget, adjusted budget, spending, rate with its range, `printed_pct` and the
        verdict on it, `score` and `full_score`, and `excess_pct`, the score in percent of the full
        one less the rate.
    """
    operands = Annexes(funds)
    listed = [] if projects is None else as_rows(projects)
    grades = {row["project"]: row["grade"] for row in listed}
    rows = []
    for source, project in operands.projects:
        money = {name: operands.money((source, project), name) for name in _MEASURES}
        actual, base = money["actual"]
        rate = operands.percent(actual, money["adjusted_budget"][0])
        printed = operands.printed_rate((source, project))
        full, score = _total_points(indicators, source, project)
        rows.append(
            {
                "source": source,
                "project": project,
                "grade": grades.get(project),
                "base": base,
                "budget_wan_yuan": operands.amount(money["budget"][0]),
                "adjusted_budget_wan_yuan": operands.amount(money["adjusted_budget"][0]),
                "actual_wan_yuan": operands.amount(actual),
                "rate_pct": rate,
                "printed_pct": printed,
                "verdict": judge_printed(printed, "%", rate),
                "full_score": _exact(full),
                "score": _exact(score),
                "excess_pct": _excess(score, full, rate),
            }
        )
    columns = ["source", "project", "grade", "base", "budget_wan_yuan", "adjusted_budget_wan_yuan"]
    columns += ["actual_wan_yuan", "rate_pct", "printed_pct", "verdict", "full_score", "score"]
    return build([*columns, "excess_pct"], rows)


@per_document
def project_coverage(funds: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The published money of projects, added up, against all project expenditure.

    Returns:
        One row per annex and one for both, where a project that stands in two counts once:
        `source`, `projects` with a published spending, adjusted budget, spending, rate, and the
        spending as a share of the project expenditure that the form prints.
    """
    operands = Annexes(funds, figures)
    whole = operands.figure(_WHOLE, "total", "project")
    known = operands.with_spending
    sources = dict.fromkeys(source for source, _ in known)
    listed = {source: [one for one in known if one[0] == source] for source in sources}
    if len(listed) > 1:
        listed[_ALL] = operands.each_once
    rows = []
    for source, chosen in listed.items():
        actual = operands.money_of(chosen, "actual")
        adjusted = operands.money_of(chosen, "adjusted_budget")
        rows.append(
            {
                "source": source,
                "projects": len(chosen),
                "adjusted_budget_wan_yuan": operands.amount(adjusted),
                "actual_wan_yuan": operands.amount(actual),
                "rate_pct": operands.percent(actual, adjusted),
                "project_spending_share_pct": operands.percent(actual, whole),
            }
        )
    columns = ["source", "projects", "adjusted_budget_wan_yuan", "actual_wan_yuan", "rate_pct"]
    return build([*columns, "project_spending_share_pct"], rows)


@per_document
def indicator_counts(indicators: pd.DataFrame) -> pd.DataFrame:
    """How each project is scored: its indicators, their weights and scores, what was measured.

    An actual value is measured where it is a number without a sign, and restated where it is the
    target again; a word such as 提升 for a target of 提升 is restated too. Both are missing
    where the annex prints no actual values, as the scoring table of a report.

    Returns:
        One row per annex and project: `indicators`, sums of `weights` and `scores`, how many got
        `full_marks`, have a `measured` or a `restated` value, and `empty_groups` without one.
    """
    rows = []
    for source, project in _pairs(indicators):
        own = indicators[(indicators["source"] == source) & (indicators["project"] == project)]
        listed = as_rows(own[own["kind"] == "indicator"])
        has_values = any(row["actual"] is not None for row in listed)
        points = [(_points(row["weight"]), _points(row["score"])) for row in listed]
        rows.append(
            {
                "source": source,
                "project": project,
                "indicators": len(listed),
                "weights": _exact(_added(weight for weight, _ in points)),
                "scores": _exact(_added(score for _, score in points)),
                "full_marks": sum(w is not None and w == s for w, s in points),
                "measured": sum(map(_is_measured, listed)) if has_values else None,
                "restated": sum(map(_is_restated, listed)) if has_values else None,
                "empty_groups": int((own["kind"] == "empty_group").sum()),
            }
        )
    columns = ["source", "project", "indicators", "weights", "scores", "full_marks", "measured"]
    return build([*columns, "restated", "empty_groups"], rows)


class Annexes(Operands):
    """The money of the projects as operands, beside the figures of the forms."""

    def __init__(
        self,
        funds: pd.DataFrame,
        figures: pd.DataFrame | None = None,
        claims: pd.DataFrame | None = None,
    ) -> None:
        super().__init__(figures, claims)
        self.projects = _pairs(funds)
        self._cells: dict[tuple[Project, str, str], str] = {}
        self._rates: dict[Project, str] = {}
        for row in as_rows(funds):
            self._take_cell(row)

    def money(self, project: Project, measure: str) -> tuple[Linear | None, str | None]:
        """An amount of a project, and whether it is the `printed_total` or the `sum_of_sources`."""
        names = _MEASURES[measure]
        total = self._first(project, "total", names)
        amount = self.amount(total)
        if amount is not None and amount.value:
            return total, "printed_total"
        for family in _FAMILIES:
            parts = [self._first(project, role, names) for role in family]
            known = [part for part in parts if part is not None]
            found = self.amount(Linear.total(known))
            if known and found is not None and found.value:
                return Linear.total(known), "sum_of_sources"
        return total, None if total is None else "printed_total"

    @property
    def with_spending(self) -> list[Project]:
        """The projects whose spending an annex gives."""
        return [one for one in self.projects if self.money(one, "actual")[0] is not None]

    @property
    def each_once(self) -> list[Project]:
        """Those with a spending; a project that stands in two annexes once, as in the second."""
        return list({project: (source, project) for source, project in self.with_spending}.values())

    def money_of(self, projects: Sequence[Project], measure: str) -> Linear | None:
        """An amount of several projects together; None where one lacks it, or there is none."""
        return _sum([self.money(one, measure)[0] for one in projects])

    def printed_rate(self, project: Project) -> str | None:
        """The rate that the annex prints beside the money, without its sign."""
        return self._rates.get(project)

    def _first(self, project: Project, role: str, measures: Sequence[str]) -> Linear | None:
        names = (self._cells.get((project, role, measure)) for measure in measures)
        return next((self._named(name) for name in names if name is not None), None)

    def _take_cell(self, row: Mapping[str, Any]) -> None:
        project = (row["source"], row["project"])
        if row["measure"] == "rate":
            printed = (row["printed"] or "").rstrip("%％")
            if printed and (row["role"] == "total" or project not in self._rates):
                self._rates[project] = printed
            return
        number = number_of(row["printed"], row["unit"])
        key = (project, row["role"], row["measure"])
        if number is None or key in self._cells:
            return
        name = "/".join((*project, row["role"], row["measure"]))
        self._take(name, number)
        self._cells[key] = name


def _pairs(frame: pd.DataFrame) -> list[Project]:
    listed = frame[["source", "project"]].dropna().itertuples(index=False, name=None)
    return [(str(source), str(project)) for source, project in dict.fromkeys(listed)]


def _sum(parts: Sequence[Linear | None]) -> Linear | None:
    known = [part for part in parts if part is not None]
    return Linear.total(known) if known and len(known) == len(parts) else None


def _total_points(
    indicators: pd.DataFrame, source: str, project: str
) -> tuple[Fraction | None, Fraction | None]:
    """Full score and score as the total row prints them."""
    own = indicators[(indicators["source"] == source) & (indicators["project"] == project)]
    for row in as_rows(own[own["kind"] == "total"]):
        return _points(row["weight"]), _points(row["score"])
    return None, None


def _excess(
    score: Fraction | None, full: Fraction | None, rate: Quantity | None
) -> Quantity | None:
    if score is None or not full or rate is None:
        return None
    if rate.range.low is None or rate.range.high is None:
        return None
    reached = 100 * score / full
    return Quantity(
        reached - rate.value, Interval(reached - rate.range.high, reached - rate.range.low)
    )


def _points(printed: str | None) -> Fraction | None:
    """Scores and weights are exact; None where the cell holds no number."""
    number = number_of((printed or "").removesuffix("分"), None)
    return None if number is None else number.value


def _added(points: Iterable[Fraction | None]) -> Fraction | None:
    known = [one for one in points if one is not None]
    return sum(known, Fraction(0)) if known else None


def _exact(value: Fraction | None) -> Quantity | None:
    """A score, a weight, a count: without rounding slack."""
    return None if value is None else Quantity(value, Interval(value, value))


def _is_restated(row: Mapping[str, Any]) -> bool:
    return row["actual"] is not None and row["actual"] == row["target"]


def _is_measured(row: Mapping[str, Any]) -> bool:
    """A number that is not the target again: 96.68% for ≥95%, and not ≥99% for ≥99%."""
    actual = row["actual"] or ""
    return actual[:1].isdecimal() and not _is_restated(row)
