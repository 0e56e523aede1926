"""Plan labels for the open model gates of a run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lockgate.app.replay import load_run
from lockgate.app.store_ports import EvidenceStore
from lockgate.domain.codes import Reason
from lockgate.domain.finding import Finding
from lockgate.domain.result import RunResult
from lockgate.domain.verdict import Verdict
from lockgate.gates.label_plan import LabelNeed, LabelPlan, plan_labels
from lockgate.gates.slicing import SliceKey

__all__ = ["TableLabels", "labels_of_run", "plan_run_labels"]

_ROWS = "rows"


@dataclass(frozen=True, slots=True)
class TableLabels:
    """What to label of one table.

    Parameters
    ----------
    table : str
        The table of predictions.
    plan : LabelPlan
        What to buy.
    hopeless : tuple of str
        Open gates that no number of rows is sure to decide: they are at their bar, or nothing is known.
    units : str, default="rows"
        What is to be labelled: rows, or whole queries or series.
    """

    table: str
    plan: LabelPlan
    hopeless: tuple[str, ...]
    units: str = _ROWS


def labels_of_run(
    evidence: EvidenceStore, run_id: str, *, budget: int | None = None
) -> tuple[TableLabels, ...]:
    """Plan the labels of a run that was kept; see `plan_run_labels`.

    Raises
    ------
    EvidenceError, StateError
        If the evidence is missing, damaged or of another format.
    """
    return plan_run_labels(load_run(evidence, run_id)[1], budget=budget)


def plan_run_labels(result: RunResult, *, budget: int | None = None) -> tuple[TableLabels, ...]:
    """Plan the labels of each table on which a model gate is open.

    Parameters
    ----------
    result : RunResult
        What was found.
    budget : int or None, default=None
        Most rows to label of each table.

    Returns
    -------
    tuple of TableLabels
        By name, and by what is to be labelled; empty where no model gate is open.
    """
    open_ = [
        finding
        for stage in result.stages
        for entry in stage.entries
        if entry.kind == "model"
        for finding in entry.findings
        if finding.verdict is Verdict.INCONCLUSIVE and finding.reason != Reason.CANDIDATES_OPEN
    ]
    found = []
    for table in sorted({finding.subject.table for finding in open_}):
        own = [finding for finding in open_ if finding.subject.table == table]
        hopeless = tuple(_gate(one) for one in own if not tuple(_rows(one)))
        # a table can be judged by its rows in one entry, by its series in another
        for units in sorted({_units(one) for one in own if tuple(_rows(one))}) or [_ROWS]:
            of_units = [one for one in own if _units(one) == units]
            needs = [LabelNeed(_gate(one), rows) for one in of_units if (rows := tuple(_rows(one)))]
            found.append(TableLabels(table, plan_labels(needs, budget=budget), hopeless, units))
            hopeless = ()
    return tuple(found)


def _units(finding: Finding) -> str:
    return str(dict(finding.details).get("units", _ROWS))


def _gate(finding: Finding) -> str:
    where = " × ".join(f"{column}={value}" for column, value in finding.subject.slice)
    return f"{finding.check} {finding.required}" + (f" · {where}" if where else "")


def _rows(finding: Finding) -> Iterator[tuple[SliceKey, int, int]]:
    """Yield slice, rows and further rows: of a gap for each of its groups that is short."""
    details = dict(finding.details)
    if "group_more_rows" not in details:
        if finding.n_more:
            yield finding.subject.slice, finding.n or 0, finding.n_more
        return
    for side in ("group", "against"):
        more, rows = details[f"{side}_more_rows"], details[f"{side}_rows"]
        if isinstance(more, int) and isinstance(rows, int) and more:
            yield _side(finding.subject.slice, str(details[side])), rows, more


def _side(pair: SliceKey, group: str) -> SliceKey:
    """Return the slice of one group of a pair: the pair's last columns, with the group's values."""
    values = group.split(" × ", len(pair) - 1)  # a value may hold the sign itself
    first = len(pair) - len(values)
    columns = [column for column, _ in pair]
    return (*pair[:first], *zip(columns[first:], values, strict=True))
