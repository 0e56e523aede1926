"""Which checks become expectations."""

from __future__ import annotations

from lockgate.checks import CHECKS
from lockgate.interchange.exporters.expectations import EXPORTED
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS


def test_every_check_that_a_suite_becomes_goes_back() -> None:
    becomes = {check for known in EXPECTATIONS.values() for check in known.becomes.split(", ") if check}

    assert becomes - EXPORTED.keys() == {"column_order"}  # beside `columns_exact` the order of columns is lost
    assert EXPORTED.keys() <= set(CHECKS)
