"""The structural identities by the name of their rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pandas as pd

from ..facts import CannotCheckError, DoesNotApplyError, Forms
from .identities import Identities, Identity
from .names_of_codes import check_one_name
from .structural_rules import Finding, check_codes, check_empty_form, check_ordinals, check_same_heading

_Rule = Callable[[Forms, pd.DataFrame, Identities, Identity], Iterator[Finding]]
_RULES: dict[str, _Rule] = {
    "codes": check_codes,
    "ordinals": check_ordinals,
    "empty_form": check_empty_form,
    "same_heading": check_same_heading,
    "one_name": check_one_name,
}


def apply_rule(
    index: Forms, figures: pd.DataFrame, known: Identities, identity: Identity
) -> list[Finding]:
    """All instances of a structural identity on one account.

    Args:
        figures: the frame `figures` of this document; codes and labels are read from it.
    """
    try:
        return list(_RULES[identity.rule](index, figures, known, identity))
    except DoesNotApplyError as reason:
        return [Finding("all", not_applicable=str(reason))]
    except CannotCheckError as reason:
        return [Finding("all", "unchecked", note=str(reason))]
