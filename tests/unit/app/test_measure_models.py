"""Measuring, on a machine whose clock a test moves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from tests.fakes.machines import FakeMachine, FakeModel

from lockgate.app.measure_models import Measured, measure_models
from lockgate.app.model_spec import ModelSpec
from lockgate.domain.errors import ParameterError
from lockgate.domain.requirement import Requirement
from lockgate.gates.resources.measures import ModelCosts
from lockgate.gates.resources.spec import ResourceGate, ResourceSpec

ROWS = {"x": np.arange(50.0)}


def measured(
    machine: FakeMachine,
    models: list[FakeModel],
    metrics: tuple[str, ...],
    *,
    seed: int = 1,
    **more: Any,  # noqa: ANN401 - fields of the spec
) -> Mapping[str, ModelCosts]:
    settings = {"rounds": 5, "warmup": 2, "starts": 3, "batches": (1, 10), **more}
    spec = ResourceSpec(data="trips", candidate="new", baseline="old", **settings)
    gates = tuple(ResourceGate(metric=name, requirement=Requirement.at_most(1)) for name in metrics)
    loaded = {model.name: Measured(ModelSpec(file=f"{model.name}.skops"), model) for model in models}
    return measure_models(loaded, ROWS, (spec, gates), machine, seed=seed)


class Limited(FakeModel):
    """A fake model that is given up when it is late, and so is asked another way when a call is timed."""

    @property
    def unlimited(self) -> FakeModel:
        """Return a model that remembers its calls elsewhere."""
        return FakeModel(f"bare {self.name}", self.machine, a_call=self.a_call, called=self.called)


def pair(machine: FakeMachine) -> list[FakeModel]:
    called: list[tuple[str, list[float]]] = []
    return [
        FakeModel("new", machine, a_call=0.002, a_row=0.001, called=called),
        FakeModel("old", machine, a_call=0.001, a_row=0.0, called=called),
    ]


def test_each_call_has_its_time_and_warming_up_has_none() -> None:
    machine = FakeMachine()
    models = pair(machine)

    costs = measured(machine, models, ("latency_p50_ms", "throughput_rows_per_s"))

    np.testing.assert_allclose(costs["new"].calls[1], [0.003] * 5)
    np.testing.assert_allclose(costs["new"].calls[10], [0.012] * 5)
    np.testing.assert_allclose(costs["old"].calls[10], [0.001] * 5)
    assert len(models[0].called) == 2 * 2 * 2 + 2 * 2 * 5
    assert costs["new"].size_mib == len("new.skops")
    assert machine.started == []


def test_both_models_get_the_same_rows_in_an_order_that_is_drawn() -> None:
    machine = FakeMachine()
    models = pair(machine)

    measured(machine, models, ("latency_p50_ms",), rounds=40, warmup=0)

    called = models[0].called
    rounds = list(zip(called[::2], called[1::2], strict=True))
    assert len(rounds) == 40
    assert all(first[1] == second[1] and first[0] != second[0] for first, second in rounds)
    assert 8 < sum(first[0] == "new" for first, _ in rounds) < 32
    assert len({first[1][0] for first, _ in rounds}) > 10


def test_the_same_seed_draws_the_same() -> None:
    def drawn(seed: int) -> list[tuple[str, list[float]]]:
        machine = FakeMachine()
        models = pair(machine)
        measured(machine, models, ("latency_p50_ms",), seed=seed)
        return models[0].called

    assert drawn(3) == drawn(3) != drawn(4)


def test_only_what_gates_ask_about_is_measured() -> None:
    machine = FakeMachine()
    models = pair(machine)

    costs = measured(machine, models, ("load_time_s",))

    assert models[0].called == []
    assert sorted(machine.started) == ["new.skops"] * 3 + ["old.skops"] * 3
    assert costs["new"].calls == {}
    assert costs["new"].load_s.tolist() == [1.0] * 3
    assert costs["old"].ready_s.tolist() == [2.0] * 3
    assert costs["old"].peak_mib.tolist() == [100.0] * 3


def test_memory_that_is_not_told_is_left_out() -> None:
    machine = FakeMachine(peak=None)

    assert measured(machine, pair(machine), ("peak_memory_mib",))["new"].peak_mib.tolist() == []


def test_no_round_begins_after_the_limit() -> None:
    machine = FakeMachine()

    costs = measured(machine, pair(machine), ("latency_p50_ms",), rounds=1000, limit=timedelta(seconds=0.01))

    assert 1 <= len(costs["new"].calls[1]) <= 4
    assert len(costs["new"].calls[1]) == len(costs["old"].calls[1])


def test_energy_is_that_of_a_block_by_row() -> None:
    machine = FakeMachine(energy=iter([5.0, 7.0, 9.0, 8.0, 1.0, None]))
    model = FakeModel("new", machine, a_call=0.1)

    costs = measured(machine, [model], ("energy_per_row_mj",))

    # Two calls of ten rows make the first block; in the second the counter begins anew, in the third it is gone.
    assert costs["new"].energy_mj[10].tolist() == [1000 * 2.0 / 20]


def test_a_machine_that_tells_no_energy_has_none() -> None:
    machine = FakeMachine()

    assert measured(machine, pair(machine), ("energy_per_row_mj",))["new"].energy_mj[10].tolist() == []


def test_a_call_that_takes_no_time_is_refused() -> None:
    machine = FakeMachine()

    with pytest.raises(ParameterError, match="a clock that sees a call pass"):
        measured(machine, [FakeModel("new", machine, a_call=0.0)], ("latency_p50_ms",))


def test_a_counter_that_stands_still_has_told_nothing() -> None:
    machine = FakeMachine(energy=iter([5.0, 5.0, 5.0, 5.0, 5.0, 5.0]))

    costs = measured(machine, [FakeModel("new", machine, a_call=0.1)], ("energy_per_row_mj",))

    assert costs["new"].energy_mj[10].tolist() == []


def test_calls_that_count_hold_no_time_of_what_gives_models_up() -> None:
    machine = FakeMachine()
    model = Limited("new", machine)

    measured(machine, [model], ("latency_p50_ms",), warmup=2, rounds=3, batches=(1,))

    assert [name for name, _ in model.called] == ["new"] * 2 + ["bare new"] * 3
