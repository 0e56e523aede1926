"""The fields of a dataclass as a document sees them."""

from __future__ import annotations

import dataclasses
from functools import cache
from typing import Any, get_type_hints

from lockgate.domain.requirement import Operator, Requirement

__all__ = ["OPERATOR_KEYS", "Field", "fields_of", "flattens", "from_text"]

OPERATOR_KEYS = frozenset(operator.value for operator in Operator)
"""Keys that together are a `Requirement`; they stand in the mapping of the dataclass that has one."""


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One parameter: its name is its YAML key, unless it is a requirement."""

    name: str
    kind: Any
    is_required: bool
    default: Any

    @property
    def keys(self) -> frozenset[str]:
        """Return the keys that the field reads."""
        return OPERATOR_KEYS if flattens(self.kind) else frozenset((self.name,))


def flattens(kind: Any) -> bool:  # noqa: ANN401 - type annotations have no common type
    """Tell whether a type is `Requirement` or `Requirement | None`."""
    return kind is Requirement or kind == (Requirement | None)


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """Return the fields that the constructor of a dataclass takes, in order."""
    hints = get_type_hints(cls)
    return tuple(
        Field(
            field.name,
            hints[field.name],
            field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
            None if field.default is dataclasses.MISSING else field.default,
        )
        for field in dataclasses.fields(cls)
        if field.init
    )


@cache
def from_text(cls: type) -> bool:
    """Tell whether one plain value can stand for the dataclass: it needs one text, or has `from_scalar`."""
    if hasattr(cls, "from_scalar"):
        return True
    needed = [field for field in fields_of(cls) if field.is_required]
    return len(needed) == 1 and needed[0].kind is str
