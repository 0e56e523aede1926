"""Every format that contracts are exported to. A new one is a file here and one entry below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from lockgate.contracts.contract import Contract
from lockgate.interchange.loss import LossItem

__all__ = ["EXPORTERS", "Exporter"]

Writer = Callable[[Contract], tuple[str, tuple[LossItem, ...]]]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format that contracts are exported to.

    Parameters
    ----------
    name : str
        What the command line calls it.
    title : str
        What people call it.
    module, function : str
        Where its writer is; imported when it is first needed.
    says_meaning : bool
        Whether it says how columns are classified, and in which unit they are.
    """

    name: str
    title: str
    module: str
    function: str
    says_meaning: bool = False

    def writer(self) -> Writer:
        """Return the function that writes a contract."""
        return cast("Writer", getattr(import_module(f"{__name__}.{self.module}"), self.function))


_ALL = (
    Exporter("odcs", "ODCS", "odcs", "write_odcs", says_meaning=True),
    Exporter("json-schema", "JSON Schema", "json_schema", "write_json_schema"),
    Exporter("pydantic", "pydantic", "pydantic_model", "write_pydantic"),
    Exporter("great-expectations", "Great Expectations", "great_expectations", "write_suite"),
    Exporter("dbt", "dbt", "dbt", "write_dbt"),
    Exporter("markdown", "Markdown", "markdown", "write_markdown", says_meaning=True),
)
EXPORTERS: Mapping[str, Exporter] = {exporter.name: exporter for exporter in _ALL}
"""By name."""
