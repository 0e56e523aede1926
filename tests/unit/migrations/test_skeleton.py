from __future__ import annotations

import pytest
from tests.fakes.contract_pairs import contract_of

from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.migrations.skeleton import Skeleton, skeleton_of
from lockgate.migrations.statement import read_statements


def skeleton(old: str, new: str, *, dialect: str = "duckdb") -> Skeleton:
    before, after = contract_of(old), contract_of(new)
    return skeleton_of(
        diff_contracts(before, after), before.tables[0], after.tables[0], table="trips", dialect=dialect
    )


def test_a_rename_is_a_step_each_way() -> None:
    draft = skeleton("name: km", "name: way, customProperties: [{property: renamedFrom, value: km}]")

    assert draft.up == "ALTER TABLE trips RENAME COLUMN km TO way;\n"
    assert draft.down == "ALTER TABLE trips RENAME COLUMN way TO km;\n"


def test_a_new_column_is_added_with_its_type_and_asks_for_values() -> None:
    draft = skeleton("name: a", "name: a\nname: day, logicalType: date, required: true")

    assert draft.up == (
        "ALTER TABLE trips ADD COLUMN day DATE;\n"
        "-- UPDATE trips SET day = ...;  -- the values of rows that are there\n"
    )
    assert draft.down == "ALTER TABLE trips DROP COLUMN day;\n"


def test_a_column_that_goes_is_lossy() -> None:
    draft = skeleton("name: a\nname: b, logicalType: boolean", "name: a")

    assert draft == Skeleton(
        "ALTER TABLE trips DROP COLUMN b;\n", "ALTER TABLE trips ADD COLUMN b BOOLEAN;\n", "column `b`"
    )


def test_steps_back_come_in_the_opposite_order() -> None:
    draft = skeleton(
        "name: km, logicalType: integer",
        "name: way, logicalType: string, customProperties: [{property: renamedFrom, value: km}]",
    )

    assert draft.up.splitlines() == [
        "ALTER TABLE trips RENAME COLUMN km TO way;",
        "ALTER TABLE trips ALTER COLUMN way TYPE TEXT USING CAST(way AS TEXT);",
    ]
    assert draft.down.splitlines() == [
        "ALTER TABLE trips ALTER COLUMN way TYPE BIGINT USING CAST(way AS BIGINT);",
        "ALTER TABLE trips RENAME COLUMN way TO km;",
    ]


def test_what_only_people_know_is_asked_in_comments() -> None:
    draft = skeleton(
        "name: c, logicalType: string, enum: [{value: a}, {value: b'c}]",
        "name: c, logicalType: string, required: true, unique: true, enum: [{value: a}]",
    )

    assert draft.up.splitlines() == [
        "-- trips.c: stored tables may hold values in `c` that the new list lacks",
        "-- UPDATE trips SET c = ... WHERE c = 'b''c';",
        "-- trips.c: stored tables may hold nulls in `c`, which the new contract promises away",
        "-- UPDATE trips SET c = ... WHERE c IS NULL;",
        "-- trips.c: stored tables may repeat values of `c`",
    ]


def test_a_change_that_asks_for_nothing_says_so() -> None:
    assert skeleton("name: a, required: true", "name: a").up.startswith("-- nothing in the contract")


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
def test_drafted_statements_are_allowed(dialect: str) -> None:
    old = "name: a, logicalType: integer\nname: b\nname: x y, logicalType: number"
    renamed = "name: c, logicalType: number, customProperties: [{property: renamedFrom, value: a}]"
    new = f"{renamed}\nname: x y, logicalType: string\nname: t, logicalType: timestamp"

    draft = skeleton(old, new, dialect=dialect)

    for text in (draft.up, draft.down):
        assert len(read_statements(text, "up.sql", "trips", dialect=dialect)) == 4
