"""Entries of lockgate.yaml as pytest items."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from lockgate.app.project.spec import Project
    from lockgate.domain.finding import Finding

__all__ = ["EntryItem", "ProjectCollector", "instant_of", "pytest_addoption", "pytest_collect_file"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--lockgate-now``."""
    group = parser.getgroup("lockgate")
    group.addoption("--lockgate-now", default="", help="the instant for freshness checks, ISO 8601")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a project file."""
    if file_path.name != "lockgate.yaml":
        return None
    collector: pytest.Collector = ProjectCollector.from_parent(parent, path=file_path)
    return collector


def instant_of(config: pytest.Config) -> datetime | None:
    """Return the instant of ``--lockgate-now``, None where it was not given."""
    text = str(config.getoption("--lockgate-now"))
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


class GateShut(Exception):  # noqa: N818 - not an error: the gate decided
    """A gate is shut; carries its red findings."""

    def __init__(self, verdict: str, red: tuple[Finding, ...]) -> None:
        super().__init__(verdict, red)
        self.verdict = verdict
        self.red = red


class ProjectCollector(pytest.File):
    """Reads a project file and yields one item an entry."""

    def collect(self) -> Iterator[EntryItem]:
        """Yield the entries, stage by stage."""
        from lockgate.bootstrap import open_project  # noqa: PLC0415 - tests without gates pay nothing

        project = open_project(str(self.path))
        for stage in project.stages:
            for entry in stage.entries:
                name = f"{stage.name}/{entry.name}"
                yield EntryItem.from_parent(
                    self, name=name, project=project, stage=stage.name, entry=entry.name
                )


class EntryItem(pytest.Item):
    """One entry of one stage."""

    def __init__(self, *, project: Project, stage: str, entry: str, **more: Any) -> None:  # noqa: ANN401 - pytest's own
        super().__init__(**more)
        self._project = project
        self._stage = stage
        self._entry = entry

    def runtest(self) -> None:
        """Run the entry alone; anything but ``PASS`` fails the test."""
        from lockgate.app.run_project import RunOptions, run_project  # noqa: PLC0415 - tests without gates pay nothing
        from lockgate.bootstrap import ports_of  # noqa: PLC0415 - as above
        from lockgate.domain.verdict import Verdict  # noqa: PLC0415 - as above

        ports = ports_of(self._project, now=instant_of(self.config))
        options = RunOptions(stage=self._stage, entry=self._entry)
        result = run_project(self._project, ports, options).result
        if result.verdict is not Verdict.PASS:
            raise GateShut(result.verdict.name, tuple(f for f in result.findings if f.is_blocking))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:  # noqa: ANN401 - pytest's own
        """Return the red lines."""
        from lockgate.domain.errors import LockgateError  # noqa: PLC0415 - tests without gates pay nothing

        error = excinfo.value
        if isinstance(error, GateShut):
            return "\n".join(
                [f"{error.verdict}  the gate is shut", *(_line(finding) for finding in error.red[:20])]
            )
        if isinstance(error, LockgateError):
            return str(error)
        return str(super().repr_failure(excinfo, style))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return how pytest names the item."""
        return self.path, None, f"lockgate {self.name}"


def _line(finding: Finding) -> str:
    hint = f"\n      next: {finding.hint}" if finding.hint else ""
    return f"  {finding.verdict.name}  {finding.subject}  {finding.check} {finding.required}: {finding.summary}{hint}"
