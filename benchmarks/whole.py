"""A whole process on one PDF, from its start to the frames, beside a bare pdfplumber loop; the cost by stage.

    python benchmarks/whole.py [FILE ...] [--rounds 5]

Without files it takes the accounts of ../shared of 20 pages and more where they are at hand, and one that is
drawn. Each process is run in turn with its peer and its byte code is kept, as where the kit is installed.
Seconds on the clock tell little where others use the machine: seconds of the processor, of all threads, stand
beside them. The table of stages is one more process that does everything twice: cold, and warm.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.pdf import at_hand, drawn  # noqa: E402

MOST_RATIO, LEAST_PACE, MOST_MEMORY = 1.5, 2.0, 350
"""Asked: times the seconds of the bare loop, times its documents a minute when warm, MiB."""
FEWEST_PAGES = 20
BARE = """
import sys, pdfplumber
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_tables(); page.extract_text()
"""
KIT = "import sys; from budget_analysis import load; load(sys.argv[1])"
JUDGED = "import sys; from budget_analysis import load, reconcile; reconcile(load(sys.argv[1]))"
WAYS = {"pdfplumber": BARE, "frames": KIT, "statements": JUDGED}


def main(arguments: Sequence[str]) -> int:
    if arguments[:1] == ["--stages"]:
        print(json.dumps(stages(Path(arguments[1]))))
        return 0
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        files = given.files or [*filter(_is_long, at_hand()), *drawn(folder)[:1]]
        for file in files:
            _tell(file, given.rounds, environment)
    return 0


def _is_long(file: Path) -> bool:
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        return len(document) >= FEWEST_PAGES


def _tell(file: Path, rounds: int, environment: dict[str, str]) -> None:
    runs: dict[str, list[tuple[float, float, float]]] = {way: [] for way in WAYS}
    for number in range(rounds + 1):
        for way, script in WAYS.items():
            found = _run([sys.executable, "-c", script, str(file)], environment)
            if number:  # the first round writes the byte code
                runs[way].append(found)
    print(f"\n{file.name}: whole process")
    print(f"{'':<16}{'clock':>9}{'processor':>12}{'times':>8}{'times':>8}{'peak':>10}")
    bare = [statistics.median(column) for column in zip(*runs["pdfplumber"], strict=True)]
    for way, found in runs.items():
        clock, processor, peak = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{way:<16}{clock:>7.2f} s{processor:>10.2f} s{clock / bare[0]:>8.2f}{processor / bare[1]:>8.2f}{peak:>6.0f} MiB")
    print(f"asked of frames: at most {MOST_RATIO} times, {MOST_MEMORY} MiB")
    result = subprocess.run(
        [sys.executable, __file__, "--stages", str(file)], check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    found_stages: dict[str, tuple[float, float]] = json.loads(result.stdout)
    print(f"{'stage':<34}{'clock':>9}{'processor':>12}")
    for stage, (clock, processor) in found_stages.items():
        print(f"{stage:<34}{clock:>7.2f} s{processor:>10.2f} s")
    pace = [found_stages["pdfplumber, warm"][n] / (found_stages["reading, warm"][n] + found_stages["frames, warm"][n]) for n in (0, 1)]
    print(f"warm, documents a minute: {pace[0]:.2f} times those of the loop by the clock, {pace[1]:.2f} by the processor (asked: {LEAST_PACE})")


def _run(command: Sequence[str], environment: dict[str, str]) -> tuple[float, float, float]:
    """Seconds on the clock, seconds of the processor, most MiB."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def stages(file: Path) -> dict[str, tuple[float, float]]:
    """Seconds on the clock and of the processor of each stage, in a process that has done nothing yet."""
    found: dict[str, tuple[float, float]] = {}
    last = (time.perf_counter(), time.process_time())

    def lap(stage: str) -> None:
        nonlocal last
        now = (time.perf_counter(), time.process_time())
        found[stage] = (now[0] - last[0], now[1] - last[1])
        last = now

    from budget_analysis.readers import pdf

    lap("import of the reader")
    from budget_analysis import account, load, reconcile, sources

    lap("import of the rest (pandas)")
    pdf.java_status()
    lap("start of Java")
    reading: Any = pdf.read(file)
    lap("reading, first")
    frames = load(file)
    lap("reading and frames, second time")
    reconcile(frames)
    lap("statements, first")
    reading = pdf.read(file)
    lap("reading, warm")
    frames = account.account_of(sources.open_account(file), reading)
    lap("frames, warm")
    reconcile(frames)
    lap("statements, warm")
    import pdfplumber

    for stage in ("pdfplumber, first", "pdfplumber, warm"):
        with pdfplumber.open(file) as opened:
            for page in opened.pages:
                page.extract_tables()
                page.extract_text()
        lap(stage)
    return found


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
