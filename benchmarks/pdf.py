"""Time and memory of the PDF reader beside a bare pdfplumber loop in the same run.

    python benchmarks/pdf.py [FILE ...]

Without files it takes the accounts of ../shared where they are at hand, else draws two. Seconds
depend on the machine and on what else runs on it; the ratio to pdfplumber does so much less.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 7
"""Warm readings of each document; the median counts."""
MOST_SECONDS, MOST_MEMORY = 0.35, 500
"""Targets for a document of 25 to 30 pages, both readings, on two cores: seconds warm, MiB."""


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--child"]:
        print(json.dumps(measure(arguments[1], [Path(name) for name in arguments[2:]])))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(name) for name in arguments] or at_hand() or drawn(Path(folder))
        results = {way: in_own_process(way, files) for way in WAYS}
    print(f"{'document':<28}{'pages':>6}", *(f"{way:>12}" for way in WAYS), f"{'ratio':>8}")
    for file in files:
        seconds = {way: results[way]["warm"][file.name] for way in WAYS}
        print(
            f"{file.name:<28}{results['both']['pages'][file.name]:>6}",
            *(f"{seconds[way]:>10.3f} s" for way in WAYS),
            f"{seconds['both'] / seconds['pdfplumber']:>8.2f}",
        )
    for title, key, unit in (
        ("first document, with start", "cold", "s"),
        ("peak memory", "memory", "MiB"),
    ):
        print(f"{title:<34}", *(f"{results[way][key]:>8.2f} {unit:<3}" for way in WAYS))
    slowest = max(results["both"]["warm"].values())
    print(
        f"both readings: slowest document {slowest:.3f} s (asked: {MOST_SECONDS}), "
        f"{results['both']['memory']:.0f} MiB (asked: {MOST_MEMORY})"
    )
    return 0


def at_hand() -> list[Path]:
    return sorted((ROOT.parent / "shared" / "documents").glob("*.pdf"))


def drawn(folder: Path) -> list[Path]:
    sys.path.insert(0, str(ROOT))
    from tests.rendering import Style, render, seed_account

    files = []
    for layout, program, ruling in (
        ("mof", "wps", "strokes"),
        ("zhejiang", "word", "rectangles"),
    ):
        style = Style(layout=layout, program=program, ruling=ruling)
        files.append(folder / f"{layout}-{program}.pdf")
        render(seed_account(style), style, files[-1])
    return files


def in_own_process(way: str, files: Sequence[Path]) -> dict[str, Any]:
    """Each way is measured in a process of its own, so that memory is its own too."""
    run = subprocess.run(
        [sys.executable, __file__, "--child", way, *map(str, files)],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    result: dict[str, Any] = json.loads(run.stdout)
    return result


def measure(way: str, files: Sequence[Path]) -> dict[str, Any]:
    begin = time.perf_counter()
    read = WAYS[way]()
    pages = {files[0].name: read(files[0])}
    cold = time.perf_counter() - begin
    pages |= {file.name: read(file) for file in files[1:]}
    warm: dict[str, list[float]] = {file.name: [] for file in files}
    for _ in range(ROUNDS):
        for file in files:
            begin = time.perf_counter()
            read(file)
            warm[file.name].append(time.perf_counter() - begin)
    return {
        "pages": pages,
        "cold": cold,
        "warm": {name: statistics.median(times) for name, times in warm.items()},
        "memory": peak_memory(),
    }


def peak_memory() -> float:
    """MiB; Java runs in the same process. Not known on Windows."""
    try:
        import resource
    except ImportError:
        return float("nan")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def kit(reader: str) -> Callable[[], Callable[[Path], int]]:
    def prepare() -> Callable[[Path], int]:
        from budget_analysis.readers import pdf

        return lambda file: pdf.read(file, reader=reader).pages

    return prepare


def bare_pdfplumber() -> Callable[[Path], int]:
    import pdfplumber

    def read(file: Path) -> int:
        with pdfplumber.open(file) as document:
            for page in document.pages:
                page.extract_tables()
                page.extract_text()
            return len(document.pages)

    return read


WAYS: dict[str, Callable[[], Callable[[Path], int]]] = {
    "both": kit("both"),
    "tabula": kit("tabula"),
    "grid": kit("grid"),
    "pdfplumber": bare_pdfplumber,
}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
