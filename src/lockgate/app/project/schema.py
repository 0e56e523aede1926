"""The JSON Schema of lockgate.yaml, for editors."""

from __future__ import annotations

from typing import Any

from lockgate.app.project.read import STAGES, ProjectFile
from lockgate.app.project.read_entries import GateFile, ModelFile
from lockgate.app.project.read_resources import ResourceGateFile
from lockgate.app.project.spec import CommandEntry, EntryNotes, PytestEntry, ScoreEntry
from lockgate.documents.docstrings import summary
from lockgate.documents.schema import json_schema, object_schema
from lockgate.domain.requirement import Operator
from lockgate.drift.spec import DriftSpec
from lockgate.gates.metrics import METRICS
from lockgate.gates.resources.measures import MEASURES
from lockgate.gates.resources.spec import ResourceSpec
from lockgate.gates.signature.spec import SignatureSpec
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
        _entry("resources", object_schema(ResourceSpec), summary(ResourceSpec), gates=_resource_gates()),
        _entry("signature", object_schema(SignatureSpec), summary(SignatureSpec)),
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
    gate["properties"]["metric"] = {"enum": _metric_names(), "description": "Name of the metric."}
    _add_operators(gate, _NOT_WORSE)
    return gate


def _add_operators(gate: Json, not_worse: Json) -> None:
    """Add the operators to a gate, of which it has one."""
    number: Json = {"type": "number"}
    pair: Json = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    operators = {op.value: pair if op.value.endswith("Between") else number for op in Operator}
    gate["properties"] |= {**operators, "notWorseThanBaselineBy": not_worse}
    gate["oneOf"] = [{"required": [name]} for name in (*operators, "notWorseThanBaselineBy")]


def _resource_gates() -> Json:
    gate = object_schema(ResourceGateFile)
    share = {"type": "string", "pattern": "%$"}
    text = "How much worse than the baseline: a number in the measure's unit, or a share such as `10 %`."
    _add_operators(gate, {"anyOf": [{"type": "number", "minimum": 0}, share], "description": text})
    names = [measure.name for measure in MEASURES]
    gate["properties"]["metric"] = {"enum": names, "description": "What is measured; its unit is in its name."}
    return {"type": "array", "minItems": 1, "items": gate, "description": "What the model may need."}


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
