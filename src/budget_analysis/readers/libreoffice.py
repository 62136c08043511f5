"""Formats that no reader takes itself, turned by LibreOffice, where it is installed, into one that a reader takes.

LibreOffice runs without a window in a profile of its own that is thrown away, in which macros are
off, links are not followed and no network is reached; it is ended when it takes too long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import DocumentError

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120.0
"""The longest time that turning one document may take; a first start takes 10."""
FILTERS = {".docx": "docx:MS Word 2007 XML", ".xlsx": "xlsx:Calc MS Excel 2007 XML"}
"""What a document can be turned into, and what LibreOffice calls it."""
_NOWHERE = ("127.0.0.1", 9)
"""Where every request would go: nobody listens there."""


def _setting(path: str, name: str, value: object) -> str:
    return (
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
    )


_SECURITY = "Office.Common/Security/Scripting"
_SETTINGS = "\n".join((
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">',
    _setting(_SECURITY, "DisableMacrosExecution", "true"),
    _setting(_SECURITY, "MacroSecurityLevel", 3),
    _setting(_SECURITY, "BlockUntrustedRefererLinks", "true"),
    _setting(_SECURITY, "DisableActiveContent", "true"),
    _setting("Office.Writer/Content/Update", "Link", 2),  # never
    _setting("Office.Calc/Content/Update", "Link", 2),
    _setting("Office.Calc/Formula/Load", "ODFRecalcMode", 1),  # the values that the file keeps
    _setting("Office.Calc/Formula/Load", "OOXMLRecalcMode", 1),
    _setting("Inet/Settings", "ooInetProxyType", 2),  # by hand
    *(
        _setting("Inet/Settings", f"ooInet{kind}Proxy{what}", value)
        for kind in ("HTTP", "HTTPS", "FTP")
        for what, value in zip(("Name", "Port"), _NOWHERE, strict=True)
    ),
    "</oor:items>",
))  # fmt: skip


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def turned(path: Path, suffix: str) -> Iterator[Path]:
    """The document in another format, as a file that is gone afterwards.

    Args:
        path: the document.
        suffix: a key of `FILTERS`.

    Raises:
        DocumentError: LibreOffice is not installed, cannot read it, or takes too long; so does what the
            caller raises, with the name of the document in the place of the file that was made.
    """
    office = program()
    if office is None:
        raise DocumentError(
            f"{path}: a document of this kind is read by way of LibreOffice, which is not installed. Install "
            f"LibreOffice, or open the file in Word, Excel, WPS or LibreOffice and save it as {suffix}."
        )
    with tempfile.TemporaryDirectory(prefix="budget-analysis-") as name:
        folder = Path(name)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        # its name may begin with a dash, or be none that LibreOffice takes
        given = folder / f"document{path.suffix.lower() if path.suffix.isascii() else ''}"
        shutil.copyfile(path, given)
        _run(path, suffix, folder, [
            office, "--headless", "--norestore", "--nolockcheck", "--nodefault",
            f"-env:UserInstallation={profile.as_uri()}", "--convert-to", FILTERS[suffix],
            "--outdir", str(folder / "out"), str(given),
        ])  # fmt: skip
        made = folder / "out" / f"document{suffix}"
        if not made.is_file():
            raise DocumentError(
                f"{path}: LibreOffice could not read it. Open the file in Word, Excel or WPS and save it as {suffix}."
            )
        try:
            yield made
        except DocumentError as error:
            raise DocumentError(str(error).replace(str(made), str(path))) from error


def _run(path: Path, suffix: str, folder: Path, command: list[str]) -> None:
    """Run LibreOffice; it starts processes of its own, which are ended with it."""
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "TMPDIR": str(folder)},  # ended early, it leaves its own files
        )
    except OSError as error:
        raise DocumentError(f"{path}: LibreOffice ({command[0]}) cannot be started: {error.strerror}.") from error
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"{path}: LibreOffice took more than {SECONDS:g} seconds and was ended. Open the file in Word, Excel or "
            f"WPS and save it as {suffix}."
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
