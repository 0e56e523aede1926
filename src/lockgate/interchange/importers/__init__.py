"""Every format that contracts are imported from. A new one is a file here and one entry below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from lockgate.documents.node import Node
from lockgate.interchange.draft import Draft

__all__ = ["IMPORTERS", "Importer"]

Reader = Callable[[Node, Draft], None]


@dataclass(frozen=True, slots=True)
class Importer:
    """A format that contracts are imported from.

    Parameters
    ----------
    name : str
        What the command line calls it.
    title : str
        What people call it.
    module, function : str
        Where its reader is; imported when it is first needed.
    is_text : bool, default=False
        Whether documents are neither YAML nor JSON, so that the reader takes the text.
    """

    name: str
    title: str
    module: str
    function: str
    is_text: bool = False

    def reader(self) -> Reader:
        """Return the function that reads a document into a draft."""
        return cast("Reader", getattr(import_module(f"{__name__}.{self.module}"), self.function))


_ALL = (
    Importer("great-expectations", "Great Expectations", "great_expectations.suite", "read_suite"),
    Importer("dbt", "dbt", "dbt.models", "read_models"),
    Importer("pandera", "pandera", "pandera", "read_pandera"),
    Importer("json-schema", "JSON Schema", "json_schema", "read_json_schema"),
    Importer("soda", "SodaCL", "soda.checks", "read_soda"),
    Importer("frictionless", "Frictionless", "frictionless", "read_frictionless"),
    Importer("tfdv", "TensorFlow Data Validation", "tfdv.schema", "read_tfdv", is_text=True),
)
IMPORTERS: Mapping[str, Importer] = {importer.name: importer for importer in _ALL}
"""By name."""
