"""How well contradictions in the prose are found, and how quiet it stays without any.

    python benchmarks/claims.py [--documents 60] [--changes 5] [--workers 2] [--show]

Draws consistent accounts (made-up ones and the committed one, both layouts, every style that a
form with lines can have), reads and reconciles them: nothing may differ. Then each gets single
changes, one at a time: a digit, a rate, a word of direction, a year, a name, a cell of a form, a
form that is gone. A change counts as found when a new `differs` or `undefined` (for a form: its
state) speaks of the changed statement or of what it is recomputed from; every new `differs` that
does not is a false alarm.

What no reader could find is told apart beforehand, from the ledger of the unchanged account: a
number that nothing else determines (`datum`), and a change after which the rounded numbers are
still possible (`rounding`). It is taken from the arithmetic of the formulas, not from what the
changed account gives.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import multiprocessing
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from budget_analysis import Account, load, reconcile, terms  # noqa: E402
from budget_analysis.amounts import FEN_PER_UNIT, parse_amount  # noqa: E402
from budget_analysis.checks import Reconciliation  # noqa: E402
from budget_analysis.narrative import SECTIONS  # noqa: E402
from tests.rendering import (  # noqa: E402
    AccountModel,
    Style,
    all_pairs,
    made_up_account,
    render,
    seed_account,
)

RECALL, PRECISION, UNCHECKED = 0.95, 0.98, 0.10
"""What issue 4 asks for."""
EVERY_SEED = 10
"""Every tenth document is the committed account in another dress."""
GRAVE = ("differs", "undefined")


# --- documents and changes --------------------------------------------------------------------------


@dataclass(frozen=True)
class Drawn:
    """A consistent account in a style; `number` makes the same account again in another."""

    number: int
    style: Style

    @property
    def model(self) -> AccountModel:
        if self.number % EVERY_SEED == EVERY_SEED - 1:
            return seed_account(self.style)
        return made_up_account(self.number, self.style)


@dataclass(frozen=True)
class Change:
    """One change of an account: in a paragraph, in a cell of a form, or of a whole form."""

    model: AccountModel
    style: Style
    paragraph: str = ""
    """The changed paragraph as it stood before."""
    changed: str = ""
    at: int = 0
    """Where the old words end in it."""
    old: str = ""
    new: str = ""
    form: str = ""
    cell: str = ""
    """The changed figure as `form/role/measure`."""


Alter = Callable[[Drawn, random.Random], "Change | None"]


def documents(count: int) -> list[Drawn]:
    """Consistent accounts in styles whose forms are whole and have lines."""
    found = []
    styles = (style for seed in itertools.count(1) for style in all_pairs(seed=seed))
    for number, style in enumerate(itertools.islice(styles, count)):
        style = dataclasses.replace(style, frame="full", missing="", emptied="")
        if number % EVERY_SEED == EVERY_SEED - 1:
            # its amounts are rounded to 万元: printed in 元 they would no longer add up
            style = dataclasses.replace(style, unit="万元")
        found.append(Drawn(number, style))
    return found


def paragraphs(model: AccountModel) -> list[str]:
    """The paragraphs with statements, each that is there once."""
    listed = [text for section in model.sections for text in section.paragraphs if isinstance(text, str)]
    prose = [text for text in listed if "绩效" not in text and not re.match(r"\d+\.\D*：", text)]
    return [text for text in prose if listed.count(text) == 1]


def with_paragraph(model: AccountModel, old: str, new: str) -> AccountModel:
    sections = tuple(
        dataclasses.replace(
            section, paragraphs=tuple(new if text == old else text for text in section.paragraphs)
        )
        for section in model.sections
    )
    return dataclasses.replace(model, sections=sections)


def in_prose(pattern: str, alter: Callable[[str, random.Random], str]) -> Alter:
    """A change of the words that a pattern finds (its group, if it has one), chosen by chance."""

    def change(drawn: Drawn, dice: random.Random) -> Change | None:
        model = drawn.model
        places = [
            (text, match) for text in paragraphs(model) for match in re.finditer(pattern, text)
        ]
        if not places:
            return None
        text, match = dice.choice(places)
        start, end = match.span(min(match.re.groups, 1))
        new = alter(text[start:end], dice)
        return told(drawn, text, start, end, new)

    return change


def told(drawn: Drawn, text: str, start: int, end: int, new: str) -> Change:
    changed = text[:start] + new + text[end:]
    model = with_paragraph(drawn.model, text, changed)
    return Change(model, drawn.style, text, changed, end, text[start:end], new)


def other_digit(printed: str, dice: random.Random) -> str:
    """The number with one digit changed; it keeps its length."""
    places = [place for place, letter in enumerate(printed) if letter.isdigit()]
    place = dice.choice(places)
    is_leading = place == 0 and len(printed) > 1 and printed[1].isdigit()
    digits = [d for d in "0123456789" if d != printed[place] and not (is_leading and d == "0")]
    return printed[:place] + dice.choice(digits) + printed[place + 1 :]


def moved(step: str) -> Callable[[str, random.Random], str]:
    def move(printed: str, dice: random.Random) -> str:
        hundredths = abs(int((Fraction(printed) + Fraction(step) * dice.choice((1, -1))) * 100))
        return f"{hundredths // 100}.{hundredths % 100:02}"

    return move


def next_year(year: str, dice: random.Random) -> str:
    return str(int(year) + dice.choice((1, -1)))


def misnamed(name: str, dice: random.Random) -> str:
    """A name with another character in it."""
    place = dice.randrange(len(name))
    return name[:place] + ("新" if name[place] != "新" else "老") + name[place + 1 :]


def with_listed_zero(drawn: Drawn, dice: random.Random) -> Change | None:
    """A name more in a list of what was mainly spent, of a section without expenditure."""
    [form] = [form for form in drawn.model.forms if form.form == "general_public_basic"]
    unused = [
        figure.label
        for figure in form.table.figures()
        if figure.role[:3] == "302" and len(figure.role) == 5 and figure.state in ("zero", "blank")
    ]
    mark = "主要包括："
    texts = [text for text in paragraphs(drawn.model) if "公用经费" in text and mark in text]
    if not unused or not texts:
        return None
    place = texts[0].rindex(mark) + len(mark)
    return told(drawn, texts[0], place, place, dice.choice(unused) + "、")


def with_false_nil(drawn: Drawn, dice: random.Random) -> Change | None:
    """A sentence that there is nothing of a budget which the forms show."""
    model = drawn.model
    for words in ("政府性基金预算", "国有资本经营预算"):
        for text in paragraphs(model):
            if text.startswith(f"{model.year}年度{words}财政拨款收入"):
                new = f"{model.department}{model.year}年度无{words}财政拨款收入和支出。"
                return told(drawn, text, 0, len(text), new)
    return None


def with_other_cell(drawn: Drawn, dice: random.Random) -> Change | None:
    """One digit of the whole units of one figure of a form."""
    model = drawn.model
    cells = [
        (form, figure)
        for form in model.forms
        for figure in form.table.figures()
        if figure.state == "value" and figure.role
    ]
    form, figure = dice.choice(cells)
    whole, point, rest = figure.printed.partition(".")
    new = other_digit(whole, dice) + point + rest
    body = tuple(
        tuple(
            dataclasses.replace(cell, text=new, figure=dataclasses.replace(figure, printed=new))
            if cell.figure == figure
            else cell
            for cell in row
        )
        for row in form.table.body
    )
    table = dataclasses.replace(form.table, body=body)
    forms = tuple(
        dataclasses.replace(other, table=table) if other is form else other for other in model.forms
    )
    place = f"{form.form}/{figure.role}/{figure.measure}"
    changed = dataclasses.replace(model, forms=forms)
    return Change(changed, drawn.style, old=figure.printed, new=new, form=form.form, cell=place)


def without_form(option: str) -> Alter:
    """A form that is announced and absent, or whose figures are gone without a word."""

    def change(drawn: Drawn, dice: random.Random) -> Change | None:
        form = dice.choice([form.form for form in drawn.model.forms if form.state == "found"])
        gone: dict[str, Any] = {option: form}
        style = dataclasses.replace(drawn.style, **gone)
        return Change(Drawn(drawn.number, style).model, style, form=form)

    return change


OPPOSITES = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长",
    "大于": "小于", "小于": "大于", "等于": "大于",
}  # fmt: skip
NAME = r"(?:^|[、：；)）])([^（(，。；：)）、\d]{2,})[（(][类款项][)）]"
CHANGES: Mapping[str, Alter] = {
    "amount": in_prose(r"(\d+\.\d\d)万元", other_digit),
    "rate, 0.01 off": in_prose(r"(\d+\.\d\d)%", moved("0.01")),
    "rate, 0.1 off": in_prose(r"(\d+\.\d\d)%", moved("0.1")),
    "rate, one digit": in_prose(r"(\d+\.\d\d)%", other_digit),
    "direction": in_prose("|".join(OPPOSITES), lambda word, dice: OPPOSITES[word]),
    "year": in_prose(r"(?:^|。|[局馆]|与|截至)(20\d\d)年", next_year),
    "item name": in_prose(NAME, misnamed),
    "listed zero": with_listed_zero,
    "false nil": with_false_nil,
    "form cell": with_other_cell,
    "form missing": without_form("missing"),
    "form emptied": without_form("emptied"),
}


# --- what can be found at all -----------------------------------------------------------------------


@dataclass(frozen=True)
class Read:
    """An account as read: its frames, and where each claim stands in its folded block."""

    account: Account
    ledger: Reconciliation
    claims: list[dict[str, Any]]
    text: str
    """All blocks, folded, one behind the other."""

    @staticmethod
    def of(model: AccountModel, style: Style, path: Path) -> Read:
        render(model, style, path)
        account = load(path)
        ledger = reconcile(account)
        own = ledger.claims[ledger.claims["section"].str.split(".").str[0].isin(SECTIONS)]
        begins, text = {}, ""
        for block, part in zip(account.blocks["block"], account.blocks["text"], strict=True):
            begins[block] = (len(text), part)
            text += terms.fold(part)
        claims = []
        for row in own.astype(object).where(own.notna(), None).to_dict("records"):
            begin, part = begins[row["block"]]
            first, last = (begin + len(terms.fold(part[: row[end]])) for end in ("start", "end"))
            operands = json.loads(row["operands"]) if row["operands"] else []
            named = {str(name): value for name, value in row.items()}
            claims.append({**named, "first": first, "last": last, "operands": operands})
        return Read(account, ledger, claims, text)

    def place(self, paragraph: str, at: int) -> int | None:
        """A place of a paragraph in the folded text of the document."""
        found = self.text.find(terms.fold(paragraph))
        return found + len(terms.fold(paragraph[:at])) if found >= 0 else None


def possible_after(base: Read, change: Change) -> str:
    """Why no reader can find a change: `datum`, `rounding`; empty where one can."""
    place = base.place(change.paragraph, change.at)
    if place is None or not change.old:
        return ""
    if change.old in OPPOSITES:
        return _word_possible(base, change, place)
    if not re.fullmatch(r"\d+\.\d\d", change.old):
        return ""
    own = [
        claim
        for claim in base.claims
        if claim["printed"] == change.old and 0 <= claim["last"] - place <= len("万元")
    ]
    if not own:
        return ""
    names = {claim["claim_id"] for claim in own}
    judged = [
        claim
        for claim in base.claims
        if claim["verdict"] in ("equal", "rounding")
        and (claim in own or names & set(claim["operands"]))
    ]
    if not judged:
        return "datum"
    numbers = _numbers(base)
    for name in names:
        numbers[str(name)] = _span(change.new, str(own[0]["unit"]))
    return "rounding" if all(_holds(claim, numbers, change, claim in own) for claim in judged) else ""


def _word_possible(base: Read, change: Change, place: int) -> str:
    """增加 without a rate beside it is stated nowhere else; 大于 may hold of rounded amounts."""
    after = change.paragraph[change.at : change.at + 40]
    if change.old in ("增加", "减少"):
        return "" if re.match(r"\d+\.\d\d万元，(增长|下降)", after) else "datum"
    if change.old in ("增长", "下降"):
        return ""
    for claim in base.claims:
        at_place = claim["first"] <= place <= claim["last"]
        if claim["kind"] == "direction" and at_place and claim["low"] is not None:
            low, high = Fraction(str(claim["low"])), Fraction(str(claim["high"]))
            return "rounding" if (low < 0 if change.new == "小于" else high > 0) else ""
    return ""


Span = tuple[Fraction, Fraction]


def _numbers(base: Read) -> dict[str, Span]:
    """Every printed number with its ends; money in 万元."""
    found: dict[str, Span] = {}
    figures = base.account.figures
    for figure, fen, resolution in zip(
        figures["figure_id"], figures["amount_fen"], figures["resolution_fen"], strict=True
    ):
        value = Fraction(0) if pd.isna(fen) else Fraction(int(fen), 1_000_000)
        half = Fraction(0) if pd.isna(resolution) or not value else Fraction(int(resolution), 2_000_000)
        found[str(figure)] = (value - half, value + half)
    for claim in base.claims:
        if re.match(r"\d", str(claim["printed"])) and claim["unit"]:
            found[str(claim["claim_id"])] = _span(str(claim["printed"]), str(claim["unit"]))
    return found


def _span(printed: str, unit: str) -> Span:
    number = parse_amount(printed)
    half = number.resolution / 2
    if (unit in FEN_PER_UNIT and not number.value) or unit not in (*FEN_PER_UNIT, "%"):
        half = Fraction(0)
    scale = FEN_PER_UNIT[unit] / FEN_PER_UNIT["万元"] if unit in FEN_PER_UNIT else Fraction(1)
    return (number.value - half) * scale, (number.value + half) * scale


def _holds(
    claim: Mapping[str, Any], numbers: Mapping[str, Span], change: Change, is_own: bool
) -> bool:
    """True when some values within the intervals still satisfy a claim."""
    formula, operands = str(claim["formula"]), claim["operands"]
    if claim["kind"] in ("nil", "list", "item_name", "count"):
        return True
    printed = change.new if is_own else str(claim["printed"])
    if formula.startswith("= "):
        low, high = Fraction(str(claim["low"])), Fraction(str(claim["high"]))
    elif relation := re.search("<=|[<>=]", formula):
        left, right = formula.split(relation[0])
        low, high = _reach(f"({left})-({right})", operands, numbers)
        return {"<=": low <= 0, "<": low < 0, ">": high > 0, "=": low <= 0 <= high}[relation[0]]
    else:
        low, high = _reach(formula, operands, numbers)
    own = _span(printed, str(claim["unit"]))
    return low <= own[1] and own[0] <= high


def _reach(formula: str, operands: Sequence[str], numbers: Mapping[str, Span]) -> Span:
    """Lowest and highest value of a formula: at the corners, or term by term where it is a sum."""
    letters = list(dict.fromkeys(re.findall(r"[a-z]\d*", formula)))
    spans = dict(zip(letters, (numbers.get(name, (Fraction(0), Fraction(0))) for name in operands)))
    if len(letters) > 6 and re.fullmatch(r"[a-z\d+\- ()]*", formula):
        middle = {name: (low + high) / 2 for name, (low, high) in spans.items()}
        slack = sum((high - low for low, high in spans.values()), Fraction(0)) / 2
        value = _value(formula, middle)
        return value - slack, value + slack
    values = [
        _value(formula, dict(zip(spans, corner, strict=True)))
        for corner in itertools.product(*spans.values())
    ]
    return min(values), max(values)


def _value(formula: str, values: Mapping[str, Fraction]) -> Fraction:
    exact = re.sub(r"(?<![a-z\d])\d+", lambda found: f"Fraction({found[0]})", formula)
    try:
        return Fraction(eval(exact, {"Fraction": Fraction, **values}))  # noqa: S307
    except ZeroDivisionError:
        return Fraction(10**9)


# --- what is found ----------------------------------------------------------------------------------


@dataclass
class Outcome:
    """What one change led to: whether it was found, and its false alarms, or why it cannot be."""

    kind: str
    number: int
    excuse: str = ""
    is_found: bool = False
    alarms: int = 0
    false_alarms: list[str] = field(default_factory=list)
    told: str = ""


def judge_change(kind: str, drawn: Drawn, base: Read, change: Change, path: Path) -> Outcome:
    excuse = possible_after(base, change) if change.paragraph else ""
    outcome = Outcome(kind, drawn.number, excuse)
    outcome.told = f"{change.old}→{change.new} {change.form or change.paragraph[max(0, change.at - 40) : change.at + 12]}"
    read = Read.of(change.model, change.style, path)
    if kind.startswith("form ") and kind != "form cell":
        states = dict(zip(read.account.forms["form"], read.account.forms["state"], strict=True))
        outcome.is_found = states.get(change.form) == kind.removeprefix("form ")
    known = Counter(_shape(claim) for claim in base.claims)
    involved = _involved(read, change)
    for claim in read.claims:
        if claim["verdict"] not in GRAVE:
            continue
        concerned = str(claim["claim_id"]) in involved
        if concerned and known[_shape(claim)] == 0:
            outcome.is_found = True
        if claim["verdict"] == "differs":
            outcome.alarms += 1
            if not concerned:
                outcome.false_alarms.append(f"{claim['kind']} {claim['quote']} [{claim['low']}, {claim['high']}]")
    names = {str(claim["claim_id"]) for claim in read.claims}
    checks = read.ledger.checks
    for check in checks[checks["verdict"] == "differs"].itertuples():
        if check.instance in names:
            continue
        outcome.alarms += 1
        if _is_concerned(check, change, base):
            outcome.is_found = True
        else:
            outcome.false_alarms.append(f"{check.identity} {check.instance} {check.left} = {check.right}")
    return outcome


def _shape(claim: Mapping[str, Any]) -> tuple[object, ...]:
    return tuple(claim[name] for name in ("section", "kind", "printed", "verdict", "quote"))


def _involved(read: Read, change: Change) -> set[str]:
    """The claims that speak of what was changed, and those that are recomputed from them."""
    if change.cell:
        figure = f"{read.account.document_id}/{change.cell}"
        own = {str(c["claim_id"]) for c in read.claims if figure in c["operands"]}
    else:
        end = read.place(change.changed, change.at - len(change.old) + len(change.new))
        begin = read.place(change.changed, change.at - len(change.old))
        own = {
            str(claim["claim_id"])
            for claim in read.claims
            if begin is not None
            and end is not None
            and claim["first"] < end
            and begin < claim["last"]
        }
    return own | {
        str(c["claim_id"]) for c in read.claims if own & set(c["operands"])
    }


def _is_concerned(check: Any, change: Change, base: Read) -> bool:
    """A check that is no claim: a changed figure stands in it, one of a form that is gone, a name."""
    printed = set(re.findall(r"\d+\.\d+", f"{check.left} {check.right}".replace(",", "")))
    if change.cell:
        return change.new.replace(",", "") in printed
    if change.form:
        figures = base.account.figures
        own = figures.loc[figures["form"] == change.form, "printed"].str.replace(",", "")
        return bool(printed & set(own))
    return bool(change.old) and change.old in str(check.instance)


# --- the run ----------------------------------------------------------------------------------------


@dataclass
class Quiet:
    """The verdicts on one consistent account."""

    number: int
    layout: str
    verdicts: Counter[str]
    alarms: list[str]


def work(task: tuple[Drawn, Sequence[str]]) -> tuple[Quiet, list[Outcome]]:
    """Read one consistent account, then the same with each of the changes."""
    drawn, kinds = task
    dice = random.Random(drawn.number)
    outcomes = []
    with tempfile.TemporaryDirectory() as folder:
        base = Read.of(drawn.model, drawn.style, Path(folder) / "base.pdf")
        verdicts = Counter(str(claim["verdict"] or "datum") for claim in base.claims)
        alarms = [str(claim["quote"]) for claim in base.claims if claim["verdict"] == "differs"]
        checks = base.ledger.checks
        alarms += [f"{c.identity} {c.instance}" for c in checks[checks["verdict"] == "differs"].itertuples()]
        for number, kind in enumerate(kinds):
            change = CHANGES[kind](drawn, dice)
            if change is not None and change.old != change.new or kind.startswith("form "):
                assert change is not None
                path = Path(folder) / f"{number}.pdf"
                outcomes.append(judge_change(kind, drawn, base, change, path))
    return Quiet(drawn.number, drawn.style.layout, verdicts, alarms), outcomes


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--changes", type=int, default=5, help="changes per document")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--show", action="store_true", help="print what was missed and false alarms")
    given = parser.parse_args(arguments)
    began = time.monotonic()
    turns = itertools.cycle(CHANGES)
    tasks = [
        (drawn, list(itertools.islice(turns, given.changes))) for drawn in documents(given.documents)
    ]
    with multiprocessing.get_context("spawn").Pool(given.workers) as pool:
        results = pool.map(work, tasks, chunksize=1)
    quiet = [one for one, _ in results]
    outcomes = [outcome for _, found in results for outcome in found]
    is_good = print_quiet(quiet) & print_found(outcomes, given.show)
    print(f"\n{time.monotonic() - began:.0f} s")
    return 0 if is_good else 1


def print_quiet(quiet: Sequence[Quiet]) -> bool:
    total = sum((one.verdicts for one in quiet), Counter())
    judged = sum(total.values()) - total["datum"]
    alarms = [f"{one.number}: {alarm}" for one in quiet for alarm in one.alarms]
    print(f"{len(quiet)} consistent accounts ({Counter(one.layout for one in quiet)})")
    for verdict in ("equal", "rounding", "undefined", "unchecked", "differs"):
        print(f"  {verdict:<12}{total[verdict]:>7}{total[verdict] / judged:>9.2%} of judged claims")
    print(f"  {'datum':<12}{total['datum']:>7}")
    print(f"  differs, claims and checks: {len(alarms)} (must be 0) {alarms[:5]}")
    return not alarms and total["unchecked"] / judged < UNCHECKED


def print_found(outcomes: Sequence[Outcome], is_shown: bool) -> bool:
    print(f"\n{len(outcomes)} single changes")
    print(f"  {'':<18}{'made':>6}{'datum':>7}{'round':>7}{'found':>12}{'recall':>8}{'differs':>9}{'false':>7}")
    rows = [(kind, [one for one in outcomes if one.kind == kind]) for kind in CHANGES]
    for kind, own in [*rows, ("all", list(outcomes))]:
        excused = Counter(one.excuse for one in own)
        open_ = [one for one in own if not one.excuse]
        found = sum(one.is_found for one in open_)
        alarms = sum(one.alarms for one in own)
        false = sum(len(one.false_alarms) for one in own)
        share = f"{found / len(open_):.1%}" if open_ else "-"
        print(
            f"  {kind:<18}{len(own):>6}{excused['datum']:>7}{excused['rounding']:>7}"
            f"{f'{found} of {len(open_)}':>12}{share:>8}{alarms:>9}{false:>7}"
        )
    recall = found / len(open_)
    precision = 1 - false / alarms
    print(f"  recall {recall:.1%} (asked: {RECALL:.0%}), precision of differs {precision:.1%} (asked: {PRECISION:.0%})")
    for one in outcomes if is_shown else []:
        if not one.is_found and not one.excuse:
            print(f"  missed   {one.number} {one.kind}: {one.told}")
        if one.is_found and one.excuse:
            print(f"  found although {one.excuse} {one.number} {one.kind}: {one.told}")
        if one.excuse == "datum" and not one.is_found:
            print(f"  datum    {one.number} {one.kind}: {one.told}")
        for alarm in one.false_alarms:
            print(f"  false    {one.number} {one.kind}: {one.told} | {alarm}")
    return recall >= RECALL and precision >= PRECISION


if __name__ == "__main__":
    sys.exit(main())
