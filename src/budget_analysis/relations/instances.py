"""Identities applied to one account: every instance as a relation between printed numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from .. import specs
from ..facts import CannotCheckError, DoesNotApplyError, Fact, Forms, Unbound
from ..verdicts import DIFFERS, Judgement
from . import tree
from .evaluation import Finding
from .identities import Identities, Identity, Part, load_identities
from .judging import judge
from .language import AMOUNT, ROW_KINDS, AllAre, Condition, DomainItem, KindOf, Prints, Rows, Selector, Term

LEFT_OUT = "the form leaves out columns, which may hold the rest"
"""Why a sum over the columns of a form differs, where it prints fewer than others."""
Side = tuple[tuple[int, Fact], ...]
"""One side of a relation: its cells with their signs."""


@dataclass(frozen=True)
class Instance:
    """One relation between named cells; or the reason why it is unchecked or does not apply."""

    identity: str
    kind: str
    name: str
    operator: str = "="
    left: Side = ()
    right: Side = ()
    withheld: Finding | None = None
    """In place of a relation: that it does not apply, or cannot be checked."""
    is_over_rows: bool = False
    """A sum over all rows of a kind, or all parts of a code."""
    lacks: tuple[tuple[str, str, int], ...] = ()
    """Form and code of each row that it asks for and that the form, of which rows were read, does not print;
    with the sign by which it would count on the left side."""
    doubt: str = ""
    """What else than a slip may be the reason where it differs."""

    @cached_property
    def relation(self) -> tree.Relation:
        return tree.Relation(_sum(self.left), self.operator, _sum(self.right))

    @cached_property
    def judgement(self) -> Judgement:
        """The verdict on its relation, which the checks and the joint test ask for."""
        return judge(self.relation)

    @property
    def cells(self) -> Side:
        return (*self.left, *self.right)

    @property
    def omission(self) -> str:
        """Why a blank total makes the relation uncertain.

        A blank part counts as zero beside a printed total of its own form; a blank total does not,
        neither alone on its side nor where another form is compared with it, nor as a part that a sum may lack.
        """
        sides = (self.left, self.right)
        asked: list[Side] = [side for side in sides if len(side) == 1]
        if len({fact.form for _, fact in self.cells}) > 1:
            asked += sides if self.operator == "=" else (self.right,)
        omitted = tuple(one for one in self.cells if one[1].omission)
        if omitted and self.judgement.verdict == DIFFERS:
            asked.append(omitted)
        return next((fact.omission for side in asked for _, fact in side if fact.omission), "")


def _sum(side: Side) -> tree.Tree:
    """A side without its zeros; a single cell stands for itself."""
    told = [(sign, tree.Operand(fact)) for sign, fact in side if not fact.is_zero]
    return told[0][1] if len(told) == 1 and told[0][0] > 0 else tree.Sum(tuple(told))


def list_instances(index: Forms) -> Iterator[Instance]:
    """All instances of the identities that are written as relations, in the order of the specs.

    A relation whose form is absent or whose condition is false gives one instance that does not
    apply; so does a variable that has nothing to stand for.
    """
    known = load_identities()
    for identity in known.listed:
        binders = [_Binder(index, known, identity, part) for part in identity.parts]
        if binders and all(binder.is_absent for binder in binders):
            binders = binders[:1]
        for binder in binders:
            yield from binder.instances()


@dataclass(frozen=True, slots=True)
class _Binder:
    """Binds one relation to the cells of one account."""

    index: Forms
    known: Identities
    identity: Identity
    part: Part

    @property
    def is_absent(self) -> bool:
        """True where a form that the relation reads is not in the account."""
        return any(self.index.state(self.known.forms[form]) == "missing" for form in self.part.forms)

    def instances(self) -> Iterator[Instance]:
        try:
            for form in self.part.forms:
                self.index.require(self.known.forms[form])
            for condition in self.part.when:
                self.require(condition)
            domains = {name: self.domain(items) for name, items in self.part.each.items()}
            for name, members in domains.items():
                if not members:
                    raise self.without(name)
        except Unbound as reason:
            yield self.named({}, reason)
            return
        for values in product(*domains.values()):
            yield self.bind(dict(zip(domains, values, strict=True)))

    def require(self, condition: Condition) -> None:
        """Make sure that a condition is true.

        Raises:
            DoesNotApplyError: it is not.
            CannotCheckError: a figure that it asks for cannot be read.
        """
        if isinstance(condition, Prints):
            form = self.known.forms[condition.form]
            self.index.require(form)
            if not (self.index.prints(form, condition.name) or self.index.has_row(form, condition.name)):
                raise DoesNotApplyError(f"form {form} prints no column or row {condition.name}")
        elif isinstance(condition, AllAre):
            for selector in condition.selectors:
                self.index.require(self.known.forms[selector.form])
                for cell in self.select(selector, {}):
                    if cell.known.value and (condition.quality == "zero" or cell.known.value < 0):
                        wrong = "not zero" if condition.quality == "zero" else "below zero"
                        raise DoesNotApplyError(f"{cell.id.split('/', 1)[1]} is {cell.printed}, {wrong}")

    def domain(self, items: tuple[DomainItem, ...]) -> list[str]:
        """What a variable stands for, each once; codes of several forms in order."""
        found: list[str] = []
        for item in items:
            if isinstance(item, KindOf):
                roles: list[str] = []
                for form in item.forms:
                    roles.extend(self.index.roles(self.known.forms[form], item.kind))
                found.extend(roles if len(item.forms) == 1 else sorted(roles))
            else:
                found.extend(self.known.sets.get(item, (item,)))
        return list(dict.fromkeys(found))

    def without(self, variable: str) -> Unbound:
        """Why a variable has nothing to stand for."""
        items = [item for item in self.part.each[variable] if isinstance(item, KindOf)]
        for form in [self.known.forms[form] for item in items for form in item.forms]:
            self.require_meaning(form)
        return DoesNotApplyError(f"the account prints no {variable} to which this applies")

    def require_meaning(self, form: str) -> None:
        """Raise CannotCheckError where a row with figures is of unknown meaning."""
        if stray := self.index.stray(form):
            raise CannotCheckError(f"form {form} has figures in a row of unknown meaning: {stray}")

    def bind(self, values: Mapping[str, str]) -> Instance:
        relation = self.part.relation
        try:
            left, left_is_bare = self.side(relation.left, values)
            right, right_is_bare = self.side(relation.right, values)
            is_bare = left_is_bare or right_is_bare
            bound = replace(self.named(values), left=left, right=right)
            if is_bare and any(not fact.is_zero for _, fact in bound.cells):
                raise CannotCheckError("no row to add up is printed")
            if omission := bound.omission:
                raise CannotCheckError(omission)
        except Unbound as reason:
            return self.named(values, reason)
        doubt = "" if self.is_proved(values) else self.part.doubt
        return replace(bound, lacks=tuple(self.lacking(values)), doubt=doubt or self.left_out(values))

    def left_out(self, values: Mapping[str, str]) -> str:
        """Why a sum over columns proves nothing where this print of its form has fewer than are usual; empty where it has all."""
        for selector in self.part.relation.selectors:
            measures, form = self.names(selector.measure, values), self.known.forms[selector.form]
            usual = specs.forms()[form].groups if len(measures) > 1 and form in specs.forms() else ()
            needed = {column.name for group in usual for column in group.measures if not column.is_optional}
            if any(measure in needed and not self.index.prints(form, measure) for measure in measures):
                return LEFT_OUT
        return ""

    def is_proved(self, values: Mapping[str, str]) -> bool:
        """True where all holds without which the relation proves nothing."""
        if any(self.is_below_zero(one, values) for one in self.part.proved_unless_below_zero):
            return False
        try:
            asked = [
                (self.side(one.left, values)[0], one.operator, self.side(one.right, values)[0])
                for one in self.part.proved_when
            ]
        except Unbound:
            return False
        judged = (judge(tree.Relation(_sum(left), sign, _sum(right))) for left, sign, right in asked)
        return all(one.verdict != DIFFERS for one in judged)

    def is_below_zero(self, selector: Selector, values: Mapping[str, str]) -> bool:
        """True where a row of the form prints an amount below zero in these columns; a form that is not read prints none.

        Of a relation about a code only the rows of what is above and below that code count.
        """
        form = self.known.forms[selector.form]
        roles = None if selector.rows.is_kind else self.names(selector.rows.name, {})
        measures = self.names(selector.measure, {})
        codes = [value for value in values.values() if value.isdecimal()]
        printed = (
            cells[measure].number
            for role, rows in self.index.rows.get(form, {}).items()
            if (roles is None or role in roles) and all(role.isdecimal() and (role.startswith(code) or code.startswith(role)) for code in codes)
            for cells in rows
            for measure in measures
            if measure in cells
        )
        return any(number is not None and number.value.numerator < 0 for number in printed)

    def lacking(self, values: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
        """The rows of codes that stand for nothing here, because the form does not print them."""
        relation = self.part.relation
        for side, terms in ((1, relation.left), (-1, relation.right)):
            for term in terms:
                rows, form = term.selector.rows, self.known.forms[term.selector.form]
                code = "" if rows.is_parts else values.get(rows.name, "")
                if code.isdecimal() and self.index.rows.get(form) and not self.index.has_row(form, code):
                    yield form, code, side * term.sign

    def named(self, values: Mapping[str, str], reason: Unbound | None = None) -> Instance:
        """The instance without its sides; with a reason it has none."""
        name = " ".join(filter(None, (self.part.name, *self.particulars(values))))
        relation = self.part.relation
        return Instance(
            identity=self.identity.id,
            kind=self.identity.kind,
            name=name,
            operator=relation.operator,
            is_over_rows=any(one.rows.is_kind for one in relation.selectors),
            withheld=None if reason is None else Finding.without(name, reason),
        )

    def particulars(self, values: Mapping[str, str]) -> list[str]:
        """What tells instances apart: the variables' values, else the first cell that is read."""
        if self.part.each:
            return list(values.values()) or ["every", " and ".join(self.part.each)]
        first = self.part.relation.left[0].selector
        measure = "" if first.measure == AMOUNT else first.measure
        return [] if self.part.name else [first.rows.name, measure]

    def side(self, terms: tuple[Term, ...], values: Mapping[str, str]) -> tuple[Side, bool]:
        """One side of the relation; True with it where a sum runs over no row at all."""
        cells: list[tuple[int, Fact]] = []
        is_bare = False
        for term in terms:
            selector = term.selector
            found = self.select(selector, values)
            if not found and selector.rows.is_kind:
                is_bare = is_bare or self.index.state(self.known.forms[selector.form]) != "declared_empty"
            cells.extend((term.sign, cell) for cell in found)
        for _, cell in cells:
            _ = cell.known  # a cell that cannot be read makes the instance unchecked
        return tuple(cells), is_bare

    def select(self, selector: Selector, values: Mapping[str, str]) -> list[Fact]:
        """The cells that a selector names; none where they count as zero."""
        form = self.known.forms[selector.form]
        measures = self.names(selector.measure, values)
        roles = self.rows(form, selector.rows, values)
        found: list[Fact] = []
        for role in roles:
            for measure in measures:
                try:
                    cells = self.index.cells(form, role, measure)
                except DoesNotApplyError:
                    if len(measures) == 1:
                        raise
                    continue  # a sum over columns leaves out those that the layout lacks
                if len(cells) > 1 and not selector.is_sum:
                    raise CannotCheckError(f"form {form} prints row {role} {len(cells)} times")
                found.extend(cells)
        return found

    def rows(self, form: str, rows: Rows, values: Mapping[str, str]) -> list[str]:
        if rows.is_kind:
            self.require_meaning(form)
        if rows.is_parts:
            return self.index.parts(form, values[rows.name])
        if rows.name in ROW_KINDS:
            without = self.names(rows.without, values) if rows.without else ()
            return [role for role in self.index.roles(form, rows.name) if role not in without]
        return list(self.names(rows.name, values))

    def names(self, name: str, values: Mapping[str, str]) -> tuple[str, ...]:
        if name in values:
            return (values[name],)
        return self.known.sets.get(name, (name,))
