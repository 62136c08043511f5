"""An executed notebook as one page that needs nothing from outside and runs nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from . import cells, texts, words
from .inert import markup

_CODE_FOLDED = """
{%- extends 'basic/index.html.j2' -%}
{% block input_group -%}
<details class="code"><summary>{{ resources.code_word }}</summary>
{{ super() }}
</details>
{%- endblock input_group %}
"""

_STYLE = """
:root { color-scheme: light; --ink: #1b1f23; --second: #5a6570; --rule: #d9dee3; --accent: #1f5a8a; }
*, ::before, ::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { max-width: 64rem; margin: 0 auto; padding: 0 1.25rem 4rem; color: var(--ink); background: #fff;
  font: 16px/1.65 "Site Sans SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
html[lang="en"] body { font-family: "Site Sans", "Helvetica Neue", Arial, "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 1.5rem 0 .5rem; font-weight: 600; }
h2 { font-size: 1.2rem; line-height: 1.35; margin: 2.5rem 0 .75rem; font-weight: 600; }
p { margin: 0 0 .75rem; max-width: 38em; } html[lang="en"] p { max-width: 34em; }
a { color: var(--accent); text-underline-offset: .15em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
nav { font-size: .875rem; padding: .6rem 0; } nav.way { border-bottom: 1px solid var(--rule); }
nav ul { display: flex; flex-wrap: wrap; gap: .1rem 1.1rem; list-style: none; margin: 0; padding: 0; }
nav li, nav a { line-height: 1.5rem; } nav [aria-current] { font-weight: 600; }
table { border-collapse: collapse; margin: .25rem 0 1rem; font-size: .875rem; line-height: 1.5; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--rule); vertical-align: top; overflow-wrap: break-word; }
th { border-bottom: 1px solid var(--second); font-weight: 600; vertical-align: bottom; }
td[style*="right"] { white-space: nowrap; } td[style*="left"] { min-width: 4.6em; }
/* what goes on beyond an edge has a shade there */
.output_html, .output_png { overflow-x: auto; scrollbar-width: thin;
  background: linear-gradient(to right, #fff 2rem, #fff0), linear-gradient(to left, #fff 2rem, #fff0) 100% 0,
    linear-gradient(to right, #0b223940, #0b223900), linear-gradient(to left, #0b223940, #0b223900) 100% 0;
  background-repeat: no-repeat; background-size: 3rem 100%, 3rem 100%, .75rem 100%, .75rem 100%;
  background-attachment: local, local, scroll, scroll; }
img { max-width: 100%; height: auto; } .output_png img { mix-blend-mode: multiply; }
pre { font-size: .8125rem; overflow-x: auto; }
details.code { margin: .25rem 0; } details.code > summary { color: var(--second); font-size: .8125rem; cursor: pointer; }
.more { color: var(--second); font-size: .875rem; }
@media (max-width: 40rem) {
  .output_html table { width: max-content; max-width: none; } td, th { max-width: 13rem; } th { max-width: 9rem; } .output_png img { width: 42rem; max-width: none; }
}
@media print { details.code, nav { display: none; } }
"""

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'{own}; {font}base-uri 'none'; form-action 'none'"
)
"""The second fence, for the browser: it loads nothing but the font of the site and runs nothing, whatever a page holds."""
_OWN, _FONT = " 'self' file:", "font-src 'self' file:; "
LISTS = {"zh": "index.html", "en": "en.html"}
"""The list of all accounts in each language, in the folder of the report."""

_SCROLLED = re.compile(r'<div class="(output_(?:html|png) )')
"""What may be wider than a phone: whoever has keys alone must reach it to scroll."""
_TAGS = (
    "a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small "
    "span strong sub sup table tbody td tfoot th thead tr ul"
).split()


@dataclass(frozen=True)
class Around:
    """What lies around the page of a notebook in the report: its notebooks by name, and the style that brings the font."""

    notebooks: Sequence[str]
    style: str


def page_of(notebook: Any, name: str, language: str, around: Around | None = None) -> str:
    """An executed notebook as one page in one language: pictures inside it, code folded away, no script.

    What its cells show is cleaned: elements and attributes that a report has no use for stand
    there as text. Without surroundings it fetches nothing at all.
    """
    shown = cells.for_reader(notebook, language)
    body, _ = _exporter().from_notebook_node(shown, resources={"code_word": texts.word("code", language)})
    body = _SCROLLED.sub(r'<div tabindex="0" class="\1', body)
    title = words.notebook(name, language)
    way = [_link(f"../../{LISTS[language]}", words.say("all_accounts", language))]
    listed = ""
    if around is not None:
        way.append(_link("index.html", words.say("this_account", language)))
        own = [_listed(one, name, language) for one in around.notebooks]
        listed = f'<nav aria-label="{markup(words.say("notebooks", language))}"><ul>{"".join(own)}</ul></nav>\n'
    head = f'<nav class="way" aria-label="{markup(words.say("where", language))}">{" › ".join([*way, markup(title)])}</nav>\n'
    return frame(title, f"{head}{listed}<main>\n{body}\n</main>\n{listed}", language, around.style if around else "")


def _link(address: str, told: str) -> str:
    return f'<a href="{markup(address)}">{markup(told)}</a>'


def _listed(name: str, own: str, language: str) -> str:
    short = markup(re.split("[：:]", words.notebook(name, language))[0])
    shown = f'<span aria-current="page">{short}</span>' if name == own else f'<a href="{markup(quote(name))}.html">{short}</a>'
    return f"<li>{shown}</li>"


@cache
def _exporter() -> Any:
    """Made once: it compiles its templates for the first page, which takes longer than a page."""
    from nbconvert import HTMLExporter
    from nbconvert.preprocessors.sanitize import SanitizeHTML

    cleaner = SanitizeHTML(tags=_TAGS, attributes=_is_kept, styles=["text-align"])  # type: ignore[no-untyped-call]
    exporter = HTMLExporter(raw_template=_CODE_FOLDED, sanitize_html=True)  # type: ignore[no-untyped-call]
    exporter.register_filter("clean_html", cleaner.sanitize_html_tags)  # type: ignore[no-untyped-call]
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = exporter.exclude_anchor_links = True
    return exporter


def frame(title: str, body: str, language: str, style: str = "") -> str:
    """A whole page around its body, which is HTML; `style` is the address of a style sheet."""
    link = f'<link rel="stylesheet" href="{markup(style)}">\n' if style else ""
    policy = _POLICY.format(own=_OWN if style else "", font=_FONT if style else "")
    tag = {"zh": "zh-CN", "en": "en"}[language]
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{markup(title)}</title>\n{link}<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _is_kept(tag: str, name: str, value: str) -> bool:
    """Links lead to places of the page; the side to which a cell is set is its only style."""
    if name == "href":
        return tag == "a" and value.startswith("#")
    return name in ("class", "id") or (name == "style" and tag in ("td", "th"))
