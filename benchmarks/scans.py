"""Scans made of PDFs that have text: what is recognised beside what the text layer says.

    python benchmarks/scans.py FILE.pdf ... [--dpi 200 300] [--kinds clean mild hard] [--pages 4 6] [--reconcile]

Each page is drawn as a picture, worn as copying and scanning wear it, and recognised. Of each number of
the text layer (a run of digits with its marks, in its cell or line) it counts whether the same number was
recognised, whether it is in doubt, and which wrong ones are not. `--reconcile` reads the pictures as a
document and lists what differs that the text layer does not say.
"""

from __future__ import annotations

import argparse
import io
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

from budget_analysis import load, readers, reconcile
from budget_analysis.pictures import read_picture, settled
from budget_analysis.drawn.pages import finish
from budget_analysis.reading import Box, Doubt, Grid, Line, Reading

NUMBER = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?%?")
KINDS = ("clean", "mild", "hard", "turned")
Place = tuple[str, int, int, int]
"""A table with row and column, or a line: where a number stands."""


@dataclass
class Score:
    """Counts of one document in one kind of scan."""

    right: int = 0
    right_in_doubt: int = 0
    wrong_in_doubt: int = 0
    wrong: list[str] = field(default_factory=list)
    cells: int = 0
    cells_right: int = 0
    grids: int = 0
    grids_right: int = 0
    seconds: list[float] = field(default_factory=list)

    @property
    def numbers(self) -> int:
        return self.right + self.right_in_doubt + self.wrong_in_doubt + len(self.wrong)


def main(arguments: Sequence[str]) -> int:
    """Print a table; 1 where a wrong number is not in doubt."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--dpi", nargs="+", type=int, default=[200, 300])
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS[:3]))
    parser.add_argument("--pages", nargs="*", type=int, default=[], help="of each file; all without it")
    parser.add_argument("--reconcile", action="store_true")
    options = parser.parse_args(arguments)
    print(f"{'scan':<30}{'numbers':>8}{'right':>9}{'in doubt':>9}{'wrong':>7}{'undoubted':>10}{'cells':>9}{'grids':>8}{'cpu s/p':>8}")
    failed = 0
    for file in options.files:
        truth = readers.read(file)
        for dpi in options.dpi:
            for kind in options.kinds:
                pages = options.pages or list(range(1, truth.pages + 1))
                found, seconds = recognised(file, pages, dpi, kind)
                score = compare(truth, found, pages)
                score.seconds = seconds
                show(f"{file.name} {dpi} {kind}", score)
                failed += len(score.wrong)
                if options.reconcile:
                    accusations(file, found, dpi, kind)
    return int(failed > 0)


def worn(picture: Image.Image, kind: str, seed: int) -> Image.Image:
    """The picture as a copy of it looks."""
    if kind == "clean":
        return picture
    if kind == "turned":
        return picture.rotate((90, 180, 270)[seed % 3], expand=True, fillcolor=255)
    dice = np.random.default_rng(seed)
    skew, blur, noise, quality = (0.6, 0.6, 6.0, 60) if kind == "mild" else (1.5, 0.9, 12.0, 35)
    sign = 1 if seed % 2 else -1
    picture = picture.rotate(sign * skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(blur))
    values = np.asarray(picture, dtype=np.float32)
    if kind == "hard":
        values = values * np.linspace(1.0, 0.82, values.shape[1], dtype=np.float32)  # uneven light
    values = values + dice.normal(0.0, noise, values.shape).astype(np.float32)
    buffer = io.BytesIO()
    Image.fromarray(values.clip(0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("L")


def drawn(file: Path, pages: Iterable[int], dpi: int, kind: str) -> Iterator[tuple[int, Image.Image]]:
    document = pypdfium2.PdfDocument(file)
    try:
        for number in pages:
            page = document[number - 1].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            yield number, worn(page, kind, number)
    finally:
        document.close()


def recognised(file: Path, pages: Iterable[int], dpi: int, kind: str) -> tuple[Reading, list[float]]:
    """The pages as one reading under their own numbers, and the seconds of computing that each took: other work on the machine does not count."""
    lines: list[Line] = []
    grids: list[Grid] = []
    doubts: list[Doubt] = []
    problems = []
    seconds = []
    number = 0
    for number, picture in drawn(file, pages, dpi, kind):
        begin = time.process_time()
        page = read_picture(number, np.asarray(picture), dpi / 72)
        found = finish(number, page.view, page.words, page.grids)
        seconds.append(time.process_time() - begin)
        lines.extend(found.lines)
        grids.extend(map(settled.named, found.grids))
        doubts.extend(settled.doubts_of(number, page, found.lines))
        problems.append(settled.told(number, page))
    return Reading("ocr", number, tuple(lines), tuple(grids), tuple(problems), doubts=tuple(doubts)), seconds


def compare(truth: Reading, found: Reading, pages: Iterable[int]) -> Score:
    """Numbers, cells and shapes of what was recognised beside those of the text layer."""
    score = Score()
    for page in pages:
        own = [grid for grid in truth.grids if grid.page == page]
        theirs = [grid for grid in found.grids if grid.page == page]
        score.grids += len(own)
        doubts = [doubt for doubt in found.doubts if doubt.page == page]
        left = list(theirs)
        for grid in own:
            match = next((one for one in left if (one.rows, one.columns) == (grid.rows, grid.columns)), None)
            if match is None:
                continue
            left.remove(match)
            score.grids_right += 1
            texts = {(cell.row, cell.column): cell for cell in match.cells}
            for cell in grid.cells:
                other = texts.get((cell.row, cell.column))
                score.cells += 1
                score.cells_right += other is not None and bare(other.text) == bare(cell.text)
                if other is not None:
                    doubted = any(holds(other.box, doubt) for doubt in doubts)
                    count(score, page, numbers(cell.text), numbers(other.text), doubted)
        count_bag(score, page, left_text(truth, page, own, score_matched(own, theirs)), left_text(found, page, theirs, score_matched(theirs, own)), doubts)
    return score


def score_matched(own: Sequence[Grid], others: Sequence[Grid]) -> list[Grid]:
    """The grids that have a partner of their shape."""
    shapes = Counter((one.rows, one.columns) for one in others)
    matched = []
    for grid in own:
        if shapes[grid.rows, grid.columns]:
            shapes[grid.rows, grid.columns] -= 1
            matched.append(grid)
    return matched


def left_text(reading: Reading, page: int, grids: Sequence[Grid], matched: Sequence[Grid]) -> list[str]:
    """The numbers of the lines, and of tables without a partner, in order."""
    texts = [line.text for line in reading.lines if line.page == page]
    texts += [cell.text for grid in grids if grid not in matched for cell in grid.cells]
    return [number for text in texts for number in numbers(text)]


def count_bag(score: Score, page: int, due: list[str], found: list[str], doubts: Sequence[Doubt]) -> None:
    """Numbers of prose, whose lines may be cut otherwise, are counted as a bag."""
    doubted = Counter(number for doubt in doubts for number in numbers(doubt.text))
    missing = Counter(due) - Counter(found)
    extra = Counter(found) - Counter(due)
    same = Counter(due) - missing
    for number, times in same.items():
        in_doubt = min(times, doubted[number])
        score.right_in_doubt += in_doubt
        score.right += times - in_doubt
    undoubted = [number for number, times in extra.items() for _ in range(times - min(times, doubted[number]))]
    lost = sum(missing.values())
    score.wrong_in_doubt += max(0, lost - len(undoubted))
    score.wrong += [f"p.{page} {number} (missing: {', '.join(missing) or 'nothing'})" for number in undoubted]


def count(score: Score, page: int, due: list[str], found: list[str], doubted: bool) -> None:
    """The numbers of one cell."""
    if not due and not found:
        return
    if due == found:
        score.right += 0 if doubted else len(due)
        score.right_in_doubt += len(due) if doubted else 0
    elif doubted:
        score.wrong_in_doubt += max(len(due), 1)
    else:
        score.wrong.append(f"p.{page} {' '.join(due) or 'blank'} read as {' '.join(found) or 'blank'}")


def numbers(text: str) -> list[str]:
    return NUMBER.findall(bare(text))


def bare(text: str) -> str:
    """The text without what a picture cannot show: breaks, blanks, the width of marks."""
    import unicodedata

    return "".join(unicodedata.normalize("NFKC", text).split()).replace("—", "-").replace("–", "-")


def holds(box: Box | None, doubt: Doubt) -> bool:
    x, y = (doubt.box.x0 + doubt.box.x1) / 2, (doubt.box.y0 + doubt.box.y1) / 2
    return box is not None and box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1


def show(name: str, score: Score) -> None:
    total = score.numbers or 1
    right = score.right + score.right_in_doubt
    print(
        f"{name:<30}{score.numbers:>8}{right / total:>9.2%}{score.right_in_doubt + score.wrong_in_doubt:>9}"
        f"{total - right:>7}{len(score.wrong):>10}{score.cells_right / (score.cells or 1):>9.2%}"
        f"{score.grids_right:>5}/{score.grids:<2}{statistics.median(score.seconds or [0]):>8.1f}",
        flush=True,
    )
    for one in score.wrong[:12]:
        print(f"    not in doubt: {one}", flush=True)


def accusations(file: Path, found: Reading, dpi: int, kind: str) -> None:
    """What differs on the scan and does not on the text layer."""
    from budget_analysis.account import account_of
    from budget_analysis.document import open_source

    by_text, by_scan = reconcile(load(file)), reconcile(account_of(open_source(file), found))
    true = {row.claim_id for row in by_text.claims[by_text.claims["verdict"] == "differs"].itertuples()}
    true |= {(row.identity, row.instance) for row in by_text.checks[by_text.checks["verdict"] == "differs"].itertuples()}
    claims = by_scan.claims[by_scan.claims["verdict"] == "differs"]
    checks = by_scan.checks[by_scan.checks["verdict"] == "differs"]
    new = [f"{row.quote} {row.printed}" for row in claims.itertuples() if row.claim_id not in true]
    new += [f"{row.identity} {row.instance}" for row in checks.itertuples() if (row.identity, row.instance) not in true]
    counts = [
        f"{name}: {one.claims['verdict'].value_counts().to_dict()} {one.checks['verdict'].value_counts().to_dict()}"
        for name, one in (("text", by_text), ("scan", by_scan))
    ]
    print(f"    {counts[0]}\n    {counts[1]}\n    {len(new)} new differs: {new[:8]}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
