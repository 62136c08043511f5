"""The same made-up accounts as PDF, xlsx, xls, docx, html and OFD: are the frames the same?

    python benchmarks/formats.py [--documents 24] [--only docx] [--show 5] [--claims 24]

Each account is written in six formats and read back. Every frame of five of them is held against the
PDF's, row by row in its order; then claims, checks and findings with their verdicts. Columns: accounts whose
frame is the same, rows that only one of both has.

Left out, because a format cannot carry it: the columns that say where something stands; blanks within titles (OFD
of some programs has none, only distances); what only pages have (turned, cropped, numbers in the contents), which
the accounts are written without.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from budget_analysis import Account, load, reconcile  # noqa: E402
from tests import office_files  # noqa: E402
from tests.rendering import AccountModel, Case, Style, cases, render  # noqa: E402
from tests.rendering.ofd import SHAPES, render_ofd  # noqa: E402

FRAMES = (
    "documents", "forms", "figures", "blocks", "units", "projects", "funds", "indicators", "report_items",
    "glossary", "tables",
)  # fmt: skip
JUDGED = ("claims", "checks", "findings")
PLACES = frozenset(
    "document_id figure_id claim_id finding_id page pages place places heads x0 y0 x1 y1 file reading_of operands block "
    "start end reader reading read_at_version source_file sha256 content statements alternatives "
    "sentence_zh sentence_en".split()
)
"""Columns that name the file, or places in it."""
UNSPACED = frozenset({"title"})
"""Columns compared without blanks."""
_ADDRESS = re.compile(r"\bd[0-9a-f]{12}/|\bpage \d+")
WRITERS: dict[str, Callable[[AccountModel], bytes]] = {
    "xlsx": office_files.write_xlsx,
    "xls": office_files.write_xls,
    "docx": office_files.write_docx,
    "html": office_files.write_html,
}


def main() -> int:
    """A row for each format and frame; 1 where one is not that of the PDF."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--documents", type=int, default=24)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--claims", type=int, default=24, help="documents whose statements are judged")
    parser.add_argument("--only", nargs="+", choices=(*WRITERS, "ofd"), default=[*WRITERS, "ofd"])
    parser.add_argument("--show", type=int, default=0, help="rows shown of each frame that is another")
    given = parser.parse_args()
    same: Counter[tuple[str, str]] = Counter()
    rows: Counter[tuple[str, str]] = Counter()
    asked: Counter[tuple[str, str]] = Counter()
    seconds: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for number, case in enumerate(cases(given.documents)):
            if number < given.first:
                continue
            judged = number < given.claims
            truth = frames_of(load(printed(case, Path(folder))), judged)
            for kind in given.only:
                path = written(case, number, kind, Path(folder))
                begin = time.process_time()
                account = load(path)
                seconds[kind] += time.process_time() - begin
                for name, frame in frames_of(account, judged).items():
                    unlike = differences(truth[name], frame)
                    asked[kind, name] += 1
                    same[kind, name] += not unlike
                    rows[kind, name] += len(unlike)
                    for text in unlike[: given.show]:
                        print(f"{case.name} {kind} {name} {text}")
            print(f"{case.name}: {sum(same.values())} of {sum(asked.values())} frames the same so far", file=sys.stderr)
    print(f"{'format':<8}" + "".join(f"{name:>13}" for name in (*FRAMES, *JUDGED)) + f"{'cpu s/doc':>11}")
    for kind in given.only:
        cells = [
            f"{same[kind, name]}/{asked[kind, name]}" + (f" ({rows[kind, name]})" if rows[kind, name] else "")
            for name in (*FRAMES, *JUDGED)
        ]
        print(f"{kind:<8}" + "".join(f"{cell:>13}" for cell in cells) + f"{seconds[kind] / given.documents:>11.2f}")
    print(f"left out: columns that name places; blanks in {', '.join(sorted(UNSPACED))}; what only pages have")
    return int(same != asked)


def printed(case: Case, folder: Path) -> Path:
    """The account as a PDF, with all its rulings and upright."""
    path = folder / "a.pdf"
    render(case.model, upright(case), path)
    return path


def upright(case: Case) -> Style:
    """Its style without what only pages have: turned, cropped, numbered, a last one of an empty row."""
    paged = "natural" if case.style.page_break == "empty_row" else case.style.page_break
    return dataclasses.replace(case.style, rotate=0, box="plain", frame="full", contents="plain", part_page=True, page_break=paged)


def written(case: Case, number: int, kind: str, folder: Path) -> Path:
    """The account in another format."""
    path = folder / f"a.{kind}"
    if kind == "ofd":
        render_ofd(case.model, upright(case), path, SHAPES[number % len(SHAPES)])
    else:
        path.write_bytes(WRITERS[kind](case.model))
    return path


def frames_of(account: Account, judged: bool) -> dict[str, list[str]]:
    """Each frame as the texts of its rows, without what says where they stand."""
    frames = {name: getattr(account, name) for name in FRAMES}
    if judged:
        found = reconcile(account)
        frames |= {name: getattr(found, name) for name in JUDGED}
    return {name: as_texts(frame) for name, frame in frames.items()}


def as_texts(frame: pd.DataFrame) -> list[str]:
    kept = [column for column in frame if column not in PLACES]
    frame = frame.assign(**{column: frame[column].str.replace(r"\s", "", regex=True) for column in kept if column in UNSPACED})
    return [
        _ADDRESS.sub("", " | ".join(f"{name}={value}" for name, value in zip(kept, row, strict=True) if not pd.isna(value) and value != ""))
        for row in frame[kept].itertuples(index=False)
    ]


def differences(first: list[str], second: list[str]) -> list[str]:
    """The rows that only one of two frames has, in their order."""
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [f"- {text}" for text in first[a:b]] + [f"+ {text}" for text in second[c:d]]
    return found


if __name__ == "__main__":
    raise SystemExit(main())
