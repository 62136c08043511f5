"""An account of several files: which file each thing stands in, and a form that two files print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from . import frames, terms
from .block_lines import place_at
from .document import Source, printable
from .errors import DocumentError
from .frames import as_rows
from .reading import Part, Problem, Reading, part_of

_BRACKET = re.compile(r"\([^()]*\)$")
"""What stands behind the name of a department: (本级), (汇总)."""


_FEWEST_OTHERS = 10
"""Numbers that differ between two files before they are two accounts: fewer may be slips."""


def files_of(source: Source, reading: Reading) -> pd.DataFrame:
    """The frame `files`: one row per file of the account, in the order of their pages."""
    if not reading.parts:
        parts = [(Part(source.title, 1, reading.pages, reading.reader), source.sha256)]
    else:
        hashes = {name: sha256 for name, _, sha256 in source.files}
        parts = [(part, hashes.get(part.file, "")) for part in reading.parts]
    return frames.build(
        "files",
        (
            {
                "document_id": source.document_id,
                "file": part.file,
                "sha256": sha256 or None,
                "reader": part.reader,
                "page": part.page,
                "pages": part.pages,
            }
            for part, sha256 in parts
        ),
    )


def refuse_strangers(source: Source, parts: Sequence[Part], told: Sequence[tuple[str, int | None]]) -> None:
    """Refuse files that name themselves accounts of two departments, or of two years: held together they all differ.

    What `accounts.toml` says of department and year is believed. A name within the other is the same
    department (某局, 某市某局（本级）).

    Raises:
        DocumentError: two files tell different departments or years.
    """
    named = [(part.file, name, year) for part, (name, year) in zip(parts, told, strict=False) if name]
    for index, (file, name, year) in enumerate(named):
        for other, second, another in named[:index]:
            first, last = (_BRACKET.sub("", terms.fold(one)) for one in (name, second))
            is_other = not source.department and first not in last and last not in first
            if is_other or (not source.fiscal_year and None not in (year, another) and year != another):
                raise DocumentError(
                    f"{printable(source.path)}: {other} is of {second} {another or ''}, {file} of {name} {year or ''}: "
                    "these are no files of one account. Give one of them, or a folder for each account; if they "
                    "are one, say so in accounts.toml with department and fiscal_year"
                )


def with_files(frame: str, found: pd.DataFrame, files: pd.DataFrame) -> pd.DataFrame:
    """The frame of this name, its columns `file` and `place` filled by the page.

    Of one file nothing is filled: its name stands in `documents`. A page of one of several files
    has the place `p.3` where it has no other.
    """
    if len(files) < 2 or found.empty:
        return found
    parts = [
        Part(str(row["file"]), int(row["page"]), int(row["pages"]), str(row["reader"]))
        for row in as_rows(files)
    ]
    standing = [part_of(parts, None if pd.isna(page) else int(page)) for page in found["page"]]
    kinds = frames.columns(frame)
    filled = {"file": pd.Series([part.file if part else None for part in standing], dtype=kinds["file"])}
    if "place" in found and frame != "problems":  # there it is in words
        pages = [
            f"p.{int(page) - part.page + 1}" if part else None
            for page, part in zip(found["page"], standing, strict=True)
        ]
        own = found["place"].reset_index(drop=True)
        filled["place"] = own.where(own.notna(), pd.Series(pages, dtype=kinds["place"]))
    return found.reset_index(drop=True).assign(**filled)


def with_places(claims: pd.DataFrame, blocks: pd.DataFrame, files: pd.DataFrame) -> pd.DataFrame:
    """Claims with the file and the place of the words that they quote."""
    of_blocks = {} if blocks.empty else dict(zip(blocks["block"], blocks["places"], strict=True))
    places = [
        None if pd.isna(block) or pd.isna(end) else place_at(str(of_blocks[block]), int(end) - 1)
        for block, end in zip(claims["block"], claims["end"], strict=True)
    ]
    placed = claims.assign(place=pd.Series(places, index=claims.index, dtype=frames.columns("claims")["place"]))
    return with_files("claims", placed, files)


def agree(figures: pd.DataFrame, again: pd.DataFrame, names: Sequence[str]) -> tuple[pd.DataFrame, list[Problem]]:
    """The figures of a form that two files print, each cell held against the other file.

    A cell that both print differently is disputed (`a.xlsx!b.pdf` in `reading`), so that nothing
    is concluded from either print.

    Args:
        figures, again: frames `figures` of the form, of the file that counts and of the other one.
        names: of the two files.
    """
    other = {_key(row): row for row in as_rows(again)}
    differing = []
    readings: list[str | None] = []
    for row in as_rows(figures):
        second = other.get(_key(row))
        is_disputed = second is not None and not _is_same(row, second)
        own = None if pd.isna(row["reading"]) else str(row["reading"])
        readings.append("!".join(names) if is_disputed else own)
        if is_disputed and second is not None:
            label = str(row["role"] if pd.notna(row["role"]) else row["label"])
            differing.append(f'{label} {row["measure"]}: "{row["printed"]}" and "{second["printed"]}"')
    settled = figures.assign(reading=pd.Series(readings, index=figures.index, dtype="string"))
    form = str(figures["form"].iloc[0])
    page = int(figures["page"].iloc[0])
    said = f"{names[0]} and {names[1]} both print this form; the first counts"
    if differing:
        said += (
            f". {len(differing)} cells differ and are disputed: {'; '.join(differing[:5])}"
            f"{'; …' if differing[5:] else ''}. `budget-analysis compare` shows all of them"
        )
    return settled, [Problem(page, f"form {form}", "files", said)]


def are_two_accounts(prints: Sequence[tuple[pd.DataFrame, pd.DataFrame]]) -> bool:
    """Whether the forms that two files print are of two accounts: most of their numbers are others.

    Args:
        prints: the figures of each form that is printed twice, of the one file and of the other.
    """
    same, others = 0, 0
    for figures, again in prints:
        known = {_key(row): row for row in as_rows(again) if row["state"] == "value"}
        for row in as_rows(figures):
            second = known.get(_key(row)) if row["state"] == "value" else None
            if second is not None and row["amount_fen"] == second["amount_fen"]:
                same += 1
            elif second is not None:
                others += 1
    return others >= _FEWEST_OTHERS and others > same


def _key(row: dict[str, Any]) -> tuple[str, str]:
    """The row by its identifier without the document and the measure, and the measure."""
    return str(row["figure_id"]).split("/", 2)[2], str(row["measure"])


def _is_same(row: dict[str, Any], other: dict[str, Any]) -> bool:
    states = {str(row["state"]), str(other["state"])}
    if "unreadable" in states:
        return False
    if states <= {"zero", "blank", "declared_empty"}:
        return True  # one file may leave a zero blank
    return bool(row["amount_fen"] == other["amount_fen"]) if len(states) == 1 else False
