"""The door `reconcile`: an account to checks, claims and notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from . import account as accounts
from . import inert, terms, wording
from .claims import Claims, read_prose
from .claims.contents import state_contents
from .claims.coverage import coverage
from .claims.severity import rate_severity, with_one_cause
from .claims.subjects import subjects_of
from .claims.titles import state_titles
from .claims.typed import type_claims
from .doubts import InDoubt, in_doubt
from .facts import Forms
from .files import with_places
from .findings import Material, find, obligations, word
from .frames import as_rows, text
from .annex_claims import ANNEXES, read_annex_claims
from .relations.evaluate import judge_instances
from .relations.instances import list_instances
from .checks.in_doubt import undecided_checks, undecided_claims
from .checks.joint_account import Joint, examine
from .checks.paragraphs import Document, examine_paragraphs, soften
from .locate.copies import repeated_pages
from .verdicts import EQUAL


FRAMES = (
    "findings", "claims", "checks", "joint", "coverage", "watch", "obligations", "notices",
)  # fmt: skip
"""What `reconcile` gives; all other frames come from reading."""


def _both(table: str, name: str) -> str:
    """A word of findings in both languages."""
    return " ".join(word(table, name, language) for language in terms.LANGUAGES)


@dataclass(frozen=True)
class Ledger:
    """What an account states about itself, recomputed: what is kept of it and published.

    `findings` has one row per slip, `claims` one row per statement of the prose and the annexes, `checks` one per instance of
    an identity; `notices` is what is odd. `joint` says whether all of it can be true at once,
    `coverage` what became of each number of the prose, `watch` how small a change of each printed
    number is noticed, `obligations` which identities ran, did not apply or were not possible.
    """

    document_id: str
    findings: pd.DataFrame
    claims: pd.DataFrame
    checks: pd.DataFrame
    notices: pd.DataFrame
    joint: Joint
    coverage: pd.DataFrame
    watch: pd.DataFrame
    obligations: pd.DataFrame

    def _repr_html_(self) -> str:
        """What a notebook shows: the findings in both languages, the gravest first."""
        heads = ("编号 id", "程度 severity", "页 page", "发现 finding", "finding", "应为 right")
        rows = []
        for one in as_rows(self.findings):
            standing = " ".join(filter(None, (text(one["file"]), text(one["place"])))) or text(one["page"])
            told = [text(one[name]) for name in ("sentence_zh", "sentence_en", "right")]
            rows.append([one["finding_id"], _both("severities", one["severity"]), standing, *told])
        body = "".join(inert.row("td", row) for row in rows)
        counts = pd.concat([self.checks["verdict"], self.claims["verdict"]]).value_counts()
        said = " · ".join(f"{_both('verdicts', str(verdict))} {count}" for verdict, count in counts.items())
        return (
            f"<p><b>{inert.markup(self.document_id)}</b> {inert.markup(said)}</p>\n"
            f"<table>\n<thead>{inert.row('th', heads)}</thead>\n<tbody>{body}</tbody>\n</table>"
        )

    def frames(self) -> dict[str, pd.DataFrame]:
        """The frames `FRAMES` by name, to be kept and published."""
        return {
            "findings": self.findings,
            "claims": self.claims,
            "checks": self.checks,
            "joint": self.joint.frame,
            "coverage": self.coverage,
            "watch": self.watch,
            "obligations": self.obligations,
            "notices": self.notices,
        }


@dataclass(frozen=True)
class Reconciliation(Ledger):
    """A ledger just made, with the identities that were asked and do not apply.

    `not_applicable` has the columns `document_id, identity, instance, reason`.
    """

    not_applicable: pd.DataFrame


def ledger_of(document_id: str, found: Mapping[str, pd.DataFrame]) -> Ledger:
    """The ledger whose frames `FRAMES` were kept."""
    names = ("findings", "claims", "checks", "notices", "coverage", "watch", "obligations")
    return Ledger(document_id, joint=Joint(found["joint"]), **{name: found[name] for name in names})


def reconcile(account: accounts.Account) -> Reconciliation:
    """Recompute every identity of the forms and every statement of the prose.

    Verdicts follow from the printed digits alone; nothing is tolerated and nothing is guessed.
    """
    name = account.document_id
    forms = _forms_of(account)
    instances = list(list_instances(forms))
    evaluation = judge_instances(forms, instances)
    doubt = in_doubt(account.problems)
    told = _read_claims(account, forms, doubt)
    of_prose = examine_paragraphs(Document(forms, account.blocks, told.claims))
    words = wording.remark_words(account.blocks, account.forms, name, account.department)
    notices = [account.notices, evaluation.notices, told.notices, of_prose.notices, words]
    absent = [evaluation.not_applicable, of_prose.not_applicable]
    decided = [
        undecided_checks(evaluation.checks, doubt),
        undecided_checks(of_prose.checks, doubt, is_of_prose=True),
    ]
    checks = pd.concat(decided, ignore_index=True)
    layout = account.documents["layout"].fillna("").iloc[0]
    printed = [account.blocks[["text"]], account.tables[["text"]], account.figures[["label"]]]
    printed.append(account.forms[["title", "note", "statement"]])
    printed += [getattr(account, name).drop(columns=["document_id", "places"], errors="ignore") for name in ANNEXES]
    material = Material(
        forms, instances, checks, told.claims, told.trees, str(layout), account.blocks, account.problems, words,
        account.department, account.fiscal_year, printed,
    )  # fmt: skip
    found = find(material)
    not_applicable = pd.concat(absent, ignore_index=True)
    return Reconciliation(
        name,
        found.findings,
        with_one_cause(told.claims, found.findings),
        checks,
        pd.concat(notices, ignore_index=True),
        examine(forms, instances, told.claims, told.trees),
        coverage(account.blocks, told.claims),
        found.watch,
        obligations(name, checks, told.claims, not_applicable),
        not_applicable,
    )


def claims_of(account: accounts.Account) -> Claims:
    """The statements of the prose and the annexes with their verdicts, as `reconcile` has them before it asks for causes."""
    return _read_claims(account, _forms_of(account), in_doubt(account.problems))


def _forms_of(account: accounts.Account) -> Forms:
    return Forms(account.forms, account.figures, account.document_id, repeated=repeated_pages(account.problems))


def _read_claims(account: accounts.Account, forms: Forms, doubt: InDoubt) -> Claims:
    """The claims of contents, titles, prose and annexes; the touches of the last two."""
    about = (account.department, account.fiscal_year)
    units = account.units["unit"].dropna()
    prose, told_amounts = read_prose(account.blocks, forms, *about, units)
    annexes = {name: getattr(account, name) for name in ANNEXES}
    others = read_annex_claims(account.blocks, forms, annexes, *about, told_amounts)
    trees = {**prose.trees, **others.trees}
    pages = int(account.documents["pages"].fillna(0).iloc[0])
    contents = state_contents(account.blocks, forms, account.tables, account.problems, pages)
    of_year = (prose.claims["kind"] == "period") & (prose.claims["formula"] == "fiscal year")
    told = int((of_year & (prose.claims["verdict"] == EQUAL)).sum())
    printed = [*account.tables["text"].dropna(), *units, *account.forms["note"].dropna()]
    subjects = subjects_of(account.blocks, account.figures, prose.claims, printed)
    titles = state_titles(account.blocks, account.forms, account.document_id, *about, units, told, subjects)
    parts = [type_claims(contents), type_claims(titles), prose.claims, type_claims(others.claims)]
    claims, soft = soften(pd.concat(parts, ignore_index=True))
    notices = pd.concat([prose.notices, others.notices, soft], ignore_index=True)
    rated = undecided_claims(rate_severity(claims, trees), account.blocks, doubt)
    return Claims(with_places(rated, account.blocks, account.files), notices, trees)
