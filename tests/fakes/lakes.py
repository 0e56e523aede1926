"""A catalog of Iceberg tables on this disk."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["iceberg_catalog"]


@contextmanager
def iceberg_catalog(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Make the catalog `lake`, with an empty namespace `sales`, known as a user makes it known: by the environment."""
    for name, value in {"TYPE": "sql", "URI": f"sqlite:///{home}/c.db", "WAREHOUSE": f"file://{home}"}.items():
        monkeypatch.setenv(f"PYICEBERG_CATALOG__LAKE__{name}", value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own
        from pyiceberg.catalog import load_catalog  # noqa: PLC0415 - within the silence
        from pyiceberg.utils.config import Config  # noqa: PLC0415 - as above

        monkeypatch.setattr(
            "pyiceberg.catalog._ENV_CONFIG", Config()
        )  # it reads the environment once a process
        catalog = load_catalog("lake")
        catalog.create_namespace("sales")
        yield catalog
