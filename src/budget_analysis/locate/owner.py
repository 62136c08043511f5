"""Whose account it is: the office that the forms, the heading or the sentences name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from .. import specs, terms
from ..offices import is_item, is_office_of_title, is_place
from ..reading import Line
from .surroundings import RawForm

_FEWEST_TOLD = 3
_NO_NAME = re.compile(r"\d|\||[与和比较]$")
_HEADED = re.compile(r"([^,。;:]+?)\d{4}年度?(?:部门|单位)?决算(?!数)")
_BEGUN = re.compile(r"([^,。;:\d()|]{3,30}?)(?:\([^()\d]{2,4}\))?\d{4}年")
"""云溪县水务局（本级）2023年度“三公”经费…: an office's name before the year, where a line begins."""
_BEHIND_YEAR = re.compile(r"\d{4}年度?([^,。;:\d()|]{4,30}?)(?=\([^()\d]{2,4}\)|一般公共预算|财政拨款|“?三公)[^,。;:]*(?:情况|说明|决算|公开|表)")
"""2023年云溪县水务局“三公”经费支出情况: a title that begins with the year."""
_ALONE = re.compile(r"[^,。;:\d()|、]{4,30}")
_LONGEST_TITLE = 60
_OWN_LEVEL = "本级"
_DATED = re.compile(r"\d{4}年")


def department_of(lines: Sequence[Line], forms: Sequence[RawForm]) -> str:
    """The department as printed above the forms, else as in the heading of the account, else as sentences begin."""
    printed = Counter(form.department for form in forms if form.department)
    if printed:
        return printed.most_common(1)[0][0]
    texts = [line.text for line in lines]
    # a heading on one line says more than lines put together, which may be those of a contents page
    for count in (1, 2, 3):
        joined = ("".join(texts[index : index + count]) for index in range(len(texts)))
        told = [name for text in joined if (name := _in_heading(terms.fold(text)))]
        if told:
            return _most_told(told)
    begun = list(_before_years([terms.fold(text) for text in texts]))
    return _most_told(begun) if begun else ""


def _in_heading(text: str) -> str:
    match = _HEADED.match(text)
    if match is None:
        return ""
    _, name = terms.split_ordinal(match[1])
    for word in specs.load("surroundings.toml")["before_department"]:
        name = name.removeprefix(word)
    for word in specs.load("surroundings.toml")["behind_department"]:
        name = name.removesuffix(word)
    is_cut = name.count("(") != name.count(")")  # …行政运行( / 项)2021年决算: a line that breaks within brackets
    return "" if is_cut or _NO_NAME.search(name) or is_item(name) else name


def _before_years(texts: Sequence[str]) -> Iterator[str]:
    """Names before or behind the year of a title or sentence, or on a line above it; any name that stands there twice."""
    begun = Counter(match[1] for text in texts if (match := _BEGUN.match(text)) and not is_item(match[1]))
    for place, text in enumerate(texts):
        found = _BEGUN.match(text)
        is_title = len(text) <= _LONGEST_TITLE and not text.endswith("。")
        if found is not None and (is_office_of_title(found[1]) or begun[found[1]] > 1 or is_title and is_place(found[1].removesuffix(_OWN_LEVEL))):
            yield found[1]
        found = _BEHIND_YEAR.match(text)
        if found is not None and is_office_of_title(found[1]):
            yield found[1]
        is_above = place + 1 < len(texts) and _DATED.match(texts[place + 1])
        if is_above and _ALONE.fullmatch(text) and is_office_of_title(text):
            yield text


def _most_told(names: Sequence[str]) -> str:
    """The first of the names of headings, unless nearly all others tell another one: it may be a slip."""
    name, count = Counter(names).most_common(1)[0]
    return name if count >= _FEWEST_TOLD and count > 2 * names.count(names[0]) else names[0]
