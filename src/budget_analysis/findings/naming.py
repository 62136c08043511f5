"""Where a number stands: as a place for machines, and as words in both languages."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from .. import codes, specs, terms
from ..amounts import FEN_PER_UNIT, parse_amount
from ..errors import CellError
from ..frames import text
from ..relations.identities import load_identities
from .statements import Judged, Number, Record


def wording() -> dict[str, Any]:
    """The words of `specs/findings.toml`."""
    return specs.load("findings.toml")


def word(table: str, name: str, language: str) -> str:
    """A kind, ground, severity, cause or other word; an unknown one stays itself."""
    entry = wording()[table].get(name)
    return str(entry[language]) if entry else name


def say(sentence: str, language: str, **values: object) -> str:
    return terms.fill(str(wording()["sentences"][sentence][language]), **values)


def due(said: str, language: str) -> str:
    """What a structural check has or expects, which it says in English; what it only lists stays."""
    for entry in wording()["due"].values():
        found = re.fullmatch(entry["pattern"], said)
        if found:
            joint = " or " if language == "en" else "或"
            parts = {name: part.replace(" or ", joint) for name, part in found.groupdict().items()}
            if "form" in parts:
                parts["form"] = form_name(parts["form"], language)
            return terms.fill(str(entry[language]), **parts)
    return said


def place_of(number: Number) -> dict[str, Any]:
    """A place as it is kept in `places`: what is not known is left out.

    A cell has page, form, row, code, measure and box; what stands above a form's table page, form,
    measure (title, department, unit) and box; a sentence page, section, block, start, end and
    quote; all have what is printed, and file and place where there are such.
    """
    record = number.record
    if number.source in ("cell", "label", "code"):
        place = {
            "page": _whole(record["page"]),
            "form": text(record["form"]),
            "row": text(record["figure_id"]).split("/")[-2],
            "measure": text(record["measure"]),
            "label": text(record["label"]),
            "box": _box(record),
            **_standing(record),
        }
    elif number.source == "head":
        place = {
            "page": record["page"],
            "form": record["form"],
            "measure": record["head"],
            "box": [record[edge] for edge in _EDGES if edge in record],
        }
    elif "claim_id" in record:
        place = {
            "page": _whole(record["page"]),
            "section": text(record["section"]),
            "block": _whole(record["block"]),
            "start": _whole(record["start"]),
            "end": _whole(record["end"]),
            "quote": text(record["quote"]),
            "claim": text(record["claim_id"]),
            **_standing(record),
        }
    else:
        place = {"identity": text(record["identity"]), "instance": text(record["instance"])}
    place["printed"] = number.printed
    place["unit"] = number.unit
    return {name: value for name, value in place.items() if value not in (None, "", [])}


_PAGE_OF_FILE = re.compile(r"p\.(\d+)")
_PAGE_ONLY = {"page", "file", "place"}
_EDGES = ("x0", "y0", "x1", "y1")


def _standing(record: Record) -> dict[str, str]:
    """File and place of a cell or a sentence, where the account has several files, or no pages."""
    return {name: text(record.get(name)) for name in ("file", "place")}


def _at(record: Record, language: str) -> str:
    """The page in words, or what tells the place where there is none."""
    file, place = _standing(record).values()
    page = _PAGE_OF_FILE.fullmatch(place)
    if page:
        return word("words", "page_of_file", language).format(file=file, page=page[1])
    if file or place:
        return word("words", "place", language).format(place=f"{file} {place}".strip())
    number = text(record.get("page"))
    return word("words", "page", language).format(page=number) if number else ""


def _whole(value: Any) -> int | None:
    return int(value) if text(value) else None


def _box(record: Record) -> list[float]:
    edges = [record[edge] for edge in _EDGES]
    return [float(edge) for edge in edges] if all(text(edge) for edge in edges) else []


def named(number: Number, language: str, is_quoted: bool = True, beside: Number | None = None) -> str:
    """A place in words, with its page; of a sentence with the words around the number.

    Args:
        beside: a place that has been named already; a number of the same section and page is
            then told by its words alone.
    """
    record = number.record
    if beside is not None and "claim_id" in record and is_quoted and _is_of_same_page(record, beside.record):
        quote = word("words", "quoted", language).format(quote=_short(number))
        return quote if language == "zh" else " ".join(filter(None, (gloss_of(record), quote)))
    at = _at(record, language)
    if number.source == "cell":
        form = form_name(text(record["form"]), language)
        row, measure = row_name(record, language), terms.column(text(record["form"]), text(record["measure"]), language)
        if measure == terms.name("amount", language):
            measure = ""
        if language == "zh":
            return f"{form}“{row}”{measure}{at}"
        return ", ".join(filter(None, (form, row, measure))) + at
    if number.source in ("label", "code"):
        return form_name(text(record["form"]), language) + at
    if number.source == "head":
        form = form_name(text(record["form"]), language)
        return word("heads", text(record["head"]), language).format(form=form) + at
    if "claim_id" in record:
        section = section_name(text(record["section"]), language)
        words = _short(number) if is_quoted else ""
        quote = word("words", "quoted", language).format(quote=words) if words else ""
        if language == "zh":
            return f"{section}{at}{quote}"
        return f"{section}{at}, " + " ".join(filter(None, (gloss_of(record), quote))) if quote else f"{section}{at}"
    return identity_name(text(record["identity"]), language)


def gloss_of(record: Record) -> str:
    """In English what a number of the text is of, for whoever cannot read the words around it."""
    row, kind = text(record.get("row")), text(record.get("kind"))
    of = codes.name("function", row, "en") if row.isdecimal() else None
    if of is None and row and row not in _TOTALS and terms.name(row, "zh") != row:
        of = terms.name(row, "en")
    if text(record.get("subject")).split(" ; ")[0].endswith("/change"):  # also one that is recorded only
        kind = "change"
    what = wording()["glosses"].get(kind)
    return " ".join(filter(None, (f"{what} of" if what and of else what, of)))


_TOTALS = ("total", "grand_total")


def _is_of_same_page(record: Record, other: Record) -> bool:
    return all(text(record.get(name)) == text(other.get(name)) for name in ("section", "page")) and "claim_id" in other


def place_in_words(place: Record, language: str) -> str:
    """A place as kept in `places`, with what is printed there."""
    record = dict.fromkeys(("page", "code", "label", "role", "quote", "section", "identity", "instance"))
    record |= place
    if "row" in place:
        is_code = str(place["row"]).isdecimal()
        record |= {"role": place["row"], "code": place["row"] if is_code else None}
    if "claim" in place:
        record |= {"claim_id": place["claim"]}
    source = "cell" if "form" in place else "sentence"
    if "form" in place and "row" not in place and "measure" in place:
        source, record["head"] = "head", place["measure"]
    if source == "cell" and "measure" not in place:
        return form_name(str(place["form"]), language) + _at(place, language)
    if set(place) <= _PAGE_ONLY:
        return _at(place, language).strip(" ()（）")
    number = Number("", source, "", "", None, record)
    unit = unit_name(str(place.get("unit", "")), language)
    printed = f"{place['printed']}{unit}" if place.get("printed") else word("words", "blank", language)
    return f"{named(number, language)}: {printed}"


def _short(number: Number) -> str:
    """The words around a number; of long ones the beginning, and the end where the number stands."""
    quote = text(number.record["quote"]).replace("“", "‘").replace("”", "’")
    if len(quote) <= _LONGEST:
        return quote
    place = quote.rfind(number.printed) if number.printed else -1
    if place < 0 or place + len(number.printed) < _LONGEST:  # a name stands in the record with other brackets
        return shortened(quote, _LONGEST)
    tail = quote[place:][: _LONGEST // 2]
    return shortened(quote, _LONGEST - len(tail)) + tail


def shortened(quote: str, most: int) -> str:
    """The beginning of a long quotation and `…`, of this length at most; no bracket is left open near the end."""
    if len(quote) <= most:
        return quote
    head = quote[: most - 1]
    while (opened := _unclosed(head)) >= most // 2:  # one that opens before has most of the words in it
        head = head[:opened]
    return head + "…"


def _unclosed(told: str) -> int:
    """Where the last bracket opens that is not closed; -1 where there is none."""
    opened: list[int] = []
    for at, letter in enumerate(told):
        if letter in "（(":
            opened.append(at)
        elif letter in "）)" and opened:
            opened.pop()
    return opened[-1] if opened else -1


_LONGEST = 40


def form_name(form: str, language: str) -> str:
    known = specs.forms().get(form)
    return str(getattr(known, language)) if known else terms.name(form, language)


def form_name_of(one: Judged, language: str) -> str:
    """What a structural check is about: a form by name, else the instance."""
    instance = text(one.record["instance"])
    names = [word("instances", part, language) for part in instance.split(" ")]
    return " ".join(form_name(name, language) for name in names)


def row_name(record: Record, language: str) -> str:
    """Code and name of a row; in English the English of its name, else the printed name as a quotation."""
    code, label, role = (text(record[column]) for column in ("code", "label", "role"))
    if language == "zh":
        return f"{code} {label}".strip() or terms.name(role, language)
    if not code and role.isdecimal():  # a class on a form that prints no codes
        return f"{role} {codes.english('function', role, label) or ''}".strip()
    if not code:
        return terms.name(role, language) if role else label
    return f"{code} {english_name(record) or (f'“{label}”' if label else '')}".strip()


def english_name(record: Record) -> str:
    """The English of a row that has a code, by the classification or by its printed name; empty where it has none."""
    known = specs.forms().get(text(record["form"]))
    classification = known.codes if known and known.codes else "function"
    return codes.english(classification, text(record["code"]), text(record["label"])) or ""


def row_of_code(code: str, language: str) -> str:
    """A code as it is spoken of; the ordinal of a class of expenditure (十六) with its word."""
    return code if code.isdecimal() else word("words", "class_of", language).format(ordinal=code)


def section_name(section: str, language: str) -> str:
    for entry in specs.load("sections.toml")["section"]:
        if entry["id"] == section:
            return str(entry[language])
    known = wording()["words"].get(f"section_{section}")
    if known:
        return str(known[language])
    return terms.name(section, language) if section else ""


@cache
def identity_name(identity: str, language: str) -> str:
    for one in load_identities().all:
        if one.id == identity:
            return _FORM.sub(lambda found: _form_of(found, language), {"zh": one.zh, "en": one.en}[language])
    return identity


def _form_of(found: re.Match[str], language: str) -> str:
    """The name of a form in the place of its number (T07, 07表)."""
    form = specs.load("identities.toml")["forms"].get(f"T{found[1] or found[2]}")
    return form_name(form, language) if form else found[0]


_FORM = re.compile(r"\bT(\d\d)\b|(\d\d)表")


def unit_name(unit: str, language: str, value: str = "") -> str:
    """A unit behind a number: 万元, or ` (10,000 yuan)` in English.

    Args:
        value: the number; English then tells it in yuan as well: ` (10,000 yuan; 22.09 million yuan)`.
    """
    if unit in ("%", "％"):
        return "%"
    if language == "zh" or not unit:
        return unit
    told = _UNITS.get(unit, "")
    in_yuan = _in_yuan(value, unit) if told.endswith(")") else ""
    return f"{told[:-1]}; {in_yuan})" if in_yuan else told


def _in_yuan(value: str, unit: str) -> str:
    """An amount in yuan as it is spoken: 22.09 million yuan; empty where it is none."""
    try:
        yuan = parse_amount(value).value * FEN_PER_UNIT[unit] / FEN_PER_UNIT["元"]
    except (CellError, KeyError):
        return ""
    for word_of, size in _SIZES:
        if abs(yuan) >= size:
            return f"{float(yuan / size):,.2f} {word_of} yuan"
    return f"{float(yuan):,.0f} yuan" if yuan else ""


_SIZES = (("billion", 10**9), ("million", 10**6))
_UNITS = {"万元": " (10,000 yuan)", "万": " (10,000 yuan)", "元": " yuan", "亿元": " (100 million yuan)", "千元": " (1,000 yuan)"}
