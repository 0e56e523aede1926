"""The JSON Schema of lockgate.yaml, for editors."""

from __future__ import annotations

from typing import Any

from lockgate.app.project.probe_schema import probe_bodies
from lockgate.app.project.read import STAGES, ProjectFile
from lockgate.app.project.read_fairness import GapFile
from lockgate.app.project.read_model import GateFile, ModelFile
from lockgate.app.project.read_resources import ResourceGateFile
from lockgate.app.project.read_worst_mix import MixFile
from lockgate.app.project.spec import CommandEntry, EntryNotes, PytestEntry, ScoreEntry
from lockgate.documents.docstrings import summary
from lockgate.documents.schema import json_schema, object_schema
from lockgate.domain.requirement import Operator
from lockgate.drift.spec import DriftSpec
from lockgate.gates.gap_gate import COMPOSITES
from lockgate.gates.metric import argument_names
from lockgate.gates.metric_gate import Better, NotWorse
from lockgate.gates.metrics import METRICS, METRICS_BY_WORD
from lockgate.gates.resources.measures import MEASURES
from lockgate.gates.resources.spec import ResourceSpec
from lockgate.gates.signature.spec import SignatureSpec
from lockgate.gates.slicing import MOST_CROSSED, Dimension
from lockgate.history.spec import HistorySpec

__all__ = ["project_schema"]

Json = dict[str, Any]

_SHARE: Json = {"type": "string", "pattern": r"^\d+(\.\d+)? ?%$"}
_MARGIN: Json = {"anyOf": [{"type": "number", "minimum": 0}, _SHARE]}
_UNIT = "in the metric's unit or as a share of the baseline's value, such as 2%."
_AGAINST: Json = {
    NotWorse.KEY: {**_MARGIN, "description": f"How much worse than the baseline the candidate may be, {_UNIT}"},
    Better.KEY: {**_MARGIN, "description": f"How much better than the baseline the candidate must be, {_UNIT}"},
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
        _model(model, gates),
        *(_entry(kind, body, body["description"]) for kind, body in probe_bodies().items()),
        _entry("resources", object_schema(ResourceSpec), summary(ResourceSpec), gates=_resource_gates()),
        _entry("signature", object_schema(SignatureSpec), summary(SignatureSpec)),
    ]


def _model(body: Json, gates: Json) -> Json:
    gaps = {"type": "array", "minItems": 1, "items": _gap(), "description": "How far apart groups may be."}
    more = {"gates": gates, "fairness": gaps}
    entry = _entry("model", body, "Judge a model on a table of predictions.", optional=more)
    entry["anyOf"] = [{"required": [name]} for name in more]
    return entry


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
    gate["properties"]["arguments"] |= _arguments()
    gate["properties"]["worst_mix"] = _worst_mix()
    _add_operators(gate, _AGAINST)
    return gate


def _worst_mix() -> Json:
    """Return what a gate may say of the mix it is judged in: the groups, or these with a factor."""
    cut = {**_cut(), "description": "Column, or crossed columns, whose values are the groups."}
    mix = object_schema(MixFile)
    mix["properties"]["groups"] = cut
    mix["required"] = ["groups"]
    return {"anyOf": [cut, mix], "description": summary(MixFile)}


def _cut() -> Json:
    """Return how groups are cut: by a column, or by several that are crossed."""
    one = {"anyOf": [{"type": "string"}, object_schema(Dimension)]}
    return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1, "maxItems": 3}]}


def _add_operators(gate: Json, against: Json) -> None:
    """Add the operators to a gate, of which it has one; `against` are those that compare with the baseline."""
    number: Json = {"type": "number"}
    pair: Json = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    operators = {op.value: pair if op.value.endswith("Between") else number for op in Operator}
    gate["properties"] |= {**operators, **against}
    gate["oneOf"] = [{"required": [name]} for name in (*operators, *against)]


def _resource_gates() -> Json:
    gate = object_schema(ResourceGateFile)
    _add_operators(gate, {NotWorse.KEY: _AGAINST[NotWorse.KEY]})
    names = [measure.name for measure in MEASURES]
    gate["properties"]["metric"] = {"enum": names, "description": "What is measured; its unit is in its name."}
    return {"type": "array", "minItems": 1, "items": gate, "description": "What the model may need."}


def _gap() -> Json:
    """Return what a gate on a gap may say."""
    gap = object_schema(GapFile)
    names: Json = {"enum": sorted({*_metric_names(), *COMPOSITES})}
    several_names: Json = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    cut = _cut()
    value: Json = {"type": ["string", "number", "boolean"]}
    several: Json = {"type": "object", "additionalProperties": value, "minProperties": 1}
    number: Json = {"type": "number"}
    bounds: Json = {"type": "array", "items": number, "minItems": 2, "maxItems": 2}
    operators = {
        Operator.MUST_BE_LESS_OR_EQUAL_TO.value: number,
        Operator.MUST_BE_GREATER_OR_EQUAL_TO.value: number,
        Operator.MUST_BE_BETWEEN.value: bounds,
    }
    gap["properties"]["arguments"] |= _arguments()
    gap["properties"] |= {
        "metric": {
            "anyOf": [names, several_names],
            "description": "A metric, or several, by name.",
        },
        "groups": {**cut, "description": "Column, or crossed columns, whose values are the groups."},
        "within": {**cut, "description": "Columns that cut the rows into strata first."},
        "reference": {"anyOf": [value, several], "description": "The group that all others are compared with."},
        **operators,
    }
    gap["required"] = sorted({*gap.get("required", []), "metric", "groups"})
    gap["oneOf"] = [{"required": [name]} for name in operators]
    return gap


def _arguments() -> Json:
    """Return what arguments metrics take: of one name, any of the forms that it has; the first one describes it."""
    known: dict[str, list[Json]] = {}
    for metric in METRICS:
        names = argument_names(metric)
        taken = object_schema(type(metric))["properties"] if names else {}
        for name in names:
            known.setdefault(name, [])
            known[name] += [] if taken[name] in known[name] else [taken[name]]
    return {
        "properties": {
            name: schemas[0] if len(schemas) == 1 else _any(schemas) for name, schemas in known.items()
        },
        "additionalProperties": False,
    }


def _any(schemas: list[Json]) -> Json:
    """Return what any of some schemas allows, with all that they say."""
    said = " / ".join(dict.fromkeys(str(schema.get("description", "")) for schema in schemas))
    return {"anyOf": schemas, "description": said}


def _metric_names() -> list[str]:
    return sorted(METRICS_BY_WORD)


def _slices() -> Json:
    one: Json = {"anyOf": [{"type": "string"}, object_schema(Dimension)]}
    pair: Json = {"type": "array", "items": one, "minItems": 1, "maxItems": MOST_CROSSED}
    return {
        "type": "array",
        "items": {"anyOf": [one, pair]},
        "description": "Columns, conditions, bins or windows, or lists of up to four that are crossed.",
    }
