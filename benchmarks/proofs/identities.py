"""What the forms of a correct account satisfy, as relations between their cells.

Written from the table of relations of the domain (A01 to B20), the hard ones only. A row or column
that is not printed is left out of what compares two forms; a sum whose total is blank says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .forms import COLUMNS, REVENUE, Forms
from .slots import Relation, Same, Sum

CODED = ("T03", "T05", "T07", "T09", "T10")


def form_relations(forms: Forms) -> Iterator[Relation]:
    writer = _Writer(forms)
    yield from writer.summary()
    yield from writer.appropriation()
    for form in CODED:
        yield from writer.by_code(form)
    yield from writer.by_unit("T02")
    yield from writer.by_unit("T04")
    yield from writer.economic()
    yield from writer.expenses()
    yield from writer.between()
    yield from writer.bounds()
    yield from writer.words()


class _Writer:
    def __init__(self, forms: Forms) -> None:
        self.forms = forms

    def sum(
        self, name: str, total: str | None, parts: Iterable[str | None], less: Iterable[str | None] = ()
    ) -> Iterator[Relation]:
        """total = Σ parts − Σ less; nothing where the total or all parts are not printed."""
        plus = [part for part in parts if part]
        minus = [part for part in less if part]
        if total and plus and self.forms.slots[total].text and any(self.forms.slots[p].text for p in plus):
            factors = (1, *[-1] * len(plus), *[1] * len(minus))
            yield Sum(name, (total, *plus, *minus), factors)

    def same(self, name: str, first: str | None, second: str | None) -> Iterator[Relation]:
        slots = self.forms.slots
        if first and second and slots[first].text and slots[second].text:
            yield Sum(name, (first, second), (1, -1))

    def at_most(self, name: str, part: str | None, whole: str | None) -> Iterator[Relation]:
        slots = self.forms.slots
        if part and whole and slots[part].text and slots[whole].text:
            yield Sum(name, (part, whole), (1, -1), True)

    def summary(self) -> Iterator[Relation]:
        def at(row: str) -> str | None:
            return self.forms.cell("T01", row, "amount")

        yield from self.sum("A01.1", at("revenue"), map(at, REVENUE))
        yield from self.sum("A01.2", at("spent"), map(at, self.classes("T01")))
        yield from self.sum("A01.3", at("total"), map(at, ("revenue", "used", "opening")))
        yield from self.sum("A01.4", at("uses"), map(at, ("spent", "distributed", "closing")))
        yield from self.same("A01.5", at("total"), at("uses"))

    def classes(self, form: str) -> list[str]:
        return [row for row in self.forms.rows(form) if row.startswith("class:")]

    def appropriation(self) -> Iterator[Relation]:
        def at(row: str) -> str | None:
            return self.forms.cell("T06", row, "amount")

        def cell(row: str, column: str) -> str | None:
            return self.forms.cell("T06", row, column)

        budgets = REVENUE[:3]
        yield from self.sum("A06.1", at("revenue"), map(at, budgets))
        yield from self.sum("A06.2", at("opening"), (at(f"opening-{budget}") for budget in budgets))
        yield from self.sum("A06.3", at("total"), map(at, ("revenue", "opening")))
        for column in COLUMNS["T06"]:
            rows = [cell(row, column) for row in self.classes("T06")]
            yield from self.sum(f"A06.4/{column}", cell("spent", column), rows)
            parts = [cell("spent", column), cell("closing", column)]
            yield from self.sum(f"A06.6/{column}", cell("uses", column), parts)
        for row in (*self.classes("T06"), "spent", "closing", "uses"):
            yield from self.sum(f"A06.5/{row}", cell(row, "total"), (cell(row, c) for c in COLUMNS["T06"][1:]))
        yield from self.same("A06.7", at("total"), cell("uses", "total"))
        for budget in budgets:
            yield from self.sum(f"A06.8/{budget}", cell("uses", budget), (at(budget), at(f"opening-{budget}")))

    def by_code(self, form: str) -> Iterator[Relation]:
        columns = list(dict.fromkeys(column for name, _, column in self.forms.cells if name == form))
        rows = [row for row in self.forms.rows(form) if row.isdigit()]
        parts = _parts(form, columns)
        for row in (*rows, "total"):
            if parts:
                own = [self.forms.cell(form, row, column) for column in parts]
                yield from self.sum(f"{form}.row/{row}", self.forms.cell(form, row, "total"), own)
            if "opening" in columns:
                at = [self.forms.cell(form, row, c) for c in ("closing", "opening", "revenue", "total")]
                yield from self.sum(f"{form}.stock/{row}", at[0], at[1:3], at[3:])
            children = [code for code in rows if _is_child(code, row)]
            for column in columns:
                below = [self.forms.cell(form, code, column) for code in children]
                if children:
                    yield from self.sum(f"{form}.column/{row}/{column}", self.forms.cell(form, row, column), below)

    def by_unit(self, form: str) -> Iterator[Relation]:
        rows = [row for row in self.forms.rows(form) if row != "total"]
        for row in self.forms.rows(form):
            own = [self.forms.cell(form, row, column) for column in COLUMNS[form][1:]]
            yield from self.sum(f"{form}.row/{row}", self.forms.cell(form, row, "total"), own)
        for column in COLUMNS[form] if rows else ():
            below = [self.forms.cell(form, row, column) for row in rows]
            yield from self.sum(f"{form}.column/{column}", self.forms.cell(form, "total", column), below)

    def economic(self) -> Iterator[Relation]:
        def at(row: str) -> str | None:
            return self.forms.cell("T08", row, "amount")

        codes = [row for row in self.forms.rows("T08") if row.isdigit()]
        classes = [code for code in codes if len(code) == 3]
        for code in classes:
            below = [at(row) for row in codes if len(row) == 5 and row.startswith(code)]
            yield from self.sum(f"A08.1/{code}", at(code), below)
        personnel = ("301", "303")
        yield from self.sum("A08.2", at("personnel"), map(at, personnel))
        yield from self.sum("A08.3", at("running"), (at(c) for c in classes if c not in personnel))

    def expenses(self) -> Iterator[Relation]:
        for column in COLUMNS["T11"]:
            cells = {row: self.forms.cell("T11", row, column) for row in self.forms.rows("T11")}
            parts = [cells.get(row) for row in ("overseas", "vehicles", "hospitality")]
            yield from self.sum(f"A11.1/{column}", cells.get("total"), parts)
            parts = [cells.get(row) for row in ("purchase", "running")]
            yield from self.sum(f"A11.2/{column}", cells.get("vehicles"), parts)

    def between(self) -> Iterator[Relation]:
        cell = self.forms.cell
        yield from self.same("B01", cell("T02", "total", "total") or cell("T03", "total", "total"), cell("T01", "revenue", "amount"))
        yield from self.same("B04", cell("T05", "total", "total"), cell("T01", "spent", "amount"))
        for column in COLUMNS["T03"]:
            yield from self.same(f"B03/{column}", cell("T03", "total", column), cell("T02", "total", column))
        for column in COLUMNS["T05"]:
            yield from self.same(f"B05/{column}", cell("T05", "total", column), cell("T04", "total", column))
        for source in REVENUE[3:]:
            yield from self.same(f"B02/{source}", cell("T03", "total", source), cell("T01", source, "amount"))
        fiscal = [cell("T01", budget, "amount") for budget in REVENUE[:3]]
        yield from self.sum("B02/fiscal", cell("T03", "total", "fiscal"), fiscal)
        for budget in REVENUE[:3]:
            yield from self.same(f"B07/{budget}", cell("T06", budget, "amount"), cell("T01", budget, "amount"))
        yield from self.same("B08", cell("T06", "revenue", "amount"), cell("T03", "total", "fiscal"))
        for code in (row for row in self.forms.rows("T05") if row.isdigit() and len(row) == 3):
            row = f"class:{self.forms.label('T05', code)}"
            yield from self.same(f"B06/{code}", cell("T05", code, "total"), cell("T01", row, "amount"))
        yield from self.same("B09/total", cell("T06", "spent", "general"), cell("T07", "total", "total"))
        for code in (row for row in self.forms.rows("T07") if row.isdigit() and len(row) == 3):
            row = f"class:{self.forms.label('T07', code)}"
            yield from self.same(f"B09/{code}", cell("T07", code, "total"), cell("T06", row, "general"))
        yield from self.same("B10/funds", cell("T06", "spent", "funds"), cell("T09", "total", "total"))
        yield from self.same("B10/capital", cell("T06", "spent", "capital"), cell("T10", "total", "total"))
        yield from self.same("B11/revenue", cell("T06", "funds", "amount"), cell("T09", "total", "revenue"))
        yield from self.same("B11/opening", cell("T06", "opening-funds", "amount"), cell("T09", "total", "opening"))
        yield from self.same("B11/closing", cell("T06", "closing", "funds"), cell("T09", "total", "closing"))
        basic = [cell("T08", row, "amount") for row in ("personnel", "running")]
        yield from self.sum("B16", cell("T07", "total", "basic"), basic)

    def bounds(self) -> Iterator[Relation]:
        cell = self.forms.cell
        for code in (*[row for row in self.forms.rows("T07") if row.isdigit()], "total"):
            for column in COLUMNS["T07"]:
                yield from self.at_most(f"B12/{code}/{column}", cell("T07", code, column), cell("T05", code, column))
        for row in self.classes("T06"):
            yield from self.at_most(f"B14/{row}", cell("T06", row, "total"), cell("T01", row, "amount"))

    def words(self) -> Iterator[Relation]:
        """The same name of a code on every form, the same year and department above every form."""
        places: dict[str, list[str]] = {}
        for (form, row), name in self.forms.labels.items():
            if form != "T08" and row.isdigit():
                places.setdefault(row, []).append(name)
            elif row.startswith("class:"):
                places.setdefault(row, []).append(name)
        for row, names in places.items():
            if len(names) > 2 or row.startswith("class:") and len(names) > 1:
                yield Same(f"label/{row}", tuple(names))
        if len(self.forms.heads) > 2:
            yield Same("department", tuple(self.forms.heads))


def _is_child(code: str, row: str) -> bool:
    return len(code) == 3 if row == "total" else len(code) == len(row) + 2 and code.startswith(row)


def _parts(form: str, columns: list[str]) -> list[str]:
    if form in ("T03", "T05"):
        return columns[1:]
    return ["basic", "project"] if "basic" in columns else []
