"""Made-up accounts written to a folder, with what they hold and what was changed in them."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import OutputError
from .invent import following, made_up_ledger
from .invented_forms import Traits
from .layouts import lay_out
from .ledger import Ledger
from .mark import marked
from .model import AccountModel, Cell, Figure, FormModel
from .office import write_docx, write_html, write_xlsx
from .pdf import render
from .style import PROGRAMS, Style
from .text import write_text
from .voices import LAYOUTS, VOICES

FORMATS: Mapping[str, str] = {"pdf": "pdf", "text": "txt", "xlsx": "xlsx", "docx": "docx", "html": "html"}
"""The formats of a made-up account, and how their files end."""
MIXED = "mixed"
"""All of them in turn."""
_LAYOUTS = ("zhejiang", "mof")
_NEXT_YEAR = 100_003
"""Added to the seed for the account of the year after."""
_FIGURES = ("file", "form", "role", "measure", "printed", "state")
_SLIPS = ("file", "kind", "form", "role", "measure", "printed", "instead")


@dataclass(frozen=True)
class Wish:
    """How many offices and years, from which seed, in which format, with how many slips an account."""

    count: int = 10
    seed: int = 1
    years: int = 1
    format: str = "pdf"
    slips: int = 0


@dataclass(frozen=True)
class Slip:
    """One printed figure replaced by another text."""

    kind: str
    figure: Figure
    instead: str


def synthesize(out: Path, wish: Wish) -> list[Path]:
    """Write made-up accounts; the same wish gives the same bytes.

    Amounts are whole fen that agree exactly, printed in 万元 with two decimals as offices round
    them; layouts and voices take turns. Each account says on its first page that it is made up.

    Args:
        out: gets `accounts/` with the files, and `truth/` with `figures.csv` (every figure as
            printed) and `slips.csv` (what was changed; nothing where `slips` is 0). A slip is a
            change of one printed number; whether it contradicts anything is not said.

    Returns:
        The accounts.

    Raises:
        OutputError: there are accounts already, the folder cannot be written, or a PDF is wanted and
            what draws it is not installed.
    """
    accounts, truth = out / "accounts", out / "truth"
    if accounts.exists():
        raise OutputError(f"{accounts}: here are accounts already. Choose another --out.")
    written: list[Path] = []
    figures: list[Sequence[str]] = []
    slips: list[Sequence[str]] = []
    try:
        for folder in (accounts, truth):
            folder.mkdir(parents=True)
        for name, ledger, style in _accounts(wish):
            dice = random.Random(f"slips {wish.seed} {name}")
            model, made = slip_in(marked(lay_out(ledger, style)), wish.slips, dice)
            kind = list(FORMATS)[len(written) % len(FORMATS)] if wish.format == MIXED else wish.format
            path = accounts / f"{name}.{FORMATS[kind]}"
            if kind == "pdf":
                render(model, style, path)
            else:
                path.write_bytes(_WRITERS[kind](model))
            written.append(path)
            figures += [(path.name, f.form, f.role, f.measure, f.printed, f.state) for f in _figures(model)]
            slips += [
                (path.name, one.kind, one.figure.form, one.figure.role, one.figure.measure, one.figure.printed, one.instead)
                for one in made
            ]  # fmt: skip
        _write(truth / "figures.csv", _FIGURES, figures)
        _write(truth / "slips.csv", _SLIPS, slips)
    except OSError as error:
        raise OutputError(f"{out}: made-up accounts cannot be written here: {error.strerror or error}") from error
    return written


_WRITERS: Mapping[str, Callable[[AccountModel], bytes]] = {
    "text": lambda model: write_text(model).encode(),
    "xlsx": write_xlsx,
    "docx": write_docx,
    "html": write_html,
}


def slip_in(model: AccountModel, count: int, dice: random.Random) -> tuple[AccountModel, list[Slip]]:
    """The account with so many of its printed figures changed, each once, and the changes."""
    listed = [figure for figure in _figures(model) if figure.state == "value" and figure.role]
    made = [_slip(figure, dice) for figure in dice.sample(listed, k=min(count, len(listed)))]
    for one in made:
        model = replace(model, forms=tuple(_with(form, one) for form in model.forms))
    return model, made


def _accounts(wish: Wish) -> Iterator[tuple[str, Ledger, Style]]:
    """Name, ledger and style of each account: offices one after the other, the years of each."""
    voices = [(layout, voice) for layout in _LAYOUTS for voice in ("", *VOICES)
              if not voice or LAYOUTS.get(voice, "mof") == layout]  # fmt: skip
    taken: set[str] = set()  # each is another office, or they would be several accounts of one
    for number in range(wish.count):
        seed = wish.seed + number
        dice = random.Random(f"style {seed}")
        layout, voice = voices[number % len(voices)]
        style = Style(layout=layout, voice=voice, program=dice.choice(sorted(PROGRAMS)), separators=dice.random() < 0.5)
        traits = Traits(units=dice.choice((1, 2, 3))) if wish.years > 1 else None  # nothing is carried over
        ledger = made_up_ledger(seed, traits, grain_fen=1, taken=taken)
        taken.add(ledger.department)
        for year in range(wish.years):
            if year:
                ledger = following(ledger, seed + year * _NEXT_YEAR, grain_fen=1)
            yield f"{seed:05}-{ledger.year}-{layout}{'-' + voice if voice else ''}", ledger, style


def _figures(model: AccountModel) -> list[Figure]:
    return [figure for form in model.forms for figure in form.table.figures()]


def _slip(figure: Figure, dice: random.Random) -> Slip:
    printed = figure.printed
    digits = [place for place, letter in enumerate(printed) if letter.isdecimal()]
    swaps = [(a, b) for a, b in zip(digits, digits[1:], strict=False) if printed[a] != printed[b]]
    kind = dice.choice(("digit", "swapped" if swaps else "digit", "ten_times"))
    letters = list(printed)
    if kind == "swapped":
        a, b = dice.choice(swaps)
        letters[a], letters[b] = letters[b], letters[a]
    elif kind == "ten_times":
        whole, _, cents = printed.replace(",", "").partition(".")
        letters = list(f"{whole}{cents[0]}.{cents[1]}0")
    else:
        place = dice.choice(digits)
        letters[place] = dice.choice([digit for digit in "123456789" if digit != letters[place]])
    return Slip(kind, figure, "".join(letters))


def _with(form: FormModel, slip: Slip) -> FormModel:
    def changed(cell: Cell) -> Cell:
        if cell.figure != slip.figure:
            return cell
        return replace(cell, text=slip.instead, figure=replace(slip.figure, printed=slip.instead))

    if form.form != slip.figure.form:
        return form
    body = tuple(tuple(changed(cell) for cell in row) for row in form.table.body)
    return replace(form, table=replace(form.table, body=body))


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)
