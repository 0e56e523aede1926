from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
from tests.fakes import ranked as rankings
from tests.fakes.predictions import gate, simulated, spec_of
from tests.fakes.projects import trips_contract

from lockgate.adapters.engines.duckdb import DuckDBEngine
from lockgate.app.contract_suites import suite_of
from lockgate.contracts.parse import read_contract
from lockgate.domain.finding import Finding, Sample, Subject
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Verdict
from lockgate.gates.metric_gate import MetricGate, NotWorse
from lockgate.gates.slice_plan import Cut
from lockgate.gates.slicing import Dimension, SliceKey
from lockgate.gates.spec import ModelGateSpec
from lockgate.gates.wrong_rows import with_wrong_rows
from lockgate.scan.blocks import BlockSpec
from lockgate.scan.engine import Source

BAR, PAIRED = gate("log_loss", Requirement.at_most(0.1)), gate("roc_auc", NotWorse(0.0))


def finding(one: MetricGate, key: SliceKey = (), verdict: Verdict = Verdict.FAIL) -> Finding:
    return Finding(
        check=one.called,
        subject=Subject("scored", ("p_new",), key),
        verdict=verdict,
        reason="LG601",
        summary="",
        required=str(one.requirement),
    )


def read(
    columns: Mapping[str, object],
    spec: ModelGateSpec,
    *findings: Finding,
    cuts: Sequence[Cut] = (),
    contract: str = "",
) -> tuple[list[Sample | None], int]:
    """Return the samples that findings get, and how many queries were needed."""
    table = pa.table({name: pa.array(values) for name, values in columns.items()})
    suite = suite_of(read_contract(contract, "c.yaml").tables[0], "scored") if contract else None
    session = DuckDBEngine(threads=1).open({spec.table: Source("memory", frame=table)})
    try:
        found = with_wrong_rows(session, spec, cuts, findings, suite)
        return [one.sample for one in found], session.selects
    finally:
        session.close()


def log_loss(late: np.ndarray, chance: np.ndarray) -> np.ndarray:
    return -np.log(np.where(late == 1, chance, 1 - chance))


def test_each_failing_gate_shows_its_worst_rows_from_one_query() -> None:
    columns = simulated(300, seed=1) | {"id": np.arange(300)}
    spec = spec_of(BAR, PAIRED, by=((Dimension("carrier"),),))
    in_aa, in_ua = ((("carrier", name),) for name in ("AA", "UA"))
    shown = [finding(BAR), finding(BAR, in_aa), finding(BAR, in_ua), finding(PAIRED), finding(PAIRED, in_ua)]

    samples, queries = read(columns, spec, *shown, cuts=(Cut("distance", (), name="far"), Cut("carrier")))

    lost = log_loss(columns["late"], columns["p_new"])
    gap = lost - log_loss(columns["late"], columns["p_old"])
    everywhere = np.ones(300, dtype=bool)
    expected = [(lost, everywhere), (lost, columns["carrier"] == "AA"), None, (gap, everywhere),
                (gap, columns["carrier"] == "UA")]  # fmt: skip
    assert queries == 1
    for sample, told in zip(samples, expected, strict=True):
        if told is None:  # only the worst slice of a gate has rows
            assert sample is None
            continue
        value, mine = told
        assert sample is not None
        assert sample.columns[:4] == ("late", "p_new", "p_old", "carrier")
        ids = [row[sample.columns.index("id")] for row in sample.rows]
        assert ids == np.argsort(np.where(mine, -value, np.inf))[:5].tolist()


def test_nothing_is_read_where_nothing_fails() -> None:
    passed = [finding(BAR, verdict=Verdict.PASS), finding(PAIRED, verdict=Verdict.INCONCLUSIVE)]
    strange = finding(gate("brier_score_loss", Requirement.at_most(1)))

    samples, queries = read(simulated(50, seed=1), spec_of(BAR, PAIRED), *passed, strange)

    assert (samples, queries) == ([None, None, None], 0)


def test_a_candidate_that_lost_nowhere_shows_no_rows() -> None:
    columns = simulated(50, seed=1)

    samples, queries = read({**columns, "p_new": columns["p_old"]}, spec_of(PAIRED), finding(PAIRED))

    assert (samples, queries) == ([None], 1)


def test_the_key_is_shown_first_and_masked_columns_are_not() -> None:
    columns = simulated(50, seed=1) | {"id": np.arange(50), "minutes": np.arange(50) + 1_000}
    contract = trips_contract(name="scored", classification="confidential")

    (sample,), _ = read(columns, spec_of(BAR), finding(BAR), contract=contract)

    assert sample is not None
    assert sample.columns == ("id", "late", "p_new", "p_old", "carrier", "distance", "minutes")
    assert {row[-1] for row in sample.rows} == {"(masked)"}


def test_of_rows_that_are_as_wrong_the_same_are_shown_in_any_order() -> None:
    columns: dict[str, list[float]] = {"late": [1] * 40, "p_new": [0.1] * 40, "p_old": [0.1] * 40}
    columns["id"] = list(range(40))
    turned = columns | {"id": columns["id"][::-1]}

    (first,), _ = read(columns, spec_of(BAR), finding(BAR))
    (second,), _ = read(turned, spec_of(BAR), finding(BAR))

    assert first == second
    assert first is not None
    assert len(first.rows) == 5


def test_a_row_that_counts_for_nothing_is_not_shown() -> None:
    columns = simulated(40, seed=1) | {"id": np.arange(40), "w": np.arange(40) % 2 * 1.0}
    spec = replace(spec_of(BAR), weight="w", blocks=BlockSpec(entity="id"))

    (sample,), _ = read(columns, spec, finding(BAR))

    assert sample is not None
    assert {int(str(row[sample.columns.index("id")])) % 2 for row in sample.rows} == {1}


def test_findings_stand_without_rows_that_cannot_be_read() -> None:
    columns = {name: values for name, values in simulated(40, seed=1).items() if name != "p_old"}

    samples, queries = read(columns, spec_of(PAIRED), finding(PAIRED))

    assert (samples, queries) == ([None], 0)


def test_a_ranking_has_no_such_rows() -> None:
    spec = rankings.spec_of(rankings.gate("ndcg_score", NotWorse(0.0)))

    samples, queries = read(rankings.ranked(20, seed=1), spec, finding(spec.gates[0]))

    assert (samples, queries) == ([None], 0)
