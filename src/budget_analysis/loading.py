"""The door `load`: a file is read while the modules of the steps behind the reading are being imported.

Importing them takes a third of the time that reading a PDF does, and Java works beside Python.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from . import sources
from .document import Source, confirm_unchanged
from .reading import Reading

if TYPE_CHECKING:
    from .account import Account


def load(
    path: str | Path | Sequence[str | Path],
    document_id: str | None = None,
    reader: str = "both",
    password: str = "",
) -> Account:
    """Read a published account into frames.

    Args:
        path: a file (`archive.zip!/folder/name.pdf` is a member of an archive); or several files, a
            folder, an archive, or `folder/accounts.toml/NAME`, which are read as one account: its prose is
            judged against its forms in whatever file they stand.
        document_id: begins the identifiers; by default a hash of the file's bytes.
        reader: for a PDF "both" readings compared, or "tabula" or "grid" alone.
        password: opens an encrypted PDF.

    What cannot be read is a row of `problems`; a form that is not there is a row of `forms`
    with the state `missing`. Figures keep the printed text beside the amount in fen.

    Raises:
        DocumentError: the file cannot be read, changed meanwhile, or holds no form of an account; or the
            files tell different departments or years.
    """
    source = sources.open_account(path, document_id)
    answer = None if f"{__package__}.account" in sys.modules else _begin(source, reader, password)
    from .account import account_of

    reading = sources.read_source(source, reader, password) if answer is None else answer.result()
    confirm_unchanged(source)
    return account_of(source, reading)


def _begin(source: Source, reader: str, password: str) -> Future[Reading]:
    """The reading, under way in a thread that nobody waits for when the program ends."""
    answer: Future[Reading] = Future()

    def read() -> None:
        try:
            answer.set_result(sources.read_source(source, reader, password))
        except BaseException as error:  # whatever it is, it is raised where it is waited for
            answer.set_exception(error)

    Thread(target=read, name="reading", daemon=True).start()
    return answer
