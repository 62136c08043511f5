"""What differs to findings: one row per slip, with places, cause and a sentence."""

from __future__ import annotations

from .explaining import as_text, explain
from .frame import GROUNDS, SEVERITIES, Found, find, stated
from .listing import counted, judged_line, lines_of, obligations_line, review_of, selected, texts_of, unwatched, unwatched_line
from .marks import boxes_of
from .naming import say, word
from .obligations import obligations
from .power import Power, power_of, powers
from .remarks import Material
from .reviews import Review, counts, read_reviews, with_reviews

__all__ = [
    "GROUNDS",
    "SEVERITIES",
    "Found",
    "Material",
    "Power",
    "Review",
    "as_text",
    "boxes_of",
    "counted",
    "counts",
    "explain",
    "find",
    "judged_line",
    "lines_of",
    "obligations",
    "obligations_line",
    "power_of",
    "powers",
    "read_reviews",
    "review_of",
    "say",
    "selected",
    "stated",
    "texts_of",
    "unwatched",
    "unwatched_line",
    "with_reviews",
    "word",
]
