"""Tables and prose as they are pasted into a text file."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget_analysis import load
from budget_analysis.reconciliation import claims_of
from budget_analysis.frames import as_rows

PASTED = [["项目", "预算数", "决算数"], ["合计", "77.00", "68.30"], ["因公出国（境）费", "", "0.00"], ["公务接待费", "", "26.40"],
          ["公务用车购置及运行费", "42.00", "41.90"], ["其中：公务用车运行维护费", "42.00", "41.90"], ["公务用车购置费", "", ""]]  # fmt: skip


@pytest.mark.parametrize("mark", ["\t", " | ", "|"])
def test_table_copied_with_tabs_or_bars_keeps_its_blank_cells(mark: str, tmp_path: Path) -> None:
    table = "\n".join(mark.join(cells) for cells in PASTED)
    text = (
        f"云溪县水务局2016年度部门决算\n“三公”经费支出决算情况表\n单位：万元\n{table}\n"
        "二、“三公”经费支出决算情况说明\n2016年度“三公”经费支出决算为68.30万元，完成预算的88.70%。\n"
    )
    path = tmp_path / "account.txt"
    path.write_text(text, encoding="utf-8")
    account = load(path)
    found = {(row["role"], row["measure"]): row["printed"] for row in as_rows(account.figures)}
    assert found["hospitality", "actual"] == "26.40"
    assert found["hospitality", "budget"] == found["overseas_travel", "budget"] == ""
    claims = claims_of(account).claims
    assert set(claims.loc[claims["kind"] == "completion", "verdict"]) == {"equal"}
