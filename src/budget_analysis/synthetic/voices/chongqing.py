"""Chongqing: compared with 上年决算数 and 年初预算数."""

from __future__ import annotations

from collections.abc import Iterable

from ..ledger import T01, T07, T08, T09, T10, T11
from ..model import Section
from .teller import REASON, Teller, usual_procurement


def chongqing(t: Teller) -> Iterable[Section]:
    year, facts = t.year, t.ledger.facts
    then = "上年决算数"
    yield Section(f"第三部分 {year}年度部门决算情况说明", level=0)
    opening, used = t.fen(T01, "opening_balance"), t.fen(T01, "balance_used")
    closing = t.fen(T01, "closing_balance")
    yield Section("一、收入支出决算总体情况说明", (
        f"{year}年度收入总计{t.money(t.total)}，支出总计{t.money(t.total)}。收支较{then}"
        f"{t.change(t.total, facts.prior_total)}，主要原因是{REASON}。",
    ))
    yield Section("二、收入决算情况说明", (
        f"{year}年度收入合计{t.money(t.received)}。其中：{t.sources()}。此外，使用非财政拨款结余{t.money(used)}，"
        f"年初结转和结余{t.money(opening)}。",
    ))
    yield Section("三、支出决算情况说明", (
        f"{year}年度支出合计{t.money(t.spent)}。其中：{t.uses()}。此外，年末结转和结余{t.money(closing)}。",
    ))
    yield Section("四、财政拨款收入支出决算总体情况说明", (
        f"{year}年度财政拨款收、支总计{t.money(t.fiscal)}。与{year - 1}年相比，财政拨款收、支总计各"
        f"{t.change(t.fiscal, facts.prior_appropriation)}。主要原因是{REASON}。",
    ))
    yield Section("五、一般公共预算财政拨款支出决算情况说明")
    gap = t.change(t.general, t.budget)
    against = f"较年初预算数{gap}" if gap != "持平" else "与年初预算数持平"
    yield Section("（一）一般公共预算财政拨款支出决算总体情况", (
        f"{year}年度一般公共预算财政拨款支出{t.money(t.general)}，较{then}"
        f"{t.change(t.general, facts.prior_general_public)}。主要原因是{REASON}。"
        f"年初预算为{t.money(t.budget)}，支出{against}。",
    ), level=2)
    yield Section("（二）一般公共预算财政拨款支出决算结构情况", (
        f"{year}年度一般公共预算财政拨款支出主要用于以下几个方面：",
        *(
            f"（{number}）{t.ledger.names[code]}{t.money(amount)}，占{t.share(amount, t.general)}。"
            for number, code in enumerate((c for c in t.ledger.rows[T07] if len(c) == 3), start=1)
            for amount in [t.fen(T07, code, "expenditure_total")]
        ),
    ), level=2)
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (
        f"{year}年度一般公共财政拨款基本支出{t.money(t.fen(T07, 'total', 'basic'))}。其中："
        f"人员经费{t.money(t.fen(T08, 'personnel'))}，人员经费用途主要包括{t.economic_list(True)}。"
        f"公用经费{t.money(t.fen(T08, 'running'))}，公用经费用途主要包括{t.economic_list(False)}。",
    ))
    for number, form, budget in (("七", T09, "政府性基金预算"), ("八", T10, "国有资本经营预算")):
        if form in t.ledger.empty:
            told = f"本部门{year}年度无{budget}财政拨款收支。"
        else:
            told = (
                f"{year}年度{budget}财政拨款年初结转和结余{t.money(t.fen(form, 'total', 'opening_balance'))}，"
                f"年末结转和结余{t.money(t.fen(form, 'total', 'closing_balance'))}。"
                f"本年收入{t.money(t.fen(form, 'total', 'revenue'))}。"
                f"本年支出{t.money(t.fen(form, 'total', 'expenditure_total'))}。"
            )
        yield Section(f"{number}、{budget}财政拨款收入支出决算情况说明", (told,))
    yield Section("九、“三公”经费支出决算情况说明", _chongqing_expenses(t))
    yield Section("十、其他重要事项的情况说明")
    now, before = t.agency()
    yield Section("（一）机关运行经费支出情况", (
        f"{year}年度本部门机关运行经费支出{t.money(now)}，机关运行经费主要用于开支办公费、水费、电费等。"
        f"机关运行经费较{then}{t.change(now, before)}，主要原因是{REASON}。",
    ), level=2)
    yield Section("（二）国有资产占用情况", (
        f"截至{year}年12月31日，本部门共有车辆{facts.vehicles}辆，其中，{t.kinds_of_vehicles('，')}。"
        "单价100万元（含）以上设备（不含车辆）0台（套）。",
    ), level=2)
    yield Section("（三）政府采购支出情况", (usual_procurement(t),), level=2)
    yield Section("第四部分 名词解释", level=0)
    yield from t.glossary()


def _chongqing_expenses(t: Teller) -> tuple[str, ...]:
    if T11 in t.ledger.empty:
        return (f"{t.year}年度本部门未发生“三公”经费支出。",)
    actual, budget, facts = t.expense("total"), t.expense("total", "budget"), t.ledger.facts

    def gaps(role: str) -> str:
        now, planned, then = t.expense(role), t.expense(role, "budget"), t.prior(role)
        told = []
        for name, other in (("年初预算数", planned), ("上年支出数", then)):
            change = t.change(now, other)
            told.append(f"较{name}{change}" if change != "持平" else f"与{name}持平")
        return f"费用支出{told[0]}，主要原因是{REASON}。{told[1]}，主要原因是{REASON}。"

    lines = [
        f"{t.year}年度“三公”经费支出共计{t.money(actual)}，年初预算为{t.money(budget)}，"
        + gaps("total").removeprefix("费用支出"),
    ]
    for role, label in (
        ("overseas_travel", "因公出国（境）费用"),
        ("vehicle_purchase", "公务车购置费"),
        ("vehicle_running", "公务车运行维护费"),
        ("hospitality", "公务接待费"),
    ):
        lines.append(f"{label}支出{t.money(t.expense(role))}。")
    groups, people = facts.trips if t.expense("overseas_travel") else (0, 0)
    times, guests = facts.guests if t.expense("hospitality") else (0, 0)
    lines.append(
        f"{t.year}年度本部门因公出国（境）共计{groups}个团组，{people}人；公务用车购置0辆，"
        f"公务车保有量为{facts.vehicles}辆；国内公务接待{times}批次{guests}人，其中：国内外事接待0批次，0人；"
        "国（境）外公务接待0批次，0人。"
    )
    return tuple(lines)
