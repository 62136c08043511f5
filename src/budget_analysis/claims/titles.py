"""Cover, contents, headings and titles of forms to claims: the year and the department they name.

A title is a statement like others: where nearly all of them name one year and one department, the
one that names another is wrong. What only one or two titles say proves nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from .. import frames, terms
from ..block_lines import page_at
from ..frames import as_rows
from ..notes import OTHER_TITLES
from ..identifiers import Identifiers
from ..offices import is_organisation
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .subjects import OFFICES, Subject, optional_letters

_YEAR = re.compile(
    r"(?<![\d第])(?P<year>(?:19|20)\d\d|[〇○零一二三四五六七八九]{4})\s*年度?(?:[^\d,。;:、]{0,40}?决算|$)"
    r"|(?<![\d第.\-—])(?P<slip>\d{3}|\d{5}|\d{0,2}[X×]{2,4})\s*年度"
)
"""A year that an account is titled by, and one with a digit lost or doubled."""
_WHOLE_TITLE = re.compile(
    r"(?:第[一二三四五六七八九十]+部分)?[^\d,。;:]{0,40}(?:\d{3,5}|\d{0,2}[X×]{2,4})\s*年度?(?:部门|单位)?决算(?:公开)?(?:表|报表|情况说明|情况|说明)?"
)
"""A line of its own that titles a part of the account, wherever it stands."""
_PART_TITLE = re.compile(r"第[一二三四五六七八九十]+部分[^\d,。;:]{2,40}概况")
_SCOPE = re.compile(r"纳入[^,。;:]{0,40}\d{4}年度?(?:部门|单位)?决算(?:编制|编报|汇总|汇编|公开)?范围")
"""What begins the list of units: 纳入某局2024年度部门决算编制范围的单位包括：."""
_COMPARED = re.compile(r"(?:比|较|与|同|和|至|上)\s*$")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NAME = re.compile(
    r"^(?P<part>第[一二三四五六七八九十]+部分)?[、:]?(?P<name>[^\d,。;:]{3,40}?)"
    r"(?:概况|\d{4}年度?(?:(?:部门|单位)?(?:整体)?决算|(?(part)$|(?!))))"
)
"""What a title is of; that of a part may break behind the year."""
_PART = re.compile(r".+?(?=第[一二三四五六七八九十]+部分|$)")
_GENERIC = re.compile(r"(?:部门|单位|基本|本级|机构|整体|总体)$")
_PLACEHOLDER = re.compile(r"[X×某]{2,}")
_REMARK = re.compile(r"\([^()]*\)$")
_LONGEST = 60
"""A line of cover or contents has at most as many characters; what is longer is a sentence."""
_SHORTEST = 4
_FEWEST = 3
"""As many titles must agree before one of them can be wrong."""


@dataclass(frozen=True)
class _Title:
    text: str
    page: int | None
    section: str
    block: int | None = None


@dataclass(frozen=True)
class _Told:
    """`doubt`: why it proves nothing that this one is another."""

    title: _Title
    printed: str
    start: int
    end: int
    value: str
    doubt: str = ""


def state_titles(
    blocks: pd.DataFrame, forms: pd.DataFrame, document_id: str, department: str,
    fiscal_year: int | None, units: Iterable[str] = (), told: int = 0, subjects: Iterable[Subject] = (),
) -> pd.DataFrame:  # fmt: skip
    """The frame `claims` of the years (kind `period`) and departments that cover, contents and headings name.

    Titles and heads of forms are witnesses: what they say is an identity of the forms.

    Args:
        blocks, forms: frames of one document.
        document_id, department, fiscal_year: of the same document.
        units: names of its units, of which a title may speak.
        told: how many sentences tell the fiscal year of the account itself; witnesses too.
        subjects: the offices that sentences are about. The own name is a witness, another one is judged.
    """
    titles = list(_titles(blocks, forms))
    identifiers = Identifiers("t")
    years = [one for title in titles for one in _years(title) if not _is_of_next_budget(one, fiscal_year)]
    rows = _judge("period", years, str(fiscal_year or ""), identifiers, document_id, told) if fiscal_year else []
    own = "" if pd.isna(department) or department == "<NA>" else _plain_name(department)
    known = {_plain_name(unit) for unit in units}
    names = [one for title in titles if not _SCOPE.match(title.text) for one in _names(title, own, known)]
    names += [_Told(_Title(name, None, form), name, 0, len(name), _plain_name(name)) for form, name in _heads(forms)]
    if len(own) >= _SHORTEST:  # 我局, 本部门 name nobody
        names += [_subject(one, own) for one in subjects if _plain_name(one.name) not in known - {own}]
    if own:
        own = _majority(names, own)
        rows += _judge("department", [replace(one, value=own) if _is_own(one.value, own) else one for one in names], own, identifiers, document_id)
    return frames.build("claims", rows)


def _titles(blocks: pd.DataFrame, forms: pd.DataFrame) -> Iterator[_Title]:
    for block in as_rows(blocks):
        text = terms.plain(str(block["text"]))
        is_line = block["section"] == "front" and len(text) <= _LONGEST and "。" not in text
        is_line = is_line or _WHOLE_TITLE.fullmatch(text) is not None or _PART_TITLE.fullmatch(text) is not None or _SCOPE.match(text) is not None
        if block["heading"] or is_line:
            page = page_at(str(block["places"]), 0)
            yield _Title(text, page, str(block["section"]), int(block["block"]))
    for form in as_rows(forms.dropna(subset=["title"])):
        pages = str(form["pages"]).split("-")[0]
        yield _Title(terms.plain(str(form["title"])), int(pages) if pages.isdigit() else None, str(form["form"]))


def _heads(forms: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """The departments printed above the forms."""
    for form in as_rows(forms.dropna(subset=["department"])):
        yield str(form["form"]), str(form["department"])


def _years(title: _Title) -> Iterator[_Told]:
    for match in _YEAR.finditer(title.text):
        if not _COMPARED.search(title.text[: match.start()]):
            printed = match["year"] or match["slip"]
            start = match.start("year" if match["year"] else "slip")
            yield _Told(title, printed, start, start + len(printed), printed.translate(_DIGITS))


def _is_of_next_budget(told: _Told, fiscal_year: int | None) -> bool:
    """2023年决算和2024年预算情况的说明: the budget of the year after."""
    return fiscal_year is not None and told.value == str(fiscal_year + 1) and "预算" in told.title.text[told.end :]


def _names(title: _Title, own: str, units: set[str]) -> Iterator[_Told]:
    if title.block is None:
        return
    for part in _PART.finditer(title.text):  # the cover and the first line of the contents may be one block
        ordinal, _ = terms.split_ordinal(part[0])
        is_ordered = part[0].startswith(ordinal) and not ordinal.endswith("部分")
        start = part.start() + (len(ordinal) if is_ordered else 0)
        match = _NAME.match(title.text[start : part.end()])
        if match is None:
            continue
        name = _plain_name(match["name"])
        is_name = is_organisation(name) or _PLACEHOLDER.search(name) or own in name or _is_misspelt(name, own)
        if is_name and name not in units - {own} and not _GENERIC.search(name):
            yield _Told(title, match["name"], start + match.start("name"), start + match.end("name"), name)


def _majority(names: Sequence[_Told], own: str) -> str:
    """The name that nearly all tell: the account may have been named by the one title that is wrong."""
    counts = Counter(one.value for one in names if not one.doubt)
    name, count = max(counts.items(), key=lambda one: one[1], default=(own, 0))
    told = sum(_is_own(one.value, own) for one in names)
    return name if not _is_own(name, own) and count >= _FEWEST and count > 2 * told and is_organisation(name) else own


def _subject(one: Subject, own: str) -> _Told:
    """The subject of a sentence; what is the own name in it needs no row of its own."""
    name = _plain_name(one.name)
    block = None if _is_own(name, own) or _is_misspelt(name, own) else int(one.block["block"])
    title = _Title(terms.plain(str(one.block["text"])), one.page, str(one.block["section"]), block)
    doubt = "the account names that office elsewhere too" if one.is_elsewhere else ""
    doubt = doubt or ("" if one.is_proved else "nothing in the sentence shows that it is about the department itself")
    return _Told(title, one.name, one.start, one.end, name, doubt)


def _is_misspelt(name: str, own: str) -> bool:
    """True for the own name with another letter, one more or one less: a notice, no other office."""
    if len(name) == len(own):
        return sum(a != b for a, b in zip(name, own, strict=True)) == 1
    short, long = sorted((name, own), key=len)
    return len(long) - len(short) == 1 and any(long[:n] + long[n + 1 :] == short for n in range(len(long)))


def _is_own(name: str, own: str) -> bool:
    """The department under a shorter or longer form of its name is the department."""
    return name in own or own in name or _is_inside(name, own) and not _lacks_letter(name, own)


def _lacks_letter(name: str, own: str) -> bool:
    """True where one letter is missing within the own name that no office leaves out (绍兴市越城区 may be 绍兴越城区)."""
    place = next((n for n in range(1, len(own) - 1) if own[:n] + own[n + 1 :] == name), None)
    return place is not None and own[place] not in optional_letters()


def _is_inside(name: str, own: str) -> bool:
    """True where all characters of a name stand in this order in the other: 区教育局, 云溪区教育局."""
    letters = iter(own)
    return len(name) > 2 and all(letter in letters for letter in name)


def _plain_name(name: str) -> str:
    return _REMARK.sub("", terms.fold(name))


def _judge(
    kind: str, told: list[_Told], own: str, identifiers: Identifiers, document_id: str, sentences: int = 0
) -> list[dict[str, object]]:
    """One row per title: the outlier differs where all others agree with the account."""
    same = [one for one in told if one.value == own]
    others = [one for one in told if one.value != own and not one.doubt]
    agreeing = len(same) + sentences
    is_settled = bool(same) and agreeing >= _FEWEST and agreeing > 2 * len(others)
    rows: list[dict[str, object]] = []
    for one in told:
        if one.title.block is None:
            continue  # forms are held against each other by an identity (B18); here they are witnesses
        note = None
        is_office = one.value.endswith(OFFICES) or _PLACEHOLDER.search(one.value)
        if one.value == own:
            verdict = EQUAL
        elif kind == "department" and not is_office:
            verdict, note = UNCHECKED, "it may be a unit of the department"
        elif one.doubt:
            verdict, note = UNCHECKED, one.doubt
        elif is_settled:
            verdict, note = DIFFERS, OTHER_TITLES.say(count=agreeing, right=own)
        else:
            verdict, note = UNCHECKED, f"the account says {own}, but too few titles agree"
        rows.append({
            "document_id": document_id,
            "claim_id": identifiers.give(["title", kind], one.title.section, one.printed),
            "block": one.title.block,
            "section": one.title.section,
            "page": one.title.page,
            "quote": one.title.text[one.start : one.end],
            "start": one.start,
            "end": one.end,
            "kind": kind,
            "printed": one.printed,
            "unit": "年" if kind == "period" else None,
            "formula": "fiscal year" if kind == "period" else "the department's name",
            "verdict": verdict,
            "note": note,
        })  # fmt: skip
    return rows
