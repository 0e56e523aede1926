from __future__ import annotations

import pytest
from pyspark.sql import types as of

from lockgate.adapters.engines.spark.types import column_of
from lockgate.scan.schema import LogicalType


@pytest.mark.parametrize(
    ("kind", "logical", "physical"),
    [
        (of.LongType(), LogicalType.INTEGER, "BIGINT"),
        (of.ByteType(), LogicalType.INTEGER, "TINYINT"),
        (of.DecimalType(10, 2), LogicalType.NUMBER, "DECIMAL(10,2)"),
        (of.StringType(), LogicalType.STRING, "VARCHAR"),
        (of.VarcharType(9), LogicalType.STRING, "VARCHAR"),
        (of.CharType(2), LogicalType.STRING, "VARCHAR"),
        (of.BooleanType(), LogicalType.BOOLEAN, "BOOLEAN"),
        (of.DateType(), LogicalType.DATE, "DATE"),
        (of.TimestampType(), LogicalType.TIMESTAMP, "TIMESTAMP WITH TIME ZONE"),
        (of.TimestampNTZType(), LogicalType.TIMESTAMP, "TIMESTAMP"),
        (of.BinaryType(), LogicalType.OTHER, "BLOB"),
        (of.ArrayType(of.LongType()), LogicalType.ARRAY, "ARRAY<BIGINT>"),
        (of.MapType(of.StringType(), of.LongType()), LogicalType.OBJECT, "MAP<STRING,BIGINT>"),
        (of.StructType([of.StructField("a", of.LongType())]), LogicalType.OBJECT, "STRUCT<A:BIGINT>"),
        (of.VariantType(), LogicalType.OTHER, "VARIANT"),
    ],
)
def test_a_type_of_spark_has_a_logical_type_and_duckdbs_name(
    kind: of.DataType, logical: LogicalType, physical: str
) -> None:
    column = column_of(of.StructField("x", kind))

    assert (column.name, column.logical, column.physical) == ("x", logical, physical)


def test_only_binary_floating_point_can_be_nan() -> None:
    fields = [of.StructField("x", kind) for kind in (of.DoubleType(), of.FloatType(), of.DecimalType(3, 1))]

    assert [column_of(field).holds_nan for field in fields] == [True, True, False]
