"""What is odd about the words of an account and carries no number: notices, never verdicts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any

import pandas as pd

from . import frames, specs, terms
from .block_lines import page_at
from .errors import SpecError
from .frames import as_rows

_PLACEHOLDER = "placeholder"
"""Of what is odd in words, this in headings too."""
_DOUBLED = re.compile(r"([\u4e00-\u9fff]{2,4})\1")
_BEFORE_YEAR = re.compile(r"(?:^|[。;])([^,。;:()\d]{4,30})(?=20\d\d年度)")
_OWN_WORDS = re.compile(r"(?:本级|本部门|我部门|纳入|截至|其中)")
_PAIRS = (("(", ")"), ("“", "”"), ("《", "》"))
_SAME_NAME = 0.75
"""A name this like the department's own, and as long to three characters (普陀区), is meant to be it."""
_LONGER = 3
_ITEM = re.compile(r"^[^。]*\(项\)")


@dataclass(frozen=True)
class Remark:
    """One oddity: where it stands, the words, and what is odd about them."""

    page: int | None
    place: str
    kind: str
    quote: str
    message: str


def remark_words(
    blocks: pd.DataFrame, forms: pd.DataFrame, document_id: str, department: str
) -> pd.DataFrame:
    """The frame `notices` of the words: template residue, repeated reasons, doubled words, names.

    Args:
        blocks, forms: frames of one document.
        document_id, department: of the same document.
    """
    rows = as_rows(blocks)
    found = [
        *_in_paragraphs(rows),
        *_in_forms(forms),
        *_doubled(rows),
        *_unbalanced(rows),
        *_repeated(rows),
        *_other_names(rows, department),
    ]
    return frames.build("notices", [{"document_id": document_id, **vars(one)} for one in found])


def _in_paragraphs(rows: Iterable[Mapping[Any, Any]]) -> Iterator[Remark]:
    for row in rows:
        for start, end, kind, message in _found_in(str(row["text"])):
            if not row["heading"] or kind == _PLACEHOLDER:
                yield _remark(row, start, end, kind, message)


def _in_forms(forms: pd.DataFrame) -> Iterator[Remark]:
    """The statements and notes below the forms; they stand on the last page of their form."""
    for form in as_rows(forms):
        for column in ("statement", "note"):
            if pd.isna(form[column]):
                continue
            text, last = str(form[column]), str(form["pages"]).split("-")[-1]
            page = int(last) if last.isdigit() else None
            for start, end, kind, message in _found_in(text):
                yield Remark(page, f"form {form['form']}", kind, text[start:end], message)


def _found_in(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where the patterns match, the same words once; with kind and message."""
    plain = terms.plain(text)
    for kind, message, regex in _patterns():
        spans = [_span(match) for match in regex.finditer(plain)]
        for start, end in {text[start:end]: (start, end) for start, end in reversed(spans)}.values():
            yield start, end, kind, message


def _remark(row: Mapping[Any, Any], start: int, end: int, kind: str, message: str) -> Remark:
    page = page_at(str(row["places"]), start)
    page = int(row["page"]) if page is None and not pd.isna(row["page"]) else page
    return Remark(page, f"block {row['block']}", kind, str(row["text"])[start:end], message)


def _doubled(rows: Iterable[Mapping[Any, Any]]) -> Iterator[Remark]:
    """A word that stands twice in a row."""
    data = specs.load("wording.toml")["doubled"]
    for row in rows:
        if row["heading"] or str(row["section"]).split(".")[0] in data["left_out"]:
            continue
        text = str(row["text"])
        for match in _DOUBLED.finditer(text):
            if not text.startswith(tuple(data["allowed"]), match.start()):
                start, end = max(0, match.start() - 4), match.end() + 4
                yield _remark(row, start, end, "doubled_word", f"“{match[1]}” stands twice")


def _span(match: re.Match[str]) -> tuple[int, int]:
    """The named part that matched, else the whole."""
    for name in match.re.groupindex:
        if match[name] is not None:
            return match.span(name)
    return match.span()


def _unbalanced(rows: Iterable[Mapping[Any, Any]]) -> Iterator[Remark]:
    """A bracket that is opened and not closed within its paragraph, or the other way round."""
    for row in rows:
        if row["heading"] or not str(row["text"]).endswith("。"):
            continue
        text = terms.plain(str(row["text"]))
        # a list number may have a closing bracket alone: 1) 2)
        bare = re.sub(r"(?<![\w(])\d{1,2}\)", "", text)
        for first, last in _PAIRS:
            if bare.count(first) != bare.count(last):
                at = text.find(first if bare.count(first) > bare.count(last) else last)
                message = f"{first} and {last} are not paired in this paragraph"
                yield _remark(row, max(0, at - 4), at + 16, "bracket", message)


def _repeated(rows: Iterable[Mapping[Any, Any]]) -> Iterator[Remark]:
    """Reasons and purposes of items that stand word for word under other items too."""
    data = specs.load("wording.toml")["repeated"]
    items = [row for row in rows if not row["heading"] and _ITEM.match(terms.plain(str(row["text"])))]
    for kind in ("reason", "purpose"):
        said: dict[str, list[tuple[Mapping[Any, Any], int, int]]] = {}
        for row in items:
            for match in _regex(data[kind]).finditer(terms.plain(str(row["text"]))):
                words = terms.fold(match["n"])
                if len(words) >= data["shortest"]:
                    said.setdefault(words, []).append((row, *match.span("n")))
        for told in said.values():
            if len(told) > 1:
                where = ", ".join(f"block {row['block']} (p.{row['page']})" for row, *_ in told)
                message = f"the same {kind} word for word for {len(told)} items: {where}"
                yield _remark(*told[1], "repeated_text", message)


def _other_names(rows: Iterable[Mapping[Any, Any]], department: str) -> Iterator[Remark]:
    """The department's name before a year, written otherwise than on its forms."""
    own = re.sub(r"\([^()]*\)$", "", terms.fold(department))
    if len(own) < len("某某局"):
        return
    for row in rows:
        for match in _BEFORE_YEAR.finditer(terms.plain(str(row["text"]))):
            name = match[1]
            is_other = name not in own and not _OWN_WORDS.search(name)
            is_close = abs(len(name) - len(own)) <= _LONGER
            if is_other and is_close and SequenceMatcher(None, name, own).ratio() >= _SAME_NAME:
                message = f"the name is written {own} elsewhere"
                yield _remark(row, *match.span(1), "department_name", message)


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Kind, message and regular expression of each pattern of `specs/wording.toml`.

    Raises:
        SpecError: a pattern lacks one of them, or is no regular expression.
    """
    found = []
    for entry in specs.load("wording.toml")["pattern"]:
        missing = {"kind", "message", "regex"} - set(entry)
        if missing:
            raise SpecError(f"wording.toml: {', '.join(sorted(missing))} is missing in {entry}")
        found.append((entry["kind"], entry["message"], _regex(entry["regex"])))
    return tuple(found)


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise SpecError(f'wording.toml: "{pattern}" is no regular expression: {error}') from error
