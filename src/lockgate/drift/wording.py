"""How a comparison reads, on one line."""

from __future__ import annotations

import math
from collections.abc import Sequence

from lockgate.domain.listing import and_more
from lockgate.domain.requirement import format_about, format_percent
from lockgate.domain.verdict import Verdict
from lockgate.drift.cells import Cells
from lockgate.drift.measure import Measured
from lockgate.drift.spec import ErrorControl
from lockgate.stats.drift.decision import DriftDecision
from lockgate.stats.drift.distance import Bracket

__all__ = ["CONTROL_WORDS", "bracket_words", "missing_words", "new_words", "number", "seen_words"]

_MOST_NAMED = 3

CONTROL_WORDS = {
    ErrorControl.BH: "Benjamini-Hochberg",
    ErrorControl.BY: "Benjamini-Yekutieli",
    ErrorControl.HOLM: "Holm",
    ErrorControl.HIERARCHICAL: "Benjamini-Hochberg down the tree of groups, columns and slices",
}


def number(value: float) -> str:
    """Write a distance with three significant digits, none below a ten-thousandth.

    Examples
    --------
    >>> number(0.12345), number(0.00001), number(0.0), number(12.5)
    ('0.123', '< 0.0001', '0', '12.5')
    """
    if 0 < abs(value) < 1e-4:  # noqa: PLR2004 - nobody acts on less
        return "< 0.0001"
    return f"{value:.3g}"


def seen_words(distance: str, decision: DriftDecision, measured: Measured, *, alpha: float) -> str:
    """Return the distance with its bounds, what bins may hide of it, and what the rows still lack for a decision."""
    evidence = decision.evidence
    if evidence.reason:
        return evidence.reason
    level = f"{(1 - 2 * alpha) * 100:.4g} %"
    ends = f"{number(evidence.lower)} to {number(evidence.upper)}"
    seen = f"{distance.replace('_', ' ')} {number(evidence.value)}"
    if not evidence.lower <= evidence.value <= evidence.upper:
        seen += f", less what chance adds {number(evidence.corrected)}"
    parts = [f"{seen}, {level} interval {ends}"]
    if measured.bracket is not None:
        parts.append(bracket_words(measured.bracket))
    if decision.verdict is Verdict.INCONCLUSIVE and evidence.lower > evidence.margin:
        parts.append("beyond the margin by itself, not among so many comparisons")
    if decision.verdict is Verdict.INCONCLUSIVE and evidence.more_current:
        parts.append(f"about {format_about(evidence.more_current)} more rows would decide")
    return "; ".join(parts)


def bracket_words(bracket: Bracket) -> str:
    """Return where the distance of the rows lies, which are known by bins only.

    Examples
    --------
    >>> bracket_words(Bracket(0.31, 0.3, 0.35)), bracket_words(Bracket(1.0, 1.0, math.inf))
    ('from bins: that of the rows is 0.3 to 0.35', 'from bins: that of the rows is 1 or more')
    """
    if math.isinf(bracket.upper):
        return f"from bins: that of the rows is {number(bracket.lower)} or more"
    return f"from bins: that of the rows is {number(bracket.lower)} to {number(bracket.upper)}"


def new_words(new: Sequence[tuple[str, int]], gone: Sequence[str], n: int) -> str:
    """Return which values are new and which are gone; nothing if none is."""
    parts = []
    if new:
        share = format_percent(sum(rows for _, rows in new), n)
        parts.append(
            f"{len(new)} new {_noun(len(new))} in {share} of rows: {_named([name for name, _ in new])}"
        )
    if gone:
        parts.append(f"{len(gone)} {_noun(len(gone))} gone: {_named(gone)}")
    return "; ".join(parts)


def _noun(number_of: int) -> str:
    return "value" if number_of == 1 else "values"


def _named(names: Sequence[str]) -> str:
    return and_more([repr(name) for name in names], _MOST_NAMED)


def missing_words(cells: Cells) -> str:
    """Return the share of rows without a value before and now."""
    before, now = (format_percent(side[1], sum(side)) for side in (cells.reference, cells.current))
    return f"missing {before} in the reference, {now} now"


def verdict_words(verdicts: Sequence[Verdict]) -> str:
    """Return how many comparisons were decided how."""
    words = {
        Verdict.FAIL: "drifted",
        Verdict.INCONCLUSIVE: "undecided",
        Verdict.ERROR: "not comparable",
        Verdict.PASS: "the same within the margin",
    }
    counts = [(sum(one is verdict for one in verdicts), word) for verdict, word in words.items()]
    return ", ".join(f"{count:,} {word}" for count, word in counts if count)
