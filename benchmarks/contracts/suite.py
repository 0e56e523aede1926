"""The checks of the benchmark as plain data: the one list that every runner translates.

Sixty rules, and a thousand on the same columns. On the table of `make_table.py` all of them hold, so that each
program does the whole work and none stops early. Nulls are judged by `null_fraction` only.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import count
from typing import Any, NamedTuple

from table_shape import FLOATS, NULL_RATES, labels

ROW_COUNT, UNIQUE, NULL_FRACTION, RANGE = "row_count", "unique", "null_fraction", "range"
ALLOWED, PATTERN, LENGTH, MEAN, STD = "allowed", "pattern", "length", "mean", "std"
ROW_LEVEL = {RANGE, ALLOWED, PATTERN, LENGTH}

Bound = Any  # a number; for the timestamp a datetime


class Rule(NamedTuple):
    """One check: its kind, its column, and the parameters that the kind needs; bounds are inclusive."""

    kind: str
    column: str = ""
    low: Bound = 0.0
    high: Bound = 0.0
    values: tuple[str, ...] = ()
    pattern: str = ""  # has to match the whole value
    tolerance: float = 0.0  # the fraction of the judged rows that may break a row-level rule


def sixty() -> list[Rule]:
    """Return the sixty rules that every program runs."""
    return [
        Rule(ROW_COUNT, low=1_000_000, high=10_000_000),
        Rule(UNIQUE, "id"),
        *(Rule(NULL_FRACTION, column, high=rate + 0.01) for column, rate in NULL_RATES.items()),
        Rule(NULL_FRACTION, "id", high=0.0),
        Rule(NULL_FRACTION, "seen_at", high=0.0),
        *(Rule(RANGE, f"f{i:02d}", low, high) for i in range(FLOATS) for low, high in [_bounds(i)]),
        *(Rule(RANGE, f"i{i}", 0, 4**i * 3 + 30) for i in range(1, 6)),
        Rule(RANGE, "seen_at", datetime(2025, 1, 1), datetime(2025, 4, 1)),  # noqa: DTZ001 - the column has no zone
        *(Rule(ALLOWED, f"s{i}", values=tuple(labels(i))) for i in range(3)),
        Rule(PATTERN, "s1", pattern=r"carrier-[A-L]"),
        Rule(PATTERN, "s2", pattern=r"[A-Z]{2}-[0-9]{2}"),
        Rule(PATTERN, "s3", pattern=r"[a-z]{8,10} [0-9]{3}"),
        Rule(PATTERN, "s4", pattern=r"[a-z0-9]+@[a-z0-9]+[.]example"),
        Rule(LENGTH, "s0", 3, 5),
        Rule(LENGTH, "s3", 12, 14),
        Rule(LENGTH, "s4", 20, 24),
        *(Rule(MEAN, f"f{i:02d}", middle - 0.1, middle + 0.1) for i, middle in enumerate(_MEANS)),
        *(Rule(STD, f"f{i:02d}", middle * 0.9, middle * 1.1) for i, middle in enumerate(_DEVIATIONS)),
        Rule(MEAN, "i1", 3.9, 4.1),
        Rule(MEAN, "i2", 15.9, 16.1),
    ]


_MEANS = (0.0, 1.6468, 1.5, 30.0, 1.6468, 3.0)  # normal, log-normal, uniform, and again: see make_table._floats
_DEVIATIONS = (1.0, 2.16, 0.866, 4.0, 2.16, 1.732)


def _bounds(column: int) -> tuple[float, float]:
    return ((-1_000.0, 1_000.0), (0.0, 500.0), (0.0, column + 1.0))[column % 3]


def thousand() -> list[Rule]:
    """Return a thousand rules: the sixty, then wider and wider variants of them, every second one with a tolerance.

    Row count and uniqueness are asked once: a second question about the same number would flatter.
    """
    rules = sixty()
    for step in count(1):
        for rule in sixty():
            if len(rules) == 1_000:
                return rules
            if rule.kind not in {ROW_COUNT, UNIQUE}:
                rules.append(_wider(rule, step))
    raise AssertionError


def _wider(rule: Rule, step: int) -> Rule:
    tolerance = 0.001 * step if rule.kind in ROW_LEVEL and step % 2 else 0.0
    if rule.kind == ALLOWED:
        return rule._replace(values=(*rule.values, *(f"extra-{i}" for i in range(step))), tolerance=tolerance)
    if rule.kind == PATTERN:
        return rule._replace(pattern=f"({rule.pattern}|other-{step})", tolerance=tolerance)
    if isinstance(rule.high, datetime):
        return rule._replace(high=rule.high + timedelta(days=step), tolerance=tolerance)
    if rule.kind == NULL_FRACTION:
        return rule._replace(high=rule.high + 0.001 * step)
    if rule.kind in {MEAN, STD}:
        return rule._replace(low=rule.low - 0.01 * step, high=rule.high + 0.01 * step)
    low = max(0, rule.low - step) if rule.kind == LENGTH else rule.low - step
    return rule._replace(low=low, high=rule.high + step, tolerance=tolerance)


def rules(size: int) -> list[Rule]:
    """Return the list with `size` rules: 60 or 1,000."""
    return {60: sixty, 1_000: thousand}[size]()


if __name__ == "__main__":
    for size in (60, 1_000):
        print(size, len(set(rules(size))), dict(Counter(rule.kind for rule in rules(size))))
