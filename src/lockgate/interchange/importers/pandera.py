"""pandera: a schema of a data frame as ``to_yaml`` writes it, with checks under ``checks`` or beside the type."""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.documents.node import Entry, Mapping, Node, Sequence, plain_value
from lockgate.domain.errors import LockgateError
from lockgate.domain.verdict import Severity
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.columns import logical_of
from lockgate.scan.check import Check
from lockgate.scan.suite import SuiteItem

__all__ = ["read_pandera"]

_SILENT = frozenset((
    "schema_type", "version", "api", "columns", "checks", "index", "strict", "ordered", "unique", "name", "title",
))  # fmt: skip
_NO_CHECKS = frozenset(("default", "drop_invalid_rows", "metadata", "name", "report_duplicates"))
"""Keys of a column that are neither read nor names of a check."""
_OF_CHECKS = frozenset((
    "check_name", "error", "groupby", "groups", "ignore_na", "n_failure_cases", "name", "options", "raise_warning",
))  # fmt: skip
"""Keys of a check that are no arguments of it."""
_QUIET: tuple[object, ...] = (None, False, "", [], {})


def read_pandera(root: Node, draft: Draft) -> None:
    """Add a schema to a draft."""
    columns = root.get("columns") if isinstance(root, Mapping) else None
    if not isinstance(root, Mapping) or not isinstance(columns, Mapping):
        draft.refuse(root, "LG331", "no pandera schema: there is no mapping `columns`")
        return
    draft.name = root.text("name") or root.text("title") or draft.name
    table = draft.table(draft.name)
    needed = [entry for entry in columns.entries if not _may_be_absent(entry.value)]
    reader = _Reader(table, draft, all_optional=not needed)
    for entry in columns.entries:
        reader.column(entry)
    for entry in root.entries:
        reader.of_table(entry)


def _may_be_absent(node: Node) -> bool:
    is_column = isinstance(node, Mapping) and plain_value(node.get("regex") or node) is not True
    return not is_column or (isinstance(node, Mapping) and plain_value(node.get("required") or node) is False)


def _between(column: str, value: Any) -> Check:  # noqa: ANN401 - YAML has no narrower type
    ends = {"min": value.get("min_value"), "max": value.get("max_value")}
    for end in ("min", "max"):
        if value.get(f"include_{end}", True) is False:
            ends[f"exclusive_{end}"] = True
    return ask("range", column=column, **ends)


def _length(column: str, value: Any) -> Check:  # noqa: ANN401 - as above
    if isinstance(value, AnyMapping) and value.get("exact_value") is not None:
        return ask("length", column=column, exact=value["exact_value"])
    said = value if isinstance(value, AnyMapping) else {"min_value": value, "max_value": value}
    return ask("length", column=column, min=said.get("min_value"), max=said.get("max_value"))


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in r"\.^$*+?{}[]()|" else letter for letter in text)


_CHECKS: dict[str, Callable[[str, Any], Check]] = {
    "greater_than": lambda column, value: ask("range", column=column, min=value, exclusive_min=True),
    "greater_than_or_equal_to": lambda column, value: ask("range", column=column, min=value),
    "less_than": lambda column, value: ask("range", column=column, max=value, exclusive_max=True),
    "less_than_or_equal_to": lambda column, value: ask("range", column=column, max=value),
    "in_range": _between,
    "equal_to": lambda column, value: ask("allowed_values", column=column, values=(value,)),
    "not_equal_to": lambda column, value: ask("forbidden_values", column=column, values=(value,)),
    "isin": lambda column, value: ask("allowed_values", column=column, values=tuple(value)),
    "notin": lambda column, value: ask("forbidden_values", column=column, values=tuple(value)),
    "str_matches": lambda column, value: ask("pattern", column=column, regex=f"^(?:{value})"),
    "str_contains": lambda column, value: ask("pattern", column=column, regex=value),
    "str_startswith": lambda column, value: ask("pattern", column=column, regex=f"^{_escaped(value)}"),
    "str_endswith": lambda column, value: ask("pattern", column=column, regex=f"{_escaped(value)}$"),
    "str_length": _length,
    "unique_values_eq": lambda column, value: ask(
        "distinct_set", column=column, mode="equal", values=tuple(value)
    ),
}
_ONE_VALUE = {"isin": "allowed_values", "notin": "forbidden_values", "unique_values_eq": "values"}
_ARGUMENTS = (
    "min_value", "max_value", "value", "allowed_values", "forbidden_values", "values", "pattern", "string",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads columns and what stands beside them into a table."""

    table: TableDraft
    draft: Draft
    all_optional: bool = False

    def column(self, entry: Entry) -> None:
        """Add one column."""
        node, name = entry.value, entry.key
        if not isinstance(node, Mapping):
            self.draft.refuse(entry, "LG311", f"column `{name}` must be a mapping")
            return
        if plain_value(node.get("regex") or node) is True:
            self.draft.open(self.table, entry, f"column pattern {name}", "columns are named one by one")
            return
        self.table.column(name)
        if node.get("nullable") is None:
            self._filled(name, entry)
        for part in node.entries:
            self._part(name, part)

    def _filled(self, name: str, place: Entry) -> None:
        """Add that there are no nulls, which pandera asks unless a column says otherwise."""
        self.table.column(name, required=True)
        self.draft.mapped(place, f"{name}: not nullable", "required")

    def _part(self, name: str, part: Entry) -> None:
        source, value = f"{name}: {part.key}", plain_value(part.value)
        reader = _PARTS.get(part.key)
        if part.key == "nullable":
            if value is False:
                self._filled(name, part)
        elif part.key == "required":
            if value is False:
                self._absent(name, part)
        elif reader is None and part.key != "regex" and part.key not in _NO_CHECKS:
            self._check(name, part.key, part, value)
        elif value in _QUIET or part.key == "regex":
            return
        elif reader is not None:
            reader(self, name, part)
        else:
            self.draft.not_mapped(part, source, "no rule about data that a contract holds")

    def _absent(self, name: str, part: Entry) -> None:
        """Add that the column may be absent, unless all may: then any table at all would do."""
        source = f"{name}: required: false"
        if self.all_optional:
            why = "it must be there, because a table without any of its columns proves nothing"
            self.draft.approximated(part, source, "columns_present", why)
        else:
            self.table.column(name, optional=True)
            self.draft.mapped(part, source, "optional")

    def unique(self, name: str, part: Entry) -> None:
        """Add that no value repeats."""
        self.table.column(name, unique=True)
        self.draft.mapped(part, f"{name}: unique", "unique")

    def described(self, name: str, part: Entry) -> None:
        """Add what the column means."""
        self.table.column(name, description=str(plain_value(part.value)))
        self.draft.mapped(part, f"{name}: {part.key}", "description")

    def coerced(self, name: str, part: Entry) -> None:
        """Report that types are not changed."""
        why = "types are checked, never changed"
        self.draft.approximated(part, f"{name}: coerce", "logicalType", why)

    def type(self, name: str, part: Entry) -> None:
        """Add the type."""
        word = str(plain_value(part.value))
        kind = logical_of(word)
        if kind is None:
            self.draft.open(self.table, part, f"{name}: dtype {word}", "no type has this name")
            return
        self.table.column(name, logical_type=kind)
        sized = any(letter.isdigit() for letter in word)
        if sized:
            self.draft.approximated(
                part, f"{name}: dtype {word}", "logicalType", "how many bits it has is not asked"
            )
        else:
            self.draft.mapped(part, f"{name}: dtype {word}", "logicalType")

    def checks(self, name: str, part: Entry) -> None:
        """Add the checks, which are a mapping by name or a list."""
        node = part.value
        if isinstance(node, Mapping):
            for entry in node.entries:
                self._check(name, entry.key, entry, plain_value(entry.value))
        elif isinstance(node, Sequence):
            for item in node.items:
                value = plain_value(item)
                options = value.get("options", {}) if isinstance(value, dict) else {}
                kind = (
                    options.get("check_name") or value.get("check_name", "") if isinstance(value, dict) else ""
                )
                self._check(name, str(kind), item, value)
        else:
            self.draft.open(self.table, part, f"{name}: checks", "neither a mapping nor a list")

    def _check(self, name: str, kind: str, place: Node | Entry, value: Any) -> None:  # noqa: ANN401 - YAML
        source, reader = f"{name}: check {kind}", _CHECKS.get(kind)
        said: dict[str, Any] = value if isinstance(value, dict) else {}
        options = {**said, **(said.get("options") or {})}
        severity = Severity.WARNING if options.get("raise_warning") else Severity.BLOCKING
        if said:
            value = _argument(kind, {key: part for key, part in said.items() if key not in _OF_CHECKS})
        if reader is None or options.get("groupby"):
            why = "no built-in check has this name" if reader is None else "a check by groups is code"
            self.draft.open(self.table, place, source, why, severity)
            return
        try:
            check = reader(name, value)
        except (LockgateError, TypeError, AttributeError) as error:
            why = error.text if isinstance(error, LockgateError) else f"{value!r} is no argument of it"
            self.draft.open(self.table, place, source, why, severity)
            return
        self.table.rules.append(SuiteItem(check=check, severity=severity))
        if options.get("ignore_na") is False and not self.table.columns[name].required:
            self.draft.approximated(
                place, source, check.name, "nulls violate it there, and are not judged here"
            )
        else:
            self.draft.mapped(place, source, check.name)

    def of_table(self, entry: Entry) -> None:
        """Add what stands beside the columns."""
        value = plain_value(entry.value)
        reader = _BESIDE.get(entry.key)
        if value in _QUIET:
            return
        if reader is not None:
            reader(self, entry, value)
        elif entry.key not in _SILENT:
            self.draft.not_mapped(entry, entry.key, "no rule about data that a contract holds")

    def _rule(self, entry: Entry, source: str, check: str, **fields: Any) -> None:  # noqa: ANN401 - of any check
        self.table.rules.append(SuiteItem(check=ask(check, **fields)))
        self.draft.mapped(entry, source, check)

    def _listed(self) -> tuple[str, ...]:
        """Return the columns that must be there."""
        return tuple(name for name, column in self.table.columns.items() if not column.optional)

    def strict(self, entry: Entry, value: Any) -> None:  # noqa: ANN401 - YAML has no narrower type
        """Add that there are no other columns; pandera can also drop them, which is no failure."""
        if value == "filter":
            why = "other columns are dropped there and left alone here: neither is a failure"
            self.draft.approximated(entry, "strict: filter", "no check", why)
        elif len(self._listed()) < len(self.table.columns):
            names = "|".join(map(re.escape, self.table.columns))
            self._rule(entry, "strict", "column_names", regex=f"^(?:{names})$")
        else:
            self._rule(entry, "strict", "columns_exact", names=tuple(self.table.columns))

    def ordered(self, entry: Entry, _: Any) -> None:  # noqa: ANN401 - as above
        """Add the order of the columns; a single one has none."""
        if len(self.table.columns) == 1:
            self.draft.mapped(entry, "ordered", "one column")
        elif len(self._listed()) == len(self.table.columns):
            self._rule(entry, "ordered", "column_order", names=tuple(self.table.columns))
        elif len(self._listed()) > 1:
            check = ask("column_order", names=self._listed())
            self.table.rules.append(SuiteItem(check=check))
            why = "the places of optional columns are not asked"
            self.draft.approximated(entry, "ordered", "column_order", why)
        else:
            self.draft.open(self.table, entry, "ordered", "the order of optional columns is not asked")

    def key(self, entry: Entry, value: Any) -> None:  # noqa: ANN401 - as above
        """Add that columns together do not repeat."""
        columns = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
        self._rule(entry, f"unique: {', '.join(columns)}", "uniqueness", columns=columns)

    def frame_checks(self, entry: Entry, value: Any) -> None:  # noqa: ANN401 - as above
        """Report checks of a whole frame."""
        for name in value if isinstance(value, dict) else [str(item) for item in value]:
            self.draft.open(self.table, entry, f"check {name}", "a check of a whole frame is code")

    def index(self, entry: Entry, value: Any) -> None:  # noqa: ANN401 - as above
        """Report the index; what is asked of its values stays open."""
        why = "tables have no index; make it a column"
        levels = [level for level in value if isinstance(level, dict)]
        if any(level.get("checks") or level.get("unique") or set(level) - _NO_QUESTION for level in levels):
            self.draft.open(self.table, entry, "index", why)
        else:
            self.draft.not_mapped(entry, "index", why)

    def type_of_all(self, entry: Entry, value: Any) -> None:  # noqa: ANN401 - as above
        """Keep the type of all columns open."""
        self.draft.open(self.table, entry, f"dtype {value}", "types are said column by column")

    def meaning(self, entry: Entry, value: Any) -> None:  # noqa: ANN401 - as above
        """Add what the table means."""
        self.table.description = str(value)
        self.draft.mapped(entry, "description", "description")


_PARTS: dict[str, Callable[[_Reader, str, Entry], None]] = {
    "checks": _Reader.checks,
    "coerce": _Reader.coerced,
    "description": _Reader.described,
    "dtype": _Reader.type,
    "title": _Reader.described,
    "unique": _Reader.unique,
}
_BESIDE: dict[str, Callable[[_Reader, Entry, Any], None]] = {
    "checks": _Reader.frame_checks,
    "description": _Reader.meaning,
    "dtype": _Reader.type_of_all,
    "index": _Reader.index,
    "ordered": _Reader.ordered,
    "strict": _Reader.strict,
    "unique": _Reader.key,
}


_NO_QUESTION = frozenset(("nullable", "regex", "required", *_PARTS, *_NO_CHECKS))
"""Keys of a level of an index of which none is the name of a check."""


def _argument(kind: str, said: dict[str, Any]) -> Any:  # noqa: ANN401 - YAML has no narrower type
    """Return the one argument of a check that is written as a mapping, or the mapping where it has several."""
    if kind in ("in_range", "str_length"):
        return said
    return next((said[key] for key in (_ONE_VALUE.get(kind, "value"), *_ARGUMENTS) if key in said), said)
