"""The shape of the package: order of the modules, quiet imports, specs that agree, no persons."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import inventory, locate, privacy, readers, specs, terms
from budget_analysis.relations.identities import load_identities
from budget_analysis.document import open_source
from tests.known_documents import frames_once

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "budget_analysis"
MOST_LINES = 350
"""Most modules have 50 to 300 lines; one that is longer than this is a folder that wants names."""

# --- modules -----------------------------------------------------------------------------------------


@cache
def module_order() -> tuple[str, ...]:
    """The modules in the order of the table in docs/design.md."""
    text = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    table = text.partition("| `src/budget_analysis/` |")[2].partition("\n\n")[0]
    first_cells = [line.split("|")[1] for line in table.splitlines()[2:]]
    return tuple(re.findall(r"`(\w+)(?:\.py|/)`", " ".join(first_cells)))


@cache
def modules() -> dict[str, Path]:
    """Dotted name below the package to file; a folder is named by its `__init__`."""
    named = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        folder = parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts
        named[".".join(folder)] = file
    return named


@cache
def parsed(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@cache
def imported(name: str, file: Path) -> tuple[str, ...]:
    """The modules of the package that a module imports, also late or for its types only."""
    return tuple(_imported(name, file))


def _imported(name: str, file: Path) -> Iterator[str]:
    known = modules()
    inside = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    home = [] if name == "__init__" else inside
    for node in ast.walk(parsed(file)):
        if isinstance(node, ast.Import):
            assert not any(n.name.startswith("budget_analysis") for n in node.names), (
                f"{file}: import inside the package with `from . import`"
            )
        if not isinstance(node, ast.ImportFrom) or not node.level:
            continue
        base = home[: len(home) - node.level + 1]
        target = ".".join([*base, *(node.module.split(".") if node.module else [])])
        for alias in node.names:
            deeper = f"{target}.{alias.name}".lstrip(".")
            found = deeper if deeper in known else target
            assert found in known, f"{file}: no module {found}"
            yield found


def test_every_module_stands_in_the_table_of_the_design() -> None:
    order = module_order()
    assert len(order) > 20
    assert len(set(order)) == len(order)
    standing = {name.split(".")[0] for name in modules()} - {"__init__"}
    assert standing == set(order)


def test_module_imports_only_from_modules_above_it() -> None:
    rank = {name: place for place, name in enumerate(module_order())}
    wrong = [
        f"{name} imports {other}"
        for name, file in modules().items()
        if name != "__init__"
        for other in imported(name, file)
        if rank[other.split(".")[0]] > rank[name.split(".")[0]]
    ]
    assert not wrong


def test_no_two_modules_import_each_other() -> None:
    graph = {name: set(imported(name, file)) for name, file in modules().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' -> '.join(error.args[1])}")


def test_readers_do_not_know_each_other() -> None:
    kinds = {name: file for name, file in modules().items() if name.startswith("readers.")}
    assert len(kinds) > 2
    for name, file in kinds.items():
        own = ".".join(name.split(".")[:2])
        others = {
            ".".join(other.split(".")[:2])
            for other in imported(name, file)
            if other.startswith("readers.")
        }
        assert others <= {own}, name


@pytest.mark.parametrize("name", sorted(modules()))
def test_module_says_what_it_is_and_stays_short(name: str) -> None:
    text = modules()[name].read_text(encoding="utf-8")
    assert ast.get_docstring(parsed(modules()[name])), f"{name} has no docstring"
    assert len(text.splitlines()) <= MOST_LINES, f"{name}: make it a folder whose files name ideas"


# --- imports -----------------------------------------------------------------------------------------

_LOOK = """
import importlib, json, logging, sys, threading
{statement}
bridge = sys.modules.get("jpype")
print(json.dumps({{
    "heavy": [n for n in ("pandas", "numpy", "matplotlib", "jpype") if n in sys.modules],
    "java": bool(bridge and bridge.isJVMStarted()),
    "handlers": [str(handler) for handler in logging.getLogger().handlers],
    "threads": threading.active_count(),
}}))
"""


def import_quietly(statement: str, folder: Path) -> dict[str, object]:
    """What a fresh interpreter holds after an import, with an empty folder as home."""
    named = ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR", "TMPDIR")
    environment = {**os.environ, **dict.fromkeys(named, str(folder))}
    done = subprocess.run(
        [sys.executable, "-B", "-c", _LOOK.format(statement=statement)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert not list(folder.iterdir()), "the import wrote files"
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_importing_the_package_has_no_side_effects(tmp_path: Path) -> None:
    found = import_quietly("import budget_analysis", tmp_path)
    assert found == {"heavy": [], "java": False, "handlers": [], "threads": 1}


def test_importing_every_module_starts_nothing(tmp_path: Path) -> None:
    names = [f"budget_analysis.{name}" for name in modules() if name != "__init__"]
    found = import_quietly(f"[importlib.import_module(name) for name in {names}]", tmp_path)
    assert not found["java"]
    assert found["handlers"] == []
    assert found["threads"] == 1
    assert "matplotlib" not in found["heavy"]  # type: ignore[operator]


# --- specs and terms ---------------------------------------------------------------------------------


def roles_and_measures(spec: specs.FormSpec) -> tuple[set[str], set[str]]:
    roles = {row.role for group in spec.every_group for row in group.rows}
    measures = {column.name for group in spec.every_group for column in group.measures}
    return roles, measures


@pytest.mark.parametrize("form", sorted(specs.forms()))
def test_every_row_and_column_of_a_form_has_a_term(form: str) -> None:
    roles, measures = roles_and_measures(specs.forms()[form])
    assert measures
    # the columns of a form by economic class are codes
    named = {name for name in roles | measures if not name.isdecimal()}
    assert named - set(terms.table()["identifier"]) == set()


def test_terms_are_complete_and_unique() -> None:
    table = terms.table()
    assert table["identifier"].is_unique
    assert not (table == "").any(axis=None)


def test_a_title_belongs_to_one_form() -> None:
    described = set(specs.titles())  # raises where two forms claim one title
    assert len(specs.forms()) == 22
    others = [
        terms.fold(title)
        for entry in specs.load("other_forms.toml")["form"]
        for title in entry["titles"]
    ]
    assert len(others) == len(set(others))
    assert not described.intersection(others)


@pytest.mark.parametrize("form", sorted(specs.forms()))
def test_header_words_tell_columns_apart(form: str) -> None:
    spec = specs.forms()[form]
    assert spec.header_words
    assert len(set(spec.header_words)) == len(spec.header_words)
    assert not spec.folded_titles.intersection(spec.header_words)
    for group in spec.groups:
        headers = [header for column in group.columns for header in column.headers]
        assert len(set(headers)) == len(headers), "two columns of a group have the same header"


def test_form_is_identified_by_its_file() -> None:
    files = {file.stem for file in (PACKAGE / "specs/forms").glob("*.toml")}
    assert files == set(specs.forms())


def test_identities_and_phrases_name_what_the_forms_have() -> None:
    assert load_identities()  # raises where a relation names an unknown row or column
    sections = {entry["id"] for entry in specs.load("sections.toml")["section"]}
    for subject in specs.load("sentences/subjects.toml")["subject"]:
        by_section = {**subject["refs"], **subject.get("or", {})}
        assert set(by_section) <= {*sections, "elsewhere"}, subject
        for reference in {ref for refs in by_section.values() for ref in refs}:
            form, role, *measure = reference.split("/")
            if measure:  # without one, the quantity is known from the prose alone
                roles, measures = roles_and_measures(specs.forms()[form])
                assert role in roles and set(measure) <= measures, reference


# --- persons -----------------------------------------------------------------------------------------


def raw_files() -> list[Path]:
    return inventory.find_documents([ROOT / "data/raw"])


@cache
def persons() -> tuple[re.Pattern[str], ...]:
    """Distinctive names and telephone numbers from the fields of the raw files themselves."""
    found: list[re.Pattern[str]] = []
    for file in raw_files():
        located = locate.locate_forms(readers.read(file))
        grids = [table.grid for table in located.unknown]
        data = privacy.personal_data(located.prose, grids)
        # the names themselves; a word of the language that is also a name stands in many files
        found += [re.compile(r"\s*".join(map(re.escape, name))) for name in data.names]
        found += [re.compile(rf"(?<!\d){re.escape(number)}(?!\d)") for number in data.numbers]
    assert found, "no field of a raw file names a person; then this test looks for nothing"
    return tuple(found)


def written_files() -> Iterator[Path]:
    """What goes to readers: the files under version control or meant for it, dataset, reports."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = [name for name in listed.stdout.split("\0") if name]
    assert names
    for name in names:
        file = ROOT / name
        if not name.startswith("data/raw/") and file.is_file():
            yield file
    for folder in ("data/processed", "reports"):
        yield from (file for file in (ROOT / folder).rglob("*") if file.is_file())


def readable(file: Path) -> str:
    if file.suffix == ".parquet":
        return pd.read_parquet(file).to_csv()
    text = file.read_bytes().decode("utf-8", errors="ignore")
    if "\\u" in text:  # JSON and notebooks may write Chinese as escapes
        text += re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)
    return text


def names_a_person(text: str) -> bool:
    return any(pattern.search(text) for pattern in persons())


# The messages say where, never what: the output of a failing test is public too.


def test_no_person_of_a_raw_file_stands_in_a_frame() -> None:
    for file in raw_files():
        found = frames_once(open_source(file))
        assert not [name for name, frame in found.items() if names_a_person(frame.to_csv())]


def test_no_person_of_a_raw_file_stands_in_another_file() -> None:
    files = dict.fromkeys(written_files())
    where = [
        file.relative_to(ROOT).as_posix() for file in files if names_a_person(readable(file))
    ]
    assert not where, f"names or telephone numbers of the raw files stand in {where}"
