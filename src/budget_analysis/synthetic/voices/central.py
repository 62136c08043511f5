"""Central departments."""

from __future__ import annotations

from collections.abc import Iterable

from ..ledger import T07, T09, T10, T11
from ..model import Section
from .teller import EXPENSES, REASON, Teller, basic_expenditure, usual_procurement


def central(t: Teller) -> Iterable[Section]:
    year, facts, name = t.year, t.ledger.facts, t.name
    yield Section(f"第三部分 {year}年度部门决算情况说明", level=0)
    yield Section("一、收入支出决算总体情况说明", (
        f"{name}{year}年度收、支总计{t.choose('', '均为')}{t.money(t.total)}。与{year - 1}年度相比，"
        f"收、支总计{_each(t, t.total, facts.prior_total)}，主要原因：{REASON}。",
    ))
    yield Section("二、收入决算情况说明", (
        f"{name}{year}年度本年收入合计{t.money(t.received)}，其中：{t.sources()}。",
    ))
    yield Section("三、支出决算情况说明", (
        f"{name}{year}年度本年支出合计{t.money(t.spent)}，其中：{t.uses()}。",
    ))
    yield Section("四、财政拨款收入支出决算总体情况说明", (
        f"{name}{year}年度财政拨款收、支总计{t.choose('', '均为')}{t.money(t.fiscal)}。与{year - 1}年度相比，"
        f"财政拨款收、支总计{_each(t, t.fiscal, facts.prior_appropriation)}。主要原因：{REASON}。",
    ))
    yield Section("五、一般公共预算财政拨款支出决算情况说明")
    yield Section("（一）一般公共预算财政拨款支出决算总体情况。", (
        f"{name}{year}年度一般公共预算财政拨款支出{t.money(t.general)}，占本年支出合计的"
        f"{t.share(t.general, t.spent)}。与{year - 1}年度相比，一般公共预算财政拨款支出"
        f"{t.change(t.general, facts.prior_general_public)}。主要原因：{REASON}。",
    ), level=2)
    yield Section("（二）一般公共预算财政拨款支出决算结构情况。", (
        f"{name}{year}年度一般公共预算财政拨款支出{t.money(t.general)}，主要用于以下方面：{t.classes('（类）支出')}。",
    ), level=2)
    yield Section("（三）一般公共预算财政拨款支出决算具体情况。", (
        f"{name}{year}年度一般公共预算财政拨款支出年初预算为{t.money(t.budget)}，支出决算为{t.money(t.general)}，"
        f"完成年初预算的{t.share(t.general, t.budget)}。其中：",
        *(f"{number}．{_central_item(t, code)}" for number, code in enumerate(t.items, start=1)),
    ), level=2)
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (
        f"{name}{year}年度{basic_expenditure(t)}",
    ))
    yield Section("七、政府性基金预算财政拨款收入支出决算情况说明", (_central_fund(t, T09, "政府性基金预算"),))
    yield Section("八、国有资本经营预算财政拨款收入支出决算情况说明", (_central_fund(t, T10, "国有资本经营预算"),))
    yield Section("九、财政拨款“三公”经费支出决算情况说明", _central_expenses(t))
    yield Section("十、其他重要事项的情况说明")
    now, then = t.agency()
    yield Section("（一）机关运行经费支出情况。", (
        f"{name}{year}年度机关运行经费支出{t.money(now)}，比{year - 1}年{t.change(now, then)}，主要原因是{REASON}。",
    ), level=2)
    yield Section("（二）政府采购支出情况。", (usual_procurement(t),), level=2)
    yield Section("（三）国有资产占用情况。", (
        f"截至{year}年12月31日，{name}共有车辆{facts.vehicles}辆，其中，{t.kinds_of_vehicles()}。"
        f"单价100万元（含）以上设备（不含车辆）{facts.vehicles}台（套）。",
    ), level=2)
    yield Section("第四部分 名词解释", level=0)
    yield from t.glossary()


def _each(t: Teller, now: int, then: int) -> str:
    change = t.change(now, then)
    return change if change == "持平" else t.choose("各", "均", "") + change


def _central_item(t: Teller, code: str) -> str:
    budget, actual = t.ledger.facts.item_budgets.get(code, 0), t.fen(T07, code, "expenditure_total")
    path = t.path(code, ("（类）", "（款）", "（项）"))
    rate = f"，完成年初预算的{t.share(actual, budget)}" if budget else ""
    against = t.compared(actual, budget, t.choose("年初预算数", "预算数"))
    return f"{path}。年初预算为{t.money(budget)}，支出决算为{t.money(actual)}{rate}，{against}"


def _central_fund(t: Teller, form: str, budget: str) -> str:
    if form in t.ledger.empty:
        return f"本部门{t.year}年度没有{budget}财政拨款收入，也没有使用{budget}财政拨款安排的支出。"
    spent, basic, project = (t.fen(form, "total", m) for m in ("expenditure_total", "basic", "project"))
    return (
        f"{t.name}{t.year}年度{budget}财政拨款本年收入{t.money(t.fen(form, 'total', 'revenue'))}，"
        f"本年支出{t.money(spent)}，其中：基本支出{t.money(basic)}，项目支出{t.money(project)}。"
    )


def _central_expenses(t: Teller) -> tuple[str, ...]:
    if T11 in t.ledger.empty:
        return (f"本部门{t.year}年度没有财政拨款“三公”经费支出。",)
    actual, budget = t.expense("total"), t.expense("total", "budget")
    facts = t.ledger.facts
    lines = [
        f"{t.name}{t.year}年度财政拨款“三公”经费支出预算为{t.money(budget)}，支出决算为{t.money(actual)}，"
        f"完成预算的{t.share(actual, budget)}，{t.compared(actual, budget)}"
    ]
    for number, (role, label) in enumerate(EXPENSES.items(), start=1):
        now, planned = t.expense(role), t.expense(role, "budget")
        rate = f"，完成预算的{t.share(now, planned)}" if planned else ""
        change = t.change(now, t.prior(role))
        told = f"比{t.year - 1}年度{change}" if change != "持平" else f"与{t.year - 1}年度持平"
        lines.append(
            f"{number}．{label}预算为{t.money(planned)}，支出决算为{t.money(now)}{rate}；支出决算{told}。"
        )
    lines[2] += (
        f"其中：公务用车购置费支出{t.money(t.expense('vehicle_purchase'))}，"
        f"公务用车运行维护费支出{t.money(t.expense('vehicle_running'))}。"
        f"截至{t.year}年12月31日，公务用车保有量为{facts.vehicles}辆。"
    )
    times, guests = facts.guests if t.expense("hospitality") else (0, 0)
    lines[3] += f"{t.year}年共接待国内来访团组{times}个、来宾{guests}人次（不包括陪同人员）。"
    return tuple(lines)
