"""The plugin inside a user's pytest: items, options, fixtures, and failures that a person can read."""

from __future__ import annotations

import os
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest
from tests.e2e.conftest import Site
from tests.fakes.projects import Home

STAGES = """
  ingest:
    - contract: trips
  train:
    - name: made
      command: {run: [python, -c, "open('made', 'w').close()"]}
    - name: needs made
      command: {run: [python, -c, "open('made').close()"]}
"""
Run = Callable[..., pytest.RunResult]


@pytest.fixture
def site(pytester: pytest.Pytester) -> Site:
    """Return a project in pytester's directory."""
    return Site(Home(pytester.path))


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return pytest in this process, which finds the plugin as a user's does."""
    monkeypatch.delenv("LOCKGATE_ENTRY", raising=False)

    def call(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_inprocess("-p", "no:cacheprovider", *arguments)

    return call


@pytest.fixture
def run_apart(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return pytest in a process of its own."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    for variable in ("LOCKGATE_ENTRY", "COVERAGE_PROCESS_CONFIG"):  # what runs in this process is traced
        monkeypatch.delenv(variable, raising=False)

    def call(*arguments: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *arguments)

    return call


def test_each_entry_is_an_item(site: Site, run: Run) -> None:
    site.make(stages=STAGES)

    result = run("lockgate.yaml", "--collect-only", "-q")

    assert [line for line in result.outlines if "::" in line] == [
        "lockgate.yaml::ingest/trips",
        "lockgate.yaml::train/made",
        "lockgate.yaml::train/needs made",
    ]


def test_a_healthy_project_passes(site: Site, run_apart: Run) -> None:
    site.make(stages=STAGES)

    run_apart("lockgate.yaml").assert_outcomes(passed=3)


def test_a_project_that_nobody_named_is_left_alone_until_it_asks(
    site: Site, run: Run, pytester: pytest.Pytester
) -> None:
    site.make(stages=STAGES)
    pytester.makepyfile(test_own="def test_something():\n    pass\n")

    run().assert_outcomes(passed=1)
    assert not (pytester.path / "made").exists()

    pytester.makeini("[pytest]\nlockgate = true\n")
    run().assert_outcomes(passed=4)


def test_items_are_chosen_by_name(site: Site, run: Run) -> None:
    site.make(stages=STAGES)

    run("lockgate.yaml", "-k", "trips").assert_outcomes(passed=1, deselected=2)


def test_an_item_runs_its_entry_alone(site: Site, run: Run) -> None:
    site.make(stages=STAGES)

    run("lockgate.yaml::train/needs made").assert_outcomes(failed=1)


def test_a_shut_gate_fails_with_the_screen_of_a_run_and_no_traceback(site: Site, run: Run) -> None:
    site.make(lower=30, stages=STAGES)

    result = run("lockgate.yaml", "-k", "trips")

    result.assert_outcomes(failed=1, deselected=2)
    text = result.stdout.str()
    assert "trips.minutes  range 30 to 900" in text
    assert "1 of 4 rows (25 %)" in text
    assert "FAILED lockgate.yaml::ingest/trips - FAIL  trips.minutes range: " in text
    assert "Traceback" not in text
    assert "run_project" not in text


def test_what_is_inconclusive_is_no_pass(site: Site, run: Run) -> None:
    site.make()
    site.home.write("contracts/trips.odcs.yaml", _thin())

    result = run("lockgate.yaml")

    result.assert_outcomes(failed=1)
    assert "INCONCLUSIVE" in result.stdout.str()


def test_items_run_in_parallel(site: Site, run_apart: Run) -> None:
    stages = "  ingest:\n    - contract: trips\n  train:\n    - command: {run: [python, --version]}\n"
    site.make(stages=stages)

    result = run_apart("lockgate.yaml", "-n", "2")

    result.assert_outcomes(passed=2)


def test_the_junit_report_names_each_entry(site: Site, run: Run) -> None:
    site.make(lower=30, stages=STAGES)

    run("lockgate.yaml", "--junitxml=report.xml")

    cases = ET.parse(site.root / "report.xml").iter("testcase")  # noqa: S314 - written by our own test
    assert {case.get("name"): case.find("failure") is not None for case in cases} == {
        "ingest/trips": True,
        "train/made": False,
        "train/needs made": False,
    }


def test_a_mistake_in_the_project_is_shown_at_its_place(site: Site, run: Run) -> None:
    site.home.write("lockgate.yaml", "lockgate: 1\nproject: p\nstags: {}\n")

    result = run("lockgate.yaml")

    assert result.ret != 0
    text = result.stdout.str()
    assert "lockgate.yaml:3:1" in text
    assert "did you mean `stages`?" in text
    assert "Traceback" not in text


def test_a_mistake_in_a_contract_fails_the_item_at_its_place(site: Site, run: Run) -> None:
    site.make()
    site.home.write("contracts/trips.odcs.yaml", "kind: DataContract\n")

    result = run("lockgate.yaml")

    result.assert_outcomes(failed=1)
    assert "contracts/trips.odcs.yaml:1:1" in result.stdout.str()


def test_an_instant_that_is_none_is_refused_before_any_test(site: Site, run: Run) -> None:
    site.make()

    result = run("lockgate.yaml", "--lockgate-now", "soon")

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert "--lockgate-now must be an ISO 8601 instant" in result.stderr.str()


def test_a_test_that_goes_elsewhere_does_not_take_the_gates_along(
    site: Site, run: Run, pytester: pytest.Pytester
) -> None:
    site.make()
    pytester.makepyfile(test_a="import os\n\ndef test_goes():\n    os.chdir('/')\n")

    run("test_a.py", "lockgate.yaml").assert_outcomes(passed=2)


def test_the_fixtures_judge_a_table_at_the_instant_that_was_given(
    site: Site, run: Run, pytester: pytest.Pytester
) -> None:
    site.make(lower=30)
    pytester.makepyfile(
        test_own="""
        import pytest
        import lockgate

        def test_now(lockgate_now):
            assert lockgate_now.isoformat() == "2013-07-01T00:00:00+00:00"

        def test_red(lockgate_check):
            result = lockgate_check("data/trips.parquet", "contracts/trips.odcs.yaml")
            assert result.result.now.year == 2013
            with pytest.raises(AssertionError, match="the verdict is FAIL"):
                result.raise_for_verdict()
        """
    )

    run("test_own.py", "--lockgate-now", "2013-07-01").assert_outcomes(passed=2)


def test_the_fixture_of_the_instant_can_be_replaced(site: Site, run: Run, pytester: pytest.Pytester) -> None:
    site.make()
    pytester.makepyfile(
        test_own="""
        from datetime import UTC, datetime
        import pytest

        @pytest.fixture
        def lockgate_now():
            return datetime(2001, 1, 1, tzinfo=UTC)

        def test_then(lockgate_check):
            assert lockgate_check("data/trips.parquet", "contracts/trips.odcs.yaml").result.now.year == 2001
        """
    )

    run("test_own.py").assert_outcomes(passed=1)


def test_a_pytest_entry_does_not_run_the_project_again_inside_itself(
    site: Site, run: Run, pytester: pytest.Pytester
) -> None:
    site.make(stages="  features:\n    - pytest: .\n")
    pytester.makepyfile(test_own="def test_something():\n    pass\n")

    run("lockgate.yaml").assert_outcomes(passed=1)


def test_tests_without_gates_load_no_engine(run_apart: Run, pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_own="""
        import sys

        def test_loaded():
            assert {"duckdb", "numpy", "sqlglot", "rich"} & set(sys.modules) == set()
        """
    )

    run_apart("test_own.py", "-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_no_evidence_is_kept(site: Site, run: Run) -> None:
    site.make()

    run("lockgate.yaml").assert_outcomes(passed=1)

    assert not os.path.lexists(site.root / ".lockgate")


def _thin() -> str:
    """Return a contract of a column that has no value to judge."""
    return """
apiVersion: v3.1.0
kind: DataContract
id: trips-contract
version: 1.0.0
status: active
schema:
  - name: trips
    quality:
      - type: custom
        engine: lockgate
        implementation: {check: range, column: minutes, min: 0, where: minutes > 1000}
"""
