"""The READMEs: every command and example runs, the first screen is what the kit says now."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path

import duckdb
import first_screen
import pytest
import site_pictures
from PIL import Image

from budget_analysis import charts, cli, frames, identity, limits, load, locate, privacy, sources, specs, workers, years
from budget_analysis.relations import identities
from tests.known_documents import built_once, frames_once

ROOT = Path(__file__).resolve().parents[1]
READMES = ("README.md", "README.zh-CN.md")
TOOL = ".venv/bin/budget-analysis"
DOCS = [f"docs/{page.name}" for page in sorted((ROOT / "docs").glob("*.md"))]
AT_THE_EDGE = 4
"""Texts that a pixel more or less brings into a picture, or out of it."""
OF_THE_USER = {sources.ACCOUNTS, identity.DEPARTMENTS, years.CROSSWALK, "source.toml", "CITATION.cff", "LICENCE.md"}
"""Files that people or a release write, named on the pages."""
PAGES = [*READMES, "CHANGELOG.md", *DOCS]


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Each command line of both READMEs, once."""
    listed = [line for page in READMES for block in blocks(page, "sh") for line in block.splitlines()]
    assert listed
    return list(dict.fromkeys(listed))


MADE = [command for command in commands() if command.startswith("make ")]
RUN = list({re.sub(r" --language \w+", "", command): command for command in commands() if not command.startswith("make ")}.values())
"""One of those that differ in their language only: both are understood, and test_cli.py makes reports in both."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what the commands use, so that they write nothing into the checkout."""
    for name in ("data/raw", "notebooks"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


# --- commands ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("without_workers")
@pytest.mark.parametrize("command", RUN)
def test_command_runs(
    command: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tool, *given = shlex.split(command)
    assert tool == TOOL
    if given[0] == "report":
        # test_cli.py and nbval execute all of them; here it is the command
        for notebook in sorted((project / "notebooks").glob("*.ipynb"))[1:]:
            notebook.unlink()
    monkeypatch.chdir(project)
    if given[0] == "publish":  # what the command above it made
        shutil.copytree(built_once() / "dataset", given[1])
    assert cli.main(given) == cli.DONE
    assert capsys.readouterr().out.strip()
    if "--out" in given:
        out = project / given[given.index("--out") + 1]
        wanted = {"report": "index.html", "publish": "*/SHA256SUMS"}.get(given[0], "figures.csv")
        assert [file for file in out.glob(wanted) if file.stat().st_size]


@pytest.mark.parametrize("command", MADE)
def test_make_target_exists_and_runs_what_is_tested(command: str) -> None:
    """The targets build the environment themselves, so CI runs them and not a test."""
    done = subprocess.run(
        [*shlex.split(command), "--dry-run"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        if TOOL in line:
            tool, *given = shlex.split(line)
            assert tool == TOOL
            cli.build_parser().parse_args(given)


def test_ci_runs_make() -> None:
    assert re.search(r"^make .*\btest\b", text_of(".ci/run"), re.MULTILINE)


def test_every_target_that_is_named_exists() -> None:
    targets = set(re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"`make (\w+)", text_of(page))}
    assert {"report", "test", "help"} <= named
    assert named <= targets


def test_every_verb_and_option_that_is_named_exists() -> None:
    parser = cli.build_parser()
    known = parser.format_help()
    for page in READMES:
        verbs = re.findall(r"`(\w+) (?:FOLDER|FILE|文件夹)", text_of(page))
        assert verbs
        for verb in verbs:
            assert re.search(rf"^    {verb} ", known, re.MULTILINE), verb
    parser.parse_args(["check", "FILE", "--strict"])


# --- Python ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the raw accounts, a price index, and the dataset that the pages build from them."""
    folder = tmp_path_factory.mktemp("readme") / "built"
    shutil.copytree(built_once(), folder)  # the examples write beside them
    (folder / "cpi.csv").write_text("year,index\n2020,100\n2023,103.1\n2024,103.3\n", encoding="utf-8")
    return folder


@cache
def printed_by(code: str, folder: Path) -> str:
    """What Python prints in a process of its own; an example that stands on two pages runs once."""
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("page", READMES)
def test_python_examples_print_what_stands_below_them(page: str, built: Path) -> None:
    about_many, about_one = blocks(page, "python")
    assert all(len(code.splitlines()) <= 10 for code in (about_many, about_one))
    assert "charts.save(" in about_many  # a published chart, in one screen
    assert "83.75" in printed_by(about_many, built) or "equal" in printed_by(about_many, built)
    [printed] = blocks(page, "text")
    assert printed_by(about_one, built) == printed


@pytest.mark.parametrize("page", READMES)
def test_each_line_of_sql_answers_for_the_account(page: str, built: Path) -> None:
    [sql] = blocks(page, "sql")
    with duckdb.connect(str(built / "dataset/corpus.duckdb"), read_only=True) as database:
        for line in sql.splitlines():
            assert database.execute(line).fetchall(), line


@pytest.mark.parametrize("page", [page for page in DOCS if blocks(page, "python")])
def test_python_of_the_docs_runs(page: str, built: Path) -> None:
    printed_by("\n".join(blocks(page, "python")), built if "dataset/" in text_of(page) else ROOT)


@pytest.mark.parametrize("page", [page for page in (*READMES, *DOCS) if blocks(page, "sh")])
def test_commands_of_a_page_are_understood(page: str) -> None:
    targets = re.findall(r"^(\w+):", text_of("Makefile"), re.MULTILINE)
    for line in (line for block in blocks(page, "sh") for line in block.splitlines()):
        tool, *given = shlex.split(line)
        assert tool in (TOOL, "make")
        if tool == TOOL:
            cli.build_parser().parse_args(given)
        else:
            assert set(given) <= set(targets)


@pytest.mark.parametrize("page", [*READMES, "docs/safety.md"])
def test_limits_that_are_named_are_those_of_the_kit(page: str) -> None:
    text, given = text_of(page), workers.Limits()
    assert re.search(rf"\b{given.seconds:.0f} (?:seconds|秒)", text)
    assert f"{given.memory} MiB" in text
    if page == "docs/safety.md":
        assert f"{limits.MOST_PAGES:,} pages, {limits.MOST_CELLS:,} cells" in text
        assert f"{limits.MOST_CHARACTERS // 10**6} million characters" in text
        assert privacy.MASK in text


# --- first screen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", sorted(first_screen.WORDS))
def test_first_screen_is_what_the_kit_says_now(language: str) -> None:
    found = first_screen.between_marks(text_of(first_screen.WORDS[language].file))
    stale = "the first screen is stale: .venv/bin/python -m tests.first_screen"
    assert found == first_screen.first_screen(language), stale


@pytest.mark.parametrize("language", sorted(first_screen.WORDS))
def test_picture_of_the_first_screen_is_small_and_drawn_by_the_kit(language: str) -> None:
    picture = ROOT / first_screen.image(language)
    content = picture.read_bytes()
    assert content.startswith(b"\x89PNG") and len(content) < 100_000
    drawn = charts.render(first_screen.draw(language), "png")
    # width and height: the pixels may differ between machines in the last bit of a grey
    assert drawn[16:24] == content[16:24]


@pytest.mark.skipif(site_pictures.CHROMIUM is None, reason="no Chromium is installed to open the pages in")
def test_pictures_of_the_site_show_what_it_says_now(tmp_path: Path) -> None:
    """The text seen on each, not its pixels, which differ between machines; nor what is just at its edge."""
    kept = json.loads((ROOT / site_pictures.TEXTS).read_text(encoding="utf-8"))
    stale = "the pictures of the site are stale: .venv/bin/python -m tests.site_pictures"
    drawn = list(site_pictures.shown(tmp_path, frames_once))
    assert {one.file for one in drawn} == set(kept)
    for one in drawn:
        assert len(one.seen) > 20
        assert set(kept[one.file]) <= one.all_texts, stale
        assert len(set(kept[one.file]) ^ set(one.seen)) <= AT_THE_EDGE, stale


@pytest.mark.parametrize("language", sorted(first_screen.WORDS))
def test_pictures_of_the_site_are_small_and_in_the_readme(language: str) -> None:
    readme = text_of(first_screen.WORDS[language].file)
    for shot in site_pictures.SHOTS:
        name = site_pictures.file_of(shot, language)
        content = (ROOT / name).read_bytes()
        assert content[8:12] == b"WEBP" and len(content) < site_pictures.LARGEST
        with Image.open(ROOT / name) as picture:
            assert picture.size == shot.size
        assert readme.count(name) == 1 and readme.index(name) < readme.index("```sh")


def test_result_comes_before_the_commands() -> None:
    for page in READMES:
        text = text_of(page)
        assert text.index(first_screen.END) < text.index("```sh")
        assert len(text[: text.index("```sh")].splitlines()) < 30


# --- both languages, and the other pages ---------------------------------------------------------------


def test_both_readmes_say_the_same() -> None:
    english, chinese = map(text_of, READMES)
    for mark in ("## ", "|---", "- ", "```"):
        pattern = rf"^{re.escape(mark)}"
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in (english, chinese)]
        assert counts[0] == counts[1], mark
    frame_names = {name for name in frames.names() if f"`{name}`" in english}
    assert frame_names == {name for name in frames.names() if f"`{name}`" in chinese}
    assert frame_names == set(frames.names())


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_is_named_exists(page: str) -> None:
    here = (ROOT / page).parent
    links = re.findall(r"\]\(([^)#:]+)\)", text_of(page))
    for link in links:
        assert (here / link).exists(), link
    for name in re.findall(r"`([\w./-]+\.(?:toml|csv|py|md))`", text_of(page)):
        places = (ROOT, ROOT / "src/budget_analysis", ROOT / "src/budget_analysis/specs", ROOT / "data/processed")
        assert name in OF_THE_USER or any((place / name).exists() for place in places), name


def test_examples_for_budget_experts_are_understood(tmp_path: Path) -> None:
    examples = [tomllib.loads(block) for block in blocks("docs/forms.md", "toml")]
    sections = {section.id for section in locate.sections.sections()}
    seen: set[str] = set()
    for block, example in zip(blocks("docs/forms.md", "toml"), examples, strict=True):
        seen.update(example)
        if "group" in example:
            file = tmp_path / "my_new_form.toml"
            file.write_text(block, encoding="utf-8")
            assert specs._form(file).id == "my_new_form"
        for layout in example.get("layout", []):
            assert set(layout["forms"]) <= {*specs.forms(), "my_new_form"}
        for identity in example.get("identity", []):
            known = specs.load("identities.toml")
            read = identities.read_identities({**known, "identity": [*known["identity"], identity]})
            assert read.all[-1].parts
        for entry in (*example.get("keyed", []), *example.get("hint", [])):
            assert entry["section"] in sections
    assert {"titles", "group", "layout", "identity", "subject", "words", "shape", "keyed"} <= seen


def test_title_is_added_by_editing_one_file(tmp_path: Path) -> None:
    """What docs/forms.md promises, on a copy of the package and a dump with a title of its own."""
    package = tmp_path / "budget_analysis"
    shutil.copytree(ROOT / "src/budget_analysis", package)  # with its byte code, which counts by the time of its source
    dump = tmp_path / "other-office-2024.txt"
    printed, instead = "收入决算表（分单位）", "各单位收入一览决算表"
    content = first_screen.ACCOUNT.read_text(encoding="utf-8")
    assert content.count(printed) == 1
    dump.write_text(content.replace(printed, instead), encoding="utf-8")

    before = load(dump).forms["state"].value_counts().to_dict()  # of a package that is not copied
    assert before["missing"] == 1
    form = package / "specs/forms/revenue_by_unit.toml"
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace(f'["{printed}"]', f'["{printed}", "{instead}"]'), encoding="utf-8")
    told = "import json, budget_analysis as kit; print(json.dumps([kit.__file__, *kit.load('other-office-2024.txt').forms['state']]))"
    done = subprocess.run([sys.executable, "-c", told], cwd=tmp_path, capture_output=True, text=True, check=True)
    used, *states = json.loads(done.stdout)
    assert Path(used).parent == package
    assert Counter(states) == Counter({**before, "missing": 0, "found": before["found"] + 1})
