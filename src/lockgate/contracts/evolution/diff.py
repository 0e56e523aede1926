"""What differs between two versions of a contract, as a list of typed changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from lockgate.contracts.contract import ColumnContract, Contract, TableContract
from lockgate.contracts.evolution.change import Change, ChangeKind, Effect
from lockgate.contracts.evolution.promises import changed_promises
from lockgate.contracts.evolution.semantics import (
    changed_column_words,
    changed_contract_words,
    changed_table_words,
)
from lockgate.scan.suite import SuiteItem

__all__ = ["diff_contracts"]


def diff_contracts(old: Contract, new: Contract) -> tuple[Change, ...]:
    """Return the changes from one version to another, table by table, in the order of the new document.

    Every check that a contract compiles to is compared, so a pair of contracts without a change that breaks a
    direction promises in that direction what the other does. What belongs to a column or table that came or went
    is told once, with the column or table.

    Parameters
    ----------
    old, new : Contract
        Two versions; their ids and versions are not compared.

    Returns
    -------
    changes : tuple of Change
        Empty where the two say the same.

    Examples
    --------
    >>> from lockgate.contracts.parse import read_contract
    >>> text = '''
    ... {apiVersion: v3.2.0, kind: DataContract, id: t, version: 1.0.0, status: active,
    ...  schema: [{name: t, properties: [{name: x, required: true}]}]}'''
    >>> old = read_contract(text, "old.yaml")
    >>> new = read_contract(text.replace(", required: true", ""), "new.yaml")
    >>> [(change.kind.value, change.effect.value) for change in diff_contracts(old, new)]
    [('nulls.allowed', 'weaker')]
    """
    changes: list[Change] = list(changed_contract_words(old, new))
    waiting = list(old.tables)
    for table in new.tables:
        before = _same_table(table, waiting)
        if before is None:
            changes.append(_whole_table(ChangeKind.TABLE_ADDED, Effect.STRONGER, table))
        else:
            waiting.remove(before)
            changes += _TablePair.of(before, table).changes()
    changes += [_whole_table(ChangeKind.TABLE_REMOVED, Effect.WEAKER, table) for table in waiting]
    return tuple(changes)


def _same_table(table: TableContract, others: Sequence[TableContract]) -> TableContract | None:
    """Return the table of that name, else the one that the data calls the same."""
    found = next((other for other in others if other.name == table.name), None)
    if found is None and table.physical_name:
        found = next((other for other in others if other.physical_name == table.physical_name), None)
    return found


def _whole_table(kind: ChangeKind, effect: Effect, table: TableContract) -> Change:
    text = ", ".join(column.name for column in table.columns)
    is_new = kind is ChangeKind.TABLE_ADDED
    return Change(
        kind=kind,
        effect=effect,
        table=table.name,
        old="" if is_new else text,
        new=text if is_new else "",
        old_at=None if is_new else table.origin,
        new_at=table.origin if is_new else None,
    )


@dataclass(frozen=True, slots=True)
class _TablePair:
    """Two versions of a table, their columns paired."""

    old: TableContract
    new: TableContract
    pairs: tuple[tuple[ColumnContract, ColumnContract], ...]
    added: tuple[ColumnContract, ...]
    removed: tuple[ColumnContract, ...]

    @classmethod
    def of(cls, old: TableContract, new: TableContract) -> _TablePair:
        """Pair the columns by name; then those that say what they were called."""
        there = {column.name.casefold(): column for column in old.columns}
        pairs: list[tuple[ColumnContract, ColumnContract]] = []
        rest: list[ColumnContract] = []
        for column in new.columns:
            before = there.pop(column.name.casefold(), None)
            if before is None:
                rest.append(column)
            else:
                pairs.append((before, column))
        added = []
        for column in rest:
            before = there.pop(column.renamed_from.casefold(), None)
            if before is None:
                added.append(column)
            else:
                pairs.append((before, column))
        return cls(old, new, tuple(pairs), tuple(added), tuple(there.values()))

    @property
    def renamed(self) -> dict[str, str]:
        """Return the new name of each column that has another."""
        return {old.name: new.name for old, new in self.pairs if old.name != new.name}

    def changes(self) -> Iterator[Change]:
        """Yield what changed of the table."""
        name = self.new.name
        yield from changed_table_words(name, self.old, self.new)
        yield from (_column(ChangeKind.COLUMN_REMOVED, Effect.WEAKER, name, old=one) for one in self.removed)
        yield from (_column(ChangeKind.COLUMN_ADDED, self._effect_of(one), name, new=one) for one in self.added)
        for old, new in self.pairs:
            if old.name != new.name:
                is_case = old.name.casefold() == new.name.casefold()
                kind = ChangeKind.COLUMN_RELABELLED if is_case else ChangeKind.COLUMN_RENAMED
                yield _column(kind, Effect.WORDS if is_case else Effect.DIFFERENT, name, old=old, new=new)
            yield from changed_column_words(name, old, new)
        key = self._key()
        if key is not None:
            yield key
        told = {", ".join(one) for one in (self.new.key, self._old_key)} if key is not None else set()
        for change in changed_promises(name, *self._items()):
            is_of_key = change.kind in (ChangeKind.UNIQUE_ADDED, ChangeKind.UNIQUE_REMOVED)
            if not (is_of_key and change.column in told):
                yield change

    def _effect_of(self, column: ColumnContract) -> Effect:
        """Return what a new column promises: an optional one that nothing is asked of, nothing."""
        is_asked = any(_is_about(item, (column,)) for item in self.new.items)
        return Effect.WORDS if column.optional and not is_asked else Effect.STRONGER

    @property
    def _old_key(self) -> tuple[str, ...]:
        return tuple(self.renamed.get(name, name) for name in self.old.key)

    def _key(self) -> Change | None:
        old, new = self._old_key, self.new.key
        if [name.casefold() for name in old] == [name.casefold() for name in new]:
            return None
        kind, effect = (
            (ChangeKind.KEY_ADDED, Effect.STRONGER)
            if not old
            else (ChangeKind.KEY_REMOVED, Effect.WEAKER)
            if not new
            else (ChangeKind.KEY_CHANGED, Effect.DIFFERENT)
        )
        return Change(
            kind=kind,
            effect=effect,
            table=self.new.name,
            old=", ".join(self.old.key),
            new=", ".join(new),
            old_at=self.old.origin,
            new_at=self.new.origin,
        )

    def _items(self) -> tuple[list[SuiteItem], list[SuiteItem]]:
        """Return the checks that are not told with a column that came or went, under their new names."""
        names = {column.name.casefold(): new.name for column, new in self.pairs}
        old = [_renamed(item, names) for item in _own_items(self.old) if not _is_about(item, self.removed)]
        new = [item for item in _own_items(self.new) if not _is_about(item, self.added)]
        return old, new


def _column(
    kind: ChangeKind,
    effect: Effect,
    table: str,
    *,
    old: ColumnContract | None = None,
    new: ColumnContract | None = None,
) -> Change:
    some = new or old
    return Change(
        kind=kind,
        effect=effect,
        table=table,
        column=some.name if some is not None else "",
        old=_shown(old),
        new=_shown(new),
        old_at=None if old is None else old.origin,
        new_at=None if new is None else new.origin,
    )


def _shown(column: ColumnContract | None) -> str:
    if column is None:
        return ""
    return f"{column.name} ({column.logical_type})" if column.logical_type is not None else column.name


def _own_items(table: TableContract) -> Iterator[SuiteItem]:
    """Yield the checks, but not the one that the columns are there: they are paired one by one.

    Physical types and types inside a column are compared with the column, too. What the structure implies takes its
    reason from the column's description, which is compared with the column.
    """
    for item in table.items:
        if item in table.rules:
            yield item
        elif not _is_of_columns(item):
            yield replace(item, why="")


def _is_of_columns(item: SuiteItem) -> bool:
    is_inside = bool(getattr(item.check, "path", ""))
    return is_inside or item.check.name in ("columns_present", "physical_type")


def _is_about(item: SuiteItem, columns: tuple[ColumnContract, ...]) -> bool:
    names = {column.name.casefold() for column in columns}
    return len(item.check.columns) == 1 and item.check.columns[0].casefold() in names


def _renamed(item: SuiteItem, names: Mapping[str, str]) -> SuiteItem:
    """Return the item with each column called as in the new version."""
    check: Any = item.check
    fields: dict[str, object] = {}
    if hasattr(check, "column"):
        fields["column"] = names.get(check.column.casefold(), check.column)
    elif "columns" in getattr(check, "__dataclass_fields__", {}):
        fields["columns"] = tuple(names.get(name.casefold(), name) for name in check.columns)
    group_by = tuple(names.get(name.casefold(), name) for name in item.group_by)
    return replace(item, check=replace(check, **fields), group_by=group_by)
