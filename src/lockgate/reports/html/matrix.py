"""Draws a matrix of counts: the darker a field, the larger its share of the row; errors have a colour of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from lockgate.domain.figure import MatrixFigure
from lockgate.reports.html.svg import drawing, element, label
from lockgate.reports.words import printable, shortened

__all__ = ["matrix_numbers", "matrix_plot"]

_WIDTH = 420.0
_LEFT, _ACROSS, _TOP = 104.0, 308.0, 52.0  # the least on the left and the top; names that are longer have more
_WIDEST, _NARROWEST = 44.0, 15.0
_TEXT_FROM = 26.0  # a field narrower than this holds no number
_NAME_LENGTH = 40
_CHARACTER = 6.6
_DARK = 0.55  # a darker field is written on in the colour of the paper


def matrix_plot(figure: MatrixFigure, name: str) -> Markup:
    """Draw one row a name, with its total, and shade each field by its share of the row."""
    if not figure.names:
        text = "no rows"
        return drawing(name, (_WIDTH, 60), f"{figure.title} {text}", label(text, _WIDTH / 2, 34, class_="mid"))
    frame = _Frame.of(figure)
    bottom = frame.top + frame.side * len(figure.names)
    right = sum(line[at] for at, line in enumerate(figure.counts))
    total = sum(map(sum, figure.counts))
    words = f"{right:,} of {total:,} rows on the diagonal"
    width = max(_WIDTH, frame.left + frame.side * len(figure.names) + 8)
    return drawing(
        name,
        (width, bottom + 30),
        f"{figure.title} {words}",
        label(f"{figure.down} ↓", frame.left - 8, frame.top - 6, class_="end dim"),
        label(f"{figure.across} →", frame.left - 8, 14, class_="end dim"),
        *_columns(figure, frame),
        *(part for at in range(len(figure.names)) for part in _row(figure, at, frame)),
        label(f"{words}; shaded by share of the row", width / 2, bottom + 20, class_="mid dim"),
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where fields begin, how wide they are, and whether the names over them stand upright."""

    left: float
    top: float
    side: float
    is_upright: bool

    @classmethod
    def of(cls, figure: MatrixFigure) -> _Frame:
        longest = _CHARACTER * max(len(_name(name)) for name in figure.names)
        side = min(_WIDEST, max(_NARROWEST, _ACROSS / len(figure.names)))
        is_upright = longest > side
        top = max(_TOP, longest + 14) if is_upright else _TOP
        return cls(round(max(_LEFT, longest + 14), 2), round(top, 2), side, is_upright)


def _name(name: str) -> str:
    return shortened(printable(name), _NAME_LENGTH)


def _columns(figure: MatrixFigure, frame: _Frame) -> Iterator[Markup]:
    """Yield the names over the columns, upright where they are too long to lie."""
    for at, name in enumerate(figure.names):
        x, y = round(frame.left + frame.side * (at + 0.5), 2), frame.top - 6
        if frame.is_upright:
            yield label(_name(name), x + 4, y, transform=f"rotate(-90 {x + 4:g} {y:g})")
        else:
            yield label(_name(name), x, y, class_="mid")


def _row(figure: MatrixFigure, at: int, frame: _Frame) -> Iterator[Markup]:
    counts, name, side = figure.counts[at], printable(figure.names[at]), frame.side
    y, total = round(frame.top + side * at, 2), sum(counts)
    yield label(_name(name), frame.left - 8, round(y + side / 2 + 4, 2), class_="end")
    for column, count in enumerate(counts):
        share = count / total if total else 0.0
        depth = round(share if column == at else math.sqrt(share), 3)  # a few errors must still be seen
        x = round(frame.left + side * column, 2)
        said = f"{figure.down} {name}, {figure.across} {figure.names[column]}: {count:,} rows, {share:.1%}"
        ground = element("rect", x=x, y=y, width=round(side, 2), height=round(side, 2), class_="field")
        kind = "field right" if column == at else "field wrong"
        shade = element(
            "rect",
            x=x,
            y=y,
            width=round(side, 2),
            height=round(side, 2),
            fill_opacity=depth,
            class_=kind,
        )
        parts = [element("title", Markup.escape(printable(said))), ground, shade]
        text = _short(count)
        if count and side >= max(_TEXT_FROM, _CHARACTER * len(text)):
            written = "mid on-dark" if depth > _DARK else "mid"
            parts.append(label(text, round(x + side / 2, 2), round(y + side / 2 + 4, 2), class_=written))
        yield element("g", *parts)


def _short(count: int) -> str:
    """Return a count in few characters.

    Examples
    --------
    >>> _short(987), _short(12_340), _short(4_500_000)
    ('987', '12k', '4.5M')
    """
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if count >= size:
            part = count / size
            return f"{part:.1f}{letter}" if part < 10 else f"{part:.0f}{letter}"  # noqa: PLR2004 - two digits
    return str(count)


def matrix_numbers(figure: MatrixFigure) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return the columns and rows of the same as a table."""
    names = tuple(printable(name) for name in figure.names)
    rows = tuple(
        (name, *(f"{count:,}" for count in counts)) for name, counts in zip(names, figure.counts, strict=True)
    )
    return (printable(f"{figure.down} \\ {figure.across}"), *names), rows
