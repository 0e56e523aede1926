"""Checks as expectations of Great Expectations: the inverse of how they are imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from lockgate.domain.requirement import Bound, Operator, Requirement
from lockgate.interchange.importers.great_expectations.asked import NOTHING
from lockgate.interchange.instants import typed_instant
from lockgate.scan.check import Check
from lockgate.scan.tolerance import Tolerance

__all__ = ["EXPORTED", "Expectation", "UnexportedError"]

Said = dict[str, Any]
Expectation = tuple[str, Said, str]
"""A type, its arguments, and what differs; nothing differs where that is empty."""

_BOUNDS: dict[Operator, tuple[tuple[str, str | None], ...]] = {
    Operator.MUST_BE: (("min_value", None), ("max_value", None)),
    Operator.MUST_BE_BETWEEN: (("min_value", None), ("max_value", None)),
    Operator.MUST_BE_GREATER_THAN: (("min_value", "strict_min"),),
    Operator.MUST_BE_GREATER_OR_EQUAL_TO: (("min_value", None),),
    Operator.MUST_BE_LESS_THAN: (("max_value", "strict_max"),),
    Operator.MUST_BE_LESS_OR_EQUAL_TO: (("max_value", None),),
}
_PAIRS = {"all": "both_values_are_missing", "any": "either_value_is_missing", "never": "neither"}
_SEVERAL = {"all": "all_values_are_missing", "any": "any_value_is_missing", "never": "never"}
_TYPES = {
    "boolean": ["bool"], "string": ["str"], "date": ["date"], "timestamp": ["datetime64[ns]"],
    "integer": ["int8", "int16", "int32", "int64"],
    "number": ["int8", "int16", "int32", "int64", "float32", "float64"],
}  # fmt: skip
_ON_NULLS = "Great Expectations counts every row of a repeated key, Lockgate only those beyond the first"


class UnexportedError(Exception):
    """A check that no expectation can say; the text says why."""


def _any(check: Check) -> Any:  # noqa: ANN401 - each exporter knows the fields of its own checks
    return check


def _mostly(tolerance: Tolerance) -> Said:
    if tolerance.rows:
        message = "a number of rows that may violate has no counterpart, only a share"
        raise UnexportedError(message)
    return {"mostly": float(1 - Decimal(str(tolerance.fraction)))} if tolerance.fraction else {}


def _bounded(requirement: Requirement) -> Said:
    ends = _BOUNDS.get(requirement.operator)
    if ends is None:
        message = f"`{requirement.operator.value}` has no counterpart"
        raise UnexportedError(message)
    bounds = requirement.bounds if len(requirement.bounds) == len(ends) else requirement.bounds * len(ends)
    said: Said = {}
    for (key, flag), bound in zip(ends, bounds, strict=True):
        said[key] = _bound(bound)
        if flag:
            said[flag] = True
    return said


def _bound(bound: Bound) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(bound, str) and typed_instant(bound) is None:
        message = f"a text is no bound there, as {bound!r} is here"
        raise UnexportedError(message)
    return _plain(bound)


def _of_column(name: str, *extra: str) -> Callable[[Check], Iterator[Expectation]]:
    """Return the exporter of a check of rows of one column; `extra` are pairs of our name and theirs."""
    pairs = [text.split("=") for text in extra]

    def export(given: Check) -> Iterator[Expectation]:
        check = _any(given)
        said = {theirs: getattr(check, ours) for ours, theirs in pairs}
        yield f"expect_column_{name}", {"column": check.column, **said, **_mostly(check.tolerance)}, ""

    return export


def _statistic(name: str) -> Callable[[Check], Iterator[Expectation]]:
    def export(given: Check) -> Iterator[Expectation]:
        check = _any(given)
        column = check.columns[0]
        if len(check.columns) > 1:
            message = "a statistic of several columns together has no counterpart"
            raise UnexportedError(message)
        yield f"expect_column_{name}_to_be_between", {"column": column, **_bounded(check.requirement)}, ""

    return export


def _range(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    said: Said = {"column": check.column}
    for end, bound in (("min", check.min), ("max", check.max)):
        if bound is not None:
            said[f"{end}_value"] = _bound(bound)
        if getattr(check, f"exclusive_{end}"):
            said[f"strict_{end}"] = True
    yield "expect_column_values_to_be_between", {**said, **_mostly(check.tolerance)}, ""


def _null_fraction(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    requirement: Requirement = check.requirement
    bounds = [bound for bound in requirement.bounds if isinstance(bound, int | float)]
    if requirement.operator is Operator.MUST_BE_GREATER_OR_EQUAL_TO:
        share = {} if bounds == [1] else {"mostly": bounds[0]}
        yield "expect_column_values_to_be_null", {"column": check.column, **share}, ""
        return
    name = "expect_column_proportion_of_non_null_values_to_be_between"
    if requirement == Requirement.between(0, 1):  # asks nothing but that the column is there
        yield name, {"column": check.column}, ""
        return
    others = Requirement(_MIRRORED.get(requirement.operator, requirement.operator),
                         tuple(round(1 - bound, 12) for bound in reversed(bounds)))  # fmt: skip
    yield name, {"column": check.column, **_bounded(others)}, ""


_MIRRORED = {
    Operator.MUST_BE_GREATER_THAN: Operator.MUST_BE_LESS_THAN,
    Operator.MUST_BE_LESS_THAN: Operator.MUST_BE_GREATER_THAN,
    Operator.MUST_BE_LESS_OR_EQUAL_TO: Operator.MUST_BE_GREATER_OR_EQUAL_TO,
}


def _listed(name: str) -> Callable[[Check], Iterator[Expectation]]:
    def export(given: Check) -> Iterator[Expectation]:
        check = _any(given)
        values = [_plain(value) for value in check.values if value != NOTHING]
        said = {"column": check.column, "value_set": values, **_mostly(check.tolerance)}
        yield f"expect_column_values_{name}", said, ""

    return export


def _plain(value: Any) -> Any:  # noqa: ANN401 - a listed value
    return value.isoformat() if hasattr(value, "isoformat") else value


def _texts(kind: str, one: str) -> Callable[[Check], Iterator[Expectation]]:
    def export(given: Check) -> Iterator[Expectation]:
        check = _any(given)
        listed = list(check.any_of or check.all_of)
        verb = "to_not_match" if check.forbidden else "to_match"
        if check.forbidden and check.all_of:
            message = "that not all of several patterns match has no counterpart"
            raise UnexportedError(message)
        said: Said = {"column": check.column}
        if listed:
            said[f"{kind}_list"] = listed
            if not check.forbidden:
                said["match_on"] = "any" if check.any_of else "all"
        else:
            said[kind] = getattr(check, one)
        name = f"expect_column_values_{verb}_{kind}{'_list' if listed else ''}"
        yield name, {**said, **_mostly(check.tolerance)}, ""

    return export


def _length(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.unit != "characters":
        message = "lengths in bytes have no counterpart"
        raise UnexportedError(message)
    said: Said = {"column": check.column, **_mostly(check.tolerance)}
    if check.exact is not None:
        yield "expect_column_value_lengths_to_equal", {**said, "value": check.exact}, ""
        return
    ends = {f"{end}_value": getattr(check, end) for end in ("min", "max") if getattr(check, end) is not None}
    yield "expect_column_value_lengths_to_be_between", {**said, **ends}, ""


def _uniqueness(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    differs = _ON_NULLS if check.counting == "surplus" and check.tolerance != Tolerance() else ""
    if len(check.columns) == 1:
        said = {"column": check.columns[0], **_mostly(check.tolerance)}
        yield "expect_column_values_to_be_unique", said, differs
        return
    said = {"column_list": list(check.columns), "ignore_row_if": _SEVERAL[check.skip_nulls]}
    yield "expect_compound_columns_to_be_unique", {**said, **_mostly(check.tolerance)}, differs


def _monotone(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.order_by:
        message = "an order by another column has no counterpart"
        raise UnexportedError(message)
    said = {"column": check.column, **({"strictly": True} if check.strict else {}), **_mostly(check.tolerance)}
    is_loose = check.tolerance != Tolerance() and check.share_of == "steps"
    yield (
        f"expect_column_values_to_be_{check.direction}",
        said,
        "the share is one of values" if is_loose else "",
    )


def _distinct_set(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    name = {"equal": "equal", "subset": "be_in", "superset": "contain"}[check.mode]
    values = [None if value == NOTHING else _plain(value) for value in check.values]
    yield f"expect_column_distinct_values_to_{name}_set", {"column": check.column, "value_set": values}, ""


def _quantile(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    bounds = _bounded(check.requirement)
    if check.q == 0.5 and check.interpolation == "linear":  # noqa: PLR2004 - the median
        yield "expect_column_median_to_be_between", {"column": check.column, **bounds}, ""
        return
    pair = [bounds.get("min_value"), bounds.get("max_value")]
    how = "lower" if check.interpolation == "inverted_cdf" else check.interpolation
    said = {
        "column": check.column,
        "quantile_ranges": {"quantiles": [check.q], "value_ranges": [pair]},
        "allow_relative_error": how,
    }
    differs = ["bounds may be missed by 1e-8 + 1e-4 of them"]
    differs += ["between two values the lower is taken"] if check.interpolation == "inverted_cdf" else []
    differs += ["bounds belong to the range"] if "strict_min" in bounds or "strict_max" in bounds else []
    yield "expect_column_quantile_values_to_be_between", said, "; ".join(differs)


def _median(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    said = {"column": check.column, **_bounded(check.requirement)}
    yield (
        "expect_column_median_to_be_between",
        said,
        "of an even number of values it is the mean of the middle two",
    )


def _row_count(given: Check) -> Iterator[Expectation]:
    requirement: Requirement = _any(given).requirement
    if requirement.operator is Operator.MUST_BE:
        yield "expect_table_row_count_to_equal", {"value": requirement.bounds[0]}, ""
    else:
        yield "expect_table_row_count_to_be_between", _bounded(requirement), ""


def _column_count(given: Check) -> Iterator[Expectation]:
    requirement: Requirement = _any(given).requirement
    if requirement.operator is Operator.MUST_BE:
        yield "expect_table_column_count_to_equal", {"value": requirement.bounds[0]}, ""
        return
    said = _bounded(requirement)
    if "strict_min" in said or "strict_max" in said:
        message = "a strict bound on columns has no counterpart"
        raise UnexportedError(message)
    yield "expect_table_column_count_to_be_between", {"min_value": None, "max_value": None, **said}, ""


def _columns_present(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    for name in check.names:
        yield "expect_column_to_exist", {"column": name}, _spelling(check)


def _columns_exact(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    said = {"column_set": list(check.names), "exact_match": True}
    yield "expect_table_columns_to_match_set", said, _spelling(check)


def _spelling(check: Any) -> str:  # noqa: ANN401 - its own fields
    return "" if check.exact_case else "letter case of names matters there"


def _column_position(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.position == 0:
        message = "the place 0 is not asked there"
        raise UnexportedError(message)
    said = {"column": check.column, "column_index": check.position}
    yield "expect_column_to_exist", said, _spelling(check)


def _logical_type(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.path:
        message = "what a nested value holds inside has no counterpart"
        raise UnexportedError(message)
    names = _TYPES.get(check.type.value)
    if names is None:
        message = f"the type {check.type.value} has no counterpart"
        raise UnexportedError(message)
    said = {"column": check.column, "type_list": names}
    changes = check.type.value in ("integer", "boolean")  # pandas makes them floats and objects
    remark = ", where a null among the values gives the column another" if changes else ""
    yield "expect_column_values_to_be_in_type_list", said, f"in the words of pandas{remark}"


def _physical_type(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    names = [name.upper() for name in check.any_of or (check.type,)]
    said = {"column": check.column, "type_list": names}
    yield "expect_column_values_to_be_in_type_list", said, "in the words of SQL"


def _comparison(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    left, right, sign = check.left, check.right, check.operator
    if sign.startswith("<"):
        left, right, sign = right, left, sign.replace("<", ">")
    said = {"column_A": left, "column_B": right, "ignore_row_if": _PAIRS[check.skip_nulls]}
    if sign == "!=":
        message = "that two columns differ has no counterpart"
        raise UnexportedError(message)
    if sign == "=":
        yield "expect_column_pair_values_to_be_equal", {**said, **_mostly(check.tolerance)}, ""
        return
    more = {"or_equal": True} if sign == ">=" else {}
    name = "expect_column_pair_values_a_to_be_greater_than_b"
    yield name, {**said, **more, **_mostly(check.tolerance)}, ""


def _columns_equal(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    mostly = _mostly(check.tolerance)
    if len(check.columns) == 2 and not check.nulls_equal:  # noqa: PLR2004 - a pair
        said = {"column_A": check.columns[0], "column_B": check.columns[1]}
        yield (
            "expect_column_pair_values_to_be_equal",
            {**said, "ignore_row_if": _PAIRS[check.skip_nulls], **mostly},
            "",
        )
        return
    is_other = not check.nulls_equal and check.skip_nulls == "never"
    said = {"column_list": list(check.columns), "ignore_row_if": _SEVERAL[check.skip_nulls]}
    yield (
        "expect_multicolumn_values_to_be_equal",
        {**said, **mostly},
        "nulls are equal there" if is_other else "",
    )


def _several(name: str) -> Callable[[Check], Iterator[Expectation]]:
    def export(given: Check) -> Iterator[Expectation]:
        check = _any(given)
        said: Said = {"column_list": list(check.columns), "ignore_row_if": _SEVERAL[check.skip_nulls]}
        if name == "multicolumn_sum_to_equal":
            if check.requirement.operator is not Operator.MUST_BE:
                message = "only an equal sum has a counterpart"
                raise UnexportedError(message)
            said["sum_total"] = check.requirement.bounds[0]
        yield f"expect_{name}", {**said, **_mostly(check.tolerance)}, ""

    return export


def _tuples(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if len(check.columns) != 2:  # noqa: PLR2004 - a pair
        message = "combinations of more than two columns have no counterpart"
        raise UnexportedError(message)
    said = {
        "column_A": check.columns[0],
        "column_B": check.columns[1],
        "value_pairs_set": [[_plain(cell) for cell in cells] for cells in check.tuples],
        "ignore_row_if": _PAIRS[check.skip_nulls],
    }
    yield "expect_column_pair_values_to_be_in_set", {**said, **_mostly(check.tolerance)}, ""


def _most_common(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    values = [_plain(value) for value in check.values if value != NOTHING]
    said = {"column": check.column, "value_set": values, "ties_okay": check.ties_ok}
    differs = "" if check.ties_ok or check.sole else "two equally common values fail there"
    yield "expect_column_most_common_value_to_be_in_set", said, differs


def _outliers(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.method == "mad" or (check.method == "iqr" and check.side != "both"):
        message = "this measure of outliers has no counterpart"
        raise UnexportedError(message)
    said: Said = {"column": check.column, **_mostly(check.tolerance)}
    factor = check.factor if check.factor is not None else {"iqr": 1.5, "z": 3.0}[check.method]
    if check.method == "iqr":
        differs = "a value at the bound is no outlier there" if check.exclusive else ""
        yield (
            "expect_column_values_to_not_be_outliers",
            {**said, "method": "iqr", "multiplier": factor},
            differs,
        )
    elif check.side == "lower":
        message = "outliers below alone have no counterpart"
        raise UnexportedError(message)
    else:
        said |= {"threshold": factor, "double_sided": check.side == "both"}
        differs = "" if check.exclusive else "a value at the bound is an outlier there"
        yield "expect_column_value_z_scores_to_be_less_than", said, differs


def _divergence(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    said: Said = {"column": check.column, "threshold": check.maximum}
    if check.values:
        partition = {"values": [_plain(value) for value in check.values], "weights": list(check.weights)}
        said |= {"tail_weight_holdout": check.unseen_weight} if check.unseen_weight else {}
    elif check.last_edge_above:
        message = "bins without an upper end cannot be written in JSON"
        raise UnexportedError(message)
    else:
        below, *inner, above = check.weights
        partition = {"bins": list(check.edges), "weights": inner, "tail_weights": [below, above]}
    yield "expect_column_kl_divergence_to_be_less_than", {**said, "partition_object": partition}, ""


def _row_predicate(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.tolerance != Tolerance():
        message = "rows that may violate a predicate have no counterpart"
        raise UnexportedError(message)
    query = f"SELECT * FROM {{batch}} WHERE NOT ({check.expression.text})"  # noqa: S608 - text for another tool, of a parsed predicate
    yield "unexpected_rows_expectation", {"unexpected_rows_query": query}, "asked in the SQL of the data source"


def _row_count_match(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.measure != "difference" or check.requirement != Requirement(Operator.MUST_BE, (0,)):
        message = "only as many rows have a counterpart"
        raise UnexportedError(message)
    yield "expect_table_row_count_to_equal_other_table", {"other_table_name": check.to_table}, ""


def _semantic(given: Check) -> Iterator[Expectation]:
    check = _any(given)
    if check.format != "json":
        message = f"the format {check.format} has no counterpart"
        raise UnexportedError(message)
    yield "expect_column_values_to_be_json_parseable", {"column": check.column, **_mostly(check.tolerance)}, ""


EXPORTED: dict[str, Callable[[Check], Iterator[Expectation]]] = {
    "allowed_tuples": _tuples,
    "allowed_values": _listed("to_be_in_set"),
    "column_comparison": _comparison,
    "column_count": _column_count,
    "column_position": _column_position,
    "columns_equal": _columns_equal,
    "columns_exact": _columns_exact,
    "columns_present": _columns_present,
    "columns_sum": _several("multicolumn_sum_to_equal"),
    "completeness": _of_column("values_to_not_be_null"),
    "date_parseable": _of_column("values_to_be_dateutil_parseable"),
    "datetime_format": _of_column("values_to_match_strftime_format", "format=strftime_format"),
    "distinct_count": _statistic("unique_value_count"),
    "distinct_set": _distinct_set,
    "forbidden_values": _listed("to_not_be_in_set"),
    "json_schema": _of_column("values_to_match_json_schema", "schema=json_schema"),
    "kl_divergence": _divergence,
    "length": _length,
    "like": _texts("like_pattern", "pattern"),
    "logical_type": _logical_type,
    "max": _statistic("max"),
    "mean": _statistic("mean"),
    "median": _median,
    "min": _statistic("min"),
    "monotone": _monotone,
    "most_common_value": _most_common,
    "null_fraction": _null_fraction,
    "outlier_rows": _outliers,
    "pattern": _texts("regex", "regex"),
    "physical_type": _physical_type,
    "python_pattern": _texts("regex", "regex"),
    "quantile": _quantile,
    "range": _range,
    "row_count": _row_count,
    "row_count_match": _row_count_match,
    "row_predicate": _row_predicate,
    "semantic_format": _semantic,
    "standard_deviation": _statistic("stdev"),
    "sum": _statistic("sum"),
    "unique_within_record": _several("select_column_values_to_be_unique_within_record"),
    "uniqueness": _uniqueness,
    "uniqueness_ratio": _statistic("proportion_of_unique_values"),
}
"""By the name of the check."""
