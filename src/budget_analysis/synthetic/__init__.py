"""Made-up accounts: true values that agree, rounded as offices round, told in several layouts and voices.

    ledger = made_up_ledger(7)
    model = lay_out(ledger, Style(layout="mof"))
    text = write_text(marked(model))

They are for tests, benchmarks and practice; each says that it is made up (`MARK`).
"""

from .invent import following, made_up_ledger
from .invented_forms import Traits
from .layouts import lay_out
from .ledger import Ledger
from .make import FORMATS, MIXED, Slip, Wish, slip_in, synthesize
from .mark import MARK, marked
from .office import write_docx, write_html, write_xlsx
from .pdf import render
from .style import Style
from .text import write_text
from .voices import LAYOUTS, VOICES

__all__ = [
    "FORMATS",
    "LAYOUTS",
    "MARK",
    "MIXED",
    "VOICES",
    "Ledger",
    "Slip",
    "Style",
    "Traits",
    "Wish",
    "following",
    "lay_out",
    "made_up_ledger",
    "marked",
    "render",
    "slip_in",
    "synthesize",
    "write_docx",
    "write_html",
    "write_text",
    "write_xlsx",
]
