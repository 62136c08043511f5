"""The page of one account: what does not add up first, then the questions, forms, prose and ledger."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from .. import charts, findings, inert, publish, terms, views, words
from ..checks.counts import ALL, count_statements
from ..claims.coverage import left_over
from ..document import Source
from ..findings import word
from ..findings.holding import holding_words
from ..findings.reviews import Review
from ..frames import as_rows, text
from ..shelf import Frames
from ..specs import layouts
from ..unread import nothing_found, unread_lines
from ..verdicts import DIFFERS
from .citing import cite
from .evidence import Evidence, Json, cell_address
from .files import write
from .following import following, resting
from .leading import cause_told, finding_told, formulas_of, operands_of, places_told
from .notebook_pages import notebook_files
from .noticed import notices_of
from .pictures import Sizes, picture_name
from .published import contents_of, forms_of, prose_of, severities
from .requirements import requirements_of, told_of
from .righting import right_told
from .sections import FIRST_LINE, Analysis, annexes_of
from .standing import Standing
from .templates import render

DATA = "data"
PICTURES = "pages"


_CITED = (("{name}", "", False), ("{name}", "{place}", False), ("", "", False), ("{name}", "", True), ("{name}", "{place}", True))
"""What the script fills in where something is cited: of the office without a place, with one, the account as a whole; what was recomputed without a place, with one."""


_VERDICTS = ("differs", "undefined", "unchecked", "rounding", "equal", "recorded")
"""In the order in which they are chosen from."""


@dataclass(frozen=True)
class Material:
    """All that the page of an account is made from."""

    source: Source
    found: Frames
    evidence: Evidence
    analysis: Analysis
    sizes: Sizes
    languages: Sequence[str]
    reviews: Sequence[Review] = ()
    is_template: bool = False
    published: str = ""
    """The date of publication, as the record beside the file tells it."""

    @property
    def document(self) -> dict[str, Any]:
        return {**as_rows(self.found["documents"])[0], "published": self.published or None}


def write_account_page(material: Material, out: Path, language: str) -> list[str]:
    """Write the page of an account in one language, its evidence, and the numbers of its charts.

    Args:
        out: the folder of the report.

    Returns:
        The texts of the page and its evidence, for the font.

    Raises:
        OSError: a file cannot be written.
    """
    folder = out / material.source.name / language
    context = _context(material, folder, language)
    page = render("account.html.j2", language, context)
    data = _evidence(material, language)
    script = f"window.budgetEvidence = {inert_json(data)};\n"
    write(folder / "evidence.js", script)
    for section in context["sections"]:
        for chart in section.charts:
            if chart.rows:
                write(folder / f"{chart.name}.csv", _chart_csv(chart, context["captions"][chart.name]))
    write(folder / "index.html", page)
    return [page, script]


def write_data(material: Material, out: Path) -> None:
    """The frames of the account as CSV with its ledger as a workbook, beside its pages."""
    folder = out / material.source.name / DATA
    folder.mkdir(parents=True, exist_ok=True)
    publish.write_account(material.found, folder)


def inert_json(value: Any) -> str:
    """JSON that ends no script element and holds no character that acts."""
    told = inert.plain(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    return told.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _evidence(material: Material, language: str) -> Json:
    contents = contents_of(as_rows(material.found["blocks"]))
    known = material.evidence.told(language)
    for claim in known["claims"]:
        if claim.get("block") in contents:
            claim["section"] = words.say("front", language)
    for name, found in (("follows", following(material.evidence)), ("rests", resting(material.evidence))):
        for item in (*known["claims"], *known["checks"]):
            if item["id"] in found:
                item[name] = found[item["id"]]
    told = [cite(material.document, name, where, language, "{address}", "{date}", is_recomputed=is_ours) for name, where, is_ours in _CITED]
    return {
        **known,
        "findings": [finding_told(one, material.evidence, language) for one in material.evidence.findings],
        "words": words.script_words(language),
        "verdicts": _verdicts(language),
        "holding": holding_words(language),
        "pages": {page: [*size, picture_name(page), *material.evidence.places.edges.get(page, ())] for page, size in material.sizes.items()},
        "margins": {page: margin for page in material.sizes if (margin := material.evidence.places.margin_of(page)) is not None},
        "lines": {page: material.evidence.places.lines_of(page) for page in material.sizes},
        "cite": [[one.text, one.bibtex] for one in told],
    }  # fmt: skip


def _verdicts(language: str) -> dict[str, str]:
    return {name: word("verdicts", name, language) for name in _VERDICTS}


def _context(material: Material, folder: Path, language: str) -> dict[str, Any]:
    found, document = material.found, material.document
    counts = count_statements(found["checks"], found["claims"])
    total = counts[counts["kind"] == ALL].iloc[0].to_dict()
    watch = found["watch"]
    listed, asked = _cards(material, language), requirements_of(found, language)
    shown_first = material.analysis.indicators(language)
    sections = material.analysis.sections(language)
    shown = [chart for section in sections for chart in section.charts]
    layout = next((one for one in layouts() if one.id == document["layout"]), None)
    return {
        "document": document,
        "name": material.source.name,
        "layout": getattr(layout, language) if layout else "",
        "version": version("budget-analysis"),
        "reader": words.reader(text(document["reader"]), language),
        "languages": material.languages,
        "indicators": shown_first,
        "doubtful": doubt_words(material.analysis.doubts, language),
        "total": total,
        "verdicts": _verdicts(language),
        "judged": int(total["count"]) - int(total["recorded"]) - int(total["unchecked"]),
        "numbers": len(watch),
        "watched": int(100 * watch["is_watched"].sum() / len(watch)) if len(watch) else 0,
        "asked": findings.obligations_line(found, language),
        "obligations": _obligations(found, language),
        "requirements": asked,
        "requirements_told": told_of(asked, language),
        "left_over": [dict(row) for row in as_rows(left_over(found["coverage"]))],
        "has_pages": material.evidence.standing.has_pages,
        "cards": listed,
        "unread": unread_lines(found, language),
        "nothing_found": nothing_found(found, language),
        "squares": squares(found, language),
        "sections": sections,
        "doubted_sections": {one.id for one in sections if any(is_doubted(material, chart, "gross") for chart in one.charts)},
        "doubted": {chart.name for chart in shown if is_doubted(material, chart)},
        "captions": {chart.name: charts.caption(found["documents"], found["forms"], chart.form, language, material.analysis.printed_by(chart)) for chart in shown},
        "forms": forms_of(material.evidence, language),
        "prose": prose_of(material.evidence, language),
        "annexes": annexes_of(found, language),
        "problems": _problems(found, material.evidence.standing, language),
        "notices": notices_of(material.evidence, language),
        "notebooks": [(page.name, words.notebook(page.stem, language)) for page in notebook_files(folder)],
        "origin": origin_of(material.source),
        "cite": cite(document, "", "", language),
        "data": sorted(name for name, frame in found.items() if len(frame)),
        "is_template": material.is_template,
    }  # fmt: skip


def _obligations(found: Frames, language: str) -> list[dict[str, Any]]:
    """Every identity: how often it was judged, does not apply, could not be judged, and what was missing."""
    return [
        {
            **row,
            "name": words.rule(text(row["identity"]), language),
            "missing": list(dict.fromkeys(words.reason(note, language) for note in json.loads(text(row["missing"]) or "{}"))),
        }
        for row in as_rows(found["obligations"])
    ]


def origin_of(source: Source) -> str:
    """The address at which the file was published, where the `source.toml` beside it says one."""
    try:
        record = tomllib.loads((source.path.parent / "source.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    address = str(record.get("address", ""))
    return address if record.get("file") == source.path.name and address.startswith(("http://", "https://")) else ""


def squares(found: Frames, language: str) -> list[tuple[str, str, int]]:
    """How many findings of which severity, and what is left out: identifier, word, count."""
    frame = found["findings"]
    wrong = frame[frame["ground"] != "omission"]
    counted = [(name, word("severities", name, language), int((wrong["severity"] == name).sum())) for name in findings.SEVERITIES]
    return [*counted, ("omission", word("grounds", "omission", language), len(frame) - len(wrong))]


def doubt_words(doubts: Mapping[str, str], language: str) -> dict[str, str]:
    """What is said beside each number of the first line that rests on a number which stands in a finding."""
    told = {name: doubts[indicator] for name, indicator in FIRST_LINE.items() if indicator in doubts}
    return {name: words.say("doubtful_printed" if printed else "doubtful", language, printed=printed) for name, printed in told.items()}


def is_doubted(material: Material, chart: charts.Chart, severity: str = "") -> bool:
    """Whether a chart draws a number that a finding names, of one severity where it is given."""
    told = material.evidence
    marks = [name for name, grade in severities(told).items() if severity in ("", grade)]
    subjects = (text(told.by_claim[name]["subject"]).split(" ; ") for name in marks if name in told.by_claim)
    return any(material.analysis.draws(chart, one) for one in {*marks, *chain.from_iterable(subjects)})


def _cards(material: Material, language: str) -> list[dict[str, Any]]:
    reviewed = findings.with_reviews(material.found["findings"], material.reviews)
    told = material.evidence
    is_drawn = bool(material.sizes or told.sheets)
    listed = []
    for one in as_rows(reviewed):
        sentence = text(one[f"sentence_{language}"])
        places = [] if one.get("is_gone") else json.loads(one["places"])
        shown = [] if one.get("is_gone") else [*places, *operands_of(one, told)]
        listed.append(
            {
                "id": one["finding_id"],
                "severity": "omission" if one["ground"] == "omission" else text(one["severity"]),
                "severity_word": word("severities", text(one["severity"]), language),
                "ground": word("grounds", text(one["ground"]), language),
                "kind": word("kinds", text(one["kind"]), language),
                "where": told.standing.told(one, language),
                "sentence": sentence or findings.say("gone", language),
                "right": right_told(one, language, told),
                **cause_told(one, language),
                "review": findings.review_of(one, language),
                "formulas": [] if one.get("is_gone") else formulas_of(one, told, language),
                "statements": len(json.loads(text(one["statements"]) or "[]")),
                "places": [
                    {
                        "words": said,
                        "target": told.target(place),
                        "boxes": boxes,
                        "excerpt": None if boxes else told.excerpt(place),
                        "is_operand": place not in places,
                    }
                    for place, said in zip(shown, places_told(shown, told, language), strict=True)
                    for boxes in [told.marks_at(place) if is_drawn else []]
                ],
            }
        )
    return listed


def _problems(found: Frames, standing: Standing, language: str) -> list[dict[str, Any]]:
    """What could not be read: in English the message itself, in Chinese what `specs/site.toml` has for it."""
    return [
        {
            "where": standing.told({"page": row["page"]}, language),
            "told": words.problem(text(row["kind"]), text(row["message"]), language),
        }
        for row in as_rows(found["problems"])
    ]


def _chart_csv(chart: charts.Chart, source: str) -> str:
    content = io.StringIO()
    table = csv.writer(content, lineterminator="\n")
    table.writerow(["label", "bar", "value", "shown", "unit", "source"])
    for label, name, value in charts.table_of(chart):
        table.writerow([inert.cell(one) for one in (label, name, repr(value), views.number(value), chart.unit, source)])
    return content.getvalue()


def other_language(language: str) -> str:
    return next(one for one in terms.LANGUAGES if one != language)
