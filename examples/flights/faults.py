"""Make three broken copies of this project; the good one is not touched.

`units`          air_time of United (UA) comes in seconds instead of minutes since March
`duplicated-day` the flights of 12 June are there twice
`class-order`    the candidate's classes are stored in the other order, so its scores are turned around
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import skops.io
from train import save

HERE = Path(__file__).parent

UNITS = """
    select * replace (if(carrier = 'UA' and month >= 3, air_time * 60, air_time) as air_time) from flights
"""
DUPLICATED_DAY = """
    select * from flights union all select * from flights where month = 6 and day = 12
"""


def rewrite_flights(project: Path, query: str) -> None:
    """Replace the flights of a copy by what the query makes of them."""
    good, broken = HERE / "data" / "flights.parquet", project / "data" / "flights.parquet"
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.read_parquet(str(good)).create_view("flights")
        connection.sql(query).write_parquet(str(broken), compression="zstd")


def in_seconds(project: Path) -> None:
    """Multiply United's air time by 60 from March on."""
    rewrite_flights(project, UNITS)


def duplicated_day(project: Path) -> None:
    """Append the flights of 12 June once more."""
    rewrite_flights(project, DUPLICATED_DAY)


def swapped_classes(project: Path) -> None:
    """Store the candidate with its two classes in the other order."""
    file = project / "models" / "candidate.skops"
    model = skops.io.load(file, trusted=skops.io.get_untrusted_types(file=file))
    model[-1].classes_ = model[-1].classes_[::-1].copy()
    save(model, file)


FAULTS: dict[str, Callable[[Path], None]] = {
    "units": in_seconds,
    "duplicated-day": duplicated_day,
    "class-order": swapped_classes,
}


def copy_project(target: Path) -> None:
    """Copy the project with its data and models, without what it has made of itself."""
    shutil.rmtree(target, ignore_errors=True)
    skip = shutil.ignore_patterns("broken", ".lockgate", "__pycache__", ".pytest_cache")
    shutil.copytree(HERE, target, ignore=skip)


def main() -> None:
    """Make the broken copies."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("faults", nargs="*", choices=[[], *FAULTS], help="which; all if none is named")
    parser.add_argument("--target", type=Path, default=HERE / "data" / "broken", help="folder for the copies")
    arguments = parser.parse_args()
    for fault in arguments.faults or FAULTS:
        project = arguments.target / fault
        copy_project(project)
        FAULTS[fault](project)
        print(f"{fault:15} {project}")


if __name__ == "__main__":
    main()
