"""pandera on polars: a DataFrameSchema of columns and checks, validated lazily so that all checks run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors
from runner import run
from suite import MEAN, NULL_FRACTION, ROW_COUNT, STD, Rule


def work(table: str, rules: list[Rule]) -> int:
    """Build the schema, validate the frame in memory; lazy frames would skip the values."""
    schema = _schema(rules)
    try:
        schema.validate(pl.read_parquet(table), lazy=True)
    except SchemaErrors as errors:
        return len(rules) - len(errors.schema_errors)
    return len(rules)


def _schema(rules: list[Rule]) -> pa.DataFrameSchema:
    options: dict[str, dict[str, Any]] = defaultdict(lambda: {"checks": [], "nullable": True})
    of_table = []
    for rule in rules:
        match rule.kind:
            case "unique":
                options[rule.column]["unique"] = True
            case "null_fraction" if rule.high == 0:
                options[rule.column]["nullable"] = False
            case "row_count":
                of_table.append(pa.Check(_of_table(rule)))
            case _:
                options[rule.column]["checks"].append(_check(rule))
    return pa.DataFrameSchema({name: pa.Column(**rest) for name, rest in options.items()}, checks=of_table)


def _check(rule: Rule) -> pa.Check:
    match rule.kind:
        case "range":
            return pa.Check.in_range(rule.low, rule.high)
        case "length":
            return pa.Check.str_length(rule.low, rule.high)
        case "allowed":
            return pa.Check.isin(rule.values)
        case "pattern":
            return pa.Check.str_matches(f"^(?:{rule.pattern})$")
        case _:
            return pa.Check(_of_table(rule), ignore_na=False)


def _of_table(rule: Rule) -> Callable[[pa.PolarsData], pl.LazyFrame]:
    if rule.kind == ROW_COUNT:
        number = pl.len()
    elif rule.kind == NULL_FRACTION:
        number = pl.col(rule.column).null_count() / pl.len()
    else:
        number = {MEAN: pl.col(rule.column).mean(), STD: pl.col(rule.column).std()}[rule.kind]
    return lambda data: data.lazyframe.select(number.is_between(rule.low, rule.high))


if __name__ == "__main__":
    run(work)
