"""Forms by functional code, and what all forms share: figures, header rows, titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .ledger import (
    MEASURES,
    T03,
    T05,
    T07,
    T08,
    T09,
    T10,
    T11,
    Ledger,
)
from .model import (
    LEFT,
    UP,
    Figure,
    Slot,
    Table,
    build_table,
)
from .printed import (
    ORDERS,
    TITLES,
    HEADERS,
    print_amount,
    numeral,
)
from .style import Style

Rows = list[list[Slot | str]]


@dataclass(frozen=True)
class FormsByCode:
    """Writes forms by functional code, and what all forms of one ledger in one style share."""

    ledger: Ledger
    style: Style

    @property
    def is_zhejiang(self) -> bool:
        return self.style.layout == "zhejiang"

    @property
    def has_column_numbers(self) -> bool:
        if self.style.column_numbers == "layout":
            return self.is_zhejiang
        return self.style.column_numbers == "yes"

    def _form_no(self, form: str) -> str:
        return f"公开{ORDERS[self.style.layout, self.style.order].index(form) + 1:02}表"

    def title(self, form: str) -> str:
        title = TITLES[self.style.layout][form]
        number = ORDERS[self.style.layout, self.style.order].index(form) + 1
        year = self.ledger.year
        return {
            "plain": title,
            "year": f"{year}年度{title}",
            "spaced": f"{year} 年度{title}",
            "numbered": f"表{numeral(number)}：{title}",
            "department": f"{self.ledger.department}{year}年度{title}",
            "open_number": f"{self._form_no(form)} {title}",
        }[self.style.title]

    # Figures

    def _figure(
        self, form: str, role: str, measure: str, label: str = "", code: str = ""
    ) -> Slot:
        """The slot of one figure, printed as the style prints amounts."""
        if form in self.ledger.empty:
            printed, state = "", "declared_empty"
        elif form == self.style.emptied:
            printed, state = "", "blank"
        else:
            # As in an account with 0.00 in two forms and in the project columns, blanks elsewhere.
            keeps_zero = form in (T08, T11) or measure == "project"
            amount = self.ledger.amounts.get((form, role, measure))
            printed, state = print_amount(amount, self.style, self.style.zeros == "mixed" and not keeps_zero)
        return Slot(printed, "amount", Figure(form, role, measure, printed, state, label, code))

    def _figures(self, form: str, role: str, label: str, code: str = "") -> list[Slot | str]:
        measures = self._measures(form)
        return [self._figure(form, role, measure, label, code) for measure in measures]

    def _measures(self, form: str) -> tuple[str, ...]:
        """The measures of a form in this layout: state capital is narrow in Zhejiang."""
        return MEASURES[T07] if form == T10 and self.is_zhejiang else MEASURES[form]

    # Header rows below the words

    def _below_words(self, words: Rows, columns: int, numbers: Sequence[str]) -> Rows:
        rows = [*words, *self._strip(columns)]
        if self.has_column_numbers:
            rows.append(list(numbers))
        return rows

    def _strip(self, columns: int) -> Rows:
        if self.style.strip == "merged":
            return [["", *[LEFT] * (columns - 1)]]
        return [[""] * columns] if self.style.strip == "cells" else []

    # Forms by functional code

    def _by_code(self, form: str) -> Table:
        style, measures = self.style, self._measures(form)
        width = 1 if style.code_columns == "one" else 3
        rows_below = self._class_row(width, len(measures))
        header = self._code_header(form, width)
        total = self._total_row(form, width)
        items = [
            [*self._code_slots(code, width), *self._figures(form, code, self._name(code), code)]
            for code in self._codes(form)
        ]
        with_total = style.class_row == "with_total" and style.total == "first"
        body: Rows = [total, *items] if style.total == "first" or not items else [*items, total]
        if form in self.ledger.empty and not self.is_zhejiang:
            body += [[""] * (width + 1 + len(measures)) for _ in range(3)]
        if with_total and self.has_column_numbers:
            # 类 款 项 stand once, beside 栏次 and 合计: the cell reaches from the header into the body.
            body[0] = [*[UP] * width, Slot("合计"), *body[0][width + 1 :]]
        elif with_total:
            body[0] = [*self._class_words(width), Slot("合计"), *body[0][width + 1 :]]
        name = 2.6 if style.name_width == "wide" else 1.25
        code_widths = [1.0] if width == 1 else [0.42] * 3
        return build_table(
            [*code_widths, name, *[1.1] * len(measures)], [*header, *rows_below], body
        )

    def _codes(self, form: str) -> Iterable[str]:
        if form == self.style.emptied:
            return ()
        return self.ledger.rows[form]

    def _name(self, code: str) -> str:
        return self.ledger.names[code]

    def _code_slots(self, code: str, width: int) -> list[Slot | str]:
        name = Slot(self._name(code), "left")
        if width == 1:
            return [Slot(code, "left"), name]
        if self.style.code_columns == "merged":
            return [Slot(code, "left"), LEFT, LEFT, name]
        return [Slot(code[:3]), Slot(code[3:5]), Slot(code[5:]), name]

    def _class_words(self, width: int) -> list[Slot | str]:
        return ["类 款 项"] if width == 1 else ["类", "款", "项"]

    def _class_row(self, width: int, measures: int) -> Rows:
        """栏次 and 类 款 项, as far as they have rows of their own below the words."""
        columns = width + 1 + measures
        numbers = [str(i + 1) for i in range(measures)]
        rows = self._strip(columns)
        shows_classes = self.style.class_row == "own" or (
            self.style.class_row == "with_total" and self.style.total == "first"
        )
        if self.has_column_numbers and shows_classes:
            rows.append([*self._class_words(width), "栏次", *numbers])
        elif self.has_column_numbers:
            rows.append(["栏次", *[LEFT] * width, *numbers])
        elif self.style.class_row == "own":
            rows.append([*self._class_words(width), *[""] * (measures + 1)])
        return rows

    def _total_row(self, form: str, width: int) -> list[Slot | str]:
        slots = self._figures(form, "total", "合计")
        if self.style.header_in_total and form in self.ledger.empty and "opening_balance" in self._measures(form):
            # Seen in two accounts: the words of the missing header row stand in the total row.
            for i, word in enumerate(("合计", "基本支出", "项目支出"), start=2):
                slot = slots[i]
                assert isinstance(slot, Slot)
                slots[i] = Slot(word, "center", slot.figure)
        return [Slot("合计"), *[LEFT] * width, *slots]

    def _code_header(self, form: str, width: int) -> Rows:
        """The words above the columns: item and code at the left, measures at the right."""
        style, measures = self.style, self._measures(form)
        words = [HEADERS[measure] for measure in measures]
        first = 0 if form in (T07, T10) and len(measures) == 3 else 2
        has_group = len(measures) == 3 and self.is_zhejiang or len(measures) == 6 and form in (T09, T10)
        code_word = "支出功能分类科目编码" if self.is_zhejiang else "功能分类科目编码"
        key: list[Slot | str] = [code_word, *[LEFT] * (width - 1), "科目名称"]
        if form in (T07, T09, T10):
            words[first] = "小计" if has_group and self.is_zhejiang else "合计"
        if style.header == "flat":
            if form in (T07, T09, T10):
                words[first] = "本年支出合计"
            return [[*key, *words]]
        item: list[Slot | str] = ["项目", *[LEFT] * width]
        groups: list[Slot | str] = list(words)
        leaves: list[Slot | str] = [UP] * len(words)
        if has_group:
            groups[first : first + 3] = ["本年支出", LEFT, LEFT]
            leaves[first : first + 3] = words[first : first + 3]
        if style.header_in_total and form in self.ledger.empty and len(measures) == 6 and form in (T09, T10):
            leaves[first : first + 3] = [UP] * 3
        rows: Rows = [[*item, *groups]]
        if style.header == "deep" and not has_group:
            above = "本年收入" if form == T03 else "本年支出" if form in (T05, T07) else "决算数"
            rows = [[*item, above, *[LEFT] * (len(words) - 1)], [*[UP] * (width + 1), *groups]]
        elif style.header == "deep":
            rows = [[*item, "决算数", *[LEFT] * (len(words) - 1)], [*[UP] * (width + 1), *groups]]
        if style.strip == "inside":
            rows.append(["", *[LEFT] * width, *[UP] * len(words)])
        rows.append([*key, *leaves])
        return rows
