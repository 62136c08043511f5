"""How well contradictions are found, and how quiet it stays without any.

    python benchmarks/claims.py [--documents 24] [--changes 28] [--workers 2] [--show]

Takes the committed account, the development documents (where the folder `shared` is at hand) and
consistent made-up accounts in every layout, style and voice. The made-up ones must be quiet:
nothing may differ. Then each account gets single changes, one at a time. A change counts as found
when a new `differs` or `undefined` (for a form: its state, or a check) speaks of the changed
statement or of what is recomputed from it; every new `differs` that does not is a false alarm.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from detection.accounts import Read, Source, sources  # noqa: E402
from detection.changes import CHANGES, Change  # noqa: E402
from detection.oracle import excuse  # noqa: E402

RECALL, PRECISION, UNCHECKED = 0.95, 0.98, 0.10
"""What the kit must reach."""
GRAVE = ("differs", "undefined")
STATED_EMPTY = {"gov_funds": "A09.3", "state_capital": "A10.2"}
"""Identities about a form that is empty: they say that it has to say so."""


@dataclass
class Outcome:
    """What one change led to: whether it was found, and its false alarms, or why it cannot be."""

    kind: str
    source: str
    told: str
    excuse: str = ""
    is_found: bool = False
    alarms: int = 0
    false_alarms: list[str] = field(default_factory=list)


@dataclass
class Quiet:
    """The verdicts on one unchanged account."""

    source: str
    is_consistent: bool
    verdicts: Counter[str]
    alarms: list[str]


def judge_change(kind: str, source: Source, base: Read, change: Change) -> Outcome:
    outcome = Outcome(kind, source.name, str(change), excuse(base, change))
    read = Read.of(change.account)
    if kind in ("form missing", "form emptied"):
        outcome.is_found = True  # the state of the form says it
    known = Counter(_shape(claim) for claim in base.claims if claim["verdict"] in GRAVE)
    involved = _involved(read, change)
    for claim in read.claims:
        if claim["verdict"] not in GRAVE:
            continue
        if known[_shape(claim)] > 0:
            known[_shape(claim)] -= 1
            continue
        is_concerned = str(claim["claim_id"]) in involved
        outcome.is_found |= is_concerned
        if claim["verdict"] == "differs":
            outcome.alarms += 1
            if not is_concerned:
                told = f"{claim['kind']} {claim['quote']} [{claim['low']}, {claim['high']}]"
                outcome.false_alarms.append(told)
    _judge_checks(outcome, base, read, change)
    return outcome


def _judge_checks(outcome: Outcome, base: Read, read: Read, change: Change) -> None:
    """The same for the identities that are no claims."""
    names = {str(claim["claim_id"]) for claim in read.claims}
    known = {(c.identity, c.instance) for c in _differing(base)}
    for check in _differing(read):
        if check.instance in names or (check.identity, check.instance) in known:
            continue
        outcome.alarms += 1
        if _is_concerned(check, change, base):
            outcome.is_found = True
        else:
            told = f"{check.identity} {check.instance} {check.left} = {check.right}"
            outcome.false_alarms.append(told)


def _differing(read: Read) -> list[Any]:
    checks = read.ledger.checks
    return list(checks[checks["verdict"] == "differs"].itertuples())


def _shape(claim: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(claim[name] for name in ("section", "kind", "printed", "verdict", "quote"))


def _involved(read: Read, change: Change) -> set[str]:
    """The claims that speak of what was changed, and those that are recomputed from them."""
    if change.form and not change.cell:
        own = {str(c["claim_id"]) for c in read.claims if c["subject"] == change.form}
    elif change.cell:
        own = {str(c["claim_id"]) for c in read.claims if change.cell in c["operands"]}
    else:
        end = change.start + max(1, len(change.new))
        own = {
            str(claim["claim_id"])
            for claim in read.claims
            if claim["block"] == change.block
            and claim["start"] is not None
            and claim["start"] < end
            and change.start < claim["end"]
        }
    return own | {str(c["claim_id"]) for c in read.claims if own & set(c["operands"])}


def _is_concerned(check: Any, change: Change, base: Read) -> bool:
    """A check that is no claim: a changed figure stands in it, one of a form that is gone, a name."""
    printed = set(re.findall(r"\d+\.\d+", f"{check.left} {check.right}".replace(",", "")))
    if change.cell:
        return change.new.replace(",", "") in printed
    if change.form:
        figures = base.account.figures
        own = figures.loc[figures["form"] == change.form, "printed"].str.replace(",", "")
        return bool(printed & set(own)) or check.identity == STATED_EMPTY.get(change.form)
    said = f"{check.instance} {check.left} {check.right}"
    old = change.old.strip("、")
    return bool(old) and (old in said or change.text[change.start - 12 : change.start + 12] in said)


def work(task: tuple[Source, Sequence[str]]) -> tuple[Quiet, list[Outcome]]:
    """Read one account, then the same with each of the changes."""
    source, kinds = task
    dice = random.Random(source.name)
    base = Read.of(source.load())
    verdicts = Counter(str(claim["verdict"] or "datum") for claim in base.claims)
    alarms = [str(claim["quote"]) for claim in base.claims if claim["verdict"] == "differs"]
    names = {str(claim["claim_id"]) for claim in base.claims}
    alarms += [f"{c.identity} {c.instance}" for c in _differing(base) if c.instance not in names]
    outcomes = []
    for kind in kinds:
        change = CHANGES[kind](base.account, dice)
        if change is not None and (change.old != change.new or change.form):
            outcomes.append(judge_change(kind, source, base, change))
    return Quiet(source.name, source.file is None, verdicts, alarms), outcomes


def shared_folder() -> Path | None:
    named = os.environ.get("BUDGET_ANALYSIS_SHARED")
    folder = Path(named) if named else ROOT.parent / "shared"
    return folder if folder.is_dir() else None


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=24, help="made-up accounts")
    parser.add_argument("--changes", type=int, default=28, help="changes per account")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", default="", help="kinds of change, with commas between")
    parser.add_argument("--show", action="store_true", help="print what was missed and false alarms")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    turns = itertools.cycle(given.only.split(",") if given.only else CHANGES)
    tasks = [
        (source, list(itertools.islice(turns, given.changes * (1 if source.file is None else 5))))
        for source in sources(given.documents, shared_folder())
    ]
    with multiprocessing.get_context("spawn").Pool(given.workers) as pool:
        results = pool.map(work, tasks, chunksize=1)
    quiet = [one for one, _ in results]
    outcomes = [outcome for _, found in results for outcome in found]
    is_good = print_quiet(quiet) & print_found(outcomes, given.show)
    print(f"\n{time.monotonic() - began:.0f} s")
    return 0 if is_good else 1


def print_quiet(quiet: Sequence[Quiet]) -> bool:
    total = sum((one.verdicts for one in quiet), Counter())
    judged = sum(total.values()) - total["datum"]
    drawn = [one for one in quiet if one.is_consistent]
    alarms = [f"{one.source}: {alarm}" for one in drawn for alarm in one.alarms]
    print(f"{len(quiet)} unchanged accounts, {len(drawn)} of them made up without a contradiction")
    for verdict in ("equal", "rounding", "undefined", "unchecked", "differs"):
        print(f"  {verdict:<12}{total[verdict]:>7}{total[verdict] / judged:>9.2%} of judged claims")
    print(f"  {'datum':<12}{total['datum']:>7}")
    worst = max(quiet, key=lambda one: _share_unchecked(one.verdicts))
    print(f"  most unchecked: {_share_unchecked(worst.verdicts):.2%} in {worst.source}")
    print(f"  differs in the made-up ones, claims and checks: {len(alarms)} (must be 0) {alarms[:5]}")
    return not alarms and total["unchecked"] / judged < UNCHECKED


def _share_unchecked(verdicts: Counter[str]) -> float:
    return verdicts["unchecked"] / max(1, sum(verdicts.values()) - verdicts["datum"])


def print_found(outcomes: Sequence[Outcome], is_shown: bool) -> bool:
    print(f"\n{len(outcomes)} single changes")
    print(f"  {'':<18}{'made':>6}{'datum':>7}{'round':>7}{'allowed':>9}{'found':>14}{'recall':>8}{'differs':>9}{'false':>7}")
    rows = [(kind, [one for one in outcomes if one.kind == kind]) for kind in CHANGES]
    for name in dict.fromkeys(one.source.partition("-")[2] or one.source for one in outcomes):
        rows.append((f"in {name}", [o for o in outcomes if (o.source.partition("-")[2] or o.source) == name]))
    recall = precision = 0.0
    for label, own in [*rows, ("all", list(outcomes))]:
        excused = Counter(one.excuse for one in own)
        open_ = [one for one in own if not one.excuse]
        found = sum(one.is_found for one in open_)
        alarms = sum(one.alarms for one in own)
        false = sum(len(one.false_alarms) for one in own)
        recall = found / len(open_) if open_ else 0.0
        precision = 1 - false / alarms if alarms else 1.0
        print(
            f"  {label:<18}{len(own):>6}{excused['datum']:>7}{excused['rounding']:>7}{excused['allowed']:>9}"
            f"{f'{found} of {len(open_)}':>14}{recall:>8.1%}{alarms:>9}{false:>7}"
        )
    print(f"  recall {recall:.1%} (asked: {RECALL:.0%}), precision of differs {precision:.1%} (asked: {PRECISION:.0%})")
    for one in outcomes if is_shown else []:
        where = f"{one.source} {one.kind}: {one.told}"
        if not one.is_found and not one.excuse:
            print(f"  missed   {where}")
        if one.is_found and one.excuse:
            print(f"  found although {one.excuse} {where}")
        if one.excuse == "datum" and not one.is_found:
            print(f"  datum    {where}")
        for alarm in one.false_alarms:
            print(f"  false    {where} | {alarm}")
    return recall >= RECALL and precision >= PRECISION


if __name__ == "__main__":
    sys.exit(main())
