"""The report: a site of the accounts with the evidence of every verdict, and the executed notebooks."""

from __future__ import annotations

from .files import ReportError
from .notebook_pages import Page, notebooks_of, write_page, write_pages
from .report import write_site

__all__ = ["Page", "ReportError", "notebooks_of", "write_page", "write_pages", "write_site"]
