"""The frame `findings` of one account."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from .. import frames
from ..claims.severity import LAST_DIGIT
from ..errors import CellError
from ..facts import Forms, read_number
from ..frames import as_rows, operand_names, text
from ..identifiers import Identifiers
from ..verdicts import ROUNDING
from .arithmetic import Arithmetic
from .blocks import UNIT
from .causes import shown
from .diagnosis import diagnose
from .mending import Culprit
from .regions import OPEN
from .kinds import kind_of, severity_of
from .slip import Slip
from .omissions import omissions
from .names import compared, odd_numbers, right_word, wrong_and_right
from .naming import named, place_of, say, unit_name, word
from .power import watch
from .remarks import LANGUAGES, OMISSION, Material
from .sentences import Speaker, names_known
from .statements import CHECK, Account, Number, state

IMPOSSIBLE, PRINT = "impossible", "print"
SEVERITIES = ("gross", "ordinary", "last_digit")
GROUNDS = (IMPOSSIBLE, PRINT, OMISSION)
_SHOWN_OTHERS = 4


@dataclass(frozen=True)
class Found:
    """The frames `findings` (the gravest first) and `watch` of one account."""

    findings: pd.DataFrame
    watch: pd.DataFrame


def find(material: Material) -> Found:
    """The findings of an account, and how well its numbers are watched."""
    rows: list[dict[str, Any]] = []
    names = Identifiers("s")
    account = stated(material)
    touches = _touches(material.claims, material.index)
    shifted: set[str] = set()
    exchanged: set[str] = set()
    if account.violated or touches:
        slips, mender = diagnose(account, material.index.states, material.index.omissions)
        speaker = Speaker(Arithmetic(mender))
        shifted = {slip.block.form for slip in slips if slip.block is not None and slip.block.kind != UNIT}
        shifted |= {text(slip.number.record["form"]) for slip in slips if slip.number.source == "code"}
        exchanged = {number.id for slip in slips if slip.partner is not None for number in (slip.number, slip.partner)}
        rows += [_row_of_slip(slip, speaker, names) for slip in slips]
        rows += [_row_of_touch(told, cell, account, names) for cell, told in touches.items()]
    told = {name for row in rows for name in json.loads(row["statements"])}
    rows += omissions(material, names, told, shifted, exchanged)
    for row in rows:
        row["document_id"] = material.index.document_id
        first: dict[str, Any] = next(iter(json.loads(row["places"])), {})
        row["file"], row["place"] = first.get("file"), first.get("place")
        row["content"] = _content(row)
    rows.sort(key=lambda row: (GROUNDS.index(row["ground"]), SEVERITIES.index(row["severity"]), row["page"] or 0))
    return Found(frames.build("findings", rows), watch(account, material.index.document_id))


def stated(material: Material) -> Account:
    """The statements of an account as relations over its numbers."""
    return state(
        material.index, material.instances, material.checks, material.claims, material.trees
    )


def _row_of_slip(slip: Slip, speaker: Speaker, names: Identifiers) -> dict[str, Any]:
    account = speaker.account
    lead, _ = speaker.lead(slip.culprit, slip.number)
    places = _places(slip, account)
    right = _right(slip, speaker)
    row: dict[str, Any] = {
        "finding_id": names.give(*_identity(slip, places)),
        "severity": severity_of(slip),
        "ground": IMPOSSIBLE,
        "kind": kind_of(slip, lead),
        "page": next((place["page"] for place in places if "page" in place), None),
        "places": _json(places),
        "printed": _printed(slip) or None,
        "right": right or None,
        "unit": slip.number.unit or None,
        "cause": slip.cause.name if slip.cause else None,
        "cause_proof": slip.cause.proof if slip.cause else None,
        "statements": _json([one.name for one in slip.statements]),
        "alternatives": _json(
            [
                place_of(number) | ({"right": speaker.arithmetic.styled(shown(due.value, due), number)} if due else {})
                for number, due in slip.others
            ]
        ),
    }
    for language in LANGUAGES:
        row[f"sentence_{language}"] = _sentence(slip, speaker, right, language)
    return row


def _sentence(slip: Slip, speaker: Speaker, right: str, language: str) -> str:
    account = speaker.account
    count, joint = len(slip.statements), " " if language == "en" else ""
    if slip.block is not None:
        return speaker.of_block(slip.block, right, language) + speaker.suffix(count, (), language)
    if slip.partner is not None:
        told = say("exchanged_cells", language, place=named(slip.number, language), right=right,
                   other=named(slip.partner, language), printed=slip.number.printed)  # fmt: skip
        return told + speaker.suffix(count, (), language)
    if slip.against is not None or slip.way:
        return speaker.of_way(slip, language) + speaker.suffix(count, (), language)
    if slip.number.source == "code":
        return speaker.of_code(slip, language) + speaker.suffix(count, (), language)
    if slip.same and all(one.kind == "list" and names_known(account, one) for one in slip.statements):
        return speaker.of_list(slip, language)
    if slip.beside:
        return speaker.of_two_prints(slip, language) + speaker.suffix(count, (), language)
    if slip.number.value is None:
        told = speaker.of_number(slip.culprit, slip.number, right, language)
        if slip.same and len({one.kind for one in slip.statements}) == 1:
            return told + joint + say("same_at", language, count=count)
        return told + speaker.suffix(count, (), language)
    if slip.among:
        return _of_many(slip, speaker, language)
    told = speaker.of_number(slip.culprit, slip.number, right, language)
    for one in slip.same:  # other amounts of the paragraph, each with what the form prints for it
        if one.kind == "amount" and (number := account.numbers.get(one.name)) is not None:
            told += joint + speaker.of_number(Culprit((one.name,), OPEN, (one,)), number, "", language)
    return told + speaker.suffix(count, _named_beside([number for number, _ in slip.others], slip.number, language), language)


def _of_many(slip: Slip, speaker: Speaker, language: str) -> str:
    """A sum of which one number is wrong and nothing tells which."""
    parts = [number for number in slip.among if number.id != slip.number.id]
    told = speaker.of_many(slip.culprit, slip.number, len(parts), len(parts) < len(slip.among), language)
    told += speaker.among(_named_beside(parts, slip.number, language), language)
    return told + speaker.suffix(len(slip.statements), (), language)


def _named_beside(numbers: Sequence[Number], beside: Number, language: str) -> list[str]:
    """The first of the numbers that may be wrong instead, and how many more there are."""
    listed = [_short_name(number, beside, language) for number in numbers[:_SHOWN_OTHERS]]
    more = len(numbers) - len(listed)
    return [*listed, say("more_of_them", language, count=more)] if more else listed


def _short_name(number: Number, beside: Number, language: str) -> str:
    """An alternative by its words, which show what is printed; of a cell what it prints."""
    told = named(number, language, beside=beside)
    if number.source == "cell" or number.printed not in told:
        is_number = number.value is not None and any(letter.isdecimal() for letter in number.printed)
        printed = number.printed + unit_name(number.unit, language) if is_number else number.printed
        told += (" " if language == "en" or number.source == "cell" else "") + (printed or word("words", "blank", language))
    return told


def _places(slip: Slip, account: Account) -> list[dict[str, Any]]:
    """The first place is that of the number by which the slip is named."""
    if slip.block is not None and slip.block.kind == UNIT:
        return [place_of(one) for one in (slip.number, *(account.numbers[name] for name in slip.block.proof[0]))]
    if slip.block is not None:
        first = dict.fromkeys(cell for cell, _ in slip.block.proof)
        return [place_of(account.numbers[name]) for name in dict.fromkeys([*first, *slip.block.cells])]
    told = compared(slip.culprit.statements[0])
    if told is not None and (odd := odd_numbers(account, told)):
        return [place_of(one) for one in odd]
    names = (*slip.culprit.members, *slip.culprit.hidden)
    if slip.against is not None:
        return [place_of(slip.number), place_of(slip.against)]
    if slip.among:
        return [place_of(one) for one in slip.among]
    if slip.number.source == "code":
        return [place_of(slip.number)]
    if not names:  # no number mends the relation: all of its numbers are shown
        mentioned = (name for one in slip.statements for name in one.numbers)
        names = tuple(name for name in mentioned if name in account.numbers and account.numbers[name].printed)
    numbers = [slip.number, *(account.numbers[name] for name in names), *slip.beside]
    numbers += [
        Number(one.name, "word", text(one.record.get("printed")), text(one.record.get("unit")), None, one.record) for one in slip.same
    ]
    return [place_of(one) for one in {one.id: one for one in numbers}.values()]


def _identity(slip: Slip, places: Sequence[Mapping[str, Any]]) -> tuple[Sequence[str], str, str]:
    """What a finding is named by: a cell, a statement of the text, an instance of an identity."""
    if slip.block is not None or "form" in places[0]:
        is_of_cells = slip.block is not None and slip.block.kind != UNIT
        first = min(places, key=lambda one: _key(one)) if is_of_cells else places[0]
        return [first["form"], first.get("row", ""), first["measure"]], "", ""
    if "claim" in places[0]:
        return [places[0]["claim"]], places[0].get("section", ""), places[0]["printed"]
    return [places[0].get("identity", ""), places[0].get("instance", "")], "", ""


def _key(place: Mapping[str, Any]) -> tuple[str, str, str]:
    return place["form"], place["row"], place["measure"]


def _printed(slip: Slip) -> str:
    """Of a name the part that is wrong; nothing where no number can be singled out."""
    if slip.among or slip.beside:
        return ""
    if slip.number.value is None and slip.culprit.statements[0].kind == "item_name":
        return wrong_and_right(slip.culprit.statements[0])[0] or slip.number.printed
    return slip.number.printed


def _right(slip: Slip, speaker: Speaker) -> str:
    if slip.way:
        return word("ways", slip.way, "zh")
    if slip.block is not None and slip.block.unit:
        return slip.block.unit
    if slip.code:
        return slip.code
    if slip.right is not None:
        return speaker.arithmetic.styled(shown(slip.right.value, slip.right), slip.number)
    first = slip.culprit.statements[0]
    if first.source != CHECK and (slip.number.value is None or first.kind in ("period", "as_of")):
        return right_word(first)
    return ""


# --- ground `print` --------------------------------------------------------------------------------


def _touches(claims: pd.DataFrame, index: Forms) -> dict[str, list[Mapping[Any, Any]]]:
    """Amounts of the text that touch the form's print of the same quantity in one point only.

    Both print the same last digit, and no form prints the digits of the text. By the cell; equal
    prints of the text are one.
    """
    found: dict[str, list[Mapping[Any, Any]]] = {}
    chosen = claims[(claims["kind"] == "amount") & (claims["verdict"] == ROUNDING)]
    for claim in as_rows(chosen):
        try:
            own = read_number(text(claim["printed"]), text(claim["unit"]), "amount")
        except CellError:
            continue
        cells = [index.by_id[name] for name in operand_names(claim) if name in index.by_id]
        if any(_is_printed_beside(index, cell.id, own.value) for cell in cells):
            continue
        for cell in cells:
            number = cell.number
            if number is not None and number.resolution == own.resolution and own.interval.touches(number.interval):
                found.setdefault(cell.id, []).append(claim)
                break
    return found


def _is_printed_beside(index: Forms, cell: str, value: Fraction) -> bool:
    """True where some form prints a value in the row of a cell's role."""
    role = cell.split("/")[-2] if cell.count("/") else ""
    facts = (
        fact
        for rows in index.rows.values()
        for cells in rows.get(role, [])
        for fact in cells.values()
    )
    return any(fact.number is not None and fact.number.value == value for fact in facts)


def _row_of_touch(
    claims: Sequence[Mapping[Any, Any]], cell: str, account: Account, names: Identifiers
) -> dict[str, Any]:
    told = [
        Number(str(claim["claim_id"]), "sentence", text(claim["printed"]), text(claim["unit"]), None, claim)
        for claim in claims
    ]
    own, claim, other = told[0], claims[0], account.numbers[cell]
    places = [place_of(one) for one in (*told, other)]
    row: dict[str, Any] = {
        "finding_id": names.give([own.id, PRINT], text(claim["section"]), own.printed),
        "severity": LAST_DIGIT,
        "ground": PRINT,
        "kind": "touch",
        "page": places[0].get("page"),
        "places": _json(places),
        "printed": own.printed,
        "unit": own.unit or None,
        "statements": _json([one.id for one in told]),
        "alternatives": "[]",
    }
    for language in LANGUAGES:
        sentence = say(
            "touch", language, place=named(own, language), value=other.printed,
            unit=unit_name(own.unit, language), other=named(other, language),
        )  # fmt: skip
        if len(told) > 1:
            sentence += (" " if language == "en" else "") + say("same_at", language, count=len(told))
        row[f"sentence_{language}"] = sentence
    return row


def _content(row: Mapping[str, Any]) -> str:
    """A hash of what a finding says: of the numbers and places, not of the wording."""
    printed = [place.get("printed", "") for place in json.loads(row["places"])]
    said = json.dumps([row["ground"], row.get("printed"), row.get("right"), printed], ensure_ascii=False)
    return "h" + hashlib.sha256(said.encode()).hexdigest()[:8]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)

