from __future__ import annotations

import sys

import pyarrow as pa
import pytest
from tests.conformance.engines import bench_of, spark_session

from lockgate.adapters.engines.spark import SparkEngine, is_spark_frame
from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.scan.engine import Source


def test_a_frame_of_spark_is_told_from_others_without_spark() -> None:
    assert not any(map(is_spark_frame, (None, "a.parquet", pa.table({"x": [1]}))))


@pytest.mark.parametrize(
    ("remote", "module"), [("", "pyspark.sql"), ("sc://localhost", "pyspark.sql.connect.session")]
)
def test_without_pyspark_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, remote: str, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    with pytest.raises(MissingExtraError, match=r"pip install 'lockgate\[spark\]'"):
        SparkEngine(remote=remote).open({})


def test_a_server_that_does_not_answer_is_named_at_once_and_its_token_is_not() -> None:
    engine = SparkEngine(remote="sc://127.0.0.1:1/;token=secret")

    with pytest.raises(DataError) as caught:
        engine.open({"t": Source("t", "table")})

    assert (caught.value.code, "secret" in str(caught.value)) == ("LG241", False)
    assert caught.value.hint.endswith(
        "a Spark Connect server of a fitting version answers at sc://127.0.0.1:1/"
    )


@pytest.mark.spark
def test_a_session_that_is_there_is_used() -> None:
    spark = spark_session()

    session = SparkEngine(master="local[1]", options={"spark.sql.shuffle.partitions": "1"}).open({})

    assert session._session.sparkContext is spark.sparkContext
    assert bench_of("spark").engine is not None
    session.close()
