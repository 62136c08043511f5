"""Web pages whose account was typed with blanks (`<pre>`): they are read as the dump that they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...containers.xml import Element
from ...reading import Reading
from ...typed_lines import dump
from .flow import Flow

_MARK = "\ue000"
"""Begins what stands for typed lines while the rest of the page is read."""
_MOSTLY = 0.6
_FEWEST_LINES = 20


def typed_lines(root: Element) -> dict[str, str]:
    """The text of `<pre>` where that is most of the page: an account that was set with blanks. Each is taken out, and a mark stands for it."""
    parts = [one for body in root.iter("body") for one in body.iter("pre")]
    texts = ["".join(one.itertext()) for one in parts]
    shown = sum(len("".join("".join(body.itertext()).split())) for body in root.iter("body"))
    if sum(len("".join(text.split())) for text in texts) < _MOSTLY * max(shown, 1) or sum(text.count("\n") for text in texts) < _FEWEST_LINES:
        return {}
    marks = {f"{_MARK}{number}": text for number, text in enumerate(texts)}
    for one, mark in zip(parts, marks, strict=True):
        tail = one.tail
        one.clear()
        one.text, one.tail = mark, tail
    return marks


def as_dump(flow: Flow, typed: Mapping[str, str]) -> Reading:
    """The page as the dump that it is: its typed lines, and what stands around them in lines of their own."""
    found = dump("\n".join(typed.get(line.text.strip(), line.text) for line in flow.lines))
    return replace(found, problems=(*flow.problems, *found.problems))
