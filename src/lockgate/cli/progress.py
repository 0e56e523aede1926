"""Progress of a run, on the error stream of a terminal."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import Self

from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from lockgate.cli.console import errors

__all__ = ["LiveProgress"]


class LiveProgress:
    """Shows which entries run and how far they are; shows nothing where nobody looks."""

    def __init__(self) -> None:
        console = errors()
        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bars.stop()

    def stage(self, name: str, entries: int) -> None:
        """Show that a stage begins."""
        if not self._bars.console.is_terminal:
            return
        plural = "" if entries == 1 else "s"
        self._bars.console.print(f"  {name}: {entries} entr{'y' if not plural else 'ies'} …", style="dim")

    def entry(self, stage: str, name: str, kind: str) -> None:
        """Show that an entry begins."""
        with self._lock:
            self._tasks[name] = self._bars.add_task(f"{stage}  {kind} {name}", total=None)

    def fraction(self, name: str, done: float) -> None:
        """Show how far an entry is."""
        with self._lock:
            task = self._tasks.get(name)
            if task is not None:
                self._bars.update(task, total=1.0, completed=done)

    def entry_done(self, stage: str, name: str) -> None:  # noqa: ARG002 - the name is enough
        """Take an entry from the display."""
        with self._lock:
            task = self._tasks.pop(name, None)
            if task is not None:
                self._bars.remove_task(task)
