from __future__ import annotations

import builtins
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.fakes.postgres import postgres_url

from lockgate.adapters.migrations.postgres_export import export_rows
from lockgate.domain.errors import DataError, MissingExtraError
from lockgate.migrations.set_digest import ColumnType

MIDNIGHT = datetime(2013, 7, 1, tzinfo=UTC)

TYPES = {
    "a": ("smallint", "1", pa.int16(), 1),
    "b": ("bigint; not null", "2", pa.int64(), 2),
    "c": ("double precision", "0.5", pa.float64(), 0.5),
    "d": ("numeric(10,2)", "1.25", pa.decimal128(10, 2), Decimal("1.25")),
    "e": ("numeric", "1.5", pa.float64(), 1.5),
    "f": ("boolean", "true", pa.bool_(), True),
    "g": ("date", "'2013-07-01'", pa.date32(), date(2013, 7, 1)),
    "h": ("timestamp with time zone", "'2013-07-01 02:00+02'", pa.timestamp("us", "UTC"), MIDNIGHT),
    "i": ("time without time zone", "'06:30'", pa.time64("us"), time(6, 30)),
    "j": ("uuid", "'00000000-0000-0000-0000-000000000001'", pa.string(), "00000000-0000-0000-0000-000000000001"),
    "k": ("integer[]", "'{1,2}'", pa.string(), "{1,2}"),
    "l": ("text", "NULL", pa.string(), None),
}  # fmt: skip


@pytest.fixture
def columns() -> list[ColumnType]:
    return [ColumnType(name, kind) for name, (kind, *_) in TYPES.items()]


def test_types_that_arrow_shares_are_kept_and_others_are_texts(
    tmp_path: Path, columns: list[ColumnType]
) -> None:
    values = ", ".join(
        f"{value}::{kind.partition(';')[0]} AS {name}" for name, (kind, value, *_) in TYPES.items()
    )
    with psycopg.connect(postgres_url()) as connection:
        connection.execute(f"CREATE TEMP TABLE made AS SELECT {values}".encode())

        export_rows(connection, '"made"', columns, tmp_path / "rows.parquet")

    table = pq.read_table(tmp_path / "rows.parquet")
    assert {field.name: field.type for field in table.schema} == {name: row[2] for name, row in TYPES.items()}
    assert table.to_pylist() == [{name: row[3] for name, row in TYPES.items()}]


def test_values_that_arrow_cannot_hold_are_told_without_the_value(tmp_path: Path) -> None:
    with psycopg.connect(postgres_url()) as connection:
        connection.execute(b"CREATE TEMP TABLE made AS SELECT 'infinity'::date AS g")

        with pytest.raises(DataError, match="LG205") as caught:
            export_rows(connection, '"made"', [ColumnType("g", "date")], tmp_path / "rows.parquet")

    assert "infinity" not in str(caught.value)


def test_without_arrow_the_message_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *more: Any, **options: Any) -> Any:  # noqa: ANN401 - the signature of import
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return real(name, *more, **options)

    with psycopg.connect(postgres_url()) as connection:
        monkeypatch.setattr(builtins, "__import__", refuse)
        with pytest.raises(MissingExtraError, match="pyarrow"):
            export_rows(connection, '"made"', [], tmp_path / "rows.parquet")
