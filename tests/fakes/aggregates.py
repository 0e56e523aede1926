"""What the package of aggregates holds: its files are imported one by one, so that no list can lag behind."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from lockgate.scan import aggregates

__all__ = ["AGGREGATES", "NAMED"]

_MODULES: tuple[ModuleType, ...] = tuple(
    import_module(f"{aggregates.__name__}.{found.name}") for found in iter_modules(aggregates.__path__)
)
NAMED: dict[str, type] = {
    name: value
    for module in _MODULES
    for name in module.__all__
    if isinstance(value := getattr(module, name), type)
}
"""Every public class of the package, by name."""

AGGREGATES: dict[str, type] = {name: kind for name, kind in NAMED.items() if hasattr(kind, "state")}
"""Every class that is asked and answered by an engine, by name."""
