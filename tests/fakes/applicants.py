"""Scored applicants of two sexes, several origins and schools, for gates on gaps between groups."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from lockgate.domain.requirement import Requirement
from lockgate.gates.gap_gate import Compare, GapGate
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec

__all__ = ["RATIO", "SEX", "applicants", "fair", "gap"]

SEX = (Dimension("sex"),)
RATIO = Compare.RATIO


def applicants(n: int, *, seed: int, shift: float = 0.6) -> dict[str, NDArray[Any]]:
    """Return labels, calibrated scores that are higher for men by `shift` on the log-odds scale, and groups."""
    draw = np.random.default_rng(seed)
    sex = np.where(draw.random(n) < 0.35, "Female", "Male")
    signal = draw.normal(-1.0, 1.0, n) + shift * (sex == "Male")
    score = 1 / (1 + np.exp(-signal))
    return {
        "late": (draw.random(n) < score).astype(np.int64),
        "p_new": score,
        "p_old": score**1.1,
        "sex": sex,
        "origin": draw.choice(["north", "south", "west"], n),
        "school": draw.choice(["none", "some"], n),
    }


def gap(metric: str, requirement: Requirement, **other: Any) -> GapGate:  # noqa: ANN401 - any field of the gate
    """Return a gate on the gap of a metric between the sexes, unless told."""
    given: dict[str, Any] = {"metrics": (metric,), "groups": SEX, "requirement": requirement}
    return GapGate(**{**given, **other})


def fair(*gaps: GapGate, **other: Any) -> ModelGateSpec:  # noqa: ANN401 - any field of the spec
    """Return a spec of nothing but gaps."""
    return ModelGateSpec(table="scored", label="late", candidate="p_new", gates=(), fairness=gaps, **other)
