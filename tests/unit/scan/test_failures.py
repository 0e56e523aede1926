"""Every offending row, with its number, its check and its reason; counted by hand."""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sqlglot import exp
from tests.fakes.tables import NOW, CountingSession

from lockgate.adapters.engines.duckdb import DuckDBEngine, DuckDBSession
from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.scan import judged
from lockgate.scan.engine import Source
from lockgate.scan.expression import Expression
from lockgate.scan.failures import Blame, _lines_apart, blame, failing_rows, hold_refused
from lockgate.scan.marks import marked_rows
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite, SuiteItem

CHECKS: dict[str, Any] = dict(REGISTRY)

TRIPS = pa.table({
    "id": [1, 2, 2, 4, 5, 6],
    "minutes": [20, -5, 30, 2_000, None, 40],
    "origin": ["JFK", "JFK", "LGA", "LGA", "LGA", None],
    "mail": ["a@x", "b@x", None, "d@x", "e@x", "f@x"],
})  # fmt: skip
RANGE = SuiteItem(check=CHECKS["range"]("minutes", min=0, max=900), owner="ops")
UNIQUE = SuiteItem(check=CHECKS["uniqueness"](("id",)))
FILLED = SuiteItem(check=CHECKS["completeness"]("mail"), group_by=("origin",))
MEAN = SuiteItem(check=CHECKS["mean"](Requirement.at_most(1.0), "minutes"))
BROKEN = SuiteItem(check=CHECKS["range"]("nothing", min=0))


def opened(tmp_path: Path, table: object = TRIPS, **more: Path) -> DuckDBSession:
    sources = {"t": Source("t", frame=table), **{name: Source(str(path)) for name, path in more.items()}}
    return DuckDBEngine(threads=2).open(sources, output=str(tmp_path))


def suite_of(*items: SuiteItem, masked: Iterable[str] = ()) -> Suite:
    return Suite(table="t", items=items, masked=frozenset(masked))


def blamed(session: DuckDBSession, suite: Suite) -> Blame:
    return blame(suite, run_suites([suite], session, now=NOW), 0, session.schema("t"))


def failures(tmp_path: Path, suite: Suite, table: object = TRIPS) -> list[dict[str, Any]]:
    session = opened(tmp_path, table)
    query = failing_rows(blamed(session, suite).failing, session.schema("t"), suite.masked)
    session.save(query, str(tmp_path / "failures.parquet"))
    session.close()
    rows: list[dict[str, Any]] = pq.read_table(tmp_path / "failures.parquet").to_pylist()
    return rows


def test_each_offending_row_is_told_with_its_number_check_reason_and_values(tmp_path: Path) -> None:
    rows = failures(tmp_path, suite_of(RANGE, UNIQUE))

    assert [(row["lockgate_row"], row["lockgate_check"]) for row in rows] == [
        (2, "range"), (2, "uniqueness"), (3, "uniqueness"), (4, "range"),
    ]  # fmt: skip
    assert rows[0] == {
        "lockgate_row": 2,
        "lockgate_check": "range",
        "lockgate_columns": "minutes",
        "lockgate_reason": "minutes violates range: 0 to 900 (LG401)",
        "lockgate_slice": "",
        "lockgate_severity": "blocking",
        "lockgate_owner": "ops",
        "id": 2,
        "minutes": -5,
        "origin": "JFK",
        "mail": "b@x",
    }


def test_a_slice_blames_its_own_rows_only(tmp_path: Path) -> None:
    (row,) = failures(tmp_path, suite_of(FILLED))

    assert (row["lockgate_row"], row["lockgate_slice"]) == (3, "origin=LGA")
    assert row["lockgate_reason"] == "mail violates completeness: every row filled in origin=LGA (LG401)"


def test_the_slice_of_an_offence_by_other_rows_is_respected(tmp_path: Path) -> None:
    item = SuiteItem(check=CHECKS["uniqueness"](("mail",)), group_by=("origin",))
    table = pa.table({"mail": ["a", "a", "a", "b"], "origin": ["JFK", "JFK", "LGA", "LGA"]})

    rows = failures(tmp_path, suite_of(item), table)

    assert [(row["lockgate_row"], row["lockgate_slice"]) for row in rows] == [
        (1, "origin=JFK"),
        (2, "origin=JFK"),
    ]


def test_a_filter_is_respected_by_both_kinds_of_offence(tmp_path: Path) -> None:
    late = Expression("origin = 'LGA'")
    items = (
        SuiteItem(check=RANGE.check, where=late),
        SuiteItem(check=CHECKS["uniqueness"](("origin",)), where=late),
    )

    rows = failures(tmp_path, suite_of(*items))

    assert [(row["lockgate_row"], row["lockgate_check"]) for row in rows] == [
        (3, "uniqueness"), (4, "range"), (4, "uniqueness"), (5, "uniqueness"),
    ]  # fmt: skip


def test_masked_values_are_hidden_and_nulls_stay_nulls(tmp_path: Path) -> None:
    rows = failures(tmp_path, suite_of(RANGE, FILLED, masked=("mail", "Minutes")))

    assert [(row["minutes"], row["mail"]) for row in rows] == [
        ("(masked)", "(masked)"), ("(masked)", None), ("(masked)", "(masked)"),
    ]  # fmt: skip


def test_where_nothing_is_red_the_columns_are_there_and_no_line(tmp_path: Path) -> None:
    session = opened(tmp_path)
    query = failing_rows((), session.schema("t"), frozenset())

    written = session.save(query, str(tmp_path / "none.csv"))

    header = ",".join(
        f"lockgate_{name}" for name in ("row", "check", "columns", "reason", "slice", "severity", "owner")
    )
    assert (written, (tmp_path / "none.csv").read_text()) == (0, f"{header},id,minutes,origin,mail\n")


def test_what_is_red_is_told_apart_by_whether_rows_are_to_blame(tmp_path: Path) -> None:
    warned = SuiteItem(check=CHECKS["range"]("id", max=1), severity=Severity.WARNING)

    found = blamed(opened(tmp_path), suite_of(RANGE, MEAN, BROKEN, warned))

    assert [one.finding.check for one in found.failing] == ["range", "range"]
    assert [one.check for one in found.apart] == ["mean"]
    assert [one.subject.columns for one in found.undecided] == [("nothing",)]
    assert [one.finding.subject.columns for one in found.blocking().failing] == [("minutes",)]


def test_checks_whose_rows_are_told_one_by_one_share_one_scan(tmp_path: Path) -> None:
    items = [SuiteItem(check=CHECKS["range"]("minutes", max=limit)) for limit in range(1, 20)]
    session = opened(tmp_path)
    found = blamed(session, suite_of(*items))
    counting = CountingSession(session)

    counting.rows(failing_rows(found.failing, session.schema("t"), frozenset()))

    assert (len(found.failing), counting.base_scans) == (19, 1)


def test_a_table_that_has_a_column_of_ours_is_refused(tmp_path: Path) -> None:
    session = opened(tmp_path, pa.table({"id": [1], "Lockgate_Row": [1]}))

    with pytest.raises(ParameterError, match="a table without a column `lockgate_row`"):
        failing_rows((), session.schema("t"), frozenset())


def test_order_and_numbers_hold_over_many_threads_and_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "big.parquet"
    numbers = pa.array(range(600_000), pa.int64())
    table = pa.table({"id": numbers, "minutes": pa.array([i % 1_000 for i in range(600_000)])})
    pq.write_table(table, path, row_group_size=20_000)
    suite = suite_of(SuiteItem(check=CHECKS["range"]("minutes", max=998)))
    session = DuckDBEngine(threads=4).open({"t": Source(str(path))}, output=str(tmp_path))

    session.save(
        failing_rows(blamed(session, suite).failing, session.schema("t"), frozenset()),
        str(tmp_path / "f.parquet"),
    )

    rows = pq.read_table(tmp_path / "f.parquet")
    assert rows["lockgate_row"].to_pylist() == list(range(1_000, 600_001, 1_000))
    assert rows["id"].to_pylist() == list(range(999, 600_000, 1_000))


def test_only_an_offence_by_other_rows_is_asked_apart(tmp_path: Path) -> None:
    session = opened(tmp_path)
    found = blamed(session, suite_of(RANGE))

    with pytest.raises(TypeError, match="OutOfRange"):
        _lines_apart(0, found.failing[0].offence, session.schema("t"), exp.select("*"), holds_values=True)


def test_words_of_a_check_are_values_and_never_sql(tmp_path: Path) -> None:
    item = SuiteItem(check=CHECKS["pattern"]("mail", '^it\'s "x"; drop'), owner="o'neil")

    rows = failures(tmp_path, suite_of(item))

    assert {row["lockgate_owner"] for row in rows} == {"o'neil"}
    assert "it's" in json.dumps(rows[0]["lockgate_reason"])


def test_rows_with_a_value_that_python_refuses_are_told(tmp_path: Path) -> None:
    item = SuiteItem(check=CHECKS["semantic_format"]("origin", "ip"), where=Expression("id < 5"))

    with closing(opened(tmp_path)) as session:
        found = blamed(session, suite_of(item))
        query = failing_rows(found.failing, session.schema("t"), frozenset())
        rows = session.rows(query)

    assert [row[0] for row in rows] == [1, 2, 3, 4]
    assert found.undecided == ()


@pytest.mark.parametrize(
    ("item", "numbers"),
    [
        (SuiteItem(check=CHECKS["semantic_format"]("mail", "ip")), [1, 2, 4, 5, 6]),
        (SuiteItem(check=CHECKS["semantic_format"]("mail", "ip"), where=Expression("id > 2")), [4, 5, 6]),
        (SuiteItem(check=CHECKS["semantic_format"]("mail", "ip"), group_by=("origin",)), [1, 2, 4, 5, 6]),
    ],
)
def test_more_refused_values_than_are_remembered_are_held_by_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, item: SuiteItem, numbers: list[int]
) -> None:
    monkeypatch.setattr(judged, "MOST_REJECTED", 1)
    monkeypatch.setattr(judged, "MOST_REJECTED_IN_SLICE", 1)

    with closing(opened(tmp_path)) as session:
        schema = session.schema("t")
        found = blamed(session, suite_of(item))
        hold_refused(found.failing, schema, session)
        told = session.rows(failing_rows(found.failing, schema, frozenset()))
        marked = session.rows(marked_rows(found.failing, schema))

    assert found.undecided == ()
    assert [row[0] for row in told] == sorted(int(str(row[0])) for row in marked) == numbers


def test_values_of_one_question_are_judged_again_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "MOST_REJECTED_IN_SLICE", 1)
    item = SuiteItem(check=CHECKS["semantic_format"]("mail", "ip"), group_by=("origin",))

    with closing(opened(tmp_path)) as session:
        found = blamed(session, suite_of(item))
        before = session.selects
        hold_refused(found.failing, session.schema("t"), session)

        assert len(found.failing) > 1
        assert session.selects == before + 1


@pytest.mark.parametrize(
    ("name", "arguments", "numbers"),
    [
        ("sequence", ("id",), [3, 4]),
        ("outlier_rows", ("minutes", "mad", 3.0), [4]),
        ("outlier_rows", ("minutes", "z", 1.0, "upper"), [4]),
        ("disjoint_intervals", ("id", "minutes"), [2, 3, 4, 6]),
        ("text_variants", ("origin",), []),
        ("columns_equal", (("id", "minutes"),), [1, 2, 3, 4, 6]),
        ("filled_columns", (("minutes", "origin"), 2), [5, 6]),
    ],
)
def test_rows_of_the_newer_checks_are_told(
    tmp_path: Path, name: str, arguments: tuple[Any, ...], numbers: list[int]
) -> None:
    with closing(opened(tmp_path)) as session:
        found = blamed(session, suite_of(SuiteItem(check=CHECKS[name](*arguments))))
        rows = session.rows(failing_rows(found.failing, session.schema("t"), frozenset()))

    assert [row[0] for row in rows] == numbers


def test_instants_with_a_zone_stay_instants(tmp_path: Path) -> None:
    at = pa.array([NOW], pa.timestamp("us", "UTC"))
    item = SuiteItem(check=REGISTRY["range"]("x", max=1))  # type: ignore[call-arg]  # of the range check

    (row,) = failures(tmp_path, suite_of(item), pa.table({"x": [5], "t": at}))

    assert row["t"] == NOW


def test_a_row_has_its_values_as_they_were_in_the_source(tmp_path: Path) -> None:
    table = pa.table({"id": ["1", "1", "x"], "minutes": ["20", "late", "5"]})
    source = Source("t", frame=table, options={"types": {"id": "integer", "minutes": "integer"}})
    with closing(DuckDBEngine(threads=2).open({"t": source}, output=str(tmp_path))) as session:
        schema = session.schema("t")
        suite = suite_of(SuiteItem(check=CHECKS["convertible"]("minutes", "integer")), UNIQUE)
        found = blame(suite, run_suites([suite], session, now=NOW), 0, schema)
        rows = session.rows(failing_rows(found.failing, schema, frozenset()))

    assert [(row[0], row[1], *row[-2:]) for row in rows] == [
        (1, "uniqueness", "1", "20"),
        (2, "convertible", "1", "late"),
        (2, "uniqueness", "1", "late"),
    ]
