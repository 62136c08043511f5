"""Chinese label, identifier and English of every term; how two printed labels are compared."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import pandas as pd

from .errors import SpecError

LANGUAGES = ("zh", "en")

_QUOTES = dict.fromkeys(map(ord, "“”„‟\"「」『』‘’'"))
_OF_WHICH = "其中:"
_ORDINAL = re.compile(
    r"""(?:第[一二三四五六七八九十]+(?:部分|[章节])[:、]?
        |\d{1,2}(?:\.\d{1,2}){1,3}[、.]?(?=[\u3400-\u9fff])(?![万亿元千百倍个辆次])  # 2.5一般公共预算…
        |\d{1,2}\.\d{1,2}?(?=(?:19|20)\d\d年)  # 2.12024年度收入…
        |[一二三四五六七八九十]+(?:、|\.(?!\d)|,)
        |\([一二三四五六七八九十]+\)[、.]?
        |\(\d{1,2}\)[、.]?
        |\d{1,2}(?:、|\.(?!\d)|\.(?=(?:19|20)\d\d年)))""",  # 1.2019年度收入…
    re.VERBOSE,
)


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """A label reduced to what counts in a comparison: NFKC, no white space, no quotation marks."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(folded.split()).translate(_QUOTES)


class _Sentence(string.Formatter):
    """Sentences in which `{count:|item|items}` is the first word where that number is one, else the second."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec.startswith("|"):
            return str(super().format_field(value, format_spec))
        _, one, many = format_spec.split("|")
        return one if str(value).strip() == "1" else many


_SENTENCE = _Sentence()


def fill(sentence: str, **values: Any) -> str:
    """A sentence of the specs with its values, and with the forms of its words that their numbers want."""
    return _SENTENCE.vformat(sentence, (), values)


class _Halves(dict[int, str]):
    """Each letter that was met, to its half-width form or itself."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        folded = unicodedata.normalize("NFKC", letter)
        # ① stays itself: it would become 1 and no longer be told from a count
        half = folded if len(folded) == 1 and not "①" <= letter <= "⑳" else letter
        self[code] = half
        return half


_HALVES = _Halves()
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩ \n"


def plain(text: str) -> str:
    """The text with half-width digits, letters and marks, each at its own place."""
    return text.translate(_HALVES)


def split_ordinal(text: str) -> tuple[str, str]:
    """Folded ordinal (`一、`, `(三)`, `2.`, `第二部分`) and the folded rest of a label."""
    folded = fold(text)
    match = _ORDINAL.match(folded)
    if match is None:
        return "", folded
    return match.group(), folded[match.end() :]


def fold_label(text: str) -> str:
    """The folded label of a row without its ordinal, which may stand behind 其中, too: 其中：（1）公务用车购置费, ①公务用车购置费."""
    _, folded = split_ordinal(text.lstrip(_CIRCLED))
    if not folded.startswith(_OF_WHICH):
        return folded
    return _OF_WHICH + split_ordinal(folded.removeprefix(_OF_WHICH))[1]


@cache
def table() -> pd.DataFrame:
    """Columns `identifier, zh, en`; one row per term."""
    with resources.files(__package__).joinpath("terms.csv").open(encoding="utf-8") as source:
        return pd.read_csv(source, dtype=str, keep_default_na=False)


@cache
def _lookup(language: str) -> dict[str, str]:
    if language not in LANGUAGES:
        raise SpecError(f'language is "{language}"; known: {", ".join(LANGUAGES)}')
    terms = table()
    return dict(zip(terms["identifier"], terms[language], strict=True))


def name(identifier: str, language: str = "zh") -> str:
    """The term in the reader's language; an identifier that is no term (a code) stays itself."""
    return _lookup(language).get(identifier, identifier)


def column(form: str, measure: str, language: str = "zh") -> str:
    """The name of a column of a form: `three_public/budget` where that form means something else by it than others do."""
    return _lookup(language).get(f"{form}/{measure}") or name(measure, language)
