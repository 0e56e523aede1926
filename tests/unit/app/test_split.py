"""What splits begin with; how they end is met in the tests of both kinds of split."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from tests.fakes.tables import NOW, opened

from lockgate.app.split import blamed
from lockgate.checks import CHECKS
from lockgate.domain.errors import OutputError
from lockgate.scan.suite import Suite, SuiteItem

OF: dict[str, Any] = dict(CHECKS)
TABLE = pa.table({"x": [5, 50, 6]})


def test_red_checks_blame_rows() -> None:
    suite = Suite(table="t", items=(SuiteItem(check=OF["range"]("x", max=9)),))

    with opened(t=TABLE) as session:
        found = blamed(suite, session, now=NOW)

    assert [one.finding.n_failed for one in found.failing] == [1]


def test_a_check_that_cannot_be_asked_leaves_no_row_to_be_called_good() -> None:
    suite = Suite(table="t", items=(SuiteItem(check=OF["range"]("nowhere", max=9)),))

    with opened(t=TABLE) as session, pytest.raises(OutputError, match="range"):
        blamed(suite, session, now=NOW)
