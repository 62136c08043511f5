"""The shapes of `specs/sentences/shapes.toml`, and where they stand in a run of tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from .. import specs, terms
from ..errors import SpecError
from .tokens import Token

HARMLESS = ("harmless", "total")
"""Words that may stand between any two parts of a shape."""
_PART = re.compile(r"\{(?P<kinds>[a-z_|]+)(?::(?P<name>[a-z]+))?\}(?P<times>[?*]?)|(?P<words>[^\s{}:]+)(?::(?P<called>[a-z]+))?")
_KEYS = {"id", "match", "says", "sets", "topic", "when", "remark", "holds", "differs", "silent"}
_EXAMPLES = ("holds", "differs", "silent")
_SAID = {"number", "kind", "way", "measure", "of", "base"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a shape: a token of one of these kinds, or one of these words."""

    kinds: frozenset[str]
    words: frozenset[str]
    name: str
    fewest: int
    most: int

    def takes(self, token: Token) -> bool:
        return token.text in self.words if self.words else token.kind in self.kinds


@dataclass(frozen=True, slots=True)
class Said:
    """What one number of a shape states; each field is a constant or the name of a part."""

    number: str
    kind: str
    way: str = ""
    measure: str = ""
    of: str = ""
    base: str = ""


@dataclass(frozen=True)
class Shape:
    """A way to say a number, with its examples."""

    id: str
    parts: tuple[Part, ...]
    says: tuple[Said, ...]
    sets: str
    topic: str
    when: str
    remark: str
    examples: Mapping[str, tuple[Mapping[str, str], ...]]


@dataclass(frozen=True)
class Found:
    """A shape at a place: the named parts, and the place behind its last token."""

    shape: Shape
    end: int
    named: Mapping[str, Token] = field(default_factory=dict)


@cache
def load_shapes() -> tuple[Shape, ...]:
    """The shapes that the package knows, in the order of the file.

    Raises:
        SpecError: a shape cannot be read, or has no examples.
    """
    return read_shapes(specs.load("sentences/shapes.toml")["shape"])


def read_shapes(entries: Sequence[Mapping[str, Any]]) -> tuple[Shape, ...]:
    """Shapes from parsed TOML.

    Raises:
        SpecError: as for `load_shapes`.
    """
    shapes = tuple(_shape(entry) for entry in entries)
    names = [shape.id for shape in shapes]
    repeated = sorted({name for name in names if names.count(name) > 1})
    if repeated:
        raise SpecError(f"shapes.toml: {', '.join(repeated)} defined twice")
    return shapes


def longest(tokens: Sequence[Token], position: int, held: frozenset[str]) -> Found | None:
    """The shape that takes the most tokens from here on, of several one that names its first word, then the first of the file.

    Args:
        held: the conditions (`when`) that hold here.
    """
    best: Found | None = None
    for shape in _beginning_with(tokens[position]):
        if shape.when and shape.when not in held:
            continue
        found = _match(shape, tokens, position)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best


def _match(shape: Shape, tokens: Sequence[Token], position: int) -> Found | None:
    """The shape at this place; parts that may be repeated take as many tokens as they can."""
    parts = shape.parts

    def walk(part: int, place: int, taken: int, named: dict[str, Token]) -> tuple[int, dict[str, Token]] | None:
        if part == len(parts):
            return place, named
        own = parts[part]
        here = place
        if place > position:
            while here < len(tokens) and tokens[here].kind in HARMLESS and not own.takes(tokens[here]):
                here += 1
        if taken < own.most and here < len(tokens) and own.takes(tokens[here]):
            more = {**named, own.name: tokens[here]} if own.name else named
            found = walk(part, here + 1, taken + 1, more)
            if found is not None:
                return found
        return walk(part + 1, place, 0, named) if taken >= own.fewest else None

    found = walk(0, position, 0, {})
    return Found(shape, found[0], found[1]) if found and found[0] > position else None


def _beginning_with(token: Token) -> Sequence[Shape]:
    """Shapes that name the word itself stand before those that name its kind."""
    return (*_by_kind().get(token.text, ()), *_by_kind().get(token.kind, ()))


@cache
def _by_kind() -> dict[str, list[Shape]]:
    found: dict[str, list[Shape]] = {}
    for shape in load_shapes():
        for kind in (*shape.parts[0].kinds, *shape.parts[0].words):
            found.setdefault(kind, []).append(shape)
    return found


def _shape(entry: Mapping[str, Any]) -> Shape:
    name = entry.get("id", "without id")
    strangers = set(entry) - _KEYS
    if strangers or "match" not in entry:
        raise SpecError(f"shape {name}: cannot use {sorted(strangers) or 'it without match'}")
    missing = [key for key in _EXAMPLES if not entry.get(key)]
    if missing:
        raise SpecError(f"shape {name}: needs examples for {', '.join(missing)}")
    parts = tuple(_parts(name, entry["match"]))
    says = tuple(_said(name, said, {part.name for part in parts}) for said in entry.get("says", ()))
    examples = {key: tuple(entry[key]) for key in _EXAMPLES}
    return Shape(
        name, parts, says, entry.get("sets", ""), entry.get("topic", ""), entry.get("when", ""), entry.get("remark", ""), examples
    )


def _parts(shape: str, pattern: str) -> list[Part]:
    parts = []
    for piece in pattern.split():
        match = _PART.fullmatch(piece)
        if match is None:
            raise SpecError(f'shape {shape}: cannot read "{piece}" of "{pattern}"')
        kinds = frozenset((match["kinds"] or "").split("|")) - {""}
        words = frozenset(terms.fold(word) for word in (match["words"] or "").split("|")) - {""}
        times = match["times"]
        fewest, most = {"?": (0, 1), "*": (0, 99)}.get(times, (1, 1))
        parts.append(Part(kinds, words, match["name"] or match["called"] or "", fewest, most))
    if not parts or not parts[0].fewest:
        raise SpecError(f'shape {shape}: "{pattern}" must begin with a part that is there')
    return parts


def _said(shape: str, entry: Mapping[str, str], names: set[str]) -> Said:
    strangers = set(entry) - _SAID
    if strangers or entry.get("number") not in names or "kind" not in entry:
        raise SpecError(f"shape {shape}: says needs number (a named part) and kind, not {dict(entry)}")
    return Said(**entry)
