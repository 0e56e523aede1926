"""All columns of a table against the reference."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.references import reference_of
from tests.fakes.tables import opened

from lockgate.domain.errors import ParameterError, StateError
from lockgate.domain.verdict import Verdict
from lockgate.drift.collect import collect
from lockgate.drift.compare import Comparison, chosen, compare, requests_of
from lockgate.drift.freeze import MOST_BLOCKS, freeze
from lockgate.drift.question import CHECK, MISSING
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec, ErrorControl, Kept
from lockgate.scan.blocks import Block, BlockSpec, BlockUnit

ROWS = 4_000


def _table(*, seed: int, shift: float = 0.0, extra: str = "") -> dict[str, object]:
    generator = np.random.default_rng(seed)
    return {
        "x": generator.normal(shift, 1, ROWS),
        "y": generator.normal(0, 1, ROWS),
        "s": generator.choice(["a", "b", *([extra] if extra else [])], ROWS).tolist(),
        "n": pa.array([None if one < 0.1 + shift / 2 else 1.0 for one in generator.random(ROWS)]),
    }


REFERENCE = reference_of(_table(seed=1))
MOVED = _table(seed=2, shift=1.0, extra="c")


def _compared(
    spec: DriftSpec, table: object = MOVED, reference: Reference = REFERENCE
) -> tuple[Comparison, ...]:
    with opened(t=table) as session:
        answers = collect(session, session.schema("t"), requests_of(spec, reference).values())
        return compare(spec, reference, answers)


def _verdicts(comparisons: tuple[Comparison, ...]) -> dict[tuple[str, str], Verdict]:
    return {(one.asked.check, one.asked.column.name): one.decision.verdict for one in comparisons}


@pytest.mark.parametrize("control", list(ErrorControl))
def test_what_moved_fails_and_what_did_not_passes(control: ErrorControl) -> None:
    groups: dict[str, tuple[str, ...]] = {"first": ("x", "s")} if control is ErrorControl.HIERARCHICAL else {}
    spec = DriftSpec(data="t", control=control, groups=groups)

    assert _verdicts(_compared(spec)) == {
        (CHECK, "x"): Verdict.FAIL,
        (CHECK, "y"): Verdict.PASS,
        (CHECK, "s"): Verdict.FAIL,
        (CHECK, "n"): Verdict.PASS,
        (MISSING, "n"): Verdict.FAIL,
    }


def test_the_same_rows_pass_everywhere() -> None:
    assert set(_verdicts(_compared(DriftSpec(data="t"), _table(seed=3))).values()) == {Verdict.PASS}


def test_few_rows_prove_nothing() -> None:
    few = pa.table(_table(seed=3)).slice(0, 20)

    verdicts = _verdicts(_compared(DriftSpec(data="t", columns=("x", "y", "s")), few))

    assert set(verdicts.values()) == {Verdict.INCONCLUSIVE}


def test_no_rows_prove_nothing() -> None:
    none = pa.table(_table(seed=3)).slice(0, 0)

    assert set(_verdicts(_compared(DriftSpec(data="t"), none)).values()) == {Verdict.INCONCLUSIVE}


def test_what_moved_furthest_comes_first_and_importance_weighs() -> None:
    plain = _compared(DriftSpec(data="t"))
    weighed = _compared(DriftSpec(data="t", importance={"y": 1e6}))

    assert plain[0].asked.column.name in {"x", "n"}
    assert weighed[0].asked.column.name == "y"


def test_new_values_and_values_that_are_gone_are_named() -> None:
    found = {one.asked.column.name: one for one in _compared(DriftSpec(data="t", columns=("s",)))}
    gone = _compared(DriftSpec(data="t", columns=("s",)), {**_table(seed=3), "s": ["a"] * ROWS})

    assert [name for name, _ in found["s"].asked.new] == ["c"]
    assert gone[0].asked.gone == ("b",)


def test_values_are_not_called_new_where_the_reference_did_not_list_all() -> None:
    reference = reference_of({"s": [f"v{i % 99}" for i in range(9_900)] + ["r1", "r2"]})

    found = _compared(DriftSpec(data="t"), {"s": ["v1", "new"]}, reference)

    assert found[0].asked.new == ()


def test_columns_are_chosen_and_left_out() -> None:
    names = [one.name for one in chosen(DriftSpec(data="t", exclude=("X",)), REFERENCE)]

    assert names == ["y", "s", "n"]
    with pytest.raises(StateError, match="no column of it is left"):
        chosen(DriftSpec(data="t", columns=("x",), exclude=("x",)), REFERENCE)


@pytest.mark.parametrize(
    "spec",
    [
        DriftSpec(data="t", columns=("gone",)),
        DriftSpec(data="t", label="gone"),
        DriftSpec(data="t", exclude=("gone",)),
        DriftSpec(data="t", margins={"gone": 0.1}),
        DriftSpec(data="t", control=ErrorControl.HIERARCHICAL, groups={"g": ("gone",)}),
    ],
)
def test_a_name_that_the_reference_does_not_hold_is_refused(spec: DriftSpec) -> None:
    with pytest.raises(StateError, match="does not hold column `gone`"):
        chosen(spec, REFERENCE)


def _days(*, seed: int) -> pa.Table:
    """Return days of 100 rows whose level wanders from day to day: rows of a day are alike."""
    generator = np.random.default_rng(seed)
    levels = np.repeat(generator.normal(0, 2, 40), 100)
    start = datetime(2013, 1, 1, tzinfo=UTC)
    at = pa.array([start + timedelta(hours=24 * (i // 100)) for i in range(ROWS)], pa.timestamp("us", "UTC"))
    return pa.table(
        {
            "x": levels + generator.normal(0, 0.1, ROWS),
            "at": at,
            "s": np.where(levels > 0, "up", "down"),
            "n": pa.array([None if one > 1 else 1.0 for one in levels]),
        }
    )


def test_rows_of_a_day_are_one_piece_of_evidence_where_the_entry_says_so() -> None:
    block = BlockSpec(column="at", unit=BlockUnit.DAY)
    columns = ("x", "s", "n")
    with opened(t=_days(seed=1)) as session:
        alone, together = freeze(session, "t"), freeze(session, "t", kept=Kept(block=block.block))

    spec = DriftSpec(data="t", columns=columns, margin=0.03, missing_margin=0.03)
    as_rows = _compared(spec, _days(seed=2), alone)
    as_days = _compared(replace(spec, blocks=block), _days(seed=2), together)

    assert Verdict.FAIL in _verdicts(as_rows).values()
    assert Verdict.FAIL not in _verdicts(as_days).values()


def test_a_reference_without_the_blocks_is_refused() -> None:
    with pytest.raises(StateError, match="LG225"):
        requests_of(DriftSpec(data="t", blocks=BlockSpec(entity="s")), REFERENCE)


def test_a_reference_keeps_no_more_blocks_than_can_be_reviewed() -> None:
    start = datetime(2013, 1, 1, tzinfo=UTC)
    days = [start + timedelta(days=i) for i in range(MOST_BLOCKS + 1)]
    table = pa.table({"at": pa.array(days, pa.timestamp("us", "UTC"))})

    with opened(t=table) as session, pytest.raises(ParameterError, match="choose a longer unit"):
        freeze(session, "t", kept=Kept(block=Block("at", BlockUnit.DAY)))


@pytest.mark.parametrize(
    "options",
    [{"methods": {"id": "hellinger"}}, {"margins": {"id": 0.2}}, {"label": "id"}, {"prediction": "id"}],
)
def test_a_method_a_margin_or_a_role_needs_values(options: dict[str, Any]) -> None:
    reference = reference_of({"x": [1] * 300, "id": [f"row {i}" for i in range(300)]})

    assert [one.name for one in chosen(DriftSpec(data="t", columns=("id",)), reference)] == ["id"]
    with pytest.raises(StateError, match="`id`") as caught:
        chosen(DriftSpec(data="t", **options), reference)
    assert "only its missing rows are compared: nearly every row" in str(caught.value)
