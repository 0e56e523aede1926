"""Columns compared together."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from tests.fakes.references import compared_on
from tests.fakes.tables import opened

from lockgate.domain.errors import StateError
from lockgate.domain.finding import Finding
from lockgate.domain.verdict import Verdict
from lockgate.drift.freeze import freeze
from lockgate.drift.reference import Reference
from lockgate.drift.row_sample import MOST_ROWS
from lockgate.drift.spec import DriftSpec, Kept, Together
from lockgate.drift.together import CHECK_TOGETHER, MARGINS_TOGETHER, Shifted, judge_shifts
from lockgate.scan.blocks import BlockSpec
from lockgate.stats.multivariate.shift import Shift

SPEC = DriftSpec(data="t", multivariate=tuple(Together))
ROWS = 6_000


def _table(*, seed: int, rho: float = 0.95, rows: int = ROWS, gaps: float = 0.0) -> Mapping[str, object]:
    """Return two columns that hang together by `rho`, and are alone the same whatever it is."""
    draw = np.random.default_rng(seed)
    x = draw.normal(size=rows)
    y = rho * x + math.sqrt(1 - rho**2) * draw.normal(size=rows)
    holed = pa.array([None if one < gaps else value for one, value in zip(draw.random(rows), y, strict=True)])
    return {"id": [f"r{i}" for i in range(rows)], "x": x, "y": holed, "z": draw.normal(size=rows)}


def _reference(
    table: Mapping[str, object], kept: Kept = SPEC.kept, masked: frozenset[str] = frozenset()
) -> Reference:
    with opened(t=table) as session:
        return freeze(session, "t", version="v1", kept=kept, masked=masked)


REFERENCE = _reference(_table(seed=1))


def _found(current: object, spec: DriftSpec = SPEC, reference: Reference = REFERENCE) -> dict[str, Finding]:
    findings = compared_on(reference, current, spec).findings
    return {one.summary.partition(":")[0]: one for one in findings if one.check == CHECK_TOGETHER}


def test_the_reference_keeps_a_bounded_sample_of_its_numbers_and_gives_it_back() -> None:
    assert REFERENCE.features == ("x", "y", "z")
    assert len(REFERENCE.sample) == MOST_ROWS
    assert Reference.from_bytes(REFERENCE.to_bytes(), "here") == REFERENCE


def test_nothing_is_sampled_unless_it_is_asked_for() -> None:
    plain = _reference(_table(seed=1), Kept())

    assert (plain.features, plain.sample) == ((), ())
    assert _found(_table(seed=2), DriftSpec(data="t"), plain) == {}


def test_masked_columns_are_not_sampled() -> None:
    reference = _reference(_table(seed=1), masked=frozenset({"y"}))

    assert reference.features == ("x", "z")


def test_columns_that_hang_together_otherwise_are_found_though_each_is_as_it_was() -> None:
    comparison = compared_on(REFERENCE, _table(seed=2, rho=-0.95), SPEC)
    found = _found(_table(seed=2, rho=-0.95))

    assert {name: one.verdict for name, one in found.items()} == dict.fromkeys(
        ("domain classifier", "pca reconstruction", "mmd"), Verdict.FAIL
    )
    alone = [one.verdict for one in comparison.findings if len(one.subject.columns) == 1]
    assert set(alone) == {Verdict.PASS}
    assert comparison.findings[0].verdict is Verdict.FAIL
    assert "columns together: 3 drifted" in comparison.findings[0].summary


def test_the_same_population_passes_with_bounds() -> None:
    found = _found(_table(seed=2))

    assert {one.verdict for one in found.values()} == {Verdict.PASS}
    assert all(one.interval is not None for one in found.values())
    assert "samples of 2,000 and 2,000 rows" in found["mmd"].summary


def test_gaps_are_compared_as_well() -> None:
    found = _found(_table(seed=2, gaps=0.6), replace(SPEC, multivariate=(Together.DOMAIN_CLASSIFIER,)))

    assert found["domain classifier"].verdict is Verdict.FAIL


def test_few_rows_decide_nothing() -> None:
    found = _found(_table(seed=2, rows=40))

    assert {one.verdict for one in found.values()} == {Verdict.INCONCLUSIVE}
    assert "40 rows, 50 are needed on either side" in found["mmd"].summary


def test_some_features_are_chosen() -> None:
    spec = replace(SPEC, features=("X", "z"), multivariate=(Together.MMD,))

    found = _found(_table(seed=2, rho=0.0), spec)

    assert found["mmd"].subject.columns == ("x", "z")
    assert found["mmd"].verdict is Verdict.PASS


def test_a_current_table_without_a_feature_is_an_error() -> None:
    without = {name: column for name, column in _table(seed=2).items() if name != "y"}

    found = _found(without)

    assert {one.verdict for one in found.values()} == {Verdict.ERROR}
    assert "has no column `y`" in found["mmd"].summary


def test_a_reference_without_the_rows_is_refused() -> None:
    with pytest.raises(StateError, match=r"LG228.*a sample of rows"):
        _found(_table(seed=2), SPEC, _reference(_table(seed=1), Kept()))
    with pytest.raises(StateError, match="rows of `y`"):
        _found(
            _table(seed=2), replace(SPEC, features=("y",)), _reference(_table(seed=1), Kept(features=("x",)))
        )


IN_BLOCKS = replace(SPEC, blocks=BlockSpec(entity="customer"))


def _customers(*, seed: int, customers: int = 400, each: int = 20, torn: bool = False) -> Mapping[str, object]:
    """Return customers whose rows are all about the same, and hang together unless they are torn."""
    draw = np.random.default_rng(seed)
    own = draw.normal(size=(customers, 1)) + 0.5 * draw.normal(size=(customers, 3))
    if torn:
        own = np.column_stack([draw.permutation(column) for column in own.T])
    rows = own.repeat(each, axis=0) + 0.05 * draw.normal(size=(customers * each, 3))
    names = [f"{seed}-{i // each}" for i in range(customers * each)]
    return {"customer": names, "x": rows[:, 0], "y": rows[:, 1], "z": rows[:, 2]}


def test_rows_that_depend_on_each_other_are_compared_block_by_block() -> None:
    reference = _reference(_customers(seed=1), IN_BLOCKS.kept)

    same = _found(_customers(seed=2), IN_BLOCKS, reference)
    torn = _found(_customers(seed=2, torn=True), IN_BLOCKS, reference)

    assert {one.verdict for one in same.values()} <= {Verdict.PASS, Verdict.INCONCLUSIVE}
    assert torn["pca reconstruction"].verdict is torn["domain classifier"].verdict is Verdict.FAIL
    assert "samples of 2,000 and 2,000 rows in 63 and 64 blocks" in torn["mmd"].summary
    assert torn["mmd"].interval is not None
    assert torn["mmd"].interval.method == "from samples of blocks"


def test_blocks_of_the_reference_are_taken_where_the_entry_names_none() -> None:
    reference = _reference(_customers(seed=1), IN_BLOCKS.kept)

    assert "63 and 64 blocks" in _found(_customers(seed=2), SPEC, reference)["mmd"].summary


def test_few_blocks_decide_nothing() -> None:
    reference = _reference(_customers(seed=1), IN_BLOCKS.kept)

    found = _found(_customers(seed=2, customers=10, each=200), IN_BLOCKS, reference)

    assert {one.verdict for one in found.values()} == {Verdict.INCONCLUSIVE}
    assert re.search(r"\d+ blocks, 20 are needed on either side", found["mmd"].summary)


def test_a_reference_with_blocks_says_so_in_its_format_and_comes_back() -> None:
    reference = _reference(_customers(seed=1), IN_BLOCKS.kept)

    assert b'"lockgate-reference/2"' in reference.to_bytes()
    assert b'"lockgate-reference/1"' in REFERENCE.to_bytes()
    assert Reference.from_bytes(reference.to_bytes(), "here") == reference


def test_a_reference_that_keeps_rows_without_their_blocks_must_be_accepted_again() -> None:
    reference = replace(_reference(_customers(seed=1), IN_BLOCKS.kept), sample_blocks=())

    with pytest.raises(StateError, match=r"LG228.*the block of each row that was drawn") as caught:
        _found(_customers(seed=2), IN_BLOCKS, reference)

    assert "accept it again" in caught.value.hint


def _judged(method: Together, *numbers: float, **margins: float) -> Finding:
    spec = DriftSpec(data="t", multivariate=(method,), multivariate_margins=margins)
    (finding,) = judge_shifts(spec, REFERENCE, [Shifted(method, 100, 100, Shift(*numbers))])
    return finding


@pytest.mark.parametrize(
    ("method", "numbers", "verdict"),
    [
        (Together.DOMAIN_CLASSIFIER, (0.7, 0.65, 0.75, 0.0), Verdict.FAIL),
        (Together.DOMAIN_CLASSIFIER, (0.6, 0.55, 0.65, 0.0), Verdict.INCONCLUSIVE),
        (Together.DOMAIN_CLASSIFIER, (0.5, 0.45, 0.55, 0.5), Verdict.PASS),
        (Together.PCA_RECONSTRUCTION, (-0.5, -0.6, -0.4, 0.0), Verdict.FAIL),
        (Together.PCA_RECONSTRUCTION, (-0.2, -0.3, 0.0, 0.1), Verdict.INCONCLUSIVE),
        (Together.PCA_RECONSTRUCTION, (math.inf, -math.inf, math.inf, 1.0), Verdict.INCONCLUSIVE),
        (Together.MMD, (0.05, -math.inf, math.inf, 0.005), Verdict.FAIL),
        (Together.MMD, (0.0, -math.inf, math.inf, 0.6), Verdict.INCONCLUSIVE),
    ],
)
def test_a_verdict_needs_a_bound_or_a_p_value_with_an_effect(
    method: Together, numbers: tuple[float, ...], verdict: Verdict
) -> None:
    assert _judged(method, *numbers).verdict is verdict


def test_the_entrys_margin_wins() -> None:
    assert (
        _judged(Together.DOMAIN_CLASSIFIER, 0.7, 0.65, 0.75, 0.0, domain_classifier=0.8).verdict is Verdict.PASS
    )
    assert set(MARGINS_TOGETHER) == set(Together)


def test_an_effect_without_bounds_says_so() -> None:
    finding = _judged(Together.MMD, 0.05, -math.inf, math.inf, 0.0005)

    assert "no bounds, p < 0.001" in finding.summary
    assert finding.interval is None
