"""The panel: one row per department, year and indicator, from the frames of each account."""

from .counted import COUNTED
from .indicators import Indicator, definitions, load_indicators
from .values import panel_of

__all__ = ["COUNTED", "Indicator", "definitions", "load_indicators", "panel_of"]
