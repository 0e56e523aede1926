"""``lockgate contract consumer``: describe a released model by its contract and its training rows."""

from __future__ import annotations

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.contract_options import archive
from lockgate.cli.options import table_file

__all__ = ["consumer"]


@click.command(cls=Command, short_help="Describe a released model, so that changes are judged for it too.")
@click.argument(
    "contract", cls=Argument, metavar="CONTRACT", help="The contract that the model was trained under."
)
@click.argument("table", cls=Argument, help="Its training rows: Parquet, CSV or JSON.")
@click.option("--model", required=True, metavar="NAME", help="What the model is called.")
@click.option("--model-version", default="1", show_default=True, metavar="VERSION", help="Its version.")
@click.option("--name", default="", metavar="NAME", help="The table in the contract; default: its only one.")
@click.option(
    "--features", default="", metavar="COLUMNS", help="Columns that it reads, with commas; default: all."
)
@click.option("--output", "-o", default="", metavar="FILE", help="Where to write; default: the terminal.")
@click.option("--force", is_flag=True, help="Overwrite the file if it is there.")
def consumer(
    *,
    contract: str,
    table: str,
    model: str,
    model_version: str,
    name: str,
    features: str,
    output: str,
    force: bool,
) -> None:
    """Describe a released model: types, ranges and categories that it has seen; edit what it can take besides."""
    from lockgate.app.released_models import Training, describe_model, model_text  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import engine_of, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above

    read = archive().read(contract)
    training = Training(
        model=model,
        version=model_version,
        table=name or read.tables[0].name,
        location=table_file(table),
        features=tuple(part.strip() for part in features.split(",") if part.strip()),
    )
    described = describe_model(read, training, engine_of())
    agreed = read.table(described.table)
    text = model_text(described, agreed.masked if agreed is not None else frozenset())
    if not output:
        write_text(text)
        return
    writer = writer_of(".", overwrite=force)
    writer.refuse_existing((output,), hint="name another file with --output, or overwrite it with --force")
    write_text(f"  wrote {writer.write(output, text.encode())}")
