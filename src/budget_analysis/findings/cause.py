"""A cause with the arithmetic that proves it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Cause:
    """A cause by its identifier (a kind of `specs/findings.toml`) and its proof as arithmetic."""

    name: str
    proof: str
