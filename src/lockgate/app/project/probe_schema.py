"""The JSON Schema of entries that ask a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lockgate.app.project.probe_specs import BehaviourEntry, ImportanceEntry
from lockgate.app.project.robustness_spec import RobustnessEntry
from lockgate.app.project.training_spec import TrainingEntry
from lockgate.documents.schema import object_schema
from lockgate.probes.behaviours import BEHAVIOURS
from lockgate.probes.behaviours.invariance import Invariance
from lockgate.probes.perturbation import Fault, Perturbation
from lockgate.probes.perturbations import PERTURBATIONS
from lockgate.probes.perturbations.together import Together

__all__ = ["probe_bodies"]

Json = dict[str, Any]


def probe_bodies() -> dict[str, Json]:
    """Return what stands under the first key of each such entry.

    Examples
    --------
    >>> sorted(probe_bodies())
    ['behaviour', 'importance', 'robustness', 'training']
    """
    robustness, behaviour = object_schema(RobustnessEntry), object_schema(BehaviourEntry)
    robustness["properties"]["perturbations"] = _list(_perturbations(), "How the rows are changed.")
    behaviour["properties"]["tests"] = _list(_tests(), "What must hold of the answers.")
    return {
        "robustness": robustness,
        "behaviour": behaviour,
        "importance": object_schema(ImportanceEntry),
        "training": object_schema(TrainingEntry),
    }


def _list(bodies: Mapping[str, Json], text: str) -> Json:
    return {"type": "array", "minItems": 1, "items": _choice(bodies), "description": text}


def _choice(bodies: Mapping[str, Json]) -> Json:
    """Return the schema of a mapping with one key, which says what stands under it."""
    return {
        "type": "object",
        "properties": dict(bodies),
        "oneOf": [{"required": [name]} for name in bodies],
        "additionalProperties": False,
    }


def _perturbations() -> dict[str, Json]:
    found = {name: object_schema(kind) for name, kind in PERTURBATIONS.items()}
    together = found[Together.name]
    together["properties"]["faults"] = _list(_without_doses(of=Fault), "Two or more, one after the other.")
    del together["properties"]["columns"]
    together["required"] = ["doses", "faults"]
    return found


def _without_doses(*, of: type) -> dict[str, Json]:
    """Return perturbations whose doses need not be given."""
    found = {
        name: object_schema(kind)
        for name, kind in PERTURBATIONS.items()
        if issubclass(kind, of) and kind is not Together
    }
    for body in found.values():
        body["required"] = [name for name in body["required"] if name != "doses"]
    return found


def _tests() -> dict[str, Json]:
    found = {name: object_schema(kind) for name, kind in BEHAVIOURS.items()}
    when = _choice(_without_doses(of=Perturbation))
    found[Invariance.name]["properties"]["when"] = {**when, "description": "The change, at its greatest dose."}
    return found
