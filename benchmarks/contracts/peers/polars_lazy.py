"""polars by hand: one lazy frame, one expression for each rule, the streaming engine."""

from __future__ import annotations

import polars as pl
from runner import run
from suite import MEAN, ROW_COUNT, STD, Rule


def work(table: str, rules: list[Rule]) -> int:
    """Collect all expressions in one go, compare each number with its rule."""
    expressions = [_number(rule).alias(str(i)) for i, rule in enumerate(rules)]
    row = pl.scan_parquet(table).select(pl.len().alias("n"), *expressions).collect(engine="streaming").row(0)
    return sum(_holds(rule, value, row[0]) for rule, value in zip(rules, row[1:], strict=True))


def _number(rule: Rule) -> pl.Expr:  # noqa: C901, PLR0912 - one case for each kind
    column = pl.col(rule.column) if rule.column else pl.len()
    match rule.kind:
        case "row_count":
            return column
        case "unique":
            return column.len() - column.n_unique()
        case "null_fraction":
            return column.null_count()
        case "mean":
            return column.mean()
        case "std":
            return column.std()
        case "range":
            good = column.is_between(rule.low, rule.high)
        case "length":
            good = column.str.len_chars().is_between(rule.low, rule.high)
        case "allowed":
            good = column.is_in(rule.values)
        case _:
            good = column.str.contains(f"^(?:{rule.pattern})$")
    return (~good).sum()


def _holds(rule: Rule, value: float, n_rows: int) -> bool:
    if rule.kind in {ROW_COUNT, MEAN, STD}:
        return rule.low <= value <= rule.high
    return value <= (rule.high if rule.kind == "null_fraction" else rule.tolerance) * n_rows


if __name__ == "__main__":
    run(work)
