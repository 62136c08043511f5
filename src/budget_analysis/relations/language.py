"""The small language in which `specs/identities.toml` states its relations.

    relation  = sum "=" sum | sum "<=" sum
    sum       = ["-"] term { ("+" | "-") term }
    term      = selector | "sum(" selector ")" | "(" sum ")" | told
    told      = ("before" | "budget") "(" selector ")" | selector "*" "share(" selector ")"
    selector  = FORM "[" rows [ "," measure ] "]"
    rows      = "parts of" NAME | name [ "except" name ]
    name      = a row, a code, a named set, a variable, or a kind of rows
    condition = ("zero" | "not_negative") "(" selector { "," selector } ")"
              | "prints(" FORM "," measure ")"
    domain    = item { "," item };  item = kind "of" FORM { FORM } | name

What is `told` is known from the prose alone: the amount of the year before (from the change), the
budget, an amount times the share that is told of it.

`specs/indicators.toml` states what is computed in the same language:

    formula   = sum [ "/" sum ]
    told      = aspect "(" selector [ "," UNIT ] ")"
    aspect    = "earlier" (between two accounts: `specs/cross_year.toml`) | "before" | "budget" | "adjusted_budget" | "change" | "share" | "count"
    rows      = kind "of" NAME  (the codes of that kind that begin with a code)

Kinds of rows: `rows` (all), `units` (all but the total), `codes` (all levels), `classes`,
`sections`, `items` (类, 款, 项). Without a measure the form's single column `amount` is meant.

A text that does not follow the grammar raises SpecError; the message marks the place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeVar

from ..errors import SpecError

ROW_KINDS = ("rows", "units", "codes", "classes", "sections", "items")
AMOUNT = "amount"
BEFORE, BUDGET, SHARE = "before", "budget", "share"
_TOLD = (BEFORE, BUDGET)
ASPECTS = (BEFORE, BUDGET, "adjusted_budget", "change", SHARE, "count")
"""What a formula may ask the prose for."""
EARLIER = "earlier"
"""The same place in the account of the year before."""
_BETWEEN = (*ASPECTS, EARLIER)

_TOKEN = re.compile(r"\s*(?:(\w+)|(<=|[\[\](),=+*/-]))")
_RESERVED = {"sum", "parts", "of", "except"}
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a form: `name`, without those of `without`, or the parts of a code."""

    name: str
    without: str = ""
    is_parts: bool = False
    kind: str = ""
    """The codes of this kind that begin with `name`, a code."""

    @property
    def is_kind(self) -> bool:
        """True for all rows of a kind, or all parts of a code."""
        return self.is_parts or self.name in ROW_KINDS


@dataclass(frozen=True, slots=True)
class Selector:
    """Cells of one form; exactly one unless it stands inside `sum(...)`."""

    form: str
    rows: Rows
    measure: str
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A selector with its sign, 1 or -1; brackets are already resolved."""

    sign: int
    selector: Selector
    aspect: str = ""
    """What is told of it: its amount of the year `before`, its `budget`."""
    share: Selector | None = None
    """The share by which it is multiplied."""
    unit: str = ""
    """Of a count: what is counted, where the prose counts several things of one row."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sums that are equal, or of which the left one is at most the right one."""

    left: tuple[Term, ...]
    operator: str
    right: tuple[Term, ...]

    @property
    def selectors(self) -> tuple[Selector, ...]:
        terms = (*self.left, *self.right)
        return (*(one.selector for one in terms), *(one.share for one in terms if one.share))


@dataclass(frozen=True, slots=True)
class Formula:
    """A sum, or a sum over another one."""

    top: tuple[Term, ...]
    bottom: tuple[Term, ...] = ()

    @property
    def selectors(self) -> tuple[Selector, ...]:
        return tuple(term.selector for term in (*self.top, *self.bottom))


@dataclass(frozen=True, slots=True)
class AllAre:
    """A condition: every figure selected is `zero` (or blank), or is `not_negative`."""

    quality: str
    selectors: tuple[Selector, ...]


@dataclass(frozen=True, slots=True)
class Prints:
    """A condition: the form has a column or a row of that name."""

    form: str
    name: str


Condition = AllAre | Prints


@dataclass(frozen=True, slots=True)
class KindOf:
    """The rows of a kind that any of the forms prints."""

    kind: str
    forms: tuple[str, ...]


DomainItem = KindOf | str


def parse_relation(text: str) -> Relation:
    """Read one relation, such as `T01[revenue_total] = sum(T01[revenue_lines])`."""
    return _line(text, lambda line: Relation(_sum(line), line.take("=", "<="), _sum(line)))


def parse_formula(text: str) -> Formula:
    """Read one formula, such as `T05[total, project] / T05[total, expenditure_total]`."""
    return _line(text, lambda line: Formula(_sum(line), _sum(line) if line.skip("/") else ()), ASPECTS)


def parse_between(text: str) -> Relation:
    """Read a relation between two accounts: `T01[opening_balance] = earlier(T01[closing_balance])`."""
    return _line(text, lambda line: Relation(_sum(line), line.take("="), _sum(line)), _BETWEEN)


def parse_condition(text: str) -> Condition:
    """Read one condition, `zero(...)`, `not_negative(...)` or `prints(...)`."""
    return _line(text, _condition)


def parse_domain(text: str) -> tuple[DomainItem, ...]:
    """Read what a variable runs over, such as `total, codes of T05 T07`."""
    return _line(text, lambda line: _listed(line, _domain_item))


def parse_selector(text: str) -> Selector:
    """Read one selector, such as `T06[expenditure_total, gov_funds]`."""
    return _line(text, _selector)


def _line(text: str, read: Callable[[_Tokens], T], aspects: tuple[str, ...] = _TOLD) -> T:
    """What the whole of a line says."""
    tokens = _Tokens(text, aspects)
    found = read(tokens)
    if tokens.peek():
        raise tokens.error("the end of the line")
    return found


def _listed(tokens: _Tokens, read: Callable[[_Tokens], T]) -> tuple[T, ...]:
    found = [read(tokens)]
    while tokens.skip(","):
        found.append(read(tokens))
    return tuple(found)


def _in_brackets(tokens: _Tokens, read: Callable[[_Tokens], T]) -> T:
    tokens.take("(")
    found = read(tokens)
    tokens.take(")")
    return found


def _condition(tokens: _Tokens) -> Condition:
    word = tokens.take("zero", "not_negative", "prints")
    if word == "prints":
        return _in_brackets(tokens, _prints)
    return AllAre(word, _in_brackets(tokens, lambda own: _listed(own, _summed)))


def _prints(tokens: _Tokens) -> Prints:
    form = tokens.name()
    tokens.take(",")
    return Prints(form, tokens.name())


def _sum(tokens: _Tokens) -> tuple[Term, ...]:
    terms = list(_signed(tokens, -1 if tokens.skip("-") else 1))
    while sign := tokens.skip("+", "-"):
        terms.extend(_signed(tokens, 1 if sign == "+" else -1))
    return tuple(terms)


def _signed(tokens: _Tokens, sign: int) -> tuple[Term, ...]:
    if tokens.peek() == "(":
        return tuple(replace(term, sign=sign * term.sign) for term in _in_brackets(tokens, _sum))
    if tokens.skip("sum"):
        return (Term(sign, _in_brackets(tokens, _summed)),)
    if aspect := tokens.skip(*tokens.aspects):
        return (replace(_in_brackets(tokens, _told), sign=sign, aspect=aspect),)
    selector = _selector(tokens)
    if not tokens.skip("*"):
        return (Term(sign, selector),)
    tokens.take(SHARE)
    return (Term(sign, selector, share=_in_brackets(tokens, _selector)),)


def _told(tokens: _Tokens) -> Term:
    selector = _selector(tokens, is_sum=tokens.is_formula)
    return Term(1, selector, unit=tokens.name() if tokens.is_formula and tokens.skip(",") else "")


def _summed(tokens: _Tokens) -> Selector:
    return _selector(tokens, is_sum=True)


def _selector(tokens: _Tokens, is_sum: bool = False) -> Selector:
    form = tokens.name()
    tokens.take("[")
    if tokens.skip("parts"):
        tokens.take("of")
        rows = Rows(tokens.name(), is_parts=True)
    else:
        name = tokens.name()
        if tokens.is_formula and name in ROW_KINDS and tokens.skip("of"):
            rows = Rows(tokens.name(), kind=name)
        else:
            rows = Rows(name, tokens.name() if tokens.skip("except") else "")
    measure = tokens.name() if tokens.skip(",") else AMOUNT
    tokens.take("]")
    return Selector(form, rows, measure, is_sum)


def _domain_item(tokens: _Tokens) -> DomainItem:
    name = tokens.name()
    if not tokens.skip("of"):
        return name
    if name not in ROW_KINDS:
        raise tokens.error(f"one of {', '.join(ROW_KINDS)} before `of`")
    forms = [tokens.name()]
    while tokens.is_name():
        forms.append(tokens.name())
    return KindOf(name, tuple(forms))


class _Tokens:
    """The words of one line of the specs, taken from left to right."""

    def __init__(self, text: str, aspects: tuple[str, ...]) -> None:
        self.text = text
        self.aspects = aspects
        self.is_formula = aspects is not _TOLD
        self.words: list[str] = []
        self.at = 0
        end = 0
        while end < len(text.rstrip()):
            match = _TOKEN.match(text, end)
            if match is None:
                raise SpecError(f'specs: "{text}": cannot read "{text[end:].strip()}"')
            self.words.append(match[1] or match[2])
            end = match.end()

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def is_name(self) -> bool:
        word = self.peek()
        return bool(word) and (word[0].isalnum() or word[0] == "_") and word not in _RESERVED

    def skip(self, *wanted: str) -> str:
        """Take the next word when it is one of those wanted, else nothing."""
        word = self.peek()
        if word and word in wanted:
            self.at += 1
            return word
        return ""

    def take(self, *wanted: str) -> str:
        word = self.skip(*wanted)
        if not word:
            raise self.error(" or ".join(wanted))
        return word

    def name(self) -> str:
        if not self.is_name():
            raise self.error("a name")
        self.at += 1
        return self.words[self.at - 1]

    def error(self, wanted: str) -> SpecError:
        seen = self.peek() or "the end of the line"
        return SpecError(f'specs: "{self.text}": expected {wanted}, found "{seen}"')
