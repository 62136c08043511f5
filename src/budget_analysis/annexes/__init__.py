"""The annexes of an account: units, projects, self-evaluations, evaluation reports, glossary.

They are read from lines (a text dump, the prose of a PDF) and from grids, by the titles, labels
and column words of `specs/annexes.toml`. What reads in two ways becomes a problem, not a guess.
The duties of the department and the long text of a report stay prose (frame `blocks`).
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from .. import frames
from ..privacy import PersonalData, personal_data
from ..reading import Grid, Line
from . import evaluation_grid, evaluation_lines, glossary, lists, report, scoring
from .found import FRAMES, Found
from .printed_text import Text
from .zones import find_zones

__all__ = ["FRAMES", "read_annexes"]


def read_annexes(
    document_id: str,
    lines: Sequence[Line],
    grids: Sequence[Grid] = (),
    personal: PersonalData | None = None,
) -> dict[str, pd.DataFrame]:
    """Read the annexes that a document has.

    Args:
        document_id: the first column of every row.
        lines: the lines outside the standard forms, without printed page numbers.
        grids: the tables that are no standard form; an annex found there is not sought in lines.
        personal: the persons of the document; by default those that the lines and grids name.

    Returns:
        The frames `units, projects, funds, indicators, report_items, glossary` (columns in
        `frames.csv`; empty where the document has no such annex) and `problems`. Printed text is
        kept as strings; a blank is <NA>. Names and telephone numbers of persons are masked.
    """
    found = Found(document_id)
    lists.read_units(found, lines, grids)
    has_projects = lists.read_projects(found, lists.projects_of_grids(grids))
    has_evaluations = evaluation_grid.read_self_evaluations(found, grids)
    project = Text()
    for zone in find_zones(lines):
        if not zone.lines:
            continue
        if zone.kind == "project_list" and not has_projects:
            lists.read_projects(found, lists.projects_of_lines(found, zone.lines))
        elif zone.kind == "self_evaluation" and not has_evaluations:
            evaluation_lines.read_lines(found, zone.lines)
        elif zone.kind == "evaluation_report":
            project = report.read_report(found, zone.lines)
        elif zone.kind == "scoring":
            rows = scoring.scores_of_lines(found, project, zone.lines)
            scoring.read_scoring(found, project, rows)
    scoring.read_scoring(found, project, scoring.scores_of_grids(grids))
    glossary.read_glossary(found, lines)
    personal = personal or personal_data(lines, grids)
    read = {frame: frames.build(frame, rows) for frame, rows in found.rows.items()}
    # numbers of `places` are no telephone numbers
    return {
        name: frame if frame.empty else personal.mask_frame(frame).assign(**frame.filter(["places"]))
        for name, frame in read.items()
    }
