"""How a document, a finding, a statement or a cell is cited: a line of text, and BibTeX."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

from .. import words
from ..frames import text

_SHOWN_DIGITS = 16
_BRACES = str.maketrans({"{": "(", "}": ")", "\\": "/", "%": r"\%", "&": r"\&", "#": r"\#", "_": r"\_"})


@dataclass(frozen=True)
class Citation:
    """A citation as a line of text with the first digits of the hash, and as an entry of BibTeX with all of them."""

    text: str
    bibtex: str

    def __str__(self) -> str:
        return f"{self.text}\n\n{self.bibtex}"


def cite(document: Mapping[str, Any], name: str, where: str, language: str, address: str = "", date: str = "") -> Citation:
    """The citation of a place of a document.

    Args:
        document: its row of the frame `documents`.
        name: the identifier of what is cited; empty for the document.
        where: it stands, as from `Standing.told`; empty where that is not known.
        address: of the page of the report.
        date: the day on which it was looked at; with an address only.
    """
    department, year = text(document["department"]), text(document["fiscal_year"])
    kit = f"budget-analysis {version('budget-analysis')}"
    title = words.say("cite_title", language, year=year)
    author = department.translate(_BRACES)
    if document.get("synthetic"):  # nobody published it: no citation may look as if somebody had
        title = words.say("cite_made_up", language, title=title)
        author = words.say("cite_made_up", language, title=author)
    sha256 = text(document["sha256"])

    def parts(hash: str) -> list[str]:
        told = [where, words.say("cite_file", language, hash=hash), words.say("cite_kit", language, kit=kit)]
        return [one for one in (*told, words.say("cite_name", language, name=name) if name else "") if one]

    joint = words.say("cite_joint", language)
    line = words.say("cite_text", language, department=department, title=title, rest=joint.join([*parts(f"{sha256[:_SHOWN_DIGITS]}…"), *([address, words.say("cite_date", language, date=date)] if address else [])]))
    key = f"{document['document_id']}{'-' + name if name else ''}".replace("/", "-").replace("#", "-").replace(" ", "-")
    fields = {
        "author": f"{{{author}}}",
        "title": f"{{{title}}}",
        "year": year,
        "note": joint.join(parts(sha256)).translate(_BRACES),
        **({"howpublished": address.translate(_BRACES), "urldate": date} if address else {}),
    }
    entry = "".join(f",\n  {field} = {{{value}}}" for field, value in fields.items())
    return Citation(line, f"@misc{{{key}{entry}\n}}")


def cite_all(count: int, datapackage: str, language: str, made_up: int = 0) -> Citation:
    """The citation of all accounts of a report.

    Args:
        count: how many published accounts there are.
        made_up: how many made-up specimens beside them.
        datapackage: SHA-256 of the data package beside them; empty where there is none.
    """
    kit = f"budget-analysis {version('budget-analysis')}"
    title = words.say("cite_all_title", language)
    parts = [words.say(key, language, count=number) for key, number in (("cite_all_count", count), ("cite_all_made_up", made_up)) if number]
    parts.append(words.say("cite_kit", language, kit=kit))
    if datapackage:
        parts.append(words.say("cite_all_data", language, hash=datapackage))
    rest = words.say("cite_joint", language).join(parts)
    entry = f"@misc{{budget-analysis-accounts,\n  title = {{{{{title}}}}},\n  note = {{{rest.translate(_BRACES)}}}\n}}"
    return Citation(words.say("cite_all_text", language, title=title, rest=rest), entry)
