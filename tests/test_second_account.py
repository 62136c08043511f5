"""A file with the accounts of two offices, one behind the other: the second is told and accuses nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load, reconcile

KEYS = ["科目编码", "科目名称"]
SPENT = ["本年支出合计", "基本支出", "项目支出"]


def forms_of(office: str, basic: float, project: float, unit: str = "万元") -> str:
    """Revenue, expenditure and expenditure from appropriation of an office that has nothing else."""
    whole = f"{basic + project:,.2f}"
    own = [whole, f"{basic:,.2f}", f"{project:,.2f}"]
    tables = {
        "收入决算表": [[*KEYS, "本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"], [whole, whole, *["0.00"] * 5]],
        "支出决算表": [[*KEYS, *SPENT, "上缴上级支出", "经营支出", "对附属单位补助支出"], [*own, *["0.00"] * 3]],
        "一般公共预算财政拨款支出决算表": [[*KEYS, *SPENT], own],
    }  # fmt: skip
    parts = []
    for title, (heads, amounts) in tables.items():
        rows = [heads, ["合计", "", *amounts], ["201", "一般公共服务支出", *amounts]]
        cells = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
        parts.append(f"<p>{title}</p><p>部门：{office}</p><p>单位：{unit}</p><table>{cells}</table>")
    return f"<h1>{office}2024年度部门决算</h1>{''.join(parts)}"


def prose_of(basic: float, project: float) -> str:
    whole = basic + project
    return (
        "<h2>第三部分 2024年度部门决算情况说明</h2>"
        f"<p>二、收入决算情况说明</p><p>2024年度收入合计{whole:.2f}万元，其中：财政拨款收入{whole:.2f}万元，占100%。</p>"
        f"<p>三、支出决算情况说明</p><p>2024年度支出合计{whole:.2f}万元，其中：基本支出{basic:.2f}万元，占{100 * basic / whole:.2f}%；项目支出{project:.2f}万元。</p>"
        f"<p>五、一般公共预算财政拨款支出决算情况说明</p><p>2024年度一般公共预算财政拨款支出{whole:.2f}万元，占本年支出合计的100%。</p>"
    )


def written(folder: Path, *parts: str) -> Path:
    path = folder / "page.html"
    path.write_text(f"<html><body>{''.join(parts)}</body></html>", encoding="utf-8")
    return path


OFFICE, UNIT = (300.0, 100.0), (70.0, 19.0)


@pytest.mark.parametrize("named", ["云溪县文化馆", "云溪县文化局"])
def test_the_prose_of_a_second_account_is_not_held_against_the_first(named: str, tmp_path: Path) -> None:
    account = load(written(tmp_path, forms_of("云溪县文化局", *OFFICE), prose_of(*OFFICE), forms_of(named, *UNIT), prose_of(*UNIT)))
    [told] = account.problems[account.problems["kind"] == "second_account"]["message"]
    assert told.startswith('from "收入决算表" on') and "3 forms" in told
    ledger = reconcile(account)
    assert ledger.findings.empty
    judged = ledger.claims[ledger.claims["verdict"] == "equal"]["printed"]
    assert {"400.00", "300.00", "75.00"} <= set(judged) and "89.00" not in set(ledger.claims["printed"])
    total = account.figures[account.figures["role"] == "total"]["printed"]
    assert "400.00" in set(total) and "89.00" not in set(total)


def test_a_slip_in_the_first_account_is_still_found(tmp_path: Path) -> None:
    slip = prose_of(*OFFICE).replace("项目支出100.00万元", "项目支出160.00万元")
    findings = reconcile(load(written(tmp_path, forms_of("云溪县文化局", *OFFICE), slip, forms_of("云溪县文化馆", *UNIT), prose_of(*UNIT)))).findings
    assert list(findings["printed"]) == ["160.00"]


def test_the_same_forms_in_another_unit_are_no_second_account(tmp_path: Path) -> None:
    again = forms_of("云溪县文化局", 3_000_000.0, 1_000_000.0, "元")
    account = load(written(tmp_path, forms_of("云溪县文化局", *OFFICE), prose_of(*OFFICE), again, prose_of(*OFFICE)))
    assert "second_account" not in set(account.problems["kind"])


def test_forms_of_the_office_alone_before_the_text_of_all_are_no_second_account(tmp_path: Path) -> None:
    """One text behind both: it speaks of the first, and is judged."""
    account = load(written(tmp_path, forms_of("云溪县文化局", *OFFICE), forms_of("云溪县文化局", *UNIT), prose_of(*OFFICE)))
    assert "second_account" not in set(account.problems["kind"])
    assert "400.00" in set(reconcile(account).claims["printed"])
