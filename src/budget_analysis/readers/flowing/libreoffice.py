"""Older text documents (.doc, .wps, .rtf, .odt): turned into .docx by LibreOffice where it is installed.

LibreOffice runs without a window in a profile of its own that is thrown away, in which macros are
off and links are not followed; it is ended when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from ...errors import DocumentError
from ...reading import Reading
from . import word

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120.0
"""The longest time that turning one document may take; a first start takes 10."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"
 oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def read(path: Path) -> Reading:
    """Read an older text document by way of .docx.

    Raises:
        DocumentError: LibreOffice is not installed, cannot read it, or takes too long.
    """
    office = program()
    if office is None:
        raise DocumentError(
            f"{path}: a document of this kind is read by way of LibreOffice, which is not installed. Install "
            "LibreOffice, or open the file in Word, WPS or LibreOffice and save it as .docx."
        )
    with tempfile.TemporaryDirectory(prefix="budget-analysis-") as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        # its name may begin with a dash, or be none that LibreOffice takes
        given = folder / f"document{path.suffix.lower() if path.suffix.isascii() else ''}"
        shutil.copyfile(path, given)
        _turn(path, [office, "--headless", "--norestore", "--nolockcheck", "--nodefault",
                     f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "docx:MS Word 2007 XML",
                     "--outdir", str(folder / "out"), str(given)])  # fmt: skip
        made = folder / "out" / "document.docx"
        if not made.is_file():
            raise DocumentError(
                f"{path}: LibreOffice could not read it. Open the file in Word or WPS and save it as .docx."
            )
        try:
            reading = word.read(made)
        except DocumentError as error:
            raise DocumentError(str(error).replace(str(made), str(path))) from error
    return replace(reading, reader="docx by LibreOffice")


def _turn(path: Path, command: list[str]) -> None:
    """Run LibreOffice; it starts processes of its own, which are ended with it."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError(f"{path}: LibreOffice ({command[0]}) cannot be started: {error.strerror}.") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"{path}: LibreOffice took more than {SECONDS:g} seconds and was ended. Open the file in Word or WPS "
            "and save it as .docx."
        ) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the program and what it started, also when we are interrupted."""
    if os.name == "posix":
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass  # all of it has ended
    elif process.poll() is None:
        process.kill()
    process.wait()
