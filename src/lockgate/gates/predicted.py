"""Where predictions stand in a table: one column, or several by what each is."""

from __future__ import annotations

from collections.abc import Mapping

from lockgate.domain.errors import ParameterError
from lockgate.gates.task import Task

__all__ = ["MOST_COLUMNS", "Predicted", "columns_of", "name_of", "one_column", "require_shapes"]

Predicted = str | dict[str, str]
"""One column; or, by name, several, such as the probability of each class or the value of each quantile."""


MOST_COLUMNS = 100
"""Most columns that predictions may stand in."""


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


def require_shapes(task: Task, given: Mapping[str, Predicted | None]) -> None:
    """Refuse label and predictions that do not stand in a table as the task's do.

    Parameters
    ----------
    task : Task
        What the model predicts.
    given : mapping of str to Predicted or None
        By role: ``label``, ``candidate`` and, unless there is none, ``baseline``.

    Raises
    ------
    ParameterError
        If one is a column where columns by name are needed or the reverse, or the roles do not name the same.

    Examples
    --------
    >>> require_shapes(Task.REGRESSION, {"label": "price", "candidate": "p"})
    """
    found = {role: predicted for role, predicted in given.items() if predicted is not None}
    if task is Task.MULTILABEL_CLASSIFICATION:
        for role, predicted in found.items():
            _require_several(role, predicted, "label")
        _require_same_names(found, ("label", "candidate", "baseline"), "labels")
    elif task is Task.MULTICLASS_CLASSIFICATION:
        one_column(found["label"], "label")
        for role in ("candidate", "baseline"):
            if isinstance(found.get(role), dict):
                _require_several(role, found[role], "class")
        _require_same_names(found, ("candidate", "baseline"), "classes")
    else:
        for role, predicted in found.items():
            one_column(predicted, role)


def _require_several(role: str, predicted: Predicted, noun: str) -> None:
    if isinstance(predicted, str) or not 2 <= len(predicted) <= MOST_COLUMNS:  # noqa: PLR2004 - one is no choice
        must = f"2 to {MOST_COLUMNS} columns by name, one a {noun}"
        got = predicted if isinstance(predicted, str) else len(predicted)
        raise ParameterError.of("model gate", role, must, got)


def _require_same_names(found: Mapping[str, Predicted], roles: tuple[str, ...], noun: str) -> None:
    first, *others = (role for role in roles if role in found)
    named = _names(found[first])
    for role in others:
        if _names(found[role]) != named:
            got = ", ".join(_names(found[role])) or found[role]
            must = (
                f"the same {noun} as `{first}`: {', '.join(named)}" if named else f"one column, as `{first}` is"
            )
            raise ParameterError.of("model gate", role, must, got)


def _names(predicted: Predicted) -> list[str]:
    return [] if isinstance(predicted, str) else sorted(predicted)
