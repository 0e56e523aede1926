"""``lockgate contract``: propose contracts, and check them before any data is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["app"]

app = typer.Typer(help="Infer and validate data contracts (ODCS).", no_args_is_help=True)


@app.command("infer")
def infer(
    table: Annotated[str, typer.Argument(help="A reference table: Parquet, CSV or JSON.")],
    *,
    name: Annotated[str, typer.Option(help="What the table is called; default: the file's stem.")] = "",
    output: Annotated[str, typer.Option("--output", "-o", help="Where to write; default: the terminal.")] = "",
) -> None:
    """Propose a contract from a table: fitted on one part of its rows, verified on the rest."""
    from lockgate.app.infer_contract import infer_contract  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import clock_of, engine_of, writer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import out, write_text  # noqa: PLC0415 - as above

    called = name or Path(table).name.split(".")[0]
    text = infer_contract(table, called, engine=engine_of(), clock=clock_of(None))
    if not output:
        write_text(text)
        return
    writer_of(".", overwrite=False).write(output, text.encode())
    out().print(f"wrote {output}", markup=False)


@app.command("validate")
def validate(
    contracts: Annotated[list[str], typer.Argument(help="Contract files.")],
) -> None:
    """Check contracts for mistakes without reading data; all mistakes are shown at once."""
    from lockgate.app.contract_suites import validate_contracts  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import files  # noqa: PLC0415 - as above
    from lockgate.cli.console import out  # noqa: PLC0415 - as above

    for path, tables, checks in validate_contracts(files(), contracts):
        out().print(f"{path}: {tables} table(s), {checks} checks", markup=False)
