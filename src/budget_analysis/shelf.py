"""Finished documents kept on disk, so that the next run need not read them again."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from . import frames
from .errors import OutputError

Frames = Mapping[str, pd.DataFrame]
Packed = Mapping[str, bytes]
"""Frame by name as the bytes of a Parquet file."""

KEPT = ".finished"
"""The folder of finished documents within a folder of output."""
_SUMS = "sha256.json"
_UNFINISHED = ".part"
_log = logging.getLogger(__name__)


def pack(read: Callable[..., Frames], *document: Any) -> Packed:
    """What `read` gives for a document, as bytes for the way to another process or to disk."""
    packed = {}
    for name, frame in read(*document).items():
        content = BytesIO()
        frame.to_parquet(content, index=False)
        packed[name] = content.getvalue()
    return packed


def unpack(packed: Packed) -> Frames:
    """Packed frames with the types that `frames.csv` declares."""
    return {
        name: pd.read_parquet(BytesIO(content)).astype(frames.columns(name))
        for name, content in packed.items()
    }


def take(folder: Path, name: str, key: str) -> Packed | None:
    """What was kept of a document under this key; None where nothing was, or not all of it.

    Each file must have the hash that was written down with it: a disk that filled up, or a
    machine that stopped, leaves files that look finished.
    """
    place = folder / name / key
    if not place.is_dir():
        return None
    try:
        sums = json.loads((place / _SUMS).read_text(encoding="utf-8"))
        packed = {name: (place / f"{name}.parquet").read_bytes() for name in sums}
    except (OSError, ValueError):
        packed = sums = {}
    if packed and {name: _sum(content) for name, content in packed.items()} == sums:
        return packed
    _log.warning("%s: this kept result is damaged; the document is read again", place)
    return None


def put(folder: Path, name: str, key: str, packed: Packed) -> None:
    """Keep a document, complete or not at all, in place of what older files or code gave.

    Raises:
        OutputError: the folder cannot be written.
    """
    shelf = folder / name
    part = shelf / (key + _UNFINISHED)
    try:
        if shelf.is_dir():
            shutil.rmtree(shelf)
        part.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        for name, content in packed.items():
            (part / f"{name}.parquet").write_bytes(content)
        sums = {name: _sum(content) for name, content in packed.items()}
        (part / _SUMS).write_text(json.dumps(sums), encoding="utf-8")
        os.replace(part, shelf / key)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise OutputError(
            f"{folder}: finished documents cannot be kept here: {error.strerror}. Make room or "
            "choose another --out, and run again; what is finished is not read again."
        ) from error


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
