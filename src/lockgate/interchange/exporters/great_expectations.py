"""A contract as an expectation suite of Great Expectations 1.x."""

from __future__ import annotations

import json
from typing import Any

from lockgate.contracts.contract import Contract
from lockgate.domain.errors import ParameterError
from lockgate.domain.verdict import Severity
from lockgate.interchange.exporters.expectations import EXPORTED, Expectation, UnexportedError
from lockgate.interchange.exporters.row_conditions import UnsaidError, condition_of
from lockgate.interchange.exporters.stated import Losses
from lockgate.interchange.loss import LossItem
from lockgate.scan.suite import SuiteItem

__all__ = ["write_suite"]

_SEVERITIES = {Severity.BLOCKING: "critical", Severity.WARNING: "warning", Severity.INFO: "info"}
_OF_COLUMNS = frozenset(("columns_present", "columns_exact", "column_position", "column_count", "logical_type"))


def write_suite(contract: Contract) -> tuple[str, tuple[LossItem, ...]]:
    """Write a contract of one table as a suite.

    Raises
    ------
    ParameterError
        If the contract has several tables, for a suite is about one.
    """
    if len(contract.tables) != 1:
        names = ", ".join(f"`{table.name}`" for table in contract.tables)
        raise ParameterError(
            "LG330", contract.id, f"a suite is about one table, not {names}", "split the contract"
        )
    table, losses = contract.tables[0], Losses()
    expectations: list[dict[str, Any]] = []
    for item in table.items:
        try:
            expectations += _exported(item, losses)
        except UnexportedError as error:
            losses.lose(item, str(error))
    if any(item.when_empty == "inconclusive" and item.check.columns for item in table.items):
        why = "where there is nothing to judge, Great Expectations passes rows and fails statistics"
        losses.say("INCONCLUSIVE where there is nothing to judge", "its own verdict", why)
    losses.lose_notes(note.text for note in table.notes)
    suite: dict[str, Any] = {"name": contract.name, "expectations": expectations, "meta": {}}
    if table.description:
        suite["notes"] = table.description
    return json.dumps(suite, indent=2, ensure_ascii=False) + "\n", losses.items


def _exported(item: SuiteItem, losses: Losses) -> list[dict[str, Any]]:
    exporter = EXPORTED.get(item.check.name)
    if exporter is None:
        message = "no expectation corresponds"
        raise UnexportedError(message)
    if item.optional:
        message = "a column that may be absent has no counterpart"
        raise UnexportedError(message)
    if item.group_by:
        message = "a check for each slice has no counterpart"
        raise UnexportedError(message)
    found = list(exporter(item.check))
    rows = _rows(item)
    losses.add(item, ", ".join(dict.fromkeys(name for name, _, _ in found)), _differing(found, rows))
    return [_document(item, name, {**said, **rows}) for name, said, _ in found]


def _rows(item: SuiteItem) -> dict[str, Any]:
    if item.where is None or item.check.name in _OF_COLUMNS:
        return {}
    if item.check.name == "row_predicate":
        message = "a filter beside a predicate has no counterpart"
        raise UnexportedError(message)
    try:
        return {"row_condition": condition_of(item.where)}
    except UnsaidError:
        message = f"the filter {item.where.text!r} has no counterpart"
        raise UnexportedError(message) from None


def _differing(found: list[Expectation], rows: dict[str, Any]) -> str:
    differs = [why for _, _, why in found if why]
    if rows and "COALESCE" not in str(rows) and _is_unequal(rows["row_condition"]):
        differs.append("where the filter says `!=`, rows with a null are judged too")
    return "; ".join(dict.fromkeys(differs))


def _is_unequal(condition: dict[str, Any]) -> bool:
    return condition.get("operator") in ("!=", "NOT_IN") or any(
        _is_unequal(part) for part in condition.get("conditions", ())
    )


def _document(item: SuiteItem, name: str, kwargs: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = {
        "type": name,
        "kwargs": kwargs,
        "severity": _SEVERITIES[item.severity],
        "meta": {},
    }
    return {**document, "notes": item.why} if item.why else document
