"""Departmental final accounts (部门决算) as verified, citable data.

Two doors: `load(path)` gives the frames of an account, `reconcile(account)` gives its checks.
In a notebook, `show` draws what stands behind one finding, statement or cell, `cite` says how it is cited.
The steps between stay importable for whoever must trace a number.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .errors import (
    BudgetAnalysisError,
    CellError,
    DocumentError,
    LocateError,
    ParameterError,
    SpecError,
)

if TYPE_CHECKING:
    from .account import Account
    from .loading import load
    from .reconciliation import reconcile
    from .site import cite, show

__all__ = [
    "Account",
    "BudgetAnalysisError",
    "CellError",
    "DocumentError",
    "LocateError",
    "ParameterError",
    "SpecError",
    "cite",
    "load",
    "reconcile",
    "show",
]


def __getattr__(name: str) -> Any:
    # The doors are opened late: `import budget_analysis` alone must not bring pandas or Java.
    if name == "load":
        from .loading import load

        return load
    if name == "Account":
        from .account import Account

        return Account
    if name == "reconcile":
        from .reconciliation import reconcile

        return reconcile
    if name in ("cite", "show"):
        from . import site

        return getattr(site, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
