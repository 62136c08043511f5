"""One finding, statement or cell in a notebook: the formula, the place on the page, the citation."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from .. import archives, findings, inert
from ..account import Account
from ..findings.holding import verdict_word
from ..frames import as_rows, text
from ..readers.pdf import crop_places
from ..reconciliation import Ledger
from ..shelf import Frames
from ..sources import open_account
from .citing import Citation
from .citing import cite as cite_place
from .evidence import Evidence
from .leading import operands_of
from .paged import Paged, letters_of, paged_at, paged_files
from .places import Place, Places
from .standing import Standing


@dataclass(frozen=True)
class Shown:
    """What is known of one name, as text and as HTML with pictures of its places."""

    lines: tuple[str, ...]
    excerpts: tuple[tuple[str, str, str], ...] = ()
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Of each part of a page where it stands, in words, and the picture as PNG."""

    def __repr__(self) -> str:
        return inert.plain("\n".join(self.lines))

    def _repr_html_(self) -> str:
        first, *rest = self.lines
        parts = [f"<p><b>{inert.markup(first)}</b></p>", *(f"<p>{inert.markup(line)}</p>" for line in rest)]
        for before, marked, after in self.excerpts:
            parts.append(
                f"<blockquote>{inert.markup(before)}<mark>{inert.markup(marked)}</mark>{inert.markup(after)}</blockquote>"
            )
        for where, picture in self.pictures:
            content = base64.b64encode(picture).decode()
            parts.append(f'<p>{inert.markup(where)}<br><img alt="" src="data:image/png;base64,{content}"></p>')
        return "\n".join(parts)


def show(
    name: str, account: Account, ledger: Ledger, path: str | Path | Sequence[str | Path] | None = None, language: str = "zh"
) -> Shown:
    """A finding, claim, check or cell by its name: what it says, its formula, verdict and places.

    Args:
        name: as in the frames: `s…`, `c…`, `"A05.1 201"`, or the `figure_id` of a cell.
        account, ledger: as from `load` and `reconcile`, or `runs.open_account`.
        path: the file of the account, its files, or its folder, as given to `load`; pages of PDFs are
            shown where the places stand. Without it, and for files without pages, the words are
            quoted with the place marked.

    Raises:
        BudgetAnalysisError: the account has nothing of that name.
        DocumentError: the PDF cannot be opened.
    """
    found = _frames(account, ledger)
    paged = paged_files(open_account(path), account.files) if path is not None else []
    evidence = Evidence(found, Places(found["blocks"], letters_of(paged)))
    lines, places, boxes = _told(name, evidence, found, language)
    pictures = tuple(
        (evidence.standing.told({"page": page}, language), picture) for page, picture in _pictures(paged, boxes)
    )
    return Shown(tuple(filter(None, lines)), () if pictures else tuple(places), pictures)


def cite(name: str, account: Account, ledger: Ledger | None = None, language: str = "zh") -> Citation:
    """How the account, or a place of it, is cited: `text` and `bibtex`.

    Args:
        name: of a finding, claim or cell; empty for the account.
        ledger: where the page of a finding or claim stands; without it the place is left out.
    """
    frames = [account.figures.rename(columns={"figure_id": "name"})]
    if ledger is not None:
        frames += [
            ledger.findings.rename(columns={"finding_id": "name"}), ledger.claims.rename(columns={"claim_id": "name"}),
        ]  # fmt: skip
    rows = [row for frame in frames for row in as_rows(frame[frame["name"] == name])]
    claims = account.figures.iloc[:0] if ledger is None else ledger.claims
    standing = Standing({"files": account.files, "figures": account.figures, "claims": claims})
    where = standing.told(rows[0], language) if rows else ""
    is_ours = ledger is not None and name in set(ledger.findings["finding_id"])
    return cite_place(as_rows(account.documents)[0], name, where, language, is_recomputed=is_ours)


def _frames(account: Account, ledger: Ledger) -> Frames:
    return {**{field.name: getattr(account, field.name) for field in fields(account)}, **ledger.frames()}


def _told(
    name: str, evidence: Evidence, found: Frames, language: str
) -> tuple[list[str], list[tuple[str, str, str]], list[Place]]:
    """The lines, the quotes with their surroundings, and the boxes of a name."""
    cell = next((row for row in evidence.figures if row["figure_id"] == name), None)
    if cell is not None:
        edges = [cell[edge] for edge in ("x0", "y0", "x1", "y1")]
        boxes: list[Place] = [] if None in edges else [[cell["page"], *edges]]
        return [f"{evidence.name_of(name, language)}: {text(cell['printed'])}"], [], boxes
    claim = evidence.by_claim.get(name)
    if claim is not None:
        told = evidence.claim(claim, language)
        lines = [f"{text(claim['quote'])} ({told['kind']})", *_formula(claim, told, language)]
        _, own = evidence.boxes_of_claim(claim)
        operands = [box for one in told.get("operands", []) for box in _boxes_of(one, evidence)]
        return lines, _excerpts([claim], evidence), [*own, *operands]
    explained: Mapping[str, Any] = findings.explain(name, found)
    places = list(explained["places"])
    for one in evidence.findings:
        if one["finding_id"] == name:
            places += operands_of(one, evidence)
    boxes = [box for place in places for box in evidence.boxes_at(place)]
    return findings.as_text(explained, language).split("\n"), _excerpts(places, evidence), boxes


def _formula(claim: Mapping[str, Any], told: Mapping[str, Any], language: str) -> list[str]:
    verdict = verdict_word(claim, language)
    ends = f"[{told['low']}, {told['high']}]" if "low" in told and "high" in told else ""
    return [told.get("named", ""), told.get("numbers", ""), " · ".join(filter(None, (verdict, ends, told.get("why", ""))))]


def _boxes_of(operand: Any, evidence: Evidence) -> list[Place]:
    if isinstance(operand, int):
        row = evidence.figures[abs(operand) - 1]
        edges = [row[edge] for edge in ("x0", "y0", "x1", "y1")]
        return [] if None in edges else [[row["page"], *edges]]
    claim = evidence.by_claim.get(operand)
    return [] if claim is None else evidence.boxes_of_claim(claim)[1]


def _excerpts(places: Sequence[Mapping[str, Any]], evidence: Evidence) -> list[tuple[str, str, str]]:
    quoted = [evidence.excerpt(place) for place in places]
    return [one for one in quoted if one is not None]


def _pictures(paged: Sequence[Paged], boxes: Sequence[Place]) -> Iterator[tuple[int, bytes]]:
    """The parts of the pages on which places stand, by the page of the account."""
    for one in paged:
        by_page: dict[int, list[tuple[float, float, float, float]]] = {}
        for page, x0, y0, x1, y1 in boxes:
            if one.kind == "pdf" and paged_at(paged, int(page)) is one:
                by_page.setdefault(int(page) - one.before, []).append((x0, y0, x1, y1))
        if by_page:
            with archives.on_disk(one.path) as file:
                cropped = crop_places(file, by_page)
            for page, picture in cropped:
                content = io.BytesIO()
                picture.save(content, "png")
                yield page + one.before, content.getvalue()
