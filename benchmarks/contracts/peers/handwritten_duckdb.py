"""The yardstick: one query that someone who knows DuckDB writes by hand, an aggregate for each rule."""

from __future__ import annotations

import duckdb
from runner import run
from suite import MEAN, NULL_FRACTION, ROW_COUNT, STD, UNIQUE, Rule


def work(table: str, rules: list[Rule]) -> int:
    """Run the query, compare each number with its rule."""
    columns = ", ".join(aggregate(rule, rule.column) for rule in rules)
    with duckdb.connect() as connection:
        row = connection.execute(f"select count(*), {columns} from read_parquet(?)", [table]).fetchone()  # noqa: S608 - our own list
    assert row is not None  # noqa: S101 - an ungrouped aggregate has one row
    return sum(holds(rule, value, row[0]) for rule, value in zip(rules, row[1:], strict=True))


def aggregate(rule: Rule, column: str) -> str:
    """Return the SQL of the number that decides `rule`."""
    match rule.kind:
        case "row_count":
            return "count(*)"
        case "unique":
            return f"count({column}) - count(distinct {column})"
        case "null_fraction":
            return f"count_if({column} is null)"
        case "mean":
            return f"avg({column})"
        case "std":
            return f"stddev_samp({column})"
        case _:
            return f"count_if({violation(rule, column)})"


def violation(rule: Rule, column: str) -> str:
    """Return the SQL that is true for a value that breaks `rule`."""
    match rule.kind:
        case "range" if rule.column == "seen_at":
            return f"{column} not between timestamp '{rule.low}' and timestamp '{rule.high}'"
        case "range":
            return f"{column} not between {rule.low} and {rule.high}"
        case "length":
            return f"length({column}) not between {rule.low} and {rule.high}"
        case "allowed":
            return f"{column} not in ({', '.join(repr(value) for value in rule.values)})"
        case "pattern":
            return f"not regexp_full_match({column}, '{rule.pattern}')"
        case _:
            raise ValueError(rule.kind)


def holds(rule: Rule, value: float | None, n_rows: int) -> bool:
    """Compare the number with the rule."""
    if value is None:
        return False
    if rule.kind in {ROW_COUNT, MEAN, STD}:
        return rule.low <= value <= rule.high
    allowed = {UNIQUE: 0.0, NULL_FRACTION: rule.high}.get(rule.kind, rule.tolerance)
    return value <= allowed * n_rows


if __name__ == "__main__":
    run(work)
