"""The charts: drawn in both languages without a missing glyph, the same bytes each time, honest axes."""

from __future__ import annotations

import re
import warnings
from functools import cache
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

from budget_analysis import charts, views
from budget_analysis.charts import bars as of_pages, style
from tests.seed_account import seed_account, seed_ledger

LANGUAGES = ("zh", "en")


def drawn(name: str, language: str, rows: int | None = None) -> Figure:
    """A chart of the seed; of the first `rows` rows of its views only, where a number is given."""
    account, ledger = seed_account(), seed_ledger()
    source = charts.caption(account.documents, account.forms, FORMS[name], language)

    def cut(view: pd.DataFrame) -> pd.DataFrame:
        return view if rows is None else view.head(rows)

    if name == "verdicts":
        return charts.verdicts(cut(views.verdict_counts(ledger.checks, ledger.claims)), source, language)
    if name == "function_structure":
        view = views.function_structure(account.figures)
        return charts.function_structure(cut(view[view["level"] == 1]), source, language)
    if name == "economic_structure":
        view = views.economic_structure(account.figures)
        groups = views.personnel_and_running(account.figures)
        return charts.economic_structure(cut(view[view["level"] == 2]), cut(groups), source, language)
    if name == "year_on_year":
        view = views.year_on_year(account.figures, ledger.claims)
        return charts.year_on_year(cut(view), account.fiscal_year, source, language)
    if name == "execution":
        return charts.execution(cut(views.execution(account.figures, ledger.claims)), source, language)
    if name == "procurement":
        return charts.procurement(cut(views.procurement(ledger.claims)), source, language)
    return charts.three_public(cut(views.three_public(account.figures)), source, language)


FORMS = {
    "verdicts": "all",
    "function_structure": "general_public_expenditure",
    "economic_structure": "general_public_basic",
    "year_on_year": "prose",
    "execution": "prose",
    "procurement": "prose",
    "three_public": "three_public",
}
ALL = [(name, language) for name in FORMS for language in LANGUAGES]


@cache
def chart(name: str, language: str) -> Figure:
    return drawn(name, language)


def bars(figure: Figure) -> list[Any]:
    return [patch for container in figure.axes[0].containers for patch in getattr(container, "patches", [])]


@pytest.mark.parametrize(("name", "language"), ALL)
def test_no_character_is_drawn_as_a_box(name: str, language: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # matplotlib warns of each glyph that the font lacks
        assert charts.render(chart(name, language), "png").startswith(b"\x89PNG")


@pytest.mark.parametrize("name", sorted({name for name, _ in ALL}))
def test_same_numbers_give_the_same_bytes_and_no_date(name: str) -> None:
    one, other = drawn(name, "zh"), drawn(name, "zh")
    for kind in ("svg", "png"):
        first = charts.render(one, kind)
        assert first == charts.render(other, kind)
        assert not re.search(rb"20\d\d-\d\d-\d\d|Creation Time|dc:date", first)


@pytest.mark.parametrize(("name", "language"), ALL)
def test_chart_states_finding_unit_and_source(name: str, language: str) -> None:
    figure = chart(name, language)
    unit = {"zh": "万元", "en": "10,000 yuan"}[language]
    assert re.search(r"\d", figure.get_suptitle())
    assert (unit if name != "verdicts" else "%") in figure.axes[0].get_xlabel()
    source = figure.get_supxlabel()
    assert seed_account().department in source and "2024" in source


@pytest.mark.parametrize(("name", "language"), ALL)
def test_bars_start_at_zero(name: str, language: str) -> None:
    figure = chart(name, language)
    low, high = figure.axes[0].get_xlim()
    assert (low == 0 or name == "execution") and low <= 0 < high
    starts = [patch.get_x() for patch in bars(figure)]
    ends = {patch.get_x() + patch.get_width() for patch in bars(figure)} | {0.0}
    assert all(any(abs(start - end) < 1e-9 for end in ends) for start in starts)  # stacked, or at zero


def test_bars_are_as_long_as_the_numbers() -> None:
    widths = sorted(round(patch.get_width(), 2) for patch in bars(chart("procurement", "zh")))
    assert widths == [0.0, 31.70, 377.16, 599.18, 1882.76, 1914.45]


def test_titles_are_findings() -> None:
    assert chart("function_structure", "zh").get_suptitle() == "一般公共服务支出占一般公共预算支出的97.23%"
    assert chart("year_on_year", "zh").get_suptitle().endswith("比上年增长17.10%")
    assert "98.34%" in chart("procurement", "en").get_suptitle()


@pytest.mark.parametrize(("name", "language"), ALL)
def test_chart_of_nothing_says_so(name: str, language: str) -> None:
    title = {"zh": "文中没有相应的数字", "en": "The document states no such numbers"}[language]
    assert drawn(name, language, rows=0).get_suptitle() == title


def test_saved_files_are_png_and_svg(tmp_path: Any) -> None:
    written = charts.save(chart("three_public", "zh"), tmp_path / "new", "name")
    assert [path.name for path in written] == ["name.png", "name.svg"]
    assert all(path.stat().st_size > 1000 for path in written)
    # nothing is fetched: the addresses in an SVG are names of its vocabularies
    assert not re.search(rb'(?:href|src)="(?!#)', written[1].read_bytes())


def test_shown_chart_has_its_title_as_text(tmp_path: Any) -> None:
    image = charts.show(chart("three_public", "zh"), "name", tmp_path)
    assert image.alt == chart("three_public", "zh").get_suptitle()
    assert (tmp_path / "name.svg").is_file()


def test_missing_font_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(style, "FONT_PACKAGE", "no-such-font-package")
    style.font_file.cache_clear()
    try:
        with pytest.raises(charts.FontError, match="pip install no-such-font-package"):
            charts.use_style()
    finally:
        style.font_file.cache_clear()


def test_minus_sign_is_plain() -> None:
    import matplotlib

    charts.use_style()
    assert matplotlib.rcParams["axes.unicode_minus"] is False


def test_long_titles_are_broken_and_keep_every_character() -> None:
    for text in ("收入支出决算总表：支出总计" * 9, "a growth rate is undefined " * 9, "短"):
        lines = style.wrapped(text, 40).split("\n")
        assert all(style.columns(line) <= 42 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert style.wrapped("占一般公共预算支出的97.23%", 24).split("\n") == ["占一般公共预算支出的", "97.23%"]


def test_items_of_one_name_are_bars_of_their_own() -> None:
    """Every office has 一般行政管理事务 under several sections; bars of one name were drawn on each other."""
    view = views.execution(seed_account().figures, seed_ledger().claims)
    view = view.assign(label="一般行政管理事务", label_en="General administrative affairs")
    items = view[view["code"].notna()]
    figure = charts.execution(view, "s", "zh")
    drawn_at = {round(bar.get_y(), 3) for bar in figure.axes[0].patches}
    names = [row.label for row in of_pages.execution(view, "en").rows]
    assert len(drawn_at) == len(items) > 5
    assert len(set(names)) == len(items) and all(re.fullmatch(r"General administrative affairs \(\d{7}\)", name) for name in names)
