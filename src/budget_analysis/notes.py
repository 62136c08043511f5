"""Notes that are read again: one definition for who writes them and for who needs what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

TWO_NAMES = "two forms name it each in its own way"
NAME_OF_CLASS = "the classification names the code so; what is printed is the name of another code"
TRUNCATED = "cut off instead of rounded"
NOT_LISTED = "the list of projects has no such name"


@dataclass(frozen=True)
class Note:
    """A note of fixed words with values in it, `{name}` each; none of them holds the word behind it."""

    words: str

    def say(self, **values: object) -> str:
        return self.words.format(**values)

    def read(self, note: str) -> dict[str, str]:
        """The values of the first note of this kind in a text; none where it has no such note."""
        found = self._pattern.search(note)
        return found.groupdict() if found else {}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = re.split(r"\{(\w+)\}", self.words)
        fixed = [re.escape(part) for part in parts[::2]]
        values = [rf"(?P<{name}>{'.+?' if after else '.+'})" for name, after in zip(parts[1::2], parts[2::2], strict=True)]
        return re.compile("".join(part for pair in zip(fixed, [*values, ""], strict=True) for part in pair))


NAME_OF_FORM = Note("“{name}”: the form has “{right}”")
NAME_OF_LIST = Note("the list has {right}")
NOT_PRINTED = Note("form {form} has no row for what {place} prints; it may not have been read")
OTHER_TITLES = Note("{count} other titles say {right}")
OTHER_HALF = Note("the form has it under {half} expenses ({code})")
