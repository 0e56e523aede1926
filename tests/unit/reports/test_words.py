"""Wording that all formats share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fakes.run_results import HOSTILE, air_time

from lockgate.domain.finding import Family, Interval
from lockgate.domain.requirement import format_percent
from lockgate.domain.verdict import Severity, Verdict
from lockgate.reports.words import (
    interval_words,
    listed,
    mark_of,
    must_hold,
    next_steps,
    numbers,
    printable,
    shortened,
    word_of,
)


@given(st.text(st.characters()))
def test_printable_text_is_one_line_without_controls_and_can_be_encoded(text: str) -> None:
    shown = printable(text)

    assert len(shown.splitlines()) <= 1
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    shown.encode()


def test_what_was_escaped_once_stays_as_it_is() -> None:
    once = printable(HOSTILE)

    assert printable(once) == once


def test_emoji_of_several_parts_stay_whole() -> None:
    family = "\U0001f469\u200d\U0001f680"

    assert printable(family) == family


@pytest.mark.parametrize("length", [1, 2, 9, 10])
def test_shortened_text_has_the_length_that_was_asked(length: int) -> None:
    assert len(shortened("0123456789ab", length)) == length


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_a_percentage_says_none_or_all_only_when_it_is(part: int, whole: int) -> None:
    text = format_percent(min(part, whole), whole)

    assert (text == "100 %") == (part >= whole)
    assert text != "0 %"


def test_a_finding_that_shuts_no_gate_is_named_by_its_severity() -> None:
    warning = replace(air_time(), severity=Severity.WARNING)
    note = replace(air_time(), severity=Severity.INFO)

    assert (word_of(air_time()), mark_of(air_time())) == ("FAIL", "✘")
    assert (word_of(warning), mark_of(warning)) == ("WARNING", "!")
    assert (word_of(note), mark_of(note)) == ("INFO", "i")


def test_a_warning_that_holds_is_a_pass() -> None:
    holds = replace(air_time(), severity=Severity.WARNING, verdict=Verdict.PASS)

    assert (word_of(holds), mark_of(holds)) == ("PASS", "✔")


def test_numbers_that_the_summary_says_are_not_said_again() -> None:
    assert numbers(air_time()) == ()


def test_numbers_that_the_summary_does_not_say_are_added() -> None:
    silent = replace(air_time(), summary="154,635 and 54,635.5 are other numbers")

    assert numbers(silent) == ("54,635 of 336,776 rows (16.2 %)",)


def test_statistical_numbers_carry_their_level_and_what_more_is_needed() -> None:
    finding = replace(
        air_time(), summary="", n=342, n_failed=None, observed=0.001, mde=0.0216, n_more=6_572,
        verdict=Verdict.INCONCLUSIVE, interval=Interval(None, 0.019, 0.05, "paired"),
    )  # fmt: skip

    assert numbers(finding) == (
        "observed 0.001",
        "95 % one-sided: at most 0.019 (paired)",
        "n = 342",
        "could detect a regression of 0.0216 or more",
        "about 6,600 more rows would decide",
    )


def test_statistics_that_the_summary_says_are_not_said_again() -> None:
    finding = replace(
        air_time(),
        verdict=Verdict.INCONCLUSIVE,
        summary="+0.001, 90 % interval −0.017 to +0.019; n = 342; could detect a regression of 0.0216 or more; "
        "about 6,600 more rows would decide",
        n=342,
        n_failed=None,
        observed=0.00101,
        mde=0.02162,
        n_more=6_572,
        interval=Interval(-0.01701, 0.01903, 0.1, "paired"),
    )

    assert numbers(finding) == ()


def test_a_count_that_the_summary_says_in_another_writing_is_not_said_again() -> None:
    finding = replace(air_time(), summary="row count 1966", n=1_966, n_failed=None, observed=1_966)

    assert numbers(finding) == ()


def test_a_regression_that_was_seen_needs_no_word_of_what_could_be() -> None:
    finding = replace(air_time(), summary="", n=342, n_failed=None, observed=0.1, mde=0.02)

    assert numbers(finding) == ("observed 0.1", "n = 342")


@pytest.mark.parametrize(
    ("check", "required", "words"),
    [
        ("row_count", "row count ≥ 1", "row_count ≥ 1"),
        ("mean", "mean 900 to 1200", "mean 900 to 1200"),
        ("quantile", "0.95 quantile ≤ 3", "0.95 quantile ≤ 3"),
        ("mean", "mean outside 3 to 4", "mean outside 3 to 4"),
        ("min", "smallest value ≥ 0", "min: smallest value ≥ 0"),
        ("range", "-5 to 10", "range -5 to 10"),
        ("range", "< 0", "range < 0"),
        ("completeness", "every row filled", "completeness: every row filled"),
        ("row_predicate", "a > b", "row_predicate: a > b"),
        ("contract", "", "contract"),
    ],
)
def test_what_must_hold_is_said_once(check: str, required: str, words: str) -> None:
    assert must_hold(replace(air_time(), check=check, required=required)) == words


def test_what_to_do_is_what_the_finding_says_or_else_its_code() -> None:
    finding = replace(air_time(), hint="look", runbook="a.md")

    assert next_steps(finding) == ("look", "a.md")
    (advice,) = next_steps(replace(finding, hint="", runbook=""))
    assert advice.startswith("look at the offending rows; mend the source")
    assert advice.endswith("(`lockgate explain LG401`)")
    assert next_steps(replace(finding, hint="", runbook="", reason="LG999")) == ()


def test_an_interval_with_one_end_or_none_says_so() -> None:
    assert interval_words(Interval(0.7, None, 0.1, "")) == "90 % one-sided: at least 0.7"
    assert interval_words(Interval(None, None, 0.1, "")) == "90 % interval unknown"


def test_an_unknown_whole_has_no_percentage() -> None:
    finding = replace(air_time(), summary="", n=0, n_failed=3)

    assert format_percent(3, 0) == ""
    assert numbers(finding) == ("3 of 0 rows",)


def test_almost_none_and_almost_all_are_said_as_such() -> None:
    assert format_percent(1, 1_000_000) == "< 0.1 %"
    assert format_percent(999_999, 1_000_000) == "> 99.9 %"


def test_names_past_the_limit_are_counted() -> None:
    assert listed(["a", "b", "c", "d"]) == "a, b, c and 1 more"


def test_an_interval_with_both_ends_gives_both() -> None:
    assert interval_words(Interval(0.1, 0.2, 0.05, "wilson")) == "95 % interval 0.1 to 0.2 (wilson)"


def test_a_number_without_an_interval_is_told_once() -> None:
    said = "candidate − baseline −0.5135, too few rows for an interval; n = 1"
    finding = replace(
        air_time(), summary=said, n=1, n_failed=None, observed=-0.513519, interval=None, mde=None, n_more=None
    )

    assert numbers(finding) == ()


def test_a_family_is_told_with_its_interval_where_that_is_another() -> None:
    interval = Interval(0.1, 0.2, 0.1, "t")
    wider, same = (Family("slice", 4, "Holm", Interval(0.05, 0.25, alpha, "")) for alpha in (0.025, 0.1))
    searched = Family("slice that was tried", 3, "Benjamini-Hochberg")
    told = replace(air_time(), interval=interval, summary="0.15, 90 % interval 0.1 to 0.2")

    assert numbers(replace(told, family=wider))[-1] == (
        "one of 4 slices, adjusted by Holm: 97.5 % interval 0.05 to 0.25"
    )
    assert numbers(replace(told, family=same))[-1] == "one of 4 slices, adjusted by Holm"
    assert numbers(replace(told, family=searched))[-1] == (
        "one of 3 slices that were tried, adjusted by Benjamini-Hochberg"
    )
    assert numbers(replace(told, family=Family("slice", 1, "Holm"))) == numbers(told)
