"""What the engine says of its lines and characters: one text for all, which is read here at once."""

from __future__ import annotations

import re

_NUMBER = r"(-?[\d.]+(?:E-?\d+)?)"
_RULING = re.compile(rf"Ruling\[x1={_NUMBER} y1={_NUMBER} x2={_NUMBER} y2={_NUMBER}\]")
_ELEMENT = re.compile(
    rf"TextElement\[x={_NUMBER},y={_NUMBER},w={_NUMBER},h={_NUMBER},"
    rf'bottom={_NUMBER},right={_NUMBER},text="(.*?)"\](?=, technology\.tabula\.|\]$)',
    re.DOTALL,
)


def parse_rulings(text: str) -> list[tuple[float, float, float, float]]:
    found = [tuple(map(float, groups)) for groups in _RULING.findall(text)]
    return [(x0, y0, x1, y1) for x0, y0, x1, y1 in found]


def parse_elements(text: str) -> list[tuple[float, float, float, str]]:
    """Left, right, bottom and text of the engine's characters."""
    return [
        (float(x), float(right), float(bottom), shown)
        for x, _, _, _, bottom, right, shown in _ELEMENT.findall(text)
    ]
