"""An empty world of flights for the tests to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest
from prepare import TABLES

NEW_YORK = ZoneInfo("America/New_York")


@dataclass
class World:
    """The four tables of a test, and short ways to add rows."""

    connection: duckdb.DuckDBPyConnection

    def flight(self, at: str, *, number: int = 1, dep_delay: int | None = 0, **other: object) -> None:
        """Add a flight that is scheduled at a local clock time, such as ``2013-05-06 10:30``."""
        local = datetime.fromisoformat(at).replace(tzinfo=NEW_YORK)
        left = None if dep_delay is None else local + timedelta(minutes=dep_delay)
        row = {
            "year": local.year,
            "month": local.month,
            "day": local.day,
            "dep_time": left and left.hour * 100 + left.minute,
            "sched_dep_time": local.hour * 100 + local.minute,
            "dep_delay": dep_delay,
            "sched_arr_time": (local.hour + 2) % 24 * 100 + local.minute,
            "arr_delay": dep_delay,
            "carrier": "UA",
            "flight": number,
            "origin": "EWR",
            "dest": "BOS",
            "distance": 200,
            "hour": local.hour,
            "minute": local.minute,
            "time_hour": local.replace(minute=0).isoformat(),
        }
        self.add("flights", row | other)

    def weather(self, at: str, **other: object) -> None:
        """Add an observation at Newark at a local hour."""
        local = datetime.fromisoformat(at).replace(tzinfo=NEW_YORK)
        self.add("weather", {"origin": "EWR", "time_hour": local.isoformat(), "wind_speed": 10.0} | other)

    def add(self, table: str, row: dict[str, object]) -> None:
        """Add a row; columns that are not given are null."""
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        insert = f"insert into {table} ({names}) values ({marks})"  # noqa: S608 - names come from the tests
        self.connection.execute(insert, list(row.values()))

    def column(self, view: str, name: str) -> list[object]:
        """Return the values of one column, in the order of the flight numbers where there are any."""
        order = "order by flight" if view in ("schedule", "duration", "recent", "features") else ""
        query = f"select {name} from {view} {order}"  # noqa: S608 - names come from the tests
        return [value for (value,) in self.connection.execute(query).fetchall()]


@pytest.fixture
def world() -> Iterator[World]:
    """Yield empty tables as `prepare.py` types them, with Boston in the register of airports."""
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        for table, plan in TABLES.items():
            columns = ", ".join(f"{name} {kind}" for name, kind in plan["columns"].items())
            connection.execute(f"create table {table} ({columns})")
        made = World(connection)
        made.add("airports", {"faa": "BOS", "tzone": "America/New_York"})
        yield made
