"""What a contract says, in words for loss reports and documents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lockgate.contracts.write import rule_document
from lockgate.interchange.loss import Fate, LossItem
from lockgate.scan.suite import SuiteItem

__all__ = ["Losses", "shown_item", "shown_value"]

_BESIDE = frozenset(("check", "where", "group_by", "severity", "why", "owner", "runbook", "tags", "when_empty"))


def shown_value(value: Any) -> str:  # noqa: ANN401 - what YAML holds
    """Return a value on one line.

    Examples
    --------
    >>> shown_value(["a", "b"]), shown_value({"fraction": 0.1}), shown_value(True)
    ('[a, b]', '{fraction: 0.1}', 'true')
    """
    if isinstance(value, list):
        return f"[{', '.join(shown_value(part) for part in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {shown_value(part)}' for key, part in value.items())}}}"
    return str(value).lower() if isinstance(value, bool) else str(value)


def shown_item(item: SuiteItem) -> str:
    """Return a check with its parameters and filter on one line.

    Examples
    --------
    >>> from lockgate.contracts.asking import ask
    >>> shown_item(SuiteItem(check=ask("range", column="fare", min=0)))
    'range(column: fare, min: 0)'
    """
    body = rule_document(item)["implementation"]
    said = ", ".join(f"{key}: {shown_value(value)}" for key, value in body.items() if key not in _BESIDE)
    where = f" where {item.where.text}" if item.where is not None else ""
    slices = f" for each {', '.join(item.group_by)}" if item.group_by else ""
    return f"{body['check']}({said}){where}{slices}"


class Losses:
    """The items of a loss report in the making."""

    def __init__(self) -> None:
        self._items: list[LossItem] = []

    @property
    def items(self) -> tuple[LossItem, ...]:
        """Return them in the order in which they were added."""
        return tuple(self._items)

    def add(self, item: SuiteItem, target: str, why: str = "") -> None:
        """Report what became of a check: mapped, or approximated where `why` says what differs."""
        fate = Fate.APPROXIMATED if why else Fate.MAPPED
        self._items.append(LossItem(shown_item(item), fate, target, why, item.origin))

    def lose(self, item: SuiteItem, why: str) -> None:
        """Report a check that the format has no place for."""
        self._items.append(LossItem(shown_item(item), Fate.NOT_MAPPED, "", why, item.origin))

    def say(self, source: str, target: str = "", why: str = "") -> None:
        """Report something else that the contract says; without a target it is lost."""
        fate = Fate.NOT_MAPPED if not target else Fate.APPROXIMATED if why else Fate.MAPPED
        self._items.append(LossItem(source, fate, target, why))

    def lose_notes(self, notes: Iterable[str]) -> None:
        """Report rules in words."""
        for text in notes:
            self.say(text, why="a rule in words")
