"""Where things stand, in words: a page, a place in a file without pages, and the file of an account of several."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .. import words
from ..frames import as_rows, text
from ..reading import Part, part_of
from ..shelf import Frames

_PAGE_OF_FILE = re.compile(r"p\.\d+")


class Standing:
    """The files of an account, the pages that each has in it, and which of them have pages to count.

    Args:
        found: the frames of the account.
    """

    def __init__(self, found: Frames) -> None:
        self.parts = [
            Part(str(row["file"]), int(row["page"]), int(row["pages"]), text(row["reader"]))
            for row in as_rows(found["files"])
        ]
        placed = [row for name in ("figures", "claims") for row in as_rows(found[name]) if own_place(row)]
        self._without_pages = {part for row in placed if (part := self.part(row["page"])) is not None}

    @property
    def is_several(self) -> bool:
        return len(self.parts) > 1

    @property
    def has_pages(self) -> bool:
        """Whether all of the account is pages."""
        return not self._without_pages

    def part(self, page: Any) -> Part | None:
        """The file that has a page of the account."""
        number = int(page) if text(page) else None
        return part_of(self.parts, number) if self.is_several else self.parts[0] if self.parts else None

    def told(self, row: Mapping[str, Any], language: str) -> str:
        """Where a row of a frame stands: `收入决算表!C7`, `第3页`, `forms.pdf 第3页`; empty where that is not known.

        Args:
            row: has `page`, and `place` where the frame has that column.
        """
        return self._told(text(row.get("page")), own_place(row), language)

    def of_pages(self, pages: str, language: str) -> str:
        """The same for the pages that a form stands on, as `4-5`."""
        return self._told(pages, "", language)

    def _told(self, pages: str, place: str, language: str) -> str:
        ends = [int(end) for end in pages.split("-") if end.isdecimal()]
        part = self.part(ends[0] if ends else None)
        if not place and ends and part not in self._without_pages:
            before = part.page - 1 if part is not None and self.is_several else 0
            place = words.say("page", language, page="-".join(str(end - before) for end in ends))
        return " ".join(filter(None, (part.file if part is not None and self.is_several else "", place)))


def own_place(row: Mapping[str, Any]) -> str:
    """The place in a file without pages, `收入决算表!C7`, `¶12`; empty where a page says it."""
    place = text(row.get("place"))
    return "" if _PAGE_OF_FILE.fullmatch(place) else place
