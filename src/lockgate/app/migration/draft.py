"""Draft a migration: its folder, with steps as far as the contract's changes tell them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lockgate.app.migration.contracts import ContractsOfTarget
from lockgate.contracts.evolution.diff import diff_contracts
from lockgate.domain.errors import ParameterError
from lockgate.migrations.migration import Target
from lockgate.migrations.skeleton import Skeleton, skeleton_of

__all__ = ["Draft", "draft_migration", "target_text"]

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_EMPTY = Skeleton("-- statements that lead to the new form\n", "-- statements that lead back\n")
_SCRIPT = '''"""Steps as functions of an Arrow table."""

import pyarrow as pa


def up(table: pa.Table) -> pa.Table:
    return table


def down(table: pa.Table) -> pa.Table:
    return table
'''


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a new migration, by path below the folder of migrations."""

    id: str
    files: Mapping[str, str]


def draft_migration(
    name: str,
    taken: tuple[str, ...],
    target: Target,
    contracts: ContractsOfTarget,
    *,
    versions: tuple[str, str],
    is_python: bool,
) -> Draft:
    """Return the files of the next migration.

    Parameters
    ----------
    name : str
        A word for it: lower-case letters, digits and underscores.
    taken : tuple of str
        Names of the migrations that are there.
    target : Target
        The table.
    contracts : ContractsOfTarget
        Finds the two versions.
    versions : tuple of str
        The contract's versions before and after; empty texts for none.
    is_python : bool
        Whether the steps are a Python file.

    Raises
    ------
    ParameterError
        If the name is none.
    """
    if not _NAME.fullmatch(name):
        raise ParameterError.of("migrate new", "name", "lower-case letters, digits and underscores", name)
    numbers = [int(one[:4]) for one in taken if one[:4].isdigit()]
    called = f"{max(numbers, default=0) + 1:04}_{name}"
    skeleton = _skeleton(target, contracts, versions)
    files = {f"{called}/migration.yaml": _declaration(name, versions, skeleton)}
    if is_python:
        files[f"{called}/steps.py"] = _SCRIPT
    else:
        files |= {f"{called}/up.sql": skeleton.up, f"{called}/down.sql": skeleton.down}
    return Draft(called, files)


def _skeleton(target: Target, contracts: ContractsOfTarget, versions: tuple[str, str]) -> Skeleton:
    if not all(versions) or not contracts.path:
        return _EMPTY
    old, new = (contracts.whole(version) for version in versions)
    before = old.table(target.table)
    return skeleton_of(
        diff_contracts(old, new), before, contracts.table_of(new), table=target.table, dialect=target.dialect
    )


def _declaration(name: str, versions: tuple[str, str], skeleton: Skeleton) -> str:
    lines = [f"describes: {name.replace('_', ' ')}"]
    lines += [f'{key}: "{version}"' for key, version in zip(("from", "to"), versions, strict=True) if version]
    if skeleton.lossy_up:
        lines.append(f"# up loses {skeleton.lossy_up}. Say why that may go:")
        lines.append("# lossy_up: ")
    return "\n".join(lines) + "\n"


def target_text(target: Target) -> str:
    """Return the file ``target.yaml``."""
    keys = ("table", "parquet", "postgres", "schema", "contract")
    shown = [(key, getattr(target, key)) for key in keys]
    kept = [(key, value) for key, value in shown if value and (key, value) != ("schema", "public")]
    return "".join(f"{key}: {value}\n" for key, value in kept)
