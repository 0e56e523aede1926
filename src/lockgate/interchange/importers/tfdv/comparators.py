"""Comparators of two data sets: a contract is about one, so what to write instead is said."""

from __future__ import annotations

import math

from lockgate.documents.node import Mapping, Node, Scalar

__all__ = ["counts_compared", "features_compared"]

_ELSEWHERE = "it compares two tables, which a contract does not"


def features_compared(feature: str, table: str, node: Node, *, is_skew: bool) -> str:
    """Return the entry of ``lockgate.yaml`` that asks what a comparator of a feature asks.

    TFDV's Jensen-Shannon divergence is in bits; the distance here is its root.

    Parameters
    ----------
    feature, table : str
        The column, and the table of the contract.
    node : Node
        The comparator.
    is_skew : bool
        Whether training and serving are compared, not yesterday and today.

    Examples
    --------
    >>> from lockgate.documents.node import Source
    >>> empty = Mapping(Source("schema.pbtxt", ()), 1, 1, ())
    >>> features_compared("fare", "trips", empty, is_skew=False)
    'it compares two tables, which a contract does not: write `- drift: {data: trips, columns: [fare]}` in a project'
    """
    parts = [f"data: {table}"]
    if is_skew:
        parts.append("reference: training")
    parts += [f"columns: [{feature}]"]
    for key, method in (("infinity_norm", "l_infinity"), ("jensen_shannon_divergence", "jensen_shannon")):
        threshold = _threshold(node, key)
        if threshold is not None:
            margin = math.sqrt(threshold) if method == "jensen_shannon" else threshold
            parts += [f"method: {method}", f"margin: {margin:.6g}"]
            break
    said = f"{_ELSEWHERE}: write `- drift: {{{', '.join(parts)}}}` in a project"
    if is_skew:
        said += ", where `training` is the accepted reference"
    if _threshold(node, "normalized_abs_difference") is not None:
        said += "; a normalised difference of counts has no counterpart"
    return said


def _threshold(node: Node, key: str) -> float | None:
    """Return a threshold that is a margin; one that nothing or everything exceeds is none."""
    part = node.get(key) if isinstance(node, Mapping) else None
    held = part.get("threshold") if isinstance(part, Mapping) else None
    value = held.value if isinstance(held, Scalar) else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and 0 < value < 1 else None  # type: ignore[operator,arg-type]  # is_number


def counts_compared(key: str) -> str:
    """Return what asks how the numbers of rows of two data sets compare."""
    if key.startswith("num_examples"):
        return f"{_ELSEWHERE}: ask `row_count_match` with `measure: ratio`"
    return f"{_ELSEWHERE}, and only of their sizes and distributions is asked here"
