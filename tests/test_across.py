"""Many accounts side by side: intervals of a share, what the notebooks show of a corpus of made accounts."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from budget_analysis import across, cli, runs, site, views
from budget_analysis.errors import DocumentError
from budget_analysis.kernels import Kernel
from tests.folders_made_once import made_once
from tests.known_documents import reading_here
from tests.rendering import Style, lay_out, made_up_ledger, render
from tests.seed_account import ROOT, SEED
from tests.two_years import draw, two_years

NOTEBOOKS = ("09_panel", "10_across_years", "11_prevalence")


@pytest.mark.parametrize(
    ("hits", "trials", "exact", "by_wilson"),
    [  # textbook values
        (0, 10, (0.0, 0.308497), (0.0, 0.277533)),
        (5, 10, (0.187086, 0.812914), (0.236593, 0.763407)),
        (10, 10, (0.691503, 1.0), (0.722467, 1.0)),
        (1, 1, (0.025, 1.0), (1 / (1 + 3.841459), 1.0)),
        (0, 0, (0.0, 1.0), (0.0, 1.0)),
    ],
)
def test_intervals_of_a_share(
    hits: int, trials: int, exact: tuple[float, float], by_wilson: tuple[float, float]
) -> None:
    assert across.clopper_pearson(hits, trials) == pytest.approx(exact, abs=1e-5)
    assert across.wilson(hits, trials) == pytest.approx(by_wilson, abs=1e-5)


def test_ends_of_the_exact_interval_leave_a_fortieth_on_either_side() -> None:
    low, high = (Fraction(end) for end in across.clopper_pearson(7, 30))
    at_least = sum(comb(30, k) * low**k * (1 - low) ** (30 - k) for k in range(7, 31))
    at_most = sum(comb(30, k) * high**k * (1 - high) ** (30 - k) for k in range(8))
    assert [float(at_least), float(at_most)] == pytest.approx([0.025, 0.025], abs=1e-9)
    for end in across.wilson(391, 400):  # as far from the share as its own deviation allows
        assert abs(391 / 400 - end) == pytest.approx(1.959964 * (end * (1 - end) / 400) ** 0.5, rel=1e-6)


def test_prevalence_counts_accounts_once_and_only_those_that_count() -> None:
    documents = pd.DataFrame({"document_id": ["a", "b", "c", "d"], "standing": ["current", "current", "current", "superseded"]})
    rows = [("a", "gross", "impossible", "sum"), ("a", "gross", "impossible", "sum"), ("a", "ordinary", "impossible", "name"),
            ("b", "ordinary", "omission", "blank_total"), ("b", "last_digit", "print", "touch"), ("d", "gross", "impossible", "sum")]  # fmt: skip
    findings = pd.DataFrame(rows, columns=["document_id", "severity", "ground", "kind"])
    found = across.prevalence(documents, findings)
    counts = found.set_index("matter_en")[["affected", "accounts"]].to_dict("index")
    assert counts["any contradiction"] == {"affected": 1, "accounts": 3}
    assert counts["gross"]["affected"] == counts["ordinary"]["affected"] == counts["sum"]["affected"] == 1
    assert counts["last digit"]["affected"] == 0
    low, high = across.clopper_pearson(1, 3)
    assert found.iloc[0][["exact_pct_low", "exact_pct_high"]].to_list() == pytest.approx([100 * low, 100 * high])


def test_lowest_median_highest_enclose_every_value_within_the_prints() -> None:
    panel = pd.DataFrame(
        {"indicator": "expenditure", "item": "total", "department": list("abc"), "fiscal_year": 2024,
         "value": [1.0, 2.0, 9.0], "low": [0.9, 1.8, 8.9], "high": [1.1, 2.4, 9.1], "verdict": ["equal", "unchecked", "differs"]}
    )  # fmt: skip
    [row] = across.spread(panel, ["expenditure"]).to_dict("records")
    assert (row["lowest"], row["median"], row["highest"], row["accounts"], row["unchecked"]) == (1.0, 2.0, 9.0, 3, 1)
    assert (row["median_low"], row["median_high"]) == (1.8, 2.4)


@pytest.fixture(scope="module")
def dataset() -> Path:
    return made_once("across", build) / "out"


def build(home: Path) -> None:
    """Two years of a made office, and another one."""
    (home / "raw").mkdir()
    earlier, later = two_years()
    draw(earlier, home / "raw" / "2023.pdf")
    draw(later, home / "raw" / "2024.pdf")
    style = Style(layout="zhejiang")
    render(lay_out(made_up_ledger(8), style), style, home / "raw" / "other.pdf")
    with reading_here():
        assert cli.main(["build", str(home / "raw"), "--out", str(home / "out")]) == cli.DONE


@pytest.fixture(scope="module")
def kernel() -> Iterator[Kernel]:
    """One for all notebooks here; that none sees another is for test_runs.py."""
    with Kernel() as running:
        yield running


@pytest.mark.parametrize("name", NOTEBOOKS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_notebook_about_a_corpus(name: str, language: str, dataset: Path, kernel: Kernel, tmp_path: Path) -> None:
    given = {"dataset": str(dataset), "language": language}
    run = runs.run_notebook(ROOT / "notebooks" / f"{name}.ipynb", tmp_path / "run.ipynb", given, kernel=kernel)
    listed = nbformat.read(run, as_version=4).cells
    text = "\n".join(str(out["data"].get("text/html", "")) for cell in listed for out in cell.get("outputs", []))
    said = {
        ("09_panel", "zh"): "3份决算，2个部门，年度202", ("09_panel", "en"): "3 accounts of 2 departments",
        ("10_across_years", "zh"): "1对相邻年度的决算", ("10_across_years", "en"): "1 pair of accounts a year apart",
        ("11_prevalence", "zh"): "3份决算中，0份", ("11_prevalence", "en"): "Of 3 accounts 0 have",
    }  # fmt: skip
    assert said[name, language] in text


def test_notebooks_about_a_corpus_are_no_pages_of_an_account() -> None:
    names = {path.stem for path in site.notebooks_of(ROOT / "notebooks")}
    assert "03_year_on_year" in names and not names & set(NOTEBOOKS)


def test_dataset_of_a_notebook(dataset: Path, tmp_path: Path) -> None:
    tables = runs.open_dataset(str(dataset), str(SEED))
    assert len(tables["documents"]) == 3 and set(tables["panel"]["document_id"]) == set(tables["documents"]["document_id"])
    one = runs.open_dataset("", str(SEED))
    assert one["panel"]["department"].unique().tolist() == ["绍兴市越城区大数据发展管理中心"]
    with pytest.raises(DocumentError, match="no dataset"):
        runs.open_dataset(str(tmp_path), str(SEED))


def test_view_of_one_account_stands_for_each_of_a_corpus(dataset: Path, tmp_path: Path) -> None:
    tables = runs.open_dataset(str(dataset), str(SEED))
    found = across.view_of_each(views.expenditure_kinds, tables)
    assert list(found.columns[:2]) == ["department", "fiscal_year"] and len(found.drop_duplicates(["department", "fiscal_year"])) == 3
    by_hand = across.view_of_each(views.execution, tables)
    document = tables["documents"].iloc[0]
    own = {name: tables[name][tables[name]["document_id"] == document["document_id"]] for name in ("figures", "claims")}
    alone = views.execution(**own)
    name = tables["departments"].set_index("department_id")["name"][document["department_id"]]
    of_one = by_hand[(by_hand["department"] == name) & (by_hand["fiscal_year"] == document["fiscal_year"])]
    pd.testing.assert_frame_equal(
        of_one.drop(columns=["department", "fiscal_year"]).reset_index(drop=True), alone.reset_index(drop=True), check_dtype=False
    )
    assert across.view_of_each(views.execution, {**tables, "documents": tables["documents"].iloc[:0]}).empty
