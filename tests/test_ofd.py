"""OFD files: the same frames as the PDF of the account, however the text is written; hostile files refused."""

from __future__ import annotations

import dataclasses
import random
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import DocumentError, load, readers, reconcile
from budget_analysis.readers.ofd.advances import advances
from tests.drawn_accounts import faults_of_ruled
from tests.mutations import mutated
from tests.rendering import Case, cases, render
from tests.rendering.ofd import MM, SHAPES, Shape, Text, line_object, render_ofd, text_object, write_ofd

FRAMES = (
    "forms", "figures", "blocks", "units", "projects", "funds", "indicators", "report_items", "glossary", "tables",
)  # fmt: skip
OTHERWISE = ("document_id", "figure_id", "reading", "places", "heads", "x0", "y0", "x1", "y1")
"""Columns that name the file or its reader, or places to the hundredth of a point."""
SAMPLE = list(cases(5))


@pytest.mark.parametrize(("case", "shape"), list(zip(SAMPLE, SHAPES, strict=True))[::2], ids=[case.name for case in SAMPLE[::2]])
def test_ofd_gives_the_frames_of_the_pdf(case: Case, shape: Shape, tmp_path: Path) -> None:
    style = dataclasses.replace(case.style, rotate=0, box="plain", frame="full")
    model = case.model
    pdf, ofd = tmp_path / "a.pdf", tmp_path / "a.ofd"
    render(model, style, pdf)
    truth = render_ofd(model, style, ofd, shape)
    by_pdf, by_ofd = load(pdf), load(ofd)
    assert faults_of_ruled(by_ofd, truth) == []
    for name in FRAMES:
        first, second = (
            frame.drop(columns=[column for column in OTHERWISE if column in frame])
            for frame in (getattr(by_pdf, name), getattr(by_ofd, name))
        )
        pd.testing.assert_frame_equal(first, second)
    boxes = [account.figures.set_index(["form", "row", "measure"])[["x0", "y0", "x1", "y1"]] for account in (by_pdf, by_ofd)]
    assert (boxes[0] - boxes[1]).abs().max(axis=None) < 0.5
    if shape == SHAPES[0]:
        counts = [reconcile(account).claims["verdict"].value_counts().to_dict() for account in (by_pdf, by_ofd)]
        assert counts[0] == counts[1]


def test_repeats_of_delta_are_counted() -> None:
    steps = [(letter, step) for letter, step, _, _ in advances("一12", 4.0, 1.0, "4 g 2 2", "")]
    assert steps == [("一", 4.0), ("1", 2.0), ("2", 2.0)]
    assert [step for _, step, _, _ in advances("一1", 4.0, 1.0, "", "")] == [4.0, 2.0]
    assert [below for _, _, below, _ in advances("一二", 4.0, 1.0, "", "5")] == [5.0, 5.0]
    assert len(list(advances("一", 4.0, 1.0, "g 999999999999 1", ""))) == 1


def page(*objects: str) -> list[tuple[float, float, str]]:
    return [(210.0, 297.0, "".join(objects))]


def words(text: str, x: float, y: float) -> str:
    return text_object(Text(x, y, 10.0, text), Shape())


def test_what_is_not_seen_is_left_out_and_told(tmp_path: Path) -> None:
    hidden = words("藏1.00", 100, 200).replace("<ofd:TextObject", '<ofd:TextObject Visible="false"')
    pale = words("白2.00", 100, 230).replace("<ofd:TextCode", '<ofd:FillColor Value="255 255 255"/><ofd:TextCode')
    slanted = words("样本", 100, 260).replace("Boundary", 'CTM="0.7 0.7 -0.7 0.7 0 0" Boundary')
    path = tmp_path / "a.ofd"
    write_ofd(path, page(words("明3.00", 100, 100), hidden, pale, slanted))
    reading = readers.read(path)
    assert [line.text for line in reading.lines] == ["明3.00"]
    assert sorted(problem.kind for problem in reading.problems) == ["unseen", "watermark"]


def test_a_page_turned_by_its_matrices_is_read_upright(tmp_path: Path) -> None:
    turned = words("左转的字", 0, 10).replace("Boundary=\"0.0000 0.0000", 'CTM="0 -1 1 0 0 0" Boundary="50 100')
    path = tmp_path / "a.ofd"
    write_ofd(path, page(turned))
    (line,) = readers.read(path).lines
    assert line.text == "左转的字"
    assert line.box is not None
    assert (line.box.x1 - line.box.x0) < (line.box.y1 - line.box.y0)
    assert line.box.y1 == pytest.approx(100 / MM, abs=1.0)


def test_groups_and_composite_graphics_are_drawn_where_they_are_used(tmp_path: Path) -> None:
    lines = "".join(
        [line_object(0, y, 100, y, 0.5) for y in (0, 20, 40)] + [line_object(x, 0, x, 40, 0.5) for x in (0, 50, 100)]
    )
    unit = f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="77" Width="9" Height="9"><ofd:Content>{lines}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>'
    use = '<ofd:CompositeObject ID="5" ResourceID="77" Boundary="10 10 50 50"/>'
    path, made = tmp_path / "a.ofd", tmp_path / "b.ofd"
    write_ofd(path, page(use, f"<ofd:PageBlock ID='6'>{words('甲', 10 / MM + 5, 10 / MM + 14)}</ofd:PageBlock>"))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</ofd:Res>", unit.encode() + b"</ofd:Res>"))
    (grid,) = readers.read(made).grids
    assert (grid.rows, grid.columns, grid.cells[0].text) == (2, 2, "甲")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("Doc_0/Document.xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "DOCTYPE"),
        ("Doc_0/Document.xml", b"<a", "is no XML"),
        ("OFD.xml", b"<a/>", "names no document"),
        ("Encryptions.xml", b"<a/>", "encrypted"),
        ("Doc_0/Document.xml", None, "there is no Doc_0/Document.xml"),
    ],
)
def test_a_hostile_or_damaged_ofd_is_refused(name: str, content: bytes | None, message: str, tmp_path: Path) -> None:
    path, made = tmp_path / "a.ofd", tmp_path / "b.ofd"
    write_ofd(path, page(words("甲", 50, 50)))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
        if content is not None:
            new.writestr(name, content)
    with pytest.raises(DocumentError, match=message):
        readers.read(made)


def test_thirty_damaged_files_cost_a_message_at_most(tmp_path: Path) -> None:
    path = tmp_path / "a.ofd"
    write_ofd(path, page(words("一二三1.00", 50, 50), line_object(0, 0, 100, 0, 0.5)) * 3)
    content = path.read_bytes()
    dice = random.Random(13)
    for _ in range(30):
        path.write_bytes(mutated(content, dice))
        try:
            readers.read(path)
        except DocumentError as error:
            assert str(error)
