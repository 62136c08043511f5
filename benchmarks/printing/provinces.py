"""Accounts as other provinces publish them: their forms beside the nine standard ones, made up and consistent.

Each province says which forms it prints, under which titles. What the made-up ledger lacks (how items
split over economic classes, balances of each item, counts) is added so that every relation holds.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tests.rendering import Style, lay_out, made_up_ledger
from budget_analysis.synthetic.invent import draw_traits
from budget_analysis.synthetic.printed import SUMMARY_REVENUE_LABELS, numeral, print_amount
from tests.rendering.ledger import (
    EXPENDITURE_MEASURES,
    SUMMARY_REVENUE,
    T01,
    T05,
    T06,
    T07,
    T08,
    T09,
    T10,
    T11,
    Ledger,
    economic_names,
    function_classes,
    function_codes,
)
from budget_analysis.synthetic.model import LEFT, UP, AccountModel, Figure, FormModel, Slot, Table, build_table

Values = Mapping[tuple[str, str], int | None]
"""Role and measure to fen; None is a blank cell."""
Heads = Sequence[tuple[str, Sequence[tuple[str, str]]]]
"""Groups of columns: the head above, and head and measure of each column; no head above where it is empty."""
PROJECT_SECTIONS = ("30201", "30213", "30226", "30227", "30299", "31002")
MOST_SECTIONS = 9
"""More columns do not fit on one sheet."""
FUND_SECTION, CAPITAL_SECTION = "30227", "30299"
NAMES = {"30227": "委托业务费", "30226": "劳务费", "30213": "维修(护)费", **economic_names()}


@dataclass(frozen=True)
class Province:
    """Which forms stand in an account, in which order and under which titles; `layout` is that of the usual ones."""

    name: str
    forms: tuple[str, ...]
    titles: Mapping[str, str]
    layout: str = "mof"
    numbered: str = ""
    """"表{}：" before each title; empty for none."""


NINE = (T01, "revenue_by_function", T05, T06, T07, T08, T11, T09, T10)
PROVINCES = (
    Province(
        "sichuan",
        (T01, "revenue_by_function", T05, T06, "appropriation_detail", T07, "general_public_detail", T08,
         "general_public_project", T09, T10, "state_capital_expenditure", T11),
        {T08: "一般公共预算财政拨款基本支出决算明细表"},
    ),
    Province(
        "yunnan",
        (T01, "revenue_by_function", T05, T06, "general_public_stock", T08, "project_by_class", T09, T10,
         "agency_information", "three_public_general_public"),
        {T01: "收入支出决算表", T06: "财政拨款收入支出决算表",
         "general_public_stock": "一般公共预算财政拨款收入支出决算表",
         "project_by_class": "一般公共预算财政拨款项目支出决算表",
         "agency_information": "财政拨款“三公”经费、行政参公单位机关运行经费情况表"},
    ),
    Province(
        "inner_mongolia",
        (T01, "revenue_by_function", T05, T06, "project_revenue_expenditure", T07, T08, "project_by_class", T09,
         "state_capital_three", T11, "agency_two_blocks"),
        {T08: "一般公共预算财政拨款基本支出决算明细表", "project_by_class": "一般公共预算财政拨款项目支出决算明细表",
         "state_capital_three": "国有资本经营预算财政拨款支出决算表",
         "agency_two_blocks": "机构运行经费支出、国有资产占用情况及政府采购支出信息表"},
    ),
    Province("guangdong", NINE, {T11: "一般公共预算“三公”经费支出决算表"}),
    Province("hubei", (*NINE[:5], "basic_by_kind", T11, T09, "state_capital_three"),
             {"state_capital_three": "国有资本经营预算财政拨款支出决算表",
              T11: "一般公共预算财政拨款“三公”经费支出决算表"}, numbered="表{}："),
    Province("shaanxi", (T01, "revenue_by_function", T05, T06, T07, "basic_by_kind", "three_public_meetings", T09, T10),
             {"revenue_by_function": "收入决算总表", T05: "支出决算总表",
              "three_public_meetings": "一般公共预算财政拨款“三公”经费及会议费、培训费支出决算表"}),
    Province("liaoning", NINE, {T06: "财政拨款收入支出决算表", T11: "一般公共预算财政拨款“三公”经费支出决算表"}),
    Province("guangxi", (T01, "revenue_by_function", T05, T06, T07, T08, T09, T10, T11), {}, numbered="表{}："),
    Province("beijing",
             (T01, "revenue_by_function", T05, T06, "appropriation_by_function", T07, "basic_by_kind", T11, T09, T10,
              "procurement_form"),
             {}),
    Province("xinjiang", (T01, "revenue_by_function", T05, T06, T07, T08, T11, T09, T10), {}, layout="zhejiang"),
    Province("year_2016", (T01 + "_2016", "revenue_by_function", T05, T06, T07, T08, T11, T09),
             {T01 + "_2016": "收入支出决算总表", T07: "公共预算财政拨款支出决算表",
              T08: "公共预算财政拨款基本支出决算表", T11: "“三公”经费公共预算财政拨款支出决算表"}),
)  # fmt: skip
OLD_NAMES = {
    "207": "文化体育与传媒支出", "210": "医疗卫生与计划生育支出", "215": "资源勘探信息等支出",
    "220": "国土海洋气象等支出",
}  # fmt: skip


def account_of(province: Province, seed: int, style: Style) -> AccountModel:
    """The account of an invented office as the province prints it."""
    traits = draw_traits(random.Random(seed))
    if province.name == "year_2016":
        traits = replace(traits, state_capital=False)
    ledger = made_up_ledger(seed, traits, grain_fen=10_000 if style.unit == "万元" else 1)
    if province.name == "year_2016":
        ledger = replace(ledger, names={**ledger.names, **OLD_NAMES}, year=2016)
    style = replace(style, layout=province.layout)
    usual = lay_out(ledger, style)
    writer = _Forms(ledger, style, random.Random(seed))
    known = {form.form: form for form in usual.forms}
    forms = []
    for number, name in enumerate(province.forms, start=1):
        form = known.get(name) or writer.form(name)
        title = province.titles.get(name) or form.title
        if province.numbered:
            title = province.numbered.format(numeral(number) if province.name == "guangxi" else number) + title
        forms.append(replace(form, title=title))
    return replace(usual, forms=tuple(forms), layout=province.name)


class _Forms:
    """Writes the forms that only some provinces have."""

    def __init__(self, ledger: Ledger, style: Style, dice: random.Random) -> None:
        self.ledger, self.style, self.dice = ledger, style, dice
        amounts = ledger.amounts
        self.leaves = [
            code for code in ledger.rows[T07] if not any(other.startswith(code) and other != code for other in ledger.rows[T07])
        ]
        basic = {code: amounts.get((T07, code, "basic"), 0) for code in self.leaves}
        project = {code: amounts.get((T07, code, "project"), 0) for code in self.leaves}
        sections = {
            code: amount for (form, code, _), amount in amounts.items() if form == T08 and len(code) == 5 and code.isdigit()
        }
        self.basic = _transport(basic, sections)
        self.project = _transport(project, _cut(self.dice, sum(project.values()), PROJECT_SECTIONS))

    def form(self, name: str) -> FormModel:
        write: Mapping[str, Callable[[], tuple[str, str, Table]]] = {
            "appropriation_detail": self._appropriation_detail,
            "general_public_detail": self._general_public_detail,
            "general_public_project": self._general_public_project,
            "project_by_class": self._project_by_class,
            "project_revenue_expenditure": self._projects,
            "state_capital_expenditure": lambda: self._state_capital("state_capital_expenditure"),
            "state_capital_three": lambda: self._state_capital(T10),
            "appropriation_by_function": self._appropriation_by_function,
            "general_public_stock": self._stock,
            "basic_by_kind": self._basic_by_kind,
            "agency_information": self._agency,
            "agency_two_blocks": self._agency_two_blocks,
            "three_public_general_public": self._three_public,
            "three_public_meetings": self._three_public_meetings,
            "procurement_form": self._procurement,
            T01 + "_2016": self._summary_2016,
        }
        form, title, table = write[name]()
        is_empty = not any(figure.state in ("value", "zero") for figure in table.figures())
        is_capital = form in (T10, "state_capital_expenditure")
        notes = ["注：本表反映部门本年度有关收入、支出情况。"]
        if is_empty and is_capital:
            notes.append(f"说明：{self.ledger.department}本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。")
        return FormModel(form, title, "", table, ("", f"单位：{self.style.unit}"), tuple(notes))

    # --- forms by code

    def _by_code(
        self, form: str, codes: Sequence[str], heads: Heads, values: Values, key: str = "功能分类科目编码", last: bool = False
    ) -> Table:
        measures = [measure for _, columns in heads for _, measure in columns]
        has_groups = any(head for head, _ in heads)
        top: list[Slot | str] = []
        low: list[Slot | str] = []
        for head, columns in heads:
            if head:
                top += [head, *[LEFT] * (len(columns) - 1)]
                low += [word for word, _ in columns]
            else:
                top += [word for word, _ in columns]
                low += [UP if has_groups else "" for _ in columns]
        header: list[list[Slot | str]] = [[key, "科目名称", *top]]
        if has_groups:
            header = [["项目", LEFT, *top], [key, "科目名称", *low]]
        if self.style.column_numbers == "yes":
            header.append(["栏次", LEFT, *[str(n + 1) for n in range(len(measures))]])
        total: list[Slot | str] = [
            Slot("合计"), LEFT, *[self._slot(form, "total", measure, values.get(("total", measure))) for measure in measures],
        ]  # fmt: skip
        body: list[list[Slot | str]] = []
        for code in codes:
            name = self._name(code)
            cells = [self._slot(form, code, m, values.get((code, m)), name, code) for m in measures]
            body.append([Slot(code, "left"), Slot(name, "left"), *cells])
        body = [*body, total] if last or self.style.total == "last" else [total, *body]
        return build_table([1.0, 2.4, *[1.1] * len(measures)], header, body)

    def _name(self, code: str) -> str:
        return self.ledger.names.get(code) or NAMES[code]

    def _slot(
        self, form: str, role: str, measure: str, amount: int | None, label: str = "", code: str = ""
    ) -> Slot:
        printed, state = print_amount(amount, self.style)
        return Slot(printed, "amount", Figure(form, role, measure, printed, state, label, code))

    def _ledger_values(self, form: str, measures: Sequence[str]) -> dict[tuple[str, str], int | None]:
        roles = ["total", *self.ledger.rows[form]]
        return {(role, m): self.ledger.amounts.get((form, role, m)) for role in roles for m in measures}

    def _appropriation_detail(self) -> tuple[str, str, Table]:
        form = "appropriation_detail"
        kinds = {
            "general_public_basic": _columns(self.basic), "general_public_project": _columns(self.project),
            "gov_funds_project": Counter({FUND_SECTION: self._spent(T09)}),
            "state_capital_project": Counter({CAPITAL_SECTION: self._spent(T10)}),
        }  # fmt: skip
        leaves = sorted({code for column in kinds.values() for code, amount in column.items() if amount})
        codes = _with_parents(leaves)
        values: dict[tuple[str, str], int | None] = {}
        for role in ("total", *codes):
            own = {name: _sum_below(column, role) for name, column in kinds.items()}
            own["gov_funds_basic"] = own["state_capital_basic"] = 0
            for kind in ("general_public", "gov_funds", "state_capital"):
                own[kind] = own[f"{kind}_basic"] + own[f"{kind}_project"]
            own["total"] = own["general_public"] + own["gov_funds"] + own["state_capital"]
            values.update({(role, name): amount for name, amount in own.items()})
        heads = [("", [("合计", "total")])]
        for kind, word in (
            ("general_public", "一般公共预算财政拨款"), ("gov_funds", "政府性基金预算财政拨款"),
            ("state_capital", "国有资本经营预算财政拨款"),
        ):  # fmt: skip
            heads.append((word, [("小计", kind), ("基本支出", f"{kind}_basic"), ("项目支出", f"{kind}_project")]))
        return form, "财政拨款支出决算明细表", self._by_code(form, codes, heads, values, "经济分类科目编码")

    def _spent(self, form: str) -> int:
        return self.ledger.amounts.get((form, "total", "expenditure_total"), 0) or 0

    def _general_public_detail(self) -> tuple[str, str, Table]:
        form = "general_public_detail"
        both = {leaf: self.basic[leaf] + self.project[leaf] for leaf in self.leaves}
        sections = [code for code in _with_parents(sorted(_columns(both))) if len(code) == 5]
        if len(sections) > MOST_SECTIONS or self.dice.random() < 0.5:
            # a sheet has room for the classes only
            heads: list[tuple[str, list[tuple[str, str]]]] = [
                ("", [("合计", "expenditure_total"), *((NAMES[c], c) for c in sorted({s[:3] for s in sections}))])
            ]
        else:
            heads = [("", [("合计", "expenditure_total")])]
            for parent in dict.fromkeys(code[:3] for code in sections):
                own = [code for code in sections if code[:3] == parent]
                heads.append((NAMES[parent], [("小计", parent), *((NAMES[code], code) for code in own)]))
        values: dict[tuple[str, str], int | None] = {}
        for role in ("total", *self.ledger.rows[T07]):
            column: Counter[str] = Counter()
            for leaf in self.leaves:
                if role == "total" or leaf.startswith(role):
                    column += both[leaf]
            values[role, "expenditure_total"] = sum(column.values())
            for _, columns in heads:
                for _, measure in columns:
                    if measure.isdigit():
                        values[role, measure] = _sum_below(column, measure)
        return form, "一般公共预算财政拨款支出决算明细表", self._by_code(form, self.ledger.rows[T07], heads, values)

    def _general_public_project(self) -> tuple[str, str, Table]:
        form = "general_public_project"
        values = self._ledger_values(T07, ["project"])
        codes = [code for code in self.ledger.rows[T07] if values[code, "project"]]
        word = self.dice.choice(("项目支出", "金额", "合计"))
        return form, "一般公共预算财政拨款项目支出决算表", self._by_code(form, codes, [("", [(word, "project")])], values)

    def _project_by_class(self) -> tuple[str, str, Table]:
        """Codes and amounts in two blocks side by side."""
        form = "general_public_project"
        column = _columns(self.project)
        codes = _with_parents(sorted(code for code, amount in column.items() if amount)) or ["302", "30201"]
        half = (len(codes) + 1) // 2
        rows: list[list[Slot | str]] = []
        for left, right in zip(codes[:half], [*codes[half:], ""][:half], strict=True):
            row: list[Slot | str] = []
            for code in (left, right):
                if not code:
                    row += ["", "", Slot("", "amount")]
                    continue
                amount = _sum_below(column, code)
                row += [Slot(code, "left"), Slot(NAMES[code], "left"), self._slot(form, code, "amount", amount, NAMES[code], code)]
            rows.append(row)
        rows.append([
            Slot("合计"), LEFT, self._slot(form, "total", "amount", sum(column.values()), "合计"), "", "", Slot("", "amount"),
        ])  # fmt: skip
        header: list[list[Slot | str]] = [["科目编码", "科目名称", "决算数"] * 2]
        return form, "", build_table([0.95, 2.6, 1.1] * 2, header, rows)

    def _balances(self) -> dict[tuple[str, str], int | None]:
        """The balances of each item of the general public budget: all stand on its largest one."""
        amounts = self.ledger.amounts
        opening = amounts.get((T06, "opening_general_public", "amount"), 0) or 0
        closing = amounts.get((T06, "closing_balance", "general_public"), 0) or 0
        spent = {leaf: amounts.get((T07, leaf, "project"), 0) or 0 for leaf in self.leaves}
        holder = max(spent, key=lambda leaf: spent[leaf])
        values: dict[tuple[str, str], int | None] = {}
        for role in ("total", *self.ledger.rows[T07]):
            holds = role == "total" or holder.startswith(role)
            own = {m: amounts.get((T07, role, m), 0) or 0 for m in ("expenditure_total", "basic", "project")}
            own |= {"opening_balance": opening * holds, "closing_balance": closing * holds}
            own |= {"opening_project": own["opening_balance"], "opening_basic": 0, "closing_basic": 0}
            own |= {"closing_project": own["closing_balance"], "closing_carried": own["closing_balance"], "closing_left": 0}
            own["revenue_basic"] = own["basic"]
            own["revenue_project"] = own["project"] + own["closing_balance"] - own["opening_balance"]
            own["revenue"] = own["revenue_basic"] + own["revenue_project"]
            personnel = sum(
                amount for leaf in self.leaves if role == "total" or leaf.startswith(role)
                for code, amount in self.basic[leaf].items() if code[:3] in ("301", "303")
            )  # fmt: skip
            own |= {"basic_personnel": personnel, "basic_running": own["basic"] - personnel}
            values.update({(role, name): amount for name, amount in own.items()})
        return values

    def _stock(self) -> tuple[str, str, Table]:
        heads: Heads = [
            ("年初结转和结余", [("合计", "opening_balance"), ("基本支出结转", "opening_basic"), ("项目支出结转和结余", "opening_project")]),
            ("本年收入", [("合计", "revenue"), ("基本支出", "revenue_basic"), ("项目支出", "revenue_project")]),
            ("本年支出", [("合计", "expenditure_total"), ("基本支出", "basic"), ("项目支出", "project")]),
            ("年末结转和结余", [("合计", "closing_balance"), ("基本支出结转", "closing_basic"), ("项目支出结转和结余", "closing_project")]),
        ]  # fmt: skip
        return T07, "", self._by_code(T07, self.ledger.rows[T07], heads, self._balances(), "支出功能分类科目编码")

    def _projects(self) -> tuple[str, str, Table]:
        form = "project_revenue_expenditure"
        found = self._balances()
        codes = [c for c in self.ledger.rows[T07] if any(found[c, m] for m in ("project", "opening_project", "closing_project"))]
        names = {"opening_balance": "opening_project", "revenue": "revenue_project", "expenditure_total": "project",
                 "closing_balance": "closing_project"}  # fmt: skip
        values: dict[tuple[str, str], int | None] = {}
        parts = {"opening_balance": "opening", "revenue": "revenue", "expenditure_total": "expenditure", "closing_balance": "closing"}
        heads = []
        for measure, word in (
            ("opening_balance", "年初结转和结余"), ("revenue", "本年收入"), ("expenditure_total", "本年支出"),
            ("closing_balance", "年末结转和结余"),
        ):  # fmt: skip
            part = parts[measure]
            heads.append((word, [("合计", measure), ("财政拨款", f"{part}_appropriation"), ("其他资金", f"{part}_other")]))
            for role in ("total", *codes):
                values[role, measure] = values[role, f"{part}_appropriation"] = found[role, names[measure]]
                values[role, f"{part}_other"] = 0
        return form, "项目收入支出决算表", self._by_code(form, codes, heads, values)

    def _state_capital(self, form: str) -> tuple[str, str, Table]:
        measures = ["expenditure_total", "basic", "project"]
        values = self._ledger_values(T10, measures)
        words = [("合计", measures[0]), ("基本支出", measures[1]), ("项目支出", measures[2])]
        heads = [("本年支出", words)] if self.dice.random() < 0.5 else [("", words)]
        return form, "国有资本经营预算财政拨款支出决算表", self._by_code(form, self.ledger.rows[T10], heads, values)

    def _appropriation_by_function(self) -> tuple[str, str, Table]:
        form = "appropriation_by_function"
        codes = sorted({code for own in (T07, T09, T10) for code in self.ledger.rows[own]})
        measures = EXPENDITURE_MEASURES[:3]
        values: dict[tuple[str, str], int | None] = {
            (role, m): sum(self.ledger.amounts.get((own, role, m), 0) or 0 for own in (T07, T09, T10))
            for role in ("total", *codes) for m in measures
        }  # fmt: skip
        heads = [("", [("合计", measures[0]), ("基本支出", measures[1]), ("项目支出", measures[2])])]
        return form, "财政拨款支出决算表", self._by_code(form, codes, heads, values)

    def _basic_by_kind(self) -> tuple[str, str, Table]:
        column = _columns(self.basic)
        codes = _with_parents(sorted(code for code, amount in column.items() if amount))
        values: dict[tuple[str, str], int | None] = {}
        for role in ("total", *codes):
            amount = _sum_below(column, role)
            personnel = sum(own for code, own in column.items() if code[:3] in ("301", "303") and (role == "total" or code.startswith(role)))
            values |= {(role, "amount"): amount, (role, "basic_personnel"): personnel, (role, "basic_running"): amount - personnel}
        words = [("合计", "amount"), ("人员经费", "basic_personnel"), ("公用经费", "basic_running")]
        heads = [("本年支出", words)] if self.dice.random() < 0.5 else [("", words)]
        return T08, "一般公共预算财政拨款基本支出决算表", self._by_code(T08, codes, heads, values, "经济分类科目编码")

    # --- lists of things

    def _spending(self) -> dict[str, tuple[int | None, int | None]]:
        """Budget and actual of the three public expenses by role, zero where the account has none."""
        amounts = self.ledger.amounts
        return {
            role: (amounts.get((T11, role, "budget"), 0) or 0, amounts.get((T11, role, "actual"), 0) or 0)
            for role in ("total", "overseas_travel", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")
        }

    def _lines(self) -> list[tuple[str, str, int | None, int | None]]:
        """Label, role, budget, actual of the three public expenses; counts as whole numbers, negative roles none."""
        found = self._spending()
        names = (
            ("（一）支出合计", "total"), ("1．因公出国（境）费", "overseas_travel"), ("2．公务用车购置及运行维护费", "vehicles"),
            ("（1）公务用车购置费", "vehicle_purchase"), ("（2）公务用车运行维护费", "vehicle_running"), ("3．公务接待费", "hospitality"),
        )  # fmt: skip
        lines = [(label, "three_public_total" if role == "total" else role, *found[role]) for label, role in names]
        return [*lines, ("（1）国内接待费", "domestic_hospitality", None, found["hospitality"][1]), ("（2）国（境）外接待费", "foreign_hospitality", None, 0)]

    COUNTS = (
        ("1．因公出国（境）团组数（个）", "trips"), ("2．因公出国（境）人次数（人）", "travellers"),
        ("3．公务用车购置数（辆）", "vehicles_bought"), ("4．公务用车保有量（辆）", "vehicles_held"),
        ("5．国内公务接待批次（个）", "receptions"), ("6．国内公务接待人次（人）", "guests"),
    )  # fmt: skip
    ASSETS = (
        ("（一）车辆数合计（辆）", "cars_total"), ("1．主要领导干部用车", "cars_main_leaders"), ("2．机要通信用车", "cars_confidential"),
        ("3．应急保障用车", "cars_emergency"), ("4．执法执勤用车", "cars_enforcement"), ("5．其他用车", "cars_other"),
        ("（二）单价100万元（含）以上设备（台，套）", "equipment_large"),
    )  # fmt: skip

    def _count(self, form: str, role: str, number: int) -> Slot:
        return Slot(str(number), "amount", Figure(form, role, "actual", str(number), "count", "", ""))

    def _info_rows(self, form: str) -> list[tuple[list[Slot | str], list[Slot | str]]]:
        """Label with the cells of budget and actual."""
        rows = []
        for label, role, budget, actual in self._lines():
            rows.append(([Slot(label, "left")], [self._slot(form, role, "budget", budget), self._slot(form, role, "actual", actual)]))
        rows.append(([Slot("（二）相关统计数", "left")], [Slot("—"), Slot("—")]))
        for label, role in self.COUNTS:
            rows.append(([Slot(label, "left")], [Slot("—", "center", Figure(form, role, "budget", "—", "blank")), self._count(form, role, self.dice.choice((0, 1, 3, 26)))]))
        return rows

    def _agency_amounts(self) -> list[tuple[str, str, int | None]]:
        spent = self.ledger.amounts.get((T08, "running", "amount"), 0) or 0
        return [("二、机关运行经费", "agency_operating", spent), ("（一）行政单位", "agency_administrative", spent), ("（二）参照公务员法管理事业单位", "agency_public_servants", 0)]

    def _one_block(self, form: str, rows: list[tuple[list[Slot | str], list[Slot | str]]]) -> Table:
        header: list[list[Slot | str]] = [["项目", "行次", "预算数", "决算统计数"]]
        header.append(["栏次", "", "1", "2"])
        first: list[list[Slot | str]] = [[Slot("一、“三公”经费支出", "left"), Slot("1"), Slot("—"), Slot("—")]]
        body = first + [[*label, Slot(str(n)), *cells] for n, (label, cells) in enumerate(rows, start=2)]
        return build_table([3.2, 0.5, 1.2, 1.2], header, body)

    def _agency(self) -> tuple[str, str, Table]:
        form = "agency_information"
        rows = self._info_rows(form)
        for label, role, amount in self._agency_amounts():
            rows.append(([Slot(label, "left")], [Slot("", "amount", Figure(form, role, "budget", "", "blank")), self._slot(form, role, "actual", amount)]))
        return form, "", self._one_block(form, rows)

    def _three_public(self) -> tuple[str, str, Table]:
        form = "three_public_general_public"
        return form, "一般公共预算财政拨款“三公”经费情况表", self._one_block(form, self._info_rows(form))

    def _agency_two_blocks(self) -> tuple[str, str, Table]:
        form = "agency_information"
        left: list[list[Slot | str]] = [[*label, *cells] for label, cells in self._info_rows(form)]
        right: list[list[Slot | str]] = [
            [Slot(label, "left"), self._slot(form, role, "actual", amount)] for label, role, amount in self._agency_amounts()
        ]
        right.append([Slot("三、国有资产占用情况", "left"), Slot("—")])
        cars = [self.dice.choice((0, 1, 2)) for _ in self.ASSETS[1:-1]]
        numbers = [sum(cars), *cars, self.dice.choice((0, 2))]
        right += [[Slot(label, "left"), self._count(form, role, n)] for (label, role), n in zip(self.ASSETS, numbers, strict=True)]
        right.append([Slot("四、政府采购支出信息", "left"), Slot("—")])
        right += [[Slot(label, "left"), self._slot(form, role, "actual", amount)] for label, role, amount in self._bought()]
        size = max(len(left), len(right))
        left += [["", "", Slot("", "amount")]] * (size - len(left))
        right += [["", Slot("", "amount")]] * (size - len(right))
        body = [[*a[:1], Slot(str(n + 1)), *a[1:], *b[:1], Slot(str(size + n + 1)), *b[1:]] for n, (a, b) in enumerate(zip(left, right, strict=True))]
        header: list[list[Slot | str]] = [["项目", "行次", "预算数", "统计数", "项目", "行次", "统计数"]]
        return form, "", build_table([3.0, 0.5, 1.1, 1.1, 3.2, 0.5, 1.1], header, body)

    def _bought(self) -> list[tuple[str, str, int]]:
        bought = self.ledger.facts.procurement
        total = bought["goods"] + bought["works"] + bought["services"]
        return [
            ("（一）政府采购支出合计", "procurement", total), ("1．政府采购货物支出", "goods", bought["goods"]),
            ("2．政府采购工程支出", "works", bought["works"]), ("3．政府采购服务支出", "services", bought["services"]),
            ("（二）政府采购授予中小企业合同金额", "sme", bought["sme"]), ("其中：授予小微企业合同金额", "small_micro", bought["small_micro"]),
        ]  # fmt: skip

    def _procurement(self) -> tuple[str, str, Table]:
        form = "procurement_form"
        body: list[list[Slot | str]] = [[Slot(label, "left"), self._slot(form, role, "actual", amount)] for label, role, amount in self._bought()]
        return form, "政府采购情况表", build_table([3.4, 1.2], [["项目", "金额"]], body)

    def _three_public_meetings(self) -> tuple[str, str, Table]:
        """Items side by side, budget and actual below each other."""
        found = self._spending()
        meetings = {"meetings": (500_000_00, 430_000_00), "training": (300_000_00, 0)}
        roles = ("total", "overseas_travel", "hospitality", "vehicles", "vehicle_purchase", "vehicle_running", "meetings", "training")
        header: list[list[Slot | str]] = [
            ["项目", "一般公共预算财政拨款安排的“三公”经费", *[LEFT] * 5, "会议费", "培训费"],
            [UP, "小计", "因公出国（境）费用", "公务接待费", "公务用车购置及运行维护费", LEFT, LEFT, UP, UP],
            [UP, UP, UP, UP, "小计", "公务用车购置费", "公务用车运行维护费", UP, UP],
            ["栏次", *[str(n) for n in range(1, 9)]],
        ]
        body: list[list[Slot | str]] = []
        for word, measure, place in (("预算数", "budget", 0), ("决算数", "actual", 1)):
            both = found | meetings
            body.append([Slot(word), *[self._slot(T11, role, measure, both[role][place]) for role in roles]])
        return T11, "", build_table([1.0] * 9, header, body)

    def _summary_2016(self) -> tuple[str, str, Table]:
        amounts = self.ledger.amounts
        own = {role: amounts.get((T01, role, "amount"), 0) or 0 for role in SUMMARY_REVENUE}
        appropriation = sum(own[role] for role in SUMMARY_REVENUE[:3])
        left: list[tuple[str, str, int | None]] = [("一、财政拨款收入", "appropriation_revenue", appropriation), ("其中：政府性基金预算财政拨款", "gov_funds_revenue", own["gov_funds_revenue"])]
        for n, (role, label) in enumerate(list(zip(SUMMARY_REVENUE, SUMMARY_REVENUE_LABELS, strict=True))[3:], start=2):
            left.append((f"{numeral(n)}、{label}", role, own[role]))
        classes = [code for code in function_classes(24) if code not in ("223", "234")]
        right: list[tuple[str, str, int | None]] = [
            (f"{numeral(n)}、{OLD_NAMES.get(code, function_codes()[code][0])}", code, amounts.get((T01, code, "amount"), 0))
            for n, code in enumerate(classes, start=1)
        ]
        left += [("", "", None)] * (len(right) - len(left))
        for words, roles, side in (
            (("本年收入合计", "用事业基金弥补收支差额", "年初结转和结余", "总计"), ("revenue_total", "balance_used", "opening_balance", "grand_total_revenue"), left),
            (("本年支出合计", "结余分配", "年末结转和结余", "总计"), ("expenditure_total", "balance_distributed", "closing_balance", "grand_total_expenditure"), right),
        ):  # fmt: skip
            side += [(word, role, amounts.get((T01, role, "amount"), 0)) for word, role in zip(words, roles, strict=True)]
        rows: list[list[Slot | str]] = [
            [Slot(a[0], "left"), self._slot(T01, a[1], "amount", a[2], a[0]), Slot(b[0], "left"), self._slot(T01, b[1], "amount", b[2], b[0])]
            for a, b in zip(left, right, strict=True)
        ]
        header: list[list[Slot | str]] = [["收入", LEFT, "支出", LEFT], ["项目", "决算数", "项目（按功能分类）", "决算数"]]
        return T01, "", build_table([2.4, 1.1, 2.4, 1.1], header, rows)


def _transport(left: Mapping[str, int], right: Mapping[str, int]) -> dict[str, Counter[str]]:
    """Amounts of each left name over right names, so that both sums hold."""
    found: dict[str, Counter[str]] = {name: Counter() for name in left}
    rest = [[name, amount] for name, amount in right.items() if amount]
    for name, amount in left.items():
        while amount and rest:
            part = min(amount, int(rest[0][1]))
            found[name][str(rest[0][0])] += part
            amount -= part
            rest[0][1] = int(rest[0][1]) - part
            if not rest[0][1]:
                rest.pop(0)
    return found


def _cut(dice: random.Random, amount: int, names: Sequence[str]) -> dict[str, int]:
    """The amount in as many whole parts as there are names."""
    ends = sorted(dice.randrange(0, 101) for _ in names[1:])
    grains = amount // 10_000 if amount % 10_000 == 0 else amount
    size = 10_000 if amount % 10_000 == 0 else 1
    marks = [0, *(grains * end // 100 for end in ends), grains]
    return {name: (b - a) * size for name, (a, b) in zip(names, pairwise(marks), strict=True)}


def _columns(matrix: Mapping[str, Counter[str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for row in matrix.values():
        total.update(row)
    return total


def _sum_below(column: Mapping[str, int], role: str) -> int:
    return sum(amount for code, amount in column.items() if role == "total" or code.startswith(role))


def _with_parents(codes: Iterable[str]) -> list[str]:
    return sorted({code[:size] for code in codes for size in (3, 5) if len(code) >= size})
