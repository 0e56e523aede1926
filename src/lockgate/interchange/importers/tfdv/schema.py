"""A schema of TensorFlow Data Validation to one table with a column for each feature."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.documents.node import Entry, Mapping, Node, Scalar
from lockgate.domain.requirement import Operator, Requirement
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.tfdv.comparators import counts_compared, features_compared
from lockgate.interchange.importers.tfdv.text_format import read_text_format
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

__all__ = ["read_tfdv"]

_TYPES = {"BYTES": LogicalType.STRING, "INT": LogicalType.INTEGER, "FLOAT": LogicalType.NUMBER}
_DROPPED = {
    "in_environment": "environments are not told apart in a contract; keep one contract for each",
    "not_in_environment": "environments are not told apart in a contract; keep one contract for each",
    "annotation": "a remark, no rule about data",
    "domain_info": "a remark, no rule about data",
}
_NOT_VALIDATED = ("PLANNED", "ALPHA", "DEPRECATED", "DEBUG_ONLY", "DISABLED")
"""Stages of features that TFDV leaves alone."""

_OF_SCHEMA = {
    "default_environment": "environments are not told apart in a contract; keep one contract for each",
    "tensor_representation_group": "how tensors are made, no rule about data",
    "annotation": "a remark, no rule about data",
    "represent_variable_length_as_ragged": "how tensors are made, no rule about data",
}
_OF_SEVERAL = {
    "sparse_feature": "sparse features are made of several columns",
    "weighted_feature": "weighted features are made of several columns",
}


def read_tfdv(root: Node, draft: Draft) -> None:
    """Add a schema to a draft."""
    text = str(root.value) if isinstance(root, Scalar) else ""
    schema = read_text_format(text, root.source)
    table = draft.table(draft.name)
    domains = {
        entry.value.text("name"): entry.value
        for entry in schema.entries
        if entry.key == "string_domain" and isinstance(entry.value, Mapping)
    }
    for entry in schema.entries:
        if entry.key == "feature" and isinstance(entry.value, Mapping):
            _Feature(draft, table, entry.value, domains).read()
        elif entry.key == "dataset_constraints" and isinstance(entry.value, Mapping):
            _dataset(entry.value, table, draft)
        elif entry.key in _OF_SCHEMA:
            draft.not_mapped(entry, entry.key, _OF_SCHEMA[entry.key])
        elif entry.key not in ("string_domain", "feature"):
            draft.open(
                table, entry, entry.key, _OF_SEVERAL.get(entry.key, "this part of a schema is not known")
            )
    _without_presence(schema, table, draft)
    if not table.columns:
        draft.refuse(root, "LG331", "the schema has no `feature`")


def _without_presence(schema: Mapping, table: TableDraft, draft: Draft) -> None:
    """Make columns optional that may be absent there; where all may, they must be there."""
    said = (entry.value for entry in schema.entries if entry.key == "feature")
    features = [one for one in said if isinstance(one, Mapping) and one.text("name") in table.columns]
    free = [node for node in features if node.get("presence") is None]
    for node in free:
        name = node.text("name")
        if len(free) < len(features):
            table.column(name, optional=True)
            draft.mapped(node, f"{name}: no presence", "optional")
        else:
            why = "it must be there, because a table without any of its columns proves nothing"
            draft.approximated(node, f"{name}: no presence", "columns_present", why)


def _dataset(node: Mapping, table: TableDraft, draft: Draft) -> None:
    for entry in node.entries:
        value = entry.value.value if isinstance(entry.value, Scalar) else None
        if entry.key in ("min_examples_count", "max_examples_count") and isinstance(value, int):
            requirement = (Requirement.at_least if entry.key.startswith("min") else Requirement.at_most)(value)
            table.rules.append(SuiteItem(check=ask("row_count", requirement=requirement)))
            draft.mapped(entry, entry.key, "row_count")
        else:
            draft.not_mapped(entry, entry.key, counts_compared(entry.key))


@dataclass(frozen=True, slots=True)
class _Feature:
    """Reads one feature into one column."""

    draft: Draft
    table: TableDraft
    node: Mapping
    domains: dict[str, Mapping]

    def read(self) -> None:
        name = self.node.text("name")
        if not name:
            self.draft.refuse(self.node, "LG313", "a feature has no `name`")
            return
        if self._is_left_alone(name):
            return
        self.table.column(name)
        for entry in self.node.entries:
            reader = _READERS.get(entry.key)
            source = f"{name}: {entry.key}"
            if reader is not None:
                reader(self, name, entry)
            elif entry.key in _DROPPED:
                self.draft.not_mapped(entry, source, _DROPPED[entry.key])
            elif entry.key != "name":
                self.draft.open(self.table, entry, source, "this part of a feature has no counterpart")

    def _is_left_alone(self, name: str) -> bool:
        """Tell whether nothing is asked of the feature there, and report it."""
        for key in ("lifecycle_stage", "deprecated"):
            entry = self.node.entry(key)
            word = str(_scalar(entry.value)) if entry is not None else ""
            if entry is not None and (word in _NOT_VALIDATED or word.casefold() == "true"):
                why = "features of this stage are not validated there, so the column is left out"
                self.draft.not_mapped(entry, f"{name}: {key} {word}", why)
                return True
        return False

    def compared(self, name: str, entry: Entry) -> None:
        """Report a comparator of two data sets, with what to write for it."""
        is_skew = entry.key == "skew_comparator"
        why = features_compared(name, self.table.name, entry.value, is_skew=is_skew)
        self.draft.not_mapped(entry, f"{name}: {entry.key}", why)

    def staged(self, name: str, entry: Entry) -> None:
        """Report a stage in which a feature is validated, which is said by its rules."""
        self.draft.mapped(entry, f"{name}: {entry.key}", "its rules")

    def type(self, name: str, entry: Entry) -> None:
        word = _scalar(entry.value)
        kind = _TYPES.get(str(word))
        if kind is None:
            self.draft.open(self.table, entry, f"{name}: type {word}", "no type has this name")
            return
        self.table.column(name, logical_type=kind)
        self.draft.mapped(entry, f"{name}: type {word}", "logicalType")

    def presence(self, name: str, entry: Entry) -> None:
        for part in _entries(entry):
            value, source = _scalar(part.value), f"{name}: presence {part.key}"
            if part.key == "min_fraction" and isinstance(value, int | float):
                if value >= 1:
                    self.table.column(name, required=True)
                elif value > 0:
                    self._rule("completeness", column=name, tolerance=Tolerance(fraction=round(1 - value, 12)))
                self.draft.mapped(part, f"{source}: {value}", "required" if value >= 1 else "completeness")
            elif part.key == "min_count" and isinstance(value, int):
                self._filled(name, value)
                self.draft.mapped(part, f"{source}: {value}", "row_count")
            else:
                self.draft.open(self.table, part, source, "this part of presence has no counterpart")

    def _filled(self, name: str, count: int) -> None:
        from lockgate.scan.expression import Expression  # noqa: PLC0415 - only counts need SQL

        quoted = '"' + name.replace('"', '""') + '"'
        check = ask("row_count", requirement=Requirement.at_least(count))
        self.table.rules.append(SuiteItem(check=check, where=Expression(f"{quoted} IS NOT NULL")))

    def numbers(self, name: str, entry: Entry) -> None:
        ends = {part.key: _scalar(part.value) for part in _entries(entry) if part.key in ("min", "max")}
        source = f"{name}: {entry.key}"
        if ends:
            self._rule("range", column=name, **ends)
        if entry.key == "float_domain":
            self._strange(name, entry)
        self.draft.mapped(entry, source, "range" if ends else "logicalType")

    def _strange(self, name: str, entry: Entry) -> None:
        flags = {part.key: _scalar(part.value) for part in _entries(entry)}
        if flags.get("disallow_nan") or flags.get("disallow_inf"):
            self._rule("finite", column=name)

    def texts(self, name: str, entry: Entry) -> None:
        domain = self.domains.get(str(_scalar(entry.value))) if entry.key == "domain" else entry.value
        source = f"{name}: {entry.key}"
        values = tuple(
            str(_scalar(part.value)) for part in domain.entries if part.key == "value"
        ) if isinstance(domain, Mapping) else ()  # fmt: skip
        if not values:
            self.draft.open(self.table, entry, source, "it lists no values")
            return
        self._rule("allowed_values", column=name, values=values, tolerance=self._loose())
        self.draft.mapped(entry, source, "allowed_values")

    def _loose(self) -> Tolerance:
        """Return how much may lie outside a list of values: what `min_domain_mass` leaves."""
        constraints = self.node.get("distribution_constraints")
        mass = _scalar(constraints.get("min_domain_mass")) if isinstance(constraints, Mapping) else None
        return Tolerance(fraction=round(1 - mass, 12)) if isinstance(mass, int | float) else Tolerance()

    def mass(self, name: str, entry: Entry) -> None:
        self.draft.mapped(entry, f"{name}: distribution_constraints", "tolerance")

    def booleans(self, name: str, entry: Entry) -> None:
        words = {part.key: str(_scalar(part.value)) for part in _entries(entry)}
        listed = tuple(words[key] for key in ("true_value", "false_value") if key in words)
        if listed:
            self._rule("allowed_values", column=name, values=listed)
        self.draft.mapped(entry, f"{name}: bool_domain", "allowed_values" if listed else "logicalType")

    def unique(self, name: str, entry: Entry) -> None:
        for part in _entries(entry):
            value, source = _scalar(part.value), f"{name}: unique_constraints {part.key}"
            operator = {"min": Operator.MUST_BE_GREATER_OR_EQUAL_TO, "max": Operator.MUST_BE_LESS_OR_EQUAL_TO}
            if part.key in operator and isinstance(value, int):
                self._rule(
                    "distinct_count", columns=(name,), requirement=Requirement(operator[part.key], (value,))
                )
                self.draft.mapped(part, f"{source}: {value}", "distinct_count")
            else:
                self.draft.open(self.table, part, source, "this part has no counterpart")

    def valency(self, name: str, entry: Entry) -> None:
        source = f"{name}: {entry.key}"
        if _is_single(entry):
            self.draft.mapped(entry, source, "one value in each row, as in every column")
        else:
            self.draft.open(self.table, entry, source, "how many values a row holds is not asked")

    def _rule(self, check: str, **fields: Any) -> None:  # noqa: ANN401 - the fields of any check
        self.table.rules.append(SuiteItem(check=ask(check, **fields)))


_READERS: dict[str, Callable[[_Feature, str, Entry], None]] = {
    "type": _Feature.type,
    "presence": _Feature.presence,
    "int_domain": _Feature.numbers,
    "float_domain": _Feature.numbers,
    "string_domain": _Feature.texts,
    "domain": _Feature.texts,
    "bool_domain": _Feature.booleans,
    "unique_constraints": _Feature.unique,
    "distribution_constraints": _Feature.mass,
    "value_count": _Feature.valency,
    "shape": _Feature.valency,
    "skew_comparator": _Feature.compared,
    "drift_comparator": _Feature.compared,
    "lifecycle_stage": _Feature.staged,
    "deprecated": _Feature.staged,
}


def _is_single(entry: Entry) -> bool:
    """Tell whether a row has one value, by its count or by its shape: no dimension, or only such of size 1."""
    parts = list(_entries(entry))
    if entry.key == "value_count":
        return {part.key: _scalar(part.value) for part in parts} == {"min": 1, "max": 1}
    return all(part.key == "dim" and [_scalar(size.value) for size in _entries(part)] == [1] for part in parts)


def _entries(entry: Entry) -> Iterator[Entry]:
    if isinstance(entry.value, Mapping):
        yield from entry.value.entries


def _scalar(node: Node | None) -> str | int | float | bool | None:
    return node.value if isinstance(node, Scalar) else None
