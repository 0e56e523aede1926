from __future__ import annotations

from dataclasses import replace

from lockgate.domain.finding import Finding, Subject
from lockgate.domain.quarantine import Quarantine
from lockgate.domain.verdict import Verdict
from lockgate.reports.quarantine_text import quarantine_text

RANGE = Finding(
    check="range",
    subject=Subject("trips", ("minutes",)),
    verdict=Verdict.FAIL,
    reason="LG401",
    summary="",
    required="0 to 900",
    n_failed=1_234,
)
DONE = Quarantine(
    table="trips", directory="q", rows=9_000, good=7_766, bad=1_234, blamed=(RANGE,), rows_of=(1_234,), apart=(),
    left=(), verdict=Verdict.PASS,
)  # fmt: skip


def test_each_red_check_is_told_with_its_rows() -> None:
    assert quarantine_text(DONE) == (
        "trips   9,000 rows → 7,766 good + 1,234 set aside\n"
        "        1,234 rows  trips.minutes range  0 to 900\n"
        "\n"
        "  good   q/good   bad   q/bad\n"
        "  PASS  the good part satisfies the contract."
    )


def test_what_no_row_is_to_blame_for_is_told_too() -> None:
    mean = replace(RANGE, check="mean")

    text = quarantine_text(replace(DONE, apart=(mean,), left=(mean,), verdict=Verdict.FAIL))

    assert "of the table as a whole, no row to blame: trips.minutes mean" in text
    assert text.endswith("FAIL  of the good part: trips.minutes mean.")


def test_many_red_checks_are_counted() -> None:
    text = quarantine_text(replace(DONE, blamed=(RANGE,) * 14, rows_of=(1,) * 14))

    assert "… 2 more, in q/quarantine.json" in text


def test_rows_are_told_and_not_what_the_check_counts_and_that_some_are_told_twice() -> None:
    key = replace(RANGE, check="uniqueness", n_failed=100)

    text = quarantine_text(replace(DONE, bad=1_300, blamed=(key, RANGE), rows_of=(200, 1_234)))

    assert "200 rows  trips.minutes uniqueness" in text
    assert "a row that several checks blame is counted for each" in text
    assert "counted for each" not in quarantine_text(DONE)
