"""What is asked of a published account, and how far it is there: each with the part of the page that it counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import specs, texts, views, words
from ..checklist import checklist
from ..frames import as_rows, text
from ..shelf import Frames

ADDRESS = "requirements"
"""Where they are listed."""
_ANNEX = "annex-"
_CHECKED = (
    "forms", "figures", "blocks", "units", "projects", "funds", "indicators", "report_items",
    "glossary", "checks", "claims",
)  # fmt: skip
_TOLD = ("met", "partly", "absent")


def requirements_of(found: Frames, language: str) -> list[dict[str, Any]]:
    """The requirements of the checklist in its order: what is asked, its state, how much is there of how much, where."""
    asked = {row["requirement"]: row for row in as_rows(checklist())}
    listed = []
    for row in as_rows(views.completeness(**{name: found[name] for name in _CHECKED})):
        ending = "" if language == "zh" else "_en"
        is_told = row["state"] in _TOLD
        listed.append(
            {
                "id": row["requirement"],
                "name": row[f"label{ending}"],
                "state": row["state"],
                "state_word": texts.word(row["state"], language),
                "count": words.say("found_of", language, found=min(row["found"], row["expected"]), expected=row["expected"]) if is_told else "",
                "target": _target(asked[row["requirement"]], found) if is_told else "",
                "note": text(row[f"note{ending}"]),
            }
        )
    return listed


def told_of(listed: list[dict[str, Any]], language: str) -> str:
    """How many of those that can be told are met."""
    told = [one for one in listed if one["state"] in _TOLD]
    return words.say("requirements_told", language, told=len(told), met=sum(one["state"] == "met" for one in told), rest=len(listed) - len(told))


def counted_at(indicator: str, found: Frames) -> str:
    """The part of the page that an indicator counts; empty for one that counts nothing, or what is not there."""
    return _there(specs.load("site.toml")["counted_at"].get(indicator, ""), found)


def _target(asked: Mapping[str, Any], found: Frames) -> str:
    first = text(asked["argument"]).partition(" ")[0].partition("/")[0]
    return _there(str(specs.load("site.toml")["requirement_at"].get(asked["rule"], "")).format(first=first), found)


def _there(address: str, found: Frames) -> str:
    """The address, where the page has it: an annex without rows is not shown."""
    return "" if address.startswith(_ANNEX) and found[address.removeprefix(_ANNEX)].empty else address
