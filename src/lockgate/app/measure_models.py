"""Measure models: calls in turn and in random order, starts of fresh processes, energy of blocks of calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from lockgate.app.model_ports import LoadedModel, Rows, TimeLimited
from lockgate.app.model_spec import ModelSpec
from lockgate.app.resource_ports import ColdStart, Machine
from lockgate.domain.errors import ParameterError
from lockgate.gates.resources.measures import Floats, ModelCosts, Source
from lockgate.gates.resources.spec import ResourceGate, ResourceSpec

__all__ = ["Measured", "measure_models"]

_LEAST_SECONDS = 0.2
"""A block of calls is at least this long: counters of energy are renewed a thousand times a second."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A model under its name: how it is loaded, and loaded."""

    spec: ModelSpec
    model: LoadedModel

    @property
    def timed(self) -> LoadedModel:
        """Return the model whose calls are timed: without what gives it up when it is late."""
        return self.model.unlimited if isinstance(self.model, TimeLimited) else self.model


def measure_models(
    models: Mapping[str, Measured],
    rows: Rows,
    asked: tuple[ResourceSpec, tuple[ResourceGate, ...]],
    machine: Machine,
    *,
    seed: int,
    progress: Callable[[float], None] = lambda _: None,
) -> Mapping[str, ModelCosts]:
    """Measure what gates ask about.

    In each round every model gets the same rows, drawn at random, in an order that is drawn too: so a machine that
    is busy for a while is busy for both.

    Parameters
    ----------
    models : mapping of str to Measured
        The candidate, and perhaps the baseline.
    rows : mapping of str to ndarray
        Rows that calls draw from, at least one.
    asked : tuple of ResourceSpec and tuple of ResourceGate
        How often, and what for: what no gate asks about is not measured.
    machine : Machine
        The clock, and what it can tell.
    seed : int
        Seed of the rows and the order of calls.
    progress : callable
        Is told the share that is done.

    Raises
    ------
    ModelError
        If a model cannot predict, or is late before the calls that count.
    """
    timed = {name: measured.timed for name, measured in models.items()}
    work = _Work(models, timed, rows, *asked, machine, np.random.default_rng(seed), progress)
    return work.done()


@dataclass(frozen=True, slots=True)
class _Work:
    models: Mapping[str, Measured]
    timed: Mapping[str, LoadedModel]
    rows: Rows
    spec: ResourceSpec
    gates: tuple[ResourceGate, ...]
    machine: Machine
    draw: np.random.Generator
    progress: Callable[[float], None]

    def done(self) -> Mapping[str, ModelCosts]:
        sizes = {
            source: sorted({self.spec.batch_of(gate) for gate in self.gates if gate.measure.source is source})
            for source in (Source.CALL, Source.BLOCK)
        }
        calls = self._calls(sizes[Source.CALL])
        energy = {batch: self._energy(batch) for batch in sizes[Source.BLOCK]}
        starts = self._starts() if any(gate.measure.source is Source.START for gate in self.gates) else {}
        return {
            name: ModelCosts(
                calls={batch: times[name] for batch, times in calls.items()},
                load_s=np.array([one.load_s for one in starts.get(name, ())]),
                ready_s=np.array([one.ready_s for one in starts.get(name, ())]),
                peak_mib=np.array([one.peak_mib for one in starts.get(name, ()) if one.peak_mib is not None]),
                size_mib=self.machine.size_mib(measured.spec),
                energy_mj={batch: found[name] for batch, found in energy.items()},
            )
            for name, measured in self.models.items()
        }

    def _calls(self, batches: list[int]) -> Mapping[int, Mapping[str, Floats]]:
        """Return the seconds of each call; no round begins after the limit."""
        times: dict[int, dict[str, list[float]]] = {
            batch: {name: [] for name in self.models} for batch in batches
        }
        for batch in batches:
            for name in self._order(self.spec.warmup):
                self.models[name].model.predict(self._some(batch))
        began = self.machine.seconds()
        for at in range(self.spec.rounds):
            if self.machine.seconds() - began > self.spec.limit.total_seconds():
                break
            for batch in batches:
                some = self._some(batch)
                for name in self._order():
                    times[batch][name].append(self._call(name, some))
            self.progress((at + 1) / self.spec.rounds)
        return {batch: {name: np.array(found) for name, found in one.items()} for batch, one in times.items()}

    def _call(self, name: str, some: Rows) -> float:
        began = self.machine.seconds()
        self.timed[name].predict(some)
        took = self.machine.seconds() - began
        if took <= 0:
            must = "a clock that sees a call pass; call it with more rows"
            raise ParameterError.of("resources", "batches", must, took)
        return took

    def _energy(self, batch: int) -> Mapping[str, Floats]:
        """Return the millijoules by row of each block of calls; none where the machine does not tell."""
        found: dict[str, list[float]] = {name: [] for name in self.models}
        for _ in range(self.spec.starts):
            for name in self._order():
                one = self._block(name, batch)
                if one is not None:
                    found[name].append(one)
        return {name: np.array(values) for name, values in found.items()}

    def _block(self, name: str, batch: int) -> float | None:
        before = self.machine.joules()
        if before is None:
            return None
        began, calls = self.machine.seconds(), 0
        while self.machine.seconds() - began < _LEAST_SECONDS:
            self.timed[name].predict(self._some(batch))
            calls += 1
        after = self.machine.joules()
        if after is None or after <= before:  # the counter has begun anew, or stands still: it has told nothing
            return None
        return 1000 * (after - before) / (calls * batch)

    def _starts(self) -> Mapping[str, list[ColdStart]]:
        found: dict[str, list[ColdStart]] = {name: [] for name in self.models}
        first = self._some(1)
        for _ in range(self.spec.starts):
            for name in self._order():
                found[name].append(self.machine.start(self.models[name].spec, first))
        return found

    def _order(self, times: int = 1) -> list[str]:
        """Return the models, each as often, in random order."""
        names = [name for name in self.models for _ in range(times)]
        return [names[at] for at in self.draw.permutation(len(names))]

    def _some(self, batch: int) -> Rows:
        n = len(next(iter(self.rows.values())))
        at = self.draw.integers(0, n, batch)
        return {name: values[at] for name, values in self.rows.items()}
