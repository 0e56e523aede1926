"""What the use cases need from the outside world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from lockgate.app.model_ports import ModelLoader, ModelScorer
from lockgate.app.resource_ports import Machine
from lockgate.app.store_ports import Contents, EvidenceStore, ReferenceStore, StateStore
from lockgate.domain.clock import Clock
from lockgate.history.series import Forecast
from lockgate.scan.engine import Engine, Session

if TYPE_CHECKING:
    import numpy as np

    from lockgate.probes.box_attack import Box, Turns
    from lockgate.probes.domain import Case, Domain
    from lockgate.probes.shapley import Answer, Game

__all__ = [
    "Attacks",
    "Attributions",
    "CaseSearch",
    "Completed",
    "Files",
    "Forecaster",
    "Ports",
    "Programs",
    "Progress",
    "ProjectFiles",
    "Revisions",
    "Scratch",
    "Workspace",
]


class Files(Protocol):
    """Texts of a project."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file.

        Raises
        ------
        OSError
            If it cannot be read.
        """
        ...

    def join(self, root: str, path: str) -> str:
        """Return `path` as seen from the directory `root`; absolute paths stay."""
        ...


@dataclass(frozen=True, slots=True)
class Completed:
    """How a program ended: exit code (None when it ran out of time or could not start) and what it wrote."""

    exit_code: int | None
    output: str
    report: bytes = b""


class Programs(Protocol):
    """Runs the user's own programs."""

    def run(self, command: Sequence[str], *, directory: str, timeout: timedelta) -> Completed:
        """Run a command to its end, with no shell, and return its exit code and the end of what it wrote."""
        ...

    def run_pytest(self, arguments: Sequence[str], *, directory: str, timeout: timedelta) -> Completed:
        """Run pytest in a process of its own; `report` of the result is its JUnit XML."""
        ...


class CaseSearch(Protocol):
    """Makes up rows, and looks for the smallest one that has a property."""

    def smallest(
        self, domains: Mapping[str, Domain], breaks: Callable[[Case], bool], examples: int, seed: int
    ) -> Case | None:
        """Return the smallest row that was found to break it, None where none was in so many examples.

        Raises
        ------
        MissingExtraError
            If the package that searches is not installed.
        """
        ...


class Attacks(Protocol):
    """Looks for changes of numbers that turn an answer, in ways that others wrote."""

    def hop_skip_jump(self, turns: Turns, box: Box, seed: int) -> np.ndarray | None:
        """Return a point of a box that turned the answer, near its start, None where none was found.

        Raises
        ------
        MissingExtraError
            If the package that attacks is not installed.
        """
        ...


class Attributions(Protocol):
    """Shares the answers of a model out to its features."""

    def attribute(self, answer: Answer, game: Game) -> np.ndarray:
        """Return what each feature is given by each pair of an explained row and a background row.

        Raises
        ------
        MissingExtraError
            If the package that explains is not installed.
        """
        ...


class Scratch(Protocol):
    """Makes a table of columns in memory, so that what is judged on tables can be judged on them."""

    def open(self, table: str, columns: Mapping[str, np.ndarray]) -> Session:
        """Open a table of these columns, of one length, by its name; missing is NaN, None or NaT.

        Raises
        ------
        MissingExtraError
            If the package that holds such tables is not installed.
        """
        ...


class Forecaster(Protocol):
    """Expects the next value of a metric from those before it."""

    def forecast(self, values: Sequence[float], period: int) -> Forecast:
        """Return the expected next value and the robust standard deviation of the errors so far.

        Parameters
        ----------
        values : sequence of float
            Earlier values, oldest first; NaN where one is missing.
        period : int
            Values in a season; 1 for none.

        Raises
        ------
        MissingExtraError
            If the package that the model needs is not installed.
        """
        ...


class Workspace(Protocol):
    """A directory in the making, which appears whole or not at all; unfinished work can be taken up again."""

    @property
    def directory(self) -> str:
        """Return where files are made, before all of them are put in their place."""
        ...

    def has(self, name: str) -> bool:
        """Tell whether a file is complete, perhaps from an earlier attempt."""
        ...

    def path(self, name: str) -> str:
        """Return where to write a file, whole or not at all."""
        ...

    def finish(self, documents: Mapping[str, bytes], leave_out: Iterable[str] = ()) -> str:
        """Add documents, drop files that only the making needed, put the directory in place, return its path.

        Raises
        ------
        OutputError
            If it cannot be written.
        """
        ...

    def close(self) -> None:
        """Let others work on it; what is unfinished stays for the next time."""
        ...


class ProjectFiles(Protocol):
    """Writes the files of a new project."""

    def refuse_existing(self, paths: tuple[str, ...], *, hint: str = "") -> None:
        """Check that none of the files is there, or that they may be replaced; `hint` is what else to do.

        Raises
        ------
        ParameterError
            If one is there and may not be replaced.
        """
        ...

    def read(self, path: str) -> str | None:
        """Return the text of a file, None if there is none."""
        ...

    def relative(self, location: str) -> str:
        """Return a path as it must be written in a file of the project."""
        ...

    def write(self, path: str, content: bytes) -> str:
        """Write one file, whole or not at all, and return its path.

        Raises
        ------
        ParameterError
            If it cannot be written.
        """
        ...


class Revisions(Protocol):
    """Files as they were."""

    def read(self, path: str, revision: str) -> bytes:
        """Return the bytes that a file had at a revision.

        Raises
        ------
        ContractVersionError
            If there is no such revision or file.
        """
        ...


class Progress(Protocol):
    """Is told what a run is doing."""

    def stage(self, name: str, entries: int) -> None:
        """Say that a stage begins."""
        ...

    def entry(self, stage: str, name: str, kind: str) -> None:
        """Say that an entry begins."""
        ...

    def fraction(self, name: str, done: float) -> None:
        """Say how far an entry is, in [0, 1]."""
        ...

    def entry_done(self, stage: str, name: str) -> None:
        """Say that an entry has ended."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """The outside world of a run."""

    engine: Engine
    files: Files
    programs: Programs
    models: ModelLoader
    scorer: ModelScorer
    machine: Machine
    evidence: EvidenceStore
    references: ReferenceStore
    states: StateStore
    contents: Contents
    forecaster: Forecaster
    scratch: Scratch
    cases: CaseSearch
    attributions: Attributions
    attacks: Attacks
    clock: Clock
    progress: Progress
