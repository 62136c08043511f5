"""Pages and forms that are printed twice: one remark each; what stands there counts once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..frames import as_rows, text
from ..identifiers import Identifiers
from ..locate.copies import REPEATED_PAGE, repeated_pages
from ..locate.repeated import REPEATED_FORM
from .naming import form_name, say
from .remarks import LANGUAGES, OMISSION, Material, remark


def repeated(material: Material, names: Identifiers) -> Iterator[dict[str, Any]]:
    """A remark for each run of pages that repeat earlier ones, and for each form that is printed again."""
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
