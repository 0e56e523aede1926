"""Writes SVG elements with every text and attribute escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

from lockgate.reports.words import printable

__all__ = ["drawing", "element", "label", "line", "tick_label"]


def element(tag: str, *children: Markup, **attributes: str | float) -> Markup:
    """Return an element; ``class_`` gives ``class``, and an underscore within a name a hyphen.

    Examples
    --------
    >>> print(element("rect", x=1, class_="bar"))
    <rect x="1" class="bar"></rect>
    """
    pairs = "".join(
        f' {name.strip("_").replace("_", "-")}="{escape(value)}"' for name, value in attributes.items()
    )
    inner = Markup("").join(children)
    return Markup("<{tag}{pairs}>{inner}</{tag}>").format(tag=Markup(tag), pairs=Markup(pairs), inner=inner)  # noqa: S704 - our own tags, escaped values


def label(text: str, x: float, y: float, **attributes: str | float) -> Markup:
    """Return a text at a place; whatever it says is shown and never read as markup.

    Examples
    --------
    >>> print(label("<b>", 1, 2))
    <text x="1" y="2">&lt;b&gt;</text>
    """
    return element("text", escape(printable(text)), x=x, y=y, **attributes)


_CHARACTER = 7.4  # as wide as a digit of the plots may be


def tick_label(text: str, x: float, y: float, width: float) -> Markup:
    """Return a text under a tick, moved inwards where it would be cut at an end of the drawing.

    Examples
    --------
    >>> print(tick_label("41,700", 412, 188, 420))
    <text x="396.8" y="188" class="mid dim">41,700</text>
    """
    half = len(text) * _CHARACTER / 2 + 1
    return label(text, round(min(max(x, half), width - half), 2), y, class_="mid dim")


def line(start: tuple[float, float], end: tuple[float, float], class_: str) -> Markup:
    """Return a straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], class_=class_)


def drawing(name: str, size: tuple[float, float], description: str, *children: Markup) -> Markup:
    """Return a whole drawing, with a title and description for those who do not see it.

    `name` is unique within the page.
    """
    return element(
        "svg",
        element("title", escape(printable(description)), id=f"{name}-title"),
        *children,
        viewBox=f"0 0 {size[0]:g} {size[1]:g}",
        role="img",
        aria_labelledby=f"{name}-title",
        class_="plot",
    )
