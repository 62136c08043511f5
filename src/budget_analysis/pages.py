"""An executed notebook as one page that needs nothing from outside and runs nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

from . import texts
from .inert import markup

_CODE_FOLDED = """
{%- extends 'basic/index.html.j2' -%}
{% block input_group -%}
<details class="code"><summary>code</summary>
{{ super() }}
</details>
{%- endblock input_group %}
"""

_STYLE = """
:root { color-scheme: light; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff;
  font: 16px/1.6 "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei",
  sans-serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; border-bottom: 1px solid #ccc; }
a { color: #1f4e79; } nav { font-size: 0.9rem; }
a.anchor-link { display: none; }
table { border-collapse: collapse; margin: 0.6rem 0; font-size: 0.85rem; }
th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #ddd; vertical-align: top; }
th { border-bottom: 1px solid #666; }
td { font-variant-numeric: tabular-nums; }
.output_html { overflow-x: auto; } .output_html p { margin-bottom: 0; }
p { overflow-wrap: anywhere; }
img { max-width: 100%; height: auto; }
pre { font-size: 0.8rem; overflow-x: auto; }
details.code > summary { color: #888; font-size: 0.75rem; cursor: pointer; }
.verdict { color: #666; }
@media (max-width: 40rem) { .output_html table { width: max-content; max-width: 44rem; } }
"""

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
"""The second fence, for the browser: it loads nothing and runs nothing, whatever a page holds."""

_TAGS = (
    "a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small "
    "span strong sub sup table tbody td tfoot th thead tr ul"
).split()


def page_of(notebook: Any, title: str, language: str) -> str:
    """An executed notebook as one page: pictures inside it, code folded away, no script.

    What its cells show is cleaned: elements and attributes that a report has no use for stand
    there as text.
    """
    body, _ = _exporter().from_notebook_node(notebook)
    back = markup(texts.say("index_back", language))
    return frame(title, f'<nav><a href="../../index.html">{back}</a></nav>\n{body}', language)


@cache
def _exporter() -> Any:
    """Made once: it compiles its templates for the first page, which takes longer than a page."""
    from nbconvert import HTMLExporter
    from nbconvert.preprocessors.sanitize import SanitizeHTML

    cleaner = SanitizeHTML(tags=_TAGS, attributes=_is_kept, styles=["text-align"])  # type: ignore[no-untyped-call]
    exporter = HTMLExporter(raw_template=_CODE_FOLDED, sanitize_html=True)  # type: ignore[no-untyped-call]
    exporter.register_filter("clean_html", cleaner.sanitize_html_tags)  # type: ignore[no-untyped-call]
    exporter.exclude_input_prompt = exporter.exclude_output_prompt = True
    return exporter


def frame(title: str, body: str, language: str) -> str:
    """A whole page around its body, which is HTML."""
    tag = {"zh": "zh-CN", "en": "en"}[language]
    return (
        f'<!DOCTYPE html>\n<html lang="{tag}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{markup(title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _is_kept(tag: str, name: str, value: str) -> bool:
    """Links lead to places of the page; the side to which a cell is set is its only style."""
    if name == "href":
        return tag == "a" and value.startswith("#")
    return name in ("class", "id") or (name == "style" and tag in ("td", "th"))
