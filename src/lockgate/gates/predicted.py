"""Where predictions stand in a table: one column, or several by what each is."""

from __future__ import annotations

from lockgate.domain.errors import ParameterError

__all__ = ["Predicted", "columns_of", "name_of", "one_column"]

Predicted = str | dict[str, str]
"""One column; or, by name, several, such as the probability of each class or the value of each quantile."""


def columns_of(predicted: Predicted | None) -> tuple[str, ...]:
    """Return the columns, in order.

    Examples
    --------
    >>> columns_of({"cat": "p_cat", "dog": "p_dog"}), columns_of("p"), columns_of(None)
    (('p_cat', 'p_dog'), ('p',), ())
    """
    if predicted is None:
        return ()
    return (predicted,) if isinstance(predicted, str) else tuple(predicted.values())


def name_of(predicted: Predicted) -> str:
    """Return what predictions are called in findings.

    Examples
    --------
    >>> name_of("p"), name_of({"cat": "p_cat", "dog": "p_dog"}), name_of({str(at): f"p{at}" for at in range(9)})
    ('p', 'p_cat, p_dog', 'p0, p1, … p8')
    """
    columns = columns_of(predicted)
    if len(columns) <= 3:  # noqa: PLR2004 - as many as can be read at a glance
        return ", ".join(columns)
    return f"{columns[0]}, {columns[1]}, … {columns[-1]}"


def one_column(predicted: Predicted, role: str) -> str:
    """Return the column of predictions that stand in one.

    Parameters
    ----------
    predicted : Predicted
        Where they stand.
    role : str
        Which ones they are, for the message.

    Raises
    ------
    ParameterError
        If they stand in several.

    Examples
    --------
    >>> one_column("p", "candidate")
    'p'
    """
    if not isinstance(predicted, str):
        raise ParameterError.of("model gate", role, "one column, as this task's predictions are", predicted)
    return predicted
