"""Pages, forms and paragraphs that are printed twice: one remark each; a page or form counts once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from .. import terms
from ..block_lines import page_at, pages_of
from ..frames import as_rows, text
from ..identifiers import Identifiers
from ..locate.copies import REPEATED_PAGE, repeated_pages
from ..locate.repeated import REPEATED_FORM
from .naming import form_name, named, place_of, say
from .remarks import LANGUAGES, OMISSION, Material, remark
from .statements import Number

REPEATED_PARAGRAPH = "repeated_paragraph"
_SHORTEST = 30
"""Of as many characters a paragraph does not follow on itself by chance."""


def repeated(material: Material, names: Identifiers) -> Iterator[dict[str, Any]]:
    """A remark for each run of pages that repeat earlier ones, each form printed again, each paragraph that follows on itself."""
    pages = repeated_pages(material.problems)
    runs: list[list[int]] = []
    for page, first in pages.items():
        if runs and pages.get(page - 1) == first - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    for run in runs:
        places = [{"page": page} for page in (run[0], pages[run[0]])]
        said = {
            language: say("repeated_page" if len(run) == 1 else "repeated_pages", language, page=run[0], last=run[-1],
                          first=pages[run[0]], end=pages[run[-1]])
            for language in LANGUAGES
        }  # fmt: skip
        yield remark(names.give([OMISSION, REPEATED_PAGE, str(len(run))], "", ""), REPEATED_PAGE, places, said)
    for problem in as_rows(material.problems[material.problems["kind"] == REPEATED_FORM]):
        yield _repeated_form(material, problem, names)
    for before, block in pairwise([{"text": ""}, *as_rows(material.blocks)]):
        words = terms.fold(text(block["text"]))
        half = len(words) // 2  # two paragraphs may be read as one
        is_again = len(words) >= _SHORTEST and words == terms.fold(text(before["text"]))
        if not block["heading"] and not _is_head_of_pages(block) and (is_again or half >= _SHORTEST and words[:half] == words[half:]):
            yield _repeated_paragraph(block, names)


def _is_head_of_pages(block: Mapping[Any, Any]) -> bool:
    """True for lines of which each stands on a page of its own: the head of each of the pages."""
    pages = pages_of(text(block["places"]))
    return len(pages) > 1 and len(set(pages)) == len(pages)


def _repeated_paragraph(block: Mapping[Any, Any], names: Identifiers) -> dict[str, Any]:
    quote, section = text(block["text"]), text(block["section"])
    record = {
        "claim_id": None, "page": page_at(text(block["places"]), 0), "section": section, "block": block["block"],
        "start": 0, "end": len(quote), "quote": quote,
    }  # fmt: skip
    number = Number("", "sentence", "", "", None, record)
    said = {language: say("repeated_paragraph", language, place=named(number, language)) for language in LANGUAGES}
    return remark(names.give([OMISSION, REPEATED_PARAGRAPH], section, quote), REPEATED_PARAGRAPH, [place_of(number)], said)


def _repeated_form(material: Material, problem: Mapping[Any, Any], names: Identifiers) -> dict[str, Any]:
    form = text(problem["place"])
    pages = [text(material.index.forms[form].get("pages")).split("-")[0], text(problem["page"])]
    is_told = len(set(pages)) == len(pages)
    said = {
        language: say("repeated_form" if is_told else "repeated_form_here", language, form=form_name(form, language),
                      first=pages[0], page=pages[1])
        for language in LANGUAGES
    }  # fmt: skip
    places = [{"page": int(page), "form": form} for page in reversed(pages) if page.isdecimal()]
    return remark(names.give([OMISSION, REPEATED_FORM, form], "", ""), REPEATED_FORM, places, said)
