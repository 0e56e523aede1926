"""The lines of SodaCL."""

from __future__ import annotations

import pytest

from lockgate.interchange.importers.soda.grammar import Line, SodaError, complement, read_line, threshold


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("row_count > 0", Line("row_count", (), "> 0")),
        ("avg(fare) between 1 and 2", Line("avg", ("fare",), "between 1 and 2")),
        ('duplicate_count(a, "b c") = 0', Line("duplicate_count", ("a", "b c"), "= 0")),
        ("max(fare)", Line("max", ("fare",), "")),
    ],
)
def test_lines(text: str, line: Line) -> None:
    assert read_line(text) == line


@pytest.mark.parametrize("text", ["anomaly detection for x", "A(b)", ""])
def test_what_is_no_line_is_told(text: str) -> None:
    with pytest.raises(SodaError):
        read_line(text)


@pytest.mark.parametrize(
    ("text", "words", "others"),
    [
        ("= 0", "= 0", "≠ 0"),
        ("!= 1.5", "≠ 1.5", "= 1.5"),
        ("<> 1", "≠ 1", "= 1"),
        ("< 5%", "< 5", "≥ 5"),
        (">= 5", "≥ 5", "< 5"),
        ("<= -1e3", "≤ -1000", "> -1000"),
        ("between [1 and 2]", "1 to 2", "outside 1 to 2"),
        ("not between 1 and 2", "outside 1 to 2", "1 to 2"),
    ],
)
def test_conditions_and_what_holds_otherwise(text: str, words: str, others: str) -> None:
    assert (str(threshold(text)), str(complement(threshold(text)))) == (words, others)


@pytest.mark.parametrize("text", ["~ 3", "between (1 and 2)", "> x"])
def test_what_is_no_condition_is_told(text: str) -> None:
    with pytest.raises(SodaError):
        threshold(text)
