"""Every public expectation is known."""

from __future__ import annotations

from lockgate.checks import CHECKS
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS


def test_there_are_sixty() -> None:
    assert len(EXPECTATIONS) == 60


def test_each_names_checks_that_exist_or_says_why_there_is_none() -> None:
    for name, known in EXPECTATIONS.items():
        checks = [check for check in known.becomes.split(", ") if check]

        assert all(check in CHECKS for check in checks), name
        assert bool(checks) == (known.read is not None), name
        assert checks or known.remark, name
