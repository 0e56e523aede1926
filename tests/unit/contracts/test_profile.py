from __future__ import annotations

from datetime import datetime, timedelta

import duckdb
import pytest

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.contracts.profile import Profile, profile_table
from lockgate.scan.engine import Source


def profile_of(query: str) -> Profile:
    with duckdb.connect() as connection:
        table = connection.sql(query).to_arrow_table()
    session = DuckDBEngine(threads=1).open({"t": Source("a table", frame=table)})
    try:
        return profile_table(session, "t")
    finally:
        session.close()


HOURLY = """
    select timestamp '2025-01-01' + to_hours(i::int) as made_at, i as n, if(i < 5, null, 'w' || i % 3) as word,
           if(i = 7, 'nan'::double, i / 2) as half
    from range(240) as hours(i)
"""


def test_days_are_the_parts_and_the_newest_fifth_is_held_out() -> None:
    profile = profile_of(HOURLY)

    assert profile.time is not None
    assert profile.time.name == "made_at"
    assert [part.name[:10] for part in profile.fit] == [f"2025-01-0{day}" for day in range(1, 9)]
    assert [part.name[:10] for part in profile.held] == ["2025-01-09", "2025-01-10"]
    assert (profile.rows, profile.newest, profile.gap) == (240, datetime(2025, 1, 10, 23), timedelta(days=1))  # noqa: DTZ001 - as the table has it


def test_each_part_knows_its_extremes_and_what_is_odd() -> None:
    first = profile_of(HOURLY).fit[0].columns

    assert (first["n"].filled, first["n"].lower, first["n"].upper) == (24, 0, 23)
    assert (first["word"].filled, first["word"].lower, first["word"].upper) == (19, 2, 2)
    assert (first["half"].lower, first["half"].upper, first["half"].odd) == (0, 11.5, 1)


def test_few_texts_are_counted_in_both_halves() -> None:
    profile = profile_of(HOURLY)

    counts = {word: fit + held for word, fit, held in profile.categories["word"]}

    assert counts == {"w0": 78, "w1": 78, "w2": 79}


@pytest.mark.parametrize(
    ("step", "n", "width"),
    [
        ("to_minutes({})", 1_000, 13),
        ("to_days({})", 900, 10),
        ("to_days({} * 5)", 900, 10),
        ("to_months({})", 900, 10),
    ],
)
def test_the_width_of_parts_fits_the_span(step: str, n: int, width: int) -> None:
    query = f"select timestamp '1950-01-02' + {step.format('i::int')} as made_at from range({n}) as t(i)"  # noqa: S608 - the test's own words

    profile = profile_of(query)

    assert 2 <= len(profile.parts) <= 1_600
    assert len({part.name[:width] for part in profile.parts}) == len(profile.parts)


def test_without_a_time_a_hash_of_the_rows_makes_sixteen_parts() -> None:
    profile = profile_of("select i as id from range(500) as t(i)")

    assert profile.time is None
    assert len(profile.parts) == 16
    assert 0.1 < sum(part.rows for part in profile.held) / 500 < 0.35


def test_a_table_of_more_columns_than_an_engine_puts_together_in_a_row_is_read() -> None:
    profile = profile_of(f"select {', '.join(f'{i} as c{i}' for i in range(1_001))}")

    assert sum(len(parts) for parts in (profile.fit, profile.held)) == 1


def test_dates_beyond_the_calendar_are_no_extremes() -> None:
    profile = profile_of("""
        select if(i = 7, date '0044-03-15 (BC)', date '2025-01-01') as day from range(500) as t(i)
    """)

    assert profile.time is None
    ends = [(part.columns["day"].lower, part.columns["day"].upper) for part in profile.parts]
    assert ends == [(None, None), (datetime(2025, 1, 1), datetime(2025, 1, 1))]  # noqa: DTZ001 - as the table has it


def test_a_table_without_rows_has_no_parts() -> None:
    profile = profile_of("select 1 as a where false")

    assert (profile.parts, profile.rows) == ((), 0)
