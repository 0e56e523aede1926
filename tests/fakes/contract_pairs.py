"""Small contracts that tests change in one place."""

from __future__ import annotations

from lockgate.contracts.contract import Contract
from lockgate.contracts.evolution.change import Change
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.contracts.parse import read_contract

__all__ = ["changes_of", "contract_of", "contract_text", "effects_of"]


def contract_of(
    columns: str, *, version: str = "1.0.0", table: str = "", head: str = "", file: str = "trips.odcs.yaml"
) -> Contract:
    """Return a contract with one table; `columns` are flow mappings, `table` and `head` further lines."""
    return read_contract(contract_text(columns, version=version, table=table, head=head), file)


def contract_text(columns: str, *, version: str = "1.0.0", table: str = "", head: str = "") -> str:
    """Return the text of a contract with one table."""
    lines = "".join(f"      - {{{column.strip()}}}\n" for column in columns.strip().splitlines())
    return (
        f"apiVersion: v3.2.0\nkind: DataContract\nid: trips\nversion: {version}\nstatus: active\n{head}"
        f"schema:\n  - name: trips\n    properties:\n{lines}{table}"
    )


def changes_of(old: str, new: str, **more: str) -> tuple[Change, ...]:
    """Return the changes between two lists of columns."""
    return diff_contracts(contract_of(old, **more), contract_of(new, **more))


def effects_of(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    """Return subject, kind and effect of each change."""
    return [(change.subject, change.kind.value, change.effect.value) for change in changes]
