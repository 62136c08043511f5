"""What the files of one account hold, put together: a form or a text that two files print counts once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import terms
from ..reading import Line, Part, Problem
from .surroundings import Located, RawForm

_SENTENCE = re.compile(r"[^。；;!！?？]+")
_FEWEST_LETTERS = 12
"""A shorter sentence may stand in every account."""
_COPY = 0.6
"""Part of its sentences that a copy has in common with the text that counts."""
_SHOWN = 3
_LONGEST_SHOWN = 60


def join(found: Sequence[Located], parts: Sequence[Part]) -> Located:
    """The account: of a form that two files print the one with more cells, of two texts the first."""
    forms: dict[str, RawForm] = {}
    again: dict[str, RawForm] = {}
    for form in (form for one in found for form in one.forms):
        known = forms.get(form.spec.id)
        if known is None:
            forms[form.spec.id] = form
        else:
            counts, other = (known, form) if _extent(known) >= _extent(form) else (form, known)
            forms[form.spec.id], again[form.spec.id] = counts, other
    announced: dict[str, int] = {}
    for one in found:
        announced = one.announced | announced
    prose, problems = _join_prose([one.prose for one in found], parts)
    return Located(
        tuple(forms.values()),
        {form: page for form, page in announced.items() if form not in forms},
        prose,
        tuple(table for one in found for table in one.unknown),
        (*(problem for one in found for problem in one.problems), *problems),
        again,
    )


def _extent(form: RawForm) -> int:
    """What tells a form from its bare title: cells, or words where there are none."""
    cells = sum(bool(cell.text.strip()) for grid in form.grids for cell in grid.cells)
    return cells or sum(len(line.text.split()) for line in form.lines)


def _join_prose(texts: Sequence[tuple[Line, ...]], parts: Sequence[Part]) -> tuple[tuple[Line, ...], list[Problem]]:
    """The texts one after the other; one that repeats a longer one is left out, and said."""
    sentences = [_sentences(lines) for lines in texts]
    order = sorted(range(len(texts)), key=lambda index: -len(sentences[index]))
    kept: list[int] = []
    problems = []
    for index in order:
        own = sentences[index]
        copied = next((other for other in kept if own and _common(own, sentences[other]) >= _COPY), None)
        if copied is None:
            kept.append(index)
            continue
        others = [sentence for sentence in own if sentence not in sentences[copied]]
        message = (
            f"its text is that of {parts[copied].file}, which counts; it is left out so that nothing is "
            f"counted twice. {len(others)} sentences are others"
        )
        if others:
            shown = "; ".join(f"“{sentence[:_LONGEST_SHOWN]}”" for sentence in others[:_SHOWN])
            message += f": {shown}. `budget-analysis compare` shows what differs"
        problems.append(Problem(parts[index].page, parts[index].file, "files", message))
    return tuple(line for index in sorted(kept) for line in texts[index]), problems


def _sentences(lines: Sequence[Line]) -> dict[str, None]:
    """The longer sentences of a text, folded; a copy breaks its lines elsewhere."""
    text = terms.fold("".join(line.text for line in lines))
    found = (match[0] for match in _SENTENCE.finditer(text))
    return dict.fromkeys(sentence for sentence in found if len(sentence) >= _FEWEST_LETTERS)


def _common(own: dict[str, None], other: dict[str, None]) -> float:
    return sum(sentence in other for sentence in own) / len(own)
