"""Entries of lockgate.yaml as pytest items."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lockgate.app.project.spec import Project
    from lockgate.domain.result import RunResult

__all__ = [
    "EntryItem",
    "ProjectCollector",
    "instant_of",
    "pytest_addoption",
    "pytest_collect_file",
    "pytest_configure",
]

_NOW = "--lockgate-now"
_INSIDE = "LOCKGATE_ENTRY"  # set for what an entry starts: a project must not run itself for ever
_MOST_RED = 20


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--lockgate-now``, and the setting that lets plain ``pytest`` run a project."""
    group = parser.getgroup("lockgate")
    group.addoption(_NOW, default="", metavar="INSTANT", help="the instant for freshness checks, ISO 8601")
    parser.addini("lockgate", "run the entries of any lockgate.yaml that is met", type="bool", default=False)


def pytest_configure(config: pytest.Config) -> None:
    """Refuse an instant that is none before any test runs."""
    instant_of(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a project file that was named on the command line, or any where the project asks for it."""
    if file_path.name != "lockgate.yaml" or os.environ.get(_INSIDE):
        return None
    if not (_is_named(file_path, parent.config) or parent.config.getini("lockgate")):
        return None
    collector: pytest.Collector = ProjectCollector.from_parent(parent, path=file_path)
    return collector


def _is_named(file_path: Path, config: pytest.Config) -> bool:
    invoked = config.invocation_params.dir
    return any((invoked / argument.split("::")[0]).resolve() == file_path.resolve() for argument in config.args)


def instant_of(config: pytest.Config) -> datetime | None:
    """Return the instant of ``--lockgate-now``, UTC where it names no zone; None where it was not given.

    Raises
    ------
    UsageError
        If it is no instant.
    """
    text = str(config.getoption(_NOW))
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        message = f"{_NOW} must be an ISO 8601 instant such as 2013-07-01T06:00Z, got {text!r}"
        raise pytest.UsageError(message) from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


class GateShut(Exception):  # noqa: N818 - not an error: the gate decided
    """A gate is shut; carries what was found."""

    def __init__(self, result: RunResult) -> None:
        super().__init__(result.verdict.name)
        self.result = result


class ProjectCollector(pytest.File):
    """Reads a project file and yields one item an entry."""

    def collect(self) -> Iterator[EntryItem]:
        """Yield the entries, stage by stage."""
        from lockgate.bootstrap import open_project  # noqa: PLC0415 - tests without gates pay nothing

        place = self.config.invocation_params.dir
        with chdir(place):
            project = open_project(os.path.relpath(self.path, place))
        for stage in project.stages:
            for entry in stage.entries:
                name = f"{stage.name}/{entry.name}"
                yield EntryItem.from_parent(
                    self, name=name, project=project, stage=stage.name, entry=entry.name
                )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:  # noqa: ANN401, ARG002 - pytest's own
        """Return what is wrong with the file, on one screen."""
        return _shown(excinfo.value) or str(super().repr_failure(excinfo))


class EntryItem(pytest.Item):
    """One entry of one stage, run alone: what earlier entries make must be there already."""

    def __init__(self, *, project: Project, stage: str, entry: str, **more: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**more)
        self._project = project
        self._stage = stage
        self._entry = entry

    def runtest(self) -> None:
        """Run the entry; anything but ``PASS`` fails the test. No evidence is kept."""
        from lockgate.app.run_project import RunOptions, run_project  # noqa: PLC0415 - tests without gates pay nothing
        from lockgate.bootstrap import ports_of  # noqa: PLC0415 - as above
        from lockgate.domain.verdict import Verdict  # noqa: PLC0415 - as above

        ports = ports_of(self._project, now=instant_of(self.config))
        options = RunOptions(stage=self._stage, entry=self._entry)
        with chdir(self.config.invocation_params.dir):  # where the paths begin, wherever a test has gone
            result = run_project(self._project, ports, options).result
        if result.verdict is not Verdict.PASS:
            raise GateShut(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:  # noqa: ANN401 - pytest's own
        """Return the screen of `lockgate run`."""
        return _shown(excinfo.value) or str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return how pytest names the item."""
        return self.path, None, f"lockgate {self.name}"


def _shown(error: BaseException) -> str:
    """Return the screen of an error that is ours; an empty text for any other."""
    from lockgate.domain.errors import LockgateError  # noqa: PLC0415 - tests without gates pay nothing
    from lockgate.reports.terminal import ErrorScreen, RunScreen, as_text  # noqa: PLC0415 - as above

    if isinstance(error, GateShut):
        first = next(
            (f"{f.subject} {f.check}: {f.summary}" for f in error.result.findings if f.is_blocking), ""
        )
        screen = as_text(RunScreen(error.result, limit=_MOST_RED), width=100).rstrip()
        return f"{error.result.verdict.name}  {first}\n\n{screen}"  # pytest's own summary shows the first line
    if isinstance(error, LockgateError):
        return as_text(ErrorScreen(error), width=100).rstrip()
    return ""
