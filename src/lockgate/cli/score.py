"""``lockgate score``: models over a table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from lockgate.cli.commands import Argument, Command
from lockgate.cli.options import table_file
from lockgate.domain.errors import ParameterError

if TYPE_CHECKING:
    from lockgate.app.model_spec import ModelSpec

__all__ = ["score"]


@click.command(cls=Command, short_help="Score a table with models.")
@click.argument(
    "table", cls=Argument, help="The rows to score: a Parquet, CSV or JSON file, glob or directory."
)
@click.option(
    "--model",
    "-m",
    multiple=True,
    required=True,
    metavar="[COLUMN=]MODEL",
    help="A model file, an address, or FILE.py:FUNCTION; repeatable.",
)
@click.option("--output", "-o", required=True, metavar="FILE", help="The Parquet file to write.")
@click.option("--trust", multiple=True, metavar="TYPE", help="A type that the model file may hold; repeatable.")
@click.option(
    "--feature",
    multiple=True,
    metavar="COLUMN",
    help="A column that models read which do not name theirs, in order; repeatable.",
)
@click.option("--positive", default="", metavar="CLASS", help="The class whose probability is the score.")
@click.option(
    "--batch-rows", type=click.IntRange(min=1), default=65_536, show_default=True, help="Rows scored at a time."
)
def score(
    *,
    table: str,
    model: tuple[str, ...],
    output: str,
    trust: tuple[str, ...],
    feature: tuple[str, ...],
    positive: str,
    batch_rows: int,
) -> None:
    """Score a table with models and write it to Parquet.

    Files are of skops, joblib or pickle, ONNX, LightGBM, XGBoost or MLflow; addresses speak the Open Inference
    Protocol or MLflow's. More can be said of a model in lockgate.yaml.
    """
    from lockgate.app.model_ports import ScoreJob  # noqa: PLC0415 - `--help` stays quick
    from lockgate.bootstrap import engine_of, scorer_of  # noqa: PLC0415 - as above
    from lockgate.cli.console import write_text  # noqa: PLC0415 - as above
    from lockgate.cli.progress import LiveProgress  # noqa: PLC0415 - as above
    from lockgate.scan.engine import Source  # noqa: PLC0415 - as above

    job = ScoreJob(
        models={
            column: replace(_spec(named), trusted=trust, features=feature, positive=_class(positive))
            for column, named in _models(model).items()
        },
        source=Source(table_file(table)),
        output=output,
        batch_rows=batch_rows,
    )
    with LiveProgress() as progress:
        progress.entry("score", table, "score")
        rows = scorer_of(engine_of()).score(job, progress=lambda done: progress.fraction(table, done))
    write_text(f"{rows:,} rows scored → {output}")


def _models(texts: tuple[str, ...]) -> dict[str, str]:
    """Return the model of each column; two models for one column are a mistake, not a choice."""
    models: dict[str, str] = {}
    for text in texts:
        column, path = _column_and_file(text)
        if column in models:
            said = f"two models write the column `{column}`"
            raise ParameterError("LG101", "lockgate score", said, "name the columns: --model COLUMN=MODEL")
        models[column] = path
    return models


def _column_and_file(text: str) -> tuple[str, str]:
    column, equals, path = ("", "", text) if text.startswith("http") else text.partition("=")
    if equals and not (column and path):
        raise ParameterError.of("lockgate score", "--model", "COLUMN=MODEL or MODEL", text)
    return (column, path) if equals else ("score", text)


def _spec(named: str) -> ModelSpec:
    """Return a model that is named by its place alone."""
    from lockgate.app.model_spec import ModelSpec  # noqa: PLC0415 - `--help` stays quick

    if named.startswith(("http://", "https://")):
        return ModelSpec(url=named)
    return ModelSpec(callable=named) if ".py:" in named else ModelSpec(file=named)


def _class(text: str) -> str | int | bool | None:
    if not text:
        return None
    if text in ("true", "false"):
        return text == "true"
    return int(text) if text.lstrip("-").isdigit() else text
