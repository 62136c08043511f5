"""The words of `specs/sentences/`: what each means, in the section in which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

from .. import codes, specs, terms
from ..errors import SpecError

BUDGETS = ("budget", "adjusted_budget", "any_budget")
"""What an amount or a comparison says of a budget: the initial one, the adjusted one, any."""
_CHOICE = re.compile(r"\[([^\[\]]*)\]|\{([^{}]*)\}")
_ELSEWHERE = "elsewhere"
_once: dict[Word, Word] = {}
"""Most words mean the same in all sections: each is held once."""


@dataclass(frozen=True, slots=True)
class Word:
    """A phrase with a meaning.

    `refs` are the figures that a subject is (the first, then the same quantity on other forms),
    `others` those that it may be as well. A `head` is a bare noun such as 支出: behind another
    subject it adds nothing.
    """

    text: str
    kind: str
    value: str = ""
    refs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    is_head: bool = False
    is_short: bool = False
    """It is that word only beside another such word, both with an amount: （人员70.00万元、公用8.00万元）."""


def expand(pattern: str) -> Iterator[str]:
    """All phrases that a pattern stands for: of `[a|b]` one or none, of `{a|b}` one."""
    match = _CHOICE.search(pattern)
    if match is None:
        yield pattern
        return
    optional, required = match.groups()
    for choice in ("", *optional.split("|")) if required is None else required.split("|"):
        yield from expand(pattern[: match.start()] + choice + pattern[match.end() :])


@cache
def words_of(section: str) -> tuple[Word, ...]:
    """The words that count in a section.

    Raises:
        SpecError: a phrase names two different subjects in one section.
    """
    found: dict[str, Word] = {}
    for entry in specs.load("sentences/subjects.toml")["subject"]:
        for word in _subject_words(entry, section):
            known = found.setdefault(word.text, _once.setdefault(word, word))
            if known.refs != word.refs:
                raise SpecError(f'subjects.toml: "{word.text}" is two subjects in {section}')
    for entry in per_unit():
        for spoken_of, patterns in (("", entry["words"]), (entry["amount"], entry["bare"])):
            for phrase in (one for pattern in patterns for one in _phrases(pattern)):
                found.setdefault(phrase, Word(phrase, "per", spoken_of, (entry["ref"],)))
    spent = found["支出"].refs if "支出" in found else ()
    for word in _aspects():
        found.setdefault(word.text, word)
    for text in group("spent"):  # 全镇决算支出4195.82万元: where nothing else is spoken of, all that was spent
        if text in found and found[text].kind == "actual":
            found[text] = replace(found[text], refs=spent)
    for word in _beside_subjects():
        found.setdefault(word.text, word)
    return tuple(found.values())


@cache
def _phrases(pattern: str) -> tuple[str, ...]:
    """The folded phrases of a pattern, of which each section asks again."""
    return tuple(text for phrase in expand(pattern) if (text := terms.fold(phrase)))


@cache
def _aspects() -> tuple[Word, ...]:
    """What an amount is: a budget or the actual one; the same words in all sections."""
    told: Mapping[str, Sequence[str]] = specs.load("sentences/words.toml")["aspect"]
    return tuple(word for value, patterns in told.items() for word in _words(patterns, "actual" if value == "actual" else "budget", value))


@cache
def _beside_subjects() -> tuple[Word, ...]:
    """All other words, which mean the same in all sections."""
    data = specs.load("sentences/words.toml")
    valued = (_words(patterns, kind, value) for kind in ("completion", "comparison") for value, patterns in data[kind].items())
    return tuple(word for words in (*valued, *(_words(patterns, kind) for kind, patterns in data["words"].items())) for word in words)


@lru_cache(maxsize=1)
def short_places(text: str) -> frozenset[int]:
    """Where two short names stand side by side, each with its amount of money: （人员70.00万元、公用8.00万元）."""
    return frozenset(match.start(name) for match in _short_pair().finditer(text) for name in (1, 2))


@cache
def _short_pair() -> re.Pattern[str]:
    names = "|".join(re.escape(word) for entry in specs.load("sentences/subjects.toml")["subject"] for word in entry.get("short", ()))
    amount = r"\d[\d,]*(?:\.\d+)?[亿万千]?元"
    return re.compile(rf"(?<![^\W\d])({names}){amount}[、,和及]({names})(?={amount})")


@cache
def group(name: str) -> tuple[str, ...]:
    """Single words of which a rule of reading asks, whatever their kind."""
    return tuple(specs.load("sentences/words.toml")["groups"][name])


def budget_named(comparison: str) -> str:
    """Which budget a comparison names: `budget`, `adjusted_budget`, or `any_budget`."""
    names: Mapping[str, Sequence[str]] = specs.load("sentences/words.toml")["budget_names"]
    return next((name for name, words in names.items() if any(word in comparison for word in words)), "any_budget")


def budget_called(kind: str, words: str) -> str:
    """What an account calls a budget of this kind, by its own words: `full_year_budget` for 全年预算数, else the kind."""
    called: Mapping[str, Sequence[str]] = specs.load("sentences/words.toml")["budget_called"]
    if kind != "adjusted_budget" or any(word in words for word in called["unless"]):
        return kind
    return next((name for name, told in called.items() if name != "unless" and any(word in words for word in told)), kind)


def comparing_word(comparison: str) -> str:
    """The word that compares: 小于 of 支出决算数小于预算数."""
    return next((word for word in group("compares") if word in comparison), comparison)


def top(section: str) -> str:
    """The section of the account that a subsection belongs to."""
    return section.split(".")[0]


def whole_of(section: str) -> str:
    """What a share of this section is a share of where no whole is named; may be empty."""
    return _told_by("wholes").get(top(section), "")


def is_whole(refs: Sequence[str]) -> bool:
    """True for a figure that shares are usually told of: a whole of a section, or a grand total."""
    return bool(refs) and (refs[0] in _told_by("wholes").values() or "/grand_total_" in refs[0])


def is_total(refs: Sequence[str]) -> bool:
    """True for all revenue or expenditure of an account or of one kind of money."""
    return bool(refs) and any(name in refs[0].split("/") for name in ("revenue_total", "expenditure_total"))


def of_the_year(refs: Sequence[str]) -> list[str]:
    """What a grand total is without balances: the revenue or expenditure of the year; none of any other figure."""
    totals = _told_by("of_the_year")
    return [totals[ref] for ref in refs[:1] if ref in totals]


def grand_of(refs: Sequence[str]) -> list[str]:
    """The grand total, with balances, of the revenue or expenditure of the year; none of any other figure."""
    return [grand for grand, year in _told_by("of_the_year").items() if year in refs[:1]]


def closing_of(refs: Sequence[str]) -> str:
    """The balance at the end of the year of one at its beginning; empty for any other figure."""
    openings: Mapping[str, str] = specs.load("sentences/judging.toml")["opening"]
    return next((closing for closing, opening in openings.items() if opening in refs[:1]), "")


def side_of(ref: str) -> str:
    """`revenue` for a figure of revenue, else `expenditure`; empty for none."""
    is_revenue = ref.startswith("revenue_by_") or "revenue" in ref.partition("/")[2]
    return "revenue" if is_revenue else "expenditure" if ref else ""


def is_of_the_year(ref: str) -> bool:
    """True for the whole revenue or expenditure of a year without balances."""
    return ref in _told_by("of_the_year").values()


def item_form(section: str) -> str:
    """The form by function of which a section names classes and items; empty where it is open."""
    return _told_by("item_forms").get(top(section), "")


def item_measure(form: str) -> str:
    """The column of a form that the amount of a class or item stands in."""
    measures = _told_by("item_measures")
    return measures.get(form, measures["usual"])


@cache
def leading_letters() -> frozenset[str]:
    """Words of one character that may begin an unknown run."""
    return frozenset(specs.load("sentences/words.toml")["leading"]["letters"])


@cache
def whole_words() -> tuple[str, ...]:
    """Words that begin with one of them and are whole: 计划 is no sum."""
    return tuple(specs.load("sentences/words.toml")["leading"]["whole"])


@cache
def whole_account(refs: Sequence[str], words: str) -> tuple[str, ...]:
    """The same of the whole account, where the words for the whole of a share do not name the money."""
    accounts = _told_by("shares_of")
    is_named = any(word in words for word in group("money"))
    return tuple(accounts[ref] for ref in refs[:1] if ref in accounts and not is_named)


def is_named_alike(refs: Sequence[str]) -> bool:
    """True for a part that several wholes have by the same name: 基本支出, 项目支出."""
    parts: Mapping[str, Mapping[str, str]] = specs.load("sentences/subjects.toml")["parts_of"]
    return bool(refs) and any(refs[0] in (*own, *own.values()) for own in parts.values())


def part_of(whole: tuple[str, ...], refs: tuple[str, ...]) -> tuple[str, ...]:
    """The part of a whole that is told by the name of a part of another whole; empty where it is its own."""
    parts: Mapping[str, Mapping[str, str]] = specs.load("sentences/subjects.toml")["parts_of"]
    own = parts.get(whole[0], {}) if whole else {}
    return tuple(own[ref] for ref in refs[:1] if ref in own)


def is_balance(refs: tuple[str, ...]) -> bool:
    """True for what was left over, at the beginning or at the end of the year."""
    return bool(refs) and "_balance" in refs[0]


def spent_of_same_money(revenue: str, spent: str = "") -> tuple[str, ...]:
    """The expenditure of the money that a revenue is of, where `spent`, if told, is the whole expenditure; else empty."""
    entries: Mapping[str, Any] = specs.load("sentences/subjects.toml")["same_money"]
    return tuple(entries["spent"].get(revenue, ())) if not spent or spent in entries["wholes"] else ()


def is_noun(text: str) -> bool:
    """True for a run of characters that ends like the name of an expenditure or a revenue."""
    endings = specs.load("sentences/subjects.toml")["nouns"]["endings"]
    return text.endswith(tuple(endings)) and is_harmless_name(text)


def is_harmless_name(text: str) -> bool:
    """True for a run of characters without a word by which it would mean something else than it names."""
    nouns = specs.load("sentences/subjects.toml")["nouns"]
    for word in nouns["harmless"]:
        text = text.replace(word, "")
    return not any(word in text for word in nouns["dangerous"])


@cache
def counted() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What is counted: word, figure, units; longest word first."""
    entries: Mapping[str, Any] = specs.load("sentences/subjects.toml")["counted"]
    listed = [
        (terms.fold(word), ref, tuple(entry["units"]))
        for ref, entry in entries.items()
        for word in entry["words"]
    ]
    return tuple(sorted(listed, key=lambda row: -len(row[0])))


def per_unit() -> Sequence[Mapping[str, Any]]:
    """What is spent on each: `words`, `bare` words, `ref`, the figure `amount`, what is `counted`, its `units`."""
    entries: Sequence[Mapping[str, Any]] = specs.load("sentences/subjects.toml")["per"]
    return entries


@cache
def class_names() -> re.Pattern[str]:
    """Names of functional classes that stand without (类); without 支出 too where an amount follows and no other word stands before.

    公共安全支出—司法—行政运行: with section and item, where dashes join the three.
    """
    known = sorted(codes.class_by_name(), key=len, reverse=True)
    names, told_alone = ("|".join(map(re.escape, some)) for some in (known, [name for name in known if name not in group("others")]))
    begins = r"(?:(?<![一-龥])|(?<=其中)|(?<=包括))"
    amount = r"(?=[,:]?(?:(?:年初|全年|调整)?预算数?|决算数?)?为?\d[\d,]*(?:\.\d+)?(?:万|千|亿)?元)"  # 农林水1043.25万元
    code = r"(?:\(\d{3}类?\))?(?:类|方面)?"
    name = r"[^,.;:。()、\d%/—-]{2,40}"
    chain = rf"(?P<type>{names})(?:支出)?[-—]{{1,2}}(?P<section>{name})[-—]{{1,2}}(?P<item>{name}?)(?=年初|全年|调整|预算|支出决算|决算|[\d,:。(]|$)"
    return re.compile(rf"{chain}|(?P<name>{names}){code}支出(?:\(\d{{3}}类?\)|类)?|{begins}(?P<bare>{told_alone}){code}{amount}")


def _told_by(name: str) -> Mapping[str, str]:
    """A table of `subjects.toml` that tells one name or figure by another."""
    table: Mapping[str, str] = specs.load("sentences/subjects.toml")[name]
    return table


def _subject_words(entry: Mapping[str, Any], section: str) -> Iterator[Word]:
    refs = _of_section(entry["refs"], section)
    if not refs:
        return
    others = _of_section(entry.get("or", {}), section)
    for key in ("words", "short"):
        for text in (one for pattern in entry.get(key, ()) for one in _phrases(pattern)):
            yield Word(text, "subject", "", refs, others, entry.get("is_head", False), key == "short")


def _of_section(by_section: Mapping[str, list[str]], section: str) -> tuple[str, ...]:
    for name in (section, top(section), _ELSEWHERE):
        if name in by_section:
            return tuple(by_section[name])
    return ()


def _words(patterns: Iterable[str], kind: str, value: str = "") -> Iterator[Word]:
    return (Word(text, kind, value) for pattern in patterns for text in _phrases(pattern))
