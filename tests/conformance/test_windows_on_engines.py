"""Each engine keeps states of a table's partitions from which a window says what the engine says of all rows."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
from tests.conformance.engines import Bench
from tests.conformance.test_checks_on_parts import MORE, OTHER
from tests.conformance.test_windows import (
    IDENTITIES,
    OF_TEXTS,
    OF_WHOLE_TABLES,
    SKEWED,
    WHOLE,
    items_of,
    plain,
    stored,
)
from tests.fakes.tables import NOW

from lockgate.checks import CHECKS
from lockgate.domain.requirement import Requirement
from lockgate.scan.check import Check, Outcome
from lockgate.scan.engine import Session
from lockgate.scan.judge import outcomes_of
from lockgate.scan.partitioning import PartitionSpec
from lockgate.scan.profile import profile_column, profile_table, stored_requests
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite
from lockgate.scan.window import Window

AT = Requirement.at_least("2013-07-01T05:00:00")
ASKED: list[Check] = [
    *OF_TEXTS,
    *OF_WHOLE_TABLES,
    *SKEWED,
    CHECKS["mean"](AT, "t"),  # type: ignore[call-arg]  # by YAML name
    CHECKS["quantile"](AT, "t", 0.3, interpolation="linear"),  # type: ignore[call-arg]  # as above
    CHECKS["row_overlap"]("other", ("k",)),  # type: ignore[call-arg]  # as above
]


def judged(session: Session, suite: Suite) -> list[dict[Any, Outcome]]:
    profiles = profile_column(session, "t", stored_requests([suite], "t"), PartitionSpec(column="day"))
    parts = stored(profiles, session.schema("t").columns)
    requests = [request for item in suite.items for request in item.requests("t")]
    there = [request for request in requests if request.table != "t"]
    live = {request: profile_table(session, request.table, [request])[request] for request in there}
    window = Window("t", parts, NOW, IDENTITIES)
    return [outcomes_of(item, "t", {**window.answers(requests), **live}) or {} for item in suite.items]


def test_partitions_merge_to_what_the_engine_says_of_all_rows(bench: Bench) -> None:
    suite = Suite(table="t", items=tuple(item for check in ASKED for item in items_of(check)))
    tables = {"t": WHOLE, "other": pa.table(OTHER), "more": pa.table(MORE)}
    session = bench.engine.open(bench.sources(tables))
    try:
        known = run_suites([suite], session, now=NOW, sample_rows=0).answers.known
        whole = plain([outcomes_of(item, "t", known) or {} for item in suite.items])
        merged = plain(judged(session, suite))
    finally:
        session.close()

    for item, ours, theirs in zip(suite.items, merged, whole, strict=True):
        assert ours == theirs, item
    verdicts = {outcome.verdict.value for found in whole for outcome in found.values()}
    assert "error" not in verdicts
