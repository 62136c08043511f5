"""Made-up sentences about a made-up account: each kind of claim with each verdict it can have.

Every sentence that holds stands beside one that differs in a digit or a word and does not.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction

import pandas as pd
import pytest

from budget_analysis.facts.item_names import ItemNames
from budget_analysis import frames, terms
from budget_analysis.errors import SpecError
from tests.prose_claims import read_claims
from budget_analysis.claims.results import notice_of
from budget_analysis.relations.tree import Number, Product, Relation, This
from budget_analysis.sentences import words as vocabulary

DEPARTMENT = "云溪县教育局"
YEAR = 2024

AMOUNTS: Mapping[str, str] = {
    "revenue_expenditure_summary/general_public_revenue/amount": "1000.00",
    "revenue_expenditure_summary/gov_funds_revenue/amount": "",
    "revenue_expenditure_summary/state_capital_revenue/amount": "",
    "revenue_expenditure_summary/revenue_total/amount": "1100.00",
    "revenue_expenditure_summary/expenditure_total/amount": "1150.00",
    "revenue_expenditure_summary/opening_balance/amount": "100.00",
    "revenue_expenditure_summary/grand_total_revenue/amount": "1200.00",
    "revenue_expenditure_summary/grand_total_expenditure/amount": "1200.00",
    "revenue_by_unit/云溪县教育局（本级）/revenue_total": "900.00",
    "revenue_by_unit/云溪县教师发展中心/revenue_total": "200.00",
    "revenue_by_function/total/revenue_total": "1100.00",
    "revenue_by_function/total/appropriation": "1000.00",
    "revenue_by_function/total/higher_subsidy": "0.00",
    "revenue_by_function/total/service_revenue": "100.00",
    "revenue_by_function/total/business_revenue": "0.00",
    "revenue_by_function/total/affiliate_remittance": "0.00",
    "revenue_by_function/total/other_revenue": "0.00",
    "expenditure_by_function/total/expenditure_total": "1150.00",
    "expenditure_by_function/total/basic": "400.00",
    "expenditure_by_function/total/project": "750.00",
    "expenditure_by_function/total/higher_remittance": "",
    "expenditure_by_function/total/business_expenditure": "",
    "expenditure_by_function/total/affiliate_subsidy": "",
    "appropriation_summary/grand_total_revenue/amount": "1050.00",
    "appropriation_summary/opening_balance/amount": "50.00",
    "appropriation_summary/grand_total_expenditure/total": "1050.00",
    "appropriation_summary/expenditure_total/total": "1020.00",
    "appropriation_summary/expenditure_total/gov_funds": "",
    "appropriation_summary/expenditure_total/state_capital": "",
    "general_public_expenditure/total/expenditure_total": "1020.00",
    "general_public_expenditure/total/basic": "320.00",
    "general_public_expenditure/total/project": "700.00",
    "general_public_expenditure/205/expenditure_total": "800.00",
    "general_public_expenditure/20502/expenditure_total": "800.00",
    "general_public_expenditure/2050201/expenditure_total": "300.00",
    "general_public_expenditure/2050202/expenditure_total": "500.00",
    "general_public_expenditure/210/expenditure_total": "220.00",
    "general_public_expenditure/21011/expenditure_total": "220.00",
    "general_public_expenditure/2101102/expenditure_total": "219.33",
    "general_public_expenditure/2101103/expenditure_total": "0.67",
    "general_public_basic/personnel/amount": "250.00",
    "general_public_basic/30101/amount": "150.00",
    "general_public_basic/30102/amount": "100.00",
    "general_public_basic/30103/amount": "0.00",
    "general_public_basic/running/amount": "70.00",
    "general_public_basic/30201/amount": "60.00",
    "general_public_basic/30207/amount": "0.00",
    "general_public_basic/30217/amount": "10.00",
    "three_public/total/budget": "12.00",
    "three_public/total/actual": "10.00",
    "three_public/overseas_travel/budget": "4.00",
    "three_public/overseas_travel/actual": "4.00",
    "three_public/vehicles/budget": "0.00",
    "three_public/vehicles/actual": "0.00",
    "three_public/vehicle_purchase/budget": "0.00",
    "three_public/vehicle_purchase/actual": "0.00",
    "three_public/vehicle_running/budget": "0.00",
    "three_public/vehicle_running/actual": "0.00",
    "three_public/hospitality/budget": "8.00",
    "three_public/hospitality/actual": "6.00",
}
LABELS = {
    "205": "教育支出",
    "20502": "普通教育",
    "2050201": "学前教育",
    "2050202": "小学教育",
    "210": "卫生健康支出",
    "21011": "行政事业单位医疗",
    "2101102": "事业单位医疗",
    "2101103": "公务员医疗补助",
    "212": "城乡社区支出",
    "21208": "国有土地使用权出让收入安排的支出",
    "2120803": "城市建设支出",
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30103": "奖金",
    "30201": "办公费",
    "30207": "邮电费",
    "30217": "公务接待费",
}
STATES = {"gov_funds": "declared_empty", "state_capital": "declared_empty"}


def figures_of(amounts: Mapping[str, str]) -> pd.DataFrame:
    """The frame of figures of a made-up account; an empty text is a blank cell."""
    rows = []
    for number, (ref, printed) in enumerate(amounts.items()):
        form, role, measure = ref.split("/")
        whole, _, decimals = printed.partition(".")
        fen = int(whole + decimals.ljust(2, "0")) * 10_000 if printed else None
        state = "blank" if fen is None else "value" if fen else "zero"
        rows.append(
            {
                "figure_id": ref,
                "document_id": "d",
                "form": form,
                "row": number,
                "code": role if role.isdigit() else None,
                "label": LABELS.get(role, role),
                "role": role,
                "measure": measure,
                "printed": printed,
                "state": state,
                "amount_fen": fen,
                "resolution_fen": 10_000 if printed else None,
            }
        )
    return frames.build("figures", rows)


def read(
    section: str,
    *paragraphs: str,
    amounts: Mapping[str, str] | None = None,
    states: Mapping[str, str] | None = None,
    others: Sequence[tuple[str, str]] = (),
    year: int | None = YEAR,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Claims and notices of a section of a made-up account.

    Args:
        amounts, states: what is otherwise on the forms, and forms that are not `found`.
        others: further sections before this one, each with its text.
    """
    printed = {**AMOUNTS, **(amounts or {})}
    kept = {**STATES, **(states or {})}
    printed = {ref: text for ref, text in printed.items() if kept.get(ref.split("/")[0], "found") == "found"}
    names = dict.fromkeys([*(ref.split("/")[0] for ref in AMOUNTS), *kept])
    forms = [{"document_id": "d", "form": name, "state": kept.get(name, "found")} for name in names]
    told: list[tuple[str, str, bool]] = []
    for name, text in others:
        told += [(name, "", True), (name, text, False)]
    told += [(section, "", True), *((section, text, False) for text in paragraphs)]
    blocks = [
        {
            "document_id": "d",
            "block": number,
            "section": name,
            "heading": is_heading,
            "page": 1,
            "text": text,
            "places": "[[0, 1, 1, null, null, null, null]]",
        }
        for number, (name, text, is_heading) in enumerate(told, start=1)
    ]
    return read_claims(
        frames.build("blocks", blocks),
        frames.build("forms", forms),
        figures_of(printed),
        "d",
        DEPARTMENT,
        year,
    )


def verdicts(section: str, *paragraphs: str, **more: object) -> list[tuple[str, str, str]]:
    """Kind, print and verdict of each claim; `datum` where nothing is judged."""
    claims, _ = read(section, *paragraphs, **more)  # type: ignore[arg-type]
    judged = claims.astype(object).where(claims.notna(), None)
    return [(row.kind, row.printed, row.verdict or "datum") for row in judged.itertuples()]


def verdict(section: str, text: str, kind: str, printed: str, **more: object) -> str:
    """The one verdict on a kind of claim with this print, "none" where there is no such claim."""
    found = {v for k, p, v in verdicts(section, text, **more) if (k, p) == (kind, printed)}
    found |= {v for k, p, v in verdicts(section, text, **more) if (k, p) == ("datum", printed) and kind == "datum"}
    assert len(found) <= 1, found
    return found.pop() if found else "none"


def note(section: str, text: str, printed: str, **more: object) -> str:
    claims, _ = read(section, text, **more)  # type: ignore[arg-type]
    return str(claims.loc[claims["printed"] == printed, "note"].iloc[-1])


# --- each kind, each verdict -------------------------------------------------------------------------

ITEM = "教育支出（类）普通教育（款）小学教育（项）。"
PROCUREMENT = (
    "2024年度政府采购支出总额{total}万元，其中：政府采购货物支出30.00万元、政府采购工程支出{works}万元、"
    "政府采购服务支出70.00万元。授予中小企业合同金额{sme}万元，占政府采购支出总额的{share}%，"
    "其中：授予小微企业合同金额{small}万元，占授予中小企业合同金额的50.00%。"
)
BY_KIND = (
    "货物采购授予中小企业合同金额占货物支出金额的{goods}%，工程采购授予中小企业合同金额占工程支出金额的0.00%，"
    "服务采购授予中小企业合同金额占服务支出金额的50.00%。"
)


def procurement(by_kind: str = "", **changes: str) -> str:
    told = {"total": "100.00", "works": "0.00", "sme": "50.00", "share": "50.00", "small": "25.00"}
    return PROCUREMENT.format(**told | changes) + (BY_KIND.format(goods=by_kind) if by_kind else "")


CASES = [
    # amount
    ("revenue", "本年收入合计1100.00万元。", "amount", "1100.00", "equal"),
    ("revenue", "本年收入合计1101.00万元。", "amount", "1101.00", "differs"),
    ("revenue", "本年收入合计1,100.00万元。", "amount", "1,100.00", "equal"),
    ("revenue", "本年收入合计1100万元。", "amount", "1100", "equal"),
    ("revenue", "本年收入合计1101万元。", "amount", "1101", "differs"),
    ("revenue", "本年收入合计11000000元。", "amount", "11000000", "equal"),
    ("revenue", "本年收入合计11000001元。", "amount", "11000001", "rounding"),
    ("revenue", "本年收入合计11000051元。", "amount", "11000051", "differs"),
    ("revenue", "本年收入合计0.11亿元。", "amount", "0.11", "equal"),
    ("revenue", "本年收入合计0.12亿元。", "amount", "0.12", "differs"),
    ("revenue", "本年收入合计1100.00万，其他收入0.00万。", "amount", "1100.00", "equal"),
    ("revenue", "本年收入合计1100.01万元。", "amount", "1100.01", "rounding"),
    ("revenue", "本年收入合计1100.02万元。", "amount", "1100.02", "differs"),
    ("revenue", "其他收入0.00万元。", "amount", "0.00", "equal"),
    ("revenue", "其他收入0.01万元。", "amount", "0.01", "differs"),
    ("three_public", "“三公”经费年初预算为15.00万元，全年预算为12.00万元，支出决算为10.00万元。", "amount", "15.00", "unchecked"),
    ("procurement", procurement(), "datum", "30.00", "datum"),
    # change on last year: nothing else states it; against a budget both amounts are printed
    ("general_summary", "收入支出总计1200.00万元。与2023年度相比，收入支出总计增加200.00万元，增长20.00%。", "datum", "200.00", "datum"),
    ("general_public.detail", ITEM + "年初预算为450.00万元，支出决算为500.00万元，比年初预算增加50.00万元。", "change", "50.00", "equal"),
    ("general_public.detail", ITEM + "年初预算为450.00万元，支出决算为500.00万元，比年初预算增加50.01万元。", "change", "50.01", "rounding"),
    ("general_public.detail", ITEM + "年初预算为450.00万元，支出决算为500.00万元，比年初预算增加51.00万元。", "change", "51.00", "differs"),
    ("general_public.detail", ITEM + "支出决算为500.00万元，比年初预算增加51.00万元。", "change", "51.00", "unchecked"),
    # growth
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计增加200.00万元，增长20.00%。", "growth", "20.00", "equal"),
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计增加200.00万元，增长20.01%。", "growth", "20.01", "differs"),
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计减少300.00万元，下降20.00%。", "growth", "20.00", "equal"),
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计减少300.00万元，下降25.00%。", "growth", "25.00", "differs"),
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计增加1200.00万元，增长100.00%。", "growth", "100.00", "undefined"),
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计增长20.00%。", "growth", "20.00", "unchecked"),
    ("three_public", "公务接待费支出决算6.00万元，与2023年度相比减少0.33万元，下降5.24%。", "growth", "5.24", "rounding"),
    ("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元，比年初预算增长25.00%。", "growth", "25.00", "equal"),
    ("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元，比年初预算增长26.00%。", "growth", "26.00", "differs"),
    # no change in money: the quoted amount of the year before is the base, but not of a change on a budget
    ("expenditure", "2024年度基本支出400.00万元，2023年度基本支出350.00万元，较上年增长14.29%。", "growth", "14.29", "equal"),
    ("expenditure", "2024年度基本支出400.00万元，2023年度基本支出350.00万元，较上年增长15.29%。", "growth", "15.29", "differs"),
    ("expenditure", "2024年度基本支出400.00万元，2023年度基本支出350.00万元，较上年下降14.29%。", "growth", "14.29", "differs"),
    ("expenditure", "2024年度基本支出400.00万元，2023年度基本支出350.00万元，比年初预算增长10.00%。", "growth", "10.00", "unchecked"),
    # agreement of the words of a change and its rate
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计增加200.00万元，增长20.00%。", "direction", "增长", "equal"),
    ("general_summary", "收入支出总计1200.00万元，与2023年度相比，收入支出总计增加200.00万元，下降20.00%。", "direction", "下降", "differs"),
    ("three_public", "公务接待费支出决算6.00万元，与2023年度相比减少0.00万元，增长0.00%。", "direction", "增长", "rounding"),
    # share: the whole named, or implied
    ("revenue", "本年收入合计1100.00万元，其中：财政拨款收入1000.00万元，占收入合计90.91%。", "share", "90.91", "equal"),
    ("revenue", "本年收入合计1100.00万元，其中：财政拨款收入1000.00万元，占收入合计90.90%。", "share", "90.90", "differs"),
    ("expenditure", "本年支出合计1150.00万元，其中：基本支出400.00万元，占34.78%。", "share", "34.78", "equal"),
    ("expenditure", "本年支出合计1150.00万元，其中：基本支出400.00万元，占35.78%。", "share", "35.78", "differs"),
    ("expenditure", "基本支出400.00万元，占34.78%。", "share", "34.78", "equal"),
    ("general_public.structure", "主要用于以下方面：公务员医疗补助等。卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）支出0.67万元，占0.065%。", "share", "0.065", "rounding"),
    ("three_public", "公务接待费支出决算6.00万元，占公务用车购置及运行维护费的0.00%。", "share", "0.00", "undefined"),
    ("agency_operating", "机关运行经费支出10.00万元，占5.00%。", "share", "5.00", "unchecked"),
    # completion: of the initial, the adjusted, any budget
    ("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元，完成年初预算的125.00%。", "completion", "125.00", "equal"),
    ("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元，完成年初预算的125.10%。", "completion", "125.10", "differs"),
    ("general_public.detail", ITEM + "全年预算为400.00万元，支出决算为500.00万元，完成全年预算的125.00%。", "completion", "125.00", "equal"),
    ("general_public.detail", ITEM + "年初预算为500.00万元，全年预算为400.00万元，支出决算为500.00万元，完成年初预算的125.00%。", "completion", "125.00", "differs"),
    ("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元，完成预算的125.00%。", "completion", "125.00", "equal"),
    ("general_public.detail", ITEM + "年初预算为500.00万元，全年预算为400.00万元，支出决算为500.00万元，完成预算的125.00%。", "completion", "125.00", "equal"),
    ("general_public.detail", ITEM + "年初预算为500.00万元，全年预算为400.00万元，支出决算为500.00万元，完成预算的126.00%。", "completion", "126.00", "differs"),
    ("general_public.detail", ITEM + "支出决算为500.00万元，完成年初预算的125.00%。", "completion", "125.00", "unchecked"),
    ("general_public.detail", ITEM + "年初预算为0.00万元，支出决算为500.00万元，完成年初预算的100.00%。", "completion", "100.00", "undefined"),
    ("general_public.detail", "卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）。年初预算为0.59万元，支出决算为0.67万元，完成年初预算的113.45%。", "completion", "113.45", "rounding"),
    ("three_public", "公务接待费支出决算为6.00万元，完成预算的75.00%。", "completion", "75.00", "equal"),
    ("three_public", "公务接待费支出决算为6.00万元，完成预算的76.00%。", "completion", "76.00", "differs"),
    ("three_public", "公务用车购置费支出决算为0.00万元，完成全年预算的0.00%。", "completion", "0.00", "undefined"),
    # direction
    ("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元，决算数大于预算数的主要原因是项目增加。", "direction", "大于", "equal"),
    ("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元，决算数小于预算数的主要原因是项目增加。", "direction", "小于", "differs"),
    ("general_public.detail", ITEM + "年初预算为500.00万元，支出决算为500.00万元，决算数等于预算数。", "direction", "等于", "equal"),
    ("general_public.detail", ITEM + "年初预算为500.00万元，支出决算为500.00万元，决算数小于预算数。", "direction", "小于", "rounding"),
    ("general_public.detail", ITEM + "支出决算为500.00万元，决算数小于预算数。", "direction", "小于", "unchecked"),
    ("three_public", "公务用车购置费支出决算数等于预算数。", "direction", "等于", "equal"),
    ("three_public", "公务接待费支出决算数与预算数持平。", "direction", "持平", "differs"),
    # without a printed budget the word is held against the rate
    ("general_public.detail", ITEM + "支出决算为500.00万元，完成预算100.00%，决算数等于预算数。", "direction", "等于", "equal"),
    ("general_public.detail", ITEM + "支出决算为500.00万元，完成预算98.00%，决算数小于预算数。", "direction", "小于", "equal"),
    ("general_public.detail", ITEM + "支出决算为500.00万元，完成预算98.00%，决算数大于预算数。", "direction", "大于", "differs"),
    ("general_public.detail", ITEM + "支出决算为500.00万元，完成预算98.00%。", "completion", "98.00", "unchecked"),
    # sums
    ("procurement", procurement(), "sum", "100.00", "equal"),
    ("procurement", procurement(total="100.01", share="50.00"), "sum", "100.01", "rounding"),
    ("procurement", procurement(total="101.00"), "sum", "101.00", "differs"),
    ("procurement", procurement(works="5.00"), "sum", "100.00", "differs"),
    ("procurement", procurement("50.00"), "sum", "50.00", "equal"),
    ("procurement", procurement("50.03"), "sum", "50.00", "rounding"),
    ("procurement", procurement("55.00"), "sum", "50.00", "differs"),
    ("revenue", "本年收入合计1100.00万元，包括：财政拨款收入1000.00万元；事业收入100.00万元。", "sum", "1100.00", "equal"),
    ("revenue", "本年收入合计1101.00万元，包括：财政拨款收入1000.00万元；事业收入100.00万元。", "sum", "1101.00", "differs"),
    ("revenue", "本年收入合计1100.00万元，包括：财政拨款收入1000.00万元；经营收入0.00万元。", "sum", "1100.00", "none"),
    ("state_assets", "共有车辆3辆，其中：机要通信用车1辆、其他用车2辆。", "sum", "3", "equal"),
    ("state_assets", "共有车辆4辆，其中：机要通信用车1辆、其他用车2辆。", "sum", "4", "differs"),
    # nesting
    ("procurement", procurement(), "nesting", "25.00", "equal"),
    ("procurement", procurement(small="50.01"), "nesting", "50.01", "rounding"),
    ("procurement", procurement(small="60.00"), "nesting", "60.00", "differs"),
    ("agency_operating", "机关运行经费支出70.00万元。", "nesting", "70.00", "equal"),
    ("agency_operating", "机关运行经费支出71.00万元。", "nesting", "71.00", "differs"),
    # nil
    ("gov_funds", "云溪县教育局2024年度无政府性基金预算财政拨款收入和支出。", "nil", "无政府性基金预算财政拨款收入和支出", "equal"),
    ("three_public", "本部门2024年度无因公出国（境）费支出。", "nil", "无因公出国(境)费支出", "differs"),
    ("three_public", "未发生公务用车购置费。", "nil", "未发生公务用车购置费", "equal"),
    ("agency_operating", "本部门为事业单位，无机关运行经费支出。", "nil", "无机关运行经费支出", "equal"),
    ("three_public", "年初未安排因公出国（境）费。", "nil", "未安排因公出国(境)费", "unchecked"),
    # list
    ("basic", "人员经费250.00万元，主要包括：基本工资、津贴补贴；公用经费70.00万元。", "list", "津贴补贴", "equal"),
    ("basic", "人员经费250.00万元，主要包括：基本工资、奖金；公用经费70.00万元。", "list", "奖金", "differs"),
    ("basic", "人员经费250.00万元，主要包括：基本工资、加班费。", "list", "加班费", "unchecked"),
    ("basic", "公用经费70.00万元，主要包括：办公费、基本工资等。", "list", "基本工资", "differs"),
    # item_name
    ("general_public.detail", ITEM, "item_name", "教育支出(类)普通教育(款)小学教育(项)", "equal"),
    ("general_public.detail", "教育支出（类）基础教育（款）小学教育（项）。", "item_name", "教育支出(类)基础教育(款)小学教育(项)", "differs"),
    ("general_public.structure", "主要用于教育支出（类）800.00万元。", "item_name", "教育支出(类)", "equal"),
    ("general_public.structure", "主要用于体育支出（类）800.00万元。", "item_name", "体育支出(类)", "unchecked"),
    # a class without its mark, with its number
    ("general_public.structure", "主要用于以下方面：教育支出800.00万元，占78.43%；卫生健康支出220.00万元，占21.57%。", "share", "78.43", "equal"),
    ("general_public.structure", "教育支出800.00万元，占78.34%。", "share", "78.34", "differs"),
    ("general_public.structure", "教育支出801.00万元，占78.43%。", "amount", "801.00", "differs"),
    # what an unknown amount is followed by is not said of the amount before
    ("general_public.structure", "一般公共预算财政拨款支出1020.00万元，其中：基层建设800.00万元，占78.34%。", "share", "78.34", "differs"),
    ("general_public.structure", "一般公共预算财政拨款支出1020.00万元，其中：基层建设800.00万元，占78.43%。", "share", "78.43", "equal"),
    ("general_public.structure", "一般公共预算财政拨款支出1020.00万元，其中：甲乙丙800.00万元，占78.34%。", "share", "78.34", "differs"),
    ("general_public.structure", "一般公共预算财政拨款支出1020.00万元，其中：较预算甲乙丙800.00万元，占78.34%。", "share", "78.34", "unchecked"),
    # count
    ("three_public", "公务用车购置费支出决算0.00万元，购置公务用车0辆。", "count", "0", "equal"),
    ("three_public", "公务用车购置费支出决算0.00万元，购置公务用车2辆。", "datum", "2", "datum"),
    ("three_public", "公务用车购置费支出决算0.00万元，累计2人次。", "count", "2", "unchecked"),
    ("three_public", "公务接待费支出决算6.00万元，接待0批次。", "datum", "0", "datum"),
    ("three_public", "公务接待费支出决算6.00万元，接待12批次。", "datum", "12", "datum"),
    # period and as_of
    ("general_summary", "2024年度收入总计1200.00万元。", "period", "2024", "equal"),
    ("general_summary", "2023年度收入总计1200.00万元。", "period", "2023", "differs"),
    ("general_summary", "2023年度收入总计900.00万元。", "period", "2023", "unchecked"),
    ("general_summary", "收入总计1200.00万元，与2023年度相比增加200.00万元。", "period", "2023", "equal"),
    ("general_summary", "收入总计1200.00万元，与2024年度相比增加200.00万元。", "period", "2024", "differs"),
    ("procurement", "2025年度政府采购支出总额100.00万元。", "period", "2025", "differs"),
    ("procurement", "2023年度政府采购支出总额90.00万元。2024年度政府采购支出总额100.00万元。", "period", "2023", "unchecked"),
    ("three_public", "2025年度“三公”经费支出决算数比2023年度减少1.00万元。", "period", "2025", "differs"),
    # a reason, or a clause on the way, may speak of any year
    ("revenue", "其他收入0.00万元，主要原因是2024年度未安排。", "period", "2024", "equal"),
    ("revenue", "其他收入0.00万元，主要原因是2021年度已经结清。", "datum", "2021", "datum"),
    ("state_assets", "截至2024年12月31日，共有车辆3辆。", "as_of", "2024年12月31日", "equal"),
    ("state_assets", "截至2023年12月31日，共有车辆3辆。", "as_of", "2023年12月31日", "differs"),
    ("state_assets", "截至2024年12月30日，共有车辆3辆。", "as_of", "2024年12月30日", "differs"),
    ("state_assets", "截至2025年6月30日，共有车辆3辆。", "as_of", "2025年6月30日", "unchecked"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "kind", "printed", "expected"), CASES)
def test_a_sentence_has_its_verdict(section: str, text: str, kind: str, printed: str, expected: str) -> None:
    assert verdict(section, text, kind, printed) == expected


FUND_ITEM = "城乡社区支出（类）国有土地使用权出让收入安排的支出（款）城市建设支出（项）。"
FUNDS = {
    "gov_funds/total/revenue": "30.00",
    "gov_funds/total/expenditure_total": "30.00",
    "gov_funds/212/expenditure_total": "30.00",
    "gov_funds/21208/expenditure_total": "30.00",
    "gov_funds/2120803/expenditure_total": "30.00",
    "revenue_expenditure_summary/gov_funds_revenue/amount": "30.00",
    "appropriation_summary/expenditure_total/gov_funds": "30.00",
}


@pytest.mark.parametrize(
    ("text", "kind", "printed", "expected"),
    [
        (FUND_ITEM + "支出决算为30.00万元。", "amount", "30.00", "equal"),
        (FUND_ITEM + "支出决算为30.10万元。", "amount", "30.10", "differs"),
        (FUND_ITEM + "年初预算为40.00万元，支出决算为30.00万元，完成年初预算的75.00%。", "completion", "75.00", "equal"),
        (FUND_ITEM + "年初预算为40.00万元，支出决算为30.00万元，决算数大于预算数。", "direction", "大于", "differs"),
        (FUND_ITEM.replace("城市", "城区"), "item_name", terms.fold(FUND_ITEM.replace("城市", "城区").rstrip("。")), "differs"),
        ("政府性基金预算财政拨款本年收入30.00万元。", "amount", "30.00", "equal"),
        ("政府性基金预算财政拨款收入30.00万元，支出收入31.00万元。", "amount", "31.00", "differs"),
    ],
)  # fmt: skip
def test_items_of_funds_stand_on_the_form_of_the_funds(text: str, kind: str, printed: str, expected: str) -> None:
    states = {"gov_funds": "found"}
    assert verdict("gov_funds", text, kind, printed, amounts=FUNDS, states=states) == expected


def test_the_last_item_of_a_class_is_known_by_elimination() -> None:
    """Section and item are both misnamed; all other items of the class have been named."""
    first = "教育支出（类）普通教育（款）学前教育（项）。支出决算为300.00万元。"
    second = "教育支出（类）基础教育（款）初等教育（项）。支出决算为{}万元。"
    for amount, expected in (("500.00", "equal"), ("501.00", "differs")):
        claims, _ = read("general_public.detail", first, second.format(amount))
        own = claims[claims["printed"] == amount]
        assert set(own["verdict"]) == {expected}
        names = claims[(claims["kind"] == "item_name")]
        assert list(names["verdict"]) == ["equal", "differs"]


def test_one_row_per_statement_in_the_order_of_the_text() -> None:
    text = "本年收入合计1100.00万元，包括：财政拨款收入1000.00万元，占收入合计90.91%；事业收入100.00万元，占收入合计9.09%。"
    assert verdicts("revenue", text) == [
        ("amount", "1100.00", "equal"),
        ("sum", "1100.00", "equal"),
        ("amount", "1000.00", "equal"),
        ("share", "90.91", "equal"),
        ("amount", "100.00", "equal"),
        ("share", "9.09", "equal"),
        ("shares_sum", "9.09", "equal"),
    ]


def test_a_claim_can_be_followed_to_its_figures() -> None:
    claims, _ = read("revenue", "本年收入合计1100.00万元，其中：财政拨款收入1000.00万元，占收入合计90.90%。")
    row = claims[claims["kind"] == "share"].iloc[0]
    assert row["quote"] == "占收入合计90.90%"
    assert json.loads(row["operands"]) == [
        "revenue_by_function/total/appropriation",
        "revenue_by_function/total/revenue_total",
    ]
    assert (row["formula"], row["low"], row["high"]) == ("100*a/b", "90.908223", "90.909959")
    assert (row["unit"], row["page"], row["block"], row["period"]) == ("%", 1, 2, "2024")


# --- single changes ----------------------------------------------------------------------------------

CHANGES = [
    ("amount", "revenue", "本年收入合计1100.00万元。", "1100", "1200", "differs"),
    ("change", "general_public.detail", ITEM + "年初预算为450.00万元，支出决算为500.00万元，比年初预算增加50.00万元。", "加50.0", "加50.2", "differs"),
    ("growth", "general_summary", "收入总计1200.00万元，比2023年度增加200.00万元，增长20.00%。", "20.00%", "20.10%", "differs"),
    ("direction", "general_summary", "收入总计1200.00万元，比2023年度增加200.00万元，增长20.00%。", "增长", "下降", "differs"),
    ("share", "revenue", "财政拨款收入1000.00万元，占收入合计90.91%。", "90.91", "90.97", "differs"),
    ("shares_sum", "revenue", "财政拨款收入1000.00万元，占收入合计90.91%；事业收入100.00万元，占收入合计9.09%。", "9.09", "9.19", "differs"),
    ("completion", "three_public", "公务接待费支出决算为6.00万元，完成预算的75.00%。", "75.00", "73.00", "differs"),
    ("direction", "three_public", "公务接待费支出决算为6.00万元，决算数小于预算数。", "小于", "大于", "differs"),
    ("sum", "procurement", procurement(), "总额100.00", "总额100.10", "differs"),
    ("sum", "state_assets", "共有车辆3辆，其中：机要通信用车1辆、其他用车2辆。", "其他用车2", "其他用车1", "differs"),
    ("nesting", "procurement", procurement(), "25.00", "75.00", "differs"),
    ("nil", "three_public", "无公务用车购置费。", "公务用车购置费", "公务接待费", "differs"),
    ("list", "basic", "公用经费70.00万元，主要包括：办公费、公务接待费。", "办公费", "邮电费", "differs"),
    ("item_name", "general_public.detail", ITEM, "普通教育", "基础教育", "differs"),
    ("count", "three_public", "公务用车购置费支出决算0.00万元，购置公务用车0辆。", "0辆", "2辆", "datum"),
    ("period", "general_summary", "2024年度收入总计1200.00万元。", "2024", "2022", "differs"),
    ("as_of", "state_assets", "截至2024年12月31日，共有车辆3辆。", "2024年", "2023年", "differs"),
    ("implied_prior", "appropriation_summary", "财政拨款收入总计1050.00万元，比2023年度增加60.00万元。", "增加", "减少", "differs"),
]  # fmt: skip
PRIOR = ("general_summary", "收入总计1200.00万元，比2023年度增加200.00万元，增长20.00%。")


@pytest.mark.parametrize(("kind", "section", "text", "old", "new", "expected"), CHANGES)
def test_one_change_changes_the_verdict(
    kind: str, section: str, text: str, old: str, new: str, expected: str
) -> None:
    def found(said: str) -> list[str]:
        others = [PRIOR] if kind == "implied_prior" else []
        return [v for k, _, v in verdicts(section, said, others=others) if k in (kind, "datum")]

    assert text.count(old) == 1
    before, after = found(text), found(text.replace(old, new))
    assert "equal" in before
    assert expected in after and (expected == "datum" or expected not in before)


# --- styles ------------------------------------------------------------------------------------------

STYLES = [
    # marks and spaces
    ("revenue", "本年收入合计 1,100.00 万元,其中:财政拨款收入 1,000.00 万元,占收入合计 90.91 %."),
    ("revenue", "本年收入合计１１００．００万元，其中：财政拨款收入１０００．００万元，占收入合计９０．９１％。"),
    ("revenue", "（一）本年收入合计1100.00万元。其中：1.财政拨款收入1000.00万元，占90.91%。2.事业收入100.00万元，占9.09%。"),
    ("revenue", "1、本年收入合计1100.00万元。"),
    ("revenue", "（1）财政拨款收入1000.00万元，占收入合计的90.91%；（2）事业收入100.00万元，占收入合计的9.09%。"),
    ("revenue", "①财政拨款收入1000.00万元；②事业收入100.00万元。"),
    # units of money
    ("revenue", "本年收入合计0.1100亿元，其中：财政拨款收入10000000.00元，占收入合计90.91%。"),
    ("revenue", "本年收入合计1100万，财政拨款收入1000.00万元。"),
    # both sides in one
    ("general_summary", "收、支总计均为1200.00万元。"),
    ("general_summary", "2024年度收入总计、支出总计均为1200.00万元，与2023年度相比，各增加200.00万元，增长20.00%。"),
    ("general_summary", "收入总计和支出总计分别为1200.00万元、1200.00万元，比上年各增加200.00万元，各增长20.00%。"),
    ("general_summary", "收入总计、支出总计各是1200.00,1200.00万元，较上年决算数各增加200.00,200.00万元。"),
    ("general_summary", "2024年度收入总计1200.00万元，支出总计1200.00万元。收支较上年决算数增加200.00万元，增长20.00%。"),
    ("general_summary", "2024年度收入总计1200.00万元，较上年决算数增加200.00万元，增长20.00%。"),
    # the amount stands before its subject
    ("revenue", "本年收入中，1000.00万元为财政拨款收入，100.00万元是事业收入。"),
    ("three_public", "“三公”经费支出决算10.00万元，其中：6.00万元的公务接待费，占60.00%。"),
    ("three_public", "公务接待费全年预算8.00万元，支出决算6.00万元，完成全年预算8.00万元的75.00%。"),
    ("expenditure", "本年支出合计1150.00万元，其中：基本支出400.00万元，占本年支出合计1150.00万元的34.78%。"),
    # template alternatives and a missing sign
    ("three_public", "公务接待费支出决算比2023年度减少2.00万元，下降（增长）25.00%。"),
    ("three_public", "公务接待费支出决算比2023年度减少2.00万元，下降25.00。"),
    ("general_public.structure", "2024年度一般公共预算财政拨款支出1020.00万元，主要用于：教育支出（类）800.00万元，占78.43%；卫生健康支出（类）220.00万元，占21.57%。"),
    ("general_public.detail", "1、教育支出（类）普通教育（款）小学教育（项）。主要用于：小学运转支出30.00万元。年初预算为400.00万元，支出决算为500.00万元，完成年初预算的125.00%。"),
    ("state_assets", "截至2024年12月31日，云溪县教育局共有车辆1辆，其中，应急保障用车1辆、其他用车0辆；单价100万元（含）以上设备（不含车辆）2台（套），单位价值在50万元以上通用设备3台（套）。"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text"), STYLES)
def test_a_true_sentence_holds_in_every_style(section: str, text: str) -> None:
    found = verdicts(section, text)
    assert "equal" in {verdict for _, _, verdict in found}
    assert {verdict for _, _, verdict in found} <= {"equal", "datum"}, found


@pytest.mark.parametrize(
    ("section", "text", "old", "new"),
    [
        ("general_summary", "收、支总计均为1200.00万元。", "1200", "1100"),
        ("general_summary", "收入总计和支出总计分别为1200.00万元、1200.00万元。", "、1200", "、1100"),
        ("general_summary", "收入总计、支出总计各是1200.00,1200.00万元。", "1200.00,", "1100.00,"),
        ("general_summary", "收入总计1200.00万元，支出总计1200.00万元，各增加200.00万元，增长20.00%。", "20.00%", "20.02%"),
        ("revenue", "本年收入中，1000.00万元为财政拨款收入。", "1000", "1001"),
        ("three_public", "公务接待费支出决算比2023年度减少2.00万元，下降25.00。", "25.00", "26.00"),
        ("general_summary", "收入总计由上年的1000.00万元增加到1200.00万元。", "1200", "1300"),
    ],
)  # fmt: skip
def test_a_slip_is_seen_in_these_styles(section: str, text: str, old: str, new: str) -> None:
    found = {verdict for _, _, verdict in verdicts(section, text.replace(old, new, 1))}
    assert "differs" in found


def test_a_sentence_may_be_broken_over_blocks() -> None:
    found = verdicts("general_public.detail", ITEM + "年初预算为", "400.00万元，支出决算为500.00万元，", "完成年初预算的125.00%。")  # fmt: skip
    assert found == [
        ("item_name", "教育支出(类)普通教育(款)小学教育(项)", "equal"),
        ("datum", "400.00", "datum"),
        ("amount", "500.00", "equal"),
        ("completion", "125.00", "equal"),
    ]
    broken = verdicts("general_public.detail", ITEM + "年初预算为", "400.00万元，支出决算为501.00万元。")
    assert broken[-1] == ("amount", "501.00", "differs")


def test_a_missing_percent_sign_is_noticed_and_the_number_judged() -> None:
    claims, notices = read("three_public", "公务接待费支出决算减少2.00万元，下降25.00。")
    assert list(notices["kind"]) == ["percent_sign"]
    assert list(claims["verdict"].dropna()) == ["equal", "equal"]


def test_a_number_without_a_sign_is_no_rate_where_none_is_due() -> None:
    assert verdicts("three_public", "公务接待费减少2，下降。") == []


def test_words_of_the_template_and_a_short_unit_are_noticed() -> None:
    _, notices = read("three_public", "公务接待费支出6.00万，比2023年度减少2.00万元，下降（增长）25.00%。")
    assert sorted(notices["kind"]) == ["template_residue", "unit_word"]


def test_a_touch_is_noticed() -> None:
    claims, notices = read("revenue", "本年收入合计1100.01万元。")
    assert list(claims["verdict"]) == ["rounding"]
    assert list(notices["kind"]) == ["touch"]
    assert notices["place"].iloc[0] == claims["claim_id"].iloc[0]


def test_a_touch_of_two_sides_is_told_by_their_difference() -> None:
    """The range is that of left less right, and no print can meet it."""
    of = {"document_id": "d", "page": 1, "quote": "q", "claim_id": "c", "printed": "1.06", "unit": "%", "low": "-0.04", "high": "0"}
    equation = Relation(Product(This(), Number(Fraction(2))), "=", Number(Fraction(3)))
    assert notice_of(of, "touch", tree=equation)["message"] == "left less right is [-0.04, 0], which just reaches 0 (printed 1.06%)"
    assert notice_of(of, "touch", tree=None)["message"].startswith("printed 1.06% and the recomputed interval")


def test_what_is_no_row_of_any_form_is_recorded_only() -> None:
    assert verdicts("expenditure", "新增基本支出5.00万元。") == [("datum", "5.00", "datum")]
    assert verdicts("expenditure", "其中，用于信息化的项目支出9.00万元。") == [("datum", "9.00", "datum")]


# --- what must not be judged -------------------------------------------------------------------------

UNCHECKED = [
    ("expenditure", "基本支出新增5.00万元。", "not understood: “新增”"),
    ("expenditure", "基本支出情况良好，共计9.00万元。", "not understood: “良好”"),
    ("general_summary", "收入总计和支出总计共2400.00万元。", "total of several subjects"),
    ("expenditure", "基本支出、项目支出1150.00万元。", "several subjects"),
    ("general_summary", "收入总计、支出总计为1200.00、1200.00、1200.00万元。", "several numbers"),
    ("revenue", "云溪县教师发展中心本年收入合计200.00万元。", "云溪县教师发展中心"),
    ("revenue", "其中：云溪县教师发展中心2024年度，本年收入合计200.00万元。财政拨款收入200.00万元。", "云溪县教师发展中心"),
    ("revenue", "云溪县教育局（本级）本年收入合计900.00万元。", "本级"),
    ("revenue", "云溪县教育局本级本年收入合计900.00万元，占收入合计81.82%。", "本级"),
    ("revenue", "下属单位本年收入合计200.00万元。", "下属单位"),
    ("revenue", "云溪县教育局实验学校本年收入合计200.00万元。", "实验学校"),
    ("three_public", "下属单位无公务接待费。", "下属单位"),
    ("revenue", "2023年度本年收入合计1000.00万元。", "speaks of 2023"),
    ("revenue", "2024年度收入稳定，2023年度本年收入合计1000.00万元。", "speaks of 2023"),
    ("revenue", "上年本年收入合计1000.00万元。", "speaks of 2023"),
    ("general_public.structure", "城乡社区支出（类）20.00万元。", "is no row of the form"),
    ("agency_operating", "无机关运行经费支出。", "staffing"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "reason"), UNCHECKED)
def test_in_doubt_nothing_is_judged(section: str, text: str, reason: str) -> None:
    amounts = {"general_public_expenditure/2050101/expenditure_total": "0.01"}
    LABELS["2050101"] = "行政运行"
    claims, _ = read(section, text, amounts=amounts if section == "agency_operating" else None)
    money = claims[claims["kind"].isin(["amount", "share", "nil"])]
    assert set(money["verdict"]) == {"unchecked"}, claims[["kind", "printed", "verdict"]]
    assert money["note"].str.contains(reason, regex=False).any()


def test_after_the_department_names_itself_its_numbers_count_again() -> None:
    text = "其中：云溪县教师发展中心收入合计200.00万元；本部门收入合计1100.00万元。"
    assert [v for *_, v in verdicts("revenue", text)] == ["unchecked", "equal"]


def test_a_department_of_one_unit_is_that_unit() -> None:
    alone = {ref: "" for ref in AMOUNTS if ref.startswith("revenue_by_unit/云溪县教师")}
    kept = {ref: text for ref, text in AMOUNTS.items() if ref not in alone}
    blocks = [{"document_id": "d", "block": 1, "section": "revenue", "heading": False, "page": 1, "text": "云溪县教育局（本级）收入合计1100.00万元。", "places": "[[0, 1, 1]]"}]  # fmt: skip
    forms = [{"document_id": "d", "form": ref.split("/")[0], "state": "found"} for ref in kept]
    claims, _ = read_claims(
        frames.build("blocks", blocks), frames.build("forms", forms), figures_of(kept), "d", DEPARTMENT, YEAR
    )
    assert list(claims["verdict"]) == ["equal"]


def test_a_reason_states_nothing() -> None:
    text = (
        "支出决算为500.00万元，主要原因：一是项目支出增加90.00万元；二是人员支出增加3人，增长5.00%。"
        "三是基本支出减少7.00万元。年初预算为400.00万元。"
    )
    found = verdicts("general_public.detail", ITEM + text)
    assert found[1:] == [
        ("amount", "500.00", "equal"),
        ("datum", "90.00", "datum"),
        ("datum", "3", "datum"),
        ("datum", "5.00", "datum"),
        ("datum", "7.00", "datum"),
        ("datum", "400.00", "datum"),
    ]


def test_what_a_reason_mentions_is_not_what_follows() -> None:
    text = "教育支出（类）800.00万元，主要原因是卫生健康支出（类）减少；占78.43%。"
    assert verdicts("general_public.structure", text)[-1] == ("share", "78.43", "equal")


def test_a_limit_is_no_statement() -> None:
    assert verdicts("state_assets", "单价100万元（含）以上设备2台（套）。") == [("datum", "2", "datum")]


@pytest.mark.parametrize("state", ["missing", "emptied", "template"])
def test_without_its_form_a_number_is_unchecked_and_rates_hold_in_the_text(state: str) -> None:
    text = ITEM + "年初预算为400.00万元，支出决算为500.00万元，完成年初预算的{}%，决算数大于预算数。"
    states = {"general_public_expenditure": state}
    found = verdicts("general_public.detail", text.format("125.00"), states=states)
    assert [verdict for *_, verdict in found] == ["unchecked", "datum", "unchecked", "equal", "equal"]
    slip = verdicts("general_public.detail", text.format("124.00"), states=states)
    assert [verdict for *_, verdict in slip] == ["unchecked", "datum", "unchecked", "differs", "equal"]
    why = {"missing": "not in the account", "emptied": "no figures", "template": "empty template"}
    assert why[state] in note("general_public.detail", text.format("125.00"), "500.00", states=states)


def test_an_unreadable_or_disputed_cell_is_unchecked() -> None:
    claims, _ = read("revenue", "其他收入0.00万元。", amounts={})
    assert list(claims["verdict"]) == ["equal"]
    figures = figures_of(AMOUNTS)
    place = figures["figure_id"] == "revenue_by_function/total/other_revenue"
    for column, value in (("state", "unreadable"), ("reading", "tabula!grid")):
        broken = figures.copy()
        broken.loc[place, column] = value
        blocks = frames.build("blocks", [{"document_id": "d", "block": 1, "section": "revenue", "heading": False, "page": 1, "text": "其他收入0.00万元。", "places": "[[0, 1, 1]]"}])  # fmt: skip
        forms = frames.build("forms", [{"document_id": "d", "form": "revenue_by_function", "state": "found"}])
        found, _ = read_claims(blocks, forms, broken, "d", DEPARTMENT, YEAR)
        assert list(found["verdict"]) == ["unchecked"]


def test_without_a_fiscal_year_years_are_unchecked() -> None:
    found = verdicts("general_summary", "2024年度收入总计1200.00万元。", year=None)
    assert [verdict for *_, verdict in found] == ["unchecked", "equal"]


# --- names -------------------------------------------------------------------------------------------


def test_a_misnamed_item_is_told_and_its_numbers_are_judged() -> None:
    found = verdicts("general_public.detail", "教育支出（类）基础教育（款）小学教育（项）。支出决算为500.00万元。")
    assert [verdict for *_, verdict in found] == ["differs", "equal"]
    text = "教育支出（类）基础教育（款）小学教育（项）。"
    assert "普通教育" in note("general_public.detail", text, "教育支出(类)基础教育(款)小学教育(项)")


def test_a_misnamed_item_is_found_by_elimination_only_where_one_is_left() -> None:
    wrong = "卫生健康支出（类）行政事业单位医疗（款）医疗统筹（项）。支出决算为0.67万元。"
    other = "卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）。支出决算为219.33万元。"
    alone = verdicts("general_public.detail", wrong)
    assert [verdict for *_, verdict in alone] == ["unchecked", "unchecked"]
    both = verdicts("general_public.detail", other, wrong)
    assert [verdict for *_, verdict in both] == ["equal", "equal", "differs", "equal"]


@pytest.mark.parametrize("name", ["党委办公厅（室）及相关机构事务", "政府办公厅（室）及相关机构事务"])
def test_a_name_may_hold_brackets(name: str) -> None:
    printed = {
        "general_public_expenditure/201/expenditure_total": "9.00",
        "general_public_expenditure/20131/expenditure_total": "9.00",
        "general_public_expenditure/2013102/expenditure_total": "9.00",
    }
    LABELS.update({"201": "一般公共服务支出", "20131": name, "2013102": "一般行政管理事务"})
    text = f"一般公共服务支出（类）{name}（款）一般行政管理事务（项）。支出决算为9.00万元。"
    found = verdicts("general_public.detail", text, amounts=printed)
    assert [verdict for *_, verdict in found] == ["equal", "equal"]


# --- totals of the year before, repeats, sums ----------------------------------------------------------


def prior(total: str, fiscal: str, general: str, **more: object) -> list[str]:
    """Verdicts of implied_prior for three changes, printed with their direction."""
    others = [
        ("general_summary", f"收入总计1200.00万元，比2023年度{total}万元。"),
        ("appropriation_summary", f"财政拨款收入总计1050.00万元，比2023年度{fiscal}万元。"),
    ]
    text = f"一般公共预算财政拨款支出1020.00万元，比2023年度{general}万元。"
    found = verdicts("general_public.total", text, others=others, **more)
    return [verdict for kind, _, verdict in found if kind == "implied_prior"]


@pytest.mark.parametrize(("change", "expected"), [("减少100.00", ["equal"]), ("减少200.00", ["differs"])])
def test_a_total_that_stayed_the_same_implies_that_of_the_year_before(change: str, expected: list[str]) -> None:
    """收入总计 was 1200.00 in 2023 too: of these 1150.00 may have been appropriations, not 1250.00."""
    whole = ("general_summary", "收入总计1200.00万元，与2023年度相比持平。")
    text = f"财政拨款收入总计1050.00万元，比2023年度{change}万元。"
    found = verdicts("appropriation_summary", text, others=[whole])
    assert [verdict for kind, _, verdict in found if kind == "implied_prior"] == expected


def test_sections_imply_totals_of_the_year_before() -> None:
    # 1100.00 of all, 990.00 of appropriations, of which 50.00 were left over, 940.00 spent
    assert prior("增加100.00", "增加60.00", "增加80.00") == ["equal", "equal", "equal"]
    assert prior("增加100.00", "增加60.00", "增加79.99") == ["equal", "rounding", "equal"]
    # appropriations of 1110.00 in a total of 1100.00
    assert prior("增加100.00", "减少60.00", "增加80.00")[0] == "differs"
    # 900.00 of general public expenditure: the rest may have been funds
    assert prior("增加100.00", "增加60.00", "增加120.00")[1:] == ["equal", "equal"]
    # 960.00 spent of 990.00 less 50.00: the balance may have been adjusted
    assert prior("增加100.00", "增加60.00", "增加60.00")[1:] == ["unchecked", "equal"]


def test_a_budget_stated_twice_is_the_same() -> None:
    first = ("appropriation_summary", "财政拨款支出年初预算数1100.00万元，完成年初预算的92.73%。")
    text = "2024年度一般公共预算财政拨款支出年初预算为{}万元，支出决算为1020.00万元。"

    def found(budget: str) -> str:
        told = verdicts("general_public.detail", text.format(budget), others=[first])
        return dict((kind, verdict) for kind, printed, verdict in told if printed == "1100.00")["amount"]

    assert found("1100.00") == "equal"
    assert found("1200.00") == "differs"
    assert found("1000.00") == "unchecked"


def test_a_sum_is_acquitted_where_a_part_is_misprinted_and_told_once() -> None:
    text = "本年收入合计1100.00万元，包括：财政拨款收入1000.00万元；事业收入10.00万元。"
    found = verdicts("revenue", text)
    assert [v for *_, v in found] == ["equal", "equal", "equal", "differs"]


def test_parts_that_the_form_does_not_show_as_zero_make_no_sum() -> None:
    text = "本年收入合计1100.00万元，包括：财政拨款收入1000.00万元；经营收入0.00万元。"
    assert "sum" not in {kind for kind, *_ in verdicts("revenue", text)}
    states = {"revenue_by_function": "missing"}
    assert "sum" not in {kind for kind, *_ in verdicts("revenue", text, states=states)}


@pytest.mark.parametrize(("rate", "expected"), [("15.00", "differs"), ("20.00", "equal")])
def test_rate_of_a_part_is_not_that_of_its_whole(rate: str, expected: str) -> None:
    """That a rate fits another subject acquits nothing: the clause names its own."""
    text = f"“三公”经费支出17.00万元，比上年减少3.00万元，下降15.00%，其中：公务用车购置及运行维护费支出减少3.00万元，下降{rate}%。公务用车购置及运行维护费支出12.00万元。"
    claims, _ = read("three_public", text, states={"three_public": "missing"})
    growth = claims[claims["kind"] == "growth"]
    assert list(growth[["subject", "verdict"]].itertuples(index=False, name=None)) == [
        ("three_public/total/growth", "equal"),
        ("three_public/vehicles/growth", expected),
    ]


@pytest.mark.parametrize("purpose", ["主要用于校舍维修等项目支出", "主要用于下属单位办学支出"])
def test_purpose_between_an_item_and_its_amounts_ends_with_its_clause(purpose: str) -> None:
    item = "教育支出（类）普通教育（款）学前教育（项）"
    text = f"{item}，{purpose}，年初预算为250.00万元，支出决算为310.00万元，决算数小于预算数。"
    found = verdicts("general_public.detail", text)
    assert ("amount", "310.00", "differs") in found and ("direction", "小于", "differs") in found


@pytest.mark.parametrize("word", ["均为", "全部为", "均来自"])
def test_what_all_of_it_is_names_no_other_subject(word: str) -> None:
    text = f"2024年收入合计1426.67万元，{word}财政拨款收入，比上年增加220.96万元，增长18.33%。"
    claims, _ = read("revenue", text, states={"revenue_by_function": "missing"})
    assert list(claims.loc[claims["kind"] == "growth", "verdict"]) == ["equal"]
    assert not claims["subject"].str.contains("appropriation", na=False).any()


def test_changes_behind_a_list_are_no_names() -> None:
    text = "人员经费250.00万元，公用经费70.00万元。其中：人员经费较上年增加10.00万元，增长4.17%。"
    found = verdicts("basic", text)
    assert ("growth", "4.17", "equal") in found and "list" not in {kind for kind, *_ in found}


@pytest.mark.parametrize(("share", "expected"), [("9.05", "equal"), ("2.05", "differs")])
def test_whole_of_a_share_is_settled_by_another_with_the_same_words(share: str, expected: str) -> None:
    """占总收入 may be of 本年收入合计 or of 收入总计: the shares beside it say which."""
    states = {"revenue_by_function": "missing", "revenue_expenditure_summary": "missing"}
    text = f"2024年收入合计941.73万元。财政拨款收入830.45万元，占总收入的88.18%；上级补助收入85.20万元，占总收入的{share}%。"
    assert ("share", share, expected) in verdicts("revenue", text, states=states)


@pytest.mark.parametrize(("part", "expected"), [("2000.00", "equal"), ("20716.20", "differs")])
def test_basic_expenditure_of_the_budget_is_within_that_of_all(part: str, expected: str) -> None:
    first = ("expenditure", "2024年度支出合计2647.19万元，其中：基本支出2071.62万元；项目支出575.57万元。")
    text = f"一般公共预算财政拨款支出2600.00万元，其中基本支出{part}万元。"
    states = {"expenditure_by_function": "missing", "general_public_expenditure": "missing"}
    claims, _ = read("general_public", text, states=states, others=[first])
    own = claims[(claims["kind"] == "nesting") & claims["note"].str.contains("at most the whole", na=False)]
    assert set(own["printed"]) <= {part, "2600.00"}
    own = own[own["printed"] == part]
    assert set(own["verdict"]) == {expected}


def test_parts_above_their_whole_differ_though_others_are_left_out() -> None:
    text = "本年收入合计1100.00万元，包括：财政拨款收入1000.00万元；其他收入200.00万元。"
    assert ("sum", "1100.00", "differs") in verdicts("revenue", text)


@pytest.mark.parametrize(("part", "expected"), [("20.00", "equal"), ("20.01", "rounding"), ("30.00", "differs")])
def test_sources_add_up_in_the_text_where_no_form_prints_them(part: str, expected: str) -> None:
    states = dict.fromkeys(["revenue_by_function", "revenue_expenditure_summary", "appropriation_summary"], "missing")
    text = (
        "本年收入合计1020.00万元，包括：一般公共预算财政拨款收入1000.00万元；政府性基金预算财政拨款收入0.00万元；"
        "国有资本经营预算财政拨款收入0.00万元；上级补助收入0.00万元；事业收入{}万元；经营收入0.00万元；"
        "附属单位上缴收入0.00万元；其他收入0.00万元。"
    )
    assert ("sum", "1020.00", expected) in verdicts("revenue", text.format(part), states=states)


NO_FORMS = dict.fromkeys(
    ["expenditure_by_function", "general_public_expenditure", "general_public_basic", "revenue_expenditure_summary"],
    "missing",
)


@pytest.mark.parametrize(
    ("section", "text", "kind", "expected"),
    [
        ("expenditure", "基本支出占本年支出的62.35%，项目支出占本年支出的37.65%，没有上缴上级支出、经营支出。", "shares_sum", []),
        ("expenditure", "基本支出占本年支出的62.35%，项目支出占本年支出的47.65%。", "shares_sum", ["differs"]),
        ("expenditure", "基本支出占本年支出的62.35%，项目支出占本年支出的27.65%。", "shares_sum", []),
        ("basic", "一般公共预算财政拨款基本支出600.00万元，其中：人员经费630.00万元。", "sum", ["differs"]),
        ("basic", "一般公共预算财政拨款基本支出600.00万元，其中：人员经费580.00万元。", "sum", []),
        ("basic", "一般公共预算财政拨款基本支出600.00万元，其中：人员经费580.00万元，公用经费20.00万元。", "sum", ["equal"]),
        ("basic", "一般公共预算财政拨款基本支出600.00万元，其中：人员经费580.00万元，公用经费30.00万元。", "sum", ["differs"]),
    ],
)
def test_parts_are_held_against_a_whole_that_no_form_prints(
    section: str, text: str, kind: str, expected: list[str]
) -> None:
    """Parts that are left out may be anything from zero up: only more than the whole contradicts it."""
    claims, _ = read(section, text, states=NO_FORMS)
    assert list(claims.loc[claims["kind"] == kind, "verdict"]) == expected


@pytest.mark.parametrize(
    ("summary", "revenue", "expected"),
    [
        ("2024年度收入总计1300.00万元，支出总计1300.00万元。", "", {"1300.00": ["equal"]}),
        ("2024年度收入总计1300.00万元，支出总计1310.00万元。", "", {"1310.00": ["differs"]}),
        ("2024年度收入总计1300.00万元。", "2024年度收入合计1250.00万元。年初结转和结余50.00万元。", {"1300.00": ["equal"]}),
        ("2024年度收入总计1300.00万元。", "2024年度收入合计1290.00万元。年初结转和结余50.00万元。", {"1300.00": ["differs"]}),
        ("2024年度收入总计1300.00万元。", "2024年度收入合计1200.00万元。年初结转和结余50.00万元。", {}),
        # of a total that is told in two amounts neither is certain
        ("2024年度收入总计1300.00万元。收入总计1200.00万元。", "2024年度收入合计1290.00万元。年初结转和结余50.00万元。", {}),
    ],
)
def test_totals_of_the_account_are_held_together_over_its_sections(
    summary: str, revenue: str, expected: dict[str, list[str]]
) -> None:
    states = {**NO_FORMS, "revenue_by_function": "missing"}
    claims, _ = read("revenue", revenue, states=states, others=[("general_summary", summary)])
    sums = claims[claims["kind"] == "sum"]
    assert {name: list(own["verdict"]) for name, own in sums.groupby("printed")} == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["住房保障支出80.00万元，其中：廉租住房50.00万元，物业服务30.00万元。"], [("sum", "80.00", "equal")]),
        (["住房保障支出80.00万元，其中：物业服务费30.00万元。"], []),
        (["住房保障支出80.00万元，其中：物业服务费90.00万元。"], [("nesting", "90.00", "differs")]),
        (["差旅费10.00万元，会议费20.00万元，两项合计30.00万元。"], [("sum", "30.00", "equal")]),
        (["差旅费10.00万元，会议费20.00万元，两项合计31.00万元。"], [("sum", "31.00", "differs")]),
        (["差旅费10.00万元，会议费20.00万元，三项合计31.00万元。"], []),
        (["1.差旅费支出10.00万元，比上年增加1.00万元。", "2.会议费支出20.00万元。", "以上两项合计31.00万元。"], [("sum", "31.00", "differs")]),
        (["1.差旅费支出10.00万元，比上年增加1.00万元。", "2.会议费支出20.00万元。", "以上两项合计30.00万元。"], [("sum", "30.00", "equal")]),
    ],
)
def test_lists_of_a_sentence_add_up(texts: list[str], expected: list[tuple[str, str, str]]) -> None:
    """Behind 其中 parts may be left out; where the words count what they add up, all of it is there."""
    claims, _ = read("other_matters", *texts, states=NO_FORMS)
    derived = claims[claims["kind"].isin(["sum", "nesting"])]
    assert list(derived[["kind", "printed", "verdict"]].itertuples(index=False, name=None)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国内公务接待31批次、274人次。", ["equal"]),
        ("国内公务接待31批次，累计24人次。", ["differs"]),
        ("国内公务接待0批次，累计7人次。", ["differs"]),
        ("国内公务接待0批次，0人次。", ["equal"]),
        ("共接待31批次，其中外宾4人。", []),
        ("共接待31批次，陪同4人。", []),
    ],
)
def test_batch_of_guests_is_at_least_one_person(text: str, expected: list[str]) -> None:
    claims, _ = read("three_public", "公务接待费支出6.00万元，" + text)
    assert list(claims.loc[claims["kind"] == "nesting", "verdict"]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("国内公务接待支出6.00万元，公务接待31批次、274人次，其中：接待外宾0批次、0人次。", ["equal", "equal"]),
        ("国内公务接待支出6.00万元，公务接待31批次、4人次，其中：接待外宾0批次、0人次。", ["differs", "equal"]),
        ("因公出国（境）费支出8.00万元，全年因公出国（境）团组2个，累计7人次。", ["equal"]),
        ("因公出国（境）费支出8.00万元，全年因公出国（境）团组7个，累计2人次。", ["differs"]),
        ("因公出国（境）费支出8.00万元，全年因公出国（境）团组0个，累计2人次。", ["equal"]),
    ],
)
def test_batches_of_a_part_and_groups_that_travel_are_persons_too(text: str, expected: list[str]) -> None:
    """Who travels may be of the group of another office."""
    claims, _ = read("three_public", text)
    assert list(claims.loc[claims["claim_id"].str.endswith(".batches"), "verdict"]) == expected


@pytest.mark.parametrize(
    "title", ["2050201学前教育：支出决算", "（2）2050201学前教育支出"]
)
def test_item_named_by_its_code_is_the_row_of_that_code(title: str) -> None:
    text = f"{title}300.00万元，年初预算为250.00万元，完成年初预算的120.00%。"
    assert {("amount", "300.00", "equal"), ("completion", "120.00", "equal")} <= set(verdicts("general_public", text))
    assert ("amount", "310.00", "differs") in verdicts("general_public", text.replace("300.00", "310.00"))


def test_code_that_the_form_does_not_print_is_unchecked() -> None:
    text = "2050299其他普通教育支出300.00万元，年初预算为250.00万元，完成年初预算的120.00%。"
    assert ("amount", "300.00", "unchecked") in verdicts("general_public", text)


def test_bracket_inside_the_name_of_an_item_does_not_end_it() -> None:
    text = "其他政府办公厅（室）及相关机构事务支出300.00万元，较上年增加20.00万元，增长7.14%。"
    assert ("growth", "7.14", "equal") in verdicts("general_public", text)


@pytest.mark.parametrize(("rate", "expected"), [("7.50", "equal"), ("8.11", "differs")])
def test_quoted_year_before_is_that_of_a_total_under_either_reading(rate: str, expected: str) -> None:
    """总支出 may be 本年支出合计 or 支出总计: the amounts beside it are those of the same words."""
    text = f"我局2024年总支出1127.63万元，与上年的1219.08万元相比下降了{rate}%。"
    claims, _ = read("expenditure", text, states=NO_FORMS)
    assert list(claims.loc[claims["kind"] == "growth", "verdict"]) == [expected]


def test_shares_of_nothing_need_not_add_up() -> None:
    nothing = dict.fromkeys(["expenditure_total", "basic", "project"], "0.00")
    amounts = {f"expenditure_by_function/total/{name}": text for name, text in nothing.items()}
    text = "本年支出合计0.00万元，其中：基本支出0.00万元，占0.00%；项目支出0.00万元，占0.00%。"
    claims, _ = read("expenditure", text, amounts=amounts)
    assert list(claims.loc[claims["kind"] == "shares_sum", "verdict"]) == ["undefined"]


def test_items_and_classes_add_up_to_the_total() -> None:
    classes = (
        "2024年度一般公共预算财政拨款支出1020.00万元，主要用于以下方面：教育支出（类）800.00万元，占78.43%；"
        "卫生健康支出（类）220.00万元，占21.57%。"
    )
    found = verdicts("general_public.structure", classes)
    assert ("sum", "1020.00", "equal") in found and ("shares_sum", "21.57", "equal") in found
    claims, _ = read("general_public.structure", classes)
    shares = claims[claims["kind"] == "shares_sum"].iloc[0]
    assert shares["subject"] == "general_public_expenditure/total/shares_sum"  # of the whole, not of its last part
    partial = verdicts("general_public.structure", classes.replace("卫生健康支出（类）220.00万元，占21.57%", "其他略"))
    assert not {"sum", "shares_sum"} & {kind for kind, *_ in partial}


def test_classes_that_add_up_to_less_are_no_error_where_rows_of_the_form_were_not_read() -> None:
    """Which classes there are is said by the rows of the form."""
    text = "2024年度一般公共预算财政拨款支出{}万元，主要用于以下方面：教育支出（类）800.00万元；卫生健康支出（类）220.00万元。"
    unread = {"general_public_expenditure/9/expenditure_total": "20.00"}
    section = "general_public.structure"
    assert verdict(section, text.format("1040.00"), "sum", "1040.00") == "differs"
    assert verdict(section, text.format("1040.00"), "sum", "1040.00", amounts=unread) == "unchecked"
    assert verdict(section, text.format("1010.00"), "sum", "1010.00", amounts=unread) == "differs"


def item(names: str, budget: str, actual: str) -> str:
    return f"{names}。年初预算为{budget}万元，支出决算为{actual}万元。"


ITEMS = (
    item("教育支出（类）普通教育（款）学前教育（项）", "200.00", "300.00"),
    item("教育支出（类）普通教育（款）小学教育（项）", "500.00", "500.00"),
    item("卫生健康支出（类）行政事业单位医疗（款）事业单位医疗（项）", "200.00", "219.33"),
    item("卫生健康支出（类）行政事业单位医疗（款）公务员医疗补助（项）", "0.50", "0.67"),
)


@pytest.mark.parametrize(
    ("total", "expected"), [("900.50", "equal"), ("900.52", "rounding"), ("890.00", "differs"), ("910.00", "unchecked")]
)
def test_budgets_of_items_add_up_to_the_budget(total: str, expected: str) -> None:
    head = f"一般公共预算财政拨款支出年初预算为{total}万元，支出决算为1020.00万元。其中："
    found = verdicts("general_public.detail", head, *ITEMS)
    assert ("sum", total, expected) in found
    assert ("sum", "1020.00", "equal") in found


def test_receptions_add_up_unless_the_words_exclude_a_part() -> None:
    text = (
        "公务接待费支出决算6.00万元，国内公务接待{}批次。其中：外事接待支出1.00万元，接待2批次。"
        "其他国内公务接待支出5.00万元，接待8批次。"
    )
    assert ("sum", "10", "equal") in verdicts("three_public", text.format(10))
    assert ("sum", "9", "differs") in verdicts("three_public", text.format(9))
    assert ("sum", "8", "unchecked") in verdicts("three_public", text.format(8))


def test_shares_of_rounded_amounts_need_not_make_100() -> None:
    amounts = {
        "three_public/total/actual": "0.04",
        "three_public/overseas_travel/actual": "0.01",
        "three_public/hospitality/actual": "0.01",
        "three_public/vehicles/actual": "0.01",
    }
    text = "“三公”经费支出决算0.04万元，其中：因公出国（境）费0.01万元，占25.00%；公务用车购置及运行维护费0.01万元，占25.00%；公务接待费0.01万元，占25.00%。"  # fmt: skip
    found = verdicts("three_public", text, amounts=amounts)
    assert ("shares_sum", "25.00", "rounding") in found
    assert ("sum", "0.04", "rounding") in found


# --- the words of the specs --------------------------------------------------------------------------


def test_a_phrase_with_options_stands_for_all_its_readings() -> None:
    assert sorted(vocabulary.expand("完成[年初|全年]预算[数]")) == sorted(
        ["完成预算", "完成预算数", "完成年初预算", "完成年初预算数", "完成全年预算", "完成全年预算数"]
    )


def test_a_phrase_has_one_subject_per_section(monkeypatch: pytest.MonkeyPatch) -> None:
    data = {**vocabulary.specs.load("sentences/subjects.toml")}
    data["subject"] = [{"words": ["收入"], "refs": {"revenue": [ref]}} for ref in ("a/b/c", "d/e/f")]
    monkeypatch.setattr(vocabulary.specs, "load", lambda name: data)
    with pytest.raises(SpecError, match="two subjects"):
        vocabulary.words_of.__wrapped__("revenue")


# --- the tree of a claim -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "formula", "verdict"),
    [
        ("减少50.00万元，下降4.00%", "a+b <= c+d", "differs"),
        ("增加50.00万元，增长4.35%", "a-b <= c+d", "equal"),
    ],
)
def test_change_counts_with_the_direction_of_its_statement(
    told: str, formula: str, verdict: str
) -> None:
    """1,200.00 after a fall of 50.00 was 1,250.00, whatever words stand before the number."""
    total = "财政拨款收入、支出总计1200.00万元，与2023年度相比，{}。"
    whole = "收入、支出总计1200.00万元，与2023年度相比，各减少20.00万元，下降1.64%。"
    names = ("grand_total_revenue/amount", "grand_total_expenditure/amount")
    amounts = {f"revenue_expenditure_summary/{name}": "1200.00" for name in names}
    names = ("grand_total_revenue/amount", "grand_total_expenditure/total")
    amounts |= {f"appropriation_summary/{name}": "1200.00" for name in names}
    claims, _ = read(
        "appropriation_summary", total.format(told), amounts=amounts, others=[("general_summary", whole)]
    )
    [row] = claims[claims["kind"] == "implied_prior"].to_dict("records")
    assert (row["formula"], row["verdict"]) == (formula, verdict)
    [growth] = claims[(claims["kind"] == "growth") & (claims["section"] == "appropriation_summary")].to_dict("records")
    assert growth["verdict"] == "equal"
    changes = claims[claims["printed"] == "50.00"]
    assert set(changes["direction"].dropna()) == {"up" if "增加" in told else "down"}


def test_claim_names_its_quantity_typed() -> None:
    claims, _ = read("general_public.detail", ITEM + "年初预算为400.00万元，支出决算为500.00万元。")
    own = claims[claims["unit"] == "万元"]
    assert own[["form", "row", "measure"]].to_numpy().tolist() == [
        ["general_public_expenditure", "2050202", "budget"],
        ["general_public_expenditure", "2050202", "expenditure_total"],
    ]
    judged = own["verdict"].notna()
    assert (own.loc[judged, "reading"] == "certain").all() and own.loc[~judged, "reading"].isna().all()


@pytest.mark.parametrize(
    ("budget", "actual", "word", "verdict"),
    [
        ("500", "500.00", "等于预算数", "equal"),
        ("500.00", "500.00", "与预算数持平", "equal"),
        ("500.01", "500.00", "等于预算数", "rounding"),
        ("500.01", "500.00", "小于预算数", "equal"),
        ("500.00", "500.00", "大于预算数", "rounding"),
        ("500.02", "500.00", "等于预算数", "differs"),
    ],
)
def test_words_of_comparison_are_judged_on_the_printed_numbers(
    budget: str, actual: str, word: str, verdict: str
) -> None:
    text = f"{ITEM}年初预算为{budget}万元，支出决算为{actual}万元，决算数{word}。"
    claims, notices = read("general_public.detail", text)
    assert claims.loc[claims["kind"] == "direction", "verdict"].tolist() == [verdict]
    assert ("same_print" in set(notices["kind"])) is (verdict == "rounding")


ROWS = {"205": "教育支出", "20502": "普通教育", "2050202": "小学教育", "20509": "教育费附加安排的支出", "2050999": "其他教育费附加安排的支出"}


def test_row_that_is_left_over_is_not_that_of_an_item_another_form_has() -> None:
    """初中教育 stands on another form: its row is missing here, and the row left over is another item."""
    told = [("教育支出", "普通教育", "小学教育"), ("教育支出", "普通教育", "初中教育")]
    for elsewhere, expected in (({}, "2050999"), (ROWS | {"2050203": "初中教育"}, None)):
        names = ItemNames({code: name for code, name in ROWS.items()}, [elsewhere])
        names.settle([told[0], ("教育支出", "某某教育", "初中教育") if not elsewhere else told[1]])
        assert names.code_of(("教育支出", "某某教育", "初中教育") if not elsewhere else told[1]) == expected


@pytest.mark.parametrize(("label", "wrong"), [("支出", []), ("育支出", []), ("教育支出", []), ("教育事业", [])])
def test_name_of_the_classification_is_no_wrong_name(label: str, wrong: list[tuple[str, str]]) -> None:
    """Whatever part of its name a row shows: a label that overflows its row leaves the code to decide."""
    names = ItemNames(ROWS | {"205": label})
    told = ("教育支出", "普通教育", "小学教育")
    names.settle([told])
    assert names.code_of(told) == "2050202"
    assert names.misnamed(told) == wrong
    other = ("体育支出", "普通教育", "小学教育")
    names.settle([other])
    assert names.misnamed(other) == [("体育支出", label)]


@pytest.mark.parametrize(("label", "is_wrong"), [("某某发展专项资", False), ("某某发展", False), ("某某发展专项费", True), ("某某", True)])
def test_part_of_a_name_is_no_other_name(label: str, is_wrong: bool) -> None:
    """The edge of a cell cuts off the end of a name that only the publisher has."""
    names = ItemNames(ROWS | {"20588": label, "2058801": "某某资助"})
    told = ("教育支出", "某某发展专项资金安排的支出", "某某资助")
    names.settle([told])
    assert names.code_of(told) == "2058801"
    assert bool(names.misnamed(told)) is is_wrong
