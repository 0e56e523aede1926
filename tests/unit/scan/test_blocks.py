from __future__ import annotations

import pytest

from lockgate.domain.errors import DataError, ParameterError
from lockgate.scan.blocks import Block, BlockSpec, BlockUnit
from lockgate.scan.schema import Column, LogicalType, Schema


def test_blocks_are_of_time_or_of_an_entity() -> None:
    assert BlockSpec(column="t", unit=BlockUnit.WEEK).block == Block("t", BlockUnit.WEEK)
    assert BlockSpec(entity="plane").block == Block("plane")
    for column, entity in (("", ""), ("t", "plane")):
        with pytest.raises(ParameterError, match="blocks"):
            BlockSpec(column=column, entity=entity)


@pytest.mark.parametrize("block", [Block("at", BlockUnit.WEEK), Block("customer")])
def test_a_block_of_a_contract_has_a_spec(block: Block) -> None:
    assert BlockSpec.of(block).block == block


def test_a_block_of_time_needs_instants() -> None:
    schema = Schema("flights", (Column("carrier", LogicalType.STRING, "VARCHAR"),))

    with pytest.raises(DataError, match="a date or timestamp"):
        Block("carrier", BlockUnit.DAY).sql(schema)
