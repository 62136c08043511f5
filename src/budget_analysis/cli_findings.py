"""The commands `findings`, `explain` and `annotate`: what is wrong, in words, why, and where."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .frames import as_rows
from .inert import plain

if TYPE_CHECKING:
    import pandas as pd

    from .corpus import Result
    from .workers import Limits

_LISTED = ("severity", "ground", "kind", "page", "printed", "right", "unit", "cause", "cause_proof", "content")


def add_arguments(
    findings: argparse.ArgumentParser, explain: argparse.ArgumentParser, annotate: argparse.ArgumentParser
) -> None:
    """What the three commands take."""
    annotate.add_argument("file", type=Path, help="the published account, a PDF")
    annotate.add_argument("--out", type=Path, metavar="PDF",
                          help="the copy (default: <name>-annotated.pdf in this folder)")  # fmt: skip
    annotate.add_argument("--password", default="", help="opens an encrypted PDF")
    findings.add_argument("files", type=Path, nargs="+", metavar="FILE", help="accounts or folders")
    for name, what in (
        ("severity", "gross, ordinary, last_digit"),
        ("ground", "impossible, print, omission"),
        ("kind", "sum, rate, name …"),
    ):
        findings.add_argument(f"--{name}", action="append", metavar=name.upper(),
                              help=f"only of this {name} ({what}); may be repeated")  # fmt: skip
    findings.add_argument("--reviews", type=Path, metavar="CSV",
                          help="file with what a person said of findings")  # fmt: skip
    findings.add_argument("--unwatched", action="store_true",
                          help="also list the numbers of which a change of a tenth goes unnoticed")  # fmt: skip
    explain.add_argument("id", help="identifier of a finding or claim, or of a check in quotes")
    explain.add_argument("file", type=Path, help="the published account: a file or a folder")
    explain.add_argument("--password", default="", help="opens an encrypted PDF")
    explain.add_argument("--boxes", type=Path, metavar="DIR",
                         help="folder for page pictures with exactly its places drawn (PDF only)")  # fmt: skip


def findings_of(given: argparse.Namespace, limits: Limits) -> tuple[list[Result], list[dict[str, Any]]]:
    """Read the files and list their findings as chosen; prints the list unless `--json` is given."""
    from . import cluster, corpus, findings, inventory, unread

    files = inventory.take_stock(given.files)
    said = findings.read_reviews(given.reviews) if given.reviews else []
    with cluster.hands(limits=limits) as hands:
        results = list(corpus.read_all(files, hands=hands))
    listed = []
    for result in results:
        if result.frames is None:
            continue
        found = findings.with_reviews(result.frames["findings"], said)
        chosen = findings.selected(found, given.severity or (), given.ground or (), given.kind or ())
        record = _as_record(result, chosen)
        record["unread"] = unread.unread_lines(result.frames, given.language)
        if given.unwatched:
            record["unwatched"] = list(findings.unwatched(result.frames["watch"])["number"])
        listed.append(record)
        if not given.json:
            _print_list(result, chosen, found if said else None, given)
    return results, listed


def _print_list(
    result: Result,
    chosen: pd.DataFrame,
    reviewed: pd.DataFrame | None,
    given: argparse.Namespace,
) -> None:
    from . import findings, unread

    language: str = given.language
    assert result.frames is not None
    document = result.frames["documents"].iloc[0]
    print(plain(f"{document['document_id']}: {document['department']}, {document['fiscal_year']}"))
    for line in findings.texts_of(chosen, language):
        print(plain(f"  {line}"))
    if chosen.empty:
        print(f"  {unread.nothing_found(result.frames, language)}")
    if reviewed is not None:
        print(f"  {findings.counted(findings.counts(reviewed), language)}")
    if given.unwatched:
        print(plain(f"  {findings.unwatched_line(result.frames, language)}"))
    for line in unread.unread_lines(result.frames, language):
        print(plain(f"  {line}"))
    print(f"  {findings.judged_line(result.frames, language)}")


def _as_record(result: Result, chosen: pd.DataFrame) -> dict[str, Any]:
    """The findings of one document with identifiers and fields, ready for JSON."""
    assert result.frames is not None
    plain_rows = as_rows(chosen)
    rows = []
    for row in plain_rows:
        is_gone = bool(row["is_gone"])
        lists = {
            name: [] if is_gone else json.loads(row[name])
            for name in ("places", "statements", "alternatives")
        }
        reviewed = {name: row[name] for name in ("review", "review_note", "is_changed", "is_gone")}
        rows.append({"finding_id": row["finding_id"], **{name: row[name] for name in _LISTED}, **lists, **reviewed})
    document = result.frames["documents"].iloc[0]
    return {"document_id": str(document["document_id"]), "file": result.path.as_posix(), "findings": rows}


def explain_one(given: argparse.Namespace, limits: Limits) -> tuple[list[Result], dict[str, Any]]:
    """Explain one finding, claim or check of a file; prints it unless `--json` is given.

    Raises:
        BudgetAnalysisError: the account has nothing of that name.
    """
    from . import cluster, corpus, findings, inventory, stages

    manner = stages.Manner(password=given.password)
    files = inventory.identify([inventory.File(given.file)])
    with cluster.hands(1, limits=limits) as hands:
        results = list(corpus.read_all(files, manner=manner, hands=hands))
    frames = results[0].frames
    if frames is None:
        return results, {}
    told = findings.explain(given.id, frames)
    if given.boxes is not None:
        told["boxes"] = [path.as_posix() for path in _draw(given, told, frames)]
    if not given.json:
        print(plain(findings.as_text(told, given.language)))
        for path in told.get("boxes", []):
            print(plain(path))
    return results, told


def _draw(given: argparse.Namespace, told: dict[str, Any], frames: Any) -> list[Path]:
    """The pages of a finding with exactly its places drawn."""
    from . import archives, findings
    from .errors import DocumentError
    from .readers.pdf import draw_places

    if given.file.suffix.lower() != ".pdf":
        raise DocumentError(f"{given.file}: only the places of a PDF have boxes; leave out --boxes.")
    boxes = findings.boxes_of(told["places"], frames["blocks"])
    with archives.on_disk(given.file) as unpacked:
        return draw_places(unpacked, boxes, given.boxes, given.password)


def annotate_one(given: argparse.Namespace, limits: Limits) -> tuple[list[Result], dict[str, Any]]:
    """Write a copy of a PDF with its findings as annotations.

    Raises:
        DocumentError: the file is no PDF, or the copy would replace it.
    """
    from . import cluster, corpus, inventory, site, stages
    from .errors import DocumentError

    if given.file.suffix.lower() != ".pdf":
        raise DocumentError(f"{given.file}: only a PDF can be annotated; `explain` quotes the places of other files.")
    out: Path = given.out or Path(f"{given.file.stem}-annotated.pdf")
    if out.resolve() == given.file.resolve():
        raise DocumentError(f"{out}: the copy would replace the account itself; give another file with --out.")
    manner = stages.Manner(password=given.password)
    files = inventory.identify([inventory.File(given.file)])
    with cluster.hands(1, limits=limits) as hands:
        results = list(corpus.read_all(files, manner=manner, hands=hands))
    frames = results[0].frames
    if frames is None:
        return results, {}
    written, without = site.annotate(given.file, frames, out, given.language, given.password)
    told = {"out": out.as_posix(), "annotations": written, "without_place": without}
    if not given.json:
        print(plain(f"{out}: {written} annotations; findings without a place on a page: {without}"))
    return results, told
