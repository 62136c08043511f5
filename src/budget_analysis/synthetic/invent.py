"""Made-up accounts: random, but every relation that a correct account satisfies holds exactly.

Amounts are counted in grains (0.01 万元 unless told otherwise), so that printed figures add up
without rounding. Names of places and offices are invented.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from itertools import product

from .invented_forms import (
    Traits,
    received,
    Values,
    write_items,
    codes_of,
    economic,
    write_basic,
    write_three_public,
    write_appropriation,
    write_summary,
    write_units,
    facts,
    split,
)
from .ledger import (
    Key,
    Ledger,
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
    agency_of,
    economic_names,
    function_classes,
    function_codes,
)

PLACES = ("云溪县", "临湖市", "青川区", "望海县", "石桥区", "南屏市")
OFFICES = ("教育局", "司法局", "文化和旅游局", "农业农村局", "交通运输局", "生态环境局", "应急管理局", "档案馆")
_FIRST, _SECOND, _KINDS = "栖鹤沐澄砚岚榆漪筠霁棠鸢苇峤", "溪陂墟渚塬岑泽坞埠湾", "县市区"
"""Of these more places are put together, which exist nowhere, where many offices are wanted."""
BRANCHES = ("综合服务中心", "信息中心", "培训学校", "执法队", "研究所")
COMMON = ("20805", "21011", "22102")
"""The sections that every account has: pensions, medical care, housing."""
RICH_CLASSES = ("201", "204", "205", "206", "207", "211", "213", "214", "220", "224")


def _places() -> Iterator[str]:
    return ("".join(parts) for parts in product(_FIRST, _SECOND, _KINDS))


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


def made_up_ledger(
    seed: int, traits: Traits | None = None, grain_fen: int = 10_000, taken: Container[str] = ()
) -> Ledger:
    """A random account; the same seed gives the same account.

    With `grain_fen=1` amounts are whole fen: exact when printed in 元, rounded in 万元. An office
    that is `taken` already stands in another place.
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
    write_items(grains, T07, general)
    write_items(grains, T09, funds)
    write_items(grains, T10, capital)
    write_items(grains, T05, _joined(general, funds, capital, own))
    write_items(grains, T03, _revenues(dice, general, funds, capital, own))
    write_basic(grains, economic(dice, general, traits))
    if traits.three_public:
        write_three_public(grains, dice, scale)
    write_appropriation(grains, general, funds, capital)
    write_summary(grains, own)

    place, office = dice.choice(PLACES), dice.choice(OFFICES)
    place = next((one for one in (place, *_places()) if one + office not in taken), place)
    branches = dice.sample(BRANCHES, k=traits.units - 1)
    units = (f"{place}{office}（本级）", *(f"{place}{office}{branch}" for branch in branches))
    for by_unit, by_code in ((T02, T03), (T04, T05)):
        write_units(grains, dice, by_unit, by_code, units)

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
            **{form: codes_of(grains, form) for form in (T03, T05, T07, T09, T10)},
            T08: tuple(economic_names()),
            T11: (),
        },
        names={code: function_codes()[code][0] for code in used if code in function_codes()}
        | dict(economic_names()),
        facts=facts(dice, grains, grain_fen),
        empty=empty,
    )


def following(earlier: Ledger, seed: int, grain_fen: int = 10_000) -> Ledger:
    """An account of the same office for the year after, which tells the year before as it was.

    Neither may carry money over: the later one has items of its own.
    """
    later = made_up_ledger(seed, Traits(units=len(earlier.units)), grain_fen)
    facts = replace(
        later.facts,
        prior_total=earlier.amounts[T01, "grand_total_revenue", "amount"],
        prior_appropriation=earlier.amounts[T06, "grand_total_expenditure", "total"],
        prior_general_public=earlier.amounts[T07, "total", "expenditure_total"],
        prior_agency=agency_of(earlier),
        three_public_prior={
            role: amount
            for (form, role, measure), amount in earlier.amounts.items()
            if form == T11 and measure == "actual"
        },
    )
    return replace(later, department=earlier.department, year=earlier.year + 1, facts=facts)


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
        closing = 0 if traits.has_loss else closing
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
        flows["closing_balance"] = dice.randint(1, room) * (-1 if traits.has_loss else 1)
        flows["balance_distributed"] = dice.randint(1, room)
    return values


def _carry_over(dice: random.Random, general: Values, traits: Traits) -> None:
    """Give one item an opening and another a closing balance of general public money."""
    codes = sorted(general)
    opening, closing = codes[0], codes[-1]
    general[opening]["opening_balance"] = dice.randint(1, general[opening]["expenditure_total"] // 2)
    left = dice.randint(1, general[closing]["expenditure_total"] // 3)
    general[closing]["closing_balance"] = 0 if traits.has_loss else left


def _revenues(dice: random.Random, general: Values, funds: Values, capital: Values, own: Values) -> Values:
    values: Values = {}
    for budget in (general, funds, capital):
        for code, flows in budget.items():
            values.setdefault(code, Counter())["appropriation"] += received(flows)
    for code, flows in own.items():
        weights = [dice.choice((0.0, dice.random())) for _ in REVENUE_MEASURES[2:]]
        weights[1] += 1.0
        for measure, part in zip(REVENUE_MEASURES[2:], split(received(flows), weights), strict=True):
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
