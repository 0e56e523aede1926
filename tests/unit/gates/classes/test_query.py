from __future__ import annotations

from dataclasses import replace

import pytest

from lockgate.gates.classes.cells import ClassNeed, ClassPlan
from lockgate.gates.classes.query import class_overview, class_query, label_rank_query
from lockgate.gates.slice_plan import Cut
from lockgate.scan.schema import Column, LogicalType, Schema

NAMES = ("a'b", "c", "d")
SCORES = [
    Column(f"{model}_{at}", LogicalType.NUMBER, "DOUBLE", holds_nan=True) for model in "qp" for at in range(3)
]
FLAGS = [Column(f"is_{at}", LogicalType.BOOLEAN, "BOOLEAN") for at in range(3)]
TEXTS = [Column(name, LogicalType.STRING, "VARCHAR") for name in ("kind", "new", "old", "town")]
SCHEMA = Schema("scored", (*SCORES, *FLAGS, *TEXTS))
SCORED = ClassPlan(
    table="scored", label="kind", candidate=dict(zip(NAMES, ("p_0", "p_1", "p_2"), strict=True)),
    baseline=dict(zip(NAMES, ("q_0", "q_1", "q_2"), strict=True)), names=NAMES, cuts=(Cut("town"),), sets=((), (0,)),
)  # fmt: skip
SEVERAL = replace(SCORED, label=dict(zip(NAMES, ("is_0", "is_1", "is_2"), strict=True)))
PREDICTED = replace(SCORED, candidate="new", baseline="old", names=())
LOSSES = frozenset({ClassNeed.LOG_LOSS, ClassNeed.BRIER})


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres"])
@pytest.mark.parametrize("plan", [SCORED, SEVERAL, PREDICTED], ids=["scored", "several", "predicted"])
def test_one_statement_answers_all_slice_sets(plan: ClassPlan, dialect: str) -> None:
    sql = class_query(plan, SCHEMA, plan.sets, frozenset()).sql(dialect)

    assert sql.count("GROUPING SETS") == 1
    assert class_overview(plan, SCHEMA, bins=()).sql(dialect).count("SELECT") == 1


def test_only_what_is_needed_is_summed() -> None:
    assert class_query(SCORED, SCHEMA, [()], LOSSES).sql("duckdb").count("SUM(") == 2 * 5
    assert "SUM(" not in class_query(SCORED, SCHEMA, [()], frozenset()).sql("duckdb")


def test_without_a_baseline_no_column_is_asked_for_it() -> None:
    plan = replace(SCORED, baseline=None)

    sql = [query(plan, SCHEMA, [()], LOSSES).sql("duckdb") for query in (class_query,)]
    sql += [
        label_rank_query(plan, SCHEMA, [()]).sql("duckdb"),
        class_overview(plan, SCHEMA, bins=()).sql("duckdb"),
    ]

    assert not any('"q_' in one for one in sql)
    assert sql[0].count("SUM(") == 2 * 2


def test_names_are_texts_and_never_read_as_sql() -> None:
    assert "'a''b'" in class_query(SCORED, SCHEMA, [()], frozenset()).sql("duckdb")
