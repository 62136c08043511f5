"""A document in four stages, each kept under its own key: reading, frames, claims, panel.

The key of a stage says which code and which words made it. So a new phrase makes the claims again
and reads no PDF, a new title of a form makes frames and claims again and reads none either, a new
indicator makes the panel alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from importlib.metadata import version
from importlib.resources.abc import Traversable
from pathlib import Path

import pandas as pd

from . import archives, frames, panel, reading, reconciliation, shelf
from .account import Account, account_of, read_source
from .reconciliation import Ledger
from .document import Source, confirm_unchanged
from .errors import DocumentError
from .shelf import Frames, Packed

READ_FRAMES = tuple(field.name for field in fields(Account) if field.name != "notices")
"""What reading alone gives; the rest needs `reconcile`, also the notices."""
_READING = "reading.sealed"
_CODE = (".py", ".csv", ".toml")
_LONGEST = 16


@dataclass(frozen=True)
class Stage:
    """The modules and folders of the package that make a stage, and the words that they read.

    Words are files and folders below the package; each stage also rests on those before it.
    """

    name: str
    rooms: tuple[str, ...]
    words: tuple[str, ...] = ()


READING = Stage(
    "reading",
    ("errors", "folding", "pitch", "reading", "typed_lines", "limits", "containers", "drawn", "pictures", "inert", "identifiers",
     "archives", "document", "readers", "sources"),
    ("specs/web_pages.toml",),
)  # fmt: skip
FRAMES = Stage(
    "frames",
    ("amounts", "frames", "terms", "codes", "column_heads", "specs", "offices", "locate", "tidy",
     "money_units", "privacy", "blocks", "block_lines", "annexes", "stand_ins", "form_states", "doubts", "files", "gaps", "account"),
    ("frames.csv", "terms.csv", "specs/function_codes.csv", "specs/older_classes.csv", "specs/economic_codes.csv", "specs/function_names.csv",
     "specs/forms", "specs/other_forms.toml", "specs/layouts.toml", "specs/sections.toml",
     "specs/annexes.toml", "specs/surroundings.toml", "specs/personal.toml", "specs/persons"),
)  # fmt: skip
CLAIMS = Stage(
    "claims",
    ("verdicts", "notes", "checklist", "facts", "relations", "wording", "sentences", "claims", "annex_claims", "checks",
     "findings", "reconciliation"),
    ("specs/sentences", "specs/identities.toml", "specs/annex_claims.toml", "specs/annex_relations.toml",
     "specs/non_claims.toml", "specs/wording.toml", "specs/findings.toml", "specs/checklist.csv"),
)  # fmt: skip
PANEL = Stage(
    "panel",
    ("texts", "words", "views", "panel"),
    ("specs/indicators.toml", "specs/staff.toml", "specs/report.toml", "specs/site.toml", "specs/ledger.toml", "views/columns.csv"),
)
STAGES = (READING, FRAMES, CLAIMS, PANEL)
KEEPING = ("shelf", "stages")
"""How results are kept; these count in every key."""


@dataclass(frozen=True)
class Manner:
    """How documents are read: with claims or forms only, with the panel of a dataset, by which reader, with which password."""

    with_claims: bool = True
    reader: str = "both"
    password: str = ""
    with_panel: bool = False


@dataclass(frozen=True)
class Kept:
    """What there is of a document, packed: its reading, its frames, its claims, its panel; None is not there."""

    reading: Packed | None = None
    frames: Packed | None = None
    claims: Packed | None = None
    panel: Packed | None = None

    def is_enough(self, manner: Manner) -> bool:
        wanted = [self.frames, *[self.claims] * manner.with_claims, *[self.panel] * manner.with_panel]
        return all(one is not None for one in wanted)


def look_up(folder: Path, source: Source, manner: Manner = Manner()) -> Kept:
    """The latest stage that was kept of this file, by this code; a stage before it is not read."""
    of_reading, of_frames, of_claims, of_panel = _places(source, manner)
    found = shelf.take(folder, of_frames)
    if found is None:
        return Kept(reading=shelf.take(folder, of_reading))
    claims = shelf.take(folder, of_claims) if manner.with_claims else None
    own = shelf.take(folder, of_panel) if manner.with_panel and claims is not None else None
    return Kept(frames=found, claims=claims, panel=own)


def kept_frames(folder: Path, source: Source, manner: Manner = Manner()) -> Frames:
    """The frames that are kept of this file, by this code; each is read when it is asked for."""
    _, *places = _places(source, manner)
    wanted = 1 + manner.with_claims + manner.with_panel
    return shelf.Shelved([folder.joinpath(*place) for place in places[:wanted]])


def kept_reading(folder: Path, source: Source, manner: Manner = Manner()) -> reading.Reading | None:
    """The reading that was kept of this file, by this code; None where none was."""
    return _opened(shelf.take(folder, _places(source, manner)[0]), source, manner)


def put_away(folder: Path, source: Source, manner: Manner, new: Kept) -> None:
    """Keep the stages that were made new.

    Raises:
        OutputError: the folder cannot be written.
    """
    made = (new.reading, new.frames, new.claims, new.panel)
    for place, packed in zip(_places(source, manner), made, strict=True):
        if packed is not None:
            shelf.put(folder, place, packed)


def go_on(source: Source, manner: Manner = Manner(), kept: Kept = Kept()) -> Kept:
    """Make the stages of a document that follow on what was kept of it.

    Raises:
        DocumentError: as `load`; or the file is no longer the one that was opened.
    """
    new_reading = new_frames = new_claims = None
    if kept.frames is not None:
        account = account_from(shelf.unpack(kept.frames))
    else:
        known = _opened(kept.reading, source, manner)
        if known is None:
            confirm_unchanged(source)  # a batch has identified it long ago
            known = read_source(source, manner.reader, manner.password)
            sealed = shelf.seal(reading.to_json(known), _secret(source, manner))
            new_reading = {_READING: sealed}
        account = account_of(source, known)
        new_frames = shelf.pack({name: getattr(account, name) for name in READ_FRAMES})
    if not manner.with_claims:
        return Kept(new_reading, new_frames)
    if kept.claims is not None:
        judged = shelf.unpack(kept.claims)
    else:
        judged = reconciliation.reconcile(account).frames()
        new_claims = shelf.pack(judged)
    found = {**{name: getattr(account, name) for name in READ_FRAMES}, **judged}
    return Kept(new_reading, new_frames, new_claims, _packed_panel(found) if manner.with_panel else None)


def _packed_panel(found: Frames) -> Packed | None:
    """None where an indicator fails: `corpus.dataset` meets it again, and says whose fault it is."""
    with suppress(Exception):
        return shelf.pack({"panel": panel.panel_of(found)})
    return None


def frames_of(*kept: Kept) -> Frames:
    """The frames of a document by name, in their order, from what was kept and what is new."""
    found: dict[str, pd.DataFrame] = {}
    for one in kept:
        found |= shelf.unpack({**(one.frames or {}), **(one.claims or {}), **(one.panel or {})})
    return {name: found[name] for name in (*frames.names(), *frames.OF_MANY) if name in found}


def account_from(found: Frames) -> Account:
    """The account whose frames were kept."""
    read = {name: found[name] for name in READ_FRAMES}
    return Account(**read, notices=frames.build("notices", []))


def open_account(source: Source, folder: Path | None = None) -> tuple[Account, Ledger]:
    """An account and its ledger: the frames kept in a folder, where they are of this file and code.

    Otherwise the document is read, and nothing is kept.

    Raises:
        DocumentError: as `load`.
    """
    kept = look_up(folder, source) if folder is not None else Kept()
    found = frames_of(kept) if kept.is_enough(Manner()) else frames_of(kept, go_on(source, kept=kept))
    account = account_from(found)
    return account, reconciliation.ledger_of(account.document_id, found)


def _places(source: Source, manner: Manner) -> tuple[tuple[str, ...], ...]:
    """Where each stage is kept: its key, below the keys of the stages on which it rests."""
    # names of files, and what a record says of the account, stand in the frames
    told = json.dumps([source.title, source.department, source.fiscal_year])
    name = hashlib.sha256(told.encode()).hexdigest()
    bytes_of = f"{source.sha256[:_LONGEST]}{'-' + name[:_LONGEST] if source.files else ''}"
    of_reading = f"{bytes_of}-{fingerprint(READING)[:_LONGEST]}-{manner.reader}"
    of_frames = f"{fingerprint(FRAMES)[:_LONGEST]}-{name[:_LONGEST]}"
    keys = (source.name, of_reading, of_frames, *(fingerprint(stage)[:_LONGEST] for stage in (CLAIMS, PANEL)))
    return tuple(keys[:end] for end in range(2, 6))


def _secret(source: Source, manner: Manner) -> bytes:
    """What only those know who have the document, and its password where it has one."""
    digest = hashlib.sha512()
    for _, path, _ in source.files or (("", source.path, ""),):
        for piece in archives.pieces(path):
            digest.update(piece)
    digest.update(manner.password.encode())
    return digest.digest()


def _opened(kept: Packed | None, source: Source, manner: Manner) -> reading.Reading | None:
    if kept is None:
        return None
    try:
        return reading.from_json(shelf.unseal(kept[_READING], _secret(source, manner)))
    except (OSError, KeyError, ValueError, DocumentError):
        return None  # not of this document after all, or there is none; reading it says so


@cache
def fingerprint(stage: Stage) -> str:
    """What stands for the code and the words of one stage: others, other results."""
    return _digest(name for name in package_files() if _belongs(name, stage))


@cache
def code_fingerprint() -> str:
    """The same for the whole package, with all that shows results."""
    return _digest(package_files())


def _belongs(name: str, stage: Stage) -> bool:
    if name.endswith(".py"):
        return name.partition("/")[0].removesuffix(".py") in (*stage.rooms, *KEEPING)
    return any(name == word or name.startswith(word + "/") for word in stage.words)


def _digest(names: Iterable[str]) -> str:
    digest = hashlib.sha256(version("budget-analysis").encode())
    for name in names:
        digest.update(name.encode() + b"\0" + package_files()[name])
    return digest.hexdigest()


@cache
def package_files() -> dict[str, bytes]:
    """The code and the words of the package, by their names below it, sorted."""
    return dict(sorted(_files(resources.files(__package__), "")))


def _files(folder: Traversable, prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(_CODE):
            yield prefix + entry.name, entry.read_bytes()
