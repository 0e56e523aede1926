"""A file of SodaCL checks to one table for each dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, plain_value
from lockgate.domain.errors import LockgateError
from lockgate.domain.requirement import Operator, Requirement
from lockgate.domain.verdict import Severity
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.arguments import Arguments
from lockgate.interchange.importers.soda.elsewhere import elsewhere
from lockgate.interchange.importers.soda.grammar import SodaError, complement, read_line, threshold
from lockgate.interchange.importers.soda.metrics import checks_of, freshness
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

__all__ = ["read_soda"]

_CHECKS = re.compile(r"checks for (?P<table>[^\[\]]+?)(?:\s*\[(?P<part>.*)\])?")
_EACH = re.compile(r"for each dataset (?P<name>\w+)")
_FILTER = re.compile(r"filter (?P<table>[^\[\]]+?)\s*\[(?P<part>.*)\]")
_REFERENCE = re.compile(r"values in \((?P<columns>[^)]+)\) must exist in (?P<table>\S+) \((?P<to>[^)]+)\)")
_SAME_ROWS = re.compile(r"row_count same as (?P<table>\S+)")
_NO_MATTER = (
    "name", "filter", "attributes", "owner", "identity", "title", "samples limit", "samples columns",
    "collect failed rows", "failed row keys",
)  # fmt: skip
"""Options that say what is shown of a check, or are read beside it."""
_LEVELS = (("fail", Severity.BLOCKING), ("warn", Severity.WARNING))


def read_soda(root: Node, draft: Draft) -> None:
    """Add every dataset of the file to a draft."""
    if not isinstance(root, Mapping):
        draft.refuse(root, "LG331", f"a file of checks must be a mapping, got {root.shown}")
        return
    filters = _filters(root)
    for entry in root.entries:
        named = _CHECKS.fullmatch(entry.key)
        if named is not None:
            table, part = draft.table(named["table"].strip()), named["part"] or ""
            where = filters.get((named["table"], part), "")
            if part and not where:
                draft.open(table, entry, entry.key, f"no `filter {named['table']} [{part}]` says which rows")
            else:
                _Reader(draft, table, where).checks(entry.value)
        elif _EACH.fullmatch(entry.key):
            _each(entry, draft)
        elif not _FILTER.fullmatch(entry.key):
            draft.not_mapped(entry, entry.key, "no checks of a dataset")
    if not draft.tables:
        draft.refuse(root, "LG331", "there is no `checks for` a dataset")


def _each(entry: Entry, draft: Draft) -> None:
    """Add the checks of several datasets to each that is named; what a pattern picks is not known here."""
    said = (
        entry.value if isinstance(entry.value, Mapping) else Mapping(entry.source, entry.line, entry.column, ())
    )
    checks, listed = said.get("checks"), said.get("datasets")
    names = [str(plain_value(item)) for item in listed.items] if isinstance(listed, Sequence) else []
    plain = [name.removeprefix("include ").strip() for name in names]
    if checks is None or not plain or any("%" in name or " " in name for name in plain):
        for table in list(draft.tables.values()) or [draft.table(draft.name)]:
            draft.open(table, entry, entry.key, "datasets are named one by one, without patterns")
        return
    for name in plain:
        _Reader(draft, draft.table(name.rpartition(".")[2]), "").checks(checks)


def _filters(root: Mapping) -> dict[tuple[str, str], str]:
    filters: dict[tuple[str, str], str] = {}
    for entry in root.entries:
        found = _FILTER.fullmatch(entry.key)
        if found and isinstance(entry.value, Mapping):
            filters[found["table"], found["part"]] = entry.value.text("where")
    return filters


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the checks of one dataset."""

    draft: Draft
    table: TableDraft
    where: str

    def checks(self, node: Node) -> None:
        """Add every check of a list."""
        for item in node.items if isinstance(node, Sequence) else ():
            self.check(item)

    def check(self, node: Node) -> None:
        """Add one check: a line, or a line with options below."""
        line, plain = _parts(node)
        options = Arguments(plain)
        if not line:
            self.draft.refuse(node, "LG331", "a check must be a line of text, perhaps with options below")
            return
        name = str(options.get("name") or "")
        if line.strip() == "schema":
            for severity, rule, said in _schema_rules(options) or [(Severity.BLOCKING, "no rule", None)]:
                items = (SuiteItem(check=check, severity=severity) for check in _of_schema(rule, said))
                self._carry(node, f"schema: {rule}", name, items, severity)
            return
        self._carry(node, line, name, self._items(line, options))

    def _carry(
        self,
        node: Node,
        source: str,
        name: str,
        items: Iterator[SuiteItem],
        severity: Severity = Severity.BLOCKING,
    ) -> None:
        """Add what a check becomes, or keep it open with the reason."""
        try:
            found = [replace(item, why=name) for item in items]
        except SodaError as error:
            self.draft.open(self.table, node, source, str(error), severity)
        except (LockgateError, TypeError, ValueError, AttributeError) as error:
            why = error.text if isinstance(error, LockgateError) else "its options cannot be read"
            self.draft.open(self.table, node, source, why, severity)
        else:
            self.table.rules += found
            self.draft.mapped(node, source, ", ".join(dict.fromkeys(item.check.name for item in found)))

    def _items(self, line: str, options: Arguments) -> Iterator[SuiteItem]:
        if reason := elsewhere(line.strip(), self.table.name, options):
            raise SodaError(reason)
        where = _both(self.where, str(options.get("filter") or ""))
        for item in self._asked(line, options):
            yield replace(item, where=where)
        _refuse_rest(options)

    def _asked(self, line: str, options: AnyMapping[str, Any]) -> Iterator[SuiteItem]:
        if line.strip() == "failed rows":
            yield _failed_rows(options)
            return
        reference, same = _REFERENCE.fullmatch(line.strip()), _SAME_ROWS.fullmatch(line.strip())
        if reference is not None:
            yield SuiteItem(check=_reference(reference))
        elif same is not None:
            requirement = Requirement(Operator.MUST_BE, (0,))
            yield SuiteItem(check=ask("row_count_match", requirement=requirement, to_table=same["table"]))
        else:
            yield from _metric(line, options)


def _refuse_rest(options: Arguments) -> None:
    """Refuse a check that says more than was read."""
    left = options.unread(but=_NO_MATTER)
    if left:
        message = f"`{left}` has no counterpart here"
        raise SodaError(message)


def _metric(text: str, options: AnyMapping[str, Any]) -> Iterator[SuiteItem]:
    line = read_line(text)
    if line.metric == "freshness":
        yield SuiteItem(check=freshness(line))
        return
    levels = [(severity, options[key]) for key, severity in _LEVELS if key in options]
    if line.condition:
        levels = [(Severity.BLOCKING, None)]
    if not levels:
        message = "the line has no condition"
        raise SodaError(message)
    for severity, said in levels:
        requirement = threshold(line.condition) if said is None else complement(threshold(_when(said)))
        for check in checks_of(line, requirement, options):
            yield SuiteItem(check=check, severity=severity)


def _when(said: Any) -> str:  # noqa: ANN401 - YAML has no narrower type
    text = str(said).strip()
    if not text.startswith("when "):
        message = f"`{text}` is no condition"
        raise SodaError(message)
    return text.removeprefix("when ").strip()


def _reference(found: re.Match[str]) -> Check:
    columns, to = (tuple(part.strip() for part in found[key].split(",")) for key in ("columns", "to"))
    return ask("referential_integrity", columns=columns, to_table=found["table"], to_columns=to)


def _schema_rules(options: AnyMapping[str, Any]) -> list[tuple[Severity, str, Any]]:
    """Return each rule about the columns, with what it lists; a word that is no rule lists nothing."""
    known, found = dict(_LEVELS), []
    for key, rules in options.items():
        if key in known and isinstance(rules, dict):
            found += [(known[key], str(rule), said) for rule, said in rules.items()]
        elif key not in _NO_MATTER:
            found.append((known.get(key, Severity.BLOCKING), str(key), None))
    return found


def _of_schema(rule: str, said: Any) -> Iterator[Check]:  # noqa: ANN401 - YAML has no narrower type
    if rule == "when required column missing":
        yield ask("columns_present", names=tuple(str(name) for name in said))
    elif rule == "when wrong column type":
        for column, kind in said.items():
            yield ask("physical_type", column=str(column), type=str(kind))
    elif rule == "when wrong column index":
        for column, place in said.items():
            yield ask("column_position", column=str(column), position=int(place))
    elif rule == "when forbidden column present":
        names = "|".join(re.sub(r"\\\*|%", ".*", re.escape(str(name))) for name in said)
        yield ask("column_names", regex=f"^(?:{names})$", forbidden=True)
    else:
        message = f"`{rule}` of a schema has no counterpart"
        raise SodaError(message)


def _failed_rows(options: AnyMapping[str, Any]) -> SuiteItem:
    condition = options.get("fail condition")
    if not condition:
        message = "only a `fail condition` is read, no query"
        raise SodaError(message)
    check = ask("row_predicate", expression=Expression(f"NOT ({condition})"))
    return SuiteItem(check=check, when_empty="pass")


def _parts(node: Node) -> tuple[str, dict[str, Any]]:
    if isinstance(node, Scalar):
        return str(node.value or ""), {}
    if isinstance(node, Mapping) and len(node.entries) == 1:
        only: Entry = node.entries[0]
        said = plain_value(only.value)
        return only.key, said if isinstance(said, dict) else {}
    return "", {}


def _both(first: str, second: str) -> Expression | None:
    texts = [text for text in (first, second) if text]
    if not texts:
        return None
    return Expression(" AND ".join(f"({text})" for text in texts) if len(texts) > 1 else texts[0])
