"""Contracts to text: ODCS 3.2, short, and read back to the same contract."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Any

import yaml

from lockgate.contracts.contract import ColumnContract, Contract, TableContract, TypeOptions
from lockgate.contracts.meta import ENGINE
from lockgate.contracts.standard import WRITTEN_VERSION
from lockgate.documents.duration import format_duration
from lockgate.documents.fields import fields_of, flattens
from lockgate.documents.scalars import is_iso_timestamp, resolve
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

__all__ = ["rule_document", "write_contract"]

_SCHEMA = (
    "https://raw.githubusercontent.com/bitol-io/open-data-contract-standard/main/schema/"
    "odcs-json-schema-v3.2.0.json"
)
_OPTIONS = {
    "minimum": "minimum", "maximum": "maximum",
    "exclusive_minimum": "exclusiveMinimum", "exclusive_maximum": "exclusiveMaximum",
    "min_length": "minLength", "max_length": "maxLength", "pattern": "pattern", "format": "format",
    "multiple_of": "multipleOf",
}  # fmt: skip
_SHORT = 100


class _Flow(dict[str, Any]):
    """A mapping that is written on one line."""


class _Dumper(yaml.SafeDumper):
    """Writes what `read_yaml` reads back to the same values."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - PyYAML's signature
        super().increase_indent(flow, indentless=False)

    def analyze_scalar(self, scalar: str) -> Any:  # noqa: ANN401 - PyYAML's own kind
        analysis = super().analyze_scalar(scalar)
        # a colon without a space ends no plain word, and in quotes an instant would be a text
        analysis.allow_flow_plain |= is_iso_timestamp(scalar)
        return analysis


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # PyYAML quotes what YAML 1.1 would misread; we also read 1.2's numbers, such as 1e3
    style = "'" if not isinstance(resolve(text), str) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_instant(dumper: yaml.SafeDumper, instant: datetime) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", instant.isoformat())


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(datetime, _represent_instant)
_Dumper.add_representer(
    _Flow,
    lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=True),
)


def write_contract(contract: Contract) -> str:
    r"""Write a contract as an ODCS 3.2 document; the same contract gives the same bytes.

    Columns, keys, references, rules and rules in words are written; `TableContract.items` follow from
    them. Rules are entries of type ``custom`` with ``engine: lockgate``, so that any ODCS tool reads the file.

    Examples
    --------
    >>> from lockgate.scan.schema import LogicalType
    >>> columns = (ColumnContract(name="amount", logical_type=LogicalType.NUMBER, required=True),)
    >>> tables = (TableContract(name="orders", columns=columns),)
    >>> text = write_contract(Contract(id="orders", name="orders", version="1.0.0", tables=tables))
    >>> print(text.partition("schema:\n")[2], end="")
      - name: orders
        logicalType: object
        properties:
          - name: amount
            logicalType: number
            required: true
    """
    document: dict[str, Any] = {
        "apiVersion": WRITTEN_VERSION,
        "kind": "DataContract",
        "id": contract.id,
        "name": contract.name,
        "version": contract.version,
        "status": "draft",
    }
    if contract.description:
        document["description"] = {"purpose": contract.description}
    if contract.owner:
        document["team"] = _Flow(name=contract.owner)
    document |= _particulars(contract.particulars)
    document["schema"] = [_table(table) for table in contract.tables]
    body = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_SHORT)
    return f"# yaml-language-server: $schema={_SCHEMA}\n{body}"


def _table(table: TableContract) -> dict[str, Any]:
    names = {column.name for column in table.columns}
    document: dict[str, Any] = {"name": table.name, "logicalType": "object"}
    if table.physical_name and table.physical_name != table.name:
        document["physicalName"] = table.physical_name
    if table.description:
        document["description"] = table.description
    if table.columns:
        document["properties"] = [_column(column, table) for column in table.columns]
    if table.references:
        document["relationships"] = [
            {
                "from": [f"{table.name}.{column}" for column in reference.columns],
                "to": [f"{reference.table}.{column}" for column in reference.to],
            }
            for reference in table.references
        ]
    rules = [rule_document(rule) for rule in table.rules if _column_of(rule, names) is None]
    rules += [{"type": "text", "description": note.said} for note in table.notes if note.said]
    further = _particulars(table.particulars)
    rules += further.pop("quality", [])
    if rules:
        document["quality"] = rules
    return document | further


def _particulars(said: Mapping[str, str]) -> dict[str, Any]:
    """Return what a contract says beside what is read, as it was said."""
    return {key: json.loads(text, object_hook=_number) for key, text in said.items()}


def _number(plain: dict[str, Any]) -> Any:  # noqa: ANN401 - YAML has no narrower type
    return float(plain["float"]) if plain.keys() == {"float"} else plain


def _custom_properties(column: ColumnContract) -> list[dict[str, Any]]:
    """Return the custom properties that are read by their names."""
    said = {"optional": column.optional, "unit": column.unit, "renamedFrom": column.renamed_from}
    return [_Flow(property=name, value=value) for name, value in said.items() if value]


def _column(column: ColumnContract, table: TableContract) -> dict[str, Any]:
    names = {listed.name for listed in table.columns}
    rules = [rule_document(rule, column.name) for rule in table.rules if _column_of(rule, names) == column.name]
    is_key = column.key_position is not None
    said: dict[str, Any] = {
        "name": column.name,
        "logicalType": column.logical_type.value if column.logical_type is not None else None,
        "physicalType": column.physical_type,
        "description": column.description,
        "classification": column.classification,
        "required": column.required,
        "unique": column.unique,
        "primaryKey": is_key,
        "primaryKeyPosition": column.key_position,
        "logicalTypeOptions": _options(column.options),
        "enum": [_Flow(value=value) for value in column.values],
        "customProperties": _custom_properties(column),
        "quality": rules,
    }
    further = _particulars(column.particulars)
    for key in ("customProperties", "quality"):
        said[key] += further.pop(key, [])
    said["logicalTypeOptions"] |= further.pop("logicalTypeOptions", {})
    said |= further
    return {key: value for key, value in said.items() if value}


def _options(options: TypeOptions) -> _Flow:
    said = {key: getattr(options, name) for name, key in _OPTIONS.items()}
    return _Flow(
        {
            key: value.isoformat() if isinstance(value, date) else value
            for key, value in said.items()
            if value not in (None, "")
        }
    )


def _column_of(rule: SuiteItem, names: set[str]) -> str | None:
    """Return the column a rule is written under; None for the table."""
    fields = {field.name for field in fields_of(type(rule.check))}
    is_single = len(rule.check.columns) == 1 and rule.check.columns[0] in names
    return rule.check.columns[0] if is_single and fields & {"column", "columns"} else None


def rule_document(rule: SuiteItem, column: str = "") -> dict[str, Any]:
    """Return a rule as a quality entry; under a column, the column is not repeated."""
    body = _Flow(check=rule.check.name)
    for field in fields_of(type(rule.check)):
        value = getattr(rule.check, field.name)
        if column and field.name in ("column", "columns"):
            continue
        if flattens(field.kind):
            body |= _requirement(value) if value is not None else {}
        elif field.is_required or value != field.default:
            body[field.name] = _plain(value)
    options = {
        "where": rule.where.text if rule.where is not None else "",
        "group_by": list(rule.group_by),
        "when_empty": rule.when_empty if rule.when_empty != "inconclusive" else "",
        "severity": rule.severity.value if rule.severity is not Severity.BLOCKING else "",
        "why": rule.why,
        "owner": rule.owner,
        "runbook": rule.runbook,
        "tags": list(rule.tags),
    }
    body |= {key: value for key, value in options.items() if value}
    return {"type": "custom", "engine": ENGINE, "implementation": body}


def _requirement(requirement: Requirement) -> dict[str, Any]:
    bounds = [_plain(bound) for bound in requirement.bounds]
    return {requirement.operator.value: bounds if len(bounds) > 1 else bounds[0]}


def _plain(value: object) -> Any:  # noqa: ANN401 - YAML has no narrower type
    if isinstance(value, Expression):
        return value.text
    if isinstance(value, timedelta):
        return format_duration(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = (
            (field.name, getattr(value, field.name), field.default) for field in dataclasses.fields(value)
        )
        return _Flow({name: _plain(part) for name, part, default in fields if part != default})
    return value
