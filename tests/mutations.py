"""A file with some of its bytes changed, left out, doubled or cut off; parts of a zip too."""

from __future__ import annotations

import io
import random
import zipfile


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The file with one damage; in a zip every second one within a part, which is packed again."""
    if content.startswith(b"PK") and dice.random() < 0.5:
        return _repacked(content, dice)
    return damaged(content, dice)


def damaged(content: bytes, dice: random.Random) -> bytes:
    """The bytes with one damage."""
    if not content:
        return content
    place = dice.randrange(len(content))
    length = dice.choice((1, 4, 64, 1024))
    kind = dice.randrange(5)
    if kind == 0:
        return content[:place]
    if kind == 1:
        return content[:place] + content[place + length :]
    if kind == 2:
        return content[:place] + content[place : place + length] * dice.choice((2, 50)) + content[place + length :]
    if kind == 3:
        noise = bytes(dice.randrange(256) for _ in range(length))
        return content[:place] + noise + content[place + length :]
    changed = bytearray(content)
    for _ in range(max(1, len(content) // 500)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def _repacked(content: bytes, dice: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        victim = dice.choice(names)
        for name in names:
            part = old.read(name)
            new.writestr(name, damaged(part, dice) if name == victim else part)
    return buffer.getvalue()
