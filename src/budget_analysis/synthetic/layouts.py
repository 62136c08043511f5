"""From what an account says to what its forms look like: the two layouts, in every style.

`zhejiang` has eleven forms with 行次 and 栏次, `mof` (Ministry of Finance) nine without them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .codes import FormsByCode, Rows
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
    T04,
    T06,
    T08,
    T11,
    THREE_PUBLIC_ROLES,
    Ledger,
    economic_names,
    function_classes,
    function_codes,
)
from .model import (
    LEFT,
    UP,
    AccountModel,
    FormModel,
    Slot,
    Table,
    build_table,
)
from .printed import (
    ORDERS,
    TITLES,
    NOTES,
    EMPTY_NOTES,
    WIDE,
    HEADERS,
    BUDGETS,
    SUMMARY_REVENUE_LABELS,
    THREE_PUBLIC_LABELS,
    MOF_CAPITAL,
    numeral,
)
from .prose import front_sections
from .style import Style
from .voices import tell


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
        sections=tell(ledger, style.layout, style.voice),
        front=front_sections(ledger, style.layout),
        missing=tuple((form, writer.title(form)) for form in order if form == style.missing),
        announced=tuple((form, TITLES[style.layout][form]) for form in order),
    )


@dataclass(frozen=True)
class _Writer(FormsByCode):
    """Writes the forms of one ledger in one style."""

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
