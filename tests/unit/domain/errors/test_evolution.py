from __future__ import annotations

from lockgate.domain.codes import CODES
from lockgate.domain.errors import MigrationError


def test_a_target_that_is_not_told_names_the_table_and_the_reason() -> None:
    error = MigrationError.no_target("trips", "the environment variable DB is not set", "set it")

    assert error.code in CODES
    assert "the environment variable DB is not set" in str(error)
