"""One account in several files: joined, held against itself, proposed; and two files compared."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from budget_analysis import Account, cli, corpus, inventory, load, publish, reconcile, stages
from budget_analysis.blocks import join_text
from budget_analysis.errors import DocumentError
from budget_analysis.reconciliation import Reconciliation
from budget_analysis.sources import open_account, read_source
from tests import office_files
from tests.office_files import expected_of
from tests.rendering import made_up_account
from budget_analysis.synthetic.style import Style
from tests.small_account import small_account
from tests.test_office_files import figures_of

pytestmark = pytest.mark.usefixtures("without_workers")
MODEL = made_up_account(3, Style())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The prose as a page that offers the forms, and the forms as a workbook."""
    place = tmp_path_factory.mktemp("several")
    page = office_files.write_html(MODEL, forms=False, links=["附件：决算公开表.xlsx"])
    (place / "page.html").write_bytes(page)
    (place / "forms.xlsx").write_bytes(office_files.write_xlsx(MODEL, prose=False))
    return place


@pytest.fixture(scope="module")
def joined(folder: Path) -> tuple[Account, Reconciliation]:
    account = load(folder)
    return account, reconcile(account)


def test_prose_as_a_page_is_judged_against_forms_in_a_workbook(joined: tuple[Account, Reconciliation]) -> None:
    account, ledger = joined
    assert figures_of(account) == expected_of(MODEL)
    assert list(account.files["file"]) == ["forms.xlsx", "page.html"]
    assert account.documents["source_file"].iloc[0] == "forms.xlsx + page.html"
    claims = ledger.claims
    assert not (claims["verdict"] == "differs").any()
    told = claims[claims["kind"] == "amount"]
    assert (told["verdict"] == "equal").sum() > 30
    assert set(told["file"]) == {"page.html"} and told["place"].str.startswith("¶").all()
    shown = account.figures[account.figures["printed"].fillna("") != ""]
    assert set(shown["file"]) == {"forms.xlsx"} and shown["place"].str.contains("!").all()


def test_page_alone_has_no_forms_and_says_which_file_it_offers(folder: Path) -> None:
    account = load(folder / "page.html")
    assert account.figures.empty
    offered = account.problems[account.problems["kind"] == "attachment"]
    assert offered["place"].tolist() == ["附件：决算公开表.xlsx"]
    assert not (reconcile(account).claims["verdict"] == "differs").any()


def test_file_that_a_page_offers_is_no_problem_where_it_is_given(folder: Path, tmp_path: Path) -> None:
    other = shutil.copy(folder / "forms.xlsx", tmp_path / "附件：决算公开表.xlsx")
    kinds = [
        {problem.kind for problem in read_source(open_account([folder / "page.html", path])).problems}
        for path in (folder / "forms.xlsx", other)
    ]
    assert kinds == [{"attachment"}, set()]


def test_finding_names_the_files_and_places_of_both_numbers(folder: Path, tmp_path: Path) -> None:
    page = (folder / "page.html").read_text(encoding="utf-8")
    total = next(
        figure.printed for form in MODEL.forms for figure in form.table.figures() if figure.role == "revenue_total"
    )
    assert f"{total}万元" in page
    (tmp_path / "a.html").write_text(page.replace(f"{total}万元", "9876543.21万元"), encoding="utf-8")
    shutil.copy(folder / "forms.xlsx", tmp_path / "b.xlsx")
    found = reconcile(load([tmp_path / "a.html", tmp_path / "b.xlsx"])).findings
    places = [place for places in found["places"] for place in json.loads(places)]
    assert any(place.get("file") == "a.html" and place["place"].startswith("¶") for place in places)
    assert "a.html ¶" in found["sentence_zh"].iloc[0] and "a.html ¶" in found["sentence_en"].iloc[0]
    assert found["file"].iloc[0] == "a.html"


def test_form_that_two_files_print_is_held_against_itself(folder: Path, tmp_path: Path) -> None:
    for name in ("forms.xlsx", "page.html"):
        shutil.copy(folder / name, tmp_path / name)
    (tmp_path / "copy.html").write_bytes(office_files.write_html(MODEL, prose=False))
    account = load(tmp_path)
    assert figures_of(account) == expected_of(MODEL)  # once, not twice
    assert not account.figures["reading"].fillna("").str.contains("!").any()
    told = account.problems[account.problems["kind"] == "files"]
    assert told["place"].str.startswith("form ").sum() == len(MODEL.forms)


def test_cell_that_two_files_print_differently_is_disputed(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "forms.xlsx", tmp_path / "forms.xlsx")
    total = next(
        figure.printed for form in MODEL.forms for figure in form.table.figures() if figure.role == "revenue_total"
    )
    page = office_files.write_html(MODEL).decode().replace(f">{total}<", ">9876543.21<")
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    account = load(tmp_path)
    disputed = account.figures[account.figures["reading"].fillna("").str.contains("!")]
    assert "revenue_total" in set(disputed["role"])
    assert account.problems["message"].str.contains("9876543.21").any()
    assert not (reconcile(account).checks["verdict"] == "differs").any()


def test_two_accounts_are_not_read_as_one(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Held against each other they would contradict each other without end."""
    other = made_up_account(8, Style())
    (tmp_path / "other.xlsx").write_bytes(office_files.write_xlsx(other))
    files = [str(folder / "forms.xlsx"), str(tmp_path / "other.xlsx")]
    with pytest.raises(DocumentError, match="two accounts"):
        load(files)
    assert cli.main(["check", *files]) == cli.UNREADABLE
    assert "Give each to a command of its own" in capsys.readouterr().err


def test_text_that_two_files_print_counts_once(folder: Path, tmp_path: Path) -> None:
    for name in ("forms.xlsx", "page.html"):
        shutil.copy(folder / name, tmp_path / name)
    reworded = (tmp_path / "page.html").read_text().replace("与2023年度相比，收入支出总计", "同2023年度相比，收入支出总计", 1)
    (tmp_path / "page.html").write_text(reworded)
    (tmp_path / "text.docx").write_bytes(office_files.write_docx(MODEL))
    account = load(tmp_path)
    assert len(set(account.blocks["file"])) == 1
    said = account.problems[account.problems["message"].str.contains("its text is that of")]
    assert len(said) == 1 and "1 sentences are others: “与2023年度相比" in said["message"].iloc[0]
    paragraph = [part for section in MODEL.sections for part in section.paragraphs if isinstance(part, str)][1]
    assert (account.blocks["text"] == join_text([paragraph])).sum() == 1


# --- which files are one account -----------------------------------------------------------------------


def test_account_is_named_by_its_files_in_whatever_order(folder: Path) -> None:
    one = open_account([folder / "page.html", folder / "forms.xlsx"])
    assert one.document_id == open_account([folder / "forms.xlsx", folder / "page.html"]).document_id
    assert one.document_id == open_account(folder).document_id
    assert open_account([folder / "page.html"]).document_id == open_account(folder / "page.html").document_id


def test_what_a_browser_keeps_beside_a_page_is_no_part_of_it(folder: Path, tmp_path: Path) -> None:
    for name in ("forms.xlsx", "page.html"):
        shutil.copy(folder / name, tmp_path / name)
    (tmp_path / "page_files").mkdir()
    shutil.copy(folder / "page.html", tmp_path / "page_files" / "frame.html")
    assert open_account(tmp_path).document_id == open_account(folder).document_id
    assert {file.path.name: file.kind for file in inventory.take_stock([tmp_path])}["page_files"] == "hidden"


def test_file_that_is_given_twice_counts_once(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "page.html", tmp_path / "copy.html")
    assert not open_account([folder / "page.html", tmp_path / "copy.html"]).files


@pytest.fixture
def recorded(folder: Path, tmp_path: Path) -> Iterator[Path]:
    for name in ("page.html", "forms.xlsx"):
        shutil.copy(folder / name, tmp_path / name)
    (tmp_path / "accounts.toml").write_text(
        '[[account]]\nname = "bureau"\nfiles = ["page.html", "forms.xlsx"]\n', encoding="utf-8"
    )
    yield tmp_path


def test_record_joins_files_of_a_folder_of_accounts(recorded: Path) -> None:
    files = inventory.take_stock([recorded])
    assert {file.path.name: file.kind for file in files} == {
        "accounts.toml": "record", "bureau": "document", "forms.xlsx": "joined", "page.html": "joined",
    }  # fmt: skip
    [result] = [one for one in corpus.read_all(files) if one.became == "read"]
    assert result.frames is not None and result.source is not None
    assert result.source.name == "bureau"
    assert list(result.frames["files"]["file"]) == ["page.html", "forms.xlsx"]


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("[[account]]\n", "files is None"),
        ('[[account]]\nfiles = ["none.xlsx"]\n', "there is no file"),
        ('[[account]]\nfiles = ["../page.html"]\n', "not below the folder"),
        ("account = 5\n", "tables .*account.* are expected"),
        ("[[account]\n", "no TOML"),
        ('[[account]]\nfiles = ["page.html"]\nfiscal_year = "2024"\n', "fiscal_year a number"),
    ],
)
def test_broken_record_is_one_failure(record: str, said: str, recorded: Path) -> None:
    (recorded / "accounts.toml").write_text(record, encoding="utf-8")
    kinds = {file.path.name: file.kind for file in inventory.take_stock([recorded])}
    assert kinds == {"accounts.toml": "failed", "forms.xlsx": "document", "page.html": "document"}
    with pytest.raises(DocumentError, match=said):
        open_account(recorded / "accounts.toml" / "bureau")


def test_page_and_workbook_in_one_folder_are_proposed_as_one(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["build", str(folder), "--out", str(tmp_path / "out"), "--json"]) == cli.DONE
    [proposed] = json.loads(capsys.readouterr().out)["proposed"]
    assert proposed["files"] == ["forms.xlsx", "page.html"]
    assert f'department = "{MODEL.department}"\nfiscal_year = {MODEL.year}' in proposed["entry"]


def test_kept_reading_of_several_files_is_that_of_their_names(folder: Path, tmp_path: Path) -> None:
    sources = [open_account([folder / first, folder / second])
               for first, second in (("page.html", "forms.xlsx"), ("forms.xlsx", "page.html"))]  # fmt: skip
    assert sources[0].sha256 == sources[1].sha256
    stages.put_away(tmp_path, sources[0], stages.Manner(), stages.Kept(reading={"a": b"b"}))
    assert stages.look_up(tmp_path, sources[0]).reading == {"a": b"b"}
    assert stages.look_up(tmp_path, sources[1]).reading is None


# --- two files compared ----------------------------------------------------------------------------------


def test_two_files_of_one_account_are_compared_cell_by_cell(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "other.html"
    first = next(figure for figure in MODEL.forms[0].table.figures() if figure.state == "value")
    page = office_files.write_html(MODEL).decode()
    path.write_text(page.replace(f">{first.printed}<", ">1.11<"), encoding="utf-8")
    assert cli.main(["compare", str(folder), str(path), "--json"]) == cli.DIFFERS
    told = json.loads(capsys.readouterr().out)
    counts, rows = told["figures"]["counts"], told["figures"]["rows"]
    assert counts["same"] > 300 and counts["other"] == len(rows) > 0
    assert {(row["printed"], row["other_printed"]) for row in rows} == {(first.printed, "1.11")}
    assert all("forms.xlsx" in row["place"] and row["other_place"].startswith("T") for row in rows)
    assert told["claims"]["counts"]["same"] > 100


def test_file_compared_with_itself_has_nothing_to_tell(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["compare", str(folder / "forms.xlsx"), str(folder / "forms.xlsx"), "--language", "zh"]) == cli.DONE
    assert "相同" in capsys.readouterr().out


@pytest.mark.usefixtures("without_workers")
def test_record_itself_is_built(tmp_path: Path) -> None:
    """`build accounts.toml`: the accounts that it names, and no other file beside it."""
    for name, total in (("a.txt", "3.00"), ("b.txt", "4.00")):
        small_account(tmp_path / "raw" / name, total=total)
    record = tmp_path / "raw" / "accounts.toml"
    record.write_text('[[account]]\nfiles = ["a.txt"]\nfiscal_year = 2024\n', encoding="utf-8")
    assert cli.main(["build", str(record), "--out", str(tmp_path / "out")]) == cli.DONE
    sources = publish.read_csv(tmp_path / "out" / "sources.csv", "sources")
    assert list(sources["file"]) == ["accounts.toml", "accounts.toml/2024"] and list(sources["became"]) == ["record", "read"]


@pytest.mark.usefixtures("without_workers")
def test_files_that_a_page_offers_stand_among_the_sources_of_a_build(tmp_path: Path) -> None:
    """One that is here, and read with the page, is no offer; the page of an account of several files is named with it."""
    raw = tmp_path / "raw"
    for name in ("alone", "joined"):
        (raw / name).mkdir(parents=True)
    offers = "<a href='/files/a%20b.xlsx?id=1'>附件1：公开表</a><a href='/files/notes.doc'></a>"
    page = office_files.write_html(MODEL, forms=False, links=["forms.xlsx"]).decode()
    (raw / "alone/page.html").write_text(page.replace("</body>", f"<p>{offers}</p></body>"), encoding="utf-8")
    (raw / "joined/page.html").write_text(page.replace("</body>", "<p><a href='b.pdf'>另附</a></p></body>"), encoding="utf-8")
    (raw / "joined/forms.xlsx").write_bytes(office_files.write_xlsx(MODEL, prose=False))
    (raw / "joined/accounts.toml").write_text('[[account]]\nname = "one"\nfiles = ["page.html", "forms.xlsx"]\n', encoding="utf-8")
    assert cli.main(["build", str(raw), "--out", str(tmp_path / "out")]) == cli.DONE
    sources = publish.read_csv(tmp_path / "out" / "sources.csv", "sources")
    offered = sources[sources["became"] == "offered"]
    assert list(zip(offered["file"], offered["offered_by"], strict=True)) == [
        ("/files/a%20b.xlsx?id=1", "alone/page.html"), ("/files/forms.xlsx", "alone/page.html"), ("/files/notes.doc", "alone/page.html"),
        ("b.pdf", "joined/accounts.toml/one: page.html"),
    ]  # fmt: skip
    assert offered["why"].iloc[0] == 'offered by the page as "附件1：公开表", not fetched'
    assert offered[["sha256", "document_id"]].isna().all(axis=None) and sources.loc[sources["became"] != "offered", "offered_by"].isna().all()
    problems = publish.read_csv(tmp_path / "out" / "problems.csv", "problems")
    assert (problems["kind"] == "attachment").sum() == len(offered)


def test_files_of_two_departments_or_years_are_no_account(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "page.html", tmp_path / "a.html")
    other = made_up_account(8, Style())
    (tmp_path / "b.xlsx").write_bytes(office_files.write_xlsx(other))
    with pytest.raises(DocumentError, match=f"a.html is of {MODEL.department} {MODEL.year}, b.xlsx of {other.department}"):
        load(tmp_path)
    (tmp_path / "b.xlsx").unlink()
    before = (folder / "page.html").read_text(encoding="utf-8").replace(str(MODEL.year), str(MODEL.year - 3))
    (tmp_path / "b.html").write_text(before, encoding="utf-8")
    with pytest.raises(DocumentError, match="no files of one account"):
        load(tmp_path)
    (tmp_path / "accounts.toml").write_text(
        f'[[account]]\nfiles = ["a.html", "b.html"]\ndepartment = "{MODEL.department}"\nfiscal_year = {MODEL.year}\n',
        encoding="utf-8",
    )
    assert load(tmp_path).fiscal_year == MODEL.year  # who says so is believed
