"""The reports that people and machines read, letter by letter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.fakes import run_results

from lockgate.domain.result import RunResult
from lockgate.reports.github import render_github
from lockgate.reports.html import render_html
from lockgate.reports.json_report import render_json
from lockgate.reports.junit import render_junit
from lockgate.reports.markdown import render_markdown
from lockgate.reports.terminal import RunScreen, as_text

Golden = Callable[[str, str], None]

RUNS = {
    "green": run_results.green_run,
    "warning": run_results.warning_run,
    "red": run_results.red_run,
    "inconclusive": run_results.inconclusive_run,
    "drift": run_results.drift_run,
    "error": run_results.error_run,
    "empty": run_results.empty_run,
    "large": run_results.large_run,
    "hostile": run_results.hostile_run,
}
REPORT = ".lockgate/evidence/7f3a9c41d2e0/report.html"
RENDERERS: dict[str, Callable[[RunResult], str]] = {
    "junit.xml": render_junit,
    "github.txt": render_github,
    "report.md": lambda run: render_markdown(run, report=REPORT),
    "report.json": render_json,
    "terminal-80.txt": lambda run: as_text(RunScreen(run, report=REPORT)),
    "terminal-120.txt": lambda run: as_text(RunScreen(run, report=REPORT), width=120),
    "terminal-ascii.txt": lambda run: as_text(RunScreen(run, report=REPORT), encoding="ascii"),
}


@pytest.mark.parametrize("name", RENDERERS)
@pytest.mark.parametrize("run", ["red", "inconclusive", "drift", "warning", "empty"])
def test_a_report_reads_as_it_was_reviewed(golden: Golden, run: str, name: str) -> None:
    golden(f"reports/{run}/{name}", RENDERERS[name](RUNS[run]()))


@pytest.mark.parametrize("run", ["green", "error", "large", "hostile"])
def test_a_screen_reads_as_it_was_reviewed(golden: Golden, run: str) -> None:
    golden(f"reports/{run}/terminal-80.txt", RENDERERS["terminal-80.txt"](RUNS[run]()))


def test_the_page_of_a_red_run_is_as_it_was_reviewed(golden: Golden) -> None:
    golden("reports/red/report.html", render_html(run_results.red_run()))
