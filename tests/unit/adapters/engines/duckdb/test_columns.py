"""Columns that DuckDB would rename or join without a word."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.engines.duckdb.columns import delimiter_in, uneven_line
from lockgate.domain.errors import DataError
from lockgate.scan.engine import Source


def names_of(source: Source) -> tuple[str, ...]:
    session = DuckDBEngine(threads=1).open({"t": source})
    try:
        return session.schema("t").names
    finally:
        session.close()


def twins(first: str, second: str) -> pa.Table:
    return pa.table([pa.array([1]), pa.array([2])], names=[first, second])


@pytest.mark.parametrize("second", ["a", "A"])
def test_two_columns_of_one_name_are_refused_in_a_frame(second: str) -> None:
    with pytest.raises(DataError, match=f"its columns `a` and `{second}` differ at most in letter case"):
        names_of(Source("frame", frame=twins("a", second)))


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame([[1, 2]], columns=["a", "A"]),
        pl.DataFrame({"a": [1], "A": [2]}),
        pl.LazyFrame({"a": [1], "A": [2]}),
    ],
)
def test_two_columns_of_one_name_are_refused_in_every_kind_of_frame(frame: object) -> None:
    with pytest.raises(DataError, match="letter case"):
        names_of(Source("frame", frame=frame))


def test_two_columns_of_one_name_are_refused_in_a_parquet_file(tmp_path: Path) -> None:
    nested = twins("a", "A").append_column("s", pa.array([{"a": 1, "l": [{"A": 2}]}]))
    pq.write_table(nested, tmp_path / "it's.parquet")

    with pytest.raises(DataError, match="letter case"):
        names_of(Source(str(tmp_path / "it's.parquet")))


@pytest.mark.parametrize("header", ["a,A,b", "b,a,A,a"])
def test_two_columns_of_one_name_are_refused_in_a_text_file(header: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"{header}\n" + ",".join("1" * (header.count(",") + 1)) + "\n")

    with pytest.raises(DataError, match="letter case"):
        names_of(Source(str(file)))


def test_a_name_that_ends_in_a_number_is_no_twin(tmp_path: Path) -> None:
    table = pa.table({"a": [1], "a_1": [2], "s": [{"a": 1}], "x_2": [[1]], "x": [{"a": {"a": 1}}], "A_3": [0]})
    pq.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "a.csv").write_text("a,a_1,A_3\n1,2,3\n")
    (tmp_path / "b.csv").write_text("1,1\n2,2\n")
    (tmp_path / "a.jsonl").write_text('{"a":1,"a_1":2}\n')

    assert names_of(Source("frame", frame=table)) == tuple(table.column_names)
    assert names_of(Source(str(tmp_path / "a.parquet"))) == tuple(table.column_names)
    assert names_of(Source(str(tmp_path / "a.csv"))) == ("a", "a_1", "A_3")
    assert names_of(Source(str(tmp_path / "a.jsonl"))) == ("a", "a_1")
    assert len(names_of(Source(str(tmp_path / "b.csv"), options={"header": False}))) == 2


def test_a_lone_column_whose_name_holds_a_delimiter_is_suspicious() -> None:
    source = Source("a.csv")

    assert delimiter_in(["a;b"], source, ["a.csv"]) == ";"
    assert delimiter_in(["a b"], source, ["a.csv"]) == ""
    assert delimiter_in(["a,b", "c"], source, ["a.csv"]) == ""
    assert delimiter_in(["a,b"], Source("a.csv", options={"delimiter": "|"}), ["a.csv"]) == ""
    assert delimiter_in(["a,b"], Source("a.parquet"), ["a.parquet"]) == ""


def test_a_quoted_header_with_a_comma_in_it_is_one_column(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('"name, first"\nAnn\nBob\n')

    assert names_of(Source(str(tmp_path / "a.csv"))) == ("name, first",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"a,b\n1,2\n\n3\n", "line 4 has 1 values, the first has 2"),
        (b'a,b\n"1\n2",3\n4,5,6\n', "line 4 has 3 values, the first has 2"),
        (b"a,b\n1,2\n", ""),
        (b"", ""),
    ],
)
def test_the_first_line_of_another_length_is_named(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    assert uneven_line(Source("a.csv"), str(tmp_path / "a.csv")) == says


@pytest.mark.parametrize("options", [{"encoding": "nosuch"}, {"delimiter": "ab"}])
def test_options_that_python_cannot_read_with_name_no_line(options: dict[str, object], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1\n")

    assert uneven_line(Source("a.csv", options=options), str(tmp_path / "a.csv")) == ""
