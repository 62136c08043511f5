"""The committed account with texts that act where they are not escaped, and what a page holds of them."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from budget_analysis import Account, load
from tests.seed_account import SEED

SCRIPT = "<script>alert(1)</script>"
LINK = "[x](javascript:alert(1))![p](http://example.org/p.png)"
MATH = r"$\frac{a$_x^2"
FORMULA = '=HYPERLINK("http://example.org")<svg/onload=alert(1)>'
TEXTS = {
    "绍兴市越城区大数据发展管理中心": f"{LINK}某中心",
    "住房保障支出": SCRIPT,
    "社会保障和就业支出": MATH,
    "越城区信创云项目": FORMULA,
}
"""A department, two labels of the forms and a project of the seed, and what stands there instead."""


def write_hostile(path: Path) -> Path:
    text = SEED.read_text(encoding="utf-8")
    for printed, instead in TEXTS.items():
        assert printed in text
        text = text.replace(printed, instead)
    path.write_text(text, encoding="utf-8")
    return path


@cache
def hostile_account(path: Path) -> Account:
    return load(path)


ADDRESSES = ("src", "srcset", "href", "data", "action", "formaction", "poster", "background", "xlink:href")
"""The attributes whose address a browser fetches or opens."""


class Parsed(HTMLParser):
    """What a page asks a browser to run, fetch or open, and the text that a reader sees."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.acting: list[str] = []
        self.links: list[str] = []
        self.styles: list[str] = []
        self.policies: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        given = {name: value or "" for name, value in attrs}
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(given["content"])
        for name, value in given.items():
            address = value.strip().lower()
            if name == "style":
                self.styles.append(value)
            if tag == "a" and name == "href":
                self.links.append(value)
            is_outside = name in ADDRESSES and (":" in address or address.startswith("//"))
            is_picture = tag == "img" and name == "src" and address.startswith("data:image/")
            if name.startswith("on") or (is_outside and not is_picture):
                self.acting.append(f"{tag} {name}={value}")
        if tag in ("script", "iframe", "object", "embed", "link", "base", "form", "svg", "math"):
            self.acting.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data
