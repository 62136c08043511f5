"""The tables and the list of what the kit missed or wrongly accused, with the proofs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from .causes import is_right
from .score import Outcome

FOUND, SILENT, CULPRIT, CAUSE, MOST = 0.98, 0.01, 0.95, 0.95, 3
"""What is asked of the kit; the last is how many findings one slip may give."""


def print_tables(outcomes: Sequence[Outcome]) -> bool:
    proved = [one for one in outcomes if one.proof]
    calm = [one for one in outcomes if not one.proof]
    print(f"\n{len(proved)} slips that the oracle proves, {len(calm)} changes that prove nothing")
    print(f"  {'':<20}{'proved':>7}{'found':>12}{'doubted':>9}{'silent':>8}{'accused':>9}{'findings':>10}{'first':>12}")
    kinds = dict.fromkeys(one.slip.kind for one in proved)
    for kind in kinds:
        _print_row(kind, [one for one in proved if one.slip.kind == kind])
    for name in dict.fromkeys(one.target for one in proved):
        _print_row(f"in {name}", [one for one in proved if one.target == name])
    _print_row("all", proved)
    print(f"  {'':<20}{'made':>7}{'alarms':>12}")
    for kind in dict.fromkeys(one.slip.kind for one in calm):
        own = [one for one in calm if one.slip.kind == kind]
        print(f"  {kind:<20}{len(own):>7}{sum(bool(one.alarms or one.crash) for one in own):>12}")
    found = _share(proved, lambda one: one.is_found)
    silent = _share(proved, lambda one: one.is_silent)
    alarms = sum(bool(one.alarms or one.crash) for one in calm)
    print(f"  found {found:.1%} (asked {FOUND:.0%}), silent {silent:.1%} (asked {SILENT:.0%}), alarms {alarms} of {len(calm)}")
    is_named = _print_findings(proved)
    return found >= FOUND and silent <= SILENT and not alarms and is_named


def _print_findings(proved: Sequence[Outcome]) -> bool:
    """The culprit and the cause, where the kit has findings."""
    told = [one for one in proved if one.findings]
    if not told:
        return True
    unique = [one for one in told if len(one.proof.mends) == 1]
    tied = [one for one in told if len(one.proof.mends) != 1]
    named = [one for one in told if one.cause and one.is_named]
    first = _share(unique, lambda one: one.is_first)
    right = _share(named, lambda one: is_right(one.cause, one.slip))
    most = max(len(one.findings or ()) for one in told)
    print(
        f"  culprit first {first:.1%} of {len(unique)} (asked {CULPRIT:.0%}), in the tie "
        f"{_share(tied, lambda one: one.is_first):.1%} of {len(tied)}; cause right {right:.1%} of {len(named)} "
        f"(asked {CAUSE:.0%}); at most {most} findings (asked {MOST})"
    )
    return first >= CULPRIT and right >= CAUSE and most <= MOST


def _share(outcomes: Sequence[Outcome], is_so: Callable[[Outcome], object]) -> float:
    return sum(bool(is_so(one)) for one in outcomes) / max(1, len(outcomes))


def _print_row(label: str, own: Sequence[Outcome]) -> None:
    found = sum(one.is_found for one in own)
    doubted = sum(not one.is_found and not one.is_silent for one in own)
    silent = sum(one.is_silent for one in own)
    accused = sum(bool(one.accused) for one in own)
    told = [len(one.findings) for one in own if one.findings is not None]
    first = [one for one in own if one.findings is not None]
    most = f"{sum(told) / len(told):.1f} ≤{max(told)}" if told else "-"
    culprit = f"{sum(one.is_first for one in first)} of {len(first)}" if first else "-"
    print(
        f"  {label:<20}{len(own):>7}{f'{found} {found / max(1, len(own)):.0%}':>12}{doubted:>9}{silent:>8}"
        f"{accused:>9}{most:>10}{culprit:>12}"
    )


def write_report(path: Path, outcomes: Iterable[Outcome]) -> None:
    """Every miss, accusation and alarm, by kind."""
    outcomes = list(outcomes)
    parts = {
        "Not found": [one for one in outcomes if one.proof and not one.is_found],
        "Found, and somebody else accused": [one for one in outcomes if one.proof and one.accused],
        "Alarms that prove nothing": [one for one in outcomes if not one.proof and (one.alarms or one.crash)],
        "More than three findings": [one for one in outcomes if one.findings and len(one.findings) > 3],
        "Another cause": [
            one for one in outcomes if one.cause and one.is_named and not is_right(one.cause, one.slip)
        ],
        "Another culprit first": [one for one in outcomes if one.proof and one.findings and not one.is_first],
    }
    lines = []
    for title, own in parts.items():
        lines.append(f"\n## {title}: {len(own)}\n")
        for one in sorted(own, key=lambda one: (one.slip.kind, one.target)):
            lines += _told(one)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _told(one: Outcome) -> list[str]:
    lines = [f"- **{one.slip.kind}** in {one.target}: `{one.slip.old}` → `{one.slip.new}` [{one.slip.slot}] {one.around}"]
    if one.proof:
        lines.append(f"  - proof: {one.proof.told}")
        lines.append(f"  - mended by one of: {', '.join(one.proof.mends[:6]) or 'none alone'}")
    for label, told in (("says", one.said), ("doubts", one.doubts), ("accuses", one.accused)):
        lines += [f"  - {label}: {text}" for text in told[:4]]
    if one.crash:
        lines.append(f"  - crash: {one.crash}")
    for row in (one.findings or [])[:5]:
        words = " ".join(str(row.get(name)) for name in ("ground", "kind", "sentence_zh", "places", "alternatives"))
        lines.append(f"  - finding: {words} cause {row.get('cause')} {row.get('cause_proof')}")
    return lines
