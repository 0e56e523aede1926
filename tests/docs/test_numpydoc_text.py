"""Docstrings are read as numpydoc writes them."""

from __future__ import annotations

from numpydoc_text import Described, fenced, parse, table

TEXT = """Require ``x``
    of a column.

    A null is not judged.

    Parameters
    ----------
    column : str
        The column
        to examine.
    low, high : float, default=open
        The bounds.

    Examples
    --------
    .. code-block:: yaml

        check: range
        low: 1

    >>> 1 + 1
    2
    """


def test_summary_and_body_are_told_apart() -> None:
    doc = parse(TEXT)

    assert (doc.summary, doc.body) == ("Require `x` of a column.", "A null is not judged.")


def test_parameters_keep_their_names_kinds_and_texts() -> None:
    entries = parse(TEXT).entries("Parameters")

    assert entries == [
        Described(("column",), "str", "The column to examine."),
        Described(("low", "high"), "float, default=open", "The bounds."),
    ]


def test_the_yaml_example_and_the_session_are_told_apart() -> None:
    doc = parse(TEXT)

    assert (doc.yaml, doc.session) == ("check: range\nlow: 1", ">>> 1 + 1\n2")


def test_an_empty_docstring_has_empty_parts() -> None:
    doc = parse(None)

    assert (doc.summary, doc.body, doc.yaml, doc.session, doc.entries("Parameters")) == ("", "", "", "", [])


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert table(("a",), [("x | y",)]) == "| a |\n| --- |\n| x \\| y |\n"


def test_a_block_is_fenced() -> None:
    assert fenced("yaml", "a: 1\n") == "```yaml\na: 1\n```\n"
