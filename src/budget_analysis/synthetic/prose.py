"""The sections before the forms: duties and units, and the table that lists these."""

from __future__ import annotations

from collections.abc import Iterable

from .ledger import Ledger
from .model import Section, Slot, Table, build_table
from .words import Words


def front_sections(ledger: Ledger, layout: str) -> tuple[Section, ...]:
    """Duties and units, before the forms."""
    words = Words(ledger)
    duties = "承担本辖区相关行业的管理和服务工作，拟订有关规划并组织实施，指导下属单位开展业务活动。"
    units = "、".join(ledger.units)
    if layout == "zhejiang":
        return (
            Section("一、概况", level=0),
            Section("（一）部门职责", (f"（1）{duties}", "（2）负责上级交办的其他工作。")),
            Section(
                "（二）机构设置",
                (
                    f"从预算单位构成看，{words.name}部门决算包括：{units}。",
                    f"纳入{words.name}{words.year}年度部门决算编制范围的预算单位共{len(ledger.units)}个。",
                ),
            ),
        )
    return (
        Section(f"第一部分 {words.name}概况", level=0),
        Section("一、主要职能", (f"{words.name}{duties}", "负责上级交办的其他工作。")),
        Section(
            "二、部门决算单位构成",
            (
                f"从预算单位构成看，{words.name}部门决算包括：本级决算和下属单位决算。",
                f"纳入{words.name}{words.year}年度部门决算编制范围的单位包括：",
                _unit_table(ledger.units),
            ),
        ),
    )


def _unit_table(units: Iterable[str]) -> Table:
    rows: list[list[Slot | str]] = [
        [Slot(str(i + 1)), Slot(unit, "left"), ""] for i, unit in enumerate(units)
    ]
    return build_table([0.6, 3.0, 1.0], [["序号", "单位名称", "备注"]], rows)
