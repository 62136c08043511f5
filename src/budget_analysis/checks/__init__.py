"""Figures to checks: the identities of the specs, evaluated on an account; the joint test."""

from .counts import count_statements
from ..relations.evaluate import (
    Evaluation,
    count_by_identity,
    evaluate_identities,
    reconcile_forms,
    state_identities,
)
from ..relations.identities import load_identities
from ..relations.listed import identities_of, identity_table
from ..relations.joint import (
    JointResult,
    Statement,
    joint_test,
    state_at_most,
    state_equal,
    state_rate,
)
from .joint_account import Joint, examine_jointly, joint_of
from .paragraphs import evaluate_narrated

__all__ = [
    "Evaluation",
    "Joint",
    "JointResult",
    "Statement",
    "count_by_identity",
    "count_statements",
    "evaluate_identities",
    "evaluate_narrated",
    "examine_jointly",
    "identities_of",
    "identity_table",
    "joint_of",
    "joint_test",
    "load_identities",
    "reconcile_forms",
    "state_at_most",
    "state_equal",
    "state_identities",
    "state_rate",
]
