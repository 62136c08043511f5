"""How a document, a finding, a statement or a cell is cited: a line of text, and BibTeX."""

from __future__ import annotations

import re
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


def cite(
    document: Mapping[str, Any], name: str, where: str, language: str,
    address: str = "", date: str = "", *, is_recomputed: bool = False,
) -> Citation:  # fmt: skip
    """The citation of a place of a document.

    Args:
        document: its row of the frame `documents`.
        name: the identifier of what is cited; empty for the document.
        where: it stands, as from `Standing.told`; empty where that is not known.
        address: of the page of the report.
        date: the day on which it was looked at; with an address only.
        is_recomputed: what is cited the kit says, as a finding: it is the author, and the office's
            document the source.
    """
    department, year = text(document["department"]), text(document["fiscal_year"])
    kit = f"budget-analysis {version('budget-analysis')}"
    title = words.say("cite_title", language, year=year)
    author = department
    if document.get("synthetic"):  # nobody published it: no citation may look as if somebody had
        title = words.say("cite_made_up", language, title=title)
        author = words.say("cite_made_up", language, title=author)
    sha256, published = text(document["sha256"]), text(document.get("published"))
    issued = words.say("cite_published", language, date=published) if published else ""
    source = ""
    if is_recomputed:
        source = words.say("cite_source", language, department=department, title=title)
        author, department, title = kit, kit, words.say("cite_recomputed", language, department=department, title=title)

    def parts(hash: str) -> list[str]:
        told = [issued, where, words.say("cite_file", language, hash=hash)]
        told.append("" if is_recomputed else words.say("cite_kit", language, kit=kit))
        return [one for one in (*told, words.say("cite_name", language, name=name) if name else "") if one]

    joint = words.say("cite_joint", language)
    line = words.say("cite_text", language, department=department, title=title, rest=joint.join([*parts(f"{sha256[:_SHOWN_DIGITS]}…"), *([address, words.say("cite_date", language, date=date)] if address else [])]))
    key = f"{document['document_id']}{'-' + name if name else ''}".replace("/", "-").replace("#", "-").replace(" ", "-")
    fields = {
        "author": f"{{{author.translate(_BRACES)}}}",
        "title": f"{{{title.translate(_BRACES)}}}",
        **({} if is_recomputed else {"year": _year_of(published) or year}),
        "note": joint.join(filter(None, [source, *parts(sha256)])).translate(_BRACES),
        **({"howpublished": address.translate(_BRACES), "urldate": date} if address else {}),
    }
    entry = "".join(f",\n  {field} = {{{value}}}" for field, value in fields.items())
    return Citation(line, f"@misc{{{key}{entry}\n}}")


def _year_of(published: str) -> str:
    """The year of a date as a record writes it: 2025-08-20, 2025年8月20日; empty where none begins it."""
    found = re.match(r"\d{4}(?!\d)", published)
    return found[0] if found else ""


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
