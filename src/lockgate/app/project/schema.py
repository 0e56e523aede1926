"""The JSON Schema of lockgate.yaml, for editors."""

from __future__ import annotations

from typing import Any

from lockgate.app.project.probe_schema import probe_bodies
from lockgate.app.project.read import STAGES, ProjectFile
from lockgate.app.project.read_model import GateFile, ModelFile
from lockgate.app.project.spec import CommandEntry, EntryNotes, PytestEntry, ScoreEntry
from lockgate.documents.docstrings import summary
from lockgate.documents.schema import json_schema, object_schema
from lockgate.domain.requirement import Operator
from lockgate.drift.spec import DriftSpec
from lockgate.gates.metric import argument_names
from lockgate.gates.metrics import METRICS
from lockgate.gates.slicing import Dimension
from lockgate.history.spec import HistorySpec

__all__ = ["project_schema"]

Json = dict[str, Any]

_NOT_WORSE: Json = {
    "type": "number",
    "minimum": 0,
    "description": "How much worse than the baseline the candidate may be, in the metric's unit.",
}


def project_schema() -> Json:
    """Return the schema (draft 2020-12); `read_project` stays the judge.

    Examples
    --------
    >>> sorted(project_schema()["required"])
    ['lockgate', 'project', 'stages']
    """
    schema = json_schema(ProjectFile)
    stages = {name: _stage(name) for name in STAGES}
    schema["title"] = "Lockgate project"
    schema["properties"]["lockgate"]["const"] = 1
    schema["properties"]["stages"] = {
        "type": "object",
        "description": "What runs in each stage; a shut gate stops the stages after it.",
        "properties": stages,
        "additionalProperties": False,
        "minProperties": 1,
    }
    schema["required"] = sorted({*schema.get("required", []), "stages"})
    return schema


def _stage(name: str) -> Json:
    text = f"What the {name} gate asks; independent entries run in parallel."
    return {"type": "array", "minItems": 1, "description": text, "items": {"oneOf": _entries()}}


def _entries() -> list[Json]:
    model = object_schema(ModelFile)
    model["properties"]["slices"] = _slices()
    gates = {"type": "array", "minItems": 1, "items": _gate(), "description": "What the model must satisfy."}
    table = {"type": "string", "description": "Name of a table under `data` that has a `contract`."}
    path = {"type": "string", "description": "One file or directory of tests."}
    tests = {"anyOf": [path, object_schema(PytestEntry)], "description": summary(PytestEntry)}
    drifting: Json = {"type": "string", "description": "Name of a table under `data` that has a reference."}
    drift = {"anyOf": [drifting, object_schema(DriftSpec)], "description": summary(DriftSpec)}
    window = {
        "type": "string",
        "description": "Partitions judged together: `FROM..TO`, one, `all`, or `90 days`.",
    }
    return [
        _entry("contract", table, "Check a table against its contract.", optional={"window": window}),
        _entry("drift", drift, summary(DriftSpec), optional={"window": window}),
        _entry("history", object_schema(HistorySpec), summary(HistorySpec)),
        _entry("pytest", tests, summary(PytestEntry)),
        _entry("command", object_schema(CommandEntry), summary(CommandEntry)),
        _entry("score", object_schema(ScoreEntry), summary(ScoreEntry)),
        *(_entry(kind, body, body["description"]) for kind, body in probe_bodies().items()),
        _entry("model", model, "Judge a model on a table of predictions.", gates=gates),
    ]


def _entry(kind: str, body: Json, text: str, optional: Json | None = None, **more: Json) -> Json:
    notes = object_schema(EntryNotes)["properties"]
    return {
        "type": "object",
        "description": text,
        "properties": {kind: body, **more, **(optional or {}), **notes},
        "required": [kind, *more],
        "additionalProperties": False,
    }


def _gate() -> Json:
    gate = object_schema(GateFile)
    number: Json = {"type": "number"}
    pair: Json = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    operators = {op.value: pair if op.value.endswith("Between") else number for op in Operator}
    gate["properties"]["metric"] = {"enum": _metric_names(), "description": "Name of the metric."}
    gate["properties"]["arguments"] |= _arguments()
    gate["properties"] |= {**operators, "notWorseThanBaselineBy": _NOT_WORSE}
    gate["oneOf"] = [{"required": [name]} for name in (*operators, "notWorseThanBaselineBy")]
    return gate


def _arguments() -> Json:
    """Return what arguments metrics take: of one name, any of the types that it has."""
    known: dict[str, list[Json]] = {}
    for metric in METRICS:
        names = argument_names(metric)
        taken = object_schema(type(metric))["properties"] if names else {}
        for name in names:
            known.setdefault(name, [])
            known[name] += [] if taken[name] in known[name] else [taken[name]]
    parts = {name: schemas[0] if len(schemas) == 1 else {"anyOf": schemas} for name, schemas in known.items()}
    return {"properties": parts, "additionalProperties": False}


def _metric_names() -> list[str]:
    return sorted(name for metric in METRICS for name in (metric.name, *metric.aliases))


def _slices() -> Json:
    one: Json = {"anyOf": [{"type": "string"}, object_schema(Dimension)]}
    pair: Json = {"type": "array", "items": one, "minItems": 1, "maxItems": 2}
    return {
        "type": "array",
        "items": {"anyOf": [one, pair]},
        "description": "Columns, pairs of columns, or columns cut into bins, that gates are judged on.",
    }
