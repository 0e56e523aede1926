"""One change between two versions of a contract, and what it does to readers and to stored tables."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lockgate.domain.position import Position

__all__ = ["Change", "ChangeKind", "Effect"]


class Effect(StrEnum):
    """What a change does to what is promised of a table.

    A contract is the set of tables that satisfy it. ``stronger`` makes the set smaller, ``weaker`` greater,
    ``different`` neither; ``words`` leaves it as it is.

    Examples
    --------
    >>> [effect.value for effect in Effect if effect.breaks_readers]
    ['weaker', 'different']
    >>> [effect.value for effect in Effect if effect.breaks_stored]
    ['stronger', 'different']
    """

    WORDS = "words"
    STRONGER = "stronger"
    WEAKER = "weaker"
    DIFFERENT = "different"

    @property
    def breaks_readers(self) -> bool:
        """Tell whether a table that satisfies the new contract may break a promise of the old one."""
        return self in (Effect.WEAKER, Effect.DIFFERENT)

    @property
    def breaks_stored(self) -> bool:
        """Tell whether a table that satisfies the old contract may break a promise of the new one."""
        return self in (Effect.STRONGER, Effect.DIFFERENT)

    @classmethod
    def of(cls, *, keeps_old: bool, held_before: bool) -> Effect:
        """Return the effect of a changed promise.

        Parameters
        ----------
        keeps_old : bool
            Whether the new promise implies the old one.
        held_before : bool
            Whether the old promise implies the new one.
        """
        if keeps_old:
            return cls.WORDS if held_before else cls.STRONGER
        return cls.WEAKER if held_before else cls.DIFFERENT


class ChangeKind(StrEnum):
    """What changed; the values are stable and meant for machines."""

    TABLE_ADDED = "table.added"
    TABLE_REMOVED = "table.removed"
    TABLE_RELABELLED = "table.relabelled"
    COLUMN_ADDED = "column.added"
    COLUMN_REMOVED = "column.removed"
    COLUMN_RENAMED = "column.renamed"
    COLUMN_RELABELLED = "column.relabelled"
    PRESENCE_LOOSENED = "presence.loosened"
    PRESENCE_TIGHTENED = "presence.tightened"
    TYPE_ADDED = "type.added"
    TYPE_REMOVED = "type.removed"
    TYPE_NARROWED = "type.narrowed"
    TYPE_WIDENED = "type.widened"
    TYPE_CHANGED = "type.changed"
    NULLS_FORBIDDEN = "nulls.forbidden"
    NULLS_ALLOWED = "nulls.allowed"
    NULLS_TIGHTENED = "nulls.tightened"
    NULLS_LOOSENED = "nulls.loosened"
    NULLS_CHANGED = "nulls.changed"
    KEY_ADDED = "key.added"
    KEY_REMOVED = "key.removed"
    KEY_CHANGED = "key.changed"
    UNIQUE_ADDED = "unique.added"
    UNIQUE_REMOVED = "unique.removed"
    UNIQUE_TIGHTENED = "unique.tightened"
    UNIQUE_LOOSENED = "unique.loosened"
    UNIQUE_CHANGED = "unique.changed"
    RANGE_ADDED = "range.added"
    RANGE_REMOVED = "range.removed"
    RANGE_NARROWED = "range.narrowed"
    RANGE_WIDENED = "range.widened"
    RANGE_CHANGED = "range.changed"
    LENGTH_ADDED = "length.added"
    LENGTH_REMOVED = "length.removed"
    LENGTH_NARROWED = "length.narrowed"
    LENGTH_WIDENED = "length.widened"
    LENGTH_CHANGED = "length.changed"
    PATTERN_ADDED = "pattern.added"
    PATTERN_REMOVED = "pattern.removed"
    PATTERN_TIGHTENED = "pattern.tightened"
    PATTERN_LOOSENED = "pattern.loosened"
    PATTERN_CHANGED = "pattern.changed"
    CATEGORIES_LISTED = "categories.listed"
    CATEGORIES_UNLISTED = "categories.unlisted"
    CATEGORIES_REMOVED = "categories.removed"
    CATEGORIES_ADDED = "categories.added"
    CATEGORIES_CHANGED = "categories.changed"
    FRESHNESS_ADDED = "freshness.added"
    FRESHNESS_REMOVED = "freshness.removed"
    FRESHNESS_TIGHTENED = "freshness.tightened"
    FRESHNESS_LOOSENED = "freshness.loosened"
    FRESHNESS_CHANGED = "freshness.changed"
    RETENTION_ADDED = "retention.added"
    RETENTION_REMOVED = "retention.removed"
    RETENTION_TIGHTENED = "retention.tightened"
    RETENTION_LOOSENED = "retention.loosened"
    RETENTION_CHANGED = "retention.changed"
    REFERENCE_ADDED = "reference.added"
    REFERENCE_REMOVED = "reference.removed"
    REFERENCE_TIGHTENED = "reference.tightened"
    REFERENCE_LOOSENED = "reference.loosened"
    REFERENCE_CHANGED = "reference.changed"
    RULE_ADDED = "rule.added"
    RULE_REMOVED = "rule.removed"
    RULE_TIGHTENED = "rule.tightened"
    RULE_LOOSENED = "rule.loosened"
    RULE_CHANGED = "rule.changed"
    UNIT_CHANGED = "unit.changed"
    DESCRIPTION_CHANGED = "description.changed"
    CLASSIFICATION_CHANGED = "classification.changed"
    PHYSICAL_TYPE_CHANGED = "physical_type.changed"
    PART_ADDED = "part.added"
    PART_REMOVED = "part.removed"
    PART_TIGHTENED = "part.tightened"
    PART_LOOSENED = "part.loosened"
    PART_CHANGED = "part.changed"
    OWNER_CHANGED = "owner.changed"
    NOTE_ADDED = "note.added"
    NOTE_REMOVED = "note.removed"
    DOCUMENT_CHANGED = "document.changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two versions of a contract.

    Parameters
    ----------
    kind : ChangeKind
        What changed.
    effect : Effect
        What it does to the promises.
    table, column : str
        Where in the data; the new names where both have one. Empty for the whole contract, or the whole table. A part
        inside a column is named by its path, such as ``address.zip``.
    old, new : str
        What was and what is said, for people; empty where nothing is.
    old_at, new_at : Position or None
        The places in the two files.
    about : str, default=""
        Which rule, where a table or column can have several.
    """

    kind: ChangeKind
    effect: Effect
    table: str = ""
    column: str = ""
    old: str = ""
    new: str = ""
    old_at: Position | None = None
    new_at: Position | None = None
    about: str = ""

    @property
    def subject(self) -> str:
        """Return what the change is about: the column, else the table, else the contract.

        Examples
        --------
        >>> Change(kind=ChangeKind.UNIT_CHANGED, effect=Effect.DIFFERENT, table="flights", column="distance").subject
        'flights.distance'
        """
        return ".".join(part for part in (self.table, self.column) if part) or "the contract"
