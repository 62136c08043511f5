"""Who an account is of: proposed, corrected by hand, kept; editions, copies, what is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import cli, corpus, frames, identity, inventory
from budget_analysis.errors import OutputError
from budget_analysis.identity import departments
from budget_analysis.identity.departments import department_name, names_of_units, region_of, split_name
from tests.known_documents import frames_once
from tests.rendering import Style, made_up_account, made_up_ledger, render
from tests.seed_account import SEED
from tests.small_account import small_account


def made(folder: Path, corrected: dict[str, dict[str, str]] | None = None) -> dict[str, pd.DataFrame]:
    """The dataset of a folder of accounts."""
    results = [
        corpus.Result(file.path, file.source, frames_once(file.source))
        for file in inventory.take_stock([folder])
        if file.source is not None
    ]
    return dict(corpus.dataset(results, corrected))


def standing(dataset: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Name of the file to what the document is."""
    documents = dataset["documents"]
    return dict(zip(documents["source_file"], documents["standing"], strict=True))


# --- names, levels, regions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "name", "level"),
    [
        ("某市某局（汇总）", "某市某局", "summary"),
        ("某市某局（本级）", "某市某局", "own_level"),
        ("某市某局本级", "某市某局", "own_level"),
        ("某市某局(本级)", "某市某局", "own_level"),
        ("某市某局", "某市某局", None),
        ("某市某馆（少年儿童馆）", "某市某馆（少年儿童馆）", None),
    ],
)
def test_level_is_told_by_the_name(printed: str, name: str, level: str | None) -> None:
    assert split_name(printed) == (name, level)


def test_identifier_tells_own_level_and_whole_apart_and_nothing_else() -> None:
    whole = department_name("某市某局", "summary")
    assert whole == department_name("某市 某局".replace(" ", ""), None) == department_name("某市某局", "unit")
    assert whole != department_name("某市某局", "own_level")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("绍兴市越城区大数据发展管理中心", "330600"),
        ("浙江省某厅", "330000"),
        ("浙江省绍兴市某局", "330600"),
        ("中共上海市普陀区委社会工作部", "310000"),
        ("吉林省吉林市某局", "220200"),
        ("云溪县教育局", None),
    ],
)
def test_region_is_that_of_the_prefecture_else_of_the_province(name: str, code: str | None) -> None:
    assert region_of(name) == code


def test_list_of_units_names_the_own_level() -> None:
    found = names_of_units(["局本级", "某市信息中心（下属事业单位）"], "某市某局")
    assert found == {department_name("某市某局", "own_level"): "own_level", department_name("某市信息中心", None): None}


# --- accounts of one department ---------------------------------------------------------------------


def test_two_years_are_two_accounts_of_one_department(tmp_path: Path) -> None:
    small_account(tmp_path / "a.txt", year=2023, total="3.00")
    small_account(tmp_path / "b.txt", year=2024, total="4.00")
    dataset = made(tmp_path)
    assert set(standing(dataset).values()) == {"current"}
    assert dataset["departments"]["name"].to_list() == ["某市某局"]
    panel = dataset["panel"].query("indicator == 'three_public'")
    assert dict(zip(panel["fiscal_year"], panel["value"], strict=True)) == {2023: 3.0, 2024: 4.0}
    assert panel["department_id"].nunique() == 1


def test_revised_account_counts_and_the_one_before_yields(tmp_path: Path) -> None:
    small_account(tmp_path / "2024.txt", total="3.00")
    small_account(tmp_path / "2024（更正版）.txt", total="4.00")
    dataset = made(tmp_path)
    assert standing(dataset) == {"2024.txt": "superseded", "2024（更正版）.txt": "current"}
    documents = dataset["documents"].set_index("source_file")
    assert documents.loc["2024.txt", "yields_to"] == documents.loc["2024（更正版）.txt", "document_id"]
    assert dataset["panel"].query("indicator == 'three_public'")["value"].to_list() == [4.0]
    assert len(dataset["figures"]["document_id"].unique()) == 2  # what it printed stays


def test_equal_content_in_two_formats_counts_once(tmp_path: Path) -> None:
    small_account(tmp_path / "a.txt", total="3.00")
    text = (tmp_path / "a.txt").read_text(encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    dataset = made(tmp_path)
    assert sorted(standing(dataset).values()) == ["copy", "current"]
    assert len(dataset["panel"].query("indicator == 'three_public'")) == 1


def test_two_accounts_that_differ_are_asked_for_and_none_counts(tmp_path: Path) -> None:
    small_account(tmp_path / "a.txt", total="3.00")
    small_account(tmp_path / "b.txt", total="4.00")
    dataset = made(tmp_path)
    assert set(standing(dataset).values()) == {"ambiguous"}
    assert dataset["panel"].empty
    asked = dataset["problems"].query("kind == 'identity'")["message"]
    assert len(asked) == 2 and any("a.txt and b.txt" in one for one in asked) and "source.toml" in asked.iloc[0]
    (tmp_path / "source.toml").write_text('["b.txt"]\npublished = "2025-09-02"\n["a.txt"]\npublished = "2025-08-01"\n', encoding="utf-8")
    assert standing(made(tmp_path)) == {"a.txt": "superseded", "b.txt": "current"}


def test_template_is_told_apart(tmp_path: Path) -> None:
    small_account(tmp_path / "a.txt", total="3.00")
    small_account(tmp_path / "empty.txt", total="", none="", department="某省某厅")
    found = standing(made(tmp_path))
    assert found == {"a.txt": "current", "empty.txt": "template"}


def test_what_a_document_does_not_tell_is_asked_for_and_taken_from_the_record(tmp_path: Path) -> None:
    account = small_account(tmp_path / "a.txt")
    text = account.read_text(encoding="utf-8").replace("2024 年度", "").replace("某市某局", "")
    account.write_text(text, encoding="utf-8")
    [message] = made(tmp_path)["problems"].query("kind == 'identity'")["message"]
    assert "a.txt does not tell its department and fiscal year" in message and "source.toml" in message
    (tmp_path / "source.toml").write_text('["a.txt"]\nfiscal_year = 2021\ndepartment = "某县某局（本级）"\n', encoding="utf-8")
    dataset = made(tmp_path)
    assert dataset["problems"].query("kind == 'identity'").empty
    row = dataset["panel"].iloc[0]
    assert (row["department"], row["level"], row["fiscal_year"]) == ("某县某局", "own_level", 2021)


@pytest.mark.usefixtures("without_workers")
def test_build_prints_what_it_asks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_account(tmp_path / "raw" / "a.txt", total="3.00")
    small_account(tmp_path / "raw" / "b.txt", total="4.00")
    assert cli.main(["build", str(tmp_path / "raw"), "--out", str(tmp_path / "out")]) == cli.DONE
    said = capsys.readouterr().out
    assert said.count("asked: ") == 2 and "b.txt and a.txt are accounts of 某市某局 for 2024" in said


# --- corrections, records -----------------------------------------------------------------------------


@pytest.mark.usefixtures("without_workers")
def test_corrections_are_kept_across_runs_and_the_identifier_stays(tmp_path: Path) -> None:
    raw, out = tmp_path / "raw", tmp_path / "out"
    small_account(raw / "a.txt")
    given = ["build", str(raw), "--out", str(out)]
    assert cli.main(given) == cli.DONE
    [before] = pd.read_csv(out / "departments.csv", encoding="utf-8-sig", dtype=str).to_dict("records")
    corrected = pd.DataFrame([{**before, "name": "某市某某局", "level": "unit", "region": "330600"}])
    corrected.to_csv(raw / "departments.csv", index=False)
    for _ in range(2):
        assert cli.main(given) == cli.DONE
        [row] = pd.read_csv(out / "departments.csv", encoding="utf-8-sig", dtype=str).to_dict("records")
        assert (row["department_id"], row["name"], row["by_hand"]) == (before["department_id"], "某市某某局", "True")
        panel = pd.read_parquet(out / "panel.parquet")
        assert set(panel["department"]) == {"某市某某局"} and set(panel["level"]) == {"unit"}
    documents = pd.read_parquet(out / "documents.parquet")
    assert documents["department"].to_list() == ["某市某局"]  # as printed
    assert documents["region"].to_list() == ["330600"]


def test_office_under_a_new_name_is_the_same_department(tmp_path: Path) -> None:
    small_account(tmp_path / "a.txt", department="某市旧局", year=2023)
    small_account(tmp_path / "b.txt", department="某市新局", year=2024)
    old, new = (department_name(name, None) for name in ("某市旧局", "某市新局"))
    panel = made(tmp_path, {old: {"joined_to": new}})["panel"]
    assert set(panel["department_id"]) == {new} and set(panel["department"]) == {"某市新局"}
    assert set(panel["fiscal_year"]) == {2023, 2024}


@pytest.mark.parametrize("text", ["name\n某局\n", "department_id,level\nox,boss\n", "department_id\nox\nox\n"])
def test_table_of_departments_that_is_none_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "departments.csv").write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match="departments.csv"):
        departments.read_departments(tmp_path / "departments.csv")


def test_record_goes_through_to_the_documents(tmp_path: Path) -> None:
    folder = tmp_path / "office-2024"
    small_account(folder / "a.txt")
    (folder / "source.toml").write_text(
        'file = "a.txt"\npublisher = "某市某局"\naddress = "https://example.org/a"\nfetched = 2025-10-01\nlicence = "unknown"\n',
        encoding="utf-8",
    )
    [row] = made(tmp_path)["documents"].to_dict("records")
    assert (row["publisher"], row["address"], row["fetched"]) == ("某市某局", "https://example.org/a", "2025-10-01")
    assert pd.isna(row["licence"]) and pd.isna(row["published"])


def test_unit_of_a_listed_department_has_it_as_parent(tmp_path: Path) -> None:
    style = Style(layout="zhejiang")
    account = made_up_account(3, style)
    render(account, style, tmp_path / "whole.pdf")
    listed = made_up_ledger(3).units
    assert len(listed) > 1 and listed[0] == f"{account.department}（本级）"
    small_account(tmp_path / "unit.txt", department=listed[-1])
    small_account(tmp_path / "own.txt", department=listed[0])
    table = made(tmp_path)["departments"].set_index(["name", "level"])
    whole = table.loc[(account.department, "summary"), "department_id"]
    assert table.loc[(account.department, "own_level"), "parent"] == whole
    assert table.xs(listed[-1], level="name")["parent"].to_list() == [whole]


def test_seed_is_a_summary_of_its_prefecture(tmp_path: Path) -> None:
    shutil.copytree(SEED.parent, tmp_path / SEED.parent.name)
    [row] = made(tmp_path)["documents"].to_dict("records")
    assert (row["level"], row["region"], row["standing"]) == ("summary", "330600", "current")
    assert row["publisher"] == "绍兴市越城区大数据发展管理中心" and pd.isna(row["address"])


def test_every_standing_is_described() -> None:
    words = frames.dictionary().set_index(["frame", "column"]).loc[("documents", "standing"), "en"]
    for name in (identity.CURRENT, identity.SUPERSEDED, identity.COPY, identity.AMBIGUOUS, identity.TEMPLATE):
        assert name in words
