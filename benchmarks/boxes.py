"""The evidence of PDFs: is the text inside the box of each figure and claim the printed number?

    python benchmarks/boxes.py [FILE ...] [--made 10] [--seed 1] [--sample 0]

Each account is read and told as the site tells it; pdfium is asked what stands inside each box. Given no
files, accounts are made up, all layouts and voices. `--sample 10` asks ten figures and ten claims at random.

Columns: figures with a box, right; claims with a box around their printed number, right. What is not right is
listed: place, printed, found.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402

from budget_analysis import cli, corpus  # noqa: E402
from budget_analysis.document import open_source  # noqa: E402
from budget_analysis.folding import fold_glyphs  # noqa: E402
from budget_analysis.site.evidence import Evidence  # noqa: E402
from budget_analysis.site.paged import letters_of, paged_files  # noqa: E402
from budget_analysis.site.places import Places  # noqa: E402
from tests.test_rendering import to_page  # noqa: E402

Asked = tuple[str, list[list[float]], str]
"""What is asked: an address, its boxes with their pages, one for each line, the printed number."""
_NUMBER = re.compile(r"[-−+]?[\d.,，]+")
_LISTED = 12


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--made", type=int, default=10, help="made-up accounts, where no file is given")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=0, help="so many figures and claims of each (0: all)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        files = given.files or made_up(Path(folder), given.made, given.seed)
        print(f"{'':40} figures right  claims right")
        wrong = 0
        for file in files:
            wrong += report(file, random.Random(given.seed), given.sample)
    return 1 if wrong else 0


def made_up(folder: Path, count: int, seed: int) -> list[Path]:
    cli.main(["synthesize", "--out", str(folder), "--count", str(count), "--seed", str(seed), "--slips", "1"])
    return sorted((folder / "accounts").glob("*.pdf"))


def report(file: Path, dice: random.Random, sample: int) -> int:
    """Print the line of one account; how many boxes hold something else."""
    source = open_source(file)
    found = corpus.read_frames(source)
    evidence = Evidence(found, Places(found["blocks"], letters_of(paged_files(source, found["files"]))))
    kinds = [list(figures_of(evidence)), list(claims_of(evidence))]
    if sample:
        kinds = [dice.sample(one, min(sample, len(one))) for one in kinds]
    with closing(pypdfium2.PdfDocument(file)) as document:
        misses = [[(one, told) for one in kind if (told := inside(document, one)) != plain(one[2])] for kind in kinds]
    counts = [f"{len(kind):7} {len(kind) - len(missed):5}" for kind, missed in zip(kinds, misses, strict=True)]
    print(f"{file.name[:40]:40}{' '.join(counts)}", flush=True)
    listed = [miss for kind in misses for miss in kind]
    for (name, places, printed), told in listed[:_LISTED]:
        print(f"    {name} p.{places[0][0]}: printed {printed!r}, in the box {told!r}")
    return len(listed)


def figures_of(evidence: Evidence) -> Iterator[Asked]:
    for cell in evidence.told("en")["cells"]:
        if cell[1] and cell[6]:
            yield cell[0], [[cell[2], *cell[6]]], cell[1]


def claims_of(evidence: Evidence) -> Iterator[Asked]:
    for claim in evidence.told("en")["claims"]:
        places = claim.get("number", [])
        if places and _NUMBER.fullmatch(claim.get("printed", "")):
            yield claim["id"], places, claim["printed"]


def inside(document: pypdfium2.PdfDocument, asked: Asked) -> str:
    """The characters whose middle stands within boxes, as pdfium gives them, without blanks."""
    found = ""
    for number, *box in asked[1]:
        with closing(document[int(number) - 1]) as page, closing(page.get_textpage()) as text:
            ends: list[Any] = list(zip(to_page(page, box[0], box[1]), to_page(page, box[2], box[3]), strict=True))
            (x0, x1), (y0, y1) = (sorted(end) for end in ends)
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at)
                if x0 <= (left + right) / 2 <= x1 and y0 <= (bottom + top) / 2 <= y1:
                    found += text.get_text_range(at, 1)
    return plain(found)


def plain(text: str) -> str:
    return "".join(fold_glyphs(text).split())


if __name__ == "__main__":
    sys.exit(main())
