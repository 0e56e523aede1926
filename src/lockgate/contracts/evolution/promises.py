"""The checks of two tables side by side: each pair that differs is a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lockgate.contracts.evolution.change import Change, ChangeKind, Effect
from lockgate.contracts.evolution.strength import item_implies
from lockgate.contracts.write import rule_document
from lockgate.domain.verdict import Severity
from lockgate.scan.check import Check
from lockgate.scan.suite import SuiteItem

__all__ = ["changed_promises", "promise_text"]

_FAMILIES = {
    "allowed_values": "categories",
    "completeness": "nulls",
    "freshness": "freshness",
    "length": "length",
    "logical_type": "type",
    "pattern": "pattern",
    "range": "range",
    "referential_integrity": "reference",
    "retention": "retention",
    "uniqueness": "unique",
}
"""What users call the promise that a check is; every other is a rule."""

_VERBS = {
    "categories": {
        "added": "listed",
        "removed": "unlisted",
        "tightened": "removed",
        "loosened": "added",
    },
    "length": {"tightened": "narrowed", "loosened": "widened"},
    "nulls": {"added": "forbidden", "removed": "allowed"},
    "range": {"tightened": "narrowed", "loosened": "widened"},
    "type": {"tightened": "narrowed", "loosened": "widened"},
}

_SAID = ("why", "owner", "runbook", "tags")
"""What is told of a rule, and promises nothing."""

_VERB_OF = {
    Effect.STRONGER: "tightened",
    Effect.WEAKER: "loosened",
    Effect.DIFFERENT: "changed",
    Effect.WORDS: "changed",
}


def changed_promises(table: str, old: Sequence[SuiteItem], new: Sequence[SuiteItem]) -> Iterator[Change]:
    """Yield a change for each promise that was added, removed or altered.

    Checks are paired by their kind, columns, filter and slices; what is left is paired by kind and columns alone.

    Parameters
    ----------
    table : str
        The name of the table in the data.
    old, new : sequence of SuiteItem
        The checks of the two versions, with the new names of columns that were renamed.
    """
    waiting: dict[tuple[object, ...], list[SuiteItem]] = {}
    for item in new:
        waiting.setdefault(_topic(item), []).append(item)
    rest = list(old)
    for match in (_is_same, _is_same_question, _is_same_topic):
        unpaired = []
        for item in rest:
            others = waiting.get(_topic(item), [])
            at = next((at for at, other in enumerate(others) if match(item, other)), None)
            if at is None:
                unpaired.append(item)
            else:
                yield from _altered(table, item, others.pop(at))
        rest = unpaired
    yield from (_change(table, item, item, None) for item in rest)
    added = {id(item) for others in waiting.values() for item in others}
    yield from (_change(table, item, None, item) for item in new if id(item) in added)


def _topic(item: SuiteItem) -> tuple[object, ...]:
    """Return what a check is about; whether rows are unique does not depend on the order of columns."""
    columns = item.check.columns
    return (
        item.check.name,
        tuple(sorted(map(str.casefold, columns))) if item.check.name == "uniqueness" else columns,
    )


def _is_same(old: SuiteItem, new: SuiteItem) -> bool:
    return _promised(old) == _promised(new)


def _is_same_question(old: SuiteItem, new: SuiteItem) -> bool:
    return _is_same_topic(old, new) and (old.where, old.group_by) == (new.where, new.group_by)


def _is_same_topic(old: SuiteItem, new: SuiteItem) -> bool:
    return _topic(old) == _topic(new)


def _altered(table: str, old: SuiteItem, new: SuiteItem) -> Iterator[Change]:
    """Yield the change of a promise that both have, if it is one."""
    if _promised(old) != _promised(new):
        yield _change(table, new, old, new)
    elif _told(old) != _told(new):
        change = _change(table, new, old, new)
        yield replace(change, kind=ChangeKind.DESCRIPTION_CHANGED, old=_told(old), new=_told(new))


def _change(table: str, some: SuiteItem, old: SuiteItem | None, new: SuiteItem | None) -> Change:
    effect = _effect(old, new)
    kind = _kind(some, old, new, effect)
    texts = _texts(old, new, kind)
    return Change(
        kind=kind,
        effect=effect,
        table=table,
        column=", ".join(some.check.columns),
        old=texts[0],
        new=texts[1],
        old_at=None if old is None else old.origin,
        new_at=None if new is None else new.origin,
        about=some.check.name,
    )


def _texts(old: SuiteItem | None, new: SuiteItem | None, kind: ChangeKind) -> tuple[str, str]:
    """Return what was and what is promised; of two lists, the values that only one of them has."""
    is_list = kind in (
        ChangeKind.CATEGORIES_ADDED,
        ChangeKind.CATEGORIES_REMOVED,
        ChangeKind.CATEGORIES_CHANGED,
    )
    if is_list and old is not None and new is not None and _is_other_list(old, new):
        values = [getattr(item.check, "values", ()) for item in (old, new)]
        gone, come = ([value for value in one if value not in other] for one, other in (values, values[::-1]))
        return ", ".join(map(str, gone)), ", ".join(map(str, come))
    texts = ("" if old is None else promise_text(old), "" if new is None else promise_text(new))
    if old is not None and new is not None and texts[0] == texts[1]:
        return _told_apart(old, new)
    return texts


def _told_apart(old: SuiteItem, new: SuiteItem) -> tuple[str, str]:
    """Return two promises that read alike, with the parameters in which they differ."""
    items = (old, new)
    bodies: list[dict[str, object]] = [rule_document(item)["implementation"] for item in items]
    keys = [
        key
        for key in {**bodies[0], **bodies[1]}
        if bodies[0].get(key) != bodies[1].get(key) and key not in _SAID
    ]
    first, second = (
        ", ".join(
            (promise_text(item), *(f"{key}: {body[key]}" if key in body else f"no {key}" for key in keys))
        )
        for item, body in zip(items, bodies, strict=True)
    )
    return first, second


def _is_other_list(old: SuiteItem, new: SuiteItem) -> bool:
    return set(getattr(old.check, "values", ())) != set(getattr(new.check, "values", ()))


def _told(item: SuiteItem) -> str:
    """Return what people are told beside the promise itself."""
    return "; ".join(part for part in (item.why, item.owner, item.runbook, ", ".join(item.tags)) if part)


def _promised(item: SuiteItem) -> tuple[object, ...]:
    return (item.check, item.where, item.group_by, item.when_empty, item.severity)


def _effect(old: SuiteItem | None, new: SuiteItem | None) -> Effect:
    if old is None:
        return Effect.STRONGER if new is not None and new.severity is Severity.BLOCKING else Effect.WORDS
    if new is None:
        return Effect.WORDS if old.severity is not Severity.BLOCKING else Effect.WEAKER
    return Effect.of(keeps_old=item_implies(new, old), held_before=item_implies(old, new))


def _kind(some: SuiteItem, old: SuiteItem | None, new: SuiteItem | None, effect: Effect) -> ChangeKind:
    family = _FAMILIES.get(some.check.name, "rule") if _is_plain(some) else "rule"
    verb = "added" if old is None else "removed" if new is None else _VERB_OF[effect]
    return ChangeKind(f"{family}.{_VERBS.get(family, {}).get(verb, verb)}")


def _is_plain(item: SuiteItem) -> bool:
    return item.where is None and not item.group_by


def promise_text(item: SuiteItem) -> str:
    """Return what a check asks, for people: its requirement, its tolerance, its filter and what red does.

    Examples
    --------
    >>> from lockgate.contracts.asking import ask
    >>> promise_text(SuiteItem(check=ask("range", column="air_time", min=15), severity=Severity.WARNING))
    '≥ 15, only a warning'
    """
    check = item.check
    parts = [_required(check)]
    tolerance = getattr(check, "tolerance", None)
    if tolerance is not None and (tolerance.rows or tolerance.fraction):
        parts.append(f"{tolerance} may differ")
    if item.where is not None:
        parts.append(f"where {item.where.text}")
    if item.group_by:
        parts.append(f"for each {', '.join(item.group_by)}")
    if item.severity is not Severity.BLOCKING:
        parts.append("only a warning" if item.severity is Severity.WARNING else "only for information")
    return ", ".join(parts)


def _required(check: Check) -> str:
    values = getattr(check, "values", None)
    if values is not None and check.name in ("allowed_values", "forbidden_values"):
        return ("one of " if check.name == "allowed_values" else "none of ") + ", ".join(map(str, values))
    kind = getattr(check, "type", None)
    if kind is not None:
        return str(kind)
    required = getattr(check, "required", None)
    if required:
        return str(required)
    requirement = getattr(check, "requirement", None)
    if requirement is not None:
        return f"{check.name.replace('_', ' ')} {requirement}"
    return check.name.replace("_", " ")
