"""Slips that are one: words wrong alike, what a shift or a misnamed row explains."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from .. import codes
from ..frames import text
from ..notes import OTHER_HALF
from ..relations.identities import load_identities
from .blocks import Block
from .names import Compared, asked_to_be_empty, compared, wrong_and_right
from .mending import Culprit
from .regions import OPEN
from .slip import Slip
from .statements import CHECK, Account, Judged, Number, value_at


def with_shadows(account: Account, blocks: Sequence[Slip], slips: Sequence[Slip]) -> list[Slip]:
    """What is asked of the codes in the rows of a shifted block differs because of the shift."""
    found, left = list(blocks), []
    for slip in slips:
        [*statements] = slip.culprit.statements
        is_of_words = slip.number.value is None and all(one.source == CHECK and not one.rows for one in statements)
        code = text(statements[0].record["instance"]).partition(" ")[0] if is_of_words else ""
        place = next((n for n, one in enumerate(found) if code and code in _codes(account, one.block)), None)
        if place is None:
            left.append(slip)
        else:
            found[place] = replace(found[place], same=(*found[place].same, *slip.statements))
    return [*found, *left]


def _codes(account: Account, block: Block | None) -> set[str]:
    """The codes of the rows of a block."""
    return {text(account.numbers[name].record["code"]) for name in block.cells} - {""} if block else set()


def miscoded(account: Account, slips: Sequence[Slip]) -> list[Slip]:
    """A row whose code is wrong: all that is asked of that code, and of the order of codes, is one slip.

    Wrong is a code without class or section on its form; or one that the classification names
    otherwise, where the other forms print the name of the row beside a code that this form lacks.
    """
    rules = {listed.id: load_identities().forms[listed.parameters["form"]] for listed in load_identities().listed if listed.rule == "codes"}
    found = list(slips)
    for slip in slips:
        one = slip.culprit.statements[0]
        if one.source != CHECK or slip not in found:
            continue
        form = rules.get(text(one.record["identity"]), "")
        told = _codes_told(account, one, form)
        orphan_of = form if text(one.record["instance"]) == "parents" else ""
        row = next((row for code in told if (row := _miscoded_row(account, code, orphan_of) or _row_called(account, code))), None)
        if row is None:
            continue
        cell, right = row
        code = text(cell.record["code"])
        ordered = [name for name, its in rules.items() if its == text(cell.record["form"])]
        same = [other for other in found if _is_about(other, code, ordered, right) or _is_in_row(account, other, code) or _is_missed(account, other, cell, right) or _is_of(other, right)]
        if slip not in same:
            continue
        culprit = Culprit((), OPEN, (*slip.statements, *(told for other in same if other is not slip for told in other.statements)))
        number = Number(cell.id, "code", code, "", None, cell.record)
        found[found.index(slip)] = Slip(culprit, number, code=right)
        found = [other for other in found if other is slip or other not in same]
    return found


def coded_twice(account: Account, slips: Sequence[Slip]) -> list[Slip]:
    """A code in more than one row of a form, told at the row that other forms name otherwise, else at the last.

    That the codes do not ascend there is the same slip.
    """
    found = list(slips)
    for slip in slips:
        one = slip.culprit.statements[0]
        code = text(one.record["left"]) if one.source == CHECK and text(one.record["instance"]) == _UNIQUE else ""
        if slip.number.source == "code" or not code.isdecimal():
            continue
        rule = next(listed for listed in load_identities().listed if listed.id == text(one.record["identity"]))
        form = load_identities().forms[rule.parameters["form"]]
        cells = [number for number in account.numbers.values() if number.source == "cell" and text(number.record["code"]) == code]
        known = {codes.fold_name(text(number.record["label"])) for number in cells if text(number.record["form"]) != form}
        own = [number for number in cells if text(number.record["form"]) == form]
        odd = [number for number in own if known and codes.fold_name(text(number.record["label"])) not in known]
        if own:
            last = max(odd or own, key=lambda number: int(number.record["row"]))
            row = min((number for number in own if number.record["row"] == last.record["row"]), key=lambda number: number.id)
            same = [other for other in found if other is not slip and _is_order(other, rule.id)]
            culprit = Culprit((), OPEN, (*slip.statements, *(told for other in same for told in other.statements)))
            found[found.index(slip)] = Slip(culprit, Number(row.id, "code", code, "", None, row.record))
            found = [other for other in found if other not in same]
    return found


def _is_order(slip: Slip, identity: str) -> bool:
    one = slip.culprit.statements[0]
    return one.source == CHECK and text(one.record["identity"]) == identity and text(one.record["instance"]) == "order"


def _codes_told(account: Account, one: Judged, form: str) -> list[str]:
    """The codes that a check is about; of one that does not ascend also the one in the row above."""
    told = [code for code in re.split(r"[, ]+", text(one.record["left" if form else "instance"])) if code.isdecimal()]
    if text(one.record["instance"]) != "order":
        return told
    cells = (number.record for number in account.numbers.values() if number.source == "cell")
    rows = {int(record["row"]): text(record["code"]) for record in cells if text(record["form"]) == form and text(record["code"])}
    order = [rows[row] for row in sorted(rows)]
    return [*told, *(before for before, code in pairwise(order) if code in told)]


def _miscoded_row(account: Account, code: str, orphan_of: str) -> tuple[Number, str] | None:
    """The row of a wrong code, and the code that it should have, empty where no other form tells.

    Args:
        orphan_of: a form on which the code has no class or section.
    """
    cells = [number for number in account.numbers.values() if number.source == "cell" and text(number.record["code"]) == code]
    rows = {(text(number.record["form"]), text(number.record["row"])): number for number in reversed(cells)}
    known = codes.name("function", code, "zh") if code else None
    for (form, _), cell in sorted(rows.items()):
        right = _code_elsewhere(account, cell, form)
        is_named = known is not None and codes.fold_name(known) == codes.fold_name(text(cell.record["label"]))
        is_alone = all(its == form for its, _ in rows)
        if orphan_of == form and is_alone or right and not is_named:
            return cell, right
    return None


def _row_called(account: Account, code: str) -> tuple[Number, str] | None:
    """The row that bears the name of a code which its form lacks, beside another code that the classification names otherwise; and that code."""
    cells = [number for number in account.numbers.values() if number.source == "cell"]
    names = {codes.fold_name(text(number.record["label"])) for number in cells if text(number.record["code"]) == code}
    for cell in sorted(cells, key=lambda number: number.id) if names else ():
        own, name = text(cell.record["code"]), codes.fold_name(text(cell.record["label"]))
        known = codes.name("function", own, "zh") if own else None
        is_named = known is not None and codes.fold_name(known) == name
        if own and own != code and name in names and not is_named and _code_elsewhere(account, cell, text(cell.record["form"])) == code:
            return cell, code
    return None


def _is_about(slip: Slip, code: str, identities: Sequence[str], right: str) -> bool:
    """True for a slip all of whose statements are of one code, or of the codes of its form in general.

    Args:
        right: the code that it should be, to which those below belong; may be empty.
    """
    for one in slip.statements:
        if one.source != CHECK or slip.block is not None:
            return False
        instance = text(one.record["instance"])
        is_of_codes = text(one.record["identity"]) in identities and instance in ("order", "unique", "parents")
        if not is_of_codes and code not in instance.split():
            return False
        if is_of_codes and instance != "order" and not _is_of_row(text(one.record["left"]).split(", "), code, right):
            return False
    return True


def _is_of_row(told: Sequence[str], code: str, right: str) -> bool:
    """True for a code, and for those that it leaves without their class or section."""
    return all(one == code or len(one) > len(code) and one.startswith((code, right or code)) for one in told)


def _is_in_row(account: Account, slip: Slip, code: str) -> bool:
    """True where the numbers that are thought wrong are those in a row of the code."""
    numbers = [account.numbers[name] for name in slip.culprit.members if name in account.numbers]
    is_row = all(one.source == "cell" and text(one.record["code"]) == code for one in numbers)
    return bool(numbers) and is_row and slip.cause is None and all(one.source == CHECK for one in slip.statements)


def _is_of(slip: Slip, right: str) -> bool:
    """True for what other forms ask of the right code, which the form has not."""
    told = [text(one.record["instance"]).split() if one.source == CHECK else [] for one in slip.statements]
    return bool(right) and slip.block is None and all(right in instance for instance in told)


def _is_missed(account: Account, slip: Slip, cell: Number, right: str) -> bool:
    """True for sums of the section of the right code that lack just what the row prints."""
    form = text(cell.record["form"])
    row = {
        text(number.record["measure"]): value_at(account, number.id)
        for number in account.numbers.values()
        if number.source == "cell" and text(number.record["form"]) == form and number.record["row"] == cell.record["row"]
    }
    section = right[: len(right) - 2]
    for one in slip.statements:
        instance = text(one.record["instance"]).split() if one.source == CHECK else []
        if slip.block is not None or len(instance) != 2 or instance[0] != section or len(one.rows) != 1:
            return False
        factors = one.rows[0].linear.coefficients
        gap = sum((factor * value_at(account, name) for name, factor in factors.items()), Fraction(0))
        reaches = [account.intervals[name] for name in factors]
        room = sum((each.high - each.low for each in reaches if each.high is not None and each.low is not None), Fraction(0))
        if not row.get(instance[1]) or abs(abs(gap) - row[instance[1]]) > room:
            return False
    return bool(section)


def _code_elsewhere(account: Account, cell: Number, form: str) -> str:
    """The one code that other forms print beside the name of a row, and this form nowhere."""
    cells = [number.record for number in account.numbers.values() if number.source == "cell"]
    own = {text(record["code"]) for record in cells if text(record["form"]) == form}
    name = codes.fold_name(text(cell.record["label"]))
    same = {
        text(record["code"])
        for record in cells
        if text(record["form"]) != form and codes.fold_name(text(record["label"])) == name
        and len(text(record["code"])) == len(text(cell.record["code"]))
    }
    [*others] = same - own
    return others[0] if len(others) == 1 and len(same) == 1 else ""


def misnamed(slips: Sequence[Slip]) -> list[Slip]:
    """Where a form misnames a code, the text that names it rightly is not wrong beside the form."""
    found = list(slips)
    for slip in slips:
        told = compared(slip.culprit.statements[0])
        if told is None or told.head:
            continue
        shadows = [one for one in found if one is not slip and (_is_shadow(one, told) or _is_of_class(one, told))]
        if shadows:
            found = [one for one in found if one not in shadows]
            place = found.index(slip)
            told_too = [one for shadow in shadows for one in shadow.statements]
            culprit = replace(slip.culprit, statements=(*slip.culprit.statements, *told_too))
            found[place] = replace(slip, culprit=culprit)
    return found


def _is_of_class(slip: Slip, told: Compared) -> bool:
    """True for what forms ask of a class by the name that it has where another stands, or of the one named instead."""
    names = {codes.fold_name(name) for name in (told.right, *told.odd.values())}
    classes = {code for name, code in codes.class_by_name().items() if name in names} if not told.what.isdecimal() else set()
    instances = [text(one.record["instance"]).split() if one.source == CHECK and one.rows else [] for one in slip.statements]
    return slip.block is None and all(classes.intersection(instance) for instance in instances)


def _is_shadow(slip: Slip, told: Compared) -> bool:
    one = slip.culprit.statements[0]
    if one.kind != "item_name" or len(slip.culprit.statements) > 1:
        return False
    name, label = (codes.fold_name(each) for each in wrong_and_right(one))
    odd = told.odd.get(text(one.record["form"]), "")
    return codes.fold_name(odd) == label and codes.fold_name(told.right) == name


def alike(slips: Sequence[Slip], states: Mapping[str, str]) -> list[Slip]:
    """Words that are wrong in the same way, and all that an empty form contradicts, are one."""
    found: dict[object, Slip] = {}
    for slip in slips:
        key = _likeness(slip, states) or id(slip)
        if key in found:
            first, more = found[key], slip
            if slip.culprit.statements[0].kind == _ANNOUNCED != first.culprit.statements[0].kind:
                first, more = slip, first  # that a form is announced and not there says it best
            found[key] = replace(first, same=(*first.same, *more.culprit.statements, *more.same))
        else:
            found[key] = slip
    return list(found.values())


def _likeness(slip: Slip, states: Mapping[str, str]) -> tuple[str, ...] | None:
    [*statements] = slip.culprit.statements
    if len(statements) != 1:
        return None
    one = statements[0]
    if slip.number.value is not None:
        return _likeness_of_number(slip, one)
    record: Mapping[Any, Any] = one.record
    if one.source == CHECK:
        if (emptied := asked_to_be_empty(one)) and states.get(emptied) == _EMPTIED:
            return "form", emptied
        forms = [part for part in text(record["instance"]).split() if part in states]
        return ("form", forms[0]) if forms and states[forms[0]] in _EMPTY else None
    form = text(record["form"])
    if one.kind == _ANNOUNCED:
        return ("form", form) if states.get(form) == _EMPTIED else ("announced",)
    if one.kind == _LIST and not OTHER_HALF.read(text(record["note"])):
        return _LIST, text(record["section"]), text(record["block"])
    if one.kind == "nil" and states.get(form, "missing") in _EMPTY:
        return "form", form
    if one.kind == "item_name" and wrong_and_right(one)[1]:
        return ("name", *wrong_and_right(one))
    if one.kind in ("period", "as_of"):
        return "period", text(record["printed"]), text(record["low"]), text(record["section"])
    return None


def _likeness_of_number(slip: Slip, one: Judged) -> tuple[str, ...] | None:
    """Totals of one row left at nothing; amounts of one paragraph that are others than those of another."""
    record = one.record
    printed = text(slip.number.printed)
    if one.kind == "sum" and text(record["measure"]).startswith("total/") and _owner_is(slip, one):
        return "total", text(record["form"]), text(record["row"]), printed
    if one.kind == "amount" and slip.cause is None and text(record["block"]) and not slip.others:
        beside = [name for name in one.numbers if name not in slip.culprit.members]
        return ("amounts", text(record["block"]), *beside[1:]) if len(beside) == 1 and _is_sentence(slip) else None
    return None


def _owner_is(slip: Slip, one: Judged) -> bool:
    return slip.number.value is not None and not slip.number.value.value and slip.number.id in one.numbers


def _is_sentence(slip: Slip) -> bool:
    return slip.number.source == "sentence"


_UNIQUE = "unique"
_ANNOUNCED, _EMPTIED, _LIST = "announced", "emptied", "list"
_EMPTY = (_EMPTIED, "missing", "template")
