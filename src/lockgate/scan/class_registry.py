"""Classes by name, each imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Generic, TypeVar

__all__ = ["ClassRegistry"]

_Kind = TypeVar("_Kind")


class ClassRegistry(Mapping[str, type[_Kind]], Generic[_Kind]):
    """Classes of one package by name; a program needs only a few, so that only those cost their import.

    The file of a class has its name, unless `elsewhere` says otherwise, and holds the one class that calls itself so.

    Parameters
    ----------
    package : str
        Where the files are.
    attribute : str
        Which attribute of a class is its name.
    names : tuple of str
        Every name; iterated in this order.
    elsewhere : mapping of str to str, optional
        The file of a name that has none of its own.

    Examples
    --------
    >>> found = ClassRegistry("lockgate.scan.aggregates", "kind", ("extremes", "keys"), {"keys": "key_counts"})
    >>> found["extremes"].__name__, found["keys"].__name__
    ('ExtremesState', 'KeysState')
    """

    def __init__(
        self, package: str, attribute: str, names: tuple[str, ...], elsewhere: Mapping[str, str] | None = None
    ) -> None:
        self._package = package
        self._attribute = attribute
        self._files = {name: name for name in names} | dict(elsewhere or {})
        self._classes: dict[str, type[_Kind]] = {}

    def __getitem__(self, name: str) -> type[_Kind]:
        if name not in self._classes:
            found = vars(import_module(f"{self._package}.{self._files[name]}")).values()
            self._classes[name] = next(kind for kind in found if getattr(kind, self._attribute, None) == name)
        return self._classes[name]

    def __contains__(self, name: object) -> bool:
        return name in self._files  # a mapping would import the class to find out

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
