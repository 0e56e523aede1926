"""Say which rows of a table of predictions no metric can use."""

from __future__ import annotations

from lockgate.gates.cells import CellPlan, Quality

__all__ = ["counted_rows", "unusable_rows"]


def unusable_rows(plan: CellPlan, quality: Quality) -> str:
    """Return what is wrong with labels and scores, counted by column; empty if nothing is.

    Examples
    --------
    >>> plan = CellPlan(table="scored", label="late", candidate="p")
    >>> unusable_rows(plan, Quality(rows=100, candidate_null=2, candidate_outside=1))
    'of 100 rows, 2 have a null `p`, 1 has a `p` outside [0, 1] or NaN'
    """
    other = "other than 0 and 1" if plan.positive is None else "that is not a whole number"
    further: tuple[str, ...] = ()
    if len(quality.other_labels) > 1:
        named = " and ".join(repr(value) for value in quality.other_labels)
        further = (
            f"`{plan.label}` has values besides {plan.positive!r}, such as {named}, and must have two in all",
        )
    return counted_rows(
        quality.rows,
        (quality.label_null, f"a null `{plan.label}`"),
        (quality.label_other, f"a `{plan.label}` {other}"),
        (quality.baseline_null, f"a null `{plan.baseline}`"),
        (quality.baseline_outside, f"a `{plan.baseline}` outside [0, 1] or NaN"),
        (quality.candidate_null, f"a null `{plan.candidate}`"),
        (quality.candidate_outside, f"a `{plan.candidate}` outside [0, 1] or NaN"),
        further=further,
    )


def counted_rows(rows: int, *found: tuple[int, str], further: tuple[str, ...] = ()) -> str:
    """Return how many of the rows have what; empty if none has anything.

    Examples
    --------
    >>> counted_rows(100, (0, "a null `y`"), (1, "a null `p`"))
    'of 100 rows, 1 has a null `p`'
    """
    said = [*(text for count, what in found if (text := _counted(count, what))), *further]
    return f"of {rows:,} rows, {', '.join(said)}" if said else ""


def _counted(count: int, what: str) -> str:
    return f"{count:,} {'has' if count == 1 else 'have'} {what}" if count else ""
