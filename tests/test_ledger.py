"""The prose of real accounts: each statement of the hand-made ledger, each finding of the reviewers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from budget_analysis import terms
from budget_analysis.claims import SECTIONS
from tests.golden_claims import golden_claims
from tests.known_documents import opened_once
from tests.seed_account import seed_account, seed_ledger

LAST = 240
"""The rows of the ledger up to here are statements of the prose; further ones belong to annexes."""

# --- the committed account -----------------------------------------------------------------------

NOT_A_STATEMENT = {"L1": "a heading"}
JUDGED_AS_IDENTITY = {"L84": "N08.5", "L135": "N09.2", "L137": "N09.2", "L217": "N13.4"}
"""Statements that are judged as an identity of the prose, not as a claim: complete lists, and a
soft limit."""
WORDED = ("nil", "item_name", "as_of", "list", "datum")
"""Kinds without an interval, or with one that the ledger does not write down."""

Key = tuple[str, str, str, str, str, str]


def golden() -> pd.DataFrame:
    table = golden_claims(seed_account().document_id)
    numbers = table["claim_id"].str[1:].astype(int)
    left_out = table["claim_id"].isin([*NOT_A_STATEMENT, *JUDGED_AS_IDENTITY])
    return table[(numbers <= LAST) & ~left_out]


def found() -> pd.DataFrame:
    """The claims of the sections that were read by hand; titles were not."""
    claims = seed_ledger().claims
    is_title = claims["claim_id"].str.startswith("t")
    return claims[claims["section"].str.split(".").str[0].isin(SECTIONS) & ~is_title]


def keys_of(claims: pd.DataFrame) -> Counter[Key]:
    """Section, kind, print, verdict and interval of each claim."""
    plain = claims.astype(object).where(claims.notna(), None)
    return Counter(
        (
            row.section.split(".")[0],
            row.kind,
            terms.fold(row.printed).removesuffix("安排"),
            row.verdict or "",
            *(("", "") if row.kind in WORDED else (row.low or "", row.high or "")),
        )
        for row in plain.itertuples()
    )


def shown(counted: Counter[Key]) -> list[str]:
    return [" ".join(key) for key in counted.elements()]


@pytest.mark.parametrize("kind", sorted(set(golden_claims("d")["kind"][:LAST]) - {"list", "datum"}))
def test_every_statement_of_the_ledger_is_found_with_its_verdict(kind: str) -> None:
    wanted, here = golden(), found()
    assert shown(keys_of(wanted[wanted["kind"] == kind]) - keys_of(here[here["kind"] == kind])) == []


def test_every_number_of_the_ledger_is_found() -> None:
    """Numbers that nothing determines are recorded; a count of nothing where nothing was spent is judged."""
    wanted, here = golden(), found()
    recorded = Counter((key[0], key[2]) for key in keys_of(here).elements() if key[1] in ("datum", "count"))
    data = wanted[wanted["kind"] == "datum"]
    assert Counter((key[0], key[2]) for key in keys_of(data).elements()) - recorded == Counter()


def test_statements_beyond_the_ledger_are_numbers_already_judged_or_names_of_lists() -> None:
    wanted, here = golden(), found()
    more = keys_of(here) - keys_of(wanted)
    assert Counter((section, kind) for section, kind, *_ in more.elements()) == {
        ("basic", "list"): 22,
        # judged by a sum or as a repetition, and recorded as the number it is
        ("appropriation_summary", "datum"): 1,
        ("three_public", "datum"): 1,
        ("procurement", "datum"): 2,
        ("state_assets", "datum"): 1,
        # judged as sums, and as nothing received where nothing was spent
        ("three_public", "count"): 2,
        # batches of guests and their persons, each recorded as a number
        ("three_public", "nesting"): 3,
    }
    assert {key[3] for key in more} <= {"equal", ""}


@pytest.mark.parametrize(("row", "identity"), JUDGED_AS_IDENTITY.items())
def test_what_no_single_claim_says_holds_as_an_identity(row: str, identity: str) -> None:
    ledger = golden_claims("d").set_index("claim_id")
    checks = seed_ledger().checks
    own = checks[checks["identity"] == identity]
    assert len(own)
    assert set(own["verdict"]) == {ledger.loc[row, "verdict"]} == {"equal"}


def test_formulas_and_operands_are_those_of_the_ledger() -> None:
    """Rates: the same figures in the same roles, compared as what they print."""
    kinds = ["share", "growth", "completion", "sum"]
    wanted, here = golden(), found()
    printed = {
        **wanted.set_index("claim_id")["printed"],
        **here.set_index("claim_id")["printed"],
        **seed_account().figures.set_index("figure_id")["printed"].str.replace(",", ""),
    }

    def formulas(claims: pd.DataFrame) -> Counter[tuple[str, str, tuple[str, ...]]]:
        own = claims[claims["kind"].isin(kinds) & (claims["verdict"] != "undefined")]
        return Counter(
            (
                row.section.split(".")[0],
                with_letters_in_order(row.formula),
                tuple(printed[name] for name in json.loads(row.operands)[: letters_of(row.formula)]),
            )
            for row in own.itertuples()
        )

    assert list((formulas(wanted) - formulas(here)).elements()) == []


def letters_of(formula: str) -> int:
    return len(set(re.findall("[a-z]", formula)))


def with_letters_in_order(formula: str) -> str:
    """`a*p+b*q` and `a*b+c*d` are the same formula: letters stand for operands as they appear."""
    order = list(dict.fromkeys(re.findall("[a-z]", formula)))
    return re.sub("[a-z]", lambda found: chr(ord("a") + order.index(found[0])), formula)


# --- two real accounts -------------------------------------------------------------------------------


def findings(folder: Path, document: str) -> pd.DataFrame:
    table = pd.read_csv(folder / "gold" / "findings_dev.csv", dtype=str, keep_default_na=False)
    return table[table["document"] == document]


def speaks_of(finding: pd.Series, claims: pd.DataFrame) -> Iterator[str]:
    """The claims on the finding's page with its verdict whose print stands in its quote, or holds it."""
    quote = terms.fold(finding["quote"])
    on_page = claims[(claims["page"] == int(finding["page"])) & (claims["verdict"] == finding["verdict"])]
    for claim in on_page.itertuples():
        printed = terms.fold(claim.printed)
        if (printed in quote or quote in printed) and quote[:4] in terms.fold(claim.quote + finding["quote"]):
            yield claim.claim_id


@pytest.mark.parametrize("document", ["shgzb", "ghj"])
def test_findings_of_the_reviewers_are_found_and_nothing_else_differs(shared_dir: Path, document: str) -> None:
    _, ledger = opened_once(shared_dir / "documents" / f"{document}.pdf")
    grave = findings(shared_dir, document)
    grave = grave[grave["verdict"].isin(["differs", "undefined"])]
    open_claims = ledger.claims[ledger.claims["verdict"].isin(["differs", "undefined"])]
    missed = []
    for _, finding in grave.iterrows():
        candidates = list(speaks_of(finding, open_claims))
        if candidates:
            open_claims = open_claims[open_claims["claim_id"] != candidates[0]]
        else:
            missed.append(finding["claim_id"])
    assert missed == []
    assert open_claims[["page", "quote", "verdict"]].to_dict("records") == []
    told = set(ledger.claims["claim_id"])
    differing = ledger.checks[ledger.checks["verdict"] == "differs"]
    assert set(differing["instance"]) <= told


def test_touches_of_the_reviewers_are_noticed(shared_dir: Path) -> None:
    account, ledger = opened_once(shared_dir / "documents" / "ghj.pdf")
    listed = findings(shared_dir, "ghj")
    listed = listed[listed["verdict"].str.contains("touch")]
    touches = ledger.notices[ledger.notices["kind"] == "touch"]
    assert len(listed) == 2
    for _, finding in listed.iterrows():
        both = (finding["published"], finding["operands"])
        told = touches[touches["quote"].map(lambda quote: all(number in quote for number in both))]
        assert len(told)
        cells = account.figures[account.figures["printed"].str.replace(",", "") == finding["published"]]
        assert int(finding["page"]) in set(cells["page"])
    prose = touches[touches["page"] == 21]
    assert list(prose["quote"]) == ["卫生健康支出（类）236.63万元"]


ODD_WORDS = {
    "shgzb#06": ("repeated_text", "事业单位医疗保险支出"),
    "shgzb#11": ("repeated_text", "单位2024年新成立，人员变动，按实际支出"),
    "shgzb#12": ("template_residue", "仍保留该表格式"),
    "shgzb#13": ("template_residue", "仍保留该表格式"),
    "ghj#17": ("percent_sign", "增长13.95"),
    "ghj#18": ("template_residue", "下降（增长）27.78%"),
    "ghj#19": ("template_residue", "列明"),
    "ghj#20": ("unit_word", "国内公务接待支出0.39万"),
    "ghj#21": ("misspelling", "上一度"),
    "ghj#22": ("department_name", "上海市规划和自然资源局"),
    "ghj#23": ("department_name", "上海市普陀区规划与自然资源局"),
    "ghj#24": ("bracket", "其中，绩效评级"),
    "ghj#25": ("template_residue", "部门（单位）"),
}


@pytest.mark.parametrize("finding", ODD_WORDS)
def test_odd_words_of_the_reviewers_are_noticed(shared_dir: Path, finding: str) -> None:
    document, _ = finding.split("#")
    _, ledger = opened_once(shared_dir / "documents" / f"{document}.pdf")
    page = int(findings(shared_dir, document).set_index("claim_id").loc[finding, "page"])
    kind, words = ODD_WORDS[finding]
    told = ledger.notices[(ledger.notices["kind"] == kind) & (ledger.notices["page"] == page)]
    assert told["quote"].str.contains(words, regex=False).any(), told


@pytest.mark.parametrize("document", ["shgzb", "ghj"])
def test_no_other_words_are_noticed(shared_dir: Path, document: str) -> None:
    """Two pairs of reasons that the reviewers did not list stand there word for word twice."""
    _, ledger = opened_once(shared_dir / "documents" / f"{document}.pdf")
    known = {words for _, words in ODD_WORDS.values()} | {"作下述说明"}
    known |= {"年中社会保险缴费基数变更导致", "严格贯彻控制机关运行成本相关规定，勤俭节约，合理支出人员及公用经费"}
    told = ledger.notices[ledger.notices["kind"] != "touch"]
    assert [quote for quote in told["quote"] if not any(words in quote for words in known)] == []


@pytest.mark.parametrize("document", ["shgzb", "ghj"])
def test_little_stays_unchecked(shared_dir: Path, document: str) -> None:
    _, ledger = opened_once(shared_dir / "documents" / f"{document}.pdf")
    verdicts = ledger.claims["verdict"].dropna()
    assert (verdicts == "unchecked").mean() < 0.02
