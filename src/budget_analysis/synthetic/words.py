"""A ledger's figures as words: the numbers and lists that every wording of an account shares."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .ledger import T07, T08, Ledger
from .model import Section

SOURCES = ("财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入")
USES = {
    "basic": "基本支出",
    "project": "项目支出",
    "higher_remittance": "上缴上级支出",
    "business_expenditure": "经营支出",
    "affiliate_subsidy": "对附属单位补助支出",
}
TERMS = {
    "财政拨款收入": "指单位从本级财政部门取得的各类财政拨款。",
    "事业收入": "指事业单位开展专业业务活动及其辅助活动取得的收入。",
    "年初结转和结余": "指以前年度尚未完成、结转到本年仍按原规定用途继续使用的资金，或者项目已完成的结余资金。",
    "基本支出": "指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。",
    "项目支出": "指在基本支出之外为完成特定工作任务和事业发展目标所发生的支出。",
    "“三公”经费": "指用财政拨款安排的因公出国（境）费、公务用车购置及运行维护费和公务接待费。",
}


@dataclass(frozen=True)
class Words:
    """A ledger's figures as words."""

    ledger: Ledger

    @property
    def name(self) -> str:
        return self.ledger.department

    @property
    def year(self) -> int:
        return self.ledger.year

    def fen(self, form: str, role: str, measure: str = "amount") -> int:
        return self.ledger.amounts.get((form, role, measure), 0)

    def wan(self, fen: int) -> str:
        """An amount in 万元, rounded to two decimals."""
        return two_decimals(Fraction(fen, 1_000_000))

    def share(self, part: int, whole: int) -> str:
        """A percentage of the printed amounts; 0.00% of nothing, as offices print it."""
        printed = Fraction(self.wan(whole))
        return two_decimals(Fraction(self.wan(part)) * 100 / printed if printed else Fraction(0)) + "%"

    def change(self, now: int, before: int, verb: str = "") -> str:
        """增加…万元，增长…%, from the printed amounts."""
        difference = Fraction(self.wan(now)) - Fraction(self.wan(before))
        if not difference:
            return "持平"
        up, growth = ("增加", "增长") if difference > 0 else ("减少", "下降")
        amount = f"{verb}{up}{two_decimals(abs(difference))}万元"
        base = Fraction(self.wan(before))
        return f"{amount}，{growth}{two_decimals(abs(difference) * 100 / base)}%" if base else amount

    def against_budget(self, actual: int, budget: int) -> str:
        if self.wan(actual) == self.wan(budget):
            return "决算数等于预算数"
        return f"决算数{'大于' if actual > budget else '小于'}预算数的主要原因是按实际需要安排支出"

    @property
    def items(self) -> list[str]:
        return [code for code in self.ledger.rows[T07] if len(code) == 7]

    def path(self, code: str, marks: tuple[str, str, str]) -> str:
        names = self.ledger.names
        return "".join(
            names[part] + mark for part, mark in zip((code[:3], code[:5], code), marks, strict=True)
        )

    def glossary(self) -> list[Section]:
        return [Section("", tuple(f"{i}.{term}：{text}" for i, (term, text) in enumerate(TERMS.items(), 1)))]

    @staticmethod
    def rounded(fen: int) -> int:
        """The amount in fen as it is printed in 万元 with two decimals."""
        return int(Fraction(two_decimals(Fraction(fen, 1_000_000))) * 1_000_000)

    def economic_list(self, is_personnel: bool) -> str:
        """The names of what is printed with an amount; what rounds to 0.00 is not named."""
        names = [
            self.ledger.names[code]
            for code in self.ledger.rows[T08]
            if len(code) == 5
            and (code[:3] in ("301", "303")) == is_personnel
            and self.wan(self.fen(T08, code)) != "0.00"
        ]
        return "、".join(names)


def two_decimals(value: Fraction) -> str:
    hundredths = (abs(value) * 200 + 1) // 2
    sign = "-" if value < 0 and hundredths else ""
    return f"{sign}{hundredths // 100}.{hundredths % 100:02}"
