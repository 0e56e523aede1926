"""The report as workflow commands."""

from __future__ import annotations

import re

from tests.fakes import run_results

from lockgate.reports.github import render_github


def test_an_annotation_stands_on_the_line_that_asked() -> None:
    first = render_github(run_results.red_run()).splitlines()[0]

    assert first.startswith(
        "::error file=contracts/flights.odcs.yaml,line=88,col=13,title=FAIL flights.air_time range 15 to 900::"
    )
    assert "(16.2 %25)" in first
    assert first.endswith("%0ALG401")


def test_no_level_has_more_annotations_than_are_shown() -> None:
    lines = render_github(run_results.large_run()).splitlines()

    assert sum(line.startswith("::error") for line in lines) == 10
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert "::error title=Lockgate::and 472 more red lines; see the report" in lines


def test_warnings_and_notes_have_their_own_level() -> None:
    lines = render_github(run_results.warning_run()).splitlines()

    assert [line.partition(" ")[0] for line in lines[:2]] == ["::warning", "::notice"]
    assert lines[-1] == "PASS all gates open"


def test_a_hostile_name_starts_no_command_and_adds_no_parameter() -> None:
    lines = render_github(run_results.hostile_run()).splitlines()

    assert [line[:8] for line in lines if line.startswith("::")] == ["::error "]
    parameters = re.split(r"(?<=\S)::", lines[0])[0]
    assert [pair.partition("=")[0] for pair in parameters.removeprefix("::error ").split(",")] == [
        "file",
        "line",
        "col",
        "title",
    ]


def test_a_run_without_entries_is_an_error() -> None:
    text = render_github(run_results.empty_run())

    assert text.startswith("::error title=ERROR")
