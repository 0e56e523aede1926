"""Each check with a tolerance passes exactly up to it, on every engine."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from tests.conformance.test_checks_on_parts import MORE, NAN, OTHER, TABLE, Batch, check

from lockgate.checks import CHECKS
from lockgate.domain.requirement import Requirement
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

TOLERANT: list[tuple[str, dict[str, Any], int, int]] = [
    ("completeness", {"column": "x"}, 1, 7),
    ("missing_codes", {"column": "s", "codes": ("JFK", "N/A")}, 3, 6),
    ("range", {"column": "x", "min": 1}, 2, 6),
    ("allowed_values", {"column": "s", "values": ("JFK",)}, 4, 6),
    ("forbidden_values", {"column": "s", "values": ("JFK",)}, 2, 6),
    ("pattern", {"column": "s", "regex": "J"}, 4, 6),
    ("length", {"column": "s", "max": 2}, 6, 6),
    ("uniqueness", {"columns": ("k",)}, 2, 6),
    ("finite", {"column": "z"}, 2, 7),
    ("empty_rows", {"columns": ("x", "s")}, 1, 7),
    ("duplicate_rows", {"columns": ("k",)}, 2, 7),
    ("row_overlap", {"to_table": "other", "columns": ("k",)}, 3, 7),
    ("new_categories", {"column": "k", "to_table": "other"}, 3, 6),
    ("category_variants", {"column": "s", "to_table": "other", "to_column": "w"}, 2, 6),
    ("conflicting_labels", {"features": ("k",), "label": "y"}, 4, 7),
    ("same_rows", {"to_table": "other", "columns": ("k",)}, 5, 9),
    ("reconciliation", {"key": ("i",), "to_table": "more", "values": ("x",)}, 2, 7),
    ("serving_skew", {"key": ("i",), "to_table": "more", "features": ("x", "k")}, 2, 6),
    ("column_comparison", {"left": "x", "operator": "<", "right": "y"}, 3, 6),
    ("row_predicate", {"expression": Expression("x > 0")}, 2, 6),
    ("monotone", {"column": "x", "order_by": "i"}, 2, 5),
    ("referential_integrity", {"columns": ("k",), "to_table": "other", "to_columns": ("k",)}, 3, 6),
    ("python_pattern", {"column": "s", "regex": "J"}, 4, 6),
    ("convertible", {"column": "s", "type": "integer"}, 6, 6),
    ("mixed_types", {"column": "mixed"}, 2, 6),
    ("like", {"column": "s", "pattern": "J%"}, 4, 6),
    ("casing", {"column": "s", "case": "lower"}, 6, 6),
    ("whitespace", {"column": "blanks"}, 3, 6),
    ("not_blank", {"column": "empty"}, 2, 6),
    ("special_characters", {"column": "signs"}, 2, 6),
    ("text_variants", {"column": "city"}, 2, 6),
    ("semantic_format", {"column": "day", "format": "date"}, 3, 6),
    ("semantic_format", {"column": "s", "format": "currency_code"}, 5, 6),
    ("semantic_format", {"column": "s", "format": "hex"}, 6, 6),
    ("datetime_format", {"column": "day", "format": "%Y-%m-%d"}, 3, 6),
    ("date_parseable", {"column": "day"}, 3, 6),
    ("json_schema", {"column": "json", "schema": {"type": "integer"}}, 3, 6),
    ("multiple_of", {"column": "x", "step": 2}, 3, 6),
    ("decimal_places", {"column": "price", "max": 0}, 2, 6),
    ("sequence", {"column": "k"}, 3, 5),
    ("disjoint_intervals", {"start": "x", "end": "y"}, 5, 6),
    ("outlier_rows", {"column": "far"}, 2, 6),
    ("unique_within_record", {"columns": ("x", "y")}, 2, 6),
    ("columns_equal", {"columns": ("x", "y")}, 4, 6),
    ("columns_sum", {"requirement": Requirement.at_least(5), "columns": ("x", "y")}, 2, 6),
    ("allowed_tuples", {"columns": ("k", "s"), "tuples": ((1, "EWR"), (1, "JFK"))}, 4, 6),
    ("filled_columns", {"columns": ("g", "s"), "min": 2}, 2, 7),
    ("consistent_missingness", {"columns": ("x", "t")}, 1, 7),
    ("implication", {"given": Expression("i > 2"), "then": Expression("x > 0")}, 2, 4),
]  # fmt: skip


BESIDE: dict[str, list[Any]] = {
    "z": [NAN, float("inf"), 0.0, 1.0, 2.0, 3.0, 4.0],
    "mixed": ["1", "2", "3.5", "x", "4", "true", None],
    "blanks": [" a", "b", "c\u00a0", "d", "e  f", "g", None],
    "empty": ["", " ", "a", "b", "c", "d", None],
    "signs": ["?", "--", "a1", "", "é", "1", None],
    "city": ["NYC", "nyc", "NYC", "LA", "L.A.", "x", None],
    "day": ["2013-01-01", "x", "2013-02-30", "2013-01-02", "y", "2013-01-03", None],
    "json": ["1", '"a"', "{}", "2", "x", "3", None],
    "price": [1.5, 2.0, 2.25, 3.0, 4.0, 5.0, None],
    "far": [1, 2, 3, 4, 100, -100, None],
}


def at_tolerance(name: str, parameters: dict[str, Any], failed: int, judged: int) -> list[SuiteItem]:
    """Return a check with tolerances that its rows just keep, and just do not."""
    tolerances = [
        Tolerance(rows=failed),
        Tolerance(rows=failed - 1),
        Tolerance(fraction=failed / judged),
        Tolerance(fraction=(failed - 0.5) / judged),
    ]
    return [SuiteItem(check=check(name, **parameters, tolerance=some)) for some in tolerances]


@pytest.mark.parametrize("number", range(len(TOLERANT)), ids=[case[0] for case in TOLERANT])
def test_a_row_level_check_passes_exactly_up_to_its_tolerance(batch: Batch, number: int) -> None:
    table = TABLE
    for column, values in BESIDE.items():
        table = table.append_column(column, pa.array(values))
    *_, failed, judged = TOLERANT[number]

    groups = [at_tolerance(*case) for case in TOLERANT]
    found = [one[0] for one in batch("tolerances", groups, number, table, other=OTHER, more=MORE)]

    assert [f.verdict.value for f in found][1::2] == ["fail", "fail"]
    assert [f.verdict.value for f in found][::2] == ["pass", "pass"]
    assert {(f.n_failed, f.n) for f in found} == {(failed, judged)}


def test_every_check_with_a_tolerance_is_tried_at_it() -> None:
    tolerant = {name for name, kind in CHECKS.items() if "tolerance" in kind.__dataclass_fields__}  # type: ignore[attr-defined]  # checks are dataclasses

    assert tolerant == {name for name, *_ in TOLERANT}
