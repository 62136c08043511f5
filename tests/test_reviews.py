"""What a person says of findings stays with them; `findings` and `explain` on the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from budget_analysis import cli, findings, words
from budget_analysis.errors import ReviewError
from tests.rendering import Style, made_up_account, render
from tests.seed_account import SEED, seed_ledger

pytestmark = pytest.mark.usefixtures("without_workers")
HEADER = "document_id,finding_id,word,note,content\n"


def reviews(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "reviews.csv"
    path.write_text(header + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def first() -> dict[str, Any]:
    return {str(name): value for name, value in seed_ledger().findings.iloc[0].items()}


# --- the file --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("d1,s1,confirm,,", "line 2: word is \"confirm\". Write one of confirmed, rejected"),
        ("d1,s1,rejected,,", "line 2: rejected without a note. Write in `note` why"),
        ("d1,s1,explained,,", "what the office answered"),
        ("d1,,confirmed,,", "document_id or finding_id is empty"),
        ("d1,s1,confirmed", "as many fields as the header"),
        ("d1,s1,confirmed,a,b,c", "as many fields as the header"),
    ],
)
def test_malformed_line_is_an_error_with_its_place_and_what_to_write(
    line: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ReviewError) as error:
        findings.read_reviews(reviews(tmp_path, line))
    assert said in str(error.value)
    assert "reviews.csv" in str(error.value)


def test_file_without_a_column_or_without_bytes_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ReviewError, match="line 1: no column word"):
        findings.read_reviews(reviews(tmp_path, header="document_id,finding_id\n"))
    with pytest.raises(ReviewError, match="A file of reviews is CSV"):
        findings.read_reviews(tmp_path / "none.csv")


def test_last_line_on_a_finding_counts(tmp_path: Path) -> None:
    [review] = findings.read_reviews(reviews(tmp_path, "d1,s1,confirmed,,", "d1,s1,withdrawn,,"))
    assert review.word == "withdrawn"


# --- with the findings -----------------------------------------------------------------------------


def test_review_stands_with_its_finding_and_is_counted_apart(tmp_path: Path) -> None:
    one = first()
    line = f"{one['document_id']},{one['finding_id']},explained,typing error,{one['content']}"
    found = findings.with_reviews(seed_ledger().findings, findings.read_reviews(reviews(tmp_path, line)))
    row = found.iloc[0]
    assert (row["review"], row["review_note"], row["is_changed"]) == ("explained", "typing error", False)
    assert findings.counts(found) == {"open": len(found) - 1, "explained": 1}


def test_finding_that_says_something_else_than_when_it_was_reviewed_is_shown_as_changed(tmp_path: Path) -> None:
    one = first()
    line = f"{one['document_id']},{one['finding_id']},confirmed,,h00000000"
    found = findings.with_reviews(seed_ledger().findings, findings.read_reviews(reviews(tmp_path, line)))
    assert found.iloc[0]["is_changed"]
    assert findings.counts(found)["changed"] == 1
    assert "changed since" in findings.lines_of(found.iloc[0].to_dict(), "en")[0]


def test_finding_that_is_not_found_any_more_keeps_its_name(tmp_path: Path) -> None:
    one = first()
    line = f"{one['document_id']},sgone,withdrawn,,"
    other = "dother,sgone,confirmed,,"
    found = findings.with_reviews(seed_ledger().findings, findings.read_reviews(reviews(tmp_path, line, other)))
    [gone] = found[found["is_gone"]].to_dict("records")
    assert (gone["finding_id"], gone["review"]) == ("sgone", "withdrawn")
    assert "sgone" in findings.lines_of(gone, "zh")[0]


def test_review_is_of_a_finding_of_one_document(tmp_path: Path) -> None:
    """The same number may name a finding of another account, as both print one form, row and measure."""
    one = first()
    lines = [f"{document},{one['finding_id']},confirmed,," for document in ("dother", "dthird")]
    found = findings.with_reviews(seed_ledger().findings, findings.read_reviews(reviews(tmp_path, *lines)))
    assert findings.counts(found) == {"open": len(found)}
    assert len(findings.read_reviews(reviews(tmp_path, *lines))) == 2
    assert "标识" in words.say("object", "zh") and "identifier of the account" in words.say("object", "en")


# --- the commands ----------------------------------------------------------------------------------


def test_findings_lists_filters_and_shows_reviews(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = first()
    line = f"{one['document_id']},{one['finding_id']},rejected,blank row,"
    given = ["findings", str(SEED), "--severity", one["severity"], "--reviews", str(reviews(tmp_path, line))]
    assert cli.main(given) == cli.DONE
    listed = capsys.readouterr().out
    assert one["finding_id"] in listed and "rejected (blank row)" in listed
    assert "watched" in listed.splitlines()[-1]
    others = seed_ledger().findings
    for name in others.loc[others["severity"] != one["severity"], "finding_id"]:
        assert name not in listed


def test_findings_as_json_has_identifiers_and_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["findings", str(SEED), "--json"]) == cli.DONE
    [document] = json.loads(capsys.readouterr().out)["documents"]
    assert [one["finding_id"] for one in document["findings"]] == list(seed_ledger().findings["finding_id"])
    assert all(isinstance(one["places"], list) and one["statements"] for one in document["findings"])
    assert not any(name.startswith("sentence") for name in document["findings"][0])


def test_unwatched_numbers_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["findings", str(SEED), "--unwatched", "--language", "zh"]) == cli.DONE
    watch = seed_ledger().watch
    [line] = [one for one in capsys.readouterr().out.splitlines() if "改动不能察觉：" in one]
    assert line.count("、") == (~watch["is_watched"]).sum() - 1


def test_check_leads_with_what_is_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", str(SEED), "--language", "zh"]) == cli.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].strip().startswith(first()["finding_id"])
    assert any("改动不到一成" in line for line in lines)
    [asked] = [line for line in lines if "勾稽关系共" in line]
    counts = [int(number) for number in re.findall(r"\d+", asked)]
    assert counts[0] == len(seed_ledger().obligations) == sum(counts[1:])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_explain_gives_formula_places_and_verdict(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    one = first()
    assert cli.main(["explain", one["finding_id"], str(SEED), "--language", language]) == cli.DONE
    told = capsys.readouterr().out
    assert one[f"sentence_{language}"] in told
    assert json.loads(one["statements"])[0] in told
    assert {"zh": "不符", "en": "differs"}[language] in told
    assert cli.main(["explain", "A05.1 201", str(SEED), "--language", language]) == cli.DONE
    told = capsys.readouterr().out
    assert "2,147.90 = 219.25 + 1,928.65" in told
    assert any(line.strip().endswith("1,928.65") for line in told.splitlines()[1:])


def test_explain_of_an_unknown_name_says_what_names_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "nothing", str(SEED)]) == cli.UNREADABLE
    assert first()["finding_id"] in capsys.readouterr().err


def test_boxes_of_a_finding_are_drawn_and_no_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    style = Style(frame="full", missing="three_public", contents="leaders")
    path = tmp_path / "account.pdf"
    render(made_up_account(3, style), style, path)
    assert cli.main(["findings", str(path), "--json"]) == cli.DONE
    [document] = json.loads(capsys.readouterr().out)["documents"]
    one = next(found for found in document["findings"] if any("page" in place for place in found["places"]))
    folder = tmp_path / "boxes"
    assert cli.main(["explain", one["finding_id"], str(path), "--boxes", str(folder)]) == cli.DONE
    drawn = {int(file.stem.removeprefix("page-")) for file in folder.glob("page-*.png")}
    assert drawn == {place["page"] for place in one["places"] if "page" in place}
    assert cli.main(["explain", one["finding_id"], str(SEED), "--boxes", str(folder)]) == cli.UNREADABLE
