"""Statements to claims: bound to printed numbers, recomputed as trees, judged."""

from .prose import SECTIONS, Claims, read_claims, read_prose

__all__ = ["SECTIONS", "Claims", "read_claims", "read_prose"]
