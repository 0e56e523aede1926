"""What the use cases need from the machine that models run on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from lockgate.app.model_ports import Rows
from lockgate.app.model_spec import ModelSpec

__all__ = ["ColdStart", "Machine"]


@dataclass(frozen=True, slots=True)
class ColdStart:
    """One fresh process: seconds to load the model, seconds from its start to the first prediction, memory.

    `peak_mib` is the largest resident memory of the process and of those it started; None where it is not told.
    """

    load_s: float
    ready_s: float
    peak_mib: float | None


class Machine(Protocol):
    """Measures."""

    def seconds(self) -> float:
        """Return the time of a clock that only goes forward; only differences mean anything."""
        ...

    def joules(self) -> float | None:
        """Return the energy that the processor has used since some moment, None where it does not tell."""
        ...

    def size_mib(self, spec: ModelSpec) -> float | None:
        """Return the size of a model's file or directory, None where it is none."""
        ...

    def start(self, spec: ModelSpec, rows: Rows) -> ColdStart:
        """Start a fresh process that loads a model and predicts the rows, and wait for its end.

        Raises
        ------
        ModelError
            If the model cannot be loaded or cannot predict there, or takes longer than the `timeout` of `spec`.
        """
        ...
