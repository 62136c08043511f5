"""The pictures of the site in both READMEs, made from the committed account and a made-up one.

`python -m tests.site_pictures` draws docs/images/site-*.webp again and writes beside them what text
each of them shows; test_readme.py fails while the site shows another.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from budget_analysis import cli, corpus, site
from budget_analysis.corpus import Result
from budget_analysis.document import Source, open_source
from budget_analysis.shelf import Frames
from tests.first_screen import ACCOUNT, IMAGES, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TEXTS = f"{IMAGES}/site.json"
SEED_OF_MADE_UP = 5
_WIDE, _PHONE = (1280, 860), (390, 780)
LARGEST = 150_000
_DRAWN = """() => [...document.querySelectorAll(".crop")].slice(0, 1).every(one => one.firstChild)"""
_SETTLED = """() => document.fonts.ready.then(() => Promise.all([...document.querySelectorAll("svg image")].map(one =>
  new Promise(done => { const picture = new Image(); picture.onload = picture.onerror = done; picture.src = one.href.baseVal; }))))"""
_TEXTS = """isSeen => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let one; (one = walk.nextNode());) {
    if (!one.data.trim() || !one.parentElement.checkVisibility()) continue;
    const range = document.createRange(); range.selectNodeContents(one);
    const box = range.getBoundingClientRect();
    if (!isSeen || box.bottom > 0 && box.top < innerHeight && box.width) found.push(one.data.trim().replace(/\\s+/g, " "));
  }
  return found; }"""


@dataclass(frozen=True)
class Shot:
    """One picture: of the seed or the made-up account, at a width, with the evidence of its first finding open."""

    name: str
    account: str
    size: tuple[int, int]
    is_open: bool = False


SHOTS = (
    Shot("seed", "seed", _WIDE),
    Shot("made-up", "made-up", _WIDE, is_open=True),
    Shot("seed-phone", "seed", _PHONE),
    Shot("made-up-phone", "made-up", _PHONE, is_open=True),
)


def file_of(shot: Shot, language: str) -> str:
    return f"{IMAGES}/site-{shot.name}.{language}.webp"


def build(folder: Path, read: Callable[[Source], Frames]) -> dict[str, str]:
    """Write the site of both accounts; the names of their folders."""
    made = ["synthesize", "--out", str(folder / "made"), "--count", "1", "--seed", str(SEED_OF_MADE_UP), "--slips", "2"]
    assert cli.main(made) == cli.DONE
    [other] = (folder / "made" / "accounts").glob("*.pdf")
    sources = {"seed": open_source(ACCOUNT), "made-up": open_source(other)}
    results = [Result(source.path, source, read(source)) for source in sources.values()]
    (folder / "out").mkdir()
    site.write_site(folder / "out", results, [])
    return {name: source.name for name, source in sources.items()}


@dataclass(frozen=True)
class Shown:
    """What is seen on a picture, all texts of its page, and the picture as PNG."""

    file: str
    seen: list[str]
    all_texts: set[str]
    picture: bytes


def shown(folder: Path, read: Callable[[Source], Frames] = corpus.read_frames) -> Iterator[Shown]:
    """Each picture, drawn anew."""
    from playwright.sync_api import sync_playwright

    names = build(folder, read)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for shot in SHOTS:
            width, height = shot.size
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
            page = context.new_page()
            for language in ("zh", "en"):
                page.goto((folder / "out" / names[shot.account] / language / "index.html").as_uri())
                _open(page, shot)
                seen, whole = (page.evaluate(_TEXTS, is_seen) for is_seen in (True, False))
                yield Shown(file_of(shot, language), seen, set(whole), page.screenshot())
            context.close()
        browser.close()


def _open(page: Page, shot: Shot) -> None:
    page.evaluate(_SETTLED)
    if shot.is_open:  # the crop first: it moves what stands below it
        page.locator(".card").first.scroll_into_view_if_needed()
        page.wait_for_function(_DRAWN)
        page.locator("[data-open]").first.click()
    page.evaluate(_SETTLED)


def main() -> None:
    from PIL import Image

    told: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for one in shown(Path(folder)):
            told[one.file] = one.seen
            with Image.open(io.BytesIO(one.picture)) as drawn:
                drawn.convert("RGB").save(ROOT / one.file, "webp", quality=72, method=6)
            print(one.file, (ROOT / one.file).stat().st_size)
    (ROOT / TEXTS).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
