"""The door `reconcile`: an account to checks, claims and notices."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .. import account as accounts
from .. import wording
from ..narrative import read_claims
from ..narrative.annexes import ANNEXES, read_annex_claims
from ..narrative.contents import state_contents
from ..narrative.coverage import coverage
from .evaluate import reconcile_forms
from .joint_account import Joint, examine_jointly
from .narrated import evaluate_narrated


@dataclass(frozen=True)
class Reconciliation:
    """What an account states about itself, recomputed.

    `checks` has one row per instance of an identity, `claims` one per statement of the prose and
    the annexes, `notices` what is odd but no contradiction, `not_applicable` the identities that
    were asked and do not apply (`document_id, identity, instance, reason`). `joint` says whether
    all of it can be true at once, `coverage` what became of each number of the prose.
    """

    checks: pd.DataFrame
    claims: pd.DataFrame
    notices: pd.DataFrame
    not_applicable: pd.DataFrame
    joint: Joint
    coverage: pd.DataFrame


def reconcile(account: accounts.Account) -> Reconciliation:
    """Recompute every identity of the forms and every statement of the prose.

    Verdicts follow from the printed digits alone; nothing is tolerated and nothing is guessed.
    """
    name = account.document_id
    evaluation = reconcile_forms(account.forms, account.figures)
    claims, touches = _read_claims(account)
    narrated = evaluate_narrated(account.forms, account.figures, account.blocks, claims, name)
    words = wording.remark_words(account.blocks, account.forms, name, account.department)
    notices = [account.notices, evaluation.notices, touches, narrated.notices, words]
    absent = [evaluation.not_applicable, narrated.not_applicable]
    return Reconciliation(
        pd.concat([evaluation.checks, narrated.checks], ignore_index=True),
        claims,
        pd.concat(notices, ignore_index=True),
        pd.concat(absent, ignore_index=True),
        examine_jointly(account.forms, account.figures, claims, name),
        coverage(account.blocks, claims),
    )


def _read_claims(account: accounts.Account) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The claims of the contents, of the prose, of the annexes; the touches of the last two."""
    frames = (account.blocks, account.forms, account.figures)
    about = (account.document_id, account.department, account.fiscal_year)
    prose = read_claims(*frames, *about, account.units["unit"].dropna())
    annexes = {name: getattr(account, name) for name in ANNEXES}
    others = read_annex_claims(*frames, annexes, *about)
    contents = state_contents(*frames, account.tables, account.problems, account.document_id)
    claims = pd.concat([contents, prose[0], others[0]], ignore_index=True)
    return claims, pd.concat([prose[1], others[1]], ignore_index=True)
