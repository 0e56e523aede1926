from __future__ import annotations

from datetime import timedelta

import pytest

from lockgate.app.engine_spec import EngineSpec
from lockgate.domain.errors import ParameterError


def test_the_engine_takes_half_a_gibibyte_and_a_thread_per_core_unless_told() -> None:
    spec = EngineSpec()

    assert (spec.threads, spec.memory_limit, spec.temp_directory) == (None, "512MiB", "")


@pytest.mark.parametrize("threads", [0, -1, 257, 100_000])
def test_a_number_of_threads_that_no_engine_can_have_is_refused(threads: int) -> None:
    with pytest.raises(ParameterError, match=rf"`threads` must be an int in \[1, 256\], got {threads}"):
        EngineSpec(threads=threads)


@pytest.mark.parametrize("threads", [1, 256])
def test_one_thread_is_enough_and_many_are_allowed(threads: int) -> None:
    assert EngineSpec(threads=threads).threads == threads


@pytest.mark.parametrize("size", ["512MiB", "2GB", "1.5 GiB", "100kB"])
def test_a_size_has_a_number_and_a_unit(size: str) -> None:
    assert EngineSpec(memory_limit=size).memory_limit == size


@pytest.mark.parametrize("size", ["", "plenty", "512", "80%", "-1GB", "1GB; drop"])
def test_a_size_without_a_unit_is_refused(size: str) -> None:
    with pytest.raises(ParameterError, match="`memory_limit` must be a size such as 512MiB or 2GB"):
        EngineSpec(memory_limit=size)


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("spark", "threads", 2),
        ("postgres", "memory_limit", "2GB"),
        ("duckdb", "master", "yarn"),
        ("postgres", "remote", "sc://here"),
        ("duckdb", "options", {"spark.executor.memory": "8g"}),
        ("duckdb", "dsn_variable", "DSN"),
        ("spark", "timeout", timedelta(minutes=1)),
    ],
)
def test_a_key_of_another_engine_is_refused(kind: str, key: str, value: object) -> None:
    with pytest.raises(ParameterError, match=f"`{key}` must be left out: it is of the engine"):
        EngineSpec(kind=kind, **{key: value})  # type: ignore[arg-type]  # any of its keys


def test_each_engine_takes_its_own_keys() -> None:
    spark = EngineSpec(kind="spark", remote="sc://here", options={"spark.sql.shuffle.partitions": 8})
    postgres = EngineSpec(kind="postgres", dsn_variable="DSN", timeout=timedelta(seconds=5))

    assert (spark.master, spark.options) == ("local[*]", {"spark.sql.shuffle.partitions": 8})
    assert (postgres.dsn_variable, postgres.timeout) == ("DSN", timedelta(seconds=5))


def test_an_engine_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ParameterError, match="`kind` must be one of duckdb, postgres, spark, got 'oracle'"):
        EngineSpec(kind="oracle")  # type: ignore[arg-type]  # that is the point


def test_a_connection_string_in_the_file_is_refused_and_not_repeated() -> None:
    with pytest.raises(ParameterError) as caught:
        EngineSpec(kind="postgres", dsn_variable="postgresql://me:secret@db/sales")

    assert "`dsn_variable` must be the name of an environment variable" in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_query_needs_some_time() -> None:
    with pytest.raises(ParameterError, match="`timeout` must be more than no time"):
        EngineSpec(kind="postgres", timeout=timedelta(0))
