"""History entries."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from tests.fakes.deliveries import GATE, Deliveries, trips_of
from tests.fakes.projects import NOW, Home, plain

from lockgate.app.entries.context import RunContext
from lockgate.app.entries.history import _holds, judge_series, run_history
from lockgate.app.project.spec import Entry, Project
from lockgate.app.project.suites import read_suites
from lockgate.app.replay import replay_run
from lockgate.app.stored_states import decide
from lockgate.checks.completeness import Completeness
from lockgate.domain.errors import StateError
from lockgate.domain.figure import HistoryFigure
from lockgate.domain.finding import Finding
from lockgate.domain.profile import Decision
from lockgate.domain.verdict import Verdict
from lockgate.history.metrics import metrics_of
from lockgate.history.spec import HistorySpec
from lockgate.scan.check import Outcome
from lockgate.scan.suite import SuiteItem

DAYS = [f"2013-01-{day:02}" for day in range(1, 19)]
ROWS = [4, 5, 4, 6, 5, 4, 5, 6, 4, 5, 5, 4, 6, 5, 4, 5, 4, 5]
ENTRY = "  ingest:\n    - history: {{data: trips, {more}}}\n"


@pytest.fixture
def table(tmp_path: Path) -> Deliveries:
    made = Deliveries(Home(tmp_path))
    for day, rows in zip(DAYS, ROWS, strict=True):
        made.deliver(day, trips_of(day, rows=rows))
    return made


def asking(table: Deliveries, more: str = "metrics: [row_count]") -> Project:
    return table.project(stages=ENTRY.format(more=more))


def finding(table: Deliveries, more: str = "metrics: [row_count]") -> Finding:
    """Return the one finding of a run."""
    (found,) = table.home.run(asking(table, more)).result.findings
    return found


def test_a_day_like_those_before_it_passes(table: Deliveries) -> None:
    found = finding(table)

    assert (found.verdict, found.observed, found.n) == (Verdict.PASS, 5.0, 17)
    assert found.subject.slice == (("partition", "2013-01-18.parquet"),)


def test_a_day_of_half_the_rows_fails_and_does_not_change_what_is_expected_of_the_next(
    table: Deliveries,
) -> None:
    table.deliver("2013-01-19", trips_of("2013-01-19", rows=400))
    red = finding(table)
    table.deliver("2013-01-20", trips_of("2013-01-20", rows=5))

    next_day = finding(table)

    assert (red.verdict, red.reason) == (Verdict.FAIL, "LG471")
    assert (next_day.verdict, next_day.n) == (Verdict.PASS, 18)  # the nineteenth is not compared with


def test_a_repaired_day_counts_and_an_accepted_one_too(table: Deliveries) -> None:
    table.deliver("2013-01-19", trips_of("2013-01-19", rows=400))
    table.deliver("2013-01-20", trips_of("2013-01-20", rows=5))
    project = asking(table)
    before = finding(table).n

    decide(project, table.home.ports(project).states, "trips", ["2013-01-19.parquet"], Decision.ACCEPTED, "")
    accepted = finding(table).n
    decide(project, table.home.ports(project).states, "trips", ["2013-01-19.parquet"], Decision.REJECTED, "")
    rejected = finding(table).n
    table.deliver("2013-01-19", trips_of("2013-01-19", rows=4))
    repaired = finding(table).n

    assert (before, accepted, rejected, repaired) == (18, 19, 18, 19)


def test_a_day_whose_rows_break_the_contract_is_not_compared_with(table: Deliveries) -> None:
    table.deliver("2013-01-17", trips_of("2013-01-17", rows=4, minutes=5_000))

    assert finding(table).n == 16


def test_a_day_that_lacks_a_column_is_not_compared_with(table: Deliveries) -> None:
    table.deliver("2013-01-17", {"id": [1, 2, 3, 4]})

    assert finding(table).n == 16


@pytest.mark.parametrize("gates", [None, ["a", "b", "c", "d"]], ids=["absent", "filled"])
def test_a_column_that_may_be_absent_breaks_no_day(table: Deliveries, gates: list[object] | None) -> None:
    for day in DAYS:
        table.deliver(day, trips_of(day) | ({"gate": gates} if gates else {}))
    table.deliver(DAYS[3], trips_of(DAYS[3]) | {"gate": ["a", None, "c", "d"]})
    project = table.project(stages=ENTRY.format(more="metrics: [row_count, mean of minutes]"), columns=GATE)

    found = table.home.run(project).result.findings

    assert [(one.verdict, one.n) for one in found] == [
        (Verdict.PASS, 16)
    ] * 2  # all but the fourth, with its null


@pytest.mark.parametrize(
    ("metric", "summary", "hint"),
    [
        ("mean of minuets", "has no column `minuets`", "did you mean `minutes`?"),
        ("mean of carrier", "column `carrier` must be numeric, got VARCHAR", "a history is of numbers"),
        ("max of at", "column `at` must be numeric, got TIMESTAMP", "of instants lag"),
        ("lag of minutes", "column `minutes` must be a date or timestamp, got BIGINT", "of instants lag"),
    ],
)
def test_a_metric_that_no_rows_could_have_is_an_error_and_replays(
    table: Deliveries, metric: str, summary: str, hint: str
) -> None:
    for day in DAYS:
        table.deliver(day, trips_of(day) | {"at": [datetime(2013, 1, 1)] * 4})  # noqa: DTZ001 - a column without a zone
    project = asking(table, f"metrics: [{metric}]")

    found = finding(table, f"metrics: [{metric}]")

    assert (found.verdict, found.reason) == (Verdict.ERROR, "LG407")
    assert found.summary == summary
    assert hint in found.hint
    assert replay_run(project, table.home.ports(project), table.home.saved(project)).differences == ()


def test_metrics_that_a_contract_tells_leave_out_a_column_that_may_be_absent(table: Deliveries) -> None:
    project = table.project(stages=ENTRY.format(more="at_least: 8"), columns=GATE)

    absent = table.home.run(project).result.findings
    table.deliver("2013-01-19", trips_of("2013-01-19") | {"gate": ["a", "b", "c", "d"]})
    there = table.home.run(project).result.findings

    assert Verdict.ERROR not in {one.verdict for one in (*absent, *there)}
    assert len(there) == len(absent) + 1  # null_fraction of gate


def test_too_few_days_decide_nothing(table: Deliveries) -> None:
    found = finding(table, "metrics: [row_count], at_least: 18")

    assert (found.verdict, found.reason) == (Verdict.INCONCLUSIVE, "LG472")
    assert found.summary == "17 accepted partitions before it, 18 are needed"


def test_without_metrics_those_of_the_contract_are_compared(table: Deliveries) -> None:
    run = table.home.run(asking(table, "at_least: 8"))

    names = {
        figure.y_label
        for figure in run.result.stages[0].entries[0].figures
        if isinstance(figure, HistoryFigure)
    }
    assert {"row_count", "null_fraction of id", "median of minutes"} <= names


def test_values_of_masked_columns_are_no_metrics(table: Deliveries) -> None:
    project = table.project(classification="personal")
    suite = read_suites(table.home.ports(project).files, project)["trips"]
    hidden = replace(suite, masked=frozenset({"minutes"}))

    told = {str(metric) for metric in metrics_of((), hidden)}

    assert "null_fraction of minutes" in told
    assert "median of minutes" not in told
    assert [str(metric) for metric in metrics_of((), None)] == ["row_count"]


def test_a_table_without_a_contract_has_a_history_too(table: Deliveries) -> None:
    data = "  trips: {source: data/trips, partition: {by: file}}\n"
    project = table.home.project(data, ENTRY.format(more="metrics: [mean of minutes]"))

    (found,) = table.home.run(project).result.findings

    assert (found.verdict, found.subject.columns) == (Verdict.PASS, ("minutes",))


def test_a_day_that_cannot_be_read_is_an_error(table: Deliveries) -> None:
    table.deliver("2013-01-19").write_bytes(b"PAR1 and then nothing")

    run = table.home.run(asking(table))

    assert [f.verdict for f in run.result.findings] == [Verdict.ERROR, Verdict.PASS]


def test_a_history_replays_without_data_and_without_states(table: Deliveries) -> None:
    project = asking(table, "method: holt_winters, at_least: 8")
    run_id = table.home.saved(project)
    shutil.rmtree(table.home.root / "data")
    shutil.rmtree(table.home.root / ".lockgate/states")

    replayed = replay_run(project, table.home.ports(project), run_id)

    assert (replayed.judged > 3, replayed.differences) == (True, ())


def test_a_series_that_was_changed_is_refused(table: Deliveries) -> None:
    run = table.home.run(asking(table))
    document = plain(run, next(name for name in run.documents if "/history/" in name))
    document["partitions"] = document["partitions"][:-1]

    with pytest.raises(StateError, match="digest"):
        judge_series(HistorySpec(data="trips"), document)


def test_a_model_expects_the_next_day(table: Deliveries) -> None:
    table.deliver("2013-01-19", trips_of("2013-01-19", rows=400))

    found = finding(table, "metrics: [row_count], method: holt_winters")
    short = finding(table, "metrics: [row_count], method: holt_winters, at_least: 30")

    assert (found.verdict, found.n) == (Verdict.FAIL, 18)
    assert short.verdict is Verdict.INCONCLUSIVE


def test_another_kind_of_entry_has_no_history(table: Deliveries) -> None:
    project = table.project()
    ports = table.home.ports(project)
    context = RunContext(project=project, suites={}, ports=ports, now=NOW, seed=0)
    entry: Entry = project.stages[0].entries[0]

    with pytest.raises(TypeError):
        run_history(entry, context)


def test_a_check_that_cannot_be_judged_on_a_partition_does_not_hold() -> None:
    class Broken(Completeness):
        """A check whose states do not fit."""

        def judge(self, states: object) -> Outcome:  # noqa: ARG002 - as a check
            raise StateError.unreadable("t", "withheld")

    assert not _holds(SuiteItem(check=Broken("x")), [])
