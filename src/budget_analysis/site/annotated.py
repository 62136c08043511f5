"""A copy of a PDF in which every finding is an annotation at its places."""

from __future__ import annotations

import json
from pathlib import Path

from ..findings import word
from ..frames import text
from ..readers.pdf import Mark, letters_of, write_annotated
from ..shelf import Frames
from .evidence import Evidence
from .places import Places

_COLOURS = {"gross": (179, 38, 30), "ordinary": (199, 119, 0), "last_digit": (138, 143, 152)}


def annotate(path: Path, found: Frames, out: Path, language: str, password: str = "") -> tuple[int, int]:
    """Write a copy of an account's PDF with its findings as annotations.

    Args:
        found: the frames of the account.
        out: the copy.
        language: of what the annotations say.

    Returns:
        How many annotations were written, and how many findings have no place on a page.

    Raises:
        DocumentError: the file cannot be opened.
        OSError: the copy cannot be written.
    """
    evidence = Evidence(found, Places(found["blocks"], letters_of(path, range(1, 10_000), password)))
    marks, without = [], 0
    for one in evidence.findings:
        grade = word("severities", text(one["severity"]), language)
        said = text(one[f"sentence_{language}"])
        if text(one["cause"]):
            said += f" {word('causes', text(one['cause']), language)}: {text(one['cause_proof'])}"
        boxes = [box for place in json.loads(one["places"]) for box in evidence.boxes_at(place)]
        without += not boxes
        marks += [
            Mark(int(page), (x0, y0, x1, y1), f"{one['finding_id']} {grade}", said, _COLOURS[text(one["severity"])])
            for page, x0, y0, x1, y1 in boxes
        ]
    return write_annotated(path, marks, out, password), without
