from __future__ import annotations

import os
import sys
from datetime import timedelta

import pytest
from sqlglot import parse_one
from tests.conformance.engines import DSN_VARIABLE, bench_of

from lockgate.adapters.engines.postgres import PostgresEngine
from lockgate.domain.errors import DataError, MissingExtraError


def test_without_psycopg_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'lockgate\[postgres\]'"):
        PostgresEngine().open({})


@pytest.mark.parametrize(
    "dsn",
    [
        "host=127.0.0.1 port=1 user=me password=secret connect_timeout=1",
        "postgresql://me:secret@127.0.0.1:1/db?connect_timeout=1",
        "postgresql://me:secret@127.0.0.1:1/db?no_such_option=secret",
        "password=secret =",
    ],
)
def test_a_server_that_cannot_be_reached_is_told_without_the_password(
    monkeypatch: pytest.MonkeyPatch, dsn: str
) -> None:
    monkeypatch.setenv("OURS", dsn)

    with pytest.raises(DataError) as caught:
        PostgresEngine(variable="OURS").open({})

    assert caught.value.code == "LG241"
    assert "secret" not in str(caught.value)
    assert caught.value.hint.startswith("set OURS to a connection string")


@pytest.mark.postgres
def test_a_query_that_takes_too_long_is_stopped_and_nothing_can_be_written() -> None:
    bench_of("postgres")
    session = PostgresEngine(variable=DSN_VARIABLE, timeout=timedelta(milliseconds=50)).open({})

    with pytest.raises(DataError, match="canceling statement due to statement timeout"):
        session.rows(parse_one("select pg_sleep(9)"))
    assert session.rows(parse_one("select current_setting('transaction_read_only')")) == [("on",)]
    assert session.rows(parse_one("select current_setting('transaction_isolation')")) == [("repeatable read",)]
    assert DSN_VARIABLE in os.environ
    session.close()
