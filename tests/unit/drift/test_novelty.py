"""Values that only one of the tables has."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest
from scipy import stats
from tests.fakes.references import NOW, findings_of, reference_of
from tests.fakes.tables import opened

from lockgate.app.compare_table import compared
from lockgate.domain.verdict import Severity, Verdict
from lockgate.drift.freeze import MOST_CATEGORIES, freeze
from lockgate.drift.novelty import CHECK_GONE, CHECK_NEW, _Value
from lockgate.drift.spec import DriftSpec, OneSided
from lockgate.scan.blocks import BlockSpec

BEFORE: dict[str, object] = {"s": ["a", "b"] * 1_000}
TWO_PERCENT: dict[str, object] = {"s": ["a", "b"] * 980 + ["c"] * 40}


def test_a_new_value_in_two_of_a_hundred_rows_warns_where_the_distance_passes() -> None:
    found = findings_of(BEFORE, TWO_PERCENT)

    new = found[CHECK_NEW, "s"]
    assert found["drift", "s"].verdict is Verdict.PASS
    assert (new.verdict, new.severity, new.reason) == (Verdict.FAIL, Severity.WARNING, "LG465")
    assert new.summary == "1 value new: 'c'; 40 rows; more than chance explains"
    assert found["drift", ""].verdict is Verdict.PASS


@pytest.mark.parametrize(("option", "severity"), [(OneSided.FAIL, Severity.BLOCKING), (OneSided.IGNORE, None)])
def test_the_entry_says_what_new_values_do(option: OneSided, severity: Severity | None) -> None:
    found = findings_of(BEFORE, TWO_PERCENT, DriftSpec(data="t", new_values=option))

    new = found.get((CHECK_NEW, "s"))
    assert (new.severity if new else None) is severity
    assert found["drift", ""].verdict is (Verdict.FAIL if option is OneSided.FAIL else Verdict.PASS)


def test_a_value_that_is_gone_is_told_likewise() -> None:
    found = findings_of(TWO_PERCENT, BEFORE, DriftSpec(data="t", gone_values=OneSided.FAIL))

    gone = found[CHECK_GONE, "s"]
    assert (gone.verdict, gone.severity) == (Verdict.FAIL, Severity.BLOCKING)
    assert gone.summary.startswith("1 value gone, of 40 rows of the reference: 'c'")


def test_a_single_row_proves_nothing_and_stays_in_words() -> None:
    found = findings_of(BEFORE, {"s": ["a", "b"] * 1_000 + ["c"]})

    assert (CHECK_NEW, "s") not in found
    assert "1 new value in < 0.1 % of rows: 'c'" in found["drift", "s"].summary


def test_rare_values_of_a_small_sample_are_not_gone() -> None:
    assert (CHECK_GONE, "s") not in findings_of(TWO_PERCENT, {"s": ["a", "b"] * 50})


def test_beside_other_values_of_the_reference_only_what_has_risen_is_new() -> None:
    listed = [f"v{i}" for i in range(MOST_CATEGORIES)] * 20
    rare = [f"rare {i}" for i in range(50)] * 10
    reference = reference_of({"s": [*listed, *rare]})

    same = findings_of(reference, {"s": [*listed, *rare]})
    risen = findings_of(reference, {"s": [*listed, *["brand new"] * 60]})

    assert (CHECK_NEW, "s") not in same
    assert risen[CHECK_NEW, "s"].summary.startswith(
        "1 value new, or in at most 20 rows of the reference: 'brand new'; 60 rows"
    )


def test_the_chance_of_a_rise_agrees_with_scipy() -> None:
    alone = _Value("c", 7, 7, 300, 500)
    risen = _Value("c", 7, 7, 300, 500, most_there=4)

    assert alone.p_value == pytest.approx(
        stats.binomtest(7, 7, 300 / 800, alternative="greater").pvalue, abs=1e-9
    )
    assert risen.p_value == pytest.approx(
        stats.binomtest(7, 11, 300 / 800, alternative="greater").pvalue, abs=1e-9
    )
    assert _Value("c", 0, 0, 0, 5).p_value == 1.0


def _days(n_days: int, *, new_on: int = 0, without: str = "") -> dict[str, object]:
    start = datetime(2015, 1, 1, tzinfo=UTC)
    names = [name for name in ("a", "b", "c") if name != without]
    rows = [
        (start + timedelta(days=day), "new" if day < new_on and place == 0 else names[place % len(names)])
        for day in range(n_days)
        for place in range(30)
    ]
    return {"t": pa.array([at for at, _ in rows], pa.timestamp("us", "UTC")), "s": [name for _, name in rows]}


@pytest.mark.parametrize(("new_on", "is_told"), [(1, False), (12, True)])
def test_by_block_blocks_are_counted_instead_of_rows(new_on: int, is_told: bool) -> None:  # noqa: FBT001 - a case
    spec = DriftSpec(data="t", columns=("s",), blocks=BlockSpec(column="t"), gone_values=OneSided.WARN)
    with opened(t=_days(40)) as session:
        reference = freeze(session, "t", version="v1", kept=spec.kept)
    with opened(t=_days(20, new_on=new_on, without="c")) as session:
        found = {one.check: one for one in compared(spec, reference, session, now=NOW).findings}

    assert (CHECK_NEW in found) is is_told
    assert found[CHECK_GONE].summary.startswith("1 value gone")


def test_a_column_without_values_has_lost_none() -> None:
    empty = {"s": pa.array([None] * 500, pa.string())}

    assert (CHECK_GONE, "s") not in findings_of(BEFORE, empty)


@pytest.mark.parametrize("mean", [2, 5, 9, 14])
def test_what_chance_explains_is_told_as_new_no_more_often_than_stated(mean: int) -> None:
    # two hundred values of `mean` rows each, dealt out to both tables at random
    generator = np.random.default_rng(7)
    told = 0
    for _ in range(200):
        now = generator.binomial(mean, 0.4, 200)
        values = [_Value(str(i), mean, mean, 400, 600) for i, n in enumerate(now) if n == mean]
        told += any(value.p_value <= 0.05 / 200 for value in values)

    assert told / 200 <= 0.05 + 3 * (0.05 * 0.95 / 200) ** 0.5
