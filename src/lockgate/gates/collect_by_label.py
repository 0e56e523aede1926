"""Read the binary cells of each class by label."""

from __future__ import annotations

from lockgate.domain.requirement import Requirement
from lockgate.gates.cells import Cells
from lockgate.gates.classes.cells import ClassNeed, ClassPlan
from lockgate.gates.collect import collect_cells
from lockgate.gates.metric_gate import MetricGate, SliceScope
from lockgate.gates.predicted import one_column
from lockgate.gates.slicing import Dimension
from lockgate.gates.spec import ModelGateSpec
from lockgate.scan.engine import Session
from lockgate.scan.schema import LogicalType, Schema

__all__ = ["by_label"]

_LABEL = "(label)"


def by_label(session: Session, spec: ModelGateSpec, plan: ClassPlan) -> tuple[Cells, ...]:
    """Return for each class its cells against the rest, cut by the label first: as many times more as there are labels.

    Parameters
    ----------
    session : Session
        Where the table is open.
    spec : ModelGateSpec
        What is asked of a multiclass model with probabilities; no label is unusable.
    plan : ClassPlan
        The plan of its cells.

    Raises
    ------
    ParameterError
        If there are more labels or slices than can be cut, or slices already cross as many dimensions as may be.
    """
    label = _dimension(session.schema(spec.table), one_column(spec.label, "label"))
    crossed = spec.cut_sets if ClassNeed.EACH in plan.slice_needs else ()
    gate = MetricGate(metric="roc_auc", requirement=Requirement.at_least(0.5), slices=SliceScope.ALL)
    return tuple(
        collect_cells(
            session,
            ModelGateSpec(
                table=spec.table,
                label=one_column(spec.label, "label"),
                candidate=_of(spec.candidate, name),
                baseline=None if spec.baseline is None else _of(spec.baseline, name),
                positive=name,
                slices=((label,), *((label, *members) for members in crossed)),
                weight=spec.weight,
                blocks=spec.blocks,
                gates=(gate,),
            ),
        )
        for name in plan.names
    )


def _of(predicted: str | dict[str, str], name: str) -> str:
    return predicted if isinstance(predicted, str) else predicted[name]


def _dimension(schema: Schema, label: str) -> Dimension:
    """Return the label as what rows are cut by: whole numbers stored as floats have the names that classes have."""
    column = schema.column(label)
    if column.logical is not LogicalType.NUMBER:
        return Dimension(column.name, name=_LABEL)
    quoted = column.name.replace('"', '""')
    return Dimension(expression=f'cast("{quoted}" as bigint)', name=_LABEL)
