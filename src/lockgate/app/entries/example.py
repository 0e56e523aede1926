"""The smallest failing example as evidence keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np

from lockgate.domain.codec import round_float
from lockgate.domain.finding import Sample, Scalar
from lockgate.probes.rows import Column
from lockgate.probes.smallest import Example
from lockgate.scan.samples import MASK
from lockgate.scan.suite import hides

__all__ = ["example_sample"]

_MOST_COLUMNS = 8
_MOST_SHOWN = 12
_MOST_NUMBERS = 3


def example_sample(example: Example, masked: frozenset[str], classes: Sequence[object] = ()) -> Sample:
    """Return two rows: as it was, and as it broke the property; what changed stands first, then other features.

    Of an answer of several numbers the greatest are shown, with their classes, or places from 1 on where these are not
    known. Values of masked columns are not shown.
    """
    others = [name for name in example.after if name not in example.changed and name in example.before]
    names = [*example.changed[:_MOST_SHOWN], *others][: max(_MOST_COLUMNS, len(example.changed[:_MOST_SHOWN]))]
    rows = []
    for said, row, answer in (
        ("before", example.before, example.answer_before),
        ("after", example.after, example.answer_after),
    ):
        shown = [MASK if hides(masked, [name]) else _plain(row[name]) for name in names]
        rows.append((said, _answer(answer, classes), *shown))
    return Sample(("row", "answer", *names), tuple(rows))


def _answer(answer: tuple[float, ...], classes: Sequence[object]) -> Scalar:
    if len(answer) == 1:
        return _number(answer[0])
    names = (
        [str(one) for one in classes]
        if len(classes) == len(answer)
        else list(map(str, range(1, len(answer) + 1)))
    )
    greatest = sorted(zip(names, answer, strict=True), key=lambda pair: -pair[1])[:_MOST_NUMBERS]
    return ", ".join(f"{name}: {number:.3g}" for name, number in greatest)


def _plain(column: Column) -> Scalar:
    value = column[0]
    if isinstance(value, np.datetime64):
        return str(value)
    plain = value.item() if isinstance(value, np.generic) else value
    return _number(plain) if isinstance(plain, float) else cast("Scalar", plain)


def _number(value: float) -> Scalar:
    return round_float(value) if np.isfinite(value) else str(value)
