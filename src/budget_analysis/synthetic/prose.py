"""The sections around the forms: their sentences state the account's own figures, exactly.

The wording follows the usual pattern of the two layouts; amounts are in 万元 without separators,
rates are rounded half up from the printed amounts.
"""

from __future__ import annotations

from collections.abc import Iterable

from .ledger import REVENUE_MEASURES, T01, T02, T05, T06, T07, T08, T09, T10, T11, Ledger
from .model import Section, Slot, Table, build_table
from .voices import tell
from .words import SOURCES, USES, Words


def front_sections(ledger: Ledger, layout: str) -> tuple[Section, ...]:
    """Duties and units, before the forms."""
    words = Words(ledger)
    duties = "承担本辖区相关行业的管理和服务工作，拟订有关规划并组织实施，指导下属单位开展业务活动。"
    units = "、".join(ledger.units)
    if layout == "zhejiang":
        return (
            Section("一、概况", level=0),
            Section("（一）部门职责", (f"（1）{duties}", "（2）负责上级交办的其他工作。")),
            Section(
                "（二）机构设置",
                (
                    f"从预算单位构成看，{words.name}部门决算包括：{units}。",
                    f"纳入{words.name}{words.year}年度部门决算编制范围的预算单位共{len(ledger.units)}个。",
                ),
            ),
        )
    return (
        Section(f"第一部分 {words.name}概况", level=0),
        Section("一、主要职能", (f"{words.name}{duties}", "负责上级交办的其他工作。")),
        Section(
            "二、部门决算单位构成",
            (
                f"从预算单位构成看，{words.name}部门决算包括：本级决算和下属单位决算。",
                f"纳入{words.name}{words.year}年度部门决算编制范围的单位包括：",
                _unit_table(ledger.units),
            ),
        ),
    )


def sections(ledger: Ledger, layout: str, voice: str = "") -> tuple[Section, ...]:
    """The explanations of the account and the glossary, after the forms."""
    if voice:
        return tell(ledger, voice)
    words = Words(ledger)
    if layout == "zhejiang":
        return tuple(_zhejiang(words))
    return tuple(_mof(words))


def _unit_table(units: Iterable[str]) -> Table:
    rows: list[list[Slot | str]] = [
        [Slot(str(i + 1)), Slot(unit, "left"), ""] for i, unit in enumerate(units)
    ]
    return build_table([0.6, 3.0, 1.0], [["序号", "单位名称", "备注"]], rows)


def _revenue_sentence(words: Words) -> str:
    total = words.fen(T02, "total", "revenue_total")
    parts = [
        f"{label}{words.wan(amount)}万元，占{words.share(amount, total)}"
        for label, measure in zip(SOURCES, REVENUE_MEASURES[1:], strict=True)
        if (amount := words.fen(T02, "total", measure)) or measure == "appropriation"
    ]
    return f"本年收入合计{words.wan(total)}万元，其中：{'；'.join(parts)}。"


def _expenditure_sentence(words: Words) -> str:
    total = words.fen(T05, "total", "expenditure_total")
    parts = [
        f"{label}{words.wan(amount)}万元，占{words.share(amount, total)}"
        for measure, label in USES.items()
        if (amount := words.fen(T05, "total", measure)) or measure in ("basic", "project")
    ]
    return f"本年支出合计{words.wan(total)}万元，其中：{'；'.join(parts)}。"


def _structure_sentence(words: Words) -> str:
    total = words.fen(T07, "total", "expenditure_total")
    parts = [
        f"{words.ledger.names[code]}（类）支出{words.wan(amount)}万元，占{words.share(amount, total)}"
        for code in words.ledger.rows[T07]
        if len(code) == 3 and (amount := words.fen(T07, code, "expenditure_total"))
    ]
    return f"一般公共预算财政拨款支出{words.wan(total)}万元，主要用于以下方面：{'；'.join(parts)}。"


def _item_sentence(words: Words, code: str, marks: tuple[str, str, str], begin: str) -> str:
    budget = words.ledger.facts.item_budgets.get(code, 0)
    actual = words.fen(T07, code, "expenditure_total")
    return (
        f"{begin}{words.path(code, marks)}。年初预算为{words.wan(budget)}万元，"
        f"支出决算为{words.wan(actual)}万元，完成年初预算的{words.share(actual, budget)}，"
        f"{words.against_budget(actual, budget)}。"
    )


def _basic_sentence(words: Words) -> str:
    personnel, running = words.fen(T08, "personnel"), words.fen(T08, "running")
    return (
        f"一般公共预算财政拨款基本支出{words.wan(personnel + running)}万元。其中："
        f"人员经费{words.wan(personnel)}万元，主要包括：{words.economic_list(True)}；"
        f"公用经费{words.wan(running)}万元，主要包括：{words.economic_list(False)}。"
    )


def _three_public_sentences(words: Words) -> list[str]:
    facts = words.ledger.facts
    if T11 in words.ledger.empty:
        return [f"{words.name}{words.year}年度无“三公”经费财政拨款支出。"]
    budget, actual = (words.fen(T11, "total", measure) for measure in ("budget", "actual"))
    lines = [
        f"{words.year}年度“三公”经费财政拨款支出预算为{words.wan(budget)}万元，支出决算为"
        f"{words.wan(actual)}万元，完成预算的{words.share(actual, budget)}，"
        f"{words.against_budget(actual, budget)}。"
    ]
    ends = {
        "overseas_travel": ("因公出国（境）费", "全年因公出国（境）团组{}个，累计{}人次。", facts.trips),
        "vehicles": ("公务用车购置及运行维护费", "年末公务用车保有量为{}辆。", (facts.vehicles,)),
        "hospitality": ("公务接待费", "国内公务接待{}批次，累计{}人次。", facts.guests),
    }
    for number, (role, (label, end, counts)) in enumerate(ends.items(), start=1):
        amount = words.fen(T11, role, "actual")
        counts = counts if amount else tuple(0 for _ in counts)
        before = facts.three_public_prior.get(role, 0)
        lines.append(
            f"（{number}）{label}支出决算为{words.wan(amount)}万元，占{words.share(amount, actual)}，"
            f"与{words.year - 1}年度相比{words.change(amount, before)}。{end.format(*counts)}"
        )
    return lines


def _procurement_sentences(words: Words) -> list[str]:
    facts = words.ledger.facts.procurement
    goods, works, services = (facts[kind] for kind in ("goods", "works", "services"))
    total = goods + works + services
    return [
        f"{words.year}年度政府采购支出总额{words.wan(total)}万元，其中：政府采购货物支出{words.wan(goods)}万元、"
        f"政府采购工程支出{words.wan(works)}万元、政府采购服务支出{words.wan(services)}万元。"
        f"授予中小企业合同金额{words.wan(facts['sme'])}万元，占政府采购支出总额的"
        f"{words.share(facts['sme'], total)}，其中：授予小微企业合同金额{words.wan(facts['small_micro'])}万元，"
        f"占授予中小企业合同金额的{words.share(facts['small_micro'], facts['sme'])}。"
    ]


def _vehicle_sentence(words: Words) -> str:
    count = words.ledger.facts.vehicles
    return (
        f"截至{words.year}年12月31日，{words.name}共有车辆{count}辆，其中：主要领导干部用车0辆、"
        f"机要通信用车{min(count, 1)}辆、执法执勤用车{max(count - 1, 0)}辆、其他用车0辆。"
        "单价100万元以上设备（不含车辆）0台（套）。"
    )


def _budget_sentence(words: Words, form: str, label: str) -> str:
    if form in words.ledger.empty:
        return f"{words.name}{words.year}年度无{label}财政拨款收入和支出。"
    received, spent = (words.fen(form, "total", m) for m in ("revenue", "expenditure_total"))
    return (
        f"{words.year}年度{label}财政拨款收入{words.wan(received)}万元，支出{words.wan(spent)}万元，"
        f"其中：基本支出{words.wan(words.fen(form, 'total', 'basic'))}万元，"
        f"项目支出{words.wan(words.fen(form, 'total', 'project'))}万元。"
    )


def _performance_sentence(words: Words) -> str:
    money = words.fen(T07, "total", "project")
    return (
        f"根据预算绩效管理要求，{words.name}组织对{words.year}年度一般公共预算项目支出全面开展绩效自评，"
        f"共{words.ledger.facts.projects}个项目，涉及资金{words.wan(money)}万元，"
        f"占一般公共预算项目支出总额的{words.share(money, money)}。"
    )


def _totals(words: Words) -> tuple[str, str, str]:
    """The three comparisons with the year before, as both layouts state them."""
    facts = words.ledger.facts
    total = words.fen(T01, "grand_total_revenue")
    appropriation = words.fen(T06, "grand_total_expenditure", "total")
    general = words.fen(T07, "total", "expenditure_total")
    return (
        words.change(total, facts.prior_total),
        words.change(appropriation, facts.prior_appropriation),
        words.change(general, facts.prior_general_public),
    )


def _zhejiang(words: Words) -> Iterable[Section]:
    year, facts = words.year, words.ledger.facts
    change, fiscal_change, general_change = _totals(words)
    total = words.fen(T01, "grand_total_revenue")
    fiscal = words.fen(T06, "grand_total_expenditure", "total")
    general = words.fen(T07, "total", "expenditure_total")
    budget = sum(facts.item_budgets.values())
    reason = "主要原因是人员及项目经费调整"
    yield Section(f"三、{year}年度部门决算情况说明", level=0)
    yield Section(
        "（一）收入支出决算总体情况说明",
        (
            f"{year}年度收入总计{words.wan(total)}万元，支出总计{words.wan(total)}万元。"
            f"与{year - 1}年度相比，各{change}，{reason}。",
        ),
    )
    yield Section("（二）收入决算情况说明", (_revenue_sentence(words),))
    yield Section("（三）支出决算情况说明", (_expenditure_sentence(words),))
    yield Section(
        "（四）财政拨款收入支出决算总体情况说明",
        (
            f"{year}年度财政拨款收入总计{words.wan(fiscal)}万元，支出总计{words.wan(fiscal)}万元，"
            f"与{year - 1}年相比，各{fiscal_change}，{reason}。",
        ),
    )
    yield Section("（五）一般公共预算财政拨款支出决算情况说明")
    yield Section(
        "1.一般公共预算财政拨款支出决算总体情况。",
        (
            f"{year}年度一般公共预算财政拨款支出{words.wan(general)}万元，占本年支出合计的"
            f"{words.share(general, words.fen(T05, 'total', 'expenditure_total'))}。与{year - 1}年度相比，"
            f"一般公共预算财政拨款支出{general_change}，{reason}。",
        ),
        level=2,
    )
    yield Section("2.一般公共预算财政拨款支出决算结构情况。", (_structure_sentence(words),), level=2)
    yield Section(
        "3.一般公共预算财政拨款支出决算具体情况。",
        (
            f"{year}年度一般公共预算财政拨款支出年初预算为{words.wan(budget)}万元，支出决算为"
            f"{words.wan(general)}万元，完成年初预算的{words.share(general, budget)}。其中：",
            *(_item_sentence(words, code, ("(类)", "(款)", "(项)"), "") for code in words.items),
        ),
        level=2,
    )
    yield Section("（六）一般公共预算财政拨款基本支出决算情况说明", (_basic_sentence(words),))
    yield Section(
        "（七）政府性基金预算财政拨款支出决算总体情况说明", (_budget_sentence(words, T09, "政府性基金预算"),)
    )
    yield Section(
        "（八）国有资本经营预算财政拨款支出决算总体情况说明",
        (_budget_sentence(words, T10, "国有资本经营预算"),),
    )
    yield Section("（九）财政拨款“三公”经费支出决算情况说明", tuple(_three_public_sentences(words)))
    yield Section("（十）机关运行经费支出说明", ("本部门不是行政机关，上下年无机关运行经费支出。",))
    yield Section("（十一）政府采购支出说明", tuple(_procurement_sentences(words)))
    yield Section("（十二）国有资产占有使用情况说明", (_vehicle_sentence(words),))
    yield Section("（十三）预算绩效情况说明", (_performance_sentence(words),))
    yield Section("四、名词解释", level=0)
    yield from words.glossary()


def _mof(words: Words) -> Iterable[Section]:
    year, facts, name = words.year, words.ledger.facts, words.name
    change, fiscal_change, general_change = _totals(words)
    total = words.fen(T01, "grand_total_revenue")
    fiscal = words.fen(T06, "grand_total_expenditure", "total")
    general = words.fen(T07, "total", "expenditure_total")
    budget = sum(facts.item_budgets.values())
    reason = "主要原因：项目支出调整"
    yield Section(f"第三部分 {name}{year}年度部门决算情况说明", level=0)
    yield Section(
        "一、收入支出决算总体情况说明",
        (
            f"{name}{year}年度收入支出总计{words.wan(total)}万元。与{year - 1}年度相比，"
            f"收入支出总计{change}。{reason}。",
        ),
    )
    yield Section("二、收入决算情况说明", (_revenue_sentence(words),))
    yield Section("三、支出决算情况说明", (_expenditure_sentence(words),))
    yield Section(
        "四、财政拨款收入支出决算总体情况说明",
        (
            f"{name}{year}年度财政拨款收入支出总计{words.wan(fiscal)}万元。与{year - 1}年度相比，"
            f"财政拨款收入支出总计{fiscal_change}。{reason}。",
        ),
    )
    yield Section("五、一般公共预算财政拨款支出决算情况说明")
    yield Section(
        "（一）一般公共预算财政拨款支出决算总体情况",
        (
            f"一般公共预算财政拨款支出{words.wan(general)}万元，占本年支出合计的"
            f"{words.share(general, words.fen(T05, 'total', 'expenditure_total'))}。与{year - 1}年度相比，"
            f"一般公共预算财政拨款支出{general_change}。{reason}。",
        ),
        level=2,
    )
    yield Section("（二）一般公共预算财政拨款支出决算结构情况", (_structure_sentence(words),), level=2)
    yield Section(
        "（三）一般公共预算财政拨款支出决算具体情况",
        (
            f"一般公共预算财政拨款支出年初预算为{words.wan(budget)}万元，支出决算为{words.wan(general)}万元，"
            f"完成年初预算的{words.share(general, budget)}。其中：",
            *(
                _item_sentence(words, code, ("（类）", "（款）", "（项）"), f"{number}、")
                for number, code in enumerate(words.items, start=1)
            ),
        ),
        level=2,
    )
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (_basic_sentence(words),))
    yield Section("七、财政拨款“三公”经费支出决算情况说明", tuple(_three_public_sentences(words)))
    yield Section(
        "八、政府性基金预算财政拨款收入支出决算情况说明", (_budget_sentence(words, T09, "政府性基金预算"),)
    )
    yield Section(
        "九、国有资本经营预算财政拨款收入支出决算情况说明",
        (_budget_sentence(words, T10, "国有资本经营预算"),),
    )
    yield Section("十、预算绩效管理情况", (_performance_sentence(words),))
    yield Section("十一、其他重要事项的情况说明")
    yield Section("（一）机关运行经费支出情况", (f"{name}{year}年度无机关运行经费支出。",), level=2)
    yield Section("（二）政府采购支出情况", tuple(_procurement_sentences(words)), level=2)
    yield Section("（三）国有资产占有使用情况说明", (_vehicle_sentence(words),), level=2)
    yield Section("第四部分 名词解释", level=0)
    yield from words.glossary()
