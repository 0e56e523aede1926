"""The frame of each competitor's program: its arguments, the rules, one line of verdict."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable

from suite import Rule, rules

__all__ = ["run"]

Work = Callable[[str, list[Rule]], int]


def run(work: Work, *, cannot: frozenset[str] = frozenset()) -> None:
    """Let `work` judge the table, print how many checks passed, and exit 0 only when all of them did.

    `work` gets the path and the rules and returns how many passed. `cannot` names the kinds of rules that the
    library has no way to say: they are left out, and the line tells how many.
    """
    parser = ArgumentParser()
    parser.add_argument("table")
    parser.add_argument("--checks", type=int, default=60)
    options = parser.parse_args()
    asked = rules(options.checks)
    judged = [rule for rule in asked if rule.kind not in cannot]
    passed = work(options.table, judged)
    left_out = f", {len(asked) - len(judged)} cannot be said" if len(judged) < len(asked) else ""
    print(f"{'PASS' if passed == len(judged) else 'FAIL'} {passed:,} of {len(judged):,} checks{left_out}")
    sys.exit(passed != len(judged))
