"""The wording of the two layouts themselves: the usual pattern, without turns of phrase to choose from."""

from __future__ import annotations

from collections.abc import Iterable

from ..ledger import T07, T08, T09, T10, T11
from ..model import Section
from .teller import Teller


def _structure_sentence(t: Teller) -> str:
    return f"一般公共预算财政拨款支出{t.money(t.general)}，主要用于以下方面：{t.classes('（类）支出')}。"


def _item_sentence(t: Teller, code: str, marks: tuple[str, str, str], begin: str) -> str:
    budget = t.ledger.facts.item_budgets.get(code, 0)
    actual = t.fen(T07, code, "expenditure_total")
    return (
        f"{begin}{t.path(code, marks)}。年初预算为{t.money(budget)}，"
        f"支出决算为{t.wan(actual)}万元，完成年初预算的{t.share(actual, budget)}，"
        f"{t.against_budget(actual, budget)}。"
    )


def _basic_sentence(t: Teller) -> str:
    personnel, running = t.fen(T08, "personnel"), t.fen(T08, "running")
    return (
        f"一般公共预算财政拨款基本支出{t.wan(personnel + running)}万元。其中："
        f"人员经费{t.wan(personnel)}万元，主要包括：{t.economic_list(True)}；"
        f"公用经费{t.wan(running)}万元，主要包括：{t.economic_list(False)}。"
    )


def _three_public_sentences(t: Teller) -> list[str]:
    facts = t.ledger.facts
    if T11 in t.ledger.empty:
        return [f"{t.name}{t.year}年度无“三公”经费财政拨款支出。"]
    budget, actual = (t.fen(T11, "total", measure) for measure in ("budget", "actual"))
    lines = [
        f"{t.year}年度“三公”经费财政拨款支出预算为{t.money(budget)}，支出决算为"
        f"{t.wan(actual)}万元，完成预算的{t.share(actual, budget)}，"
        f"{t.against_budget(actual, budget)}。"
    ]
    ends = {
        "overseas_travel": ("因公出国（境）费", "全年因公出国（境）团组{}个，累计{}人次。", facts.trips),
        "vehicles": ("公务用车购置及运行维护费", "年末公务用车保有量为{}辆。", (facts.vehicles,)),
        "hospitality": ("公务接待费", "国内公务接待{}批次，累计{}人次。", facts.guests),
    }
    for number, (role, (label, end, counts)) in enumerate(ends.items(), start=1):
        amount = t.fen(T11, role, "actual")
        counts = counts if amount else tuple(0 for _ in counts)
        before = facts.three_public_prior.get(role, 0)
        lines.append(
            f"（{number}）{label}支出决算为{t.wan(amount)}万元，占{t.share(amount, actual)}，"
            f"与{t.year - 1}年度相比{t.change(amount, before)}。{end.format(*counts)}"
        )
    return lines


def _procurement_sentences(t: Teller) -> list[str]:
    facts = t.ledger.facts.procurement
    goods, works, services = (facts[kind] for kind in ("goods", "works", "services"))
    total = goods + works + services
    return [
        f"{t.year}年度政府采购支出总额{t.money(total)}，其中：政府采购货物支出{t.wan(goods)}万元、"
        f"政府采购工程支出{t.wan(works)}万元、政府采购服务支出{t.wan(services)}万元。"
        f"授予中小企业合同金额{t.wan(facts['sme'])}万元，占政府采购支出总额的"
        f"{t.share(facts['sme'], total)}，其中：授予小微企业合同金额{t.wan(facts['small_micro'])}万元，"
        f"占授予中小企业合同金额的{t.share(facts['small_micro'], facts['sme'])}。"
    ]


def _vehicle_sentence(t: Teller) -> str:
    count = t.ledger.facts.vehicles
    return (
        f"截至{t.year}年12月31日，{t.name}共有车辆{count}辆，其中：主要领导干部用车0辆、"
        f"机要通信用车{min(count, 1)}辆、执法执勤用车{max(count - 1, 0)}辆、其他用车0辆。"
        "单价100万元以上设备（不含车辆）0台（套）。"
    )


def _budget_sentence(t: Teller, form: str, label: str) -> str:
    if form in t.ledger.empty:
        return f"{t.name}{t.year}年度无{label}财政拨款收入和支出。"
    received, spent = (t.fen(form, "total", m) for m in ("revenue", "expenditure_total"))
    return (
        f"{t.year}年度{label}财政拨款收入{t.wan(received)}万元，支出{t.wan(spent)}万元，"
        f"其中：基本支出{t.wan(t.fen(form, 'total', 'basic'))}万元，"
        f"项目支出{t.wan(t.fen(form, 'total', 'project'))}万元。"
    )


def _performance_sentence(t: Teller) -> str:
    money = t.fen(T07, "total", "project")
    return (
        f"根据预算绩效管理要求，{t.name}组织对{t.year}年度一般公共预算项目支出全面开展绩效自评，"
        f"共{t.ledger.facts.projects}个项目，涉及资金{t.wan(money)}万元，"
        f"占一般公共预算项目支出总额的{t.share(money, money)}。"
    )


def zhejiang_own(t: Teller) -> Iterable[Section]:
    year, facts = t.year, t.ledger.facts
    change = t.change(t.total, facts.prior_total)
    fiscal_change = t.change(t.fiscal, facts.prior_appropriation)
    general_change = t.change(t.general, facts.prior_general_public)
    reason = "主要原因是人员及项目经费调整"
    yield Section(f"三、{year}年度部门决算情况说明", level=0)
    yield Section(
        "（一）收入支出决算总体情况说明",
        (
            f"{year}年度收入总计{t.money(t.total)}，支出总计{t.money(t.total)}。"
            f"与{year - 1}年度相比，各{change}，{reason}。",
        ),
    )
    yield Section("（二）收入决算情况说明", (f"本年收入合计{t.money(t.received)}，其中：{t.sources(always=('appropriation',))}。",))
    yield Section("（三）支出决算情况说明", (f"本年支出合计{t.money(t.spent)}，其中：{t.uses(always=('basic', 'project'))}。",))
    yield Section(
        "（四）财政拨款收入支出决算总体情况说明",
        (
            f"{year}年度财政拨款收入总计{t.money(t.fiscal)}，支出总计{t.money(t.fiscal)}，"
            f"与{year - 1}年相比，各{fiscal_change}，{reason}。",
        ),
    )
    yield Section("（五）一般公共预算财政拨款支出决算情况说明")
    yield Section(
        "1.一般公共预算财政拨款支出决算总体情况。",
        (
            f"{year}年度一般公共预算财政拨款支出{t.money(t.general)}，占本年支出合计的"
            f"{t.share(t.general, t.spent)}。与{year - 1}年度相比，"
            f"一般公共预算财政拨款支出{general_change}，{reason}。",
        ),
        level=2,
    )
    yield Section("2.一般公共预算财政拨款支出决算结构情况。", (_structure_sentence(t),), level=2)
    yield Section(
        "3.一般公共预算财政拨款支出决算具体情况。",
        (
            f"{year}年度一般公共预算财政拨款支出年初预算为{t.money(t.budget)}，支出决算为"
            f"{t.money(t.general)}，完成年初预算的{t.share(t.general, t.budget)}。其中：",
            *(_item_sentence(t, code, ("(类)", "(款)", "(项)"), "") for code in t.items),
        ),
        level=2,
    )
    yield Section("（六）一般公共预算财政拨款基本支出决算情况说明", (_basic_sentence(t),))
    yield Section(
        "（七）政府性基金预算财政拨款支出决算总体情况说明", (_budget_sentence(t, T09, "政府性基金预算"),)
    )
    yield Section(
        "（八）国有资本经营预算财政拨款支出决算总体情况说明",
        (_budget_sentence(t, T10, "国有资本经营预算"),),
    )
    yield Section("（九）财政拨款“三公”经费支出决算情况说明", tuple(_three_public_sentences(t)))
    yield Section("（十）机关运行经费支出说明", ("本部门不是行政机关，上下年无机关运行经费支出。",))
    yield Section("（十一）政府采购支出说明", tuple(_procurement_sentences(t)))
    yield Section("（十二）国有资产占有使用情况说明", (_vehicle_sentence(t),))
    yield Section("（十三）预算绩效情况说明", (_performance_sentence(t),))
    yield Section("四、名词解释", level=0)
    yield from t.glossary()


def mof_own(t: Teller) -> Iterable[Section]:
    year, facts, name = t.year, t.ledger.facts, t.name
    change = t.change(t.total, facts.prior_total)
    fiscal_change = t.change(t.fiscal, facts.prior_appropriation)
    general_change = t.change(t.general, facts.prior_general_public)
    reason = "主要原因：项目支出调整"
    yield Section(f"第三部分 {name}{year}年度部门决算情况说明", level=0)
    yield Section(
        "一、收入支出决算总体情况说明",
        (
            f"{name}{year}年度收入支出总计{t.money(t.total)}。与{year - 1}年度相比，"
            f"收入支出总计{change}。{reason}。",
        ),
    )
    yield Section("二、收入决算情况说明", (f"本年收入合计{t.money(t.received)}，其中：{t.sources(always=('appropriation',))}。",))
    yield Section("三、支出决算情况说明", (f"本年支出合计{t.money(t.spent)}，其中：{t.uses(always=('basic', 'project'))}。",))
    yield Section(
        "四、财政拨款收入支出决算总体情况说明",
        (
            f"{name}{year}年度财政拨款收入支出总计{t.money(t.fiscal)}。与{year - 1}年度相比，"
            f"财政拨款收入支出总计{fiscal_change}。{reason}。",
        ),
    )
    yield Section("五、一般公共预算财政拨款支出决算情况说明")
    yield Section(
        "（一）一般公共预算财政拨款支出决算总体情况",
        (
            f"一般公共预算财政拨款支出{t.money(t.general)}，占本年支出合计的"
            f"{t.share(t.general, t.spent)}。与{year - 1}年度相比，"
            f"一般公共预算财政拨款支出{general_change}。{reason}。",
        ),
        level=2,
    )
    yield Section("（二）一般公共预算财政拨款支出决算结构情况", (_structure_sentence(t),), level=2)
    yield Section(
        "（三）一般公共预算财政拨款支出决算具体情况",
        (
            f"一般公共预算财政拨款支出年初预算为{t.money(t.budget)}，支出决算为{t.money(t.general)}，"
            f"完成年初预算的{t.share(t.general, t.budget)}。其中：",
            *(
                _item_sentence(t, code, ("（类）", "（款）", "（项）"), f"{number}、")
                for number, code in enumerate(t.items, start=1)
            ),
        ),
        level=2,
    )
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (_basic_sentence(t),))
    yield Section("七、财政拨款“三公”经费支出决算情况说明", tuple(_three_public_sentences(t)))
    yield Section(
        "八、政府性基金预算财政拨款收入支出决算情况说明", (_budget_sentence(t, T09, "政府性基金预算"),)
    )
    yield Section(
        "九、国有资本经营预算财政拨款收入支出决算情况说明",
        (_budget_sentence(t, T10, "国有资本经营预算"),),
    )
    yield Section("十、预算绩效管理情况", (_performance_sentence(t),))
    yield Section("十一、其他重要事项的情况说明")
    yield Section("（一）机关运行经费支出情况", (f"{name}{year}年度无机关运行经费支出。",), level=2)
    yield Section("（二）政府采购支出情况", tuple(_procurement_sentences(t)), level=2)
    yield Section("（三）国有资产占有使用情况说明", (_vehicle_sentence(t),), level=2)
    yield Section("第四部分 名词解释", level=0)
    yield from t.glossary()
