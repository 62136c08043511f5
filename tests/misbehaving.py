"""Reading that goes wrong. It runs in a worker, which imports this module: so nothing heavy stands here."""

from __future__ import annotations

import os
import re
import signal
import time
from typing import Any


def process_number() -> dict[str, bytes]:
    return {"pid": str(os.getpid()).encode()}


def misbehave(what: str) -> dict[str, bytes]:
    """Reading that goes wrong in the way that is asked for; else the number of its process."""
    if what == "hang":
        time.sleep(600)
    if what == "hang without giving way":
        re.fullmatch(r"(a|aa)+", "a" * 60 + "b")  # keeps Python's lock: no thread of its own can end it
    if what == "fill":
        filled = [bytearray(b"x" * (1 << 24)) for _ in range(1 << 12)]
        assert filled
    if what == "die":
        os._exit(7)
    if what == "be killed":
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(600)
    if what == "no memory":
        raise MemoryError
    if what == "print":
        os.write(1, b"chatter of a library")
    return process_number()


def read_or_misbehave(source: Any, manner: Any, kept: Any) -> Any:
    """Reading, except that a document named `deadly` ends the process and `greedy` fills the memory."""
    from budget_analysis import stages

    if source.path.stem == "deadly":
        os._exit(9)
    if source.path.stem == "greedy":
        misbehave("fill")
    return stages.go_on(source, manner, kept)


def stumble_on_a(source: Any, manner: Any, kept: Any) -> Any:
    """A defect on one document."""
    from budget_analysis import stages

    if source.path.stem == "a":
        raise ZeroDivisionError("of the text of the document")
    return stages.go_on(source, manner, kept)
