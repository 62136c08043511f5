"""What the readers of the annexes collect: rows for the frames, and problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .printed_text import Text, places_of

FRAMES = ("units", "projects", "funds", "indicators", "report_items", "glossary")


@dataclass
class Found:
    """Rows by frame, in the order in which they are printed."""

    document_id: str
    rows: dict[str, list[dict[str, Any]]] = field(
        default_factory=lambda: {frame: [] for frame in (*FRAMES, "problems")}
    )

    def add(self, frame: str, **values: Any) -> None:
        """One row; an empty text is a blank cell and becomes missing, any other keeps its places."""
        texts = {name: value for name, value in values.items() if isinstance(value, Text)}
        row = values | {name: value.text or None for name, value in texts.items()}
        row = {name: None if value == "" else value for name, value in row.items()}
        places = {} if frame == "problems" else {"places": places_of(texts.items())}
        self.rows[frame].append({"document_id": self.document_id, **row, **places})

    def trouble(self, page: int, place: str, message: str) -> None:
        """Something of an annex that cannot be read for certain."""
        self.add("problems", page=page, place=place, kind="annex", message=message)
