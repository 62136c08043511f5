"""Draws an account model as an OFD (GB/T 33190): the same pages as the PDF, written in another way.

A shape says how a program writes text: one object per run, per word, per character; with each step of
DeltaX or with `g` for repeats; in the coordinates of the page or scaled by a matrix.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from budget_analysis.synthetic.model import AccountModel, Rendered
from budget_analysis.synthetic.compose import Composer
from budget_analysis.synthetic.pages import Page, Text, advance
from budget_analysis.synthetic.style import Style

MM = 25.4 / 72
NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True)
class Shape:
    """How the text of a page is written down.

    `unit`: an object for each "run", "word" or "character". `steps`: "list" each step of DeltaX, "g"
    repeats in short, "none" (for characters). `scale`: of the matrix of each object, 1 without one.
    `templated`: the lines of every page come from a template page.
    """

    unit: str = "run"
    steps: str = "list"
    scale: float = 1.0
    templated: bool = False


SHAPES = (
    Shape(),
    Shape("word", "g"),
    Shape("character", "none"),
    Shape("run", "g", scale=0.1),
    Shape("word", "list", templated=True),
)


def render_ofd(model: AccountModel, style: Style, path: Path | str, shape: Shape = Shape()) -> Rendered:
    """Draw the account into `path` and return what a reader must find in it."""
    composer = Composer(model, style)
    composer.compose()
    write_ofd(Path(path), [_content(page, shape) for page in composer.pages],
              [_lines(page) if shape.templated else "" for page in composer.pages])  # fmt: skip
    return composer.rendered()


def write_ofd(path: Path, pages: Sequence[tuple[float, float, str]], templates: Sequence[str] = ()) -> None:
    """A file of pages, each with width and height in mm and its objects; and their templates."""
    templates = templates or [""] * len(pages)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        def put(name: str, text: str) -> None:
            package.writestr(zipfile.ZipInfo(name), '<?xml version="1.0" encoding="UTF-8"?>\n' + text)

        put("OFD.xml", f'<ofd:OFD {NAMESPACE} Version="1.1" DocType="OFD"><ofd:DocBody><ofd:DocInfo/>'
            "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>")  # fmt: skip
        listed = "".join(
            f'<ofd:Page ID="{10 + n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages))
        )
        known = "".join(
            f'<ofd:TemplatePage ID="{5000 + n}" BaseLoc="Tpls/Tpl_{n}/Content.xml"/>'
            for n, template in enumerate(templates) if template
        )  # fmt: skip
        put("Doc_0/Document.xml", f"<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID>"
            "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
            f"<ofd:PublicRes>/Doc_0/PublicRes.xml</ofd:PublicRes>{known}</ofd:CommonData>"
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>")  # fmt: skip
        put("Doc_0/PublicRes.xml", f'<ofd:Res {NAMESPACE} BaseLoc="Res"><ofd:Fonts>'
            '<ofd:Font ID="2" FontName="SimSun"/></ofd:Fonts></ofd:Res>')  # fmt: skip
        for n, ((width, height, objects), template) in enumerate(zip(pages, templates, strict=True)):
            area = f"<ofd:Area><ofd:PhysicalBox>0 0 {width:.3f} {height:.3f}</ofd:PhysicalBox></ofd:Area>"
            use = f'<ofd:Template TemplateID="{5000 + n}" ZOrder="Background"/>' if template else ""
            put(f"Doc_0/Pages/Page_{n}/Content.xml", f"<ofd:Page {NAMESPACE}>{area}{use}<ofd:Content>"
                f'<ofd:Layer ID="1" Type="Body">{objects}</ofd:Layer></ofd:Content></ofd:Page>')  # fmt: skip
            if template:
                put(f"Doc_0/Tpls/Tpl_{n}/Content.xml", f"<ofd:Page {NAMESPACE}>{area}<ofd:Content>"
                    f'<ofd:Layer ID="1">{template}</ofd:Layer></ofd:Content></ofd:Page>')  # fmt: skip


def _content(page: Page, shape: Shape) -> tuple[float, float, str]:
    texts = "".join(text_object(part, shape) for text in page.texts for part in _parts(text, shape.unit))
    lines = "" if shape.templated else _lines(page)
    return page.width * MM, page.height * MM, lines + texts


def _lines(page: Page) -> str:
    found = [line_object(x0, y0, x1, y1, stroke) for x0, y0, x1, y1, stroke in page.lines]
    found += [area_object(*box) for box in page.rectangles]
    found += [
        line_object(*corners, stroke)
        for x0, y0, x1, y1, stroke in page.frames
        for corners in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1))
    ]
    return "".join(found)


def _parts(text: Text, unit: str) -> Iterable[Text]:
    """The text in runs, words or characters, each where it stands."""
    if unit == "run":
        yield text
        return
    x, word, begin = text.x, "", text.x
    for letter in text.text:
        if unit == "character" or letter == " ":
            if word:
                yield Text(begin, text.baseline, text.size, word, text.spacing)
            word, begin = "", x
        if letter != " ":
            begin = begin if word else x
            word += letter
        x += advance(letter) * text.size + text.spacing
    if word:
        yield Text(begin, text.baseline, text.size, word, text.spacing)


def text_object(text: Text, shape: Shape) -> str:
    """One TextObject; its boundary begins at the top left of its text."""
    x, y = text.x, text.baseline - text.size
    inner = 1 / shape.scale
    steps = [(advance(letter) * text.size + text.spacing) * MM * inner for letter in text.text[:-1]]
    if shape.steps == "g":
        runs = [(value, len(list(group))) for value, group in groupby(f"{step:.4f}" for step in steps)]
        listed = " ".join(f"g {count} {value}" if count > 1 else value for value, count in runs)
    else:
        listed = " ".join(f"{step:.4f}" for step in steps)
    delta = f' DeltaX="{listed}"' if listed and shape.steps != "none" else ""
    matrix = f' CTM="{shape.scale} 0 0 {shape.scale} 0 0"' if shape.scale != 1 else ""
    width = sum(advance(letter) * text.size + text.spacing for letter in text.text)
    return (
        f'<ofd:TextObject ID="7" Font="2" Size="{text.size * MM * inner:.4f}"{matrix} Boundary="{x * MM:.4f} '
        f'{y * MM:.4f} {width * MM:.4f} {1.2 * text.size * MM:.4f}"><ofd:TextCode X="0" '
        f'Y="{text.size * MM * inner:.4f}"{delta}>{escape(text.text)}</ofd:TextCode></ofd:TextObject>'
    )


def line_object(x0: float, y0: float, x1: float, y1: float, stroke: float) -> str:
    """One stroke."""
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0 * MM:.4f} {y0 * MM:.4f} {(x1 - x0) * MM + 0.1:.4f} '
        f'{(y1 - y0) * MM + 0.1:.4f}" LineWidth="{stroke * MM:.4f}"><ofd:AbbreviatedData>M 0 0 L '
        f"{(x1 - x0) * MM:.4f} {(y1 - y0) * MM:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def area_object(x0: float, y0: float, x1: float, y1: float) -> str:
    """One filled rectangle."""
    width, height = (x1 - x0) * MM, (y1 - y0) * MM
    return (
        f'<ofd:PathObject ID="9" Boundary="{x0 * MM:.4f} {y0 * MM:.4f} {width:.4f} {height:.4f}" '
        f'Stroke="false" Fill="true"><ofd:AbbreviatedData>M 0 0 L {width:.4f} 0 L {width:.4f} {height:.4f} '
        f"L 0 {height:.4f} C</ofd:AbbreviatedData></ofd:PathObject>"
    )
