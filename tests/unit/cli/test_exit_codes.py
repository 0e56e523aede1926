from __future__ import annotations

import pytest

from lockgate.cli.exit_codes import ExitCode, exit_code_of
from lockgate.domain.errors import DataError, EvidenceError, MigrationError, MissingExtraError, ParameterError
from lockgate.domain.verdict import Verdict


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_pass_is_zero(verdict: Verdict) -> None:
    assert (exit_code_of(verdict) == 0) is (verdict is Verdict.PASS)


def test_a_mistake_of_the_caller_is_two_and_of_the_world_four() -> None:
    mistaken = exit_code_of(ParameterError.of("f", "x", "an int", "y"))
    missing = exit_code_of(MissingExtraError.of("f", "pyarrow", "sklearn"))
    unread = exit_code_of(DataError.missing("t", "t.parquet"))
    unkept = exit_code_of(EvidenceError.unwritable("e", "full"))

    assert (mistaken, missing, unread, unkept) == (ExitCode.USAGE,) * 2 + (ExitCode.ERROR,) * 2


def test_a_migration_that_was_judged_and_not_published_is_a_failure_and_one_that_broke_is_an_error() -> None:
    refused = [
        MigrationError.lossy("0001_x", "up", "column"),
        MigrationError.gate_shut("0001_x", "2.0.0", ["red"]),
        MigrationError.unproved("0001_x", "up", "rows"),
    ]

    assert [exit_code_of(error) for error in refused] == [ExitCode.FAIL] * 3
    assert exit_code_of(MigrationError.unreadable("0001_x", "no statement")) is ExitCode.USAGE
    assert exit_code_of(MigrationError.failed("0001_x", "up", "no such column")) is ExitCode.ERROR
