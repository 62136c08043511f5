"""Names of class, section and item (类 款 项) as the prose uses them, against the rows of one form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from .. import codes, terms

NAME_MARK = "·"
"""Between class, section and item where names stand for a row of an absent form."""
SIZES = {"classes": 3, "sections": 5, "items": 7}
_SHOWN = 3
"""Letters of a name that a cell shows at least."""
_LEVELS_ABOVE = 2
"""Levels above an item: its class and its section."""

Names = tuple[str, ...]
"""Class, section and item, empty where the prose does not name the level."""


class ItemNames:
    """The rows of a form by function, found by the names that the prose gives them."""

    def __init__(self, labels: Mapping[str, str], elsewhere: Iterable[Mapping[str, str]] = ()) -> None:
        """
        Args:
            labels: code to printed name.
            elsewhere: the same of the other forms of the account.
        """
        self.labels = labels
        self._elsewhere = {
            tuple(codes.fold_name(others.get(one, "")) for one in codes.chain(code))
            for others in (codes.names("function"), *elsewhere)
            for code in others
        }
        self._folded = {code: codes.fold_name(label) for code, label in labels.items()}
        self._settled: dict[Names, str] = {}

    def of_size(self, family: str) -> list[str]:
        """The codes of the `classes`, `sections` or `items` of the form."""
        return sorted(code for code in self.labels if len(code) == SIZES[family])

    def settle(self, mentions: Iterable[Names], is_told: Callable[[Names, str], bool] = lambda names, code: False) -> None:
        """Find the row of each class, section and item that the prose names, once for all.

        Names that the form does not print are given a row only where exactly one is left over:
        one level above the last is misnamed, or all other items below the same section are taken, or all
        others below the same class and no other name of the class is open. Names that another form or the
        classification has are given it only where the prose tells its amount, as their own row may be
        missing on this form; so are other names the only row, where that is taken.

        Args:
            is_told: true where the prose tells of these names the amount that the form prints for a code.
        """
        wanted = [names for names in dict.fromkeys(mentions) if not names[0].isdecimal()]
        for names in wanted:
            exact = self._rows_named(names, misnamed=())
            if len(exact) == 1:
                self._settled[names] = exact[0]
        open_ = [names for names in wanted if names not in self._settled]
        for names in open_:
            last = len(given(names)) - 1
            near = [code for level in range(min(last, _LEVELS_ABOVE)) for code in self._rows_named(names, misnamed=(level,))]
            misnamed = self._rows_named(names, misnamed=(last,))
            alone = [other for other in open_ if other[0] == names[0]] == [names]
            left, rest = self._untaken(misnamed), self._untaken(self._rows_below(names)) if alone else []
            found = next((rows for rows in (near, left, rest, misnamed) if len(rows) == 1), [])
            is_doubtful = found == misnamed != left or tuple(map(codes.fold_name, given(names))) in self._elsewhere
            if found and (found == near or not is_doubtful or is_told(names, found[0])):
                self._settled[names] = found[0]

    def _untaken(self, rows: Iterable[str]) -> list[str]:
        taken = set(self._settled.values())
        return [code for code in rows if code not in taken]

    def _rows_below(self, names: Names) -> list[str]:
        """Codes of the same level below the same class."""
        wanted = given(names)
        return [
            code
            for code in self.labels
            if len(code) == 1 + 2 * len(wanted) > 3
            and self._folded.get(code[:3], "") == codes.fold_name(wanted[0])
        ]

    def code_of(self, names: Names) -> str | None:
        """The code of the row that the names speak of; None where no row or more than one fits.

        Where the prose gives the code itself, that row.
        """
        code = names[0]
        return (code if code in self.labels else None) if code.isdecimal() else self._settled.get(names)

    def misnamed(self, names: Names) -> list[tuple[str, str]]:
        """For each level whose name is not the form's: the name in the prose and the form's own."""
        code = self._settled[names]
        found = []
        above = ""
        for one, name in zip(codes.chain(code), given(names), strict=True):
            label = self.labels.get(one, "")
            before, above = above, terms.fold(name).removeprefix(terms.fold(label))
            if before and terms.fold(label) == before + terms.fold(name):
                continue  # the rest of the name above it went to this row
            # a label that the readings saw differently is left out, and nothing differs from it; what the
            # classification calls the code is no wrong name for it, whatever part of it the form shows
            own = codes.name("function", one) or ""
            if label and codes.fold_name(name) not in (codes.fold_name(label), codes.fold_name(own)) and not _is_cut(label, name):
                found.append((name, label))
        return found

    def _rows_named(self, names: Names, misnamed: tuple[int, ...]) -> list[str]:
        """Codes whose names differ from these at exactly the given levels."""
        wanted = given(names)
        length = 1 + 2 * len(wanted)
        return [
            code
            for code in self.labels
            if len(code) == length
            and all(
                (self._folded.get(code[: 3 + 2 * level], "") == codes.fold_name(name))
                != (level in misnamed)
                for level, name in enumerate(wanted)
            )
        ]


def given(names: Names) -> list[str]:
    """The names that are given, from the class down."""
    return [terms.fold(name) for name in names if name]


def _is_cut(label: str, name: str) -> bool:
    """True for the beginning of a name: the edge of its cell may have cut off the rest."""
    shown = terms.fold(label)
    return len(shown) >= _SHOWN and terms.fold(name).startswith(shown)


def rightful(labels: Sequence[str], others: Iterable[str]) -> int:
    """Of rows that print one code the place of the one with the name that other forms have beside it, else the first."""
    known = {codes.fold_name(name) for name in others if name}
    fits = [place for place, label in enumerate(labels) if codes.fold_name(label) in known]
    return fits[0] if len(fits) == 1 else 0
