"""Names told side by side with their count, before as many numbers: A、B、C三个项目预算分别为…，支出分别为…"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from .. import codes
from .glosses import joined
from .lists import number_in, series_at
from .tokens import NUMBERS, Token
from .walks import find, text_of
from .words import group

_BREAKS = ("comma", "colon", "semicolon", "stop", "open", "close", *NUMBERS)
"""Kinds between which a run of names stands."""
_ENDS = ("semicolon", "stop")
_LEADING = ("each", "scope", "versus", "own", "year", "current", "ordinal", "alike")
"""What may stand before the first of the names."""
_OF_CLASSES = "类"
_FEWEST = 2
"""Names that stand side by side."""


def with_names_apart(tokens: Sequence[Token], form: str = "") -> list[Token]:
    """The tokens in which each of the names that the text counts is one, where as many numbers follow.

    村居转移支付、草原生态保护、驻村工作队三个项目预算分别为124.60万元、180.00万元、65.00万元: three names, whatever words
    stand inside them. 一般公共服务、住房保障两类支出分别为…: classes, where all are.

    Args:
        form: the form by function whose classes the section speaks of; empty where it has none.
    """
    told: list[Token] = []
    start = 0
    while start < len(tokens):
        end = find(tokens, start, *_BREAKS)
        run = tokens[start:end]
        begin = _begin(run)
        leading = _between(run, 0, begin)
        is_led = any(token.kind in ("each", "scope", "colon") for token in [*told, *leading][-1:]) and any(token.kind == "comma" for token in tokens[end : end + 1])
        names = _apart(_between(run, begin, None), form, _numbers_behind(tokens, end), is_led)
        told += [*(leading if names else run), *names, *tokens[end : end + 1]]
        start = end + 1
    return told


def _begin(run: Sequence[Token]) -> int:
    """The place in the text of a run behind the words that lead to its names: 部门对…等3个项目."""
    marks = [place for place, token in enumerate(run) if token.kind == "mark"]
    leading = max((place + 1 for place in range(marks[0]) if run[place].kind in _LEADING), default=0) if marks else 0
    begin = len(text_of(run[:leading]))
    of_whom = _one_of("of_whom").match(text_of(run), begin)
    return of_whom.end() if of_whom and marks else begin


def _apart(run: Sequence[Token], form: str, numbers: int, is_led: bool) -> list[Token]:
    """The names, their count, and what stands behind it; none where it counts other than it names, or than numbers follow.

    Args:
        is_led: words that lead to a list stand before it and a comma behind, so that it needs no count: 分别为甲项目、乙项目，预算分别为….
    """
    each = next((place for place, token in enumerate(run) if token.kind == "each" and all(one.kind in ("each", "harmless") for one in run[place:])), None)
    is_plain = each is not None and not any(token.kind == "share" for token in run[:each])
    if is_plain and not is_led and all(any(one.kind == "other" for one in piece) for piece in _pieces(run[:each])):
        told_apart = _apart(run[:each], form, numbers, is_led=True)
        return [*told_apart, *run[each:]] if told_apart else []  # 工资福利支出、商品和服务支出分别为90.00万元、20.00万元
    text = text_of(run)
    found = _counted().fullmatch(text)
    if numbers < _FEWEST or found is None and not is_led or found and number_in(found["count"]) != numbers:
        return []
    names = (found["names"] if found else text).split("、")
    if len(names) == numbers - 1:
        names[-1:] = _one_of("before_last").split(names[-1], maxsplit=1)
    if len(names) != numbers or len(set(names)) < numbers or not all(names):
        return []
    is_of_classes = bool(form) and found is not None and _OF_CLASSES in found["things"] and all(codes.fold_name(name) in codes.class_by_name() for name in names)
    told: list[Token] = []
    place = 0
    for name in names:
        place = text.index(name, place)
        piece = _between(run, place, place + len(name))
        if told:
            told.append(replace(piece[0], kind="mark", text="、", start=piece[0].start - 1, end=piece[0].start))
        if is_of_classes:
            told.append(replace(joined(piece, "item"), names=(name, "", ""), form=form))
        else:
            told.append(piece[0] if len(piece) == 1 and piece[0].is_name else joined(piece, "named"))
        place += len(name)
    end = found.end("things") if found else place
    counting = [one if one.kind == "count" else replace(one, kind="harmless") for one in _between(run, place, end)]
    return [*told, *counting, *_between(run, end, None)]


def _pieces(run: Sequence[Token]) -> list[list[Token]]:
    """The tokens between the marks."""
    pieces: list[list[Token]] = [[]]
    for token in run:
        if token.kind == "mark":
            pieces.append([])
        else:
            pieces[-1].append(token)
    return pieces


@cache
def _one_of(name: str) -> re.Pattern[str]:
    """Any word of a group, the longest first."""
    return re.compile("|".join(map(re.escape, sorted(group(name), key=len, reverse=True))))


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?P<names>[^、]+、.+?)等?(?P<count>[两二三四五六七八2-8])(?P<things>{_one_of('counted_things').pattern})(?P<rest>.*)")


def _numbers_behind(tokens: Sequence[Token], end: int) -> int:
    """How many numbers stand in the first series of the sentence behind a place."""
    first = find(tokens, end, *NUMBERS, *_ENDS)
    return len(series_at(tokens, first, is_each=True)) if first < len(tokens) and tokens[first].kind in NUMBERS else 0


def _between(run: Sequence[Token], begin: int, end: int | None) -> list[Token]:
    """The tokens of these places of the run's text, to its end if none is given; one that begins before or ends behind them is cut."""
    end = len(text_of(run)) if end is None else end
    pieces: list[Token] = []
    place = 0
    for token in run:
        low, high = max(begin, place) - place, min(end, place + len(token.text)) - place
        if low < high:
            is_whole = high - low == len(token.text)
            piece = Token("other", token.text[low:high], token.start + low, token.start + high)
            pieces.append(token if is_whole else piece)
        place += len(token.text)
    return pieces
