"""Places in files are ordered as a reader meets them."""

from __future__ import annotations

from lockgate.domain.position import Position


def test_places_are_ordered_by_file_line_and_column() -> None:
    places = [Position("b", 1, 1), Position("a", 10, 1), Position("a", 2, 9), Position("a", 2, 3)]

    ordered = [str(place) for place in sorted(places)]

    assert ordered == ["a:2:3", "a:2:9", "a:10:1", "b:1:1"]
