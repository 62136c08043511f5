"""Prose to claims: every number that a sentence states or derives, recomputed, with a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pandas as pd

from .. import frames, terms
from ..blocks import page_at
from ..facts import Fact, Forms, path
from ..facts.numbers import is_money
from ..frames import as_rows
from ..locate import hint_of
from ..sentences import Setting, Topic, Word, read_block, tokenize, with_unit
from ..sentences.clauses import of_heading
from ..sentences.statements import PERCENT_SIGN, PRIOR, TEMPLATE_RESIDUE, UNIT_WORD, Statement
from ..sentences.words import group, words_of
from ..relations.tree import Tree
from ..verdicts import DIFFERS, EQUAL, ROUNDING
from .binding import Bound, bind
from .budget_titles import planned, under_title
from .stated import Stated
from .periods import settle_years
from .overdrawn import weigh_overdrawn
from .recompute import recompute
from .results import Derived, in_printed_unit, notice_of, result_columns
from .repeats import repeat_alone
from .told_relations import relate
from .typed import typed_columns

SECTIONS = (
    "front",
    "narrative",
    "other_matters",
    "general_summary",
    "revenue",
    "expenditure",
    "appropriation_summary",
    "general_public",
    "basic",
    "gov_funds",
    "state_capital",
    "three_public",
    "agency_operating",
    "procurement",
    "state_assets",
)
"""The sections whose sentences are read."""


_KINDS = {"agreement": "direction", "reason": "direction"}
"""Statements that are read apart and reported as another kind."""
_REMARKS = {
    PERCENT_SIGN: "percent sign missing: the number is read as a rate",
    TEMPLATE_RESIDUE: "both words of the template stand",
    UNIT_WORD: "万 stands for 万元",
}
_SAME_PRINT = "the word compares, but the printed numbers do not: only rounding leaves room for it"
_OWN_LEVEL = "(本级)"
_REGION_OF_TITLE = re.compile(r"(?:\d{4}年度?)?([一-龥]{1,8}?[省市州县区旗镇乡])(?![一-龥]{0,8}[局委办院校厅会部处站所])")
_YEAR = re.compile(r"((?:19|20)\d{2})年")
_MONEY_UNIT = "万元|千元|元|亿元"
_UNIT_ONCE = re.compile(rf"(?:单位(?::|[^,。;:]{{0,10}}?为)\s*|以(?=(?:{_MONEY_UNIT})为(?:[^,。;:]{{0,4}})单位)|\((?=(?:{_MONEY_UNIT})\)))({_MONEY_UNIT})")
"""单位：万元, 金额单位除注明外均为万元, 以万元为单位; 按科目列示（万元）."""
_WITHOUT_UNIT = re.compile(r"(?<![\d.])[\d,]+\.\d\d(?![\d%]|\s*(?:万|千|亿|元|个|百))")
_WITH_UNIT = re.compile(r"\d\s*(?:万元|千元|亿元|元)")
_FEWEST_BARE, _FAR_FEWER = 5, 5
_REMARK_ON_UNIT = re.compile(r"\((?!本级\))[^()]*\)$")
"""What lists and forms add to a name: （汇总）, （下属事业单位）."""


class Claims(NamedTuple):
    """The frames `claims` and `notices`, and the tree of each claim that has one."""

    claims: pd.DataFrame
    notices: pd.DataFrame
    trees: dict[str, Tree]


def read_claims(
    blocks: pd.DataFrame,
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    document_id: str,
    department: str,
    fiscal_year: int | None,
    units: Iterable[str] = (),
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read and recompute the statements of the prose.

    Args:
        blocks, forms, figures: frames of one document.
        document_id, department, fiscal_year: of the same document.
        units: names of the department's units; those on the forms by unit are known anyway.

    Returns:
        The frames `claims`, one row per statement in the order of the text (`low` and `high` in
        the unit of `printed`, exact or to six digits), and `notices`, one row per touch and per
        oddity of the words.
    """
    known = Forms(forms, figures, document_id)
    claims, _ = read_prose(blocks, known, department, fiscal_year, units)
    return claims[:2]


def read_prose(
    blocks: pd.DataFrame,
    forms: Forms,
    department: str,
    fiscal_year: int | None,
    units: Iterable[str] = (),
) -> tuple[Claims, dict[str, Fact]]:
    """As `read_claims`, with the index of the forms; and with the trees by claim identifier.

    Returns also the amounts that the prose tells of figures, by figure: the first of each that is certain.
    """
    department = "" if pd.isna(department) or department == "<NA>" else department
    ordered = as_rows(blocks)
    names = [*_of_title(ordered, department), *_names(department, [*units, *_units_of(forms)])]
    judged = judge_statements(_read(ordered, names, department, fiscal_year), forms)
    by_number = {int(block["block"]): block for block in ordered}
    rows, notices, trees = [], [], {}
    for one in judged:
        block = by_number[one.bound.statement.block]
        row = _row(forms.document_id, one, str(block["text"]), str(block["places"]))
        rows.append(row)
        notices.extend(_notices(row, one))
        if one.result.tree is not None:
            trees[one.bound.claim_id] = one.result.tree
    return Claims(frames.build("claims", rows), frames.build("notices", notices), trees), _told(judged)


def _told(judged: Sequence[Derived]) -> dict[str, Fact]:
    told: dict[str, Fact] = {}
    for entry in (one.bound for one in judged):
        is_amount = entry.statement.kind == "amount" and entry.measure == "" and entry.is_clear
        if is_amount and not entry.other_refs and is_money(entry.statement.unit) and entry.fact is not None:
            for ref in entry.refs:
                told.setdefault(ref, entry.fact)
    return told


def judge_statements(statements: Sequence[Statement], forms: Forms) -> list[Derived]:
    """Every statement, and what follows from several of them, in the order of the text."""
    bound = bind(statements, forms)
    stated = Stated(bound)
    derived, rates = relate(bound, stated, forms)
    read = recompute(bound, forms, stated)
    derived = weigh_overdrawn(derived, bound, read)
    results = [
        rates.get(entry.claim_id, result)
        for entry, result in zip(bound, read, strict=True)
    ]
    settled = repeat_alone(bound, settle_years(bound, results), forms)
    own = [
        Derived(replace(entry, refs=result.refs or entry.refs), result)
        for entry, result in zip(bound, settled, strict=True)
        if entry.statement.kind != "reason" or result.verdict in (EQUAL, DIFFERS)  # it explains no change that is told
    ]
    return sorted(map(in_printed_unit, (*own, *derived)), key=lambda one: one.bound.place)


def _is_read(block: Mapping[str, Any]) -> bool:
    return not block["heading"] and str(block["section"]).split(".")[0] in SECTIONS


def _read(
    blocks: Sequence[Mapping[str, Any]],
    names: Sequence[Word],
    department: str,
    fiscal_year: int | None,
) -> list[Statement]:
    """The statements of all blocks that are read.

    A heading ends what has been said before; what stands between two headings belongs together.
    """
    statements: list[Statement] = []
    topic: Topic | None = None
    unit = _unit_of(blocks)
    under = local = titled = ""
    known: set[str] = set()
    for block in blocks:
        section = hint_of(str(block["text"]), str(block["section"]))
        under = under_title(str(block["text"]), under)
        titled = _year_of_title(block, titled)
        told = set(_UNIT_ONCE.findall(terms.plain(str(block["text"]))))
        local = told.pop() if len(told) == 1 else "" if told or block["heading"] else local
        if not _is_read(block):
            topic = of_heading(tokenize(str(block["text"]), section, names), section) if block["heading"] else None
            continue
        tokens = tokenize(str(block["text"]), section, names)
        here = unit or _unit_here(str(block["text"]), local)
        tokens = with_unit(tokens, here) if here else tokens
        setting = Setting(int(block["block"]), section, department, fiscal_year, frozenset(known))
        found, after = read_block(tokens, setting, topic)
        if (new := _names_told(found) - known) and any(terms.plain(str(block["text"])).count(name) > 1 for name in new):
            found, after = read_block(tokens, replace(setting, names=frozenset(known | new)), topic)
        known |= new
        topic = after
        found, under = planned(_under_year(found, titled, fiscal_year), str(block["text"]), under)
        statements.extend(found)
    return statements


def _year_of_title(block: Mapping[str, Any], before: str) -> str:
    """The year of the last title that tells one."""
    found = _YEAR.search(terms.plain(str(block["text"]))) if block["heading"] else None
    return found[1] if found else before


def _under_year(said: Sequence[Statement], titled: str, fiscal_year: int | None) -> list[Statement]:
    """二、2022年度对比情况 in the account of 2023: years are compared with that one below it."""
    is_another = bool(titled) and fiscal_year is not None and titled != str(fiscal_year)
    doubt = f"it stands below a title of {titled}"
    return [replace(one, doubt=one.doubt or doubt) if is_another and one.kind == "period" and one.direction != "own" else one for one in said]


def _names_told(said: Sequence[Statement]) -> set[str]:
    """Names that no word list knows and of which an amount is told for certain."""
    return {
        one.subject.words for one in said
        if one.kind == "amount" and not one.doubt and one.subject.refs == (f"told/{one.subject.words}",) and len(one.subject.words) > 1
    }  # fmt: skip


def _unit_of(blocks: Sequence[Mapping[str, Any]]) -> str:
    """The unit that the page tells once (单位：万元), where hardly a number of its text has one of its own."""
    told = [match[1] for block in blocks for match in _UNIT_ONCE.finditer(terms.plain(str(block["text"])))]
    if len(set(told)) != 1:
        return ""
    # the lines of annexes are cells of tables, whose numbers never have a unit
    texts = [terms.plain(str(block["text"])) for block in blocks if _is_read(block)]
    bare, own = (sum(len(pattern.findall(text)) for text in texts) for pattern in (_WITHOUT_UNIT, _WITH_UNIT))
    return told[0] if bare > _FEWEST_BARE and own * _FAR_FEWER < bare else ""


def _unit_here(text: str, local: str) -> str:
    """The unit that a title above has told (具体情况（单位：万元）), in a paragraph whose numbers have none of their own."""
    plain = _UNIT_ONCE.sub("", terms.plain(text))
    is_bare = len(_WITHOUT_UNIT.findall(plain)) > 1 and not _WITH_UNIT.search(plain)
    return local if is_bare else ""


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
