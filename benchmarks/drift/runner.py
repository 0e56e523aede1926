"""The frame of each peer's program: its arguments, and one line of verdict."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable

__all__ = ["run"]


def run(work: Callable[[str, str], list[str]]) -> None:
    """Let `work` name the columns that have drifted, print them, and exit 1 if there are any."""
    parser = ArgumentParser()
    parser.add_argument("reference")
    parser.add_argument("current")
    options = parser.parse_args()
    drifted = work(options.reference, options.current)
    print(f"{'FAIL' if drifted else 'PASS'} {len(drifted)} of 30 columns drifted: {' '.join(sorted(drifted))}")
    sys.exit(bool(drifted))
