"""SVG elements."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from tests.fakes.run_results import HOSTILE

from lockgate.reports.html.svg import drawing, element, label, line


def test_attributes_and_texts_are_escaped() -> None:
    text = str(drawing("p", (10, 10), HOSTILE, label(HOSTILE, 1, 2), element("g", class_='"><script>')))

    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert [child.tag for child in root] == ["title", "text", "g"]
    assert root[2].get("class") == '"><script>'


def test_a_line_goes_from_start_to_end() -> None:
    assert str(line((1, 2), (3, 4), "grid")) == '<line x1="1" y1="2" x2="3" y2="4" class="grid"></line>'
