"""dataframely: a schema class, its column rules where they exist and its `@rule` for the rest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import dataframely as dy
import polars as pl
from runner import run
from suite import MEAN, NULL_FRACTION, ROW_COUNT, STD, Rule


def work(table: str, rules: list[Rule]) -> int:
    """Build the schema, validate the frame in memory."""
    schema = _schema(rules)
    frame = pl.read_parquet(table)
    if schema.is_valid(frame):
        return len(rules)
    return len(rules) - len(schema.filter(frame)[1].counts())


def _schema(rules: list[Rule]) -> type[dy.Schema]:  # noqa: C901, PLR0912 - one case for each kind
    columns: dict[str, dict[str, Any]] = {f"f{i:02d}": {} for i in range(18)}
    columns |= {f"i{i}": {} for i in range(1, 6)} | {f"s{i}": {} for i in range(5)} | {"id": {}, "seen_at": {}}
    body: dict[str, Any] = {}
    for i, rule in enumerate(rules):
        options = columns.get(rule.column, {})
        match rule.kind:
            case "unique":
                options["primary_key"] = True
            case "null_fraction" if rule.high == 0:
                options["nullable"] = False
            case "range":
                options |= {"min": rule.low, "max": rule.high}
            case "length":
                options |= {"min_length": rule.low, "max_length": rule.high}
            case "pattern":
                options["regex"] = f"^(?:{rule.pattern})$"
            case "allowed":
                options["check"] = _isin(rule.values)
            case _:
                body[f"rule_{i}"] = dy.rule()(_of_table(rule))
    for name, options in columns.items():
        kind = dy.Datetime if name == "seen_at" else _KINDS[name[0]]
        body[name] = kind(**({"nullable": not options.get("primary_key", False)} | options))
    return type("Table", (dy.Schema,), body)


def _isin(values: tuple[str, ...]) -> Callable[[pl.Expr], pl.Expr]:
    return lambda column: column.is_in(values)


def _of_table(rule: Rule) -> Callable[[Any], pl.Expr]:
    if rule.kind == ROW_COUNT:
        number = pl.len()
    elif rule.kind == NULL_FRACTION:
        number = pl.col(rule.column).null_count() / pl.len()
    else:
        number = {MEAN: pl.col(rule.column).mean(), STD: pl.col(rule.column).std()}[rule.kind]
    return lambda _schema: number.is_between(rule.low, rule.high)


_KINDS = {"f": dy.Float64, "i": dy.Int64, "s": dy.String}

if __name__ == "__main__":
    run(work)
