"""How many single slips of an account the kit finds, judged by an oracle of its own.

    python benchmarks/slips.py [--count 400] [--harmless 150] [--seed 1] [--documents DIR]
                               [--made 12] [--only KIND,…] [--report FILE] [--finver]

Slips are drawn until the oracle has proved `--count` of them; `--harmless` more prove nothing and
must alarm nobody. The report lists every miss and every false alarm with its proof.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from benchmarks.proofs.changes import KINDS, LAST, Slip, draw  # noqa: E402
from benchmarks.proofs.harmless import HARMLESS, harmless  # noqa: E402
from benchmarks.proofs.oracle import Proof, Statements, judge, proves_nothing  # noqa: E402
from benchmarks.proofs.report import print_tables, write_report  # noqa: E402
from benchmarks.proofs.score import Outcome, Said  # noqa: E402
from benchmarks.proofs.score import judge as score  # noqa: E402
from benchmarks.proofs.targets import Target, committed, documents, made  # noqa: E402

TRIES = 60


def slips(target: Target, kind: str, dice: random.Random) -> tuple[Slip, Proof] | None:
    """A slip of a kind that the oracle proves."""
    for _ in range(TRIES):
        slip = draw(kind, target.statements, dice)
        if slip and (proof := judge(target.statements, slip.slot, slip.new)):
            return slip, proof
    return None


def quiet(target: Target, kind: str, dice: random.Random) -> Slip | None:
    """A change that proves nothing."""
    if kind not in LAST:
        return harmless(kind, target.reading, target.statements, dice)
    for _ in range(TRIES):
        drawn = LAST[kind](target.statements, dice)
        if drawn is not None and drawn[0].place is not None and _is_quiet(target.statements, *drawn):
            return Slip(kind, drawn[0].place, drawn[0].text, drawn[1], drawn[0].name)
    return None


def _is_quiet(statements: Statements, slot: object, new: str) -> bool:
    name = str(getattr(slot, "name"))
    return bool(statements.of.get(name)) and proves_nothing(statements, name, new)


def tasks(
    targets: Sequence[Target], count: int, calm: int, kinds: Sequence[str], dice: random.Random
) -> Iterator[tuple[Target, Slip, Proof]]:
    """Each kind on each document in turn, no slip twice."""
    seen: set[tuple[str, object, str]] = set()
    for number, wanted in ((count, list(kinds)), (calm, [*LAST, *LAST, *HARMLESS])):
        made_, idle = 0, 0
        pairs = list(itertools.product(wanted, targets))
        dice.shuffle(pairs)
        turns = itertools.cycle(pairs)
        while made_ < number and idle < 4 * len(wanted) * len(targets):
            kind, target = next(turns)
            if wanted == list(kinds):
                found = slips(target, kind, dice)
            else:
                slip = quiet(target, kind, dice)
                found = (slip, Proof((), "", ())) if slip else None
            key = (target.name, found[0].place, found[0].new) if found else None
            if found is None or key is None or key in seen:
                idle += 1
                continue
            seen.add(key)
            made_, idle = made_ + 1, 0
            yield target, *found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--count", type=int, default=400, help="slips that the oracle proves")
    parser.add_argument("--harmless", type=int, default=150, help="changes that prove nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=Path, help="a folder of PDFs to take as well")
    parser.add_argument("--made", type=int, default=12, help="made accounts")
    parser.add_argument("--only", default="", help="kinds of slips, with commas between")
    parser.add_argument("--report", type=Path, help="write misses and false alarms here")
    parser.add_argument("--finver", action="store_true", help="the four classes of FinVerBench instead")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    if given.finver:
        from benchmarks.proofs.finver import run

        return run(given.seed, given.report)
    targets = [committed(), *made(given.made, given.seed)]
    if given.documents:
        targets += documents(given.documents)
    kinds = given.only.split(",") if given.only else list(KINDS)
    dice = random.Random(given.seed)
    bases = {target.name: Said.of(target) for target in targets}
    print(f"{len(targets)} documents read, {time.monotonic() - began:.0f} s", flush=True)
    outcomes: list[Outcome] = []
    for target, slip, proof in tasks(targets, given.count, given.harmless, kinds, dice):
        outcomes.append(score(target, bases[target.name], slip, proof))
        if given.report and len(outcomes) % 25 == 0:
            write_report(given.report, outcomes)
    is_good = print_tables(outcomes)
    if given.report:
        write_report(given.report, outcomes)
    print(f"\n{time.monotonic() - began:.0f} s")
    return 0 if is_good else 1


if __name__ == "__main__":
    sys.exit(main())
