"""The questions that a page answers: each a sentence with numbers, a chart and the tables behind it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from .. import answers, frames, terms, texts, views, words
from ..charts import bars
from ..charts.bars import Chart
from ..findings.naming import unit_name
from ..frames import as_rows, text
from ..panel import definitions
from ..shelf import Frames
from ..verdicts import UNCHECKED
from ..views import Table
from ..views.quantities import MEASURES
from ..views.tables import MISSING
from .comparing import doubts_of, indicators_of

ANNEXES = ("units", "projects", "funds", "indicators", "report_items", "glossary", "tables")
_BETWEEN = re.compile("([。；]) +")
_BAR, _NOTHING = " ｜ ", "·"
_HIDDEN = ("document_id", "places", "x0", "y0", "x1", "y1", "row_span", "column_span", "explanation_en")
EVALUATIONS = ("self_evaluation", "evaluation_report")
"""Of which the chart of performance draws numbers."""
_TERMS = ("source", "kind", "measure", "role", "part", "grade")
_BARS_OF = {
    "year_on_year": ("", *MEASURES, "change", "growth"),
    "year_on_year_small": ("", *MEASURES, "change", "growth"),
    "execution": ("", *MEASURES, "completion", "budget", "adjusted_budget"),
}
"""Charts of single numbers with the measures that they draw."""
FIRST_LINE = {"revenue": "revenue", "expenditure": "expenditure", "change": "sources_growth", "execution": "execution", "sme": "sme_share"}
"""What the first line of a page and the row of the list show, by the indicators of the panel."""


@dataclass
class Section:
    """One block of the page: `says` are the sentences, `tables` what the chart rests on, by heading."""

    id: str
    title: str
    says: list[str]
    charts: list[Chart] = field(default_factory=list)
    tables: list[tuple[str, Table]] = field(default_factory=list)


@dataclass(frozen=True)
class Indicator:
    """A number of the first line: what it is, as shown, its unit, the address of its evidence, what that is judged."""

    id: str
    name: str
    shown: str
    value: float | None
    unit: str = ""
    address: str = ""
    verdict: str = ""
    is_only_told: bool = False
    """As printed; nothing checks it."""


class Analysis:
    """The views of one account, each made once."""

    def __init__(self, found: Frames) -> None:
        self.found = found
        figures, claims = views.relied_on(found["figures"], found["findings"]), found["claims"]
        self._relied = figures
        self.left_out = views.forms_left_out(found["figures"], found["findings"])
        self.sources = views.revenue_sources(figures, claims)
        self.kinds = views.expenditure_kinds(figures, claims)
        self.functions = views.function_structure(figures, claims)
        self.economic = views.economic_structure(figures)
        self.groups = views.personnel_and_running(figures)
        self.changes = views.year_on_year(figures, claims)
        self.budgets = views.execution(figures, claims)
        self.ranking = views.deviation_ranking(figures, claims)
        self.mix = views.composition_variance(figures, claims)
        self.contracts = views.procurement(claims, figures)
        self.closure = views.procurement_closure(claims)
        self.three_public = views.three_public(figures, claims)
        self.three_rates = views.three_public_rates(figures, claims)
        self.grades = views.project_grades(found["projects"])
        self.money = views.project_money(found["funds"], found["indicators"], found["projects"])
        self.coverage = views.project_coverage(found["funds"], figures)

    @property
    def year(self) -> int | None:
        year = self.found["documents"]["fiscal_year"].iloc[0]
        return None if pd.isna(year) else int(year)

    # --- first line ---------------------------------------------------------------------------------

    @cached_property
    def compared(self) -> dict[str, list[Any]]:
        """The numbers of the account as a whole, as from `indicators_of`."""
        return indicators_of(self.found)

    @cached_property
    def doubts(self) -> dict[str, str]:
        """Which of them rest on numbers that stand in findings, as from `doubts_of`."""
        return doubts_of(self.found, self.compared)

    def indicators(self, language: str) -> list[Indicator]:
        """Revenue, expenditure, change, execution, contracts of small enterprises; `—` where not told."""
        units = {row["indicator"]: text(row["unit"]) for row in as_rows(definitions())}
        listed = []
        for name, indicator in FIRST_LINE.items():
            value, low, _, address, verdict = self.compared.get(indicator) or [None, None, None, "", ""]
            is_money = value is not None and units[indicator] == "wan_yuan"
            unit = unit_name("万元", language, f"{value:.2f}").strip(" ()") if is_money else texts.word(units[indicator], language)
            is_open = low is None and verdict == UNCHECKED
            listed.append(Indicator(name, words.say(f"indicator_{name}", language), _shown(name, value), value, unit, address, verdict, is_open))
        return listed

    def draws(self, chart: Chart, quantity: str) -> bool:
        """Whether a chart draws numbers of a quantity, `form/row/measure`: those of its bars, or all of a form."""
        form, _, rest = quantity.partition("/")
        if chart.name not in _BARS_OF:
            return form in {"procurement": {"procurement"}, "performance": set(EVALUATIONS)}.get(chart.name, {chart.form})
        row, _, measure = rest.partition("/")
        view, measures = (self.budgets if chart.name == "execution" else self.changes), _BARS_OF[chart.name]
        labels = {one.label for one in chart.rows}
        is_drawn = pd.Series(True, view.index) if chart.name == "execution" else view["label"].isin(labels) | view["label_en"].isin(labels)
        places = {"/".join(str(subject).split("/")[:2]) for subject in view["subject"][is_drawn]}
        return f"{form}/{row}" in places and measure in measures

    def printed_by(self, chart: Chart) -> str:
        """What prints the numbers of a chart that shows the rows of a form: as from `views.printed_by`."""
        is_of_claims = chart.name == "structure_by_function"
        return views.printed_by(self.functions[self.functions["level"] == 1], self._relied, chart.form) if is_of_claims else views.FROM_FORM

    # --- sections -----------------------------------------------------------------------------------

    def sections(self, language: str) -> list[Section]:
        """All questions in the order of the page."""
        makers: list[Callable[[str], Section]] = [
            self._structure, self._change, self._execution, self._procurement, self._three_public, self._performance,
        ]  # fmt: skip
        return [maker(language) for maker in makers]

    def _structure(self, language: str) -> Section:
        classes = self.functions[self.functions["level"] == 1]
        economic = self.economic[self.economic["level"] == 2]
        shares = ["label", "amount_wan_yuan", "share_pct", "share_pct_range", "printed_pct", "verdict"]
        return _section(
            "structure", language, f"{answers.structure(self.sources, self.kinds, classes, language)} {answers.left_out(self.left_out, language)}".strip(),
            [bars.sources(self.sources, language), bars.kinds(self.kinds, language),
             bars.function_structure(classes, language), bars.economic_structure(economic, self.groups, language)],
            [("sources", views.show(self.sources, language, shares)), ("kinds", views.show(self.kinds, language, shares)),
             ("functions", views.show(self.functions, language, ["code", "label", "amount_wan_yuan", "share_pct", "basic_share_pct", "project_share_pct"])),
             ("economic", views.show(economic[economic["amount_wan_yuan"].notna() & (economic["amount_wan_yuan"] != 0)], language, ["code", "label", "group", "amount_wan_yuan", "share_pct"]))],
        )  # fmt: skip

    def _change(self, language: str) -> Section:
        columns = ["label", "current_wan_yuan", "change_wan_yuan", "prior_wan_yuan", "prior_wan_yuan_range", "growth_pct", "growth_pct_range", "printed_pct", "verdict"]
        return _section(
            "change", language, answers.year_on_year(self.changes, self.budgets, language),
            bars.year_on_year(self.changes, self.year, language), [("changes", views.show(self.changes, language, columns))],
        )  # fmt: skip

    def _execution(self, language: str) -> Section:
        several = ["budget_kind"] if self.budgets["budget_kind"].nunique() > 1 else []
        columns = ["code", "label", *several, "budget_wan_yuan", "actual_wan_yuan", "deviation_wan_yuan", "rate_pct", "rate_pct_range", "printed_pct", "verdict"]
        return _section(
            "execution", language, answers.execution(self.budgets, self.ranking, self.mix, language),
            [bars.execution(self.budgets, language)], [("budgets", views.show(self.budgets, language, columns))],
        )  # fmt: skip

    def _procurement(self, language: str) -> Section:
        parts = ["item", "base", "amount_wan_yuan", "share_pct", "share_pct_range", "printed_pct", "verdict"]
        judged = self.closure[self.closure["verdict"].notna()]
        closure = judged.assign(unit=[unit_name(text(unit), language).strip(" ()") for unit in judged["unit"]])
        closed = ["relation", "computed", "computed_range", "printed", "unit", "verdict"]
        return _section(
            "procurement", language, answers.procurement(self.contracts, self.closure, language),
            [bars.procurement(self.contracts, language)],
            [("contracts", views.show(self.contracts, language, parts)), ("closure", views.show(closure, language, closed))],
        )  # fmt: skip

    def _three_public(self, language: str) -> Section:
        columns = ["label", "budget_wan_yuan", "actual_wan_yuan", "rate_pct", "rate_pct_range", "share_pct", "general_public_share_pct"]
        return _section(
            "three_public", language, answers.three_public(self.three_public, self.three_rates, language),
            [bars.three_public(self.three_public, language)], [("three_public", views.show(self.three_public, language, columns))],
        )  # fmt: skip

    def _performance(self, language: str) -> Section:
        claims = self.found["claims"]
        grades = self.grades.assign(grade=[texts.grade(str(one), language) for one in self.grades["grade"]])
        own = claims[claims["section"].fillna("").str.split(".").str[0].isin(views.PERFORMANCE_SECTIONS)]
        columns = ["project", "grade", "adjusted_budget_wan_yuan", "actual_wan_yuan", "rate_pct", "rate_pct_range", "printed_pct", "full_score", "score", "excess_pct"]
        return _section(
            "performance", language, answers.performance(self.grades, self.money, self.coverage, own, language),
            [bars.performance(self.money, language)],
            [("grades", views.show(grades, language)), ("projects", views.show(self.money, language, columns))],
        )  # fmt: skip


def _section(
    name: str, language: str, said: str, charts: list[Chart], tables: list[tuple[str, Table]]
) -> Section:
    shown = [(words.say(f"table_{key}", language), table) for key, table in tables if _holds_numbers(table)]
    told = _BETWEEN.sub(r"\1", said) if language == "zh" else said  # sentences are joined by a blank, as in English
    return Section(name, words.say(f"section_{name}", language), told.split("\n\n"), charts, shown)


def _holds_numbers(table: Table) -> bool:
    """Whether a table says anything: one of which no number is stated is a sentence already."""
    numbers = [head for head in table.frame.columns if head not in table.texts]
    return not table.frame.empty and (not numbers or not bool(table.frame[numbers].isin(["", MISSING]).to_numpy().all()))


def _shown(name: str, value: float | None) -> str:
    if value is not None and name == "change":
        return views.signed(value)
    return views.number(value)


def annexes_of(found: Frames, language: str) -> list[tuple[str, str, Table]]:
    """The annexes as printed: identifier, name and table of each that has rows."""
    listed = []
    for name in ANNEXES:
        frame = found[name]
        if frame.empty:
            continue
        if name == "tables":
            listed.append((name, words.say("other_tables", language), _rows_of_tables(frame, language)))
            continue
        named = frames.dictionary()
        named = named[named["frame"] == name].set_index("column")
        of = list(frame["source"]) if "source" in frame else [""] * len(frame)
        told = {column: [_told(value, column, language, text(form)) for value, form in zip(frame[column], of, strict=True)] for column in named.index if column not in _HIDDEN}
        shown = [column for column, values in told.items() if any(values)]
        short = [words.annex_head(f"{name}_{column}", language) or _head(str(named.loc[column, language])) for column in shown]
        heads = [head if short.count(head) == 1 else str(named.loc[column, language]) for head, column in zip(short, shown, strict=True)]
        data = {head: told[column] for head, column in zip(heads, shown, strict=True)}
        is_text = [head for head, column in zip(heads, shown, strict=True) if named.loc[column, "type"] == "string"]
        table = Table(pd.DataFrame(data, dtype="string"), tuple(is_text), texts.say("nothing", language))
        listed.append((name, texts.word(f"frame_{name}", language), table))
    return listed


def _rows_of_tables(cells: pd.DataFrame, language: str) -> Table:
    """The cells of tables as the rows that they stand in: one line for each, its words parted by bars."""
    told: list[dict[str, str]] = []
    before: tuple[str, ...] = ()
    for row in as_rows(cells):
        key = tuple(text(row[part]) for part in ("table", "page", "row"))
        if key == before:
            told[-1]["text"] += _BAR + (text(row["text"]) or _NOTHING)
        else:
            is_new = key[0] != before[0] if before else True
            told.append({"page": key[1], "table": key[0], "title": text(row["title"]) if is_new else "", "text": text(row["text"])})
        before = key
    heads = {column: words.annex_head(f"tables_{column}", language) for column in ("page", "table", "title", "text")}
    frame = pd.DataFrame([{heads[column]: one[column] for column in heads} for one in told], dtype="string")
    return Table(frame, (heads["title"], heads["text"]), texts.say("nothing", language))


def _head(meaning: str) -> str:
    """What heads a column: what it means, without the list of its values."""
    return re.split("[:：(（]", meaning)[0].strip()


def _told(value: Any, column: str, language: str, form: str) -> str:
    told = text(value)
    if column == "measure" and (known := terms.column(form, told, language)) != terms.name(told, language):
        return known
    return words.of_annex(told, language) if column in _TERMS and told.isascii() else told
