"""The panel across departments and years: comparing, changes, prices, totals, prevalence."""

from .comparing import accounts, own_changes, spread, values, year_findings, year_relations
from .each import view_of_each
from .money import add_departments, changes, deflate, read_index
from .prevalence import clopper_pearson, detection, prevalence, wilson

__all__ = [
    "accounts",
    "add_departments",
    "changes",
    "clopper_pearson",
    "deflate",
    "detection",
    "own_changes",
    "prevalence",
    "read_index",
    "spread",
    "values",
    "view_of_each",
    "wilson",
    "year_findings",
    "year_relations",
]
