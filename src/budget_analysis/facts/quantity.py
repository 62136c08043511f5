"""What a number is a number of: form, row and column, typed instead of glued together."""

from __future__ import annotations

from dataclasses import dataclass

from .. import specs, terms

_PLAIN_COLUMNS = ("amount", "actual", "total", "revenue_total", "expenditure_total")
"""Columns that add nothing to what the row says; any other is part of the quantity."""
_OWN = ("", "actual")
"""Words for the amount itself: no measure of their own."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A cell of a form, or what only the prose states (`form` then is its section).

    `said` is what is said of it: `growth`, `share`, a budget; empty for the amount itself.
    """

    form: str
    row: str = ""
    measure: str = ""
    said: str = ""

    @staticmethod
    def parse(text: str, kind: str = "") -> Quantity:
        """From `form/row/measure`, behind which the `kind` of what is said of it may stand.

        What no form prints has what is left as its measure: procurement/total/budget.
        """
        said = kind if kind and text.endswith(f"/{kind}") else ""
        bare = text.removesuffix(f"/{said}") if said else text
        form, row, measure = (*bare.split("/", 2), "", "")[:3]
        return Quantity(form, row, measure, said)

    def __str__(self) -> str:
        return "/".join(filter(None, (self.form, self.row, self.measure, self.said)))

    def named(self, language: str) -> str:
        """For a reader: form, row and column in `zh` or `en`."""
        known = specs.forms().get(self.form)
        form = getattr(known, language) if known else terms.name(self.form, language)
        words = [terms.column(self.form, name, language) for name in (self.row, self.measure, self.said) if name]
        return " ".join([form, *words])


def path(ref: str, measure: str) -> str:
    """Where a stated number belongs: the ref itself, or its row with a budget as the measure."""
    if measure in _OWN:
        return ref
    above, _, column = ref.rpartition("/")
    is_told_by_row = ref.count("/") == 2 and column in _PLAIN_COLUMNS
    return f"{above}/{measure}" if is_told_by_row else f"{ref}/{measure}"
