"""What to label, as text."""

from __future__ import annotations

from collections.abc import Sequence

from lockgate.reports.words import listed, printable, quantity

__all__ = ["labels_text"]

_NAMED = 5


def labels_text(
    table: str,
    purchases: Sequence[tuple[str, int, int]],
    decided: int,
    still_open: Sequence[str],
    hopeless: Sequence[str],
    *,
    units: str = "rows",
) -> str:
    """Return the plan of one table.

    Parameters
    ----------
    table : str
        Its name.
    purchases : sequence of (str, int, int)
        Where, how many rows, and gates that ask for them.
    decided : int
        Gates that could then be decided.
    still_open, hopeless : sequence of str
        Gates that the budget leaves open, and those that no number of rows is sure to decide.
    units : str, default="rows"
        What is to be labelled: rows, or whole queries or series.

    Examples
    --------
    >>> print(labels_text("scored", [("carrier=UA", 1200, 2)], 2, (), ["recall ≥ 0.7"]))
    scored: label 1,200 rows to decide 2 gates
       rows  of          gates
      1,200  carrier=UA      2
      no number of rows is sure to decide: recall ≥ 0.7
    """
    total = sum(rows for _, rows, _ in purchases)
    many = quantity(total, "row") if units == "rows" else f"{total:,} {units}"
    lines = [f"{printable(table)}: label {many} to decide {quantity(decided, 'gate')}"]
    if purchases:
        cells = [
            (units, "of", "gates"),
            *((f"{rows:,}", printable(where), f"{gates:,}") for where, rows, gates in purchases),
        ]
        wide = [max(len(row[at]) for row in cells) for at in range(3)]
        lines += [f"  {row[0]:>{wide[0]}}  {row[1]:{wide[1]}}  {row[2]:>{wide[2]}}" for row in cells]
    if still_open:
        named = listed([printable(name) for name in still_open], _NAMED)
        lines.append(f"  beyond the budget: {named}")
    if hopeless:
        named = listed([printable(name) for name in hopeless], _NAMED)
        lines.append(f"  no number of {units} is sure to decide: {named}")
    return "\n".join(lines)
