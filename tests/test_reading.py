"""The reading of a document: files bound together, places as they are shown, kinds told by content."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from budget_analysis import load, readers
from budget_analysis.errors import DocumentError
from budget_analysis.reading import Cell, Grid, Line, Part, Problem, Reading, bind, part_of, split

PAGE = Reading("html", 1, (Line(1, 1, "某局2024年度部门决算", place="¶1"),), (), (Problem(1, "¶1", "k", "m"),))
BOOK = Reading("xlsx", 2, (), (Grid(2, 1, 1, (Cell(0, 0, "1.00", place="二!A1"),), after=0),))
PDF = Reading("grid", 2, (Line(2, 1, "注"),))


def test_files_bound_together_keep_their_names_and_pages() -> None:
    bound = bind([("a.html", PAGE), ("b.xlsx", BOOK), ("c.pdf", PDF)])
    assert (bound.pages, bound.reader) == (5, "html, xlsx, grid")
    assert [line.page for line in bound.lines] == [1, 5]
    assert bound.grids[0].page == 3
    assert bound.problems == (Problem(1, "a.html: ¶1", "k", "m"),)
    assert bound.parts == (Part("a.html", 1, 1, "html"), Part("b.xlsx", 2, 2, "xlsx"), Part("c.pdf", 4, 2, "grid"))
    files = [part.file for page in range(1, 6) if (part := part_of(bound.parts, page))]
    assert files == ["a.html", "b.xlsx", "b.xlsx", "c.pdf", "c.pdf"]


def test_files_bound_together_are_taken_apart_again() -> None:
    page, book, pdf = split(bind([("a.html", PAGE), ("b.xlsx", BOOK), ("c.pdf", PDF)]))
    assert (page.reader, page.lines, page.grids) == ("html", PAGE.lines, ())
    assert (book.reader, book.pages, [grid.page for grid in book.grids]) == ("xlsx", 2, [3])
    assert [line.page for line in pdf.lines] == [5]


def test_document_of_one_file_has_no_parts() -> None:
    assert part_of((), 3) is None
    assert split(PDF) == [PDF]


@pytest.mark.parametrize("name", ["account", "account.pdf", "account.txt"])
def test_text_is_read_as_text_whatever_the_ending(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text("某局2024年度部门决算\n", encoding="utf-8")
    kind = readers.kind_of(path)
    assert kind is not None and kind.name == "text"


def test_pdf_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "account.txt"
    path.write_bytes(b"\xef\xbb\xbf%PDF-1.7\n")
    kind = readers.kind_of(path)
    assert kind is not None and kind.name == "pdf"


def test_file_of_no_known_kind_is_refused_with_the_kinds_that_are_known(tmp_path: Path) -> None:
    path = tmp_path / "account.bin"
    path.write_bytes(b"\0\1\2")
    with pytest.raises(DocumentError, match=r'no reader for "\.bin" files; known: .*\.pdf.*\.txt'):
        readers.read(path)


FRESH = """
import sys
from budget_analysis import BudgetAnalysisError, load
assert "pandas" not in sys.modules
try:
    print(load(sys.argv[1]).documents["document_id"].iloc[0])
except BudgetAnalysisError as error:
    print(type(error).__name__, error)
"""


def test_a_file_is_read_while_the_rest_is_imported(tmp_path: Path) -> None:
    def printed(path: Path) -> str:
        done = subprocess.run([sys.executable, "-c", FRESH, str(path)], check=True, capture_output=True, text=True)
        return done.stdout.strip()

    seed = Path(__file__).resolve().parents[1] / "data" / "raw" / "yuecheng-bigdata-2024" / "final-account-2024.txt"
    assert printed(seed) == load(seed).documents["document_id"].iloc[0]
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7\n")
    assert printed(tmp_path / "cut.pdf").startswith("DocumentError")
    assert "cut.pdf" in printed(tmp_path / "cut.pdf")
