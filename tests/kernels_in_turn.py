"""A pytest plugin for notebooks that are tested side by side: their kernels start one after the other.

The ports of a kernel are chosen by the process that starts it and bound by the kernel a moment later;
two that start at once in two processes may choose the same, and one dies.
"""

import fcntl
import tempfile
from functools import wraps
from pathlib import Path
from typing import Any

import nbval.kernel

_start = nbval.kernel.start_new_kernel


@wraps(_start)
def start_in_turn(*given: Any, **named: Any) -> Any:
    """Start a kernel and wait until it answers, while no other process does."""
    with (Path(tempfile.gettempdir()) / "budget-analysis-kernels.lock").open("a") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        return _start(*given, **named)


nbval.kernel.start_new_kernel = start_in_turn
