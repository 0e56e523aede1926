"""An expectation suite of Great Expectations, 1.x or older, to a contract with the same verdicts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, replace
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.documents.node import Entry, Mapping, Node, Scalar, Sequence, plain_value, shorten
from lockgate.domain.errors import LockgateError
from lockgate.domain.requirement import Requirement
from lockgate.domain.verdict import Severity
from lockgate.interchange.draft import Draft, TableDraft
from lockgate.interchange.importers.great_expectations.arguments import refuse_arguments
from lockgate.interchange.importers.great_expectations.asked import Asked, Carried, NotCarriedError
from lockgate.interchange.importers.great_expectations.comparisons import RowConditionError
from lockgate.interchange.importers.great_expectations.expectations import EXPECTATIONS
from lockgate.interchange.importers.great_expectations.operands import of_condition
from lockgate.interchange.importers.great_expectations.rows import passed_over, row_condition
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem

__all__ = ["read_suite", "snake_name"]

_SEVERITIES = {"critical": Severity.BLOCKING, "warning": Severity.WARNING, "info": Severity.INFO}
_IGNORED = frozenset((
    "name", "expectation_suite_name", "id", "ge_cloud_id", "expectations", "data_asset_type",
    "$schema", "evaluation_parameters", "suite_parameters",
))  # fmt: skip
_OF_EXPECTATION = frozenset((
    "type", "expectation_type", "kwargs", "meta", "notes", "severity", "id", "ge_cloud_id", "rendered_content",
    "expectation_context", "description", "success_on_last_run",
))  # fmt: skip
_NO_REMARKS = frozenset(("great_expectations_version", "notes"))
"""What stands in the `meta` of each suite that Great Expectations writes, and what becomes the description."""

_NO_QUESTION = frozenset((
    "result_format", "catch_exceptions", "include_config", "batch_id", "row_condition", "condition_parser",
    "severity", "meta", "notes", "id", "description", "windows", "parse_strings_as_datetimes",
    "allow_cross_type_comparisons", "output_strftime_format",
))  # fmt: skip
_OF_PANDAS = (None, "pandas", "python")
"""Parsers whose conditions pandas judges, to which `x` is not `X`."""

_CAPITAL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ALIASES = {
    "expect_column_pair_values_A_to_be_greater_than_B": "expect_column_pair_values_a_to_be_greater_than_b",
    "expect_column_value_z_scores_to_be_less_than": "expect_column_value_z_scores_to_be_less_than",
}


@dataclass(frozen=True, slots=True)
class _OfColumns:
    """What expectations together ask of columns, once for all of one severity.

    Parameters
    ----------
    exact_names : dict of str
        Columns that must be spelled as the suite does, in order.
    operands : dict of Check
        Kinds of values that row conditions compare.
    """

    exact_names: dict[str, None] = field(default_factory=dict)
    operands: dict[Check, None] = field(default_factory=dict)

    def items(self) -> Iterator[SuiteItem]:
        if self.exact_names:
            why = "Great Expectations finds these columns by their exact letters only"
            names = ask("columns_present", names=tuple(self.exact_names), exact_case=True)
            yield SuiteItem(check=names, why=why)
        for check in self.operands:
            why = "a row condition of Great Expectations compares this column with constants of its kind only"
            yield SuiteItem(check=check, when_empty="pass", why=why)


OfColumns = dict[Severity, _OfColumns]


def snake_name(name: str) -> str:
    """Return the type of an expectation in snake case; class names are types too.

    Examples
    --------
    >>> snake_name("ExpectColumnPairValuesAToBeGreaterThanB"), snake_name("expect_column_to_exist")
    ('expect_column_pair_values_a_to_be_greater_than_b', 'expect_column_to_exist')
    """
    return _CAPITAL.sub("_", name).lower() if name[:1].isupper() else _ALIASES.get(name, name)


def read_suite(root: Node, draft: Draft) -> None:
    """Add a suite to a draft, as one table.

    The suite's own words for an empty table hold: rows that are not there satisfy everything. The contract says so,
    with ``when_empty`` beside each check and with a row count of 0 or more.
    """
    suite = _suite_of(root)
    if suite is None:
        draft.refuse(root, "LG331", "no expectation suite: there is no list `expectations`")
        return
    draft.name = suite.text("name") or suite.text("expectation_suite_name") or draft.name
    table = draft.table(draft.name)
    table.description = _notes(suite)
    for entry in suite.entries:
        if entry.key == "meta":
            _meta(entry, draft)
        elif entry.key not in _IGNORED and entry.key != "notes":
            draft.not_mapped(entry, entry.key, "this key of the suite is not known")
    listed = suite.get("expectations")
    parameters = _parameters(suite)
    of_columns: OfColumns = {}
    for item in listed.items if isinstance(listed, Sequence) else ():
        _expectation(item, table, draft, parameters, of_columns)
    for severity, found in of_columns.items():
        table.rules += [replace(item, severity=severity) for item in found.items()]
    counts = [rule for rule in table.rules if rule.check.name == "row_count" and rule.where is None]
    if not counts:
        why = "as in Great Expectations, a table without rows violates nothing"
        check = ask("row_count", requirement=Requirement.at_least(0))
        table.rules.append(SuiteItem(check=check, severity=Severity.INFO, why=why))


def _parameters(suite: Mapping) -> AnyMapping[str, Any]:
    """Return the values that a suite holds for its parameters."""
    found: dict[str, Any] = {}
    for key in ("evaluation_parameters", "suite_parameters"):
        held = suite.get(key)
        found |= plain_value(held) if isinstance(held, Mapping) else {}
    return found


def _suite_of(root: Node) -> Mapping | None:
    """Return the suite: the document, what an API wraps around it, or the suite within a validation definition."""
    if isinstance(root, Sequence) and all(_is_expectation(item) for item in root.items):
        listed = Mapping(root.source, root.line, root.column, ())
        return replace(listed, entries=(_entry(root),))
    if not isinstance(root, Mapping):
        return None
    if isinstance(root.get("expectations"), Sequence):
        return root
    if _is_expectation(root):
        whole = Sequence(root.source, root.line, root.column, (root,))
        return Mapping(root.source, root.line, root.column, (_entry(whole),))
    for key in ("suite", "expectation_suite", "data", "attributes"):
        inner = root.get(key)
        found = _suite_of(inner) if isinstance(inner, Mapping) else None
        if found is not None:
            return found
    return None


def _entry(listed: Sequence) -> Entry:
    return Entry(listed.source, listed.line, listed.column, "expectations", listed)


def _is_expectation(node: Node) -> bool:
    return isinstance(node, Mapping) and bool(node.text("type") or node.text("expectation_type"))


def _meta(entry: Entry, draft: Draft) -> None:
    if not isinstance(entry.value, Mapping) or set(entry.value.keys) - _NO_REMARKS:
        draft.not_mapped(entry, "meta", "remarks of the suite are no rule about data")


def _notes(node: Mapping) -> str:
    notes = node.get("notes")
    meta = node.get("meta")
    if notes is None and isinstance(meta, Mapping):
        notes = meta.get("notes")
    if isinstance(notes, Mapping):
        notes = notes.get("content")
    if isinstance(notes, Sequence):
        return " ".join(str(item.value) for item in notes.items if isinstance(item, Scalar))
    return str(notes.value) if isinstance(notes, Scalar) and notes.value is not None else ""


def _expectation(
    node: Node, table: TableDraft, draft: Draft, parameters: AnyMapping[str, Any], of_columns: OfColumns
) -> None:
    if not isinstance(node, Mapping) or not _is_expectation(node):
        draft.refuse(node, "LG331", "each expectation must be a mapping with a `type`")
        return
    kwargs = node.get("kwargs")
    if kwargs is not None and not isinstance(kwargs, Mapping):
        draft.refuse(kwargs, "LG311", f"`kwargs` must be a mapping, got {kwargs.shown}")
        return
    _report_keys(node, draft)
    name = snake_name(node.text("type") or node.text("expectation_type"))
    said = plain_value(kwargs) if kwargs is not None else {}
    asked = Asked(name, said, parameters=parameters, is_typed=bool(node.text("type")))
    source = _shown(asked)
    severity = _severity(node, draft)
    try:
        found = list(_carried(asked))
    except (NotCarriedError, RowConditionError) as reason:
        draft.open(table, node, source, str(reason), severity)
        return
    except LockgateError as error:
        draft.open(table, node, source, error.text, severity)
        return
    if asked.exact_names or asked.operands:
        together = of_columns.setdefault(severity, _OfColumns())
        together.exact_names.update(dict.fromkeys(asked.exact_names))
        together.operands.update(dict.fromkeys(asked.operands))
    why = _notes(node) or node.text("description")
    table.rules += [replace(item, severity=severity, why=why) for item in found]
    target = ", ".join(dict.fromkeys(item.check.name for item in found))
    if asked.remarks:
        draft.approximated(node, source, target, "; ".join(dict.fromkeys(asked.remarks)))
    else:
        draft.mapped(node, source, target)


def _report_keys(node: Mapping, draft: Draft) -> None:
    for entry in node.entries:
        if entry.key not in _OF_EXPECTATION:
            draft.not_mapped(entry, entry.key, "this key of an expectation is not known")


def _carried(asked: Asked) -> Iterator[SuiteItem]:
    known = EXPECTATIONS.get(asked.name)
    if known is None:
        message = "no public expectation has this name"
        raise NotCarriedError(message)
    if known.read is None:
        raise NotCarriedError(known.remark)
    parser = asked.value("condition_parser")
    rows = row_condition(asked.value("row_condition"), parser)
    if rows is not None and not known.takes_rows:
        message = "this expectation takes no `row_condition`; there it is an error"
        raise NotCarriedError(message)
    if rows is not None and parser in _OF_PANDAS:
        asked.exact_names += rows.columns
    if rows is not None and parser != "spark" and asked.is_typed:
        asked.operands += of_condition(rows)
    over = passed_over(asked.value("row_condition"), parser)
    if over:
        asked.remarks.append(f"of the condition only the first comparison counts, as there: not {over!r}")
    refuse_arguments(asked)
    for carried in known.read(asked):
        yield SuiteItem(check=carried.check, where=_both(rows, carried), when_empty=_when_empty(carried))


def _when_empty(carried: Carried) -> Any:  # noqa: ANN401 - one of three words
    """Return what is said of no rows; a check of the table's columns is never asked of none."""
    return carried.when_empty if carried.check.columns else "inconclusive"


def _both(rows: Expression | None, carried: Carried) -> Expression | None:
    if rows is None or carried.where is None:
        return rows or carried.where
    return Expression(f"({rows.text}) AND ({carried.where.text})")


def _severity(node: Mapping, draft: Draft) -> Severity:
    said = node.get("severity")
    word = said.value if isinstance(said, Scalar) else None
    if said is not None and word not in _SEVERITIES and word is not None:
        draft.refuse(said, "LG315", f"no severity is named {said.shown}", "`critical`, `warning` or `info`")
    return _SEVERITIES.get(str(word), Severity.BLOCKING)


def _shown(asked: Asked) -> str:
    """Return an expectation on one line."""
    parts = [
        f"{key}={shorten(json.dumps(value, ensure_ascii=False, default=str))}"
        for key, value in asked.kwargs.items()
        if key not in _NO_QUESTION
    ]
    return f"{asked.name}({', '.join(parts)})"
