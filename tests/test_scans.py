"""Pictures of pages: recognised as they are printed, turned or askew; what is in doubt accuses nobody."""

from __future__ import annotations

import dataclasses
import random
import unicodedata
from importlib import metadata
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from budget_analysis import Account, DocumentError, load, pictures, readers, reconcile
from budget_analysis.account import account_of
from budget_analysis.document import open_source
from budget_analysis.doubts import page_list
from budget_analysis.drawn.views import View
from budget_analysis.pictures.engine import Letter
from budget_analysis.pictures.ink import Ink, find_ink
from budget_analysis.pictures.letters import compared, number_spans
from budget_analysis.pictures.strips import Strip, find_strips
from budget_analysis.pictures.uneven import uneven_words
from budget_analysis.pictures.upright import _finer
from budget_analysis.readers import image, pdf
from budget_analysis.reading import Box, Doubt, Problem, Reading
from budget_analysis.tidy.doubts import with_doubts as rows_with_doubts
from budget_analysis.tidy.rows import FormRow, FormRows, Printed
from tests.mutations import mutated
from tests.test_missing_rules import XS, fill, grid_with, word

SEED = Path(__file__).parent.parent / "data/raw/yuecheng-bigdata-2024/final-account-2024.txt"
NOT_HERE = pictures.missing()
recognises = pytest.mark.skipif(bool(NOT_HERE), reason=NOT_HERE)

WIDTH, HEIGHT = 420.0, 300.0
ROWS = (
    ("项目", "预算数", "决算数"),
    ("“三公”经费支出合计", "1,368.52", "1,079.46"),
    ("1.因公出国（境）费用", "30.70", "26.18"),
    ("2.公务用车购置及运行维护费小计", "1,290.82", "1,014.28"),
    ("（1）公务用车购置费", "", ""),
    ("（2）公务用车运行维护费", "1,290.82", "1,014.28"),
    ("3.公务接待费", "47.00", "39.00"),
)
SENTENCE = "2024年度部门决算。财政拨款“三公”经费决算1,079.46万元，完成预算1,368.52万元的78.88%。"


def draw(canvas: Canvas, scribble: bool = False) -> None:
    """The form of the three public expenses and a sentence above it."""
    font = next(file for file in metadata.files("zhplot") or () if file.name == "NotoSansSC-Regular.ttf")
    pdfmetrics.registerFont(TTFont("scan", str(font.locate())))
    canvas.setFont("scan", 9)
    canvas.drawString(20, 278, SENTENCE)
    canvas.setFont("scan", 13)
    canvas.drawCentredString(WIDTH / 2, 250, "财政拨款“三公”经费支出决算表")
    canvas.setFont("scan", 9)
    canvas.drawString(20, 232, "部门：某市某局")
    canvas.drawRightString(400, 232, "单位：万元")
    top, step, edges = 226, 26, (20, 220, 310, 400)
    canvas.setLineWidth(0.6)
    for number in range(len(ROWS) + 1):
        canvas.line(edges[0], top - number * step, edges[-1], top - number * step)
    for x in edges:
        canvas.line(x, top, x, top - len(ROWS) * step)
    for number, row in enumerate(ROWS):
        base = top - number * step - 17
        canvas.drawString(26, base, row[0])
        for place, text in zip(edges[2:], row[1:], strict=True):
            canvas.drawRightString(place - 6, base, text)
    if scribble:
        x, y = 330, top - 5 * step + 6
        for number in range(9):
            canvas.line(x + 5 * number, y + 12 * (number % 2), x + 5 * number + 5, y + 12 * ((number + 1) % 2))


def drawn(path: Path, scribble: bool = False) -> Path:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    draw(canvas, scribble)
    canvas.save()
    return path


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """The page at 200 dpi."""
    return picture_of(drawn(tmp_path_factory.mktemp("scan") / "page.pdf"))


def picture_of(path: Path) -> Image.Image:
    document = pypdfium2.PdfDocument(path)
    try:
        return document[0].render(scale=200 / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def saved(picture: Image.Image, path: Path, **options: Any) -> Path:
    picture.save(path, dpi=(200, 200), **options)
    return path


def texts(reading: Reading) -> list[str]:
    (grid,) = reading.grids
    return [bare(cell.text) for cell in grid.cells]


def bare(text: str) -> str:
    """A text without what a picture does not show: blanks, and the width of brackets."""
    return "".join(unicodedata.normalize("NFKC", text).split())


EXPECTED = [bare(text) for row in ROWS for text in row]


def amounts(account: Account) -> dict[tuple[str, str], str]:
    return {(row.role, row.measure): row.printed for row in account.figures.itertuples()}


@recognises
def test_a_picture_gives_the_figures_of_the_page(picture: Image.Image, tmp_path: Path) -> None:
    by_picture = load(saved(picture, tmp_path / "a.png"))
    by_text = load(drawn(tmp_path / "a.pdf"))
    assert amounts(by_picture) == amounts(by_text)
    assert len(by_picture.figures) == 12
    assert set(by_picture.figures["reading"]) == {"ocr"}
    boxes = [one.figures[["x0", "y0", "x1", "y1"]].to_numpy(float) for one in (by_picture, by_text)]
    assert np.abs(boxes[0] - boxes[1]).max() < 1.5
    assert "78.88%" in by_picture.blocks["text"].str.cat()
    (problem,) = by_picture.problems[by_picture.problems["kind"] == "recognised"].itertuples()
    assert problem.page == 1


@recognises
def test_a_worn_copy_that_lies_on_its_side_is_read(picture: Image.Image, tmp_path: Path) -> None:
    worn = picture.rotate(-1.2, resample=Image.Resampling.BICUBIC, fillcolor=255, expand=True)
    worn = worn.filter(ImageFilter.GaussianBlur(0.6)).rotate(90, expand=True)
    path = saved(worn, tmp_path / "a.jpg", quality=60)
    reading = readers.read(path)
    assert texts(reading) == EXPECTED
    box = reading.grids[0].cells[0].box
    assert box is not None and box.y1 - box.y0 > box.x1 - box.x0  # on the page as it lies


@recognises
def test_a_pdf_with_text_and_pictures_is_read_as_both(picture: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "mixed.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    draw(canvas)
    canvas.showPage()
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    canvas.setFont("scan", 9)
    canvas.drawString(390, 5, "7")
    canvas.save()
    reading = pdf.read(path)
    assert [[bare(cell.text) for cell in grid.cells] for grid in reading.grids] == [EXPECTED] * 2
    assert {grid.page: grid.cells[0].reading for grid in reading.grids} == {1: "tabula+grid", 2: "ocr"}
    assert [line.text for line in reading.lines if line.page == 2][-1] == "7"
    assert [(problem.page, problem.kind) for problem in reading.problems] == [(2, "recognised")]


@recognises
def test_a_page_with_few_words_over_a_picture_of_its_ruling_is_no_scan(tmp_path: Path) -> None:
    """The second page of a form has a total and little more; all that is seen there is in its text."""
    ruling = Image.new("L", (int(WIDTH * 2), int(HEIGHT * 2)), 255)
    for number in range(4):
        ruling.paste(0, (40, 100 + 60 * number, 800, 102 + 60 * number))
    path = tmp_path / "ruling.pdf"
    drawn(path)  # registers the font
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    canvas.drawImage(ImageReader(ruling), 0, 0, WIDTH, HEIGHT)
    canvas.setFont("scan", 9)
    for number, row in enumerate(ROWS[:3]):
        canvas.drawString(26, 230 - 30 * number, row[0])
        for place, text in zip((304, 394), row[1:], strict=True):
            canvas.drawRightString(place, 230 - 30 * number, text)
    canvas.save()
    reading = pdf.read(path)
    assert "recognised" not in {problem.kind for problem in reading.problems} and "scan" not in {problem.kind for problem in reading.problems}
    texts = [line.text for line in reading.lines] + [cell.text for grid in reading.grids for cell in grid.cells]
    assert all(any(bare(text) in bare(line) for line in texts) for row in ROWS[:3] for text in row)


@recognises
def test_a_cell_with_ink_that_is_no_number_is_not_blank(tmp_path: Path) -> None:
    path = saved(picture_of(drawn(tmp_path / "a.pdf", scribble=True)), tmp_path / "a.png")
    cells = load(path).figures
    (state,) = cells[(cells["role"] == "vehicle_purchase") & (cells["measure"] == "actual")]["state"]
    assert state in ("doubtful", "unreadable")


def test_what_is_left_of_a_ruled_line_makes_no_strip_higher() -> None:
    """Seen half as high, 2013999 was read as 201399 by both readings."""
    ink = np.zeros((100, 200), dtype=np.uint8)
    ink[40:74, 20:120] = ink[10, 20:60] = ink[17, 20:24] = ink[36, 30:60] = 255  # the last is near: of the text
    line = np.array([[10, 5], [130, 5], [130, 80], [10, 80]], dtype=np.float32)
    assert find_strips([line], Ink(ink, (), ())) == [Strip(20, 36, 120, 74)]


@recognises
def test_a_1_that_stands_alone_in_its_cell_is_no_ruled_line() -> None:
    page = np.full((300, 300), 255, dtype=np.uint8)
    page[50:53, 50:250] = page[150:153, 50:250] = 0
    page[50:153, 50:53] = page[50:153, 247:250] = page[85:120, 150:153] = 0
    ink = find_ink(page, [], 200 / 72)
    assert [round(line.at) for line in ink.verticals] == [51, 248]
    assert ink.text[85:120, 150:153].all() and not ink.text[60:80].any()


@recognises
@pytest.mark.parametrize(("askew", "told"), [(0.5, 0.0), (-0.5, 0.0), (0.3, 0.3), (0.0, 0.6), (1.2, 0.7)])
def test_the_skew_of_rows_of_short_texts_is_found_to_a_twentieth_of_a_degree(askew: float, told: float) -> None:
    """The corners of short lines of text are whole pixels, and tell nothing of half a degree."""
    picture = Image.new("L", (1800, 1200), 245)
    for top in range(200, 1000, 40):
        for left in range(150, 1650, 250):
            picture.paste(30, (left, top, left + 90, top + 18))
    turned = np.asarray(picture.rotate(-askew, resample=Image.Resampling.BICUBIC, fillcolor=245))
    assert abs(_finer(turned, told) - askew) <= 0.05


@recognises
def test_a_page_without_rows_keeps_the_skew_of_its_lines() -> None:
    assert _finer(np.full((1200, 1800), 245, dtype=np.uint8), 0.4) == 0.4


def test_numbers_between_two_rows_of_a_table_without_lines_are_in_doubt() -> None:
    """A bent page: the right half of each row stands half a row lower than its left half."""
    left = [word(40, 100 + 12 * row, f"301{row:02d}") for row in range(1, 5)]
    names = [word(100, 100 + 12 * row, "某项支出") for row in range(1, 5)]
    straight = [word(300, 100 + 12 * row, f"{row}.00") for row in range(1, 5)]
    bent = [word(300, 106 + 12 * row, f"{row}.00") for row in range(1, 5)]
    assert uneven_words([*left, *names, *straight], []) == []
    assert {one.text for one in uneven_words([*left, *names, *bent], [])} == {one.text for one in (*left, *bent)}


def test_rows_of_a_ruled_table_and_wrapped_names_are_in_no_doubt() -> None:
    words = [word(XS[0] + 2, 114, "201"), word(XS[2] + 2, 119, "1.00"), word(XS[3] + 2, 119, "2.00")]
    assert len(uneven_words(words, [])) == 3
    assert uneven_words(words, [fill(grid_with([], rows=1), words)]) == []
    wrapped = [word(100, 114, "某项"), word(100, 124, "支出"), word(40, 119, "201"), word(300, 119, "1.00"), word(350, 119, "2.00")]
    assert uneven_words(wrapped, []) == []


def test_without_the_extra_a_message_names_the_pages_and_the_way(
    picture: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "missing", lambda: f"the extra is not installed: {pictures.HOW_TO_GET}")
    with pytest.raises(DocumentError, match=r"a\.png: this is a picture, .*pip install 'budget-analysis\[ocr\]'"):
        readers.read(saved(picture, tmp_path / "a.png"))
    path = tmp_path / "scan.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
    for _ in range(3):
        canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
        canvas.showPage()
    canvas.save()
    with pytest.raises(DocumentError, match=r"3 of 3 pages are images without text \(pages 1-3\).*budget-analysis\[ocr\]"):
        load(path)
    assert page_list([7, 1, 2, 3]) == "pages 1-3, 7"


# --- doubts -------------------------------------------------------------------------------------------


def letters(text: str, unsure: str = "") -> list[Letter]:
    return [Letter(one, 0.0, 0.5 if one in unsure else 1.0) for one in text]


@pytest.mark.parametrize(
    ("first", "seconds", "unsure", "doubted"),
    [
        ("决算12.34万元", ["算12.34万"], "", ""),
        ("决算12.34万元", ["算12.84万"], "", "12.34"),
        ("决算12.34万元", ["算12.34万"], "3", "12.34"),
        ("决算12.34万元", ["箅12.34万"], "算", ""),
        ("共1234", ["共1,234"], "", "1234"),
        ("12.34和56.78", ["12.34和", "和56.70"], "", "56.78"),
        ("1,234.00", ["1，234.00"], "", ""),
        ("1.31", ["11.31"], "", "1.31"),
        ("(12.34)", ["（12.34）"], "(", ""),
        ("12.34", ["-12.34"], "", "12.34"),
        ("12.34", [""], "", "12.34"),
        ("3.公务接待费", ["3．公"], "", ""),
    ],
)
def test_a_number_is_in_doubt_where_two_readings_or_certainty_fail(
    first: str, seconds: list[str], unsure: str, doubted: str
) -> None:
    own = letters(first, unsure)
    read = compared(Strip(0, 0, 9, 9), own, dict(zip(number_spans(own), map(letters, seconds), strict=True)))
    assert "".join(one for one, doubt in zip(first, read.doubts, strict=True) if doubt) == doubted
    assert read.text == first


def with_doubts(reading: Reading, *doubts: Doubt) -> Account:
    return account_of(open_source(SEED), dataclasses.replace(reading, doubts=doubts))


@pytest.fixture(scope="module")
def misprinted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Reading]:
    """The committed account with one digit of its prose changed."""
    text = SEED.read_text(encoding="utf-8")
    old, new = "增长 17.10%", "增长 71.10%"
    assert text.count(old)
    path = tmp_path_factory.mktemp("seed") / "a.txt"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path, readers.read(path)


def differing(account: Account) -> tuple[pd.DataFrame, pd.DataFrame]:
    ledger = reconcile(account)
    both = ledger.claims, ledger.checks
    return tuple(frame[frame["verdict"] == "differs"] for frame in both)  # type: ignore[return-value]


def test_a_slip_of_the_recognition_in_prose_accuses_nobody(misprinted: tuple[Path, Reading]) -> None:
    _, reading = misprinted
    line = next(line for line in reading.lines if "71.10" in line.text)
    doubt = Doubt(line.page, Box(0, 0, 1, 1), "增长71.10%", "增长17.10%", line.number)
    known = {claim.claim_id for claim in differing(with_doubts(reading))[0].itertuples() if "71.10" in claim.printed}
    assert known
    account = with_doubts(reading, doubt)
    ledger = reconcile(account)
    claims = ledger.claims.set_index("claim_id")
    assert not (ledger.claims["printed"].eq("71.10") & ledger.claims["verdict"].eq("differs")).any()
    assert set(claims.loc[list(known), "verdict"]) == {"unchecked"}
    assert claims.loc[list(known), "note"].str.contains("picture").all()
    assert not ledger.findings["printed"].eq("71.10").any()
    (problem,) = account.problems[account.problems["kind"] == "doubtful"].itertuples()
    assert (problem.page, problem.place) == (line.page, f"line {line.number}, box 0 0 1 1")


@pytest.mark.parametrize(("kind", "stays"), [("recognised", True), ("layer", False)])
def test_numbers_of_a_recognised_page_count_and_those_of_a_foreign_layer_do_not(
    kind: str, stays: bool, misprinted: tuple[Path, Reading]
) -> None:
    _, reading = misprinted
    pages = sorted({line.page for line in reading.lines})
    told = tuple(Problem(page, "page", kind, "told") for page in pages)
    account = account_of(open_source(SEED), dataclasses.replace(reading, problems=told))
    ledger = reconcile(account)
    claims = ledger.claims[(ledger.claims["printed"] == "71.10") & (ledger.claims["kind"] == "growth")]
    assert set(claims["verdict"]) == {"differs" if stays else "unchecked"}
    words = ledger.claims[~ledger.claims["printed"].str.contains(r"\d", na=False)]
    assert not words["verdict"].eq("differs").fillna(False).any()
    structural = ledger.checks[ledger.checks["residual_low"].isna()]
    assert not structural["verdict"].eq("differs").any()


def test_a_slip_in_a_form_has_no_amount_and_accuses_nobody(misprinted: tuple[Path, Reading]) -> None:
    _, reading = misprinted
    sound = with_doubts(reading)
    cell = sound.figures[(sound.figures["state"] == "value") & (sound.figures["role"] == "grand_total_revenue")].iloc[0]
    account = with_doubts(reading, Doubt(int(cell["page"]), Box(0, 0, 1, 1), cell["printed"], ""))
    found = account.figures.set_index("figure_id").loc[cell["figure_id"]]
    assert (found["state"], found["printed"]) == ("doubtful", cell["printed"])
    assert pd.isna(found["amount_fen"])
    checks = reconcile(account).checks
    notes = checks[checks["note"].fillna("").str.contains("is doubtful")]
    assert len(notes) and set(notes["verdict"]) == {"unchecked"}


def test_a_doubtful_code_leaves_its_row_without_meaning(misprinted: tuple[Path, Reading]) -> None:
    _, reading = misprinted
    sound = with_doubts(reading)
    row = sound.figures[(sound.figures["form"] == "revenue") & (sound.figures["level"] == 3)].iloc[0] \
        if (sound.figures["form"] == "revenue").any() else sound.figures[sound.figures["level"] == 3].iloc[0]  # fmt: skip
    account = with_doubts(reading, Doubt(int(row["page"]), Box(0, 0, 1, 1), row["code"], ""))
    same = account.figures[(account.figures["form"] == row["form"]) & (account.figures["code"] == row["code"])]
    assert same["role"].isna().all()
    assert not (reconcile(account).checks["verdict"] == "differs").any() or len(differing(sound)[1])


def test_doubts_of_codes_and_cells_go_to_their_rows() -> None:
    def row(code: str, y: float, text: str) -> FormRow:
        return FormRow(0, 1, "名", code, cells={"actual": Printed(text, 1, Box(200, y, 300, y + 10))})

    def doubt(x: float, y: float, text: str) -> Doubt:
        return Doubt(1, Box(x, y, x + 10, y + 4), text)

    rows = FormRows((row("201", 0, "201.33"), row("2080505", 20, "1.00"), row("2080506", 40, "2.00")))
    found = rows_with_doubts(rows, [doubt(240, 3, "201.33"), doubt(60, 23, "05")])
    assert [one.has_doubtful_code for one in found.rows] == [False, True, False]
    assert [one.cells["actual"].is_doubtful for one in found.rows] == [True, True, False]
    elsewhere = Doubt(2, Box(240, 43, 250, 47), "2.00")
    assert rows_with_doubts(rows, [elsewhere]) == rows


# --- files -------------------------------------------------------------------------------------------


@pytest.fixture
def unrecognised(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, ...]]:
    """Pictures are opened and not recognised; their shapes and scales are kept."""
    seen: list[tuple[int, ...]] = []

    def read(number: int, picture: np.ndarray[Any, Any], scale: float) -> pictures.Page:
        seen.append((number, *picture.shape, round(scale * 72)))
        return pictures.Page(View(0, 0, 1, 1, 0, 0), [], [], (), 0)

    monkeypatch.setattr(pictures, "read_picture", read)
    monkeypatch.setattr(pictures, "missing", lambda: "")
    return seen


def test_pages_of_a_tiff_are_pages(unrecognised: list[tuple[int, ...]], tmp_path: Path) -> None:
    pages = [Image.new("L", (1654, 2339), 255), Image.new("1", (827, 1169), 1), Image.new("RGBA", (2480, 3508))]
    path = tmp_path / "a.tif"
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(200, 200))
    assert readers.read(path).pages == 3
    assert unrecognised == [(1, 2339, 1654, 200), (2, 1169, 827, 200), (3, 3508, 2480, 200)]


def test_a_picture_that_is_too_large_is_refused(unrecognised: list[tuple[int, ...]], tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("1", (20_000, 20_000)).save(path)
    with pytest.raises(DocumentError, match="more pixels than a page"):
        readers.read(path)
    assert not unrecognised


@pytest.mark.parametrize("kind", ["png", "jpg", "tif"])
def test_damaged_pictures_cost_a_message_at_most(
    kind: str, picture: Image.Image, unrecognised: list[tuple[int, ...]], tmp_path: Path
) -> None:
    content = saved(picture.resize((200, 140)), tmp_path / f"a.{kind}").read_bytes()
    dice = random.Random(13)
    path = tmp_path / f"b.{kind}"
    for _ in range(30):
        path.write_bytes(mutated(content, dice))
        try:
            image.read(path)
        except DocumentError as error:
            assert str(error)


def test_a_number_with_other_decimals_than_its_page_is_in_doubt() -> None:
    from budget_analysis.pictures.decimals import odd_decimals
    from budget_analysis.reading import Box, Cell, Grid

    def grid(*texts: str) -> Grid:
        cells = tuple(Cell(row, 0, text, box=Box(0, row, 1, row + 1)) for row, text in enumerate(texts))
        return Grid(1, len(texts), 1, cells)

    assert [text for _, text in odd_decimals([grid(*["786.56"] * 19, "786.566")])] == ["786.566"]
    assert odd_decimals([grid(*["786.56"] * 9, *["1.5"] * 9)]) == []
