"""What differs to findings: one row per slip, with places, cause and a sentence."""

from __future__ import annotations

from .frame import Found, Material, find, stated
from .obligations import obligations

__all__ = ["Found", "Material", "find", "obligations", "stated"]
