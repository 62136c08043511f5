"""How charts look, and how they are shown and saved: the same bytes from the same numbers."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from .. import answers, inert, texts, views
from ..errors import BudgetAnalysisError
from ..findings.naming import form_name
from ..pitch import columns
from ..views.tables import MISSING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FONT_PACKAGE = "zhplot"
FONT_FILE = "NotoSansSC-Regular.ttf"
FORMATS = ("png", "svg")

# Dark, middle, light: told apart in greyscale too.
DARK, MIDDLE, LIGHT, ALERT = "#1f4e79", "#7fa6c9", "#cfdae6", "#b03a2e"
INK, GREY = "#222222", "#666666"
MOST_BARS = 12
"""Bars of one chart; what comes after them is drawn as one, with its sum."""
_DOTS_PER_INCH = 110
_NOTHING = "nothing"
_SOURCE_WIDTH, _TITLE_WIDTH = 124, 84
_NO_LINE_START = "，。；：、）》”%"


class FontError(BudgetAnalysisError):
    """The font with Chinese characters is missing."""


@cache
def font_file() -> Path:
    """The font that comes with a package, so that charts look the same on every machine.

    Raises:
        FontError: the package or its font file is not installed.
    """
    try:
        files = distribution(FONT_PACKAGE).files or []
    except PackageNotFoundError:
        files = []
    for file in files:
        path = Path(str(file.locate()))
        if path.name == FONT_FILE and path.is_file():
            return path
    raise FontError(
        f"the font {FONT_FILE} is not installed, so Chinese would be drawn as boxes. "
        f"Install the package that brings it: pip install {FONT_PACKAGE}"
    )


def use_style() -> None:
    """Register the font and set what all charts share. Each chart calls this before it draws.

    Raises:
        FontError: the font is missing.
    """
    from matplotlib import font_manager, rcParams

    file = str(font_file())
    if not any(entry.fname == file for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(file)
    rcParams.update(
        {
            "font.family": [font_manager.FontProperties(fname=file).get_name()],
            "font.size": 10,
            "axes.unicode_minus": False,
            "axes.edgecolor": GREY,
            "axes.labelcolor": INK,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.titlelocation": "left",
            "axes.titlesize": 12,
            "xtick.color": INK,
            "ytick.color": INK,
            "legend.frameon": False,
            "hatch.linewidth": 0.6,
            # labels are texts of the document: a $ in them begins no formula
            "text.parse_math": False,
            # text as outlines: a reader's machine needs no font
            "svg.fonttype": "path",
            "svg.hashsalt": "budget-analysis",
        }
    )


def caption(
    documents: pd.DataFrame, forms: pd.DataFrame, form: str | None, language: str, by: str = views.FROM_FORM
) -> str:
    """Publisher, fiscal year and form of the numbers drawn.

    `form` is a standard form (in English its name stands behind its printed title), `prose` for the notes, `all` for the whole document.
    `by` says what prints the numbers that are shown by the rows of the form, as from `views.printed_by`.
    """
    document = documents.iloc[0]
    values = {
        "department": _text(document["department"]),
        "year": _text(document["fiscal_year"]),
    }
    if form in ("prose", "all"):
        return texts.say(f"caption_{form}", language, **values)
    own = forms[forms["form"] == form]
    printed = [] if own.empty else [*own.iloc[0][["form_no", "title"]].dropna()]
    told = " ".join(map(str, printed)) + (f" ({form_name(str(form), language)})" if language == "en" and printed else "")
    return texts.say({views.FROM_FORM: "caption", views.FROM_PROSE: "caption_told", views.FROM_BOTH: "caption_mixed"}[by], language, **values, form=told)


def new_chart(title: str, source: str, rows: int, columns: int = 1) -> tuple[Figure, Any]:
    """A figure as high as its rows need, with title and source line; and its axes."""
    from matplotlib.figure import Figure

    use_style()
    figure = Figure(figsize=(8.0, 1.7 + 0.38 * max(rows, 2)), layout="constrained")
    figure.suptitle(wrapped(title, _TITLE_WIDTH), x=0.01, ha="left", fontsize=12, color=INK)
    figure.supxlabel(wrapped(source, _SOURCE_WIDTH), x=0.01, ha="left", fontsize=8, color=GREY)
    return figure, figure.subplots(1, columns)


def labels(rows: pd.DataFrame, language: str) -> list[str]:
    """The names of rows, each told once: codes stand behind names that several rows have."""
    named = [answers.label(row, language) for _, row in rows.iterrows()]
    codes = rows["code"] if "code" in rows else pd.Series([None] * len(rows), index=rows.index)
    return [
        name if named.count(name) == 1 or pd.isna(code) else texts.say("label_with_code", language, name=name, code=code)
        for name, code in zip(named, codes, strict=True)
    ]


def titled(key: str, language: str, **values: object) -> str:
    """The title of a chart; the one without numbers where one of them is not told."""
    return texts.say(f"{key}_bare" if MISSING in values.values() else key, language, **values)


def wrapped(text: str, width: int) -> str:
    """Lines of about this width, a Chinese character being two wide; Latin words stay whole."""
    lines, line = [], ""
    for piece in re.findall(r"[^\u2e80-\uffff\s]+\s*|.", inert.plain(text), re.DOTALL):
        if line and columns(line) + columns(piece.rstrip()) > width and piece[0] not in _NO_LINE_START:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return "\n".join([*lines, line])


def nothing_to_draw(source: str, language: str) -> Figure:
    """A chart that says that the document states no such numbers."""
    figure, axes = new_chart(texts.say("nothing_to_draw", language), source, 1)
    axes.set_axis_off()
    figure.set_label(_NOTHING)
    return figure


def finish_bars(axes: Axes, axis_label: str, room: float = 0.3) -> None:
    """Horizontal bars that start at zero and are read from the top.

    `room` is what the numbers beside the longest bar need, as a share of the axis.
    """
    low, high = (min(axes.dataLim.x0, 0.0), max(axes.dataLim.x1, 0.0))
    span = (high - low) or 1.0
    if low > -0.01 * span:
        low = 0.0  # the whisker of a zero, not a bar that goes left
    axes.set_xlim(low - room * span if low < 0 else 0.0, high + room * span)
    axes.set_xlabel(axis_label)
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")


def add_legend(axes: Axes) -> None:
    """The legend above the bars, where it cannot hide a number."""
    count = len(axes.get_legend_handles_labels()[0])
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=count, borderaxespad=0.0, fontsize=9
    )


def render(figure: Figure, kind: str) -> bytes:
    """The chart as `png` or `svg`, without a date."""
    buffer = BytesIO()
    stamp: dict[str, Any] = {"Date": None, "Creator": None} if kind == "svg" else {"Software": None}
    figure.savefig(buffer, format=kind, dpi=_DOTS_PER_INCH, metadata=stamp)
    return buffer.getvalue()


def save(figure: Figure, folder: str | Path, name: str) -> list[Path]:
    """Write `<name>.png` and `<name>.svg` into a folder, which is made where it is not there."""
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in FORMATS:
        path = target / f"{name}.{kind}"
        path.write_bytes(render(figure, kind))
        written.append(path)
    return written


def show(figure: Figure, name: str, out: str | Path = "") -> Any:
    """The chart as a notebook shows it; saved too when `out` names a folder. Nothing where there is nothing to draw."""
    if figure.get_label() == _NOTHING:  # the table beside it says so
        return None
    from IPython.display import Image

    if out:  # drawn once: drawing takes longer than all else in a notebook
        [png] = [path.read_bytes() for path in save(figure, out, name) if path.suffix == ".png"]
    else:
        png = render(figure, "png")
    title = figure.get_suptitle()
    return Image(data=png, format="png", width=760, alt=title)  # type: ignore[no-untyped-call]


def _text(value: Any) -> str:
    return "—" if pd.isna(value) else str(value)
