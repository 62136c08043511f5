"""Structural identities: codes, ordinals, empty forms, headings. Words and places, not sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby, pairwise, product

from .. import specs, terms
from ..offices import is_organisation, without_level, without_summary
from ..frames import as_rows, text
from ..facts import DoesNotApplyError, Forms, Unbound
from ..facts.omissions import are_many
from ..verdicts import DIFFERS, EQUAL, UNCHECKED
from .evaluation import Finding
from .identities import Identities, Identity
from .language import parse_selector

_YEAR = re.compile(r"(\d{3,5}|\d{0,2}[X×]{2,4})年")
_ORDINAL = re.compile(r"([一二三四五六七八九十]+)[、.,]")
_MISREAD = "so many codes or ordinals are wrong that the rows may not have been read as they are printed"
_BELOW_PARTS = "~"
"""Behind all digits: 20701 stands below 2070109."""
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


def check_codes(index: Forms, known: Identities, identity: Identity) -> Iterator[Finding]:
    """Codes have known lengths, a parent on the form, no double; in order if the spec says so.

    A form that prints no codes of a level anywhere contradicts nothing, and neither do classes in an order of
    their own, if the rows of each stand together. Codes that all units below print again are no doubles.
    """
    form = known.forms[identity.parameters["form"]]
    lengths: list[int] = identity.parameters["lengths"]
    index.require(form)
    codes = [code for _, code in _printed(index, form, "code")]
    if not codes:
        raise DoesNotApplyError(f"form {form} prints no codes")
    unknown = index.stray(form)
    if unknown and unknown not in codes:
        yield Finding("complete", UNCHECKED, note=f"row {unknown} has figures but no code")
    wrong = [code for code in codes if not code.isdecimal() or len(code) not in lengths]
    if are_many(len(wrong), len(codes)):
        yield Finding("lengths", UNCHECKED, _listed(wrong), note=_MISREAD)
        return
    yield _compare("lengths", wrong, f"{' or '.join(map(str, lengths))} digits")
    orphans = [
        code
        for code in codes
        if len(code) in lengths[1:] and code[: _parent_length(code, lengths)] not in codes
    ]
    printed = {len(code) for code in codes}
    strays = [code for code in orphans if _parent_length(code, lengths) in printed]
    if orphans and not strays and len(codes) > 1:  # also classes written 2010000
        yield Finding("parents", not_applicable=f"form {form} prints no codes of the level above")
    else:
        yield _compare("parents", strays or orphans, "a row for the class or section above")
    doubles = sorted({code for code in codes if codes.count(code) > 1})
    is_by_unit = bool(doubles) and all(len(set(own)) == len(own) for own in _by_unit(index, form))
    if is_by_unit or are_many(len(doubles), len(set(codes))):
        yield Finding("unique", UNCHECKED, _listed(doubles), note="the rows of several units may stand one below the other")
        return
    yield _compare("unique", doubles, "each code once")
    if identity.parameters["is_ascending"]:
        yield _order(codes, min(lengths))


def _by_unit(index: Forms, form: str) -> list[list[str]]:
    """The codes of a form, in one list for each row without a code that is named as an office: the rows below it are that unit's."""
    rows = index.figures[index.figures["form"] == form].drop_duplicates("row").sort_values("row", kind="stable")
    found: list[list[str]] = [[]]
    for row in as_rows(rows):
        if row["code"] is not None:
            found[-1].append(str(row["code"]))
        elif row["role"] is None and is_organisation(without_level(terms.fold(text(row["label"])))):
            found.append([])
    return [own for own in found if own]


def _order(codes: list[str], size: int) -> Finding:
    """Codes ascend, each before its parts or each below them; classes may stand in another order, if the rows of each ascend and stand together."""
    orders = [[pair for pair in pairwise(codes) if pair[1] + behind < pair[0] + behind] for behind in ("", _BELOW_PARTS)]
    against = min(orders, key=len)
    unordered = [code for _, code in against]
    classes = [name for name, _ in groupby(code[:size] for code in codes)]
    is_by_class = len(set(classes)) == len(classes) and not any(code[:size] == before[:size] for before, code in against)
    if unordered and is_by_class:
        return Finding("order", UNCHECKED, _listed(unordered), note="the classes stand in another order than that of their codes")
    return _compare("order", unordered, "ascending codes")


def _printed(index: Forms, form: str, column: str) -> list[tuple[int, str]]:
    """What a form prints as codes or labels, with its row, in order; rows without are left out."""
    rows = index.figures[(index.figures["form"] == form) & index.figures[column].notna()]
    first = rows.drop_duplicates("row").sort_values("row", kind="stable")
    return list(zip(first["row"], first[column], strict=True))


def _parent_length(code: str, lengths: list[int]) -> int:
    return lengths[lengths.index(len(code)) - 1]


def check_ordinals(index: Forms, known: Identities, identity: Identity) -> Iterator[Finding]:
    """Each run of ordinals counts up from one without a gap, to a length that some version has.

    An office may leave out all rows without an amount: then gaps say nothing.
    """
    form = known.forms[identity.parameters["form"]]
    index.require(form)
    runs = _ordinal_runs(index, form)
    declared = identity.parameters["runs"]
    if not runs:
        raise DoesNotApplyError(f"form {form} prints no ordinals")
    if len(runs) != len(declared):
        seen = "; ".join(f"{min(run)}–{max(run)}" for run in runs)
        note = f"{len(runs)} runs of ordinals ({seen}); expected {len(declared)}"
        yield Finding("runs", UNCHECKED, note=note)
        return
    for entry, run in zip(declared, runs, strict=True):
        versions = " or ".join(f"1–{length}" for length in entry["lengths"])
        last = max(run)
        missing = sorted(set(range(1, last + 1)) - set(run))
        seen = f"1–{last}" + (f" without {_listed(missing)}" if missing else "")
        if missing and all(run.values()):
            yield Finding(entry["name"], not_applicable=f"form {form} prints rows with an amount only")
        elif missing:
            is_misread = are_many(len(missing), last) or _has_names_in_cells(index, form)
            yield Finding(entry["name"], UNCHECKED if is_misread else DIFFERS, seen, versions, _MISREAD if is_misread else "")
        elif last in entry["lengths"]:
            yield Finding(entry["name"], EQUAL, seen, versions)
        else:
            note = "no known version of the form has that many; add it to specs/identities.toml"
            yield Finding(entry["name"], UNCHECKED, seen, versions, note)


def _has_names_in_cells(index: Forms, form: str) -> bool:
    """True where a cell of amounts holds a numbered name: the row of that name was not read."""
    own = (index.figures["form"] == form) & (index.figures["state"] == "unreadable")
    return any(_ORDINAL.search(terms.fold(str(text))) for text in index.figures.loc[own, "printed"].dropna())


def _ordinal_runs(index: Forms, form: str) -> list[dict[int, bool]]:
    """The ordinals 一、二、… of a form's labels in row order, cut where they begin again: has their row an amount?"""
    own = index.figures["form"] == form
    filled = set(index.figures.loc[own & (index.figures["state"] == "value"), "row"])
    runs: list[dict[int, bool]] = []
    for row, label in _printed(index, form, "label"):
        match = _ORDINAL.match(terms.fold(label))
        if match is None:
            continue
        number = _chinese_number(match[1])
        if not runs or number <= max(runs[-1]):
            runs.append({})
        runs[-1][number] = row in filled
        for behind in _ORDINAL.finditer(terms.fold(label), match.end()):  # two rows whose names were read as one
            if _chinese_number(behind[1]) == max(runs[-1]) + 1:
                runs[-1][max(runs[-1]) + 1] = row in filled
    return runs


def _chinese_number(text: str) -> int:
    """一 to 九十九."""
    tens, ten, units = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(units, 0)


def check_empty_form(index: Forms, known: Identities, identity: Identity) -> Iterator[Finding]:
    """A form without figures says so, and what other forms state about it is zero; and conversely.

    An emptied form is asked too: this is the identity that such a form breaks. A statement that
    stands elsewhere in the account is not seen here, so its absence is not called an error.
    """
    form = known.forms[identity.parameters["form"]]
    if index.state(form) != "emptied":
        index.require(form)
    statement = index.text(form, "statement")
    cells = [
        cell
        for entries in index.rows.get(form, {}).values()
        for row in entries
        for cell in row.values()
    ]
    troubled = [cell.trouble for cell in cells if cell.trouble]
    if troubled or index.stray(form):
        yield Finding("empty", UNCHECKED, note=troubled[0] if troubled else index.stray(form))
        return
    money = [cell.printed for cell in cells if not cell.is_zero]
    if money and index.state(form) != "emptied":  # of an emptied form a total may be left
        if statement:
            yield Finding("statement", DIFFERS, _listed(money), statement)
        else:
            yield Finding("statement", not_applicable=f"form {form} has figures")
        return
    if statement:
        yield Finding("statement", EQUAL, "no figures", statement)
    else:
        note = f"form {form} is empty, and no statement on it says that there is nothing to show"
        yield Finding("statement", UNCHECKED, "no figures", "a statement", note)
    for text in identity.parameters["zero"]:
        yield _zero_row(index, known, text)


def _zero_row(index: Forms, known: Identities, text: str) -> Finding:
    selector = parse_selector(text)
    form = known.forms[selector.form]
    name = f"{form} {selector.rows.name}"
    try:
        index.require(form)
        cells = index.cells(form, selector.rows.name, selector.measure)
        money = [cell.printed for cell in cells if cell.known.value]
    except Unbound as reason:
        return Finding.without(name, reason)
    return Finding(name, DIFFERS if money else EQUAL, _listed(money) or "0", "0")


def check_same_heading(index: Forms, known: Identities, identity: Identity) -> Iterator[Finding]:
    """Every form has the same department, year and unit of money; lists of units agree."""
    yield _compare_units(index, known, identity.parameters["unit_lists"])
    printed = [form for form in index.forms if index.state(form) not in ("missing", "template")]
    titles = {form: terms.fold(index.text(form, "title")) for form in printed}
    departments = {form: terms.fold(index.text(form, "department")) for form in printed}
    money = {form: terms.fold(index.text(form, "unit")) for form in printed if index.state(form) == "found"}
    yield _same_department(departments)
    yield _same("fiscal_year", {form: "、".join(_YEAR.findall(specs.without_number(t))) for form, t in titles.items()})
    yield _same("unit", money).doubted("a form may be printed in another unit than the others")


def _same_department(printed: dict[str, str]) -> Finding:
    """Equal where all forms name one office; with and without 汇总 it is the same one."""
    found = _same("department", printed)
    if found.verdict != DIFFERS:
        return found
    bare = {form: without_summary(name) for form, name in printed.items()}
    if _same("department", bare).verdict == EQUAL:
        return replace(found, verdict=EQUAL, seen=found.expected)
    of_any_level = {form: without_level(name) for form, name in bare.items()}
    if _same("department", of_any_level).verdict == EQUAL:
        return found.doubted("the same office, once with its units and once without")
    return found.doubted(_cut_off([name for name in printed.values() if name], found.expected))


def _compare_units(index: Forms, known: Identities, names: list[str]) -> Finding:
    forms = [known.forms[name] for name in names]
    try:
        for form in forms:
            index.require(form)
    except Unbound as reason:
        return Finding.without("unit_list", reason)
    if any(index.stray(form) for form in forms):
        return Finding("unit_list", UNCHECKED, note="a row with figures has no name of a unit")
    lists = [{terms.fold(role): role for role in index.roles(form, "units")} for form in forms]
    only = [
        [name for folded, name in own.items() if any(folded not in other for other in lists)]
        for own in lists
    ]
    if not any(only):
        return Finding("unit_list", EQUAL, _listed(lists[0].values()), _listed(lists[1].values()))
    left, right = (f"only {form}: {_listed(own)}" for form, own in zip(forms, only, strict=True))
    if _may_be_cut(*({terms.fold(name) for name in own} for own in only)):
        return Finding("unit_list", UNCHECKED, left, right, note="a name may go on behind the end of a page")
    return Finding("unit_list", DIFFERS, left, right)


def _may_be_cut(first: set[str], second: set[str]) -> bool:
    """True where each name is the beginning of one in the other list, goes on so, or begins with the rest of one."""
    explained: set[str] = set()
    for own, others in ((first, second), (second, first)):
        for part, whole in product(own, others):
            if whole.startswith(part):
                explained |= {part, whole, *(name for name in own if name.startswith(whole[len(part) :]))}
    return explained == first | second


def _same(name: str, printed: dict[str, str]) -> Finding:
    """Equal where all forms that print something print the same."""
    stated = {form: text for form, text in printed.items() if text}
    if len(stated) < 2:
        return Finding(name, not_applicable=f"fewer than two forms print a {name}")
    values = list(stated.values())
    usual = max(values, key=values.count)
    others = [f"{form}: {text}" for form, text in stated.items() if text != usual]
    return Finding(name, DIFFERS if others else EQUAL, _listed(others) or usual, usual)


def _cut_off(names: Iterable[str], usual: str) -> str:
    """Why names of the department are no other offices: each is the beginning of the one that the others have."""
    whole = max((usual, *(name for name in names if name.startswith(usual))), key=len)
    is_cut = all(name == whole or whole.startswith(name) and not is_organisation(name) for name in names)
    return "the beginning of the name of the department is no other one: its cell may have cut it off" if is_cut else ""


def _compare(name: str, offending: list[str], expected: str) -> Finding:
    return Finding(name, DIFFERS if offending else EQUAL, _listed(offending), expected)


def _listed(values: Iterable[object]) -> str:
    return ", ".join(map(str, values))
