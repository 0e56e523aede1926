from __future__ import annotations

from lockgate.documents.docstrings import parameter_docs, summary


class Cut:
    """Cut.

    Parameters
    ----------
    bins : int
        How many, ``bins > 0``.
    """


class CutAt(Cut):
    """Cut a column
    at edges.

    Parameters
    ----------
    lower, upper : float
        The ends;
        inclusive.

    Notes
    -----
    bins : int
        Not this.
    """


def test_parameters_of_a_class_and_its_bases_are_found() -> None:
    assert parameter_docs(CutAt) == {
        "bins": "How many, `bins > 0`.",
        "lower": "The ends; inclusive.",
        "upper": "The ends; inclusive.",
    }


def test_the_summary_is_one_line() -> None:
    assert summary(CutAt) == "Cut a column at edges."


def test_a_class_without_sections_has_none() -> None:
    assert parameter_docs(type("Plain", (), {})) == {}
