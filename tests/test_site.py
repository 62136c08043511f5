"""The report: notebook pages that run and fetch nothing, the list of what is on disk, failures that cost themselves."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest
from PIL import Image

from budget_analysis import codes, corpus, findings, frames, pages, runs, shelf, site, specs, stages, terms, words
from budget_analysis.charts import bars
from budget_analysis.frames import operand_names
from budget_analysis.corpus import Failure, Result
from budget_analysis.document import Source, open_source
from budget_analysis.findings import naming
from budget_analysis import words
from budget_analysis.site import citing, comparing, fonts, leading, notebook_pages, published, templates
from budget_analysis.site.paged import Paged, letters_of, page_pictures, paged_at
from budget_analysis.site.places import Places
from budget_analysis.site.sections import FIRST_LINE, Analysis
from budget_analysis.site.standing import Standing
from budget_analysis.synthetic import Wish, synthesize
from tests.hostile_account import LINK, MATH, SCRIPT, Parsed, write_hostile
from tests.known_documents import frames_once
from tests.seed_account import ROOT, SEED, seed_ledger
from tests.small_account import small_account

PARAMETERS = 'document: str = "a"  # d\nlanguage: str = "zh"  # l\nout: str = ""  # o\nkept: str = ""  # k'
BACK = "../../index.html"


@pytest.fixture(autouse=True)
def no_glyphs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Taking the glyphs out of the font is a quarter of a small site; test_browser.py shows pages in theirs."""
    monkeypatch.setattr(fonts, "_subset", lambda shown: b"no font")


def make_notebook(path: Path, body: str = "1 + 1") -> Path:
    first = nbformat.v4.new_code_cell(PARAMETERS)
    first.metadata["tags"] = ["parameters"]
    path.parent.mkdir(exist_ok=True)
    nbformat.write(nbformat.v4.new_notebook(cells=[first, nbformat.v4.new_code_cell(body)]), path)
    return path


def result_of(folder: Path, name: str, content: str = "x") -> Result:
    """A document that was read: its department is its name, nothing in it is judged."""
    file = folder / f"{name}.txt"
    file.write_text(content, encoding="utf-8")
    found = {frame: frames.build(frame, []) for frame in ("findings", "checks", "claims", "watch", "coverage")}
    rows = [{"document_id": name, "department": f"{name}<局>", "fiscal_year": 2024}]
    return Result(file, open_source(file), {**found, "documents": frames.build("documents", rows)})


def small_result(folder: Path, name: str, total: str = "5.69") -> Result:
    """An account of one form that was read and recomputed; its department is its name."""
    file = small_account(folder / f"{name}.txt", total, department=f"某市{name}<局>")
    return Result(file, open_source(file), small_frames(file.read_text(encoding="utf-8"), name))


@cache
def small_frames(content: str, name: str) -> shelf.Frames:
    """The frames of a text, read once for all tests."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.txt"
        file.write_text(content, encoding="utf-8")
        return corpus.read_frames(open_source(file))


def source_of(result: Result) -> Source:
    assert result.source is not None
    return result.source


@pytest.fixture
def notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A notebook whose execution takes no kernel: it draws a chart and says which file it read."""

    def run_notebook(notebook: Path, out: Path, parameters: dict[str, Any], kernel: Any) -> Path:
        out.parent.mkdir(parents=True)
        document = out.parent / parameters["document"]
        text = f"read {document.read_text(encoding='utf-8')}"
        (out.parent / "chart.svg").write_text(text, encoding="utf-8")
        if text.endswith("stops"):
            raise RuntimeError("Kernel died")
        cell = nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("stream", text=text)])
        runs.save(nbformat.v4.new_notebook(cells=[cell]), out)
        return out

    monkeypatch.setattr(runs, "run_notebook", run_notebook)
    return make_notebook(tmp_path / "notebooks" / "n.ipynb")


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def full_disk(*given: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


# --- the first line ---------------------------------------------------------------------------------


def test_first_line_row_and_comparison_tell_one_number(tmp_path: Path) -> None:
    """Also where the text states two amounts and no rate, as the offices of Shanghai do."""
    [file] = [one for one in synthesize(tmp_path, Wish(count=4, seed=12, format="text")) if one.name.endswith("-mof-shanghai.txt")]
    analysis = Analysis(frames_once(open_source(file)))
    first = {one.id: one for one in analysis.indicators("zh")}
    compared = comparing.comparison({"a": analysis.compared})
    drawn = dict(zip([one[0] for one in compared["indicators"]], compared["values"]["a"], strict=True))
    assert {name: one.value for name, one in first.items()} == {name: drawn[indicator][0] for name, indicator in FIRST_LINE.items()}
    assert first["sme"].value and first["sme"].address.startswith("claim-") and first["sme"].unit == "%"


def test_rate_of_the_first_line_is_told_by_the_statement_that_holds() -> None:
    claim = {"claim_id": "c", "printed": "88.32", "unit": "%", "direction": "down", "verdict": "equal"}
    wrong = [6.12, 6.11, 6.13, "cell-a/b/c", "differs"]
    right = [-88.322, -88.33, -88.31, "cell-a/b/c", "equal"]
    nothing = [None, None, None, "", ""]
    assert comparing._as_stated(claim, wrong) == [-88.32, None, None, "claim-c", "equal"]
    assert comparing._as_stated(claim, right) == [-88.32, -88.33, -88.31, "claim-c", "equal"]
    assert comparing._as_stated({**claim, "verdict": "differs"}, right) == [*right[:3], "claim-c", "equal"]
    assert comparing._as_stated({**claim, "verdict": "undefined"}, nothing) == [None, None, None, "claim-c", "undefined"]


# --- words ------------------------------------------------------------------------------------------


def test_reasons_name_cells_and_forms_in_the_language_of_the_page() -> None:
    blank = "figure d0a1/general_public_expenditure/20799/basic is blank, though its parts are not"
    assert words.reason(blank, "en") == "[General public budget appropriation: expenditure · 20799 · basic expenditure] is blank, though its parts are not"
    assert words.reason(blank, "zh") == "单元格[一般公共预算财政拨款支出决算表 · 20799 · 基本支出]空白，而其各部分有数"
    assert words.reason("“甲” is no row of the form general_public_basic", "zh") == "“甲”不是该表的一行"
    assert "general_public_basic" not in words.reason("“甲” is no row of the form general_public_basic", "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_relation_is_told_by_an_identifier(language: str) -> None:
    checks = seed_ledger().checks
    told = {words.instance(name, language) for name in checks["instance"]}
    assert [one for one in told if "_" in one] == []
    assert words.instance("at most 201", "zh") == "不大于 201" and words.instance("by_unit total", "en") == "by unit total"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("by -482.19 (-20.14%)", "by −482.19 (−20.14%)"), ("[-0.02, 0.01]", "[−0.02, 0.01]"), ("-1,2.5%", "−1,2.5%"),
        ("2024-01-02", "2024-01-02"), ("budget-analysis", "budget-analysis"), ("301-4 a", "301-4 a"),
    ],
)  # fmt: skip
def test_less_than_zero_is_written_with_its_sign(told: str, expected: str) -> None:
    assert templates.signed(told) == expected


def test_problem_is_told_without_advice_to_developers() -> None:
    message = 'p.9, form three_public, row 2, measure basic: printed "1,2" is not an amount. If so, record it in docs/data_issues.md; if not, fix the reader.'
    assert words.problem("cell", message, "en") == 'p.9, form Three public expenses, row 2, measure basic: printed "1,2" is not an amount.'
    assert words.problem("cell", message, "zh") == "单元格中的文字不是金额"


# --- pages ----------------------------------------------------------------------------------------

HOSTILE = [
    SCRIPT,
    "<img src=http://example.org/a.png onerror=alert(1)>",
    '<a href="javascript:alert(1)" onclick="alert(1)">a</a><a href="http://example.org">b</a>',
    "<svg onload=alert(1)><script>1</script></svg>",
    '<iframe src="http://example.org"></iframe><form action="http://example.org"><input></form>',
    '<base href="http://example.org/"><link rel=stylesheet href="//example.org/a.css"><style>p{}</style>',
    '<p style="background: url(http://example.org/a.png)">a</p>',
    '<td style="background: url(http://example.org/a.png); text-align: left">a</td>',
]


def outputs(text: str) -> Iterator[Any]:
    """Every way in which a cell can show a text."""
    kinds = ("text/html", "text/markdown", "text/latex", "text/plain", "application/javascript")
    for kind in kinds:
        yield nbformat.v4.new_output("display_data", data={kind: text})
    yield nbformat.v4.new_output("stream", text=text)
    yield nbformat.v4.new_output("error", ename=text, evalue=text, traceback=[text])
    picture = nbformat.v4.new_output("display_data", data={"image/png": "AAAA"})
    picture.metadata["image/png"] = {"alt": f'"{text}'}
    yield picture


@pytest.mark.parametrize("text", [*HOSTILE, LINK, MATH])
def test_page_runs_and_fetches_nothing_whatever_its_cells_show(text: str) -> None:
    cells = [nbformat.v4.new_code_cell(text, outputs=list(outputs(text))), nbformat.v4.new_markdown_cell(text)]
    page = pages.page_of(nbformat.v4.new_notebook(cells=cells), text, "zh")
    parsed = Parsed(page)
    assert parsed.acting == []
    assert set(parsed.links) <= {BACK}
    assert parsed.tags.count("style") == 1 and not any("url(" in style for style in parsed.styles)
    [policy] = parsed.policies
    for rule in ("default-src 'none'", "img-src data:", "base-uri 'none'", "form-action 'none'"):
        assert rule in policy.split("; ")
    assert "script-src" not in policy and "http" not in policy
    assert page.index("Content-Security-Policy") < page.index("<title>")


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_scan_of_pages_sees_what_acts(text: str) -> None:
    assert Parsed(text).acting


def test_page_keeps_tables_headings_pictures_and_folded_code() -> None:
    table = '<table><tr><th style="text-align: left">a</th><td style="text-align: right">1</td></tr></table>'
    data = {"text/html": table}
    cells = [
        nbformat.v4.new_markdown_cell("# 一 · One\n\ntext with `code`"),
        nbformat.v4.new_code_cell("x = 1", outputs=[nbformat.v4.new_output("display_data", data=data)]),
        nbformat.v4.new_code_cell("", outputs=[nbformat.v4.new_output("display_data", data={"image/png": "AAAA"})]),
    ]
    page = pages.page_of(nbformat.v4.new_notebook(cells=cells), "t", "en")
    assert '<th style="text-align: left;">a</th>' in page and '<td style="text-align: right;">1</td>' in page
    assert "<code>code</code>" in page and "<h1" in page
    assert "data:image/png;base64,AAAA" in page
    assert page.count("<summary>code</summary>") == 2 and 'class="n">x</span>' in page


def test_page_of_a_hostile_account_shows_its_texts(tmp_path: Path) -> None:
    """A committed notebook, executed: it stopped at the unbalanced $ before."""
    source = open_source(write_hostile(tmp_path / "hostile.txt"))
    page = site.write_page(source, ROOT / "notebooks" / "02_structure.ipynb", "zh", tmp_path / "out")
    parsed = Parsed(page.path.read_text(encoding="utf-8"))
    assert parsed.acting == ["link"] and 'href="../../site.assets/font.css"' in page.path.read_text(encoding="utf-8")
    for text in (LINK, SCRIPT, MATH):
        assert text in parsed.text
    assert "script" not in parsed.tags and parsed.tags.count("img") == 2
    executed = nbformat.read(page.path.with_suffix(".ipynb"), as_version=4)
    shown = [output.data for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs]
    assert not any("text/markdown" in data for data in shown)
    assert all(Parsed(data.get("text/html", "")).acting == [] for data in shown)


# --- what stops costs itself -------------------------------------------------------------------------


def test_page_is_made_anew_only_when_something_changed(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    first = site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out)
    assert first.is_new and set(tree(out)) == {"a/zh/n.html", "a/zh/n.ipynb", "a/zh/chart.svg"}
    assert not site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out).is_new
    assert site.write_page(source_of(result_of(tmp_path, "a", "y")), notebook, "zh", out).is_new
    assert "read y" in first.path.read_text(encoding="utf-8")


def test_kernel_that_dies_leaves_the_old_page_and_charts(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out)
    before = tree(out)
    work = [(result_of(tmp_path, name, content), notebook, "zh") for name, content in (("a", "stops"), ("b", "y"))]
    made, failures = site.write_pages(work, out)
    assert [page.name for page in made] == ["b"]
    [failure] = failures
    assert failure.path.name == "a.txt"
    assert "notebook n.ipynb did not finish: Kernel died" in failure.message and "memory" in failure.message
    assert {name: content for name, content in tree(out).items() if name.startswith("a/")} == before


def test_kernel_really_dies(tmp_path: Path) -> None:
    notebook = make_notebook(tmp_path / "notebooks" / "n.ipynb", "import os\nos._exit(9)")
    with pytest.raises(site.ReportError, match="did not finish: Kernel died"):
        site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", tmp_path / "out")
    assert tree(tmp_path / "out") == {}


def test_kernel_that_dies_costs_one_page(tmp_path: Path) -> None:
    bodies = {"a": "1", "b": "import os\nos._exit(9)", "c": "1 / 0", "d": "2"}
    notebooks = [make_notebook(tmp_path / "notebooks" / f"{name}.ipynb", body) for name, body in bodies.items()]
    result = result_of(tmp_path, "x")
    made, failures = site.write_pages([(result, notebook, "zh") for notebook in notebooks], tmp_path / "out")
    assert [page.notebook for page in made] == ["a", "d"]
    assert [failure.message.partition("notebook ")[2][:7] for failure in failures] == ["b.ipynb", "c.ipynb"]
    assert set(tree(tmp_path / "out")) == {f"x/zh/{name}.{kind}" for name in "ad" for kind in ("html", "ipynb")}


def test_notebook_that_is_none_is_reported_and_the_rest_goes_on(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ipynb"
    broken.write_text("no notebook", encoding="utf-8")
    result = result_of(tmp_path, "a")
    made, failures = site.write_pages([(result, broken, "zh"), (result, broken, "en")], tmp_path / "out")
    assert not made and len(failures) == 2
    assert "notebook broken.ipynb: unexpected NotJSONError" in failures[0].message


def test_full_disk_leaves_the_old_page(tmp_path: Path, notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out)
    before = tree(out)
    with monkeypatch.context() as patch:
        patch.setattr(runs, "save", full_disk)
        _, [failure] = site.write_pages([(result_of(tmp_path, "a", "y"), notebook, "zh")], out)
    assert "No space left on device" in failure.message and "run the same command again" in failure.message
    assert tree(out) == before


def test_page_whose_move_was_interrupted_is_made_again(
    tmp_path: Path, notebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, real = tmp_path / "out", os.replace
    first = site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out)
    changed = result_of(tmp_path, "a", "y")
    with monkeypatch.context() as patch:
        last = out / "a" / "zh" / "n.ipynb"
        patch.setattr(os, "replace", lambda part, target: full_disk() if target == last else real(part, target))
        assert site.write_pages([(changed, notebook, "zh")], out)[1]
    assert site.write_page(source_of(changed), notebook, "zh", out).is_new
    assert "read y" in first.path.read_text(encoding="utf-8")
    assert [path.name for path in (out / "a").iterdir()] == ["zh"]


def test_report_in_a_file_is_refused(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    out.write_text("x", encoding="utf-8")
    with pytest.raises(site.ReportError, match="could not be written"):
        site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out)
    with pytest.raises(site.ReportError, match="could not be written"):
        site.write_site(out, [], [])
    assert out.read_text(encoding="utf-8") == "x"


# --- list of all accounts -----------------------------------------------------------------------------


def listed(out: Path) -> list[dict[str, Any]]:
    """The entries of the list, as its script holds them."""
    script = (out / "site.assets" / "index-data.js").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = json.loads(script.removeprefix("window.budgetIndex = ").removesuffix(";\n"))["entries"]
    return entries


def report(out: Path, notebook: Path, languages: tuple[str, ...], *results: Result) -> list[dict[str, Any]]:
    _, failures = site.write_pages([(result, notebook, lang) for result in results for lang in languages], out)
    _, stopped = site.write_site(out, results, failures, languages)
    assert not stopped
    return listed(out)


def test_second_account_and_one_language_drop_nothing(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    [first] = report(out, notebook, ("zh", "en"), small_result(tmp_path, "a"))
    assert first["languages"] == ["zh", "en"] and first["state"] == "read" and not first["kept"]
    assert first["department"] == "某市a<局>" and first["region"] == "某市"
    second = report(out, notebook, ("zh",), small_result(tmp_path, "b"))
    assert [(one["folder"], one["languages"], one["state"]) for one in second] == [
        ("a", ["zh", "en"], "kept"), ("b", ["zh"], "read"),
    ]  # fmt: skip
    assert "not among the files" in second[0]["kept"]["en"]
    assert [one["sha256"] for one in second] == [source_of(small_result(tmp_path, name)).sha256 for name in "ab"]
    third = report(out, notebook, ("en",), small_result(tmp_path, "a"), small_result(tmp_path, "b"))
    assert [one["languages"] for one in third] == [["zh", "en"], ["zh", "en"]]
    for name in ("index.html", "en.html"):
        page = Parsed((out / name).read_text(encoding="utf-8"))
        assert page.policies and "default-src 'none'" in page.policies[0]
        assert set(page.links) >= {f"a/{'zh' if name == 'index.html' else 'en'}/index.html"}


def test_report_as_a_whole_is_cited_with_the_hash_of_its_data(tmp_path: Path, notebook: Path) -> None:
    """An account that is kept from an earlier run is no row of the dataset, and none of the count."""
    out = tmp_path / "out"
    first, second = small_result(tmp_path, "a"), small_result(tmp_path, "b")
    site.write_site(out, [first, second], [])
    both = (out / "en.html").read_text(encoding="utf-8")
    hashed = hashlib.sha256((out / "site.data" / "datapackage.json").read_bytes()).hexdigest()
    assert f"2 accounts, recomputed by budget-analysis {version('budget-analysis')}, SHA-256 of datapackage.json {hashed}" in both
    site.write_site(out, [first], [])
    assert ": 1 account, " in (out / "en.html").read_text(encoding="utf-8")
    assert hashed not in (out / "index.html").read_text(encoding="utf-8")


def test_date_of_publication_is_cited_where_a_record_tells_it(tmp_path: Path) -> None:
    result = small_result(tmp_path, "a")
    out = tmp_path / "out"
    site.write_site(out, [result], [])
    page = out / "a" / "en" / "index.html"
    assert "published" not in page.read_text(encoding="utf-8").split('id="cited"')[1].split("</div>")[0]
    (result.path.parent / "source.toml").write_text('published = "2031-08-20"\n', encoding="utf-8")
    site.write_site(out, [result], [])
    told = page.read_text(encoding="utf-8").split('id="cited"')[1].split("</div>")[0]
    assert "published 2031-08-20" in told and "year = {2031}" in told


@pytest.mark.parametrize(("language", "source"), [("zh", "原文为某局"), ("en", "source: 某局, ")])
def test_author_of_what_was_recomputed_is_not_the_office(language: str, source: str) -> None:
    document = {"department": "某局", "fiscal_year": 2030, "document_id": "d1", "sha256": "0" * 64, "synthetic": None}
    ours = citing.cite(document, "sabc", "p. 3", language, is_recomputed=True)
    assert "author = {{budget-analysis" in ours.bibtex and source in ours.bibtex.split("note = ")[1] and "某局" in ours.text
    assert "year = " not in ours.bibtex, "the year of the account is not that of the recomputation"
    assert "author = {{某局}}" in citing.cite(document, "cabc", "p. 3", language).bibtex


def test_specimen_is_told_from_published_accounts_wherever_it_is_named(tmp_path: Path) -> None:
    """Nobody published it: no row, heading or citation may look as if an office had, and no count may hold it."""
    made = synthesize(tmp_path / "made", Wish(count=1, format="text"))[0]
    source = open_source(made)
    out = tmp_path / "out"
    site.write_site(out, [Result(source.path, source, frames_once(source)), small_result(tmp_path, "a")], [])
    for language, said in (("zh", "虚构样例"), ("en", "made-up specimen")):
        page = (out / source.name / language / "index.html").read_text(encoding="utf-8")
        assert re.search(f"<title>{said} · ", page) and f'<span class="made-up">{said}</span></h1>' in page
        marked = {"zh": f"{said}（", "en": f"{said} ("}[language]
        assert f"author = {{{{{marked}" in page and f"title = {{{{{marked}" in page
        other = (out / "a" / language / "index.html").read_text(encoding="utf-8")
        assert said not in other
    assert ": 1 account, 1 made-up specimen, " in (out / "en.html").read_text(encoding="utf-8")
    assert "1份决算，1份虚构样例，" in (out / "index.html").read_text(encoding="utf-8")
    kept = {one: json.loads((out / one / "document.json").read_text(encoding="utf-8"))["origin"] for one in (source.name, "a")}
    assert kept == {source.name: "made_up", "a": "published"}


def test_page_of_another_version_of_the_file_says_so(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    old = source_of(small_result(tmp_path, "a")).sha256
    report(out, notebook, ("zh", "en"), small_result(tmp_path, "a"))
    [entry] = report(out, notebook, ("en",), small_result(tmp_path, "a", "6.12"))
    assert entry["kept"]["en"].count(old[:12]) == 1


def test_list_names_what_failed_and_keeps_the_pages_that_are_there(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    report(out, notebook, ("zh",), small_result(tmp_path, "a"))
    result = small_result(tmp_path, "a")
    failure = Failure(tmp_path / "x.pdf", f"{SCRIPT} cannot be read")
    site.write_site(out, [result], [failure], ("zh",))
    first, second = listed(out)
    assert first["languages"] == ["zh"] and second["state"] == "failed" and second["why"] == failure.message
    assert "<script>alert" not in (out / "site.assets" / "index-data.js").read_text(encoding="utf-8")


def test_damaged_record_and_foreign_folders_do_not_stop_the_list(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    report(out, notebook, ("zh",), small_result(tmp_path, "a"), small_result(tmp_path, "b"))
    (out / "a" / "document.json").write_text("{", encoding="utf-8")
    for name in (".finished", "mine/zh"):
        (out / name).mkdir(parents=True)
    (out / "mine" / "zh" / "n.html").write_text("not ours", encoding="utf-8")
    site.write_site(out, [], [])
    assert [one["folder"] for one in listed(out)] == ["b"]


def test_list_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, notebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    report(out, notebook, ("zh",), small_result(tmp_path, "a"))
    before = (out / "index.html").read_bytes()
    real = os.replace

    def fails(part: Path, target: Path) -> None:
        if target.name == "index.html":
            raise OSError(errno.ENOSPC, "No space left on device")
        real(part, target)

    monkeypatch.setattr(os, "replace", fails)
    with pytest.raises(site.ReportError, match="No space left"):
        site.write_site(out, [], [])
    assert (out / "index.html").read_bytes() == before


def test_page_is_written_anew_only_when_something_changed(tmp_path: Path, notebook: Path) -> None:
    out = tmp_path / "out"
    report(out, notebook, ("zh",), small_result(tmp_path, "a"))
    page = out / "a" / "zh" / "index.html"
    page.write_text("mark", encoding="utf-8")
    report(out, notebook, ("zh",), small_result(tmp_path, "a"))
    assert page.read_text(encoding="utf-8") == "mark"
    report(out, notebook, ("zh",), small_result(tmp_path, "a", "6.12"))
    assert page.read_text(encoding="utf-8") != "mark"


def test_stamp_changes_with_the_code(tmp_path: Path, notebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out)
    monkeypatch.setattr(notebook_pages, "code_fingerprint", lambda: stages.code_fingerprint() + "x")
    assert site.write_page(source_of(result_of(tmp_path, "a")), notebook, "zh", out).is_new


# --- words ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("21.07 + 21.07 ≤ 20.00", "21.07 + 21.07 > 20.00"),
        ("[a ≥ 60] = [b]", "[a ≥ 60] ≠ [b]"),
        ("a ≤ b ≤ c", "a ≤ b ≤ c"),
        ("1 + 2", "1 + 2"),
    ],
)
def test_relation_that_does_not_hold_is_shown_so(formula: str, expected: str) -> None:
    assert leading.broken(formula) == expected


@pytest.mark.parametrize("language", terms.LANGUAGES)
def test_name_is_compared_with_a_name_and_with_no_amount(language: str) -> None:
    assert words.phrase("= label", language) == {"zh": "＝ 表内名称", "en": "= the name in the form"}[language]
    assert words.phrase("fiscal year - 1", language) == {"zh": "本年度 − 1", "en": "fiscal year - 1"}[language]
    assert words.phrase("100*a/b", language) is None


def test_every_formula_without_a_range_that_is_no_number_is_a_phrase_on_the_page() -> None:
    claims = seed_ledger().claims
    told = claims[claims["low"].isna() & claims["formula"].notna() & claims["verdict"].isin(["equal", "differs"])]
    formulas = {one for one in told["formula"] if not re.search(r"\b(a|d|t|all)\b", one)}
    assert formulas and {one for one in formulas if words.phrase(one, "zh") is None} == set()


def test_signs_of_a_formula_are_not_those_of_its_names() -> None:
    assert words.signs("[Civil-servant subsidy] - [b/c] <= 2*a") == "[Civil-servant subsidy] − [b/c] ≤ 2 × a"


_PROOFS = {
    "sign": ("5.00 → -5.00", "应为5.00；换了正负号，就是所印的-5.00。"),
    "times_10": ("1.53 × 10 = 15.30", "应为1.53；所印的15.30正好是它的10倍。"),
    "part_100": ("153.2 ÷ 100 ≈ 1.53", "应为153.2；所印的1.53是它的百分之一。"),
    "cut_off": ("99.868 → 99.86", "算出99.868；后面的数字舍去而不进位，就是所印的99.86。"),
    "digit_lost": ("10661.51 → 1066.51", "应为10661.51；少印一位数字，就是所印的1066.51。"),
    "whole_copied": ("8.10 = 8.1", "所印的8.10，正是它所属的总体印着的数8.1。"),
    "other_base": ("6 ÷ 40 = 15%", "用文中附近的另一个数40去除，得到的正是所印的15%。"),
    "rate_copied": ("3.52% = 3.52%", "前面不远处的一个比率也印作3.52%。"),
    "levelled": ("86.05 + 3.52 + 10.43 = 100; 10.44 → 10.43", "这一项单独四舍五入是10.44%，印作10.43%；按所印，各占比相加恰好是100%。"),
    "exchanged_numbers": ("4.1 ↔ 7", "4.1与7互换位置，两处都能相符。"),
}


@pytest.mark.parametrize("cause", specs.load("findings.toml")["causes"])
def test_every_cause_says_how_its_arithmetic_shows_it(cause: str) -> None:
    """In a sentence for who has never seen one, with the numbers of the proof; the name alone tells a layman nothing."""
    entry = specs.load("site.toml")["cause_said"][cause]
    groups = re.compile(entry["proof"]).groups
    assert all(int(one) <= groups for language in terms.LANGUAGES for one in re.findall(r"\\(\d)", entry[language]))
    if cause in _PROOFS:
        proof, said = _PROOFS[cause]
        assert words.cause(cause, proof, "zh") == f"可能的原因：{findings.word('causes', cause, 'zh')}。{said}"
        assert words.cause(cause, proof, "en").startswith(f"Likely cause: {findings.word('causes', cause, 'en')}. ")


def test_arithmetic_of_a_cause_stands_beside_it_where_its_sentence_lacks_a_number() -> None:
    levelled = {"cause": "levelled", "cause_proof": _PROOFS["levelled"][0]}
    assert leading.cause_told(levelled, "zh")["proof"] == _PROOFS["levelled"][0]
    assert leading.cause_told({"cause": "cut_off", "cause_proof": "99.868 → 99.86"}, "zh")["proof"] == ""
    assert leading.cause_told({"cause": None, "cause_proof": None}, "en") == {}


@pytest.mark.parametrize(
    ("formula", "sign"),
    [
        ("a + b = 100", "="), ("this <= a", "≤"), ("a > 0", ">"), ("a - b >= c", "≥"), ("a < b", "<"),
        ("100*a/b", ""), ("= label", ""), ("a", ""), ("", ""),
    ],
)  # fmt: skip
def test_range_of_a_relation_is_the_difference_of_its_sides(formula: str, sign: str) -> None:
    assert words.relation(formula) == sign


def test_rules_and_notes_are_told_without_signs_and_names_of_programs() -> None:
    assert "≤" in words.rule("B12", "en") and "<=" not in words.rule("B12", "en")
    note = "form state_capital prints no column opening_balance"
    assert words.reason(note, "en") == "form State capital operations budget: expenditure prints no column “opening carry-over and balance”"
    assert "opening_balance" not in words.reason(note, "zh")


@pytest.mark.parametrize(
    ("place", "ending"),
    [
        ({"claim": "c1", "quote": "住房公积金（项）", "section": "", "page": 4, "printed": "住房公积金(项)", "unit": ""}, "“住房公积金（项）”"),
        ({"claim": "c1", "quote": "人员经费48.98万元", "section": "", "page": 4, "printed": "48.98", "unit": ""}, "“人员经费48.98万元”: 48.98"),
        ({"claim": "c1", "quote": "占9.55%", "section": "", "page": 4, "printed": "9.55", "unit": "%"}, "“占9.55%”: 9.55%"),
    ],
)
def test_place_does_not_say_a_quoted_name_twice(place: dict[str, Any], ending: str) -> None:
    assert leading.place_told(place, "zh").endswith(ending)


def test_scale_of_what_is_below_zero_ends_there() -> None:
    items = pd.DataFrame(
        {"code": [None, "201", "202"], "label": ["合计", "甲", "乙"], "budget_kind": ["budget"] * 3, "subject": [f"general_public_expenditure/{row}" for row in ("total", "201", "202")],
         "deviation_wan_yuan": [-3.0, -3.0, 0.0], "rate_pct": [90.0, 90.0, 100.0]}
    )  # fmt: skip
    chart = bars.execution(items, "zh")
    assert chart.ends == (-3.0, 0.0) and chart.at(0) == 100
    assert [row.bars[0].said for row in chart.rows] == ["−3.00 (90.00%)", "0.00 (100.00%)"]


def test_edges_of_the_prose_are_those_of_its_lines() -> None:
    lines = [[0, 3, 1, 72.04, 90.0, 510.0, 104.0], [20, 3, 1, 60.0, 110.0, 300.0, 124.0], [40, 4, 1, 80.0, 90.0, 200.0, 99.0]]
    rows = [{"block": 1, "text": "x", "places": json.dumps(lines)}, {"block": 2, "text": "y", "places": "[[0, null, 1, null, null, null, null]]"}]
    assert Places(frames.build("blocks", rows), {}).edges == {3: (60.0, 510.0), 4: (80.0, 200.0)}


def test_card_shows_the_statement_whose_own_print_its_sentence_tells() -> None:
    """Both differ because of one slip; the sentence speaks of 1,700.57 and 24,535.67, not of 4948.72."""

    class Told:
        by_claim = {
            name: {"claim_id": name, "printed": printed, "operands": f'["{operand}"]'}
            for name, printed, operand in (("c1", "4948.72", "c3"), ("c2", "24535.67", "c4"), ("c3", "24535.67", ""), ("c4", "1700.57", ""))
        }

        def operands_of(self, claim: dict[str, str]) -> list[str]:
            return operand_names(claim)

        def printed(self, name: str) -> str:
            return str(self.by_claim[name]["printed"])

    finding = {"statements": '["c1", "c2"]', "sentence_zh": "合计印作1,700.57，应为24,535.67"}
    assert leading.lead_of(finding, Told()) == "c2"  # type: ignore[arg-type]


@pytest.mark.parametrize("verdict", ["equal", "rounding", "differs", "undefined", "unchecked"])
def test_verdict_has_one_chinese_word(verdict: str) -> None:
    """In the tables of the analysis, the ledger and its workbook, and the first lines of a page."""
    own = terms.name(verdict, "zh")
    assert findings.word("verdicts", verdict, "zh") == own
    assert specs.load("ledger.toml")["verdicts"][verdict]["zh"] == own
    if verdict in ("rounding", "undefined", "unchecked"):
        assert words.say(f"verdict_{verdict}", "zh") == own


def test_names_of_items_are_english_whatever_their_code() -> None:
    assert codes.name_in_english("城管执法") == "Urban management enforcement"
    assert codes.name_in_english("其他水利支出") == "Other water conservancy"
    assert codes.name_in_english("本地特有的事") == codes.name_in_english("其他本地特有的事") == ""
    row = {"form": "general_public_expenditure", "code": "2129876", "role": None}
    assert naming.row_name({**row, "label": "城管执法"}, "en") == "2129876 Urban management enforcement"
    assert naming.row_name({**row, "label": "本地特有的事"}, "en") == "2129876 “本地特有的事”"
    assert naming.row_name({**row, "code": None, "role": "221", "label": "十九、住房保障支出"}, "en") == "221 Housing security"


def test_pages_of_several_files_are_told_by_file() -> None:
    rows = [{"file": name, "page": page, "pages": 3, "reader": "grid"} for name, page in (("a.pdf", 1), ("b.docx", 4), ("c.pdf", 7))]
    claims = [{"page": 5, "place": "¶12"}, {"page": 8, "place": "p.2"}]
    found = {"files": frames.build("files", rows), "figures": frames.build("figures", []), "claims": frames.build("claims", claims)}
    standing = Standing(found)
    told = [standing.told(row, "zh") for row in ({"page": 2}, claims[0], {"page": 5}, claims[1], {"page": None})]
    assert told == ["a.pdf 第2页", "b.docx ¶12", "b.docx", "c.pdf 第2页", ""]
    assert [standing.of_pages(pages, "en") for pages in ("2", "7-8", "4-5", "")] == ["a.pdf p. 2", "c.pdf p. 1-2", "b.docx", ""]


def test_pages_of_a_picture_follow_those_of_the_file_before(tmp_path: Path) -> None:
    for name, size in (("a.png", (60, 90)), ("b.png", (100, 120))):
        Image.new("RGB", size, "white").save(tmp_path / name, dpi=(72, 72))
    paged = [Paged(tmp_path / "a.png", 0, "image"), Paged(tmp_path / "b.png", 1, "image")]
    drawn = {page: picture.size for page, picture in page_pictures(paged, 1.0)}
    assert set(drawn) == {1, 2} and drawn[1][1] == drawn[2][1] == 842, "the longer side is that of A4"
    assert paged_at(paged, 2) is paged[1] and letters_of(paged) == {}


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        ("left less right is [-0.04, 0], which just reaches 0 (printed 1.06%)", "所印为1.06%；左边减右边在-0.04与0之间，恰好够到0", "left less right is [-0.04, 0], which just reaches 0 (printed 1.06%)"),
        ("the same reason word for word for 13 items: p. 15", "13项用同一原因，一字不差（p. 15）", "the same reason word for word for 13 items (p. 15)"),
        ("“经费” stands twice", "“经费”重复", "“经费” stands twice"),
    ],
)  # fmt: skip
def test_notice_says_in_both_languages_what_is_odd(message: str, zh: str, en: str) -> None:
    assert (words.notice(message, "zh"), words.notice(message, "en")) == (zh, en)


def test_every_message_of_a_notice_of_words_has_its_chinese() -> None:
    told = {entry["message"] for entry in specs.load("wording.toml")["pattern"]}
    assert told and all(words.notice(one, "zh") != words.say("note_in_data", "zh") for one in told)


def test_problem_says_in_chinese_which_rows_are_missing() -> None:
    told = words.problem("missing_rows", "the rows 合计 (total), 公务接待费 (hospitality) were not found; the form may be cut off.", "zh")
    assert told == "表中应有的行没有找到：合计、公务接待费；该表可能不完整"
    assert words.problem("annex", "the section on the department's units announces no list that could be read. Add", "zh") != words.say("note_in_data", "zh")


def test_contents_end_where_their_first_heading_stands_again() -> None:
    """Their lines are headings of sections, of which nothing stands there."""
    told = ["某局2024年度部门决算", "目 录", "一、概况……1", "一、收入支出决算总表", "二、收入决算表（分科目）", "四、名词解释 9", "一、概况", "某局负责…。"]
    blocks = [{"block": at, "text": one, "heading": at not in (2, 5, 8)} for at, one in enumerate(told, 1)]
    assert published.contents_of(blocks) == {2, 3, 4, 5, 6}
    assert published.contents_of(blocks[2:]) == set() and published.contents_of(blocks[:6]) == set()


def test_first_screen_counts_what_was_judged_apart_from_what_was_not(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = small_result(tmp_path, "a")
    site.write_site(out, [result], [])
    assert result.frames is not None
    verdicts = pd.concat([result.frames["checks"]["verdict"], result.frames["claims"]["verdict"]])
    recorded, unchecked = int(verdicts.isna().sum()), int((verdicts == "unchecked").sum())
    said = f"未核{unchecked:,}条，仅记录{recorded:,}条"
    page = (out / "a" / "zh" / "index.html").read_text(encoding="utf-8")
    assert page.count(said) == 2 and f"核对{len(verdicts) - recorded - unchecked:,}条" in page


def test_money_of_the_first_line_can_be_quoted_in_english() -> None:
    told = {one.id: one.unit for one in Analysis(frames_once(open_source(SEED))).indicators("en")}
    assert told["revenue"] == "10,000 yuan; 22.09 million yuan" and told["execution"] == "%"


def test_text_of_a_table_is_told_apart_from_the_prose_around_it() -> None:
    """Its cells are read as a table of an annex: the same text is no sentence."""
    told = ["某项目自评综述：得分100分。", "项目支出绩效自评表", "一般公共预算资金366 358.35 358.35", "某局负责某事。"]
    blocks = pd.DataFrame(
        [
            {"block": at, "text": one, "heading": False, "page": 1 + at // 4, "section": "performance", "places": json.dumps([[0, 1 + at // 4, at, None, None, None, None]])}
            for at, one in enumerate(told, 1)
        ]
    )
    cells = [{"places": json.dumps({"printed": [[1, at, *span, None, None, None, None]]})} for at, span in ((3, (0, 23)),)]
    annexes = {name: pd.DataFrame(cells if name == "funds" else [], columns=["places", "source", "project"]) for name in ("projects", "funds", "indicators", "report_items")}
    found = published._blocks_of_tables({"blocks": blocks, **annexes})
    assert found == {2, 3}
    run = published.Section("performance", "", [published.Paragraph(at, "", False, [], at in (2, 3)) for at in (1, 2, 3, 4)]).runs
    assert [(is_of_table, [one.block for one in part]) for is_of_table, part in run] == [(False, [1]), (True, [2, 3]), (False, [4])]
