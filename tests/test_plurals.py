"""Words behind a number have the form that it wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from budget_analysis import specs, terms, texts, words

_COUNTED = re.compile(r"\{(\w+)(?::,)?\} (?:(?:more|printed|standard|minimal|self-evaluated|transparency|departmental|final|made-up) )*([a-z]+s)\b")
"""A number before a noun that stands in its plural whatever the number is."""
_NO_NOUNS = {"is", "was", "has", "does", "lists", "says", "carries", "announces", "prints", "names", "contradicts", "stands", "deviates", "pass", "less"}
_NO_NUMBERS = {"year", "name", "place", "form", "label", "what", "range", "finding", "findings", "code", "other", "cause", "kind", "odd"}


def sentences(entry: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(entry, dict):
        for name, one in entry.items():
            if name == "en" and isinstance(one, str):
                yield path, one
            else:
                yield from sentences(one, f"{path}.{name}")
    elif isinstance(entry, list):
        for at, one in enumerate(entry):
            yield from sentences(one, f"{path}.{at}")


@pytest.mark.parametrize("name", ["site.toml", "report.toml", "findings.toml", "ledger.toml"])
def test_no_english_sentence_has_a_plural_behind_any_number(name: str) -> None:
    found = [
        (path, part[0])
        for path, told in sentences(specs.load(name))
        for part in _COUNTED.finditer(told)
        if part[1] not in _NO_NUMBERS and part[2] not in _NO_NOUNS
    ]
    assert found == []


@pytest.mark.parametrize(
    ("count", "told"), [(1, "1 relation holds"), ("1", "1 relation holds"), (0, "0 relations hold"), (2, "2 relations hold"), ("1,001", "1,001 relations hold")]
)
def test_word_takes_the_form_of_its_number(count: int | str, told: str) -> None:
    assert terms.fill("{n} {n:|relation|relations} {n:|holds|hold}", n=count) == told


def test_sentences_count_one_of_a_thing() -> None:
    assert words.say("pages", "en", pages=1) == "1 page" and words.say("pages", "en", pages=12) == "12 pages"
    told = texts.say("procurement_closed", "en", relations=1, closed=1)
    assert "1 of 1 relation between these numbers holds" in told
    assert words.say("judged", "en", judged=1, unchecked=0, recorded=0, numbers=1234, watched=50).startswith("Judged: 1 statement or identity; unchecked: 0;")
