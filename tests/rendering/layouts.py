"""From what an account says to what its forms look like: the two layouts, in every style.

`zhejiang` has eleven forms with 行次 and 栏次, `mof` (Ministry of Finance) nine without them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from .ledger import (
    APPROPRIATION_REVENUE,
    APPROPRIATION_SOURCES,
    APPROPRIATION_USES,
    MEASURES,
    SUMMARY_REVENUE,
    SUMMARY_SOURCES,
    SUMMARY_USES,
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
    THREE_PUBLIC_ROLES,
    Ledger,
    economic_names,
    function_classes,
    function_codes,
)
from .model import LEFT, UP, AccountModel, Figure, FormModel, Slot, Table, build_table
from .prose import front_sections, sections
from .style import Style

ORDERS = {
    ("zhejiang", "seventh"): (T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11),
    ("zhejiang", "ninth"): (T01, T02, T03, T04, T05, T06, T07, T08, T09, T10, T11),
    ("mof", "seventh"): (T01, T03, T05, T06, T07, T08, T11, T09, T10),
    ("mof", "ninth"): (T01, T03, T05, T06, T07, T08, T09, T10, T11),
}
TITLES = {
    "zhejiang": {
        T01: "收入支出决算总表",
        T02: "收入决算表（分单位）",
        T03: "收入决算表（分科目）",
        T04: "支出决算表（分单位）",
        T05: "支出决算表（分科目）",
        T06: "财政拨款收入支出决算总表",
        T07: "一般公共预算财政拨款支出决算表",
        T08: "一般公共预算财政拨款基本支出决算明细表",
        T09: "政府性基金预算财政拨款收入支出决算表",
        T10: "国有资本经营预算财政拨款支出决算表",
        T11: "财政拨款“三公”经费支出决算表",
    },
    "mof": {
        T01: "收入支出决算总表",
        T03: "收入决算表",
        T05: "支出决算表",
        T06: "财政拨款收入支出决算总表",
        T07: "一般公共预算财政拨款支出决算表",
        T08: "一般公共预算财政拨款基本支出决算表",
        T09: "政府性基金预算财政拨款收入支出决算表",
        T10: "国有资本经营预算财政拨款收入支出决算表",
        T11: "财政拨款“三公”经费支出决算表",
    },
}
NOTES = {
    T01: "本年度的总收支和年末结转结余情况",
    T02: "本年度取得各项收入情况",
    T03: "本年度取得各项收入情况",
    T04: "本年度各项支出情况",
    T05: "本年度各项支出情况",
    T06: "本年度一般公共预算财政拨款、政府性基金预算财政拨款和国有资本经营预算财政拨款的总收支和年末结转结余情况",
    T07: "本年度一般公共预算财政拨款支出情况",
    T08: "本年度一般公共预算财政拨款基本支出明细情况",
    T09: "本年度政府性基金预算财政拨款收入、支出及结转和结余情况",
    T10: "本年度国有资本经营预算财政拨款支出情况",
    T11: "本年度财政拨款“三公”经费支出预决算情况",
}
EMPTY_NOTES = {
    "zhejiang": {
        T09: "说明：本部门没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。",
        T10: "说明：本部门没有国有资本经营收入，也没有使用国有资本经营安排的支出，故本表无数据。",
        T11: "说明：本部门没有财政拨款“三公”经费支出，故本表无数据。",
    },
    "mof": {
        T09: "说明：{}本年度没有政府性基金预算财政拨款收入和支出，故本表无数据。",
        T10: "说明：{}本年度没有国有资本经营预算财政拨款收入和支出，故本表无数据。",
        T11: "说明：{}本年度没有财政拨款“三公”经费支出，故本表无数据。",
    },
}
WIDE = {"zhejiang": {T02, T03, T04, T05, T06, T09}, "mof": {T03, T05, T06, T09, T10, T11}}
"""The forms on landscape pages where orientations are mixed."""
FEN_PER_UNIT = {"万元": 1_000_000, "元": 100}
NUMERALS = "一二三四五六七八九十"

HEADERS = {
    "revenue_total": "本年收入合计",
    "appropriation": "财政拨款收入",
    "higher_subsidy": "上级补助收入",
    "service_revenue": "事业收入",
    "business_revenue": "经营收入",
    "affiliate_remittance": "附属单位上缴收入",
    "other_revenue": "其他收入",
    "expenditure_total": "本年支出合计",
    "basic": "基本支出",
    "project": "项目支出",
    "higher_remittance": "上缴上级支出",
    "business_expenditure": "经营支出",
    "affiliate_subsidy": "对附属单位补助支出",
    "opening_balance": "年初结转和结余",
    "revenue": "本年收入",
    "closing_balance": "年末结转和结余",
}
BUDGETS = ("一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款")
SUMMARY_REVENUE_LABELS = (
    *(f"{budget}收入" for budget in BUDGETS),
    "上级补助收入",
    "事业收入",
    "经营收入",
    "附属单位上缴收入",
    "其他收入",
)
THREE_PUBLIC_LABELS = (
    "“三公”经费支出合计",
    "1．因公出国（境）费用",
    "2．公务用车购置及运行维护费小计",
    "（1）公务用车购置费",
    "（2）公务用车运行维护费",
    "3．公务接待费",
)
MOF_CAPITAL = ("310", "31001", "31002", "31003", "31007", "31013", "31019", "31021", "31022", "31099")
"""The capital lines of the two-block economic form, which has no debt and no enterprise lines."""

Rows = list[list[Slot | str]]


def lay_out(ledger: Ledger, style: Style) -> AccountModel:
    """The whole account as it is to be printed in this style."""
    writer = _Writer(ledger, style)
    order = ORDERS[style.layout, style.order]
    return AccountModel(
        department=ledger.department,
        year=ledger.year,
        layout=style.layout,
        unit=style.unit,
        forms=tuple(writer.form(form) for form in order if form != style.missing),
        sections=sections(ledger, style.layout, style.voice),
        front=front_sections(ledger, style.layout),
        missing=tuple((form, writer.title(form)) for form in order if form == style.missing),
        announced=tuple((form, TITLES[style.layout][form]) for form in order),
    )


def print_amount(amount: int | None, style: Style, blank_zero: bool = False) -> tuple[str, str]:
    """An amount in fen as printed in the style's unit, and its state."""
    if amount is None:
        return "", "blank"
    value = Fraction(amount, FEN_PER_UNIT[style.unit])
    if value == 0 and (blank_zero or style.zeros == "blank"):
        return "", "blank"
    if value == 0 and style.zeros == "dash":
        return "-", "blank"
    hundredths = (abs(value) * 200 + 1) // 2  # half up, as offices round
    whole, cents = divmod(hundredths, 100)
    sign = "-" if value < 0 and hundredths else ""
    text = f"{sign}{whole:{',' if style.separators else ''}}.{cents:02}"
    return text, "value" if hundredths else "zero"


@dataclass(frozen=True)
class _Writer:
    """Writes the forms of one ledger in one style."""

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

    def form(self, form: str) -> FormModel:
        tables: dict[str, Callable[[], Table]] = {
            T01: self._summary,
            T02: lambda: self._by_unit(T02),
            T04: lambda: self._by_unit(T04),
            T06: self._appropriation,
            T08: self._economic,
            T11: self._three_public,
        }
        table = tables[form]() if form in tables else self._by_code(form)
        is_declared = form in self.ledger.empty
        notes = [f"注：本表反映{'' if self.is_zhejiang else '部门'}{NOTES[form]}。"]
        if is_declared:
            notes.append(EMPTY_NOTES[self.style.layout][form].format(self.ledger.department))
        state = "declared_empty" if is_declared else "emptied" if form == self.style.emptied else "found"
        department = self.ledger.forms_department or self.ledger.department
        return FormModel(
            form=form,
            title=self.title(form),
            form_no=self._form_no(form) if self.is_zhejiang else "",
            table=table,
            above=(f"部门：{department}" if self.is_zhejiang else "", f"单位：{self.style.unit}"),
            notes=tuple(notes),
            state=state,
            landscape=self.style.orientation == "landscape"
            or self.style.orientation == "mixed" and form in WIDE[self.style.layout],
        )

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

    # Forms by unit

    def _by_unit(self, form: str) -> Table:
        measures = self._measures(form)
        words: Rows = [["单位名称", *[HEADERS[measure] for measure in measures]]]
        if self.style.header == "deep":
            group = "本年收入" if form == T02 else "本年支出"
            words = [
                ["单位名称", group, *[LEFT] * (len(measures) - 1)],
                [UP, *[HEADERS[measure] for measure in measures]],
            ]
        numbers = ["栏次", *[str(i + 1) for i in range(len(measures))]]
        total = [Slot("合计"), *self._figures(form, "total", "合计")]
        units: Rows = [
            [Slot(unit, "left"), *self._figures(form, unit, unit)] for unit in self.ledger.rows[form]
        ]
        body = [total, *units] if self.style.total == "first" else [*units, total]
        name = 3.4 if self.style.name_width == "wide" else 2.0
        header = self._below_words(words, len(measures) + 1, numbers)
        return build_table([name, *[1.1] * len(measures)], header, body)

    # The two summaries

    def _sides(
        self,
        form: str,
        left: Sequence[tuple[str, str]],
        right: Sequence[tuple[str, str]],
        measures: Sequence[str],
    ) -> Rows:
        """Two lists of (label, role) side by side, with line numbers where the layout has them."""
        rows: Rows = []
        for i, ((label, role), (use, use_role)) in enumerate(zip(left, right, strict=True)):
            row: list[Slot | str] = [self._label(label, role)]
            row += [Slot(str(i + 1))] if self.is_zhejiang else []
            row.append(self._figure(form, role, "amount", label))
            row.append(self._label(use, use_role))
            row += [Slot(str(len(left) + i + 1))] if self.is_zhejiang else []
            row += [self._figure(form, use_role, measure, use) for measure in measures]
            rows.append(row)
        return rows

    def _label(self, label: str, role: str) -> Slot:
        is_total = role.endswith("_total") or role.startswith("grand_total")
        return Slot(label, "center" if is_total else "left")

    def _class_lines(self) -> list[tuple[str, str]]:
        return [
            (f"{numeral(i + 1)}、{function_codes()[code][0]}", code)
            for i, code in enumerate(function_classes(self.style.classes))
        ]

    def _summary(self) -> Table:
        classes = self._class_lines()
        left = [
            (f"{numeral(i + 1)}、{label}", role)
            for i, (label, role) in enumerate(zip(SUMMARY_REVENUE_LABELS, SUMMARY_REVENUE, strict=True))
        ]
        left += [("", "")] * (len(classes) - len(left))
        words = ("本年收入合计", "使用非财政拨款结余", "年初结转和结余", "总计")
        uses = ("本年支出合计", "结余分配", "年末结转和结余", "总计")
        sources = list(zip(words, SUMMARY_SOURCES, strict=True))
        targets = list(zip(uses, SUMMARY_USES, strict=True))
        if self.is_zhejiang:
            sources.insert(3, ("", ""))
            targets.insert(3, ("", ""))
        rows = self._sides(T01, [*left, *sources], [*classes, *targets], ("amount",))
        return self._summary_table(rows, ["金额" if self.is_zhejiang else "决算数"], ())

    def _appropriation(self) -> Table:
        classes = self._class_lines()
        left = [
            (f"{numeral(i + 1)}、{label}", role)
            for i, (label, role) in enumerate(zip(BUDGETS, APPROPRIATION_REVENUE, strict=True))
        ]
        left += [("", "")] * (len(classes) - len(left))
        words = (
            "本年收入合计",
            "年初财政拨款结转和结余",
            *(f"{numeral(i + 1)}、{label}" for i, label in enumerate(BUDGETS)),
            "总计",
        )
        uses = ("本年支出合计", "年末财政拨款结转和结余", "", "", "", "总计")
        sources = list(zip(words, APPROPRIATION_SOURCES, strict=True))
        targets = list(zip(uses, APPROPRIATION_USES, strict=True))
        rows = self._sides(T06, [*left, *sources], [*classes, *targets], MEASURES[T06])
        return self._summary_table(rows, ["合计", *BUDGETS], ("决算数",))

    def _summary_table(self, rows: Rows, uses: Sequence[str], above: Sequence[str]) -> Table:
        """`uses` are the columns of the expenditure side, `above` what a deep header sets over them."""
        amount = "金额" if self.is_zhejiang else "决算数"
        number: list[Slot | str] = ["行次"] if self.is_zhejiang else []
        many = [LEFT] * (len(uses) - 1)
        words: Rows = [["项目", *number, amount, "项目", *number, *uses]]
        if self.style.header != "flat":
            left = ["收入", *[LEFT] * (1 + len(number))]
            words.insert(0, [*left, "支出", *[LEFT] * (len(number) + len(uses))])
        if self.style.header == "deep" and above:
            words.insert(1, ["项目", *number, amount, "项目", *number, *above, *many])
            words[2] = [*[UP] * (3 + 2 * len(number)), *uses]
        numbers: list[str] = []
        for label, count, start in (("栏次", 1, 1), ("栏次", len(uses), 2)):
            numbers += [label, *([""] if self.is_zhejiang else [])]
            numbers += [str(start + i) for i in range(count)]
        name = 3.0 if self.style.name_width == "wide" else 1.9
        side = [0.5] if self.is_zhejiang else []
        widths = [name, *side, 1.2, name, *side, *[1.2] * len(uses)]
        return build_table(widths, self._below_words(words, len(widths), numbers), rows)

    # The form by economic code

    def _economic(self) -> Table:
        codes = list(economic_names())
        left = [code for code in codes if code[:3] in ("301", "303")]
        if self.is_zhejiang:
            rest = [code for code in codes if code not in left]
            cut = rest.index("30703")
            blocks = [left, rest[:cut], rest[cut:]]
        else:
            blocks = [left, [c for c in codes if c[:3] == "302" or c in MOF_CAPITAL]]
        rows: Rows = []
        for i in range(max(map(len, blocks))):
            row: list[Slot | str] = []
            for block in blocks:
                row += self._economic_slots(block[i]) if i < len(block) else ["", "", Slot("", "amount")]
            rows.append(row)
        span = 3 * (len(blocks) - 1) - 1
        rows.append(
            [
                Slot("人员经费合计"),
                LEFT,
                self._figure(T08, "personnel", "amount", "人员经费合计"),
                Slot("公用经费合计"),
                *[LEFT] * (span - 1),
                self._figure(T08, "running", "amount", "公用经费合计"),
            ]
        )
        code_word = "科目编码" if self.is_zhejiang else "经济分类科目编码"
        words: Rows = [[code_word, "科目名称", "决算数"] * len(blocks)]
        if self.style.header == "deep" or self.style.header == "grouped" and self.is_zhejiang:
            words.insert(0, ["人员经费", LEFT, LEFT, "公用经费", *[LEFT] * span])
        name = 2.9 if self.style.name_width == "wide" else 1.7
        header = [*words, *self._strip(3 * len(blocks))]
        return build_table([0.95, name, 1.1] * len(blocks), header, rows)

    def _economic_slots(self, code: str) -> list[Slot | str]:
        name = economic_names()[code]
        indent = "  " if len(code) == 5 else ""
        return [
            Slot(code, "left"),
            Slot(indent + name, "left"),
            self._figure(T08, code, "amount", name, code),
        ]

    # Three public expenses

    def _three_public(self) -> Table:
        return self._three_public_rows() if self.is_zhejiang else self._three_public_columns()

    def _three_public_rows(self) -> Table:
        indents = ("", "  ", "  ", "    ", "    ", "  ")
        rows: Rows = [
            [
                Slot(indent + label, "left" if indent else "center"),
                *self._figures(T11, role, label),
            ]
            for role, label, indent in zip(THREE_PUBLIC_ROLES, THREE_PUBLIC_LABELS, indents, strict=True)
        ]
        words: Rows = [["项目", "预算数", "决算数"]]
        if self.style.header == "deep":
            words = [["项目", "财政拨款“三公”经费", LEFT], [UP, "预算数", "决算数"]]
        return build_table([3.0, 1.3, 1.3], [*words, *self._strip(3)], rows)

    def _three_public_columns(self) -> Table:
        names = ("合计", "因公出国（境）费", "小计", "公务用车购置费", "公务用车运行维护费", "公务接待费")
        vehicles = "公务用车购置及运行维护费"
        pairs: list[Slot | str] = []
        for name in names:
            word = vehicles + "小计" if name == "小计" and self.style.header == "flat" else name
            pairs += [word, LEFT]
        words: Rows = [pairs]
        if self.style.header != "flat":
            top = [*pairs[:4], vehicles, *[LEFT] * 5, *pairs[10:]]
            words = [top, [*[UP] * 4, *pairs[4:10], *[UP] * 2]]
        if self.style.header == "deep":
            words.insert(0, ["财政拨款“三公”经费", *[LEFT] * 11])
        labels = dict(zip(THREE_PUBLIC_ROLES, names, strict=True))
        row: list[Slot | str] = [
            self._figure(T11, role, measure, label)
            for role, label in labels.items()
            for measure in MEASURES[T11]
        ]
        header: Rows = [*words, *self._strip(12), ["预算数", "决算数"] * 6]
        return build_table([1.0] * 12, header, [row])


def numeral(number: int) -> str:
    """1 to 39 in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, NUMERALS[tens - 1] + "十")
    return head + (NUMERALS[ones - 1] if ones else "")
