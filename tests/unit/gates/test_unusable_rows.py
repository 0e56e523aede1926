from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes import kinds, numbers, ranked
from tests.fakes.predictions import gate, simulated, spec_of

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.domain.errors import DataError
from lockgate.domain.finding import Finding
from lockgate.domain.requirement import Requirement
from lockgate.gates import unusable_rows
from lockgate.gates.judge import judge
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.task import Task
from lockgate.gates.task_kinds import kind_of
from lockgate.gates.unusable_rows import with_unusable_rows
from lockgate.scan.engine import Source

BINARY = spec_of(gate("accuracy", Requirement.at_least(0.5)), gate("log_loss", Requirement.at_most(1)))
REGRESSION = numbers.spec_of(numbers.gate("mean_absolute_error", Requirement.at_most(9)))
CLASSES = kinds.of_classes(kinds.gate("log_loss", Requirement.at_most(9)))
LABELS = kinds.of_labels(
    kinds.gate("hamming_loss", Requirement.at_most(1), task=Task.MULTILABEL_CLASSIFICATION)
)
RANKING = ranked.spec_of(ranked.gate("ndcg_score", Requirement.at_least(0.5)))


def found(spec: ModelGateSpec, columns: Mapping[str, object]) -> tuple[Finding, ...]:
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    with closing(DuckDBEngine(threads=1).open({"scored": Source("memory", frame=table)})) as session:
        cells = kind_of(spec.task).collect(session, spec)
        return with_unusable_rows(session, spec, cells, judge(spec, cells, seed=1))


def spoilt(column: np.ndarray, value: object) -> list[object]:
    values: list[object] = column.tolist()
    values[7] = value
    return values


@pytest.mark.parametrize(
    ("spec", "columns", "name", "value"),
    [
        (BINARY, simulated(50, seed=1), "p_new", 1.5),
        (BINARY, simulated(50, seed=1), "p_old", float("nan")),
        (BINARY, simulated(50, seed=1), "late", None),
        (REGRESSION, numbers.priced(50, seed=1), "p_new", float("inf")),
        (CLASSES, kinds.pets(50, seed=1), "pet", "snake"),
        (LABELS, kinds.stories(50, seed=1), "new_news", 2.0),
        (RANKING, ranked.ranked(5, seed=1), "stars", -1.0),
    ],
)
def test_a_row_that_cannot_be_used_is_shown(
    spec: ModelGateSpec, columns: Mapping[str, np.ndarray], name: str, value: object
) -> None:
    keyed = {**columns, name: spoilt(columns[name], value), "row": np.arange(len(columns[name]))}

    first, *others = found(spec, keyed)

    assert first.sample is not None
    (row,) = first.sample.rows
    shown = dict(zip(first.sample.columns, row, strict=True))
    assert str(shown[name]) == str(value)
    assert shown.get("row", 7) == 7
    assert all(one.sample is None for one in others)


def test_nothing_is_shown_where_all_can_be_used_or_rows_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = simulated(50, seed=1)
    assert all(one.sample is None for one in found(BINARY, columns))

    def fails(*_: object) -> None:
        raise DataError.not_given("scored", ())

    monkeypatch.setattr(unusable_rows, "_read", fails)
    broken = found(BINARY, {**columns, "p_new": spoilt(columns["p_new"], 2.0)})
    assert [one.sample for one in broken] == [None, None]


def test_what_stands_twice_breaks_no_row_by_itself() -> None:
    sliced = ranked.spec_of(ranked.gate("ndcg_score", Requirement.at_least(0.5), sliced=True))
    columns = ranked.ranked(5, seed=1)

    (first, *_) = found(sliced, {**columns, "country": spoilt(columns["country"], "FR")})

    assert "several values" in first.summary
    assert first.sample is None
    assert replace(first, sample=None) == first
