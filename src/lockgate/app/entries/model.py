"""Model entries: a table of predictions judged on cells."""

from __future__ import annotations

from lockgate.app.entries.context import EntryOutcome, RunContext, noted
from lockgate.app.project.spec import Entry, ModelEntry

__all__ = ["run_model"]


def run_model(entry: Entry, context: RunContext) -> EntryOutcome:
    """Judge a model on its table of predictions."""
    raise NotImplementedError(entry, context, noted, ModelEntry)
