"""What is larger than an account is refused with the number, before it fills the memory."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from raw_pdf import TABLE, make_pdf, stream

from budget_analysis import DocumentError, limits, readers
from budget_analysis.readers.pdf.loops import too_many_draws

ENTRIES = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] "
DRAWN = b"/XObject << /X 6 0 R >>"


def form(content: bytes, entries: bytes, is_packed: bool = False) -> bytes:
    if is_packed:
        return stream(zlib.compress(content), ENTRIES + b"/Filter /FlateDecode " + entries)
    return stream(content, ENTRIES + entries)


@pytest.mark.parametrize(
    "more",
    [
        (form(b"/X Do /X Do", b"/Resources << /XObject << /X 6 0 R >> >>"),),
        (form(b"/X Do /X Do", b"/Resources << /XObject << /X 6 0 R >> >>", True),),
        (form(b"/X Do", b""),),
        (form(b"q /X Do Q", b"/Resources 7 0 R"), b"<< /XObject 8 0 R >>", b"<< /X 6 0 R >>"),
        (
            form(b"/Y Do", b"/Resources << /XObject << /Y 7 0 R >> >>"),
            form(b"/X Do", b"/Resources << /XObject << /X 6 0 R >> >>"),
        ),
        tuple(
            form(b"/X Do /X Do", b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1))
            for number in range(6, 40)
        )
        + (form(b"", b""),),
        (
            form(b"/X Do", b"/Resources 8 0 R"),
            stream(
                zlib.compress(b"8 0 << /XObject << /X 6 0 R >> >>"),
                b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode",
            ),
        ),
    ],
    ids=["twice", "compressed", "resources-of-page", "indirect", "ring", "doubling", "packed"],
)
def test_forms_that_draw_without_end_are_refused_unopened(
    tmp_path: Path, more: tuple[bytes, ...]
) -> None:
    path = tmp_path / "loop.pdf"
    path.write_bytes(make_pdf(TABLE + b"/X Do", DRAWN, more=more))
    with pytest.raises(DocumentError, match=r"loop.pdf: the form in object \d+ draws itself, or"):
        readers.read(path)


def test_forms_that_only_share_their_resources_are_read(tmp_path: Path) -> None:
    more = (
        form(b"BT /F1 10 Tf 70 20 Td (seen) Tj ET", b"/Resources 7 0 R"),
        b"<< /XObject << /X 6 0 R >> /Font << /F1 5 0 R >> >>",
    )
    path = tmp_path / "shared.pdf"
    path.write_bytes(make_pdf(TABLE + b"/X Do", DRAWN, more=more))
    assert too_many_draws(path.read_bytes()) is None
    assert len(readers.read(path).grids) == 1


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("MOST_BYTES", "bytes"),
        ("MOST_PAGES", "pages"),
        ("MOST_CHARACTERS_OF_PAGE", "characters"),
        ("MOST_OBJECTS_OF_PAGE", "drawn objects"),
    ],
)
def test_pdf_beyond_a_limit_is_refused_with_the_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, says: str
) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(make_pdf(TABLE))
    for module in ("pdf", "pdf.marks"):
        monkeypatch.setattr(f"budget_analysis.readers.{module}.{limit}", 0, raising=False)
    with pytest.raises(DocumentError, match=rf"\d+ {says}; an account has up to 0\. If it is one"):
        readers.read(path, reader="grid")


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ("MOST_LINES", "1 printed lines"),
        ("MOST_CELLS", "4 cells"),
        ("LONGEST_CELL", "1 characters in one cell"),
        ("MOST_CHARACTERS", "30 characters"),
    ],
)
def test_reading_beyond_a_limit_is_refused_with_the_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, says: str
) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(make_pdf(TABLE))
    monkeypatch.setattr(limits, limit, 0)
    with pytest.raises(DocumentError, match=rf"{says}; an account has up to 0"):
        readers.read(path, reader="grid")


def test_dump_beyond_a_limit_is_refused_with_the_number(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"2.05 " * (limits.MOST_BYTES_OF_TEXT // 5 + 1))
    with pytest.raises(DocumentError, match="20,000,005 bytes of text; an account has up to 20,000,"):
        readers.read(path)
