"""Invented amounts written to the forms on which they stand, so that all of them add up."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .ledger import (
    APPROPRIATION_REVENUE,
    MEASURES,
    T01,
    T03,
    T05,
    T06,
    T07,
    T08,
    T11,
    economic_names,
    function_classes,
    REVENUE_MEASURES,
    Facts,
    Key,
)

Values = dict[str, Counter[str]]
"""Item code to measure to grains."""


@dataclass(frozen=True)
class Traits:
    """What a made-up account contains. `negative` takes effect with `carry_over` and `non_fiscal`."""

    units: int = 1
    non_fiscal: bool = False
    carry_over: bool = False
    gov_funds: bool = False
    state_capital: bool = False
    negative: bool = False
    three_public: bool = True

    @property
    def has_loss(self) -> bool:
        """The year of business ends with less than nothing: the one balance that may, no appropriation being left either."""
        return self.negative and self.carry_over and self.non_fiscal


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts of `total` in about these proportions; they sum to it exactly."""
    parts = [int(total * weight / sum(weights)) for weight in weights]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts


def write_items(grains: dict[Key, int], form: str, values: Values) -> None:
    """Items, their sections, classes and the total of one form."""
    for code, flows in values.items():
        for measure in MEASURES[form]:
            for role in (code, code[:5], code[:3], "total"):
                grains[form, role, measure] = grains.get((form, role, measure), 0) + flows[measure]


def codes_of(grains: Mapping[Key, int], form: str) -> tuple[str, ...]:
    return tuple(sorted({role for name, role, _ in grains if name == form and role != "total"}))


def economic(dice: random.Random, general: Values, traits: Traits) -> Counter[str]:
    """The basic expenditure by economic section; contributions equal their functional items."""
    twins = {"2080505": "30108", "2080506": "30109", "2101103": "30111", "2210201": "30113"}
    twins |= {"2101101": "30110", "2101102": "30110", "2080501": "30302", "2080502": "30302"}
    values: Counter[str] = Counter()
    rest = 0
    for code, flows in general.items():
        if code in twins:
            values[twins[code]] += flows["basic"]
        else:
            rest += flows["basic"]
    if traits.three_public:
        for code in ("30212", "30217", "30231"):
            values[code] = dice.choice((0, dice.randint(1, rest // 200 + 1)))
            rest -= values[code]
    wages = ("30101", "30102", "30103", "30107", "30112", "30199", "30307", "30309")
    offices = ("30201", "30202", "30205", "30206", "30207", "30211", "30213", "30216", "30226")
    others = ("30227", "30228", "30229", "30239", "30299", "31002", "31007")
    weights = [5.0 * dice.random() for _ in wages]
    weights += [dice.choice((0.0, dice.random())) for _ in offices + others]
    for code, part in zip(wages + offices + others, split(rest, weights), strict=True):
        values[code] += part
    return values


def write_basic(grains: dict[Key, int], values: Counter[str]) -> None:
    for code in economic_names():
        amount = values[code] if len(code) == 5 else sum(v for c, v in values.items() if c[:3] == code)
        grains[T08, code, "amount"] = amount
    for role, is_personnel in (("personnel", True), ("running", False)):
        grains[T08, role, "amount"] = sum(
            v for c, v in values.items() if (c[:3] in ("301", "303")) == is_personnel
        )


def write_three_public(grains: dict[Key, int], dice: random.Random, scale: int) -> None:
    for role, code in (
        ("overseas_travel", "30212"),
        ("vehicle_purchase", "31013"),
        ("vehicle_running", "30231"),
        ("hospitality", "30217"),
    ):
        actual = grains[T08, code, "amount"] + dice.choice((0, 0, dice.randint(1, scale // 20)))
        grains[T11, role, "actual"] = actual
        grains[T11, role, "budget"] = actual + dice.choice((0, dice.randint(0, scale // 90)))
    for measure in MEASURES[T11]:
        vehicles = sum(grains[T11, role, measure] for role in ("vehicle_purchase", "vehicle_running"))
        grains[T11, "vehicles", measure] = vehicles
        grains[T11, "total", measure] = vehicles + sum(
            grains[T11, role, measure] for role in ("overseas_travel", "hospitality")
        )


def write_appropriation(grains: dict[Key, int], general: Values, funds: Values, capital: Values) -> None:
    """The summary of fiscal money; the three budgets side by side."""
    budgets = dict(zip(MEASURES[T06][1:], (general, funds, capital), strict=True))
    openings, closings = Counter[str](), Counter[str]()
    for (name, budget), role in zip(budgets.items(), APPROPRIATION_REVENUE, strict=True):
        grains[T06, role, "amount"] = sum(received(flows) for flows in budget.values())
        openings[name] = sum(flows["opening_balance"] for flows in budget.values())
        closings[name] = sum(flows["closing_balance"] for flows in budget.values())
        grains[T06, f"opening_{name}", "amount"] = openings[name]
        for code in function_classes():
            grains[T06, code, name] = sum(
                flows["expenditure_total"] for item, flows in budget.items() if item[:3] == code
            )
        spent = sum(grains[T06, code, name] for code in function_classes())
        grains[T06, "expenditure_total", name] = spent
        grains[T06, "closing_balance", name] = closings[name]
        grains[T06, "grand_total_expenditure", name] = spent + closings[name]
    for role in (*function_classes(), "expenditure_total", "closing_balance", "grand_total_expenditure"):
        grains[T06, role, "total"] = sum(grains[T06, role, name] for name in budgets)
    revenue = sum(grains[T06, role, "amount"] for role in APPROPRIATION_REVENUE)
    grains[T06, "revenue_total", "amount"] = revenue
    grains[T06, "opening_balance", "amount"] = openings.total()
    grains[T06, "grand_total_revenue", "amount"] = revenue + openings.total()


def write_summary(grains: dict[Key, int], own: Values) -> None:
    def write(role: str, amount: int) -> None:
        grains[T01, role, "amount"] = amount

    def of_own(measure: str) -> int:
        return sum(flows[measure] for flows in own.values())

    for role in APPROPRIATION_REVENUE:
        write(role, grains[T06, role, "amount"])
    for measure in REVENUE_MEASURES[2:]:
        write(measure, grains[T03, "total", measure])
    for code in function_classes():
        write(code, grains.get((T05, code, "expenditure_total"), 0))
    revenue, spent = grains[T03, "total", "revenue_total"], grains[T05, "total", "expenditure_total"]
    opening = grains[T06, "opening_balance", "amount"] + of_own("opening_balance")
    closing = grains[T06, "closing_balance", "total"] + of_own("closing_balance")
    write("revenue_total", revenue)
    write("expenditure_total", spent)
    write("opening_balance", opening)
    write("closing_balance", closing)
    write("balance_used", of_own("balance_used"))
    write("balance_distributed", of_own("balance_distributed"))
    write("grand_total_revenue", revenue + of_own("balance_used") + opening)
    write("grand_total_expenditure", spent + of_own("balance_distributed") + closing)


def write_units(
    grains: dict[Key, int], dice: random.Random, form: str, source: str, units: Sequence[str]
) -> None:
    """Divide the total row of the form by function among the units, column by column."""
    total, *parts = MEASURES[form]
    weights = [2.0, *(dice.random() for _ in units[1:])]
    for measure in parts:
        amount = grains[source, "total", measure]
        grains[form, "total", measure] = amount
        for unit, part in zip(units, split(amount, weights), strict=True):
            grains[form, unit, measure] = part
    for role in ("total", *units):
        grains[form, role, total] = sum(grains[form, role, measure] for measure in parts)


def facts(dice: random.Random, grains: Mapping[Key, int], grain_fen: int) -> Facts:
    def near(amount: int, spread: float = 0.2) -> int:
        return round(amount * (1 + dice.uniform(-spread, spread)))

    general = near(grains[T07, "total", "expenditure_total"])
    appropriation = general + near(
        grains[T06, "grand_total_expenditure", "total"] - grains[T07, "total", "expenditure_total"]
    )
    others = grains[T01, "grand_total_expenditure", "amount"] - grains[T06, "grand_total_expenditure", "total"]
    project = grains[T05, "total", "project"]
    goods, services = project // dice.randint(10, 40), project // dice.randint(3, 9)
    works = dice.choice((0, project // 12))
    sme = (goods + works + services) // dice.randint(1, 3)
    return Facts(
        prior_total=(appropriation + near(others)) * grain_fen,
        prior_appropriation=appropriation * grain_fen,
        prior_general_public=general * grain_fen,
        item_budgets={
            role: near(amount) * grain_fen
            for (form, role, measure), amount in grains.items()
            if form == T07 and measure == "expenditure_total" and len(role) == 7
        },
        procurement={
            "goods": goods * grain_fen,
            "works": works * grain_fen,
            "services": services * grain_fen,
            "sme": sme * grain_fen,
            "small_micro": sme // dice.randint(1, 3) * grain_fen,
        },
        three_public_prior={
            role: near(amount, 0.5) * grain_fen
            for (form, role, measure), amount in grains.items()
            if form == T11 and measure == "actual"
        },
        trips=(dice.randint(1, 3), dice.randint(3, 9)),
        guests=(dice.randint(1, 40), dice.randint(41, 400)),
        vehicles=dice.randint(0, 6),
        projects=dice.randint(3, 20),
    )


def received(flows: Mapping[str, int]) -> int:
    """The revenue that an item's expenditure, balances and distribution imply."""
    return (
        flows.get("expenditure_total", 0)
        + flows.get("balance_distributed", 0)
        + flows.get("closing_balance", 0)
        - flows.get("opening_balance", 0)
        - flows.get("balance_used", 0)
    )
