from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.gates.resources.spec import CostMargin, ResourceGate, ResourceSpec

AT_MOST = Requirement.at_most(20)


def spec(**more: Any) -> ResourceSpec:  # noqa: ANN401 - fields of the spec
    return ResourceSpec(**{"data": "trips", "candidate": "new", **more})


@pytest.mark.parametrize(
    ("value", "margin"),
    [
        ("10 %", CostMargin(0.1, is_share=True)),
        ("2.5%", CostMargin(0.025, is_share=True)),
        (3, CostMargin(3.0)),
    ],
)
def test_a_margin_is_a_number_or_a_share(value: object, margin: CostMargin) -> None:
    assert CostMargin.parsed(value) == margin


@pytest.mark.parametrize("value", ["ten", "-1 %", True, None, -1, float("inf"), float("nan")])
def test_anything_else_is_no_margin(value: object) -> None:
    with pytest.raises(ParameterError, match="LG101"):
        CostMargin.parsed(value)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"metric": "latency"}, "the name of a measure"),
        ({"metric": "load_time_s", "batch": 1}, "`load_time_s` does not depend on it"),
        ({"requirement": Requirement(Operator.MUST_BE, (3,))}, "a bar that a bound can clear"),
        ({"requirement": Requirement.at_most("3")}, "finite numbers"),
        ({"requirement": Requirement.at_most(float("inf"))}, "finite numbers"),
    ],
)
def test_a_gate_that_nothing_could_clear_is_refused(given: dict[str, Any], says: str) -> None:
    with pytest.raises(ParameterError) as caught:
        ResourceGate(**{"metric": "latency_p50_ms", "requirement": AT_MOST, **given})

    assert says in caught.value.text


@pytest.mark.parametrize(
    "given",
    [
        {"rounds": 0},
        {"starts": 0},
        {"rows": 0},
        {"warmup": -1},
        {"batches": ()},
        {"batches": (0,)},
        {"batches": (1, 1)},
        {"alpha": 0.5},
        {"limit": timedelta(0)},
    ],
)
def test_a_spec_outside_its_domain_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ParameterError, match=next(iter(given))):
        spec(**given)


def test_times_are_of_the_first_batch_size_and_rates_of_the_greatest() -> None:
    gates = [
        ResourceGate(metric=name, requirement=AT_MOST) for name in ("latency_p50_ms", "throughput_rows_per_s")
    ]
    energy = ResourceGate(metric="energy_per_row_mj", requirement=AT_MOST)
    own = ResourceGate(metric="latency_p50_ms", requirement=AT_MOST, batch=7)

    assert [spec(batches=(5, 100, 7)).batch_of(gate) for gate in (*gates, energy, own)] == [5, 100, 100, 7]


@pytest.mark.parametrize(
    ("gates", "says"),
    [
        ((), "at least one gate"),
        ((ResourceGate(metric="load_time_s", requirement=CostMargin(1.0)),), "`baseline` must be given"),
        ((ResourceGate(metric="latency_p50_ms", requirement=AT_MOST, batch=7),), "one of `batches`"),
    ],
)
def test_gates_that_cannot_be_judged_are_refused(gates: tuple[ResourceGate, ...], says: str) -> None:
    with pytest.raises(ParameterError) as caught:
        spec().require_fitting(gates)

    assert says in caught.value.text
