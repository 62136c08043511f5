"""What forms print besides their figures: titles, headers, notes, names of rows; amounts as printed."""

from __future__ import annotations

from fractions import Fraction

from .ledger import (
    T01,
    T02,
    T03,
    T04,
    T05,
    T06,
    T07,
    T08,
    T09,
    T10,
    T11,
)
from .style import Style

ORDERS = {
    ("zhejiang", "seventh"): (T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11),
    ("zhejiang", "ninth"): (T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11),
    ("mof", "seventh"): (T01, T03, T05, T06, T07, T08, T11, T09, T10),
    ("mof", "ninth"): (T01, T03, T05, T06, T07, T08, T09, T10, T11),
}
TITLES = {
    "zhejiang": {
        T01: "收入支出决算总表",
        T02: "收入决算表（分单位）",
        T03: "收入决算表（分科目）",
        T04: "支出决算表（分单位）",
        T05: "支出决算表（分科目）",
        T06: "财政拨款收入支出决算总表",
        T07: "一般公共预算财政拨款支出决算表",
        T08: "一般公共预算财政拨款基本支出决算明细表",
        T09: "政府性基金预算财政拨款收入支出决算表",
        T10: "国有资本经营预算财政拨款支出决算表",
        T11: "财政拨款“三公”经费支出决算表",
    },
    "mof": {
        T01: "收入支出决算总表",
        T03: "收入决算表",
        T05: "支出决算表",
        T06: "财政拨款收入支出决算总表",
        T07: "一般公共预算财政拨款支出决算表",
        T08: "一般公共预算财政拨款基本支出决算表",
        T09: "政府性基金预算财政拨款收入支出决算表",
        T10: "国有资本经营预算财政拨款收入支出决算表",
        T11: "财政拨款“三公”经费支出决算表",
    },
}
NOTES = {
    T01: "本年度的总收支和年末结转结余情况",
    T02: "本年度取得各项收入情况",
    T03: "本年度取得各项收入情况",
    T04: "本年度各项支出情况",
    T05: "本年度各项支出情况",
    T06: "本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况",
    T07: "本年度一般公共预算财政拨款支出情况",
    T08: "本年度一般公共预算财政拨款基本支出明细情况",
    T09: "本年度政府性基金预算财政拨款收入、支出及结转和结余情况",
    T10: "本年度国有资本经营预算财政拨款支出情况",
    T11: "本年度财政拨款“三公”经费支出预决算情况",
}
EMPTY_NOTES = {
    "zhejiang": {
        T09: "说明：本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。",
        T10: "说明：本部门没有国有资本经营收入，也没有使用国有资本经营安排的支出，故本表无数据。",
        T11: "说明：本部门没有财政拨款“三公”经费支出，故本表无数据。",
    },
    "mof": {
        T09: "说明：{}本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。",
        T10: "说明：{}本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。",
        T11: "说明：{}本年度没有财政拨款“三公”经费支出，故本表无数据。",
    },
}
WIDE = {"zhejiang": {T02, T03, T04, T05, T06, T09}, "mof": {T03, T05, T06, T09, T10, T11}}
"""The forms on landscape pages where orientations are mixed."""
FEN_PER_UNIT = {"万元": 1_000_000, "元": 100}
NUMERALS = "一二三四五六七八九十"

HEADERS = {
    "revenue_total": "本年收入合计",
    "appropriation": "财政拨款收入",
    "higher_subsidy": "上级补助收入",
    "service_revenue": "事业收入",
    "business_revenue": "经营收入",
    "affiliate_remittance": "附属单位上缴收入",
    "other_revenue": "其他收入",
    "expenditure_total": "本年支出合计",
    "basic": "基本支出",
    "project": "项目支出",
    "higher_remittance": "上缴上级支出",
    "business_expenditure": "经营支出",
    "affiliate_subsidy": "对附属单位补助支出",
    "opening_balance": "年初结转和结余",
    "revenue": "本年收入",
    "closing_balance": "年末结转和结余",
}
BUDGETS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
SUMMARY_REVENUE_LABELS = (
    *(f"{budget}收入" for budget in BUDGETS),
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
THREE_PUBLIC_LABELS = (
    "“三公”经费支出合计",
    "1．因公出国（境）费用",
    "2．公务用车购置及运行维护费小计",
    "（1）公务用车购置费",
    "（2）公务用车运行维护费",
    "3．公务接待费",
)
MOF_CAPITAL = ("310", "31001", "31002", "31003", "31007", "31013", "31019", "31021", "31022", "31099")
"""The capital lines of the two-block economic form, which has no debt and no enterprise lines."""


def print_amount(amount: int | None, style: Style, blank_zero: bool = False) -> tuple[str, str]:
    """An amount in fen as printed in the style's unit, and its state."""
    if amount is None:
        return "", "blank"
    value = Fraction(amount, FEN_PER_UNIT[style.unit])
    if value == 0 and (blank_zero or style.zeros == "blank"):
        return "", "blank"
    if value == 0 and style.zeros == "dash":
        return "-", "blank"
    hundredths = (abs(value) * 200 + 1) // 2  # half up, as offices round
    whole, cents = divmod(hundredths, 100)
    sign = "-" if value < 0 and hundredths else ""
    text = f"{sign}{whole:{',' if style.separators else ''}}.{cents:02}"
    return text, "value" if hundredths else "zero"


def numeral(number: int) -> str:
    """1 to 39 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, NUMERALS[tens - 1] + "十")
    return head + (NUMERALS[ones - 1] if ones else "")
