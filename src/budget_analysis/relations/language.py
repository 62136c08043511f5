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
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows of a form: `name`, without those of `without`, or the parts of a code."""

    name: str
    without: str = ""
    is_parts: bool = False
    kind: str = ""
    """The codes of this kind that begin with `name`, a code."""


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
    """Read one relation, such as `T01[revenue_total] = sum(T01[revenue_lines])`.

    Raises:
        SpecError: the text does not follow the grammar; the message marks the place.
    """
    tokens = _Tokens(text)
    left = _sum(tokens)
    operator = tokens.take("=", "<=")
    right = _sum(tokens)
    tokens.expect_end()
    return Relation(left, operator, right)


def parse_formula(text: str) -> Formula:
    """Read one formula, such as `T05[total, project] / T05[total, expenditure_total]`.

    Raises:
        SpecError: the text does not follow the grammar.
    """
    tokens = _Tokens(text, ASPECTS)
    top = _sum(tokens)
    bottom = _sum(tokens) if tokens.skip("/") else ()
    tokens.expect_end()
    return Formula(top, bottom)


def parse_between(text: str) -> Relation:
    """Read a relation between two accounts: `T01[opening_balance] = earlier(T01[closing_balance])`.

    Raises:
        SpecError: the text does not follow the grammar.
    """
    tokens = _Tokens(text, _BETWEEN)
    left = _sum(tokens)
    operator = tokens.take("=")
    right = _sum(tokens)
    tokens.expect_end()
    return Relation(left, operator, right)


def parse_condition(text: str) -> Condition:
    """Read one condition, `zero(...)`, `not_negative(...)` or `prints(...)`.

    Raises:
        SpecError: the text does not follow the grammar.
    """
    tokens = _Tokens(text)
    word = tokens.take("zero", "not_negative", "prints")
    tokens.take("(")
    if word == "prints":
        form = tokens.name()
        tokens.take(",")
        found: Condition = Prints(form, tokens.name())
    else:
        selectors = [_selector(tokens, is_sum=True)]
        while tokens.skip(","):
            selectors.append(_selector(tokens, is_sum=True))
        found = AllAre(word, tuple(selectors))
    tokens.take(")")
    tokens.expect_end()
    return found


def parse_domain(text: str) -> tuple[DomainItem, ...]:
    """Read what a variable runs over, such as `total, codes of T05 T07`.

    Raises:
        SpecError: the text does not follow the grammar.
    """
    tokens = _Tokens(text)
    items = [_domain_item(tokens)]
    while tokens.skip(","):
        items.append(_domain_item(tokens))
    tokens.expect_end()
    return tuple(items)


def parse_selector(text: str) -> Selector:
    """Read one selector, such as `T06[expenditure_total, gov_funds]`.

    Raises:
        SpecError: the text does not follow the grammar.
    """
    tokens = _Tokens(text)
    found = _selector(tokens, is_sum=False)
    tokens.expect_end()
    return found


def _sum(tokens: _Tokens) -> tuple[Term, ...]:
    terms = list(_signed(tokens, -1 if tokens.skip("-") else 1))
    while sign := tokens.skip("+", "-"):
        terms.extend(_signed(tokens, 1 if sign == "+" else -1))
    return tuple(terms)


def _signed(tokens: _Tokens, sign: int) -> tuple[Term, ...]:
    if tokens.skip("("):
        inner = _sum(tokens)
        tokens.take(")")
        return tuple(replace(term, sign=sign * term.sign) for term in inner)
    if tokens.skip("sum"):
        tokens.take("(")
        selector = _selector(tokens, is_sum=True)
        tokens.take(")")
        return (Term(sign, selector),)
    if aspect := tokens.skip(*tokens.aspects):
        tokens.take("(")
        selector = _selector(tokens, is_sum=tokens.is_formula)
        unit = tokens.name() if tokens.is_formula and tokens.skip(",") else ""
        tokens.take(")")
        return (Term(sign, selector, aspect, unit=unit),)
    selector = _selector(tokens, is_sum=False)
    if not tokens.skip("*"):
        return (Term(sign, selector),)
    tokens.take(SHARE)
    return (Term(sign, selector, share=_in_brackets(tokens)),)


def _in_brackets(tokens: _Tokens) -> Selector:
    tokens.take("(")
    selector = _selector(tokens, is_sum=False)
    tokens.take(")")
    return selector


def _selector(tokens: _Tokens, is_sum: bool) -> Selector:
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

    def __init__(self, text: str, aspects: tuple[str, ...] = _TOLD) -> None:
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

    def expect_end(self) -> None:
        if self.peek():
            raise self.error("the end of the line")

    def error(self, wanted: str) -> SpecError:
        seen = self.peek() or "the end of the line"
        return SpecError(f'specs: "{self.text}": expected {wanted}, found "{seen}"')
