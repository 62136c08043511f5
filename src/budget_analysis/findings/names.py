"""Names: what a statement about one prints, what is right, and where the forms print another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .. import terms
from ..frames import text
from ..notes import NAME_OF_CLASS, NAME_OF_FORM, NAME_OF_LIST, OTHER_TITLES, TWO_NAMES
from ..relations.identities import load_identities
from .statements import CHECK, Account, Judged, Number

_NAMED = re.compile(r"\b([a-z_]{6,}): ([^,]+)")
"""How a check that compares forms names what each prints."""
_HEADS = {"department": "department", "fiscal_year": "title"}
"""What is compared in the heads of forms, and which head prints it."""


@dataclass(frozen=True)
class Compared:
    """Forms that print another name for something than the others: for a code, a department, a year.

    `odd` has form and name; `head` is where the name stands above the table, empty for a code.
    `is_tie`: two forms name it each in its own way. `is_classified`: not other forms, the classification
    has the name that is right.
    """

    what: str
    head: str
    odd: dict[str, str]
    right: str
    is_tie: bool
    is_classified: bool = False


def compared(one: Judged) -> Compared | None:
    """What a check of names compares; None for any other statement."""
    if one.source != CHECK:
        return None
    record = one.record
    rules = {listed.id: listed.rule for listed in load_identities().listed}
    rule, instance = rules.get(text(record["identity"])), text(record["instance"])
    if rule != "one_name" and (rule != "same_heading" or instance not in _HEADS):
        return None
    head = "" if rule == "one_name" else _HEADS[instance]
    odd = dict(_NAMED.findall(text(record["left"])))
    is_tie = text(record["note"]) == TWO_NAMES
    return Compared(instance, head, odd, text(record["right"]), is_tie, text(record["note"]) == NAME_OF_CLASS)


def asked_to_be_empty(one: Judged) -> str:
    """The form that a check asks to be empty together with what other forms print of it."""
    if one.source != CHECK or text(one.record["instance"]) == "statement":
        return ""
    rule = next((listed for listed in load_identities().listed if listed.id == text(one.record["identity"])), None)
    return str(load_identities().forms[rule.parameters["form"]]) if rule is not None and rule.rule == "empty_form" else ""


def odd_numbers(account: Account, told: Compared) -> list[Number]:
    """Where the odd names stand."""
    return [one for form, name in told.odd.items() for one in _printed(account, told, form, name)]


def other_numbers(account: Account, told: Compared) -> list[Number]:
    """Of two forms the one that prints what is thought right; of more none."""
    if not told.is_tie:
        return []
    others = [form for form in account.forms if form not in told.odd]
    return [one for form in others for one in _printed(account, told, form, told.right)]


def _printed(account: Account, told: Compared, form: str, name: str) -> Iterator[Number]:
    if told.head:
        yield head_of(account, form, told.head, name)
        return
    cells = (one for one in account.numbers.values() if one.source == "cell" and text(one.record["form"]) == form)
    own = next((one for one in cells if _is_row_of(one, told.what, name)), None)
    if own is not None:
        yield Number(own.id, "label", name, "", None, own.record)


def _is_row_of(number: Number, code: str, name: str) -> bool:
    """True for a cell in the row of a code, or of the class with that ordinal and name."""
    label = terms.fold(text(number.record["label"]))
    if text(number.record["code"]) == code:
        return True
    return not code.isdecimal() and label.startswith(code) and terms.fold(name) in label


def head_of(account: Account, form: str, head: str, printed: str) -> Number:
    """What stands above the table of a form (`title`, `department`, `unit`), as a place."""
    record = account.forms.get(form, {})
    page, *box = json.loads(text(record.get("heads")) or "{}").get(head, [None])
    edges = dict(zip(("x0", "y0", "x1", "y1"), box, strict=False))
    place = {"form": form, "head": head, "page": page, **edges}
    return Number(f"{form}/{head}", "head", printed, "", None, place)


def wrong_and_right(one: Judged) -> tuple[str, str]:
    """The wrong name and the form's or the list's own, of a claim about a name; empty where it says neither."""
    note = text(one.record["note"])
    if found := NAME_OF_FORM.read(note):
        return found["name"], found["right"]
    return (text(one.record["printed"]), found["right"]) if (found := NAME_OF_LIST.read(note)) else ("", "")


def right_word(one: Judged) -> str:
    """What a word should be, where the account says so."""
    record = one.record
    if one.kind == "item_name":
        return wrong_and_right(one)[1]
    if titled := OTHER_TITLES.read(text(record["note"])):
        return titled["right"]
    if one.kind in ("period", "as_of") and text(record["low"]) == text(record["high"]):
        return text(record["low"])
    return ""
