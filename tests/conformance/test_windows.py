"""A window judged from merged states says what a scan of the same rows says: every check, every way to cut."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from sqlglot import exp
from tests.conformance.test_checks_on_parts import BY_SLICE, MORE, OTHER, TABLE
from tests.fakes.tables import NOW, opened

from lockgate.checks import CHECKS as REGISTRY
from lockgate.domain.requirement import Operator, Requirement
from lockgate.scan.aggregate import Request, is_pass
from lockgate.scan.check import Check, Outcome
from lockgate.scan.execute import Answer
from lockgate.scan.expression import Expression
from lockgate.scan.judge import outcomes_of
from lockgate.scan.partition_states import PartitionStates, dump_partition, load_partition
from lockgate.scan.partitioning import PartitionSpec, PartitionUnit
from lockgate.scan.plan import Pass
from lockgate.scan.profile import (
    Profile,
    other_table,
    profile_column,
    profile_table,
    state_key,
    stored_requests,
)
from lockgate.scan.run import run_suites
from lockgate.scan.suite import Suite, SuiteItem
from lockgate.scan.window import Window

CHECKS: dict[str, Any] = dict(REGISTRY)  # a test may call a class by its YAML name
IDENTITIES = {"other": "o" * 64, "more": "m" * 64}
DAYS = pa.array(["2013-01-01", "2013-01-01", "2013-01-02", "2013-01-02", "2013-01-04", None, "2013-01-04"])
WHOLE = TABLE.append_column("day", DAYS)
STRUCTURE: list[Check] = [
    CHECKS["column_count"](Requirement(Operator.MUST_BE, (8,))),
    CHECKS["column_names"]("^[a-z]+$"),
    CHECKS["physical_type"]("x", "DOUBLE"),
    CHECKS["operand_type"]("x", ("number",)),
    CHECKS["columns_present"](("g", "day")),
    CHECKS["columns_exact"](("g", "i")),
    CHECKS["column_order"](("g", "i", "x")),
    CHECKS["column_position"]("g", 0),
    CHECKS["unmapped"]("a rule"),
    CHECKS["logical_type"]("x", "number"),
]
STRUCTURE += [CHECKS["column_position"]("x", 2), CHECKS["unmapped"]("a rule")]
IMPORTED: list[Check] = [
    CHECKS["kl_divergence"]("s", (0.5, 0.5), 1.0, values=("JFK", "EWR")),
    CHECKS["python_pattern"]("s", regex="^[A-Z]+$"),
    CHECKS["duplicate_rows"](),
    CHECKS["duplicate_rows"](("g", "k")),
    CHECKS["uniqueness"](("g", "k"), skip_nulls="all"),
    CHECKS["uniqueness"](("g", "k"), skip_nulls="never"),
    CHECKS["entropy"](Requirement.at_least(1), ("g", "s")),
]
ASKED = [check for check, _ in BY_SLICE] + STRUCTURE + IMPORTED
OF_TEXTS: list[Check] = [
    CHECKS["monotone"]("s", "i"),
    CHECKS["monotone"]("x", "s", direction="decreasing"),
    CHECKS["correlation"](Requirement.at_least(0), "i", "s", "spearman"),
    CHECKS["disjoint_intervals"]("g", "s"),
]
OF_WHOLE_TABLES: list[Check] = [
    CHECKS["reconciliation"](("k",), "more", ("y",), to_values=("x",)),
    CHECKS["reconciliation"](("i",), "more", ("x",)),
    CHECKS["same_rows"]("other", ("k",)),
    CHECKS["same_rows"]("other", ("k",), counting="set"),
]
SKEWED: list[Check] = [
    CHECKS["serving_skew"](("i",), "more", ("x", "k")),
    CHECKS["serving_skew"](("i",), "more", ("x", "y", "k"), to_features=("k", "x", "x")),
    CHECKS["serving_skew"](("k",), "more", ("x",)),
]
OF_FILES: list[Check] = [
    CHECKS["monotone"](name, direction=direction, strict=strict)
    for name in ("i", "x", "s")
    for direction, strict in (("increasing", False), ("decreasing", True))
]
"""Checks of the order of rows: parts have one if they are files, and else have not."""

REFUSED = OF_FILES
"""What is an error over several partitions by a column; the docs list the same checks."""

MERGED = [check for check in (*ASKED, *OF_TEXTS, *OF_WHOLE_TABLES, *SKEWED) if check not in REFUSED]


def items_of(check: Check) -> tuple[SuiteItem, ...]:
    """Return the check plain, filtered and sliced, as far as it can be."""
    plain = SuiteItem(check=check)
    if check in STRUCTURE or check in OF_WHOLE_TABLES:
        return (plain,)
    filtered, sliced = replace(plain, where=Expression("i > 2")), replace(plain, group_by=("g",))
    return (plain, filtered) if check in OF_FILES else (plain, filtered, sliced)


def suite_of(checks: Sequence[Check]) -> Suite:
    """Return what the engine is asked at once; each check is judged from what it asks for itself."""
    return Suite(table="t", items=tuple(item for check in checks for item in items_of(check)))


ALL = suite_of([*MERGED, *REFUSED])


def stored(profiles: dict[str, Profile], columns: tuple[Any, ...]) -> list[PartitionStates]:
    """Return partitions as the store gives them back."""
    found = []
    for partition, profile in profiles.items():
        requests = {state_key(request, IDENTITIES): request for request in profile}
        answers = {key: profile[request] for key, request in requests.items()}
        states = PartitionStates(table="t", partition=partition, identity="i", columns=columns, answers=answers)
        found.append(load_partition(dump_partition(states, requests), partition))
    return found


@cache
def by_column() -> list[PartitionStates]:
    """Return the states that all checks ask for, of each value of a column."""
    with opened(t=WHOLE, other=OTHER, more=MORE) as session:
        profiles = profile_column(session, "t", stored_requests([ALL], "t"), PartitionSpec(column="day"))
        return stored(profiles, session.schema("t").columns)


def by_file(cuts: Sequence[int], checks: Sequence[Check]) -> list[PartitionStates]:
    """Return the states that checks ask for, of each run of rows."""
    asked = stored_requests([suite_of(checks)], "t")
    profiles: dict[str, Profile] = {}
    for start, end in zip((0, *cuts), (*cuts, WHOLE.num_rows), strict=True):
        with opened(t=WHOLE.slice(start, end - start), other=OTHER, more=MORE) as session:
            profiles[f"part-{start}"] = profile_table(session, "t", asked)
            columns = session.schema("t").columns
    return stored(profiles, columns)


@cache
def merged_by_file(*cuts: int) -> list[PartitionStates]:
    return by_file(cuts, MERGED)


@cache
def ordered_by_file(*cuts: int) -> list[PartitionStates]:
    return by_file(cuts, OF_FILES)


@cache
def live(request: Request) -> Answer:
    """Return what another table answers."""
    with opened(t=WHOLE, other=OTHER, more=MORE) as session:
        return profile_table(session, request.table, [request])[request]


@cache
def known(*days: str) -> dict[Request, Answer]:
    """Return what a scan of the rows of some days answers to all checks; of all rows if none is named."""
    rows = WHOLE.filter(pc.is_in(WHOLE["day"], pa.array(days))) if days else WHOLE
    with opened(t=rows, other=OTHER, more=MORE) as session:
        return run_suites([ALL], session, now=NOW, sample_rows=0).answers.known


def judged(check: Check, partitions: list[PartitionStates]) -> list[dict[Any, Outcome]]:
    """Judge a check from the states of partitions, and from those only that it asks for."""
    window = Window("t", partitions, NOW, IDENTITIES)
    requests = [request for item in items_of(check) for request in item.requests("t")]
    there = {request: live(request) for request in requests if request.table != "t"}
    return plain([outcomes_of(item, "t", {**window.answers(requests), **there}) for item in items_of(check)])


def scanned(check: Check, *days: str) -> list[dict[Any, Outcome]]:
    """Judge a check from a scan, and from those of its answers only that it asks for."""
    asked = {request for item in items_of(check) for request in item.requests("t")}
    own = {request: answer for request, answer in known(*days).items() if request in asked}
    return plain([outcomes_of(item, "t", own) for item in items_of(check)])


def plain(outcomes: Sequence[Mapping[Any, Outcome] | None]) -> list[Any]:
    """Return outcomes as they compare."""
    parts = [part or {} for part in outcomes]
    return [{key: rounded(outcome) for key, outcome in sorted(part.items(), key=repr)} for part in parts]


def rounded(outcome: Outcome) -> Outcome:
    """Return the outcome with the digits that do not depend on the order of adding."""
    if isinstance(outcome.observed, float):
        return replace(outcome, observed=float(f"{outcome.observed:.9g}"))
    return outcome


@pytest.mark.parametrize("check", MERGED, ids=lambda c: c.name)
def test_merged_partitions_say_what_a_scan_of_their_rows_says(check: Check) -> None:
    whole = scanned(check)

    assert judged(check, by_column()) == whole
    assert judged(check, merged_by_file(1, 3)) == whole
    assert judged(check, merged_by_file(0, 7)) == whole  # with parts that have no row


@pytest.mark.parametrize("check", MERGED, ids=lambda c: c.name)
def test_a_window_says_what_a_scan_of_the_rows_in_it_says(check: Check) -> None:
    days = ("2013-01-02", "2013-01-04")

    window = [part for part in by_column() if part.partition in days]

    assert judged(check, window) == scanned(check, *days)


def test_every_check_is_judged_in_windows() -> None:
    assert {check.name for check in [*MERGED, *REFUSED]} == set(CHECKS)


def test_states_that_read_another_table_are_named_after_its_content() -> None:
    with opened(t=WHOLE, other=OTHER, more=MORE) as session:
        schema = session.schema("t")

    for check in ASKED:
        for request in stored_requests([Suite(table="t", items=(SuiteItem(check=check),))], "t"):
            if is_pass(request.aggregate):
                read = {table.name for table in Pass(schema, request).query().find_all(exp.Table)}
                assert read <= {"t", other_table(request.aggregate)}, check


@pytest.mark.parametrize("check", REFUSED, ids=lambda c: c.name)
def test_what_cannot_be_merged_exactly_is_an_error_and_never_guessed(check: Check) -> None:
    outcomes, *_ = judged(check, by_column())

    assert [outcome.verdict.value for outcome in outcomes.values()] == ["error"]
    assert "its rows have no order of files" in str(outcomes)


@pytest.mark.parametrize("check", OF_FILES, ids=lambda c: c.name)
def test_files_follow_one_another(check: Check) -> None:
    whole = scanned(check)

    for cuts in ((), (3,), (1, 3), (0, 7), (1, 2, 3, 4, 5, 6)):
        assert judged(check, ordered_by_file(*cuts)) == whole


def test_files_that_stand_in_another_order_by_path_are_refused() -> None:
    outcomes, *_ = judged(OF_FILES[0], ordered_by_file(3)[::-1])

    assert "another order by date than by path" in str(outcomes)


def test_the_docs_list_exactly_what_is_refused() -> None:
    page = (Path(__file__).parents[2] / "docs/explanation/states-and-windows.md").read_text(encoding="utf-8")
    listed = page.partition("<!-- refused -->")[2].partition("<!-- end -->")[0]

    assert set(re.findall(r"^\| `(\w+)`", listed, re.MULTILINE)) == {check.name for check in REFUSED}


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        (PartitionUnit.HOUR, {"2013-07-01T00", "2013-07-01T05", "2013-08-02T23", "(null)"}),
        (PartitionUnit.DAY, {"2013-07-01", "2013-08-02", "(null)"}),
        (PartitionUnit.MONTH, {"2013-07", "2013-08", "(null)"}),
        (PartitionUnit.YEAR, {"2013", "(null)"}),
    ],
)
@pytest.mark.parametrize("zone", [None, "America/New_York"])
def test_instants_are_cut_in_utc(unit: PartitionUnit, names: set[str], zone: str | None) -> None:
    instants = [datetime(2013, 7, 1, tzinfo=UTC), datetime(2013, 7, 1, 5, 59, tzinfo=UTC),
                datetime(2013, 8, 2, 23, 30, tzinfo=UTC), None]  # fmt: skip
    bare = instants if zone else [None if one is None else one.replace(tzinfo=None) for one in instants]
    suite = Suite(table="t", items=(SuiteItem(check=CHECKS["row_count"](Requirement(Operator.MUST_BE, (4,)))),))

    with opened(t={"at": pa.array(bare, pa.timestamp("us", zone))}) as session:
        spec = PartitionSpec(column="at", unit=unit)
        profiles = profile_column(session, "t", stored_requests([suite], "t"), spec)

    assert set(profiles) == names
