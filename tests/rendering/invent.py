"""Made-up accounts: random, but every relation that a correct account satisfies holds exactly.

Amounts are counted in grains (0.01 万元 unless told otherwise), so that printed figures add up
without rounding. Names of places and offices are invented.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .ledger import (
    APPROPRIATION_REVENUE,
    MEASURES,
    REVENUE_MEASURES,
    T01,
    T02,
    T03,
    T04,
    T05,
    T06,
    T07,
    T08,
    T09,
    T10,
    T11,
    Facts,
    Key,
    Ledger,
    economic_names,
    function_classes,
    function_codes,
)

Values = dict[str, Counter[str]]
"""Item code to measure to grains."""

PLACES = ("云溪县", "临湖市", "青川区", "望海县", "石桥区", "南屏市")
OFFICES = ("教育局", "司法局", "文化和旅游局", "农业农村局", "交通运输局", "生态环境局", "应急管理局", "档案馆")
BRANCHES = ("综合服务中心", "信息中心", "培训学校", "执法队", "研究所")
COMMON = ("20805", "21011", "22102")
"""The sections that every account has: pensions, medical care, housing."""
RICH_CLASSES = ("201", "204", "205", "206", "207", "211", "213", "214", "220", "224")


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


def draw_traits(dice: random.Random) -> Traits:
    carry_over = dice.random() < 0.6
    return Traits(
        units=dice.choice((1, 1, 2, 3, 5)),
        non_fiscal=dice.random() < 0.5,
        carry_over=carry_over,
        gov_funds=dice.random() < 0.5,
        state_capital=dice.random() < 0.3,
        negative=carry_over and dice.random() < 0.4,
        three_public=dice.random() < 0.8,
    )


def made_up_ledger(seed: int, traits: Traits | None = None, grain_fen: int = 10_000) -> Ledger:
    """A random account; the same seed gives the same account.

    With `grain_fen=1` amounts are whole fen: exact when printed in 元, rounded in 万元.
    """
    dice = random.Random(seed)
    traits = traits or draw_traits(dice)
    scale = dice.choice((3_000, 30_000, 300_000)) * 10_000 // grain_fen
    general = _general_public(dice, scale)
    funds = _stock_items(dice, scale, "F", traits) if traits.gov_funds else {}
    capital = _stock_items(dice, scale, "C", traits) if traits.state_capital else {}
    own = _own_money(dice, scale, general, traits) if traits.non_fiscal else {}
    if traits.carry_over:
        _carry_over(dice, general, traits)

    grains: dict[Key, int] = {}
    _write_items(grains, T07, general)
    _write_items(grains, T09, funds)
    _write_items(grains, T10, capital)
    _write_items(grains, T05, _joined(general, funds, capital, own))
    _write_items(grains, T03, _revenues(dice, general, funds, capital, own))
    _write_basic(grains, _economic(dice, general, traits))
    if traits.three_public:
        _write_three_public(grains, dice, scale)
    _write_appropriation(grains, general, funds, capital)
    _write_summary(grains, own)

    place, office = dice.choice(PLACES), dice.choice(OFFICES)
    branches = dice.sample(BRANCHES, k=traits.units - 1)
    units = (f"{place}{office}（本级）", *(f"{place}{office}{branch}" for branch in branches))
    for by_unit, by_code in ((T02, T03), (T04, T05)):
        _write_units(grains, dice, by_unit, by_code, units)

    has_data = {T09: traits.gov_funds, T10: traits.state_capital, T11: traits.three_public}
    empty = frozenset(form for form, is_present in has_data.items() if not is_present)
    used = {code for _, code, _ in grains if code.isdigit()}
    return Ledger(
        department=place + office,
        year=dice.choice((2022, 2023, 2024)),
        units=units,
        amounts={key: value * grain_fen for key, value in grains.items()},
        rows={
            **{form: units for form in (T02, T04)},
            **{form: tuple(function_classes()) for form in (T01, T06)},
            **{form: _codes_of(grains, form) for form in (T03, T05, T07, T09, T10)},
            T08: tuple(economic_names()),
            T11: (),
        },
        names={code: function_codes()[code][0] for code in used if code in function_codes()}
        | dict(economic_names()),
        facts=_facts(dice, grains, grain_fen),
        empty=empty,
    )


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Whole parts of `total` in about these proportions; they sum to it exactly."""
    parts = [int(total * weight / sum(weights)) for weight in weights]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts


def _items(codes: Iterable[str]) -> list[str]:
    return [code for code in codes if len(code) == 7]


def _general_public(dice: random.Random, scale: int) -> Values:
    """Basic and project expenditure of the general public budget."""
    known = function_codes()
    sections = list(COMMON)
    for code in dice.sample(RICH_CLASSES, k=dice.choice((1, 1, 2))):
        own = [section for section in known if section[:3] == code and len(section) == 5]
        sections += dice.sample(own, k=dice.randint(1, len(own)))
    values: Values = {}
    for section in sections:
        listed = _items(code for code in known if code.startswith(section))
        is_common = section in COMMON
        keep = [code for code in listed if is_common or dice.random() < 0.8] or listed[:1]
        for code in keep:
            basic = dice.randint(scale // 40, scale // 10)
            values[code] = Counter(basic=basic if is_common or dice.random() < 0.6 else 0)
            if not is_common:
                values[code]["project"] = dice.randint(scale // 20, scale)
    # The salaries of the office: large enough for every contribution that depends on them.
    main = min(code for code in values if code[:5] not in COMMON)
    values[main]["basic"] = dice.randint(2 * scale, 3 * scale)
    for value in values.values():
        value["expenditure_total"] = value["basic"] + value["project"]
    return values


def _stock_items(dice: random.Random, scale: int, budget: str, traits: Traits) -> Values:
    """Items of government funds or state capital: opening, revenue, expenditure, closing."""
    listed = _items(code for code, (_, kind) in function_codes().items() if kind == budget)
    values: Values = {}
    for code in sorted(dice.sample(listed, k=dice.randint(1, min(3, len(listed))))):
        spent = dice.randint(scale // 20, scale)
        opening = dice.randint(1, spent) if traits.carry_over else 0
        closing = dice.randint(0, scale // 20) if traits.carry_over else 0
        values[code] = Counter(
            opening_balance=opening,
            revenue=spent + closing - opening,
            expenditure_total=spent,
            project=spent,
            closing_balance=closing,
        )
    return values


def _own_money(dice: random.Random, scale: int, general: Values, traits: Traits) -> Values:
    """Non-fiscal expenditure, on one or two items that the general public budget pays too."""
    outside = [code for code in general if code[:5] not in COMMON]
    values: Values = {}
    for code in sorted(dice.sample(outside, k=min(2, len(outside)))):
        values[code] = Counter(
            basic=dice.randint(scale // 10, scale // 2),
            project=dice.randint(scale // 10, scale // 2),
            higher_remittance=dice.choice((0, dice.randint(1, scale // 50))),
            business_expenditure=dice.choice((0, dice.randint(1, scale // 20))),
            affiliate_subsidy=dice.choice((0, dice.randint(1, scale // 50))),
        )
        values[code]["expenditure_total"] = values[code].total()
    if traits.carry_over:
        flows = values[min(values)]
        room = flows["basic"] // 6
        flows["opening_balance"] = dice.randint(1, room)
        flows["balance_used"] = dice.randint(1, room)
        flows["closing_balance"] = dice.randint(1, room)
        flows["balance_distributed"] = dice.randint(1, room) * (-1 if traits.negative else 1)
    return values


def _carry_over(dice: random.Random, general: Values, traits: Traits) -> None:
    """Give one item an opening and another a closing balance of general public money."""
    codes = sorted(general)
    opening, closing = codes[0], codes[-1]
    general[opening]["opening_balance"] = dice.randint(1, general[opening]["expenditure_total"] // 2)
    left = dice.randint(1, general[closing]["expenditure_total"] // 3)
    general[closing]["closing_balance"] = -left if traits.negative else left


def _received(flows: Mapping[str, int]) -> int:
    """The revenue that an item's expenditure, balances and distribution imply."""
    return (
        flows.get("expenditure_total", 0)
        + flows.get("balance_distributed", 0)
        + flows.get("closing_balance", 0)
        - flows.get("opening_balance", 0)
        - flows.get("balance_used", 0)
    )


def _revenues(dice: random.Random, general: Values, funds: Values, capital: Values, own: Values) -> Values:
    values: Values = {}
    for budget in (general, funds, capital):
        for code, flows in budget.items():
            values.setdefault(code, Counter())["appropriation"] += _received(flows)
    for code, flows in own.items():
        weights = [dice.choice((0.0, dice.random())) for _ in REVENUE_MEASURES[2:]]
        weights[1] += 1.0
        for measure, part in zip(REVENUE_MEASURES[2:], split(_received(flows), weights), strict=True):
            values[code][measure] += part
    for value in values.values():
        value["revenue_total"] = value.total()
    return values


def _joined(*budgets: Values) -> Values:
    values: Values = {}
    for budget in budgets:
        for code, flows in budget.items():
            values.setdefault(code, Counter()).update(flows)
    return values


def _write_items(grains: dict[Key, int], form: str, values: Values) -> None:
    """Items, their sections, classes and the total of one form."""
    for code, flows in values.items():
        for measure in MEASURES[form]:
            for role in (code, code[:5], code[:3], "total"):
                grains[form, role, measure] = grains.get((form, role, measure), 0) + flows[measure]


def _codes_of(grains: Mapping[Key, int], form: str) -> tuple[str, ...]:
    return tuple(sorted({role for name, role, _ in grains if name == form and role != "total"}))


def _economic(dice: random.Random, general: Values, traits: Traits) -> Counter[str]:
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


def _write_basic(grains: dict[Key, int], values: Counter[str]) -> None:
    for code in economic_names():
        amount = values[code] if len(code) == 5 else sum(v for c, v in values.items() if c[:3] == code)
        grains[T08, code, "amount"] = amount
    for role, is_personnel in (("personnel", True), ("running", False)):
        grains[T08, role, "amount"] = sum(
            v for c, v in values.items() if (c[:3] in ("301", "303")) == is_personnel
        )


def _write_three_public(grains: dict[Key, int], dice: random.Random, scale: int) -> None:
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


def _write_appropriation(grains: dict[Key, int], general: Values, funds: Values, capital: Values) -> None:
    """The summary of fiscal money; the three budgets side by side."""
    budgets = dict(zip(MEASURES[T06][1:], (general, funds, capital), strict=True))
    openings, closings = Counter[str](), Counter[str]()
    for (name, budget), role in zip(budgets.items(), APPROPRIATION_REVENUE, strict=True):
        grains[T06, role, "amount"] = sum(_received(flows) for flows in budget.values())
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


def _write_summary(grains: dict[Key, int], own: Values) -> None:
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


def _write_units(
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


def _facts(dice: random.Random, grains: Mapping[Key, int], grain_fen: int) -> Facts:
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
