from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import pyarrow as pa
import pytest
from sklearn import metrics as sk
from sqlglot import exp

from lockgate.gates.classes.cells import ClassNeed
from lockgate.gates.classes.losses import loss_sql, rank_sql

SIZE = 4


def drawn(n: int, *, seed: int) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Return sets of labels, scores with ties, and the columns that a row has of them."""
    draw = np.random.default_rng(seed)
    truth, score = draw.integers(0, 2, (n, SIZE)), draw.integers(0, 4, (n, SIZE)) / 4
    columns = {f"t{at}": truth[:, at] for at in range(SIZE)} | {f"p_c{at}": score[:, at] for at in range(SIZE)}
    return truth, score, columns


def values(expression: exp.Expr, columns: dict[str, np.ndarray]) -> list[float]:
    found = pa.table(columns)  # noqa: F841 - DuckDB finds it by name
    return [
        float(row[0])
        for row in duckdb.connect().execute(exp.select(expression).from_("found").sql("duckdb")).fetchall()
    ]


@pytest.mark.parametrize(
    ("need", "oracle"),
    [
        (ClassNeed.RANKING_PRECISION, sk.label_ranking_average_precision_score),
        (ClassNeed.COVERAGE, sk.coverage_error),
        (ClassNeed.RANKING_LOSS, sk.label_ranking_loss),
    ],
)
def test_each_row_has_what_scikit_learn_gives_it_alone(need: ClassNeed, oracle: Callable[..., float]) -> None:
    truth, score, columns = drawn(200, seed=1)

    found = values(loss_sql(need, SIZE, "c"), columns)

    assert found == pytest.approx([oracle(truth[[at]], score[[at]]) for at in range(200)], abs=1e-12)


def test_the_place_of_the_label_counts_those_above_and_equal_ones_named_before() -> None:
    columns = {"k": np.array([0, 1, 2, 3]), "v_c": np.array([0.25, 0.25, 0.5, 0.0])}
    columns |= {f"p_c{at}": np.full(4, value) for at, value in enumerate((0.25, 0.25, 0.5, 0.0))}

    assert values(rank_sql(SIZE, "c"), columns) == [1, 2, 0, 3]
