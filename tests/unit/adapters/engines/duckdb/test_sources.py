"""Files as tables: what is read, and one clear error for what cannot be."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from deltalake import write_deltalake
from sqlglot import exp

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.adapters.engines.duckdb.sources import is_columnar, is_csv, relation_sql, resolve
from lockgate.domain.errors import DataError, LockgateError, ParameterError
from lockgate.scan.engine import Source
from lockgate.scan.predicates import table_sql

Read = Callable[..., list[tuple[object, ...]]]


@pytest.fixture
def read() -> Read:
    """Return what reads all rows of a source, smallest first."""

    def rows(source: Source) -> list[tuple[object, ...]]:
        session = DuckDBEngine(threads=2).open({"t": source})
        try:
            session.schema("t")
            found = session.rows(exp.select("*").from_(table_sql("t")))
        finally:
            session.close()
        return sorted(found, key=repr)

    return rows


def parquet(file: Path, **columns: list[object]) -> Source:
    file.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), file)
    return Source(str(file))


def text(file: Path, content: str | bytes, **options: object) -> Source:
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Source(str(file), options=options)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"a,b\n1,x\n"),
        ("a.CSV", b"a,b\n1,x\n"),
        ("a.csv", b"a;b\n1;x\n"),
        ("a.csv", b"\xef\xbb\xbfa,b\n1,x\n"),
        ("a.csv", b"a,b\r\n1,x\r\n"),
        ("a.tsv", b"a\tb\n1\tx\n"),
        ("a.csv.gz", gzip.compress(b"a,b\n1,x\n", mtime=0)),
        ("a.jsonl", b'{"a":1,"b":"x"}\n'),
        ("a.ndjson", b'{"a":1,"b":"x"}\n'),
        ("a.json", b'[{"a":1,"b":"x"}]'),
        ("a.json.gz", gzip.compress(b'{"a":1,"b":"x"}\n', mtime=0)),
        ("it's [1] *.csv", b"a,b\n1,x\n"),
    ],
)
def test_a_text_file_is_read_by_its_ending(name: str, content: bytes, tmp_path: Path, read: Read) -> None:
    assert read(text(tmp_path / name, content)) == [(1, "x")]


@pytest.mark.parametrize("name", ["a.parquet", "a.pq", "it's [1] *.parquet"])
def test_a_parquet_file_is_read_whatever_its_name_contains(name: str, tmp_path: Path, read: Read) -> None:
    assert read(parquet(tmp_path / name, a=[1, 2])) == [(1,), (2,)]


def test_a_glob_a_directory_and_hive_partitions_are_one_table(tmp_path: Path, read: Read) -> None:
    for year in (2012, 2013):
        parquet(tmp_path / f"year={year}" / "part.parquet", a=[1])
    expected = [(1, 2012), (1, 2013)]

    assert read(Source(str(tmp_path))) == expected
    assert read(Source(f"{tmp_path}/*/*.parquet")) == expected
    assert read(Source(f"{tmp_path}/**/*.parquet")) == expected
    assert read(Source(str(tmp_path), options={"hive_partitions": False})) == [(1,), (1,)]


def test_files_with_different_columns_are_joined_by_name(tmp_path: Path, read: Read) -> None:
    parquet(tmp_path / "1.parquet", a=[1], b=["x"])
    parquet(tmp_path / "2.parquet", b=["y"], c=[2])

    assert read(Source(str(tmp_path))) == [(1, "x", None), (None, "y", 2)]


def test_a_link_that_leads_back_does_not_count_rows_twice(tmp_path: Path, read: Read) -> None:
    parquet(tmp_path / "data" / "a.parquet", a=[1])
    (tmp_path / "data" / "again").symlink_to(tmp_path / "data")
    (tmp_path / "data" / "b.parquet").symlink_to(tmp_path / "data" / "a.parquet")

    assert read(Source(f"{tmp_path}/**/*.parquet")) == [(1,)]
    assert resolve("t", Source(f"{tmp_path}/**/*.parquet")) == [str(tmp_path / "data" / "a.parquet")]


@pytest.mark.parametrize(
    ("late", "expected"), [("1.5", 1.5), ("N/A", "N/A"), ("99999999999999999999", 99999999999999999999)]
)
def test_a_value_far_down_a_file_keeps_its_meaning(
    late: str, expected: object, tmp_path: Path, read: Read
) -> None:
    lines = [f"{i},{i}" for i in range(30_000)]

    rows = read(text(tmp_path / "a.csv", "a,b\n" + "\n".join([*lines, f"30000,{late}"]) + "\n"))

    assert next(row[1] for row in rows if row[0] == 30_000) == expected


@pytest.mark.parametrize(("late", "expected"), [("1.5", 1.5), ('"x"', '"x"')])
def test_a_json_value_far_down_a_file_keeps_its_meaning(
    late: str, expected: object, tmp_path: Path, read: Read
) -> None:
    rows = read(text(tmp_path / "a.jsonl", '{"a":1}\n' * 30_000 + f'{{"a":{late}}}\n'))

    assert (expected,) in rows


def test_the_options_of_text_are_obeyed(tmp_path: Path, read: Read) -> None:
    latin = text(tmp_path / "a.csv", "a,b\n1,é\n".encode("latin-1"), encoding="latin-1")
    nulls = text(tmp_path / "b.csv", "a,b\n1,N/A\n2,x\n", null_values=["N/A"])
    signs = text(tmp_path / "c.txt", "1#'x#y'\n", delimiter="#", quote="'", header=False)

    assert read(latin) == [(1, "é")]
    assert read(nulls) == [(1, None), (2, "x")]
    assert read(Source(signs.location, "csv", options=signs.options)) == [(1, "x#y")]


@pytest.mark.parametrize(
    ("name", "content", "code", "says", "hint"),
    [
        ("a.csv", b"", "LG203", "the file is empty", "write it again"),
        ("a.parquet", b"", "LG203", "the file is empty", "write it again"),
        ("a.parquet", b"a,b\n1,2\n", "LG203", "too small to be a Parquet file", "cut off or is not Parquet"),
        ("a.csv", b"a,b,c\n1,2,3\n4,5\n", "LG203", "line 3 has 2 values, the first has 3", "mend the line"),
        ("a.csv", b"a,b\n1,2\n4,5,6\n", "LG203", "line 3 has 3 values, the first has 2", "mend the line"),
        ("a.csv", b"a,b\n" + b"1,2\n" * 20 + b"1,2,3\n", "LG203", "line 22 has 3 values", "mend the line"),
        ("a.csv", b"a,b\n1,\xe9\n", "LG203", "not utf-8", "set `encoding` beside `source`, such as latin-1"),
        ("a.csv.gz", gzip.compress(b"a,b\n1,2\n" * 999, mtime=0)[:30], "LG203", "Unexpected end of GZIP", ""),
        ("a.jsonl", b'{"a":1}\n{"a":\n', "LG203", "Malformed JSON", ""),
        ("a.xlsx", b"PK", "LG204", "the format of", "known endings: .csv, .csv.gz"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(
    name: str, content: bytes, code: str, says: str, hint: str, tmp_path: Path
) -> None:
    session = DuckDBEngine(threads=2).open({"t": text(tmp_path / name, content)})

    with pytest.raises(LockgateError) as caught:
        session.schema("t")

    assert caught.value.code == code
    assert says in caught.value.text
    assert hint in caught.value.hint
    assert "\n" not in caught.value.text


@pytest.mark.parametrize("kept", [40, 200, -1])
def test_a_parquet_file_that_is_cut_off_is_an_error(kept: int, tmp_path: Path, read: Read) -> None:
    whole = Path(parquet(tmp_path / "a.parquet", a=list(range(1_000))).location).read_bytes()

    with pytest.raises(DataError, match="LG203"):
        read(text(tmp_path / "b.parquet", whole[:kept]))


def test_a_parquet_file_that_is_damaged_inside_is_an_error(tmp_path: Path, read: Read) -> None:
    whole = bytearray(Path(parquet(tmp_path / "a.parquet", a=list(range(9_000))).location).read_bytes())
    whole[8:4_000] = b"\x00" * 3_992

    with pytest.raises(DataError, match=r"LG20[35]"):
        read(text(tmp_path / "b.parquet", bytes(whole)))


def test_nothing_at_the_place_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no file matches"):
        resolve("t", Source(f"{tmp_path}/none/*.parquet"))


def test_what_a_writer_has_not_finished_is_no_row(tmp_path: Path) -> None:
    """A job of Spark that was killed leaves `_temporary`, and its rows counted twice."""
    for name in (
        "a.parquet",
        "_day=1/b.parquet",
        "_temporary/0/a.parquet",
        ".draft-7-a.parquet",
        "_SUCCESS.csv",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")

    found = resolve("t", Source(str(tmp_path)))

    assert [Path(file).relative_to(tmp_path).as_posix() for file in found] == ["_day=1/b.parquet", "a.parquet"]
    assert len(resolve("t", Source(f"{tmp_path}/_temporary/*/*.parquet"))) == 1  # who names it means it


@pytest.mark.parametrize("name", ["readme.txt", ".a.parquet"])
def test_a_directory_without_rows_says_so(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()

    with pytest.raises(
        DataError, match=r"holds no file of rows.*\n.*end with .*\.parquet.*begin with `\.` or `_`"
    ):
        resolve("t", Source(str(tmp_path)))


def test_a_directory_of_a_delta_lake_table_is_no_directory_of_files(tmp_path: Path) -> None:
    lake = tmp_path / "lake" / "trips"
    write_deltalake(lake, pa.table({"x": [1]}))

    for place in (lake, tmp_path / "lake"):
        with pytest.raises(DataError, match="is a Delta Lake table") as caught:
            resolve("trips", Source(str(place)))
        assert caught.value.hint == f"write `delta://{lake}`"


@pytest.mark.parametrize("name", ["loop", "loop.parquet"])
def test_a_link_to_itself_is_an_error(name: str, tmp_path: Path) -> None:
    (tmp_path / name).symlink_to(tmp_path / name)

    with pytest.raises(DataError, match="LG203"):
        resolve("t", Source(str(tmp_path / name)))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_this_user_may_not_read_is_an_error(tmp_path: Path) -> None:
    source = text(tmp_path / "a.csv", "a\n1\n")
    Path(source.location).chmod(0)

    with pytest.raises(DataError, match="permission denied"):
        resolve("t", source)


@pytest.mark.parametrize("content", ["a,b\n#1,2\n3,4\n", "a,b\n1,2\n#3,4\n"])
def test_no_line_is_taken_for_a_comment(content: str, tmp_path: Path, read: Read) -> None:
    assert len(read(text(tmp_path / "a.csv", content))) == 2


def test_an_unknown_option_is_an_error(tmp_path: Path) -> None:
    source = text(tmp_path / "a.csv", "a\n1\n", seperator=";")

    with pytest.raises(ParameterError, match="`seperator` must be one of"):
        relation_sql("t", source, [source.location])


def test_text_in_an_option_or_a_path_stays_text() -> None:
    source = Source("a.csv", options={"delimiter": "'); drop table t; --"})

    sql = relation_sql("t", source, ["it's.csv"])

    assert "delim = '''); drop table t; --'" in sql
    assert "it''s.csv'" in sql


def test_a_frame_needs_no_files() -> None:
    source = Source("frame", frame=pa.table({"a": [1]}))

    assert resolve("t", source) == []
    assert not is_columnar(source, [])
    assert not is_csv(source, [])
