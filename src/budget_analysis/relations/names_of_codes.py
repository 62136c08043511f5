"""Structural identity: a code, and a numbered class, has one name on all forms of an account."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from .. import codes, terms
from ..notes import NAME_OF_CLASS, TWO_NAMES
from ..facts import Forms
from ..frames import as_rows
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .evaluation import Finding
from .identities import Identities, Identity

_NUMBERED = re.compile(r"([一二三四五六七八九十]+)[、.,](.+)")
_AMOUNT = re.compile(r"\d\.\d")
_FEWEST = 2


def check_one_name(index: Forms, known: Identities, identity: Identity) -> Iterator[Finding]:
    """One instance per code that two forms print, and per class that two forms number.

    A name that is the beginning or the end of another may have been cut by its row or page, one that is
    made of the names of two rows has got a line of the other one, and where two readings of a row disagree nothing is
    certain: all say nothing.
    """
    labelled = index.figures.loc[index.figures["label"].notna(), ["form", "row", "code", "label", "role", "reading"]]
    rows = {str(form): as_rows(part) for form, part in labelled.groupby("form", sort=False)}
    by_code: dict[str, dict[str, str]] = {}
    for form in (known.forms[name] for name in identity.parameters["codes"]):
        for code, label in _labels(rows.get(form, [])).items():
            by_code.setdefault(code, {})[form] = terms.fold(label)
    forms = [known.forms[name] for name in identity.parameters["numbered"]]
    numbered = {form: _classes(rows.get(form, [])) for form in forms}
    if len({tuple(classes) for classes in numbered.values()}) == 1:
        for number in numbered[forms[0]]:
            by_code[number] = {form: classes[number] for form, classes in numbered.items()}
    for form in (known.forms[name] for name in identity.parameters["classified"]):
        yield from _of_other_codes(form, _labels(rows.get(form, [])))
    printed = {name for names in by_code.values() for name in names.values()}
    common = {code: names for code, names in sorted(by_code.items()) if len(names) >= _FEWEST}
    for code, names in common.items():
        told = {} if code.isdecimal() else {form: [*numbered.get(form, {}).values()] for form in names}
        yield _compare(code, names, {form for form in told if told[form].count(names[form]) > 1}, printed)
    if not common:
        yield Finding("all", not_applicable="no two forms print a code in common")


def _of_other_codes(form: str, labels: Mapping[str, str]) -> Iterator[Finding]:
    """Codes of the economic classification beside which stands the name of another code, that has it on the form too."""
    own = {code: codes.fold_name(name) for code in labels if (name := codes.name("economic", code))}
    rightly = {name for code, name in own.items() if codes.fold_name(labels[code]) == name}
    for code, name in own.items():
        label = codes.fold_name(labels[code])
        if label != name and label in rightly and not _is_cut(label, name):
            yield Finding(code, DIFFERS, f"{form}: {terms.fold(labels[code])}", str(codes.name("economic", code)), NAME_OF_CLASS)


def _compare(code: str, names: Mapping[str, str], again: Set[str], printed: Set[str]) -> Finding:
    """The usual name is that of most forms; of two names, the one that its form prints once or the classification has.

    Args:
        again: the forms that print their name for another class too.
        printed: all names of the account.
    """
    values = [codes.fold_name(name) for name in names.values()]
    known = set(codes.class_by_name()) if not code.isdecimal() else {codes.fold_name(codes.name("function", code) or "")}
    odd = {codes.fold_name(names[form]) for form in again}
    most = max(values, key=lambda value: (values.count(value), value not in odd, value in known))
    usual = next(name for name in names.values() if codes.fold_name(name) == most)
    others = {form: name for form, name in names.items() if codes.fold_name(name) != most}
    seen = ", ".join(f"{form}: {name}" for form, name in others.items())
    if not others:
        return Finding(code, EQUAL, usual, usual)
    is_cut = any(_is_cut(name, usual) and not _is_more(name, usual, known) for name in others.values())
    if is_cut or code.isdecimal() and any(_is_astray(name, usual, printed) or _is_astray(usual, name, printed) for name in others.values()):
        return Finding(code, UNCHECKED, seen, usual, "one of the names may have been cut off")
    is_tie = len(names) == _FEWEST and len(odd) != 1 and (most in known) == any(value in known for value in values if value != most)
    note = TWO_NAMES if is_tie else ""
    return Finding(code, DIFFERS, seen, usual, note)


def _is_cut(name: str, other: str) -> bool:
    shorter, longer = sorted((name, other), key=len)
    return longer.startswith(shorter) or longer.endswith(shorter)


def _is_astray(name: str, own: str, printed: Set[str]) -> bool:
    """True for the end of one name and the beginning of the other, of which one is its own, or a part of it lost at the other end."""
    for cut in range(_FEWEST, len(name) - _FEWEST + 1):
        upper, lower = name[:cut], name[cut:]
        if own.startswith(lower) and lower != own and any(other.endswith(upper) and other != upper for other in printed):
            return True
        if own.endswith(upper) and upper != own and any(other.startswith(lower) and other != lower for other in printed):
            return True
    return False


def _is_more(name: str, usual: str, known: Set[str]) -> bool:
    """True for more than the whole name that the classification has: nothing was cut off from the others."""
    return len(name) > len(usual) and codes.fold_name(usual) in known and codes.fold_name(name) not in known


def _labels(figures: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The label of each row of a form by code, without rows that were read in two ways."""
    # a name with an amount behind it is that of a row whose columns were not told apart
    coded = [figure for figure in figures if figure["code"] is not None and not _AMOUNT.search(str(figure["label"] or ""))]
    doubtful = {figure["row"] for figure in coded if "!" in (figure["reading"] or "")}
    rows: dict[int, Mapping[str, Any]] = {}
    for figure in coded:
        if figure["row"] not in doubtful:
            rows.setdefault(figure["row"], figure)
    printed = Counter(figure["code"] for figure in rows.values())
    return {str(row["code"]): str(row["label"]) for row in rows.values() if printed[row["code"]] == 1 and row["label"]}


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
