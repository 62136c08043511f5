"""Trees to the text of `claims.formula`.

Letters stand for operands in the order in which they appear; `this` for the statement's own number.
"""

from __future__ import annotations

from collections.abc import Callable

from ..facts import Fact
from .tree import NOTHING, All, Named, Number, Operand, Product, Ratio, Relation, Sum, This, Tree, facts_of

THIS = "this"
ALL_ZERO = "all = 0"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letter(position: int) -> str:
    """a … z, then a2 … z2 and so on."""
    turn, place = divmod(position, len(_LETTERS))
    return _LETTERS[place] + (str(turn + 1) if turn else "")


def write(tree: Tree, said: Callable[[Fact], str] | None = None) -> str:
    """The text of a tree: with letters, or with what `said` gives for each printed number."""
    names: dict[str, str] = {}

    def name(one: Operand) -> str:
        if said is not None:
            return said(one.fact)
        return one.letter or names.setdefault(one.fact.id, letter(len(names)))

    def bracketed(part: Tree, *kinds: type) -> str:
        return f"({text(part)})" if isinstance(part, kinds) else text(part)

    def text(part: Tree) -> str:
        if isinstance(part, Operand):
            return name(part)
        if isinstance(part, Number):
            return str(part.value)
        if isinstance(part, This):
            return THIS
        if isinstance(part, Sum):
            signed = (("+" if s > 0 else "-") + bracketed(term, Sum) for s, term in part.terms)
            return "".join(signed).removeprefix("+")
        if isinstance(part, Product):
            return f"{bracketed(part.left, Sum)}*{bracketed(part.right, Sum, Ratio)}"
        if isinstance(part, Ratio):
            return f"{bracketed(part.top, Sum)}/{bracketed(part.bottom, Sum, Product, Ratio)}"
        if isinstance(part, Named):
            return part.phrase
        if isinstance(part, All):
            return _clauses(part, text)
        left = "" if part.is_result else f"{text(part.left)} {part.sign} "
        return left + text(part.right)

    return text(tree)


def _clauses(tree: All, text: Callable[[Tree], str]) -> str:
    """Several clauses: the same for many operands is told once, equal places by name."""
    kinds = set(map(_kind_of, tree.clauses))
    if kinds == {"place"}:
        return " ; ".join(f"= {fact.id}" for fact in facts_of(tree))
    if kinds == {"nothing"}:
        return ALL_ZERO
    return " ; ".join(dict.fromkeys(text(clause) for clause in tree.clauses))


def _kind_of(clause: Tree) -> str:
    match clause:
        case Relation(This(), "=", Operand()):
            return "place"
        case Relation(Operand(), "=", right) if right == NOTHING:
            return "nothing"
    return ""
