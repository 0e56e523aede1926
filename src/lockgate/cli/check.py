"""``lockgate check``: one table against one contract."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lockgate.cli.exit_codes import exit_code_of
from lockgate.cli.options import Format, FormatOption, NowOption, instant

__all__ = ["check"]


def check(
    table: Annotated[str, typer.Argument(help="A Parquet, CSV or JSON file, a glob or a directory.")],
    *,
    contract: Annotated[str, typer.Option("--contract", "-c", help="The ODCS contract.", metavar="FILE")],
    name: Annotated[str, typer.Option(help="What the table is called; default: the file's stem.")] = "",
    other: Annotated[list[str], typer.Option(help="A table the contract refers to, as NAME=PATH.")] = [],  # noqa: B006 - typer's way
    rows: Annotated[int, typer.Option(min=0, help="Offending rows to show for each red check.")] = 10,
    threads: Annotated[int | None, typer.Option(min=1, help="Threads; default: one per core.")] = None,
    memory: Annotated[str, typer.Option(help="Memory before the engine spills to disk.")] = "512MiB",
    now: NowOption = "",
    form: FormatOption = Format.TERMINAL,
) -> None:
    """Check a table against a contract, without a project."""
    from lockgate.app.check_table import check_tables  # noqa: PLC0415 - `--help` stays quick
    from lockgate.app.project.spec import EngineSpec  # noqa: PLC0415 - as above
    from lockgate.bootstrap import clock_of, engine_of, suite_from  # noqa: PLC0415 - as above
    from lockgate.cli.render import show  # noqa: PLC0415 - as above
    from lockgate.scan.engine import Source  # noqa: PLC0415 - as above

    suite = suite_from(contract, name or Path(table).name.split(".")[0])
    sources = {suite.table: Source(table), **{key: Source(path) for key, path in map(_pair, other)}}
    engine = engine_of(EngineSpec(threads=threads, memory_limit=memory))
    done = check_tables([suite], sources, engine, now=clock_of(instant(now)).now(), sample_rows=rows)
    show(done.result, form)
    raise typer.Exit(exit_code_of(done.result.verdict))


def _pair(text: str) -> tuple[str, str]:
    name, _, path = text.partition("=")
    if not name or not path:
        message = f"--other must be NAME=PATH, got {text!r}"
        raise typer.BadParameter(message)
    return name, path
