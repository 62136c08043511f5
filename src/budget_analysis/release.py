"""A dataset released: checksummed, with README, citation and licence note, never changed afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from . import inert, outputs, specs, texts
from .dataset.files import MANIFEST, PACKAGE
from .dataset.package import as_json, sum_of
from .errors import OutputError
from .verdicts import DIFFERS, EQUAL, ROUNDING, UNCHECKED, UNDEFINED

SUMS = "SHA256SUMS"
_NAME = "budget-analysis-dataset"
_DIGITS = 12
_STATES = ("value", "zero", "blank", "unreadable")
_VERDICTS = (EQUAL, ROUNDING, DIFFERS, UNDEFINED, UNCHECKED)
_SEVERITIES = ("gross", "ordinary", "last_digit")
_STANDINGS = ("current", "superseded", "copy", "template", "ambiguous")


@dataclass(frozen=True)
class Citation:
    """Who releases the dataset, under which title and licence (an SPDX identifier)."""

    authors: Sequence[str]
    title: str = ""
    licence: str = ""


def release(dataset: Path, out: Path, citation: Citation) -> Path:
    """Release a dataset that `build` has written.

    Args:
        dataset: its folder.
        out: the folder of releases; each gets a folder of its own there, named by its content.
        citation: who releases it.

    Returns:
        The folder of the release: the files of the dataset, `README.md`, `CITATION.cff`,
        `LICENCE.md`, `.zenodo.json` and `SHA256SUMS`; nobody may write to its files.

    Raises:
        OutputError: the dataset is not whole, holds no account or a made-up one, or is released
            there already.
    """
    manifest = _whole(dataset)
    documents = pd.read_parquet(dataset / "documents.parquet")
    if documents.empty:
        raise OutputError(f"{dataset}: the dataset holds no account; there is nothing to release")
    made_up = documents.loc[documents["synthetic"].fillna(False), "source_file"]
    if len(made_up):
        raise OutputError(
            f"{dataset}: {len(made_up)} of its accounts are made up ({made_up.iloc[0]} …). A dataset "
            "with made-up accounts is not released; build one without them."
        )
    title = citation.title or texts.say("package_title", "en")
    taken = [dataset / name for name in (*sorted(manifest["files"]), MANIFEST)]
    package = json.loads((dataset / PACKAGE).read_text(encoding="utf-8"))
    package |= {"title": title, "contributors": [{"title": name, "roles": ["creator"]} for name in citation.authors]}
    if citation.licence:
        package["licenses"] = [{"name": citation.licence}]
    written = {
        PACKAGE: as_json(package),
        "README.md": _readme(dataset, manifest["rows"], documents, title).encode(),
        "LICENCE.md": _licence(documents, citation).encode(),
        "CITATION.cff": _citation(title, citation).encode(),
        ".zenodo.json": as_json(_zenodo(title, citation)),
    }
    sums = {file.name: sum_of(file) for file in taken}
    sums |= {name: hashlib.sha256(content).hexdigest() for name, content in written.items()}
    written[SUMS] = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items())).encode()
    name = f"{_NAME}-{hashlib.sha256(written[SUMS]).hexdigest()[:_DIGITS]}"
    return _place(taken, written, out / name)


def _place(taken: Sequence[Path], written: Mapping[str, bytes], folder: Path) -> Path:
    if folder.exists():
        raise OutputError(f"{folder}: this dataset is released here already, and a release is never changed")
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        for file in taken:
            shutil.copyfile(file, part / file.name)
        for name, content in written.items():
            (part / name).write_bytes(content)
        for file in part.iterdir():
            file.chmod(0o444)
        os.replace(part, folder)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        raise OutputError(outputs.cannot_write(folder, error)) from error
    return folder


def _whole(dataset: Path) -> dict[str, Any]:
    """The manifest of a dataset all of whose files are as it says."""
    try:
        manifest: dict[str, Any] = json.loads((dataset / MANIFEST).read_text(encoding="utf-8"))
        changed = [
            name
            for name, about in manifest["files"].items()
            if sum_of(dataset / name) != about["sha256"]
        ]
        if not (dataset / PACKAGE).is_file():
            changed.append(PACKAGE)
    except (OSError, ValueError, KeyError) as error:
        raise OutputError(f"{dataset}: here is no whole dataset: {error}. Make one with `build`.") from error
    if changed:
        raise OutputError(f"{dataset}: {', '.join(changed)} changed since the dataset was made. Build it again.")
    return manifest


def _readme(dataset: Path, rows: Mapping[str, int], documents: pd.DataFrame, title: str) -> str:
    def column(table: str, name: str, where: str = "") -> pd.Series[Any]:
        read = pd.read_parquet(dataset / f"{table}.parquet", columns=[name, *[where] * bool(where)])
        return read.loc[read[where] != "omission", name] if where else read[name]

    years = sorted(documents["fiscal_year"].dropna().astype(int).unique())
    listed = (
        f"| `{name}` | {count:,} | {texts.word(f'frame_{name}', 'zh')} {texts.word(f'frame_{name}', 'en')} |"
        for name, count in rows.items()
    )
    text: str = specs.load("release.toml")["readme"]
    return text.lstrip().format(
        title=title,
        documents=len(documents),
        departments=documents["department_id"].nunique(),
        years=f"{years[0]}–{years[-1]}" if len(years) > 1 else "".join(map(str, years)) or "—",
        version=version("budget-analysis"),
        tables="\n".join(listed),
        cells=_counts(column("figures", "state"), _STATES),
        verdicts=_counts(pd.concat([column("claims", "verdict"), column("checks", "verdict")]), _VERDICTS),
        findings=_counts(column("findings", "severity", where="ground"), _SEVERITIES),
        standings=_counts(documents["standing"], _STANDINGS),
    )


def _counts(values: pd.Series[Any], names: Sequence[str]) -> str:
    return ", ".join(f"{int((values == name).sum()):,}" for name in names)


def _licence(documents: pd.DataFrame, citation: Citation) -> str:
    words = specs.load("release.toml")
    columns = ("source_file", "publisher", "address", "published", "fetched", "licence")
    rows = (
        "| " + " | ".join(words["unknown"] if pd.isna(cell) else _cell(str(cell)) for cell in row) + " |"
        for row in documents[list(columns)].itertuples(index=False)
    )
    text: str = words["licence"]
    return text.lstrip().format(
        authors=", ".join(citation.authors), licence=citation.licence or words["not_stated"], sources="\n".join(rows)
    )


def _cell(text: str) -> str:
    """A text of a document or record as a cell of a table in Markdown, where it does nothing."""
    return "".join("\\" + letter if letter in "\\|`*_[]<>" else letter for letter in inert.plain(text))


def _citation(title: str, citation: Citation) -> str:
    lines = [
        "cff-version: 1.2.0",
        "message: Cite this dataset as below, together with the publishers of the accounts (LICENCE.md).",
        f"title: {_quoted(title)}",
        "type: dataset",
        "authors:",
        *(f"  - name: {_quoted(name)}" for name in citation.authors),
    ]
    if citation.licence:
        lines.append(f"license: {_quoted(citation.licence)}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a text of JSON is one of YAML


def _zenodo(title: str, citation: Citation) -> dict[str, Any]:
    found = {
        "title": title,
        "upload_type": "dataset",
        "description": texts.say("package_description", "en"),
        "creators": [{"name": name} for name in citation.authors],
        "keywords": ["final accounts", "public finance", "fiscal transparency", "部门决算"],
    }
    return found | ({"license": citation.licence.lower()} if citation.licence else {})
