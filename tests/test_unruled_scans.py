"""Scans of tables without lines: texts of two columns that were recognised as one, ordinals apart from their names."""

from __future__ import annotations

import pytest

from budget_analysis.pictures.engine import Letter
from budget_analysis.pictures.letters import ROOM, Read, words_of
from budget_analysis.pictures.strips import Strip
from budget_analysis.reading import Box, Line
from budget_analysis.tidy.placed.pieces import joined_lines, runs_of
from tests.test_heads import states
from tests.test_printed_kinds import ABOVE, SIZE, printed, reading_of, right

HIGH = 23
"""Pixels: the ink of a line of text whose ideographs are 25 wide."""
WIDE = HIGH / 0.92


def read(*texts: str, gap: float) -> Read:
    """Texts that were recognised as one, with so much room between them, in parts of the size."""
    middles: list[float] = []
    x = 0.0
    for text in texts:
        for letter in text:
            width = WIDE if letter > "\u2e7f" else WIDE / 2
            middles.append(x + width / 2)
            x += width
        x += gap * WIDE
    end = round(x - gap * WIDE)
    strip = Strip(0, 0, end, HIGH)
    room = ROOM * HIGH
    letters = [Letter(text, (middle + room) / (end + 2 * room), 0.99) for text, middle in zip("".join(texts), middles, strict=True)]
    return Read(strip, tuple(letters), tuple(False for _ in letters))


def parts(one: Read) -> list[str]:
    return ["".join(char.text for char in run.chars) for word in words_of(one, WIDE, 1.0) for run in word.runs()]


@pytest.mark.parametrize("texts", [("本年收入合", "财政拨款收"), ("1138.51", "一、一般公共服务支出"), ("0.00", "本年支出合计"), ("政府性基金", "国有资本经", "增减")])
@pytest.mark.parametrize("gap", [0.5, 0.8, 1.2])
def test_texts_of_two_columns_that_were_read_as_one_are_two(texts: tuple[str, ...], gap: float) -> None:
    assert parts(read(*texts, gap=gap)) == list(texts)


@pytest.mark.parametrize("text", ["本年收入1443.38万元，其中", "因公出国（境）费用", "2024年度收入决算", "增长15.76%，主要原因"])
def test_the_letters_of_one_text_stay_together(text: str) -> None:
    assert parts(read(text, gap=0.0)) == [text]


def line(number: int, *words: tuple[float, float, str]) -> Line:
    y = 60.0 + 16.0 * number
    text, stops = "", []
    for x0, x1, word in words:
        stops.append((len(text), len(text) + len(word), x0, x1))
        text += word
    return Line(1, number, text, Box(words[0][0], y, words[-1][1], y + SIZE), tuple(stops))


def test_an_amount_that_touches_a_name_is_a_piece_of_its_own() -> None:
    [pieces] = joined_lines(runs_of([line(1, (100.0, 100.0 + SIZE * 12, "9.00一、一般公共服务支出"))]))
    assert [piece.text for piece in pieces] == ["9.00", "一、一般公共服务支出"]
    assert pieces[0].x1 == pieces[1].x0 == pytest.approx(100.0 + SIZE * 2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (((50.0, 62.0, "(1)"), (68.0, 131.0, "公务用车购置费")), ["(1)公务用车购置费"]),
        (((50.0, 62.0, "(1)"), (90.0, 153.0, "公务用车购置费")), ["(1)", "公务用车购置费"]),
        (((50.0, 80.0, "(1.00)"), (84.0, 147.0, "公务用车购置费")), ["(1.00)", "公务用车购置费"]),
        (((50.0, 62.0, "(1)"), (68.0, 90.0, "9.00")), ["(1)", "9.00"]),
    ],
)
def test_an_ordinal_in_brackets_is_of_the_name_behind_it(words: tuple[tuple[float, float, str], ...], expected: list[str]) -> None:
    [pieces] = joined_lines(runs_of([line(1, *words)]))
    assert [piece.text for piece in pieces] == expected


def test_the_three_public_expenses_with_ordinals_apart() -> None:
    rows = [("1.", "因公出国（境）费", "1.00"), ("2.", "公务用车购置及运行维护费", "3.00"), ("(1)", "公务用车购置费", "1.00"), ("(2)", "公务用车运行维护费", "2.00"), ("3.", "公务接待费", "2.00")]
    lines = [printed(1, 1, (200, "财政拨款“三公”经费支出决算表")), printed(1, 2, *ABOVE), printed(1, 3, (60, "项目"), (332, "预算数"), (452, "决算数"))]
    lines.append(printed(1, 4, (60, "“三公”经费支出合计"), right(360, "6.00"), right(480, "6.00")))
    for number, (ordinal, name, amount) in enumerate(rows, start=5):
        lines.append(printed(1, number, (60, ordinal), (80, name), right(360, amount), right(480, amount)))
    found, _ = states(reading_of(lines), "three_public")
    assert {role: printed for (role, measure), (printed, _) in found.items() if measure == "actual"} == {
        "total": "6.00", "overseas_travel": "1.00", "vehicles": "3.00", "vehicle_purchase": "1.00", "vehicle_running": "2.00", "hospitality": "2.00",
    }  # fmt: skip
