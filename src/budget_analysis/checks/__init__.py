"""Figures to checks: the identities of the specs, evaluated on an account; the joint test."""

from .door import Reconciliation, reconcile
from .evaluate import (
    Evaluation,
    count_by_identity,
    evaluate_identities,
    reconcile_forms,
    state_identities,
)
from .identities import identity_table, load_identities
from .joint import JointResult, Statement, joint_test, state_at_most, state_equal, state_rate
from .joint_account import Joint, examine_jointly
from .narrated import evaluate_narrated, narrated_table

__all__ = [
    "Evaluation",
    "Joint",
    "JointResult",
    "Reconciliation",
    "Statement",
    "count_by_identity",
    "evaluate_identities",
    "evaluate_narrated",
    "examine_jointly",
    "identity_table",
    "joint_test",
    "load_identities",
    "narrated_table",
    "reconcile",
    "reconcile_forms",
    "state_at_most",
    "state_equal",
    "state_identities",
    "state_rate",
]
