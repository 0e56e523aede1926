"""Progress of a run, on the error stream of a terminal, for what takes longer than a second."""

from __future__ import annotations

import threading
from types import TracebackType
from typing import TYPE_CHECKING, Self

from lockgate.cli.console import is_watched, terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

__all__ = ["LiveProgress"]

_PATIENCE_S = 1.0
_FRAMES_PER_S = 4  # a run pays for every frame


class LiveProgress:
    """Shows which entries run and how far they are; shows nothing where nobody looks.

    Until a second has passed it only remembers, so that a short run draws nothing and loads nothing.
    """

    def __init__(self) -> None:
        self._entries: dict[str, tuple[str, float | None]] = {}
        self._tasks: dict[str, TaskID] = {}
        self._bars: Progress | None = None
        self._lock = threading.RLock()
        self._timer = threading.Timer(_PATIENCE_S, self._draw)
        self._timer.daemon = True
        self._is_over = False

    def __enter__(self) -> Self:
        if is_watched():
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._is_over = True
            if self._bars is not None:
                self._bars.stop()
                self._bars = None

    def stage(self, name: str, entries: int) -> None:
        """Hear that a stage begins; its entries say enough."""

    def entry(self, stage: str, name: str, kind: str) -> None:
        """Show that an entry begins."""
        with self._lock:
            self._entries[name] = (f"{stage}  {kind} {name}", None)
            self._add(name)

    def fraction(self, name: str, done: float) -> None:
        """Show how far an entry is, in [0, 1]."""
        with self._lock:
            if name not in self._entries:
                return
            self._entries[name] = (self._entries[name][0], done)
            if self._bars is not None and name in self._tasks:
                self._bars.update(self._tasks[name], share=_percent(done))

    def entry_done(self, stage: str, name: str) -> None:  # noqa: ARG002 - the name is enough
        """Take an entry from the display."""
        with self._lock:
            self._entries.pop(name, None)
            task = self._tasks.pop(name, None)
            if self._bars is not None and task is not None:
                self._bars.remove_task(task)

    def _draw(self) -> None:
        """Begin to draw what runs by now."""
        from rich.progress import (  # noqa: PLC0415 - a short run draws nothing
            Progress,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
        )

        with self._lock:
            if self._is_over:
                return
            self._bars = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                TextColumn("{task.fields[share]}", markup=False),
                TimeElapsedColumn(),
                console=terminal(is_error=True),
                transient=True,
                refresh_per_second=_FRAMES_PER_S,
            )
            for name in self._entries:
                self._add(name)
            self._bars.start()

    def _add(self, name: str) -> None:
        if self._bars is None:
            return
        text, done = self._entries[name]
        self._tasks[name] = self._bars.add_task(text, total=None, share=_percent(done))


def _percent(done: float | None) -> str:
    return "" if done is None else f"{done:4.0%}"
