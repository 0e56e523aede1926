"""Offending rows, cut to size."""

from __future__ import annotations

from dataclasses import replace

from tests.fakes.run_results import air_time

from lockgate.domain.finding import Sample, Subject
from lockgate.reports.samples import shown_sample


def test_rows_beyond_the_limit_are_counted_against_all_that_violate() -> None:
    shown = shown_sample(air_time(), rows=3, columns=5)

    assert shown.columns == ("id", "carrier", "date", "air_time")
    assert shown.numeric == (True, False, False, True)
    assert shown.rows[0] == ("8817231", "UA", "2013-03-01", "13620")
    assert (len(shown.rows), shown.rest) == (3, "… 54,632 more rows")


def test_the_columns_in_question_stay_when_others_are_cut() -> None:
    shown = shown_sample(air_time(), rows=1, columns=2)

    assert shown.columns == ("id", "air_time")
    assert shown.rest == "… 54,634 more rows and 2 more columns"


def test_a_finding_without_rows_shows_none() -> None:
    assert shown_sample(replace(air_time(), sample=None), rows=3, columns=3).rows == ()


def test_values_are_shown_as_they_would_be_searched_for() -> None:
    values = (None, True, 1_234_567, 0.1 + 0.2, "a\x1bb" + "x" * 100)
    columns = ("a", "b", "c", "d", "e")
    finding = replace(air_time(), subject=Subject("t"), sample=Sample(columns, (values,)), n_failed=1)

    shown = shown_sample(finding, rows=3, columns=5)

    assert shown.rows[0][:4] == ("null", "True", "1234567", "0.3")
    assert shown.rows[0][4].startswith("a\\x1bbxx")
    assert len(shown.rows[0][4]) < 70
    assert shown.rest == ""
