"""Walks over a run of tokens: what stands here, what up to a mark or back to one, and where the next of a kind stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .tokens import Token

NOTHING = Token("", "", -1, -1)
"""What stands beyond the ends of a run: a token without kind and text, so that no rule asks whether there is one."""


def kinds_of(tokens: Iterable[Token]) -> list[str]:
    return [token.kind for token in tokens]


def text_of(tokens: Iterable[Token]) -> str:
    return "".join(token.text for token in tokens)


def token_at(tokens: Sequence[Token], place: int) -> Token:
    """The token of this place; `NOTHING` before the first and behind the last."""
    return tokens[place] if 0 <= place < len(tokens) else NOTHING


def place_of(tokens: Sequence[Token], token: Token) -> int:
    """Where the token stands that begins in the text where this one does, whatever has become of it."""
    return next(place for place, one in enumerate(tokens) if one.start == token.start)


def kinds_before(tokens: Sequence[Token], place: int, count: int) -> list[str]:
    """The kinds of as many tokens right before this place; of fewer at the beginning."""
    return kinds_of(tokens[max(0, place - count) : max(0, place)])


def without(tokens: Iterable[Token], *kinds: str) -> list[Token]:
    return [token for token in tokens if token.kind not in kinds]


def first_but(tokens: Iterable[Token], *kinds: str) -> Token:
    """The first token that is of none of these kinds; `NOTHING` where all are."""
    return next((token for token in tokens if token.kind not in kinds), NOTHING)


def nearest_but(tokens: Sequence[Token], place: int, *kinds: str) -> Token:
    """The nearest token before this place that is of none of these kinds; `NOTHING` where all are."""
    return first_but(reversed(tokens[:place]), *kinds)


def find(tokens: Sequence[Token], place: int, *kinds: str) -> int:
    """The first place from here on that holds one of these kinds; the length of the run where none does."""
    return next((at for at in range(place, len(tokens)) if tokens[at].kind in kinds), len(tokens))


def find_back(tokens: Sequence[Token], place: int, *kinds: str) -> int:
    """The nearest place before this one that holds one of these kinds; -1 where none does."""
    return next((at for at in range(place - 1, -1, -1) if tokens[at].kind in kinds), -1)


def past(tokens: Sequence[Token], place: int, *kinds: str) -> int:
    """The first place from here on that holds none of these kinds; the length of the run where all do."""
    return next((at for at in range(place, len(tokens)) if tokens[at].kind not in kinds), len(tokens))


def up_to(tokens: Sequence[Token], place: int, *ends: str) -> Sequence[Token]:
    """The tokens from here to the first of these kinds, which is none of them."""
    return tokens[place : find(tokens, place, *ends)]


def back_to(tokens: Sequence[Token], place: int, *ends: str) -> Sequence[Token]:
    """The tokens between the last of these kinds before this place and the place, in the order of the text."""
    return tokens[find_back(tokens, place, *ends) + 1 : place]


def clause_at(tokens: Sequence[Token], place: int) -> Sequence[Token]:
    """The tokens from here to the end of the clause."""
    return up_to(tokens, place, "comma", "semicolon", "stop")
