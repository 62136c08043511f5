"""Files of every kind with damaged bytes: no crash, no hang, memory below a limit.

    python benchmarks/damaged.py [--files 200] [--only pdf xlsx doc ...]

Each kind of file is damaged in as many ways (cut off, bytes changed, left out, doubled; parts of a zip
too) and loaded in a process of its own. A file is read or refused with a message; anything else is a fault.
A .doc and a .wps (of WPS Writer: the same OLE file by another name) are read by way of LibreOffice, which takes
seconds a file, so they are damaged only where they are asked for.
"""

from __future__ import annotations

import argparse
import dataclasses
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.printing import suite  # noqa: E402
from tests import office_files  # noqa: E402
from tests.mutations import mutated  # noqa: E402
from tests.rendering import Style, made_up_account, render  # noqa: E402
from tests.rendering.ofd import SHAPES, render_ofd  # noqa: E402
from tests.seed_account import SEED  # noqa: E402
from tests.test_archives import zipped  # noqa: E402
from tests.test_scans import drawn, picture_of  # noqa: E402

from budget_analysis import BudgetAnalysisError, archives, inventory, load  # noqa: E402

QUICK = ("txt", "pdf", "xlsx", "xls", "docx", "html", "mht", "ofd", "zip", "png", "jpg", "tif", "scan")
KINDS = (*QUICK, "doc", "wps")
WRITERS = {
    "xlsx": office_files.write_xlsx,
    "xls": office_files.write_xls,
    "docx": office_files.write_docx,
    "html": office_files.write_html,
    "mht": lambda model: saved_page(office_files.write_html(model)),
    "doc": lambda model: suite.save_as(office_files.write_docx(model), ".docx", "doc"),
}
WRITERS["wps"] = WRITERS["doc"]
STYLE = Style()
MODEL = made_up_account(3, STYLE)
MOST_SECONDS, MOST_MIB = 60.0, 2_000


def main() -> int:
    """A row for each kind; 1 where one has a fault."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(QUICK))
    parser.add_argument("--child", choices=KINDS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        return measure(given.child, given.files)
    print(f"{'kind':<6}{'files':>6}{'read':>6}{'refused':>9}{'faults':>8}{'cpu s, most':>13}{'MiB':>7}", flush=True)
    faults = 0
    for kind in given.only:
        command = [sys.executable, __file__, "--child", kind, "--files", str(given.files)]
        done = subprocess.run(command, text=True, stdout=subprocess.PIPE, timeout=7_200)
        print(done.stdout or f"{kind}: the process ended with {done.returncode}", end="", flush=True)
        faults += done.returncode != 0
    return int(faults > 0)


def measure(kind: str, files: int) -> int:
    dice = random.Random(13)
    became: Counter[str] = Counter()
    slowest = 0.0
    with tempfile.TemporaryDirectory() as folder:
        path = sound(kind, Path(folder))
        content = path.read_bytes()
        for number in range(files):
            path.write_bytes(mutated(content, dice))
            begin = time.process_time()
            try:
                became[read(path)] += 1
            except Exception as error:  # what a reader raises besides is what is looked for
                became["fault"] += 1
                print(f"    {kind} {number}: {type(error).__name__} {error}"[:200])
            slowest = max(slowest, time.process_time() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"{kind:<6}{files:>6}{became['read']:>6}{became['refused']:>9}{became['fault']:>8}{slowest:>13.1f}{peak:>7.0f}")
    return int(became["fault"] > 0 or slowest > MOST_SECONDS or peak > MOST_MIB)


def read(path: Path) -> str:
    """`read` or `refused`; of an archive every member is unpacked."""
    try:
        if path.suffix == ".zip":
            found = inventory.find_files([path])
            for file in found:
                if file.kind == inventory.DOCUMENT:
                    for _ in archives.pieces(file.path):
                        pass
            return "refused" if any(file.kind == inventory.FAILED for file in found) else "read"
        load(path)
    except BudgetAnalysisError as error:
        assert str(error)
        return "refused"
    return "read"


def saved_page(page: bytes) -> bytes:
    """The page as browsers save one in a single file."""
    message = MIMEMultipart("related")
    message.attach(MIMEText(page.decode(), "html", "utf-8"))
    return message.as_bytes()


def sound(kind: str, folder: Path) -> Path:
    """A file of the kind."""
    path = folder / f"a.{'pdf' if kind == 'scan' else kind}"
    if kind == "zip":
        path.write_bytes(zipped({"一.txt": b"1.00 " * 99, "b/c.txt": b"x", "d.zip": zipped({"e.txt": b"y" * 999})}))
    elif kind == "txt":
        path.write_bytes(SEED.read_bytes())
    elif kind == "ofd":
        render_ofd(MODEL, STYLE, path, SHAPES[4])
    elif kind == "pdf":
        render(dataclasses.replace(MODEL, forms=MODEL.forms[:2], sections=(), front=()), STYLE, path)
    elif kind in WRITERS:
        path.write_bytes(WRITERS[kind](MODEL))
    else:
        picture: Image.Image = picture_of(drawn(folder / "page.pdf")).resize((500, 357))
        if kind == "scan":
            canvas = Canvas(str(path), pagesize=(420, 300))
            canvas.drawImage(ImageReader(picture), 0, 0, 420, 300)
            canvas.save()
        else:
            picture.save(path, dpi=(85, 85))
    return path


if __name__ == "__main__":
    raise SystemExit(main())
