"""Models and machines whose time a test decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from lockgate.app.model_ports import ClassLabel, Rows
from lockgate.app.model_spec import ModelSpec
from lockgate.app.resource_ports import ColdStart

__all__ = ["FakeMachine", "FakeModel"]


@dataclass(slots=True)
class FakeMachine:
    """A machine whose clock moves when a fake model predicts, and whose counters are told."""

    now: float = 0.0
    energy: Iterator[float | None] = field(default_factory=lambda: iter(()))
    started: list[str] = field(default_factory=list)
    peak: float | None = 100.0

    def seconds(self) -> float:
        """Return the time that models have taken."""
        return self.now

    def joules(self) -> float | None:
        """Return the next counter, None when no more was told."""
        return next(self.energy, None)

    def size_mib(self, spec: ModelSpec) -> float | None:
        """Return the length of the path."""
        return float(len(spec.path)) or None

    def start(self, spec: ModelSpec, rows: Rows) -> ColdStart:
        """Remember the start."""
        assert len(next(iter(rows.values()))) == 1
        self.started.append(spec.place)
        return ColdStart(1.0, 2.0, self.peak)


@dataclass(slots=True)
class FakeModel:
    """A model that takes a stated time a call and a row."""

    name: str
    machine: FakeMachine
    a_call: float = 0.001
    a_row: float = 0.0
    called: list[tuple[str, list[float]]] = field(default_factory=list)
    features: Sequence[str] = ("x",)
    classes: Sequence[ClassLabel] = ()
    is_closed: bool = False

    def predict(self, rows: Rows) -> np.ndarray:
        """Take the time, and give back what was given."""
        self.machine.now += self.a_call + self.a_row * len(rows["x"])
        self.called.append((self.name, rows["x"].tolist()))
        return rows["x"]

    def close(self) -> None:
        """Remember it."""
        self.is_closed = True
