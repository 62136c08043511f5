"""A batch of many documents: does time or memory grow with their number, does an end in the middle show?

    python benchmarks/batch.py --count 200 --kills 10

Made-up accounts are printed as PDFs in mixed layouts and built into one dataset. The table has one
row per tenth of the batch: seconds per document, the memory of the process that collects (without
the readers), and how busy the cores were. Then the same folder is built again, killed (SIGKILL) at
moments spread over the time that the first build took, and taken up again; the dataset must have
the same bytes in the end.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from budget_analysis import cluster, corpus, dataset, inventory, shelf
from tests.rendering import cases, lay_out, made_up_ledger, render

_PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> int:
    """Print the tables; 1 where a dataset came out differently."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--count", type=int, default=40, help="documents")
    given.add_argument("--kills", type=int, default=3, help="builds that are killed")
    options = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        raw = _print_accounts(Path(folder) / "raw", options.count)
        out = Path(folder) / "undisturbed"
        seconds = _measure(raw, out)
        same = _killed(raw, Path(folder) / "killed", options.kills, seconds, _sum(out))
    return 0 if same else 1


def _print_accounts(folder: Path, count: int) -> Path:
    folder.mkdir()
    styles = [case.style for case in cases(12)]
    for number in range(count):
        style = styles[number % len(styles)]
        grain = 10_000 if style.unit == "万元" else 1
        model = lay_out(made_up_ledger(number, grain_fen=grain), style)
        render(model, style, folder / f"{number:04}.pdf")
    return folder


def _measure(raw: Path, out: Path) -> float:
    """Build in this process, whose memory is looked at; gives the seconds that it took."""
    files = inventory.take_stock([raw])
    begun = time.perf_counter()
    results = []
    print(f"{'documents':>10} {'s each':>8} {'MiB':>8} {'busy':>6}")
    tenth = max(1, len(files) // 10)
    since, worked = begun, _worked()
    with cluster.hands() as hands:
        for result in corpus.read_all(files, out / shelf.KEPT, hands=hands):
            results.append(result)
            if len(results) % tenth == 0:
                now, done = time.perf_counter(), _worked()
                busy = (done - worked) / (now - since) / len(hands)
                print(f"{len(results):10} {(now - since) / tenth:8.2f} {_held():8.0f} {busy:6.0%}", flush=True)
                since, worked = now, done
    dataset.write_dataset(corpus.dataset(results), out)
    seconds = time.perf_counter() - begun
    print(f"dataset written: {_held():.0f} MiB, {seconds:.0f} s in all, {len(results)} documents")
    return seconds


def _killed(raw: Path, out: Path, kills: int, seconds: float, expected: str) -> bool:
    command = [sys.executable, "-m", "budget_analysis.cli", "build", str(raw), "--out", str(out), "--json"]
    same = True
    for number in range(kills):
        shutil.rmtree(out, ignore_errors=True)
        after = seconds * (number + 0.5) / kills
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as build:
            try:
                build.wait(after)
            except subprocess.TimeoutExpired:
                build.kill()
        kept = sum(1 for _ in (out / shelf.KEPT).glob("*/*")) if (out / shelf.KEPT).is_dir() else 0
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        is_same = _sum(out) == expected
        same &= is_same
        print(f"killed after {after:.1f} s with {kept} documents kept, taken up again: "
              f"{'the same bytes' if is_same else 'OTHER BYTES'}", flush=True)  # fmt: skip
    return same


def _sum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.iterdir()):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def _worked() -> float:
    """Seconds of all cores that this process and its readers, ended or not, have taken."""
    own = os.times()
    ticks = os.sysconf("SC_CLK_TCK")
    alive = 0.0
    for child in Path(f"/proc/{os.getpid()}/task").glob("*/children"):
        for process in child.read_text().split():
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            alive += (int(fields[11]) + int(fields[12])) / ticks
    return own.user + own.system + own.children_user + own.children_system + alive


def _held() -> float:
    """MiB that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


if __name__ == "__main__":
    raise SystemExit(main())
