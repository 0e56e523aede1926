"""Every check, by the name that YAML uses. A new check is a file here and one line below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from lockgate.scan.check import Check

__all__ = ["CHECKS", "CheckRegistry"]


class CheckRegistry(Mapping[str, type[Check]]):
    """Check classes by name; a class is imported when it is first asked for, since a contract needs only a few.

    A check's file has the check's name, and holds the one class of that ``name``.

    Examples
    --------
    >>> CHECKS["range"].name
    'range'
    """

    def __init__(self, *names: str) -> None:
        self._names = names
        self._classes: dict[str, type[Check]] = {}

    def __getitem__(self, name: str) -> type[Check]:
        if name not in self._names:
            raise KeyError(name)
        if name not in self._classes:
            found = vars(import_module(f"{__name__}.{name}")).values()
            self._classes[name] = next(kind for kind in found if getattr(kind, "name", None) == name)
        return self._classes[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


CHECKS = CheckRegistry(
    "allowed_values",
    "column_comparison",
    "column_order",
    "column_position",
    "columns_exact",
    "columns_present",
    "completeness",
    "distinct_count",
    "distinct_set",
    "finite",
    "forbidden_values",
    "freshness",
    "kl_divergence",
    "length",
    "logical_type",
    "max",
    "mean",
    "median",
    "min",
    "missing_codes",
    "monotone",
    "negative_fraction",
    "null_fraction",
    "pattern",
    "quantile",
    "range",
    "referential_integrity",
    "retention",
    "row_count",
    "row_count_match",
    "row_predicate",
    "standard_deviation",
    "sum",
    "uniqueness",
    "uniqueness_ratio",
    "unmapped",
    "zero_fraction",
)
"""The registry; a test fails when a file of this package is not in it."""
