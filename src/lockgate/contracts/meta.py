"""What people should know about a check, and what a document says that becomes none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from lockgate.documents.node import Mapping, Scalar, Sequence, plain_value, problem_at
from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.errors import Problem
from lockgate.domain.position import Position
from lockgate.domain.verdict import Severity
from lockgate.scan.check import Check
from lockgate.scan.expression import Expression
from lockgate.scan.suite import SuiteItem, WhenEmpty

__all__ = [
    "ENGINE",
    "LEVEL_CHECKS",
    "CheckOptions",
    "Meta",
    "custom_flag",
    "custom_property",
    "meta_of",
    "particulars_of",
]

ENGINE = "lockgate"
"""What ``engine`` says of the custom rules that are ours."""

_WARNING = ("warn", "warning", "medium", "minor", "moderate", "low")
_INFO = ("info", "information", "informational", "note", "notice", "trivial", "debug")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """Keys that stand beside the parameters of any check.

    Parameters
    ----------
    where : Expression
        Only rows for which this SQL predicate is true are judged.
    group_by : tuple of str
        The check is judged for each combination of values of these columns.
    when_empty : str
        What the check says where there is nothing to judge: `inconclusive` (default, the gate stays shut), `pass`
        or `fail`.
    severity : Severity
        What a red line does: `blocking` (default), `warning` or `info`.
    why : str
        Why it matters.
    owner : str
        Who owns it.
    runbook : str
        Where to read what to do.
    tags : tuple of str
        Labels.
    """

    where: Expression | None = None
    group_by: tuple[str, ...] = ()
    when_empty: WhenEmpty = "inconclusive"
    severity: Severity | None = None
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meta:
    """What people should know about a rule, and where it is written."""

    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()
    origin: Position | None = None

    def item(
        self,
        check: Check,
        *,
        where: Expression | None = None,
        group_by: tuple[str, ...] = (),
        when_empty: WhenEmpty = "inconclusive",
    ) -> SuiteItem:
        """Return a check with this beside it."""
        return SuiteItem(
            check=check,
            where=where,
            group_by=group_by,
            when_empty=when_empty,
            severity=self.severity,
            why=self.why,
            owner=self.owner,
            runbook=self.runbook,
            tags=self.tags,
            origin=self.origin,
        )

    def overridden(self, options: CheckOptions, origin: Position) -> Meta:
        """Return it with what the options say instead; tags add up."""
        return replace(
            self,
            severity=options.severity or self.severity,
            why=options.why or self.why,
            owner=options.owner or self.owner,
            runbook=options.runbook or self.runbook,
            tags=tuple(dict.fromkeys((*self.tags, *options.tags))),
            origin=origin,
        )


def meta_of(rule: Mapping) -> Meta:
    """Return what a quality rule says of itself in the standard's own keys.

    Severity is free text in the standard: words for warnings and information are known, every other word blocks.
    The reason is the business impact, else the description. The dimension of data quality is a tag, such as
    ``dimension:timeliness``.
    """
    word = rule.text("severity").casefold()
    severity = Severity.WARNING if word in _WARNING else Severity.INFO if word in _INFO else Severity.BLOCKING
    tags = rule.get("tags")
    listed = (
        [str(tag.value) for tag in tags.items if isinstance(tag, Scalar)] if isinstance(tags, Sequence) else []
    )
    dimension = rule.text("dimension")
    return Meta(
        severity=severity,
        why=custom_property(rule, "why") or rule.text("businessImpact") or rule.text("description"),
        owner=custom_property(rule, "owner"),
        runbook=custom_property(rule, "runbook"),
        tags=(*listed, *((f"dimension:{dimension}",) if dimension else ())),
        origin=rule.position,
    )


def custom_property(node: Mapping, name: str) -> str:
    """Return the text of a custom property, an empty text where it is not set."""
    for entry in node.mappings("customProperties"):
        if entry.text("property") == name:
            return entry.text("value")
    return ""


def custom_flag(node: Mapping, name: str, problems: list[Problem]) -> bool:
    """Return whether a custom property is true, false where it is not set; anything else is a mistake."""
    for entry in node.mappings("customProperties"):
        if entry.text("property") != name:
            continue
        value = entry.get("value")
        if isinstance(value, Scalar) and isinstance(value.value, bool):
            return value.value
        place = value or entry
        problems.append(problem_at(place, "LG315", f"`{name}` must be true or false, got {place.shown}"))
    return False


LEVEL_CHECKS = {
    "latency": "freshness", "ly": "freshness", "freshness": "freshness", "fr": "freshness",
    "retention": "retention", "re": "retention",
}  # fmt: skip
"""The check that each service level about data asks, by the name of the level."""
_READ_BY_NAME = frozenset(("optional", "renamedFrom", "unit"))
_READ_OPTIONS = frozenset((
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minLength", "maxLength", "pattern", "multipleOf",
    "format",
))  # fmt: skip
"""Keys of ``logicalTypeOptions`` that become checks, or say how a value is shown."""


def particulars_of(node: Mapping, read: frozenset[str]) -> dict[str, str]:
    """Return what a part of a document says beside the keys that are read, as canonical JSON by its key.

    Of keys that are read in part, such as ``customProperties`` or ``quality``, the rest is returned.
    """
    told: dict[str, str] = {}
    for entry in node.entries:
        plain = plain_value(entry.value)
        if entry.key in _UNREAD:
            plain = _UNREAD[entry.key](plain)
        elif entry.key in read:
            continue
        if plain not in (None, [], {}):
            told[entry.key] = canonical_bytes(to_plain(plain)).decode().strip()
    return told


def _unread_customs(said: Any) -> list[Any]:  # noqa: ANN401 - YAML has no narrower type
    return [one for one in _items(said) if str(one.get("property")) not in _READ_BY_NAME]


def _unread_rules(said: Any) -> list[Any]:  # noqa: ANN401 - YAML has no narrower type
    return [
        one
        for one in _items(said)
        if one.get("type") == "custom" and str(one.get("engine")).casefold() != ENGINE
    ]


def _unread_options(said: Any) -> dict[str, Any]:  # noqa: ANN401 - YAML has no narrower type
    return (
        {key: value for key, value in said.items() if key not in _READ_OPTIONS}
        if isinstance(said, dict)
        else {}
    )


def _unread_levels(said: Any) -> list[Any]:  # noqa: ANN401 - YAML has no narrower type
    return [one for one in _items(said) if str(one.get("property")).casefold() not in LEVEL_CHECKS]


def _items(said: Any) -> list[Any]:  # noqa: ANN401 - YAML has no narrower type
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


_UNREAD: dict[str, Callable[[Any], Any]] = {
    "customProperties": _unread_customs,
    "logicalTypeOptions": _unread_options,
    "quality": _unread_rules,
    "slaProperties": _unread_levels,
}
"""Keys that are read in part, with what returns the rest."""
