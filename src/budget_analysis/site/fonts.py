"""The font of the pages: Noto Sans SC with the glyphs that they use, and no others."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterable
from pathlib import Path

from ..charts import font_file
from .files import write

_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "–—‘’“”…·×÷−≤≥≈＝≠→↑↓‹›万元亿□○■"
FAMILIES = {"Site Sans SC": "", "Site Sans": " unicode-range: U+0-B6, U+B8-2012, U+2016-2017, U+201E-2025, U+2027-10FFFF;"}
"""The second is for English: its quotation marks, dashes and dots are not those of Chinese."""


def write_font(used: Iterable[str], out: Path) -> None:
    """Write `font.css` and the font that it names; nothing is done where the same glyphs are there.

    Args:
        used: texts with all characters that the pages show.
        out: the folder of the assets.

    Raises:
        FontError: the font is not installed.
        OSError: a file cannot be written.
    """
    shown = sorted(set(_ALWAYS).union(*used))
    name = f"noto-sans-sc-{hashlib.sha256(''.join(shown).encode()).hexdigest()[:12]}.woff"
    if not (out / name).is_file():
        write(out / name, _subset(shown))
    faces = (
        f'@font-face {{ font-family: "{family}"; src: url("{name}") format("woff"); font-display: swap;{span} }}\n'
        for family, span in FAMILIES.items()
    )
    write(out / "font.css", "".join(faces))
    for old in out.glob("noto-sans-sc-*.woff"):
        if old.name != name:
            old.unlink()


def _subset(shown: Iterable[str]) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options()
    options.flavor = "woff"
    options.name_IDs = ["*"]  # among them the copyright and the licence, which go where the font goes
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx"]
    options.hinting = False
    options.recalc_timestamp = False
    options.notdef_outline = True
    content = io.BytesIO()
    with TTFont(font_file(), lazy=True) as font:
        tool = subset.Subsetter(options)
        tool.populate(unicodes=[ord(letter) for letter in shown])
        tool.subset(font)
        font.flavor = "woff"
        font.save(content)
    return content.getvalue()
