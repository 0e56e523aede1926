"""The yardstick, one idea better: strings are judged once for each distinct value, still in one query."""

from __future__ import annotations

from itertools import groupby

import duckdb
from handwritten_duckdb import aggregate, holds, violation
from runner import run
from suite import ALLOWED, LENGTH, PATTERN, Rule


def work(table: str, rules: list[Rule]) -> int:
    """Run the query, compare each number with its rule."""
    of_strings = sorted(
        (rule for rule in rules if rule.kind in {ALLOWED, PATTERN, LENGTH}), key=lambda rule: rule.column
    )
    others = [rule for rule in rules if rule.kind not in {ALLOWED, PATTERN, LENGTH}]
    columns = [aggregate(rule, rule.column) for rule in others]
    columns += [
        _by_value(column, list(same)) for column, same in groupby(of_strings, key=lambda rule: rule.column)
    ]
    query = f"with t as not materialized (from read_parquet(?)) select count(*), {', '.join(columns)} from t"  # noqa: S608 - our own list
    with duckdb.connect() as connection:
        row = connection.execute(query, [table]).fetchone()
    assert row is not None  # noqa: S101 - an ungrouped aggregate has one row
    flat = [*row[1 : len(others) + 1], *(number for numbers in row[len(others) + 1 :] for number in numbers)]
    return sum(holds(rule, value, row[0]) for rule, value in zip([*others, *of_strings], flat, strict=True))


def _by_value(column: str, rules: list[Rule]) -> str:
    counts = ", ".join(f"coalesce(sum(n) filter ({violation(rule, 'v')}), 0)" for rule in rules)
    return f"(select [{counts}] from (select {column} as v, count(*) as n from t group by v))"  # noqa: S608 - our own list


if __name__ == "__main__":
    run(work)
