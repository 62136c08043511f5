"""What the judging of sentences knows besides the identities: the tables of `specs/sentences/judging.toml`."""

from __future__ import annotations

from typing import Any

from .. import specs


def table(name: str) -> Any:
    """A table of the file; what each says stands there."""
    return specs.load("sentences/judging.toml")[name]


def opening_of(place: str) -> str:
    """Where the balance at the beginning of the year stands of one at its end; may be empty."""
    return str(table("opening").get(place, ""))
