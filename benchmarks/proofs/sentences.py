"""What the prose certainly states about the forms and about its own numbers: a few plain patterns.

A pattern that could be read in two ways is not here. Each number, word and name becomes a slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .forms import Forms
from .paper import Text
from .slots import Before, Compared, Growth, Known, Listed, Same, SameWay, Sum, Weighted, folded
from .told import Prior, Told

N = r"(\d[\d,]*(?:\.\d+)?)"
M, R = N + "万元", N + "[%％]"
FOR = "[为:：]?"
SOURCES = {"财政拨款收入": "fiscal", "上级补助收入": "higher", "事业收入": "service", "经营收入": "business",
           "附属单位上缴收入": "affiliate", "其他收入": "other"}  # fmt: skip
USES = {"基本支出": "basic", "项目支出": "project", "上缴上级支出": "higher", "经营支出": "business",
        "对附属单位补助支出": "affiliate"}  # fmt: skip
EXPENSES = {"因公出国[（(]境[）)]费用?": "overseas", "公务用车购置及运行维护费(?!的)": "vehicles",
            "公务用车购置费": "purchase", "公务用车运行维护费": "running", "公务接待费": "hospitality"}  # fmt: skip
BUDGET = "(?:年初|全年)?预算数?"
_ITEM = re.compile(
    r"([一-鿿]{3,40}?)[（(]类[）)]([一-鿿、]{2,40}?)[（(]款[）)]([一-鿿（）、]{2,40}?)[（(]项[）)]"
)


def read_prose(text: Text, forms: Forms) -> Told:
    told = Told(text, forms)
    for read in (_totals, _shares, _general, _items, _basic, _expenses, _hospitality, _expense_changes, _procurement,
                 _vehicles, _projects, _graded, _changes, _budget_gap, _years):  # fmt: skip
        read(told)
    return told


def _find(told: Told, pattern: str) -> Iterator[re.Match[str]]:
    return re.finditer(pattern, told.text.text)


def _totals(told: Told) -> None:
    cell = told.forms.cell
    sources = {"T01": ("total", "uses"), "T06": ("total", "uses")}
    for found in _find(told, rf"(财政拨款)?(?:收入总计{M}[，,]支出总计{M}|收入支出总计{M}|收、支总计(?:均为)?{M})"):
        form = "T06" if found[1] else "T01"
        column = "total" if found[1] else "amount"
        left, right = cell(form, sources[form][0], "amount"), cell(form, sources[form][1], column)
        for group, which in ((2, left), (3, right), (4, left), (5, left)):
            told.same(f"N01.{form}", told.slot(found, group, "money"), which)
    for found in _find(told, rf"本年收入合计{FOR}{M}"):
        told.same("N03", told.slot(found, 1, "money"), cell("T03", "total", "total"))
    for found in _find(told, rf"本年支出合计{FOR}{M}"):
        told.same("N04", told.slot(found, 1, "money"), cell("T05", "total", "total"))


def _shares(told: Told) -> None:
    """The parts of revenue and of expenditure with their shares, each in its own sentence."""
    for begin, form, parts in (("本年收入合计", "T03", SOURCES), ("本年支出合计", "T05", USES)):
        for found in _find(told, rf"{begin}{FOR}{M}[^。]*。"):
            total = told.slot(found, 1, "money")
            amounts = []
            for label, column in parts.items():
                part = re.search(rf"(?<![一-鿿]){label}{M}(?:（[^）]*）)?[，,]占(?:收入合计|支出合计)?{R}", found[0])
                if part:
                    amount = told.slot(part, 1, "money", found.start())
                    told.same(f"{form}.{column}", amount, told.forms.cell(form, "total", column))
                    told.rate(f"share.{form}.{column}", told.slot(part, 2, "rate", found.start()), amount, total)
                    amounts.append(amount)
            told.sum(f"sum.{form}", total, amounts)


def _general(told: Told) -> None:
    cell = told.forms.cell
    spent = cell("T07", "total", "total")
    for found in _find(told, rf"一般公共预算财政拨款支出{FOR}{M}(?:[，,]占本年支出合计的{R})?"):
        amount = told.slot(found, 1, "money")
        told.same("N06", amount, spent)
        told.rate("N06.share", told.slot(found, 2, "rate"), amount, cell("T05", "total", "total"))
    classes = {told.forms.label("T07", row): row for row in told.forms.rows("T07") if len(row) == 3}
    classes |= {name.removesuffix("支出"): row for name, row in classes.items()}
    for found in _find(told, rf"(?<=[。；：:、“）])([一-鿿、]{{3,20}}?)[”\"]?(?:（类）)?(?:支出)?{M}[，,]占{R}"):
        if found[1] in classes:
            amount = told.slot(found, 2, "money")
            told.same("N07", amount, cell("T07", classes[found[1]], "total"))
            told.rate("N07.share", told.slot(found, 3, "rate"), amount, spent)
    for found in _find(told, rf"一般公共预算财政拨款支出年初预算{FOR}{M}[，,]支出决算{FOR}{M}[，,]完成年初预算的{R}"):
        amounts = [told.slot(found, group, "money") for group in (1, 2)]
        told.same("N08.total", amounts[1], spent)
        told.rate("N08.total.rate", told.slot(found, 3, "rate"), amounts[1], amounts[0])


def _items(told: Told) -> None:
    """Paragraphs of items: the path names a row of the form; budget, outturn, rate, word."""
    label = told.forms.label
    items = [row for row in told.forms.rows("T07") if len(row) == 7 and row.isdigit()]
    paths = {"".join(label("T07", row[:n]) for n in (3, 5, 7)): row for row in items}
    budgets: list[str | None] = []
    text = told.text.text
    found_items = list(_ITEM.finditer(text))
    for number, found in enumerate(found_items):
        names = [told.slot(found, group, "name") for group in (1, 2, 3)]
        row = paths.get(folded(found[1] + found[2] + found[3]))
        end = found_items[number + 1].start() if number + 1 < len(found_items) else found.end() + 200
        after = found.end(), min(end, found.end() + 400)
        figures = re.compile(
            rf"[”\"]?[。：:，,]?(?:{M}[，,。])?(?:主要用于[：:]?[^。]*。)?(?:年初预算数?{FOR}[\d.,]+万元[，,](?=全年预算))?"
            rf"(?:{BUDGET}{FOR}{M}[，,])?支出决算数?{FOR}{M}(?:[，,]完成{BUDGET}的{R})?"
            rf"(?:[，,。]决算数(大于|小于|等于){BUDGET})?"
        ).match(text, found.end(), after[1])
        if not row or not figures:
            continue
        if all(names):
            told.relations.append(Known(f"path/{row}", tuple(n for n in names if n), frozenset(paths)))
        first, budget, actual = (told.slot(figures, group, "money") for group in (1, 2, 3))
        for amount in (first, actual):
            told.same(f"N08.1.{row}", amount, told.forms.cell("T07", row, "total"))
        told.rate(f"N08.2.{row}", told.slot(figures, 4, "rate"), actual, budget)
        _compare(told, figures, 5, actual, budget)
        budgets.append(budget)
    total = re.search(rf"一般公共预算财政拨款支出年初预算{FOR}{M}", text)
    whole = told.slot(total, 1, "money") if total else None
    own = [budget for budget in budgets if budget]
    if whole and len(own) == len(items):  # an item that spent nothing may not be told: no more than a bound
        told.relations.append(Sum(f"N08.3/{whole}", (*own, whole), (*[1] * len(own), -1), True))


def _compare(told: Told, found: re.Match[str], group: int, actual: str | None, budget: str | None) -> None:
    word = told.slot(found, group, "word")
    if word and actual and budget:
        told.relations.append(Compared(f"N08.4/{word}", (word, actual, budget)))


def _basic(told: Told) -> None:
    cell = told.forms.cell
    basic = rf"基本支出{FOR}{M}[，,。]?其中[：:][，,]?人员经费{M}[^。]*?[。；][^。]{{0,2}}公用经费{M}"
    for found in re.finditer(basic, told.text.text):
        slots = [told.slot(found, group, "money") for group in (1, 2, 3)]
        told.same("N09.basic", slots[0], cell("T07", "total", "basic"))
        told.same("N09.personnel", slots[1], cell("T08", "personnel", "amount"))
        told.same("N09.running", slots[2], cell("T08", "running", "amount"))
        told.sum("N09.sum", slots[0], slots[1:])
    labels = {row: told.forms.label("T08", row) for row in told.forms.rows("T08") if len(row) == 5}
    counted = list(labels.values())
    for begin, is_personnel in (("人员经费", True), ("公用经费", False)):
        sides = {row: (row[:3] in ("301", "303")) == is_personnel for row in labels}
        amounts = tuple(
            (name, str(cell("T08", row, "amount")))
            for row, name in labels.items()
            if sides[row] and counted.count(name) == 1 and cell("T08", row, "amount")
        )
        others = frozenset(name for row, name in labels.items() if not sides[row] and counted.count(name) == 1)
        for found in _find(told, rf"{begin}(?:{M}[，,]?(?:{begin}用途)?)主要包括[：:]?([^。；：:]+?)[。；]"):
            for part in re.finditer("[^、]+", found[2]):
                slot = told.slot(part, 0, "name", found.start(2))
                if slot and folded(part[0]) in dict(amounts):
                    own = (slot, dict(amounts)[folded(part[0])])
                    told.relations.append(Listed(f"N09.2/{slot}", own, amounts, others))


def _expenses(told: Told) -> None:
    cell = told.forms.cell
    whole = cell("T11", "total", "actual")
    names = {"“三公”经费(?:财政拨款)?支出": "total", **EXPENSES}
    more = "(?:（含购置税等附加费用）)?"
    for label, role in names.items():
        found: re.Match[str] | None
        for found in _find(
            told,
            rf"{label}{BUDGET}{FOR}{M}[，,](?:支出)?决算{FOR}{M}{more}(?:[，,]完成{BUDGET}的?{R})?"
            rf"(?:[，,][^，。]{{0,20}}?决算数(大于|小于|等于){BUDGET})?",
        ):
            budget, actual = told.slot(found, 1, "money"), told.slot(found, 2, "money")
            told.same(f"N11.{role}.budget", budget, cell("T11", role, "budget"))
            told.same(f"N11.{role}.actual", actual, cell("T11", role, "actual"))
            told.rate(f"N11.{role}.rate", told.slot(found, 3, "rate"), actual, budget)
            _compare(told, found, 4, actual, budget)
        for found in _find(told, rf"{label}(?:支出)?(?:决算)?(?:共计)?{FOR}{M}(?:[，,]占{R})?"):
            actual = told.slot(found, 1, "money")
            told.same(f"N11.{role}", actual, cell("T11", role, "actual"))
            told.rate(f"N11.{role}.share", told.slot(found, 2, "rate"), actual, whole)


def _hospitality(told: Told) -> None:
    """Foreign guests and other guests make all of it: money, receptions, people."""
    for found in _find(
        told,
        rf"国内公务接待{N}批次[，,]累计{N}人次。其中[：:]外事接待支出{M}[，,]接待{N}批次[，,]累计{N}人次。"
        rf"其他国内公务接待支出{M}[，,]接待{N}批次[，,]累计{N}人次",
    ):
        money = [told.slot(found, group, "money") for group in (3, 6)]
        told.sum("N11.guests", told.forms.cell("T11", "hospitality", "actual"), money)
        for total, parts in ((1, (4, 7)), (2, (5, 8))):
            counts = [told.slot(found, group, "count") for group in parts]
            told.sum("N11.count", told.slot(found, total, "count"), counts)


    for found in _find(told, rf"国内公务接待支出{M}[（(]含外宾接待支出{M}"):
        whole, part = told.slot(found, 1, "money"), told.slot(found, 2, "money")
        told.same("N11.domestic", whole, told.forms.cell("T11", "hospitality", "actual"))
        if whole and part:
            told.relations.append(Sum(f"N11.foreign/{part}", (part, whole), (1, -1), True))


def _expense_changes(told: Told) -> None:
    """The changes of the three expenses make the change of all of them; 持平 is none."""
    change = rf"(增加|减少){M}[，,](?:增长|下降){R}"
    for found in _find(told, rf"决算数[比较]20\d\d年度{change}[，,]其中[：:]([^。]+)。"):
        parts = re.split("[；;]", found[4])
        slots: list[str | None] = [told.slot(found, 2, "money")]
        factors = [1 if found[1] == "增加" else -1]
        at = found.start(4)
        for part in parts:
            own = re.search(change, part)
            if own:
                slots.append(told.slot(own, 2, "money", at))
                factors.append(-1 if own[1] == "增加" else 1)
            elif "持平" not in part:
                slots.append(None)
            at += len(part) + 1
        if len(parts) == 3 and all(slots):
            names = tuple(slot for slot in slots if slot)
            told.relations.append(Sum(f"N11.changes/{names[0]}", names, tuple(factors)))


def _procurement(told: Told) -> None:
    kinds = "[、，,；]".join(f"(?:政府采购)?{kind}(?:支出|采购金额){M}" for kind in ("货物", "工程", "服务"))
    for found in _find(told, rf"政府采购(?:支出总额|金额（以合同签订为准）为){M}[。，,]其中[：:]{kinds}"):
        slots = [told.slot(found, group, "money") for group in (1, 2, 3, 4)]
        told.sum("N13.1", slots[0], slots[1:])
        after = re.compile(
            rf"[。，,；]授予中小企业合同金额{M}[，,]占政府采购支出总额的{R}[，,]其中[：:]授予小微企业合同金额{M}[，,]"
            rf"占(授予中小企业合同金额|政府采购支出总额)的{R}"
        ).match(told.text.text, found.end())
        if after:
            sme, small = told.slot(after, 1, "money"), told.slot(after, 3, "money")
            told.rate("N13.2.sme", told.slot(after, 2, "rate"), sme, slots[0])
            told.rate("N13.2.small", told.slot(after, 5, "rate"), small, sme if after[4].startswith("授予") else slots[0])
            kind = "[，,]".join(
                rf"{one}采购授予中小企业合同金额占{one}支出金额的{R}" for one in ("货物", "工程", "服务")
            )
            rates = re.compile("。" + kind).match(told.text.text, after.end())
            pairs = [told.slot(rates, n, "rate") if rates else None for n in (1, 2, 3)]
            own = [sme, *(one for pair in zip(slots[1:], pairs, strict=True) for one in pair)]
            if all(own):
                told.relations.append(Weighted(f"N13.3/{sme}", tuple(one for one in own if one)))
            for name, part, all_ in (("sme", sme, slots[0]), ("small", small, sme)):
                if part and all_:
                    told.relations.append(Sum(f"N13.2.{name}.most/{part}", (part, all_), (1, -1), True))


def _vehicles(told: Told) -> None:
    for found in _find(told, rf"共有车辆{N}辆[，,]其中[：:，,]((?:[^。辆]+?用车{N}辆[、，,]?)+)"):
        parts = [told.slot(part, 1, "count", found.start(2)) for part in re.finditer(rf"用车{N}辆", found[2])]
        told.sum("N14", told.slot(found, 1, "count"), parts)


def _projects(told: Told) -> None:
    project = told.forms.cell("T07", "total", "project")
    for found in _find(told, rf"涉及资金{M}[，,]占一般公共预算项目支出总额的{R}"):
        amount = told.slot(found, 1, "money")
        told.rate("N15.1", told.slot(found, 2, "rate"), amount, project)
    for found in _find(told, rf"项目全年预算数{FOR}{M}[，,]执行数{FOR}{M}[，,]完成预算的{R}"):
        amounts = [told.slot(found, group, "money") for group in (1, 2)]
        told.rate("N16.4", told.slot(found, 3, "rate"), amounts[1], amounts[0])


def _graded(told: Told) -> None:
    """Projects by grade, problems by what became of them (Shanghai)."""
    for found in _find(
        told,
        rf"绩效自评的20\d\d年度项目{N}个[^。]*?[（(]其中[，,]绩效评级为“优”的项目{N}个；绩效评级为“良”的项目{N}个；"
        rf"绩效评级为“合格”的项目{N}个；绩效评级为“不合格”的项目{N}个",
    ):
        told.sum("grades", told.slot(found, 1, "count"), [told.slot(found, n, "count") for n in (2, 3, 4, 5)])
    for found in _find(told, rf"共发现问题{N}个[，,]已经完成整改的{N}个[，,]正在整改的{N}个"):
        told.sum("problems", told.slot(found, 1, "count"), [told.slot(found, n, "count") for n in (2, 3)])


def _changes(told: Told) -> None:
    """增加…万元，增长…%: the words agree; the rate is that of the total told just before."""
    text = told.text.text
    total = rf"(?:总计(?:均为)?|总计{M}[，,]支出总计|一般公共预算财政拨款支出|机关运行经费支出){M}"
    for found in _find(told, rf"(增加|减少){M}[，,](增长|下降){R}"):
        words = told.slot(found, 1, "word"), told.slot(found, 3, "word")
        change, rate = told.slot(found, 2, "money"), told.slot(found, 4, "rate")
        if words[0] and words[1]:
            told.relations.append(SameWay(f"way/{words[0]}", (words[0], words[1])))
        begin = max(0, found.start() - 130)
        before = list(re.finditer(total, text[begin : found.start()]))
        if before and change and rate and "预算数" not in text[begin + before[-1].end() : found.start()]:
            now = told.slot(before[-1], 2, "money", begin)
            sign = 1 if found[1] == "增加" else -1
            if now:
                told.relations.append(Growth(f"N02/{rate}", (rate, change, now), sign))
                _note_prior(told, before[-1][0], now, change, sign)
    _nest(told)
    for label, role in EXPENSES.items():
        now = told.forms.cell("T11", role, "actual")
        pattern = rf"{label}支出决算(?:为{M}[，,]占{R}[。，,]与20\d\d年度相比[，,]?|比20\d\d年度)?(增加|减少){M}[，,](?:增长|下降){R}"
        for found in _find(told, pattern):
            change, rate = told.slot(found, 4, "money"), told.slot(found, 5, "rate")
            if now and change and rate:
                sign = 1 if found[3] == "增加" else -1
                told.relations.append(Growth(f"N02.{role}/{rate}", (rate, change, now), sign))


def _note_prior(told: Told, subject: str, now: str, change: str, sign: int) -> None:
    """The total of which money the change is told: all of it, appropriations, the general budget."""
    if "机关" not in subject:
        told.priors.append(Prior("一般公共预算" in subject, now, change, sign))


def _nest(told: Told) -> None:
    """Last year too the appropriations were a part of all money, the general budget a part of these."""
    if [prior.is_general for prior in told.priors] != [False, False, True]:
        return
    for more, less in zip(told.priors, told.priors[1:]):
        slots = (less.now, less.change, more.now, more.change)
        told.relations.append(Sum(f"N18/{less.change}", slots, (1, -less.sign, -1, more.sign), True))


def _budget_gap(told: Told) -> None:
    """年初预算为…，支出较年初预算数增加…: the outturn less the budget is the gap (Chongqing)."""
    spent = told.forms.cell("T07", "total", "total")
    for found in _find(told, rf"年初预算为{M}[，,]支出较年初预算数(增加|减少){M}[，,](?:增长|下降){R}"):
        budget, gap, rate = told.slot(found, 1, "money"), told.slot(found, 3, "money"), told.slot(found, 4, "rate")
        sign = 1 if found[2] == "增加" else -1
        if spent and budget and gap:
            told.relations.append(Sum(f"gap/{gap}", (spent, budget, gap), (1, -1, -sign)))
            told.rate("gap.rate", rate, gap, budget)


def _years(told: Told) -> None:
    """The year of the account above every form and in the headings; what it is compared with is earlier."""
    years = list(told.forms.years)
    for found in _find(told, r"(20\d\d)年度(?:部门决算情况说明|收入总计|收、支总计|财政拨款收入总计|一般公共预算财政拨款支出\d)"):
        slot = told.slot(found, 1, "year")
        if slot:
            years.append(slot)
    if len(years) > 2:
        told.relations.append(Same("year", tuple(years)))
        for found in _find(told, r"[与比](20\d\d)年度?(?:相比|[，,]?(?:增加|减少))"):
            slot = told.slot(found, 1, "year")
            if slot:
                told.relations.append(Before(f"before/{slot}", (slot, years[0])))
