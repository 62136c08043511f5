"""How a document, a finding, a statement or a cell is cited: a line of text, and BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from ..frames import text
from . import words

_SHOWN_DIGITS = 16
_BRACES = str.maketrans({"{": "(", "}": ")", "\\": "/", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"})


@dataclass(frozen=True)
class Citation:
    """A citation as a line of text, and as an entry of BibTeX."""

    text: str
    bibtex: str

    def __str__(self) -> str:
        return f"{self.text}\n\n{self.bibtex}"


def cite(document: Mapping[str, Any], name: str, where: str, language: str, address: str = "") -> Citation:
    """The citation of a place of a document.

    Args:
        document: its row of the frame `documents`.
        name: the identifier of what is cited; empty for the document.
        where: it stands, as from `Standing.told`; empty where that is not known.
        address: of the page of the report.
    """
    department, year = text(document["department"]), text(document["fiscal_year"])
    kit = f"budget-analysis {version('budget-analysis')}"
    title = words.say("cite_title", language, year=year)
    parts = [
        where,
        words.say("cite_file", language, hash=text(document["sha256"])[:_SHOWN_DIGITS]),
        words.say("cite_kit", language, kit=kit),
        words.say("cite_name", language, name=name) if name else "",
        address,
    ]
    joint = words.say("cite_joint", language)
    line = words.say("cite_text", language, department=department, title=title, rest=joint.join(filter(None, parts)))
    key = f"{document['document_id']}{'-' + name if name else ''}".replace("/", "-").replace("#", "-").replace(" ", "-")
    fields = {
        "author": f"{{{department.translate(_BRACES)}}}",
        "title": f"{{{title}}}",
        "year": year,
        "note": joint.join(filter(None, parts[:-1])).translate(_BRACES),
        **({"howpublished": address.translate(_BRACES)} if address else {}),
    }
    entry = "".join(f",\n  {field} = {{{value}}}" for field, value in fields.items())
    return Citation(line, f"@misc{{{key}{entry}\n}}")
