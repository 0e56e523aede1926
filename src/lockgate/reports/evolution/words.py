"""Sentences about changes that all formats share."""

from __future__ import annotations

from lockgate.contracts.evolution.change import Change, Effect
from lockgate.contracts.evolution.compat import Comparison, Compatibility
from lockgate.contracts.evolution.version import Bump
from lockgate.domain.verdict import Verdict
from lockgate.reports.words import listed, printable, quantity, shortened

__all__ = ["EFFECTS", "from_to", "places", "verdict_sentence", "version_sentence"]

EFFECTS = {
    Effect.WORDS: "no promise changes",
    Effect.STRONGER: "promises more: stored tables may break it",
    Effect.WEAKER: "promises less: readers may break",
    Effect.DIFFERENT: "promises something else: readers and stored tables may break",
}

_LONGEST = 90  # of each side, so that a line stays a line

_ASKS = {
    Bump.MAJOR: "a break",
    Bump.MINOR: "a changed promise",
    Bump.PATCH: "changed words",
    Bump.NONE: "nothing",
}


def from_to(change: Change) -> str:
    """Return what was and what is, on one line.

    Examples
    --------
    >>> from lockgate.contracts.evolution.change import ChangeKind
    >>> from_to(Change(kind=ChangeKind.RANGE_WIDENED, effect=Effect.WEAKER, old="0 to 5", new="0 to 9"))
    '0 to 5 → 0 to 9'
    """
    parts = [printable(part) if part else "nothing" for part in (change.old, change.new)]
    return " → ".join(shortened(part, _LONGEST) for part in parts)


def places(change: Change) -> str:
    """Return the places in the two files."""
    return " → ".join(str(at) for at in (change.old_at, change.new_at) if at is not None)


def version_sentence(comparison: Comparison) -> str:
    """Return what the step between two versions says, and what it should."""
    old, new, wanted = comparison.old, comparison.new, comparison.old.raised(comparison.needed)
    asks = _ASKS.get(comparison.needed, "nothing")
    if comparison.needed is Bump.NONE and comparison.is_version_enough:
        return f"{old} → {new}: nothing changed"
    if comparison.is_version_enough:
        return f"{old} → {new} says enough for {asks}"
    if new < old:
        return f"{new} comes before {old}: write version {max(wanted, old)}"
    if old == new:
        return f"the content changed and the version is still {new}: write {wanted}"
    return f"{old} → {new} says too little for {asks}: write {wanted}"


def verdict_sentence(judged: Compatibility) -> str:
    """Return the whole result in a sentence."""
    models = sorted({breach.model for breach in judged.models if breach.is_new})
    n = sum(len(one.breaches) for one in judged.comparisons)
    if judged.verdict is Verdict.PASS:
        return (
            f"{quantity(n, 'break')}, announced by the major version"
            if n
            else f"{judged.mode.value} compatible"
        )
    failing = [one for one in judged.comparisons if judged.fails(one)]
    n = sum(len(one.breaches) for one in failing)
    told = [f"{quantity(n, 'break')} in mode {judged.mode.value}"] if n else []
    told += [f"{quantity(len(models), 'released model')} would break: {listed(models)}"] if models else []
    short = next((one for one in reversed(failing) if not one.is_version_enough), None)
    return "; ".join([*told, *([version_sentence(short)] if short is not None else [])])
