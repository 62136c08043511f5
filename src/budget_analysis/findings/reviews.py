"""What a person says of findings: `reviews.csv`, which outlives runs and versions.

A line names a document and a finding, and one word: `confirmed`, `rejected` (`note` says why),
`explained` (`note` is the office's answer), `withdrawn`. `content` may hold the hash that the
finding had; where it has another one now, the review is shown with the word that it is changed.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import ReviewError
from ..frames import as_rows

WORDS = ("confirmed", "rejected", "explained", "withdrawn")
OPEN, CHANGED, GONE = "open", "changed", "gone"
COLUMNS = ("document_id", "finding_id", "word", "note", "content")
_NEEDED = ("document_id", "finding_id", "word")
_WITH_NOTE = ("rejected", "explained")


@dataclass(frozen=True)
class Review:
    """What a person said of one finding."""

    document_id: str
    finding_id: str
    word: str
    note: str = ""
    content: str = ""


def read_reviews(path: str | Path) -> list[Review]:
    """The reviews of a file; where one finding is named again, the last line counts.

    Raises:
        ReviewError: the file cannot be read, a column lacks, a line is malformed; with the line
            and what to write.
    """
    file = Path(path)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            names = reader.fieldnames or []
            lacking = [name for name in _NEEDED if name not in names]
            if lacking:
                raise ReviewError(
                    f"{file}, line 1: no column {', '.join(lacking)}. Write the header "
                    f"{','.join(COLUMNS)} and one finding per line."
                )
            found = [_review(file, reader.line_num, row) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise ReviewError(
            f"{file}: {error}. A file of reviews is CSV in UTF-8 with the columns {','.join(COLUMNS)}."
        ) from error
    return list({(one.document_id, one.finding_id): one for one in found}.values())


def _review(file: Path, line: int, row: dict[str, Any]) -> Review:
    place = f"{file}, line {line}"
    if None in row or None in row.values():
        raise ReviewError(
            f"{place}: as many fields as the header has are due. Put a note with commas in quotation marks."
        )
    values = {name: row.get(name, "").strip() for name in COLUMNS}
    if not values["document_id"] or not values["finding_id"]:
        raise ReviewError(
            f"{place}: document_id or finding_id is empty. `budget-analysis findings FILE` shows both."
        )
    if values["word"] not in WORDS:
        raise ReviewError(f'{place}: word is "{values["word"]}". Write one of {", ".join(WORDS)}.')
    if values["word"] in _WITH_NOTE and not values["note"]:
        what = "why it is rejected" if values["word"] == "rejected" else "what the office answered"
        raise ReviewError(f"{place}: {values['word']} without a note. Write in `note` {what}.")
    return Review(**values)


def with_reviews(findings: pd.DataFrame, reviews: Sequence[Review]) -> pd.DataFrame:
    """The findings with what a person said of them.

    Returns:
        The frame with `review` (a word, or `open`), `review_note` and `is_changed`: true where
        the finding says something else now than when it was reviewed. A reviewed finding that is
        not found any more stays with its identifier and `is_gone`; its other columns are empty.
    """
    said = {(one.document_id, one.finding_id): one for one in reviews}
    rows: list[dict[str, Any]] = []
    for row in as_rows(findings):
        review = said.pop((str(row["document_id"]), str(row["finding_id"])), None)
        is_changed = bool(review and review.content and review.content != row["content"])
        kept = {str(name): value for name, value in row.items()}
        rows.append({**kept, **_columns(review), "is_changed": is_changed, "is_gone": False})
    documents = set(findings["document_id"].dropna())
    for review in said.values():
        if review.document_id in documents:
            empty: dict[str, Any] = dict.fromkeys(findings.columns)
            key = {"document_id": review.document_id, "finding_id": review.finding_id}
            rows.append({**empty, **key, **_columns(review), "is_changed": False, "is_gone": True})
    names = [*findings.columns, "review", "review_note", "is_changed", "is_gone"]
    return pd.DataFrame(rows, columns=names)


def _columns(review: Review | None) -> dict[str, Any]:
    return {"review": review.word if review else OPEN, "review_note": review.note if review else ""}


def counts(reviewed: pd.DataFrame) -> dict[str, int]:
    """How many findings have which word, changed and gone ones apart; words without any left out."""
    found = Counter(
        GONE if row["is_gone"] else CHANGED if row["is_changed"] else str(row["review"])
        for row in as_rows(reviewed)
    )
    return {name: found[name] for name in (OPEN, *WORDS, CHANGED, GONE) if found[name]}
