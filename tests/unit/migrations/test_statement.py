from __future__ import annotations

import pytest

from lockgate.domain.errors import MigrationError
from lockgate.migrations.statement import Statement, read_statements


def read(sql: str, *, dialect: str = "duckdb") -> tuple[Statement, ...]:
    return read_statements(sql, "0001_x/up.sql", "t", dialect=dialect)


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
@pytest.mark.parametrize(
    "sql",
    [
        "ALTER TABLE t RENAME COLUMN a TO b",
        "ALTER TABLE t ADD COLUMN a INT DEFAULT 0",
        "ALTER TABLE t DROP COLUMN a",
        "ALTER TABLE t ALTER COLUMN a SET DATA TYPE TEXT USING CAST(a AS TEXT)",
        "UPDATE t SET a = SPLIT_PART(b, ' ', 1), c = CASE WHEN a > 1 THEN LOWER(TRIM(b)) ELSE b || 'x' END",
        "UPDATE t SET a = (SELECT AVG(b) FROM t) WHERE b IS NULL AND NOT a IN (1, 2)",
        "INSERT INTO t (a, b) SELECT a, COALESCE(b, 'x') FROM t WHERE a > 3",
        "DELETE FROM t WHERE a IS NULL",
    ],
)
def test_rows_and_columns_of_the_own_table_may_change(sql: str, dialect: str) -> None:
    (statement,) = read(sql, dialect=dialect)

    assert statement.sql == sql


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE t SET a = date_trunc('day', b)",
        "UPDATE t SET a = strftime(b, '%Y')",
        "UPDATE t SET a = regexp_replace(b, 'x', 'y')",
        "UPDATE t SET a = round(cast(b AS double), 2)",
        "UPDATE t SET a = md5(b), c = lpad(b, 5, '0')",
        "UPDATE t SET a = string_split(b, ' ')[1]",
        "UPDATE t SET a = position('x' in b)",
        "UPDATE t SET a = epoch(b), c = make_date(2026, 1, d)",
        "UPDATE t SET a = 0 WHERE isnan(b) OR isinf(b)",
    ],
)
def test_functions_that_answer_the_same_each_time_may_be_called(sql: str) -> None:
    assert len(read(sql)) == 1


@pytest.mark.parametrize("dialect", ["duckdb", "postgres"])
@pytest.mark.parametrize(
    "sql",
    [
        "DROP TABLE t",
        "CREATE TABLE u AS SELECT 1",
        "TRUNCATE t",
        "COPY t TO 'x.csv'",
        "ALTER TABLE t RENAME TO u",
        "ALTER TABLE t DROP CONSTRAINT c",
        "ALTER TABLE u DROP COLUMN a",
        "UPDATE other SET a = 1",
        "UPDATE s.t SET a = 1",
        "UPDATE t SET a = (SELECT count(*) FROM other)",
        "UPDATE t SET a = pg_read_file('/etc/passwd')",
        "UPDATE t SET a = getenv('HOME')",
        "INSERT INTO t SELECT * FROM read_parquet('x')",
        "INSERT INTO t SELECT * FROM 'x.parquet'",
        "UPDATE t SET a = random()",
        "UPDATE t SET a = now()",
        "UPDATE t SET a = current_timestamp",
        "SELECT * FROM t",
        "DELETE FROM t WHERE a = $1 RETURNING a",
        "SET x = 1",
        "PRAGMA threads = 1",
        "VACUUM t",
    ],
)
def test_everything_else_is_refused(sql: str, dialect: str) -> None:
    with pytest.raises(MigrationError) as caught:
        read(sql, dialect=dialect)

    assert caught.value.code in {"LG325", "LG326"}


@pytest.mark.parametrize("sql", ["", "-- only words", ";;", "ALTER TABLE", "UPDATE t SET a = ((((("])
def test_a_step_that_says_nothing_or_is_no_sql_cannot_be_read(sql: str) -> None:
    with pytest.raises(MigrationError, match="LG325"):
        read(sql)


def test_what_is_lost_for_certain_is_told() -> None:
    sql = "ALTER TABLE t DROP COLUMN a; DELETE FROM t WHERE b = 1; UPDATE t SET b = 2"

    assert [statement.loses for statement in read(sql)] == ["column `a`", "the deleted rows", ""]


def test_the_table_may_be_written_in_any_case_and_comments_go_nowhere() -> None:
    (statement,) = read("UPDATE T SET a = 1 /* why */ -- more")

    assert statement.sql == "UPDATE T SET a = 1"


def test_nothing_of_what_is_refused_is_written_to_the_error_stream(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(MigrationError):
        read("VACUUM t")

    assert capfd.readouterr().err == ""
