"""LibreOffice as a program that writes files: documents made here, saved by it in another format."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def save_as(content: bytes, suffix: str, kind: str) -> bytes:
    """A document as LibreOffice saves it.

    Args:
        content: the document.
        suffix: its ending, with dot.
        kind: what it is saved as: an ending without dot, with the name of a filter where one is needed.
    """
    office = program()
    assert office is not None
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"given{suffix}").write_bytes(content)
        subprocess.run(
            [office, f"-env:UserInstallation={_profile()}", "--headless", "--convert-to", kind, "--outdir",
             str(folder / "made"), str(folder / f"given{suffix}")],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return next((folder / "made").iterdir()).read_bytes()


@cache
def _profile() -> str:
    """One for the whole run: making it takes longer than a document."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder).as_uri()
