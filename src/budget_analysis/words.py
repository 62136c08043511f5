"""What pages and notebooks say in both languages, and what the data say for a reader; the words are data in `specs/site.toml`."""

from __future__ import annotations

import re
from functools import cache

from . import findings, specs, terms, texts
from .errors import SpecError
from .findings.holding import sign_of_check, sign_of_formula
from .findings.naming import form_name, section_name, unit_name

_NAMES = re.compile(r"(\[[^\]]*\])")
_CELL = re.compile(r"figure [0-9a-z]+/(\w+)/([^/\s]+)/(\w+)")
_FORM = re.compile(r"(\bform )(\w+_\w+)\b")
_PLACE = re.compile(r"(?<![\w/])(told|[a-z]+_[a-z_]+|procurement|spending|performance)/([^/\s“”;]+)(?:/(\w+))?")
"""What a statement speaks of: form, row and column, or the name that the text gives it."""
_COLUMN = re.compile(r"(?<=\bno column )(\w+)")
_NUMBER = re.compile(r"[\d,.]*\d")
_SIGNS = {"<=": "≤", ">=": "≥"}
_SENTENCE = re.compile(r"\S.*?(?:\.(?=\s)|$)", re.S)
_ADVICE = re.compile(r"\b(?:specs|docs)/|\bmake \w+|\bbudget-analysis \w+")
"""What in a message is for those who work on the kit."""
_ROLE = re.compile(r" \([a-z_]+\)")
"""The identifier behind the name of a row."""
_OPERATORS = (("<=", " ≤ "), (">=", " ≥ "), ("*", " × "), ("/", " ÷ "), ("-", " − "), ("+", " + "))
_BLOCKS = re.compile(r"block \d+ \(p\.\d+\)(?:, block \d+ \(p\.\d+\))*")
"""Paragraphs as messages of the data list them."""


def say(key: str, language: str, **values: object) -> str:
    """A word or sentence of the pages with its values filled in.

    Raises:
        SpecError: `specs/site.toml` has none of that name.
    """
    entry = specs.load("site.toml")["words"].get(key)
    if entry is None:
        raise SpecError(f'specs/site.toml has no words "{key}"')
    return terms.fill(str(entry[texts.known_language(language)]), **values)


def script_words(language: str) -> dict[str, str]:
    """The words that the script of the pages shows."""
    return {name: str(entry[language]) for name, entry in specs.load("site.toml")["script"].items()}


def notebook(name: str, language: str) -> str:
    """What a notebook asks, behind its number; its name where it is none of ours."""
    known = f"notebook_{name}" in specs.load("site.toml")["words"]
    return f"{name[:2]} {say(f'notebook_{name}', language)}" if known else name


def reason(note: str, language: str) -> str:
    """A note of the data for a reader: cells and forms by name, in Chinese the sentence that `specs/site.toml` has for it.

    A note without one says in Chinese that it stands in the data.
    """
    note = named(note, language)
    if language == "en" or not note:
        return note
    for pattern, told in _reasons():
        found = pattern.fullmatch(note)
        if found:
            return found.expand(told)
    return say("note_in_data", language)


def named(note: str, language: str) -> str:
    """A note of the data with the names of cells and forms in place of their identifiers."""

    def cell(found: re.Match[str]) -> str:
        told = [form_name(found[1], language), *(terms.column(found[1], one, language) for one in found.group(2, 3))]
        return f"[{' · '.join(told)}]"

    def place(found: re.Match[str]) -> str:
        if found[1] == "told":
            return f"“{found[2]}”"
        told = [form_name(found[1], language), terms.name(found[2], language) if found[2].isascii() else found[2]]
        return f"[{' · '.join([*told, *([terms.column(found[1], found[3], language)] if found[3] else [])])}]"

    note = _COLUMN.sub(lambda found: f"“{terms.name(found[1], language)}”", note)
    note = _PLACE.sub(place, _CELL.sub(cell, note))
    return _FORM.sub(lambda found: f"{found[1]}{form_name(found[2], language)}", note)


def rule(identity: str, language: str) -> str:
    """What an identity says, with the signs of arithmetic."""
    return findings.naming.identity_name(identity, language).replace("<=", "≤").replace(" - ", " − ")


def relation(formula: str) -> str:
    """The sign between the two sides of a formula, of which the range is their difference; empty for a formula of one value."""
    return _SIGNS.get(found := sign_of_formula(formula), found)


def sign(identity: str, about: str, is_broken: bool = False) -> str:
    """The sign between the two sides of an instance of an identity, as it holds or does not hold."""
    is_bound = sign_of_check(identity, about) == "<="
    return (">" if is_broken else "≤") if is_bound else ("≠" if is_broken else "=")


def statement(name: str, language: str) -> str:
    """A kind of claim, an identity by its number, or one instance of it, by what it says."""
    identity, _, about = name.partition(" ")
    said = rule(identity, language)
    if said == identity:
        return kind(name, language)
    return texts.say("header", language, name=said, unit=instance(about, language)) if about else said


def place(name: str, language: str) -> str:
    """A place in the reading: forms, rows and columns by name, boxes left out; others as they are."""
    for one in specs.load("site.toml")["place"]:
        found = re.fullmatch(one["pattern"], name)
        if found:
            parts = {key: part for key, part in found.groupdict().items() if part}
            named_ = {"form": form_name(parts.get("form", ""), language), "column": terms.column(parts.get("form", ""), parts.get("column", ""), language)}
            return str(one[language]).format(**{**parts, **named_})
    return name


def unit(printed: str, language: str) -> str:
    """A unit as printed (万元, 辆) or by its identifier, as it heads a column; one that is not known stays as it is."""
    for name in (printed, f"unit_{printed}"):
        known = texts.word(name, language)
        if known != name:
            return known
    return unit_name(printed, language).strip(" ()") or printed


def behind(printed: str, language: str) -> str:
    """A unit as printed, behind a number."""
    money = unit_name(printed, language)
    return money or (f" {unit(printed, language)}" if printed else "")


def kind(name: str, language: str) -> str:
    """What kind of statement a claim is."""
    entry = specs.load("ledger.toml")["kinds"].get(name)
    return str(entry[language]) if entry else texts.word(name, language)


def section(name: str, language: str) -> str:
    """The name of a section of the document."""
    known = section_name(name, language)
    return texts.word(name, language) if known == name and name else known


def annex_head(name: str, language: str) -> str:
    """What heads a column of an annex, `funds_role`, where pages say it otherwise than the dictionary; else empty."""
    known = specs.load("site.toml")["annex_heads"].get(name)
    return str(known[language]) if known else ""


def of_annex(name: str, language: str) -> str:
    """What a row or column of an annex means; empty where its printed label alone says it."""
    entry = specs.load("site.toml")["annex"].get(name)
    if entry is not None:
        return str(entry[language])
    known = texts.word(name, language)
    return "" if known == name and language == "zh" else known.replace("_", " ")


def reader(name: str, language: str) -> str:
    """How a file was read, `tabula+grid`, in words; what is not known as it is."""
    known = specs.load("site.toml")["readers"]
    return say("joined", language).join(str(known[one][language]) if one in known else one for one in name.split("+") if one)


def instance(name: str, language: str) -> str:
    """What a check is about: its rows and columns by their names."""
    told = []
    for part in name.replace("at most ", "at_most ").split(" "):
        own = specs.load("site.toml")["instance"].get(part)
        known = str(own[language]) if own else findings.word("instances", part, language)
        told.append(known if known != part else form_name(part, language))
    return " ".join(told)


def problem(kind: str, message: str, language: str) -> str:
    """A problem of the reading: in Chinese as the data has it, else what its kind means; in English its message without what it advises developers."""
    if language == "en":
        return " ".join(one for one in _SENTENCE.findall(named(message, language)) if not _ADVICE.search(one)) or message
    for one in specs.load("site.toml")["problem"]:
        found = re.search(one["en"], message)
        if found:
            return _ROLE.sub("", found.expand(one["zh"])).replace(", ", "、")
    entry = specs.load("site.toml")["problems"].get(kind)
    return str(entry) if entry else say("note_in_data", "zh")


def notice(message: str, language: str) -> str:
    """What is odd, as `specs/site.toml` has it for a message of the data; in English the message where it has none."""
    message = _BLOCKS.sub(lambda listed: _pages(listed[0], language), message)
    for one in specs.load("site.toml")["notice"]:
        found = re.fullmatch(one["en"], message)
        if found:
            told = one["zh"] if language == "zh" else one.get("said", "")
            return found.expand(told) if told else message
    return named(message, language) if language == "en" else say("note_in_data", "zh")


def _pages(blocks: str, language: str) -> str:
    """The pages of listed blocks, each once."""
    pages = dict.fromkeys(re.findall(r"p\.(\d+)", blocks))
    return say("joined", language).join(say("page", language, page=page) for page in pages)


def cause(name: str, proof: str, language: str, key: str = "cause") -> str:
    """What a slip probably was, and how its arithmetic shows it, for a reader who has never seen one."""
    entry = specs.load("site.toml")["cause_said"].get(name, {})
    found = re.fullmatch(entry["proof"], proof) if entry else None
    told = say(key, language, cause=findings.word("causes", name, language), said=found.expand(entry[language]) if found else "")
    return told.strip()


def cause_with_proof(name: str, proof: str, language: str) -> str:
    """The same for a table that has a head, with the arithmetic where the sentence does not hold its numbers."""
    said = cause(name, proof, language, "cause_in_column")
    return said if all(number in said for number in _NUMBER.findall(proof)) else f"{said} {proof}"


def phrase(formula: str, language: str) -> str | None:
    """What stands for a formula that is a phrase, in the reader's language; None for one over numbers."""
    for pattern, told in _phrases():
        found = pattern.fullmatch(formula)
        if found:
            return found.expand(told[language]) if told[language] else formula
    return None


def signs(text: str) -> str:
    """A formula with × ÷ − ≤ in place of * / - <=."""
    parts = _NAMES.split(text)  # every other one is a name in brackets
    for at in range(0, len(parts), 2):
        for plain, sign in _OPERATORS:
            parts[at] = parts[at].replace(plain, sign)
    return " ".join("".join(parts).split())


@cache
def _reasons() -> list[tuple[re.Pattern[str], str]]:
    return [(re.compile(one["en"]), one["zh"]) for one in specs.load("site.toml")["reason"]]


@cache
def _phrases() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """The phrases of the data with what is said for each; in English mostly the phrase itself."""
    told = [(one["en"], {"zh": one["zh"], "en": one.get("said", "")}) for one in specs.load("site.toml")["phrase"]]
    return [(re.compile(data), said) for data, said in told]
