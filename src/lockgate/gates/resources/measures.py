"""What can be measured of a running model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

__all__ = ["MEASURES", "Measure", "ModelCosts", "Source", "measure_named"]

Floats = NDArray[np.float64]


class Source(StrEnum):
    """What is repeated to measure it."""

    CALL = "call"
    START = "start"
    BLOCK = "block"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that a model has, with its unit in its name.

    Parameters
    ----------
    name : str
        As YAML writes it.
    unit : str
        As people read it.
    source : Source
        What is repeated: calls of one batch size, starts of a fresh process, or blocks of calls; a file has one size.
    text : str
        What it is, for documents.
    quantile : float, default=0.5
        Which quantile of the repetitions it is.
    is_higher_better : bool, default=False
        True for rates.
    """

    name: str
    unit: str
    source: Source
    text: str
    quantile: float = 0.5
    is_higher_better: bool = False


MEASURES = (
    Measure("latency_p50_ms", "ms", Source.CALL, "median time of a call"),
    Measure("latency_p95_ms", "ms", Source.CALL, "time that 95 % of calls do not exceed", 0.95),
    Measure("latency_p99_ms", "ms", Source.CALL, "time that 99 % of calls do not exceed", 0.99),
    Measure(
        "throughput_rows_per_s",
        "rows/s",
        Source.CALL,
        "rows of a batch by its median time",
        is_higher_better=True,
    ),
    Measure("load_time_s", "s", Source.START, "median time to load the model in a fresh process"),
    Measure("cold_start_s", "s", Source.START, "median time from starting a process to its first prediction"),
    Measure("peak_memory_mib", "MiB", Source.START, "median of the largest resident memory of a fresh process"),
    Measure("file_size_mib", "MiB", Source.FILE, "size of the model's file or directory"),
    Measure(
        "energy_per_row_mj", "mJ", Source.BLOCK, "median energy of the processor by row, idle power included"
    ),
)


def measure_named(name: str) -> Measure | None:
    """Return a measure, None if none has that name."""
    return next((measure for measure in MEASURES if measure.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelCosts:
    """What was measured of one model.

    Parameters
    ----------
    calls : mapping of int to ndarray
        Seconds of each call, by the rows of its batch.
    load_s, ready_s, peak_mib : ndarray, default=none
        Of each start of a fresh process: seconds to load, seconds to the first prediction, memory; empty where the
        machine does not tell.
    size_mib : float or None
        Size of the file, None where there is none.
    energy_mj : mapping of int to ndarray, default=none
        Millijoules by row of each block of calls, by the rows of a batch.
    """

    calls: Mapping[int, Floats]
    load_s: Floats = field(default_factory=lambda: np.zeros(0))
    ready_s: Floats = field(default_factory=lambda: np.zeros(0))
    peak_mib: Floats = field(default_factory=lambda: np.zeros(0))
    size_mib: float | None = None
    energy_mj: Mapping[int, Floats] = field(default_factory=dict)

    def values(self, measure: Measure, batch: int) -> Floats:
        """Return the repetitions of a measure in its unit; none where the machine does not tell."""
        if measure.source is Source.CALL:
            seconds = self.calls.get(batch, np.zeros(0))
            return batch / seconds if measure.is_higher_better else 1000.0 * seconds
        if measure.source is Source.BLOCK:
            return self.energy_mj.get(batch, np.zeros(0))
        if measure.source is Source.FILE:
            return np.array([self.size_mib] if self.size_mib is not None else [], dtype=np.float64)
        starts = {"load_time_s": self.load_s, "cold_start_s": self.ready_s, "peak_memory_mib": self.peak_mib}
        return starts[measure.name]
