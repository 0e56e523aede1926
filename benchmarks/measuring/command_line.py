"""What every benchmark can be asked for, and how it tells how far it is."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from measuring.programs import Program

__all__ = ["chosen", "parsed", "parser", "say"]

Part = TypeVar("Part", bound="Program")


def parser(description: str | None, rows: Sequence[int], *, repetitions: str) -> ArgumentParser:
    """Return the parser of the options that all benchmarks have; `repetitions` says what the default is."""
    made = ArgumentParser(description=description, formatter_class=RawDescriptionHelpFormatter)
    made.add_argument("--rows", type=int, nargs="+", default=list(rows), metavar="N")
    made.add_argument("--only", nargs="+", metavar="TEXT", help="only the programs whose name contains a text")
    made.add_argument(
        "--again", action="store_true", help="with --only or --rows: keep the other results that were saved"
    )
    made.add_argument("--repeat", type=int, help=f"repetitions (default: {repetitions})")
    made.add_argument(
        "--no-faults", dest="faults", action="store_false", help="do not try the faulty table first"
    )
    made.add_argument("--no-save", dest="save", action="store_false", help="leave the result files alone")
    return made


def parsed(made: ArgumentParser, rows: Iterable[int]) -> Namespace:
    """Return the options; a part of the programs or of the sizes is saved only beside the other results."""
    options = made.parse_args()
    is_whole = not options.only and set(rows) <= set(options.rows)
    options.save = options.save and (is_whole or options.again)
    return options


def chosen(parts: Iterable[Part], texts: Sequence[str] | None) -> list[Part]:
    """Return the programs whose name contains one of the texts; without texts all."""
    found = [part for part in parts if not texts or any(text in part.name for text in texts)]
    if not found:
        raise SystemExit(f"no program has one of these in its name: {', '.join(texts or ())}")
    return found


def say(text: str) -> None:
    """Print to standard error, at once."""
    print(text, file=sys.stderr, flush=True)
