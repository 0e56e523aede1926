"""What is known of a row that has a number as its label and a number as its prediction."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

__all__ = ["Term", "columns_of"]


class Term(StrEnum):
    """A number that each row has; metrics are formulas of its means.

    The error is prediction minus label.
    """

    ERROR = "error"
    ABSOLUTE_ERROR = "absolute_error"
    SQUARED_ERROR = "squared_error"
    RELATIVE_ERROR = "relative_error"  # absolute error by absolute label
    SQUARED_LOG_ERROR = "squared_log_error"  # of ln(1 + value)
    LABEL = "label"  # from the plan's centre
    SQUARED_LABEL = "squared_label"  # from the plan's centre
    ABSOLUTE_LABEL = "absolute_label"

    @property
    def is_of_model(self) -> bool:
        """Tell whether it differs between the models.

        Examples
        --------
        >>> Term.ERROR.is_of_model, Term.LABEL.is_of_model
        (True, False)
        """
        return self not in (Term.LABEL, Term.SQUARED_LABEL, Term.ABSOLUTE_LABEL)

    @property
    def gap(self) -> str:
        """Return the name of the row-wise difference, candidate minus baseline."""
        return f"{self.value}_gap"

    @property
    def undefined(self) -> str:
        """Return what a row has for which there is no such number; empty if there always is one."""
        return {
            Term.RELATIVE_ERROR: "a label of 0",
            Term.SQUARED_LOG_ERROR: "a label or prediction of −1 or less",
        }.get(self, "")


def columns_of(terms: Iterable[Term], *, is_paired: bool) -> tuple[str, ...]:
    """Return the names of what is summed for some terms, in order.

    Of a term that depends on the model, the candidate's and the gap to the baseline's: a small difference of two
    models that nearly agree keeps its digits.

    Examples
    --------
    >>> columns_of([Term.LABEL, Term.ERROR], is_paired=True)
    ('error', 'error_gap', 'label')
    """
    names: list[str] = []
    for term in (known for known in Term if known in set(terms)):
        names.append(term.value)
        if term.is_of_model and is_paired:
            names.append(term.gap)
    return tuple(names)
