"""Sichuan: no budgets of the items are printed, only their rates."""

from __future__ import annotations

from collections.abc import Iterable

from ..ledger import T07, T09, T10, T11
from ..model import Section
from .teller import EXPENSES, REASON, Teller, basic_expenditure, usual_procurement


def sichuan(t: Teller) -> Iterable[Section]:
    year, facts, name = t.year, t.ledger.facts, t.name
    yield Section(f"第二部分 {year}年度部门决算情况说明", level=0)
    yield Section("一、收入支出决算总体情况说明", (
        f"{year}年度收、支总计均为{t.money(t.total)}。与{year - 1}年度相比，收、支总计各"
        f"{t.change(t.total, facts.prior_total)}。主要变动原因是{REASON}。",
    ))
    yield Section("二、收入决算情况说明", (f"{year}年度本年收入合计{t.money(t.received)}，其中：{t.sources()}。",))
    yield Section("三、支出决算情况说明", (f"{year}年度本年支出合计{t.money(t.spent)}，其中：{t.uses()}。",))
    yield Section("四、财政拨款收入支出决算总体情况说明", (
        f"{year}年度财政拨款收、支总计均为{t.money(t.fiscal)}。与{year - 1}年度相比，财政拨款收、支总计各"
        f"{t.change(t.fiscal, facts.prior_appropriation)}。主要变动原因是{REASON}。",
    ))
    yield Section("五、一般公共预算财政拨款支出决算情况说明")
    yield Section("（一）一般公共预算财政拨款支出决算总体情况", (
        f"{year}年度一般公共预算财政拨款支出{t.money(t.general)}，占本年支出合计的{t.share(t.general, t.spent)}。"
        f"与{year - 1}年度相比，一般公共预算财政拨款支出{t.change(t.general, facts.prior_general_public)}。"
        f"主要变动原因是{REASON}。",
    ), level=2)
    yield Section("（二）一般公共预算财政拨款支出决算结构情况", (
        f"{year}年度一般公共预算财政拨款支出{t.money(t.general)}，主要用于以下方面：{t.classes('')}。",
    ), level=2)
    yield Section("（三）一般公共预算财政拨款支出决算具体情况", (
        f"{year}年度一般公共预算财政拨款支出决算数为{t.money(t.general)}，完成预算100.00%。其中：",
        *(f"{number}.{_sichuan_item(t, code)}" for number, code in enumerate(t.items, start=1)),
    ), level=2)
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (f"{year}年度{basic_expenditure(t)}",))
    if T11 in t.ledger.empty:
        yield Section("七、财政拨款“三公”经费支出决算情况说明", (f"{name}{year}年度无“三公”经费支出。",))
    else:
        yield Section("七、财政拨款“三公”经费支出决算情况说明")
        yield from _sichuan_expenses(t)
    for number, form, budget in (("八", T09, "政府性基金预算"), ("九", T10, "国有资本经营预算")):
        spent = t.money(t.fen(form, "total", "expenditure_total"))
        told = f"{name}{year}年度无{budget}财政拨款支出。" if form in t.ledger.empty else (
            f"{year}年度{budget}财政拨款支出{spent}。"
        )
        yield Section(f"{number}、{budget}支出决算情况说明", (told,))
    yield Section("十、其他重要事项的情况说明")
    now, then = t.agency()
    yield Section("（一）机关运行经费支出情况", (
        f"{year}年度，{name}机关运行经费支出{t.money(now)}，比{year - 1}年度{t.change(now, then)}。主要原因是{REASON}。",
    ), level=2)
    yield Section("（二）政府采购支出情况", (usual_procurement(t),), level=2)
    yield Section("（三）国有资产占有使用情况", (
        f"截至{year}年12月31日，{name}共有车辆{facts.vehicles}辆，其中：{t.kinds_of_vehicles()}。"
        f"单价100万元（含）以上专用设备{facts.vehicles}台（套）。",
    ), level=2)
    yield Section("第三部分 名词解释", level=0)
    yield from t.glossary()


def _sichuan_item(t: Teller, code: str) -> str:
    actual = t.fen(T07, code, "expenditure_total")
    path = t.path(code, ("（类）", "（款）", "（项）"))
    return f"{path}：支出决算为{t.money(actual)}，完成预算100.00%，决算数等于预算数。"


def _sichuan_expenses(t: Teller) -> Iterable[Section]:
    actual, budget, facts = t.expense("total"), t.expense("total", "budget"), t.ledger.facts
    change = t.change(actual, t.prior("total"))
    told = f"较上年度{change}" if change != "持平" else "较上年度持平"
    yield Section("（一）“三公”经费财政拨款支出决算总体情况说明", (
        f"{t.year}年度“三公”经费财政拨款支出决算为{t.money(actual)}，完成预算{t.rate(actual, budget)}，{told}。"
        f"{t.compared(actual, budget)}",
    ), level=2)
    shares = "；".join(
        f"{label}支出决算{t.money(t.expense(role))}，占{t.share(t.expense(role), actual)}"
        for role, label in EXPENSES.items()
    )
    lines = [f"{t.year}年度“三公”经费财政拨款支出决算中，{shares}。具体情况如下："]
    for number, (role, label) in enumerate(EXPENSES.items(), start=1):
        now, planned = t.expense(role), t.expense(role, "budget")
        rate = f"，完成预算{t.rate(now, planned)}" if planned else ""
        change = t.change(now, t.prior(role))
        told = f"{label}支出决算比{t.year - 1}年度{change}" if change != "持平" else (
            f"{label}支出决算与{t.year - 1}年度持平"
        )
        lines.append(f"{number}.{label}支出{t.money(now)}{rate}。{told}。")
    lines[2] += (
        f"其中：公务用车购置支出{t.money(t.expense('vehicle_purchase'))}。"
        f"截至{t.year}年12月31日，单位共有公务用车{facts.vehicles}辆。"
        f"公务用车运行维护费支出{t.money(t.expense('vehicle_running'))}。主要用于燃料费、维修费等支出。"
    )
    times, guests = facts.guests if t.expense("hospitality") else (0, 0)
    lines[3] += (
        f"其中：国内公务接待支出{t.money(t.expense('hospitality'))}，主要用于开展业务活动的用餐费等。"
        f"国内公务接待{times}批次，{guests}人次（不包括陪同人员），共计支出{t.money(t.expense('hospitality'))}。"
        "外事接待支出0.00万元，外事接待0批次，0人次，共计支出0.00万元。"
    )
    yield Section("（二）“三公”经费财政拨款支出决算具体情况说明", tuple(lines), level=2)
