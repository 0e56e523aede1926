"""Scoring: the rows as they were with one column more a model, or nothing at all."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import skops.io
from sklearn.linear_model import LinearRegression, LogisticRegression

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.models.loader import AnyModelLoader
from lockgate.adapters.models.scorer import TableScorer
from lockgate.app.model_ports import ScoreJob
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import LockgateError
from lockgate.scan.engine import Source

ROWS = 200


@pytest.fixture
def frame() -> pd.DataFrame:
    draw = np.random.default_rng(1)
    return pd.DataFrame({"a": draw.normal(size=ROWS), "b": draw.normal(size=ROWS), "id": range(ROWS)})


@pytest.fixture
def model(frame: pd.DataFrame, tmp_path: Path) -> Path:
    fitted = LogisticRegression().fit(frame[["b", "a"]], frame["a"] > 0)
    skops.io.dump(fitted, tmp_path / "model.skops")
    return tmp_path / "model.skops"


@pytest.fixture
def table(frame: pd.DataFrame, tmp_path: Path) -> Source:
    frame.to_parquet(tmp_path / "table.parquet")
    return Source(str(tmp_path / "table.parquet"))


SCORER = TableScorer(DuckDBEngine(threads=2), AnyModelLoader())


def score(
    table: Source, output: Path, model: Path, *, positive: bool | None = None, batch_rows: int = 65_536
) -> int:
    models = {"p": ModelSpec(file=str(model), positive=positive)}
    return SCORER.score(ScoreJob(models=models, source=table, output=str(output), batch_rows=batch_rows))


def test_each_row_gets_the_probability_that_the_model_gives(
    table: Source, model: Path, frame: pd.DataFrame, tmp_path: Path
) -> None:
    told: list[float] = []
    job = ScoreJob(
        models={"p": ModelSpec(file=str(model)), "q": ModelSpec(file=str(model))},
        source=table,
        output=str(tmp_path / "out" / "s.parquet"),
        batch_rows=64,
    )

    rows = SCORER.score(job, progress=told.append)

    scored = pq.read_table(job.output).to_pandas()
    expected = skops.io.load(model).predict_proba(frame[["b", "a"]])[:, 1]
    assert rows == ROWS
    assert list(scored.columns) == ["a", "b", "id", "p", "q"]
    assert scored["id"].tolist() == list(range(ROWS))
    np.testing.assert_allclose(scored["p"], expected)
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert oct(Path(job.output).stat().st_mode & 0o777) == "0o644"


def test_the_table_itself_is_never_overwritten(table: Source, model: Path) -> None:
    before = Path(table.location).read_bytes()

    with pytest.raises(LockgateError, match="another file than the table"):
        score(table, Path(table.location).parent / "." / "table.parquet", model)

    assert Path(table.location).read_bytes() == before


@pytest.mark.parametrize(
    ("location", "output"),
    [
        ("*.parquet", "other.parquet"),
        ("*.parquet", "table.parquet"),
        ("", "within/s.parquet"),
        ("**/*.parquet", "s.parquet"),
        ("**/*.parquet", "deep/within/s.parquet"),
    ],
)
def test_an_output_that_the_next_run_would_read_as_the_table_is_refused(
    table: Source, model: Path, tmp_path: Path, location: str, output: str
) -> None:
    before = Path(table.location).read_bytes()

    with pytest.raises(LockgateError, match="another file than the table"):
        score(Source(str(tmp_path / location)), tmp_path / output, model)

    assert Path(table.location).read_bytes() == before


def test_an_output_beside_what_the_pattern_reads_is_written(table: Source, model: Path, tmp_path: Path) -> None:
    assert score(Source(str(tmp_path / "*.parquet")), tmp_path / "out" / "s.parquet", model) == ROWS
    assert score(table, tmp_path / "out" / "s.parquet", model) == ROWS


def test_a_file_that_is_no_earlier_output_is_not_lost(table: Source, model: Path, tmp_path: Path) -> None:
    project = tmp_path / "lockgate.yaml"
    project.write_text("lockgate: 1\n")

    with pytest.raises(LockgateError, match="another file is there, and would be lost"):
        score(table, project, model)
    with pytest.raises(LockgateError, match="another file is there, and would be lost"):
        score(table, model, model)

    assert project.read_text() == "lockgate: 1\n"


def test_a_file_that_nobody_may_read_is_not_replaced(
    table: Source, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "s.parquet"
    there.write_bytes(b"")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(LockgateError, match="cannot be replaced: Permission denied"):
        score(table, there, model)


def test_a_column_of_scores_has_a_name(table: Source, model: Path, tmp_path: Path) -> None:
    job = ScoreJob(models={"": ModelSpec(file=str(model))}, source=table, output=str(tmp_path / "s.parquet"))

    with pytest.raises(LockgateError, match="a name, and not blank"):
        SCORER.score(job)

    assert not (tmp_path / "s.parquet").exists()


def test_columns_that_the_model_does_not_read_may_hold_anything(
    model: Path, frame: pd.DataFrame, tmp_path: Path
) -> None:
    instants = pa.array([datetime(2013, 1, 1, tzinfo=UTC)] * ROWS, pa.timestamp("us", "America/New_York"))
    other = pa.Table.from_pandas(frame).append_column("at", instants).append_column("l", pa.array([[1]] * ROWS))
    pq.write_table(other, tmp_path / "other.parquet")

    rows = score(Source(str(tmp_path / "other.parquet")), tmp_path / "s.parquet", model)

    assert rows == ROWS
    assert pq.read_table(tmp_path / "s.parquet")["at"].to_pylist()[0] == datetime(2013, 1, 1, tzinfo=UTC)


def test_the_score_is_of_the_class_that_is_asked_for(table: Source, model: Path, tmp_path: Path) -> None:
    score(table, tmp_path / "yes.parquet", model)
    score(table, tmp_path / "no.parquet", model, positive=False)

    yes, no = (pq.read_table(tmp_path / f"{name}.parquet")["p"].to_numpy() for name in ("yes", "no"))
    np.testing.assert_allclose(yes, 1 - no)


def test_several_classes_get_a_column_each(table: Source, frame: pd.DataFrame, tmp_path: Path) -> None:
    labels = pd.cut(frame["a"], 3, labels=["low", "mid", "top"]).astype(str)
    fitted = LogisticRegression().fit(frame[["a", "b"]], labels)
    skops.io.dump(fitted, tmp_path / "three.skops")

    score(table, tmp_path / "s.parquet", tmp_path / "three.skops", batch_rows=64)

    scored = pq.read_table(tmp_path / "s.parquet").to_pandas()
    assert list(scored.columns) == ["a", "b", "id", "p_low", "p_mid", "p_top"]
    expected = fitted.predict_proba(frame[["a", "b"]])
    np.testing.assert_allclose(scored[["p_low", "p_mid", "p_top"]], expected)


def test_a_regression_gets_its_numbers(table: Source, frame: pd.DataFrame, tmp_path: Path) -> None:
    fitted = LinearRegression().fit(frame[["a", "b"]], 2 * frame["a"] - 5)
    skops.io.dump(fitted, tmp_path / "numbers.skops")

    score(table, tmp_path / "s.parquet", tmp_path / "numbers.skops")

    np.testing.assert_allclose(pq.read_table(tmp_path / "s.parquet")["p"], 2 * frame["a"] - 5)


def broken(columns: dict[str, list[object]], tmp_path: Path) -> Source:
    pq.write_table(pa.table(columns), tmp_path / "broken.parquet")
    return Source(str(tmp_path / "broken.parquet"))


@pytest.mark.parametrize(
    ("columns", "code", "says"),
    [
        ({"a": [1.0]}, "LG502", "the table lacks 1 of its features: b"),
        ({"a": [1.0], "b": ["x"]}, "LG502", "could not convert string to float"),
        ({"a": [1.0], "b": [None]}, "LG502", "NaN"),
        ({"a": [1.0], "b": [1.0], "p": [0]}, "LG101", "a name that the table does not have, got 'p'"),
        ({"a": [1.0], "b": [1.0], "P": [0]}, "LG101", "a name that the table does not have, got 'p'"),
    ],
)
def test_a_table_that_cannot_be_scored_leaves_nothing(
    columns: dict[str, list[object]], code: str, says: str, model: Path, tmp_path: Path
) -> None:
    output = tmp_path / "out" / "s.parquet"

    with pytest.raises(LockgateError, match=code) as caught:
        score(broken(columns, tmp_path), output, model)

    assert says in caught.value.text
    assert list(output.parent.iterdir()) == []


def test_a_batch_that_breaks_late_leaves_what_was_there_before(model: Path, tmp_path: Path) -> None:
    output = tmp_path / "out" / "s.parquet"
    output.parent.mkdir()
    output.write_text("PAR1: the run before")
    table = broken({"a": [1.0] * 99 + [None], "b": [1.0] * 100}, tmp_path)

    with pytest.raises(LockgateError, match="LG502"):
        score(table, output, model, batch_rows=10)

    assert [path.name for path in output.parent.iterdir()] == ["s.parquet"]
    assert output.read_text() == "PAR1: the run before"


def test_a_table_without_rows_cannot_be_scored(model: Path, tmp_path: Path) -> None:
    table = pa.table({"a": pa.array([], pa.float64()), "b": pa.array([], pa.float64())})

    with pytest.raises(LockgateError, match="the table has no rows"):
        score(Source("empty", frame=table), tmp_path / "s.parquet", model)


@pytest.mark.parametrize(
    ("name", "says"), [("none.skops", "there is no such file"), ("model.bin", "its format is not known")]
)
def test_a_model_that_is_not_there_or_of_another_format_is_refused(
    name: str, says: str, table: Source, tmp_path: Path
) -> None:
    (tmp_path / "model.bin").write_bytes(b"cos\nsystem\n(S'true'\ntR.")

    with pytest.raises(LockgateError, match="LG501") as caught:
        score(table, tmp_path / "s.parquet", tmp_path / name)

    assert says in caught.value.text


def test_an_output_that_cannot_be_written_is_an_error(table: Source, model: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (tmp_path / "folder").mkdir()

    for output in (tmp_path / "file" / "s.parquet", tmp_path / "folder"):
        with pytest.raises(LockgateError, match="the output cannot be written"):
            score(table, output, model)
    assert not [name for name in os.listdir(tmp_path) if name.startswith(".draft")]  # noqa: PTH208 - names


def test_a_table_that_is_not_there_is_named(model: Path, tmp_path: Path) -> None:
    with pytest.raises(LockgateError, match="LG202"):
        score(Source("none.csv"), tmp_path / "s.parquet", model)


def test_two_models_never_write_one_column(table: Source, tmp_path: Path) -> None:
    (tmp_path / "rules.py").write_text("def one(rows):\n    return [0.5] * len(rows)\n")
    (tmp_path / "more.py").write_text("def three(rows):\n    return [[0.2, 0.3, 0.5]] * len(rows)\n")
    models = {
        "p": ModelSpec(callable=f"{tmp_path}/more.py:three", classes=("low", "mid", "top")),
        "P_mid": ModelSpec(callable=f"{tmp_path}/rules.py:one"),
    }

    with pytest.raises(LockgateError, match="a name of one column"):
        SCORER.score(ScoreJob(models=models, source=table, output=str(tmp_path / "s.parquet")))
