"""The files of an account that have pages to be looked at, each with the pages that it has in the account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from .. import archives, readers
from ..document import Source
from ..frames import as_rows
from ..readers.pdf import Letter

if TYPE_CHECKING:
    from PIL.Image import Image

_MOST_PAGES = 10_000


@dataclass(frozen=True)
class Paged:
    """One file of which pages can be drawn; a member of an archive is unpacked while it is drawn."""

    path: Path
    before: int
    """Pages of the account before its first one."""
    kind: str
    """`pdf` or `image`."""


def paged_files(source: Source, files: pd.DataFrame) -> list[Paged]:
    """The files of an account that are PDFs or pictures.

    Args:
        files: the frame `files` of the account.
    """
    first = {str(row["file"]): int(row["page"]) for row in as_rows(files)}
    listed = [(path, first.get(name, 1) - 1) for name, path, _ in source.files] or [(source.path, 0)]
    kinds = [(path, before, readers.kind_of(path)) for path, before in listed]
    return [Paged(path, before, kind.name) for path, before, kind in kinds if kind and kind.name in ("pdf", "image")]


def paged_at(paged: Iterable[Paged], page: int) -> Paged | None:
    """The file that has a page of the account, of those that begin before it the last one."""
    return max((one for one in paged if one.before < page), key=lambda one: one.before, default=None)


def letters_of(paged: Iterable[Paged], password: str = "") -> dict[int, list[Letter]]:
    """The printed characters of the PDFs by the page of the account; of pictures nothing is known.

    Raises:
        DocumentError: a file cannot be opened.
    """
    found: dict[int, list[Letter]] = {}
    for one in paged:
        if one.kind == "pdf":
            with archives.on_disk(one.path) as file:
                letters = readers.pdf.letters_of(file, range(1, _MOST_PAGES), password)
            found |= {page + one.before: letters[page] for page in letters}
    return found


def page_pictures(paged: Iterable[Paged], scale: float) -> Iterator[tuple[int, Image]]:
    """Each page, by its number in the account, as a picture of so many pixels per point.

    Raises:
        DocumentError: a file cannot be opened.
    """
    for one in paged:
        with archives.on_disk(one.path) as file:
            if one.kind == "pdf":
                drawn = readers.pdf.page_pictures(file, scale)
            else:
                from ..readers import image

                drawn = image.page_pictures(file, scale)
            for page, picture in drawn:
                yield page + one.before, picture
