from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.fakes.projects import NOW, Home

from lockgate.app.entries.context import RunContext
from lockgate.app.entries.programs import run_command, run_pytest
from lockgate.app.project.spec import CommandEntry, Entry, EntryNotes, PytestEntry
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding
from lockgate.domain.position import Position
from lockgate.domain.verdict import Severity, Verdict

ORIGIN = Position("lockgate.yaml", 8, 7)
SHORT = timedelta(milliseconds=1)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


def context(home: Home) -> RunContext:
    project = home.project("", "  train:\n    - pytest: tests\n")
    return RunContext(project=project, suites={}, ports=home.ports(project), now=NOW, seed=0)


def commanded(
    home: Home, *run: str, timeout: timedelta = timedelta(minutes=1), notes: EntryNotes | None = None
) -> Finding:
    work = CommandEntry(run=run, timeout=timeout)
    entry = Entry(kind="command", work=work, notes=notes or EntryNotes(name="train"), origin=ORIGIN)
    outcome = run_command(entry, context(home))
    assert (outcome.result.name, outcome.result.kind, outcome.documents) == (entry.name, "command", {})
    (finding,) = outcome.result.findings
    return finding


def outcomes(home: Home, text: str, *args: str, timeout: timedelta = timedelta(minutes=1)) -> list[Finding]:
    home.write("tests/test_it.py", text)
    work = PytestEntry(paths=("tests",), args=args, timeout=timeout)
    entry = Entry(kind="pytest", work=work, notes=EntryNotes(), origin=ORIGIN)
    return list(run_pytest(entry, context(home)).result.findings)


def test_a_command_that_ends_with_zero_passes(home: Home) -> None:
    finding = commanded(home, "python", "-c", "print('made')")

    assert (finding.check, str(finding.subject), finding.verdict) == ("command", "train", Verdict.PASS)
    assert (finding.reason, finding.observed, finding.required) == (Reason.TEST_PASSED, 0, "exit code 0")
    assert finding.summary == "`python -c print('made')` ended with exit code 0"
    assert finding.hint == ""


def test_a_command_that_ends_otherwise_fails_with_the_end_of_what_it_wrote(home: Home) -> None:
    finding = commanded(home, "python", "-c", "import sys; print('x' * 2_000, 'disk full'); sys.exit(3)")

    assert (finding.verdict, finding.reason, finding.observed) == (Verdict.FAIL, Reason.TEST_FAILED, 3)
    assert finding.summary.endswith("xxx disk full")
    assert "ended with exit code 3: … xxx" in finding.summary
    assert len(finding.summary) < 800
    assert finding.hint.startswith("run it by hand: python -c")


def test_a_command_runs_in_the_directory_of_the_project(home: Home) -> None:
    commanded(home, "python", "-c", "open('made.txt', 'w').close()")

    assert (home.root / "made.txt").exists()


def test_no_shell_reads_a_command(home: Home) -> None:
    finding = commanded(home, "python", "-c", "import sys; sys.exit(len(sys.argv) - 2)", "$HOME && false")

    assert finding.verdict is Verdict.PASS


def test_a_command_that_cannot_start_is_an_error(home: Home) -> None:
    finding = commanded(home, "no-such-program")

    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.TEST_BROKE)
    assert finding.summary == ("`no-such-program` did not end: it cannot be started: No such file or directory")


def test_a_command_that_runs_out_of_time_is_an_error_that_names_the_timeout(home: Home) -> None:
    finding = commanded(home, "python", "-c", "import signal; signal.pause()", timeout=SHORT)

    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.TEST_BROKE)
    assert "did not end: stopped after 0:00:00.001000" in finding.summary
    assert finding.hint == "run it by hand; it may take 0:00:00.001000 (`timeout`)"


def test_what_an_entry_says_stands_in_its_finding(home: Home) -> None:
    notes = EntryNotes(severity=Severity.WARNING, why="w", runbook="r.md", tags=("t",))

    finding = commanded(home, "python", "-c", "", notes=notes)

    assert (finding.severity, finding.why, finding.runbook, finding.tags) == (
        Severity.WARNING,
        "w",
        "r.md",
        ("t",),
    )
    assert (finding.owner, finding.origin) == ("ops", ORIGIN)


def test_each_test_becomes_a_finding(home: Home) -> None:
    text = """import pytest

def test_good():
    pass

def test_bad():
    assert 1 == 2

@pytest.fixture
def broken():
    raise RuntimeError("no table")

def test_broken(broken):
    pass

@pytest.mark.skip(reason="no licence")
def test_skipped():
    pass

@pytest.mark.xfail(reason="known", strict=True)
def test_expected():
    assert False
"""

    findings = outcomes(home, text)

    assert [
        (str(one.subject).rpartition("::")[2], one.verdict, one.reason, one.severity) for one in findings
    ] == [
        ("test_good", Verdict.PASS, Reason.TEST_PASSED, Severity.BLOCKING),
        ("test_bad", Verdict.FAIL, Reason.TEST_FAILED, Severity.BLOCKING),
        ("test_broken", Verdict.ERROR, Reason.TEST_BROKE, Severity.BLOCKING),
        ("test_skipped", Verdict.INCONCLUSIVE, Reason.TEST_SKIPPED, Severity.BLOCKING),
        ("test_expected", Verdict.INCONCLUSIVE, Reason.TEST_SKIPPED, Severity.INFO),
    ]
    assert "assert 1 == 2" in findings[1].summary
    assert "no table" in findings[2].summary
    assert "no licence" in findings[3].summary
    assert findings[1].hint == "run it by hand: pytest -k 'test_bad'"
    assert {finding.owner for finding in findings} == {"ops"}


def test_a_file_that_cannot_be_collected_is_an_error(home: Home) -> None:
    findings = outcomes(home, "import no_such_module\n")

    assert [(one.verdict, one.reason) for one in findings] == [(Verdict.ERROR, Reason.TEST_BROKE)]
    assert "collection failure" in findings[0].summary


def test_no_test_at_all_is_an_error_because_nothing_was_proved(home: Home) -> None:
    (finding,) = outcomes(home, "")

    assert (finding.verdict, finding.reason) == (Verdict.ERROR, Reason.TEST_BROKE)
    assert "`pytest tests` gave no result, exit code 5" in finding.summary


def test_a_path_that_is_not_there_is_an_error(home: Home) -> None:
    work = PytestEntry(paths=("gone",))
    entry = Entry(kind="pytest", work=work, notes=EntryNotes(), origin=ORIGIN)

    (finding,) = run_pytest(entry, context(home)).result.findings

    assert finding.verdict is Verdict.ERROR
    assert "file or directory not found: gone" in finding.summary


def test_tests_that_pass_in_a_run_that_does_not_are_an_error(home: Home) -> None:
    home.write("tests/conftest.py", "def pytest_sessionfinish(session):\n    session.exitstatus = 1\n")

    findings = outcomes(home, "def test_good():\n    pass\n")

    assert [finding.verdict for finding in findings] == [Verdict.PASS, Verdict.ERROR]
    assert "gave no result, exit code 1" in findings[1].summary


def test_a_test_that_is_expected_to_fail_explains_no_exit_code(home: Home) -> None:
    home.write("tests/conftest.py", "def pytest_sessionfinish(session): session.exitstatus = 3")

    found = outcomes(home, "import pytest\ndef test_a(): pass\n@pytest.mark.xfail\ndef test_b(): assert 0")

    assert [finding.verdict for finding in found] == [Verdict.PASS, Verdict.INCONCLUSIVE, Verdict.ERROR]
    assert "gave no result, exit code 3" in found[-1].summary


def test_tests_that_are_all_expected_to_fail_prove_nothing(home: Home) -> None:
    found = outcomes(home, "import pytest\n@pytest.mark.xfail\ndef test_b(): assert 0")

    assert [(finding.verdict, finding.severity) for finding in found] == [
        (Verdict.INCONCLUSIVE, Severity.INFO),
        (Verdict.ERROR, Severity.BLOCKING),
    ]


def test_tests_that_crash_the_interpreter_are_an_error(home: Home) -> None:
    (finding,) = outcomes(home, "import os\n\ndef test_crash():\n    os._exit(7)\n")

    assert finding.verdict is Verdict.ERROR
    assert "gave no result, exit code 7" in finding.summary


def test_a_report_that_was_cut_is_no_result(home: Home) -> None:
    text = """import atexit

def pytest_configure(config):
    path = config.getoption("xmlpath")
    atexit.register(lambda: open(path, "w").write("<testsuites><test"))
"""
    home.write("tests/conftest.py", text)

    (finding,) = outcomes(home, "def test_good():\n    pass\n")

    assert finding.verdict is Verdict.ERROR


def test_tests_that_run_out_of_time_are_an_error(home: Home) -> None:
    findings = outcomes(home, "def test_good():\n    pass\n", timeout=SHORT)

    assert [finding.verdict for finding in findings] == [Verdict.ERROR]
    assert findings[0].summary == "`pytest tests` did not end"


def test_further_arguments_reach_pytest(home: Home) -> None:
    text = "def test_one():\n    pass\n\ndef test_two():\n    pass\n"

    findings = outcomes(home, text, "-k", "two")

    assert [str(finding.subject).rpartition("::")[2] for finding in findings] == ["test_two"]


def test_an_entry_of_another_kind_is_a_mistake_of_the_caller(home: Home) -> None:
    command = Entry(kind="command", work=CommandEntry(run=("a",)), notes=EntryNotes(), origin=ORIGIN)
    tests = Entry(kind="pytest", work=PytestEntry(paths=("a",)), notes=EntryNotes(), origin=ORIGIN)

    with pytest.raises(TypeError, match="pytest"):
        run_command(tests, context(home))
    with pytest.raises(TypeError, match="command"):
        run_pytest(command, context(home))
