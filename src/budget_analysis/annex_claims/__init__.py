"""The annexes to claims: tables and prose of self-evaluations, evaluation reports and their lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from .. import terms
from ..claims import Claims
from ..facts import Forms
from ..terms import plain
from .worded_facts import Facts, judge_facts, read_facts
from .by_sentence import judge_sentences
from .grades import read_bands
from .told_of_projects import state_year
from .counted_rates import judge_counted_rates
from .entered import Cell, Ledger, Place, is_blank, parse
from .project_names import judge_list_grades, names_in, read_list, state_glossary, state_table_names
from .performance_section import Reader
from .layout import Layout, find_tables
from .score_totals import judge_score_totals
from .prose import Clause, Passage, read_clauses
from .report_prose import ReportReader
from .stages import judge_stages
from .table_relations import judge_tables
from .tables import REPORT, SELF_EVALUATION, key_of, read_tables, subject
from .text_cells import read_texts
from .phrases import meanings
from .known import World

SECTIONS = ("performance", "annexes", SELF_EVALUATION, REPORT)
"""The sections whose prose is read here."""
ANNEXES = ("projects", "funds", "indicators", "report_items", "glossary")
_YEAR = re.compile(r"(?<!\d)\d{4}(?=年)")
_LONGEST_TITLE = 60
_FEWEST_BANDS = 3
"""Fewer grades with points in one paragraph are a result, not a scale."""


def read_annex_claims(
    blocks: pd.DataFrame,
    forms: pd.DataFrame,
    figures: pd.DataFrame,
    annexes: Mapping[str, pd.DataFrame],
    document_id: str,
    department: str,
    fiscal_year: int | None,
) -> Claims:
    """Recompute what the tables and the prose of the annexes state.

    Args:
        blocks, forms, figures: frames of one document.
        annexes: the frames `projects, funds, indicators, report_items, glossary` of the same
            document; a document without annexes has empty ones.
        document_id, department, fiscal_year: of the same document.

    Returns:
        The frames `claims`, one row per statement, in the order of the pages (a number of a table
        that stands in no block has its page only), and `notices`, one row per touch; and the tree of
        each claim that has one.
    """
    ledger = Ledger(document_id, fiscal_year)
    layout = find_tables(blocks, annexes)
    known_forms = Forms(forms, figures)
    listed = read_list(ledger, annexes["projects"], layout)
    projects = read_tables(ledger, annexes, layout)
    facts = read_facts(ledger, annexes, layout)
    _read_bands(facts, blocks)
    world = World(
        ledger=ledger,
        forms=known_forms,
        projects=projects,
        listed=listed,
        known=_known_names(annexes, listed.names.values()),
        grades=facts.grades,
        bands=facts.bands,
        modes=facts.modes,
        department=department,
        other_reports=_other_reports(blocks),
    )
    state_table_names(ledger, annexes, listed, layout)
    _state_title_years(world, blocks, layout)
    items = annexes["report_items"]
    own = _in_clauses(_performance(blocks, layout), world)
    of_reports = _in_clauses([*_text_cells(items, layout, REPORT), *_report_prose(blocks, layout)], world)
    texts = _in_clauses(_text_cells(items, layout, SELF_EVALUATION), world)
    reader = Reader(world)
    for passage, clauses in own:
        reader.read(passage, clauses)
    _read_reports(world, facts, of_reports)
    read_texts(world, texts)
    judge_tables(ledger, projects)
    judge_stages(world, reader.stages)
    judge_facts(world, facts, reader.stages)
    judge_list_grades(ledger, listed, facts.grades)
    told = [*own, *of_reports, *texts]
    judge_sentences(world, [passage for passage, _ in told])
    for passage, clauses in told:
        judge_counted_rates(world, passage, clauses)
        judge_score_totals(world, passage, clauses)
    state_glossary(ledger, annexes["glossary"], known_forms, layout)
    return Claims(*ledger.frames(), ledger.trees)


# --- what is read --------------------------------------------------------------------------------


def _known_names(annexes: Mapping[str, pd.DataFrame], listed: Iterable[str]) -> tuple[str, ...]:
    """Names of projects: first as the list prints them, then those that only tables have."""
    names = list(listed)
    for frame in ("funds", "indicators", "report_items"):
        names.extend(str(name) for name in annexes[frame]["project"].dropna() if str(name))
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(terms.fold(name), name)
    return tuple(known.values())


def _performance(blocks: pd.DataFrame, layout: Layout) -> Iterator[Passage]:
    """The prose of the performance section, and of the self-evaluations beside their tables."""
    for row in blocks.to_dict("records"):
        section = str(row["section"]).split(".")[0]
        is_own = section in SECTIONS and section != REPORT
        if is_own and not row["heading"] and int(row["block"]) not in layout.reports:
            yield from _passages(row, layout)


def _report_prose(blocks: pd.DataFrame, layout: Layout) -> Iterator[Passage]:
    """The prose of the evaluation reports, each passage with the project of its report."""
    for row in blocks.to_dict("records"):
        block = int(row["block"])
        is_own = str(row["section"]) == REPORT or block in layout.reports
        if is_own and not row["heading"]:
            for passage in _passages(row, layout):
                yield replace(passage, project=layout.reports.get(block, ""))


def _passages(row: Mapping[Any, Any], layout: Layout) -> Iterator[Passage]:
    block, text = int(row["block"]), str(row["text"])
    for start, end in layout.prose_of(block):
        yield Passage(
            str(row["section"]),
            text[start:end],
            None if pd.isna(row["page"]) else int(row["page"]),
            block,
            start,
            opens_block=start == 0,
            lines=tuple(layout.lines[block]),
        )


def _text_cells(report_items: pd.DataFrame, layout: Layout, source: str) -> Iterator[Passage]:
    """The text cells of the tables of one annex."""
    for row in report_items.to_dict("records"):
        own, project = key_of(row)
        is_text = row["part"] == "text" and row["measure"] != "grading_rule"
        if own != source or not is_text or is_blank(row["printed"]):
            continue
        yield Passage(
            source,
            str(row["printed"]),
            None if pd.isna(row["page"]) else int(row["page"]),
            project=project,
            measure=str(row["measure"]),
            where=partial(layout.part, row, "printed"),
        )


_Told = tuple[Passage, list[Clause]]


def _in_clauses(passages: Iterable[Passage], world: World) -> list[_Told]:
    """Each passage with its clauses; the numbers in names of projects are none."""
    found = []
    for passage in passages:
        names = [(start, end) for _, start, end in names_in(passage.text, world.known)]
        found.append((passage, read_clauses(passage.text, passage.section, names)))
    return found


def _read_reports(world: World, facts: Facts, told: Iterable[_Told]) -> None:
    readers: dict[str, ReportReader] = {}
    for passage, clauses in told:
        project = passage.project
        if project not in readers:
            readers[project] = ReportReader(
                world,
                project,
                facts.periods.get(project),
                facts.reported.get(project),
                facts.definitions.get(project, {}),
            )
        readers[project].read(passage, clauses)


def _read_bands(facts: Facts, blocks: pd.DataFrame) -> None:
    """Bands of points that the prose prints, where the tables print none."""
    if facts.bands.get(""):
        return
    found = {
        bands
        for row in blocks.to_dict("records")
        if str(row["section"]).split(".")[0] in SECTIONS
        and len(bands := read_bands(str(row["text"]))) >= _FEWEST_BANDS
    }
    if len(found) == 1:
        facts.bands[""] = found.pop()


def _other_reports(blocks: pd.DataFrame) -> frozenset[str]:
    """Evaluations of which a title in the annexes announces a report or a table."""
    found = set()
    for row in blocks.to_dict("records"):
        text = terms.fold(str(row["text"]))
        is_annex = str(row["section"]).split(".")[0] in SECTIONS[1:]
        for title, name in meanings("report_titles"):
            if is_annex and title in text[:_LONGEST_TITLE]:
                found.add(name)
    return frozenset(found)


def _state_title_years(world: World, blocks: pd.DataFrame, layout: Layout) -> None:
    """Headings and titles of the annexes name the year that the account reports on."""
    titles = [(title.kind, title.project, title.place, title.text) for title in layout.titles]
    standing = {(place.block, place.start) for _, _, place, _ in titles}
    for row in blocks.to_dict("records"):
        section = str(row["section"]).split(".")[0]
        if section in SECTIONS and row["heading"] and (int(row["block"]), 0) not in standing:
            text = str(row["text"])
            place = Place(int(row["page"]), int(row["block"]), 0, len(text))
            titles.append((section, "", place, text))
    for kind, project, place, text in titles:
        for match in _YEAR.finditer(plain(text)):
            path = subject(*filter(None, (kind, project)), "period")
            end = None if place.start is None else place.start + match.end()
            printed, unit, year = parse(match.group(), "年")
            own = Place(place.page, place.block, place.start, end)
            quote = text[: match.end() + 1]
            cell = world.ledger.add(Cell(kind, path, printed, unit, quote, own, year))
            state_year(world, cell)
