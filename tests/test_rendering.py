"""The drawn accounts are what they claim to be: read back with pypdfium2 alone, cell by cell."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from ctypes import byref, c_double
from dataclasses import replace
from itertools import combinations, pairwise
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from tests.rendering import (
    SPACE,
    FormModel,
    Style,
    Traits,
    Truth,
    all_pairs,
    cases,
    lay_out,
    made_up_account,
    made_up_ledger,
    render,
    seed_account,
    seed_ledger,
)
from budget_analysis.synthetic.printed import numeral, print_amount
from tests.rendering.ledger import (
    EXPENDITURE_MEASURES,
    FORMS,
    GOLD,
    SUMMARY_REVENUE,
    T01,
    T03,
    T05,
    T06,
    T07,
    T08,
    T09,
    T10,
    T11,
    function_classes,
)
from budget_analysis.synthetic.model import LEFT, UP, build_table

FINE = 100
"""Device units per point: positions are asked of pdfium in whole device units."""


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    with closing(pypdfium2.PdfDocument(path)) as document:
        yield document


def to_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A point of the visible page, from its top left, in the page's own coordinates."""
    width, height = page.get_size()
    px, py = c_double(), c_double()
    pdfium.FPDF_DeviceToPage(
        page, 0, 0, round(width * FINE), round(height * FINE), 0, round(x * FINE), round(y * FINE),
        byref(px), byref(py),
    )  # fmt: skip
    return px.value, py.value


def read_box(page: pypdfium2.PdfPage, text: pypdfium2.PdfTextPage, figure: Truth) -> str:
    """The text within the box of a figure."""
    corners = (to_page(page, *figure.box[:2]), to_page(page, *figure.box[2:]))
    (x0, x1), (y0, y1) = (sorted(values) for values in zip(*corners, strict=True))
    return str(text.get_text_bounded(left=x0, bottom=y0, right=x1, top=y1)).strip()


def differing(path: Path, figures: tuple[Truth, ...]) -> list[tuple[Truth, str]]:
    """The figures whose box holds another text than they claim."""
    wrong = []
    with opened(path) as document:
        for number in sorted({figure.page for figure in figures}):
            with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
                for figure in figures:
                    if figure.page == number and read_box(page, text, figure) != figure.printed:
                        wrong.append((figure, read_box(page, text, figure)))
    return wrong


def page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
        return str(text.get_text_range())


def squeezed(text: str) -> str:
    return "".join(text.split())


def paths(path: Path, number: int) -> list[tuple[float, float, float, float]]:
    """The bounds (left, bottom, right, top) of everything drawn on a page that is no text."""
    with opened(path) as document, closing(document[number - 1]) as page:
        found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])
        return [item.get_bounds() for item in found]


def form_of(style: Style, form: str, **traits: bool | int) -> FormModel:
    model = lay_out(made_up_ledger(5, Traits(**traits)), style)  # type: ignore[arg-type]
    return next(found for found in model.forms if found.form == form)


# The seed


def gold_amounts() -> list[dict[str, str]]:
    with GOLD.open(encoding="utf-8", newline="") as source:
        return [row for row in csv.DictReader(source) if row["state"] != "text"]


def test_seed_in_its_own_layout_has_every_cell_of_its_transcription(tmp_path: Path) -> None:
    style = Style(layout="zhejiang", separators=True)
    rendered = render(seed_account(style), style, tmp_path / "seed.pdf")
    found = Counter((f.form, f.printed, f.state) for f in rendered.figures)
    empty = {T09, T10}
    expected = Counter(
        (form, row["value"], "declared_empty" if form in empty else row["state"])
        for row in gold_amounts()
        for form in [FORMS[int(row["table"]) - 1]]
    )
    assert found == expected


def test_seed_says_the_same_in_both_layouts() -> None:
    def figures(layout: str) -> dict[tuple[str, str, str], str]:
        return {
            (figure.form, figure.role, figure.measure): figure.printed
            for form in seed_account(Style(layout=layout)).forms
            for figure in form.table.figures()
            if figure.role
        }

    eleven, nine = figures("zhejiang"), figures("mof")
    shared = {key for key in nine if key in eleven}
    assert {key[0] for key in nine} == {key[0] for key in shared} == set(FORMS) - {FORMS[1], FORMS[3]}
    assert [key for key in shared if eleven[key] != nine[key]] == []
    assert eleven[T01, "grand_total_revenue", "amount"] == "2209.05"
    assert eleven[T06, "221", "general_public"] == "29.71"
    assert eleven[T11, "overseas_travel", "budget"] == "5.69"


# Made-up accounts


@pytest.mark.parametrize("seed", range(25))
def test_made_up_account_adds_up(seed: int) -> None:
    ledger = made_up_ledger(seed)

    def at(form: str, role: str, measure: str = "amount") -> int:
        return ledger.amounts.get((form, role, measure), 0)

    for form in (T03, T05, T07, T09, T10):
        measures = {measure for name, _, measure in ledger.amounts if name == form}
        for measure in measures:
            for length in (3, 5, 7):
                parts = (at(form, code, measure) for code in ledger.rows[form] if len(code) == length)
                assert at(form, "total", measure) == sum(parts)
    assert at(T01, "grand_total_revenue") == at(T01, "grand_total_expenditure")
    assert at(T06, "grand_total_revenue") == at(T06, "grand_total_expenditure", "total")
    assert at(T08, "personnel") + at(T08, "running") == at(T07, "total", "basic")
    assert 0 <= at(T06, "closing_balance", "total") <= max(0, at(T01, "closing_balance"))
    for item, section in {"2080505": "30108", "2080506": "30109", "2101103": "30111"}.items():
        assert at(T07, item, "basic") == at(T08, section)
    for role, section in {"overseas_travel": "30212", "hospitality": "30217"}.items():
        assert at(T11, role, "actual") >= at(T08, section)
    own_money = sum(at(T01, role) for role in SUMMARY_REVENUE[3:]) + at(T01, "balance_used")
    own_opening = at(T01, "opening_balance") - at(T06, "opening_balance")
    paid_out = sum(at(T05, "total", measure) for measure in EXPENDITURE_MEASURES[3:])
    assert paid_out <= own_money + own_opening
    for code in function_classes():
        assert at(T06, code, "total") <= at(T01, code) == at(T05, code, "expenditure_total")
    if not at(T01, "opening_balance") and not at(T01, "closing_balance"):
        for code in ledger.rows[T05]:
            assert at(T03, code, "revenue_total") == at(T05, code, "expenditure_total")
    for role in ledger.rows[T09]:
        assert at(T09, role, "opening_balance") + at(T09, role, "revenue") - at(
            T09, role, "expenditure_total"
        ) == at(T09, role, "closing_balance")


def test_traits_decide_what_a_made_up_account_holds() -> None:
    plain = made_up_ledger(3, Traits())
    assert plain.empty == {T09, T10} and not plain.rows[T09]
    assert plain.amounts[T01, "opening_balance", "amount"] == 0
    rich = made_up_ledger(3, Traits(4, True, True, True, True, True))
    assert rich.empty == frozenset() and len(rich.units) == 4
    assert rich.amounts[T01, "closing_balance", "amount"] < 0 == rich.amounts[T06, "closing_balance", "total"]
    assert rich.amounts[T01, "balance_distributed", "amount"] > 0
    assert rich.amounts[T01, "service_revenue", "amount"] > 0


def test_same_seed_gives_the_same_account_and_the_same_file(tmp_path: Path) -> None:
    style = Style(scramble=True, rotate=90, box="both", seed=4)
    for name in ("a.pdf", "b.pdf"):
        render(made_up_account(4, style), style, tmp_path / name)
    assert made_up_ledger(4) == made_up_ledger(4)
    # pdfium, which sets the boxes, gives each file an identifier of its own.
    first, second = (
        re.sub(rb"/ID ?\[.*?\]", b"", (tmp_path / name).read_bytes(), flags=re.DOTALL)
        for name in ("a.pdf", "b.pdf")
    )
    assert first == second


# How amounts are printed


@pytest.mark.parametrize(
    ("style", "amount", "printed", "state"),
    [
        (Style(), 22_090_500_000, "22090.50", "value"),
        (Style(separators=True), 22_090_500_000, "22,090.50", "value"),
        (Style(unit="元", separators=True), 123_456_789, "1,234,567.89", "value"),
        (Style(), -1_234_500, "-1.23", "value"),
        (Style(), 0, "0.00", "zero"),
        (Style(), 4_999, "0.00", "zero"),
        (Style(), -4_999, "0.00", "zero"),
        (Style(zeros="blank"), 0, "", "blank"),
        (Style(zeros="dash"), 0, "-", "blank"),
        (Style(), None, "", "blank"),
    ],
)
def test_amount_is_printed_as_the_style_says(style: Style, amount: int | None, printed: str, state: str) -> None:
    assert print_amount(amount, style) == (printed, state)


def test_mixed_zeros_differ_by_form_and_column() -> None:
    form = form_of(Style(zeros="mixed"), T05)
    printed = {(figure.measure, figure.printed) for figure in form.table.figures()}
    assert ("project", "0.00") in printed and ("affiliate_subsidy", "") in printed
    assert ("affiliate_subsidy", "0.00") not in printed


# Structure of the forms


def header_depth(form: FormModel) -> int:
    return len(form.table.header)


def test_header_of_one_form_has_one_to_five_rows() -> None:
    styles = {
        1: Style(header="flat"),
        2: Style(header="grouped"),
        3: Style(header="deep"),
        4: Style(header="deep", strip="merged"),
        5: Style(header="deep", strip="inside", class_row="own", column_numbers="yes"),
    }
    assert {depth: header_depth(form_of(style, T03)) for depth, style in styles.items()} == {
        depth: depth for depth in styles
    }


def test_codes_stand_in_one_column_or_in_three() -> None:
    def first_row(code_columns: str) -> list[str]:
        form = form_of(Style(code_columns=code_columns, total="last"), T07)
        row = next(row for row in form.table.body if any(cell.text == "2080505" or cell.text == "05" for cell in row))
        return [cell.text for cell in row if cell.align != "amount"]

    assert first_row("one")[0] == first_row("merged")[0] == "2080505"
    assert first_row("three")[:2] == ["208", "05"]


def test_class_words_share_the_row_of_the_total() -> None:
    plain = form_of(Style(class_row="with_total"), T07).table
    assert [cell.text for cell in plain.body[0][:2]] == ["类 款 项", "合计"]
    spanning = form_of(Style(class_row="with_total", column_numbers="yes", code_columns="three"), T07).table
    assert [(cell.text, cell.row_span) for cell in spanning.header[-1][:4]] == [
        ("类", 2),
        ("款", 2),
        ("项", 2),
        ("栏次", 1),
    ]
    assert spanning.body[0][0].text == "合计"


def test_header_words_stand_in_the_total_row_of_an_empty_form() -> None:
    table = form_of(Style(header_in_total=True), T09).table
    assert [cell.text for cell in table.body[0]] == ["合计", "", "", "合计", "基本支出", "项目支出", ""]
    assert {figure.state for figure in table.figures()} == {"declared_empty"}
    assert "基本支出" not in {cell.text for row in table.header for cell in row}


@pytest.mark.parametrize("total", ["first", "last"])
def test_total_stands_first_or_last(total: str) -> None:
    roles = [figure.role for figure in form_of(Style(total=total), T05).table.figures()]
    assert roles[0 if total == "first" else -1] == "total"


def test_old_class_list_has_24_lines() -> None:
    def classes(count: int) -> int:
        figures = form_of(Style(classes=count), T01).table.figures()
        return sum(figure.role.isdigit() for figure in figures)

    assert (classes(26), classes(24)) == (26, 24)


def test_nine_forms_come_in_two_orders() -> None:
    def last(order: str) -> str:
        return seed_account(Style(order=order)).forms[-1].form

    assert (last("seventh"), last("ninth")) == (T10, T11)


def test_absent_form_is_announced_and_emptied_form_has_no_figures(tmp_path: Path) -> None:
    style = Style(missing="three_public", emptied=T03)
    rendered = render(made_up_account(2, style), style, tmp_path / "gaps.pdf")
    states = {form.form: (form.state, form.pages) for form in rendered.forms}
    assert states["three_public"] == ("missing", ())
    assert states[T03][0] == "emptied"
    assert {figure.state for figure in rendered.figures if figure.form == T03} == {"blank"}
    with opened(tmp_path / "gaps.pdf") as document:
        titled = [n for n in range(1, len(document) + 1) if "“三公”经费支出决算表" in page_text(document, n)]
    assert titled == [2]


def test_merged_slots_become_one_cell() -> None:
    table = build_table([1, 1, 1], [["a", LEFT, "b"], ["c", "d", UP]], [["1", "2", "3"]])
    spans = {cell.text: (cell.column_span, cell.row_span) for row in table.header for cell in row}
    assert spans == {"a": (2, 1), "b": (1, 2), "c": (1, 1), "d": (1, 1)}
    with pytest.raises(ValueError, match="no rectangle"):
        build_table([1, 1], [["a", LEFT], ["b", UP]], [])
    with pytest.raises(ValueError, match="2 slots for 3 columns"):
        build_table([1, 1, 1], [["a", "b"]], [])


def test_numerals() -> None:
    assert [numeral(n) for n in (1, 10, 11, 20, 26)] == ["一", "十", "十一", "二十", "二十六"]


# The drawn pages


@pytest.mark.parametrize("case", list(cases())[::4], ids=lambda case: case.name)
def test_every_figure_stands_in_its_box(case, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    path, rendered = case.render(tmp_path)
    filled = tuple(f for f in rendered.figures if f.state != "declared_empty")
    assert filled and differing(path, filled) == []
    with opened(path) as document:
        assert len(document) == rendered.pages
        for form in rendered.forms:
            if form.pages:
                assert squeezed(form.title) in squeezed(page_text(document, form.pages[0]))


@pytest.mark.parametrize("rotate", [0, 90, 270])
@pytest.mark.parametrize("box", ["plain", "crop", "offset", "both"])
def test_turned_cropped_and_shifted_pages_look_the_same(rotate: int, box: str, tmp_path: Path) -> None:
    style = Style(rotate=rotate, box=box)
    path = tmp_path / "page.pdf"
    rendered = render(seed_account(style), style, path)
    plain = render(seed_account(Style()), Style(), tmp_path / "plain.pdf")
    assert rendered == plain
    figures = tuple(f for f in rendered.figures if f.form == T06 and f.printed)
    assert differing(path, figures) == []
    with opened(path) as document, closing(document[figures[0].page - 1]) as page:
        width, height = page.get_size()
        assert (round(width), round(height)) == (842, 595)
        assert page.get_rotation() == rotate
        assert (page.get_mediabox() != page.get_cropbox()) == (box in ("crop", "both"))


def test_forms_run_over_pages_in_four_ways(tmp_path: Path) -> None:
    def pages_of(page_break: str) -> tuple[tuple[int, ...], tuple[Truth, ...], Path]:
        style = Style(page_break=page_break, rows_per_page=12, name_width="narrow", orientation="portrait")
        path = tmp_path / f"{page_break}.pdf"
        rendered = render(seed_account(style), style, path)
        pages = next(form.pages for form in rendered.forms if form.form == T05)
        return pages, tuple(f for f in rendered.figures if f.form == T05), path

    pages, figures, path = pages_of("natural")
    with opened(path) as document:
        assert len(pages) == 2 and "科目名称" not in page_text(document, pages[1])
    natural_top = min(figure.box[1] for figure in figures if figure.page == pages[1])

    pages, _, path = pages_of("repeat_header")
    with opened(path) as document:
        assert "科目名称" in page_text(document, pages[1])

    pages, figures, path = pages_of("split_row")
    split_top = min(figure.box[1] for figure in figures if figure.page == pages[1])
    assert split_top > natural_top, "the rest of the broken row has no figure of its own"
    assert differing(path, figures) == []

    pages, figures, path = pages_of("empty_row")
    assert pages[-1] not in {figure.page for figure in figures}
    with opened(path) as document:
        assert squeezed(page_text(document, pages[-1])) == ""
    assert paths(path, pages[-1]) != []


def test_lines_are_drawn_as_the_style_says(tmp_path: Path) -> None:
    def drawn(**options: str) -> list[tuple[float, float, float, float]]:
        style = replace(Style(), **options)  # type: ignore[arg-type]
        path = tmp_path / "lines.pdf"
        rendered = render(seed_account(style), style, path)
        return paths(path, next(form.pages[0] for form in rendered.forms if form.form == T01))

    strokes, rectangles, boxes = (drawn(ruling=ruling) for ruling in ("strokes", "rectangles", "cells"))
    assert max(right - left for left, _, right, _ in strokes) > 400
    assert max(min(right - left, top - bottom) for left, bottom, right, top in rectangles) < 1.5
    assert len(rectangles) > 5 * len(strokes)
    assert min(min(right - left, top - bottom) for left, bottom, right, top in boxes) > 10
    assert drawn(frame="none") == []
    open_sides = drawn(frame="open_sides")
    upright = [left for left, bottom, right, top in open_sides if top - bottom > right - left]
    assert min(upright) > min(left for left, *_ in open_sides) + 50


def test_scrambled_text_is_out_of_order_and_complete(tmp_path: Path) -> None:
    def texts(scramble: bool) -> list[str]:
        style = Style(scramble=scramble)
        path = tmp_path / "order.pdf"
        rendered = render(seed_account(style), style, path)
        with opened(path) as document:
            return [squeezed(page_text(document, n)) for n in range(1, rendered.pages + 1)]

    for plain, scrambled in zip(texts(False), texts(True), strict=True):
        assert Counter(plain) == Counter(scrambled)
    assert texts(False)[-1] != texts(True)[-1]


@pytest.mark.parametrize("layout", ["zhejiang", "mof"])
def test_prose_reads_back_paragraph_by_paragraph(layout: str, tmp_path: Path) -> None:
    style = Style(layout=layout)
    path = tmp_path / "prose.pdf"
    rendered = render(seed_account(style), style, path)
    with opened(path) as document:
        whole = "".join(squeezed(page_text(document, n)) for n in range(1, rendered.pages + 1))
    assert "�" not in whole
    for paragraph in rendered.paragraphs:
        assert squeezed(paragraph.text) in whole, paragraph
    pages = [paragraph.page for paragraph in rendered.paragraphs]
    assert pages == sorted(pages) and len(set(pages)) > 4
    assert any("增长17.10%" in paragraph.text for paragraph in rendered.paragraphs)


def test_digits_of_prose_stand_on_their_own_baseline(tmp_path: Path) -> None:
    def baselines(shift: float) -> set[float]:
        style = Style(digit_shift=shift, part_page=False)
        path = tmp_path / "shift.pdf"
        rendered = render(seed_account(style), style, path)
        page_number = next(p.page for p in rendered.paragraphs if "收入支出总计" in p.text)
        with opened(path) as document, closing(document[page_number - 1]) as page:
            found = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
            return {round(item.get_matrix().get()[5], 2) for item in found}

    level = sorted(baselines(0.0), reverse=True)
    shifted = baselines(2.0)
    leading = min(upper - lower for upper, lower in pairwise(level))
    assert set(level) < shifted
    assert {round(y + 2.0, 2) for y in level[2:6]} & shifted
    assert leading > 2.0


def test_sample_holds_every_pair_of_options() -> None:
    styles = all_pairs()
    for (a, xs), (b, ys) in combinations(SPACE.items(), 2):
        met = {(getattr(style, a), getattr(style, b)) for style in styles}
        assert met == {(x, y) for x in xs for y in ys}, (a, b)
    assert styles == all_pairs() and 24 <= len(styles) <= 60


def test_sample_goes_on_with_other_combinations() -> None:
    names = [case.name for case in cases(60)]
    assert len(names) == len(set(names)) == 60
    assert seed_ledger().department == "绍兴市越城区大数据发展管理中心"
