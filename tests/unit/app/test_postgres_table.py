from __future__ import annotations

from typing import Any

import pytest

import lockgate
from lockgate.app.engine_spec import EngineSpec
from lockgate.checks import CHECKS
from lockgate.domain.errors import ParameterError
from lockgate.scan.suite import Suite, SuiteItem

OF: dict[str, Any] = dict(CHECKS)


def test_a_table_knows_its_engine() -> None:
    table = lockgate.PostgresTable("sales.orders", "SALES")

    assert table.engine == EngineSpec(kind="postgres", dsn_variable="SALES")


def test_a_connection_string_is_no_variable_and_is_not_repeated() -> None:
    with pytest.raises(ParameterError, match="the name of an environment variable") as caught:
        _ = lockgate.PostgresTable("sales.orders", "postgresql://me:secret@host").engine

    assert "secret" not in str(caught.value)


def test_tables_of_two_databases_are_not_asked_together() -> None:
    suite = Suite(table="t", items=(SuiteItem(check=OF["range"]("x", max=9)),))
    here, there = (lockgate.PostgresTable("t", name) for name in ("HERE", "THERE"))

    with pytest.raises(ParameterError, match="tables of one database"):
        lockgate.check(here, suite, others={"u": there})
