"""Rules that an import gave, in the words of a contract."""

from __future__ import annotations

import json
from typing import Any

from lockgate.contracts.write import rule_document
from lockgate.interchange.import_contract import Imported, import_contract

__all__ = ["fates", "rules_of", "suite_rules"]


def rules_of(imported: Imported, table: int = 0) -> list[dict[str, Any]]:
    """Return the rules of a table as YAML has them."""
    return [dict(rule_document(rule)["implementation"]) for rule in imported.contract.tables[table].rules]


def fates(imported: Imported) -> list[tuple[str, str]]:
    """Return source and fate of everything that was reported."""
    return [(item.source, item.fate.value) for item in imported.report.items]


def suite_rules(
    name: str,
    *,
    named_by: str = "type",
    **kwargs: Any,  # noqa: ANN401 - JSON has no narrower type
) -> list[dict[str, Any]]:
    """Return what one expectation becomes, without what is asked once of the suite: its rows and spelling.

    Before version 1 an expectation was named by its ``expectation_type``.
    """
    suite = {"name": "t", "expectations": [{named_by: name, "kwargs": kwargs}]}
    found = rules_of(import_contract(json.dumps(suite), "t.json", "great-expectations"))
    return [rule for rule in found if "Great Expectations" not in rule.get("why", "")]
