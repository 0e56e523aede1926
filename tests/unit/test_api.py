from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from tests.fakes.projects import NOW, TRIPS, Home, trips_contract

import lockgate
from lockgate import DriftSpec, Verdict, check, compare, run
from lockgate.app.accept_reference import accept_reference
from lockgate.bootstrap import open_project, reference_from
from lockgate.checks.range import Range
from lockgate.domain.errors import DocumentError, LockgateError, ParameterError, VerdictError
from lockgate.scan.suite import Suite, SuiteItem

PROJECT = (
    "lockgate: 1\nproject: trips\nowner: ops\nseed: 7\ndata:\n{data}stages:\n  ingest:\n    - contract: trips\n"
)
FRAMES: dict[str, Callable[[], object]] = {
    "arrow": lambda: pa.table({key: pa.array(values) for key, values in TRIPS.items()}),
    "pandas": lambda: pd.DataFrame(dict(TRIPS)),
    "polars": lambda: pl.DataFrame(dict(TRIPS)),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Return a project directory, which is also the current one."""
    monkeypatch.chdir(tmp_path)
    return Home(tmp_path)


@pytest.fixture
def contract(home: Home) -> Path:
    """Return the path of a contract; its table lies beside it."""
    home.trips()
    return home.root / "contracts" / "trips.odcs.yaml"


@pytest.fixture
def strict(home: Home) -> Path:
    """Return the path of a contract that one row breaks."""
    home.trips(lower=30)
    return home.root / "contracts" / "trips.odcs.yaml"


@pytest.mark.parametrize("table", ["data/trips.parquet", Path("data/trips.parquet"), "data/*.parquet"])
def test_a_table_is_read_from_a_path(contract: Path, table: object) -> None:
    assert check(table, contract).verdict is Verdict.PASS


@pytest.mark.parametrize("kind", FRAMES)
def test_a_table_in_memory_is_judged_like_its_file(strict: Path, kind: str) -> None:
    in_memory = check(FRAMES[kind](), strict, now=NOW)
    from_file = check("data/trips.parquet", strict, now=NOW)

    assert in_memory.verdict is Verdict.FAIL
    assert in_memory.findings == from_file.findings


@pytest.mark.parametrize("kind", FRAMES)
def test_a_table_in_memory_is_left_as_it_was(contract: Path, kind: str) -> None:
    table = FRAMES[kind]()

    check(table, contract)

    assert str(table) == str(FRAMES[kind]())


def test_a_table_in_memory_is_called_what_its_contract_calls_it(contract: Path) -> None:
    result = check(FRAMES["pandas"](), contract)

    assert {finding.subject.table for finding in result.findings} == {"trips"}


def test_the_name_is_that_of_the_caller(contract: Path) -> None:
    suite = Suite(table="trips", items=(SuiteItem(check=Range("minutes", min=0)),))

    from_contract = check("data/trips.parquet", contract, name="june").findings
    from_suite = check("data/trips.parquet", suite, name="june").findings

    assert {finding.subject.table for finding in (*from_contract, *from_suite)} == {"june"}


def test_a_suite_made_in_python_is_a_contract_too(contract: Path) -> None:
    suite = Suite(table="trips", items=(SuiteItem(check=Range("minutes", min=30)),))

    assert contract.exists()
    assert check("data/trips.parquet", suite).verdict is Verdict.FAIL


def test_an_empty_table_is_no_pass(contract: Path) -> None:
    nothing = pa.array([], pa.int64())

    result = check(pa.table({"id": nothing, "minutes": nothing}), contract)

    assert result.verdict is not Verdict.PASS


def test_a_table_that_cannot_be_read_is_an_error_and_no_exception(contract: Path) -> None:
    assert check("data/none.parquet", contract).verdict is Verdict.ERROR


def test_a_contract_that_is_not_there_is_an_exception(home: Home) -> None:
    home.trips()

    with pytest.raises(DocumentError):
        check("data/trips.parquet", "none.yaml")


@pytest.mark.parametrize("table", [None, 3, object(), {"id": [1]}])
def test_what_is_no_table_is_refused(contract: Path, table: object) -> None:
    with pytest.raises(
        ParameterError,
        match=r"LG101.*`table` must be a path, a PostgresTable, or an Arrow, pandas, polars or Spark table",
    ):
        check(table, contract)


@pytest.mark.parametrize("table", [pa.array([1]), pd.Series([1])])
def test_what_only_looks_like_a_table_never_passes(contract: Path, table: object) -> None:
    try:
        verdict = check(table, contract).verdict
    except LockgateError:
        return

    assert verdict is not Verdict.PASS


def test_an_instant_without_zone_is_refused(contract: Path) -> None:
    with pytest.raises(ParameterError, match="timezone-aware"):
        check("data/trips.parquet", contract, now=datetime(2013, 7, 1))  # noqa: DTZ001 - that is the mistake


def test_the_instant_is_that_of_the_caller(contract: Path) -> None:
    now = datetime(2013, 7, 1, tzinfo=UTC)

    assert check("data/trips.parquet", contract, now=now).result.now == now


def test_as_many_rows_are_shown_as_asked_for(home: Home) -> None:
    home.trips(columns={"id": np.arange(50), "minutes": np.zeros(50, dtype=np.int64)})

    shown = [
        max(len(finding.sample.rows) if finding.sample else 0 for finding in result.findings)
        for result in (
            check("data/trips.parquet", "contracts/trips.odcs.yaml", sample_rows=rows) for rows in (0, 3)
        )
    ]

    assert shown == [0, 3]


def test_a_pass_returns_itself(contract: Path) -> None:
    result = check("data/trips.parquet", contract)

    assert result.raise_for_verdict() is result


def test_anything_else_raises_with_the_red_lines(strict: Path) -> None:
    result = check("data/trips.parquet", strict)

    with pytest.raises(VerdictError, match=r"the verdict is FAIL: trips\.minutes range: 1 of 4 rows") as raised:
        result.raise_for_verdict()

    assert isinstance(raised.value, AssertionError)


def test_the_frame_has_one_row_a_finding(strict: Path) -> None:
    result = check("data/trips.parquet", strict)

    frame = result.to_frame()

    assert len(frame) == len(result.findings)
    assert {"check", "verdict", "summary"} <= set(frame.columns)


def test_a_notebook_shows_the_verdict_and_the_red_line(strict: Path) -> None:
    shown = check("data/trips.parquet", strict)._repr_html_()

    assert "FAIL" in shown
    assert "minutes" in shown
    assert "<script src" not in shown


def test_the_text_form_counts_what_is_red(strict: Path) -> None:
    result = check("data/trips.parquet", strict)

    assert repr(result) == f"<CheckResult FAIL: 1 of {len(result.findings)} findings red>"


def test_a_project_is_run_to_a_verdict_with_evidence(home: Home) -> None:
    home.write("lockgate.yaml", PROJECT.format(data=home.trips()))

    result = run(stage="ingest", now=NOW)

    assert result.verdict is Verdict.PASS
    assert (home.root / ".lockgate" / "evidence" / result.result.run_id / "run.json").is_file()


def test_a_project_is_run_from_another_directory(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.write("lockgate.yaml", PROJECT.format(data=home.trips()))
    monkeypatch.chdir("/")

    assert run(home.root / "lockgate.yaml", now=NOW).verdict is Verdict.PASS


def test_public_names_are_loaded_on_first_use_and_no_other() -> None:
    assert lockgate.check is check

    with pytest.raises(AttributeError, match="no attribute 'chek'"):
        lockgate.chek  # noqa: B018 - asking for the name is the test


MINUTES = [20, 45, 60, 300] * 200


def test_a_table_is_compared_with_a_table_and_with_an_accepted_reference(home: Home) -> None:
    before = home.root / home.table("trips", {"minutes": MINUTES})
    home.write("lockgate.yaml", PROJECT.format(data=f"  trips: {before}\n").replace("contract", "drift"))
    project = open_project(str(home.root / "lockgate.yaml"))
    path = accept_reference(project, home.ports(project), "trips", reason="for the test").path
    later = pa.table({"minutes": [300, 300, 60, 300] * 200})

    assert compare(before, pa.table({"minutes": MINUTES})).verdict is Verdict.PASS
    assert compare(path, before).verdict is Verdict.PASS
    assert compare(path, later, name="later").findings[0].subject.table == "later"
    assert compare(reference_from(path), later).verdict is Verdict.FAIL
    assert compare(path, later, options=DriftSpec(data="x", margin=0.9)).verdict is Verdict.PASS


def test_another_json_file_is_a_table_of_rows(home: Home) -> None:
    path = home.write("trips.json", "\n".join(f'{{"minutes": {one}}}' for one in MINUTES))

    assert compare(home.root / path, pa.table({"minutes": MINUTES})).verdict is Verdict.PASS


def test_every_offending_row_of_a_frame_is_written_where_asked(tmp_path: Path) -> None:
    contract = Home(tmp_path).write("trips.odcs.yaml", trips_contract(lower=50))
    frame = pd.DataFrame(dict(TRIPS))

    lockgate.write_failures(frame, tmp_path / contract, tmp_path / "out.parquet")

    assert pd.read_parquet(tmp_path / "out.parquet")["lockgate_row"].tolist() == [1, 2]
