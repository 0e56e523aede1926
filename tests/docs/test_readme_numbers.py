"""The front page counts what there is."""

from __future__ import annotations

from pathlib import Path

from lockgate.checks import CHECKS
from lockgate.gates.metrics import METRICS


def test_the_readme_tells_how_many_checks_and_metrics_there_are(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")

    assert f"{len(CHECKS)} kinds of checks" in text
    assert f"{len({metric.name for metric in METRICS})} metrics" in text
