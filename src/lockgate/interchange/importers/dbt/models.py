"""A properties file of dbt: one table for each model, source table, seed and snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from lockgate.contracts.contract import Reference
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, plain_value
from lockgate.domain.errors import LockgateError
from lockgate.domain.verdict import Severity
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.arguments import Arguments
from lockgate.interchange.importers.columns import logical_of
from lockgate.interchange.importers.dbt.freshness import freshness_items
from lockgate.interchange.importers.dbt.table_tests import TABLE_TESTS
from lockgate.interchange.importers.dbt.tests import TESTS, UntranslatedError, bound_of, referred
from lockgate.interchange.importers.great_expectations.asked import Asked, NotCarriedError
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem
from lockgate.scan.tolerance import Tolerance

__all__ = ["read_models"]

_KINDS = ("models", "seeds", "snapshots")
_OF_TABLE = frozenset(
    ("name", "description", "columns", "tests", "data_tests", "constraints", "docs", "version")
)
_OF_COLUMN = frozenset(
    ("name", "description", "data_type", "tests", "data_tests", "constraints", "quote", "docs")
)
_OF_TEST = frozenset(
    (
        "config", "name", "description", "arguments", "where", "severity", "error_if", "warn_if", "test_name", "tags",
        "meta", "enabled", "limit", "store_failures", "store_failures_as", "schema", "database", "alias", "group",
    )
)  # fmt: skip
_NO_MATTER = ("column", "quote", "quote_values", "quote_columns", "transform")
"""Arguments that say how SQL is written, not what is asked; names are found here in any letter case."""
_OF_SOURCE = ("freshness", "loaded_at_field")
_LEFT = {
    "versions": "versions of a model are told apart by their own names",
    "config": "how dbt builds it, no rule about data",
}
_THRESHOLD = re.compile(r"\s*(>=|>|!=|<>)\s*([0-9]{1,12})\s*")
_EXPECT = "dbt_expectations."
_OTHERWISE = {
    "expect_multicolumn_sum_to_equal": "it adds up the columns of all rows there, not of each",
}
"""What dbt-expectations asks otherwise than the expectation of that name."""


def read_models(root: Node, draft: Draft) -> None:
    """Add every table of the file to a draft."""
    if not isinstance(root, Mapping):
        draft.refuse(root, "LG331", f"a properties file must be a mapping, got {root.shown}")
        return
    for node, source in _tables(root):
        _Table(draft, node, node.text("name"), source).read()
    for entry in root.entries:
        if entry.key not in (*_KINDS, "sources", "version"):
            draft.not_mapped(entry, entry.key, "no table stands here")
    if not draft.tables:
        draft.refuse(root, "LG331", "there are no `models`, `sources`, `seeds` or `snapshots` with a name")


def _tables(root: Mapping) -> Iterator[tuple[Mapping, Mapping | None]]:
    """Yield each table, with the source that it stands in."""
    for kind in _KINDS:
        yield from ((model, None) for model in root.mappings(kind))
    for source in root.mappings("sources"):
        yield from ((table, source) for table in source.mappings("tables"))


@dataclass(frozen=True, slots=True)
class _Table:
    """Reads one model into one table."""

    draft: Draft
    node: Mapping
    name: str
    source: Mapping | None = None

    def read(self) -> None:
        if not self.name:
            self.draft.refuse(self.node, "LG313", "a model has no `name`")
            return
        self.table.description = self.node.text("description")
        for column in self.node.mappings("columns"):
            self._column(column)
        self._tests(self.node, "")
        self._constraints(self.node, "")
        self._freshness()
        for entry in self.node.entries:
            if entry.key not in (*_OF_TABLE, *_OF_SOURCE):
                why = _LEFT.get(entry.key, "")
                self.draft.not_mapped(
                    entry, f"{self.name}: {entry.key}", why or "no rule about data that is read"
                )

    def _freshness(self) -> None:
        """Add how old a table of a source may be; what the table says goes before what its source says."""
        said: dict[str, Any] = {}
        place: Node | Entry = self.node
        for node in (self.source, self.node):
            for part in (node, node.get("config") if node is not None else None):
                found = [part.entry(key) for key in _OF_SOURCE] if isinstance(part, Mapping) else []
                for entry in (one for one in found if one is not None):
                    said[entry.key] = _over(said.get(entry.key), plain_value(entry.value))
                    place = entry
        if not isinstance(said.get("freshness"), dict):
            if "loaded_at_field" in said:
                self.draft.not_mapped(place, f"{self.name}: loaded_at_field", "no `freshness` is asked")
            return
        source = f"{self.name}: freshness"
        try:
            items = freshness_items(said["freshness"], str(said.get("loaded_at_field") or ""))
        except (UntranslatedError, LockgateError) as error:
            self.draft.open(self.table, place, source, getattr(error, "text", str(error)))
            return
        self.table.rules += items
        why = "a newest row of more than a day ahead of the run is a failure here"
        if items:
            self.draft.approximated(place, source, "freshness", why)

    @property
    def table(self) -> TableDraft:
        return self.draft.table(self.name)

    def _column(self, node: Mapping) -> None:
        column = node.text("name")
        if not column:
            self.draft.not_mapped(
                node, f"{self.name}: a column without a name", "it includes columns of elsewhere"
            )
            return
        self.table.column(column, description=node.text("description"))
        word = node.text("data_type")
        if word:
            self._type(column, node, word)
        self._constraints(node, column)
        self._tests(node, column)
        for entry in node.entries:
            if entry.key not in _OF_COLUMN:
                self.draft.not_mapped(entry, f"{self.name}.{column}: {entry.key}", "no rule about data")

    def _type(self, column: str, node: Mapping, word: str) -> None:
        place, source = node.entry("data_type") or node, f"{self.name}.{column}: data_type {word}"
        kind = logical_of(word)
        if kind is None:
            self.draft.open(self.table, place, source, "no type has this name")
            return
        self.table.column(column, logical_type=kind, physical_type=word)
        self.draft.mapped(place, source, "logicalType")

    def _constraints(self, node: Mapping, column: str) -> None:
        for item in node.mappings("constraints"):
            kind = item.text("type")
            columns = (column,) if column else _texts(item.get("columns"))
            source = f"{self.name}: constraint {kind} {', '.join(columns)}".rstrip()
            try:
                self._constraint(kind, columns, item)
                self.draft.mapped(item, source, kind)
            except (UntranslatedError, LockgateError) as error:
                self.draft.open(self.table, item, source, getattr(error, "text", str(error)))

    def _constraint(self, kind: str, columns: tuple[str, ...], item: Mapping) -> None:
        if kind == "not_null" and columns:
            for column in columns:
                self.table.column(column, required=True)
        elif kind == "primary_key" and columns:
            for number, column in enumerate(columns, start=1):
                self.table.column(column, key_position=number)
        elif kind == "unique" and columns:
            self.table.rules.append(SuiteItem(check=TESTS["dbt_utils.unique_combination_of_columns"][0](
                "", {"combination_of_columns": list(columns)}
            )))  # fmt: skip
        elif kind == "check" and item.text("expression"):
            check, _ = TESTS["dbt_utils.expression_is_true"]
            self.table.rules.append(SuiteItem(check=check("", {"expression": item.text("expression")})))
        elif kind == "foreign_key" and columns and len(_texts(item.get("to_columns"))) == len(columns):
            self.table.references.append(
                Reference(columns, referred(item.text("to")), _texts(item.get("to_columns")))
            )
        else:
            message = "a constraint that no check asks"
            raise UntranslatedError(message)

    def _tests(self, node: Mapping, column: str) -> None:
        for key in ("tests", "data_tests"):
            listed = node.get(key)
            for item in listed.items if isinstance(listed, Sequence) else ():
                self._test(item, column)

    def _test(self, item: Node, column: str) -> None:
        name, said = _named(item)
        source = f"{self.name}{'.' + column if column else ''}: {name or 'a test without a name'}"
        arguments = {**said, **(said.get("arguments") or {})}
        config = {**said, **(said.get("config") or {})}
        if str(config.get("enabled", True)).casefold() == "false":
            self.draft.not_mapped(item, source, "it is not enabled")
            return
        severity = (
            Severity.WARNING if str(config.get("severity", "")).casefold() == "warn" else Severity.BLOCKING
        )
        try:
            found = list(self._checks(name, column, {k: v for k, v in arguments.items() if k not in _OF_TEST}))
            items = [part for one in found for part in _configured(one, config, severity)]
        except (UntranslatedError, NotCarriedError) as error:
            self.draft.open(self.table, item, source, str(error), severity)
            return
        except (LockgateError, TypeError, ValueError, AttributeError) as error:
            why = error.text if isinstance(error, LockgateError) else "its arguments cannot be read"
            self.draft.open(self.table, item, source, why, severity)
            return
        self.table.rules += items
        self.draft.mapped(item, source, ", ".join(dict.fromkeys(part.check.name for part in items)))

    def _checks(self, name: str, column: str, plain: dict[str, Any]) -> Iterator[SuiteItem]:
        said = Arguments(plain)
        if name in TESTS:
            yield SuiteItem(check=TESTS[name][0](column, said))
            _refuse_rest(said)
        elif name in TABLE_TESTS:
            yield from TABLE_TESTS[name][0](column, said)
            _refuse_rest(said)
        elif name.startswith(_EXPECT) and name.removeprefix(_EXPECT) in EXPECTATIONS:
            yield from _expected(name.removeprefix(_EXPECT), column, said)
        else:
            message = "a test that Lockgate does not know"
            raise UntranslatedError(message)


def _refuse_rest(said: Arguments) -> None:
    """Refuse a test that says more than was read."""
    left = said.unread(but=_NO_MATTER)
    if left:
        message = f"`{left}` has no counterpart"
        raise UntranslatedError(message)


def _over(before: object, after: object) -> object:
    """Return what a table says over its source: a mapping key by key, anything else as a whole."""
    return {**before, **after} if isinstance(before, dict) and isinstance(after, dict) else after


def _expected(name: str, column: str, said: dict[str, Any]) -> Iterator[SuiteItem]:
    """Yield the checks of a test that dbt-expectations ported; its row condition is SQL."""
    rows = said.pop("row_condition", None)
    kwargs = {**({"column": column} if column else {}), **said}
    for theirs, there in (("column_type", "type_"), ("column_type_list", "type_list")):
        if theirs in kwargs:
            kwargs[there] = kwargs.pop(theirs)
    kwargs |= {key: bound_of(kwargs[key]) for key in ("min_value", "max_value") if key in kwargs}
    if name == "expect_table_columns_to_match_set" and "column_list" in kwargs:
        kwargs["column_set"] = kwargs.pop("column_list")
    if "strictly" in kwargs and ("min_value" in kwargs or "max_value" in kwargs):
        kwargs["strict_min"] = kwargs["strict_max"] = kwargs.pop("strictly")
    known = EXPECTATIONS[name]
    if known.read is None or name in _OTHERWISE:
        raise UntranslatedError(_OTHERWISE.get(name, known.remark))
    arguments = Arguments(kwargs)
    found = list(known.read(Asked(name, arguments, on_pandas=False)))
    _refuse_rest(arguments)
    for carried in found:
        where = Expression(str(rows)) if rows else carried.where
        when = carried.when_empty if carried.check.columns else "inconclusive"
        yield SuiteItem(check=carried.check, where=where, when_empty=when)


def _named(item: Node) -> tuple[str, dict[str, Any]]:
    """Return the name of a test and what is written beside it."""
    if isinstance(item, Scalar):
        return str(item.value), {}
    if not isinstance(item, Mapping) or not item.entries:
        return "", {}
    if item.text("test_name"):
        return item.text("test_name"), dict(plain_value(item))
    first: Entry = item.entries[0]
    said = plain_value(first.value)
    beside = {entry.key: plain_value(entry.value) for entry in item.entries[1:]}
    return first.key, {**beside, **(said if isinstance(said, dict) else {})}


def _configured(item: SuiteItem, config: dict[str, Any], severity: Severity) -> Iterator[SuiteItem]:
    """Yield the check with filter, severity and thresholds; two thresholds are two checks."""
    if config.get("fail_calc"):
        message = "`fail_calc` counts something else than the rows that fail"
        raise UntranslatedError(message)
    if config.get("where") and item.check.name == "same_rows":
        message = "`where` picks rows of one table, and both are compared whole"
        raise UntranslatedError(message)
    if config.get("where"):
        text = str(config["where"])
        item = replace(item, where=Expression(f"({item.where.text}) AND ({text})" if item.where else text))
    limits = {key: config[key] for key in ("error_if", "warn_if") if config.get(key)}
    if not limits:
        yield replace(item, severity=severity)
        return
    for key, condition in limits.items():
        if key == "error_if" and severity is Severity.WARNING:
            continue  # a test that only warns looks at nothing else
        level = Severity.BLOCKING if key == "error_if" else Severity.WARNING
        yield replace(_tolerant(item, str(condition)), severity=level)


def _tolerant(item: SuiteItem, condition: str) -> SuiteItem:
    found = _THRESHOLD.fullmatch(condition)
    if found is None or not hasattr(item.check, "tolerance"):
        message = f"the threshold {condition!r} cannot be carried over"
        raise UntranslatedError(message)
    sign, number = found[1], int(found[2])
    if sign in ("!=", "<>") and number:
        message = f"the threshold {condition!r} cannot be carried over"
        raise UntranslatedError(message)
    rows = number - 1 if sign == ">=" else number
    return replace(item, check=replace(item.check, tolerance=Tolerance(rows=max(rows, 0))))  # type: ignore[type-var]  # checks are dataclasses


def _texts(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Sequence):
        return tuple(str(item.value) for item in node.items if isinstance(item, Scalar))
    return ()
