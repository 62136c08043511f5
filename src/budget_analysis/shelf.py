"""Finished documents kept on disk, so that the next run need not read them again."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from . import frames
from .errors import OutputError

Frames = Mapping[str, pd.DataFrame]
Packed = Mapping[str, bytes]
"""The content of files by their names; a frame is a Parquet file of its name."""

KEPT = ".finished"
"""The folder of finished documents within a folder of output."""
_PARQUET = ".parquet"
_SUMS = "sha256.json"
_UNFINISHED = ".part"
_NONCE, _TAG = 16, 32
_TYPES = {
    pa.string(): pd.StringDtype(), pa.large_string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(),
    pa.float64(): pd.Float64Dtype(), pa.bool_(): pd.BooleanDtype(),
}  # fmt: skip
_log = logging.getLogger(__name__)


def pack(found: Frames) -> dict[str, bytes]:
    """Frames as bytes, for the way to another process or to disk."""
    packed = {}
    for name, frame in found.items():
        content = BytesIO()
        frame.to_parquet(content, index=False)
        packed[name + _PARQUET] = content.getvalue()
    return packed


def unpack(packed: Packed) -> Frames:
    """The frames among packed files, with the types that `frames.csv` declares."""
    named = {name.removesuffix(_PARQUET): content for name, content in packed.items() if name.endswith(_PARQUET)}
    return {name: frames.with_types(name, _opened(content)) for name, content in named.items()}


def _opened(content: bytes) -> pd.DataFrame:
    """A packed frame: `pd.read_parquet` takes thrice the time, since it looks for a type of pandas by its name."""
    table = pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False)
    frame: pd.DataFrame = table.to_pandas(types_mapper=_TYPES.get, ignore_metadata=True, use_threads=False)
    return frame


class Shelved(Mapping[str, pd.DataFrame]):
    """Frames that are kept, each read when it is asked for and then forgotten.

    So a batch of any length takes the memory of one frame.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        found = {file.name.removesuffix(_PARQUET): folder for folder in folders for file in folder.glob(f"*{_PARQUET}")}
        self._folders = {name: found[name] for name in (*frames.names(), *frames.OF_MANY) if name in found}

    def __getitem__(self, name: str) -> pd.DataFrame:
        file = name + _PARQUET
        return unpack({file: (self._folders[name] / file).read_bytes()})[name]

    def __contains__(self, name: object) -> bool:
        return name in self._folders  # else it would be read to see whether it is there

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


class Held(Mapping[str, pd.DataFrame]):
    """Frames of one document while they are worked on: each that is asked for is read once."""

    def __init__(self, found: Frames) -> None:
        self._found = found
        self._read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._read:
            self._read[name] = self._found[name]
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._found

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)


def seal(content: bytes, secret: bytes) -> bytes:
    """What only those can read who have the secret, shorter than before.

    What stands on the pages names persons, whom the frames hide. It is kept in the folder of the
    output, which may be given away, so it is readable only beside the document itself.
    """
    plain = zlib.compress(content)
    nonce = hashlib.sha256(secret + plain).digest()[:_NONCE]
    sealed = nonce + _mixed(plain, secret + nonce)
    return hmac.digest(secret, sealed, "sha256") + sealed


def unseal(content: bytes, secret: bytes) -> bytes:
    """What `seal` was given with this secret.

    Raises:
        ValueError: this was sealed with another secret, or is not as it was written.
    """
    tag, sealed = content[:_TAG], content[_TAG:]
    if not hmac.compare_digest(tag, hmac.digest(secret, sealed, "sha256")):
        raise ValueError("not sealed with this secret")
    return zlib.decompress(_mixed(sealed[_NONCE:], secret + sealed[:_NONCE]))


def _mixed(content: bytes, key: bytes) -> bytes:
    """The content combined with a stream of bits that the key gives; twice is once."""
    stream = hashlib.shake_256(key).digest(len(content))
    mixed = int.from_bytes(content, "big") ^ int.from_bytes(stream, "big")
    return mixed.to_bytes(len(content), "big")


def take(folder: Path, place: Sequence[str]) -> Packed | None:
    """The files that were kept at a place; None where none were, or not all of them.

    Each file must have the hash that was written down with it: a disk that filled up, or a
    machine that stopped, leaves files that look finished.
    """
    shelf = folder.joinpath(*place)
    if not shelf.is_dir():
        return None
    try:
        sums = json.loads((shelf / _SUMS).read_text(encoding="utf-8"))
        packed = {name: (shelf / name).read_bytes() for name in sums}
    except (OSError, ValueError):
        packed = sums = {}
    if packed and {name: _sum(content) for name, content in packed.items()} == sums:
        return packed
    _log.warning("%s: this kept result is damaged; it is made again", shelf)
    return None


def put(folder: Path, place: Sequence[str], packed: Packed) -> None:
    """Keep files at a place, complete or not at all.

    The last part of the place is a key: what lies beside it came from older files or code, what
    lies below it from what it replaces. Both are removed.

    Raises:
        OutputError: the folder cannot be written.
    """
    shelf = folder.joinpath(*place)
    part = shelf.with_name(shelf.name + _UNFINISHED)
    try:
        _clear(shelf.parent)
        part.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")
        for name, content in packed.items():
            (part / name).write_bytes(content)
        sums = {name: _sum(content) for name, content in packed.items()}
        (part / _SUMS).write_text(json.dumps(sums), encoding="utf-8")
        os.replace(part, shelf)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise OutputError(
            f"{folder}: finished documents cannot be kept here: {error.strerror}. Make room or "
            "choose another --out, and run again; what is finished is not read again."
        ) from error


def _clear(folder: Path) -> None:
    """Remove the folders in a folder; its own files stay."""
    if folder.is_dir():
        for entry in folder.iterdir():
            if entry.is_dir():
                shutil.rmtree(entry)


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
