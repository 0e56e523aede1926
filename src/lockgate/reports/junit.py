"""A run as JUnit XML, in the part of the format that Jenkins, GitLab, GitHub and Azure readers share."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from datetime import UTC

from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding
from lockgate.domain.result import RunResult, StageResult
from lockgate.domain.verdict import Verdict
from lockgate.reports.lines import ReportLine, report_lines
from lockgate.reports.samples import shown_sample
from lockgate.reports.words import must_hold, next_steps, numbers, printable, shared_words, word_of

__all__ = ["render_junit"]

_SAMPLE_ROWS = 10
_SAMPLE_COLUMNS = 12


def render_junit(result: RunResult) -> str:
    """Return the report as JUnit XML: a suite per entry, a test case per finding.

    What fails or cannot be decided is a ``failure`` (the latter of type ``inconclusive``), what could not be
    asked is an ``error``, and stages that did not run are ``skipped``, as is what a contract
    says and nothing enforces. A warning leaves its case passed and is
    told in ``system-out``, because a red case would shut a gate that is open.
    """
    root = ET.Element("testsuites", name=printable(result.project))
    suites: dict[tuple[str, str], list[ReportLine]] = {}
    for line in report_lines(result):
        suites.setdefault((line.stage, line.entry), []).append(line)
    for (stage, entry), lines in suites.items():
        _suite(root, result, f"{stage}.{entry}", [_case(line) for line in lines])
    for stage_result in result.stages:
        _not_run(root, result, stage_result)
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(root: ET.Element, result: RunResult, name: str, cases: Sequence[ET.Element]) -> None:
    suite = ET.SubElement(root, "testsuite", name=printable(name))
    counts = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    suite.set("tests", str(len(cases)))
    for attribute, tag in counts.items():
        suite.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", "0")
    suite.set("timestamp", result.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S"))
    properties = ET.SubElement(suite, "properties")
    for key, value in (("run", result.run_id), ("seed", str(result.seed)), ("verdict", result.verdict.value)):
        ET.SubElement(properties, "property", name=key, value=printable(value))
    suite.extend(cases)


def _case(line: ReportLine) -> ET.Element:
    finding = line.finding
    case = ET.Element("testcase", name=f"{printable(str(finding.subject))} {must_hold(finding)}")
    case.set("classname", printable(f"{line.stage}.{line.entry}"))
    case.set("time", "0")
    if finding.origin is not None:
        case.set("file", printable(finding.origin.file))
        case.set("line", str(finding.origin.line))
    if finding.is_blocking:
        _problem(case, finding)
    elif finding.reason == Reason.NOT_ENFORCED:
        ET.SubElement(case, "skipped", message=f"not enforced: {printable(finding.summary)}")
    elif finding.verdict is not Verdict.PASS:
        ET.SubElement(case, "system-out").text = _text(finding)
    return case


def _problem(case: ET.Element, finding: Finding) -> None:
    tag = "error" if finding.verdict is Verdict.ERROR else "failure"
    kind = "inconclusive" if finding.verdict is Verdict.INCONCLUSIVE else finding.reason
    message = printable(finding.summary)
    ET.SubElement(case, tag, message=message, type=kind).text = _text(finding)


def _text(finding: Finding) -> str:
    lines = [f"{word_of(finding)} {finding.reason}: {printable(finding.summary)}", *numbers(finding)]
    sample = shown_sample(finding, rows=_SAMPLE_ROWS, columns=_SAMPLE_COLUMNS)
    for row in sample.rows:
        pairs = zip(sample.columns, row, strict=True)
        lines.append("row " + ", ".join(f"{column}={value}" for column, value in pairs))
    lines += [sample.rest] if sample.rest else []
    origin = "" if finding.origin is None else str(finding.origin)
    notes = {
        "share": shared_words(finding),
        "why": finding.why,
        "owner": finding.owner,
        "next": " · ".join(next_steps(finding)),
        "asked at": origin,
    }
    lines += [f"{label}: {printable(note)}" for label, note in notes.items() if note]
    return "\n".join(lines)


def _not_run(root: ET.Element, result: RunResult, stage: StageResult) -> None:
    """Add what a shut gate kept from running: a whole stage, or entries of one."""
    names = (stage.name,) if stage.blocked_by else stage.not_run
    gate = stage.blocked_by or stage.name
    cases = []
    for name in names:
        case = ET.Element("testcase", name=printable(name), classname=printable(stage.name), time="0")
        ET.SubElement(case, "skipped", message=f"not run: the {printable(gate)} gate is shut")
        cases.append(case)
    if cases:
        _suite(root, result, stage.name, cases)
