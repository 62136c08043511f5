"""The annexes to claims: tables and prose of self-evaluations, evaluation reports and their lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from .. import terms
from ..block_lines import page_at
from ..claims import Claims
from ..facts import Fact, Forms
from ..frames import as_rows
from ..sentences import Word
from ..sentences.words import top
from ..terms import plain
from .by_sentence import judge_passage, known_words
from .entered import Ledger, Place, is_blank, parse
from .layout import REPORT, SELF_EVALUATION, Layout, find_tables, key_of, title
from .names import read_names, state_glossary
from .performance_section import Reader
from .phrases import meanings
from .prose import Passage
from .report_prose import ReportReader, read_texts
from .stages import judge_stages
from .table_relations import judge_tables
from .tables import read_tables
from .worded_facts import read_facts
from .world import World

SECTIONS = ("performance", "annexes", SELF_EVALUATION, REPORT)
"""The sections whose prose is read here."""
ANNEXES = ("projects", "funds", "indicators", "report_items", "glossary")
_YEAR = re.compile(r"(?<!\d)\d{4}(?=年)")
_LONGEST_TITLE = 60
_Row = dict[Any, Any]


def read_annex_claims(
    blocks: pd.DataFrame,
    forms: Forms,
    annexes: Mapping[str, pd.DataFrame],
    department: str,
    fiscal_year: int | None,
    told: Mapping[str, Fact] | None = None,
) -> Claims:
    """Recompute what the tables and the prose of the annexes state.

    Args:
        blocks: the frame of one document.
        forms: the printed numbers of its forms.
        annexes: the frames `projects, funds, indicators, report_items, glossary` of the same
            document; a document without annexes has empty ones.
        department, fiscal_year: of the same document.
        told: amounts that the prose of the account tells of figures, for forms that are absent.

    Returns:
        The frames `claims`, one row per statement, in the order of the pages (a number of a table
        that stands in no block has its page only), and `notices`, one row per touch; and the tree of
        each claim that has one.
    """
    ledger = Ledger(forms.document_id, fiscal_year)
    layout = find_tables(blocks, annexes)
    rows = [row for row in as_rows(blocks) if top(row["section"]) in SECTIONS]
    names = read_names(ledger, layout)
    projects = read_tables(ledger, layout)
    facts = read_facts(ledger, layout, [str(row["text"]) for row in rows])
    world = World(ledger, forms, projects, names, facts, department, told or {}, _other_reports(rows))
    names.state_tables(ledger, layout)
    _state_title_years(world, rows, layout)
    passages = [*_passages(rows, layout, known_words(names, department))]
    own, of_reports, texts = ([one for one in passages if one.kind == kind] for kind in ("", REPORT, SELF_EVALUATION))
    reader = Reader(world)
    for passage in own:
        reader.read(passage)
    readers: dict[str, ReportReader] = {}
    for passage in of_reports:
        readers.setdefault(passage.project, ReportReader(world, passage.project)).read(passage)
    read_texts(world, texts)
    judge_tables(ledger, projects)
    judge_stages(world, reader.stages)
    for passage in (*own, *of_reports, *texts):
        judge_passage(world, passage)
    state_glossary(ledger, layout, forms)
    return Claims(*ledger.frames(), ledger.trees)


# --- what is read --------------------------------------------------------------------------------


def _passages(rows: Iterable[_Row], layout: Layout, words: Sequence[Word]) -> Iterator[Passage]:
    """The text cells of the tables, and the prose beside them."""
    for row in layout.rows("report_items"):
        source, project = key_of(row)
        is_text = row["part"] == "text" and row["measure"] != "grading_rule"
        if is_text and not is_blank(row["printed"]):
            where = partial(layout.place, row, "printed")
            yield Passage(source, row["printed"], words, source, project, where, measure=row["measure"])
    for row in rows:
        section, block, text = row["section"], row["block"], row["text"]
        kind = REPORT if section == REPORT or block in layout.reports else ""
        project = layout.reports.get(block, "") if kind else ""
        for start, end in layout.prose_of(block) if not row["heading"] else ():
            where = partial(_within, row, start)
            yield Passage(section, text[start:end], words, kind, project, where, start)


def _within(row: _Row, offset: int, start: int, end: int) -> Place:
    """The place of some words of a block; the page is that on which they end."""
    start, end = offset + start, offset + end
    return Place(page_at(row["places"], end - 1), row["block"], start, end)


def _other_reports(rows: Iterable[_Row]) -> frozenset[str]:
    """Evaluations of which a title in the annexes announces a report or a table."""
    heads = [terms.fold(str(row["text"]))[:_LONGEST_TITLE] for row in rows if top(row["section"]) != "performance"]
    titles = meanings("report_titles").items()
    return frozenset(name for title, name in titles if any(title in head for head in heads))


def _state_title_years(world: World, rows: Iterable[_Row], layout: Layout) -> None:
    """Headings and titles of the annexes name the year that the account reports on."""
    titles = list(layout.titles)
    standing = {(one.place.block, one.place.start) for one in titles}
    for row in rows:
        block, text = int(row["block"]), str(row["text"])
        if row["heading"] and (block, 0) not in standing:
            titles.append(title(top(row["section"]), "", Place(row["page"], block, 0, len(text)), text))
    for told in titles:
        for match in _YEAR.finditer(plain(told.quote)):
            printed, _, year = parse(match.group(), told.unit)
            end = None if told.place.start is None else told.place.start + match.end()
            place, quote = replace(told.place, end=end), told.quote[: match.end() + 1]
            world.state_year(world.ledger.add(replace(told, printed=printed, quote=quote, place=place, number=year)))
