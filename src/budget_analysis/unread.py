"""Which forms are printed and could not be read, by name and why: what was not read is not judged, and nothing found there says nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import pandas as pd

from . import words
from .findings.naming import form_name, say, word
from .frames import as_rows, text

_UNREAD, _MISSING = "unread", "missing"
_NO_FORMS = "no_forms"
_IN_PART = ("missing_rows", "left_over")
"""Kinds of problems of a form of which rows were read, but not all."""
_PLACE = re.compile(r"^p\.\S+, form \w+: ")
"""What stands before the reason where the place is told besides."""


def unread_lines(found: Mapping[str, pd.DataFrame], language: str) -> list[str]:
    """One line for each form that is printed and was not read, or not as a whole; one for those that were not found."""
    return [*_of_forms(found, language), *_not_found(found, language)]


def nothing_found(found: Mapping[str, pd.DataFrame], language: str) -> str:
    """What is said where there is no finding: where forms were not read, of the others only."""
    return say("nothing_found_in_read" if unread_lines(found, language) else "nothing_found", language)


def _of_forms(found: Mapping[str, pd.DataFrame], language: str) -> Iterator[str]:
    problems = as_rows(found["problems"])
    for form in as_rows(found["forms"]):
        own = [one for one in problems if text(one["place"]).split(",")[0] == f"form {form['form']}"]
        is_unread = form["state"] == _UNREAD
        told = [one for one in own if text(one["kind"]) in (("form",) if is_unread else _IN_PART)]
        if is_unread or told:
            reasons = [words.problem(text(one["kind"]), _PLACE.sub("", text(one["message"])), language) for one in told]
            yield say(
                "form_unread" if is_unread else "form_in_part",
                language,
                form=form_name(str(form["form"]), language),
                pages=word("words", "page", language).format(page=text(form["pages"])) if text(form["pages"]) else "",
                why=word("words", "why", language).join(dict.fromkeys(reasons)) or say("form_no_reason", language),
            )


def _not_found(found: Mapping[str, pd.DataFrame], language: str) -> Iterator[str]:
    """Forms of the layout that no remark tells of, or all of them."""
    if any(text(kind) == _NO_FORMS for kind in found["problems"]["kind"]):
        yield say("no_form_read", language)
        return
    told = {place.get("form") for row in as_rows(found["findings"]) if text(row["kind"]) == "missing_form" for place in json.loads(row["places"])}
    named = [str(row["form"]) for row in as_rows(found["forms"]) if row["state"] == _MISSING and row["form"] not in told]
    if named:
        yield say("forms_not_found", language, forms=word("words", "and", language).join(form_name(form, language) for form in named))
