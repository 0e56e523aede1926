"""How tables are cut."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.fakes.tables import opened

from lockgate.domain.errors import ColumnNotFoundError, DataError, ParameterError
from lockgate.scan.partitioning import PartitionBy, PartitionSpec, PartitionUnit, end_of, label_of


def test_a_table_is_cut_by_file_or_by_a_column_and_not_by_both() -> None:
    with pytest.raises(ParameterError, match="not both"):
        PartitionSpec()
    with pytest.raises(ParameterError, match="not both"):
        PartitionSpec(by=PartitionBy.FILE, column="day")


def test_states_are_kept_for_some_time() -> None:
    with pytest.raises(ParameterError, match="`keep`"):
        PartitionSpec(column="day", keep=timedelta(0))


def test_another_way_of_cutting_has_another_identity() -> None:
    ways = [
        PartitionSpec(by=PartitionBy.FILE),
        PartitionSpec(column="a"),
        PartitionSpec(column="b"),
        PartitionSpec(column="a", unit=PartitionUnit.MONTH),
    ]

    assert len({way.identity for way in ways}) == 4


def test_only_what_has_days_is_cut_into_days() -> None:
    with opened(t={"n": [1, 2], "d": ["2013-01-01", None]}) as session:
        schema = session.schema("t")

        with pytest.raises(DataError, match="LG207"):
            PartitionSpec(column="n").name_sql(schema)
        with pytest.raises(ColumnNotFoundError):
            PartitionSpec(column="x").name_sql(schema)
        assert "COALESCE" in PartitionSpec(column="n", unit=PartitionUnit.VALUE).name_sql(schema).sql()


@pytest.mark.parametrize(
    ("name", "end"),
    [
        ("2013", datetime(2014, 1, 1, tzinfo=UTC)),
        ("2013-02", datetime(2013, 3, 1, tzinfo=UTC)),
        ("2013-02-28", datetime(2013, 3, 1, tzinfo=UTC)),
        ("2013-02-28T23", datetime(2013, 3, 1, tzinfo=UTC)),
        ("2013-02-28 22", datetime(2013, 2, 28, 23, tzinfo=UTC)),
        ("a/2013/2013-02-28.parquet", datetime(2013, 3, 1, tzinfo=UTC)),
        ("9999", None),
        ("2013-02-30", None),
        ("batch-7", None),
    ],
)
def test_a_name_with_a_date_tells_when_the_partition_ends(name: str, end: datetime | None) -> None:
    assert end_of(name) == end


def test_a_partition_is_known_by_the_longest_date_in_its_name() -> None:
    assert label_of("2013/trips-2013-02-28.parquet") == "2013-02-28"
    assert label_of("north") == "north"
