"""Notes are read as they were written, whatever stands around and in them."""

from __future__ import annotations

import pytest

from budget_analysis.notes import NAME_OF_FORM, NAME_OF_LIST, OTHER_HALF, OTHER_TITLES, Note


@pytest.mark.parametrize(
    ("note", "values"),
    [
        (NAME_OF_FORM, {"name": "住房保障支出", "right": "住房改革支出"}),
        (NAME_OF_LIST, {"right": "“雪亮工程”项目（二期）"}),
        (OTHER_TITLES, {"count": "12", "right": "2023"}),
        (OTHER_HALF, {"half": "running", "code": "30229"}),
    ],
)
def test_a_note_is_read_as_it_was_written(note: Note, values: dict[str, str]) -> None:
    assert note.read(note.say(**values)) == values
    assert note.read("it is listed, but nothing was spent on it") == {}


def test_of_several_notes_the_first_is_read() -> None:
    both = "; ".join(NAME_OF_FORM.say(name=name, right=right) for name, right in (("甲", "乙"), ("丙", "丁")))
    assert NAME_OF_FORM.read(both) == {"name": "甲", "right": "乙"}
