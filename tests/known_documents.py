"""Documents that the commands read here, in the process of the tests, and each only once.

For tests of what is done with frames. A worker takes seconds to start, with its imports and its
Java; that documents are read in processes of their own is for test_batch.py and test_cli.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from budget_analysis import stages
from budget_analysis.document import Source
from budget_analysis.stages import Kept, Manner
from budget_analysis.workers import Worker

_known: dict[tuple[Any, ...], Kept] = {}


def read_once(source: Source, manner: Manner = Manner(), kept: Kept = Kept()) -> Kept:
    """What `stages.go_on` gives; of the same bytes under the same name what it gave before."""
    if kept != Kept():
        return stages.go_on(source, manner, kept)
    of_account = (source.document_id, source.sha256, source.name, source.title, source.department, source.fiscal_year)
    if (of_account, manner) not in _known:
        _known[of_account, manner] = stages.go_on(source, manner)
    return _known[of_account, manner]


@contextmanager
def reading_here() -> Iterator[None]:
    """No worker is started in here; for fixtures of a module, a test takes `without_workers`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "read", lambda self, *document: read_once(*document))
        yield
