"""Every note of the data has a sentence in Chinese."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import budget_analysis
from budget_analysis import words

_SOURCES = Path(budget_analysis.__file__).parent
_NOTE = re.compile(r'(?:Unbound\(|doubt or |doubt=|unchecked\(|UNCHECKED, |note = |note=|_[A-Z_]+ = )"([a-z](?=[^"]* [^"]* )[^"{}]+)"')
_OPEN = words.say("note_in_data", "zh")
NOTES = sorted({note for package in ("sentences", "claims", "facts", "checks") for path in (_SOURCES / package).glob("*.py") for note in _NOTE.findall(path.read_text("utf-8"))})


def test_notes_are_found() -> None:
    assert len(NOTES) > 50


@pytest.mark.parametrize("note", NOTES)
def test_each_reason_has_a_sentence_in_chinese(note: str) -> None:
    assert words.reason(note, "zh") != _OPEN


@pytest.mark.parametrize("note", ["form three_public is not in the account", "three_public/total/actual is stated nowhere in the document", "told/甲项目 is stated nowhere in the document", "no form prints procurement/total", "the sentence speaks of 2022"])
def test_reasons_that_name_something_tell_it_in_words(note: str) -> None:
    for language in ("zh", "en"):
        told = words.reason(note, language)
        assert told != _OPEN and "/" not in told and "three_public" not in told
