"""References by name: read them, and say which a drift entry means."""

from __future__ import annotations

from lockgate.app.store_ports import ReferenceStore
from lockgate.domain.errors import StateError
from lockgate.drift.reference import Reference

__all__ = ["find_reference", "named_reference", "next_version"]


def find_reference(store: ReferenceStore, table: str, name: str = "") -> Reference:
    """Return the reference that a drift entry about `table` names.

    Parameters
    ----------
    store : ReferenceStore
        Where references are kept.
    table : str
        The table that is judged.
    name : str, default=""
        ``TABLE/VERSION``; ``TABLE`` for its newest; a version of the table's own; empty for the newest of the table's
        own.

    Raises
    ------
    StateError
        If there is none, or it was changed since it was accepted.
    """
    of_table, _, version = name.rpartition("/") if "/" in name else (name or table, "", "")
    versions = store.versions(of_table)
    if not versions and name in store.versions(table):
        of_table, version = table, name
    elif not version:
        version = versions[-1] if versions else ""
    return named_reference(store, of_table, version)


def named_reference(store: ReferenceStore, table: str, version: str) -> Reference:
    """Return one reference.

    Raises
    ------
    StateError
        If there is none, or its content is not that of its name.
    """
    where = f"reference `{table}/{version}`"
    found = Reference.from_bytes(store.load(table, version), where)
    if (found.table, found.version) != (table, version):
        raise StateError.unreadable(where, f"it says that it is `{found.table}/{found.version}`")
    return found


def next_version(store: ReferenceStore, table: str) -> str:
    """Return the version that follows those of a table: v1, v2, and so on."""
    numbers = [int(one[1:]) for one in store.versions(table) if one.startswith("v") and one[1:].isdigit()]
    return f"v{max(numbers, default=0) + 1}"
