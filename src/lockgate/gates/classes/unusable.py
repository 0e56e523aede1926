"""Say which rows of a table of predicted classes no metric can use."""

from __future__ import annotations

from lockgate.gates.cells import Quality
from lockgate.gates.classes.cells import ClassPlan
from lockgate.gates.classes.rows import SUM_TOLERANCE
from lockgate.gates.predicted import Predicted, name_of
from lockgate.gates.unusable import counted_rows

__all__ = ["unusable_classes"]


def unusable_classes(plan: ClassPlan, quality: Quality) -> str:
    """Return what is wrong with labels and predictions, counted by what they are; empty if nothing is.

    Examples
    --------
    >>> plan = ClassPlan(table="scored", label="kind", candidate={"a": "p_a", "b": "p_b"}, names=("a", "b"))
    >>> unusable_classes(plan, Quality(rows=100, label_other=2, other_labels=("c",)))
    "of 100 rows, 2 have a `kind` that is none of the named classes, such as 'c'"
    """
    if plan.is_multilabel:
        other = "other than 0 and 1"
    elif plan.names:
        other = "that is none of the named classes"
        other += f", such as {' and '.join(map(repr, quality.other_labels))}" if quality.other_labels else ""
    else:
        other = "that is not a whole number"
    return counted_rows(
        quality.rows,
        (quality.label_null, f"a null `{name_of(plan.label)}`"),
        (quality.label_other, f"a `{name_of(plan.label)}` {other}"),
        *_of_model(plan, plan.baseline, quality.baseline_null, quality.baseline_outside),
        *_of_model(plan, plan.candidate, quality.candidate_null, quality.candidate_outside),
    )


def _of_model(
    plan: ClassPlan, predicted: Predicted | None, n_null: int, n_outside: int
) -> tuple[tuple[int, str], ...]:
    if predicted is None:
        return ()
    name = name_of(predicted)
    if isinstance(predicted, str):
        outside = f"a `{name}` that is not a whole number"
    elif plan.is_multilabel:
        outside = f"a number among `{name}` outside [0, 1] or NaN"
    else:
        outside = f"`{name}` outside [0, 1], NaN, or more than {SUM_TOLERANCE:g} from 1 in sum"
    return (n_null, f"a null `{name}`"), (n_outside, outside)
