from __future__ import annotations

import pytest

from lockgate.domain.errors import MigrationError
from lockgate.migrations.migration import Declaration, Direction, Migration, ScriptStep, SqlStep, Target
from lockgate.migrations.statement import read_statements


def step(sql: str) -> SqlStep:
    return SqlStep(read_statements(sql, "up.sql", "t", dialect="duckdb"))


DROP, ADD = step("ALTER TABLE t DROP COLUMN a"), step("ALTER TABLE t ADD COLUMN a INT")


def migration(name: str = "0001_x", *, up: SqlStep = ADD, lossy_up: str = "") -> Migration:
    declaration = Declaration(describes="x", lossy_up=lossy_up, from_version="1.0.0", to_version="2.0.0")
    return Migration(id=name, declaration=declaration, up=up, down=DROP, files={"up.sql": up.shown})


def test_a_migration_has_two_steps_and_a_digest_of_its_files() -> None:
    one = migration()

    assert (one.step(Direction.UP), one.step(Direction.DOWN)) == (ADD, DROP)
    assert one.digest == migration().digest != migration(up=DROP, lossy_up="old").digest
    assert ADD.shown == "ALTER TABLE t ADD COLUMN a INT;"


def test_a_step_up_that_drops_must_say_so() -> None:
    with pytest.raises(MigrationError, match=r"LG612.*column `a`"):
        migration(up=DROP)

    assert migration(up=DROP, lossy_up="nobody reads it").declaration.lossy(Direction.UP) == "nobody reads it"


@pytest.mark.parametrize("name", ["1_x", "0001-x", "0001_", "../0001_x"])
def test_a_folder_is_named_after_a_number_and_a_word(name: str) -> None:
    with pytest.raises(MigrationError, match="0001_rename_km"):
        migration(name)


def test_a_declaration_knows_which_version_holds_after_each_step() -> None:
    declared = migration().declaration

    assert [declared.version(one) for one in Direction] == ["2.0.0", "1.0.0"]
    assert [declared.lossy(one) for one in Direction] == ["", ""]
    assert [one.other for one in Direction] == [Direction.DOWN, Direction.UP]


def test_a_target_is_either_parquet_or_postgres() -> None:
    assert Target(table="t", parquet="x").dialect == "duckdb"
    assert Target(table="t", postgres="URL").dialect == "postgres"
    for wrong in (
        {"table": "t"},
        {"table": "t", "parquet": "x", "postgres": "y"},
        {"table": "", "parquet": "x"},
    ):
        with pytest.raises(MigrationError, match="LG325"):
            Target(**wrong)


def test_a_script_shows_its_function_and_cannot_tell_what_it_loses() -> None:
    script = ScriptStep("0001_x/steps.py", "up")

    assert (script.shown, script.loses) == ("0001_x/steps.py: up(table)", "")
