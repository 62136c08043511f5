"""Files of the report: written complete or not at all, read without trust."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from ..errors import BudgetAnalysisError


class ReportError(BudgetAnalysisError):
    """A notebook stopped with an error on a document, or a file of the report cannot be written."""


def write(target: Path, content: str | bytes) -> Path:
    """Write a file, complete or not at all; a folder that is not there is made."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.write_bytes(content.encode() if isinstance(content, str) else content)
    os.replace(part, target)
    return target


def unwritten(target: Path, error: OSError) -> ReportError:
    return ReportError(
        f"{target}: could not be written: {error}. Make room there, or give another folder, and "
        "run the same command again; pages that are finished are kept."
    )


def read_json(file: Path) -> dict[str, Any]:
    """A JSON object; an empty one where the file is not there, is damaged or holds none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
