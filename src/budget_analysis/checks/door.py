"""The door `reconcile`: an account to checks, claims and notices."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .. import account as accounts
from ..narrative import read_claims
from .evaluate import reconcile_forms


@dataclass(frozen=True)
class Reconciliation:
    """What an account states about itself, recomputed.

    `checks` has one row per instance of an identity, `claims` one per number of the prose,
    `notices` what is odd but no contradiction, `not_applicable` the identities that were asked
    and do not apply (`document_id, identity, instance, reason`).
    """

    checks: pd.DataFrame
    claims: pd.DataFrame
    notices: pd.DataFrame
    not_applicable: pd.DataFrame


def reconcile(account: accounts.Account) -> Reconciliation:
    """Recompute every identity of the forms and every statement of the prose.

    Verdicts follow from the printed digits alone; nothing is tolerated and nothing is guessed.
    """
    evaluation = reconcile_forms(account.forms, account.figures)
    claims, touches = read_claims(
        account.blocks,
        account.forms,
        account.figures,
        account.document_id,
        account.department,
        account.fiscal_year,
    )
    notices = [account.notices, evaluation.notices, touches]
    return Reconciliation(
        evaluation.checks,
        claims,
        pd.concat(notices, ignore_index=True),
        evaluation.not_applicable,
    )
