"""A column whose type is that of null alone, as Parquet files of pandas have it, has nothing to judge."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest
from tests.fakes.tables import run_on

from lockgate.contracts.asking import ask
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.scan.suite import Suite, SuiteItem

NOT_NEGATIVE = Requirement.at_least(0)
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("pattern", {"regex": "a"}), ("python_pattern", {"regex": "a"}), ("length", {"min": 1}),
    ("range", {"min": 1}), ("range", {"min": "2013-01-01"}), ("range", {"min": "a"}),
    ("allowed_values", {"values": ("a",)}), ("allowed_values", {"values": (True, 1)}), ("finite", {}),
    ("mean", {"requirement": NOT_NEGATIVE}), ("standard_deviation", {"requirement": NOT_NEGATIVE}),
    ("max", {"requirement": NOT_NEGATIVE}), ("quantile", {"q": 0.5, "requirement": NOT_NEGATIVE}),
    ("quantile", {"q": 0.5, "requirement": NOT_NEGATIVE, "interpolation": "linear"}),
    ("quantile", {"q": 0.5, "requirement": Requirement.at_least("2013-01-01"), "interpolation": "linear"}),
    ("monotone", {}), ("semantic_format", {"format": "json"}), ("json_schema", {"schema": {"type": "object"}}),
    ("most_common_value", {"values": ("a",)}), ("outlier_rows", {"method": "iqr", "factor": 1.5}),
    ("kl_divergence", {"maximum": 1, "values": ("a", "b"), "weights": (0.5, 0.5)}),
    ("date_parseable", {}), ("datetime_format", {"format": "%Y"}), ("physical_type", {"type": "varchar"}),
    ("operand_type", {"any_of": ("text",)}),
)  # fmt: skip
OF_PAIRS = (
    ("columns_equal", {"columns": ("v", "n")}), ("columns_equal", {"columns": ("s", "v")}),
    ("unique_within_record", {"columns": ("v", "at")}),
    ("columns_sum", {"columns": ("v", "n"), "requirement": NOT_NEGATIVE}),
    ("column_comparison", {"left": "v", "operator": "<", "right": "at"}),
)  # fmt: skip


def verdict_of(name: str, **options: object) -> tuple[Verdict, str]:
    table = pa.table({"v": pa.nulls(3), "n": [1, 2, 3], "s": ["a", "b", "c"], "at": [datetime(2013, 1, 1)] * 3})  # noqa: DTZ001 - a table of plain instants
    ((finding,),) = run_on(Suite(table="t", items=(SuiteItem(check=ask(name, **options)),)), t=table).findings
    return finding.verdict, finding.summary


@pytest.mark.parametrize(("name", "options"), ASKED)
def test_it_fits_every_question_and_answers_none(name: str, options: dict[str, Any]) -> None:
    assert verdict_of(name, column="v", **options)[0] is Verdict.INCONCLUSIVE, verdict_of(
        name, column="v", **options
    )[1]


@pytest.mark.parametrize(("name", "options"), OF_PAIRS)
def test_it_can_be_compared_with_any_column(name: str, options: dict[str, Any]) -> None:
    assert verdict_of(name, **options)[0] is Verdict.INCONCLUSIVE
