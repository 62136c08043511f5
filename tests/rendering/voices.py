"""How offices of other places tell the same account: sentences in the usual order of each place.

The two layouts have a wording of their own (`prose.py`). Here are others, each for the layout whose
forms it goes with. A voice tells the ledger's own figures, so that every statement holds; which of
several turns of phrase it takes is drawn by the account.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .ledger import REVENUE_MEASURES, T01, T02, T05, T06, T07, T08, T09, T10, T11, Ledger
from .model import Section
from .words import SOURCES, USES, Words, two_decimals

VEHICLE_KINDS = (
    "部级领导干部用车", "主要领导干部用车", "机要通信用车", "应急保障用车", "执法执勤用车",
    "特种专业技术用车", "离退休干部用车", "其他用车",
)  # fmt: skip
EXPENSES = {
    "overseas_travel": "因公出国（境）费",
    "vehicles": "公务用车购置及运行维护费",
    "hospitality": "公务接待费",
}
REASON = "按实际工作需要安排"


@dataclass(frozen=True)
class Teller(Words):
    """A ledger's figures as words, with dice for the turns of phrase."""

    dice: random.Random

    def choose(self, *options: str) -> str:
        return self.dice.choice(options)

    # --- totals ----------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        return self.fen(T01, "grand_total_revenue")

    @property
    def fiscal(self) -> int:
        return self.fen(T06, "grand_total_expenditure", "total")

    @property
    def general(self) -> int:
        return self.fen(T07, "total", "expenditure_total")

    @property
    def spent(self) -> int:
        return self.fen(T05, "total", "expenditure_total")

    @property
    def received(self) -> int:
        return self.fen(T02, "total", "revenue_total")

    @property
    def budget(self) -> int:
        return sum(self.ledger.facts.item_budgets.values())

    def money(self, fen: int) -> str:
        return f"{self.wan(fen)}万元"

    # --- lists -----------------------------------------------------------------------------------

    def sources(self, join: str = "；") -> str:
        parts = [
            f"{label}{self.money(amount)}，占{self.share(amount, self.received)}"
            for label, measure in zip(SOURCES, REVENUE_MEASURES[1:], strict=True)
            if (amount := self.fen(T02, "total", measure))
        ]
        return join.join(parts)

    def uses(self, join: str = "；") -> str:
        parts = [
            f"{label}{self.money(amount)}，占{self.share(amount, self.spent)}"
            for measure, label in USES.items()
            if (amount := self.fen(T05, "total", measure))
        ]
        return join.join(parts)

    def classes(self, mark: str = "（类）", join: str = "；") -> str:
        parts = [
            f"{self.ledger.names[code]}{mark}{self.money(amount)}，占{self.share(amount, self.general)}"
            for code in self.ledger.rows[T07]
            if len(code) == 3 and (amount := self.fen(T07, code, "expenditure_total"))
        ]
        return join.join(parts)

    def kinds_of_vehicles(self, mark: str = "、") -> str:
        count = self.ledger.facts.vehicles
        numbers = dict.fromkeys(VEHICLE_KINDS, 0)
        for _ in range(count):
            numbers[self.dice.choice(VEHICLE_KINDS)] += 1
        return mark.join(f"{kind}{number}辆" for kind, number in numbers.items())

    def rate(self, part: int, whole: int) -> str:
        """A percentage of the unrounded amounts."""
        return two_decimals(Fraction(part * 100, whole) if whole else Fraction(0)) + "%"

    # --- shared sentences ------------------------------------------------------------------------

    def compared(self, actual: int, budget: int, name: str = "预算数") -> str:
        if self.wan(actual) == self.wan(budget):
            return self.choose(f"决算数与{name}持平。", f"决算数等于{name}。")
        word = "大于" if actual > budget else "小于"
        return f"决算数{word}{name}的主要原因{self.choose('：', '是')}{REASON}。"

    def agency(self) -> tuple[int, int]:
        """Agency operating expenses of this year and the year before; a part of the running costs."""
        now = self.fen(T08, "running") * 4 // 5 // 10_000 * 10_000
        return now, now * self.dice.choice((9, 11)) // 10 // 10_000 * 10_000

    def procurement(self) -> tuple[int, int, int, int]:
        facts = self.ledger.facts.procurement
        goods, works, services = (facts[kind] for kind in ("goods", "works", "services"))
        parts = [Words.rounded(part) for part in (goods, works, services)]
        return (sum(parts), *parts)

    def expense(self, role: str, measure: str = "actual") -> int:
        return self.fen(T11, role, measure)

    def prior(self, role: str) -> int:
        """Of the three expenses the year before: totals are the sums of their printed parts."""
        priors = self.ledger.facts.three_public_prior
        parts = {"total": tuple(EXPENSES)}.get(role, (role,))
        return sum(Words.rounded(priors.get(part, 0)) for part in parts)


def tell(ledger: Ledger, voice: str) -> tuple[Section, ...]:
    """The explanations of the account in this voice, after the forms."""
    teller = Teller(ledger, random.Random(f"{voice} {ledger.department} {ledger.year}"))
    return tuple(VOICES[voice](teller))


# --- Shanghai: the municipal template ------------------------------------------------------------


def _shanghai(t: Teller) -> Iterable[Section]:
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
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (_basic(t),))
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


def _basic(t: Teller) -> str:
    personnel, running = t.fen(T08, "personnel"), t.fen(T08, "running")
    return (
        f"一般公共预算财政拨款基本支出{t.money(personnel + running)}。其中：人员经费{t.money(personnel)}，"
        f"主要包括：{t.economic_list(True)}；公用经费{t.money(running)}，主要包括：{t.economic_list(False)}。"
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


# --- central departments --------------------------------------------------------------------------


def _central(t: Teller) -> Iterable[Section]:
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
        f"{name}{year}年度{_basic(t)}",
    ))
    yield Section("七、政府性基金预算财政拨款收入支出决算情况说明", (_central_fund(t, T09, "政府性基金预算"),))
    yield Section("八、国有资本经营预算财政拨款收入支出决算情况说明", (_central_fund(t, T10, "国有资本经营预算"),))
    yield Section("九、财政拨款“三公”经费支出决算情况说明", _central_expenses(t))
    yield Section("十、其他重要事项的情况说明")
    now, then = t.agency()
    yield Section("（一）机关运行经费支出情况。", (
        f"{name}{year}年度机关运行经费支出{t.money(now)}，比{year - 1}年{t.change(now, then)}，主要原因是{REASON}。",
    ), level=2)
    yield Section("（二）政府采购支出情况。", (_usual_procurement(t),), level=2)
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


def _usual_procurement(t: Teller) -> str:
    total, goods, works, services = t.procurement()
    sme = Words.rounded(t.ledger.facts.procurement["sme"])
    small = Words.rounded(t.ledger.facts.procurement["small_micro"])
    whole = t.choose("授予中小企业合同金额", "政府采购支出总额")
    return (
        f"{t.name}{t.year}年度政府采购支出总额{t.money(total)}，其中：政府采购货物支出{t.money(goods)}、"
        f"政府采购工程支出{t.money(works)}、政府采购服务支出{t.money(services)}。"
        f"授予中小企业合同金额{t.money(sme)}，占政府采购支出总额的{t.share(sme, total)}，"
        f"其中：授予小微企业合同金额{t.money(small)}，占{whole}的"
        f"{t.share(small, sme if whole.startswith('授予') else total)}。"
    )


# --- Sichuan --------------------------------------------------------------------------------------


def _sichuan(t: Teller) -> Iterable[Section]:
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
    yield Section("六、一般公共预算财政拨款基本支出决算情况说明", (f"{year}年度{_basic(t)}",))
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
    yield Section("（二）政府采购支出情况", (_usual_procurement(t),), level=2)
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


# --- Chongqing ------------------------------------------------------------------------------------


def _chongqing(t: Teller) -> Iterable[Section]:
    year, facts, name = t.year, t.ledger.facts, t.name
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
    yield Section("（三）政府采购支出情况", (_usual_procurement(t),), level=2)
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


# --- Zhejiang: the provincial template --------------------------------------------------------------


def _zhejiang(t: Teller) -> Iterable[Section]:
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
            told = (f"本部门{year}年度无{budget}财政拨款收支安排，故无相关数据。",)
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


VOICES: Mapping[str, Callable[[Teller], Iterable[Section]]] = {
    "shanghai": _shanghai,
    "central": _central,
    "sichuan": _sichuan,
    "chongqing": _chongqing,
    "zhejiang": _zhejiang,
}
LAYOUTS: Mapping[str, str] = {"zhejiang": "zhejiang"}
"""The layout that a voice goes with, where it is not that of the Ministry of Finance."""
