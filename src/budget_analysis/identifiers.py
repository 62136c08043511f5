"""What documents and statements are called: hashes of what they are, never of where they stand.

A document is named by its bytes, a statement by the quantity that it speaks of, its section and
its print. So a name stays the same when the file is renamed, a paragraph is inserted elsewhere, a
form is added, or the kit judges otherwise; notes and addresses that use it stay true.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

_DOCUMENT_DIGITS, _DIGITS = 12, 8
"""Statements that share the digits of their hash are told apart as equal ones are."""
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Digits as letters: no name of a statement reads as a number or as somebody's telephone."""


def document_name(sha256: str) -> str:
    """The identifier of a document, of the SHA-256 of its bytes.

    The letter in front keeps spreadsheets and readers of CSV from taking it for a number (12e4…).
    """
    return f"d{sha256[:_DOCUMENT_DIGITS]}"


def figure_name(document_id: str, form: str, row: str, measure: str) -> str:
    """The identifier of a cell; `row` is its role or code, or its number where it has neither."""
    return f"{document_id}/{form}/{row}/{measure}"


def place_of(figure_id: str, document_id: str) -> str:
    """`form/row/measure` of a figure, also of a row that its form does not print."""
    return figure_id.removeprefix(f"{document_id}/")


class Identifiers:
    """Gives the statements of one document their identifiers, none twice.

    Args:
        kind: the letter that each begins with, for the kind of place that the statements stand in:
            `c` the prose (`c1u`, `c2u` the chapters of its units), `a` the annexes, `f` the contents, `t` titles.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._given: Counter[str] = Counter()

    def give(self, quantity: Sequence[str], section: str, printed: str) -> str:
        """The identifier of the next statement in the order of the text.

        Statements that are equal in all of this are told apart by their order: `c…`, `c…-2`.

        Args:
            quantity: form, row and measure, and what is said of it, as the statement names them
                (never as looked up in a form that may not be there).
            section: of the document.
            printed: the number or word itself, without the sentence around it.
        """
        said = json.dumps([list(quantity), section, printed], ensure_ascii=False)
        digits = hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]
        name = self._kind + digits.translate(_LETTERS)
        self._given[name] += 1
        return name if self._given[name] == 1 else f"{name}-{self._given[name]}"
