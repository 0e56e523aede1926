"""What all exporters of expectations say the same way, and which checks become expectations."""

from __future__ import annotations

import pytest

from lockgate.checks import CHECKS
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.exporters.expectations import EXPORTED
from lockgate.interchange.exporters.expectations.said import UnexportedError, bounded
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS


def test_every_check_that_a_suite_becomes_goes_back() -> None:
    becomes = {check for known in EXPECTATIONS.values() for check in known.becomes.split(", ") if check}

    assert becomes - EXPORTED.keys() == {
        "operand_type",  # there it is how Python compares, and needs no saying
        "column_order",  # beside `columns_exact` the order of columns is lost
        "referential_integrity",  # only a query of a user's own says it
    }
    assert EXPORTED.keys() <= set(CHECKS)


def test_an_exact_value_is_both_bounds_and_a_text_is_none() -> None:
    assert bounded(Requirement(Operator.MUST_BE, (3,))) == {"min_value": 3, "max_value": 3}

    with pytest.raises(UnexportedError, match="a text is no bound"):
        bounded(Requirement(Operator.MUST_BE, ("abc",)))
