"""Zhejiang: the provincial template."""

from __future__ import annotations

from collections.abc import Iterable

from ..ledger import T06, T07, T08, T09, T10, T11
from ..model import Section
from ..words import Words
from .teller import EXPENSES, REASON, Teller


def zhejiang(t: Teller) -> Iterable[Section]:
    year, facts, name = t.year, t.ledger.facts, t.name
    why = f"主要原因是{REASON}"
    yield Section(f"三、{year}年度部门决算情况说明", level=0)
    yield Section("（一）收入支出决算总体情况说明", (
        f"{year}年度收入总计{t.money(t.total)}，支出总计{t.money(t.total)}。与{year - 1}年度相比，各"
        f"{t.change(t.total, facts.prior_total)}，{why}。",
    ))
    yield Section("（二）收入决算情况说明", (
        f"本年收入合计{t.money(t.received)}，包括：{t.sources()}。",
    ))
    yield Section("（三）支出决算情况说明", (f"本年支出合计{t.money(t.spent)}，其中：{t.uses()}。",))
    yield Section("（四）财政拨款收入支出决算总体情况说明", (
        f"{year}年度财政拨款收入总计{t.money(t.fiscal)}，支出总计{t.money(t.fiscal)}，与{year - 1}年相比，各"
        f"{t.change(t.fiscal, facts.prior_appropriation)}，{why}。",
        *_zhejiang_budget(t),
    ))
    yield Section("（五）一般公共预算财政拨款支出决算情况说明")
    yield Section("1.一般公共预算财政拨款支出决算总体情况。", (
        f"{year}年度一般公共预算财政拨款支出{t.money(t.general)}，占本年支出合计的{t.share(t.general, t.spent)}。"
        f"与{year - 1}年度相比，一般公共预算财政拨款支出{t.change(t.general, facts.prior_general_public)}，{why}。",
    ), level=2)
    yield Section("2.一般公共预算财政拨款支出决算结构情况。", (
        f"{year}年度一般公共预算财政拨款支出{t.money(t.general)}，主要用于以下方面：",
        f"{t.classes('（类）支出', '。')}。",
    ), level=2)
    yield Section("3.一般公共预算财政拨款支出决算具体情况。", (
        f"{year}年度一般公共预算财政拨款支出年初预算为{t.money(t.budget)}，支出决算为{t.money(t.general)}，"
        f"完成年初预算的{t.share(t.general, t.budget)}，{why}。其中：",
        *(_zhejiang_item(t, code) for code in t.items),
    ), level=2)
    yield Section("（六）一般公共预算财政拨款基本支出决算情况说明", (
        f"{year}年度一般公共预算财政拨款基本支出{t.money(t.fen(T07, 'total', 'basic'))}，其中：",
        f"人员经费{t.money(t.fen(T08, 'personnel'))}，主要包括：{t.economic_list(True)}。",
        f"公用经费{t.money(t.fen(T08, 'running'))}，主要包括：{t.economic_list(False)}。",
    ))
    for number, form, budget in (("七", T09, "政府性基金预算"), ("八", T10, "国有资本经营预算")):
        if form in t.ledger.empty:
            told: tuple[str, ...] = (f"本部门{year}年度无{budget}财政拨款收支安排，故无相关数据。",)
        else:
            told = _zhejiang_fund(t, form, budget)
        yield Section(f"（{number}）{budget}财政拨款支出决算总体情况说明", told)
    yield Section("（九）财政拨款“三公”经费支出决算情况说明", () if T11 not in t.ledger.empty else (
        f"本部门{year}年度无“三公”经费预算财政拨款收支安排，故无相关数据。",
    ))
    if T11 not in t.ledger.empty:
        yield from _zhejiang_expenses(t)
    now, then = t.agency()
    yield Section("（十）机关运行经费支出说明", (
        f"{year}年度{name}本级及所属单位机关运行经费支出{t.money(now)}，比{year - 1}年度{t.change(now, then)}，{why}。",
    ))
    yield Section("（十一）政府采购支出说明", (_zhejiang_procurement(t),))
    yield Section("（十二）国有资产占有使用情况说明", (
        f"截至{year}年12月31日，{name}共有车辆{facts.vehicles}辆，其中：{t.kinds_of_vehicles()}。"
        f"单价100万元以上设备（不含车辆）{facts.vehicles}台（套）。",
    ))
    yield Section("（十三）预算绩效情况说明", (
        f"根据预算绩效管理要求，{name}组织对{year}年度一般公共预算项目支出全面开展绩效自评，其中：一级项目2个，"
        f"二级项目{facts.projects}个，共涉及资金{t.money(t.fen(T07, 'total', 'project'))}，"
        "占一般公共预算项目支出总额的100.00%。",
    ))
    yield Section("四、名词解释", level=0)
    yield from t.glossary()


def _zhejiang_budget(t: Teller) -> tuple[str, ...]:
    """The budget of all appropriations, where the funds have none of their own."""
    if {T09, T10} - t.ledger.empty:
        return ()
    spent = t.fen(T06, "expenditure_total", "total")
    return (
        f"财政拨款支出年初预算数{t.money(t.budget)}，完成年初预算的{t.share(spent, t.budget)}，主要原因是{REASON}。",
    )


def _zhejiang_item(t: Teller, code: str) -> str:
    budget, actual = t.ledger.facts.item_budgets.get(code, 0), t.fen(T07, code, "expenditure_total")
    path = t.path(code, ("(类)", "(款)", "(项)"))
    rate = f"，完成年初预算的{t.share(actual, budget)}" if budget else ""
    return f"{path}年初预算为{t.money(budget)}，支出决算为{t.money(actual)}{rate}，{t.compared(actual, budget)}"


def _zhejiang_fund(t: Teller, form: str, budget: str) -> tuple[str, ...]:
    stocks = {
        "年初结转和结余": "opening_balance", "本年收入": "revenue",
        "本年支出": "expenditure_total", "年末结转和结余": "closing_balance",
    }  # fmt: skip
    told = "，".join(f"{label}{t.money(t.fen(form, 'total', m))}" for label, m in stocks.items())
    items = (
        f"{t.path(code, ('（类）', '（款）', '（项）'))}支出决算为{t.money(t.fen(form, code, 'expenditure_total'))}，"
        f"主要用于{REASON}的支出。"
        for code in t.ledger.rows[form]
        if len(code) == 7
    )
    return (f"{t.year}年度{budget}财政拨款{told}。具体情况如下：", *items)


def _zhejiang_expenses(t: Teller) -> Iterable[Section]:
    year, facts = t.year, t.ledger.facts
    actual, budget = t.expense("total"), t.expense("total", "budget")
    yield Section("1.“三公”经费财政拨款支出决算总体情况说明。", (
        f"{year}年度“三公”经费财政拨款支出全年预算为{t.money(budget)}，支出决算为{t.money(actual)}，"
        f"完成全年预算的{t.share(actual, budget)}，{year}年度“三公”经费支出{t.compared(actual, budget, '全年预算数')}",
    ), level=2)
    parts = []
    for role, label in EXPENSES.items():
        change = t.change(t.expense(role), t.prior(role))
        told = "持平" if change == "持平" else f"，{change}"
        parts.append(
            f"{label}支出决算为{t.money(t.expense(role))}，占{t.share(t.expense(role), actual)}。"
            f"与{year - 1}年度相比{told}，主要原因是{REASON}"
        )

    def of(label: str, role: str, more: str = "") -> str:
        now, planned = t.expense(role), t.expense(role, "budget")
        rate = f"，完成全年预算的{t.share(now, planned)}" if planned else ""
        return (
            f"{label}全年预算为{t.money(planned)}，支出决算为{t.money(now)}{more}{rate}，"
            f"{t.compared(now, planned, '全年预算数')}"
        )

    groups, people = facts.trips if t.expense("overseas_travel") else (0, 0)
    times, guests = facts.guests if t.expense("hospitality") else (0, 0)
    abroad = times // 3
    spent = Words.rounded(t.expense("hospitality"))
    foreign = spent // 4 // 10_000 * 10_000
    yield Section("2.“三公”经费财政拨款支出决算具体情况说明。", (
        f"{year}年度“三公”经费财政拨款支出决算中，{'；'.join(parts)}。具体情况如下：",
        f"（1）{of('因公出国（境）费', 'overseas_travel')}"
        f"全年使用财政拨款支出涉及因公出国（境）团组{groups}个，累计{people}人次。",
        f"（2）{of('公务用车购置及运行维护费', 'vehicles')}",
        f"{of('公务用车购置费', 'vehicle_purchase', '（含购置税等附加费用）')}",
        f"{of('公务用车运行维护费', 'vehicle_running')}"
        f"截至{year}年12月31日，财政拨款开支的公务用车保有量为{facts.vehicles}辆。",
        f"（3）{of('公务接待费', 'hospitality')}国内公务接待{times}批次，累计{guests}人次。其中：",
        f"外事接待支出{t.money(foreign)}，接待{abroad}批次，累计{guests // 3}人次。",
        f"其他国内公务接待支出{t.money(spent - foreign)}，接待{times - abroad}批次，累计{guests - guests // 3}人次。",
    ), level=2)


def _zhejiang_procurement(t: Teller) -> str:
    """By kind, so that the amounts of the kinds times their rates make the amount of all."""
    total, goods, works, services = t.procurement()
    rates = {"货物": (goods, 30), "工程": (works, 40), "服务": (services, 20)}
    sme = sum(Words.rounded(part * rate // 100) for part, rate in rates.values())
    small = sme // 2 // 10_000 * 10_000
    by_kind = "，".join(
        f"{kind}采购授予中小企业合同金额占{kind}支出金额的{t.share(part * rate // 100, part)}"
        for kind, (part, rate) in rates.items()
    )
    return (
        f"{t.year}年度政府采购支出总额{t.money(total)}，其中：政府采购货物支出{t.money(goods)}、"
        f"政府采购工程支出{t.money(works)}、政府采购服务支出{t.money(services)}。"
        f"授予中小企业合同金额{t.money(sme)}，占政府采购支出总额的{t.share(sme, total)}，其中："
        f"授予小微企业合同金额{t.money(small)}，占授予中小企业合同金额的{t.share(small, sme)}。{by_kind}。"
    )
