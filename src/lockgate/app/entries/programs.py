"""Entries that run the user's own programs: tests and commands."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET  # the report was written by the test run that this process started

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.ports import Completed
from lockgate.app.project.spec import CommandEntry, Entry, PytestEntry
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding, Subject
from lockgate.domain.result import EntryResult
from lockgate.domain.verdict import Severity, Verdict

__all__ = ["run_command", "run_pytest"]

_TAIL = 600


def run_command(entry: Entry, context: RunContext) -> EntryOutcome:
    """Run a program; exit code 0 is a pass, any other a failure, none at all an error."""
    work = entry.work
    if not isinstance(work, CommandEntry):
        raise TypeError(entry.kind)
    done = context.ports.programs.run(work.run, directory=context.project.root, timeout=work.timeout)
    finding = _command_finding(entry.name, " ".join(work.run), done, work.timeout)
    return _outcome(entry, (finding,), context)


def _command_finding(name: str, command: str, done: Completed, timeout: timedelta) -> Finding:
    required = "exit code 0"
    if done.exit_code is None:
        return _broken("command", name, f"`{command}` did not end: {_tail(done.output)}", required, timeout)
    passes = done.exit_code == 0
    said = "" if passes else f": {_tail(done.output)}"
    return Finding(
        check="command",
        subject=Subject(name),
        verdict=Verdict.PASS if passes else Verdict.FAIL,
        reason=Reason.TEST_PASSED if passes else Reason.TEST_FAILED,
        summary=f"`{command}` ended with exit code {done.exit_code}{said}",
        observed=done.exit_code,
        required=required,
        hint="" if passes else f"run it by hand: {command}",
    )


def run_pytest(entry: Entry, context: RunContext) -> EntryOutcome:
    """Run the user's tests and turn each into a finding."""
    work = entry.work
    if not isinstance(work, PytestEntry):
        raise TypeError(entry.kind)
    arguments = (*work.paths, *work.args)
    done = context.ports.programs.run_pytest(arguments, directory=context.project.root, timeout=work.timeout)
    findings = _cases(entry.name, done.report)
    command = "pytest " + " ".join(arguments)
    if done.exit_code is None:
        findings += (
            _broken("pytest", entry.name, f"`{command}` did not end", "every test passes", work.timeout),
        )
    elif not _explains(findings, done.exit_code):
        text = f"`{command}` gave no result, exit code {done.exit_code}: {_tail(done.output)}"
        findings += (_broken("pytest", entry.name, text, "every test passes", work.timeout),)
    return _outcome(entry, findings, context)


def _explains(findings: tuple[Finding, ...], exit_code: int) -> bool:
    """Tell whether the outcomes of the tests account for the exit code; tests expected to fail account for none."""
    if exit_code:
        return any(finding.verdict in (Verdict.FAIL, Verdict.ERROR) for finding in findings)
    return any(finding.severity is Severity.BLOCKING for finding in findings)


def _cases(name: str, report: bytes) -> tuple[Finding, ...]:
    try:
        root = ET.fromstring(report) if report else None  # noqa: S314 - written by our own test process
    except ET.ParseError:
        return ()
    cases = root.iter("testcase") if root is not None else ()
    return tuple(_case(name, case) for case in cases)


_OUTCOMES = {
    "failure": (Verdict.FAIL, Reason.TEST_FAILED),
    "error": (Verdict.ERROR, Reason.TEST_BROKE),
    "skipped": (Verdict.INCONCLUSIVE, Reason.TEST_SKIPPED),
}


def _case(name: str, case: ET.Element) -> Finding:
    test = "::".join(part for part in (case.get("classname", ""), case.get("name", "")) if part)
    found = next((child for child in case if child.tag in _OUTCOMES), None)
    verdict, reason = (Verdict.PASS, Reason.TEST_PASSED) if found is None else _OUTCOMES[found.tag]
    message = "" if found is None else (found.get("message") or found.text or found.tag)
    is_expected = found is not None and found.get("type") == "pytest.xfail"
    return Finding(
        check="pytest",
        subject=Subject(name, (test,)),
        verdict=verdict,
        reason=reason,
        summary="passed" if found is None else f"{found.tag}: {_tail(message)}",
        required="the test passes",
        severity=Severity.INFO if is_expected else Severity.BLOCKING,
        hint="" if found is None else f"run it by hand: pytest -k {case.get('name', '')!r}",
    )


def _broken(check: str, name: str, text: str, required: str, timeout: timedelta) -> Finding:
    return Finding(
        check=check,
        subject=Subject(name),
        verdict=Verdict.ERROR,
        reason=Reason.TEST_BROKE,
        summary=text,
        required=required,
        hint=f"run it by hand; it may take {timeout} (`timeout`)",
    )


def _outcome(entry: Entry, findings: tuple[Finding, ...], context: RunContext) -> EntryOutcome:
    named = tuple(noted(finding, entry, context.project.owner) for finding in findings)
    return EntryOutcome(EntryResult(name=entry.name, kind=entry.kind, findings=named))


def _tail(text: str) -> str:
    """Return the end of what a program wrote, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _TAIL else "… " + line[-_TAIL:]
