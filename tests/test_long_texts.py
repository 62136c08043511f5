"""Texts longer than any sentence is read to the end, and the work grows with them, not with their square."""

from collections.abc import Sequence

import pytest
from test_prose import read, verdicts

from budget_analysis.claims import stated
from budget_analysis.sentences import tokens

CHARACTERS = 40_000
NAMES = 1_600
SENTENCES = 100
TRUE = "本年收入合计1100.00万元"
FALSE = "本年收入合计1101.00万元"


def without_a_stop(characters: int) -> str:
    """Chinese characters that are no words and no marks."""
    return "".join(chr(0x4E00 + 7919 * place % 20_000) for place in range(characters))


def names(number: int) -> str:
    text = without_a_stop(8 * number)
    return "、".join(text[8 * place :][:8] + "项目" for place in range(number))


LONG = {
    "one paragraph without a stop": without_a_stop(CHARACTERS),
    "names in one list": "主要包括" + names(NAMES),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_what_stands_behind_a_long_text_is_read(text: str) -> None:
    long = text + "。"
    assert verdicts("revenue", long + TRUE + "。") == [("amount", "1100.00", "equal")]
    assert verdicts("revenue", long, FALSE + "。") == [("amount", "1101.00", "differs")]


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_every_character_of_a_long_text_is_in_one_token(text: str) -> None:
    found = tokens.tokenize(text + "用于教育支出（类）小学教育（项）", "general_public.detail")
    assert "".join(token.text for token in found) == text + "用于教育支出(类)小学教育(项)"
    assert found[-1].names == ("教育支出", "", "小学教育")


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_no_name_of_an_item_begins_far_before_its_mark(text: str) -> None:
    item = tokens.tokenize(text + "（项）", "general_public.detail")[-1]
    assert item.kind == "item"
    assert len(item.text) <= 100


def test_1600_names_of_what_basic_expenditure_was_spent_on_are_statements_each() -> None:
    listed = [f"{without_a_stop(4 * NAMES)[4 * place :][:4]}费" for place in range(NAMES)]
    text = "人员经费300.00万元，主要包括：" + "、".join(listed) + "。"
    claims, _ = read("basic", text)
    found = claims[claims["verdict"].notna() & (claims["kind"] == "list")]
    assert found["printed"].tolist() == listed
    # none of them is a row of the form, and none takes the place of another
    assert set(found["verdict"]) == {"unchecked"}


def sentences(number: int) -> list[str]:
    """Amounts with their share, change and growth, all of them of the same place."""
    said = "一般公共预算财政拨款支出1000.00万元，占本年支出合计的90.91%，比上年增加100.00万元，增长11.11%，"
    return [said * number]


def test_twice_the_statements_are_compared_twice_as_often(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = 0
    path, place = stated.path, stated._place

    def counting_path(ref: str, measure: str) -> str:
        nonlocal asked
        asked += 1
        return path(ref, measure)

    def counting_place(statement: stated.Statement) -> tuple[int, int]:
        nonlocal asked
        asked += 1
        return place(statement)

    def work(paragraphs: Sequence[str]) -> int:
        nonlocal asked
        asked = 0
        assert len(verdicts("general_public", *paragraphs)) > len(paragraphs[0]) / 20
        return asked

    monkeypatch.setattr(stated, "path", counting_path)
    monkeypatch.setattr(stated, "_place", counting_place)
    once, twice = work(sentences(SENTENCES)), work(sentences(2 * SENTENCES))
    assert SENTENCES < once <= twice < 2.5 * once
