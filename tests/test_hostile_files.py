"""Crafted and byte-flipped files: nothing but a DocumentError, and no figure that is not printed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from raw_pdf import FONT, TABLE, make_pdf, stream
from tests.seed_account import SEED

from budget_analysis import Account, CellError, DocumentError, load, readers
from budget_analysis.amounts import parse_amount
from budget_analysis.reading import Reading

PLAIN = make_pdf(TABLE)
IMAGE = b"/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 "
X = b"/XObject << /X 6 0 R >>"
FORM = b"/Type /XObject /Subtype /Form "
PAGE = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"


def swapped(old: bytes, new: bytes) -> bytes:
    assert old in PLAIN
    return PLAIN.replace(old, new, 1)


CRAFTED: dict[str, bytes] = {
    # the file
    "only-a-head": b"%PDF-1.7\n",
    "no-end": PLAIN[: PLAIN.index(b"xref\n0")],
    "half": PLAIN[: len(PLAIN) // 2],
    "cut-in-the-stream": PLAIN[: PLAIN.index(b"(1,912.17)")],
    "xref-at-zero": PLAIN.replace(b"startxref\n", b"startxref\n0", 1),
    "xref-places-wrong": PLAIN.replace(b"00000 n", b"00001 n").replace(b"00000000", b"00000099"),
    "xref-loops": swapped(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % PLAIN.index(b"xref\n0")),
    "root-missing": swapped(b"/Root 1 0 R", b"/Root 9 0 R"),
    "root-is-a-page": swapped(b"/Root 1 0 R", b"/Root 3 0 R"),
    "bogus-encryption": swapped(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /None /V 99 >>"),
    "junk-before": b"\x00\xff" * 300 + PLAIN,
    "twice": PLAIN + PLAIN,
    "script": make_pdf(TABLE, catalog=b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    # the tree of pages
    "no-pages": swapped(b"/Kids [3 0 R] /Count 1", b"/Kids [] /Count 0"),
    "billion-pages": swapped(b"/Count 1", b"/Count 1000000000"),
    "minus-one-page": swapped(b"/Count 1", b"/Count -1"),
    "tree-in-itself": swapped(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),
    "page-is-null": swapped(b"/Kids [3 0 R]", b"/Kids [null]"),
    "page-is-missing": swapped(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 9 0 R] /Count 2"),
    "page-twice": swapped(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 3 0 R] /Count 2"),
    "page-own-parent": swapped(b"/Parent 2 0 R", b"/Parent 3 0 R"),
    # the page
    "no-contents": swapped(b"/Contents 4 0 R", b""),
    "contents-null": swapped(b"/Contents 4 0 R", b"/Contents null"),
    "contents-missing": swapped(b"/Contents 4 0 R", b"/Contents [9 0 R 4 0 R 4 0 R]"),
    "contents-is-the-page": swapped(b"/Contents 4 0 R", b"/Contents 3 0 R"),
    "no-box": swapped(b"/MediaBox [0 0 595 842]", b""),
    "box-upside-down": swapped(b"[0 0 595 842]", b"[595 842 0 0]"),
    "box-negative": swapped(b"[0 0 595 842]", b"[-595 -842 0 0]"),
    "box-empty": swapped(b"[0 0 595 842]", b"[0 0 0 0]"),
    "box-huge": swapped(b"[0 0 595 842]", b"[0 0 1e9 99999999999999999999]"),
    "box-of-words": swapped(b"[0 0 595 842]", b"[/A (b) null]"),
    "crop-elsewhere": make_pdf(TABLE, page=b"/CropBox [9000 9000 9100 9100]"),
    "turned-90": make_pdf(TABLE, page=b"/Rotate 90"),
    "turned-45": make_pdf(TABLE, page=b"/Rotate 45"),
    "turned-back": make_pdf(TABLE, page=b"/Rotate -90"),
    "turned-often": make_pdf(TABLE, page=b"/Rotate 99999999999"),
    "user-unit": make_pdf(TABLE, page=b"/UserUnit 1000000"),
    # the contents
    "empty": make_pdf(b""),
    "length-short": swapped(b"/Length", b"/Length 5 /Was"),
    "length-huge": swapped(b"/Length", b"/Length 999999999999 /Was"),
    "filter-unknown": swapped(b"/Length", b"/Filter /Nonsense /Length"),
    "filter-not-flate": swapped(b"/Length", b"/Filter /FlateDecode /Length"),
    "filters-in-a-row": swapped(b"/Length", b"/Filter [/ASCII85Decode /LZWDecode] /Length"),
    "operator-bogus": make_pdf(TABLE + b"1 2 3 nonsense \xff\x00 BI ID EI"),
    "string-open": make_pdf(TABLE + b"BT (never closed \\"),
    "restore-without-save": make_pdf(b"Q " * 2000 + TABLE),
    "save-without-restore": make_pdf(b"q " * 20_000 + TABLE),
    "text-in-text": make_pdf(b"BT " * 500 + TABLE),
    "arrays-nested": make_pdf(TABLE + b"[" * 5000),
    "dictionaries-nested": make_pdf(TABLE + b"/A " + b"<< /A " * 5000),
    "numbers-huge": make_pdf(TABLE + b"BT /F1 1e38 Tf 1e38 -1e38 Td (9) Tj ET 1e38 0 m 0 1e38 l S"),
    "numbers-no-numbers": make_pdf(TABLE + b"BT /F1 10 Tf --..5 +-3 Td (9) Tj ET"),
    "matrix-of-zeros": make_pdf(b"q 0 0 0 0 0 0 cm " + TABLE + b" Q " + TABLE),
    "matrix-skewed": make_pdf(b"q 1 0.3 -0.3 1 0 0 cm " + TABLE + b" Q"),
    "lines-many": make_pdf(TABLE + b"".join(b"0 %d m 595 %d l S " % (n, n) for n in range(3000))),
    "path-long": make_pdf(TABLE + b"0 0 m " + b"5 5 l 9 0 l " * 20_000 + b"S"),
    "font-missing": make_pdf(TABLE.replace(b"/F1", b"/F9")),
    "font-null": make_pdf(TABLE).replace(FONT, b"null"),
    "font-in-itself": make_pdf(TABLE).replace(
        FONT, b"<< /Type /Font /Subtype /Type0 /DescendantFonts [5 0 R] /Encoding /Identity-H >>"
    ),
    "glyph-draws-itself": make_pdf(
        TABLE,
        more=(stream(b"0 0 d0 BT /F1 1 Tf (A) Tj ET"),),
    ).replace(
        FONT,
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 "
        b"/LastChar 65 /Widths [1] /CharProcs << /a 6 0 R >> /Encoding << /Differences [65 /a] >> "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
    ),
    "image-broken": make_pdf(
        TABLE + b"q 99 0 0 99 0 0 cm /X Do Q", X, more=(stream(b"no", IMAGE + b"/Width 9 /Height 9"),)
    ),
    "image-huge": make_pdf(
        TABLE + b"q 99 0 0 99 0 0 cm /X Do Q",
        X,
        more=(stream(b"no", IMAGE + b"/Width 99999 /Height 99999"),),
    ),
    "form-box-negative": make_pdf(
        TABLE + b"/X Do", X, more=(stream(b"BT ET", FORM + b"/BBox [9 9 -9 -9]"),)
    ),
    "form-without-box": make_pdf(TABLE + b"/X Do", X, more=(stream(b"0 0 m 9 9 l S", FORM),)),
    "pages-as-form": make_pdf(TABLE + b"/X Do", b"/XObject << /X 3 0 R >>"),
}


def amounts_of(reading: Reading) -> Iterator[str]:
    for grid in reading.grids:
        for cell in grid.cells:
            try:
                parse_amount(cell.text)
            except CellError:
                continue
            yield cell.text


def read_or_refuse(path: Path) -> Reading | None:
    try:
        return readers.read(path)
    except DocumentError as error:
        assert str(path) in str(error) and "\n" not in str(error) and "\tat " not in str(error)
        return None


def test_crafted_pdfs_give_what_they_print_or_are_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert len(CRAFTED) >= 50
    refused = set()
    for name, content in CRAFTED.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(content)
        reading = read_or_refuse(path)
        if reading is None:
            refused.add(name)
        else:
            assert set(amounts_of(reading)) <= {"1,912.17"}, name
    assert {"only-a-head", "root-missing", "no-pages"} <= refused
    assert not refused & {"junk-before", "script", "turned-90", "image-broken", "operator-bogus"}
    assert "Exception" not in capfd.readouterr().err


def picture(content: bytes) -> bytes | None:
    """The first page as drawn, None where there is none."""
    try:
        document = pypdfium2.PdfDocument(content)
        return bytes(document[0].render().buffer)
    except (pypdfium2.PdfiumError, IndexError):
        return None


def test_flipped_bytes_of_a_pdf_change_no_figure_behind_the_back(tmp_path: Path) -> None:
    draw = random.Random(8)
    path = tmp_path / "flipped.pdf"
    path.write_bytes(PLAIN)
    sound = [cell.text for grid in readers.read(path).grids for cell in grid.cells]
    for _ in range(120):
        content = bytearray(PLAIN)
        for _ in range(draw.choice((1, 1, 2, 5))):
            content[draw.randrange(len(content))] = draw.randrange(256)
        path.write_bytes(content)
        reading = read_or_refuse(path)
        if reading is None or reading.problems:
            continue
        found = [cell.text for grid in reading.grids for cell in grid.cells]
        if found != sound:
            assert picture(bytes(content)) != picture(PLAIN), bytes(content)
        for amount in amounts_of(reading):
            assert amount.encode() in content, bytes(content)


@pytest.fixture(scope="module")
def small() -> str:
    """One form of the seed, 一般公共预算财政拨款支出决算表."""
    lines = SEED.read_text(encoding="utf-8").split("\n")
    titles = [number for number, line in enumerate(lines) if "决算表" in line]
    start = next(number for number in titles if "一般公共预算财政拨款支出" in lines[number])
    return "\n".join(lines[start : titles[titles.index(start) + 1]])


def rows_of(account: Account) -> set[tuple[Any, ...]]:
    columns = ["code", "label", "measure", "printed", "state"]
    return set(account.figures[columns].fillna("").itertuples(index=False, name=None))


def test_flipped_bytes_of_a_dump_cost_their_own_row(tmp_path: Path, small: str) -> None:
    draw = random.Random(9)
    path = tmp_path / "dump.txt"
    path.write_text(small, encoding="utf-8")
    sound = rows_of(load(path))
    assert len(sound) > 20
    plain = small.encode()
    compared = silent = 0
    for _ in range(80):
        place = draw.randrange(len(plain))
        content = bytearray(plain)
        content[place] = draw.randrange(256)
        path.write_bytes(content)
        try:
            account = load(path)
        except DocumentError:
            continue
        compared += 1
        # a missing form and missing sections are problems of the small dump itself
        own = account.problems[~account.problems["kind"].isin(["missing_form", "missing_section"])]
        if len(own):
            continue
        silent += 1
        around = plain[:place].rfind(b"\n", 0, max(place - 1, 0)), plain.find(b"\n", place + 1)
        line = plain[max(around[0], 0) : around[1]].decode(errors="replace")
        for code, label, measure, printed, state in sound - rows_of(account):
            assert label[:4] in line or code in line, (content[place], line, label, measure, printed)
    assert compared > 40 and silent > 10, (compared, silent)
