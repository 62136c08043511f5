"""The verdict on the printed numbers that an indicator rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

import pandas as pd

from ..facts import Forms
from ..frames import as_rows
from ..identifiers import figure_name, place_of
from ..relations.instances import list_instances
from ..verdicts import DIFFERS, EQUAL, GRAVITY, ROUNDING, UNCHECKED

_HOLDS = (EQUAL, ROUNDING)


class Trust:
    """How far each printed number of one account can be relied on.

    A number that a finding names as impossible `differs`; a statement has its own verdict; any
    other number has the mildest verdict of the statements in which it stands and which hold, and
    is `unchecked` where there is none.
    """

    def __init__(self, found: Mapping[str, pd.DataFrame]) -> None:
        self.document_id = str(found["documents"]["document_id"].iloc[0])
        self._own = {
            row["claim_id"]: row["verdict"]
            for row in as_rows(found["claims"][["claim_id", "verdict"]])
            if row["verdict"] is not None
        }
        self._accused = set(self._named(found["findings"]))
        self._held: dict[str, str] = {}
        for row in as_rows(found["claims"][["claim_id", "operands", "verdict", "unit"]]):
            # a word of direction says nothing of how much
            if row["verdict"] in _HOLDS and row["unit"] is not None:
                for name in json.loads(row["operands"] or "[]"):
                    self._hold(place_of(name, self.document_id), row["verdict"])
        verdicts = {
            (row["identity"], row["instance"]): row["verdict"]
            for row in as_rows(found["checks"][["identity", "instance", "verdict"]])
        }
        for instance in list_instances(Forms(found["forms"], found["figures"])):
            verdict = verdicts.get((instance.identity, instance.name))
            if verdict in _HOLDS:
                for _, fact in instance.cells:
                    self._hold(place_of(fact.id, self.document_id), verdict)

    def verdict(self, sources: Iterable[str]) -> str | None:
        """The gravest of the verdicts on these figures and claims; None where there are none."""
        found = [self._of(place_of(name, self.document_id)) for name in sources]
        return max(found, key=GRAVITY.index) if found else None

    def _of(self, name: str) -> str:
        if name in self._accused:
            return DIFFERS
        return self._own.get(name) or self._held.get(name, UNCHECKED)

    def _hold(self, name: str, verdict: str) -> None:
        if self._held.get(name) != EQUAL:
            self._held[name] = verdict

    def _named(self, findings: pd.DataFrame) -> Iterable[str]:
        for row in as_rows(findings[findings["ground"] == "impossible"]):
            places = json.loads(row["places"] or "[]")
            if row["printed"] is None and len(places) > 1:
                continue  # one of them is wrong, and nothing tells which
            for place in places:
                if "claim" in place:
                    yield place["claim"]
                elif "row" in place:  # a form without a row is what stands above it: words
                    name = figure_name(self.document_id, place["form"], place["row"], place["measure"])
                    yield place_of(name, self.document_id)
