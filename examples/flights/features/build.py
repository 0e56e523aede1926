"""Build the feature table: one row per scheduled flight, from flights, weather, planes and airports.

The decision is made one hour before the scheduled departure. A feature may use only what was known then: the
schedule, the aircraft register, the weather one hour earlier, and the departures that had already happened.
What happened to the flight itself (its own delays, times and air time) makes the label and nothing else.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

HERE = Path(__file__).parent.parent

TABLES = ("flights", "weather", "planes", "airports")

LATE_AFTER_MIN = 15
"""A flight is delayed when it arrives more than this many minutes late."""

NOTICE_MIN = 60
"""Minutes between the decision and the scheduled departure."""

RECENT_MIN = 120
"""Length of the window of departures that the decision looks back on, minutes."""

KEY = ("year", "month", "day", "carrier", "flight", "origin")

NUMERIC = (
    "sched_dep_minute",
    "day_of_week",
    "distance",
    "sched_minutes",
    "temp",
    "humid",
    "wind_speed",
    "wind_gust",
    "precip",
    "pressure",
    "visib",
    "plane_age",
    "seats",
    "recent_delay",
    "recent_departures",
)

CATEGORICAL = ("carrier", "origin", "dest")


def add_schedule(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `schedule`: every flight with its instants, its decision time and its label.

    `outcome` says why a label is missing: a cancelled flight never left, a diverted one left and has no arrival
    delay at its destination. Neither counts as on time; both keep their row, with a null label.
    """
    connection.execute(f"""
        create or replace view schedule as
        with timed as (
            select *, time_hour + to_minutes(minute) as sched_dep_at from flights
        )
        select
            timed.*,
            sched_dep_at - to_minutes({NOTICE_MIN}) as decided_at,
            sched_dep_at + to_minutes(dep_delay) as departed_at,
            hour * 60 + minute as sched_dep_minute,
            isodow(make_date(year, month, day)) as day_of_week,
            case
                when arr_delay is not null then 'arrived'
                when dep_time is null then 'cancelled'
                else 'diverted'
            end as outcome,
            cast(arr_delay > {LATE_AFTER_MIN} as integer) as delayed
        from timed
    """)  # noqa: S608 - only constants of this file are put in


def add_duration(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `duration`: scheduled minutes from gate to gate, the time zones taken out.

    Null where the register does not know the zone of the destination (Puerto Rico, the Virgin Islands).
    """
    keys = ", ".join(KEY)
    connection.execute(f"""
        create or replace view duration as
        with local as (
            select
                schedule.*,
                timezone(airports.tzone, sched_dep_at) as left_at,
                (sched_arr_time // 100) * 60 + sched_arr_time % 100 as arr_minute
            from schedule left join airports on airports.faa = schedule.dest
        )
        select {keys},
            cast((arr_minute - extract(hour from left_at) * 60 - extract(minute from left_at) + 1440) % 1440
                as integer) as sched_minutes
        from local
    """)  # noqa: S608 - only constants of this file are put in


def add_recent(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `recent`: departures of the same airport in the two hours up to the decision.

    `recent_delay` is their mean departure delay, minutes; null when nothing left, as before the first wave.
    Running totals at each departure make the window a difference of two lookups.
    """
    keys = ", ".join(f"late.{key}" for key in KEY)
    connection.execute(f"""
        create or replace view recent as
        with departures as (
            select origin, departed_at, count(*) as n, sum(dep_delay) as minutes
            from schedule where dep_delay is not null group by all
        ),
        totals as (
            select origin, departed_at, sum(n) over past as n, sum(minutes) over past as minutes
            from departures window past as (partition by origin order by departed_at)
        ),
        late as (
            select schedule.*, decided_at - to_minutes({RECENT_MIN}) as opens_at, totals.n, totals.minutes
            from schedule asof left join totals
            on schedule.origin = totals.origin and schedule.decided_at >= totals.departed_at
        )
        select {keys},
            cast(coalesce(late.n, 0) - coalesce(early.n, 0) as integer) as recent_departures,
            (coalesce(late.minutes, 0) - coalesce(early.minutes, 0))
                / nullif(coalesce(late.n, 0) - coalesce(early.n, 0), 0) as recent_delay
        from late asof left join totals as early
        on late.origin = early.origin and late.opens_at >= early.departed_at
    """)  # noqa: S608 - only constants of this file are put in


def add_weather(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `sky`: the weather an hour before the hour of departure, by airport and that hour.

    Wind above 150 mph was never measured at these airports and becomes null. A gust is recorded only when there
    is one, so a missing gust is the wind itself.
    """
    connection.execute("""
        create or replace view sky as
        with plausible as (
            select *, if(wind_speed <= 150, wind_speed, null) as wind from weather
        )
        select origin, time_hour + interval 1 hour as time_hour, temp, humid, wind as wind_speed,
            coalesce(wind_gust, wind) as wind_gust, precip, pressure, visib
        from plausible
    """)


def add_features(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the view `features` from the tables flights, weather, planes and airports of the connection."""
    add_schedule(connection)
    add_duration(connection)
    add_recent(connection)
    add_weather(connection)
    keys = ", ".join(KEY)
    numeric = ", ".join(f"cast({name} as double) as {name}" for name in NUMERIC)
    connection.execute(f"""
        create or replace view features as
        with joined as (
            select schedule.*, duration.sched_minutes, recent.recent_delay, recent.recent_departures,
                sky.* exclude (origin, time_hour), planes.seats, schedule.year - planes.year as plane_age
            from schedule
            left join duration using ({keys})
            left join recent using ({keys})
            left join sky on sky.origin = schedule.origin and sky.time_hour = schedule.time_hour
            left join planes on planes.tailnum = schedule.tailnum
        )
        select {keys}, dest, sched_dep_at, {numeric}, outcome, delayed
        from joined
        order by sched_dep_at, carrier, flight, origin
    """)  # noqa: S608 - only constants of this file are put in


def build(data: Path) -> int:
    """Write `features.parquet` into the data folder and return its number of rows."""
    target = data / "features.parquet"
    with duckdb.connect(config={"threads": 1}) as connection:  # one thread: sums and rows keep their order
        connection.execute("set TimeZone = 'UTC'")
        for table in TABLES:
            connection.read_parquet(str(data / f"{table}.parquet")).create_view(table)
        add_features(connection)
        connection.table("features").write_parquet(str(target), compression="zstd")
        counted = connection.execute("select count(*) from read_parquet(?)", [str(target)]).fetchall()
    return int(counted[0][0])


def main() -> None:
    """Build the feature table of the data folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder of the Parquet files")
    rows = build(parser.parse_args().data)
    print(f"features {rows:,} rows")


if __name__ == "__main__":
    main()
