"""Lockgate: the release gate for machine-learning models.

A few calls do most of the work in Python:

* `lockgate.check` judges a table against a contract;
* `lockgate.write_failures` does so, and writes every offending row;
* `lockgate.compare` judges a table against a reference: has it drifted;
* `lockgate.run` runs a project's stages to a verdict.

Names are loaded when they are first used: ``import lockgate`` loads no engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lockgate.domain.version import __version__

if TYPE_CHECKING:
    from lockgate.api import CheckResult, check, compare, run, write_failures
    from lockgate.app.postgres_table import PostgresTable
    from lockgate.domain.errors import LockgateError
    from lockgate.domain.finding import Finding
    from lockgate.domain.verdict import Severity, Verdict
    from lockgate.drift.spec import DriftSpec

__all__ = [
    "CheckResult",
    "DriftSpec",
    "Finding",
    "LockgateError",
    "PostgresTable",
    "Severity",
    "Verdict",
    "__version__",
    "check",
    "compare",
    "run",
    "write_failures",
]

_HOMES = {
    "CheckResult": "lockgate.api",
    "DriftSpec": "lockgate.drift.spec",
    "Finding": "lockgate.domain.finding",
    "LockgateError": "lockgate.domain.errors",
    "PostgresTable": "lockgate.app.postgres_table",
    "Severity": "lockgate.domain.verdict",
    "Verdict": "lockgate.domain.verdict",
    "check": "lockgate.api",
    "compare": "lockgate.api",
    "run": "lockgate.api",
    "write_failures": "lockgate.api",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        message = f"module 'lockgate' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415 - only a name that is used costs its import

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
