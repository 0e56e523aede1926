"""What lockgate.yaml may say, as values."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

from lockgate.app.engine_spec import EngineSpec
from lockgate.app.model_spec import ModelSpec
from lockgate.app.project.probe_specs import BehaviourEntry, ImportanceEntry, ProbedTable
from lockgate.app.project.robustness_spec import RobustnessEntry
from lockgate.app.project.training_spec import TrainingEntry
from lockgate.domain.errors import ParameterError
from lockgate.domain.position import Position
from lockgate.domain.verdict import Severity
from lockgate.drift.spec import DriftSpec
from lockgate.gates.resources.spec import ResourceGate, ResourceSpec
from lockgate.gates.signature.spec import SignatureSpec
from lockgate.gates.spec import ModelGateSpec
from lockgate.history.spec import HistorySpec
from lockgate.scan.conversions import castable_type
from lockgate.scan.engine import Source, source_at
from lockgate.scan.partition_range import PartitionRange
from lockgate.scan.partitioning import PartitionSpec

__all__ = [
    "CommandEntry",
    "ContractEntry",
    "DriftEntry",
    "Entry",
    "EntryNotes",
    "HistoryEntry",
    "ModelEntry",
    "Project",
    "PytestEntry",
    "ResourceEntry",
    "ScoreEntry",
    "SignatureEntry",
    "Stage",
    "TableSpec",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSpec:
    """Where a table is and which contract it keeps.

    Parameters
    ----------
    source : str
        Path, glob or directory, relative to the directory of lockgate.yaml; ``delta://PATH`` for a Delta Lake table,
        ``iceberg://CATALOG/NAMESPACE.TABLE`` for an Iceberg one, ``table://SCHEMA.NAME`` for a table that Spark or
        PostgreSQL knows by name.
    contract : str, default=none
        Path of its ODCS contract.
    format : str, default=by ending
        ``parquet``, ``csv``, ``json``, ``delta``, ``iceberg`` or ``table``.
    version : int or str, default=the newest
        Version of a Delta Lake table, snapshot of an Iceberg table; what was read is kept with the run.
    delimiter, quote, encoding : str
        How a CSV file is written; found out where not said.
    header : bool
        Whether a CSV file begins with column names.
    null_values : tuple of str
        Texts that mean null in a CSV file.
    hive_partitions : bool
        Whether directories named ``column=value`` are columns.
    types : dict of str to str
        Columns that are read as another type, such as ``amount: decimal(10, 2)``. A value that does not convert is
        read as null; where the table has a contract, a check `convertible` for each such column says how many.
    partition : PartitionSpec, default=not partitioned
        How the table is cut into partitions, whose states are stored and merged.
    """

    source: str
    contract: str = ""
    format: str = ""
    delimiter: str | None = None
    quote: str | None = None
    encoding: str | None = None
    header: bool | None = None
    null_values: tuple[str, ...] = ()
    hive_partitions: bool | None = None
    version: int | str | None = None
    types: dict[str, str] = field(default_factory=dict)
    partition: PartitionSpec | None = None

    def __post_init__(self) -> None:
        for column, kind in self.types.items():
            castable_type(kind, of=column)

    def to_source(self, location: str) -> Source:
        """Return the source at `location` with these options; a table that the engine knows is at no location."""
        options: dict[str, object] = {
            name: getattr(self, name)
            for name in ("delimiter", "quote", "encoding", "header", "hive_partitions", "version")
            if getattr(self, name) is not None
        }
        if self.null_values:
            options["null_values"] = list(self.null_values)
        if self.types:
            options["types"] = dict(self.types)
        source = source_at(self.source if self.format == "table" else location)
        return replace(source, format=self.format or source.format, options=options)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryNotes:
    """What people should know about an entry.

    Parameters
    ----------
    name : str, default=after what it does
        How reports and ``--only`` call it.
    severity : Severity, default="blocking"
        What a red finding does to the gate; ``warning`` and ``info`` leave it open.
    why, owner, runbook : str
        Why it matters, who owns it, where to read on.
    tags : tuple of str
        Labels.
    """

    name: str = ""
    severity: Severity = Severity.BLOCKING
    why: str = ""
    owner: str = ""
    runbook: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractEntry:
    """Check a table against its contract.

    Parameters
    ----------
    table : str
        Name of a table under ``data`` that has a ``contract``.
    window : PartitionRange, default=the whole table, scanned
        Partitions that are judged together, from their stored states.
    """

    table: str
    window: PartitionRange | None = None

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return self.table


@dataclass(frozen=True, slots=True, kw_only=True)
class PytestEntry:
    """Run the user's own tests; each becomes a finding.

    Parameters
    ----------
    paths : tuple of str
        Files or directories, relative to lockgate.yaml.
    args : tuple of str, default=none
        Further arguments for pytest.
    timeout : timedelta, default=10 minutes
        After which the tests are stopped and the entry is ERROR.
    """

    paths: tuple[str, ...]
    args: tuple[str, ...] = ()
    timeout: timedelta = timedelta(minutes=10)

    def __post_init__(self) -> None:
        if not self.paths:
            raise ParameterError.of("pytest", "paths", "at least one path", self.paths)

    @classmethod
    def from_scalar(cls, path: object) -> PytestEntry:
        """Return the entry for one path.

        Raises
        ------
        ParameterError
            If `path` is not a text.
        """
        if not isinstance(path, str):
            raise ParameterError.of("pytest", "pytest", "one path or a mapping with `paths`", path)
        return cls(paths=(path,))

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return " ".join(self.paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEntry:
    """Run a program; exit code 0 is a pass.

    Parameters
    ----------
    run : tuple of str
        The program and its arguments; no shell reads them.
    timeout : timedelta, default=1 hour
        After which it is stopped and the entry is ERROR.
    """

    run: tuple[str, ...]
    timeout: timedelta = timedelta(hours=1)

    def __post_init__(self) -> None:
        if not self.run:
            raise ParameterError.of("command", "run", "a program and its arguments", self.run)

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return " ".join(self.run)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreEntry:
    """Score a table with model files, so that a model gate can judge them.

    Parameters
    ----------
    data : str
        Name of the table under ``data`` that is scored.
    models : dict of str to str
        A model under ``models``, or the path of a model file, by the name of the column that its predictions get.
        Several probabilities a row, of more than two classes, get one column each: ``NAME_CLASS``.
    output : str
        Path of the Parquet file that is written: the table and the scores.
    trusted : tuple of str, default=none
        Types that model files named by their paths may hold beside those that are safe by construction.
    batch_rows : int, default=65536
        Rows scored at a time.
    positive : str, int or bool, default=what the model says
        The class whose probability is the score, of models that do not say it themselves.
    """

    data: str
    models: dict[str, str]
    output: str
    trusted: tuple[str, ...] = ()
    batch_rows: int = 65_536
    positive: str | int | bool | None = None

    def __post_init__(self) -> None:
        if not self.models:
            raise ParameterError.of("score", "models", "at least one column and model file", {})
        if self.batch_rows < 1:
            raise ParameterError.of("score", "batch_rows", "an int of 1 or more", self.batch_rows)

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"score {self.data}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """Judge a model, or several candidates, on a table of predictions.

    `spec` is what is asked of the first candidate, `others` of the others; `registry` is the path of the file of
    pinned slices.
    """

    spec: ModelGateSpec
    registry: str = ""
    others: tuple[ModelGateSpec, ...] = ()

    @property
    def specs(self) -> tuple[ModelGateSpec, ...]:
        """Return what is asked of each candidate."""
        return (self.spec, *self.others)

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        names = ", ".join(spec.name for spec in self.specs)
        return f"{self.spec.table}.({names})" if self.others else f"{self.spec.table}.{names}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceEntry:
    """Measure what a model needs to run, and judge it."""

    spec: ResourceSpec
    gates: tuple[ResourceGate, ...]

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"resources of {self.spec.candidate}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureEntry:
    """Hold what a model takes and gives against what is agreed."""

    spec: SignatureSpec

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"signature of {self.spec.model}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DriftEntry:
    """Compare a table with an accepted reference.

    Parameters
    ----------
    spec : DriftSpec
        What is compared, and how.
    window : PartitionRange, default=the whole table, scanned
        Partitions that are compared together, from stored states.
    """

    spec: DriftSpec
    window: PartitionRange | None = None

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"drift of {self.spec.data}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """Compare the newest partition of a table with earlier, accepted ones."""

    spec: HistorySpec

    @property
    def called(self) -> str:
        """Return what the entry is called where it has no name."""
        return f"history of {self.spec.data}"


Work = (
    ContractEntry
    | DriftEntry
    | PytestEntry
    | CommandEntry
    | ScoreEntry
    | ModelEntry
    | HistoryEntry
    | RobustnessEntry
    | BehaviourEntry
    | ImportanceEntry
    | TrainingEntry
    | ResourceEntry
    | SignatureEntry
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a stage: what to do, and what people should know about it."""

    kind: str
    work: Work
    notes: EntryNotes
    origin: Position

    @property
    def name(self) -> str:
        """Return how reports and ``--only`` call it."""
        return self.notes.name or self.work.called

    @property
    def table(self) -> str | None:
        """Return the table that it is about; None if it is about none."""
        match self.work:
            case ContractEntry():
                return self.work.table
            case ScoreEntry() | ProbedTable():
                return self.work.data
            case ModelEntry():
                return self.work.spec.table
            case TrainingEntry():
                return self.work.test
            case DriftEntry() | HistoryEntry() | ResourceEntry() | SignatureEntry():
                return self.work.spec.data
            case _:
                return None

    @property
    def tables(self) -> tuple[str, ...]:
        """Return every table that it reads."""
        trained = (self.work.train,) if isinstance(self.work, TrainingEntry) else ()
        return (*trained, *(() if self.table is None else (self.table,)))

    @property
    def models(self) -> tuple[str, ...]:
        """Return the models that it runs, by name or path."""
        match self.work:
            case ScoreEntry():
                return tuple(self.work.models.values())
            case ResourceEntry():
                return tuple(name for name in (self.work.spec.candidate, self.work.spec.baseline) if name)
            case SignatureEntry():
                return (self.work.spec.model,)
            case _:
                return ()

    @property
    def window(self) -> PartitionRange | None:
        """Return the partitions that it judges together; None where it scans its table."""
        return self.work.window if isinstance(self.work, ContractEntry | DriftEntry) else None

    @property
    def makes_data(self) -> bool:
        """Tell whether entries after this one may need what it makes, so that they must wait for it."""
        return isinstance(self.work, CommandEntry | ScoreEntry)

    @property
    def runs_alone(self) -> bool:
        """Tell whether nothing may run beside it: it makes data, or it measures time."""
        return self.makes_data or isinstance(self.work, ResourceEntry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage and its entries, in the order of the file."""

    name: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project file that has been read.

    Parameters
    ----------
    name, owner : str
        What it is called, and who owns what names no owner.
    seed : int
        Seed of everything random.
    root : str
        Directory of the file; paths in it are relative to this.
    data : dict of str to TableSpec
        Tables by name.
    models : dict of str to ModelSpec
        Models by name.
    stages : tuple of Stage
        Stages in the order in which they run.
    asked_at : dict of str to Position
        Where the file names the contract of each table.
    """

    name: str
    owner: str
    seed: int
    root: str
    data: dict[str, TableSpec]
    stages: tuple[Stage, ...]
    engine: EngineSpec = field(default_factory=EngineSpec)
    asked_at: dict[str, Position] = field(default_factory=dict)
    models: dict[str, ModelSpec] = field(default_factory=dict)

    def model(self, name: str) -> ModelSpec:
        """Return the model of that name, or the one in the file at that path."""
        return self.models.get(name) or ModelSpec(file=name)
