"""Lines that are shown as one."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import run_results

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult, RunResult, StageResult
from lockgate.domain.verdict import Severity, Verdict
from lockgate.reports.groups import noticed_groups, red_groups

TROUBLE = "no file matches `orders.parquet`"


def run_with(*findings: Finding, kind: str = "contract") -> RunResult:
    """Return a run of one entry."""
    entry = EntryResult(name="e", kind=kind, findings=findings)
    return run_results.run_of(StageResult(name="ingest", entries=(entry,)))


def red(column: str, failed: int, of: int, *, check: str = "range", **more: object) -> Finding:
    """Return a check that rows violate."""
    finding = Finding(
        check=check,
        subject=Subject("orders", (column,)),
        verdict=Verdict.FAIL,
        reason=Reason.ROWS_VIOLATE,
        summary=f"{failed} of {of} rows",
        required="0 to 5",
        n=of,
        n_failed=failed,
    )
    return replace(finding, **more)  # type: ignore[arg-type]  # fields by name


def not_asked(check: str, column: str = "amount", **more: object) -> Finding:
    """Return a check that could not be asked."""
    lost = {
        "verdict": Verdict.ERROR,
        "reason": Reason.NOT_ASKABLE,
        "summary": TROUBLE,
        "n": None,
        "n_failed": None,
    }
    return red(column, 0, 0, check=check, **{**lost, **more})


def test_slices_that_are_red_for_the_same_reason_share_a_group() -> None:
    groups = red_groups(run_results.inconclusive_run())

    assert [group.others for group in groups] == [("carrier=YV", "carrier=OO")]


def test_slices_that_cannot_be_decided_say_the_range_of_rows_that_would_decide() -> None:
    (group,) = red_groups(run_results.inconclusive_run())

    needed = [line.finding.n_more for line in group.lines]
    assert needed == [6600, 4800, 16200]
    assert group.rows_needed == "about 4,800 to 17,000 more rows by slice would decide"
    assert group.also(1) == f"2 more slices: carrier=YV and 1 more · {group.rows_needed}"


def test_a_larger_share_of_rows_comes_first_then_a_larger_count() -> None:
    run = run_with(red("a", 1, 100), red("b", 90, 100), red("c", 10, 1000), red("d", 900, 1000))

    assert [group.subject for group in red_groups(run)] == ["orders.d", "orders.b", "orders.c", "orders.a"]


def test_the_slice_that_is_worst_stands_for_its_group() -> None:
    slices = [
        red("a", failed, 100, subject=Subject("orders", ("a",), (("day", str(failed)),))) for failed in (3, 70)
    ]

    (group,) = red_groups(run_with(*slices))

    assert group.subject == "orders.a · day=70"
    assert group.count == "and 1 more slice"


def test_columns_that_differ_come_before_rows_that_fail() -> None:
    run = run_with(red("a", 1, 100), red("b", 0, 0, reason=Reason.COLUMNS_DIFFER, n=None, n_failed=None))

    assert [group.subject for group in red_groups(run)] == ["orders.b", "orders.a"]


def test_failures_come_before_errors_of_some_checks() -> None:
    groups = red_groups(run_results.error_run())

    assert [group.first.finding.verdict for group in groups] == [Verdict.FAIL, Verdict.ERROR, Verdict.ERROR]


def test_a_table_of_which_nothing_could_be_asked_comes_first() -> None:
    lost = [not_asked(check, subject=Subject("lost", ("a",))) for check in ("range", "mean")]

    groups = red_groups(run_with(red("a", 99, 100), *lost))

    assert [group.subject for group in groups] == ["lost", "orders.a"]


def test_checks_that_one_trouble_kept_from_being_asked_are_one_group() -> None:
    run = run_with(
        *(not_asked(check) for check in ("range", "mean", "pattern")), not_asked("sum", summary="other")
    )

    first, second = red_groups(run)
    assert first.subject == "orders"
    assert first.asks == "3 checks could not be asked"
    assert first.also(2) == "amount range 0 to 5, amount mean 0 to 5 and 1 more"
    assert first.count == ""
    assert second.asks == "sum 0 to 5"


def test_checks_of_one_name_that_could_not_be_asked_are_no_slices() -> None:
    lost = not_asked("row_predicate", required="")

    (group,) = red_groups(run_with(lost, lost))

    assert (group.subject, group.asks, group.count) == ("orders", "2 checks could not be asked", "")


def test_gates_that_one_trouble_kept_from_being_asked_are_called_gates() -> None:
    run = run_with(not_asked("roc_auc"), not_asked("log_loss"), kind="model")

    assert [group.asks for group in red_groups(run)] == ["2 gates could not be asked"]


def test_a_group_of_checks_keeps_the_notes_that_all_share() -> None:
    shared = not_asked("range", owner="data-eng", why="money", runbook="a.md")

    (group,) = red_groups(run_with(shared, replace(shared, check="mean", runbook="b.md", why="time")))

    assert (group.finding.owner, group.finding.why, group.finding.runbook) == ("data-eng", "", "")


def test_tests_that_broke_in_the_same_way_stay_apart() -> None:
    broke = [not_asked(name, reason=Reason.TEST_BROKE) for name in ("one", "two")]

    assert len(red_groups(run_with(*broke, kind="pytest"))) == 2


def test_warnings_are_grouped_as_red_lines_are() -> None:
    run = run_with(*(not_asked(check, severity=Severity.WARNING) for check in ("range", "mean")))

    assert [group.asks for group in noticed_groups(run)] == ["2 checks could not be asked"]


def test_among_equals_the_top_shows_every_check() -> None:
    groups = red_groups(run_results.large_run())

    kinds = [group.first.finding.check for group in groups[:5]]
    assert kinds == ["range", "null_fraction", "pattern", "mean", "range"]


def test_no_red_line_is_lost_by_grouping() -> None:
    assert sum(len(group.lines) for group in red_groups(run_results.large_run())) == 500


def test_a_run_without_anything_has_one_group() -> None:
    assert len(red_groups(run_results.empty_run())) == 1


def test_a_gate_that_several_candidates_could_not_be_asked_is_named_once() -> None:
    lost = not_asked("roc_auc", required="at least 0.7")
    of_others = replace(lost, subject=Subject("orders", ("p_large",)))
    run = run_with(lost, of_others, replace(lost, check="log_loss"), kind="model")

    (group,) = red_groups(run)

    assert group.asks == "3 gates could not be asked"
    assert group.also(9) == "roc_auc: at least 0.7 and log_loss: at least 0.7"
