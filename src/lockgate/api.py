"""The verbs of Python users: `check` a table, `compare` two, `run` a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lockgate.app.check_drift import check_drift
from lockgate.app.check_table import check_tables
from lockgate.app.postgres_table import PostgresTable
from lockgate.app.run_project import RunOptions, run_project
from lockgate.bootstrap import (
    clock_of,
    engine_of,
    finding_frame,
    open_project,
    ports_of,
    reference_from,
    suite_from,
)
from lockgate.domain.errors import ParameterError, VerdictError
from lockgate.domain.finding import Finding
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.drift.reference import Reference
from lockgate.drift.spec import DriftSpec
from lockgate.scan.engine import Engine, Source, name_at, source_at
from lockgate.scan.suite import Suite

__all__ = ["CheckResult", "check", "compare", "run", "write_failures"]

_LIBRARIES = frozenset({"duckdb", "_duckdb", "pandas", "polars", "pyarrow", "pyspark"})
"""Libraries whose tables are read; so is whatever hands over Arrow."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check or a run found; in a notebook it shows itself.

    Parameters
    ----------
    result : RunResult
        Everything, stage by stage.
    """

    result: RunResult

    @property
    def verdict(self) -> Verdict:
        """Return the verdict of the whole."""
        return self.result.verdict

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return every finding, in the order of the contract."""
        return self.result.findings

    def to_frame(self) -> Any:  # noqa: ANN401 - pandas or polars, whichever is installed
        """Return one row a finding, as a pandas frame or, where there is no pandas, a polars one."""
        return finding_frame(self.findings)

    def raise_for_verdict(self) -> CheckResult:
        """Return self if the verdict is ``PASS``.

        Raises
        ------
        VerdictError
            If it is not; the message holds the red lines.
        """
        if self.verdict is not Verdict.PASS:
            red = [f"{f.subject} {f.check}: {f.summary}" for f in self.findings if f.is_blocking]
            raise VerdictError.of(self.result.project, self.verdict.name, red)
        return self

    def _repr_html_(self) -> str:
        from lockgate.reports.html import notebook_html  # noqa: PLC0415 - templates only where they are shown

        return notebook_html(self.result)

    def __repr__(self) -> str:
        red = sum(finding.is_blocking for finding in self.findings)
        return f"<CheckResult {self.verdict.name}: {red} of {len(self.findings)} findings red>"


def check(
    table: object,
    contract: str | Path | Suite,
    *,
    name: str = "",
    others: Mapping[str, object] | None = None,
    now: datetime | None = None,
    sample_rows: int = 10,
) -> CheckResult:
    """Judge a table against a contract.

    Parameters
    ----------
    table : str, Path, PostgresTable or a table in memory
        A Parquet, CSV or JSON file, a glob or a directory, ``delta://PATH``, ``iceberg://CATALOG/NAMESPACE.TABLE``;
        or an Arrow, pandas or polars table, which is read without copy where its library allows. A Spark DataFrame
        is asked on its own session, a `PostgresTable` in its database.
    contract : str, Path or Suite
        Path of an ODCS contract, or a suite made in Python.
    name : str, default=the file's stem
        What the table is called in findings. A table in memory and a suite are called what the contract or the suite
        calls them.
    others : mapping of str to table, default=none
        Tables that the contract refers to, by name.
    now : datetime, default=the present
        The instant for freshness checks, timezone-aware.
    sample_rows : int, default=10
        Offending rows to fetch for each red check.

    Returns
    -------
    result : CheckResult
        Verdict and findings. Data that cannot be read is an ``ERROR`` finding, not an exception.

    Raises
    ------
    DocumentError
        If the contract has mistakes.
    ParameterError
        If `table` is neither a path nor a table, or nobody says which table of several the contract is about.

    Examples
    --------
    >>> import tempfile, pathlib, duckdb
    >>> folder = pathlib.Path(tempfile.mkdtemp())
    >>> _ = duckdb.sql("select 1 as id, 42.0 as air_time").write_parquet(str(folder / "flights.parquet"))
    >>> from lockgate.checks.range import Range
    >>> from lockgate.scan.suite import Suite, SuiteItem
    >>> suite = Suite(table="flights", items=(SuiteItem(check=Range("air_time", min=15, max=900)),))
    >>> check(folder / "flights.parquet", suite).verdict
    <Verdict.PASS: 'pass'>
    """
    suite, sources = _asked(table, contract, name, others)
    engine = _engine((table, *(others or {}).values()), sources.values())
    run = check_tables([suite], sources, engine, now=clock_of(now).now(), sample_rows=sample_rows)
    return CheckResult(run.result)


def write_failures(
    table: object,
    contract: str | Path | Suite,
    output: str | Path,
    *,
    name: str = "",
    others: Mapping[str, object] | None = None,
    now: datetime | None = None,
) -> CheckResult:
    """Judge a table as `check` does, and write every offending row.

    The file has one line for each row and red check: ``lockgate_row`` (from 1; null of a Spark DataFrame and a
    `PostgresTable`, whose rows have no order), ``lockgate_check``,
    ``lockgate_columns``, ``lockgate_reason``, ``lockgate_slice``, ``lockgate_severity``, ``lockgate_owner``, then the
    row. Values of classified columns are hidden. Where nothing is red it has its columns and no line; of a table that
    cannot be read there is no file.

    Parameters
    ----------
    table, contract, name, others, now
        As of `check`.
    output : str or Path
        A file whose name ends with ``.parquet`` or ``.csv``; its directory must be there.

    Raises
    ------
    DocumentError, ParameterError
        As of `check`.
    OutputError
        If the file cannot be written, or its ending is another.

    Examples
    --------
    >>> import tempfile, pathlib, duckdb
    >>> from lockgate.checks.range import Range
    >>> from lockgate.scan.suite import Suite, SuiteItem
    >>> suite = Suite(table="flights", items=(SuiteItem(check=Range("air_time", min=15, max=900)),))
    >>> output = pathlib.Path(tempfile.mkdtemp()) / "failures.csv"
    >>> _ = write_failures(duckdb.sql("select 1 as id, 9.0 as air_time").to_arrow_table(), suite, output)
    >>> duckdb.sql(f"select lockgate_row, lockgate_check, air_time from '{output}'").fetchall()
    [(1, 'range', 9.0)]
    """
    suite, sources = _asked(table, contract, name, others)
    engine = _engine((table, *(others or {}).values()), sources.values())
    run = check_tables([suite], sources, engine, now=clock_of(now).now(), failures=str(output))
    return CheckResult(run.result)


def compare(
    reference: object,
    current: object,
    *,
    name: str = "",
    options: DriftSpec | None = None,
    now: datetime | None = None,
) -> CheckResult:
    """Judge whether a table has drifted from a reference.

    Parameters
    ----------
    reference : str, Path, Reference or a table in memory
        An accepted reference, or its ``.json`` file; or a table of any kind that `check` takes, which is frozen first.
    current : str, Path or a table in memory
        The current table.
    name : str, default=the file's stem, or "table"
        What the current table is called in findings.
    options : DriftSpec or None, default=None
        Columns, methods, margins and error control; its `data` is the name.
    now : datetime, default=the present
        The instant of the run, timezone-aware.

    Returns
    -------
    result : CheckResult
        Verdict and findings: the table as a whole first, then the columns that moved furthest.

    Raises
    ------
    DataError
        If a table cannot be read, or nothing in the reference can be compared.
    StateError, ParameterError
        If the options do not fit the reference.

    Examples
    --------
    >>> import pyarrow as pa
    >>> before = pa.table({"delay": [i % 60 for i in range(6_000)]})
    >>> now = pa.table({"delay": [i % 60 + 20 for i in range(6_000)]})
    >>> compare(before, before).verdict, compare(before, now).verdict
    (<Verdict.PASS: 'pass'>, <Verdict.FAIL: 'fail'>)
    """
    called = name or _stem(current) or "table"
    spec = DriftSpec(data=called) if options is None else replace(options, data=called)
    frozen = reference_from(str(reference)) if _is_json(reference) else None
    before = reference if isinstance(reference, Reference) else frozen or _source(reference)
    source = _source(current)
    engine = _engine((reference, current), [one for one in (source, before) if isinstance(one, Source)])
    done = check_drift(spec, before, source, engine, now=clock_of(now).now())
    return CheckResult(done.run.result)


def run(
    project: str | Path = "lockgate.yaml", *, stage: str = "", only: str = "", now: datetime | None = None
) -> CheckResult:
    """Run a project's stages to a verdict, and keep the evidence.

    Parameters
    ----------
    project : str or Path, default="lockgate.yaml"
        The project file.
    stage, only : str, default=all
        As of the command ``lockgate run``.
    now : datetime, default=the present
        The instant of the run, timezone-aware.

    Raises
    ------
    DocumentError
        If the project or a contract has mistakes.
    """
    opened = open_project(str(project))
    ports = ports_of(opened, now=now)
    done = run_project(opened, ports, RunOptions(stage=stage, only=only))
    ports.evidence.save(done.result.run_id, done.documents)
    return CheckResult(done.result)


def _asked(
    table: object, contract: str | Path | Suite, name: str, others: Mapping[str, object] | None
) -> tuple[Suite, dict[str, Source]]:
    suite = (
        _renamed(contract, name)
        if isinstance(contract, Suite)
        else suite_from(str(contract), name or _stem(table))
    )
    return suite, {
        suite.table: _source(table),
        **{key: _source(other) for key, other in (others or {}).items()},
    }


def _engine(tables: Iterable[object], sources: Iterable[Source]) -> Engine:
    """Return the engine that tables belong to, DuckDB where they belong to none.

    Raises
    ------
    ParameterError
        If they are of several databases.
    """
    specs = {table.dsn_variable: table.engine for table in tables if isinstance(table, PostgresTable)}
    if len(specs) > 1:
        raise ParameterError.of("check", "table", "tables of one database", ", ".join(sorted(specs)))
    return engine_of(next(iter(specs.values()), None), (source.frame for source in sources))


def _source(table: object) -> Source:
    if isinstance(table, PostgresTable):
        return Source(table.name, "table")
    if isinstance(table, str | Path):
        return source_at(str(table))
    library = type(table).__module__.split(".")[0]
    if library not in _LIBRARIES and not hasattr(table, "__arrow_c_stream__"):
        raise ParameterError.of(
            "check", "table", "a path, a PostgresTable, or an Arrow, pandas, polars or Spark table", table
        )
    return Source(f"a {library} table", frame=table)


def _is_json(table: object) -> bool:
    return isinstance(table, str | Path) and Path(table).suffix == ".json"


def _stem(table: object) -> str:
    """Return what a file or a database calls its table; one in memory is called what its contract calls it."""
    if isinstance(table, PostgresTable):
        return name_at(f"table://{table.name}")
    return name_at(str(table)) if isinstance(table, str | Path) else ""


def _renamed(suite: Suite, name: str) -> Suite:
    return replace(suite, table=name) if name else suite
