"""What is made or read once in a run of the tests, whichever of its processes asks first.

A document is read here, in the process of the tests, for tests of what is done with frames: a
worker takes seconds to start, with its imports and its Java. That documents are read in processes
of their own is for test_batch.py and test_cli.py.
"""

from __future__ import annotations

import hashlib
import pickle
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from budget_analysis import Account, cli, stages
from budget_analysis.document import Source
from budget_analysis.reconciliation import Ledger, ledger_of
from budget_analysis.shelf import Frames
from budget_analysis.sources import open_account
from budget_analysis.stages import Kept, Manner
from budget_analysis.workers import Worker
from tests.folders_made_once import made_once
from tests.seed_account import ROOT

_known: dict[tuple[Any, ...], Kept] = {}


def read_once(source: Source, manner: Manner = Manner(), kept: Kept = Kept()) -> Kept:
    """What `stages.go_on` gives; of the same bytes under the same name what it gave before."""
    if kept != Kept():
        return stages.go_on(source, manner, kept)
    if manner.with_panel and manner.with_claims:  # a panel rests on frames and claims, which others ask for without it
        known = read_once(source, replace(manner, with_panel=False))
        return replace(known, panel=stages.go_on(source, manner, known).panel)
    of_account = (source.document_id, source.sha256, source.name, source.title, source.department, source.fiscal_year)
    if (of_account, manner) not in _known:
        key = hashlib.sha256(repr((of_account, manner)).encode()).hexdigest()
        folder = made_once(f"read-{key}", lambda folder: _write(folder, stages.go_on(source, manner)))
        _known[of_account, manner] = pickle.loads((folder / "kept").read_bytes())
    return _known[of_account, manner]


def frames_once(source: Source) -> Frames:
    """The frames of a document, as `corpus.read_frames` gives them."""
    return stages.frames_of(read_once(source))


@cache
def opened_once(path: Path) -> tuple[Account, Ledger]:
    """The account of a document and its ledger, for tests that ask and change nothing: others hold the same frames."""
    found = frames_once(open_account(path))
    account = stages.account_from(found)
    return account, ledger_of(account.document_id, found)


def built_once() -> Path:
    """A folder with a copy of the raw accounts and, in `dataset`, what `build --database` makes of them. Nobody writes into it."""
    return made_once("built", _build)


def _build(folder: Path) -> None:
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    given = ["build", str(folder / "data" / "raw"), "--out", str(folder / "dataset"), "--database"]
    with reading_here():
        assert cli.main(given) == cli.DONE


def _write(folder: Path, kept: Kept) -> None:
    (folder / "kept").write_bytes(pickle.dumps(kept))


@contextmanager
def reading_here() -> Iterator[None]:
    """No worker is started in here; for fixtures of a module, a test takes `without_workers`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "read", lambda self, *document: read_once(*document))
        yield
