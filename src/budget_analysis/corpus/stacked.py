"""Frames of many documents under each other, put together when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from .. import frames
from ..account import problem_frame
from ..reading import Problem
from ..shelf import Frames, Shelved


class Stacked(Mapping[str, pd.DataFrame]):
    """The frames of documents under each other, in the order of their identifiers.

    Each is put together when it is asked for; `parts` gives it document by document, so that a
    dataset of any length can be written in the memory of one.

    Args:
        found: the frames of each document by its identifier.
        made: frames that are of all of them.
        of_each: a frame of each of some documents, by its name: what gives it.
        problems: what is known of documents besides, each with the document's identifier.
    """

    def __init__(
        self,
        found: Mapping[str, Frames],
        made: Frames,
        of_each: Mapping[str, Mapping[str, Callable[[], pd.DataFrame]]],
        problems: Sequence[tuple[str | None, Problem]],
    ) -> None:
        self._found, self._made, self._of_each = dict(sorted(found.items())), made, of_each
        self.problems = problems
        self._names = [*frames.names(), *(name for name in frames.OF_MANY if name in made or name in of_each)]
        if found:
            first = next(iter(found.values()))
            self._names = [name for name in self._names if name in first or name in made or name in of_each]

    @property
    def kept(self) -> int:
        """How many documents it has, if all lie on disk: another process is told where in few bytes; else 0."""
        found = self._found.values()
        return len(found) if all(isinstance(one, Shelved) for one in found) else 0

    def parts(self, name: str) -> Iterator[pd.DataFrame]:
        """A frame piece by piece: what is of no document first, then document by document."""
        if name in self._made:
            yield self._made[name]
        elif name in self._of_each:
            yield from (make() for _, make in sorted(self._of_each[name].items()))
        elif name == "problems":
            yield from self._problems_by_document()
        else:
            yield from (one[name] for one in self._found.values())

    def _problems_by_document(self) -> Iterator[pd.DataFrame]:
        besides: dict[str | None, list[Problem]] = {}
        for document, problem in self.problems:
            besides.setdefault(document, []).append(problem)
        yield problem_frame(None, besides.get(None, []))
        for document in sorted({*self._found, *(name for name in besides if name is not None)}):
            if document in self._found:
                yield self._found[document]["problems"]
            yield problem_frame(document, besides.get(document, []))

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._names:
            raise KeyError(name)
        if name in self._made:
            return self._made[name]
        return pd.concat([frames.build(name, []), *self.parts(name)], ignore_index=True)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
