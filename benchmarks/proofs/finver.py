"""The four classes of errors of FinVerBench, rebuilt on made accounts whose print is rounded.

Arithmetic (a part or a total of a sum), linkage (the same amount on two forms, or in form and
text), derived rates (a share, a completion, a growth), magnitude (a factor of ten, or more of the
last digits than rounding explains). Amounts are whole fen, printed in 万元 with two decimals, so
that consistent accounts differ in their last digits and must stay quiet.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.rendering import Style, lay_out, made_up_ledger, render
from budget_analysis.synthetic.voices import LAYOUTS, VOICES

from .changes import LAST, Slip, grouped
from .oracle import Proof, judge, proves_nothing
from .report import print_tables, write_report
from .score import Outcome, Said
from .score import judge as score
from .slots import Growth, Rate, Relation, Slot, Sum
from .targets import Target, target_of

CASES = 200
SHIFTS = (10, 100, 1000, 10_000)


def rounded(count: int, seed: int) -> list[Target]:
    """Accounts of whole fen in every voice, printed in 万元."""
    found = []
    for number in range(count):
        voice = ("", *VOICES)[number % (1 + len(VOICES))]
        layout = LAYOUTS.get(voice, ("zhejiang", "mof")[number % 2])
        style = Style(layout=layout, voice=voice, separators=bool(number % 2), seed=seed + number)
        model = lay_out(made_up_ledger(1000 * seed + number, grain_fen=1), style)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"rounded-{number:02}.pdf"
            render(model, style, path)
            found.append(target_of(f"{number:02}-{voice or layout}", path))
    return found


def _is_sum(relation: Relation) -> bool:
    return isinstance(relation, Sum) and not relation.is_bound and len(relation.slots) > 2


def _is_link(relation: Relation) -> bool:
    return isinstance(relation, Sum) and not relation.is_bound and len(relation.slots) == 2


def _is_rate(relation: Relation) -> bool:
    return isinstance(relation, Rate | Growth)


def _off(text: str, dice: random.Random) -> float:
    """An amount off by 1 to 30 %, as the benchmark injects it."""
    return float(text) * (1 + dice.choice((-1, 1)) * dice.uniform(0.01, 0.3))


def _scaled(text: str, dice: random.Random) -> float:
    """A factor of ten, or 2 to 40 units of the last digit."""
    if dice.random() < 0.7:
        factor = dice.choice(SHIFTS)
        return float(text) * factor if dice.random() < 0.5 else float(text) / factor
    return float(text) + dice.choice((-1, 1)) * dice.randint(2, 40) * 10.0 ** -len(text.partition(".")[2])


Alter = Callable[[str, random.Random], float]
CLASSES: dict[str, tuple[Callable[[Relation], bool], Alter]] = {
    "arithmetic": (_is_sum, _off),
    "linkage": (_is_link, _off),
    "derived rates": (_is_rate, _off),
    "magnitude": (_is_sum, _scaled),
}


def inject(kind: str, target: Target, dice: random.Random) -> tuple[Slip, Proof] | None:
    """A case of a class that the oracle proves by a relation of the class."""
    is_of, alter = CLASSES[kind]
    relations = [relation for relation in target.statements.relations if is_of(relation)]
    for _ in range(60):
        relation = dice.choice(relations)
        names = relation.slots[:1] if kind == "derived rates" else relation.slots
        slot: Slot = target.statements.slots[dice.choice(names)]
        if not slot.text or not slot.value or slot.place is None:
            continue
        bare = slot.text.replace(",", "")
        new = grouped(f"{alter(bare, dice):.{len(bare.partition('.')[2])}f}", slot, target.statements)
        proof = judge(target.statements, slot.name, new)
        if new != slot.text and relation.name in proof.broken:
            return Slip(kind, slot.place, slot.text, new, slot.name), proof
    return None


def run(seed: int, report: Path | None, count: int = CASES) -> int:
    """Print recall by class, and false alarms in the unchanged accounts and in 60 quiet changes."""
    dice = random.Random(seed)
    targets = rounded(12, seed)
    bases = {target.name: Said.of(target) for target in targets}
    outcomes: list[Outcome] = []
    alarms = _alarms(bases)
    for number in range(count):
        kind = list(CLASSES)[number % len(CLASSES)]
        target = dice.choice(targets)
        if case := inject(kind, target, dice):
            outcomes.append(score(target, bases[target.name], *case))
    for _ in range(60):
        target = dice.choice(targets)
        drawn = LAST["last digit"](target.statements, dice)
        if drawn is None or drawn[0].place is None or not target.statements.of.get(drawn[0].name):
            continue
        if proves_nothing(target.statements, drawn[0].name, drawn[1]):
            slip = Slip("last digit", drawn[0].place, drawn[0].text, drawn[1], drawn[0].name)
            outcomes.append(score(target, bases[target.name], slip, Proof((), "", ())))
    is_good = print_tables(outcomes)
    print(f"  {len(targets)} unchanged accounts with rounded print: {len(alarms)} differ {alarms[:5]}")
    if report:
        write_report(report, outcomes)
    return 0 if is_good and not alarms else 1


def _alarms(bases: dict[str, Said]) -> Sequence[str]:
    found = []
    for name, base in bases.items():
        found += [f"{name}: {row['quote']}" for row in base.claims if row["verdict"] == "differs"]
        found += [f"{name}: {key}" for key, row in base.checks.items() if row["verdict"] == "differs"]
    return found
