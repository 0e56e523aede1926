from __future__ import annotations

from lockgate.documents.docstring_text import opening_text, parameter_text, yaml_example


class Cut:
    r"""Cut a column
    at ``edges``.

    With :math:`k = \lceil q n \rceil`, a long line is wrapped so that it can be read on a terminal of 80 columns.

    Parameters
    ----------
    lower, upper : float
        The ends;
        inclusive.
    is_open : bool, default=False
        Whether the ends are open.
    requirement : Requirement
        What must hold.

    Examples
    --------
    .. code-block:: yaml

        check: cut
        lower: 1

    >>> 1 + 1
    2
    """


class Plain:
    pass


Plain.__doc__ = "Nothing more."


def test_the_opening_is_wrapped_and_ends_where_sections_begin() -> None:
    assert opening_text(Cut) == (
        "Cut a column at `edges`.\n\n"
        "With `k = ⌈q n⌉`, a long line is wrapped so that it can be read on a terminal of\n80 columns."
    )


def test_parameters_are_a_table_of_what_yaml_takes() -> None:
    assert parameter_text(Cut) == (
        "  lower, upper  The ends; inclusive.\n"
        "  is_open       Whether the ends are open. Default: false.\n"
        "  mustBe…       What must hold."
    )


def test_the_example_is_the_yaml_without_the_session() -> None:
    assert yaml_example(Cut) == "check: cut\nlower: 1"


def test_what_a_docstring_lacks_is_empty() -> None:
    assert (opening_text(Plain), parameter_text(Plain), yaml_example(Plain)) == ("Nothing more.", "", "")
