"""Blocks that a contract names."""

from __future__ import annotations

import pytest

from lockgate.contracts.contract import TableContract
from lockgate.contracts.parse import read_contract
from lockgate.domain.errors import DocumentError
from lockgate.scan.blocks import Block, BlockUnit

CONTRACT = """
apiVersion: v3.1.0
kind: DataContract
id: trips
version: 1.0.0
status: active
schema:
  - name: trips
    customProperties: [%s]
    properties:
      - {name: At, logicalType: date, required: true}
      - {name: customer, logicalType: string}
"""


def _read(**properties: str) -> TableContract:
    text = ", ".join(f"{{property: {name}, value: {value}}}" for name, value in properties.items())
    return read_contract(CONTRACT % text, "trips.odcs.yaml").tables[0]


def test_a_block_of_time_is_a_day_unless_the_contract_says_otherwise() -> None:
    assert _read(blockColumn="at").block == Block("at", BlockUnit.DAY)
    assert _read(blockColumn="At", blockUnit="week").block == Block("At", BlockUnit.WEEK)


def test_an_entity_names_blocks_too() -> None:
    assert _read(blockEntity="customer").block == Block("customer")


def test_a_contract_without_them_names_none() -> None:
    assert _read(owner="me").block is None


@pytest.mark.parametrize(
    ("properties", "match"),
    [
        ({"blockColumn": "at", "blockEntity": "customer"}, "not both"),
        ({"blockColumn": "at", "blockUnit": "year"}, "must be one of hour, day, week, month"),
        ({"blockUnit": "day"}, "beside a `blockColumn`"),
        ({"blockColumn": "att"}, "no column `att`"),
    ],
)
def test_blocks_that_make_no_sense_are_mistakes_of_the_contract(properties: dict[str, str], match: str) -> None:
    with pytest.raises(DocumentError, match=match):
        _read(**properties)
