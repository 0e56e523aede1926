"""Two tables: values of a masked column stay hidden, verdicts replay, whole tables refuse a filter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.fakes.tables import run_on

from lockgate.checks.same_rows import SameRows
from lockgate.checks.serving_skew import ServingSkew
from lockgate.scan.judge import outcomes_of
from lockgate.scan.state_set import dump_states, is_withheld, load_states
from lockgate.scan.suite import Suite, SuiteItem

SERVED = {"id": [1, 2, 3, 4], "g": ["p", "p", "q", "q"], "name": ["ann", "ann", "bob", "eve"]}
TRAINED = {"id": [1, 2, 3, 4], "name": ["ANN", "ANN", "bob", "eve"]}
CHECK = ServingSkew(("id",), "trained", ("name",))


def suite(*masked: str, group_by: tuple[str, ...] = ()) -> Suite:
    item = SuiteItem(check=CHECK, group_by=group_by)
    return Suite(table="served", items=(item,), key=("id",), masked=frozenset(masked))


def test_the_values_that_changed_are_shown() -> None:
    (finding,) = run_on(suite(), served=SERVED, trained=TRAINED).findings[0]

    assert finding.summary == (
        "2 of 4 rows (50 %) differ from `trained`: name 2; name: ann here, ANN there (2)"
    )
    assert finding.sample is not None
    assert finding.sample.rows == ((1, "ann"), (2, "ann"))


def test_a_masked_column_hides_them() -> None:
    (finding,) = run_on(suite("name"), served=SERVED, trained=TRAINED).findings[0]

    assert finding.summary == "2 of 4 rows (50 %) differ from `trained`: name 2"
    assert finding.sample is not None
    assert finding.sample.rows == ((1, "(masked)"), (2, "(masked)"))


@pytest.mark.parametrize(("group_by", "verdicts"), [((), {"fail"}), (("g",), {"fail", "pass"})])
def test_the_verdict_replays_without_the_values(group_by: tuple[str, ...], verdicts: set[str]) -> None:
    masked = suite("name", group_by=group_by)
    (item,) = masked.items
    run = run_on(masked, served=SERVED, trained=TRAINED)

    requests = item.requests("served")
    document = dump_states("served", run.answers.known, masked.masked)
    again = outcomes_of(item, "served", load_states(document, requests))

    assert again is not None
    assert {outcome.verdict.value for outcome in again.values()} == verdicts
    assert "ann" not in repr(document).lower()
    assert [is_withheld(document, request) for request in requests][:2] == [False, True]


def test_a_comparison_of_whole_tables_refuses_a_filter_and_groups(
    findings: Callable[..., Any],
) -> None:
    filtered, grouped = (
        findings(SameRows("other", ("id",)), SERVED, other=TRAINED, **how)[0]
        for how in ({"where": "id > 1"}, {"group_by": ("g",)})
    )

    assert {filtered.verdict.value, grouped.verdict.value} == {"error"}
    assert "both tables are compared whole" in filtered.summary
