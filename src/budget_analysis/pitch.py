"""How much room a text takes where every letter is one column wide and every ideograph two."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Width of the text in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
