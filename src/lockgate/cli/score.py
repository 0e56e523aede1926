"""``lockgate score``: a model file over a table."""

from __future__ import annotations

from typing import Annotated

import typer

from lockgate.domain.errors import ParameterError

__all__ = ["score"]


def score(
    table: Annotated[
        str, typer.Argument(help="The rows to score: a Parquet, CSV or JSON file, glob or directory.")
    ],
    *,
    model: Annotated[list[str], typer.Option("--model", "-m", help="COLUMN=FILE or FILE; may be repeated.")],
    output: Annotated[str, typer.Option("--output", "-o", help="The Parquet file to write.", metavar="FILE")],
    trust: Annotated[list[str], typer.Option(help="A type that the model file may hold.", metavar="TYPE")] = [],  # noqa: B006 - typer's way
    positive: Annotated[str, typer.Option(help="The class whose probability is the score.")] = "",
    batch_rows: Annotated[int, typer.Option(min=1, help="Rows scored at a time.")] = 65_536,
) -> None:
    """Score a table with model files (scikit-learn in skops) and write it to Parquet."""
    from lockgate.app.ports import ScoreJob  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import engine_of, scorer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import out  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above
    from lockgate.scan.engine import Source  # noqa: PLC0415 - as above

    job = ScoreJob(
        models=dict(_column_and_file(text) for text in model),
        source=Source(table),
        output=output,
        trusted=tuple(trust),
        batch_rows=batch_rows,
        positive=_class(positive),
    )
    with LiveProgress() as progress:
        progress.entry("score", table, "score")
        rows = scorer_of(engine_of()).score(job, progress=lambda done: progress.fraction(table, done))
    out().print(f"{rows:,} rows scored → {output}", markup=False)


def _column_and_file(text: str) -> tuple[str, str]:
    column, equals, path = text.partition("=")
    if equals and not (column and path):
        raise ParameterError.of("score", "--model", "COLUMN=FILE or FILE", text)
    return (column, path) if equals else ("score", text)


def _class(text: str) -> str | int | bool | None:
    if not text:
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.lstrip("-").isdigit() else text
