"""What the page shows."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import run_results

from lockgate.domain.result import EntryResult, StageResult
from lockgate.reports.html.view import view_of


def test_red_lines_are_the_first_rows_of_the_table() -> None:
    view = view_of(run_results.red_run())

    assert [row.word for row in view.rows] == ["FAIL", "FAIL", "WARNING"]
    assert view.kinds == (("fail", "fail", "2"), ("warning", "warning", "1"), ("pass", "pass", "33"))


def test_what_holds_is_folded_away() -> None:
    view = view_of(run_results.red_run())

    assert {row.word for row in view.passes} == {"PASS"}
    assert view.passes_words == "33 findings hold"


def test_a_figure_of_two_entries_is_drawn_once() -> None:
    stage = run_results.green_run().stages[2]
    twin = replace(stage.entries[0], name="twin")
    alone, both = (
        view_of(run_results.run_of(replace(stage, entries=entries)))
        for entries in (stage.entries, (*stage.entries, twin))
    )

    assert [entry.name for entry in both.entries] == [entry.name for entry in alone.entries]


def test_a_red_line_without_advice_of_its_own_has_that_of_its_code() -> None:
    finding = replace(run_results.air_time(), hint="", runbook="")
    entry = EntryResult(name="e", kind="contract", findings=(finding,))

    (card,) = view_of(run_results.run_of(StageResult(name="ingest", entries=(entry,)))).red

    assert dict(card.notes)["next"].endswith("(`lockgate explain LG401`)")


def test_stages_that_did_not_run_say_which_gate_is_shut() -> None:
    view = view_of(run_results.red_run())

    assert [stage.word for stage in view.stages] == ["FAIL", "NOT RUN", "NOT RUN", "NOT RUN"]
    assert view.stages[1].lines == ("the ingest gate is shut",)


def test_what_is_too_much_for_a_page_is_counted() -> None:
    view = view_of(run_results.large_run())

    assert (len(view.red), len(view.noticed), len(view.rows)) == (60, 30, 540)
    assert view.red_rest == "421 more red lines not shown here; the JSON report has all"
    assert view.noticed_rest.startswith("10 more warnings")
    assert view.rows_rest == ""


def test_each_figure_is_drawn_under_its_entry() -> None:
    view = view_of(run_results.green_run())

    assert [(entry.name, len(entry.plots)) for entry in view.entries] == [
        ("ingest · flights", 1),
        ("evaluate · delay-model", 2),
    ]


def test_entries_that_did_not_run_are_named() -> None:
    view = view_of(run_results.error_run())

    assert "skew not run" in view.stages[1].lines


def test_details_of_a_finding_are_on_its_card() -> None:
    finding = replace(
        run_results.air_time(), details=(("rows_lower", 0.25), ("rows_upper", None), ("test", "G"))
    )
    entry = EntryResult(name="e", kind="contract", findings=(finding,))

    (card,) = view_of(run_results.run_of(StageResult(name="ingest", entries=(entry,)))).red

    assert dict(card.notes)["details"] == "rows lower 0.25 · test G"
