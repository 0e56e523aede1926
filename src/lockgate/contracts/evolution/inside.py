"""Changes of what a column holds inside: the fields of its objects and the items of its lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lockgate.contracts.asking import ask
from lockgate.contracts.contract import ColumnContract
from lockgate.contracts.evolution.change import Change, ChangeKind, Effect
from lockgate.contracts.evolution.strength import item_implies
from lockgate.scan.schema import LogicalType
from lockgate.scan.suite import SuiteItem

__all__ = ["INSIDE", "changed_inside"]

INSIDE = frozenset(("properties", "items"))
"""Keys of a column that describe what it holds inside."""

_WORDS = frozenset((
    "authoritativeDefinitions", "businessName", "customProperties", "description", "examples", "id", "tags",
))  # fmt: skip
"""Keys of a part that say nothing about its values."""

_TYPE, _REQUIRED = "logicalType", "required"
_KINDS = {
    Effect.STRONGER: ChangeKind.PART_TIGHTENED,
    Effect.WEAKER: ChangeKind.PART_LOOSENED,
    Effect.DIFFERENT: ChangeKind.PART_CHANGED,
    Effect.WORDS: ChangeKind.PART_CHANGED,
}

Part = Mapping[str, Any]
"""What a contract says of a field or an item, as JSON."""


def changed_inside(table: str, old: ColumnContract, new: ColumnContract) -> Iterator[Change]:
    """Yield a change for each part that came or went, and for what changed of each that both have.

    Parts are paired by their paths, such as ``address.zip`` and ``lines[].price``, whatever their order. What belongs
    to a part that came or went is told with the part. Types promise more or less as those of columns do; any other key
    promises something that no check asks: more where it comes, less where it goes, something else where it changes.
    """
    yield from _Pair(table, old, new).changes("", _whole(old), _whole(new))


def _whole(column: ColumnContract) -> Part:
    return {key: json.loads(column.particulars[key]) for key in INSIDE & column.particulars.keys()}


def _parts(part: Part, path: str) -> dict[str, Part]:
    """Return the parts of a part by their paths."""
    fields = {
        f"{path}.{field.get('name', '')}".removeprefix("."): field for field in part.get("properties", [])
    }
    return fields | ({f"{path}[]": part["items"]} if "items" in part else {})


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two versions of a column."""

    table: str
    old: ColumnContract
    new: ColumnContract

    def changes(self, path: str, before: Part, after: Part) -> Iterator[Change]:
        """Yield what changed inside a part that both versions have."""
        olds, news = _parts(before, path), _parts(after, path)
        for at, part in olds.items():
            if at not in news:
                yield self._change(at, ChangeKind.PART_REMOVED, Effect.WEAKER, _shown(part), "")
        for at, part in news.items():
            if at not in olds:
                yield self._change(at, ChangeKind.PART_ADDED, Effect.STRONGER, "", _shown(part))
            else:
                yield from self._compared(at, olds[at], part)
                yield from self.changes(at, olds[at], part)

    def _compared(self, path: str, before: Part, after: Part) -> Iterator[Change]:
        for key in sorted((before.keys() | after.keys()) - INSIDE):
            old, new = before.get(key) or None, after.get(key) or None  # `required: false` is as good as none
            if old != new:
                effect = _effect(key, old, new)
                yield self._change(path, _KINDS[effect], effect, _said(key, old), _said(key, new))

    def _change(self, path: str, kind: ChangeKind, effect: Effect, old: str, new: str) -> Change:
        key = "items" if path.startswith("[") else "properties"
        return Change(
            kind=kind,
            effect=effect,
            table=self.table,
            column=self.new.name + (path if path.startswith("[") else f".{path}"),
            old=old,
            new=new,
            old_at=self.old.origin_of(key),
            new_at=self.new.origin_of(key),
        )


def _effect(key: str, old: object, new: object) -> Effect:
    if key in _WORDS:
        return Effect.WORDS
    if not old or not new:
        return Effect.STRONGER if new else Effect.WEAKER
    if key == _TYPE and {old, new} <= set(LogicalType):
        before, after = (
            SuiteItem(check=ask("logical_type", column="part", type=LogicalType(str(one))))
            for one in (old, new)
        )
        return Effect.of(keeps_old=item_implies(after, before), held_before=item_implies(before, after))
    return Effect.DIFFERENT


def _shown(part: Part) -> str:
    kind = part.get(_TYPE)
    return f"{kind}" if kind else "any type"


def _said(key: str, value: object) -> str:
    if key == _REQUIRED:
        return "required" if value else "may be null"
    if value is None:
        return "" if key != _TYPE else "any type"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
    return text if key == _TYPE else f"{key}: {text}"
