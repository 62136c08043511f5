"""What identities find on an account, instance by instance, as rows of frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import pandas as pd

from .. import frames
from ..amounts import Interval, decimal, ends
from ..facts import DoesNotApplyError, Unbound
from ..verdicts import DIFFERS, UNCHECKED
from .identities import Identity

SOFT = "usual but not required; it does not hold here, which proves nothing"
_TOUCH = "touch: a single point satisfies both sides"


@dataclass(frozen=True, slots=True)
class Finding:
    """One instance of an identity: what is there beside what should be; why it does not apply."""

    name: str
    verdict: str = ""
    seen: str = ""
    expected: str = ""
    note: str = ""
    not_applicable: str = ""
    residual: Interval | None = None
    """What is there less what should be, in 万元."""
    sign: str = "≤"
    """Between the two, where they are quoted."""
    page: int | None = None
    is_touch: bool = False

    @staticmethod
    def without(name: str, reason: Unbound) -> Finding:
        """An instance that does not apply, or that cannot be checked."""
        if isinstance(reason, DoesNotApplyError):
            return Finding(name, not_applicable=str(reason))
        return Finding(name, UNCHECKED, note=str(reason))

    def doubted(self, note: str) -> Finding:
        """Unchecked for this reason where it differs; without a reason the same."""
        is_doubted = note and self.verdict == DIFFERS
        return replace(self, verdict=UNCHECKED, note=note) if is_doubted else self

    @property
    def quote(self) -> str:
        return f"{self.seen} {self.sign} {self.expected}"


class Evaluation(NamedTuple):
    """What the identities say about an account.

    `checks` and `notices` are the frames of that name. `not_applicable` has the string columns
    `document_id, identity, instance, reason`: what was asked but does not apply.
    """

    checks: pd.DataFrame
    notices: pd.DataFrame
    not_applicable: pd.DataFrame


def evaluation_of(
    document_id: str,
    found: Iterable[tuple[Identity, Finding]],
    notices: Sequence[Mapping[str, Any]] = (),
) -> Evaluation:
    """The findings of each identity as frames.

    A soft identity that does not hold is `unchecked` and noticed.

    Args:
        notices: others, which come behind those of the identities.
    """
    checks: list[dict[str, Any]] = []
    noticed: list[dict[str, Any]] = []
    absent: list[dict[str, Any]] = []
    for identity, one in found:
        key = {"document_id": document_id, "identity": identity.id, "instance": one.name}
        if one.not_applicable:
            absent.append({**key, "reason": one.not_applicable})
            continue
        note = one.note
        if one.is_touch or identity.is_soft and one.verdict == DIFFERS:
            noticed.append(notice_of(document_id, identity, one))
            note = noticed[-1]["message"]
        one = one.doubted(SOFT if identity.is_soft else "")
        low, high = (None, None) if one.residual is None else map(decimal, ends(one.residual))
        checks.append({
            **key, "left": one.seen or None, "right": one.expected or None,
            "residual_low": low, "residual_high": high,
            "verdict": one.verdict, "note": note or None,
        })  # fmt: skip
    columns = ["document_id", "identity", "instance", "reason"]
    return Evaluation(
        frames.build("checks", checks),
        frames.build("notices", [*noticed, *notices]),
        pd.DataFrame(absent, columns=columns, dtype="string"),
    )


def notice_of(document_id: str, identity: Identity, one: Finding) -> dict[str, Any]:
    """The row of `notices` of a touch, or of a soft identity that does not hold."""
    return {
        "document_id": document_id,
        "page": one.page,
        "place": f"{identity.id} {one.name}",
        "kind": "touch" if one.is_touch else "soft_identity",
        "quote": one.quote,
        "message": _TOUCH if one.is_touch else SOFT,
    }
