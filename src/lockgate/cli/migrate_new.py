"""``lockgate migrate new``: draft a migration from what changed in the contract."""

from __future__ import annotations

import shlex

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.migrate_options import contracts_of, folder_argument
from lockgate.domain.errors import ParameterError

__all__ = ["new"]


@click.command(cls=Command, short_help="Draft a migration from what changed in the contract.")
@folder_argument
@click.argument("name", cls=Argument, help="A word for it, such as rename_km.")
@click.option("--from", "old", default="", metavar="VERSION", help="The contract version before.")
@click.option("--to", "new_version", default="", metavar="VERSION", help="The contract version after.")
@click.option("--python", "is_python", is_flag=True, help="Steps as functions of an Arrow table, not as SQL.")
@click.option("--table", default="", metavar="NAME", help="For a new folder: the name of the table.")
@click.option("--parquet", default="", metavar="PATH", help="For a new folder: the Parquet file or directory.")
@click.option("--postgres", default="", metavar="VARIABLE", help="For a new folder: the variable with the URL.")
@click.option("--schema", default="public", metavar="NAME", help="For a new folder: the schema in PostgreSQL.")
@click.option("--contract", default="", metavar="FILE", help="For a new folder: the contract of the table.")
def new(
    *,
    folder: str,
    name: str,
    old: str,
    new_version: str,
    is_python: bool,
    table: str,
    parquet: str,
    postgres: str,
    schema: str,
    contract: str,
) -> None:
    """Draft a migration; the first one in a folder also says where the table is."""
    from lockgate.app.migration.draft import draft_migration, target_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.app.migration.folder import TARGET, read_target  # noqa: PLC0415 - as above
    from lockgate.bootstrap import folders, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.migrations.migration import Target  # noqa: PLC0415 - as above

    there, writer = folders(), writer_of(folder, overwrite=False)
    is_first = TARGET not in there.names(folder)
    if is_first and not table:
        raise ParameterError.of("migrate new", "--table", "named, because the folder has no target.yaml", table)
    target = (
        Target(
            table=table,
            parquet=writer.relative(parquet) if parquet else "",
            postgres=postgres,
            schema=schema,
            contract=writer.relative(contract) if contract else "",
        )
        if is_first
        else read_target(there, folder)
    )
    draft = draft_migration(
        name,
        there.names(folder),
        target,
        contracts_of(target, folder),
        versions=(old, new_version),
        is_python=is_python,
    )
    if is_first:
        writer.write(TARGET, target_text(target).encode())
    for path, text in draft.files.items():
        write_text(f"  wrote {writer.write(path, text.encode())}")
    write_text(f"next: edit the steps, then `lockgate migrate plan {shlex.quote(folder)} --prove`")
