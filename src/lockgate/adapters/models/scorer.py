"""Score a table with model files, batch by batch, to Parquet."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlglot import exp

from lockgate.adapters.models.skops import SkopsModel, load_skops
from lockgate.app.ports import ScoreJob
from lockgate.domain.errors import EntryError, MissingExtraError, ModelError, ParameterError
from lockgate.scan.engine import Engine, Session
from lockgate.scan.predicates import column_sql, table_sql

__all__ = ["FileScorer"]

_LOADERS = {".skops": load_skops}
_TABLE = "table"


@dataclass(frozen=True, slots=True)
class FileScorer:
    """Loads models by the ending of their files and scores tables that the engine reads.

    Parameters
    ----------
    engine : Engine
        Reads the table; its sessions must hand out Arrow batches.
    """

    engine: Engine

    def score(self, job: ScoreJob, *, progress: Callable[[float], None] | None = None) -> int:
        """Write the table with one column a model; the output appears only when it is complete."""
        models = {column: _load(path, job) for column, path in job.models.items()}
        output = Path(job.output)
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


def _load(path: str, job: ScoreJob) -> SkopsModel:
    loader = _LOADERS.get(Path(path).suffix.lower())
    if not Path(path).is_file():
        raise ModelError.unreadable(path, "there is no such file", "check the path, or train the model first")
    if loader is None:
        hint = f"formats: {', '.join(sorted(_LOADERS))}; a pickle runs code when it is loaded, so it is refused"
        raise ModelError.unreadable(path, "its format is not known", hint)
    return loader(path, trusted=job.trusted, positive=job.positive)


def _write(
    session: Session,
    job: ScoreJob,
    models: Mapping[str, SkopsModel],
    draft: str,
    progress: Callable[[float], None] | None,
) -> int:
    pa = _pyarrow()
    taken = sorted(column for column in models if session.schema(_TABLE).has(column))
    if taken:
        raise ParameterError.of("score", "column", "a name that the table does not have", taken[0])
    source = table_sql(_TABLE)
    total = int(str(session.rows(exp.select(exp.Count(this=exp.Star())).from_(source))[0][0]))
    writer: Any = None
    done = 0
    with ExitStack() as opened:
        columns = [column_sql(column) for column in session.schema(_TABLE).columns]
        for batch in session.batches(exp.select(*columns).from_(source), job.batch_rows):
            scored = _scored(batch, models, pa)
            writer = writer or opened.enter_context(pa.parquet.ParquetWriter(draft, scored.schema))
            writer.write_batch(scored)
            done += batch.num_rows
            if progress is not None:
                progress(done / max(total, 1))
    if writer is None:
        raise ModelError.failed(next(iter(job.models.values())), "the table has no rows")
    return done


def _scored(batch: Any, models: Mapping[str, SkopsModel], pa: Any) -> Any:  # noqa: ANN401 - Arrow has no types
    rows = batch.to_pandas()
    for column, model in models.items():
        batch = batch.append_column(column, pa.array(model.score(rows)))
    return batch


def _pyarrow() -> Any:  # noqa: ANN401 - a module
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra, loaded only to score
        import pyarrow.parquet  # noqa: PLC0415 - as above
    except ImportError as error:
        raise MissingExtraError.of("score", "pyarrow", "sklearn") from error
    return pa
