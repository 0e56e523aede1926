"""What the commands on migrations share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from lockgate.cli.commands import Argument
from lockgate.cli.contract_options import archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lockgate.app.migration.apply import Done, Migrator
    from lockgate.app.migration.contracts import ContractsOfTarget
    from lockgate.migrations.migration import Target

__all__ = ["allow_lossy_option", "contracts_of", "folder_argument", "migrator", "prune_option", "tell"]

folder_argument = click.argument(
    "folder",
    cls=Argument,
    metavar="FOLDER",
    help="The folder of a table's migrations; it holds target.yaml.",
)
allow_lossy_option = click.option(
    "--allow-lossy", is_flag=True, help="Do steps that are declared to lose data."
)
prune_option = click.option(
    "--prune",
    is_flag=True,
    help="Remove the older versions of a Parquet table afterwards; they are backups until then.",
)


def contracts_of(target: Target, folder: str) -> ContractsOfTarget:
    """Return what finds the contract of a version."""
    from lockgate.app.migration.contracts import ContractsOfTarget  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files  # noqa: PLC0415 - as above

    # the folder may not be there yet, and a path must not go through it
    path = os.path.normpath(files().join(folder, target.contract)) if target.contract else ""
    return ContractsOfTarget(archive(), path, target.table)


def migrator(folder: str, *, allow_lossy: bool = False) -> Migrator:
    """Return what moves the table of a folder."""
    from lockgate.app.migration.apply import Migrator  # noqa: PLC0415 - `--help` stays quick
    from lockgate.app.migration.folder import read_folder  # noqa: PLC0415 - as above
    from lockgate.bootstrap import clock_of, engine_of, folders, store_of  # noqa: PLC0415 - as above

    read = read_folder(folders(), folder)
    return Migrator(
        folder=read,
        store=store_of(read.target, folder),
        contracts=contracts_of(read.target, folder).of,
        engine=engine_of(),
        clock=clock_of(None),
        allow_lossy=allow_lossy,
        told=_tell,
    )


def tell(steps: Sequence[Done], mover: Migrator, *, prune: bool) -> None:
    """Say so if nothing was to do, and remove old versions if that was asked for."""
    from lockgate.cli.console import write_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.reports.words import quantity  # noqa: PLC0415 - as above

    if not steps:
        write_text(f"  {mover.store.place}: nothing to do")
    removed = mover.store.prune() if prune else ()
    if removed:
        write_text(f"  removed {quantity(len(removed), 'older version')}")


def _tell(step: Done) -> None:
    """Show a step that was published."""
    from lockgate.cli.console import write_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.reports.words import quantity  # noqa: PLC0415 - as above

    gate = step.gate
    said = "no contract was asked" if gate is None else f"{quantity(gate.asked, 'check')} of the contract hold"
    left = f", {gate.left_out} need more than the table" if gate is not None and gate.left_out else ""
    back = "" if step.restores else "; the way back does not restore everything"
    write_text(f"  ✔ {step.id}   {step.direction.value}, {quantity(step.rows, 'row')}; {said}{left}{back}")
