"""The templates of the pages; every text is escaped, and control characters are written out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from ... import inert, terms, texts, words
from ...frames import text
from ...views import Table
from .. import scripts

if TYPE_CHECKING:
    from jinja2 import Environment

_MINUS = re.compile(r"(?<![\w.)）-])-(?=\d)")
_DECIMALS = re.compile(r"[<>]?[−+-]?[\d,]+(\.\d+)?")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")
_TAGS = {"zh": "zh-CN", "en": "en"}


def render(template: str, language: str, context: Mapping[str, Any]) -> str:
    """A page in one language."""

    def say(key: str, **values: object) -> str:
        return words.say(key, language, **values)

    def frame_said(name: str) -> str:
        """What a frame or file of the data holds."""
        return texts.word(f"frame_{name}", language)

    [other] = [one for one in terms.LANGUAGES if one != language]
    given = {"say": say, "frame_said": frame_said, "language": language, "tag": _TAGS[language], "other": other, "other_tag": _TAGS[other]}
    return _environment().get_template(template).render({**given, **context})


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("budget_analysis.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["json"] = _json
    environment.filters["signed"] = signed
    environment.filters["pads"] = _pads
    environment.tests["chinese"] = _is_chinese
    environment.globals["script"] = scripts.address
    return environment


def signed(told: str) -> str:
    """A text of ours with the sign that people write before what is less than zero; for nothing that is quoted."""
    return _MINUS.sub("−", told)


def _pads(table: Table) -> list[list[str]]:
    """What each number of a table lacks behind its decimals beside the longest of its column, as room that is not seen."""
    columns = [_column_pads([text(value) for value in table.frame[head]]) if head not in table.texts else [""] * len(table.frame) for head in table.frame]
    return [list(row) for row in zip(*columns, strict=True)]


def _column_pads(values: list[str]) -> list[str]:
    found = [_DECIMALS.fullmatch(value) for value in values]
    most = max((len(one[1] or "") for one in found if one), default=0)
    return [("" if one[1] else "." * bool(most)) + "0" * (most - max(0, len(one[1] or "") - 1) - 1) if one and len(one[1] or "") < most else "" for one in found]


def _is_chinese(value: Any) -> bool:
    """Whether a text holds ideographs: in an English page it says so to what reads it aloud."""
    return isinstance(value, str) and _IDEOGRAPH.search(value) is not None


def _shown(value: Any) -> Any:
    """What is missing shows as nothing; what would act is written out."""
    if value is None:
        return ""
    if type(value) is str:
        return inert.plain(value)
    return value


def _json(value: Any) -> str:
    import json

    return inert.plain(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
