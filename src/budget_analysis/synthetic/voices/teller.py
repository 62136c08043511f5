"""What every voice shares: the figures of a ledger, dice for the turns of phrase, whole sentences."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from ..ledger import REVENUE_MEASURES, T01, T02, T05, T06, T07, T08, T11, agency_of
from ..words import SOURCES, USES, Words, two_decimals

VEHICLE_KINDS = (
    "部级领导干部用车", "主要领导干部用车", "机要通信用车", "应急保障用车", "执法执勤用车",
    "特种专业技术用车", "离退休干部用车", "其他用车",
)  # fmt: skip
EXPENSES = {
    "overseas_travel": "因公出国（境）费",
    "vehicles": "公务用车购置及运行维护费",
    "hospitality": "公务接待费",
}
REASON = "按实际工作需要安排"


@dataclass(frozen=True)
class Teller(Words):
    """A ledger's figures as words, with dice for the turns of phrase."""

    dice: random.Random

    def choose(self, *options: str) -> str:
        return self.dice.choice(options)

    # --- totals ----------------------------------------------------------------------------------

    @property
    def total(self) -> int:
        return self.fen(T01, "grand_total_revenue")

    @property
    def fiscal(self) -> int:
        return self.fen(T06, "grand_total_expenditure", "total")

    @property
    def general(self) -> int:
        return self.fen(T07, "total", "expenditure_total")

    @property
    def spent(self) -> int:
        return self.fen(T05, "total", "expenditure_total")

    @property
    def received(self) -> int:
        return self.fen(T02, "total", "revenue_total")

    @property
    def budget(self) -> int:
        return sum(self.ledger.facts.item_budgets.values())

    def money(self, fen: int) -> str:
        return f"{self.wan(fen)}万元"

    # --- lists -----------------------------------------------------------------------------------

    def sources(self, join: str = "；", always: Collection[str] = ()) -> str:
        """Where the money came from; nothing that is zero, unless it is `always` told."""
        parts = [
            f"{label}{self.money(amount)}，占{self.share(amount, self.received)}"
            for label, measure in zip(SOURCES, REVENUE_MEASURES[1:], strict=True)
            if (amount := self.fen(T02, "total", measure)) or measure in always
        ]
        return join.join(parts)

    def uses(self, join: str = "；", always: Collection[str] = ()) -> str:
        parts = [
            f"{label}{self.money(amount)}，占{self.share(amount, self.spent)}"
            for measure, label in USES.items()
            if (amount := self.fen(T05, "total", measure)) or measure in always
        ]
        return join.join(parts)

    def classes(self, mark: str = "（类）", join: str = "；") -> str:
        parts = [
            f"{self.ledger.names[code]}{mark}{self.money(amount)}，占{self.share(amount, self.general)}"
            for code in self.ledger.rows[T07]
            if len(code) == 3 and (amount := self.fen(T07, code, "expenditure_total"))
        ]
        return join.join(parts)

    def kinds_of_vehicles(self, mark: str = "、") -> str:
        count = self.ledger.facts.vehicles
        numbers = dict.fromkeys(VEHICLE_KINDS, 0)
        for _ in range(count):
            numbers[self.dice.choice(VEHICLE_KINDS)] += 1
        return mark.join(f"{kind}{number}辆" for kind, number in numbers.items())

    def rate(self, part: int, whole: int) -> str:
        """A percentage of the unrounded amounts."""
        return two_decimals(Fraction(part * 100, whole) if whole else Fraction(0)) + "%"

    # --- shared sentences ------------------------------------------------------------------------

    def compared(self, actual: int, budget: int, name: str = "预算数") -> str:
        if self.wan(actual) == self.wan(budget):
            return self.choose(f"决算数与{name}持平。", f"决算数等于{name}。")
        word = "大于" if actual > budget else "小于"
        return f"决算数{word}{name}的主要原因{self.choose('：', '是')}{REASON}。"

    def agency(self) -> tuple[int, int]:
        """Agency operating expenses of this year and the year before; a part of the running costs."""
        now = agency_of(self.ledger)
        near = now * self.dice.choice((9, 11)) // 10 // 10_000 * 10_000
        told = self.ledger.facts.prior_agency
        return now, near if told is None else told

    def procurement(self) -> tuple[int, int, int, int]:
        facts = self.ledger.facts.procurement
        goods, works, services = (facts[kind] for kind in ("goods", "works", "services"))
        bought = Words.rounded(goods), Words.rounded(works), Words.rounded(services)
        return sum(bought), *bought

    def expense(self, role: str, measure: str = "actual") -> int:
        return self.fen(T11, role, measure)

    def prior(self, role: str) -> int:
        """Of the three expenses the year before: totals are the sums of their printed parts."""
        priors = self.ledger.facts.three_public_prior
        parts = {"total": tuple(EXPENSES)}.get(role, (role,))
        return sum(Words.rounded(priors.get(part, 0)) for part in parts)


def basic_expenditure(t: Teller) -> str:
    personnel, running = t.fen(T08, "personnel"), t.fen(T08, "running")
    return (
        f"一般公共预算财政拨款基本支出{t.money(personnel + running)}。其中：人员经费{t.money(personnel)}，"
        f"主要包括：{t.economic_list(True)}；公用经费{t.money(running)}，主要包括：{t.economic_list(False)}。"
    )


def usual_procurement(t: Teller) -> str:
    total, goods, works, services = t.procurement()
    sme = Words.rounded(t.ledger.facts.procurement["sme"])
    small = Words.rounded(t.ledger.facts.procurement["small_micro"])
    whole = t.choose("授予中小企业合同金额", "政府采购支出总额")
    return (
        f"{t.name}{t.year}年度政府采购支出总额{t.money(total)}，其中：政府采购货物支出{t.money(goods)}、"
        f"政府采购工程支出{t.money(works)}、政府采购服务支出{t.money(services)}。"
        f"授予中小企业合同金额{t.money(sme)}，占政府采购支出总额的{t.share(sme, total)}，"
        f"其中：授予小微企业合同金额{t.money(small)}，占{whole}的"
        f"{t.share(small, sme if whole.startswith('授予') else total)}。"
    )
