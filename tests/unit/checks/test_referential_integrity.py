from __future__ import annotations

import pytest

from lockgate.checks.referential_integrity import OrphanRows, ReferentialIntegrity
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Verdict
from lockgate.scan.aggregate import Elsewhere
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.orphans import Orphans, OrphansState
from lockgate.scan.predicates import NotNull
from lockgate.scan.tolerance import Tolerance

CHECK = ReferentialIntegrity(("a", "b"), "other", ("c", "d"))


def test_orphans_are_counted_and_the_other_table_must_have_the_columns() -> None:
    orphans = Orphans(("a", "b"), "other", ("c", "d"))

    assert CHECK.aggregates() == (Elsewhere("other", CountIf(NotNull(("c", "d")))), orphans, RowCount())
    assert CHECK.offending() == OrphanRows(orphans)


def test_every_key_that_exists_passes() -> None:
    outcome = CHECK.judge((Count(3), OrphansState(9, 0), Count(9)))

    assert (outcome.verdict, outcome.required) == (Verdict.PASS, "in other.c, d")


def test_orphans_beyond_the_tolerance_are_red() -> None:
    states = (Count(3), OrphansState(8, 2), Count(9))
    tolerant = ReferentialIntegrity(("a",), "other", ("c",), tolerance=Tolerance(rows=2))

    assert CHECK.judge(states).summary == "2 of 8 rows (25 %) point to nothing in `other`"
    assert tolerant.judge(states).verdict is Verdict.PASS


def test_no_whole_key_proves_nothing() -> None:
    assert CHECK.judge((Count(3), OrphansState(0, 0), Count(9))).reason == "LG403"


@pytest.mark.parametrize(("columns", "to_columns"), [((), ()), (("a",), ()), (("a",), ("c", "d"))])
def test_keys_of_different_width_are_refused(columns: tuple[str, ...], to_columns: tuple[str, ...]) -> None:
    with pytest.raises(ParameterError, match="columns` must be"):
        ReferentialIntegrity(columns, "other", to_columns)
