"""Statements to claims: bound to printed numbers, recomputed as trees, judged."""

from .passages import SECTIONS
from .prose import Claims, read_prose

__all__ = ["SECTIONS", "Claims", "read_prose"]
