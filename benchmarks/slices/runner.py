"""The frame of each peer's program: its arguments, and one line of verdict."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable

from table_shape import CROSSED, MARGIN, Sets

__all__ = ["is_worse", "run"]

HIGHER = {"accuracy", "precision", "recall", "f1"}


def run(work: Callable[[str, Sets], Iterable[str]]) -> None:
    """Let `work` name the slices in which the candidate is worse, print them, and exit 1 if there are any."""
    parser = ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("crossed", choices=CROSSED)
    options = parser.parse_args()
    worse = sorted(set(work(options.table, CROSSED[options.crossed])))
    print(f"{'FAIL' if worse else 'PASS'} {len(worse)} slices are worse: {' '.join(worse)}")
    sys.exit(bool(worse))


def is_worse(metric: str, difference: float) -> bool:
    """Tell whether candidate minus baseline is beyond the margin, on the bad side."""
    return (-difference if metric in HIGHER else difference) > MARGIN
