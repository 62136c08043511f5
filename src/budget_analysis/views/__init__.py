"""The frames that analyses ask for. Each view is a function from frames to a frame.

A view takes the frames of one document or of many (`document_id` stands first). Money is in 万元,
shares and rates in percent; beside each computed number stands the exact range that rounding of
the printed operands allows (`…_low`, `…_high`). What is not printed stays missing, never zero.
"""

from .comparison import compare_claims, compare_figures, count_results
from ..checklist import checklist
from .completeness import completeness
from .deviation import (
    adjusted_execution,
    composition,
    composition_variance,
    deviation_ranking,
)
from .findings import finding_list
from .execution import execution
from .growth import year_on_year
from .ledger import (
    conflict_sets,
    doubtful_statements,
    notice_list,
    section_counts,
)
from .overview import form_states, gravest_statements, judged, problem_list, verdict_counts
from .performance import (
    SECTIONS as PERFORMANCE_SECTIONS,
)
from .performance import indicator_counts, project_coverage, project_grades, project_money
from .procurement import procurement, procurement_closure, sme_by_kind
from .relied import FROM_BOTH, FROM_FORM, FROM_PROSE, forms_left_out, printed_by, relied_on
from .structure import (
    economic_structure,
    expenditure_kinds,
    function_structure,
    personnel_and_running,
    revenue_sources,
)
from .tables import MINUS, MISSING, Prose, Table, dictionary, interval, number, show, signed
from .three_public import three_public
from .three_public_counts import three_public_counts, three_public_rates

__all__ = [
    "FROM_BOTH",
    "FROM_FORM",
    "FROM_PROSE",
    "MINUS",
    "MISSING",
    "PERFORMANCE_SECTIONS",
    "Prose",
    "Table",
    "adjusted_execution",
    "checklist",
    "compare_claims",
    "compare_figures",
    "completeness",
    "composition",
    "composition_variance",
    "conflict_sets",
    "count_results",
    "deviation_ranking",
    "dictionary",
    "doubtful_statements",
    "economic_structure",
    "execution",
    "expenditure_kinds",
    "finding_list",
    "form_states",
    "forms_left_out",
    "function_structure",
    "gravest_statements",
    "indicator_counts",
    "interval",
    "judged",
    "notice_list",
    "number",
    "personnel_and_running",
    "printed_by",
    "problem_list",
    "procurement",
    "procurement_closure",
    "project_coverage",
    "project_grades",
    "project_money",
    "relied_on",
    "revenue_sources",
    "section_counts",
    "show",
    "signed",
    "sme_by_kind",
    "three_public",
    "three_public_counts",
    "three_public_rates",
    "verdict_counts",
    "year_on_year",
]
