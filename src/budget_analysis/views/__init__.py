"""The frames that analyses ask for. Each view is a function from frames to a frame.

A view takes the frames of one document or of many (`document_id` stands first). Money is in 万元,
shares and rates in percent; beside each computed number stands the exact range that rounding of
the printed operands allows (`…_low`, `…_high`). What is not printed stays missing, never zero.
"""

from .completeness import checklist, completeness
from .growth import execution, year_on_year
from .overview import form_states, gravest_statements, judged, problem_list, verdict_counts
from .procurement import procurement, procurement_closure, sme_by_kind
from .structure import (
    economic_structure,
    expenditure_kinds,
    function_structure,
    personnel_and_running,
    revenue_sources,
)
from .tables import MISSING, Table, dictionary, interval, number, show
from .three_public import three_public

__all__ = [
    "MISSING",
    "Table",
    "checklist",
    "completeness",
    "dictionary",
    "economic_structure",
    "execution",
    "expenditure_kinds",
    "form_states",
    "function_structure",
    "gravest_statements",
    "interval",
    "judged",
    "number",
    "personnel_and_running",
    "problem_list",
    "procurement",
    "procurement_closure",
    "revenue_sources",
    "show",
    "sme_by_kind",
    "three_public",
    "verdict_counts",
    "year_on_year",
]
