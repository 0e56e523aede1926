from __future__ import annotations

from lockgate.checks.date_parseable import DateParseable
from lockgate.scan.rules.dates import DateTextRule


def test_the_rule_is_dateutils() -> None:
    check = DateParseable("x")

    assert (check.rule(), check.columns, check.required) == (DateTextRule(), ("x",), "readable as a date")
