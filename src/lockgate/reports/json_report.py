"""A run as one canonical JSON document: the verdict and counts first, then everything that was found."""

from __future__ import annotations

from typing import Any

from lockgate.domain.codec import canonical_bytes, to_plain
from lockgate.domain.result import RunResult
from lockgate.reports.lines import headline, report_lines, stage_lines
from lockgate.reports.tally import counted
from lockgate.reports.words import EXIT_CODES

__all__ = ["FORMAT", "render_json", "run_document"]

FORMAT = "lockgate-report/1"
"""Name and version of the document."""


def run_document(result: RunResult) -> dict[str, Any]:
    """Return the report as plain JSON values.

    Under ``run`` stands the whole result as the codec writes it: fields that hold their default are left out,
    NaN and infinity are ``{"float": "nan"}``.
    """
    return {
        "format": FORMAT,
        "verdict": result.verdict.value,
        "headline": headline(result),
        "exit_code": EXIT_CODES[result.verdict],
        "counts": counted(report_lines(result)),
        "stages": [
            {
                "name": stage.name,
                "verdict": stage.verdict.value if stage.verdict is not None else None,
                "blocked_by": stage.blocked_by,
                "counts": counted(stage_lines(stage)),
            }
            for stage in result.stages
        ],
        "run": to_plain(result),
    }


def render_json(result: RunResult) -> str:
    r"""Return the report as canonical JSON: sorted keys, no spaces, a final newline.

    Equal results give equal text. Lone surrogates, which file names can bring, become JSON escapes.

    Examples
    --------
    >>> from datetime import UTC, datetime
    >>> run = RunResult(project="p", run_id="7f", seed=1, now=datetime(2013, 7, 1, tzinfo=UTC), stages=())
    >>> render_json(run)[:60]
    '{"counts":{"error":1,"fail":0,"inconclusive":0,"noticed":0,"'
    """
    return canonical_bytes(run_document(result)).decode()
