"""Structural identity: a code, and a numbered class, has one name on all forms of an account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from .. import codes, terms
from ..notes import TWO_NAMES
from ..facts import Forms
from ..frames import as_rows
from .identities import Identities, Identity
from .structural_rules import Finding

_NUMBERED = re.compile(r"([一二三四五六七八九十]+)[、.,](.+)")
_FEWEST = 2


def check_one_name(
    index: Forms, figures: pd.DataFrame, known: Identities, identity: Identity
) -> Iterator[Finding]:
    """One instance per code that two forms print, and per class that two forms number.

    A name that is the beginning or the end of another may have been cut by its row or page, and
    where two readings of a row disagree nothing is certain: both say nothing.
    """
    rows = _rows_by_form(figures)
    by_code: dict[str, dict[str, str]] = {}
    for form in (known.forms[name] for name in identity.parameters["codes"]):
        for code, label in _labels(rows.get(form, [])).items():
            by_code.setdefault(code, {})[form] = terms.fold(label)
    numbered = [_classes(rows.get(known.forms[name], [])) for name in identity.parameters["numbered"]]
    forms = [known.forms[name] for name in identity.parameters["numbered"]]
    if len({tuple(names) for names in numbered}) == 1:
        for number in numbered[0]:
            by_code[number] = {form: names[number] for form, names in zip(forms, numbered, strict=True)}
    asked = False
    for code, names in sorted(by_code.items()):
        if len(names) >= _FEWEST:
            asked = True
            yield _compare(code, names)
    if not asked:
        yield Finding("all", not_applicable="no two forms print a code in common")


def _compare(code: str, names: Mapping[str, str]) -> Finding:
    """The usual name is that of most forms; of two names, the one that the classification has."""
    values = [codes.fold_name(name) for name in names.values()]
    known = codes.class_by_name() if not code.isdecimal() else {codes.fold_name(codes.name("function", code) or "")}
    most = max(values, key=lambda value: (values.count(value), value in known))
    usual = next(name for name in names.values() if codes.fold_name(name) == most)
    others = {form: name for form, name in names.items() if codes.fold_name(name) != most}
    seen = ", ".join(f"{form}: {name}" for form, name in others.items())
    if not others:
        return Finding(code, "equal", usual, usual)
    if any(_is_cut(name, usual) for name in others.values()):
        return Finding(code, "unchecked", seen, usual, "one of the names may have been cut off")
    is_tie = len(names) == _FEWEST and (most in known) == any(value in known for value in values if value != most)
    note = TWO_NAMES if is_tie else ""
    return Finding(code, "differs", seen, usual, note)


def _is_cut(name: str, other: str) -> bool:
    shorter, longer = sorted((name, other), key=len)
    return longer.startswith(shorter) or longer.endswith(shorter)


def _rows_by_form(figures: pd.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The figures that stand in rows with a label, by form."""
    found: dict[str, list[dict[str, Any]]] = {}
    for figure in as_rows(figures[["form", "row", "code", "label", "role", "reading"]]):
        if figure["label"] is not None:
            found.setdefault(str(figure["form"]), []).append(figure)
    return found


def _labels(figures: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The label of each row of a form by code, without rows that were read in two ways."""
    coded = [figure for figure in figures if figure["code"] is not None]
    doubtful = {figure["row"] for figure in coded if "!" in (figure["reading"] or "")}
    rows: dict[int, Mapping[str, Any]] = {}
    for figure in coded:
        if figure["row"] not in doubtful:
            rows.setdefault(figure["row"], figure)
    printed = Counter(figure["code"] for figure in rows.values())
    return {str(row["code"]): str(row["label"]) for row in rows.values() if printed[row["code"]] == 1}


def _classes(figures: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The names of the functional classes by number: the last numbered list of the form, if most of it are classes.

    Where the classes were not read, the last list is that of the kinds of revenue.
    """
    labels: dict[int, str] = {}
    for figure in figures:
        # a kind of revenue is no class, also where the classes of the same numbers were not read
        if str(figure.get("role") or "0").isdecimal():
            labels.setdefault(figure["row"], figure["label"])
    found: dict[str, str] = {}
    for _, label in sorted(labels.items()):
        match = _NUMBERED.match(terms.fold(str(label)))
        if match is None:
            continue
        if match[1] == "一":
            found = {}
        if match[2]:  # a name that was not read is no other name
            found[match[1]] = match[2]
    known = sum(codes.fold_name(name) in codes.class_by_name() for name in found.values())
    return found if 2 * known > len(found) else {}
