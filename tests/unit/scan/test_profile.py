"""What is stored of partitions."""

from __future__ import annotations

from datetime import timedelta
from typing import cast

import pyarrow as pa
import pytest
from tests.fakes.tables import CountingSession, opened

from lockgate.checks.freshness import Freshness
from lockgate.checks.range import Range
from lockgate.checks.referential_integrity import ReferentialIntegrity
from lockgate.checks.uniqueness import Uniqueness
from lockgate.domain.errors import DataError, LockgateError
from lockgate.scan import profile as module
from lockgate.scan.aggregate import Request
from lockgate.scan.aggregates.count import Count, CountIf, RowCount
from lockgate.scan.aggregates.key_counts import KeyCounts, Keys, KeysState
from lockgate.scan.aggregates.now import Now
from lockgate.scan.aggregates.orphans import Orphans
from lockgate.scan.aggregates.overlay import Overlay
from lockgate.scan.aggregates.table_schema import TableSchema
from lockgate.scan.engine import Session
from lockgate.scan.pairing import Pairing
from lockgate.scan.partitioning import PartitionSpec
from lockgate.scan.predicates import IsNull, OutOfRange
from lockgate.scan.profile import other_table, profile_column, profile_table, state_key, stored_requests
from lockgate.scan.suite import Suite, SuiteItem

SPEC = PartitionSpec(column="day")
TABLE = {"day": ["2013-01-01", "2013-01-01", "2013-01-02", None], "k": [1, 1, None, 3], "x": [5, 50, 5, 5]}


def test_keys_are_stored_in_the_place_of_their_summary_and_what_is_free_is_not() -> None:
    checks = (
        Uniqueness(("k",)),
        Freshness("day", timedelta(days=1)),
        ReferentialIntegrity(("k",), "other", ("k",)),
    )
    suite = Suite(table="t", items=tuple(SuiteItem(check=check) for check in checks))

    asked = {type(request.aggregate) for request in stored_requests([suite], "t")}

    assert Keys in asked
    assert not asked & {KeyCounts, Now, TableSchema}
    assert {request.table for request in stored_requests([suite], "t")} == {"t"}


def test_a_table_without_a_contract_is_counted() -> None:
    assert stored_requests([], "t") == (Request("t", RowCount()),)


def test_a_state_that_depends_on_another_table_is_named_after_its_content() -> None:
    orphans = Request("t", Orphans(("k",), "other", ("k",)))

    keys = {state_key(orphans, {"other": content}) for content in ("a" * 64, "b" * 64)} | {
        state_key(orphans, {})
    }

    assert len(keys) == 3
    assert other_table(orphans.aggregate) == "other"
    assert other_table(RowCount()) == ""
    assert other_table(Overlay(Pairing(("k",), "other", ("k",)))) == "other"


def test_keys_of_a_masked_column_have_a_name_of_their_own() -> None:
    request = Request("t", Keys(("email",)))

    assert state_key(request, {}, frozenset({"Email"})) != state_key(request, {})


def test_each_partition_has_every_answer_also_where_a_grouping_has_no_row() -> None:
    requests = [Request("t", Keys(("k",))), Request("t", Keys(("k",)), by=("x",)), Request("t", RowCount())]

    with opened(t=TABLE) as session:
        found = profile_column(session, "t", requests, SPEC)

    assert set(found) == {"2013-01-01", "2013-01-02", "(null)"}
    assert found["2013-01-02"][requests[0]] == KeysState()
    assert found["2013-01-02"][requests[1]] == {}
    assert {name: profile[requests[2]] for name, profile in found.items()} == {
        "2013-01-01": Count(2), "2013-01-02": Count(1), "(null)": Count(1),
    }  # fmt: skip


def test_all_partitions_are_read_in_one_scan_and_one_pass_a_grouping(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = [Request("t", CountIf(IsNull("k"))), Request("t", RowCount()), Request("t", Keys(("k",)))]

    with opened(t=TABLE) as session:
        counting = CountingSession(session)
        profile_column(cast("Session", counting), "t", requests, SPEC)
        together = len(counting.queries)
        monkeypatch.setattr(module, "ROWS_AT_A_TIME", 2)
        counting = CountingSession(session)
        profile_column(cast("Session", counting), "t", requests, SPEC)

    assert together == 2 + 1  # and what a partition without a key would say, asked of no rows
    assert len(counting.queries) == 1 + 3 + 1  # no two of the three partitions have at most two rows together


def test_a_range_that_the_ends_leave_open_is_counted_in_one_more_scan() -> None:
    requests = [Request("t", CountIf(OutOfRange("x", 0, 10))), Request("t", CountIf(OutOfRange("x", 0, 99)))]

    with opened(t=TABLE) as session:
        found = profile_table(session, "t", requests)

    assert [found[request] for request in requests] == [Count(1), Count(0)]


def test_a_question_that_cannot_be_asked_is_the_error_of_every_partition() -> None:
    requests = [Request("t", Keys(("nope",))), Request("t", CountIf(IsNull("nope")))]

    with opened(t=TABLE) as session:
        found = profile_column(session, "t", requests, SPEC)

    assert all(isinstance(found["2013-01-01"][request], LockgateError) for request in requests)


def test_a_table_that_cannot_be_cut_is_an_error() -> None:
    with opened(t=TABLE) as session, pytest.raises(DataError, match="LG207"):
        profile_column(session, "t", [], PartitionSpec(column="x"))


def test_rows_that_cannot_be_counted_are_an_error() -> None:
    class Broken:
        """A session whose engine answers nothing."""

        dialect = "duckdb"
        selects = 0
        is_ordered = True

        def __init__(self, session: Session) -> None:
            self._session = session

        def schema(self, table: str) -> object:
            return self._session.schema(table)

        def gap(self, tree: object) -> None:
            """Anything can be asked."""

        def rows(self, query: object, parameters: object = ()) -> object:  # noqa: ARG002 - as a session
            raise DataError.engine("t", "no")

    with opened(t=TABLE) as session, pytest.raises(DataError, match="LG205"):
        profile_column(cast("Session", Broken(session)), "t", [], SPEC)


def test_values_of_ranges_are_those_of_the_check() -> None:
    suite = Suite(table="t", items=(SuiteItem(check=Range("x", min=0, max=10)),))

    with opened(t=TABLE) as session:
        found = profile_column(session, "t", stored_requests([suite], "t"), SPEC)

    counted = [
        profile[request]
        for profile in found.values()
        for request in profile
        if isinstance(request.aggregate, CountIf)
    ]
    assert Count(1) in counted


def test_a_table_without_rows_has_no_partition() -> None:
    empty = {"day": pa.array([], pa.string()), "k": pa.array([], pa.int64())}

    with opened(t=empty) as session:
        assert profile_column(session, "t", [Request("t", Keys(("k",)))], SPEC) == {}


def test_what_no_rows_say_is_asked_once_for_all_partitions_without_any() -> None:
    table = {"day": ["2013-01-01", "2013-01-02", "2013-01-03"], "k": [1, None, None]}
    request = Request("t", Keys(("k",)))

    with opened(t=table) as session:
        counting = CountingSession(session)
        found = profile_column(cast("Session", counting), "t", [request], SPEC)

    assert [found[f"2013-01-0{day}"][request] for day in (2, 3)] == [KeysState(), KeysState()]
    assert len(counting.queries) == 2 + 1
