"""A batch of many documents: does time or memory grow with their number, does an end in the middle show?

    python benchmarks/batch.py --count 1000
    python benchmarks/batch.py --count 1000 --light
    python benchmarks/batch.py --count 40 --kills 10

Made-up accounts (`budget_analysis.synthetic`: PDF, text, workbook, Word and web page in turn, in
all layouts and voices; with `--light` nine of ten are two forms without prose, text or workbook,
so that the number of documents weighs more than what each holds) are built into one dataset, two at
a time. The table has one row per tenth of the batch: seconds of the clock and of the processors per
document, the memory of the process that collects (without the readers), and how busy the cores
were; where other programs want the processors too, their seconds are the measure. Then come the
common questions to the DuckDB file. With `--kills`, two builds are started at once, and the same
folder is built again, killed (SIGKILL) at moments spread over its documents, and taken up again;
the dataset must have the same bytes in the end.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import duckdb

from budget_analysis import cluster, corpus, dataset, inventory, shelf, specs, stages, summaries, synthetic

_PAGE = os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> int:
    """Print the tables; 1 where a dataset came out differently."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--count", type=int, default=40, help="documents")
    given.add_argument("--kills", type=int, default=0, help="builds that are killed; 0: none, and no two at once")
    given.add_argument("--light", action="store_true", help="nine of ten accounts are two forms alone")
    given.add_argument("--jobs", type=int, default=2)
    options = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (_print_light if options.light else _print_whole)(Path(folder), options.count)
        raw, out = Path(folder) / "accounts", Path(folder) / "undisturbed"
        _measure(raw, out, options.jobs)
        _ask(out)
        if not options.kills:
            return 0
        same = _at_once(raw, Path(folder) / "both", options.jobs, _sum(out))
        same &= _killed(raw, Path(folder) / "killed", options.kills, _sum(out))
    return 0 if same else 1


def _print_whole(folder: Path, count: int) -> None:
    synthetic.synthesize(folder, synthetic.Wish(count, format=synthetic.MIXED))


def _print_light(folder: Path, count: int) -> None:
    _print_whole(folder, -(-count // 10))
    accounts, taken = folder / "accounts", set[str]()
    for place, whole in enumerate(sorted(accounts.iterdir())):
        whole.rename(accounts / f"{place * 10:04}-{whole.name}")  # each tenth of the batch has as many
    for number in range(count):
        if number % 10:
            ledger = synthetic.made_up_ledger(number + 10_000, grain_fen=1, taken=taken)
            taken.add(ledger.department)
            model = synthetic.marked(synthetic.lay_out(ledger, synthetic.Style()))
            model = replace(model, forms=model.forms[:2], sections=())
            file = accounts / f"{number:04}.{'xlsx' if number % 2 else 'txt'}"
            file.write_bytes(synthetic.write_xlsx(model) if number % 2 else synthetic.write_text(model).encode())


def _measure(raw: Path, out: Path, jobs: int) -> None:
    """Build in this process, whose memory is looked at."""
    files = inventory.take_stock([raw])
    begun, worked_first = time.perf_counter(), _worked()
    results = []
    print(f"{'documents':>10} {'s each':>8} {'cpu each':>9} {'MiB':>8} {'busy':>6}")
    tenth = max(1, len(files) // 10)
    since, worked = begun, worked_first
    with cluster.hands(jobs) as hands:
        for result in corpus.read_all(files, out / shelf.KEPT, stages.Manner(with_panel=True), hands):
            results.append(result)
            if len(results) % tenth == 0:
                now, done = time.perf_counter(), _worked()
                each, busy = (done - worked) / tenth, (done - worked) / (now - since) / jobs
                print(f"{len(results):10} {(now - since) / tenth:8.2f} {each:9.2f} {_held():8.0f} {busy:6.0%}", flush=True)
                since, worked = now, done
    made = corpus.dataset(results, top=raw)
    dataset.write_dataset(made, out, jobs)
    print(f"dataset written: {_held():.0f} MiB, {_worked() - worked:.0f} s of a processor")
    for summary in summaries.summarize_all(results, jobs):
        summaries.as_text(summary)
    done, seconds = _worked() - worked_first, time.perf_counter() - begun
    print(f"in all: {seconds:.0f} s, {done:.0f} s of processors, {done / len(results):.2f} s each, "
          f"{_held():.0f} MiB (at most {_most_held():.0f}), {done / seconds / jobs:.0%} busy; "
          f"{_worked() - worked:.0f} s of them not shared by the readers; {len(results)} documents")  # fmt: skip


def _ask(folder: Path) -> None:
    database = dataset.write_database(folder)
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute("SET threads = 2")
        for view in specs.load("views.toml")["view"]:
            begun = time.perf_counter()
            rows = len(connection.execute(f"SELECT * FROM {view['name']}").fetchall())
            print(f"{view['name']}: {rows} rows in {time.perf_counter() - begun:.3f} s")
    database.unlink()


def _command(raw: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "budget_analysis.cli", "build", str(raw), "--out", str(out), "--json", "--jobs", str(jobs)]


def _at_once(raw: Path, out: Path, jobs: int, expected: str) -> bool:
    """Two builds into one folder at a time: one is refused, the other is as if it were alone."""
    first, second = (
        subprocess.Popen(_command(raw, out, jobs), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    )
    said = [one.communicate()[1] for one in (first, second)]
    codes = sorted([first.returncode, second.returncode])
    is_refused = codes == [0, 1] and sum("is writing here" in text for text in said) == 1
    is_same = _sum(out) == expected
    print(f"two builds at once: {'one is refused' if is_refused else codes}, "
          f"the other {'the same bytes' if is_same else 'OTHER BYTES'}", flush=True)  # fmt: skip
    return is_refused and is_same


def _killed(raw: Path, out: Path, kills: int, expected: str) -> bool:
    command = _command(raw, out, 2)
    kept, same = out / shelf.KEPT, True
    documents = sum(1 for _ in raw.iterdir())
    for number in range(kills):
        shutil.rmtree(out, ignore_errors=True)
        wanted = documents * (number + 1) // kills  # the last one while the dataset is written
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as build:
            while build.poll() is None and _count(kept) < wanted:
                time.sleep(0.05)
            build.kill()
        left, had = sorted(path.name for path in out.iterdir()), _count(kept)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        is_same = _sum(out) == expected
        same &= is_same
        print(f"killed with {had} of {documents} documents kept ({', '.join(left)}), taken up again: "
              f"{'the same bytes' if is_same else 'OTHER BYTES'}", flush=True)  # fmt: skip
    return same


def _count(kept: Path) -> int:
    return sum(1 for _ in kept.glob("*/*")) if kept.is_dir() else 0


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


def _most_held() -> float:
    """The same, where it was most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _held() -> float:
    """MiB that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


if __name__ == "__main__":
    raise SystemExit(main())
