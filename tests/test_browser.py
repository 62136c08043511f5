"""The site in a real browser, opened from a folder: search, evidence, addresses, keys, both languages."""

from __future__ import annotations

import ctypes
import json
import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

import budget_analysis
from budget_analysis import cli, corpus, site, words
from budget_analysis.corpus import Failure, Result
from budget_analysis.document import Source, open_source
from budget_analysis.pages import page_of
from budget_analysis.sources import open_account
from budget_analysis.reading import Box, Cell, Grid, Line, Reading
from budget_analysis.readers.pdf import Letter
from budget_analysis.site.pictures import covers
from budget_analysis.shelf import Frames
from budget_analysis.site import scripts
from budget_analysis.site.placed_cells import sheets_of
from tests.hostile_account import FORMULA, SCRIPT, write_hostile
from tests.folders_made_once import made_once
from tests.known_documents import frames_once, opened_once
from tests.office_files import write_xlsx
from tests.rendering import Style, made_up_account, render
from tests.small_account import small_account
from tests.test_rendering import to_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the pages in")
PDF, TEXT, SMALL, BOOK, TWO = "drawn", "seed", "small", "book", "two"
FORMS, PROSE = "1-forms.pdf", "2-text.pdf"
_PROPER = {"English", "SHA", "CSV", "XLSX", "PNG", "SVG", "Parquet", "Esc", "budget", "analysis", "datapackage", "json", "csv", "reviews"}


@pytest.fixture(scope="module")
def folder() -> Path:
    """A site of a drawn PDF with a slip, the same account as a workbook, a text dump with hostile texts, a small account, and a failure."""
    return made_once("site", make_site)


def make_site(folder: Path) -> None:
    style = Style(frame="full", layout="zhejiang", separators=True)
    model = made_up_account(4, style)
    model = replace(model, sections=tuple(map(slipped, model.sections)))
    render(model, style, folder / f"{PDF}.pdf")
    (folder / f"{BOOK}.xlsx").write_bytes(write_xlsx(model))
    write_hostile(folder / f"{TEXT}.txt")
    small_account(folder / f"{SMALL}.txt")
    write_two(folder / f"{PDF}.pdf", folder / TWO)
    build(folder, folder / "out", (f"{PDF}.pdf", f"{TEXT}.txt", f"{SMALL}.txt", f"{BOOK}.xlsx", TWO))


def write_two(file: Path, folder: Path) -> None:
    """An account of two PDFs, cut out of one: the form of expenditure, and what the text says of it."""
    folder.mkdir()
    with closing(pypdfium2.PdfDocument(file)) as document:
        texts = ["".join(page.get_textpage().get_text_range().split()) for page in document]
        form = next(at for at, text in enumerate(texts) if "支出决算表（分科目）" in text[:40])
        prose = next(at for at, text in enumerate(texts) if "支出决算情况说明" in text and "99.31%" in text)
        for name, pages in ((FORMS, [0, form, form + 1]), (PROSE, [prose - 1, prose])):
            with closing(pypdfium2.PdfDocument.new()) as part:
                part.import_pages(document, pages)
                part.save(folder / name)


def slipped(section: Any) -> Any:
    """The section with another share in the place of each that it states of the basic expenditure."""
    told = tuple(
        re.sub(r"(基本支出[\d.,]+万元，占[^，。；]*?)(\d+\.\d\d)%", r"\g<1>99.31%", one) if isinstance(one, str) else one
        for one in section.paragraphs
    )
    return replace(section, paragraphs=told)


def build(folder: Path, out: Path, names: Iterable[str], read: Callable[[Source], Frames] = frames_once) -> None:
    out.mkdir(exist_ok=True)
    results = []
    for name in names:
        source = open_account(folder / name)
        results.append(Result(source.path, source, read(source)))
    failure = Failure(folder / "scan.pdf", f"scan.pdf: {SCRIPT} no text on its pages")
    _, stopped = site.write_site(out, results, [failure])
    assert not stopped


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of which nothing may go wrong: no error, no message, no request that leaves the disk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    opened, wrong = context.new_page(), []
    opened.on("console", lambda message: wrong.append(message.text))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    opened.on("request", lambda request: None if request.url.startswith(("file:", "blob:")) else wrong.append(request.url))
    opened.on("dialog", lambda dialog: wrong.append(dialog.message))
    yield opened
    context.close()
    assert not wrong


def address(folder: Path, name: str, language: str = "zh", place: str = "") -> str:
    file = {"zh": "index.html", "en": "en.html"}[language] if name == "" else f"{name}/{language}/index.html"
    return (folder / "out" / file).as_uri() + place


def evidence(folder: Path, name: str, language: str = "zh") -> Any:
    script = (folder / "out" / name / language / "evidence.js").read_text(encoding="utf-8")
    return json.loads(script.removeprefix("window.budgetEvidence = ").removesuffix(";\n"))


# --- the list --------------------------------------------------------------------------------------------


@needs_browser
def test_list_is_searched_sorted_and_filtered(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    rows = page.locator("#rows tr")
    assert rows.count() == 6
    assert SCRIPT in page.locator(".why[lang=en]").inner_text()
    page.keyboard.press("/")
    page.keyboard.type("某市")
    assert rows.count() == 1 and "某市某局" in rows.inner_text()
    page.fill("#find", "msmj 2024")  # initials of the pinyin
    assert rows.count() == 1 and "某市某局" in rows.inner_text()
    page.keyboard.press("Escape")
    assert rows.count() == 6
    page.click("[data-sort=findings]")
    assert page.locator("th[aria-sort=descending]").count() == 1
    first = rows.first.inner_text()
    assert "重大" in first or "一般" in first
    page.select_option("#by-severity", "gross")
    assert 1 <= rows.count() < 6


@needs_browser
def test_list_is_searched_by_pinyin_and_by_short_names(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    rows = page.locator("#rows tr:not(.nothing)")
    for asked in ("moushimouju", "shimou", "某市局"):  # spelled out, from within, and as people shorten it
        page.fill("#find", asked)
        assert rows.count() == 1 and "某市某局" in rows.inner_text(), asked
    for asked in ("oushi", "局某", "zhejiang-layout"):  # no beginning of a character, no order, no name
        page.fill("#find", asked)
        assert rows.count() == 0, asked


@needs_browser
def test_initials_are_found_together_only(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    rows = page.locator("#rows tr:not(.nothing)")
    for asked, count in (("msmj", 1), ("smj", 1), ("mmj", 0), ("msj", 0)):
        page.fill("#find", asked)
        assert rows.count() == count, asked


@needs_browser
def test_choices_count_what_the_others_leave(page: Page, folder: Path) -> None:
    """Each number beside a choice is that of the rows which the choice leaves, and no choice leads to nothing."""
    page.goto(address(folder, ""))
    page.fill("#find", "某市某局")
    counted = "all => all.slice(1).map(one => [one.value, Number(/[(](\\d+)[)]$/.exec(one.textContent)[1]), one.disabled])"
    seen = []
    for name in ("layout", "level", "year", "severity"):
        for value, count, is_disabled in page.locator(f"#by-{name} option").evaluate_all(counted):
            seen.append(count)
            assert is_disabled == (count == 0), (name, value)
            if count and page.locator(f"#by-{name}").is_visible():
                page.select_option(f"#by-{name}", value)
                assert page.locator("#rows tr:not(.nothing)").count() == count, (name, value)
                page.select_option(f"#by-{name}", "")
    assert 0 in seen and 1 in seen
    page.fill("#find", "")
    assert not page.locator("#filters option:disabled").count()


@needs_browser
def test_enter_opens_the_account_that_alone_is_left(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    page.fill("#find", "2024")
    assert page.locator("#rows tr").count() > 1
    page.press("#find", "Enter")
    expect(page).to_have_url(re.compile("/index.html#find=2024$"))
    page.fill("#find", "某市某局")
    with page.expect_navigation():
        page.press("#find", "Enter")
    expect(page.locator("h1")).to_contain_text("某市某局")


@needs_browser
def test_list_says_that_nothing_fits_and_leads_back(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    page.select_option("#by-severity", "gross")
    page.fill("#find", "zzzz")
    told = page.locator("#rows tr")
    assert "没有符合条件的决算" in told.inner_text()
    told.get_by_role("button", name="显示全部").click()
    assert told.count() == 6 and page.input_value("#by-severity") == ""
    assert "勾选两份" in page.locator("#picked").inner_text()
    shown = "button => getComputedStyle(button).borderStyle"
    assert page.locator("#compare").evaluate(shown) != page.locator("#download").evaluate(shown)


@needs_browser
def test_accounts_are_compared_and_the_list_is_downloaded(page: Page, folder: Path) -> None:
    page.goto(address(folder, "", "en"))
    assert page.locator("#compare").is_disabled()
    for box in page.locator("#rows input:enabled").all():
        box.check()
    page.click("#compare")
    page.locator("#multiples figure").nth(5).wait_for()  # drawn behind the click
    assert page.locator("#multiples figure").count() == 6
    with page.expect_download() as started:
        page.click("#download")
    saved = Path(started.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert saved[0].startswith("department,origin,level,region,year,revenue") and len(saved) == 7
    with page.expect_download() as started:
        page.click("#compare-download")
    saved = Path(started.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert saved[0].startswith("department,origin,year,indicator,name,unit,value,low,high,verdict,address") and len(saved) > 100


@needs_browser
def test_comparison_stays_in_the_address_and_draws_percentages_to_a_hundred(page: Page, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "out", tmp_path / "out", ignore=shutil.ignore_patterns("pages", "data", ".finished"))
    data = tmp_path / "out" / "site.assets" / "index-data.js"
    given = json.loads(data.read_text(encoding="utf-8").removeprefix("window.budgetIndex = ").removesuffix(";\n"))
    one, other = (next(entry for entry in given["entries"] if entry["folder"] == name) for name in (TEXT, PDF))
    one["year"] = other["year"] - 1
    data.write_text(f"window.budgetIndex = {json.dumps(given)};", encoding="utf-8")
    start = (tmp_path / "out" / "index.html").as_uri()
    page.goto(start)
    for name in (PDF, TEXT):
        box = page.locator("#rows tr", has=page.locator(f"a[href^='{name}/']")).locator("input")
        box.check()
    assert "picked=" in page.url and "drawn=" not in page.url
    page.click("#compare")
    page.locator("#multiples figure").nth(5).wait_for()
    page.select_option("#compare-more", "basic_share")
    first = page.locator("#multiples figure").first
    expect(first.locator(".bar-axis")).to_have_text("0100")
    told = [float(text) for text in first.locator(".bar-said a").all_inner_texts()]
    widths = first.locator(".bar-a").evaluate_all("all => all.map(one => parseFloat(one.getAttribute('width')))")
    assert len(told) == 2 and widths == pytest.approx(told, abs=0.01)
    expect(page.locator("#compared-years")).to_contain_text(f"{one['year']}、{other['year']}")
    page.reload()
    expect(page.locator("#multiples figure")).to_have_count(7)
    assert page.locator("#rows input:checked").count() == 2
    assert first.locator(".bar-said a").all_inner_texts() == [f"{number:.2f}" for number in told]
    with page.expect_navigation():
        page.locator("#language").click()
    expect(page.locator("#multiples figure")).to_have_count(7)
    page.locator("#rows input:checked").first.uncheck()
    assert page.url.count("picked=") == 1 and "," not in page.url.split("picked=")[1].split("&")[0]
    page.goto("about:blank")
    page.goto(start + "#picked=%zz,nothing&drawn=nothing")
    assert page.locator("#rows input:checked").count() == 0 and page.locator("#comparison").is_hidden()


@needs_browser
def test_each_number_of_a_comparison_opens_the_evidence_of_its_place(page: Page, folder: Path) -> None:
    page.goto(address(folder, "", "en"))
    for box in page.locator("#rows input:enabled").all():
        box.check()
    page.click("#compare")
    page.select_option("#compare-more", "basic")
    first = page.locator("#multiples figure").first
    assert "basic expenditure" in str(first.locator("figcaption").text_content())
    shown = page.locator("#multiples .bar-said a").all()
    places = [(one.inner_text().replace(",", ""), one.get_attribute("href")) for one in shown]
    assert len(places) > 12
    cells = [(told, place) for told, place in places if "#cell-" in str(place) and "/basic" in str(place)]
    assert len(cells) >= 3
    for told, place in cells[:3]:
        page.goto((folder / "out" / str(place).split("#")[0]).as_uri() + "#" + str(place).split("#")[1])
        assert told in page.locator("#panel h2").inner_text().replace(",", "")


@needs_browser
def test_list_is_filtered_by_level_and_completeness(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    rows, text = page.locator("#rows tr"), page.locator("#rows")
    for chooser in page.locator("#filters select").all():
        values = {one.get_attribute("value") for one in chooser.locator("option").all()} - {""}
        assert chooser.is_visible() == (len(values) > 1), "one value tells nothing apart"
    assert page.locator("#by-year").is_visible() and "虚构样例" not in text.inner_text()
    choices = [one.get_attribute("value") for one in page.locator("#by-complete option").all()]
    assert len(choices) > 1
    page.select_option("#by-complete", choices[1])
    assert 1 <= rows.count() < 6
    page.select_option("#by-complete", "")
    page.click("[data-sort=complete]")
    told = [one for one in page.locator("#rows td[data-name='公开要求']").all_inner_texts() if one != "—"]
    assert told == sorted(told, key=float, reverse=True) and len(told) >= 2


@needs_browser
def test_what_is_asked_of_the_list_stays_in_its_address(page: Page, folder: Path) -> None:
    """After a reload, on the way back from an account, and in the other language."""
    page.goto(address(folder, ""))
    page.select_option("#by-severity", "gross")
    page.fill("#find", "2024")
    page.click("[data-sort=revenue]")
    found = page.locator("#rows .office").all_inner_texts()
    assert 1 <= len(found) < 6
    page.reload()
    assert page.locator("#rows .office").all_inner_texts() == found
    with page.expect_navigation():
        page.locator("#rows a").first.click()
    page.go_back()
    assert page.locator("#rows .office").all_inner_texts() == found
    with page.expect_navigation():
        page.locator("#language").click()
    assert page.locator("#rows .office").all_inner_texts() == found and page.input_value("#find") == "2024"
    page.goto("about:blank")
    page.goto(address(folder, "", place="#region=%zz&level=nothing&sort=nothing&x"))
    assert page.locator("#rows tr").count() == 6


@needs_browser
def test_list_stands_in_order_and_tells_twins_apart(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    told = page.locator("#rows tr").evaluate_all("rows => rows.map(row => [row.cells[1].innerText.split('\\n'), row.cells[4].innerText])")
    twins = [files for files, year in told if sum(other[0] == files[0] and other_year == year for other, other_year in told) > 1]
    assert len(twins) >= 2 and all(len(files) == 2 and "." in files[1] for files in twins)
    page.select_option("#by-severity", "none")
    assert page.locator("#rows tr").count() == 0 or "重大" not in page.locator("#rows").inner_text()
    assert page.locator("#by-severity option").evaluate_all("all => all.map(one => one.value)")[1:][0] == "gross"


@needs_browser
def test_list_of_three_hundred_accounts_draws_what_is_seen(page: Page, folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder / "out", tmp_path / "out", ignore=shutil.ignore_patterns("pages", "data", ".finished"))
    data = tmp_path / "out" / "site.assets" / "index-data.js"
    given = json.loads(data.read_text(encoding="utf-8").removeprefix("window.budgetIndex = ").removesuffix(";\n"))
    given["entries"] = [{**given["entries"][0], "department": f"某市第{n}局", "folder": f"f{n}"} for n in range(300)]
    data.write_text(f"window.budgetIndex = {json.dumps(given)};", encoding="utf-8")
    assert data.stat().st_size < 400_000
    page.goto((tmp_path / "out" / "index.html").as_uri())
    assert "300" in page.locator("#count").inner_text()
    assert page.locator("#rows tr").count() == 61
    page.locator("#rows button").click()
    assert page.locator("#rows tr").count() == 261


# --- evidence --------------------------------------------------------------------------------------------


@needs_browser
def test_cell_claim_and_finding_of_a_pdf_open_their_evidence(page: Page, folder: Path) -> None:
    page.goto(address(folder, PDF))
    panel = page.locator("#panel")
    assert panel.is_hidden()
    card = page.locator(".card").first
    expect(card.locator("svg image").first, "the crop of a card near the top is drawn").to_be_attached()
    assert card.locator("svg .box").count() >= 2, "boxes of the number and of its operands"
    card.get_by_role("button", name="证据").click()
    assert panel.is_visible() and panel.locator("svg .box").count() >= 1
    page.keyboard.press("Escape")
    assert panel.is_hidden()
    page.locator(".form-table td a").nth(3).click()
    assert "单元格" in panel.inner_text() and panel.locator("svg:not(.heads) image").count() == 1
    assert "#cell-" in page.url
    page.locator("#panel a[href^='#c']").first.click()
    page.go_back()
    expect(panel.locator("h2")).to_contain_text("单元格")
    page.go_back()
    expect(panel).to_be_hidden()


@needs_browser
def test_crop_of_a_row_far_down_shows_the_heads_of_its_form(page: Page, folder: Path) -> None:
    cells = [one for one in evidence(folder, PDF)["cells"] if isinstance(one[6], list) and one[0].startswith("expenditure_by_function/")]
    first = min(one[2] for one in cells)
    top = min(one[6][1] for one in cells if one[2] == first)
    far = max((one for one in cells if one[0].endswith("/basic")), key=lambda one: (one[2], one[6][1]))
    assert far[2] > first or far[6][1] > top + 120
    page.goto(address(folder, PDF, "zh", f"#cell-{far[0]}"))
    heads = page.locator("#panel svg.heads").last  # the names of the rows stand in a strip before the column
    expect(page.locator("#panel .part p"), "each part of a page says which").to_have_text([re.compile(rf"表头（第{first}页）$"), re.compile(rf"第{far[2]}页$")])
    _, top_, _, height_ = map(float, str(page.locator("#panel svg:has(.box)").get_attribute("viewBox")).split())
    edges = [one[6] for one in cells if one[2] == far[2]]
    assert top_ + 2 in [pytest.approx(one[1]) for one in edges] and top_ + height_ - 2 in [pytest.approx(one[3]) for one in edges], "no row is cut through"
    left, upper, width, height = map(float, str(heads.get_attribute("viewBox")).split())
    with closing(pypdfium2.PdfDocument(folder / f"{PDF}.pdf")) as document:
        on = document[first - 1]
        words = on.get_textpage().get_text_bounded(left=far[6][0] - 2, right=far[6][2] + 2, top=on.get_height() - upper, bottom=on.get_height() - upper - height)
    assert "基本支出" in re.sub(r"\s", "", words), "the head of the column, in the place of the column"
    assert left <= far[6][0] + 0.1 and far[6][2] <= left + width + 0.1
    if page.locator("#panel .strips").count():
        names = page.locator("#panel .strips").last.locator("svg").first
        begins, _, wide, _ = map(float, str(names.get_attribute("viewBox")).split())
        assert begins + wide <= far[6][0], "the names of the rows stand beside the column"
    page.goto(address(folder, PDF, "zh", f"#cell-{next(one[0] for one in cells if one[2] == first and one[6][1] == top)}"))
    expect(page.locator("#panel svg image"), "a crop of the first row holds its heads").to_have_count(1)


@needs_browser
def test_panel_shows_the_place_before_the_operands(page: Page, folder: Path) -> None:
    """A reader wants to see the page first; what stands on other pages follows the list, with the numbers of its boxes."""
    told = next(one for one in evidence(folder, PDF)["claims"] if one["verdict"] == "differs" and len(one.get("operands", [])) > 1)
    page.goto(address(folder, PDF, "zh", f"#claim-{told['id']}"))
    panel = page.locator("#panel")
    headings = panel.locator("h3").all_inner_texts()
    assert headings[:2] == ["所在", "结论"] and headings.index("公式（名称）") < headings.index("参与运算的数")
    assert panel.locator(".picture").count() == 2 and panel.locator(".picture").first.locator(".part").count() == 1
    assert panel.locator("ol").get_attribute("start") == "1" and panel.locator("ol li").first.inner_text().startswith("本句： “" + told["quote"])
    assert panel.locator(".picture").first.locator(".tag").first.text_content() == "1"
    page.goto(address(folder, PDF))
    page.locator(".card").first.get_by_role("button", name="证据").click()
    headings = panel.locator("h3").all_inner_texts()
    assert headings[0] == "所在" and 1 < headings.index("发现所指之处")
    card = page.locator(".card").first
    expect(panel.locator(".sq")).to_have_text(card.locator(".sq").inner_text())
    expect(panel.locator(".right")).to_have_text(card.locator(".right").all_inner_texts())
    order = "one => one.querySelector('.crop').compareDocumentPosition(one.querySelector('.places'))"
    assert page.locator(".card").first.evaluate(order) == 4, "the card too shows the crop first"


@needs_browser
def test_range_of_a_relation_is_told_as_a_difference(page: Page, folder: Path) -> None:
    told = next(one for one in evidence(folder, PDF)["claims"] if one.get("sign") == "=" and one["low"] != one["high"])
    page.goto(address(folder, PDF, "zh", f"#claim-{told['id']}"))
    panel = page.locator("#panel")
    expect(panel).to_contain_text("左边减右边")
    assert "复算" not in panel.locator("h3", has_text="区间").locator("xpath=following-sibling::p[1]").inner_text()
    page.goto(address(folder, PDF))
    page.locator("#find").fill(told["id"])
    expect(page.locator("#ledger-rows .range").first).to_contain_text("两边之差")
    named = [one["named"] for one in evidence(folder, PDF)["claims"] if one.get("named", "").startswith("100 × [合计")]
    assert not [one for one in named if len(set(re.findall(r"\[.*?\]", one))) == 1], "operands of two forms are told apart"


@needs_browser
def test_phone_shows_prose_unscrolled_and_says_what_is_cut(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address(folder, PDF))
    crop = page.locator(".card .crop").first
    crop.scroll_into_view_if_needed()
    expect(crop.locator("svg image").first).to_be_attached()
    prose = crop.locator(".part").first
    assert prose.locator(".scroll").count() == 0, "a line of prose is drawn as wide as the page is"
    edges = next(iter(one[3:] for number, one in evidence(folder, PDF)["pages"].items() if len(one) > 3 and f"第{number}页" == prose.locator("p").inner_text()))
    left, _, width, _ = map(float, str(prose.locator("svg").get_attribute("viewBox")).split())
    assert left <= edges[0] and edges[1] <= left + width, "from edge to edge"
    wide = page.locator("#change .scroll").first
    expect(wide).to_have_class(re.compile(r"\bmore\b"))
    wide.evaluate("one => { one.scrollLeft = one.scrollWidth; }")
    expect(wide).not_to_have_class(re.compile(r"\bmore\b"))
    small = page.locator(".top a, .squares a, .acts a, .acts button").evaluate_all("all => all.filter(one => one.offsetHeight && one.offsetHeight < 24 && getComputedStyle(one).display !== 'inline').map(one => one.outerHTML)")
    assert not small
    page.goto(address(folder, TEXT, "zh", "#cell-expenditure_by_function/201/project"))
    expect(page.locator("#panel td.open")).to_be_in_viewport(ratio=0.9)
    verdict = page.locator("#ledger-rows tr").first
    assert verdict.locator("td").last.evaluate("one => one.offsetTop") == verdict.locator("td").first.evaluate("one => one.offsetTop")


@needs_browser
def test_citation_of_a_cell_names_its_account(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT, "zh", "#cell-expenditure_by_function/201/basic"))
    expect(page.locator("#panel")).to_contain_text(f"复算报告中的位置 {TEXT}/zh/index.html#cell-expenditure_by_function/201/basic，访问日期" + date.today().isoformat())
    assert evidence(folder, TEXT)["document"] in page.locator("#panel pre").inner_text()


@needs_browser
def test_what_would_be_right_says_in_how_many_digits(page: Page, folder: Path) -> None:
    """The sentence computes with more digits than the print has: both numbers are right, and one is explained."""
    page.goto(address(folder, TEXT))
    card = page.locator(".card", has_text="≈").first
    right = card.locator(".right").inner_text()
    assert right.startswith("按所印的位数") and right.split()[-1] not in card.locator(".sentence").inner_text()
    for other in page.locator(".card", has_not_text="≈").all():
        assert "按所印的位数" not in other.inner_text()


@needs_browser
def test_claim_shows_formula_interval_and_verdict_in_one_action(page: Page, folder: Path) -> None:
    told = next(one for one in evidence(folder, PDF, "en")["claims"] if one["verdict"] == "differs" and "numbers" in one)
    page.goto(address(folder, PDF, "en", f"#claim-{told['id']}"))
    panel = page.locator("#panel")
    for expected in (told["numbers"], told["low"], "differs", f"#claim-{told['id']}", "@misc{"):
        assert expected in panel.inner_text()
    assert panel.locator("svg.line .out").count() == 1
    assert panel.locator("mark").first.inner_text() == told["quote"]


@needs_browser
def test_number_that_stands_in_a_relation_is_not_said_to_have_nothing_beside_it(page: Page, folder: Path) -> None:
    told = evidence(folder, PDF)
    used = {one for claim in told["claims"] for one in claim.get("operands", ())}
    for is_used, word in ((True, "recorded_in"), (False, "recorded")):
        claim = next(one for one in told["claims"] if one["verdict"] == "recorded" and (one["id"] in used) is is_used)
        page.goto(address(folder, PDF, place=f"#claim-{claim['id']}"))
        expect(page.locator("#panel")).to_contain_text(told["words"][word])
        said = page.locator("#panel").inner_text()
        page.wait_for_function("[...document.images].every(one => one.complete)")  # a picture that is left while it loads is a failed request
        assert told["words"][word] in said and (told["words"]["relations"] in said) is is_used


@needs_browser
def test_words_are_marked_as_their_finding_and_only_then(page: Page, folder: Path) -> None:
    """A statement that is equal stood in the colour of an ordinary finding, and so did each number that a finding is compared with."""
    data = evidence(folder, PDF)
    equal = next(one for one in data["claims"] if one["verdict"] == "equal" and "finding" not in one and "range" in one)
    page.goto(address(folder, PDF, "zh", f"#claim-{equal['id']}"))
    mark = page.locator("#panel mark")
    expect(mark).to_have_class("said")
    finding = next(one for one in data["findings"] if one["places"][0].get("target", "").startswith("claim-"))
    page.goto(address(folder, PDF))
    page.locator(f"[data-open='finding-{finding['id']}']").click()
    expect(mark.first).to_have_class(finding["severity"])
    page.goto(address(folder, PDF, "zh", f"#{finding['places'][0]['target']}"))
    page.reload()
    expect(mark.first).to_have_class(finding["severity"])
    page.goto(address(folder, TEXT))
    for one in evidence(folder, TEXT)["findings"]:
        prose = [place for place in one["places"] if place.get("target", "").startswith("claim-")]
        if one["severity"] == "gross" and any(place.get("operand") for place in prose):
            page.locator(f"[data-open='finding-{one['id']}']").click()
            assert {mark.nth(at).get_attribute("class") for at in range(mark.count())} == {"gross", "operand"}
            break
    else:
        pytest.fail("no gross finding is compared with words of the text")


@needs_browser
def test_ledger_tells_statements_of_the_same_words_apart(page: Page, folder: Path) -> None:
    """占3.51% twice with two ranges: a share, and the sum of the shares."""
    claims = evidence(folder, PDF)["claims"]
    last = next(one for one in claims if one["kind"] == "占比之和")
    page.goto(address(folder, PDF))
    page.locator("#find").fill(last["quote"])
    rows = page.locator("#ledger-rows tr", has=page.locator(f"a[href='#claim-{last['id']}']"))
    expect(rows.locator(".quote .why").first).to_have_text("占比之和")
    share = next(one for one in claims if one["kind"] == "占比" and one["quote"] == last["quote"] and one["range"] == last["range"])
    expect(page.locator("#ledger-rows tr", has=page.locator(f"a[href='#claim-{share['id']}']")).locator(".quote .why").first).to_have_text("占比")


@needs_browser
def test_crop_shows_a_title_whole_or_not_at_all(page: Page, folder: Path) -> None:
    """Above a narrow form stood the end of its title; where it is left out, the line above the crop names the form."""
    data, shown, told = evidence(folder, PDF), 0, 0
    for form, (name, _, _, titles) in data["forms"].items():
        cell = next((one for one in data["cells"] if one[0].startswith(f"{form}/") and isinstance(one[6], list)), None)
        if cell is None or not titles[0]:
            continue
        page.goto(address(folder, PDF, "zh", f"#cell-{cell[0].replace('#', '~')}"))
        expect(page.locator("#panel")).to_contain_text(f"#cell-{cell[0].replace('#', '~')}")
        picture = page.locator("#panel .picture")
        expect(picture.locator("svg").first).to_be_attached()
        heads = picture.locator("svg.heads") if picture.locator("svg.heads").count() else picture.locator("svg")
        views = [tuple(map(float, str(heads.nth(at).get_attribute("viewBox")).split())) for at in range(heads.count())]
        page_of_title, left, top, right, bottom = titles[0]
        if page_of_title != cell[2]:
            continue
        if any(y < bottom and top < y + high for _, y, _, high in views):
            shown += 1
            assert any(x - 1.5 <= left and right <= x + wide + 1.5 and y <= top + 1 for x, y, wide, _ in views), f"the title of {name} is cut"
        else:
            told += 1
            assert name in picture.locator("p").first.inner_text()
    assert shown and told


@needs_browser
def test_text_source_shows_the_words_with_the_place_marked(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT, "zh", "#cell-expenditure_by_function/201/basic"))
    panel = page.locator("#panel")
    assert panel.locator("td.open").inner_text() == "219.25"
    assert panel.locator("svg image").count() == 0
    page.goto(address(folder, TEXT, "zh", "#check-A05.1 201"))
    expect(panel).to_contain_text("2,147.90 = 219.25 + 1,928.65")
    page.goto(address(folder, TEXT))
    page.locator(".card").first.get_by_role("button", name="证据").click()
    assert panel.locator("mark").count() >= 1


@needs_browser
def test_workbook_shows_the_sheet_with_the_cells_marked(page: Page, folder: Path) -> None:
    data = evidence(folder, BOOK)
    cell = next(one for one in data["cells"] if one[0] == "expenditure_by_function/total/basic")
    claim = next(one for one in data["claims"] if one["verdict"] == "differs" and one["printed"] == "99.31")
    panel = page.locator("#panel")
    page.goto(address(folder, BOOK, "zh", f"#cell-{cell[0]}"))
    assert panel.locator(".sheet .marked").inner_text() == cell[1]
    assert cell[6] in panel.inner_text() and panel.locator(".sheet caption").inner_text() == "工作表“表5”"
    letter, number = re.fullmatch(r".+!([A-Z])(\d+)", cell[6]).groups()
    marked = panel.locator(".sheet tbody tr", has=page.locator(".marked"))
    assert marked.locator("th").inner_text() == number
    seen = "cell => [...cell.parentNode.cells].slice(0, cell.cellIndex).reduce((sum, one) => sum + one.colSpan, 0)"
    assert panel.locator(".sheet .marked").evaluate(seen) == ord(letter) - ord("A") + 1
    page.goto(address(folder, BOOK, "zh", f"#claim-{claim['id']}"))
    page.reload()
    assert panel.locator("mark").first.inner_text() == claim["quote"] and claim["where"] in panel.inner_text()
    operands = {data["cells"][one - 1][1] for one in claim["operands"]}
    assert {re.sub(r"\d$", "", one) for one in panel.locator(".sheet .marked").all_inner_texts()} == operands
    page.goto(address(folder, BOOK))
    card = page.locator(".card").first
    expect(card.locator(".sheet .marked").first, "the card shows the cells too").to_be_attached()
    card.get_by_role("button", name="证据").click()
    assert panel.locator(".sheet .marked").count() >= 1 and panel.locator("mark").count() >= 1
    rows = panel.locator(".sheet tbody tr").count()
    assert "99.31% ≠ 100 ×" in panel.inner_text(), "the finding shows its formula with numbers"
    panel.get_by_role("button", name="显示整张表").click()
    assert panel.locator(".sheet tbody tr").count() > rows


@needs_browser
def test_account_of_several_files_shows_the_page_of_each(page: Page, folder: Path) -> None:
    told = next(one for one in evidence(folder, TWO)["claims"] if one["verdict"] == "differs" and "numbers" in one)
    page.goto(address(folder, TWO, "zh", f"#claim-{told['id']}"))
    parts = page.locator("#panel .part")
    told_at = [one.split(" · ")[-1] for one in parts.locator("p").all_inner_texts()]  # the form before it, where its title is not shown
    assert told_at == [f"{PROSE} 第2页", f"{FORMS} 第2页", f"{FORMS} 第3页"][: parts.count()]
    drawn = [str(one.get_attribute("href")) for one in parts.locator("image").all()]
    assert drawn[:2] == ["../pages/p005.webp", "../pages/p002.webp"]
    assert all((folder / "out" / TWO / "zh" / one).resolve().is_file() for one in drawn)
    cited = page.locator("#panel").inner_text()
    assert f"，{PROSE} 第2页，" in cited and "note = {" + f"{PROSE} 第2页" in cited
    assert f"{PROSE} 第2页" in page.locator(".card .label").first.inner_text()


@needs_browser
def test_each_chart_is_taken_along_with_its_source(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT, "en"))
    chart = page.locator("#chart-structure_by_economic_class")
    with page.expect_download() as started:
        chart.get_by_role("button", name="SVG").click()
    assert started.value.suggested_filename == "structure_by_economic_class.svg"
    drawn = Path(started.value.path()).read_text(encoding="utf-8")
    told = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn))
    for wanted in (chart.locator("figcaption").inner_text(), "Source:", "others together", "10,000 yuan"):
        assert wanted in told
    bars = chart.locator(".bar rect").count()
    assert bars > 12 and len(re.findall(r"<rect", drawn)) == 1 + chart.locator(".legend rect").count() + bars
    with page.expect_download() as started:
        chart.get_by_role("button", name="PNG").click()
    with Image.open(started.value.path()) as picture:
        assert picture.width == 1920 and picture.convert("L").getextrema()[0] < 90


@needs_browser
def test_account_is_compared_from_its_page(page: Page, folder: Path) -> None:
    page.goto(address(folder, PDF))
    page.get_by_role("link", name="与其他决算比较").click()
    first = page.locator("#multiples figure").first
    first.wait_for()
    names = first.locator(".bar-label").all_inner_texts()
    assert len(names) >= 2 and len(set(names)) <= len(names)
    assert page.locator("#rows input:checked").count() == len(names)
    page.locator("#rows input:not(:checked):enabled").first.check()
    assert first.locator(".bar-label").count() == len(names) + 1, "what is ticked is compared at once"


@needs_browser
def test_every_choice_of_a_list_has_a_word(page: Page, folder: Path) -> None:
    for name in ("", TEXT):
        page.goto(address(folder, name))
        assert all(page.locator("select option").evaluate_all("all => all.map(one => one.textContent.trim())"))


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
def test_short_words_of_a_table_stand_on_one_line(page: Page, folder: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(address(folder, TEXT))
    verdicts = page.locator("#execution table.data td", has_text="四舍五入可解释")
    assert verdicts.count()
    heights = verdicts.evaluate_all("all => all.map(one => { const seen = document.createRange(); seen.selectNodeContents(one); return seen.getClientRects().length; })")
    assert set(heights) == {1}


@needs_browser
def test_tables_of_a_notebook_can_be_read_on_a_phone(page: Page, tmp_path: Path) -> None:
    """A sentence beside six short columns keeps a width to be read in; the table scrolls, the page does not."""
    cells = "".join(f"<td>{one}</td>" for one in ("一般", "名称", "22", "所印与表内名称不同" * 12, "其他行政事业单位养老支出", "—", "snikecloi"))
    output = nbformat.v4.new_output("display_data", data={"text/html": f"<table><tr>{cells}</tr></table>"})
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x", outputs=[output])])
    (tmp_path / "n.html").write_text(page_of(notebook, "t", "zh"), encoding="utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((tmp_path / "n.html").as_uri())
    assert page.locator("td").nth(3).bounding_box()["width"] > 200  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@needs_browser
def test_lists_are_sorted_on_a_phone(page: Page, folder: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address(folder, ""))
    assert page.locator("[data-sort=revenue]").is_hidden()
    page.select_option("#sort-by", "revenue")
    told = [one.replace(",", "") for one in page.locator("#rows td[data-name='收入']").all_inner_texts() if one != "—"]
    assert told == sorted(told, key=float, reverse=True) and len(told) >= 3
    page.goto(address(folder, TEXT))
    page.select_option("#sort-by", "page")
    pages = [int(one or 0) for one in page.locator("#ledger-rows tr td:first-child").all_inner_texts()]
    assert pages == sorted(pages)


@needs_browser
def test_ledger_is_searched_filtered_and_sorted(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT, "en"))
    rows = page.locator("#ledger-rows tr")
    assert rows.count() == 100
    page.locator("#ledger-more").click()
    assert rows.count() == 200
    page.select_option("#by-verdict", "differs")
    assert {one.inner_text() for one in page.locator("#ledger-rows .verdict-word").all()} == {"differs", "does not hold"}
    page.select_option("#by-verdict", "")
    page.keyboard.press("/")
    page.fill("#find", "a05.1 201")
    assert 0 < rows.count() < 20
    rows.first.locator("a").click()
    assert "Identity" in page.locator("#panel h2").inner_text()
    page.locator("#panel .close").click()
    page.fill("#find", "")
    page.locator("[data-sort=page]").click()
    pages = [int(one or 0) for one in page.locator("#ledger-rows tr td:first-child").all_inner_texts()]
    assert pages == sorted(pages)


@needs_browser
def test_what_follows_from_a_finding_is_quieter_and_leads_to_it(page: Page, folder: Path) -> None:
    page.goto(address(folder, PDF))
    quiet = page.locator("#ledger-rows .verdict-word.follows")
    loud = page.locator("#ledger-rows .verdict-word.differs:not(.follows)")
    page.select_option("#by-verdict", "differs")
    assert quiet.count() and loud.count()
    looks = [one.first.evaluate("one => getComputedStyle(one).color") for one in (quiet, loud)]
    assert looks[0] != looks[1]
    cell = page.locator("#ledger-rows td:has(.follows)").first
    assert re.search("由.*发现.*引起", cell.inner_text().replace("\n", ""))
    link = cell.locator("a").first
    name = str(link.get_attribute("href"))
    link.click()
    assert page.locator("#panel h2").inner_text() == "发现" and page.locator(name).count() == 1


@needs_browser
def test_number_that_counts_leads_to_what_it_counts(page: Page, folder: Path) -> None:
    page.goto(address(folder, "", "en"))
    links = page.locator("#rows a[href$='#requirements']")
    assert links.count() >= 3
    links.first.click()
    page.wait_for_selector("#requirements[open]")
    assert re.match(r"\d+ of the \d+ requirements? that can be told", page.locator("#requirements summary").inner_text())


@needs_browser
def test_keys_walk_the_findings_and_unknown_addresses_are_told(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT))
    ids = [one.get_attribute("id") for one in page.locator(".card").all()]
    assert len(ids) > 3
    for _ in range(2):
        page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == ids[1]
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.id") == ids[0]
    page.goto(address(folder, TEXT, "zh", "#claim-nothing"))
    page.reload()
    assert "claim-nothing" in page.locator("#panel").inner_text()
    told, shut = (page.locator(f"#panel {one}").bounding_box() for one in ("p", ".close"))
    assert told and shut and told["y"] >= shut["y"] + shut["height"], "it does not run under the button"


@needs_browser
def test_keyboard_alone_opens_evidence_and_comes_back(page: Page, folder: Path) -> None:
    page.goto(address(folder, PDF))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    cell = page.locator(".form-table td a").nth(3)
    cell.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "close"
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden() and cell.evaluate("one => one === document.activeElement")


@needs_browser
def test_what_was_not_judged_is_one_action_away_with_its_reason(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT, "en"))
    page.locator(".squares a[data-verdict=undefined]").click()
    rows = page.locator("#ledger-rows tr")
    assert f"undefined {rows.count()}" in page.locator(".squares").inner_text()
    assert all("undefined\n" in one for one in rows.all_inner_texts()), "each with why"
    page.locator(".squares a[data-verdict='']").click()
    assert rows.count() == 100


@needs_browser
def test_first_lines_count_the_notices_that_the_page_lists(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT))
    first = page.locator(".squares a[href='#notices']")
    first.click()
    listed = page.locator("#notices ~ ul").first.locator("li")
    assert listed.count() and first.inner_text() == f"另可留意 {listed.count()}"


@needs_browser
@pytest.mark.parametrize("kind", ["cell", "finding"])
def test_reader_who_follows_an_address_starts_there(page: Page, folder: Path, kind: str) -> None:
    finding = evidence(folder, PDF)["findings"][0]
    place = next(one["target"] for one in finding["places"] if one["target"].startswith("cell-")) if kind == "cell" else f"finding-{finding['id']}"
    page.goto("about:blank")
    page.goto(address(folder, PDF, place=f"#{place}"))
    page.wait_for_load_state("load")
    assert page.evaluate("document.activeElement.id") == ("panel" if kind == "cell" else place)


@needs_browser
def test_paragraph_in_a_folded_section_is_opened(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT, "en"))
    noticed = page.locator("#data li q a").first
    target = page.locator(str(noticed.get_attribute("href")))
    page.locator("details.prose").evaluate_all("all => all.forEach(one => one.open = false)")
    noticed.click()
    expect(target).to_be_visible()
    assert "block " not in page.locator("#data").inner_text().split("Notices")[1].split("Identities")[0]


@needs_browser
def test_cite_gives_text_and_bibtex(page: Page, folder: Path) -> None:
    page.goto(address(folder, TEXT))
    card = page.locator(".card").first
    card.get_by_role("button", name="引用").click()
    told = page.locator("#panel").inner_text()
    name = str(card.get_attribute("id"))
    assert f"{TEXT}/zh/index.html#{name}" in told and "@misc{" in told and name.removeprefix("finding-") in told
    assert "file:" not in told and str(folder) not in told, "a path of whoever reads"
    assert evidence(folder, TEXT)["document"] in told and re.search(r"SHA-256 [0-9a-f]{64}\b", told.split("@misc")[1])
    office = page.locator("h1").inner_text().split("\n")[0]
    author = re.search(r"author = \{\{(.*?)\}\}", told)
    assert author and author[1].startswith("budget-analysis"), "what was recomputed the office does not say"
    assert evidence(folder, TEXT)["document"] in told and "原文为" in told.split("note = ")[1]
    cited = page.locator("#cited").inner_text()
    assert f"访问日期{date.today().isoformat()}" in cited and f"urldate = {{{date.today().isoformat()}}}" in cited
    author = re.search(r"author = \{\{(.*?)\}\}", cited)
    assert author and author[1] in office and "file:" not in cited
    page.goto(address(folder, PDF, "en"))
    page.get_by_role("button", name="Cite this account").click()
    whole = page.locator("#panel").inner_text()
    assert "index.html" not in whole and "file:" not in whole, "a place in a folder is no address for others"
    assert f"urldate = {{{date.today().isoformat()}}}" in whole and f"accessed {date.today().isoformat()}" in whole, "nothing is left to fill in"
    assert "#" not in whole.split("@misc")[0]
    assert not re.search(r"[{(](?:name|place|address|date)[})]|_{2,}|YYYY", told + whole)


# --- looks -------------------------------------------------------------------------------------------------


@needs_browser
def test_language_dark_phone_and_print(page: Page, folder: Path) -> None:
    page.goto(address(folder, ""))
    page.locator("#rows a").first.click()
    expect(page).to_have_url(re.compile("/zh/"))
    page.goto(address(folder, TEXT, "zh", "#check-A05.1 201"))
    page.locator("#language").click()
    expect(page).to_have_url(re.compile("/en/"))
    expect(page.locator("#panel h2"), "the same place").to_contain_text("Identity A05.1")
    assert page.get_attribute("html", "lang") == "en"
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#theme").click()
    assert page.evaluate(ground) != light and page.get_attribute("#theme", "aria-pressed") == "true"
    page.set_viewport_size({"width": 390, "height": 800})
    for name in (PDF, TEXT, SMALL, BOOK, ""):
        page.goto(address(folder, name, "en"))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        assert page.locator("h1").evaluate("one => one.getBoundingClientRect().top") < 200, "the answer, not a list of contents"
    page.goto(address(folder, PDF))
    page.emulate_media(media="print")
    assert page.locator(".top").is_hidden() and page.locator(".card").first.is_visible()
    assert page.locator(".source").first.inner_text().rstrip().endswith("万元"), "no file to take along, no signs between what is not printed"


@needs_browser
def test_every_place_of_a_finding_is_printed_and_none_alone_is_folded(page: Page, folder: Path, tmp_path: Path) -> None:
    """“1 more place” stood as a head with nothing beneath on paper, while its box was drawn and numbered."""
    shutil.copytree(folder / "out", tmp_path / "out", ignore=shutil.ignore_patterns("data", ".finished"))
    file = tmp_path / "out" / PDF / "zh" / "index.html"
    folded = "".join(f"<li>再一处{at}</li>" for at in range(7, 10))
    before, mark, behind = file.read_text(encoding="utf-8").partition('<ol class="places">')
    rest = f'<details class="rest"><summary>另有3处</summary><ol class="places" start="7">{folded}</ol></details>'
    file.write_text(f"{before}{rest}{mark}{behind}", encoding="utf-8")
    page.goto(file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    with closing(pypdfium2.PdfDocument(printed)) as document:
        text = "".join("".join(one.get_textpage().get_text_range().split()) for one in document)
    assert "另有3处" in text and all(f"再一处{at}" in text for at in range(7, 10))
    for name in (PDF, TEXT, SMALL, BOOK):
        page.goto(address(folder, name))
        for rest in page.locator(".card details.rest").all():
            assert rest.locator("li").count() > 2


@needs_browser
@pytest.mark.parametrize(("name", "language"), [(PDF, "zh"), (PDF, "en"), (TEXT, "zh"), (TEXT, "en"), (BOOK, "zh")])
def test_no_head_stands_alone_at_the_foot_of_a_printed_page(page: Page, folder: Path, name: str, language: str) -> None:
    """Behind the head of a section, of a table or of a card something of it stands on the same page."""
    page.goto(address(folder, name, language))
    printed = page.pdf(prefer_css_page_size=True)
    heads = page.locator("h2, h3, summary, .form > .title, thead tr, .card > .label").all_text_contents()
    known = {re.sub(r"\s+", "", one) for one in heads}
    with closing(pypdfium2.PdfDocument(printed)) as document:
        pages = [one.get_textpage().get_text_range().split("\n") for one in document]
    assert len(pages) > 5
    feet = ["".join("".join(lines[-count:]).split()) for lines in pages[:-1] for count in range(1, 5)]
    assert not known & set(feet)


@needs_browser
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [390, 360])
def test_choices_of_the_list_fit_a_phone(page: Page, folder: Path, language: str, width: int) -> None:
    """Each choice is shown whole once it is made, and what is sorted can be turned round."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address(folder, "", language))
    cut = page.evaluate("""() => Array.from(document.querySelectorAll("#filters select, #sort-by")).filter(one => one.offsetWidth).flatMap(one => {
      const pen = document.createElement("canvas").getContext("2d"), look = getComputedStyle(one);
      pen.font = `${look.fontSize} ${look.fontFamily}`;
      const room = one.clientWidth - parseFloat(look.paddingLeft) - parseFloat(look.paddingRight) - 16;
      return Array.from(one.options).filter(each => pen.measureText(each.text).width > room || one.getBoundingClientRect().right > innerWidth).map(each => each.text);
    })""")
    assert not cut
    first = page.locator("#rows .office").first.inner_text()
    page.locator("#turn").click()
    assert page.locator("#rows .office").first.inner_text() != first


_TWO_OF_A_KIND = """() => { const seen = {}; let left = 0;
  const looks = one => one.tagName + Array.from(one.attributes, each => /^(class|role|hidden|scope|lang|tabindex|aria-.*)$/.test(each.name) ? each.name + each.value : each.name);
  for (const row of document.querySelectorAll("tbody tr")) {
    const kind = [row.closest("table"), row, ...row.querySelectorAll("*")].map(looks).join();
    seen[kind] = (seen[kind] || 0) + 1;
    if (seen[kind] > 2) { row.remove(); left++; }
  }
  return left; }"""
"""Leaves two of the rows of a table that are made of the same elements with the same looks: axe judges each alike."""


@needs_browser
@pytest.mark.parametrize(("language", "scheme", "pages"), [
    ("zh", "light", [("", ""), (TEXT, "#check-A05.1 201")]),
    ("en", "dark", [("", ""), (PDF, "")]),
    ("en", "dark", [(BOOK, "#cell-expenditure_by_function/total/basic")]),
])  # fmt: skip
def test_pages_are_accessible(page: Page, folder: Path, language: str, scheme: Any, pages: list[tuple[str, str]]) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.emulate_media(color_scheme=scheme)
    options = {"preload": False, "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    for name, place in pages:
        page.goto("about:blank")
        page.goto(address(folder, name, language, place))
        lines = page.locator(".places li").evaluate_all("all => all.filter(one => one.offsetHeight).map(one => one.offsetHeight + parseFloat(getComputedStyle(one).marginBottom))")
        assert all(line >= 24 for line in lines), "a link of one line is a target, and the next one stands close below it"
        assert (page.evaluate(_TWO_OF_A_KIND) > 100) is (name != "")
        # a page of a workbook differs from the others in its panel and its cards
        found = Axe().run(page, {"include": [["#panel"], [".card"]]} if name == BOOK else None, options=options).response["violations"]
        seen = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
        assert not seen, name


@needs_browser
def test_each_page_speaks_one_language(page: Page, folder: Path) -> None:
    """In Chinese no English word but proper names; in English the words of the page are English."""
    texts = """selector => { const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
      for (let one; (one = walk.nextNode());)
        if (!one.parentElement.closest("[lang=en], .code, pre, .hash, .address, .problems, script, noscript, " + selector)) found.push(one.data);
      return found; }"""
    for name in (PDF, TEXT, ""):
        page.goto(address(folder, name))
        told = " ".join(page.evaluate(texts, "[download]"))
        for quoted in (FORMULA, SCRIPT):
            told = told.replace(quoted, "")
        told = re.sub(r"\bd[0-9a-f]{12}\b|\b[a-z][a-p]{8}\b|[0-9a-f]{32,64}", "", told)  # identifiers and hashes
        told = re.sub(r"\[x\]\(.*?\)!\[p\]\(.*?\)|[\w-]+\.(?:txt|pdf)|PDF_KEY|\$.*?\$", "", told)  # what the account prints
        strange = set(re.findall(r"[A-Za-z]{3,}", told)) - _PROPER - {"grid", "tabula", "text", "script", "alert"}
        places = [told[max(0, at.start() - 30) : at.end() + 30] for one in strange for at in re.finditer(one, told)]
        assert not strange, (name, places[:20])
        page.goto(address(folder, name, "en"))
        headings = ("label, " if name else "") + "h1:not([lang]):not(:has([lang])), h2, h3, button, dt, legend, .form-table thead th, .data thead th, .label"
        said = "\n".join(page.locator(headings).all_inner_texts())
        assert not re.findall(r"[\u4e00-\u9fff]+", said.replace("“三公”经费", "")), name


# --- without a browser ---------------------------------------------------------------------------------------


def test_page_of_a_hostile_account_runs_nothing_of_it(folder: Path) -> None:
    for file in (folder / "out").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert SCRIPT not in text and "<svg/onload" not in text
        assert not re.search(r"<[^>]+\s(?:on\w+|style)=", text), "no inline handler, no inline style"
        assert set(re.findall(r"<script src=\"([^\"]+)\"", text)) == set(re.findall(r"<script[^>]*src=\"([^\"]+)\"", text))
        assert len(re.findall(r"<script", text)) == len(re.findall(r"<script src=\"[\w./-]+\"", text))
        assert not re.search(r"(?:src|href)=\"(?:https?:|//|javascript:)", text)
    assert "&lt;script&gt;" in (folder / "out" / TEXT / "zh" / "index.html").read_text(encoding="utf-8")
    for file in (folder / "out").rglob("evidence.js"):
        assert "<script>" not in file.read_text(encoding="utf-8")


def test_addresses_and_pages_are_the_same_after_a_rebuild(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "out", (f"{PDF}.pdf", f"{SMALL}.txt"), corpus.read_frames)
    for name in (PDF, SMALL):
        for file in ("index.html", "evidence.js"):
            first, second = ((place / name / "zh" / file).read_bytes() for place in (folder / "out", tmp_path / "out"))
            assert first == second, file


def test_page_that_is_kept_goes_on_with_the_scripts_it_was_made_for(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def names(text: str) -> set[str]:
        return set(re.findall(r"site\.assets/([\w.-]+\.(?:js|css))", text))

    out = tmp_path / "out"
    source = open_source(folder / f"{SMALL}.txt")
    result = Result(source.path, source, frames_once(source))
    site.write_site(out, [result], [], ["zh"])
    page = out / SMALL / "zh" / "index.html"
    used = names(page.read_text(encoding="utf-8"))
    monkeypatch.setattr(scripts, "_content", lambda name: b"// another version of " + name.encode())
    scripts.address.cache_clear()
    site.write_site(out, [], [])  # the account is not among the files of this run
    scripts.address.cache_clear()
    assert names(page.read_text(encoding="utf-8")) == used and len(used) == 6
    assert all((out / "site.assets" / name).is_file() for name in used)
    assert not used & (names((out / "index.html").read_text(encoding="utf-8")) - {"font.css"})


def test_every_address_of_the_evidence_has_its_place_on_the_page(folder: Path) -> None:
    for name in (PDF, TEXT):
        text = (folder / "out" / name / "zh" / "index.html").read_text(encoding="utf-8")
        ids = set(re.findall(r' id="([^"]+)"', text))
        data = evidence(folder, name)
        assert {f"finding-{one['id']}" for one in data["findings"]} <= ids
        assert {f"cell-{one[0].replace('#', '~')}" for one in data["cells"]} <= ids
        assert {f"claim-{one['id']}" for one in data["claims"] if "block" in one and "range" in one} <= ids
        targets = {one["target"] for found in data["findings"] for one in found["places"] if "target" in one}
        assert all(one in ids for one in targets if one.startswith("cell-"))
        assert targets


def test_boxes_hold_the_printed_numbers(folder: Path) -> None:
    """Ten figures and ten claims at random: the text inside the box is the printed number."""
    data, dice = evidence(folder, PDF), random.Random(7)
    cells = [(one[2], one[6], one[1]) for one in data["cells"] if one[6] and one[1]]
    claims = [
        (one["number"][0][0], one["number"][0][1:], one["printed"])
        for one in data["claims"]
        if len(one.get("number", [])) == 1 and re.fullmatch(r"[\d.,]+", one.get("printed", ""))
    ]
    chosen = [*dice.sample(cells, 10), *dice.sample(claims, 10)]
    with closing(pypdfium2.PdfDocument(folder / f"{PDF}.pdf")) as document:
        for number, box, printed in chosen:
            assert inside(document, number, box) == printed


def inside(document: pypdfium2.PdfDocument, number: int, box: Any) -> str:
    """What stands within a box of a page, without blanks."""
    with closing(document[number - 1]) as page, closing(page.get_textpage()) as text:
        ends = list(zip(to_page(page, box[0], box[1]), to_page(page, box[2], box[3]), strict=True))
        (x0, x1), (y0, y1) = (sorted(end) for end in ends)
        return "".join(text.get_text_bounded(left=x0 - 0.2, bottom=y0, right=x1 + 0.2, top=y1).split())


def test_boxes_of_several_files_stand_on_the_pages_of_theirs(folder: Path) -> None:
    data = evidence(folder, TWO)
    assert data["files"] == [[FORMS, 1, 3], [PROSE, 4, 5]]
    cells = [(one[2], one[6], one[1]) for one in data["cells"] if one[6] and one[1]]
    claims = [(one["number"][0][0], one["number"][0][1:], one["printed"]) for one in data["claims"] if one["printed"] == "99.31"]
    assert len(cells) > 100 and len(claims) == 1
    for number, box, printed in (*cells[::12], *claims):
        file, before = (PROSE, 3) if number > 3 else (FORMS, 0)
        with closing(pypdfium2.PdfDocument(folder / TWO / file)) as document:
            assert inside(document, number - before, box) == printed


def test_marked_cells_hold_the_printed_numbers(folder: Path) -> None:
    """Every figure of a workbook: the cell at its place is the printed text; blanks are no cells."""
    data = evidence(folder, BOOK)
    shown = {
        (page, f"{name}!{chr(64 + column)}{number}"): text
        for page, name, _, rows in data["sheets"]
        for number, cells in rows
        for column, text, _ in cells
    }
    filled = [one for one in data["cells"] if one[1]]
    assert len(filled) > 200
    assert all(shown[one[2], one[6]].replace(",", "") == one[1].replace(",", "") for one in filled)
    assert not [one for one in data["cells"] if not one[1] and (one[2], one[6]) in shown]


@pytest.mark.usefixtures("without_workers")
def test_findings_are_annotations_of_a_copy(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = folder / f"{PDF}.pdf", tmp_path / "copy.pdf"
    assert cli.main(["annotate", str(file), "--out", str(out), "--language", "en", "--json"]) == cli.DONE
    told = json.loads(capsys.readouterr().out)
    data = evidence(folder, PDF, "en")["findings"]
    wanted = {one["id"]: one for one in data}
    assert told["annotations"] >= len(data) > 0 and told["without_place"] == 0
    with closing(pypdfium2.PdfDocument(out)) as document:
        found = [one for number in range(len(document)) for one in annotations(document, number)]
    assert len(found) == told["annotations"]
    for page, title, said, box in found:
        finding = wanted[title.split()[0]]
        assert said.startswith(finding["text"])
        boxes = [one for place in finding["places"] for one in place.get("boxes", [])]
        assert any(one[0] == page and max(abs(a - b) for a, b in zip(one[1:], box, strict=True)) < 3 for one in boxes)
    assert cli.main(["annotate", str(file), "--out", str(file)]) == cli.UNREADABLE
    assert cli.main(["annotate", str(folder / f"{SMALL}.txt")]) == cli.UNREADABLE


def annotations(document: pypdfium2.PdfDocument, number: int) -> Iterator[tuple[int, str, str, tuple[float, ...]]]:
    """The annotations of a page: its number, title, contents, corners from the top left."""
    with closing(document[number]) as page:
        for at in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
            one = pdfium.FPDFPage_GetAnnot(page.raw, at)
            box = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(one, box)
            height = page.get_height()
            corners = (box.left, height - box.top, box.right, height - box.bottom)
            yield number + 1, text_of(one, b"T"), text_of(one, b"Contents"), corners
            pdfium.FPDFPage_CloseAnnot(one)


def text_of(annotation: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_notebook_shows_and_cites_what_has_a_name(folder: Path) -> None:
    file = folder / f"{PDF}.pdf"
    account, ledger = opened_once(file)
    one = ledger.findings.iloc[0]
    shown = budget_analysis.show(one["finding_id"], account, ledger, file, "en")
    assert one["sentence_en"] in repr(shown) and "data:image/png" in shown._repr_html_()
    told = next(row for row in ledger.claims.to_dict("records") if row["verdict"] == "differs")
    without = budget_analysis.show(told["claim_id"], account, ledger, language="en")
    assert "differs" in repr(without) and "<mark>" in without._repr_html_() and not without.pictures
    cell = account.figures[account.figures["state"] == "value"].iloc[0]
    assert cell["printed"] in repr(budget_analysis.show(cell["figure_id"], account, ledger))
    cited = budget_analysis.cite(one["finding_id"], account, ledger, "en")
    assert one["finding_id"] in cited.text and f"p. {one['page']}" in cited.text and cited.bibtex.startswith("@misc{")
    two = folder / TWO
    several, found = opened_once(two)
    told = next(row for row in found.claims.to_dict("records") if row["verdict"] == "differs")
    pictures = budget_analysis.show(told["claim_id"], several, found, two).pictures
    assert [where for where, _ in pictures] == [f"{FORMS} 第2页", f"{PROSE} 第2页"]
    drawn = budget_analysis.show(found.findings.iloc[0]["finding_id"], several, found, two).pictures
    assert len(drawn) == 2, "a finding with the operands of its formula"
    assert f"{PROSE} p. 2" in budget_analysis.cite(told["claim_id"], several, found, "en").text
    with pytest.raises(budget_analysis.BudgetAnalysisError, match="no finding"):
        budget_analysis.show("nothing", account, ledger)
    assert account.department in account._repr_html_()
    assert one["finding_id"] in ledger._repr_html_() and one["sentence_zh"][:10] in ledger._repr_html_()


def test_persons_are_covered_on_the_pictures() -> None:
    """Exactly the characters that are masked in the frames; all of a cell."""
    letters = [Letter(text, 10.0 * at, 100.0, 10.0 * at + 10, 112.0) for at, text in enumerate("项目负责人：赵无忌（签字）")]
    line = Line(1, 1, "项目负责人：赵无忌（签字）", Box(0.0, 100.0, 130.0, 112.0))
    cells = (Cell(0, 0, "联系电话", box=Box(0.0, 0.0, 50.0, 20.0)), Cell(0, 1, "13800138000", box=Box(50.0, 0.0, 99.0, 20.0)))
    reading = Reading(lines=(line,), grids=(Grid(1, 1, 2, cells),), problems=(), pages=1, reader="grid")
    found = covers(reading, {1: letters})[1]
    assert [box.x0 for box in found if box.y0 == 100.0] == [60.0, 70.0, 80.0]
    assert Box(50.0, 0.0, 99.0, 20.0) in found and Box(0.0, 0.0, 50.0, 20.0) not in found


def test_persons_are_masked_on_the_sheets() -> None:
    """As in the frames; a sheet without a cell that is shown stays away."""
    rows = (("项目负责人", "赵无忌"), ("联系电话", "13800138000"), ("年度资金总额", "366.00"))
    cells = tuple(
        Cell(row, column, text, place=f"附1!{'AB'[column]}{row + 1}")
        for row, pair in enumerate(rows)
        for column, text in enumerate(pair)
    )
    other = (Cell(0, 0, "封面", place="封面!A1"),)
    grids = (Grid(1, 3, 2, cells), Grid(2, 1, 1, other))
    reading = Reading(lines=(), grids=grids, problems=(), pages=2, reader="xlsx")
    [[page, name, shown]] = sheets_of(reading, [], [(1, "附1!B3")])
    assert (page, name) == (1, "附1")
    told = [text for _, row in shown for _, text, _ in row]
    assert "赵无忌" not in told and "13800138000" not in told and "366.00" in told
    assert [number for number, _ in shown] == [1, 2, 3]


def test_account_is_small_before_its_pictures(folder: Path) -> None:
    for name in (PDF, TEXT):
        files = [folder / "out" / name / "zh" / file for file in ("index.html", "evidence.js")]
        assert sum(file.stat().st_size for file in files) < 2_000_000
    assert (folder / "out" / PDF / "pages" / "p001.webp").stat().st_size < 200_000


def test_page_has_the_sections_and_charts_of_its_account(folder: Path) -> None:
    text = (folder / "out" / TEXT / "en" / "index.html").read_text(encoding="utf-8")
    for name in ("structure", "change", "execution", "procurement", "three_public", "performance", "forms", "prose", "ledger", "data"):
        assert f'<section id="{name}"' in text
    assert text.count(words.say("chart_doubted", "en")) == len(re.findall('class="chart-doubt"', text)) >= 1
    assert "others together" in text, "what a chart leaves out is a bar with its sum"
    small = (folder / "out" / SMALL / "en" / "index.html").read_text(encoding="utf-8")
    assert 'id="chart-procurement"' not in small and "states no" in small.lower()
    table = (folder / "out" / TEXT / "en" / "structure_by_economic_class.csv").read_text(encoding="utf-8")
    assert table.startswith("label,bar,value,shown,unit,source\n") and "Source:" in table


def test_first_numbers_are_those_of_their_evidence(folder: Path) -> None:
    """Each leads to a cell or statement that prints it."""
    text = (folder / "out" / TEXT / "en" / "index.html").read_text(encoding="utf-8")
    shown = dict(re.findall(r'<dd><a href="#([^"]+)">([^<]+)</a>', text))
    data = evidence(folder, TEXT, "en")
    printed = {f"cell-{one[0]}": one[1] for one in data["cells"]} | {f"claim-{one['id']}": one.get("printed", "") for one in data["claims"]}
    assert len(shown) >= 4, "the hostile names hide the budget"
    assert all(value.lstrip("+−") == printed[name] for name, value in shown.items())


def test_dataset_and_workbook_lie_beside_the_pages(folder: Path) -> None:
    assert (folder / "out" / "site.data" / "datapackage.json").is_file()
    assert (folder / "out" / TEXT / "data" / "ledger.xlsx").is_file()
    accounts = {file.read_bytes() for file in folder.iterdir() if file.is_file()}
    copies = [file for file in (folder / "out").rglob("*") if file.is_file() and file.read_bytes() in accounts]
    assert not copies, "the site holds no copy of an account: it names persons whom the frames hide"
