from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlglot import exp

from lockgate.adapters.migrations.duckdb_table import DuckDBTable
from lockgate.domain.errors import DataError
from lockgate.migrations.migration import ScriptStep, SqlStep
from lockgate.migrations.statement import Statement, read_statements


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "it's a table.parquet"
    pq.write_table(pa.table({"id": list(range(100)), "tags": [["a"], None] * 50}), file)
    return file


@pytest.fixture
def table(tmp_path: Path, file: Path) -> Iterator[DuckDBTable]:
    work = tmp_path / "work"
    work.mkdir()
    opened = DuckDBTable(work, 'odd "name"', [str(file)])
    yield opened
    opened.close()


def sql(text: str) -> SqlStep:
    return SqlStep(read_statements(text, "up.sql", 'odd "name"', dialect="duckdb"))


def test_steps_write_rows_and_a_mark_brings_them_back(table: DuckDBTable) -> None:
    before = table.digest()
    table.mark()

    written = table.run(
        sql('UPDATE "odd ""name""" SET id = id + 1; ALTER TABLE "odd ""name""" DROP COLUMN tags')
    )

    assert written == 100
    assert [column.name for column in table.columns()] == ["id"]
    table.undo()
    assert table.digest() == before


def test_a_sample_is_the_same_each_time(tmp_path: Path, file: Path) -> None:
    digests = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        sample = DuckDBTable(tmp_path / name, "t", [str(file)], rows=10)
        digests.add(sample.digest())
        sample.close()

    assert [digest.rows for digest in digests] == [10]


def test_the_engine_reaches_nothing_outside_its_directory(table: DuckDBTable, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="LG205"):
        table.export(tmp_path / "outside.parquet")
    outside = exp.func("read_parquet", exp.Literal.string(f"{tmp_path}/*.parquet"))
    tree = exp.select("*").from_(outside)  # a statement that the reader of steps would refuse
    with pytest.raises(DataError, match="LG205"):
        table.run(SqlStep((Statement(tree, "duckdb"),)))


def test_what_the_engine_refuses_is_told_without_the_query(table: DuckDBTable) -> None:
    with pytest.raises(DataError) as caught:
        table.run(sql('UPDATE "odd ""name""" SET nowhere = 1'))

    assert "UPDATE" not in caught.value.text


@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("CAST('my '' secret' AS INTEGER)", "Could not convert string … to INT32"),
        ("CAST('my secret' AS DATE)", "invalid date field format: …, expected format is (YYYY-MM-DD)"),
        ("CAST(4711 AS TINYINT)", "Type INT32 with value … can't be cast because the value is out of range"),
        ("epoch(strptime('my secret', '%Y'))", "Could not parse string … according to format specifier"),
    ],
)
def test_a_value_that_the_engine_refuses_is_not_told(table: DuckDBTable, made: str, told: str) -> None:
    step = sql('UPDATE "odd ""name""" SET id = {}'.format(made))  # noqa: UP032, S608 - our own words

    with pytest.raises(DataError) as caught:
        table.run(step)

    assert told in caught.value.text
    assert not any(value in caught.value.text for value in ("secret", "4711"))


def test_a_program_gets_an_arrow_table_and_gives_one_back(table: DuckDBTable, tmp_path: Path) -> None:
    script = tmp_path / "steps.py"
    script.write_text(
        "def up(table):\n    return table.slice(0, 3)\n\ndef down(table):\n    raise ValueError('no way back')\n"
    )

    written = table.run(ScriptStep(str(script), "up"))

    assert (written, table.digest().rows) == (3, 3)
    with pytest.raises(DataError, match="ValueError: no way back"):
        table.run(ScriptStep(str(script), "down"))


def test_a_program_that_does_not_end_is_stopped(
    table: DuckDBTable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lockgate.adapters.migrations.duckdb_table._TIMEOUT_S", 0)

    with pytest.raises(DataError, match="did not end"):
        table.run(ScriptStep(str(tmp_path / "steps.py"), "up"))


def test_files_that_are_no_table_are_told(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").write_text("no")

    with pytest.raises(DataError, match="LG203"):
        DuckDBTable(tmp_path, "t", [str(tmp_path / "x.parquet")])


def test_a_program_that_ends_early_made_nothing(table: DuckDBTable, tmp_path: Path) -> None:
    steps = tmp_path / "steps.py"
    steps.write_text("import os\ndef up(t): return t\ndef down(t): os._exit(0)\n")
    table.run(ScriptStep(str(steps), "up"))

    with pytest.raises(DataError, match="ended before `down` returned"):
        table.run(ScriptStep(str(steps), "down"))
