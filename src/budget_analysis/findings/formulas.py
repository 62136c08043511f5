"""Trees as a reader sees them: the printed numbers, with the signs that schools teach."""

from __future__ import annotations

from collections.abc import Callable

from ..amounts import decimal
from ..facts import Fact
from ..relations.tree import HUNDRED, Named, Number, Operand, Product, Ratio, Sum, This, Tree


def told(tree: Tree, said: Callable[[Fact], str]) -> str:
    """The text of a tree without relations; rates are told in per cent, without 100 ×.

    Args:
        said: what is written for each printed number.
    """
    if isinstance(tree, Operand):
        return said(tree.fact)
    if isinstance(tree, Number):
        return decimal(tree.value)
    if isinstance(tree, This):
        return "…"
    if isinstance(tree, Sum):
        signed = [(" + " if sign > 0 else " − ") + _bracketed(term, said, Sum) for sign, term in tree.terms]
        text = "".join(signed)
        return text.removeprefix(" + ") if text.startswith(" + ") else text.strip().replace("− ", "−", 1)
    if isinstance(tree, Product):
        return f"{_bracketed(tree.left, said, Sum)} × {_bracketed(tree.right, said, Sum, Ratio)}"
    if isinstance(tree, Ratio):
        if isinstance(tree.top, Product) and tree.top.left == HUNDRED:
            return f"{_bracketed(tree.top.right, said, Sum)} ÷ {_bracketed(tree.bottom, said, Sum, Product, Ratio)}"
        if tree.bottom == HUNDRED:
            return told(tree.top, said)
        return f"{_bracketed(tree.top, said, Sum)} ÷ {_bracketed(tree.bottom, said, Sum, Product, Ratio)}"
    return tree.phrase if isinstance(tree, Named) else ""


def _bracketed(part: Tree, said: Callable[[Fact], str], *kinds: type) -> str:
    return f"({told(part, said)})" if isinstance(part, kinds) else told(part, said)
