"""The three questions of docs/panel.md, as they stand there, asked of made accounts and the seed."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from budget_analysis import cli
from tests.folders_made_once import made_once
from tests.known_documents import reading_here
from tests.rendering import Style, made_up_account, render
from tests.seed_account import ROOT, SEED

PAGE = (ROOT / "docs" / "panel.md").read_text(encoding="utf-8").partition("## Three questions")[2].partition("\n## ")[0]
ASKED = re.findall(r"```py\n(.*?)```", PAGE, re.DOTALL)
SQL = re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL)
MADE = {3: "mof", 4: "zhejiang", 9: "mof"}


@pytest.fixture(scope="module")
def folder() -> Path:
    return made_once("panel", build) / "dataset"


def build(home: Path) -> None:
    (home / "raw").mkdir()
    shutil.copy(SEED, home / "raw" / "seed.txt")
    for seed, layout in MADE.items():
        style = Style(layout=layout)
        render(made_up_account(seed, style), style, home / "raw" / f"made-{seed}.pdf")
    given = ["build", str(home / "raw"), "--out", str(home / "dataset"), "--database"]
    with reading_here():
        assert cli.main(given) == cli.DONE


def answers_of(folder: Path) -> list[pd.DataFrame]:
    """What the lines in pandas give, each the value of its last line."""
    found = []
    for text in ASKED:
        *first, last = text.strip().splitlines()
        names: dict[str, Any] = {"panel": pd.read_parquet(folder / "panel.parquet")}
        exec("\n".join(first), names)
        found.append(eval(last, names))
    return found


def rows_of(folder: Path) -> list[pd.DataFrame]:
    with duckdb.connect(str(folder / "corpus.duckdb"), read_only=True) as connection:
        return [connection.execute(text).df() for text in SQL]


def test_questions_are_three_of_at_most_three_lines_each() -> None:
    assert len(ASKED) == len(SQL) == 3
    assert all(1 <= len(text.strip().splitlines()) <= 3 for text in (*ASKED, *SQL))


def test_pandas_and_sql_give_the_same_answers(folder: Path) -> None:
    (sme, execution, change), (sme_sql, execution_sql, change_sql) = answers_of(folder), rows_of(folder)
    assert len(sme) == len(sme_sql) == len(change) == len(change_sql) == 4
    key = ["department", "fiscal_year"]
    both = sme.merge(sme_sql, on=key, validate="one_to_one")
    assert both["value"].notna().all() and (both["value"] == both["sme_share_pct"]).all()
    long = execution.melt(ignore_index=False, value_name="value").dropna().reset_index()
    merged = long.merge(execution_sql, left_on=[*key, "item"], right_on=[*key, "code"], validate="one_to_one")
    assert len(merged) == len(long) > 10 and (merged["value"] == merged["execution_pct"]).all()
    told = change.reset_index().merge(change_sql, on=key, validate="one_to_one")
    assert (told["sources_growth"] == told["growth_pct"]).all()


def test_answers_about_the_seed_are_those_of_its_pages(folder: Path) -> None:
    sme, execution, change = answers_of(folder)
    office = "绍兴市越城区大数据发展管理中心"
    assert round(sme.set_index("department").loc[office, "value"], 2) == 31.30
    assert execution.loc[(office, 2024)].dropna().round(2).to_dict() == {
        "201": 83.30, "208": 109.24, "210": 111.12, "221": 108.75,
    }  # fmt: skip
    assert change.loc[(office, 2024)].round(2).to_dict() == {
        "sources_before": 1886.49, "sources_change": 322.56, "sources_growth": 17.10,
    }  # fmt: skip


@pytest.mark.usefixtures("without_workers")
def test_answers_about_other_offices_are_those_of_their_pages(shared_dir: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("ghj", "shgzb", "wlj", "sql"):
        shutil.copy(shared_dir / "documents" / f"{name}.pdf", raw)
    assert cli.main(["build", str(raw), "--out", str(tmp_path / "out"), "--database"]) == cli.DONE
    sme, execution, change = rows_of(tmp_path / "out")
    share = sme.set_index("department")["sme_share_pct"].round(2).to_dict()
    assert share == {
        "上海市普陀区规划和自然资源局": 9.71,
        "上海市普陀区人民政府石泉路街道办事处": 65.01,
        "上海市普陀区文化和旅游局": 25.27,
        "中共上海市普陀区委社会工作部": 200.00,  # 21.07 twice of 21.07: differs
    }
    assert sme.set_index("department")["verdict"]["中共上海市普陀区委社会工作部"] == "differs"
    growth = change.set_index("department")["growth_pct"].round(2)
    assert growth["上海市普陀区规划和自然资源局"] == 12.08 and pd.isna(growth["中共上海市普陀区委社会工作部"])
    by_class = execution.set_index(["department", "code"])["execution_pct"].round(2)
    assert by_class["上海市普陀区人民政府石泉路街道办事处", "201"] == 81.93
    assert by_class["中共上海市普陀区委社会工作部", "201"] > 0  # of the adjusted budget: no other is told
