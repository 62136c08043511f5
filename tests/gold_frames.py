"""The frames `forms` and `figures` of an account, without any reader.

For tests of what comes after reading. They come from transcribed cells, with the columns
`table, code_or_row, column, value, state, page` and tables numbered as printed, or from a ledger.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd

from budget_analysis import codes, frames, specs, terms
from budget_analysis.amounts import FEN_PER_UNIT, parse_amount
from budget_analysis.facts import Forms
from budget_analysis.relations.instances import Instance, list_instances
from tests.rendering.ledger import MEASURES, Ledger

ELEVEN = (
    "revenue_expenditure_summary", "revenue_by_unit", "revenue_by_function",
    "expenditure_by_unit", "expenditure_by_function", "appropriation_summary",
    "general_public_expenditure", "general_public_basic", "gov_funds", "state_capital",
    "three_public",
)  # fmt: skip
NINE = (
    "revenue_expenditure_summary", "revenue_by_function", "expenditure_by_function",
    "appropriation_summary", "general_public_expenditure", "general_public_basic",
    "three_public", "gov_funds", "state_capital",
)  # fmt: skip
SUMMARIES = ("revenue_expenditure_summary", "appropriation_summary")


def listed(forms: pd.DataFrame, figures: pd.DataFrame, document_id: str = "d") -> tuple[Forms, list[Instance]]:
    """One account ready for look-ups, and all instances of the identities of its forms."""
    index = Forms(forms, figures, document_id)
    return index, list(list_instances(index))


def read_gold(path: Path, document_id: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The frames `forms` and `figures` that a faultless reading of the account would give."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        cells = list(csv.DictReader(source))
    order = ELEVEN if any(cell["table"] == "11" for cell in cells) else NINE
    forms, figures = [], []
    for number, form in enumerate(order, start=1):
        own = [cell for cell in cells if cell["table"] == f"{number:02d}"]
        about = {
            cell["column"]: cell["value"]
            for cell in own
            if cell["code_or_row"] in ("@meta", "@table")
        }
        statement = about.get("说明")
        forms.append(
            {
                "document_id": document_id,
                "form": form,
                "form_no": about.get("表号"),
                "title": about["表题"],
                "unit": about["单位"],
                "department": about.get("部门"),
                "statement": statement,
                "state": "declared_empty" if statement else "found",
            }
        )
        figures.extend(_figures(own, form, document_id, about["单位"], bool(statement)))
    return frames.build("forms", forms), frames.build("figures", figures)


def ledger_frames(
    ledger: Ledger, document_id: str, unit: str, forms: tuple[str, ...] = ELEVEN
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A ledger as if printed with two decimals of the unit; only the forms named."""
    form_rows, figures = [], []
    for form in forms:
        is_empty = form in ledger.empty
        form_rows.append(
            {
                "document_id": document_id,
                "form": form,
                "title": f"{ledger.year}年度",
                "unit": unit,
                "department": ledger.department,
                "statement": "本表无数据" if is_empty else None,
                "state": "declared_empty" if is_empty else "found",
            }
        )
        own = {} if is_empty else {key[1:]: fen for key, fen in ledger.amounts.items() if key[0] == form}
        roles = dict.fromkeys(role for role, _ in own)
        order = [*(["total"] if "total" in roles else []), *ledger.rows[form], *roles]
        for row, role in enumerate(dict.fromkeys(role for role in order if role in roles), start=1):
            printed = [measure for name, measure in own if name == role]
            measures = printed if form in SUMMARIES else MEASURES[form]
            for measure in measures:
                text = _two_decimals(own.get((role, measure)), unit)
                figures.append(figure_row(document_id, form, role, row, measure, text, unit=unit))
    return frames.build("forms", form_rows), frames.build("figures", figures)


def _two_decimals(fen: int | None, unit: str) -> str:
    """Rounded half up, as offices do; blank for None."""
    if fen is None:
        return ""
    hundredths = (abs(fen) * 200 // int(FEN_PER_UNIT[unit]) + 1) // 2
    sign = "-" if fen < 0 and hundredths else ""
    return f"{sign}{hundredths // 100:,}.{hundredths % 100:02}"


def figure_row(
    document_id: str, form: str, role: str | None, row: int, measure: str, printed: str, **more: Any
) -> dict[str, Any]:
    """One row of `figures`; blank where nothing is printed. `more` overrides any column."""
    unit = FEN_PER_UNIT[more.pop("unit", "万元")]
    values: dict[str, Any] = {"state": "blank"}
    if printed:
        amount = parse_amount(printed).scaled(unit)
        values = {
            "state": "value" if amount.value else "zero",
            "amount_fen": int(amount.value),
            "resolution_fen": int(amount.resolution),
        }
    is_code = bool(role) and str(role).isdecimal() and form not in SUMMARIES
    return {
        "figure_id": f"{document_id}/{form}/{role or f'row{row}'}/{measure}",
        "document_id": document_id,
        "form": form,
        "row": row,
        "role": role,
        "code": role if is_code else None,
        "label": role,
        "measure": measure,
        "printed": printed,
        **values,
        **more,
    }


def _figures(
    cells: list[dict[str, str]], form: str, document_id: str, unit: str, is_empty: bool
) -> list[dict[str, Any]]:
    spec = specs.forms()[form]
    labels = {
        (cell["code_or_row"], cell["column"].partition(".")[0]): cell["value"]
        for cell in cells
        if cell["column"].endswith("项目") and cell["code_or_row"].startswith("行次")
    }
    seen: list[set[str]] = [set() for _ in spec.groups]
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    found = []
    for cell in sorted(cells, key=lambda cell: _side(cell["column"])):
        key, column = cell["code_or_row"], cell["column"]
        is_text = cell["state"] == "text" and key != "@row"
        if key in ("@meta", "@table") or is_text:
            continue
        group = _side(column)
        place = (group, key)
        if key == "@row":
            item, _, column = column.rpartition(".")
            key = item.rpartition(".")[2]
            place = (group, item)
        if place not in rows:
            label = labels.get((key, column.partition(".")[0]), key).rpartition("/")[2]
            label = "" if label.startswith("行次") else label
            role = spec.groups[group].role(label, seen[group])
            if key.isdecimal() or (role is None and spec.has_units):
                role = key
            if role:
                seen[group].add(role)
            rows[place] = {"role": role, "row": len(rows) + 1, "label": label}
        row = rows[place]
        name = column.rpartition(".")[2]
        measure = next(
            item.name
            for item in spec.groups[group].measures
            if terms.fold(name) in item.headers
        )
        more = {"label": row["label"], "page": int(cell["page"]), "unit": unit}
        if is_empty and not cell["value"]:
            more["state"] = "declared_empty"
        if row["role"] and row["role"].isdecimal() and spec.codes:
            more["level"] = codes.level(spec.codes, row["role"])
        found.append(
            figure_row(document_id, form, row["role"], row["row"], measure, cell["value"], **more)
        )
    return found


def _side(column: str) -> int:
    return 1 if column.startswith("支出.") else 0
