"""The forms of a text dump: a stream of words in which rows follow their labels or line numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .forms import COLUMNS, Forms, Side, Sides, expense_of, note_head, read_sides, title_of, unit_of
from .slots import Place

_AMOUNT = re.compile(r"-?[\d,]+\.\d\d")
_LINE_NUMBER = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Word:
    text: str
    place: Place


def read_dump(forms: Forms, reading: Any) -> None:
    """Each form reaches from its title to its note (注：)."""
    lines = list(reading.lines)
    scale = Fraction(1)
    for number, line in enumerate(lines):
        form = title_of(line.text) if len(line.text) < 60 else ""
        following = [one.text for one in lines[number + 1 : number + 4]]
        if not form or not any("单位：" in text for text in following):
            continue
        scale = unit_of(following, scale)
        note_head(forms, number, line.text, form)
        for n in range(number + 1, number + 4):
            note_head(forms, n, lines[n].text, form)
        _read(forms, form, list(_words(lines, number + 3)), scale)


def _words(lines: list[Any], begin: int) -> Iterator[Word]:
    for number in range(begin, len(lines)):
        text = lines[number].text
        if text.lstrip().startswith("注："):
            return
        for found in re.finditer(r"\S+", text):
            yield Word(found[0], Place(number, -1, *found.span()))


def _read(forms: Forms, form: str, words: list[Word], scale: Fraction) -> None:
    if form in ("T01", "T06"):
        read_sides(forms, form, _sides(words), Sides(), scale)
    elif form == "T08":
        _read_economic(forms, words, scale)
    elif form == "T11":
        for label, _, amounts in _labelled(words):
            if expense_of(label) and len(amounts) == 2:
                for measure, word in zip(COLUMNS["T11"], amounts, strict=True):
                    forms.add(("T11", expense_of(label), measure), word.text, word.place, scale)
    else:
        _read_rows(forms, form, words, scale)


def _read_rows(forms: Forms, form: str, words: list[Word], scale: Fraction) -> None:
    columns = COLUMNS["T07"] if form == "T10" else COLUMNS[form]
    key = ""
    label: list[Word] = []
    amounts: list[Word] = []
    for word in words:
        if form not in ("T02", "T04") and re.fullmatch(r"\d{3}(\d\d)?(\d\d)?", word.text):
            key, label, amounts = word.text, [], []
        elif word.text == "合计":
            key, label, amounts = "total", [], []
        elif _AMOUNT.fullmatch(word.text):
            amounts.append(word)
        elif len(amounts) == len(columns) or not key:
            key, label, amounts = "?" if form in ("T02", "T04") else "", [word], []
        else:
            label.append(word)
        if len(amounts) == len(columns) and key:
            name = "".join(one.text for one in label) if key == "?" else key
            if key not in ("?", "total") and len(label) == 1:
                forms.add_label(form, key, label[0].text, label[0].place)
            for measure, one in zip(columns, amounts, strict=True):
                forms.add((form, name, measure), one.text, one.place, scale)
            key = "done"


def _sides(words: list[Word]) -> Iterator[tuple[bool, Side]]:
    """The rows of a summary with line numbers: those of the right side go on from the left."""
    label: list[Word] = []
    amounts: list[Word] = []
    number, last_left = "", 31
    rows: list[tuple[list[Word], str, list[Word]]] = []
    for word in words:
        if _LINE_NUMBER.fullmatch(word.text):
            number, amounts = word.text, []
            rows.append((label, number, amounts))
            label = []
        elif _AMOUNT.fullmatch(word.text):
            amounts.append(word)
        else:
            label.append(word)
    numbered = [row for row in rows if row[2]]
    for own, number, found in numbered:
        is_right = int(number) > last_left and not (int(number) == 32 and "".join(w.text for w in own) == "总计")
        at = own[0].place if len(own) == 1 else None
        text = "".join(word.text for word in own)
        yield is_right, (text, at, [(word.text, word.place) for word in found])


def _read_economic(forms: Forms, words: list[Word], scale: Fraction) -> None:
    for first, second, third in zip(words, words[1:], words[2:]):
        if re.fullmatch(r"3\d\d(\d\d)?", first.text) and _AMOUNT.fullmatch(third.text):
            forms.add_label("T08", first.text, second.text, second.place)
            forms.add(("T08", first.text, "amount"), third.text, third.place, scale)
    for first, second in zip(words, words[1:]):
        key = {"人员经费合计": "personnel", "公用经费合计": "running"}.get(first.text)
        if key and _AMOUNT.fullmatch(second.text):
            forms.add(("T08", key, "amount"), second.text, second.place, scale)


def _labelled(words: list[Word]) -> Iterator[tuple[str, Place | None, list[Word]]]:
    label: list[Word] = []
    amounts: list[Word] = []
    for word in words:
        if _AMOUNT.fullmatch(word.text):
            amounts.append(word)
        elif amounts:
            yield "".join(one.text for one in label), None, amounts
            label, amounts = [word], []
        else:
            label.append(word)
    if amounts:
        yield "".join(one.text for one in label), None, amounts
