from __future__ import annotations

import pytest

from lockgate.app.project.read import read_project
from lockgate.app.project.spec import Entry, ResourceEntry
from lockgate.domain.errors import DocumentError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.gates.resources.spec import CostMargin

HEAD = "lockgate: 1\nproject: trips\nmodels: {new: m.skops, old: n.skops}\ndata: {raw: raw.csv}\nstages:\n  serve:\n"
BODY = "{data: raw, candidate: new, baseline: old, batches: [1, 100], rounds: 50}"


def read(gates: str, body: str = BODY) -> Entry:
    text = f"{HEAD}    - resources: {body}\n" + (f"      gates: {gates}\n" if gates else "")
    return read_project(text, "lockgate.yaml", "home").stages[0].entries[0]


def test_an_entry_is_read_with_its_gates() -> None:
    entry = read(
        "[{metric: latency_p99_ms, batch: 100, mustBeLessOrEqualTo: 20, severity: warning, why: users wait},"
        " {metric: cold_start_s, notWorseThanBaselineBy: 10 %}]"
    )

    assert isinstance(entry.work, ResourceEntry)
    first, second = entry.work.gates
    assert (first.batch, first.requirement) == (100, Requirement.at_most(20))
    assert (first.severity, first.why) == (Severity.WARNING, "users wait")
    assert second.requirement == CostMargin(0.1, is_share=True)
    assert (entry.name, entry.table, entry.models) == ("resources of new", "raw", ("new", "old"))
    assert (entry.runs_alone, entry.makes_data) == (True, False)


@pytest.mark.parametrize(
    ("gates", "says"),
    [
        ("", "needs `gates`"),
        ("[]", "needs `gates`"),
        ("[7]", "a gate must be a mapping"),
        ("[{metric: latency_p99, mustBeLessThan: 1}]", "no measure is named `latency_p99`"),
        ("[{metric: load_time_s}]", "an operator is missing"),
        ("[{metric: load_time_s, mustBeLessThan: no}]", "must be finite numbers"),
        (
            "[{metric: load_time_s, mustBeLessThan: 1, notWorseThanBaselineBy: 1}]",
            "stands beside another operator",
        ),
        ("[{metric: load_time_s, notWorseThanBaselineBy: much}]", "a share such as 10 %"),
        ("[{metric: load_time_s, batch: 1, mustBeLessThan: 1}]", "does not depend on it"),
        ("[{metric: latency_p50_ms, batch: 7, mustBeLessThan: 1}]", "one of `batches`"),
    ],
)
def test_mistakes_are_told(gates: str, says: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(gates)

    assert says in str(caught.value)


def test_a_mistake_of_the_spec_is_told() -> None:
    with pytest.raises(DocumentError, match="an int of 1 or more"):
        read("[{metric: load_time_s, mustBeLessThan: 1}]", "{data: raw, candidate: new, rounds: 0}")
