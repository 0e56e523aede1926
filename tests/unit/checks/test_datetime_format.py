from __future__ import annotations

import pytest

from lockgate.checks.datetime_format import DatetimeFormat
from lockgate.domain.errors import ParameterError
from lockgate.scan.rules.dates import StrftimeRule


def test_the_format_is_pythons() -> None:
    assert DatetimeFormat("x", "%Y").rule() == StrftimeRule("%Y")
    assert DatetimeFormat("x", "%Y").columns == ("x",)


def test_a_format_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ParameterError, match="strptime"):
        DatetimeFormat("x", "%Q")
