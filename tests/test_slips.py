"""The oracle of the single slips: what it proves on the committed account, and what it does not."""

import ast
import random
from functools import cache
from pathlib import Path

import pytest

from benchmarks.proofs import changes, harmless, oracle
from benchmarks.proofs.causes import is_right
from benchmarks.proofs.score import Said, judge, speaks_of
from benchmarks.proofs.slots import Place, Slot, is_number
from benchmarks.proofs.targets import Target, committed

FOLDER = Path(__file__).resolve().parents[1] / "benchmarks" / "proofs"
ORACLE = ("slots", "paper", "forms", "dump", "identities", "told", "sentences", "oracle")


@cache
def seed() -> Target:
    return committed()


@cache
def base() -> Said:
    return Said.of(seed())


def slot_of(begin: str, text: str) -> str:
    """The first slot with this beginning of its name that prints this."""
    return next(n for n, s in seed().statements.slots.items() if n.startswith(begin) and s.text == text)


def told_after(words: str) -> str:
    """The slot of the prose that stands right after these words."""
    text = oracle.prose_of(seed().reading)
    return f"text/{text.text.index(words) + len(words)}"


@pytest.mark.parametrize(
    ("name", "text", "relation", "is_alone"),
    [
        ("T05/2013704/project", "1,912.71", "T05.row/2013704", True),
        ("T06/class:住房保障支出/general", "27.91", "A06.5/class:住房保障支出", True),
        ("T08/30101/amount", "3,781.00", "A08.1/301", False),
        ("T11/overseas/actual", "56.90", "A11.1/actual", True),
        ("T07/208/label", "社会保障和新业支出", "label/208", True),
        ("T07/year", "2023", "year", True),
    ],
)
def test_a_slip_on_a_form_is_proved(name: str, text: str, relation: str, is_alone: bool) -> None:
    proof = oracle.judge(seed().statements, name, text)
    assert relation in proof.broken
    assert name in proof.mends
    assert (proof.mends == (name,)) == is_alone


@pytest.mark.parametrize(
    ("words", "text", "relation"),
    [
        ("各增加322.56万元，增长", "17.01", "N02"),
        ("与2023年度相比，各", "减少", "way"),
        ("本年支出合计2209.05万元，其中：基本支出", "208.40", "T05.basic"),
        ("其中：政府采购货物支出", "31.07", "N13.1"),
        ("完成年初预算的79.86%，决算数", "大于", "N08.4"),
        ("主要包括：办公费、", "水费", "N09.2"),
        ("三、2024年度部门决算情况说明（一）收入支出决算总体情况说明2024年度收入总计", "2290.05", "N01.T01"),
    ],
)
def test_a_slip_in_the_prose_is_proved(words: str, text: str, relation: str) -> None:
    name = told_after(words)
    proof = oracle.judge(seed().statements, name, text)
    assert any(one.startswith(relation) for one in proof.broken)
    assert name in proof.mends


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("T08/30101/amount", "37.82"),  # 301 and all its sections are rounded
        ("T05/2013704/project", "1,912.18"),
        ("T11/overseas/budget", "5.69"),
    ],
)
def test_what_rounding_explains_is_not_proved(name: str, text: str) -> None:
    assert not oracle.judge(seed().statements, name, text)


def test_the_committed_account_holds_but_for_its_known_contradiction() -> None:
    """完成预算的100% beside 77.5 and 74.93, in the summary of a project."""
    statements = seed().statements
    assert [one.name.partition("/")[0] for one in statements.broken] == ["N16.4"]
    assert len(statements.relations) > 500


def test_an_amount_with_a_shorter_print_stands_for_more_values() -> None:
    assert Slot("a", "99", "money").span(False) == (98.5, 99.5)
    assert Slot("a", "0.00", "money").span(True) == (0, 0)
    assert not is_number("1,2.5")


def test_the_oracle_imports_nothing_of_the_kit() -> None:
    for name in ORACLE:
        tree = ast.parse((FOLDER / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            assert not any("budget_analysis" in one or one.startswith("tests") for one in names), name


def test_a_slip_is_made_in_the_print_and_scored() -> None:
    """A digit on form 5: the kit says so, at the changed cell, and accuses nobody else."""
    name = "T05/2013704/project"
    slot = seed().statements.slots[name]
    assert slot.place is not None
    slip = changes.Slip("swapped", slot.place, slot.text, "1,912.71", name)
    proof = oracle.judge(seed().statements, name, slip.new)
    outcome = judge(seed(), base(), slip, proof)
    assert outcome.is_found and not outcome.accused and not outcome.crash


def test_another_reason_alarms_nobody() -> None:
    slip = None
    dice = random.Random(3)
    while slip is None:
        slip = harmless.harmless("reason", seed().reading, seed().statements, dice)
    outcome = judge(seed(), base(), slip, oracle.Proof((), "", ()))
    assert not outcome.alarms and not outcome.crash


@pytest.mark.parametrize(
    ("kind", "old", "new", "cause", "is_so"),
    [
        ("swapped", "1,912.17", "1,912.71", "digits_swapped", True),
        ("lost", "2,209.05", "209.05", "digit_lost", True),
        ("lost", "2,209.05", "209.05", "digit_doubled", False),
        ("doubled", "42.11", "422.11", "digit_doubled", True),
        ("ten times", "5.69", "56.90", "times_10", True),
        ("10,000 times", "5.69", "56900.00", "times_10", False),
        ("digit", "5.69", "5.89", "digit_mistaken", True),
        ("budget", "13.63", "12.48", "budget_for_actual", True),
        ("digit", "13.63", "12.48", "budget_for_actual", False),
    ],
)
def test_a_cause_is_judged_by_the_digits(kind: str, old: str, new: str, cause: str, is_so: bool) -> None:
    assert is_right(cause, changes.Slip(kind, Place(0, -1, 0, len(old)), old, new)) == is_so


def test_a_finding_speaks_of_a_changed_cell_or_of_changed_characters() -> None:
    figures = {"d1/expenditure_by_function/208/total"}
    cell = '[{"form": "expenditure_by_function", "row": "208", "measure": "total"}]'
    assert speaks_of(cell, figures, {})
    assert not speaks_of(cell.replace("208", "210"), figures, {})
    assert speaks_of('[{"block": 7, "start": 10, "end": 16}]', set(), {7: (12, 13)})
    assert not speaks_of('[{"block": 7, "start": 10, "end": 16}]', set(), {7: (40, 41), 8: (12, 13)})
