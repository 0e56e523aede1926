"""Unit tests of the feature code: one small world per test."""

from __future__ import annotations

import pytest
from features.build import add_duration, add_features, add_recent, add_schedule, add_weather

from conftest import World


@pytest.mark.parametrize(("minutes", "delayed"), [(-20, 0), (15, 0), (16, 1), (600, 1)])
def test_a_flight_is_delayed_when_it_arrives_more_than_15_minutes_late(
    world: World, minutes: int, delayed: int
) -> None:
    world.flight("2013-05-06 10:30", arr_delay=minutes)

    add_schedule(world.connection)

    assert world.column("schedule", "delayed") == [delayed]


def test_a_cancelled_flight_has_no_label(world: World) -> None:
    world.flight("2013-05-06 10:30", dep_delay=None)

    add_schedule(world.connection)

    assert world.column("schedule", "outcome") == ["cancelled"]
    assert world.column("schedule", "delayed") == [None]


def test_a_diverted_flight_has_no_label(world: World) -> None:
    world.flight("2013-05-06 10:30", dep_delay=5, arr_delay=None)

    add_schedule(world.connection)

    assert world.column("schedule", "outcome") == ["diverted"]
    assert world.column("schedule", "delayed") == [None]


def test_monday_is_day_1_and_minutes_count_from_local_midnight(world: World) -> None:
    world.flight("2013-05-06 10:30")

    add_schedule(world.connection)

    assert world.column("schedule", "day_of_week") == [1]
    assert world.column("schedule", "sched_dep_minute") == [630]


@pytest.mark.parametrize(
    ("dest", "tzone", "at", "arrives", "minutes"),
    [
        ("BOS", "America/New_York", "2013-05-06 10:30", 1145, 75),
        ("LAX", "America/Los_Angeles", "2013-05-06 10:00", 1315, 375),
        ("PHX", "America/Phoenix", "2013-01-07 10:00", 1300, 300),
        ("PHX", "America/Phoenix", "2013-07-01 10:00", 1200, 300),
        ("LAX", "America/Los_Angeles", "2013-05-06 23:00", 205, 365),
    ],
)
def test_the_duration_takes_time_zones_summer_time_and_midnight_out(
    world: World, dest: str, tzone: str, at: str, arrives: int, minutes: int
) -> None:
    world.connection.execute("delete from airports")
    world.add("airports", {"faa": dest, "tzone": tzone})
    world.flight(at, dest=dest, sched_arr_time=arrives)
    add_schedule(world.connection)

    add_duration(world.connection)

    assert world.column("duration", "sched_minutes") == [minutes]


def test_an_unknown_airport_has_no_duration(world: World) -> None:
    world.flight("2013-05-06 10:30", dest="SJU")
    add_schedule(world.connection)

    add_duration(world.connection)

    assert world.column("duration", "sched_minutes") == [None]


def test_recent_delay_is_the_mean_of_the_departures_in_the_window(world: World) -> None:
    world.flight("2013-05-06 12:00", number=1)
    world.flight("2013-05-06 10:00", number=2, dep_delay=10)
    world.flight("2013-05-06 10:30", number=3, dep_delay=30)
    add_schedule(world.connection)

    add_recent(world.connection)

    assert world.column("recent", "recent_delay")[0] == 20
    assert world.column("recent", "recent_departures")[0] == 2


def test_a_departure_after_the_decision_is_not_seen(world: World) -> None:
    world.flight("2013-05-06 12:00", number=1)
    world.flight("2013-05-06 10:30", number=2, dep_delay=31)
    add_schedule(world.connection)

    add_recent(world.connection)

    assert world.column("recent", "recent_delay")[0] is None
    assert world.column("recent", "recent_departures")[0] == 0


def test_a_departure_at_the_moment_of_the_decision_is_seen(world: World) -> None:
    world.flight("2013-05-06 12:00", number=1)
    world.flight("2013-05-06 10:30", number=2, dep_delay=30)
    add_schedule(world.connection)

    add_recent(world.connection)

    assert world.column("recent", "recent_delay")[0] == 30


def test_departures_before_the_window_and_at_other_airports_are_not_seen(world: World) -> None:
    world.flight("2013-05-06 12:00", number=1)
    world.flight("2013-05-06 08:59", number=2, dep_delay=0)
    world.flight("2013-05-06 10:00", number=3, dep_delay=0, origin="JFK")
    add_schedule(world.connection)

    add_recent(world.connection)

    assert world.column("recent", "recent_departures")[0] == 0


def test_a_flight_does_not_see_its_own_delay(world: World) -> None:
    world.flight("2013-05-06 12:00", dep_delay=-30)
    add_schedule(world.connection)

    add_recent(world.connection)

    assert world.column("recent", "recent_delay") == [None]


def test_the_weather_is_that_of_the_hour_before_the_hour_of_departure(world: World) -> None:
    world.flight("2013-05-06 12:40")
    world.weather("2013-05-06 11:00", temp=60.0)
    world.weather("2013-05-06 12:00", temp=99.0)

    add_features(world.connection)

    assert world.column("features", "temp") == [60.0]


def test_missing_weather_gives_nulls_and_keeps_the_flight(world: World) -> None:
    world.flight("2013-05-06 12:40")

    add_features(world.connection)

    assert world.column("features", "temp") == [None]


def test_a_missing_gust_is_the_wind_and_impossible_wind_is_null(world: World) -> None:
    world.weather("2013-05-06 11:00", wind_speed=12.0)
    world.weather("2013-05-06 12:00", wind_speed=1048.4)

    add_weather(world.connection)

    assert world.column("sky", "wind_gust") == [12.0, None]
    assert world.column("sky", "wind_speed") == [12.0, None]


def test_an_unregistered_aircraft_has_neither_age_nor_seats(world: World) -> None:
    world.add("planes", {"tailnum": "N12345", "year": 2003, "seats": 150})
    world.flight("2013-05-06 12:40", number=1, tailnum="N12345")
    world.flight("2013-05-06 12:40", number=2, tailnum="N3AAMQ")

    add_features(world.connection)

    assert world.column("features", "plane_age") == [10, None]
    assert world.column("features", "seats") == [150, None]


@pytest.mark.parametrize("column", ["dep_time", "dep_delay", "arr_time", "arr_delay", "air_time"])
def test_what_happened_to_the_flight_is_no_feature(world: World, column: str) -> None:
    add_features(world.connection)

    names = [row[0] for row in world.connection.execute("describe features").fetchall()]

    assert column not in names
