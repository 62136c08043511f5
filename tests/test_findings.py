"""Findings: one slip is one finding, with its places, its cause and a sentence; none goes unexplained."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from budget_analysis import Account, load, reconcile, specs
from budget_analysis.checks.joint_account import Joint
from budget_analysis.doubts import in_doubt
from budget_analysis.findings import GROUNDS, SEVERITIES, Material, naming, power, stated
from budget_analysis.findings.statements import Number
from budget_analysis.facts import Forms
from budget_analysis.reconciliation import Ledger, _read_claims
from budget_analysis.relations.evaluate import judge_instances
from budget_analysis.relations.identities import load_identities
from budget_analysis.relations.instances import list_instances
from tests.known_documents import opened_once
from tests.rendering import Style, made_up_account, render
from tests.seed_account import seed_account, seed_ledger
from tests.small_account import small_account

Finding = dict[str, Any]
FORM, CODE = "general_public_expenditure", "2013704"


def with_cell(account: Account, form: str, role: str, measure: str, printed: str) -> Account:
    """The account with another print in one cell."""
    figures = account.figures.copy()
    [row] = figures.index[
        (figures["form"] == form) & (figures["role"] == role) & (figures["measure"] == measure)
    ]
    figures.loc[row, "printed"] = printed
    amount = Decimal(printed.replace(",", "")) * 1_000_000
    figures.loc[row, "amount_fen"] = int(amount)
    figures.loc[row, "resolution_fen"] = 10_000
    figures.loc[row, "state"] = "value" if amount else "zero"
    return replace(account, figures=figures)


def with_words(account: Account, printed: str, instead: str) -> Account:
    """The account with other words in the first paragraph that has these."""
    blocks = account.blocks.copy()
    found = blocks.index[blocks["text"].str.contains(printed, regex=False)]
    blocks.loc[found[0], "text"] = blocks.loc[found[0], "text"].replace(printed, instead, 1)
    return replace(account, blocks=blocks)


def new_findings(account: Account) -> list[Finding]:
    """What is found in a changed account and not in the seed."""
    known = set(seed_ledger().findings["finding_id"])
    found = reconcile(account)
    assert unexplained(found) == []
    return [row for row in found.findings.to_dict("records") if row["finding_id"] not in known]


def unexplained(found: Ledger) -> list[str]:
    claims, checks = found.claims, found.checks
    differing = set(claims.loc[claims["verdict"] == "differs", "claim_id"])
    chosen = checks[checks["verdict"] == "differs"]
    differing |= set(chosen["identity"] + " " + chosen["instance"])
    explained = {name for told in found.findings["statements"] for name in json.loads(told)}
    return sorted(differing - explained)


def first_place(finding: Finding) -> Mapping[str, Any]:
    place: Mapping[str, Any] = json.loads(finding["places"])[0]
    return place


def printed_of(account: Account, form: str, role: str, measure: str) -> str:
    figures = account.figures
    chosen = (figures["form"] == form) & (figures["role"] == role) & (figures["measure"] == measure)
    return str(figures.loc[chosen, "printed"].iloc[0])


# --- one slip, one finding -------------------------------------------------------------------------


def test_everything_that_differs_in_the_seed_is_explained() -> None:
    assert unexplained(seed_ledger()) == []
    assert set(seed_ledger().findings["ground"]) <= set(GROUNDS)




CAUSES = ("digit_lost", "digit_doubled", "digits_swapped", "times_10", "sign", "digit_mistaken")


@pytest.mark.parametrize("cause", CAUSES)
def test_slip_in_a_cell_is_one_finding_with_its_cause(cause: str) -> None:
    account = seed_account()
    right = printed_of(account, "expenditure_by_function", CODE, "project")
    wrong = changed(right, cause)
    [found] = new_findings(with_cell(account, "expenditure_by_function", CODE, "project", wrong))
    place = first_place(found)
    assert (place["form"], place["row"], place["measure"]) == ("expenditure_by_function", CODE, "project")
    assert found["printed"] == wrong
    assert Decimal(found["right"].replace(",", "")) == Decimal(right.replace(",", ""))
    assert found["cause"] == cause
    assert found["cause_proof"]
    assert found["ground"] == "impossible"


def changed(printed: str, cause: str) -> str:
    """A print with a slip of a kind; the seed prints separators of thousands."""
    whole, _, decimals = printed.replace(",", "").partition(".")
    slips: dict[str, Callable[[], str]] = {
        "digit_lost": lambda: f"{whole[0]}{whole[2:]}.{decimals}",
        "digit_doubled": lambda: f"{whole[0]}{whole}.{decimals}",
        "digits_swapped": lambda: f"{whole[1]}{whole[0]}{whole[2:]}.{decimals}",
        "times_10": lambda: f"{whole}{decimals[0]}.{decimals[1]}0",
        "sign": lambda: f"-{whole}.{decimals}",
        "digit_mistaken": lambda: f"{whole[0]}{(int(whole[1]) + 5) % 10}{whole[2:]}.{decimals}",
    }
    return slips[cause]()


def test_amount_of_a_sentence_is_the_culprit_and_the_form_says_what_is_right() -> None:
    account = seed_account()
    right = printed_of(account, "three_public", "total", "actual")
    told = f"决算为{right}万元"
    assert account.blocks["text"].str.contains(told, regex=False).any()
    wrong = changed(f"1{right}", "digit_mistaken")
    found = new_findings(with_words(account, told, f"决算为{wrong}万元"))
    named = [one for one in found if one["kind"] == "amount"]
    assert named
    assert named[0]["printed"] == wrong
    assert named[0]["right"] == right
    assert "section" in first_place(named[0])


def test_same_quantity_wrong_in_two_forms_is_one_finding_with_all_its_places() -> None:
    account = seed_account()
    forms = ("expenditure_by_function", "general_public_expenditure")
    for form in forms:
        account = with_cell(account, form, CODE, "project", "112.17")
    [found] = new_findings(account)
    assert [(place["form"], place["row"]) for place in json.loads(found["places"])] == [
        (form, CODE) for form in forms
    ]
    assert (found["right"], found["cause"]) == ("1,912.17", "digit_lost")
    assert len(json.loads(found["statements"])) >= 4


def test_two_cells_that_carry_each_others_number_are_one_finding() -> None:
    account, form = seed_account(), "general_public_basic"
    one, other = (printed_of(account, form, code, "amount") for code in ("30101", "30103"))
    account = with_cell(account, form, "30101", "amount", other)
    account = with_cell(account, form, "30103", "amount", one)
    # nothing but the sum speaks of these two, and the sum is the same: nothing is provable
    assert new_findings(account) == []


@cache
def with_shifted_rows() -> tuple[Account, list[Finding]]:
    """The account with all rows of form 7 from the fourth on one row further down, and what is found in it."""
    account = seed_account()
    chosen = account.figures[(account.figures["form"] == FORM) & (account.figures["measure"] == "expenditure_total")]
    roles = [role for role in chosen["role"].dropna() if role.isdecimal()]
    for measure in ("expenditure_total", "basic", "project"):
        shifted = [printed_of(account, FORM, role, measure) or "0.00" for role in roles]
        for role, printed in zip(roles[3:], shifted[2:], strict=False):
            account = with_cell(account, FORM, role, measure, printed)
    return account, new_findings(account)


def test_rows_that_carry_the_values_of_other_rows_are_one_finding() -> None:
    _, found = with_shifted_rows()
    blocks = [one for one in found if one["kind"] == "shifted_rows"]
    assert len(blocks) == 1
    assert blocks[0]["cause"] == "shifted_rows"
    assert "→" in blocks[0]["cause_proof"]
    assert len(json.loads(blocks[0]["statements"])) > 20
    assert len(found) <= 3


@pytest.mark.parametrize(
    ("slip", "printed", "right"),
    [
        (lambda account: with_cell(account, "expenditure_by_function", "2080505", "basic", "16.33"), "16.33", "13.63"),
        (lambda account: with_cell(account, "revenue_by_function", "2210201", "appropriation", "8.68"), "8.68", "21.02"),
        (lambda account: with_words(account, "支出决算为7.65万元", "支出决算为6.75万元"), "6.75", "7.65"),
    ],
)
def test_slip_on_top_of_shifted_rows_is_one_more_finding(
    slip: Callable[[Account], Account], printed: str, right: str
) -> None:
    """It is measured by what should stand in the row, not by what stands there."""
    account, shifted = with_shifted_rows()
    known = {one["finding_id"] for one in shifted}
    found = [one for one in new_findings(slip(account)) if one["finding_id"] not in known]
    assert [(one["printed"], one["right"]) for one in found] == [(printed, right)]
    assert first_place(found[0])["printed"] == printed


def test_of_a_sum_that_nothing_else_says_all_numbers_are_shown_as_a_tie() -> None:
    account = seed_account()
    figures = account.figures
    chosen = figures[(figures["form"] == "general_public_basic") & (figures["role"] == "30101")]
    wrong = changed(str(chosen["printed"].iloc[0]), "digits_swapped")
    [found] = new_findings(with_cell(account, "general_public_basic", "30101", "amount", wrong))
    places = [first_place(found), *json.loads(found["alternatives"])]
    assert "30101" in {place.get("row") for place in places}
    assert len(places) > 2
    assert "也可相符" in found["sentence_zh"] and "would also make it fit" in found["sentence_en"]


def test_of_many_parts_none_is_accused_where_nothing_tells_which_is_wrong() -> None:
    """30101 off by 7.77, of which rounding hides 0.01: any other part of its class, or none, may be the wrong one; all are in the frame."""
    account = seed_account()
    chosen = printed_of(account, "general_public_basic", "30101", "amount")
    wrong = f"{Decimal(chosen.replace(',', '')) + Decimal('7.77'):,.2f}"
    [found] = new_findings(with_cell(account, "general_public_basic", "30101", "amount", wrong))
    places = json.loads(found["places"])
    rows = {place.get("row") for place in places}
    assert found["printed"] is None and found["right"] is None and found["cause"] is None
    assert {"30101", "30102", "30103", "30107", "30199"} == rows  # what another form or the text confirms is not among them
    assert found["severity"] == "ordinary"
    assert wrong in {place["printed"] for place in places}
    assert "相差7.76万元" in found["sentence_zh"] and "不能断定是哪一个" in found["sentence_zh"]
    assert "off by 7.76" in found["sentence_en"] and "does not tell which" in found["sentence_en"]
    listed = len(places)
    assert f"{listed}个部分" in found["sentence_zh"] and f"另有{listed - 4}个数" in found["sentence_zh"]
    assert f"and {listed - 4} more" in found["sentence_en"]


@pytest.mark.parametrize("added", ["30.00", "7.77"])
def test_a_cause_that_several_parts_would_have_singles_none_out(added: str) -> None:
    """One digit mistaken would explain 30.00 in every part whose digits allow it."""
    account = seed_account()
    chosen = printed_of(account, "general_public_basic", "30103", "amount")
    wrong = f"{Decimal(chosen.replace(',', '')) + Decimal(added):,.2f}"
    [found] = new_findings(with_cell(account, "general_public_basic", "30103", "amount", wrong))
    rows = {place.get("row") for place in json.loads(found["places"])}
    told = {place.get("row"): place.get("right") for place in json.loads(found["alternatives"])}
    assert found["printed"] is None and {"30101", "30103", "30107"} <= rows | set(told)


def test_rate_that_is_cut_off_is_found_with_its_value() -> None:
    account = with_words(seed_account(), "增长17.10%", "增长17.09%")
    found = new_findings(account)
    [rate] = [one for one in found if one["kind"] == "rate"]
    assert (rate["printed"], rate["severity"]) == ("17.09", "last_digit")
    assert rate["right"] == "17.10"
    assert "÷" in rate["sentence_zh"] and "÷" in rate["sentence_en"]


# --- names -----------------------------------------------------------------------------------------


def test_name_of_a_finding_stays_when_the_wrong_number_is_another() -> None:
    account = seed_account()
    names = []
    for wrong in ("1,028.65", "9,928.65"):
        [found] = new_findings(with_cell(account, "expenditure_by_function", CODE, "project", wrong))
        names.append((found["finding_id"], found["content"]))
    assert names[0][0] == names[1][0]
    assert names[0][1] != names[1][1]


def test_names_of_findings_are_unique_and_no_name_of_anything_else() -> None:
    found = seed_ledger().findings["finding_id"]
    assert found.is_unique
    assert found.str.fullmatch(r"s[a-p]{8}(-\d+)?").all()


# --- words -----------------------------------------------------------------------------------------


def test_every_kind_ground_severity_and_cause_has_both_languages() -> None:
    words = specs.load("findings.toml")
    for table in ("kinds", "grounds", "severities", "causes", "sentences", "words"):
        for name, entry in words[table].items():
            assert entry["zh"] and entry["en"], name
    assert set(words["of_claims"].values()) <= set(words["kinds"])
    assert set(words["grounds"]) == set(GROUNDS)
    assert set(words["severities"]) == set(SEVERITIES)


def test_sentences_speak_one_language_but_for_what_is_quoted() -> None:
    for row in seed_ledger().findings.to_dict("records"):
        bare = without_quotes(row["sentence_zh"])
        assert not any(letter.isascii() and letter.isalpha() for letter in bare), bare
        bare = without_quotes(row["sentence_en"])
        assert not any("一" <= letter <= "鿿" for letter in bare), bare


def without_quotes(text: str) -> str:
    kept, is_open = "", False
    for letter in text:
        is_open = is_open or letter == "“"
        kept += "" if is_open else letter
        is_open = is_open and letter != "”"
    return kept


# --- ground `print`, ground `omission` -------------------------------------------------------------


def test_text_that_touches_the_form_in_one_point_is_a_finding_of_ground_print() -> None:
    right = printed_of(seed_account(), "three_public", "overseas_travel", "actual")
    account = with_words(
        seed_account(), f"因公出国（境）费用支出决算为{right}万元", "因公出国（境）费用支出决算为5.70万元"
    )
    found = [one for one in new_findings(account) if one["ground"] == "print"]
    assert [(one["printed"], one["severity"], one["kind"]) for one in found] == [("5.70", "last_digit", "touch")]
    assert json.loads(found[0]["statements"])[0] == first_place(found[0])["claim"]


def test_text_that_another_form_prints_so_is_no_finding() -> None:
    """Offices shift a last digit so that columns add: the text has the digits of the other form."""
    right = printed_of(seed_account(), "general_public_expenditure", "201", "expenditure_total")
    near = f"{Decimal(right.replace(',', '')) + Decimal('0.01')}"
    assert touches(near) == [near]
    account = with_cell(seed_account(), "revenue_by_function", "201", "revenue_total", near)
    assert touches(near, account) == []


def touches(told: str, account: Account | None = None) -> list[str]:
    """The prints of ground `print` after the text tells an amount of class 201."""
    changed_account = with_words(
        account or seed_account(), "一般公共服务支出（类）支出2147.90万元", f"一般公共服务支出（类）支出{told}万元"
    )
    found = reconcile(changed_account).findings
    return list(found.loc[found["ground"] == "print", "printed"])


def test_form_of_the_layout_that_is_not_there_is_an_omission_and_accuses_of_no_number(tmp_path: Path) -> None:
    found = reconcile(load(small_account(tmp_path / "a.txt"))).findings
    assert set(found["ground"]) <= {"omission"}
    assert not found["right"].notna().any()


# --- power -----------------------------------------------------------------------------------------


@cache
def seed_statements() -> Any:
    account, ledger = seed_account(), seed_ledger()
    index = Forms(account.forms, account.figures, account.document_id)
    told = _read_claims(account, index, in_doubt(account.problems))
    instances = list(list_instances(index))
    return stated(Material(index, instances, ledger.checks, told.claims, told.trees))


@pytest.mark.parametrize("identity", ["A05.1", "B12"])
def test_power_is_the_least_change_that_makes_a_statement_differ(identity: str) -> None:
    """Changed by that much the statement differs, changed by one unit less it does not."""
    found = next(
        one
        for one in power.powers(seed_statements())
        if one.statement.startswith(identity + " ") and one.increase and one.increase > 1
    )
    assert found.increase is not None
    form, role, measure = found.number.split("/")[1:]
    printed = Decimal(printed_of(seed_account(), form, role, measure).replace(",", ""))
    for change, verdict in ((found.increase, True), (found.increase - 1, False)):
        account = with_cell(seed_account(), form, role, measure, str(printed + change * Decimal("0.01")))
        index = Forms(account.forms, account.figures, account.document_id)
        checks = judge_instances(index, list_instances(index)).checks
        names = checks["identity"] + " " + checks["instance"]
        [row] = checks[names == found.statement].to_dict("records")
        assert (row["verdict"] == "differs") is verdict


def test_whole_numbers_give_the_same_power_as_fractions(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = sorted(map(repr, power.powers(seed_statements())))
    monkeypatch.setattr(power, "_of_whole_numbers", lambda *_: None)
    assert sorted(map(repr, power.powers(seed_statements()))) == fast


def test_number_that_nothing_else_states_is_not_watched() -> None:
    watch = seed_ledger().watch
    alone = watch[~watch["is_judged"]]
    assert not alone.empty
    assert not alone["is_watched"].any()
    assert watch["is_watched"].mean() > 0.5
    assert not pd.isna(watch["printed"]).any()


def test_obligations_count_what_ran_and_what_did_not_apply() -> None:
    ledger = seed_ledger()
    table = ledger.obligations.set_index("identity")
    assert set(table.index) == {one.id for one in (*load_identities().listed, *load_identities().of_claims)}
    checks = ledger.checks
    ran = checks[(checks["identity"] == "A05.1") & (checks["verdict"] != "unchecked")]
    assert table.loc["A05.1", "ran"] == len(ran)
    assert table["not_applicable"].sum() == len(ledger.not_applicable)
    assert isinstance(ledger.joint, Joint)


# --- documents at hand -----------------------------------------------------------------------------


def test_lost_digit_of_two_forms_is_one_finding(shared_dir: Path) -> None:
    _, found = opened_once(shared_dir / "documents" / "sql.pdf")
    assert unexplained(found) == []
    [one] = [row for row in found.findings.to_dict("records") if row["printed"] == "1,066.51"]
    assert (one["right"], one["cause"], one["alternatives"]) == ("10,661.51", "digit_lost", "[]")
    assert len(json.loads(one["statements"])) == 8
    assert {place["form"] for place in json.loads(one["places"])} == {
        "expenditure_by_function", "general_public_expenditure",
    }  # fmt: skip


def test_shifted_rows_are_one_finding_and_a_rate_beside_them_is_measured_by_what_is_due(shared_dir: Path) -> None:
    _, found = opened_once(shared_dir / "documents" / "wlj.pdf")
    assert unexplained(found) == []
    rows = {row["kind"]: row for row in found.findings.to_dict("records")}
    assert len(json.loads(rows["shifted_rows"]["statements"])) > 130
    assert (rows["rate"]["printed"], rows["rate"]["right"], rows["rate"]["cause"]) == ("6.08", "6.09", "levelled")
    assert len(found.findings) < 12


CASES = ("forms/x_grid_wm.pdf", "forms/header_row_of_words.pdf", "forms/m02_repeated_title.pdf", "text/shgzb_layout.txt")


@pytest.mark.parametrize("case", CASES)
def test_nothing_that_differs_in_a_damaged_account_is_left_unexplained(case: str, shared_dir: Path) -> None:
    found = reconcile(load(shared_dir / "cases" / case))
    assert unexplained(found) == []
    assert found.findings["finding_id"].is_unique


@pytest.mark.parametrize("seed", range(3))
def test_consistent_made_up_account_has_no_finding(seed: int, tmp_path: Path) -> None:
    style = Style(frame="full", layout=("zhejiang", "mof")[seed % 2], seed=seed)
    render(made_up_account(seed, style), style, tmp_path / "account.pdf")
    found = reconcile(load(tmp_path / "account.pdf"))
    assert found.findings.empty
    assert found.watch["is_watched"].mean() > 0.8


@pytest.mark.parametrize(
    ("form", "label", "slip"),
    [
        ("revenue_by_function", "一般公共服务支出", "一般公共服新支出"),
        ("appropriation_summary", "一、一般公共服务支出", "一、一般公共服务支新"),
    ],
)
def test_name_of_a_code_is_told_at_its_row(form: str, label: str, slip: str) -> None:
    """Also a misprint at the end of a name, where 支出 may be left out."""
    account = seed_account()
    figures = account.figures.copy()
    own = (figures["form"] == form) & (figures["label"] == label)
    figures.loc[own, "label"] = slip
    [finding] = [one for one in new_findings(replace(account, figures=figures)) if one["kind"] == "structure"]
    [place] = json.loads(finding["places"])
    assert (place["form"], place["row"]) == (form, "201")
    assert slip.rpartition("、")[2] in finding["sentence_zh"]


@pytest.mark.parametrize(
    ("printed", "instead", "one", "other"),
    [
        ("年初预算为6.95万元，支出决算为7.65万元", "年初预算为7.65万元，支出决算为6.95万元", "6.95", "7.65"),
        ("基本支出280.40万元，占12.69%；项目支出1928.65万元", "基本支出1928.65万元，占12.69%；项目支出280.40万元", "1928.65", "280.40"),
    ],
)
def test_two_amounts_of_a_sentence_that_carry_each_others_number_are_one_finding(
    printed: str, instead: str, one: str, other: str
) -> None:
    [found] = [row for row in new_findings(with_words(seed_account(), printed, instead)) if row["kind"] != "direction"]
    assert (found["kind"], found["cause"]) == ("exchanged_numbers", "exchanged_numbers")
    assert {found["printed"], found["right"]} == {one, other}
    assert {place["printed"] for place in json.loads(found["places"])} == {one, other}
    assert "数字互换" in found["sentence_zh"] and "each other's number" in found["sentence_en"]


@pytest.mark.parametrize(
    ("printed", "instead", "cause", "proof"),
    [
        ("支出2147.90万元，占97.23%", "支出214.79万元，占97.23%", "part_10", "2147.90 ÷ 10 = 214.79"),
        ("支出29.71万元，占1.34%", "支出2.97万元，占1.34%", "part_10", "29.71 ÷ 10 ≈ 2.97"),
        ("支出29.71万元，占1.34%", "支出29.11万元，占1.34%", "digit_mistaken", "29.71 → 29.11"),
    ],
)
def test_point_that_slipped_is_told_where_it_drops_the_last_digit(printed: str, instead: str, cause: str, proof: str) -> None:
    account = with_words(seed_account(), printed, instead)
    [found] = [row for row in new_findings(account) if row["kind"] == "amount"]
    assert (found["cause"], found["cause_proof"]) == (cause, proof)


def test_number_of_things_is_mended_by_no_number_below_nothing() -> None:
    """共有车辆2辆，其中…1辆…3辆: the parts make more than the whole, and -1 is none."""
    account = with_words(seed_account(), "共有车辆0辆", "共有车辆2辆")
    account = with_words(account, "机要通信用车0辆", "机要通信用车1辆")
    account = with_words(account, "其他用车0辆", "其他用车3辆")
    [found] = new_findings(account)
    rights = [found["right"], *(other.get("right") for other in json.loads(found["alternatives"]))]
    assert not any(str(right).startswith("-") for right in rights)
    assert "-" not in found["sentence_zh"] and found["cause"] != "sign"


def test_names_that_one_paragraph_lists_wrongly_are_one_finding() -> None:
    """Each has its place; one alone keeps the sentence of its own and the same address."""
    printed = "主要包括：基本工资、"
    [alone] = new_findings(with_words(seed_account(), printed, printed + "离休费、"))
    [both] = new_findings(with_words(seed_account(), printed, printed + "离休费、助学金、"))
    assert alone["finding_id"] == both["finding_id"] and alone["content"] != both["content"]
    assert [place["printed"] for place in json.loads(both["places"])] == ["离休费", "助学金"]
    assert len(json.loads(both["statements"])) == 2
    assert "列有“离休费”、“助学金”" in both["sentence_zh"] and "30308 助学金 0.00万元" in both["sentence_zh"]
    assert "lists “离休费”, “助学金”" in both["sentence_en"] and "30308" in both["sentence_en"]


@pytest.mark.parametrize(
    ("quote", "printed", "told"),
    [
        # its name is kept with other brackets than it is quoted with: nothing of its end is taken for it
        ("教育支出（类）职业教育（款）中等职业学校学生活动与综合实践课程专项补助经费支出（项）", "教育支出(类)职业教育(款)中等职业学校学生活动与综合实践课程专项补助经费支出(项)", "教育支出（类）职业教育（款）中等职业学校学生活动与综合实践课程专项补助经费支出…"),
        ("某某县教育局本级及其所属各单位二〇二四年度政府采购金额（以合同签订为准并经审核）为21.07万元", "21.07", "某某县教育局本级及其所属各单位二〇二四年度政府采购金额…21.07万元"),
        ("某某县教育局本级及其所属各单位二〇二四年度政府采购金额为21.07", "21.07", "某某县教育局本级及其所属各单位二〇二四年度政府采购金额为21.07"),
    ],
)
def test_a_long_quotation_is_cut_without_a_bracket_left_alone(quote: str, printed: str, told: str) -> None:
    assert naming._short(Number("c1", "sentence", printed, "", None, {"quote": quote})) == told
    assert told.count("（") == told.count("）")
