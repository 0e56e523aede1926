"""A contract as a properties file of dbt, with data tests of dbt, dbt-utils and dbt-expectations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from lockgate.contracts.contract import ColumnContract, Contract, TableContract
from lockgate.domain.requirement import Operator
from lockgate.domain.verdict import Severity
from lockgate.interchange.exporters.expectations import EXPORTED, UnexportedError
from lockgate.interchange.exporters.stated import Losses
from lockgate.interchange.loss import LossItem
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

__all__ = ["write_dbt"]

Test = tuple[str, str, dict[str, Any]]
"""The column, empty for the model; the name of the test; its arguments."""

_PORTED = frozenset((
    "column_count_to_be_between", "column_count_to_equal", "column_distinct_values_to_be_in_set",
    "column_distinct_values_to_contain_set", "column_distinct_values_to_equal_set", "column_max_to_be_between",
    "column_mean_to_be_between", "column_median_to_be_between", "column_min_to_be_between",
    "column_proportion_of_unique_values_to_be_between", "column_stdev_to_be_between", "column_sum_to_be_between",
    "column_to_exist", "column_unique_value_count_to_be_between", "column_value_lengths_to_be_between",
    "column_value_lengths_to_equal", "column_values_to_be_decreasing", "column_values_to_be_increasing",
    "column_values_to_match_like_pattern", "column_values_to_match_regex", "column_values_to_match_regex_list",
    "column_values_to_not_match_regex", "column_values_to_not_match_regex_list",
    "table_column_count_to_be_between", "table_column_count_to_equal", "table_columns_to_match_set",
    "table_row_count_to_be_between", "table_row_count_to_equal", "column_pair_values_a_to_be_greater_than_b",
    "column_pair_values_to_be_equal", "select_column_values_to_be_unique_within_record",
))  # fmt: skip
_KEPT_BY_DBT = frozenset(("row_condition", "mostly"))


def write_dbt(contract: Contract) -> tuple[str, tuple[LossItem, ...]]:
    """Write one model for each table."""
    losses = Losses()
    models = [_model(table, losses) for table in contract.tables]
    body = yaml.safe_dump({"version": 2, "models": models}, sort_keys=False, allow_unicode=True, width=100)
    return body, losses.items


def _model(table: TableContract, losses: Losses) -> dict[str, Any]:
    columns = {column.name: _column(column) for column in table.columns}
    tests: list[Any] = []
    for item in table.items:
        try:
            found = _tests(item, table)
        except UnexportedError as error:
            losses.lose(item, str(error))
            continue
        for place, name, said in found:
            listed = columns.setdefault(place, {"name": place}).setdefault("data_tests", []) if place else tests
            listed.append({name: said} if said else name)
        losses.add(item, ", ".join(dict.fromkeys(name for _, name, _ in found)))
    losses.lose_notes(note.text for note in table.notes)
    model = {
        "name": table.name,
        "description": table.description,
        "columns": list(columns.values()),
        "data_tests": tests,
    }
    return {key: value for key, value in model.items() if value}


def _column(column: ColumnContract) -> dict[str, Any]:
    said = {"name": column.name, "description": column.description, "data_type": column.physical_type}
    return {key: value for key, value in said.items() if value}


def _tests(item: SuiteItem, table: TableContract) -> list[Test]:
    if item.optional:
        message = "a column that may be absent has no counterpart"
        raise UnexportedError(message)
    if item.group_by:
        message = "a test for each slice has no counterpart"
        raise UnexportedError(message)
    if item.severity is Severity.INFO:
        message = "a remark of severity info has no counterpart"
        raise UnexportedError(message)
    name = item.check.name
    reader = _READERS.get(name)
    if name == "columns_present" and set(item.check.names) <= {column.name for column in table.columns}:  # type: ignore[attr-defined]  # its fields
        return [(column, "dbt_expectations.expect_column_to_exist", {}) for column in item.check.names]  # type: ignore[attr-defined]  # as above
    read = reader(item.check) if reader is not None else _expected(item)
    found = read if isinstance(read, list) else [read]
    if len(found) > 1 and getattr(item.check, "tolerance", Tolerance()) != Tolerance():
        message = "one limit on rows of several tests has no counterpart"
        raise UnexportedError(message)
    return [(column, test, {**said, **_config(item)}) for column, test, said in found]


def _config(item: SuiteItem) -> dict[str, Any]:
    said: dict[str, Any] = {}
    if item.where is not None:
        said["where"] = item.where.text
    if item.severity is Severity.WARNING:
        said["severity"] = "warn"
    tolerance = getattr(item.check, "tolerance", Tolerance())
    if tolerance.fraction:
        message = "a share of rows that may violate has no counterpart"
        raise UnexportedError(message)
    if tolerance.rows:
        said["warn_if" if item.severity is Severity.WARNING else "error_if"] = f">{tolerance.rows}"
    return {"config": said} if said else {}


def _expected(item: SuiteItem) -> list[Test]:
    exporter = EXPORTED.get(item.check.name)
    found = []
    for name, said, _ in exporter(item.check) if exporter is not None else ():
        plain = name.removeprefix("expect_")
        if plain not in _PORTED:
            message = f"no test corresponds to {item.check.name}"
            raise UnexportedError(message)
        column = said.get("column", "")
        rest = {key: value for key, value in said.items() if key not in ("column", *_KEPT_BY_DBT)}
        if "column_set" in rest:
            rest = {"column_list": rest["column_set"]}
        rest |= {key: _sql(rest[key]) for key in ("min_value", "max_value") if key in rest}
        if rest.pop("strict_min", False) or rest.pop("strict_max", False):
            rest["strictly"] = True
        ported = "a_to_be_greater_than_b" in plain
        test = name.replace("_a_", "_A_").replace("_than_b", "_than_B") if ported else name
        found.append((column, f"dbt_expectations.{test}", rest))
    if not found:
        message = f"no test corresponds to {item.check.name}"
        raise UnexportedError(message)
    return found


def _range(check: Any) -> list[Test]:  # noqa: ANN401 - each reader knows its check
    """Return one test, or one for each end where one is strict and the other is not."""
    ends = [end for end in ("min", "max") if getattr(check, end) is not None]
    strict = {end: bool(getattr(check, f"exclusive_{end}")) for end in ends}
    parts = [ends] if len(set(strict.values())) == 1 else [[end] for end in ends]
    return [
        (
            check.column,
            "dbt_utils.accepted_range",
            {f"{end}_value": _sql(getattr(check, end)) for end in part}
            | ({"inclusive": False} if strict[part[0]] else {}),
        )
        for part in parts
    ]


def _sql(value: Any) -> Any:  # noqa: ANN401 - a bound
    """Return a bound as it stands in SQL: what is no number is quoted, or 2020-01-01 would be 2018."""
    plain = _plain(value)
    return "'" + plain.replace("'", "''") + "'" if isinstance(plain, str) else plain


def _plain(value: Any) -> Any:  # noqa: ANN401 - a listed value
    return value.isoformat() if hasattr(value, "isoformat") else value


def _uniqueness(check: Any) -> Test:  # noqa: ANN401 - as above
    if len(check.columns) == 1:
        return check.columns[0], "unique", {}
    return "", "dbt_utils.unique_combination_of_columns", {"combination_of_columns": list(check.columns)}


def _listed(name: str) -> Callable[[Any], Test]:
    return lambda check: (check.column, name, {"values": [_plain(value) for value in check.values]})


def _reference(check: Any) -> Test:  # noqa: ANN401 - as above
    if len(check.columns) > 1:
        message = "a reference of several columns has no counterpart"
        raise UnexportedError(message)
    return check.columns[0], "relationships", {"to": f"ref('{check.to_table}')", "field": check.to_columns[0]}


def _null_fraction(check: Any) -> Test:  # noqa: ANN401 - as above
    operator, bounds = check.requirement.operator, check.requirement.bounds
    limits = {
        Operator.MUST_BE_LESS_OR_EQUAL_TO: lambda: {"at_least": round(1 - bounds[0], 12)},
        Operator.MUST_BE_GREATER_OR_EQUAL_TO: lambda: {"at_least": 0, "at_most": round(1 - bounds[0], 12)},
        Operator.MUST_BE_BETWEEN: lambda: {
            "at_least": round(1 - bounds[1], 12),
            "at_most": round(1 - bounds[0], 12),
        },
    }
    if operator not in limits:
        message = "a strict bound on nulls has no counterpart"
        raise UnexportedError(message)
    return check.column, "dbt_utils.not_null_proportion", limits[operator]()


def _logical_type(check: Any) -> Test:  # noqa: ANN401 - as above
    message = f"the type {check.type.value} of `{check.column}` is no test; `data_type` holds the engine's own"
    raise UnexportedError(message)


_READERS: dict[str, Callable[[Any], Test | list[Test]]] = {
    "allowed_values": _listed("accepted_values"),
    "completeness": lambda check: (check.column, "not_null", {}),
    "forbidden_values": _listed("dbt_utils.not_accepted_values"),
    "logical_type": _logical_type,
    "null_fraction": _null_fraction,
    "range": _range,
    "referential_integrity": _reference,
    "row_predicate": lambda check: ("", "dbt_utils.expression_is_true", {"expression": check.expression.text}),
    "uniqueness": _uniqueness,
}
