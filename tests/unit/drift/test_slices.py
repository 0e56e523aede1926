"""Columns compared within slices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.references import compared_on
from tests.fakes.tables import opened

from lockgate.domain.errors import DataError, ParameterError, StateError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift import slices
from lockgate.drift.freeze import freeze
from lockgate.drift.question import CHECK, MISSING
from lockgate.drift.reference import Reference
from lockgate.drift.slices import MOST_CURRENT_SLICES, MOST_SLICES
from lockgate.drift.spec import DriftSpec, ErrorControl, Kept
from lockgate.scan.aggregates.count import Count
from lockgate.scan.blocks import Block, BlockSpec, BlockUnit

SPEC = DriftSpec(data="t", slices=("carrier",))
ROWS = 6_000


def _flights(
    *, seed: int, shift: float = 0.0, carriers: tuple[str, ...] = ("AA", "B6", "UA")
) -> Mapping[str, object]:
    """Return delays of carriers; those of B6 alone are shifted."""
    draw = np.random.default_rng(seed)
    carrier = draw.choice(np.array(carriers), ROWS)
    delay = draw.normal(0, 1, ROWS) + np.where(carrier == "B6", shift, 0.0)
    return {
        "carrier": pa.array(carrier.tolist(), pa.string()),
        "delay": pa.array([None if one < -1.5 else one for one in delay]),
        "origin": pa.array(draw.choice(np.array(["EWR", "JFK"]), ROWS).tolist()),
    }


def _reference(
    table: Mapping[str, object] | pa.Table, kept: Kept | None = None, **options: object
) -> Reference:
    with opened(t=table) as session:
        return freeze(session, "t", version="v1", kept=kept or SPEC.kept, **options)  # type: ignore[arg-type]  # masked


REFERENCE = _reference(_flights(seed=1))


def _found(current: object, spec: DriftSpec = SPEC, reference: Reference = REFERENCE) -> dict[str, Finding]:
    findings = compared_on(reference, current, spec).findings
    return {f"{one.subject}{' missing' if one.check == MISSING else ''}": one for one in findings}


def test_rows_of_a_slice_are_those_of_the_column_in_it() -> None:
    table = pa.table(dict(_flights(seed=1)))
    only = table.filter(pa.compute.equal(table["carrier"], "B6"))

    found = REFERENCE.require("delay").sliced("carrier")
    origins = REFERENCE.require("origin").sliced("carrier")

    assert set(found) == {"AA", "B6", "UA"}
    assert (found["B6"].n + found["B6"].missing, found["B6"].missing) == (
        only.num_rows,
        only["delay"].null_count,
    )
    assert sum(one.n for one in found.values()) == REFERENCE.require("delay").n
    assert origins["B6"].n == only.num_rows
    assert REFERENCE.require("carrier").slices == ()


def test_a_drift_of_one_slice_is_found_there_and_nowhere_else() -> None:
    found = _found(_flights(seed=2, shift=1.0))

    verdicts = {name: one.verdict for name, one in found.items()}
    assert verdicts["t.delay · carrier=B6"] is Verdict.FAIL
    assert verdicts["t.delay · carrier=AA"] is Verdict.PASS
    assert verdicts["t.origin · carrier=B6"] is Verdict.PASS
    assert "t.delay · carrier=AA missing" in verdicts
    assert "t.carrier · carrier=AA" not in verdicts
    assert "down the tree of groups, columns and slices" in found["t"].summary


@pytest.mark.parametrize("control", list(ErrorControl))
def test_every_control_finds_the_slice(control: ErrorControl) -> None:
    found = _found(_flights(seed=2, shift=1.5), replace(SPEC, control=control))

    assert found["t.delay · carrier=B6"].verdict is Verdict.FAIL


def test_a_slice_that_is_new_and_one_that_is_gone_are_findings() -> None:
    found = _found(_flights(seed=2, carriers=("AA", "B6", "XX")))

    new, gone = found["t · carrier=XX"], found["t · carrier=UA"]
    assert (new.verdict, new.reason, new.severity) == (Verdict.INCONCLUSIVE, "LG463", Severity.BLOCKING)
    assert new.summary.startswith("the slice is new: ")
    assert gone.summary.endswith("rows in the reference, none now")
    assert (gone.verdict, gone.n) == (Verdict.INCONCLUSIVE, 0)


def test_no_rows_at_all_leave_every_slice_gone() -> None:
    found = _found(pa.table(dict(_flights(seed=2))).slice(0, 0))

    assert {name for name, one in found.items() if one.reason == "LG463"} == {
        "t · carrier=AA",
        "t · carrier=B6",
        "t · carrier=UA",
    }


def test_small_slices_are_told_and_shut_no_gate() -> None:
    found = _found(_flights(seed=2, carriers=("AA", "B6", "XX")), replace(SPEC, min_slice_rows=100_000))

    assert found["t · carrier=XX"].severity is Severity.INFO
    assert found["t.delay · carrier=B6"].severity is Severity.INFO
    assert found["t.delay"].severity is Severity.BLOCKING


def test_a_half_loaded_table_is_not_judged_in_its_slices_either() -> None:
    found = _found(_flights(seed=2, shift=1.0), replace(SPEC, min_rows=100_000))

    assert found["t.delay · carrier=B6"].verdict is Verdict.INCONCLUSIVE


def test_rows_without_a_slice_are_one() -> None:
    holed = pa.table({"s": pa.array(["a", None] * 500), "x": list(range(1_000))})
    spec = DriftSpec(data="t", slices=("s",))

    found = _found(holed, spec, _reference(holed, spec.kept))

    assert found["t.x · s=(null)"].verdict is Verdict.PASS


def test_more_slices_than_a_reference_keeps_are_refused() -> None:
    table = {"x": [1] * (MOST_SLICES + 1), "s": [f"v{i}" for i in range(MOST_SLICES + 1)]}

    with pytest.raises(DataError, match=r"LG227.*more than 50 values"):
        _reference(table, Kept(slices=("s",)))


def test_more_slices_than_the_current_table_may_have_are_an_error_and_not_asked() -> None:
    n = MOST_CURRENT_SLICES + 1
    crowded = {"carrier": [f"c{i}" for i in range(n)], "delay": [0.0] * n, "origin": ["EWR"] * n}

    findings = compared_on(REFERENCE, crowded, SPEC).findings

    (refused,) = [one for one in findings if one.verdict is Verdict.ERROR and one.subject.columns]
    assert (str(refused.subject), refused.check) == ("t.carrier", CHECK)
    assert "more than 100 values, too many to slice by" in refused.summary
    assert not any(one.subject.slice for one in findings)


def test_a_current_table_without_the_column_is_an_error() -> None:
    without = {name: column for name, column in _flights(seed=2).items() if name != "carrier"}

    findings = compared_on(REFERENCE, without, SPEC).findings

    assert any(one.verdict is Verdict.ERROR and "has no column `carrier`" in one.summary for one in findings)
    assert [str(one.subject) for one in findings if one.verdict is Verdict.ERROR] == ["t", "t.carrier"]


def test_a_column_that_is_gone_is_told_once_and_as_itself() -> None:
    without = {name: column for name, column in _flights(seed=2).items() if name != "delay"}

    findings = compared_on(REFERENCE, without, SPEC).findings

    assert [str(one.subject) for one in findings if one.verdict is Verdict.ERROR] == ["t", "t.delay"]


def test_a_masked_column_is_not_sliced_by() -> None:
    with pytest.raises(ParameterError, match="carrier, which is masked"):
        _reference(_flights(seed=1), masked=frozenset({"carrier"}))


def test_a_reference_without_the_slices_is_refused() -> None:
    with pytest.raises(StateError, match=r"LG228.*its rows by `origin`"):
        _found(_flights(seed=2), replace(SPEC, slices=("origin",)))


def test_a_document_gives_the_slices_back() -> None:
    assert Reference.from_bytes(REFERENCE.to_bytes(), "here") == REFERENCE


def _days(*, seed: int) -> pa.Table:
    days = [datetime(2013, 1, 1, tzinfo=UTC) + timedelta(days=i // 100) for i in range(ROWS)]
    return pa.table({**_flights(seed=seed), "at": pa.array(days, pa.timestamp("us", "UTC"))})


BLOCKS = BlockSpec(column="at", unit=BlockUnit.DAY)


def test_slices_keep_their_blocks_and_margins_are_calibrated_in_them() -> None:
    spec = replace(SPEC, blocks=BLOCKS, margin="calibrated", columns=("delay", "carrier"))
    reference = _reference(_days(seed=1), spec.kept)

    found = _found(_days(seed=2).slice(0, 2_000), spec, reference)

    sliced = reference.require("delay").sliced("carrier")["AA"]
    assert len(sliced.frozen.state.blocks) == 60
    assert "calibrated on 60 windows" in found["t.delay · carrier=AA"].summary


def test_more_blocks_of_slices_than_can_be_reviewed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slices, "MOST_SLICED_BLOCKS", 100)

    with pytest.raises(ParameterError, match="at most 100 blocks times slices"):
        _reference(_days(seed=1), Kept(block=BLOCKS.block, slices=("carrier",)))


def test_what_was_not_counted_on_a_list_or_edges_gives_no_slices() -> None:
    with opened(t=dict(_flights(seed=2))) as session:
        schema = session.schema("t")
        requests = slices.slice_requests("t", REFERENCE.columns[1:2], ("carrier",), None)
        answers = slices.collect_slices(session, schema, requests, {"carrier": Count(3)}, 50)

    assert all(isinstance(one, DataError) for one in answers.values())
    request = next(iter(requests.values()))
    with pytest.raises(TypeError, match="count"):
        slices.gaps_of(SPEC, REFERENCE, REFERENCE.columns[1:2], {request: {("AA",): Count(3)}})


def test_missing_rows_of_a_column_that_names_rows_are_compared_by_slice_and_block() -> None:
    n = 2_400
    names = [f"row {i}" for i in range(n)]
    table: dict[str, object] = {"id": names, "g": ["u", "v"] * (n // 2), "e": [f"e{i % 40}" for i in range(n)]}
    with opened(t=table) as session:
        reference = freeze(session, "t", kept=Kept(block=Block("e"), slices=("g",)))
    sliced = reference.require("id").sliced("g")
    now = {**table, "id": [None if i % 2 else name for i, name in enumerate(names)]}

    found = compared_on(
        reference, now, DriftSpec(data="t", slices=("g",), blocks=BlockSpec(entity="e"))
    ).findings

    assert {name: (one.n, one.missing) for name, one in sliced.items()} == {"u": (1_200, 0), "v": (1_200, 0)}
    verdicts = {one.subject.slice: one.verdict for one in found if one.subject.columns == ("id",)}
    assert verdicts == {
        (): Verdict.FAIL,
        (("g", "u"),): Verdict.PASS,
        (("g", "v"),): Verdict.FAIL,
    }
