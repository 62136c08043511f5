"""The documents: the committed dump, made accounts in every voice, PDFs of a folder. Each is read once."""

from __future__ import annotations

import dataclasses
import itertools
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from budget_analysis.account import read_source
from budget_analysis.document import Source, open_source
from budget_analysis.reading import Reading
from tests.rendering import Style, all_pairs, made_up_account, render
from budget_analysis.synthetic.voices import LAYOUTS, VOICES

from .oracle import Statements, read

ROOT = Path(__file__).resolve().parents[2]
COMMITTED = ROOT / "data" / "raw" / "yuecheng-bigdata-2024" / "final-account-2024.txt"


@dataclass(frozen=True)
class Target:
    name: str
    source: Source
    reading: Reading
    statements: Statements


def committed() -> Target:
    return target_of("seed", COMMITTED)


def made(count: int, seed: int) -> Iterator[Target]:
    """Consistent made accounts: every voice in turn, each in another style."""
    styles = all_pairs(seed=seed)
    voices = itertools.cycle(("", *VOICES))
    for number, (style, voice) in enumerate(itertools.islice(zip(styles, voices, strict=False), count)):
        plain = dataclasses.replace(
            style, frame="full", missing="", emptied="", unit="万元", page_head=False
        )
        if voice:
            plain = dataclasses.replace(plain, voice=voice, layout=LAYOUTS.get(voice, "mof"))
        yield drawn(f"{number:02}-{voice or plain.layout}", 100 * seed + number, plain)


def drawn(name: str, number: int, style: Style) -> Target:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.pdf"
        render(made_up_account(number, style), style, path)
        return target_of(name, path)


def documents(folder: Path) -> Iterator[Target]:
    """The PDFs of a folder that hold an account whose forms the oracle can read."""
    for path in sorted(folder.glob("*.pdf")):
        target = target_of(path.stem, path)
        if len(target.statements.relations) > 100:
            yield target


def target_of(name: str, path: Path) -> Target:
    source = open_source(path)
    reading = read_source(source)
    return Target(name, source, reading, read(reading))
