"""OLE files (Office 97 to 2003): the streams at the top of one, by name."""

from __future__ import annotations

import struct
from collections.abc import Iterator

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTRY = 128
_LAST = 0xFFFFFFFA
"""Numbers from here on end a chain or name no sector."""
_NONE = 0xFFFFFFFF
_STREAM = 2


def is_compound(start: bytes) -> bool:
    """True for the first bytes of an OLE file."""
    return start.startswith(MAGIC)


class Compound:
    """The sectors of an OLE file; nothing in it is believed that its length does not allow."""

    def __init__(self, content: bytes) -> None:
        """Take the directory apart.

        Raises:
            ValueError: this is no OLE file, or a damaged one.
        """
        if len(content) < 512 or not is_compound(content):
            raise ValueError("no OLE file")
        self._content = content
        self._size = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
        self._small = 1 << min(struct.unpack_from("<H", content, 32)[0], 16)
        if self._size < 512:
            raise ValueError("sectors of an OLE file have 512 bytes at least")
        (first_directory,) = struct.unpack_from("<I", content, 48)
        self._cutoff, first_small, _, first_difat, _ = struct.unpack_from("<IIIII", content, 56)
        table = [n for n in struct.unpack_from("<109I", content, 76) if n < _LAST]
        seen = set()
        while first_difat < _LAST and first_difat not in seen:
            seen.add(first_difat)
            numbers = self._numbers(first_difat)
            table.extend(n for n in numbers[:-1] if n < _LAST)
            first_difat = numbers[-1]
        self._next = [n for sector in table for n in self._numbers(sector)]
        self._small_next: list[int] = []
        for sector in self._chain(first_small, self._next):
            self._small_next.extend(self._numbers(sector))
        directory = b"".join(self._sector(n) for n in self._chain(first_directory, self._next))
        self._entries = [directory[at : at + _ENTRY] for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)]
        if not self._entries:
            raise ValueError("an OLE file without a directory")

    def names(self) -> list[str]:
        """The names of the streams and folders at the top."""
        return [_name(self._entries[n]) for n in self._top()]

    def stream(self, name: str) -> bytes:
        """The bytes of a stream at the top.

        Raises:
            ValueError: there is none of this name.
        """
        for number in self._top():
            entry = self._entries[number]
            if _name(entry) == name and entry[66] == _STREAM:
                start, size = struct.unpack_from("<IQ", entry, 116)
                size &= 0xFFFFFFFF
                if size < self._cutoff:
                    root = struct.unpack_from("<I", self._entries[0], 116)[0]
                    small = b"".join(self._sector(n) for n in self._chain(root, self._next))
                    parts = self._chain(start, self._small_next)
                    return b"".join(small[n * self._small : (n + 1) * self._small] for n in parts)[:size]
                return b"".join(self._sector(n) for n in self._chain(start, self._next))[:size]
        raise ValueError(f"no stream {name}")

    def _top(self) -> Iterator[int]:
        """The entries at the top: a tree of brothers below the root."""
        waiting = [struct.unpack_from("<I", self._entries[0], 76)[0]]
        seen = set()
        while waiting:
            number = waiting.pop()
            if number >= len(self._entries) or number in seen:
                continue
            seen.add(number)
            yield number
            waiting.extend(struct.unpack_from("<II", self._entries[number], 68))

    def _chain(self, start: int, following: list[int]) -> Iterator[int]:
        seen = set()
        while start < _LAST and start not in seen:
            seen.add(start)
            yield start
            if start >= len(following):
                return
            start = following[start]

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        return self._content[at : at + self._size]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        content = self._sector(sector)
        return struct.unpack_from(f"<{len(content) // 4}I", content) or (_NONE,)


def _name(entry: bytes) -> str:
    length = min(struct.unpack_from("<H", entry, 64)[0], 64)
    return entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace")
