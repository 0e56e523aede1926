"""Packages that run models: imported when a model of their kind is loaded, named where they are missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from lockgate.domain.errors import MissingExtraError

__all__ = ["imported"]


def imported(module: str, extra: str) -> Any:  # noqa: ANN401 - a module
    """Return a module of a package that an extra brings.

    Raises
    ------
    MissingExtraError
        If the package is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingExtraError.of("model", module.partition(".")[0], extra) from error
