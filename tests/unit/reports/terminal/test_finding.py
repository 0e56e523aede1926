"""Red lines and warnings on a terminal."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes import run_results

from lockgate.domain.result import EntryResult, StageResult
from lockgate.domain.verdict import Severity, Verdict
from lockgate.reports.terminal.capture import as_text
from lockgate.reports.terminal.finding import noticed_block, red_blocks
from lockgate.reports.terminal.pen import Pen

PEN = Pen(ascii_only=False, width=80)


def test_a_red_line_says_what_must_hold_what_was_seen_who_owns_it_and_what_to_do_next() -> None:
    block = next(red_blocks(PEN, run_results.red_run(), limit=1))

    text = as_text(block)
    for part in (
        "✘ flights.air_time  range 15 to 900",
        "FAIL LG401",
        "54,635 of 336,776 rows",
        "8817231  UA       2013-03-01     13620",
        "… 54,632 more rows",
        "why    the model's strongest feature",
        "owner  data-eng · asked at contracts/flights.odcs.yaml:88:13",
        "next   looks like seconds",
    ):
        assert part in text


def test_a_red_line_says_what_the_rows_share() -> None:
    red = run_results.red_run()
    (stage, *_), sample = red.stages, None
    finding = next(one for entry in stage.entries for one in entry.findings if one.sample is not None)
    assert finding.sample is not None
    sample = replace(finding.sample, traits=("all carrier=UA",))
    entry = next(one for one in stage.entries if finding in one.findings)
    shown = replace(entry, findings=(replace(finding, sample=sample),))

    block = next(red_blocks(PEN, replace(red, stages=(replace(stage, entries=(shown,)),)), limit=1))

    assert "share  all carrier=UA" in as_text(block)


def test_a_red_line_without_an_owner_says_so() -> None:
    block = next(red_blocks(PEN, run_results.empty_run(), limit=1))

    assert "owner  nobody is named" in as_text(block)


def test_a_pass_lists_some_warnings_and_counts_the_rest() -> None:
    warning = replace(run_results.air_time(), severity=Severity.WARNING)
    holds = replace(warning, verdict=Verdict.PASS)
    entry = EntryResult(name="e", kind="contract", findings=(*(warning,) * 8, holds))
    run = run_results.run_of(StageResult(name="ingest", entries=(entry,)))

    block = noticed_block(PEN, run)

    assert block is not None
    text = as_text(block)
    assert text.count("WARNING LG401") == 5
    assert "… and 3 warnings more" in text


def test_beside_red_lines_warnings_are_only_counted() -> None:
    block = noticed_block(PEN, run_results.red_run())

    assert block is not None
    assert as_text(block) == "  1 warning, shutting no gate; see the report\n"


def test_a_run_without_warnings_has_no_block_for_them() -> None:
    assert noticed_block(PEN, run_results.green_run()) is None
