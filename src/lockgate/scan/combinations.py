"""Predicates made of predicates."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from lockgate.scan.predicates import Predicate
from lockgate.scan.schema import Schema

__all__ = ["AllOf", "AnyOf"]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True where at least one of the parts is true; unknown where none is and one is unknown."""

    parts: tuple[Predicate, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of all parts, each once."""
        return _columns(self.parts)

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        return exp.or_(*(part.sql(schema) for part in self.parts))


@dataclass(frozen=True, slots=True)
class AllOf:
    """True where each of the parts is true; unknown where none is false and one is unknown."""

    parts: tuple[Predicate, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns of all parts, each once."""
        return _columns(self.parts)

    def sql(self, schema: Schema) -> exp.Expr:
        """Return it as SQL."""
        return exp.and_(*(part.sql(schema) for part in self.parts))


def _columns(parts: tuple[Predicate, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for part in parts for name in part.columns))
