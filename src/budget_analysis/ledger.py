"""The ledger as a workbook: every statement with its verdict, for reading and filtering.

The same account gives the same bytes: nothing in the file tells when it was written.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from . import specs, terms
from .account import Account
from .checks.counts import RECORDED, VERDICTS, count_statements
from .checks.joint_account import Joint
from .relations.identities import identities_of, identity_table
from .checks.operands import Operands
from .findings import word
from .findings.holding import is_equation
from .frames import as_rows, text
from .reconciliation import Reconciliation
from .sheets import put
from .sheets import as_bytes as sheets_as_bytes
from .verdicts import DIFFERS

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADER_FILL, _HEADER_INK, _LINE = "1F4E79", "FFFFFF", "BFBFBF"


def write_ledger(reconciliation: Reconciliation, account: Account, path: str | Path) -> Path:
    """Write `ledger.xlsx`: findings, summary, ledger, what differs, checks, joint test, notices.

    The file appears complete or not at all.
    """
    read = {"documents": account.documents, "forms": account.forms, "figures": account.figures}
    return write_frames({**read, **reconciliation.frames()}, path)


def write_frames(found: Mapping[str, pd.DataFrame], path: str | Path) -> Path:
    """The same from the frames of one document by name."""
    content = _pack(build_sheets(found))
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_bytes(content)
    os.replace(part, target)
    return target


def build_sheets(found: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The sheets as frames of text and numbers, by the identifiers of `specs/ledger.toml`.

    Columns as listed there; a missing value is an empty text.
    """
    operands = Operands(found["forms"], found["figures"], found["claims"])
    claims, checks, joint = as_rows(found["claims"]), as_rows(found["checks"]), Joint(found["joint"])
    rows: dict[str, list[dict[Any, Any]]] = {
        "findings": _finding_rows(found),
        "summary": _summary(found, joint),
        "ledger": [_ledger_row(claim, operands) for claim in claims],
        "differs": _differing(claims, checks, operands, identities_of(found["claims"])),
        "checks": _check_rows(checks),
        "joint": _joint_rows(joint, claims, operands),
        "notices": as_rows(found["notices"]),
    }
    return {
        sheet["id"]: pd.DataFrame(
            [
                {name: _plain(row.get(name)) for name in _columns(sheet)}
                for row in rows[sheet["id"]]
            ],
            columns=_columns(sheet),
            dtype=object,
        )
        for sheet in _spec()["sheet"]
    }


def _finding_rows(found: Mapping[str, pd.DataFrame]) -> list[dict[Any, Any]]:
    """One row per slip; the first thing that a reader sees."""
    rows = []
    for one in as_rows(found["findings"]) if "findings" in found else []:
        names: dict[Any, Any] = {
            name: _in_both(table, text(one[name]))
            for name, table in (("severity", "severities"), ("ground", "grounds"), ("kind", "kinds"), ("cause", "causes"))
        }
        statements = "\n".join(json.loads(one["statements"]))
        rows.append({**one, **names, "statements": statements})
    return rows


def _in_both(table: str, name: str) -> str:
    return f"{word(table, name, 'zh')} {word(table, name, 'en')}" if name else ""


def _spec() -> dict[str, Any]:
    return specs.load("ledger.toml")


def _columns(sheet: Mapping[str, Any]) -> list[str]:
    return [column["id"] for column in sheet["columns"]]


def _both(table: str, name: str) -> str:
    """A word in both languages; one that the table lacks stays itself."""
    entry = _spec()[table].get(name)
    return f"{entry['zh']} {entry['en']}" if entry else name


def _verdict(row: Mapping[str, Any]) -> str:
    """The verdict of a claim or check in both languages; what is no equation holds or does not hold."""
    verdict = text(row["verdict"]) or RECORDED
    return _both("holding" if verdict in _spec()["holding"] and not is_equation(row) else "verdicts", verdict)


def _plain(value: object) -> str | int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return text(value)


def _summary(found: Mapping[str, pd.DataFrame], joint: Joint) -> list[dict[Any, Any]]:
    rows = []
    for row in as_rows(count_statements(found["checks"], found["claims"])):
        names = _spec()["kinds"].get(row["kind"], {"zh": row["kind"], "en": row["kind"]})
        rows.append({**row, "kind_zh": names["zh"], "kind_en": names["en"]})
    document = found["documents"].iloc[0]
    values = {"department": text(document["department"]), "year": text(document["fiscal_year"])}
    rows[0]["note"] = _say("document", **values)
    sets = int(joint.conflicts["conflict"].nunique())
    said = _say(f"joint_{joint.verdict}", count=joint.statements, sets=sets, note=joint.note)
    names = _spec()["kinds"]["joint"]
    row = {"kind_zh": names["zh"], "kind_en": names["en"], "count": joint.statements, "note": said}
    return [*rows, row | dict.fromkeys((*VERDICTS, RECORDED), 0)]


def _say(sentence: str, **values: Any) -> str:
    entry = _spec()["sentences"][sentence]
    return "\n".join(terms.fill(entry[language], **values) for language in ("zh", "en"))


def _ledger_row(claim: Mapping[Any, Any], operands: Operands) -> dict[Any, Any]:
    names = {entry["id"]: entry["zh"] for entry in specs.load("sections.toml")["section"]}
    section = text(claim["section"])
    return {
        **claim,
        "section": names.get(section, section),
        "kind": _both("kinds", str(claim["kind"])),
        "interval": _interval(claim["low"], claim["high"]),
        "verdict": _verdict(claim),
        "formula": operands.written(claim),
        "operands": operands.readable(claim),
    }


def _interval(low: object, high: object) -> str:
    """`[a, b]`, a single point as itself, nothing where neither end is known."""
    first, last = text(low), text(high)
    if not first and not last:
        return ""
    return first if first == last else f"[{first}, {last}]"


def _differing(
    claims: Sequence[Mapping[Any, Any]],
    checks: Sequence[Mapping[Any, Any]],
    operands: Operands,
    evaluated: Mapping[str, Sequence[str]],
) -> list[dict[Any, Any]]:
    """What differs, each once: an identity that a claim evaluates stands with its claim."""
    rows: list[dict[Any, Any]] = []
    for claim in claims:
        if claim["verdict"] == DIFFERS:
            row = _ledger_row(claim, operands)
            identities = evaluated.get(str(claim["claim_id"]), [])
            what = " ".join([str(claim["claim_id"]), *identities, row["kind"]])
            printed = text(claim["printed"]) + text(claim["unit"])
            rows.append({**row, "what": what, "printed": printed})
    for check in checks:
        if check["verdict"] == DIFFERS:
            rows.append(
                {
                    "what": f"{check['identity']} {check['instance']}",
                    "printed": check["left"],
                    "formula": check["right"],
                    "interval": _interval(check["residual_low"], check["residual_high"]),
                    "note": check["note"],
                }
            )
    return rows


def _check_rows(checks: Sequence[Mapping[Any, Any]]) -> list[dict[Any, Any]]:
    known = as_rows(identity_table())
    names = {row["identity"]: (row["zh"], row["en"]) for row in known}
    rows = []
    for check in checks:
        zh, en = names.get(check["identity"], ("", ""))
        row = {
            "name_zh": zh,
            "name_en": en,
            "residual": _interval(check["residual_low"], check["residual_high"]),
            "verdict": _verdict(check),
        }
        rows.append({**check, **row})
    return rows


def _joint_rows(
    joint: Joint, claims: Sequence[Mapping[Any, Any]], operands: Operands
) -> list[dict[Any, Any]]:
    by_name = {str(claim["claim_id"]): claim for claim in claims}
    rows = []
    for entry in as_rows(joint.conflicts):
        claim = by_name.get(str(entry["statement"]))
        kind = _both("kinds", text(entry["kind"]) or "identity")
        formula = operands.written(claim) if claim is not None else ""
        rows.append({**entry, "kind": kind, "formula": formula})
    return rows


def _pack(sheets: Mapping[str, pd.DataFrame]) -> bytes:
    """The workbook as bytes, without the times that its writer puts in."""
    from openpyxl import Workbook

    workbook = Workbook()
    workbook.remove(workbook.active)
    for sheet in _spec()["sheet"]:
        page = workbook.create_sheet(sheet["en"])
        _fill(page, sheet, sheets[sheet["id"]])
    return sheets_as_bytes(workbook)


def _fill(page: Worksheet, sheet: Mapping[str, Any], frame: pd.DataFrame) -> None:
    """One sheet: frozen header in both languages, widths, wrapped text, a colour per verdict."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Border(bottom=Side(style="thin", color=_LINE))
    top = Alignment(wrap_text=True, vertical="top")
    header = [f"{column['zh']}\n{column['en']}" for column in sheet["columns"]]
    for number, (column, title) in enumerate(zip(sheet["columns"], header, strict=True), start=1):
        cell = page.cell(1, number, title)
        cell.font = Font(bold=True, color=_HEADER_INK)
        cell.fill = PatternFill("solid", fgColor=_HEADER_FILL)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.column_dimensions[get_column_letter(number)].width = column["width"]
    styles = {_both(table, name): entry for table in ("verdicts", "holding") for name, entry in _spec()[table].items()}
    looks: dict[tuple[str | None, bool], Any] = {}  # setting a look anew for each cell takes most of the time
    for position, row in enumerate(frame.itertuples(index=False, name=None), start=2):
        for number, value in enumerate(row, start=1):
            cell = page.cell(position, number)
            is_quoted = put(cell, value)
            is_verdict = sheet["columns"][number - 1]["id"] == "verdict" and value in styles
            look = (str(value) if is_verdict else None, is_quoted)
            if look not in looks:
                cell.alignment, cell.border = top, line
                if is_verdict:
                    style = styles[str(value)]
                    cell.fill = PatternFill("solid", fgColor=style["fill"])
                    cell.font = Font(
                        color=style["ink"],
                        bold=style.get("is_bold", False),
                        italic=style.get("is_italic", False),
                    )
                looks[look] = cell._style
            cell._style = copy(looks[look])
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    page.sheet_view.zoomScale = 90
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"
