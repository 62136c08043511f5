"""The report as a site: a page for each account in each language, and the list of all of them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .. import corpus, dataset, inert, shelf, stages, terms, words
from ..account import read_source
from ..corpus import Failure, Result
from ..document import Source
from ..errors import BudgetAnalysisError
from ..findings import word
from ..findings.reviews import Review
from ..frames import as_rows, text
from ..identity.departments import LEVELS, region_name, split_name
from ..identity.departments import region_of as region_code
from ..identity.records import read_record
from ..reading import Reading
from ..readers.pdf import Letter
from ..shelf import Frames
from ..specs import layouts
from .account_page import PICTURES, Material, inert_json, squares, write_account_page, write_data
from .citing import cite_all
from .comparing import comparison, completeness, levels_of
from .evidence import Evidence
from .files import read_json, unwritten, write
from .fonts import write_font
from .notebook_pages import notebook_files, stamp_of
from .paged import letters_of, paged_files
from .pictures import Sizes, write_pictures
from .placed_cells import cell_of, sheets_of
from .places import Places
from .scripts import FOLDER, write_scripts
from .sections import FIRST_LINE, Analysis
from .templates import render

ASSETS, DATASET = FOLDER, "site.data"
"""Folders of the report; no document has a dot in the name of its folder."""
_RECORD = "document.json"
"""Beside the pages of a document: what the list says of it, also when it is read no more."""
_COLUMNS = ("department", "level", "region", "year", "revenue", "expenditure", "change", "execution", "sme", "findings", "watched", "complete", "state")
_NUMERIC = ("year", "revenue", "expenditure", "change", "execution", "sme", "watched", "complete")
_REGION = re.compile(r"(?:中共)?((?:[一-鿿]{2,3}(?:省|自治区))?(?:[一-鿿]{2,4}?(?:市|州|盟|地区))?(?:[一-鿿]{1,4}?(?:区|县|旗|市))?)")
_STAMPED = "stamp"


def write_site(
    out: Path,
    results: Sequence[Result],
    failures: Sequence[Failure],
    languages: Sequence[str] = terms.LANGUAGES,
    reviews: Sequence[Review] = (),
    progress: Callable[[Sequence[Result]], Iterable[Result]] = iter,
) -> tuple[Path, list[Failure]]:
    """Write the pages of the documents of this run, and the list of all that are on disk.

    Documents of earlier runs stay listed. A page that is up to date is not written again.

    Args:
        out: the folder of the report.
        results: the documents of this run.
        failures: what could not be read or made in this run; they stand in the list with their reason.
        languages: of the account pages, beside those that are there; the list is written in both.
        reviews: what persons said of findings.
        progress: goes over the documents and shows how far it is.

    Returns:
        The list in Chinese, and what could not be made.

    Raises:
        ReportError: the list could not be written.
    """
    stopped: list[Failure] = []
    for result in progress(results):
        if result.source is None or result.frames is None:
            continue
        try:
            _write_account(out, result, languages, reviews)
        except BudgetAnalysisError as error:
            stopped.append(Failure(result.path, str(error), result.source.document_id))
        except OSError as error:
            raise unwritten(out / result.source.name, error) from error
    return _write_list(out, results, [*failures, *stopped]), stopped


# --- one account ------------------------------------------------------------------------------------


def _write_account(out: Path, result: Result, languages: Sequence[str], reviews: Sequence[Review]) -> None:
    source = result.source
    assert source is not None and result.frames is not None
    folder = out / source.name
    own = [one for one in reviews if one.document_id == source.document_id]
    written = [one for one in terms.LANGUAGES if one in languages or (folder / one / "index.html").is_file()]
    notebooks = [path for language in written for path in notebook_files(folder / language)]
    made = [(path.parent.name, path.name, stamp_of(path).get("stamp")) for path in notebooks]
    files = [path for _, path, _ in source.files] or [source.path]
    published = next((told for file in files if (told := read_record(file).get("published"))), "")
    stamp = _digest(source.sha256, source.title, _code(), made, [vars(one) for one in own], published)
    record = read_json(folder / _RECORD)
    if record.get(_STAMPED) == stamp and all((folder / one / "index.html").is_file() for one in written):
        return
    found = shelf.Held(result.frames)
    letters, sizes = _pictured(source, found, folder, out)
    evidence = Evidence(found, Places(found["blocks"], letters), _sheets(source, found, out))
    material = Material(source, found, evidence, Analysis(found), sizes, written, own, result.is_template, published)
    write_data(material, out)
    glyphs: set[str] = set()
    for language in written:
        glyphs.update(*write_account_page(material, out, language))
    glyphs.update(*(path.read_text(encoding="utf-8") for path in notebooks))
    described = {**_described(material, result), _STAMPED: stamp, "glyphs": "".join(sorted(filter(str.isprintable, glyphs)))}
    write(folder / _RECORD, json.dumps(described, ensure_ascii=False, indent=1) + "\n")


def _pictured(source: Source, found: Frames, folder: Path, out: Path) -> tuple[dict[int, list[Letter]], Sizes]:
    """The letters of PDFs, and the sizes of the pictures of their pages; nothing of files without pages."""
    paged = paged_files(source, found["files"])
    if not paged:
        return {}, {}
    letters, reading = letters_of(paged), _reading(source, out)
    stamp = _digest(source.sha256, stages.fingerprint(stages.READING), stages.fingerprint(stages.FRAMES), _own("pictures.py"), _own("paged.py"))
    return letters, write_pictures(paged, reading, letters, folder / PICTURES, stamp)


def _sheets(source: Source, found: Frames, out: Path) -> list[list[Any]]:
    """The sheets or tables of a file without pages; nothing of other files."""
    claims = [row for row in as_rows(found["claims"]) if row["block"] is None]
    cells = [{(row["page"], cell_of(row)) for row in rows if cell_of(row)} for rows in (as_rows(found["figures"]), claims)]
    return sheets_of(_reading(source, out), *cells) if any(cells) else []


def _reading(source: Source, out: Path) -> Reading:
    return stages.kept_reading(out / shelf.KEPT, source) or read_source(source)


def _described(material: Material, result: Result) -> dict[str, Any]:
    """What the list says of a document."""
    document = material.document
    layout = next((one for one in layouts() if one.id == document["layout"]), None)
    department = text(document["department"])
    watch = material.found["watch"]
    indicators, doubts = material.analysis.compared, material.analysis.doubts
    return {
        "department": department,
        "region": region_of(department),
        "province": province_of(department),
        "spelled": spelled(department),
        "year": document["fiscal_year"],
        "origin": "made_up" if document["synthetic"] else "published",
        "layout": {language: getattr(layout, language) for language in terms.LANGUAGES} if layout else None,
        **{one.id: None if one.value is None else round(one.value, 4) for one in material.analysis.indicators("zh")},
        "doubtful": {name: doubts[one] for name, one in FIRST_LINE.items() if one in doubts},
        "doubts": doubts,
        "severities": {name: count for name, _, count in squares(material.found, "zh")},
        "watched": int(100 * watch["is_watched"].sum() / len(watch)) if len(watch) else None,
        "complete": completeness(indicators),
        "indicators": indicators,
        "problems": len(material.found["problems"]),
        "state": "template" if result.is_template else "read",
        "file": material.source.title,
        "sha256": material.source.sha256,
    }


def region_of(department: str) -> str:
    """The region that the name of an office begins with, as 上海市普陀区; empty where it names none."""
    found = _REGION.match(department)
    return found[1] if found else ""


def province_of(department: str) -> str:
    """The province in which the name of an office places it, for search; empty where it names no place that is known."""
    code = region_code(department)
    return "" if code is None else region_name(f"{code[:2]}0000")


def spelled(department: str) -> str:
    """The pinyin of a name, a word for each character, for search."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(department, errors="ignore")).lower()


# --- the list of all ---------------------------------------------------------------------------------


def _write_list(out: Path, results: Sequence[Result], failures: Sequence[Failure]) -> Path:
    index = out / "index.html"
    try:
        levels = _write_dataset(out, results)
        listed = [*_entries(out, results, levels), *_failed(failures)]
        write_scripts(out)
        compared = {one["folder"]: one.pop("indicators", {}) for one in listed if one["folder"]}
        write(out / ASSETS / "panel-data.js", f"window.budgetIndicators = {inert_json(comparison(compared))};\n")
        script = {"words": {language: _list_words(language) for language in terms.LANGUAGES}, "entries": listed}
        data = _data_files(out / DATASET)
        package = out / DATASET / dataset.PACKAGE
        hashed = hashlib.sha256(package.read_bytes()).hexdigest() if package.is_file() else ""
        held = [one.get("origin") == "made_up" for one in listed if one["state"] == "read"]  # those of the dataset
        count, made_up = held.count(False), held.count(True)
        pages = [f"window.budgetIndex = {inert_json(script)};\n"]
        write(out / ASSETS / "index-data.js", pages[0])
        for language in reversed(terms.LANGUAGES):
            context = {
                "entries": listed, "columns": _COLUMNS, "numeric": _NUMERIC, "data": data,
                "version": version("budget-analysis"), "cite": cite_all(count, hashed, language, made_up),
            }  # fmt: skip
            pages.append(render("index.html.j2", language, context))
            target = index if language == "zh" else out / "en.html"
            write(target, pages[-1])
        write_font([*pages, *_kept_glyphs(out)], out / ASSETS)
    except OSError as error:
        raise unwritten(index, error) from error
    return index


def _write_dataset(out: Path, results: Sequence[Result]) -> dict[str, str]:
    """Write the dataset of the documents of this run; the level of each."""
    if all(result.frames is None for result in results):
        return {}
    made = corpus.dataset(results)
    (out / DATASET).mkdir(parents=True, exist_ok=True)
    dataset.write_dataset(made, out / DATASET)
    return levels_of(as_rows(made["documents"]))


def _data_files(folder: Path) -> list[tuple[str, list[str]]]:
    """The files of the dataset by the frame they hold: `figures` to `figures.csv` and `figures.parquet`."""
    listed: dict[str, list[str]] = {}
    for name in dataset.FILES:
        if (folder / name).is_file():
            listed.setdefault(Path(name).stem, []).append(name)
    return list(listed.items())


def _list_words(language: str) -> dict[str, str]:
    told = {name: words.say(f"index_{name}", language) for name in ("revenue", "expenditure", "change", "execution", "sme", "findings", "watched", "complete", "pick", "add", "wait", "near", "near_years", "near_region", "far", "and")}
    states = {f"state_{name}": words.say(f"state_{name}", language) for name in ("read", "template", "kept", "failed")}
    grades = {f"severity_{name}": word("severities", name, language) for name in ("gross", "ordinary", "last_digit")}
    script = words.script_words(language)
    told |= {f"origin_{name}": words.say(f"origin_{name}", language) for name in ("published", "made_up")}
    told |= {f"level_{name}": words.say(f"level_{name}", language) for name in LEVELS}
    return {
        **told, **states, **grades, "severity_omission": word("grounds", "omission", language),
        "doubtful": words.say("doubtful", language), "doubtful_printed": words.say("doubtful_printed", language, printed="{printed}"), **{name: script[name] for name in ("rows", "rows_made_up", "problems", "mixed", "years_joint")}, "none": words.say("index_none", language), "clear": words.say("index_clear", language), "few": words.say("index_few", language), "selected": script["selected"], "selected_one": script["selected_one"], "severity_none": words.say("severity_none", language), "money": words.say("money", language),
    }  # fmt: skip


def _entries(out: Path, results: Sequence[Result], levels: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    present = {result.source.name: result.source.document_id for result in results if result.source is not None}
    for folder in sorted(out.iterdir()):
        record = read_json(folder / _RECORD) if folder.is_dir() and not folder.name.startswith(".") else {}
        if not record:
            continue
        is_present = folder.name in present
        pages = [one for one in terms.LANGUAGES if (folder / one / "index.html").is_file()]
        entry = {name: value for name, value in record.items() if name not in (_STAMPED, "glyphs")}
        strangers = sorted(_strangers(folder, str(record.get("sha256")))) if is_present else []
        kept = [] if is_present else ["index_kept"]
        yield {
            **entry,
            "level": levels.get(present.get(folder.name, "")) or split_name(str(entry.get("department")))[1] or "",
            "folder": folder.name,
            "languages": pages,
            "state": entry.get("state", "read") if is_present else "kept",
            "kept": {language: "; ".join([words.say(one, language) for one in kept] + [f"{words.say('index_other', language)} {one}" for one in strangers]) for language in terms.LANGUAGES} if kept or strangers else None,
        }  # fmt: skip


def _strangers(folder: Path, sha256: str) -> Iterable[str]:
    """The hashes of other files from which notebook pages of a folder were made."""
    stamps = (stamp_of(page) for language in terms.LANGUAGES for page in notebook_files(folder / language))
    return (one[:12] for one in {str(stamp.get("sha256")) for stamp in stamps if stamp} - {sha256})


def _failed(failures: Sequence[Failure]) -> Iterator[dict[str, Any]]:
    empty = dict.fromkeys(("region", "origin", "spelled", "year", "layout", "revenue", "expenditure", "change", "execution", "sme", "severities", "watched", "complete", "level", "kept", "sha256"))
    for failure in failures:
        yield {
            **empty,
            "department": "",
            "file": inert.plain(failure.path.name),
            "why": inert.plain(failure.message),
            "state": "failed",
            "folder": "",
            "languages": [],
        }


def _kept_glyphs(out: Path) -> Iterator[str]:
    for folder in out.iterdir():
        if folder.is_dir() and not folder.name.startswith("."):
            yield str(read_json(folder / _RECORD).get("glyphs", ""))


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _code() -> str:
    """What stands for the code, the words and the looks of the pages."""
    own = resources.files(__package__)
    files = [entry for folder in ("assets", "templates") for entry in (own / folder).iterdir() if entry.is_file()]
    looks = [(entry.name, hashlib.sha256(entry.read_bytes()).hexdigest()) for entry in sorted(files, key=lambda one: one.name)]
    return _digest(stages.code_fingerprint(), looks)


def _own(name: str) -> str:
    return hashlib.sha256((resources.files(__package__) / name).read_bytes()).hexdigest()
