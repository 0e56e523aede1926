"""Margins of questions, calibrated ones among them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.tables import opened

from lockgate.domain.errors import StateError
from lockgate.domain.verdict import Verdict
from lockgate.drift.calibration import FEWEST_WINDOWS
from lockgate.drift.collect import collect
from lockgate.drift.compare import Comparison, compare, requests_of
from lockgate.drift.freeze import freeze
from lockgate.drift.question import CHECK, MISSING
from lockgate.drift.spec import DriftSpec, Kept
from lockgate.scan.blocks import Block, BlockSpec, BlockUnit

START = datetime(2013, 1, 1, tzinfo=UTC)
BLOCKS = BlockSpec(column="at", unit=BlockUnit.DAY)
SPEC = DriftSpec(data="t", columns=("x", "s", "n"), margin="calibrated", blocks=BLOCKS)


def _days(first: int, days: int, *, seed: int, rows: int = 400, shift: float = 0.0) -> pa.Table:
    """Return days whose level wanders from day to day."""
    generator = np.random.default_rng(seed)
    level = np.repeat(generator.normal(shift, 0.4, days), rows)
    at = [START + timedelta(days=first + i // rows) for i in range(days * rows)]
    return pa.table(
        {
            "at": pa.array(at, pa.timestamp("us", "UTC")),
            "x": level + generator.normal(0, 1, days * rows),
            "s": np.where(generator.random(days * rows) < 0.5, "a", "b"),
            "n": pa.array([None if one < 0.1 else 1.0 for one in generator.random(days * rows)]),
        }
    )


def _compared(
    spec: DriftSpec, current: pa.Table, *, days: int = 60, seed: int = 0
) -> Mapping[tuple[str, str], Comparison]:
    with opened(r=_days(0, days, seed=1), t=current) as session:
        reference = replace(freeze(session, "r", version="v1", kept=spec.kept), table="t")
        answers = collect(session, session.schema("t"), requests_of(spec, reference).values())
        found = compare(spec, reference, answers, seed=seed)
    return {(one.asked.check, one.asked.column.name): one for one in found}


def test_the_margin_of_what_wanders_is_wide_and_that_of_what_does_not_is_narrow() -> None:
    found = _compared(SPEC, _days(60, 1, seed=2))

    assert found[CHECK, "x"].margin.value > 0.2
    assert 0.02 <= found[CHECK, "s"].margin.value < 0.06
    assert {one.margin.origin for one in found.values()} == {
        "margin calibrated on 60 windows of the reference, each of 1 day"
    }
    assert (MISSING, "n") in found


def test_longer_windows_wander_less() -> None:
    day, week = (_compared(SPEC, _days(60, days, seed=2))[CHECK, "x"].margin for days in (1, 7))

    assert week.value < day.value
    assert week.origin.endswith("each of 7 days")


def test_a_day_like_the_others_is_no_drift_and_a_shifted_one_is() -> None:
    as_usual = _compared(SPEC, _days(60, 12, seed=3))
    moved = _compared(SPEC, _days(60, 12, seed=3, shift=3.0))

    assert as_usual[CHECK, "x"].decision.verdict is not Verdict.FAIL
    assert moved[CHECK, "x"].decision.verdict is Verdict.FAIL


def test_a_margin_of_its_own_wins_and_says_nothing_of_calibration() -> None:
    found = _compared(replace(SPEC, margins={"x": 0.3}), _days(60, 1, seed=2))

    assert (found[CHECK, "x"].margin.value, found[CHECK, "x"].margin.origin) == (0.3, "")
    assert found[CHECK, "s"].margin.origin


def test_where_every_margin_is_given_nothing_is_calibrated() -> None:
    found = _compared(replace(SPEC, columns=("x",), margins={"x": 0.3}), _days(60, 1, seed=2), days=12)

    assert [one.margin.origin for one in found.values()] == [""]


def test_one_seed_gives_one_margin() -> None:
    first, again, other = (
        _compared(SPEC, _days(60, 1, seed=2), seed=seed)[CHECK, "x"].margin.value for seed in (5, 5, 6)
    )

    assert first == again
    assert first == pytest.approx(other, rel=0.1)


def test_groups_of_entities_are_blocks_too() -> None:
    entities = np.arange(40_000) % 900
    table = _days(0, 100, seed=1).append_column("who", pa.array(entities))
    spec = replace(SPEC, columns=("s",), blocks=None)  # the reference says which, as a contract told it
    few = table.filter(pa.array(entities < 9))
    with opened(t=table) as session:
        reference = freeze(session, "t", kept=Kept(block=Block("who")))
    with opened(t=few) as session:
        answers = collect(session, session.schema("t"), requests_of(spec, reference).values())

    (one,) = compare(spec, reference, answers)

    assert "groups of entities" in one.margin.origin


def test_without_blocks_random_parts_of_the_reference_are_compared() -> None:
    spec = replace(SPEC, blocks=None, margins={"n": 0.3})

    few, many = (_compared(spec, _days(60, days, seed=2)) for days in (1, 30))

    assert few[CHECK, "s"].margin.origin.startswith("margin calibrated on random parts of the reference")
    assert few[CHECK, "s"].margin.value > 2 * many[CHECK, "s"].margin.value
    assert many[CHECK, "s"].margin.value >= spec.least_margin
    assert (few[CHECK, "n"].margin.value, few[CHECK, "n"].margin.origin) == (0.3, "")
    # days that wander are no random parts: without blocks they look like drift
    assert many[CHECK, "s"].decision.verdict is Verdict.PASS


def test_too_short_a_reference_is_refused() -> None:
    with pytest.raises(StateError, match=f"it has 18 blocks, and {FEWEST_WINDOWS} are needed"):
        _compared(SPEC, _days(60, 1, seed=2), days=18)


def test_a_current_table_of_half_the_reference_is_refused() -> None:
    with pytest.raises(StateError, match="must have less than half of its 20"):
        _compared(SPEC, _days(60, 10, seed=2), days=20)


def test_where_every_margin_is_given_no_blocks_are_needed() -> None:
    spec = replace(SPEC, blocks=None, columns=("x",), margins={"x": 0.1})

    assert _compared(spec, _days(60, 1, seed=2))[CHECK, "x"].margin.value == 0.1
