"""What each kind of change does to people, in their words, and what they can write instead."""

from __future__ import annotations

from lockgate.contracts.evolution.change import Change, ChangeKind

__all__ = ["harm_to_readers", "harm_to_stored", "how_to_keep"]

_READERS: dict[str, str] = {
    "table.removed": "readers that rely on the old contract find no table `{table}`",
    "column.removed": "readers that rely on the old contract find no column `{column}`",
    "column.renamed": "readers that rely on the old contract look for `{old}` and find `{new}`",
    "presence.loosened": "new tables may lack `{column}`, which the old contract promised",
    "type.removed": "new tables may hold another type in `{column}` than the {old} that was promised",
    "type.widened": "readers of `{column}` expect {old}, and new tables may hold {new}",
    "type.changed": "readers of `{column}` expect {old}, and new tables hold {new}",
    "nulls.allowed": "new tables may hold nulls in `{column}`, which the old contract promised away",
    "nulls.loosened": "new tables may hold more nulls in `{column}` than the old contract promised",
    "key.removed": "rows can no longer be told apart by `{old}`: joins on it may multiply",
    "key.changed": "rows are no longer identified by `{old}`: joins on it may multiply",
    "unique.removed": "values of `{column}` may repeat: joins on it may multiply",
    "unit.changed": "readers take `{column}` for {old}, and new tables hold {new}: every value means something else",
    "physical_type.changed": "readers of `{column}` expect the stored type {old}, and new tables hold {new}",
    "part.removed": "new values may lack `{column}`, which the old contract promised",
    "part.loosened": "readers of `{column}` expect {old}, and new values may hold {new}",
    "part.changed": "readers of `{column}` expect {old}, and new values hold {new}",
    "range.removed": "new tables may hold any value in `{column}`; readers expect {old}",
    "categories.unlisted": "new tables may hold any value in `{column}`; readers expect {old}",
    "categories.added": "new tables may hold values in `{column}` that readers do not know",
    "categories.changed": "new tables may hold values in `{column}` that readers do not know",
    "freshness.removed": "new tables may be as old as they like; readers expect `{column}` {old}",
    "reference.removed": "rows of `{column}` may point to nothing: inner joins may lose rows",
}
_ANY_READER = "new tables may break what readers of `{subject}` rely on: {promise}"

_STORED: dict[str, str] = {
    "table.added": "those who rely on the new contract find no table `{table}` in what is stored",
    "column.added": "stored tables have no column `{column}`",
    "column.renamed": "stored tables call `{new}` still `{old}`",
    "presence.tightened": "stored tables may lack `{column}`",
    "type.added": "stored tables may hold another type in `{column}` than {new}",
    "type.narrowed": "stored tables may hold {old} in `{column}`, and the new contract promises {new}",
    "type.changed": "stored tables hold {old} in `{column}`, and the new contract promises {new}",
    "nulls.forbidden": "stored tables may hold nulls in `{column}`, which the new contract promises away",
    "nulls.tightened": "stored tables may hold more nulls in `{column}` than the new contract allows",
    "key.added": "stored tables may hold rows with equal `{new}`",
    "key.changed": "stored tables may hold rows with equal `{new}`",
    "unique.added": "stored tables may repeat values of `{column}`",
    "unit.changed": "stored tables hold `{column}` in {old}, and the new contract says {new}",
    "physical_type.changed": "stored tables keep `{column}` as {old}, and the new contract says {new}",
    "part.added": "stored values have no `{column}`",
    "part.tightened": "stored values may hold {old} in `{column}`, and the new contract promises {new}",
    "part.changed": "stored values hold {old} in `{column}`, and the new contract promises {new}",
    "categories.listed": "stored tables may hold values in `{column}` that the new list lacks",
    "categories.removed": "stored tables may hold values in `{column}` that the new list lacks",
    "categories.changed": "stored tables may hold values in `{column}` that the new list lacks",
    "freshness.added": "stored tables may be older than {new}",
    "reference.added": "rows of stored tables may point to nothing",
}
_ANY_STORED = "stored tables may break what the new contract promises of `{subject}`: {promise}"

_KEEP: dict[str, str] = {
    "table.added": "describe `{table}` in a contract of its own",
    "table.removed": "keep `{table}` until nobody reads it",
    "column.added": "add it to the stored tables with `lockgate migrate new`",
    "column.removed": "keep `{column}` until nobody reads it",
    "column.renamed": "keep `{old}` beside `{new}` for a while",
    "presence.loosened": "keep the column in every table",
    "presence.tightened": "add it to the stored tables with `lockgate migrate new`, or leave it `optional`",
    "nulls.allowed": "keep `required`",
    "nulls.forbidden": "fill the stored tables with `lockgate migrate new`, or leave `required` out",
    "nulls.loosened": "keep the tolerance at {old}",
    "key.removed": "keep the primary key",
    "key.changed": "keep the primary key, and promise the other columns `unique` beside it",
    "unique.removed": "keep `unique`",
    "type.changed": "add a second column of the new type, and keep the old one for a while",
    "part.removed": "keep `{column}` until nobody reads it",
    "unit.changed": "add a second column in {new}, and keep the old one for a while",
    "categories.added": "map the new values to known ones until readers know them",
    "categories.unlisted": "keep the list",
    "categories.removed": "map the old values with `lockgate migrate new`, or keep them in the list",
}
_KEEP_REMOVED = "keep the promise"
_KEEP_ADDED = "bring the stored tables into line with `lockgate migrate new`, or ask it as a `warning` first"
_KEEP_CHANGED = "keep the promise: {old}"


def harm_to_readers(change: Change) -> str:
    """Return what happens to those who rely on the old contract when they read new tables.

    Examples
    --------
    >>> from lockgate.contracts.evolution.change import Effect
    >>> harm_to_readers(Change(kind=ChangeKind.NULLS_ALLOWED, effect=Effect.WEAKER, table="t", column="x"))
    'new tables may hold nulls in `x`, which the old contract promised away'
    """
    return _filled(_READERS.get(change.kind.value, _ANY_READER), change, promise=change.old)


def harm_to_stored(change: Change) -> str:
    """Return what happens to those who rely on the new contract when they read stored tables."""
    return _filled(_STORED.get(change.kind.value, _ANY_STORED), change, promise=change.new)


def how_to_keep(change: Change) -> str:
    """Return what to write so that the change breaks nobody."""
    verb = change.kind.value.rpartition(".")[2]
    usual = {"removed": _KEEP_REMOVED, "added": _KEEP_ADDED, "tightened": _KEEP_ADDED, "narrowed": _KEEP_ADDED}
    return _filled(_KEEP.get(change.kind.value, usual.get(verb, _KEEP_CHANGED)), change, promise=change.old)


def _filled(template: str, change: Change, *, promise: str) -> str:
    return template.format(
        table=change.table,
        column=change.column,
        subject=change.subject,
        old=_name_of(change, change.old),
        new=_name_of(change, change.new),
        promise=promise,
    )


def _name_of(change: Change, text: str) -> str:
    return text.partition(" (")[0] if change.kind is ChangeKind.COLUMN_RENAMED else text
