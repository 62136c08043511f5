"""Shanghai: the municipal template."""

from __future__ import annotations

from collections.abc import Iterable

from ..ledger import T07, T09, T10, T11
from ..model import Section
from .teller import EXPENSES, REASON, Teller, basic_expenditure


def shanghai(t: Teller) -> Iterable[Section]:
    year, facts, name = t.year, t.ledger.facts, t.name
    before = f"与{year - 1}年度相比"
    why = f"。主要原因：{REASON}。"

    def changed(subject: str, now: int, then: int) -> str:
        change = t.change(now, then)
        return f"{subject}{change}。" if change == "持平" else f"{subject}{change}{why}"

    yield Section(f"第三部分 {name}{year}年度部门决算情况说明", level=0)
    yield Section("一、收入支出决算总体情况说明", (
        f"{name}{year}年度收入支出总计{t.money(t.total)}。{before}，"
        + changed("收入支出总计", t.total, facts.prior_total),
    ))
    yield Section("二、收入决算情况说明", (f"本年收入合计{t.money(t.received)}，其中：{t.sources()}。",))
    yield Section("三、支出决算情况说明", (f"本年支出合计{t.money(t.spent)}，其中：{t.uses()}。",))
    yield Section("四、财政拨款收入支出决算总体情况说明", (
        f"{name}{year}年度财政拨款收入支出总计{t.money(t.fiscal)}。{before}，"
        + changed("财政拨款收入支出总计", t.fiscal, facts.prior_appropriation),
    ))
    yield Section("五、一般公共预算财政拨款支出决算情况说明")
    yield Section("（一）一般公共预算财政拨款支出决算总体情况", (
        f"一般公共预算财政拨款支出{t.money(t.general)}，占本年支出合计的{t.share(t.general, t.spent)}。{before}，"
        + changed("一般公共预算财政拨款支出", t.general, facts.prior_general_public),
    ), level=2)
    yield Section("（二）一般公共预算财政拨款支出决算结构情况", (
        f"一般公共预算财政拨款支出{t.money(t.general)}，主要用于以下方面：{t.classes()}。",
    ), level=2)
    items = [
        f"{number}、{_item(t, code, f'主要用于：{REASON}的支出。')}"
        for number, code in enumerate(t.items, start=1)
    ]
    yield Section("（三）一般公共预算财政拨款支出决算具体情况", (
        f"一般公共预算财政拨款支出年初预算为{t.money(t.budget)}，支出决算为{t.money(t.general)}，"
        f"完成年初预算的{t.share(t.general, t.budget)}。{t.compared(t.general, t.budget)}其中：",
        *items,
    ), level=2)
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (basic_expenditure(t),))
    yield Section("七、财政拨款“三公”经费支出决算情况说明", () if T11 not in t.ledger.empty else (
        f"{name}{year}年度无“三公”经费财政拨款支出。",
    ))
    if T11 not in t.ledger.empty:
        yield Section("（一）“三公”经费财政拨款支出决算总体情况说明。", _shanghai_totals(t), level=2)
        yield Section("（二）“三公”经费财政拨款支出决算具体情况说明。", _shanghai_expenses(t), level=2)
    for number, form, budget in (("八", T09, "政府性基金预算"), ("九", T10, "国有资本经营预算")):
        yield Section(f"{number}、{budget}财政拨款收入支出决算情况说明", _shanghai_fund(t, form, budget))
    yield Section("十、预算绩效管理情况", (_shanghai_performance(t),))
    yield Section("十一、其他重要事项的情况说明")
    now, then = t.agency()
    yield Section("（一）机关运行经费支出情况", (
        f"机关运行经费支出{t.money(now)}，比{year - 1}年度{t.change(now, then)}。主要原因是{REASON}。",
    ), level=2)
    yield Section("（二）政府采购支出情况", _shanghai_procurement(t), level=2)
    yield Section("（三）国有资产占有使用情况说明", (
        f"截至{year}年12月31日，{name}共有车辆{facts.vehicles}辆，其中：{t.kinds_of_vehicles()}。"
        f"单价100万元（含）以上设备（不含车辆）{facts.vehicles % 3}台（套）。",
    ), level=2)
    yield Section("第四部分 名词解释", level=0)
    yield from t.glossary()


def _item(t: Teller, code: str, use: str = "", form: str = T07) -> str:
    budget = t.ledger.facts.item_budgets.get(code, 0) if form == T07 else t.fen(form, code, "expenditure_total")
    actual = t.fen(form, code, "expenditure_total")
    rate = t.choose(f"，完成年初预算的{t.share(actual, budget)}。", "。") if budget else "。"
    path = t.path(code, ("（类）", "（款）", "（项）"))
    return (
        f"{path}。{use}年初预算为{t.money(budget)}，支出决算为{t.money(actual)}{rate}"
        f"{t.compared(actual, budget)}"
    )


def _shanghai_totals(t: Teller) -> tuple[str, ...]:
    def rate(role: str) -> str:
        actual, budget = t.expense(role), t.expense(role, "budget")
        # the budgets of the parts stand on the form only, which may be in 元
        return f"，完成预算的{t.rate(actual, budget)}" if budget else ""

    parts = "；".join(
        f"{label}{t.choose('支出', '')}决算为{t.money(t.expense(role))}{rate(role)}"
        for role, label in EXPENSES.items()
    )
    changes = "；".join(
        f"{label}支出决算{change}" if change != "持平" else f"{label}支出决算与上一年度持平"
        for role, label in EXPENSES.items()
        for change in [t.change(t.expense(role), t.prior(role))]
    )
    actual, budget = t.expense("total"), t.expense("total", "budget")
    against = t.compared(actual, budget)
    whole = t.change(actual, t.prior("total"))
    told = (
        f"比{t.year - 1}年度{whole}" if whole != "持平" else f"与{t.year - 1}年度持平"
    )
    return (
        f"“三公”经费财政拨款支出年初预算为{t.money(budget)}，支出决算为{t.money(actual)}{rate('total')}，"
        f"其中：{parts}。{t.year}年度“三公”经费支出{against}",
        f"{t.year}年度“三公”经费财政拨款支出决算数{told}，其中：{changes}。"
        f"公务接待费支出变化的主要原因是{REASON}。",
    )


def _shanghai_expenses(t: Teller) -> tuple[str, ...]:
    actual, facts = t.expense("total"), t.ledger.facts
    shares = "；".join(
        f"{label}支出决算{t.money(t.expense(role))}，占{t.share(t.expense(role), actual)}"
        for role, label in EXPENSES.items()
    )
    groups, people = facts.trips if t.expense("overseas_travel") else (0, 0)
    times, guests = facts.guests if t.expense("hospitality") else (0, 0)
    stock = facts.vehicles
    return (
        f"“三公”经费财政拨款支出决算中，{shares}。具体情况如下：",
        f"1、因公出国（境）费支出{t.money(t.expense('overseas_travel'))}。全年安排因公出国（境）团组{groups}个、"
        f"累计{people}人次。开支内容包括：国际旅费、住宿费等。",
        f"2、公务用车购置及运行维护费支出{t.money(t.expense('vehicles'))}。其中：",
        f"公务用车购置支出为{t.money(t.expense('vehicle_purchase'))}。主要用于更新老旧车辆。",
        f"公务用车运行维护支出{t.money(t.expense('vehicle_running'))}。主要用于车辆燃料费、维修费、保险费等。"
        f"{t.year}年，{t.name}所属各预算单位开支财政拨款的公务用车保有量为{stock}辆。",
        f"3、公务接待费支出{t.money(t.expense('hospitality'))}。其中：",
        f"国内公务接待支出{t.money(t.expense('hospitality'))}（含外宾接待支出0.00万元）。主要用于接待来访考察，"
        f"公务接待{times}批次、{guests}人次，其中：接待外宾0批次、0人次。",
    )


def _shanghai_fund(t: Teller, form: str, budget: str) -> tuple[str, ...]:
    if form in t.ledger.empty:
        return (f"{t.name}{t.year}年度无{budget}财政拨款收入和支出。",)
    income, spent = (t.fen(form, "total", measure) for measure in ("revenue", "expenditure_total"))
    items = [
        f"{number}、{_item(t, code, f'主要用于：{REASON}的支出。', form)}"
        for number, code in enumerate((c for c in t.ledger.rows[form] if len(c) == 7), start=1)
    ]
    word = t.choose("支出", "支出收入") if form == T09 else "支出"
    return (f"{budget}财政拨款收入{t.money(income)}，{word}{t.money(spent)}，支出具体情况如下：", *items)


def _shanghai_performance(t: Teller) -> str:
    count = t.ledger.facts.projects
    good = min(count, t.dice.randint(0, 2))
    money = t.money(t.fen(T07, "total", "project"))
    problems = t.dice.randint(0, 4)
    solved = t.dice.randint(0, problems)
    return (
        f"{t.name}{t.year}年度预算绩效管理工作开展情况如下：本部门建立了如下预算绩效管理制度：《预算绩效管理办法》；"
        f"全过程绩效管理实施情况：编报绩效目标的{t.year}年度项目{count}个，涉及预算金额{money}；"
        f"绩效跟踪评价的{t.year}年度项目{count}个，涉及预算金额{money}；"
        f"绩效自评的{t.year}年度项目{count}个，涉及预算金额{money}，平均得分9{t.dice.randint(0, 9)}.50分"
        f"（其中，绩效评级为“优”的项目{count - good}个；绩效评级为“良”的项目{good}个；"
        "绩效评级为“合格”的项目0个；绩效评级为“不合格”的项目0个。"
        f"绩效自评中共发现问题{problems}个，已经完成整改的{solved}个，正在整改的{problems - solved}个）。"
    )


def _shanghai_procurement(t: Teller) -> tuple[str, ...]:
    total, goods, works, services = t.procurement()
    reserved, small = total // 3, total // 5
    return (
        f"{t.name}{t.year}年度政府采购金额（以合同签订为准）为{t.money(total)}，其中：货物采购金额{t.money(goods)}、"
        f"工程采购金额{t.money(works)}、服务采购金额{t.money(services)}。",
        f"{t.year}年度本部门面向中小企业预留政府采购项目预算金额{t.money(reserved)}，面向小微企业预留政府采购项目预算金额"
        f"{t.money(small)}。在面向中小企业预留的政府采购项目中，由中小企业供应商中标或成交的，采购金额{t.money(reserved)}；"
        f"在面向小微企业预留政府采购项目中，由小微企业供应商中标或成交的，采购金额{t.money(small)}；"
        f"在其他政府采购项目中，由中小企业供应商中标或成交的，采购金额{t.money(total // 4)}。",
    )
