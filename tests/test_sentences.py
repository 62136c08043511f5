"""The shapes and words of `specs/sentences/`: each example is a test, and so is each rule of the engine."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pytest

from budget_analysis import specs, views
from budget_analysis.errors import SpecError
from budget_analysis.facts import numbers
from tests.prose_claims import read_claims
from budget_analysis.sentences import Setting, load_shapes, read_block, reader, tokenize
from budget_analysis.sentences.shapes import read_shapes
from budget_analysis.sentences.words import group, words_of
from tests.test_prose import figures_of, read, verdicts

ACCOUNT = specs.load("sentences/shapes.toml")["account"]
RIGHT = ("equal", "rounding")


def claims_of(section: str, text: str) -> pd.DataFrame:
    """The claims of one paragraph about the account that `shapes.toml` gives."""
    figures = figures_of(ACCOUNT["figures"])
    forms = pd.DataFrame(
        [{"document_id": "d", "form": name, "state": "found"} for name in figures["form"].unique()]
    )
    block = {
        "document_id": "d", "block": 1, "section": section, "heading": False, "page": 1, "text": text,
        "places": "[[0, 1, 1, null, null, null, null]]",
    }  # fmt: skip
    claims, _ = read_claims(
        pd.DataFrame([block]), forms, figures, "d", ACCOUNT["department"], ACCOUNT["fiscal_year"]
    )
    return claims


def verdict_at(example: Mapping[str, str]) -> str:
    """The verdict on the number that an example names, else on its last number."""
    claims = claims_of(example["section"], example["text"])
    judged = claims[claims["verdict"].notna()]
    number = example.get("number") or judged["printed"].iloc[-1]
    found = set(judged.loc[judged["printed"] == specs_fold(number), "verdict"])
    assert found, f"no verdict on {number}: {claims[['kind', 'printed', 'verdict']].to_dict('records')}"
    return "differs" if "differs" in found else "equal" if found <= set(RIGHT) else " ".join(sorted(found))


def specs_fold(text: str) -> str:
    return text.replace("（", "(").replace("）", ")")


def shapes_in(monkeypatch: pytest.MonkeyPatch, section: str, text: str) -> list[str]:
    """The shapes that reading a paragraph uses."""
    used: list[str] = []
    plain = reader._Reader._read_shape

    def note(self: object, found: object, position: int) -> None:
        used.append(found.shape.id)  # type: ignore[attr-defined]
        plain(self, found, position)  # type: ignore[arg-type]

    monkeypatch.setattr(reader._Reader, "_read_shape", note)
    read_block(tokenize(text, section), Setting(1, section, ACCOUNT["department"], ACCOUNT["fiscal_year"]))
    return used


def examples(kind: str) -> list[tuple[str, Mapping[str, str]]]:
    return [(shape.id, example) for shape in load_shapes() for example in shape.examples[kind]]


@pytest.mark.parametrize(("shape", "example"), examples("holds"))
def test_what_holds_is_equal(shape: str, example: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdict_at(example) == "equal"
    assert shape in shapes_in(monkeypatch, example["section"], example["text"])


@pytest.mark.parametrize(("shape", "example"), examples("differs"))
def test_what_does_not_hold_differs(shape: str, example: Mapping[str, str]) -> None:
    assert verdict_at(example) == "differs"


@pytest.mark.parametrize(("shape", "example"), examples("silent"))
def test_a_shape_is_silent_where_it_says_nothing(
    shape: str, example: Mapping[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shape not in shapes_in(monkeypatch, example["section"], example["text"])


# --- the files ------------------------------------------------------------------------------------------

GOOD = {
    "id": "x", "match": "{up:w} {money:n}", "says": [{"number": "n", "kind": "change", "way": "w"}],
    "holds": [{"section": "revenue", "text": "a"}], "differs": [{"section": "revenue", "text": "a"}],
    "silent": [{"section": "revenue", "text": "a"}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"holds": []}, "needs examples for holds"),
        ({"differs": []}, "needs examples for differs"),
        ({"silent": []}, "needs examples for silent"),
        ({"match": "{up:w}? {money:n}"}, "must begin"),
        ({"match": "{up:w} {money:n"}, "cannot read"),
        ({"says": [{"number": "z", "kind": "change"}]}, "says needs number"),
        ({"means": "x"}, "cannot use"),
    ],
)
def test_a_shape_that_cannot_be_used_is_an_error_of_the_specs(change: Mapping[str, object], message: str) -> None:
    read_shapes([GOOD])
    with pytest.raises(SpecError, match=message):
        read_shapes([{**GOOD, **change}])


HARMLESS = sorted({word.text for word in words_of("expenditure") if word.kind == "harmless"} - {*group("nearly")})  # 约400.00万元 is no amount to the digit
TRUE = "本年支出合计1150.00万元，其中：基本支出{}400.00万元，占34.78%；项目支出750.00万元，占65.22%。"


@pytest.mark.parametrize("word", HARMLESS)
def test_a_harmless_word_moves_no_verdict(word: str) -> None:
    """Before the number: what it means, and that it is certain, stays as it is."""
    claims = claims_of("expenditure", TRUE.format(word))
    told = {row.printed: row.verdict for row in claims.itertuples() if row.kind in ("amount", "share")}
    assert told == {"1150.00": "equal", "400.00": "equal", "34.78": "equal", "750.00": "equal", "65.22": "equal"}
    slip = claims_of("expenditure", TRUE.format(word).replace("400.00", "410.00"))
    assert "differs" in set(slip.loc[slip["printed"] == "410.00", "verdict"])


# --- the six rules ----------------------------------------------------------------------------------------


def test_rule_1_a_number_is_certain_only_if_its_clause_is_explained() -> None:
    assert verdicts("expenditure", "基本支出400.00万元。") == [("amount", "400.00", "equal")]
    assert verdicts("expenditure", "基本支出甲乙丙400.00万元。") == [("amount", "400.00", "unchecked")]
    assert verdicts("expenditure", "基本支出甲乙丙410.00万元。") == [("amount", "410.00", "unchecked")]


def test_rule_2_an_unknown_word_before_a_subject_makes_it_another() -> None:
    claims, _ = read("expenditure", "基本支出400.00万元，专项业务基本支出100.00万元。")
    told = dict(zip(claims["printed"], claims["subject"], strict=True))
    assert told["100.00"] == "told/专项业务基本支出"
    assert claims["verdict"].dropna().tolist() == ["equal"]


def test_rule_3_parts_inherit_the_measure_of_their_whole() -> None:
    claims, _ = read("three_public", "“三公”经费预算12.00万元，其中：公务接待费8.00万元。")
    assert claims["subject"].tolist() == ["three_public/total/any_budget", "three_public/hospitality/any_budget"]
    assert claims["verdict"].tolist() == ["equal", "equal"]


def test_rule_4_a_year_or_budget_of_a_comparison_is_not_the_sentences_own() -> None:
    text = "公务接待费支出6.00万元，比2023年度8.00万元减少2.00万元，比年初预算9.00万元减少3.00万元。"
    claims, _ = read("three_public", text)
    own = claims[claims["printed"] == "6.00"].iloc[0]
    assert (own["subject"], own["verdict"]) == ("three_public/hospitality/actual", "equal")
    assert claims.loc[claims["printed"] == "8.00", "kind"].tolist() == ["datum"]
    assert claims.loc[claims["printed"] == "2.00", "verdict"].tolist() == ["equal"]


def test_rule_5_several_subjects_for_one_number_bind_to_none() -> None:
    assert verdicts("expenditure", "基本支出、项目支出1150.00万元。") == [("amount", "1150.00", "unchecked")]


def test_rule_6_a_reason_is_not_carried_on_and_names_no_subject() -> None:
    text = "基本支出400.00万元，主要原因是项目支出减少3.00万元。比上年减少50.00万元，下降11.11%。"
    found = verdicts("expenditure", text)
    assert ("datum", "3.00", "datum") in found
    assert ("growth", "11.11", "equal") in found
    text = "基本支出400.00万元，主要用于公务接待费等项目支出，完成年初预算380.00万元的105.26%。"
    assert ("completion", "105.26", "equal") in verdicts("expenditure", text)


# --- certain, confirmed, suspect -----------------------------------------------------------------------


def test_a_rate_whose_words_are_not_certain_is_confirmed_by_its_number_alone() -> None:
    text = "基本支出400.00万元，甲乙丙比上年减少50.00万元，丁戊下降{}%。"
    assert ("growth", "11.11", "equal") in verdicts("expenditure", text.format("11.11"))
    assert ("growth", "12.11", "unchecked") in verdicts("expenditure", text.format("12.11"))
    assert ("growth", "11", "unchecked") in verdicts("expenditure", text.format("11"))


# --- contradictions that need no form ------------------------------------------------------------------

ABSENT = {"states": {name: "missing" for name in ("three_public", "revenue_by_function", "revenue_expenditure_summary")}}


@pytest.mark.parametrize(
    ("section", "text", "printed", "verdict"),
    [
        ("revenue", "收入合计100.00万元，其中：财政拨款收入90.00万元，事业收入10.00万元。", "100.00", "equal"),
        ("revenue", "收入合计100.00万元，其中：财政拨款收入90.00万元，事业收入20.00万元。", "100.00", "differs"),
        ("revenue", "收入合计100.00万元，其中：财政拨款收入90.00万元，事业收入5.00万元。", "100.00", "unchecked"),
        ("three_public", "“三公”经费支出9.00万元，其中：因公出国（境）费0万元，公务用车购置及运行维护费5.00万元，公务接待费3.00万元。", "9.00", "differs"),
        ("three_public", "公务接待费支出3.00万元。公务接待费支出3.00万元，接待5批次。", "3.00", "equal"),
        ("three_public", "公务接待费支出3.00万元。公务接待费支出3.10万元，接待5批次。", "3.10", "differs"),
        ("three_public", "公务接待费支出3.00万元，完成预算的100%，决算数大于预算数1.00万元。", "100", "differs"),
        ("three_public", "公务接待费支出3.00万元，完成预算的150%，决算数大于预算数1.00万元。", "150", "equal"),
    ],
)  # fmt: skip
def test_the_text_is_held_against_itself_where_no_form_prints_it(
    section: str, text: str, printed: str, verdict: str
) -> None:
    found = [v for _, p, v in verdicts(section, text, **ABSENT) if p == printed]
    assert found[-1] == verdict, found


def test_changes_of_the_parts_make_the_change_of_the_whole() -> None:
    text = (
        "“三公”经费支出6.00万元，比上年减少1.00万元，其中：因公出国（境）费1.00万元，比上年增加1.00万元；"
        "公务用车购置及运行维护费3.00万元，比上年减少1.00万元；公务接待费2.00万元，比上年减少{}万元。"
    )
    assert ("sum", "1.00", "equal") in verdicts("three_public", text.format("1.00"), **ABSENT)
    assert ("sum", "1.00", "differs") in verdicts("three_public", text.format("2.00"), **ABSENT)


# --- a budget of zero -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "told", ["年初预算为0，", "年初预算为零，", "年初预算数为0元，", "年初预算为0.00万元，", "无年初预算，", "年初未安排预算，", "年初预算未安排，"]
)
def test_of_a_budget_of_zero_no_rate_is_defined(told: str) -> None:
    """It is told all the same: the rate is undefined, not without a budget."""
    claims = claims_of("expenditure", f"基本支出{told}支出决算为400.00万元，完成年初预算的100%。")
    said = {row.kind: row.verdict for row in claims.itertuples()}
    assert said["completion"] == "undefined"
    budget = claims[claims["subject"].str.endswith("/budget")]
    assert len(budget) == 1 and views.quantities.number_of(budget["printed"].item(), budget["unit"].item()).value == 0


@pytest.mark.parametrize(
    "told", ["年初预算为0个项目，", "支出决算为400.00万元，主要原因：年初无预算，", "其中，部分项目年初未安排预算，", "未列入年初预算，"]
)
def test_what_is_no_budget_of_zero_tells_none(told: str) -> None:
    claims = claims_of("expenditure", f"基本支出年中追加，{told}按规定执行。")
    assert not claims["subject"].str.endswith("/budget").any()


def test_a_rate_of_zero_keeps_the_digits_that_it_is_printed_with() -> None:
    """0.00 % is rounded to a hundredth: only a zero of money, and one in words, is exact."""
    [low, high] = [claims_of("expenditure", "本年支出合计1150.00万元，其中：基本支出0.00万元，占0.00%。").query("kind == 'share'")[end].item() for end in ("low", "high")]
    assert (float(low), float(high)) == (0, 0)
    assert numbers.read_number("0.00", "%").resolution * 100 == 1 and numbers.read_number("零", "万元").is_exact
