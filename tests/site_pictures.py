"""The pictures of the site in both READMEs, made from the committed account and a made-up one.

`python -m tests.site_pictures` draws docs/images/site-*.webp again and writes beside them what text
each of them shows; test_readme.py fails while the site shows another.
"""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from budget_analysis import cli, corpus, site
from budget_analysis.corpus import Result
from budget_analysis.document import open_source
from tests.first_screen import ACCOUNT, IMAGES, ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
TEXTS = f"{IMAGES}/site.json"
SEED_OF_MADE_UP = 5
_WIDE, _PHONE = (1280, 860), (390, 780)
LARGEST = 150_000
_SETTLED = """() => document.fonts.ready.then(() => Promise.all([...document.querySelectorAll("svg image")].map(one =>
  new Promise(done => { const picture = new Image(); picture.onload = picture.onerror = done; picture.src = one.href.baseVal; }))))"""
_VISIBLE = """() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
  for (let one; (one = walk.nextNode());) {
    if (!one.data.trim() || !one.parentElement.checkVisibility()) continue;
    const range = document.createRange(); range.selectNodeContents(one);
    const box = range.getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight && box.width) found.push(one.data.trim().replace(/\\s+/g, " "));
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


def build(folder: Path) -> dict[str, str]:
    """Write the site of both accounts; the names of their folders."""
    made = ["synthesize", "--out", str(folder / "made"), "--count", "1", "--seed", str(SEED_OF_MADE_UP), "--slips", "2"]
    assert cli.main(made) == cli.DONE
    [other] = (folder / "made" / "accounts").glob("*.pdf")
    sources = {"seed": open_source(ACCOUNT), "made-up": open_source(other)}
    results = [Result(source.path, source, corpus.read_frames(source)) for source in sources.values()]
    (folder / "out").mkdir()
    site.write_site(folder / "out", results, [])
    return {name: source.name for name, source in sources.items()}


def shown(folder: Path) -> Iterator[tuple[Shot, str, list[str], bytes]]:
    """Each picture with its language, the text that is seen on it, and its bytes as PNG."""
    from playwright.sync_api import sync_playwright

    names = build(folder)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for shot in SHOTS:
            width, height = shot.size
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
            page = context.new_page()
            for language in ("zh", "en"):
                page.goto((folder / "out" / names[shot.account] / language / "index.html").as_uri())
                _open(page, shot)
                yield shot, language, page.evaluate(_VISIBLE), page.screenshot()
            context.close()
        browser.close()


def _open(page: Page, shot: Shot) -> None:
    if shot.is_open:
        page.locator("[data-open]").first.click()
    page.evaluate(_SETTLED)


def main() -> None:
    from PIL import Image

    told: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for shot, language, text, picture in shown(Path(folder)):
            name = file_of(shot, language)
            told[name] = text
            with Image.open(io.BytesIO(picture)) as drawn:
                drawn.convert("RGB").save(ROOT / name, "webp", quality=72, method=6)
            print(name, (ROOT / name).stat().st_size)
    (ROOT / TEXTS).write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
