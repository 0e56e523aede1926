"""A run as one HTML file that needs no network, and as a cell of a notebook."""

from __future__ import annotations

from lockgate.reports.html.page import notebook_html, render_html

__all__ = ["notebook_html", "render_html"]
