"""What the first screen of both READMEs shows, made by the kit from the committed account.

`python -m tests.first_screen` draws docs/images/ again and writes the lines between the marks
`<!-- first screen -->` and `<!-- /first screen -->`; test_readme.py fails while they are stale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from budget_analysis import Account, answers, charts, texts, views
from budget_analysis.views.overview import VERDICTS
from tests.seed_account import ROOT, SEED, seed_account, seed_ledger

if TYPE_CHECKING:
    from matplotlib.figure import Figure

ACCOUNT = SEED
IMAGES = "docs/images"
START, END = "<!-- first screen -->", "<!-- /first screen -->"
KINDS = ("growth", "completion", "share")
"""What the example rows show first: a rate says more at a glance than an amount."""


@dataclass(frozen=True)
class Words:
    """The words of one README."""

    file: str
    caption: str
    counted: str
    identities: str
    claims: str
    head: str


WORDS = {
    "en": Words(
        "README.md",
        "The final account for {year} of {department}: {figures} cells on {forms} forms, "
        "{values} of them numbers other than zero.",
        "What it says about itself, recomputed",
        "relations within and between the forms",
        "statements of the text",
        "| p. | statement | printed | formula | recomputed | verdict |",
    ),
    "zh": Words(
        "README.zh-CN.md",
        "{department}{year}年度部门决算：{forms}张表，{figures}个数字格，其中{values}个为非零数。",
        "它说了什么，复算结果如何",
        "表内、表间勾稽关系",
        "文字中的陈述",
        "| 页 | 陈述 | 所印 | 公式 | 复算 | 结论 |",
    ),
}


def first_screen(language: str) -> str:
    """The lines of one README between the marks: chart, counts of verdicts, example rows."""
    account, ledger = seed_account(), seed_ledger()
    words = WORDS[language]
    parts = [
        f"![{_spoken(account, ledger.claims, language)}]({image(language)})",
        words.caption.format(
            year=account.fiscal_year,
            department=account.department,
            figures=len(account.figures),
            forms=len(account.forms),
            values=int((account.figures["state"] == "value").sum()),
        ),
        _counts(ledger.checks, ledger.claims, language),
        _examples(ledger.claims, language),
    ]
    return "\n\n".join(parts)


def image(language: str) -> str:
    return f"{IMAGES}/structure_by_function.{language}.png"


def draw(language: str) -> Figure:
    account = seed_account()
    form = "general_public_expenditure"
    source = charts.caption(account.documents, account.forms, form, language)
    classes = _classes(account, seed_ledger().claims)
    return charts.function_structure(classes, source, language)


def between_marks(readme: str) -> str:
    before, start, rest = readme.partition(START)
    inside, end, _ = rest.partition(END)
    assert start and end, f"no {START} … {END} in the file"
    return inside.strip()


def main() -> None:
    (ROOT / IMAGES).mkdir(parents=True, exist_ok=True)
    for language, words in WORDS.items():
        (ROOT / image(language)).write_bytes(charts.render(draw(language), "png"))
        file = ROOT / words.file
        before, _, rest = file.read_text(encoding="utf-8").partition(START)
        _, _, after = rest.partition(END)
        text = f"{before}{START}\n{first_screen(language)}\n{END}{after}"
        file.write_text(text, encoding="utf-8")
        print(f"{words.file}, {image(language)}")


def _classes(account: Account, claims: pd.DataFrame) -> pd.DataFrame:
    structure = views.function_structure(account.figures, claims)
    return structure[structure["level"] == 1]


def _spoken(account: Account, claims: pd.DataFrame, language: str) -> str:
    """The chart in words: every number drawn, so that a stale picture cannot go unseen."""
    bars = [
        f"{answers.label(row, language)} {views.number(row['amount_wan_yuan'])}"
        f" ({views.number(row['share_pct'])}%)"
        for _, row in _classes(account, claims).iterrows()
    ]
    unit = texts.word("wan_yuan", language)
    return f"{texts.word('expenditure', language)}, {unit}: " + ", ".join(bars)


def _counts(checks: pd.DataFrame, claims: pd.DataFrame, language: str) -> str:
    words = WORDS[language]
    head = [words.counted, *(texts.word(verdict, language) for verdict in VERDICTS)]
    rows = [
        [name, *(f"{(found['verdict'] == verdict).sum()}" for verdict in VERDICTS)]
        for name, found in ((words.identities, checks), (words.claims, claims))
    ]
    return "\n".join(
        [_row(head), _row(["---", *["---:"] * len(VERDICTS)]), *(_row(row) for row in rows)]
    )


def _examples(claims: pd.DataFrame, language: str) -> str:
    """One statement of each verdict that occurs, rates first, then in the order of the text."""
    rows = [WORDS[language].head, _row(["---:", "---", "---", "---", "---", "---"])]
    rank = {kind: place for place, kind in enumerate(KINDS)}
    for verdict in VERDICTS:
        found = claims[claims["verdict"] == verdict]
        if found.empty:
            continue
        order = found["kind"].map(lambda kind: rank.get(kind, len(KINDS)))
        claim = found.loc[order.sort_values(kind="stable").index[0]]
        computed = views.interval(claim["low"], claim["high"], 4)
        unit = "" if pd.isna(claim["unit"]) or computed == views.MISSING else f" {claim['unit']}"
        rows.append(
            _row(
                [
                    str(claim["page"]),
                    texts.word(str(claim["kind"]), language),
                    str(claim["quote"]),
                    f"`{claim['formula']}`",
                    computed + unit,
                    texts.word(verdict, language),
                ]
            )
        )
    return "\n".join(rows)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    main()
