"""The charts, each from a frame of `views`, in Chinese or English; how they are shown and saved."""

from .across import indicator
from .bars import Chart, table_of
from .drawn import (
    economic_structure,
    execution,
    function_structure,
    procurement,
    three_public,
    verdicts,
    year_on_year,
)
from .performance import performance
from .style import FORMATS, FontError, caption, font_file, render, save, show, use_style

__all__ = [
    "FORMATS",
    "Chart",
    "FontError",
    "caption",
    "economic_structure",
    "execution",
    "font_file",
    "function_structure",
    "indicator",
    "performance",
    "procurement",
    "render",
    "save",
    "show",
    "table_of",
    "three_public",
    "use_style",
    "verdicts",
    "year_on_year",
]
