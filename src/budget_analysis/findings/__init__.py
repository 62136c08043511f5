"""What differs to findings: one row per slip, with places, cause and a sentence."""

from __future__ import annotations

from .frame import Material, find
from .statements import state

__all__ = ["Material", "find", "state"]
