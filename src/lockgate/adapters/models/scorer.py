"""Score a table with models, batch by batch, to Parquet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
from sqlglot import exp

from lockgate.adapters.models.rows import rows_of_arrow
from lockgate.app.model_ports import LoadedModel, ModelLoader, ScoreJob
from lockgate.domain.errors import EntryError, MissingExtraError, ModelError, ParameterError
from lockgate.scan.engine import Engine, Session
from lockgate.scan.predicates import column_sql, table_sql

__all__ = ["TableScorer"]

_TABLE = "table"
_PARQUET = b"PAR1"
"""How a Parquet file begins."""


@dataclass(frozen=True, slots=True)
class TableScorer:
    """Loads models and scores tables that the engine reads.

    Parameters
    ----------
    engine : Engine
        Reads the table; its sessions must hand out Arrow batches.
    loader : ModelLoader
        Loads the models.
    """

    engine: Engine
    loader: ModelLoader

    def score(self, job: ScoreJob, *, progress: Callable[[float], None] | None = None) -> int:
        """Write the table with the predictions of each model; the output appears only when it is complete."""
        with ExitStack() as opened:
            models = {
                column: opened.enter_context(closing(self.loader.load(spec)))
                for column, spec in job.models.items()
            }
            return self._score(job, models, progress)

    def _score(
        self, job: ScoreJob, models: Mapping[str, LoadedModel], progress: Callable[[float], None] | None
    ) -> int:
        output = Path(job.output)
        if _is_read(output, job.source.location):
            raise ParameterError.of(
                "score", "output", "another file than the table, which stays as it is", job.output
            )
        _refuse_loss(output)
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            handle, draft = tempfile.mkstemp(prefix=".draft-", suffix=".parquet", dir=output.parent)
            os.close(handle)
        except OSError as error:
            raise EntryError.of(job.output, f"the output cannot be written: {error.strerror}") from error
        try:
            session = self.engine.open({_TABLE: job.source})
            try:
                rows = _write(session, job, models, draft, progress)
            finally:
                session.close()
            Path(draft).chmod(0o644)
            Path(draft).replace(output)
        except OSError as error:
            raise EntryError.of(
                job.output, f"the output cannot be written: {error.strerror or error}"
            ) from error
        finally:
            with suppress(FileNotFoundError):
                Path(draft).unlink()
        return rows


def _is_read(output: Path, location: str) -> bool:
    """Tell whether the table is, or by its pattern or directory would be, read from the output."""
    path, source = output.resolve(), Path(location).resolve()
    if "**" in location:
        return fnmatch(str(path), str(source).replace("**/", "*"))
    return path == source or path.match(str(source)) or source in path.parents


def _refuse_loss(output: Path) -> None:
    """Refuse to replace what is no earlier output: a slip of the pen must not cost a project file or a model."""
    if not output.is_file():
        return
    try:
        with output.open("rb") as file:
            start = file.read(len(_PARQUET))
    except OSError as error:
        raise EntryError.of(str(output), f"the output cannot be replaced: {error.strerror}") from error
    if start not in (_PARQUET, b""):
        must = "a new file, or a Parquet file that is replaced; another file is there, and would be lost"
        raise ParameterError.of("score", "output", must, str(output))


def _write(
    session: Session,
    job: ScoreJob,
    models: Mapping[str, LoadedModel],
    draft: str,
    progress: Callable[[float], None] | None,
) -> int:
    pa = _pyarrow()
    schema = session.schema(_TABLE)
    source = table_sql(_TABLE)
    total = int(str(session.rows(exp.select(exp.Count(this=exp.Star())).from_(source))[0][0]))
    writer: Any = None
    done = 0
    with ExitStack() as opened:
        columns = [column_sql(column) for column in schema.columns]
        for batch in session.batches(exp.select(*columns).from_(source), job.batch_rows):
            scores = [one for column, model in models.items() for one in _columns(column, model, batch).items()]
            _refuse_taken(schema.has, [name for name, _ in scores])
            for name, values in scores:
                batch = batch.append_column(name, pa.array(values))  # noqa: PLW2901 - the batch grows
            writer = writer or opened.enter_context(pa.parquet.ParquetWriter(draft, batch.schema))
            writer.write_batch(batch)
            done += batch.num_rows
            if progress is not None:
                progress(done / max(total, 1))
    if writer is None:
        raise ModelError.failed(next(iter(job.models.values())).place, "the table has no rows")
    return done


def _columns(column: str, model: LoadedModel, batch: Any) -> dict[str, np.ndarray]:  # noqa: ANN401 - Arrow has no types
    """Return the predictions of a model: one column, or one a class."""
    found = model.predict(rows_of_arrow(batch, model.features))
    if found.ndim == 1:
        return {column: found}
    labels = model.classes or range(found.shape[1])
    return {f"{column}_{label}": found[:, at] for at, label in enumerate(labels)}


def _refuse_taken(is_taken: Callable[[str], bool], names: Sequence[str]) -> None:
    if not all(name.strip() for name in names):
        raise ParameterError.of("score", "column", "a name, and not blank", "")
    taken = sorted(name for name in names if is_taken(name))
    if taken:
        raise ParameterError.of("score", "column", "a name that the table does not have", taken[0])
    folded = [name.lower() for name in names]
    twice = sorted(name for name in names if folded.count(name.lower()) > 1)
    if twice:
        raise ParameterError.of("score", "column", "a name of one column: classes add theirs to it", twice[0])


def _pyarrow() -> Any:  # noqa: ANN401 - a module
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, loaded only to score
        import pyarrow.parquet  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError.of("score", "pyarrow", "sklearn") from error
    return pa
