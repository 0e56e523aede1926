"""Changes of what a contract says beside its checks: units, words, owners, classifications, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lockgate.contracts.contract import ColumnContract, Contract, TableContract, is_private
from lockgate.contracts.evolution.change import Change, ChangeKind, Effect
from lockgate.contracts.evolution.inside import INSIDE, changed_inside

__all__ = ["changed_column_words", "changed_contract_words", "changed_table_words"]


def changed_column_words(table: str, old: ColumnContract, new: ColumnContract) -> Iterator[Change]:
    """Yield what changed of a column's meaning.

    A unit or a physical type that changes makes other values of the same name: nothing that was promised holds in
    its old sense. One that is said for the first time is words.
    """
    if old.label != new.label and old.name == new.name:
        labels = (old.label or old.name, new.label or new.name)
        yield _said(ChangeKind.COLUMN_RELABELLED, Effect.WORDS, table, (old, new), labels, "name")
    if old.optional != new.optional:
        words = (
            "may be absent" if old.optional else "is there",
            "may be absent" if new.optional else "is there",
        )
        kind, effect = (
            (ChangeKind.PRESENCE_LOOSENED, Effect.WEAKER)
            if new.optional
            else (ChangeKind.PRESENCE_TIGHTENED, Effect.STRONGER)
        )
        yield _said(kind, effect, table, (old, new), words, "customProperties")
    for kind, key, before, after in (
        (ChangeKind.UNIT_CHANGED, "customProperties", old.unit, new.unit),
        (ChangeKind.PHYSICAL_TYPE_CHANGED, "physicalType", old.physical_type, new.physical_type),
    ):
        if before.casefold() != after.casefold():
            effect = Effect.DIFFERENT if before and after else Effect.WORDS
            yield _said(kind, effect, table, (old, new), (before, after), key)
    if old.description != new.description:
        said = (old.description, new.description)
        yield _said(ChangeKind.DESCRIPTION_CHANGED, Effect.WORDS, table, (old, new), said, "description")
    if old.classification != new.classification:
        said = (_classified(old.classification), _classified(new.classification))
        yield _said(ChangeKind.CLASSIFICATION_CHANGED, Effect.WORDS, table, (old, new), said, "classification")
    rest = _said(ChangeKind.DOCUMENT_CHANGED, Effect.WORDS, table, (old, new), ("", ""), "")
    yield from _particulars(rest, old, new)
    yield from changed_inside(table, old, new)


def _classified(word: str) -> str:
    return f"{word} (values are masked)" if word and is_private(word) else word


def _said(
    kind: ChangeKind,
    effect: Effect,
    table: str,
    columns: tuple[ColumnContract, ColumnContract],
    said: tuple[str, str],
    key: str,
) -> Change:
    old, new = columns
    return Change(
        kind=kind,
        effect=effect,
        table=table,
        column=new.name,
        old=said[0],
        new=said[1],
        old_at=old.origin_of(key),
        new_at=new.origin_of(key),
    )


def changed_table_words(name: str, old: TableContract, new: TableContract) -> Iterator[Change]:
    """Yield what changed of a table's names, words and notes."""
    for kind, before, after in (
        (ChangeKind.TABLE_RELABELLED, old.name, new.name),
        (ChangeKind.DESCRIPTION_CHANGED, old.description, new.description),
        (ChangeKind.OWNER_CHANGED, old.owner, new.owner),
    ):
        if before != after:
            yield Change(
                kind=kind,
                effect=Effect.WORDS,
                table=name,
                old=before,
                new=after,
                old_at=old.origin,
                new_at=new.origin,
            )
    rest = Change(
        kind=ChangeKind.DOCUMENT_CHANGED,
        effect=Effect.WORDS,
        table=name,
        old_at=old.origin,
        new_at=new.origin,
    )
    called = (old.physical_name or old.name, new.physical_name or new.name)
    if old.name == new.name and called[0] != called[1]:
        yield replace(rest, old=called[0], new=called[1], about="physicalName")
    yield from _particulars(rest, old, new)
    gone, come = (Counter(note.text for note in table.notes) for table in (old, new))
    for text in (gone - come).elements():
        at = next(note.origin for note in old.notes if note.text == text)
        yield Change(kind=ChangeKind.NOTE_REMOVED, effect=Effect.WORDS, table=name, old=text, old_at=at)
    for text in (come - gone).elements():
        at = next(note.origin for note in new.notes if note.text == text)
        yield Change(kind=ChangeKind.NOTE_ADDED, effect=Effect.WORDS, table=name, new=text, new_at=at)


def changed_contract_words(old: Contract, new: Contract) -> Iterator[Change]:
    """Yield what changed beside the tables: team, support, price, roles, tags and whatever else stands there."""
    yield from _particulars(Change(kind=ChangeKind.DOCUMENT_CHANGED, effect=Effect.WORDS), old, new)


def _particulars(
    change: Change,
    old: Contract | TableContract | ColumnContract,
    new: Contract | TableContract | ColumnContract,
) -> Iterator[Change]:
    for key in sorted((old.particulars.keys() | new.particulars.keys()) - INSIDE):
        said = (old.particulars.get(key, ""), new.particulars.get(key, ""))
        if said[0] != said[1]:
            yield replace(change, effect=_effect(key, *said), old=said[0], new=said[1], about=key)


def _effect(key: str, old: str, new: str) -> Effect:
    """Return what a key that no check compares promises: options that only describe values do where both say them."""
    return Effect.DIFFERENT if key == "logicalTypeOptions" and old and new else Effect.WORDS
