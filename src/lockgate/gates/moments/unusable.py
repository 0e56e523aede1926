"""Say which rows of a table of numeric predictions no metric can use."""

from __future__ import annotations

from lockgate.gates.cells import Quality
from lockgate.gates.moments.cells import MomentPlan
from lockgate.gates.unusable import counted_rows

__all__ = ["unusable_numbers"]


def unusable_numbers(plan: MomentPlan, quality: Quality) -> str:
    """Return what is wrong with labels and predictions, counted by column; empty if nothing is.

    Examples
    --------
    >>> plan = MomentPlan(table="scored", label="price", candidate="new")
    >>> unusable_numbers(plan, Quality(rows=100, candidate_null=2, candidate_outside=1))
    'of 100 rows, 2 have a null `new`, 1 has a `new` that is NaN, infinite or beyond ±1e70'
    """
    other = "that is NaN, infinite or beyond ±1e70"
    return counted_rows(
        quality.rows,
        (quality.label_null, f"a null `{plan.label}`"),
        (quality.label_other, f"a `{plan.label}` {other}"),
        (quality.baseline_null, f"a null `{plan.baseline}`"),
        (quality.baseline_outside, f"a `{plan.baseline}` {other}"),
        (quality.candidate_null, f"a null `{plan.candidate}`"),
        (quality.candidate_outside, f"a `{plan.candidate}` {other}"),
    )
