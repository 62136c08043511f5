"""Prose to claims: every number that a sentence states or derives, recomputed, with a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from .. import frames, terms
from ..block_lines import page_at
from ..facts import Fact, Forms, path
from ..facts.numbers import is_money
from ..frames import as_rows
from ..sentences import Word
from ..sentences.statements import PERCENT_SIGN, PRIOR, TEMPLATE_RESIDUE, UNIT_WORD, Statement
from ..sentences.words import group, words_of
from ..relations.tree import Tree
from ..verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED
from .economic_items import bind_economic_items
from .binding import Bound, bind
from .chapters import units_told
from .stated import Stated
from .periods import settle_years
from .overdrawn import weigh_overdrawn
from .passages import read_passages
from .recompute import recompute
from .results import Derived, in_printed_unit, notice_of, result_columns
from .repeats import repeat_alone
from .told_relations import relate
from .typed import typed_columns

_KINDS = {"agreement": "direction", "reason": "direction"}
"""Statements that are read apart and reported as another kind."""
_REMARKS = {
    PERCENT_SIGN: "percent sign missing: the number is read as a rate",
    TEMPLATE_RESIDUE: "both words of the template stand",
    UNIT_WORD: "万 stands for 万元",
}
_SAME_PRINT = "the word compares, but the printed numbers do not: only rounding leaves room for it"
_ABOUT = "the words say about how much it is"
_OWN_LEVEL = "(本级)"
_REGION_OF_TITLE = re.compile(r"(?:\d{4}年度?)?([一-龥]{1,8}?[省市州县区旗镇乡])(?![一-龥]{0,8}[局委办院校厅会部处站所])")
_REMARK_ON_UNIT = re.compile(r"\((?!本级\))[^()]*\)$")
"""What lists and forms add to a name: （汇总）, （下属事业单位）."""


class Claims(NamedTuple):
    """The frames `claims` and `notices`, and the tree of each claim that has one."""

    claims: pd.DataFrame
    notices: pd.DataFrame
    trees: dict[str, Tree]


def read_prose(
    blocks: pd.DataFrame,
    forms: Forms,
    department: str,
    fiscal_year: int | None,
    units: Iterable[str] = (),
) -> tuple[Claims, dict[str, Fact]]:
    """Read and recompute the statements of the prose.

    Args:
        blocks: the frame of one document.
        forms: its forms.
        units: names of the department's units; those on the forms by unit are known anyway.

    Returns:
        The frames `claims`, one row per statement in the order of the text (`low` and `high` in the unit of
        `printed`, exact or to six digits), and `notices`, one row per touch and per oddity of the words, with the
        trees; and the amounts that the prose tells of figures, by figure: the first of each that is certain.
    """
    department = "" if pd.isna(department) or department == "<NA>" else department
    ordered = as_rows(blocks)
    names = [*_of_title(ordered, department), *_names(department, [*units, *_units_of(forms)])]
    chapters = units_told(ordered, department)
    statements = read_passages(ordered, names, department, fiscal_year, chapters)
    judged = judge_statements([one for one in statements if one.block not in chapters], forms)
    told = _told(judged)
    judged += _of_units(statements, chapters)
    judged.sort(key=lambda one: one.bound.place)
    by_number = {int(block["block"]): block for block in ordered}
    rows, notices, trees = [], [], {}
    for one in judged:
        block = by_number[one.bound.statement.block]
        row = _row(forms.document_id, one, str(block["text"]), str(block["places"]))
        rows.append(row)
        notices.extend(_notices(row, one))
        if one.result.tree is not None:
            trees[one.bound.claim_id] = one.result.tree
    return Claims(frames.build("claims", rows), frames.build("notices", notices), trees), told


def _of_units(statements: Sequence[Statement], chapters: Mapping[int, str]) -> list[Derived]:
    """What the chapters of units tell, each held against itself: no form is theirs, nor a quantity of the account."""
    found = []
    for number, unit in enumerate(dict.fromkeys(chapters.values()), start=1):
        own = [one for one in statements if chapters.get(one.block) == unit]
        for one in judge_statements(own, Forms.none(), f"c{number}u"):
            words = "·".join(part for part in (unit, one.bound.statement.subject.words) if part)
            found.append(replace(one, bound=replace(one.bound, refs=(f"told/{words}",))))
    return found


def _told(judged: Sequence[Derived]) -> dict[str, Fact]:
    told: dict[str, Fact] = {}
    for entry in (one.bound for one in judged):
        is_amount = entry.statement.kind == "amount" and entry.measure == "" and entry.is_clear
        if is_amount and not entry.other_refs and is_money(entry.statement.unit) and entry.fact is not None:
            for ref in entry.refs:
                told.setdefault(ref, entry.fact)
    return told


def judge_statements(statements: Sequence[Statement], forms: Forms, letter: str = "c") -> list[Derived]:
    """Every statement, and what follows from several of them, in the order of the text.

    Args:
        letter: what their identifiers begin with.
    """
    bound = bind_economic_items(bind(statements, forms, letter), forms)
    stated = Stated(bound)
    derived, rates = relate(bound, stated, forms)
    read = recompute(bound, forms, stated)
    derived = weigh_overdrawn(derived, read)
    judged = [replace(one, result=rates.get(one.bound.claim_id, one.result)) for one in read]
    own = [
        replace(one, bound=replace(one.bound, refs=one.result.refs or one.bound.refs))
        for one in repeat_alone(settle_years(judged), forms)
        if one.bound.statement.kind != "reason" or one.result.verdict in (EQUAL, DIFFERS)  # it explains no change that is told
    ]
    told = [_weigh_about(one, stated) for one in (*own, *derived)]
    return sorted(map(in_printed_unit, told), key=lambda one: one.bound.place)


def _weigh_about(one: Derived, stated: Stated) -> Derived:
    """下降约25%: what its words tell about so much, or what was recomputed from such a number, contradicts nothing."""
    is_about = one.bound.statement.is_about or any(operand.statement.is_about for operand in stated.told(one.result))
    return one.weighed(UNCHECKED, _ABOUT) if is_about and one.result.verdict == DIFFERS else one


def _units_of(forms: Forms) -> list[str]:
    """The units on the forms by unit; their role is the printed name."""
    by_unit = ("revenue_by_unit", "expenditure_by_unit")
    return list(dict.fromkeys(role for form in by_unit for role in forms.roles(form, "units")))


def _names(department: str, units: Sequence[str]) -> list[Word]:
    """The department's own name and those of its units as words.

    A department of one unit is that unit. Of several, the own level (本级) is a unit of its own.
    """
    own = _without_remark(department)
    found = {name: "unit" for unit in units if (name := _without_remark(unit)) and name != own}
    if len({_without_remark(unit) for unit in units}) <= 1:
        found = dict.fromkeys(found, "own")
    elif own:
        found |= dict.fromkeys((own + _OWN_LEVEL, own + _OWN_LEVEL.strip("()")), "unit")
    if own:
        # 某某局本级及所属单位 is the whole, not the unit 某某局本级
        wholes = (word.text for word in words_of("") if word.kind == "own")
        found |= {own + whole: "own" for whole in wholes if whole.startswith(_OWN_LEVEL.strip("()"))}
        found[own] = "own"
    return [Word(name, kind) for name, kind in found.items()]


def _of_title(blocks: Sequence[Mapping[str, Any]], department: str) -> list[Word]:
    """州本级, 县本级: the account itself where its title says so; beside 全县, which is told too, one part of that.

    So is the region that the title of an account begins with which names no office: 2021年度云溪县“三公”经费决算.
    """
    texts = [terms.plain(str(block["text"])) for block in blocks]
    title = texts[0] if texts else ""
    told = {level: region for level, region in zip(group("levels"), group("regions"), strict=True) if any(level in text for text in texts)}
    wide = {level for level, region in told.items() if any(region in text for text in texts)}
    found = [Word(level, "unit" if level in wide else "own") for level in told if level in wide or level in title]
    named = _REGION_OF_TITLE.match(title)
    return [*found, Word(named[1], "own")] if named and not department else found


def _without_remark(name: str) -> str:
    return _REMARK_ON_UNIT.sub("", terms.fold(name))


def _row(document_id: str, one: Derived, text: str, places: str) -> dict[str, Any]:
    entry, result = one.bound, one.result
    statement = entry.statement
    return {
        "document_id": document_id,
        "claim_id": entry.claim_id,
        "block": statement.block,
        "section": statement.section,
        "page": page_at(places, statement.start),
        "quote": text[statement.start : statement.end],
        "start": statement.start,
        "end": statement.end,
        "subject": _subject(entry),
        "kind": _KINDS.get(statement.kind, statement.kind) if result.judgement else "datum",
        "period": _period(statement) or None,
        "printed": statement.printed,
        "unit": statement.unit or None,
        **result_columns(result, statement.unit, entry.fact is not None),
        **typed_columns(one),
    }


def _period(statement: Statement) -> str:
    """What a claim speaks of: two years only where a change is one on the amounts of an earlier year.

    A difference to a budget, to the opening balance or to another amount is of the year itself.
    """
    is_between_years = statement.kind not in ("change", "growth") or statement.measure in ("", PRIOR)
    return statement.period if is_between_years else statement.period.split("-")[-1]


def _subject(entry: Bound) -> str | None:
    """The places that the claim speaks of; for a derived number its kind stands last."""
    statement = entry.statement
    if statement.kind in ("nil", "list", "item_name"):
        return " ; ".join(entry.refs) or None
    is_amount = statement.kind in ("amount", "datum", "sum")
    measure = statement.measure if is_amount else _KINDS.get(statement.kind, statement.kind)
    return " ; ".join(path(ref, measure) for ref in entry.refs) or None


def _notices(row: dict[str, Any], one: Derived) -> list[dict[str, Any]]:
    """What is odd about a statement, apart from its verdict."""
    found = [(kind, _REMARKS[kind]) for kind in one.bound.statement.remarks]
    if one.bound.statement.kind == "direction" and one.result.verdict == ROUNDING:
        found.append(("same_print", _SAME_PRINT))
    judgement = one.result.judgement
    if judgement is not None and judgement.is_touch:
        found.append(("touch", ""))
    return [notice_of(row, kind, message, one.result.tree) for kind, message in found]
