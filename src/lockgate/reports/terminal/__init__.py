"""What the terminal shows, as rich renderables: `RunScreen` for a run, `ErrorScreen` for an error."""

from __future__ import annotations

from lockgate.reports.terminal.capture import as_text
from lockgate.reports.terminal.errors import ErrorScreen
from lockgate.reports.terminal.run import RunScreen

__all__ = ["ErrorScreen", "RunScreen", "as_text"]
