"""The report: a site of the accounts with the evidence of every verdict, and the executed notebooks."""

from __future__ import annotations

from .annotated import annotate
from .files import ReportError
from .notebook import cite, show
from .notebook_pages import Page, notebooks_of, write_page, write_pages
from .report import write_site

__all__ = [
    "Page",
    "ReportError",
    "annotate",
    "cite",
    "notebooks_of",
    "show",
    "write_page",
    "write_pages",
    "write_site",
]
