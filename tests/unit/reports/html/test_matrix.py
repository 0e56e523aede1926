"""A matrix of counts."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

from lockgate.domain.figure import MatrixFigure
from lockgate.reports.html.matrix import matrix_numbers, matrix_plot

FIGURE = MatrixFigure("Which for which?", "label", "predicted", ("cat", "<b>"), ((98, 2), (0, 12_345)))


def fields(figure: MatrixFigure) -> list[tuple[str | None, str | None]]:
    root = ET.fromstring(matrix_plot(figure, "p"))  # noqa: S314 - our own text
    return [(one.get("class"), one.get("fill-opacity")) for one in root.iter("rect") if one.get("fill-opacity")]


def test_each_field_is_shaded_by_its_share_of_the_row_and_errors_stand_out() -> None:
    assert fields(FIGURE) == [
        ("field right", "0.98"), ("field wrong", "0.141"), ("field wrong", "0.0"), ("field right", "1.0"),
    ]  # fmt: skip


def test_numbers_are_short_and_names_are_never_markup() -> None:
    drawn = matrix_plot(FIGURE, "p")

    assert ">98<" in drawn
    assert ">12k<" in drawn
    assert "&lt;b&gt;" in drawn
    assert "12,443 of 12,445 rows on the diagonal" in drawn
    assert "label cat, predicted &lt;b&gt;: 2 rows, 2.0%" in drawn


def test_small_fields_hold_no_numbers_and_long_names_stand_upright() -> None:
    names = tuple(f"a long name {at}" for at in range(20))
    counts = tuple(tuple(7 for _ in names) for _ in names)

    drawn = matrix_plot(MatrixFigure("Which?", "label", "predicted", names, counts), "p")

    assert ">7<" not in drawn
    assert drawn.count("rotate(-90") == 20


def test_what_columns_are_stands_beside_their_names_and_not_on_them() -> None:
    names = tuple(f"a long name {at}" for at in range(6))
    drawn = matrix_plot(MatrixFigure("Which?", "label", "predicted", names, ((1,) * 6,) * 6), "p")

    said = re.search(r'<text x="([\d.]+)"[^>]*class="end dim"[^>]*>predicted →', drawn)
    assert said is not None, drawn[:1_000]
    assert float(said[1]) < min(float(x) for x in re.findall(r"rotate\(-90 ([\d.]+)", drawn)) - 12


def test_names_are_not_cut_and_have_the_room_that_they_need() -> None:
    names = ("a name that is quite long", "short", "another one that is long")
    drawn = matrix_plot(MatrixFigure("Which?", "label", "predicted", names, ((1,) * 3,) * 3), "p")

    assert all(drawn.count(f">{name}</text>") == 2 for name in names)
    heights = [float(y) for y in re.findall(r'y="([\d.]+)" transform', drawn)]
    assert min(heights) >= 6.6 * len(names[0])


def test_a_row_without_counts_and_a_matrix_without_names_are_drawn() -> None:
    empty = replace(FIGURE, counts=((0, 0), (0, 0)))

    assert {opacity for _, opacity in fields(empty)} == {"0.0"}
    assert "no rows" in matrix_plot(replace(FIGURE, names=(), counts=()), "p")


def test_the_same_stands_in_a_table() -> None:
    columns, rows = matrix_numbers(FIGURE)

    assert columns == ("label \\ predicted", "cat", "<b>")
    assert rows == (("cat", "98", "2"), ("<b>", "0", "12,345"))
